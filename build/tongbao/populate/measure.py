"""Statements about one measure: its row, its participants, and its results."""

from collections.abc import Iterator, Mapping

from tongbao.load.facts import Fact, MeasureFacts, Mention
from tongbao.load.source import Span, squeeze
from tongbao.model import (
    Beneficiary,
    CitedWork,
    DatedEvent,
    Honour,
    Instrument,
    Platform,
    PrecedenceClaim,
)
from tongbao.model.codes import HONOUR_KIND_GROUPS, WorkKind
from tongbao.populate.evidence import A, Evidence, assertion_statements, dated_statements, english_statements
from tongbao.populate.outcome import outcome_statements
from tongbao.rdf.iris import concept
from tongbao.rdf.literals import Statement, boolean, integer, string, text
from tongbao.rdf.namespaces import DCTERMS, FOAF, PROV, RDFS, TB

PERIODICALS: tuple[WorkKind, ...] = ("bulletin", "newspaper")
"""Kinds of works that have a publisher; all others have an issuer."""
STANDARDS: tuple[WorkKind, ...] = ("management-standard", "draft-standard")
"""Kinds of works that report nothing: a recognition that names one is about it."""


def measure_statements(facts: MeasureFacts, notice: str, evidence: Evidence) -> list[Statement]:
    """State one measure with everything its row says."""
    measure = evidence.iris.measure(notice, facts.record.id)
    row = _Row(notice, facts.record.id, measure, evidence)
    works = {work.record.id: evidence.iris.ours("work-kind", work.record.kind) for work in facts.works}
    statements = [*_measure(facts, notice, measure, evidence), *_participations(facts, row)]
    for outcome in facts.outcomes:
        statements.append((measure, TB.hasOutcome, row.outcome(outcome.record.id)))
        statements += outcome_statements(outcome, row.outcome, evidence)
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
    for beneficiary in facts.beneficiaries:
        kind = row.iris.concept("beneficiary-kind", beneficiary.record.kind)
        statements += named_statements(
            beneficiary, "beneficiary", (TB.benefits, TB.Beneficiary), (TB.beneficiaryKind, kind), row
        )
    for instrument in facts.instruments:
        kind = row.iris.concept("instrument-kind", instrument.record.kind)
        statements += named_statements(
            instrument, "instrument", (TB.usesInstrument, TB.FinancialInstrument), (TB.instrumentKind, kind), row
        )
    return statements


class _Row:
    """Makes the IRIs of the things in one measure, and links them to their words."""

    def __init__(self, notice: str, name: str, measure: str, evidence: Evidence) -> None:
        self.notice, self.name, self.measure, self.evidence = notice, name, measure, evidence
        self.iris = evidence.iris

    def thing(self, kind: str, name: str) -> str:
        return self.iris.thing(kind, self.notice, self.name, name)

    def outcome(self, name: str) -> str:
        return self.thing("outcome", name)

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
    if record.title_from:
        yield iri, TB.titlePrinted, boolean(False)
    if record.position is not None:
        yield iri, TB.position, integer(record.position)
    if facts.level:
        yield iri, TB.level, iris.concept("level", facts.level)
    if facts.annex is not None:
        annex = iris.thing("annex", notice, facts.annex)
        yield iri, TB.inAnnex, annex
        yield annex, TB.hasMeasure, iri
    if record.description:
        yield iri, DCTERMS.description, text(_joined(record.description), "zh")
    if record.lead_cell:
        yield iri, TB.leadCell, string(squeeze(record.lead_cell))
    if facts.units and facts.role.code == "lead":
        yield iri, TB.leadsOpen, boolean(record.leads_open)
    roles = {*record.open_roles, *([facts.role.code] if record.leads_open and facts.role.code != "lead" else [])}
    for role in sorted(roles):
        yield iri, TB.openRole, iris.concept("role", role)
    if record.number:
        yield iri, TB.printedNumber, string(squeeze(record.number))
    if record.group:
        yield iri, TB.inGroup, iris.thing("group", notice, record.group)
    yield from _when_and_where(facts, notice, iri, evidence)
    yield from evidence.stated(iri, facts.title, facts.lead_cell, facts.description)


def _when_and_where(facts: MeasureFacts, notice: str, measure: str, evidence: Evidence) -> Iterator[Statement]:
    """State by when a measure is to be done, and where it is to be adopted."""
    record, iris = facts.record, evidence.iris
    if record.deadline and facts.deadline:
        iri = iris.thing("deadline", notice, record.id, "by")
        yield measure, TB.hasDeadline, iri
        yield iri, A, TB.Deadline
        yield iri, TB.wording, string(evidence.source.exact(evidence.source.stored(facts.deadline)))
        if record.deadline.date:
            yield from dated_statements(iri, TB.date, record.deadline.date, record.deadline.date_basis)
        yield from evidence.stated(iri, facts.deadline)
    if record.adoption_scope and facts.adoption_scope:
        words = text(evidence.source.exact(evidence.source.stored(facts.adoption_scope)), "zh")
        iri = iris.assertion("measure", notice, record.id, "adoption-scope")
        yield from assertion_statements(iri, (measure, TB.adoptionScope, words), "source", "certain")
        yield from evidence.stated(iri, facts.adoption_scope)


def _joined(words: str) -> str:
    """Remove the line breaks of a YAML block: they are layout, unlike a space inside a line."""
    return "".join(line.strip() for line in words.splitlines())


