"""Entries: what lists, the search and the tables know about a document without reading it again."""

import hashlib
import re
from collections.abc import Iterator, Sequence

import msgspec

from tongbao.errors import Text
from tongbao.load.source import Span
from tongbao.rdf.terms import Term
from tongbao.site.headline import NOTHING, SHOWN, Figure, ranked, read_standing, tally
from tongbao.site.labels import name_of
from tongbao.site.notice import Notice
from tongbao.site.pages.appraisals import in_list_order
from tongbao.site.pages.highlight import anchor_of
from tongbao.site.polarity import POLARITIES
from tongbao.site.recognition import GIVERS
from tongbao.site.things import Things


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One document of a notice, or of a unit or place."""

    kind: str
    """notice, measure, commendation, criticism, honour, unit, place"""
    iri: str
    """As an N-Triples term."""
    document: str
    title: str
    english: str = ""
    """The title in English: our translation; empty where there is none."""
    short_english: str = ""
    """Of a unit, its short name in English."""
    notice: str = ""
    """The id of its notice."""
    number: str = ""
    """The document number of its notice."""
    year: str = ""
    annex: str = ""
    """The number of the annex that contains a measure."""
    position: int = 0
    """Its place in the list it belongs to."""
    code: str = ""
    """Its sort, as a term: the level of a measure, the act of praise or criticism, the kind of an honour or unit."""
    units: tuple[str, ...] = ()
    """The units that it is about, as terms: the leads of a measure, the recipient of praise or criticism, the givers of a recognition."""
    words: str = ""
    """Words of the source that state it: for a measure, its cell of leads."""
    named: tuple[tuple[int, int], ...] = ()
    """Of a measure, where in these words each of the units is named: from the first character to that after the last; equal where
    it is not there."""
    basis: str = ""
    """Why the leads of a measure count as such, as a term."""
    reading: str = ""
    """The words of the source that show this, such as the heading of the column."""
    anchor: str = ""
    """Where these words are in the page of the source text."""
    names: tuple[str, ...] = ()
    """Other names, for the search; for a measure, the subjects of its figures."""
    pinyin: tuple[str, ...] = ()
    """Title and names in Latin letters, as people type them: all syllables together, and their first letters."""
    count: int = 0
    """For a measure, how many figures it has; for a notice, how many measures; for a unit, how many measures it leads; for praise or
    criticism, the number of its act in its notice."""
    ended: int = 0
    """For a unit, how many of the measures that it leads are from notices that are no longer in force."""
    state: str = ""
    """The state of its notice, as a term."""
    figures: tuple[Figure, ...] = ()
    """Of a measure, the figures that stand for it, the best first; see ``headline``."""
    tally: Text = NOTHING
    """How many figures a measure has, and how they stand, in words."""
    open: bool = False
    """Whether a measure has leads whom the notice does not name."""
    parts: str = ""
    """For a notice, a digest of everything that the networks read about it."""
    place: str = ""
    """Of a unit the place where it is, of a place the one around it, as a term."""
    level: str = ""
    """Of a unit, its level of government, as a term."""
    traits: tuple[str, ...] = ()
    """What lists tell it apart by besides. Of a measure: the standing of its figures and the kinds of quantity that they are,
    as terms, the groups of its recognitions, and the words ``before`` and ``claim``. Of a unit: its roles, as terms, and
    the years of the notices of the measures in which it takes part."""

    @property
    def name(self) -> Text:
        """The title in both languages: the Chinese one where there is no other."""
        return Text(self.english or self.title, self.title)


def pinyin(*names: str) -> tuple[str, ...]:
    """Return each name's syllables together, and their first letters; nothing for names that are not in Chinese."""
    from pypinyin import Style, lazy_pinyin  # slow to import, and not needed where nothing has changed

    chinese = [name for name in names if re.search("[\u4e00-\u9fff]", name)]
    ways = (Style.NORMAL, Style.FIRST_LETTER)
    return tuple("".join(lazy_pinyin(name, style=way)) for name in chinese for way in ways)


def entries_of(notice: Notice) -> Iterator[Entry]:
    """Yield the entries of a notice and of its documents."""
    things = notice.things
    shared = {"notice": notice.id, "number": notice.number, "year": notice.year, "state": notice.standing.state}
    measures = things.all(notice.iri, "tb:hasMeasure")
    title = things.text(notice.iri, "dcterms:title")
    yield Entry(
        "notice",
        notice.iri,
        f"notice/{notice.id}",
        title,
        things.english(notice.iri, "dcterms:title"),
        pinyin=pinyin(title),
        units=tuple(things.all(notice.iri, "tb:issuedBy")),
        words=things.text(notice.iri, "tb:dateWritten"),
        count=len(measures),
        parts=digest_of_parts(things),
        **shared,  # type: ignore[arg-type]
    )
    for measure in measures:
        yield _measure(notice, measure, shared)
    for polarity in POLARITIES:
        for appraisal in in_list_order(notice, things.all(notice.iri, polarity.link)):
            yield _appraisal(notice, appraisal, polarity.kind, shared)
    for honour in (value for measure in measures for value in things.all(measure, "tb:hasHonour")):
        yield _honour(notice, honour, shared)


