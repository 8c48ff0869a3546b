"""A page before it is written: its content, independent of language."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tongbao.errors import Text


class Fact(NamedTuple):
    """One row of a table of facts: a property and its values, as N-Triples terms, and the spans that state it."""

    property: str
    values: list[str]
    spans: list[str] = []  # noqa: RUF012 - nobody adds to it
    name: Text | None = None
    """The name of the property here, where it is narrower than its general name."""


class Linked(NamedTuple):
    """A document to link to, by its name."""

    document: str
    title: Text


NOTHING = Text("", "")


@dataclass(slots=True)
class Page:
    """One document in both languages; its template finds the rest of what it needs in ``content``."""

    document: str
    """Its name: ``measure/xiamen-2023-64/city-01``."""
    template: str
    title: Text
    content: dict[str, Any] = field(default_factory=dict)
    iri: str = ""
    """The IRI of the thing that it describes, if any."""
    kind: str = ""
    """The class of that thing, as a prefixed name."""
    summary: Text = NOTHING
    """One sentence for search engines and previews."""
    about: dict[str, Any] = field(default_factory=dict)
    """Its description in schema.org's terms (JSON-LD), without the context."""
    data: bool = True
    """Whether there are files with its data."""
    whole: str = ""
    """The document that it is a page of, where that has several pages: the data belong to that document."""
    is_shown_anywhere: bool = False
    """Whether it is also shown at other addresses, so that its links begin at the root of the host."""
