"""Weigh proposals as the loader weighs a notice: what it finds against one is the reason for which that is refused.

All are written into the draft and read together; those with a fault go, and the rest is read again until none has one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.errors import Place, Problem, Text
from tongbao.intake.names import Names
from tongbao.intake.proposals.alike import quoted
from tongbao.intake.proposals.collect import Collected
from tongbao.intake.proposals.extractions import Extractions, is_extracted
from tongbao.intake.proposals.form import fault_of
from tongbao.intake.proposals.json_text import read_values
from tongbao.intake.proposals.reasons import ORPHAN, ROLE, UNSETTLED, elsewhere, not_there
from tongbao.intake.proposals.sheet import Filled, Sheet, start_of
from tongbao.intake.proposals.unit import FACTS, Unit
from tongbao.load import Content, notice_files, read_notice
from tongbao.load.notes import GUESSES
from tongbao.load.reader import Document, Path_
from tongbao.load.source import SourceText

_ROUNDS = 8
"""How often the rest is read again; what still has faults then is refused as a whole."""
_OPEN = ("unknown-unit", "ambiguous-unit")
"""Faults that are questions to a person: the name is printed, but units.yaml does not tell whose it is."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A draft with proposals in it: its lines, how many were kept or said what it had, and those refused, with the reasons."""

    lines: list[str]
    kept: int
    same: int
    refused: tuple[Problem, ...]


def weigh(proposals: Path, lines: Sequence[str], draft: Path, source: SourceText, data: Path, names: Names) -> Weighed:
    """Return the lines of a draft with those proposals of a file that the words bear out.

    Raises UsageError where the file cannot be read. Bodies that units.yaml does not have are remembered by ``names``.
    """
    documents = read_values(proposals)
    sheet = Sheet(lines, draft, source)
    collected = Collected(sheet)
    for document in documents:
        if is_extracted(document):
            extractions = Extractions(document, sheet)
            for made, value in extractions.parts():
                collected.notice(made, value)
            collected.refused += extractions.refused
        else:
            collected.notice(document, document.value)
    scale = _Scale(sheet, data, names)
    kept = scale.kept(collected.renamed())
    for name in (name for unit in kept for name in unit.unknown):
        names.entry(name)
    refused = sorted([*collected.refused, *scale.refused], key=lambda one: one.place or Place(proposals))
    return Weighed(sheet.filled(kept).lines, len(kept), collected.same, tuple(refused))


