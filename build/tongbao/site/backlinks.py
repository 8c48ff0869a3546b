"""The links to a unit, a place or a measure from other documents: kept for each part, so that one part can change alone."""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.errors import Text
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
    """For a lead, its place in the cell that lists them."""
    reading: str = ""
    """For a lead, the words that show that it leads."""
    words: str = ""
    """For participations and commendations, the words of the source that state them."""
    anchor: str = ""
    """Where these words are: the document and the place in it."""
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
    """Yield the statements of a notice's part whose object is described by another document."""
    things, base = notice.things, notice.base
    shared = {"number": notice.number, "year": notice.year, "state": notice.standing.state}
    for subject, said in things.said.items():
        own = place_of(subject[1:-1], base)
        for predicate, values in said.items():
            for value in values:
                if value.startswith("<") and own and _leads_out(own.document, value, base):
                    yield Backlink(value, predicate, subject, **_context(notice, subject), **shared)
                    if own.document.startswith(("unit/", "place/")):
                        yield Backlink(subject, predicate, subject, value=value, **shared)


def _leads_out(document: str, value: str, base: str) -> bool:
    place = place_of(value[1:-1], base)
    return place is not None and place.document != document and not place.document.startswith(("vocab/", "ontology"))


def _context(notice: Notice, subject: str) -> dict[str, str]:
    """Return what a reader sees about the subject of a statement."""
    things = notice.things
    role = things.one(subject, "tb:role")
    measure = next((link.subject for link in things.linked.get(subject, ()) if "#has" in link.predicate), "")
    about = measure if role else ""
    name = name_of(things, about or subject)
    title = {"title": name.zh, "english": name.en if name.en != name.zh else ""} if name else {}
    found = {"about": about, **title, "role": role or things.one(subject, "tb:act")}
    if found["role"] and (spans := notice.spans(subject)):
        span = max(spans, key=lambda span: span.end - span.start)
        found["words"] = "".join(notice.source.exact(span).split())
        found["anchor"] = f"source/{notice.id}#{anchor_of(span)}"
    if role == ROLE.lead:
        found["order"] = str(things.number(subject, "tb:order"))
        found["reading"] = notice.role_words(subject)
    return found
