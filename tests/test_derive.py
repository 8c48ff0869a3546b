"""Derived statements: what the CONSTRUCT queries give is what the notice's lead cells say."""

from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from tongbao import paths
from tongbao.iris import HOME, Iris, term
from tongbao.load import load

IRIS = Iris(HOME)


@pytest.fixture(scope="module")
def lead_cells() -> dict[str, list[str]]:
    """Units that lead each measure, from the YAML."""
    (facts,) = load(paths.DATA).notices
    return {IRIS.measure(facts.record.id, m.record.id): [lead.unit for lead in m.leads] for m in facts.measures}


def derived(graph_nq: Path, name: str) -> set[tuple[str, str]]:
    graph = ox.NamedNode(IRIS.graph("derived")[1:-1])
    wanted = term(name)
    return {
        (str(q.subject), str(q.object))
        for q in ox.parse(path=graph_nq)
        if q.graph_name == graph and str(q.predicate) == wanted
    }


def test_leads(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    expected = {(IRIS.unit(unit), measure) for measure, units in lead_cells.items() for unit in units}
    assert derived(graph_nq, "tb:leads") == expected
    assert len(expected) == 38
    assert len({unit for unit, _ in expected}) == 31


def test_co_leads_go_both_ways_and_never_to_oneself(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    pairs = {pair for units in lead_cells.values() for pair in combinations(sorted(units), 2)}
    both = {(IRIS.unit(a), IRIS.unit(b)) for a, b in pairs} | {(IRIS.unit(b), IRIS.unit(a)) for a, b in pairs}
    assert derived(graph_nq, "tb:coLeads") == both
    assert len(pairs) == 36


def test_co_leaderships_have_the_iris_that_the_minter_makes(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    weights: dict[tuple[str, str], int] = {}
    for units in lead_cells.values():
        for pair in combinations(sorted(units), 2):
            weights[pair] = weights.get(pair, 0) + 1
    expected = {(IRIS.co_leadership(a, b), IRIS.unit(unit)) for a, b in weights for unit in (a, b)}
    assert derived(graph_nq, "tb:coLeader") == expected
    xsd = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert derived(graph_nq, "tb:weight") == {
        (IRIS.co_leadership(a, b), f'"{weight}"{xsd}') for (a, b), weight in weights.items()
    }


def test_the_notice_names_as_leads_exactly_whom_it_commends(graph_nq: Path) -> None:
    assert derived(graph_nq, "tb:namesLead") == derived(graph_nq, "tb:commendsUnit")
    assert len(derived(graph_nq, "tb:namesLead")) == 31
