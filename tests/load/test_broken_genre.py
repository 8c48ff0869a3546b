"""Broken datasets of the wider genre: each gives the one error it must give, in the right place."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.load.test_broken import BROKEN, LOADER, broken, expected_place, for_people, name
from tests.places import TESTS

from tongbao.errors import DataError, Problem
from tongbao.load import load

CASES: list[dict[str, Any]] = yaml.load((BROKEN / "genre" / "records.yaml").read_text("utf-8"), LOADER)


def problems_of(data: Path) -> tuple[Problem, ...]:
    try:
        load(data)
    except DataError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("case", CASES, ids=name)
def test_broken_dataset(case: dict[str, Any], tmp_path: Path) -> None:
    data = Path(shutil.copytree(TESTS / "data" / "genre", tmp_path / "genre"))
    file = broken(data, case) / case["file"]
    problems = problems_of(data)
    told = "\n".join(problem.to("en") for problem in problems)
    for problem in problems:
        for_people(problem)
    found = [problem for problem in problems if problem.code == case["code"]]
    assert len(found) == 1 or (found and case.get("many")), told
    assert {problem.code for problem in problems} == {case["code"], *case.get("also", [])}, told
    place = found[0].place
    assert place is not None
    assert f"{place.line}:{place.column}" == expected_place(case, file), told
    assert case.get("says", "") in f"{found[0].what.en} {found[0].cure.en if found[0].cure else ''}", told
