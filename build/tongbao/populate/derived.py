"""Statements derived from others, as the queries in ``queries/derive/`` define them.

The queries need a store of all notices. Here the same statements are made from a notice's facts, and from pairs of
units collected over all notices. A test compares them with the queries' results.
"""

from collections.abc import Collection, Iterator
from itertools import combinations

from tongbao.load.facts import NoticeFacts
from tongbao.model.codes import POLARITIES
from tongbao.populate.evidence import A
from tongbao.rdf.iris import Iris
from tongbao.rdf.literals import Statement, integer
from tongbao.rdf.namespaces import TB


def measures_led(facts: NoticeFacts) -> dict[str, list[str]]:
    """List the ids of the measures that each unit leads, by the unit's id; each measure once."""
    led: dict[str, list[str]] = {}
    for measure in facts.measures:
        for unit in dict.fromkeys(lead.unit for lead in measure.leads):
            led.setdefault(unit, []).append(measure.record.id)
    return led


def derived_statements(facts: NoticeFacts, iris: Iris) -> Iterator[Statement]:
    """State what follows from one notice alone: who leads what, and whom it names as a lead, commends and criticises."""
    name = facts.record.id
    notice = iris.notice(name)
    for unit, measures in measures_led(facts).items():
        lead = iris.unit(unit)
        yield notice, TB.namesLead, lead
        for measure in measures:
            yield lead, TB.leads, iris.measure(name, measure)
    for polarity, predicate in (("praise", TB.commendsUnit), ("criticism", TB.criticisesUnit)):
        acts = (act for act in facts.commendations if POLARITIES[act.record.act] == polarity)
        units = dict.fromkeys(recipient.unit for act in acts for recipient in act.recipients)
        for unit in filter(None, units):
            yield notice, predicate, iris.unit(unit)


def co_lead_pairs(facts: NoticeFacts) -> Iterator[tuple[str, str, str]]:
    """Yield the ids of two units, the lower first, and of a measure in this notice that both lead; each once.

    Ids are ordered by code point. So are IRIs in the queries, and the IRIs of two units differ where their ids do.
    N-Triples terms would be ordered differently, because ``>`` comes after ``-``.
    """
    for measure in facts.measures:
        for low, high in combinations(sorted({lead.unit for lead in measure.leads}), 2):
            yield low, high, measure.record.id


def co_leadership_statements(low: str, high: str, measures: Collection[str], iris: Iris) -> Iterator[Statement]:
    """State that two units, given by their ids with the lower first, lead measures together.

    ``measures`` are IRIs as N-Triples terms, each once.
    """
    edge, one, other = iris.co_leadership(low, high), iris.unit(low), iris.unit(high)
    yield one, TB.coLeads, other
    yield other, TB.coLeads, one
    yield edge, A, TB.CoLeadership
    yield edge, TB.coLeader, one
    yield edge, TB.coLeader, other
    yield edge, TB.weight, integer(len(measures))
    for measure in measures:
        yield edge, TB.coLedMeasure, measure
