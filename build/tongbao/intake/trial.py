"""Try a fact on the loader before it is written: what the loader would refuse is not proposed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tongbao import model
from tongbao.intake.names import Names
from tongbao.intake.quoting import Value
from tongbao.intake.recognise.figures import Figures
from tongbao.load.fact_placing import FactPlacer
from tongbao.load.figures import FigureChecks
from tongbao.load.notes import Notes
from tongbao.load.parts import part_of
from tongbao.load.placing import Placer
from tongbao.load.reader import Document
from tongbao.load.source import Scopes, Span

_KINDS: dict[str, tuple[Any, str]] = {
    "honours": (model.Honour, "conferred-by"),
    "works": (model.CitedWork, "issued-by"),
    "platforms": (model.Platform, ""),
    "claims": (model.PrecedenceClaim, ""),
    "events": (model.DatedEvent, ""),
    "beneficiaries": (model.Beneficiary, ""),
    "instruments": (model.Instrument, ""),
}
"""The record of each list of facts, and its key of units."""
NAMED = {key: names for key, (_, names) in _KINDS.items()}
"""The key of units of each list of facts."""
_ASKED = "unknown-unit"
"""The problem of a body that units.yaml lacks: the draft asks for it at its end."""


class Trial:
    """Asks the loader what it says of a fact of one notice."""

    def __init__(self, figures: Figures, names: Names) -> None:
        authority = names.authority
        place = names.place if names.place in authority.places else ""
        self.notes = Notes(Document(Path("notice.yaml")), part_of)
        at = Placer(self.notes, figures.source, authority, place, names.year)
        at.prints, at.sentences = figures.prints, figures.sentences
        at.dated(figures.issued, None)
        self.placer = FactPlacer(at, FigureChecks(at))

    def faults(self, key: str, record: Mapping[str, Value], row: Span) -> set[str]:
        """Return the keys of a record that the loader finds fault with; an empty key stands for the record as a whole."""
        kind, names = _KINDS[key]
        try:
            fact = msgspec.convert({"id": "one", **record}, kind)
        except msgspec.ValidationError:
            return {""}
        self.notes.problems.clear()
        self.notes.paths.clear()
        self.placer.place([fact], Scopes([row]), (key,), names, lambda _: row)
        found = zip(self.notes.problems, self.notes.paths, strict=True)
        return {str(path[2]) if path[2:] else "" for problem, path in found if problem.code != _ASKED}
