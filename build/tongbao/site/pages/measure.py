"""The page of a measure: what it reached, who leads it, its own words with numbered marks, and what these words say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.load.source import Span
from tongbao.rdf.concepts import LEVEL, ROLE
from tongbao.rdf.iris import term
from tongbao.rdf.namespaces import TB
from tongbao.rdf.terms import Term
from tongbao.site.headline import Figure, finding, place_of, quantities, ranked, tally
from tongbao.site.notice import Notice
from tongbao.site.pages.changes import Change, Picture, change_of, pictured
from tongbao.site.pages.highlight import Mark
from tongbao.site.pages.numbered import Numbered, numbered_text, numbers_of
from tongbao.site.pages.page import Fact, Page
from tongbao.site.polarity import POLARITIES, polarity_of
from tongbao.site.things import Link

SORTS: Mapping[str, tuple[Term, Text]] = {
    "outcome": ("tb:hasOutcome", Text("Figure", "数据")),
    "claim": ("tb:claimsPrecedence", Text("Claims to be first", "首创表述")),
    "honour": ("tb:hasHonour", Text("Recognition", "获得认可")),
    "participation": ("tb:hasParticipation", Text("Also takes part", "其他参与者")),
    "work": ("tb:citesWork", Text("Document", "所引文献")),
    "platform": ("tb:usesPlatform", Text("Platform", "平台")),
    "event": ("tb:hasEvent", Text("Date", "时间")),
    "deadline": ("tb:hasDeadline", Text("To be done by", "完成时限")),
    "beneficiary": ("tb:benefits", Text("Serves", "惠及")),
    "instrument": ("tb:usesInstrument", Text("Financial instrument", "金融工具")),
}
"""What a measure's words say: the sort, the property that leads to it, and what it is called."""

SAID_ALREADY: tuple[Term, ...] = (
    *("rdf:type", "rdfs:label", "dcterms:title", "dcterms:identifier", "tb:statedIn", "tb:roleStatedIn", "tb:wording"),
    *(
        "tb:counts",
        "tb:reading",
        "tb:realisation",
        "tb:nature",
        "tb:value",
        "tb:before",
        "tb:after",
        "tb:asOf",
        "tb:asOfBasis",
        "tb:outOf",
        "tb:periodStart",
        "tb:periodEnd",
        "tb:periodBasis",
        "tb:firstDay",
        "tb:lastDay",
        "tb:cumulative",
    ),
    *("tb:participant", "tb:printedName", "tb:role", "tb:roleBasis", "tb:order", "tb:date", "tb:earliest", "tb:latest"),
    *("tb:statedWith", "tb:honourKind", "tb:atPlace"),
)
"""What the line of a fact says in its own way, or its number does."""

PLAIN = {
    term(name)
    for name in (
        "tb:level",
        "tb:scopePlace",
        "tb:workKind",
        "tb:platformKind",
        "tb:beneficiaryKind",
        "tb:instrumentKind",
    )
}
"""What needs no word before it: the value says what it is."""


class Said(NamedTuple):
    """One fact beside the words: its number there, its place on the page, and what else is known of it."""

    number: int
    """0 where its words stand elsewhere in the notice."""
    anchor: str
    sort: str
    thing: str
    terms: list[Fact]
    figure: Figure | None = None


def measure_page(notice: Notice, measure: str) -> Page:
    """Make the page of one measure."""
    things, labels = notice.things, notice.labels
    name, leads, listed = labels.of(measure), notice.leads(measure), notice.listed(measure)
    figures = notice.figures(measure)
    said, texts = _words(notice, measure, figures)
    best = ranked(figures)
    headline = best[0] if best and best[0].is_achieved else None
    content = {
        "measure": measure,
        "notice": notice.iri,
        "annex": things.one(measure, "tb:inAnnex"),
        "tags": list(_tags(notice, measure, figures)),
        "headline": headline,
        "heading": finding(headline) if headline else Text("", ""),
        "changes": list(_changes(notice, measure, figures)),
        "figures": list(_by_standing(figure for figure in figures if not figure.is_change)),
        "counted": len(figures),
        "listed": listed,
        "role": next((role for part in listed if (role := things.one(part, "tb:role")) != ROLE.lead), ""),
        "headings": notice.under_headings([measure])[0][0],
        "bases": list(_bases(notice, listed)),
        "texts": texts,
        "place": _place(notice, measure),
        "facts_said": said,
        "sorts": SORTS,
        "plain": PLAIN,
        "appraisals": list(_appraisals(notice, measure)),
        "edges": [link.subject for link in things.linked.get(measure, ()) if link.predicate == TB.coLedMeasure],
        "assertions": notice.assertions(measure),
        "statements": [fact for fact in notice.facts(measure) if fact.property != term("dcterms:description")],
    }  # fmt: skip
    names = [labels.of(things.one(part, "tb:participant")) for part in leads]
    led = Text(f"Led by {', '.join(name.en for name in names)}", f"牵头单位：{'、'.join(name.zh for name in names)}")
    about = {"@type": "Project", "name": name.zh, "description": things.text(measure, "dcterms:description")}
    if name.en != name.zh:
        about["alternateName"] = name.en
    document = notice.document(measure)
    return Page(document, "measure.html", name, content, measure, "tb:Measure", led if leads else name, about)


def _changes(notice: Notice, measure: str, figures: list[Figure]) -> Iterator[tuple[Figure, Change, Picture]]:
    """Yield the figures that say what was before, each with how it is drawn: the best first."""
    best = ranked(figures)
    for figure in [*best, *(figure for figure in figures if figure not in best)]:
        if figure.is_change:
            change = change_of(figure, measure, *quantities(notice.things, figure.outcome, notice.labels))
            yield figure, change, pictured(change, notice.labels)


