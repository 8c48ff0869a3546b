"""Units and measures as one network; weights; places; what files hold of them."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import networkx
import pytest
from networkx.algorithms import bipartite
from tests.network.asked import LANGUAGES
from tests.network.made import UNIT, made

from tongbao import paths
from tongbao.ask.store import MemoryStore
from tongbao.cli.main import main
from tongbao.errors import Language, UsageError
from tongbao.network import Filters, Network, Whole, measured, two_mode, write_network
from tongbao.network.as_networkx import spells
from tongbao.network.columns import EDGES, NODES
from tongbao.network.read import read_network

GEXF = {"g": "http://www.gexf.net/1.2draft"}


@pytest.fixture(scope="module")
def facts(network: Network) -> Whole:
    return Whole.of(two_mode(network))


def test_each_printed_fact_is_one_edge(facts: Whole) -> None:
    """31 units and 20 measures; 38 names stand in the columns of leads; counted by hand."""
    network = facts.network
    assert (len(network.nodes), len(network.measures), len(network.edges)) == (51, 20, 38)
    assert network.size.en == "31 units, 20 measures, 38 edges, 13 components"
    for edge in network.edges:
        assert not network.nodes[edge.one].is_measure
        assert edge.measures == (network.nodes[edge.other].iri,)
    assert sorted(node.leads for node in network.nodes if node.is_measure) == [1] * 10 + [2] * 6 + [3] * 3 + [7]


def test_a_unit_shares_each_of_its_measures_once(network: Network) -> None:
    """Newman's weights of a unit's pairs add up to the number of its measures that others lead, too."""
    assert {(edge.times, edge.shared) for edge in network.edges} == {(1, 1.0), (1, 0.5), (1, 0.166667)}
    found = measured(network)
    together = {measure for measure, known in network.measures.items() if known.k > 1}
    for n in range(len(network.nodes)):
        led = {part.measure for part in network.participations if part.node == n} & together
        assert found.shared[n] == pytest.approx(len(led), abs=1e-3)


def test_the_weight_is_the_one_that_was_chosen(store: MemoryStore, network: Network) -> None:
    shared = read_network(store, Filters(), "shared")
    assert [edge._replace(weight=0) for edge in shared.edges] == [edge._replace(weight=0) for edge in network.edges]
    assert all(edge.weight == edge.shared for edge in shared.edges)
    assert all(edge.weight == edge.times for edge in network.edges)


def test_a_filter_of_units_leaves_a_measure_as_large_as_it_is(store: MemoryStore) -> None:
    found = read_network(store, Filters(kinds=frozenset({"vertical-agency"})))
    (edge,) = found.edges
    assert found.measures[edge.measures[0]].k == 7
    assert edge.shared == 0.166667


@pytest.mark.parametrize(
    ("places", "nodes"),
    [({"海沧"}, 2), ({"haicang", "同安区"}, 3), ({"xiamen"}, 31), ({"fujian"}, 31), ({"siming"}, 1)],
)
def test_a_place_has_what_lies_within_it(places: set[str], nodes: int, store: MemoryStore) -> None:
    assert len(read_network(store, Filters(places=frozenset(places))).nodes) == nodes


def test_a_place_that_is_not_known_is_told_with_those_like_it(store: MemoryStore) -> None:
    with pytest.raises(UsageError) as caught:
        read_network(store, Filters(places=frozenset({"xiamn"})))
    assert caught.value.problems[0].code == "unknown-place"
    assert "xiamen" in str(caught.value.problems[0].cure)


def test_a_unit_is_drawn_where_its_notices_come_from(network: Network) -> None:
    home = {node.iri.removeprefix(UNIT): (node.place and node.place.code, node.home and node.home.code) for node in network.nodes}  # fmt: skip
    assert home["haicang-court"] == ("haicang", "xiamen")
    assert {there for _, there in home.values()} == {"xiamen"}


# --- files ------------------------------------------------------------------------------------------------


def test_networkx_knows_the_two_sides(facts: Whole) -> None:
    graph = networkx.parse_graphml(write_network(facts, "graphml", "zh").decode())
    units = {node for node, side in graph.nodes(data="bipartite") if side == 0}
    assert bipartite.is_bipartite_node_set(graph, units)
    assert len(units) == 31
    measure = graph.nodes["https://w3id.org/tongbao/id/measure/xiamen-2023-64/city-07"]
    assert (measure["type"], measure["k"], measure["year"], measure["number"]) == (
        "measure",
        7,
        2023,
        "厦府办〔2023〕64号",
    )
    assert {measure["name_zh"], measure["notice"]} == {
        "开展“信易贷”数据要素隐私计算联盟试点",
        "https://w3id.org/tongbao/id/notice/xiamen-2023-64",
    }
    assert "k" not in graph.nodes[f"{UNIT}xm-tax"]
    assert {(d["role"], d["years"]) for *_, d in graph.edges(data=True)} == {("lead", "2023")}


@pytest.mark.parametrize("mode", ["units", "measures"])
def test_the_ids_of_attributes_tell_what_they_are(mode: str, network: Network) -> None:
    whole = Whole.of(two_mode(network) if mode == "measures" else network)
    root = ElementTree.fromstring(write_network(whole, "graphml", "en"))
    keys = {key.get("id") for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")}
    assert {"node-label", "node-home", "edge-weight", "edge-years", "edge-shared"} < keys
    root = ElementTree.fromstring(write_network(whole, "gexf", "en"))
    ids = {found.get("id") for found in root.findall(".//g:attribute", GEXF)}
    assert {"node-name_zh", "edge-years"} < ids
    assert {value.get("for") for value in root.findall(".//g:attvalue", GEXF)} <= ids


def test_gexf_says_when_edges_are(network: Network) -> None:
    root = ElementTree.fromstring(write_network(Whole.of(network), "gexf", "en"))
    (graph,) = root.findall("g:graph", GEXF)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    found = {(spell.get("start"), spell.get("end")) for spell in root.findall(".//g:edge//g:spell", GEXF)}
    assert found == {("2023-01-01", "2023-12-31")}


def test_years_beside_one_another_are_one_spell() -> None:
    assert spells([2024, 2021, 2022]) == [("2021-01-01", "2022-12-31"), ("2024-01-01", "2024-12-31")]
    assert spells([]) == []


@pytest.mark.parametrize("form", ["csv", "nodes.csv"])
@pytest.mark.parametrize("mode", ["units", "measures"])
def test_every_column_is_declared(form: str, mode: str, network: Network) -> None:
    whole = Whole.of(two_mode(network) if mode == "measures" else network)
    rows = csv.reader(io.StringIO(write_network(whole, form, "en").decode()))
    declared = list(NODES if form == "nodes.csv" else EDGES)
    assert next(rows) == (declared if mode == "measures" else declared[: -6 if form == "nodes.csv" else -3])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_every_column(language: Language) -> None:
    guide = (paths.ROOT / "docs" / f"network{'.zh-CN' if language == 'zh' else ''}.md").read_text("utf-8")
    for name, about in (*NODES.items(), *EDGES.items()):
        assert f"| `{name}` | {about.to(language)} |" in guide, name


def test_cx2_and_json_hold_both_weights(facts: Whole, network: Network) -> None:
    for whole in (facts, Whole.of(network)):
        edges = next(part["edges"] for part in json.loads(write_network(whole, "cx2", "en")) if "edges" in part)
        assert all({"weight", "times", "shared", "years", "notices"} <= edge["v"].keys() for edge in edges)
        assert all(edge["years"] == [2023] for edge in json.loads(write_network(whole, "json", "en"))["edges"])


@pytest.mark.parametrize("form", ["gexf", "graphml", "cx2", "json", "csv", "nodes.csv", "md", "svg"])
def test_nothing_makes_a_file_too(form: str) -> None:
    for network in (made([]), two_mode(made([])), made([[0]]), two_mode(made([[0]]))):
        assert write_network(Whole.of(network), form, "zh") is not None


# --- the command ------------------------------------------------------------------------------------------


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["network", *words])
    output = capsys.readouterr()
    return code, output.out, output.err


def test_the_command_has_modes_weights_and_places(graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = ("--build", str(graph_nq.parent), "--format", "csv")
    _, plain, _ = run(*built, capsys=capsys)
    assert run(*built, "--mode", "units", "--weight", "times", capsys=capsys)[1] == plain
    _, facts, _ = run(*built, "--mode", "measures", capsys=capsys)
    assert len(list(csv.DictReader(io.StringIO(facts)))) == 38
    _, shared, _ = run(*built, "--weight", "shared", "--place", "海沧", capsys=capsys)
    assert [(row["weight"], row["times"]) for row in csv.DictReader(io.StringIO(shared))] == [("1.0", "1")]


@pytest.mark.parametrize(
    "words",
    [
        ["--mode", "measures", "--weight", "shared"],
        ["--mode", "measures", "--query", "co-lead-pairs"],
        ["--weight", "shared", "--query", "co-lead-pairs"],
        ["--place", "xiamen", "--query", "co-lead-pairs"],
    ],
)
def test_what_does_not_go_together_is_told(
    words: list[str], graph_nq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = run("--build", str(graph_nq.parent), *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert "[usage]" in error