def _appraisal(notice: Notice, appraisal: str, kind: str, shared: dict[str, str]) -> Entry:
    things = notice.things
    recipient = things.one(appraisal, "tb:recipient")
    return Entry(
        kind,
        appraisal,
        notice.document(appraisal),
        things.text(recipient, "rdfs:label") or things.text(appraisal, "tb:printedName"),
        position=things.number(appraisal, "tb:order"),
        code=things.one(appraisal, "tb:act"),
        units=(recipient,),
        count=things.number(appraisal, "tb:actOrder"),
        **shared,  # type: ignore[arg-type]
    )


def _honour(notice: Notice, honour: str, shared: dict[str, str]) -> Entry:
    things = notice.things
    name = name_of(things, honour)
    return Entry(
        "honour",
        honour,
        notice.document(honour),
        name.zh if name else "",
        things.english(honour, "rdfs:label"),
        pinyin=pinyin(name.zh) if name else (),
        code=things.one(honour, "tb:honourKind"),
        units=tuple(unit for giver in GIVERS for unit in things.all(honour, giver)),
        **shared,  # type: ignore[arg-type]
    )


def _english(notice: Notice, thing: str) -> str:
    """Return the English title of something; empty where it has none."""
    name = notice.labels.of(thing)
    return "" if name.en == name.zh else name.en


READ: tuple[Term, ...] = ("dcterms:title", "tb:level", "tb:leadCell", "tb:publishedIn", "tb:hasParticipation")
"""What the networks read of a measure."""
READ_OF_NOTICE: tuple[Term, ...] = (
    *("tb:documentNumber", "tb:referenceYear", "tb:numberYear", "tb:state"),
    "tb:place",
)
STATED: tuple[Term, ...] = ("tb:statedIn", "tb:roleStatedIn")
"""The properties that lead to the words that show that somebody takes part."""


def digest_of_parts(things: Things) -> str:
    """Return a digest of everything that the networks read about a notice: who takes part in what, and the words that state it."""
    parts = things.of_class("tb:Participation")
    spans = [span for part in parts for way in STATED for span in things.all(part, way)]
    selectors = [selector for span in spans for selector in things.all(span, "oa:hasSelector")]
    read: list[object] = [(thing, things.said[thing]) for thing in sorted({*parts, *spans, *selectors})]
    read += [[measure, *(things.all(measure, name) for name in READ)] for measure in things.of_class("tb:Measure")]
    read += [[things.all(notice, name) for name in READ_OF_NOTICE] for notice in things.of_class("tb:Notice")]
    return hashlib.sha256(msgspec.json.encode(read)).hexdigest()


def _measure(notice: Notice, measure: str, shared: dict[str, str]) -> Entry:
    things = notice.things
    cell, title = things.text(measure, "tb:leadCell"), things.text(measure, "dcterms:title")
    basis, reading = notice.reading(measure)
    figures, leads = notice.figures(measure), notice.leads(measure)
    spans = [
        span for span in notice.spans(measure) if "".join(notice.source.exact(span).split()) == "".join(cell.split())
    ]
    return Entry(
        "measure",
        measure,
        notice.document(measure),
        title,
        things.english(measure, "dcterms:title"),
        pinyin=pinyin(title),
        annex=things.text(things.one(measure, "tb:inAnnex"), "tb:number"),
        position=things.number(measure, "tb:position"),
        code=things.one(measure, "tb:level"),
        units=tuple(things.one(part, "tb:participant") for part in leads),
        words=cell,
        named=tuple(_within(notice, spans, part) for part in leads) if len(cell.split()) == 1 else (),
        basis=basis,
        reading=reading,
        names=tuple(dict.fromkeys(_counted(things, measure))),
        anchor=anchor_of(spans[0]) if spans else "",
        count=len(figures),
        figures=tuple(ranked(figures)[:SHOWN]),
        tally=tally(figures, notice.labels),
        open=things.text(measure, "tb:leadsOpen") == "true",
        traits=tuple(sorted(set(_traits(things, measure)))),
        **shared,  # type: ignore[arg-type]
    )


def _within(notice: Notice, cells: Sequence[Span], part: str) -> tuple[int, int]:
    """Return where the name of a lead begins and ends in the cell that lists it, white space not counted."""
    for cell in cells[:1]:
        for span in notice.spans(part):
            if cell.start <= span.start and span.end <= cell.end and span != cell:
                before = len("".join(notice.source.exact(Span(cell.start, span.start)).split()))
                return before, before + len("".join(notice.source.exact(span).split()))
    return 0, 0


def _counted(things: Things, measure: str) -> Iterator[str]:
    """Yield what the figures of a measure are about, in both languages."""
    for outcome in things.all(measure, "tb:hasOutcome"):
        yield from (literal.text for literal in things.literals(outcome, "tb:counts"))


def _traits(things: Things, measure: str) -> Iterator[str]:
    """Yield what lists tell a measure apart by besides."""
    for outcome in things.all(measure, "tb:hasOutcome"):
        yield read_standing(things, outcome)
        yield from (BEFORE for _ in things.all(outcome, "tb:before"))
        for way in QUANTITIES:
            yield from (kind for node in things.all(outcome, way) for kind in things.all(node, "qudt:hasQuantityKind"))
    yield from (things.one(one, "tb:honourKind") for one in things.all(measure, "tb:hasHonour"))
    yield from (CLAIM for _ in things.all(measure, "tb:claimsPrecedence"))


BEFORE, CLAIM = "before", "claim"
"""Traits of a measure: a figure of it says what it was before; it claims to be the first."""
QUANTITIES: tuple[Term, ...] = ("tb:value", "tb:before", "tb:after")
