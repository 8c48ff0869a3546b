"""Statements about one measure: its row, its participants, and its results."""

from collections.abc import Iterator, Mapping

from tongbao.load.facts import Fact, MeasureFacts, Mention
from tongbao.load.source import Span, squeeze
from tongbao.model import CitedWork, CountedOver, DatedEvent, Honour, Outcome, Platform, PrecedenceClaim, Quantity
from tongbao.model.codes import HONOUR_KIND_GROUPS, QUANTITY_KINDS, HonourKind, WorkKind
from tongbao.populate.evidence import A, Evidence, english_statements
from tongbao.printed import SCALES
from tongbao.rdf.iris import concept, part
from tongbao.rdf.literals import Statement, boolean, date, day_range, decimal, integer, string, text
from tongbao.rdf.namespaces import DCTERMS, FOAF, PROV, QUDT, RDFS, TB

PERIODICALS: tuple[WorkKind, ...] = ("bulletin", "newspaper")
"""Kinds of works that have a publisher; all others have an issuer."""
STANDARDS: tuple[WorkKind, ...] = ("management-standard", "draft-standard")
"""Kinds of works that report nothing: a recognition that names one is about it."""


def measure_statements(facts: MeasureFacts, notice: str, evidence: Evidence) -> list[Statement]:
    """State one measure with everything its row says."""
    measure = evidence.iris.measure(notice, facts.record.id)
    row = _Row(notice, facts.record.id, measure, evidence)
    works = {work.record.id: work.record.kind for work in facts.works}
    statements = [*_measure(facts, notice, measure, evidence), *_participations(facts, row)]
    for outcome in facts.outcomes:
        statements += outcome_statements(outcome, row)
    for honour in facts.honours:
        statements += honour_statements(honour, works, row)
    for work in facts.works:
        statements += cited_work_statements(work, row)
    for platform in facts.platforms:
        statements += platform_statements(platform, row)
    for claim in facts.claims:
        statements += precedence_claim_statements(claim, row)
    for event in facts.events:
        statements += dated_event_statements(event, row)
    return statements


class _Row:
    """Makes the IRIs of the things in one measure, and links them to their words."""

    def __init__(self, notice: str, name: str, measure: str, evidence: Evidence) -> None:
        self.notice, self.name, self.measure, self.evidence = notice, name, measure, evidence
        self.iris = evidence.iris

    def thing(self, kind: str, name: str) -> str:
        return self.iris.thing(kind, self.notice, self.name, name)

    def stated(self, subject: str, *spans: Span | None) -> list[Statement]:
        return self.evidence.stated(subject, *spans)


def _measure(facts: MeasureFacts, notice: str, iri: str, evidence: Evidence) -> Iterator[Statement]:
    record, iris = facts.record, evidence.iris
    yield iri, A, TB.Measure
    yield iris.notice(notice), TB.hasMeasure, iri
    yield iri, TB.publishedIn, iris.notice(notice)
    yield iri, DCTERMS.identifier, string(record.id)
    yield iri, DCTERMS.title, text(_joined(record.title), "zh")
    english = iris.assertion("measure", notice, record.id, "english")
    yield from english_statements(english, iri, DCTERMS.title, record.english)
    if record.printed_title:
        yield iri, TB.printedTitle, string(squeeze(record.printed_title))
    if record.position is not None:
        yield iri, TB.position, integer(record.position)
    if facts.level:
        yield iri, TB.level, concept("level", facts.level)
    if facts.annex is not None:
        annex = iris.thing("annex", notice, facts.annex)
        yield iri, TB.inAnnex, annex
        yield annex, TB.hasMeasure, iri
    if record.description:
        yield iri, DCTERMS.description, text(_joined(record.description), "zh")
    if record.lead_cell:
        yield iri, TB.leadCell, string(squeeze(record.lead_cell))
    if facts.leads:
        yield iri, TB.leadsOpen, boolean(record.leads_open)
    yield from evidence.stated(iri, facts.title, facts.lead_cell, facts.description)


def _joined(words: str) -> str:
    """Remove the line breaks of a YAML block: they are layout, unlike a space inside a line."""
    return "".join(line.strip() for line in words.splitlines())


def _participations(facts: MeasureFacts, row: _Row) -> Iterator[Statement]:
    basis = facts.role_basis
    for order, lead in enumerate(facts.leads, 1):
        iri = row.thing("participation", f"lead-{order}")
        yield iri, TB.separatorGroup, integer(lead.group)
        yield from participation_statements(iri, "lead", order, lead, basis, row)
        yield from row.evidence.stated(iri, facts.role_words, predicate=TB.roleStatedIn)
    orders: dict[str, int] = {}
    for role, mention, about, span in _others(facts, row):
        orders[role] = order = orders.get(role, 0) + 1
        iri = row.thing("participation", f"{role}-{order}")
        yield from participation_statements(iri, role, order, mention, "stated-action", row)
        yield from row.stated(iri, span)
        if about:
            yield iri, TB.concerns, about


