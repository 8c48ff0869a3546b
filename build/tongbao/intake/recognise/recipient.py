"""Whom an act of praise or blame is about, as a document prints it."""

from collections.abc import Callable
from typing import NamedTuple

from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.whom_words import Kind


class Recipient(NamedTuple):
    """Whom an act is about, as printed."""

    name: str
    kind: Kind = "unit"
    place: str = ""
    """The id of a place."""
    of: str = ""
    """Of a person, the body."""
    post: str = ""
    makers: tuple[str, ...] = ()
    """Of a project, who did it."""
    grade: str = ""
    group: str = ""
    money: str = ""
    fault: str = ""
    row: Found | None = None
    """Its own row or words, where it has some."""
    is_sure: bool = False
    """Of a person, whether the words beside the name say so."""


Known = Callable[[str], Recipient | None]
"""Returns the known unit or place that bears a name."""
