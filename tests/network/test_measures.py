"""A network is measured as by hand, and its nodes have names of their own."""

from pathlib import Path

import pytest
from tests.few import synthesise_few
from tests.network.asked import LANGUAGES
from tests.network.made import UNIT

from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import MemoryStore
from tongbao.errors import Text
from tongbao.load.authority import SHORT_ENGLISH
from tongbao.network import Edge, Filters, Network, Node, measured
from tongbao.network.read import read_network
from tongbao.network.read_query import read_query_network


def test_it_is_measured_as_by_hand(network: Network) -> None:
    found = measured(network)
    number = {node.iri.removeprefix(UNIT): n for n, node in enumerate(network.nodes)}
    tax, industry = number["xm-tax"], number["xm-industry"]
    assert (found.degree[tax], found.strength[tax], found.degree[industry]) == (5, 5, 8)
    # From each of two pairs and 火炬管委会 to the others all paths lead through 市税务局: 2*2 + 2*1 + 2*1 of 30*29/2.
    assert found.betweenness[tax] == round(8 / 435, 6)
    assert found.betweenness[industry] == round(12 / 435, 6)
    assert found.component.count(1) == 9
    assert all(found.component[edge.one] == found.component[edge.other] for edge in network.edges)
    assert set(found.community) == set(range(1, max(found.community) + 1))


def test_a_short_name_is_that_of_one_unit_alone(synthetic: Network) -> None:
    """A unit whose short name another one bears, too, is shown by a longer one."""
    for language in LANGUAGES:
        shown = [node.short.to(language) for node in synthetic.nodes]
        assert len(set(shown)) == len(shown)
        assert any(node.short.to(language) != node.name.to(language) for node in synthetic.nodes)


def test_a_unit_has_a_short_english_name(network: Network) -> None:
    """Those of `units.yaml`, each of which no other unit here bears."""
    shown = {node.iri.removeprefix(UNIT): node.short.en for node in network.nodes}
    assert (shown["xm-tax"], shown["siming-government"]) == ("Tax Service", "Siming District")
    assert max(map(len, shown.values())) <= SHORT_ENGLISH


def test_a_short_english_name_that_two_units_bear_gives_way_to_the_full_one(tmp_path: Path) -> None:
    names = {"a": "A Tax Service", "b": "B Tax Service", "c": "C Tax Service"}
    lines = [
        f'<urn:{key}> <{PREFIXES["skos"]}prefLabel> "{name}"@en .\n<urn:{key}> <{PREFIXES["skos"]}altLabel> "{short}"@en .\n'
        for (key, name), short in zip(names.items(), ("Tax Service", "Tax Service", "Levies"), strict=True)
    ]
    (tmp_path / "graph.nq").write_text("".join(lines), "utf-8")
    store = MemoryStore(tmp_path / "graph.nq")
    rows = store.select(
        "SELECT ?node ?linkedNode { VALUES (?node ?linkedNode) { (<urn:a> <urn:b>) (<urn:b> <urn:c>) } }"
    )
    found = read_query_network(store, rows, tmp_path / "own.rq")
    assert [node.short.en for node in found.nodes] == ["A Tax Service", "B Tax Service", "Levies"]


def test_a_measure_is_told_in_both_languages(network: Network) -> None:
    measure = next(m for iri, m in network.measures.items() if iri.endswith("/city-07"))
    assert measure.told == (
        "Pilot of a privacy-computing alliance for “Xinyidai” loan data",
        "开展“信易贷”数据要素隐私计算联盟试点",
    )


def test_strength_adds_the_weights_up() -> None:
    nodes = tuple(Node(f"urn:{n}", Text("x", "x"), Text("x", "x")) for n in range(4))
    found = measured(Network(nodes, (Edge(0, 1, 3), Edge(0, 2, 0.5), Edge(1, 2, 2))))
    assert (found.degree, found.strength) == ([2, 2, 2, 0], [3.5, 5, 2.5, 0])


def test_both_libraries_measure_alike(synthetic: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = measured(synthetic)
    monkeypatch.setattr("tongbao.network.statistics.LARGE", 10)
    fast = measured(synthetic)
    assert plain.degree == fast.degree
    assert plain.component == fast.component
    assert all(abs(a - b) < 1e-5 for a, b in zip(plain.betweenness, fast.betweenness, strict=True))
    assert fast == measured(synthetic)


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The network of enough cities that bodies of several bear the same short name."""
    from tongbao.ask.stored import open_store
    from tongbao.pipeline.build import build
    from tongbao.progress import SILENT
    from tongbao.validate import choose_engine

    folder = tmp_path_factory.mktemp("synthetic")
    synthesise_few(folder / "data", 8, seed=3, cities=4)
    build(folder / "data", folder / "out", choose_engine()[0], jobs=1)
    return read_network(open_store(folder / "out", SILENT), Filters())