def _participations(facts: MeasureFacts, row: _Row) -> Iterator[Statement]:
    orders: dict[str, int] = {}
    given = facts.role
    for order, unit in enumerate(facts.units, 1):
        iri = row.thing("participation", f"{given.code}-{order}")
        yield iri, TB.separatorGroup, integer(unit.group)
        yield from participation_statements(iri, given.code, order, unit, given.basis, row)
        if given.basis == "reading":
            yield iri, TB.certainty, concept("certainty", given.certainty or "probable")
        yield from row.evidence.stated(iri, given.words, predicate=TB.roleStatedIn)
        orders[given.code] = order
    for role, mention, about, span, heading in _others(facts, row):
        orders[role] = order = orders.get(role, 0) + 1
        iri = row.thing("participation", f"{role}-{order}")
        basis = "column-heading" if heading else "stated-action"
        yield from participation_statements(iri, role, order, mention, basis, row)
        yield from row.stated(iri, span)
        yield from row.evidence.stated(iri, heading, predicate=TB.roleStatedIn)
        if about:
            yield iri, TB.concerns, about


def _others(facts: MeasureFacts, row: _Row) -> Iterator[tuple[str, Mention, str | None, Span, Span | None]]:
    """Yield those who take part besides the list of units: role, unit, what the part concerns, the whole quotation, a heading."""
    for participant in facts.participants:
        yield participant.record.role, participant.mentions[0], None, participant.span, participant.heading
    for honour in facts.honours:
        for mention in honour.mentions:
            yield (
                giver(row.iris.ours("honour-kind", honour.record.kind))[0],
                mention,
                row.thing("honour", honour.record.id),
                honour.span,
                None,
            )
    for work in facts.works:
        if row.iris.ours("work-kind", work.record.kind) in PERIODICALS:
            continue  # the owner of a bulletin has issued no document of the measure
        role = "joint-issuer" if len(work.mentions) > 1 else "issuer"
        for mention in work.mentions:
            yield role, mention, row.thing("work", work.record.id), work.span, None


def participation_statements(
    iri: str, role: str, order: int, mention: Mention, basis: str, row: _Row
) -> Iterator[Statement]:
    """State the part that one unit, or one unnamed group, takes in a measure."""
    yield row.measure, TB.hasParticipation, iri
    yield iri, A, TB.Participation
    yield iri, TB.role, row.iris.concept("role", role)
    yield iri, TB.roleBasis, concept("role-basis", basis)
    yield iri, TB.order, integer(order)
    yield iri, TB.printedName, string(squeeze(mention.printed))
    if mention.unit:
        yield iri, TB.participant, row.iris.unit(mention.unit)
    if mention.place:
        yield iri, TB.atPlace, row.iris.place(mention.place)
    yield from row.stated(iri, mention.span)


def giver(kind: str) -> tuple[str, str]:
    """Return the role in the measure of the units under ``conferred-by``, and the property that names them.

    ``kind`` is a code of ours.
    """
    match HONOUR_KIND_GROUPS[kind]:
        case "honour" | "pending-nomination":  # for the latter nobody yet: the shapes refuse a name here
            return "conferrer", TB.conferredBy
        case "affirmation":
            return "affirmer", TB.affirmedBy
        case "wider-adoption":
            return "promoter", TB.promotedBy
        case "report":
            return "publisher", TB.reportedBy


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
    yield iri, TB.honourKind, row.iris.concept("honour-kind", record.kind)
    if record.level:
        yield iri, TB.level, row.iris.concept("level", record.level)
    kind = row.iris.ours("honour-kind", record.kind)
    for mention in fact.mentions:
        yield iri, giver(kind)[1], row.iris.unit(mention.unit)
    if record.date:
        yield from dated_statements(iri, TB.date, record.date, record.date_basis)
    if record.rank:
        yield iri, TB.rank, text(record.rank, "zh")
    if record.case_title:
        yield iri, TB.caseTitle, text(record.case_title, "zh")
    if record.in_work:
        about = kind == "pending-nomination" or works[record.in_work] in STANDARDS
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
    yield iri, TB.workKind, row.iris.concept("work-kind", record.kind)
    for mention in fact.mentions:
        kind = row.iris.ours("work-kind", record.kind)
        yield iri, TB.runBy if kind in PERIODICALS else TB.issuedBy, row.iris.unit(mention.unit)
    if record.date:
        yield from dated_statements(iri, TB.date, record.date, record.date_basis)
    yield from row.stated(iri, fact.span)


def platform_statements(fact: Fact[Platform], row: _Row) -> Iterator[Statement]:
    """State one system, application, window or alliance."""
    record = fact.record
    iri = row.thing("platform", record.id)
    yield row.measure, TB.usesPlatform, iri
    yield iri, A, TB.Platform
    yield iri, RDFS.label, text(record.name, "zh")
    yield from _printed(iri, record.printed)
    yield iri, TB.platformKind, row.iris.concept("platform-kind", record.kind)
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
        yield iri, TB.level, row.iris.concept("level", record.level)
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
    yield from dated_statements(iri, TB.date, record.date, record.date_basis)
    yield from row.stated(iri, fact.span)


def named_statements(
    fact: Fact[Beneficiary] | Fact[Instrument], thing: str, link: tuple[str, str], kind: tuple[str, str], row: _Row
) -> Iterator[Statement]:
    """State something that a measure names: ``link`` is the property that leads to it, and its class."""
    record = fact.record
    iri = row.thing(thing, record.id)
    yield row.measure, link[0], iri
    yield iri, A, link[1]
    yield iri, RDFS.label, text(record.name, "zh")
    if record.english:
        yield iri, RDFS.label, text(record.english, "en")
    yield iri, *kind
    yield from row.stated(iri, fact.span)
