"""What lists, the search and the tables know of a document without reading it again: one entry for each."""

import hashlib
import re
from collections.abc import Iterator

import msgspec
from pypinyin import Style, lazy_pinyin

from tongbao.publish.labels import name_of
from tongbao.publish.marks import anchor_of
from tongbao.publish.notice import Notice
from tongbao.publish.things import Things


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One document of a notice, or of a unit or place."""

    kind: str
    """notice, measure, commendation, honour, unit, place"""
    iri: str
    """As an N-Triples term."""
    document: str
    title: str
    english: str = ""
    notice: str = ""
    """The id of its notice."""
    number: str = ""
    """The document number of its notice."""
    year: str = ""
    position: int = 0
    """Its place in the list it belongs to."""
    code: str = ""
    """What sort it is, as a term: the level of a measure, the act of a commendation, the kind of an honour or unit."""
    units: tuple[str, ...] = ()
    """The units it is about, as terms: those that lead a measure, whom a commendation is for, who conferred an honour."""
    words: str = ""
    """Words of the source that say so: the cell of leads of a measure."""
    basis: str = ""
    """Why the leads of a measure count as such, as a term."""
    reading: str = ""
    """The words of the source from which that is read: the heading of the column, say."""
    anchor: str = ""
    """Where these words stand in the page of the source text."""
    names: tuple[str, ...] = ()
    """Other names, for the search; of a measure, what its figures are about."""
    pinyin: tuple[str, ...] = ()
    """How title and names are typed in Latin letters: all syllables run together, and their first letters."""
    count: int = 0
    """How many figures a measure has, how many measures a notice, how many measures a unit leads."""
    ended: int = 0
    """How many of the measures that a unit leads are of notices that are no more in force."""
    state: str = ""
    """The state of its notice, as a term."""
    parts: str = ""
    """Of a notice, a digest of all that the networks read of it."""


def pinyin(*names: str) -> tuple[str, ...]:
    """Return each name's syllables run together, and their first letters; nothing for names in other letters."""
    chinese = [name for name in names if re.search("[\u4e00-\u9fff]", name)]
    ways = (Style.NORMAL, Style.FIRST_LETTER)
    return tuple("".join(lazy_pinyin(name, style=way)) for name in chinese for way in ways)


def entries_of(notice: Notice) -> Iterator[Entry]:
    """Yield the entries of a notice and of what it holds."""
    things = notice.things
    shared = {"notice": notice.id, "number": notice.number, "year": notice.year, "state": notice.standing.state}
    measures = things.all(notice.iri, "tb:hasMeasure")
    title = things.text(notice.iri, "dcterms:title")
    yield Entry(
        "notice",
        notice.iri,
        f"notice/{notice.id}",
        title,
        pinyin=pinyin(title),
        units=tuple(things.all(notice.iri, "tb:issuedBy")),
        words=things.text(notice.iri, "tb:dateWritten"),
        count=len(measures),
        parts=digest_of_parts(things),
        **shared,  # type: ignore[arg-type]
    )
    for measure in measures:
        yield _measure(notice, measure, shared)
    for kind, property_, code, units in (
        ("commendation", "tb:hasCommendation", "tb:act", "tb:recipient"),
        ("honour", "tb:hasHonour", "tb:honourKind", "tb:conferredBy"),
    ):
        holders = [notice.iri] if kind == "commendation" else measures
        for thing in (value for holder in holders for value in things.all(holder, property_)):
            name = name_of(things, thing)
            yield Entry(
                kind,
                thing,
                notice.document(thing),
                name.zh if name else "",
                pinyin=pinyin(name.zh) if name and kind == "honour" else (),
                position=things.number(thing, "tb:order"),
                code=things.one(thing, code),
                units=tuple(things.all(thing, units)),
                **shared,  # type: ignore[arg-type]
            )


READ = ("dcterms:title", "tb:level", "tb:leadCell", "tb:publishedIn", "tb:hasParticipation")
"""What the networks read of a measure."""


def digest_of_parts(things: Things) -> str:
    """Return a digest of all that the networks read of a notice: who takes part in what, by which words."""
    parts = things.of_class("tb:Participation")
    spans = [span for part in parts for way in ("tb:statedIn", "tb:roleStatedIn") for span in things.all(part, way)]
    selectors = [selector for span in spans for selector in things.all(span, "oa:hasSelector")]
    read: list[object] = [(thing, things.said[thing]) for thing in sorted({*parts, *spans, *selectors})]
    read += [[measure, *(things.all(measure, name) for name in READ)] for measure in things.of_class("tb:Measure")]
    names = ("tb:documentNumber", "tb:referenceYear", "tb:numberYear", "tb:state")
    read += [[things.all(notice, name) for name in names] for notice in things.of_class("tb:Notice")]
    return hashlib.sha256(msgspec.json.encode(read)).hexdigest()


def _measure(notice: Notice, measure: str, shared: dict[str, str]) -> Entry:
    things = notice.things
    cell, title = things.text(measure, "tb:leadCell"), things.text(measure, "dcterms:title")
    basis, reading = notice.reading(measure)
    spans = [
        span for span in notice.spans(measure) if "".join(notice.source.exact(span).split()) == "".join(cell.split())
    ]
    return Entry(
        "measure",
        measure,
        notice.document(measure),
        title,
        pinyin=pinyin(title),
        position=things.number(measure, "tb:position"),
        code=things.one(measure, "tb:level"),
        units=tuple(things.one(part, "tb:participant") for part in notice.leads(measure)),
        words=cell,
        basis=basis,
        reading=reading,
        names=tuple(dict.fromkeys(things.text(one, "tb:counts") for one in things.all(measure, "tb:hasOutcome"))),
        anchor=anchor_of(spans[0]) if spans else "",
        count=len(things.all(measure, "tb:hasOutcome")),
        **shared,  # type: ignore[arg-type]
    )
