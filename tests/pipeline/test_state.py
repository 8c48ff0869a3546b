"""What is remembered of notices tells which of them must be made again."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongbao.load import Authority
from tongbao.pipeline.foundation import Foundation
from tongbao.pipeline.notice import Made
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.plan import plan
from tongbao.pipeline.state import State

PLACE = "<https://e.org/id/place/city>"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A dataset of two notices with their source texts, last changed long ago."""
    year = tmp_path / "data" / "notices" / "2024"
    year.mkdir(parents=True)
    for name in ("n-1.yaml", "n-1.txt", "n-2.yaml", "n-2.txt"):
        (year / name).write_text(name)
        os.utime(year / name, (1, 1))
    return tmp_path / "data"


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects(tmp_path / "objects")


@pytest.fixture
def state(data: Path, objects: Objects, monkeypatch: pytest.MonkeyPatch) -> Iterator[State]:
    """The state after both were made: the first rests on a name of its own, both on one place."""
    monkeypatch.setattr("tongbao.pipeline.plan.SETTLED", -(10**12))  # the files are trusted, though they are new
    with State.at(data.parent / "state.sqlite", data) as state:
        planned = plan(data, state, objects, foundation())
        for file, names in zip([task.file for task in planned.tasks], (["甲局", PLACE], ["乙局", PLACE]), strict=True):
            notice = Path(file).stem
            made = Made(file, "digest", beside=f"{notice}.txt", object=objects.put(notice.encode()), names=names)
            state.keep(notice, made, planned.signatures(made), lambda unit: "")
        yield state


def foundation(*changed: str) -> Foundation:
    return Foundation(None, Authority({}, {}), changed=set(changed))


def to_make(data: Path, state: State, objects: Objects, *changed: str) -> dict[str, str]:
    """Return the notices that must be made, each with the digest of what it said before."""
    return {Path(task.file).stem: task.content for task in plan(data, state, objects, foundation(*changed)).tasks}


@pytest.mark.parametrize(
    ("changed", "again"),
    [([], []), (["丙局"], []), (["甲局"], ["n-1"]), (["乙局", "丙局"], ["n-2"]), ([PLACE], ["n-1", "n-2"])],
)
def test_whoever_rests_on_a_name_that_changes_is_made_again(
    changed: list[str], again: list[str], data: Path, state: State, objects: Objects
) -> None:
    assert to_make(data, state, objects, *changed) == dict.fromkeys(again, "")


@pytest.mark.parametrize("name", ["n-1.yaml", "n-1.txt"])
def test_a_file_that_changes_is_read_again(name: str, data: Path, state: State, objects: Objects) -> None:
    (data / "notices" / "2024" / name).write_text("another")
    assert to_make(data, state, objects) == {"n-1": "digest"}
    (data / "notices" / "2024" / name).unlink()
    assert to_make(data, state, objects) == ({"n-1": "digest"} if name.endswith(".txt") else {})