class _Scale:
    """Weighs the proposals for one draft."""

    def __init__(self, sheet: Sheet, data: Path, names: Names) -> None:
        self.sheet, self.data, self.names = sheet, data, names
        self.ids = {file.stem for file in notice_files(data)} | {sheet.file.stem}
        self.refused: list[Problem] = []
        self.missing = 0
        """How many quote words that are not in the text: the loader looks for like ones, and slowly, so only for the first."""

    def kept(self, units: Sequence[Unit]) -> list[Unit]:
        """Return the proposals that bear being read; the others are refused."""
        kept = self._without(units, {unit: fault for unit in units if (fault := self._own_fault(unit))})
        before = Counter(_said(problem) for problem in self._problems(Filled(self.sheet.lines))[0])
        for _ in range(_ROUNDS):
            faults, others = self._faults(kept)
            beside = next((one for one in others if before[_said(one)] < _count(others, one)), None)
            untold = [unit for unit in self._untold(kept) if unit not in faults]
            faults |= {unit: unit.refused("role-not-told", *ROLE) for unit in untold}
            if not faults and beside:
                faults = {unit: _disturbs(unit, beside) for unit in kept if unit.is_structure}
            if not faults:
                return kept
            kept = self._without(kept, faults)
        self._without(kept, {unit: unit.refused("proposal-unsettled", *UNSETTLED) for unit in kept})
        return []

    def _without(self, units: Sequence[Unit], faults: dict[Unit, Problem]) -> list[Unit]:
        """Return the proposals without those that have faults, and without what belongs to these."""
        self.refused += faults.values()
        kept = {unit: None for unit in units if unit not in faults}
        while orphans := [unit for unit in kept if isinstance(unit.holder, Unit) and unit.holder not in kept]:
            self.refused += [unit.refused("holder-refused", *ORPHAN) for unit in orphans]
            gone = set(orphans)
            kept = {unit: None for unit in kept if unit not in gone}
        return [*kept]

    # --- before the loader ------------------------------------------------------------------------------

    def _own_fault(self, unit: Unit) -> Problem | None:
        """Return what is wrong with a proposal by itself: its form, or words that are not in its measure."""
        if fault := fault_of(unit):
            return fault
        words = quoted(unit.value)
        if words and words not in self.sheet.source.words:
            self.missing += 1
            if self.missing > GUESSES:
                return unit.refused("quote-not-found", *not_there(words))
        if unit.key not in FACTS and unit.key != "deadline":
            return None
        low, high = self._region(unit.holder)
        if words and self.sheet.source.words.find(words, low, high) < 0:
            return unit.refused("words-not-in-measure", *elsewhere(words), ("quote",))
        return None

    def _untold(self, units: Sequence[Unit]) -> Iterator[Unit]:
        """Yield proposals of units in a measure of which nothing tells the role: they would pass for those that lead."""
        told = {unit.holder for unit in units if unit.key == "unit-role" or (unit.key == "leads" and not _of_row(unit))}
        for unit in units:
            if unit.key == "measures" and unit.value.get("leads"):
                row: Path_ | Unit = unit
                measure, around = unit.value, unit.holder
            elif unit.key == "leads" and _of_row(unit):
                row = unit.holder
                measure, around = (row.value, row.holder) if isinstance(row, Unit) else (self.sheet.at(row), row[:-2])
            else:
                continue
            annex = around.value if isinstance(around, Unit) else self.sheet.at(around)
            said = "unit-role" in measure or "leads" in annex or self.sheet.at(("leads",))
            if not said and not told & {row, around, ()}:
                yield unit

    def _region(self, holder: Path_ | Unit) -> tuple[int, int]:
        """Return the part of the words that a measure takes."""
        if isinstance(holder, Unit):
            return self.sheet.region(start_of(holder, self.sheet.source))
        return (
            self.sheet.region(self.sheet.start(holder)) if "measures" in holder else (0, len(self.sheet.source.words))
        )

    # --- by the loader ----------------------------------------------------------------------------------

    def _problems(self, filled: Filled) -> tuple[list[Problem], Document]:
        content = Content.of(self.sheet.file, ("\n".join(filled.lines) + "\n").encode())
        _, problems = read_notice(
            self.sheet.file, self.data, self.names.authority, self.ids, content, source=self.sheet.source
        )
        return [problem for problem in problems if problem.code != "gap"], content.document()

    def _faults(self, units: Sequence[Unit]) -> tuple[dict[Unit, Problem], list[Problem]]:
        """Return the first fault of each proposal, with its place in the file of the proposals; and faults of other lines."""
        filled = self.sheet.filled(units, judged=True)
        problems, document = self._problems(filled)
        paths = {mark: path for path, mark in document.values.items()}
        keys = {mark: path for path, mark in document.keys.items()}
        faults: dict[Unit, Problem] = {}
        others: list[Problem] = []
        for each in units:
            each.unknown.clear()
        for problem in problems:
            place = problem.place
            unit = filled.owners.get(place.line) if place else None
            if unit is None or place is None:
                others.append(problem)
                continue
            mark = place.line, place.column
            path = paths.get(mark) or keys.get(mark) or ()
            if problem.code in _OPEN and (name := _name_at(document, path)):
                unit.unknown.append(name)
            elif unit not in faults:
                faults[unit] = problem._replace(place=unit.origin.place((*unit.path, *_within(unit, path))))
        if document.problems and not faults:  # lines that are no YAML prove nothing
            faults = {unit: unit.refused("proposal-unsettled", *UNSETTLED) for unit in units}
        return faults, others


def _of_row(unit: Unit) -> bool:
    holder = unit.holder
    return holder.key == "measures" if isinstance(holder, Unit) else "measures" in holder


def _count(others: Sequence[Problem], one: Problem) -> int:
    """Return how often a fault is found in lines of the draft itself."""
    return sum(_said(other) == _said(one) for other in others)


def _said(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.what.en


def _name_at(document: Document, path: Path_) -> str:
    """Return the name of a body at a path, if it is the printed one: a full name that nothing prints is not taken."""
    value, around = document.value, None
    for key in path:
        value, around = value[key], value
    if isinstance(value, dict):
        value, around = value.get("unit"), value
    printed = around.get("printed") if isinstance(around, dict) else None
    return value if isinstance(value, str) and printed in (None, value) else ""


def _within(unit: Unit, path: Path_) -> Iterator[str | int]:
    """Yield the rest of a path behind the proposal that it lies in."""
    at = max((number for number, key in enumerate(path) if key == unit.key), default=len(path))
    yield from path[at + 1 + unit.is_item :]


def _disturbs(unit: Unit, problem: Problem) -> Problem:
    what, cure = problem.what, problem.cure
    said = Text(
        f"With this, another record can no longer be read: {what.en}", f"采用此项后，其他记录无法读取：{what.zh}"
    )
    return unit.refused("disturbs", said, cure)
