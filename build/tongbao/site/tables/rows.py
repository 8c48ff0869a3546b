"""The rows of the tables for people who do not use RDF: what one notice, one unit or one place gives them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tongbao.load.source import Span
from tongbao.site.backlinks import Backlink
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.notice import Notice
from tongbao.site.pages.appraisals import in_list_order
from tongbao.site.pages.render import WITH_CLASSIFIER
from tongbao.site.recognition import GIVERS, group_name, group_of
from tongbao.site.tables.columns import (
    SEPARATOR,
    CommendationRow,
    CriticismRow,
    HonourRow,
    MeasureRow,
    NoticeRow,
    OutcomeRow,
    ParticipationRow,
    PlaceRow,
    Rows,
    UnitRow,
)
from tongbao.site.things import Things


def notice_rows(notice: Notice) -> Rows:
    """Return the rows of a notice and of all that it holds, in the order of the document."""
    writer = _OfNotice(notice)
    measures = notice.in_order(notice.things.all(notice.iri, "tb:hasMeasure"))
    return {
        "notices": [writer.notice_row(measures)],
        "measures": [writer.measure_row(measure) for measure in measures],
        "participations": [row for measure in measures for row in writer.participation_rows(measure)],
        "outcomes": [row for measure in measures for row in writer.outcome_rows(measure)],
        "honours": list(writer.honour_rows(measures)),
        "commendations": [CommendationRow(*row) for row in writer.appraisal_rows("tb:hasCommendation")],
        "criticisms": [CriticismRow(*row) for row in writer.appraisal_rows("tb:hasCriticism")],
    }


class _OfNotice:
    """Writes the rows of one notice."""

    def __init__(self, notice: Notice) -> None:
        self.of, self.things, self.labels = notice, notice.things, notice.labels
        self.notice = notice.iri[1:-1]
        self.number, self.year = notice.number, notice.year
        self.state = self.code(notice.iri, "tb:state")

    def notice_row(self, measures: list[str]) -> NoticeRow:
        things, iri = self.things, self.of.iri
        issuers = things.all(iri, "tb:issuedBy")
        return NoticeRow(
            self.notice,
            self.number,
            things.text(iri, "dcterms:title"),
            things.text(iri, "tb:dateWritten"),
            self.year,
            _iris(issuers),
            self.names(issuers),
            *self.code(iri, "tb:state"),
            _iris(things.all(iri, "dcterms:isReplacedBy")),
            len(measures),
            len(things.all(iri, "tb:hasCommendation")),
            len(things.all(iri, "tb:hasCriticism")),
        )

    def measure_row(self, measure: str) -> MeasureRow:
        things = self.things
        leads = [things.one(part, "tb:participant") for part in self.of.leads(measure)]
        groups = Counter(group_of(things.one(one, "tb:honourKind")) for one in things.all(measure, "tb:hasHonour"))
        return MeasureRow(
            *self.head(measure),
            self.year,
            things.number(measure, "tb:position") or None,
            *self.code(measure, "tb:level"),
            _iris(leads),
            self.names(leads),
            things.text(measure, "tb:leadCell"),
            len(things.all(measure, "tb:hasOutcome")),
            groups["honour"],
            groups["affirmation"],
            groups["wider-adoption"],
            groups["report"],
            groups["pending-nomination"],
            *self.state,
        )

    def participation_rows(self, measure: str) -> Iterator[ParticipationRow]:
        things = self.things
        for part in self.of.participations(measure):
            unit = things.one(part, "tb:participant")
            yield ParticipationRow(
                *self.head(measure),
                *_named(self.labels, unit),
                _english(self.labels, unit),
                *self.code(part, "tb:role"),
                things.number(part, "tb:order") or None,
                things.text(part, "tb:printedName"),
                *_named(self.labels, things.one(part, "tb:concerns")),
                *self.code(part, "tb:roleBasis"),
                self.words(part, "tb:roleStatedIn"),
                self.words(part),
                *self.state,
            )

    def outcome_rows(self, measure: str) -> Iterator[OutcomeRow]:
        things = self.things
        for outcome in self.of.as_printed(things.all(measure, "tb:hasOutcome")):
            yield OutcomeRow(
                outcome[1:-1],
                *self.head(measure),
                things.text(outcome, "tb:counts"),
                *self.code(outcome, "tb:reading"),
                *self.code(outcome, "tb:status"),
                *self.quantity(things.one(outcome, "tb:value")),
                *self.quantity(things.one(outcome, "tb:before")),
                *self.quantity(things.one(outcome, "tb:after")),
                things.text(outcome, "tb:asOf"),
                *self.code(outcome, "tb:asOfBasis"),
                self.words(outcome),
                *self.state,
            )

    def honour_rows(self, measures: Iterable[str]) -> Iterator[HonourRow]:
        things = self.things
        of: dict[str, list[str]] = {}
        for measure in measures:
            for honour in things.all(measure, "tb:hasHonour"):
                of.setdefault(honour, []).append(measure)
        for honour in self.of.as_printed(list(of)):
            units = [unit for giver in GIVERS for unit in things.all(honour, giver)]
            sort = group_name(group_of(things.one(honour, "tb:honourKind")))
            yield HonourRow(
                honour[1:-1],
                things.text(honour, "rdfs:label"),
                _iris(of[honour]),
                self.notice,
                self.number,
                *sort,
                *self.code(honour, "tb:honourKind"),
                _iris(units),
                self.names(units),
                things.text(honour, "tb:rank"),
                things.text(honour, "tb:date"),
                self.words(honour),
                *self.state,
            )

    def appraisal_rows(self, link: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of praise, or of criticism, whichever the link leads to."""
        things = self.things
        for appraisal in in_list_order(self.of, things.all(self.of.iri, link)):
            recipient = things.one(appraisal, "tb:recipient")
            yield (
                appraisal[1:-1],
                self.notice,
                self.number,
                self.year,
                things.number(appraisal, "tb:actOrder") or None,
                things.number(appraisal, "tb:order") or None,
                *_named(self.labels, recipient),
                recipient.rpartition("/id/")[2].partition("/")[0],
                *self.code(appraisal, "tb:act"),
                *_named(self.labels, things.one(appraisal, "tb:givenBy")),
                _iris(self.of.in_order(things.all(appraisal, "tb:forMeasure"))),
                self.words(appraisal),
                *self.state,
            )

    # --- cells ----------------------------------------------------------------------------------

    def head(self, measure: str) -> tuple[str, str, str, str]:
        return measure[1:-1], self.things.text(measure, "dcterms:title"), self.notice, self.number

    def names(self, units: Iterable[str]) -> str:
        return _listed(self.labels.of(unit).zh for unit in units if unit)

    def code(self, thing: str, property_: str) -> tuple[str, str]:
        return _code(self.labels, self.things.one(thing, property_))

    def words(self, thing: str, way: str = "tb:statedIn") -> str:
        """Return the words that a thing rests on, but those that stand within others of them."""
        spans = self.of.spans(thing, way)
        widest = [span for span in spans if not any(_within(span, other) for other in spans)]
        return " / ".join(self.of.source.exact(span) for span in widest)

    def quantity(self, node: str) -> tuple[str, str, str, str]:
        """Return number, unit of measure in both languages, and bound."""
        if not node:
            return "", "", "", ""
        unit, bound, per = (self.things.one(node, name) for name in ("qudt:hasUnit", "tb:bound", "tb:per"))
        english, chinese = _code(self.labels, unit) if not unit.endswith("#one>") else ("", "")
        if unit.endswith(WITH_CLASSIFIER):  # 3个月; 3月 is March
            chinese = f"个{chinese}"
        chinese = chinese or self.things.text(node, "tb:classifier")
        if per:
            english = f"{english} per {self.labels.of(per).en.lower()}".strip()
            chinese = f"{chinese}／{self.labels.of(per).zh}"
        return self.things.text(node, "qudt:numericValue"), english, chinese, self.labels.of(bound).en


