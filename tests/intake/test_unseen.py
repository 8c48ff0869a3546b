"""Invented notices that no recogniser was written for: their measures are found, and nothing that stands unmarked is wrong."""

from typing import Any

import pytest
from tests.intake import unseen
from tests.intake.drafted import Draft
from tests.intake.gold import Measure, squeeze

NOTICES = unseen.notices()
_IN_PART = {one["name"] for one in unseen.notices("unseen.yaml")}
"""The notices whose lists of figures leave some out."""
_MOST_ASKED = 0.25


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    """The drafts of all notices, in one dataset without units of its own."""
    return unseen.drafts(NOTICES, tmp_path_factory.mktemp("unseen"))


def pairs(notice: dict[str, Any], drafts: dict[str, Draft]) -> list[tuple[dict[str, Any], Measure]]:
    """Return each measure expected with the one found."""
    found = drafts[notice["name"]].measures()
    assert [one.title for one in found] == [squeeze(one["title"]) for one in notice["measures"]]
    return list(zip(notice["measures"], found, strict=True))


each = pytest.mark.parametrize("notice", NOTICES, ids=[one["name"] for one in NOTICES])


@each
def test_the_measures_with_their_units(notice: dict[str, Any], drafts: dict[str, Draft]) -> None:
    for one, found in pairs(notice, drafts):
        assert one["number"] in (found.number.strip("（）"), "any")
        if "units" in one:
            assert unseen.same_units(one, found.units), found.units
    assert drafts[notice["name"]].invented() == []


@each
def test_the_figures(notice: dict[str, Any], drafts: dict[str, Draft]) -> None:
    for one, found in pairs(notice, drafts):
        compared = [*unseen.figures(one, found)]
        assert [figure.expected for figure in compared if figure.missed] == []
        in_part = notice["name"] in _IN_PART
        assert [figure for figure in compared if figure.wrong and (figure.expected or not in_part)] == []


@pytest.mark.parametrize(
    "file",
    [
        "unseen.yaml",
        *(
            pytest.param(
                f"unseen_{name}.yaml", marks=pytest.mark.xfail(strict=True, reason="29 to 37 in 100 are asked")
            )
            for name in ("rows", "rows_again", "rows_held")
        ),
    ],
)
def test_few_figures_are_asked(file: str, drafts: dict[str, Draft]) -> None:
    those = [drafts[one["name"]] for one in unseen.notices(file)]
    figures = [figure for draft in those for one in draft.measures() for figure in one.figures]
    assert sum(bool(figure.asked) for figure in figures) <= _MOST_ASKED * len(figures)
