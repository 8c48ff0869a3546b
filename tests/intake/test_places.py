"""Each character of a stored text has its place on the pages of the original, and the words there are its own."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.original.pdfs import line, pdf, text
from tests.notices.dataset import NOTICES

from tongbao.errors import DataError
from tongbao.intake.original import Box, Original, Paragraph, Piece
from tongbao.intake.original.fold import fold
from tongbao.intake.original.pdf import read_here
from tongbao.intake.places import Places, places_file, places_of, read_places
from tongbao.intake.stored import Stored

MADE = NOTICES / "made" / "files"
NEEDS = pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
PDFS = ("02", "05", "08", "14")


@cache
def read(number: str) -> tuple[Stored, Places, list[list[tuple[str, float, float]]]]:
    """Return the stored text of an invented notice, its places, and the middles of the characters of its pages."""
    file = next(MADE.glob(f"{number}-*.pdf"))
    original = read_here(file.read_bytes(), file)
    stored = Stored.of(original)
    with pdfplumber.open(file) as document:
        signs = [[middle(char) for char in page.chars if not char["text"].isspace()] for page in document.pages]
    return stored, places_of(stored, original), signs


def middle(char: dict[str, float]) -> tuple[str, float, float]:
    return fold(str(char["text"])), (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def words_in(boxes: list[Box], pages: list[list[tuple[str, float, float]]]) -> str:
    """Return the characters of the pages whose middles lie in boxes."""
    return "".join(
        sign
        for box in boxes
        for sign, x, y in sorted(pages[box.page - 1], key=lambda one: one[1])
        if box.left < x < box.right and box.top < y < box.bottom
    )


def spans(stored: Stored) -> Iterator[tuple[int, int]]:
    """Yield each line whole, and parts of it."""
    for one in stored.lines:
        yield one.start, one.end
        third = (one.end - one.start) // 3
        yield one.start + third, one.end - third
        yield one.start, one.start + 1


@NEEDS
@pytest.mark.parametrize("number", PDFS)
def test_each_character_has_a_box(number: str) -> None:
    stored, places, _ = read(number)
    placed = {position for run in places.runs for position in range(run.start, run.end)}
    assert {at for at, sign in enumerate(stored.text) if not sign.isspace()} <= placed


@NEEDS
@pytest.mark.parametrize("number", PDFS)
def test_the_words_in_the_boxes_of_a_span_are_its_own(number: str) -> None:
    stored, places, pages = read(number)
    for start, end in spans(stored):
        assert words_in(places.boxes(start, end), pages) == "".join(stored.text[start:end].split())


@NEEDS
@pytest.mark.parametrize("number", PDFS)
def test_the_file_is_small_and_says_the_same(number: str, tmp_path: Path) -> None:
    stored, places, _ = read(number)
    file = places_file(tmp_path / "甲市.txt")
    file.write_bytes(places.dump())
    assert read_places(file) == places
    assert file.stat().st_size < 4 * len(stored.text.encode())


def test_boxes_count_from_the_corner_of_what_is_shown_of_a_page() -> None:
    cropped = pdf(text("甲市人民政府关于表彰的通报", 100, 100)).replace(
        b"/Contents", b"/CropBox [50 60 595 812] /Contents"
    )
    original = read_here(cropped, Path("甲.pdf"))
    places = places_of(Stored.of(original), original)
    assert places.pages[0] == (545, 752)
    (box,) = places.boxes(2, 4)
    assert box == pytest.approx((1, 82, 70, 114, 86), abs=1)


def test_a_span_over_two_pages_has_a_box_on_each() -> None:
    full = "推进改革创新优化服务流程并压缩办理时限推进改革创新优化服务流"
    first = text(full, 80, 750, 14) + line(80, 40, 500, 40)
    original = read_here(pdf(text(full, 80, 700, 14) + first, text("程并压缩办理时限。", 80, 80, 14)), Path("甲.pdf"))
    stored = Stored.of(original)
    at = stored.text.index("程并压缩办理时限。")
    assert [box.page for box in places_of(stored, original).boxes(at - 4, at + 4)] == [1, 2]


def test_a_ligature_is_shared_by_its_letters() -> None:
    glyph = Box(1, 10, 10, 18, 20)
    original = Original((Paragraph(Piece("fi", (glyph, glyph))),), "pdf", "", (Box(1, 0, 0, 100, 100),))
    places = places_of(Stored.of(original), original)
    assert places.boxes(0, 1) == [Box(1, 10, 10, 14, 20)]
    assert places.boxes(1, 2) == [Box(1, 14, 10, 18, 20)]


def test_a_text_without_pages_has_no_places() -> None:
    original = Original((Paragraph(Piece("甲市")),), "text", "")
    assert places_of(Stored.of(original), original).boxes(0, 2) == []


@given(st.lists(st.tuples(st.floats(5, 20), st.booleans()), min_size=1, max_size=30), st.data())
def test_the_box_of_a_span_covers_its_characters(widths: list[tuple[float, bool]], data: st.DataObject) -> None:
    boxes, left = list[Box | None](), 40.0
    for width, is_gap in widths:
        boxes.append(None if is_gap else Box(1, left, 10, left + width, 20))
        left += width
    signs = "".join("甲" if box else " " for box in boxes)
    original = Original((Paragraph(Piece(signs, tuple(boxes))),), "pdf", "", (Box(1, 0, 0, 900, 900),))
    places = places_of(Stored.of(original), original)
    start = data.draw(st.integers(0, len(boxes) - 1))
    end = data.draw(st.integers(start + 1, len(boxes)))
    found = places.boxes(start, end)
    mine = [box for box in boxes[start:end] if box]
    assert bool(found) == bool(mine)
    if mine:
        assert found[0].left == pytest.approx(mine[0].left, abs=0.6)
        assert found[-1].right == pytest.approx(mine[-1].right, abs=0.6)


GOOD = {"text": "ab", "pages": [[595, 842]], "runs": [[0, 2, 1, 10, 20, [10, 42]], [3, 4, 1, 30, 40, [10, 20]]]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"runs": [[0, 2, 2, 10, 20, [10, 42]]]},
        {"runs": [[2, 2, 1, 10, 20, [10, 42]]]},
        {"runs": [[0, 4, 1, 10, 20, [10, 42, 50]]]},
        {"runs": [GOOD["runs"][1], GOOD["runs"][0]]},
        {"runs": [[0, 2, 1, float("nan"), 20, [10, 42]]]},
        {"runs": "甲"},
        {"runs": [[0]]},
        {"pages": 3},
        {"pages": [[1e999, 2]]},
    ],
)
def test_a_changed_file_is_one_clear_error(wrong: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "a-places.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    assert len(read_places(file).boxes(0, 9)) == 2
    file.write_text(json.dumps(GOOD | wrong), "utf-8")
    with pytest.raises(DataError) as caught:
        read_places(file)
    assert [problem.code for problem in caught.value.problems] == ["bad-places"]


@given(st.binary(max_size=60))
def test_any_bytes_are_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any-places.json"
    file.write_bytes(content)
    with pytest.raises(DataError):
        read_places(file)
