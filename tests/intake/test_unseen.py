"""Invented notices that no recogniser was written for: their measures are found, and nothing that stands unmarked is wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.intake.drafted import Draft, read_back
from tests.intake.gold import Figure, Measure, squeeze

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset

NOTICES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("unseen.yaml").read_text("utf-8"))
_MOST_ASKED = 0.25


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    """The drafts of all notices, in one dataset without units of its own."""
    folder = tmp_path_factory.mktemp("unseen")
    new_dataset(folder / "office")
    made = {}
    for one in NOTICES:
        source = folder / f"{one['name']}.{one['format']}"
        source.write_text(one["text"], "utf-8")
        made[one["name"]] = read_back(draft_notice(source, folder / "office", one["name"], None, None).file)
    return made


def pairs(notice: dict[str, Any], drafts: dict[str, Draft]) -> list[tuple[dict[str, Any], Measure]]:
    """Return each measure expected with the one found."""
    found = drafts[notice["name"]].measures()
    assert [one.title for one in found] == [squeeze(one["title"]) for one in notice["measures"]]
    return list(zip(notice["measures"], found, strict=True))


each = pytest.mark.parametrize("notice", NOTICES, ids=[one["name"] for one in NOTICES])


@each
def test_the_measures_with_their_units(notice: dict[str, Any], drafts: dict[str, Draft]) -> None:
    for one, found in pairs(notice, drafts):
        assert found.number.strip("（）") == one["number"]
        if "units" in one:
            assert [f"{name}: {role}" for name, role in found.units] == one["units"]
    assert drafts[notice["name"]].invented() == []


@each
def test_the_figures(notice: dict[str, Any], drafts: dict[str, Draft]) -> None:
    for one, found in pairs(notice, drafts):
        left = list(found.figures)
        for words, status in (each.rsplit(" ", 1) for each in one["figures"]):
            figure = next((figure for figure in left if _states(figure, words)), None)
            assert figure, words
            left.remove(figure)
            assert figure.asked or status in ("any", figure.keys["realisation"]), words


def test_few_figures_are_asked(drafts: dict[str, Draft]) -> None:
    figures = [figure for draft in drafts.values() for one in draft.measures() for figure in one.figures]
    assert sum(bool(figure.asked) for figure in figures) <= _MOST_ASKED * len(figures)


def _states(figure: Figure, words: str) -> bool:
    """Return whether a figure is the one of these words: the number in them is one of its own."""
    digits = "".join(sign for sign in words if sign.isdigit() or sign == ".")
    numbers = "".join(f"{number.normalize():f}" for number in figure.numbers)
    own = squeeze(words).removeprefix("由").removeprefix("从")
    return own in figure.quote and (not digits or digits == numbers or digits.startswith(numbers))
