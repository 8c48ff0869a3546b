"""The network as networkx has it: the same as the command's files, with values in place of texts."""

from pathlib import Path

import networkx as nx
import pytest

import tongbao
from tongbao.ask.stored import open_store
from tongbao.network import Filters, Whole
from tongbao.network.read import read_network
from tongbao.network.rows import edge_rows, node_rows
from tongbao.progress import SILENT


@pytest.mark.parametrize(
    ("narrowed", "filters"),
    [
        ({}, Filters()),
        ({"roles": {"lead"}}, Filters()),
        ({"roles": ()}, Filters()),
        ({"roles": ["lead", "participant"]}, Filters(roles=frozenset({"lead", "participant"}))),
        ({"levels": {"district"}}, Filters(levels=frozenset({"district"}))),
        ({"kinds": ["court"]}, Filters(kinds=frozenset({"court"}))),
        ({"years": [2022]}, Filters(years=frozenset({2022}))),
        ({"years": range(2023, 2024)}, Filters(years=frozenset({2023}))),
        ({"places": {"海沧区"}}, Filters(places=frozenset({"海沧区"}))),
        ({"in_force": True, "stated": True}, Filters(in_force=True, stated=True)),
    ],
)
def test_it_is_the_network_of_the_command(narrowed, filters, kg: tongbao.KnowledgeGraph, graph_nq: Path) -> None:  # type: ignore[no-untyped-def]
    graph = kg.network(**narrowed)
    network = read_network(open_store(graph_nq.parent, SILENT), filters)
    whole = Whole.of(network)
    nodes = {row["id"]: row for row in node_rows(whole, "en")}
    assert [*graph] == [*nodes]
    for node, known in graph.nodes(data=True):
        row = nodes[node]
        assert all(known[name] == row[name] for name in ("label", "name_zh", "name_en", "measures"))
        assert all((known[name] or "") == row[name] for name in ("kind", "level", "place"))
    edges = [*edge_rows(whole, "en")]
    assert graph.number_of_edges() == len(edges)
    for row in edges:
        known = graph.edges[row["source"], row["target"]]
        assert all(known[name] == row[name] for name in ("weight", "times", "shared"))
        assert " ".join(known["measures"]) == row["measures"]
        assert " ".join(map(str, known["years"])) == row["years"]
        assert len(known["titles"]) == len(known["measures"])


def test_networkx_measures_it(kg: tongbao.KnowledgeGraph) -> None:
    """Row 1 of annex 1 has three units, 市市场监管局, 公安局 and 市税务局: each pair meets there."""
    graph = kg.network()
    units = [kg.unit(name).iri for name in ("市市场监管局", "市公安局", "市税务局")]
    measure = kg.measure("xiamen-2023-64/city-01").iri
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert measure in graph.edges[units[one], units[other]]["measures"]
    assert nx.degree(graph)[units[2]] == 5
    assert units[0] in nx.node_connected_component(graph, units[2])
    assert graph.graph["title"] == "Who leads measures together"


def test_weights_are_those_of_newman(kg: tongbao.KnowledgeGraph) -> None:
    graph = kg.network(weight="shared")
    tax, torch = (kg.unit(name).iri for name in ("市税务局", "火炬管委会"))
    assert graph.edges[tax, torch]["weight"] == 1  # row 4: 市税务局,火炬管委会, and nobody else
    assert graph.degree(weight="weight")[tax] == pytest.approx(3)  # its three measures have others


def test_measures_may_be_nodes(kg: tongbao.KnowledgeGraph) -> None:
    graph = kg.network(mode="measures")
    units, measures = nx.bipartite.sets(graph.subgraph(max(nx.connected_components(graph), key=len)))
    assert {graph.nodes[node]["type"] for node in units} | {graph.nodes[node]["type"] for node in measures} == {
        "unit",
        "measure",
    }
    measure, lead = kg.measure("xiamen-2023-64/city-06"), kg.unit("国网厦门供电公司")
    assert graph.edges[lead.iri, measure.iri]["quotations"] == ("国网厦门供电公司",)
    assert graph.edges[lead.iri, measure.iri]["roles"] == ("lead",)
    assert graph.nodes[measure.iri]["number"] == "厦府办〔2023〕64号"


def test_labels_are_in_the_language_of_the_graph(graph_nq: Path) -> None:
    with tongbao.open(graph_nq, language="zh") as kg:
        tax = kg.unit("市税务局")
        assert kg.network().nodes[tax.iri]["label"] in {tax.name.zh, *tax.other_names}


def test_nothing_that_fits_is_an_empty_graph(kg: tongbao.KnowledgeGraph) -> None:
    assert kg.network(years={1999}).number_of_nodes() == 0