def _others(facts: MeasureFacts, row: _Row) -> Iterator[tuple[str, Mention, str | None, Span]]:
    """Yield participants other than leads: role, unit, what the part concerns, and the whole quotation."""
    for participant in facts.participants:
        yield participant.record.role, participant.mentions[0], None, participant.span
    for honour in facts.honours:
        for mention in honour.mentions:
            yield giver(honour.record.kind)[0], mention, row.thing("honour", honour.record.id), honour.span
    for work in facts.works:
        if work.record.kind in PERIODICALS:
            continue  # the owner of a bulletin has issued no document of the measure
        role = "joint-issuer" if len(work.mentions) > 1 else "issuer"
        for mention in work.mentions:
            yield role, mention, row.thing("work", work.record.id), work.span


def participation_statements(
    iri: str, role: str, order: int, mention: Mention, basis: str, row: _Row
) -> Iterator[Statement]:
    """State the part that one unit, or one unnamed group, takes in a measure."""
    yield row.measure, TB.hasParticipation, iri
    yield iri, A, TB.Participation
    yield iri, TB.role, concept("role", role)
    yield iri, TB.roleBasis, concept("role-basis", basis)
    yield iri, TB.order, integer(order)
    yield iri, TB.printedName, string(squeeze(mention.printed))
    if mention.unit:
        yield iri, TB.participant, row.iris.unit(mention.unit)
    yield from row.stated(iri, mention.span)


def giver(kind: HonourKind) -> tuple[str, str]:
    """Return the role in the measure of the units under ``conferred-by``, and the property that names them."""
    match HONOUR_KIND_GROUPS[kind]:
        case "honour" | "pending-nomination":  # for the latter nobody yet: the shapes refuse a name here
            return "conferrer", TB.conferredBy
        case "affirmation":
            return "affirmer", TB.affirmedBy
        case "wider-adoption":
            return "promoter", TB.promotedBy
        case "report":
            return "publisher", TB.reportedBy


def _dated(iri: str, predicate: str, value: str, basis: str = "stated") -> Iterator[Statement]:
    """State a date as precisely as the source gives it, its first and last possible day, and whether a part is implied."""
    earliest, latest = day_range(value)
    yield iri, predicate, date(value)
    yield iri, TB.earliest, earliest
    yield iri, TB.latest, latest
    if basis == "implied":
        yield iri, TB.dateBasis, concept("as-of-basis", basis)


def outcome_statements(fact: Fact[Outcome], row: _Row) -> Iterator[Statement]:
    """State one outcome and its quantities."""
    record = fact.record
    iri = row.thing("outcome", record.id)
    yield row.measure, TB.hasOutcome, iri
    yield iri, A, TB.Outcome
    yield iri, TB.counts, text(record.counts, "zh")
    if record.counts_english:
        yield iri, TB.counts, text(record.counts_english, "en")
    yield iri, TB.reading, concept("reading", record.reading)
    if record.realisation:
        yield iri, TB.realisation, concept("outcome-realisation", record.realisation)
    yield iri, TB.nature, concept("outcome-nature", record.nature)
    for name, predicate, quantity in (
        ("value", TB.value, record.value),
        ("before", TB.before, record.before),
        ("after", TB.after, record.after),
    ):
        if quantity:
            node = part(iri, name)
            yield iri, predicate, node
            yield from quantity_statements(node, quantity, "rank" if record.reading == "rank" else "one")
    if record.out_of is not None:
        yield iri, TB.outOf, integer(record.out_of)
    if record.as_of:
        yield from _dated(iri, TB.asOf, record.as_of.date)
        yield iri, TB.asOfBasis, concept("as-of-basis", record.as_of.basis)
    if record.period:
        yield from _period(iri, record.period)
    for name in record.stated_with:
        other = row.thing("outcome", name)
        yield iri, TB.statedWith, other
        yield other, TB.statedWith, iri
    for key in record.departs:
        yield iri, TB.editedPart, string(key)
    yield from row.stated(iri, fact.span)


def _period(iri: str, period: CountedOver) -> Iterator[Statement]:
    """State the time over which a figure is counted, with its first and last day where the source gives its ends."""
    start = period.since or period.from_
    if start:
        yield iri, TB.periodStart, date(start)
        yield iri, TB.firstDay, day_range(start)[0]
        yield iri, TB.periodBasis, concept("as-of-basis", period.basis)
    if period.to:
        yield iri, TB.periodEnd, date(period.to)
        yield iri, TB.lastDay, day_range(period.to)[1]
    if period.cumulative:
        yield iri, TB.cumulative, boolean(True)