def unit_row(unit: str, authority: Things, labels: Labels, links: Iterable[Backlink]) -> UnitRow:
    """Return the row of a unit; ``links`` point to it."""
    leads = {link.about: link.state for link in links if link.role.endswith("/role#lead>")}
    return UnitRow(
        unit[1:-1],
        labels.of(unit).zh,
        _english(labels, unit),
        _others(unit, authority),
        *_code(labels, authority.one(unit, "tb:unitKind")),
        *_named(labels, authority.one(unit, "tb:locatedIn")),
        *_named(labels, authority.one(unit, "org:subOrganizationOf")),
        len(leads),
        sum(map(has_ended, leads.values())),
    )


def place_row(place: str, authority: Things, labels: Labels) -> PlaceRow:
    """Return the row of a place."""
    return PlaceRow(
        place[1:-1],
        labels.of(place).zh,
        _english(labels, place),
        _others(place, authority),
        *_code(labels, authority.one(place, "tb:level")),
        *_named(labels, authority.one(place, "tb:within")),
        authority.text(place, "tb:placeCode"),
    )


def _within(span: Span, other: Span) -> bool:
    return span != other and other.start <= span.start and span.end <= other.end


def _iris(things: Iterable[str]) -> str:
    return SEPARATOR.join(thing[1:-1] for thing in things if thing)


def _named(labels: Labels, thing: str) -> tuple[str, str]:
    """Return the IRI of a thing and its name; nothing for none."""
    return (thing[1:-1], labels.of(thing).zh) if thing else ("", "")


def _code(labels: Labels, code: str) -> tuple[str, str]:
    name = labels.of(code) if code else None
    return (name.en, name.zh) if name else ("", "")


def _english(labels: Labels, thing: str) -> str:
    """Return the English name of a thing; nothing where it has none but its Chinese one."""
    name = labels.of(thing) if thing else None
    return name.en if name and name.en != name.zh else ""


def _others(thing: str, authority: Things) -> str:
    return _listed(literal.text for literal in authority.literals(thing, "skos:altLabel"))


def _listed(names: Iterable[str]) -> str:
    """Return names in one cell; a semicolon within a name is written as a full-width one, so that they can be told apart."""
    return SEPARATOR.join(name.replace(SEPARATOR, "；") for name in names)
