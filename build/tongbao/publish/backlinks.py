"""Who points to a unit, a place or a measure from elsewhere: kept apart by part, so that one part can change alone."""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.publish.docs import place_of
from tongbao.publish.labels import name_of
from tongbao.publish.notice import Notice
from tongbao.publish.things import Things


class Backlink(NamedTuple):
    """One statement that points to a thing from another document."""

    target: str
    """The thing pointed to, as an N-Triples term."""
    predicate: str
    subject: str
    about: str = ""
    """What the subject is part of, if a reader would rather see that: for a participation its measure."""
    title: str = ""
    """What that, or the subject itself, is called."""
    number: str = ""
    """The document number of its notice."""
    year: str = ""
    role: str = ""
    """For a participation, its role, as a term."""
    state: str = ""
    """The state of its notice, as a term."""
    value: str = ""
    """Where a notice says something of the thing itself: what; the thing is the subject then."""


def backlinks(notice: Notice) -> Iterator[Backlink]:
    """Yield the statements of a notice's part whose object another document tells of."""
    things, base = notice.things, notice.base
    number, year, state = notice.number, notice.year, notice.standing.state
    for subject, said in things.said.items():
        own = place_of(subject[1:-1], base)
        for predicate, values in said.items():
            for value in values:
                if value.startswith("<") and own and _leads_out(own.document, value, base):
                    about, title, role = _context(things, subject)
                    yield Backlink(value, predicate, subject, about, title, number, year, role, state)
                    if own.document.startswith(("unit/", "place/")):
                        yield Backlink(subject, predicate, subject, number=number, year=year, state=state, value=value)


def _leads_out(document: str, value: str, base: str) -> bool:
    place = place_of(value[1:-1], base)
    return place is not None and place.document != document and not place.document.startswith(("vocab/", "ontology"))


def _context(things: Things, subject: str) -> tuple[str, str, str]:
    role = things.one(subject, "tb:role")
    measure = next((link.subject for link in things.linked.get(subject, ()) if "#has" in link.predicate), "")
    about = measure if role else ""
    name = name_of(things, about or subject)
    return about, name.zh if name else "", role
