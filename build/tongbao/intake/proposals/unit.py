"""One thing that somebody proposes: the smallest part that is kept or refused as a whole."""

from dataclasses import dataclass, field
from typing import Any, Union

from msgspec import inspect

from tongbao import model
from tongbao.errors import Place, Problem, Text
from tongbao.load.parts import IDENTIFIED
from tongbao.load.reader import Document, Path_

FACTS = ("participants", *IDENTIFIED)
"""The lists in a measure of which each item is a thing of its own."""
NOTICE = tuple(field.encode_name for field in inspect.type_info(model.Notice).fields)  # type: ignore[attr-defined]
MEASURE = tuple(field.encode_name for field in inspect.type_info(model.Measure).fields)  # type: ignore[attr-defined]
ANNEX = tuple(field.encode_name for field in inspect.type_info(model.Annex).fields)  # type: ignore[attr-defined]
"""The keys of these records, in the order in which they are written."""


@dataclass(eq=False, slots=True)
class Unit:
    """A key with its value, or an item of the list under a key, that is proposed for a mapping of the draft."""

    holder: Union[Path_, "Unit"]
    """The path of that mapping in the draft, or the measure or annex, itself proposed, that it belongs to."""
    key: str
    value: Any
    origin: Document
    path: Path_
    """Where it stands in the file of the proposals."""
    is_item: bool = False
    replaces: Path_ | None = None
    """What the draft has in its place, otherwise read."""
    unknown: list[str] = field(default_factory=list)
    """The names in it of bodies that units.yaml does not have."""

    @property
    def place(self) -> Place:
        """Where it stands in the file of the proposals."""
        return self.origin.place(self.path)

    @property
    def is_structure(self) -> bool:
        """Whether others stand in it, or are read by it: a measure, an annex, a heading, the role of a list."""
        return self.key in ("measures", "annexes", "groups", "leads", "unit-role", "title", "lead-cell", "description")

    def refused(self, code: str, what: Text, cure: Text | None, path: Path_ = ()) -> Problem:
        """Return why it, or a value in it, is refused."""
        return Problem(code, what, cure, self.origin.place((*self.path, *path)))
