"""The links to units and places from the documents of notices: kept for each notice, so that one can change alone."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.load.source import Span
from tongbao.rdf.concepts import ROLE
from tongbao.site.labels import name_of
from tongbao.site.notice import Notice
from tongbao.site.pages.highlight import anchor_of
from tongbao.site.urls import place_of


class Backlink(NamedTuple):
    """One statement that points to a thing from another document."""

    target: str
    """The thing pointed to, as an N-Triples term."""
    predicate: str
    subject: str
    about: str = ""
    """What the subject is part of, if that is more useful to a reader: for a participation, its measure."""
    title: str = ""
    """The name of that thing, or of the subject itself."""
    number: str = ""
    """The document number of its notice."""
    year: str = ""
    role: str = ""
    """For a participation its role, for a commendation its act, as a term."""
    order: str = ""
    """For a lead, its place in the cell that lists them; for whom praise or criticism is for, its place in the list."""
    among: int = 0
    """How many that list has."""
    reading: str = ""
    """For a lead, the words that show that it leads."""
    words: str = ""
    """For these, the words of the source that say so."""
    own: tuple[int, ...] = ()
    """Where in these words those begin and end that name the thing itself."""
    anchor: str = ""
    """Where these words stand: the document and the place in it."""
    measures: tuple[str, ...] = ()
    """What praise or criticism is for."""
    state: str = ""
    """The state of its notice, as a term."""
    value: str = ""
    """Where a notice says something of the thing itself: what; the thing is the subject then."""
    english: str = ""
    """The title in English; empty where there is none."""

    @property
    def called(self) -> Text:
        """The title in both languages: the Chinese one where there is no other."""
        return Text(self.english or self.title, self.title)


def backlinks(notice: Notice) -> Iterator[Backlink]:
    """Yield the statements of a notice's part about a unit or a place, or that point to one."""
    things, base = notice.things, notice.base
    shared: dict[str, Any] = {"number": notice.number, "year": notice.year, "state": notice.standing.state}
    for subject, said in things.said.items():
        own = place_of(subject[1:-1], base)
        for predicate, values in said.items():
            for value in values:
                if not (value.startswith("<") and own):
                    continue
                if (document := _documented(value, base)) in ("", own.document):
                    continue
                if document.startswith(_SHARED):
                    yield Backlink(value, predicate, subject, **_context(notice, subject), **shared)
                if own.document.startswith(_SHARED) and not document.startswith(_TERMS):
                    yield Backlink(subject, predicate, subject, value=value, **shared)


_SHARED = ("unit/", "place/")
"""The documents that are about what many notices name."""
_TERMS = ("vocab/", "vocabulary/", "ontology")
"""The documents of terms and codes, which list nobody who uses them."""


def _documented(thing: str, base: str) -> str:
    """Return the document that describes a thing; an empty text where nothing here does."""
    place = place_of(thing[1:-1], base)
    return place.document if place else ""


def _context(notice: Notice, subject: str) -> dict[str, Any]:
    """Return what a reader sees of the subject of a statement."""
    things = notice.things
    role, act = things.one(subject, "tb:role"), things.one(subject, "tb:act")
    measure = next((link.subject for link in things.linked.get(subject, ()) if "#has" in link.predicate), "")
    about = measure if role else ""
    name = name_of(things, about or subject)
    title = {"title": name.zh, "english": name.en if name.en != name.zh else ""} if name else {}
    found: dict[str, Any] = {"about": about, **title, "role": role or act}
    if found["role"]:
        found |= _words(notice, subject)
    if role == ROLE.lead:
        found["order"] = str(things.number(subject, "tb:order"))
        found["reading"] = notice.role_words(subject)
    if act:
        found["order"] = str(things.number(subject, "tb:order"))
        found["among"] = notice.recipients_beside(subject)
        found["measures"] = tuple(notice.in_order(things.all(subject, "tb:forMeasure")))
    return found


def _words(notice: Notice, subject: str) -> dict[str, Any]:
    """Return the words that say something, where they stand, and which of them name whom it is said of."""
    spans = notice.spans(subject)
    if not spans:
        return {}
    whole, own = (choose(spans, key=lambda span: span.end - span.start) for choose in (max, min))
    words, before, named = (
        "".join(notice.source.exact(span).split()) for span in (whole, Span(whole.start, own.start), own)
    )
    is_within = whole.start <= own.start and own.end <= whole.end and own != whole
    place = (len(before), len(before) + len(named)) if is_within else ()
    return {"words": words, "own": place, "anchor": f"source/{notice.id}#{anchor_of(whole)}"}
