"""Statements about one figure: of a measure, or of what an act praises or criticises."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from tongbao.load.facts import Fact
from tongbao.model import CountedOver, Outcome
from tongbao.populate.evidence import A, Evidence, dated_statements
from tongbao.populate.quantity import quantity_statements
from tongbao.rdf.iris import concept, part
from tongbao.rdf.literals import Statement, boolean, date, day_range, integer, string, text
from tongbao.rdf.namespaces import TB

Q = TypeVar("Q", bound=Outcome)


def outcome_statements(fact: Fact[Q], named: Callable[[str], str], evidence: Evidence) -> Iterator[Statement]:
    """State one outcome and its quantities; ``named`` gives the IRI of an outcome stated beside it, by its id."""
    record = fact.record
    iri = named(record.id)
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
            counted = "rank" if record.reading == "rank" else "one"
            yield from quantity_statements(node, quantity, evidence.iris, counted)
    if record.out_of is not None:
        yield iri, TB.outOf, integer(record.out_of)
    if record.as_of:
        yield from dated_statements(iri, TB.asOf, record.as_of.date)
        yield iri, TB.asOfBasis, concept("as-of-basis", record.as_of.basis)
    if record.period:
        yield from _period(iri, record.period)
    for name in record.stated_with:
        other = named(name)
        yield iri, TB.statedWith, other
        yield other, TB.statedWith, iri
    for key in record.departs:
        yield iri, TB.editedPart, string(key)
    yield from evidence.stated(iri, fact.span)


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
