"""The page of two units that lead together marks both in the words that list them."""

import pytest

from tongbao.site.entries import Entry
from tongbao.site.pages.pairs import cut

ENTRY = Entry(
    "measure",
    "<m>",
    "measure/m",
    "题",
    units=("<a>", "<b>", "<c>"),
    words="甲局、乙局，丙局",
    named=((0, 2), (3, 5), (6, 8)),
)


@pytest.mark.parametrize(
    ("units", "marked"),
    [(["<a>", "<c>"], ["甲局", "丙局"]), (["<b>", "<a>"], ["甲局", "乙局"]), (["<d>", "<e>"], [])],
)
def test_both_names_are_marked_where_they_stand(units: list[str], marked: list[str]) -> None:
    pieces = list(cut(ENTRY, units))
    assert "".join(text for text, _ in pieces) == ENTRY.words
    assert [text for text, is_own in pieces if is_own] == marked


def test_words_without_places_stay_whole() -> None:
    assert list(cut(Entry("measure", "<m>", "measure/m", "题", units=("<a>",), words="甲局"), ["<a>"])) == [
        ("甲局", False)
    ]
