"""The places of words on their pages follow a text that a person corrects."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.errors import DataError
from tongbao.load.corrected import following
from tongbao.load.positions import Places, Run, Size, read_places

LINES = ["溪陵巿人民政府", "关于表扬的通报", "各县、区政府：", "二0二四年十二月"]


def placed(lines: list[str]) -> Places:
    """Return the places of lines, one below another; each character is 10 points wide."""
    said, runs, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        if line:
            runs.append(Run(at, at + len(line), 1, 20 * number, 20 * number + 15, (0, 10 * len(line))))
        at += len(line) + 1
    digest = hashlib.sha256(said.encode()).hexdigest()
    return Places(digest, (Size(595, 842),), tuple(runs), said)


def box(places: Places, text: str, words: str) -> tuple[float, float, float]:
    (found,) = places.boxes(text.index(words), text.index(words) + len(words))
    return found.top, found.left, found.right


@pytest.mark.parametrize(
    ("wrong", "right", "words", "where"),
    [
        ("巿", "市", "市人民", (0, 20, 50)),
        ("巿", "", "人民", (0, 23.3, 46.7)),
        ("各县、", "各县（市）、", "区政府", (40, 42, 63)),
        ("各县、", "各县（市）、", "二0二四", (60, 0, 40)),
        ("表扬\n", "表扬\n", "通报", (20, 50, 70)),
        ("的通报\n", "的通\n报\n", "通", (20, 44, 53)),
        ("溪陵巿人民政府\n", "", "通报", (20, 50, 70)),
        ("0", "〇", "十二月", (60, 50, 80)),
    ],
)
def test_words_stay_where_they_are_on_the_page(wrong: str, right: str, words: str, where: tuple[float, ...]) -> None:
    places = placed(LINES)
    text = places.said.replace(wrong, right, 1)
    followed = following(places, text)
    assert followed
    assert box(followed, text, words) == pytest.approx(where, abs=3)
    assert followed.text == hashlib.sha256(text.encode()).hexdigest()


def test_another_text_has_no_places() -> None:
    assert following(placed(LINES), "全然另一份文件的文字") is None
    assert following(Places("", (), ()), "甲") is None


def test_a_text_of_many_lines_or_long_ones_ends_soon() -> None:
    many = placed(["甲乙丙"] * 15_000)
    assert following(many, many.said.replace("甲", "申", 1))
    assert following(many, "\n".join(["甲乙申"] + ["甲乙丙", "甲申丙"] * 7_000)) is None
    assert following(many, "\n" * 30_000) is None
    long = placed(["甲乙丙丁" * 30_000, *LINES])
    text = long.said.replace("甲", "申", 1)
    followed = following(long, text)
    assert followed is None or box(followed, text, "通报")


SIGNS = "甲乙丙丁 ，。1"


@given(
    lines=st.lists(st.text(SIGNS, max_size=12), min_size=1, max_size=8),
    at=st.integers(0, 60),
    length=st.integers(0, 3),
    new=st.text(f"{SIGNS}\n", max_size=3),
)
def test_places_stay_in_order_and_within_the_text(lines: list[str], at: int, length: int, new: str) -> None:
    places = placed(lines)
    text = places.said[:at] + new + places.said[at + length :]
    followed = following(places, text)
    if followed is None:
        return
    assert all(0 <= run.start < run.end <= len(text) for run in followed.runs)
    assert all(one.end <= other.start for one, other in pairwise(followed.runs))
    assert all(len(run.edges) in (2, run.end - run.start + 1) for run in followed.runs)


def test_they_are_kept_with_the_text_that_they_are_of(tmp_path: Path) -> None:
    places, file = placed(LINES), tmp_path / "a-places.json"
    file.write_bytes(places.dump())
    assert read_places(file) == places
    file.write_text(file.read_text("utf-8").replace("表扬", "批评"), "utf-8")
    with pytest.raises(DataError):
        read_places(file)