def quantity_statements(iri: str, quantity: Quantity, counted: str = "one") -> Iterator[Statement]:
    """State one quantity; 万 and 亿 are multiplied out, a unit is never converted. ``counted`` is the unit where none is written."""
    unit = quantity.unit or counted
    scale = SCALES[quantity.scale or ""]
    yield iri, A, QUDT.QuantityValue
    if quantity.to is None:
        yield iri, QUDT.numericValue, decimal(quantity.number * scale)
    else:
        yield iri, TB.lowest, decimal(quantity.number * scale)
        yield iri, TB.highest, decimal(quantity.to * scale)
    yield iri, QUDT.hasUnit, concept("unit-of-measure", unit)
    yield iri, QUDT.hasQuantityKind, concept("quantity-kind", QUANTITY_KINDS[unit])
    yield iri, TB.bound, concept("bound", quantity.bound)
    if quantity.classifier:
        yield iri, TB.classifier, text(quantity.classifier, "zh")
    if quantity.per in QUANTITY_KINDS:
        yield iri, TB.per, concept("unit-of-measure", quantity.per)
    elif quantity.per:
        yield iri, TB.perClassifier, text(quantity.per, "zh")
    for part_ in quantity.departs:
        yield iri, TB.editedPart, string(part_)


def _printed(iri: str, words: str | None) -> Iterator[Statement]:
    if words:
        yield iri, TB.printedName, string(squeeze(words))


def honour_statements(fact: Fact[Honour], works: Mapping[str, str], row: _Row) -> Iterator[Statement]:
    """State one honour, report, application or the like."""
    record = fact.record
    iri = row.thing("honour", record.id)
    yield row.measure, TB.hasHonour, iri
    yield iri, A, TB.Honour
    yield iri, A, PROV.Entity
    yield iri, RDFS.label, text(record.name, "zh")
    english = row.iris.assertion("honour", row.notice, row.name, record.id, "english")
    yield from english_statements(english, iri, RDFS.label, record.english)
    yield from _printed(iri, record.printed)
    yield iri, TB.honourKind, concept("honour-kind", record.kind)
    for mention in fact.mentions:
        yield iri, giver(record.kind)[1], row.iris.unit(mention.unit)
    if record.date:
        yield from _dated(iri, TB.date, record.date, record.date_basis)
    if record.rank:
        yield iri, TB.rank, text(record.rank, "zh")
    if record.case_title:
        yield iri, TB.caseTitle, text(record.case_title, "zh")
    if record.in_work:
        about = record.kind == "pending-nomination" or works[record.in_work] in STANDARDS
        yield iri, TB.concerns if about else TB.inWork, row.thing("work", record.in_work)
    if record.on_platform:
        yield iri, TB.onPlatform, row.thing("platform", record.on_platform)
    yield from row.stated(iri, fact.span)


def cited_work_statements(fact: Fact[CitedWork], row: _Row) -> Iterator[Statement]:
    """State one document that a measure names."""
    record = fact.record
    iri = row.thing("work", record.id)
    yield row.measure, TB.citesWork, iri
    yield iri, A, TB.CitedWork
    yield iri, A, FOAF.Document
    yield iri, DCTERMS.title, text(record.title, "zh")
    yield from _printed(iri, record.printed)
    yield iri, TB.workKind, concept("work-kind", record.kind)
    for mention in fact.mentions:
        yield iri, TB.runBy if record.kind in PERIODICALS else TB.issuedBy, row.iris.unit(mention.unit)
    if record.date:
        yield from _dated(iri, TB.date, record.date, record.date_basis)
    yield from row.stated(iri, fact.span)


def platform_statements(fact: Fact[Platform], row: _Row) -> Iterator[Statement]:
    """State one system, application, window or alliance."""
    record = fact.record
    iri = row.thing("platform", record.id)
    yield row.measure, TB.usesPlatform, iri
    yield iri, A, TB.Platform
    yield iri, RDFS.label, text(record.name, "zh")
    yield from _printed(iri, record.printed)
    yield iri, TB.platformKind, concept("platform-kind", record.kind)
    if record.part_of:
        yield iri, TB.partOf, row.thing("platform", record.part_of)
    yield from row.stated(iri, fact.span)


def precedence_claim_statements(fact: Fact[PrecedenceClaim], row: _Row) -> Iterator[Statement]:
    """State one claim to be first."""
    record = fact.record
    iri = row.thing("claim", record.id)
    yield row.measure, TB.claimsPrecedence, iri
    yield iri, A, TB.PrecedenceClaim
    yield iri, RDFS.label, text(record.what, "zh")
    yield iri, TB.wording, string(squeeze(record.wording))
    if record.level:
        yield iri, TB.level, concept("level", record.level)
    if record.place:
        yield iri, TB.scopePlace, row.iris.place(record.place)
    yield from row.stated(iri, fact.span)


def dated_event_statements(fact: Fact[DatedEvent], row: _Row) -> Iterator[Statement]:
    """State one event that the source dates."""
    record = fact.record
    iri = row.thing("event", record.id)
    yield row.measure, TB.hasEvent, iri
    yield iri, A, TB.DatedEvent
    yield iri, RDFS.label, text(record.what, "zh")
    yield from _dated(iri, TB.date, record.date, record.date_basis)
    yield from row.stated(iri, fact.span)