# --- what stands beneath the title ----------------------------------------------------------------------------


def _tags(notice: Notice, measure: str, figures: list[Figure]) -> Iterator[Text]:
    """Yield what a reader sees of a measure at once: level, place, year, figures, claims, and that its English title is ours."""
    things, labels = notice.things, notice.labels
    for thing, property_ in ((measure, "tb:level"), (notice.iri, "tb:place")):
        if value := things.one(thing, property_):  # type: ignore[arg-type]
            yield labels.of(value)
    if notice.year:
        yield Text(notice.year, f"{notice.year} 年")
    yield tally(figures, labels) if figures else Text("No figures in the notice", "原文没有数据")
    yield from dict.fromkeys(_first(notice, claim) for claim in things.all(measure, "tb:claimsPrecedence"))
    name = labels.of(measure)
    if name.en != name.zh:
        yield Text("English title: a translation", "")


def _first(notice: Notice, claim: str) -> Text:
    """Say that a notice claims something to be the first, and among whom."""
    level, wording = notice.things.one(claim, "tb:level"), notice.things.text(claim, "tb:wording")
    among = _FIRSTS.get(level, "")
    return Text(f"Claims to be a {among} first" if among else "Claims to be the first", f"自称“{wording}”")


_FIRSTS = {LEVEL.national: "national", LEVEL.provincial: "provincial", LEVEL.municipal: "municipal", LEVEL.district: "district"}  # fmt: skip


def _by_standing(figures: Iterable[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """Yield figures by their standing, what is achieved first: plans are never mixed with results."""
    found: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=place_of):
        found.setdefault(figure.standing, []).append(figure)
    yield from found.items()


def _bases(notice: Notice, leads: list[str]) -> Iterator[tuple[str, str]]:
    """Yield why the leads count as such: each basis once, with a lead that has it."""
    seen = set()
    for part in leads:
        why = notice.things.one(part, "tb:roleBasis"), notice.role_words(part)
        if why[0] and why not in seen:
            seen.add(why)
            yield why[0], part


# --- its words, and what they say -----------------------------------------------------------------------------


def _words(notice: Notice, measure: str, figures: list[Figure]) -> tuple[list[Said], list[list[Numbered]]]:
    """Return what the words of a measure say, and these words with the numbers of what they say."""
    spans = _spans(notice, measure)
    those = list(_facts(notice, measure))
    marks = sorted(mark for sort, thing in those for mark in _marks(notice, _anchor(sort, thing), thing))
    numbers = numbers_of(marks, spans)
    of = {figure.outcome: figure for figure in figures}
    said = [
        Said(numbers.get(anchor, 0), anchor, sort, thing, _terms(notice, thing), of.get(thing))
        for sort, thing in those
        if (anchor := _anchor(sort, thing))
    ]
    last = len(said) + 1
    shown = (numbered_text(notice.source, span, marks, numbers) for span in spans)
    texts = [
        text for span, text in zip(spans, shown, strict=True) if span == spans[-1] or any(one.target for one in text)
    ]
    return sorted(said, key=lambda one: one.number or last), texts


def _anchor(sort: str, thing: str) -> str:
    return f"{sort}-{thing[1:-1].rpartition('/')[2]}"


def _facts(notice: Notice, measure: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of a measure: the sort, and the thing; the list of its units stands apart."""
    listed = set(notice.listed(measure))
    for sort, (property_, _) in SORTS.items():
        for thing in notice.as_printed(notice.things.all(measure, property_)):
            if thing not in listed:
                yield sort, thing


def _marks(notice: Notice, anchor: str, thing: str) -> Iterator[Mark]:
    """Yield the words of a fact; of words within others, those within alone: they say it more closely."""
    spans = notice.spans(thing)
    for span in spans:
        if not any(other != span and span.start <= other.start and other.end <= span.end for other in spans):
            yield Mark(span, anchor, "")


def _spans(notice: Notice, measure: str) -> list[Span]:
    """Return where title, cell of leads and description stand in the source, in this order, as far as they do."""
    things, found = notice.things, dict[str, Span]()
    words = {
        "title": things.text(measure, "tb:printedTitle") or things.text(measure, "dcterms:title"),
        "cell": things.text(measure, "tb:leadCell"),
        "description": things.text(measure, "dcterms:description"),
    }
    for span in notice.spans(measure):
        exact = "".join(notice.source.exact(span).split())
        for name, text in words.items():
            if name not in found and exact == "".join(text.split()):
                found[name] = span
                break
    return [found[name] for name in words if name in found]


def _place(notice: Notice, measure: str) -> str:
    """Return where the measure begins in the source text: the name of the place there; empty where it is not known."""
    spans = notice.spans(measure)
    return f"s-{spans[0].start}-{spans[0].end}" if spans else ""


def _terms(notice: Notice, thing: str) -> list[Fact]:
    """Return what is known of a fact besides what its line says."""
    hidden = {term(name) for name in SAID_ALREADY}
    return [fact for fact in notice.facts(thing) if fact.property not in hidden]


# --- who points to it -----------------------------------------------------------------------------------------


def _appraisals(notice: Notice, measure: str) -> Iterator[tuple[object, list[str]]]:
    """Yield the praise, and then the criticism, that is for a measure, each in order."""
    number = notice.things.number
    links = [link for link in notice.things.linked.get(measure, ()) if link.predicate == TB.forMeasure]

    def order(link: Link) -> tuple[int, int]:
        return number(link.subject, "tb:actOrder"), number(link.subject, "tb:order")

    for side in POLARITIES:
        if found := [one.subject for one in sorted(links, key=order) if polarity_of(one.subject, notice.base) is side]:
            yield side, found
