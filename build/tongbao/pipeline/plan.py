"""Plan which notices to make, and record the results."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tongbao.errors import Problem
from tongbao.load import Signature, Year, read_yaml, scan
from tongbao.pipeline.foundation import Foundation
from tongbao.pipeline.notice import Made, Task
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.state import Known, State, signed
from tongbao.validate.across import Remembered, faults_across

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times are trusted: a file that changed later may change again within their resolution."""


@dataclass(slots=True)
class Plan:
    """What must be made of a dataset."""

    notices: int
    tasks: list[Task]
    problems: list[Problem]
    years: dict[str, Year]
    """The dataset's folders when they were listed, by path."""
    settled: int
    """The time before which a file must have changed for its signature to be trusted."""

    def signatures(self, made: Made) -> tuple[str | None, str | None]:
        """Return the signatures of a notice's file and of those beside it as they were before it was read."""
        file = Path(made.file)
        year = self.years[str(file.parent)]
        return self._trusted([year.notices[file.stem]]), self._trusted(_signatures(year, made.beside))

    def _trusted(self, signatures: list[Signature | None]) -> str | None:
        last = max((max(one.modified, one.changed) for one in signatures if one), default=self.settled)
        return signed(signatures) if last < self.settled else None


def plan(data: Path, state: State, objects: Objects, foundation: Foundation) -> Plan:
    """List a dataset and find the notices that are new or have changed; forget those that are gone."""
    problems: list[Problem] = []
    settled = time.time_ns() - SETTLED
    years = {year.folder: year for year in scan(data, problems)}
    ids = {notice for year in years.values() for notice in year.notices}
    known = state.known()
    unsure = set(state.resting_on(foundation.changed)) if foundation.changed else set()
    unsure |= set(state.succeeded_by(known.keys() ^ ids))
    for notice in unsure | (known.keys() - ids):  # now: if this run is killed, the next would not know of the change
        state.drop(notice)
        known.pop(notice, None)
    tasks = [task for year in years.values() for task in _tasks(year, known, objects)]
    return Plan(sum(len(year.notices) for year in years.values()), tasks, problems, years, settled)


def _tasks(year: Year, known: dict[str, Known], objects: Objects) -> Iterator[Task]:
    folder = Path(year.folder).name
    for notice, signature in year.notices.items():
        before = known.get(notice)
        if before is None or before.folder != folder or not objects.holds(before.object):
            yield Task(year.file(notice))
            continue
        seen = signed([signature]), signed(_signatures(year, before.beside))
        if seen != (before.signature, before.beside_signature):
            yield Task(year.file(notice), before.content, before.beside)


def _signatures(year: Year, beside: str) -> list[Signature | None]:
    return [_signature(year, name) for name in beside.split("\n")]


def _signature(year: Year, name: str) -> Signature | None:
    if name in year.others:
        return year.others[name]
    try:  # most are beside their notice; for others, ask the system
        return Signature.of(Path(year.folder, name).stat())
    except (OSError, ValueError):
        return None


class Keeper:
    """Records results in the state."""

    def __init__(self, state: State, foundation: Foundation, plan: Plan) -> None:
        self._state, self._authority, self._plan = state, foundation.authority, plan

    def keep(self, made: Made) -> bool:
        """Record the result for a notice; return whether it can be published."""
        notice = Path(made.file).stem
        if made.unchanged:
            self._state.sign(notice, self._plan.signatures(made))
        elif made.object:
            self._state.keep(notice, made, self._plan.signatures(made), self._home)
        else:
            self._state.drop(notice)
        self._state.commit(every=2)
        return made.valid

    def _home(self, unit: str) -> str:
        return self._authority.home(unit) or ""


def problems_across(remembered: Remembered, data: Path) -> list[Made]:
    """Return the notices that cannot stand beside the others, with what is wrong."""
    bad: dict[str, Made] = {}
    for fault in faults_across(remembered):
        file = data / "notices" / f"{fault.notice}.yaml"
        problem = Problem(fault.code, fault.what, fault.cure, read_yaml(file, data).place(fault.path))
        bad.setdefault(fault.notice, Made(str(file))).problems.append(problem)
    return list(bad.values())
