"""Scans: pages as pictures, whose words are recognised on request, and never taken for certain."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.intake.original.pdfs import grid, pdf, text

from tongbao import limits
from tongbao.errors import Text, UsageError
from tongbao.intake.draft import draft_notice
from tongbao.intake.original import Box, Doubt, Original, Table, scan, scan_page
from tongbao.intake.original.pdf_lines import Sign
from tongbao.intake.original.pdf_page import Page, Pages
from tongbao.intake.original.read import read_original
from tongbao.intake.original.scan_lines import Recognised, cleaned, evened, signs_of
from tongbao.intake.original.scan_picture import Picture, turned_back
from tongbao.intake.skeleton import new_dataset
from tongbao.load import load
from tongbao.load.positions import read_places
from tongbao.progress import SILENT, Progress
from tongbao.review.source import Source

FILE = Path("scan.pdf")
IS_HERE = find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognises(test: Any) -> Any:
    """Mark a test that recognises pages: it needs the extra ocr, a font that draws them, and its time."""
    missing = pytest.mark.skipif(not IS_HERE, reason="needs the extra ocr (make test-all installs it)")
    return pytest.mark.thorough(pytest.mark.chinese_font(missing(test)))


# --- invented pages -------------------------------------------------------------------------------

TITLE, NUMBER = "关于表扬防汛先进单位的通报", "云溪办发〔2024〕9号"
FIRST, REST = "经市人民政府同意，现对在今年防汛工作中成绩突出的下列", "单位予以通报表扬。"
HEADS = ("序号", "单位名称", "成效")
ROWS = [("1", "市水利局", "转移群众460余户"), ("2", "云溪区应急管理局", "巡查堤防1280公里")]
COLUMNS, LEVELS = [80, 140, 300, 515], [400, 430, 460, 490]


def page(*, has_rules: bool = True) -> bytes:
    words = text(TITLE, 154, 120, 22) + text(NUMBER, 226, 170) + text(FIRST, 112, 220) + text(REST, 80, 248)
    cells = [
        text(cell, left + 6, top + 8, 14)
        for row, top in zip([HEADS, *ROWS], LEVELS, strict=False)
        for cell, left in zip(row, COLUMNS, strict=False)
    ]
    signed = text("云溪市人民政府办公室", 300, 600) + text("2024年9月12日", 330, 630)
    return words + b"".join(cells) + (grid(COLUMNS, LEVELS) if has_rules else b"") + signed


def pictures(*contents: bytes, dpi: int = 150, angle: float = 0.0) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf(*contents))
    drawn = [one.render(scale=dpi / 72).to_pil().convert("RGB") for one in document]
    return [one.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC) for one in drawn]


def saved(file: Path, *those: Image.Image, **more: Any) -> Path:
    those[0].save(file, save_all=True, append_images=list(those[1:]), **more) if len(those) > 1 else those[0].save(
        file, **more
    )
    return file


def words(original: Original) -> list[str]:
    return [block.piece.text for block in original.blocks if not isinstance(block, Table)]


def rows(original: Original) -> list[list[str]]:
    return [[cell.text for cell in row] for block in original.blocks if isinstance(block, Table) for row in block.rows]


def problem_of(file: Path, recognising: Progress | None = SILENT) -> tuple[str, Text, Text]:
    with pytest.raises(UsageError) as raised:
        read_original(file, recognising)
    [problem] = raised.value.problems
    assert problem.place
    assert problem.what.en != problem.what.zh
    return problem.code, problem.what, problem.cure


# --- what is recognised ---------------------------------------------------------------------------


class Counted(Progress):
    """Notes the progress of reading."""

    def __init__(self) -> None:
        self.total, self.count = 0, 0

    def step(self, what: Text, total: int = 0) -> None:
        self.total = total

    def done(self, count: int = 1) -> None:
        self.count += count


@recognises
@pytest.mark.parametrize(("name", "dpi"), [("a.pdf", 200), ("a.png", 150), ("a.jpg", 150), ("a.tif", 150)])
def test_the_words_of_pictures_are_recognised_with_their_tables_and_places(name: str, dpi: int, tmp_path: Path) -> None:
    more = {"resolution": dpi} if name == "a.pdf" else {}
    progress = Counted()
    original = read_original(saved(tmp_path / name, *pictures(page(), dpi=dpi), **more), progress)
    assert words(original) == [TITLE, NUMBER, FIRST + REST, "云溪市人民政府办公室", "2024年9月12日"]
    assert rows(original) == [list(HEADS), *map(list, ROWS)]
    assert original.is_recognised
    assert original.tool.startswith("rapidocr ")
    assert (progress.total, progress.count) == (1, 1)
    assert (
        original.media_type
        == {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "tif": "image/tiff"}[name[2:]]
    )
    piece = next(
        block.piece for block in original.blocks if not isinstance(block, Table) and block.piece.text == FIRST + REST
    )
    for number, box in enumerate(piece.boxes):
        assert box
        line, at = divmod(number, len(FIRST)) if number < len(FIRST) else (1, number - len(FIRST))
        assert abs(box.left - ((112 if line == 0 else 80) + 16 * at)) < 8
        assert abs((box.top + box.bottom) / 2 - (228 + 28 * line)) < 5


@recognises
def test_a_page_that_lies_askew_reads_the_same_and_its_places_are_those_on_it(tmp_path: Path) -> None:
    original = read_original(saved(tmp_path / "a.png", *pictures(page(), angle=1.5)), SILENT)
    assert words(original)[:3] == [TITLE, NUMBER, FIRST + REST]
    assert rows(original) == [list(HEADS), *map(list, ROWS)]
    first, last = original.blocks[2].piece.boxes[0], original.blocks[2].piece.boxes[len(FIRST) - 1]  # type: ignore[union-attr]
    assert first
    assert last
    assert 7 < first.top - last.top < 15  # 400 points to the right, and 1.5 degrees up


@recognises
def test_a_file_may_have_pages_of_text_and_pages_of_pictures_and_a_picture_several_pages(tmp_path: Path) -> None:
    two = pictures(text("附件", 80, 100), text("名单附后", 80, 100))
    assert words(read_original(saved(tmp_path / "a.tif", *two), SILENT)) == ["附件", "名单附后"]


@recognises
def test_columns_without_rules_are_lost_and_asked_about(tmp_path: Path) -> None:
    rows = [text(f"{n}", 90, 100 + 60 * n) + text("市水利局", 300, 100 + 60 * n) for n in range(1, 8)]
    beside = [text("加强巡查，", 150, 91 + 60 * n) + text("落实责任。", 150, 110 + 60 * n) for n in range(1, 8)]
    original = read_original(saved(tmp_path / "a.png", *pictures(b"".join([*rows, *beside]))), SILENT)
    assert Doubt(1, "columns") in original.doubts
    assert not [block for block in original.blocks if isinstance(block, Table)]


@recognises
def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("this system does not let us take the network away")
    file = saved(tmp_path / "a.png", *pictures(page()))
    code = (
        "import sys; from pathlib import Path; from tongbao.intake.original.read import read_original;"
        "from tongbao.progress import SILENT; print(read_original(Path(sys.argv[1]), SILENT).blocks[0].piece.text)"
    )
    done = subprocess.run(["unshare", "-rn", sys.executable, "-c", code, file], capture_output=True, text=True)
    assert done.stdout.strip() == TITLE, done.stderr


@recognises
def test_a_page_without_words_is_an_error_and_beside_others_a_question(tmp_path: Path) -> None:
    blank = Image.new("RGB", (800, 1100), "white")
    assert problem_of(saved(tmp_path / "a.png", blank))[0] == "no-text"
    file = saved(tmp_path / "b.tif", *pictures(text("名单附后", 80, 100)), blank.copy())
    assert Doubt(2, "nothing") in read_original(file, SILENT).doubts


@recognises
def test_text_that_stands_on_its_side_is_an_error(tmp_path: Path) -> None:
    [picture] = pictures(page())
    assert problem_of(saved(tmp_path / "a.png", picture.rotate(90, expand=True)))[0] == "turned-text"


@recognises
def test_a_draft_of_a_scan_is_marked_until_a_person_has_compared_it(tmp_path: Path) -> None:
    data = tmp_path / "office"
    new_dataset(data)
    (data / "places.yaml").write_text(
        "yunxi: {name: 云溪市, english: {value: Yunxi, basis: translation}, short: [云溪], level: municipal, basis: source, certainty: certain}\n"
    )
    (data / "units.yaml").write_text(
        "yunxi-office: {name: 云溪市人民政府办公室, short: [市政府办公室], kind: government-office, level: municipal, place: yunxi, basis: source, certainty: certain}\n"
    )
    file = saved(tmp_path / "scan.png", *pictures(page()))
    drafted = draft_notice(file, data, None, None, None, recognising=SILENT)
    lines = drafted.file.read_text("utf-8").splitlines()
    assert any(line.startswith("# ") and "OCR" in line for line in lines[:5])
    [asked] = [number for number, line in enumerate(lines, 1) if line.strip().startswith("ocr: true # FILL IN 待填: ")]
    assert asked in drafted.open
    with pytest.raises(Exception, match="gap") as raised:
        load(data)
    assert "gap" in str(raised.value)
    text_file = drafted.file.with_suffix(".txt")
    stored = text_file.read_text("utf-8")
    source = Source.of(text_file, stored, next(drafted.file.parent.glob("*-original.png")))
    assert source.kind == "pdf"
    assert source.picture(1, 1).startswith(b"\x89PNG")
    at = stored.index(TITLE)
    [box] = source.boxes(at, at + len(TITLE))
    assert abs(box.left - 154) < 8
    assert read_places(text_file.with_name(f"{text_file.stem}-places.json")).pages == source.places.pages  # type: ignore[union-attr]


# --- what is refused ------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("data", [PNG, b"\xff\xd8\xff\xe0\0\x10JFIF", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"])
def test_a_picture_is_refused_with_the_extra_and_the_option_unless_asked_for(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    code, _, cure = problem_of(tmp_path / "a", None)
    assert code == "image"
    for said in cure:
        assert "--ocr" in said
        assert "ocr]" in said


@pytest.mark.parametrize("data", [PNG, PNG + bytes(100), b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"II*\0\x08\0\0\0"])
def test_a_broken_picture_is_an_error(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    assert problem_of(tmp_path / "a")[0] == "broken-file"


@pytest.mark.parametrize("data", [b"GIF89a", b"BM", b"RIFF\0\0\0\0WEBP"])
def test_other_pictures_are_refused_even_when_asked_for(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    assert problem_of(tmp_path / "a")[0] == "image"


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda _: None)
    code, what, cure = problem_of(saved(tmp_path / "a.png", Image.new("RGB", (60, 80))))
    assert code == "not-installed"
    assert "tongbao[ocr]" in what.en
    assert "pip install" in cure.zh


def test_pages_and_pixels_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = saved(tmp_path / "a.tif", *[Image.new("L", (8, 8))] * (limits.SCAN_PAGES + 1))
    assert problem_of(file)[0] == "too-large"
    monkeypatch.setattr(limits, "SCAN_PIXELS", 99)
    data = saved(tmp_path / "a.png", Image.new("L", (10, 10))).read_bytes()
    with pytest.raises(UsageError) as raised:
        scan_page.recognised(data, FILE, "png", Page(1, 0, 0, Box(1, 0, 0, 0, 0), [], []))
    assert raised.value.problems[0].code == "too-large"


def test_a_pdf_of_text_is_read_as_without(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(page()))
    assert read_original(tmp_path / "a.pdf", SILENT) == read_original(tmp_path / "a.pdf")


# --- lines and characters -------------------------------------------------------------------------

SEEN = Box(1, 0, 0, 500, 100)


def inked(*stretches: tuple[int, int]) -> Any:
    ink = numpy.zeros((100, 500), "uint8")
    for left, right in stretches:
        ink[40:60, left:right] = 255
    return ink


def read(line: Recognised, ink: Any) -> str:
    return "".join(sign.text for sign in signs_of(line, ink, 1.0, SEEN))


@pytest.mark.parametrize(
    ("said", "stretches", "expected"),
    [
        ("甲市水利局乙市总工会", [(20, 120), (140, 240)], "甲市水利局 乙市总工会"),  # white as wide as a character
        ("甲市水利局乙市总工会", [(20, 118), (122, 240)], "甲市水利局乙市总工会"),
        ("水利局，总工会", [(20, 88), (102, 160)], "水利局，总工会"),  # the white behind a comma is its own
        ("投资（亿元）", [(20, 58), (72, 126)], "投资（亿元）"),
    ],
)
def test_white_parts_words_but_not_beside_punctuation(
    said: str, stretches: Sequence[tuple[int, int]], expected: str
) -> None:
    left, right = stretches[0][0], stretches[-1][1]
    assert read(Recognised(said, left, 40, right, 60), inked(*stretches)) == expected


@given(
    st.text(st.sampled_from("甲市水利局、，（）2024年A%"), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(20, 400), st.integers(5, 90)), max_size=4),
)
def test_no_character_is_lost_or_moved_and_each_has_a_place(said: str, white: list[tuple[int, int]]) -> None:
    ink = inked((20, 480))
    for left, wide in white:
        ink[:, left : left + wide] = 0
    signs = signs_of(Recognised(said, 20, 38, 480, 62), ink, 2.0, SEEN)
    assert "".join(sign.text for sign in signs if sign.text != " ") == said
    assert all(one.box.left <= other.box.left for one, other in pairwise(signs))
    assert all(sign.box.left < sign.box.right for sign in signs)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("湖办发〔2023]18号", "湖办发〔2023〕18号"),
        ("(一)加强领导", "（一）加强领导"),
        ("PM2.5(日均)", "PM2.5（日均）"),
        ("GB(T)9704", "GB(T)9704"),
        ("3%一5%", "3%—5%"),
        ("-12一", "-12—"),
        ("第一季度", "第一季度"),
        ("投资额,元", "投资额,元"),  # the paper may have it so
    ],
)
def test_only_the_form_of_brackets_is_mended(said: str, expected: str) -> None:
    assert cleaned(said) == expected


@given(st.lists(st.floats(6, 40), min_size=1, max_size=60))
def test_sizes_that_differ_little_become_one(sizes: list[float]) -> None:
    common = evened(Sign("甲", SEEN, size) for size in sizes)
    assert set(common) == set(sizes)
    assert all(abs(new - old) <= 0.13 * new + 1e-9 for old, new in common.items())


@given(st.floats(-5, 5), st.floats(0, 500), st.floats(0, 100))
def test_turning_back_undoes_the_turn(angle: float, across: float, down: float) -> None:
    box = Box(1, across - 5, down - 5, across + 5, down + 5)
    again = turned_back(turned_back(box, SEEN, angle), SEEN, -angle)
    assert all(abs(one - other) < 0.1 for one, other in zip(box[1:], again[1:], strict=True))


def recognised_page(number: int, *lines: str, **more: Any) -> Page:
    signs = [
        sign
        for at, line in enumerate(lines)
        for sign in signs_of(
            Recognised(line, 80, 100 + 28 * at, 80 + 16 * len(line), 116 + 28 * at),
            numpy.zeros((842, 595)),
            1.0,
            Box(number, 0, 0, 595, 842),
        )
    ]
    return Page(number, 595, 842, Box(number, 0, 0, 595, 842), signs, [], is_scan=True, is_recognised=True, **more)


@pytest.mark.skipif(not IS_HERE, reason="names the versions of the extra ocr")
def test_what_is_not_sure_is_told_page_by_page() -> None:
    pages = Pages([recognised_page(1, "甲市人民政府", doubts=("甲市人民政府",)), recognised_page(2)])
    original = pickle.loads(pickle.dumps(scan.put_together(pages, FILE, "pdf", True)))
    assert original.doubts == (Doubt(1, "words", "甲市人民政府"), Doubt(2, "nothing"))
    assert original.is_recognised


def test_a_straight_page_is_not_turned() -> None:
    pytest.importorskip("cv2")
    pixels = numpy.full((842, 595, 3), 255, "uint8")
    pixels[100:110, 80:500] = 0
    assert Picture(pixels, Box(1, 0, 0, 595, 842)).straightened().angle == 0.0
