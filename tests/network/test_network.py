"""The network holds what the notice says."""

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.network.asked import run
from tests.network.made import UNIT
from tests.places import TESTS

from tongbao import paths
from tongbao.ask.questions import find_question
from tongbao.ask.store import MemoryStore
from tongbao.cli.main import main
from tongbao.errors import Text, UsageError
from tongbao.network import Filters, Network
from tongbao.network.model import Code
from tongbao.network.read import read_network
from tongbao.network.style import KINDS, looks


def test_it_is_the_network_of_the_notice(network: Network) -> None:
    """31 units in the two columns of leads; 36 pairs in its cells; counted by hand."""
    assert (len(network.nodes), len(network.edges), len(network.measures)) == (31, 36, 20)
    assert [len(component) for component in network.components()] == [9, 6, *[2] * 5, *[1] * 6]
    busiest = max(network.nodes, key=lambda node: node.leads)
    assert (busiest.iri, busiest.leads, busiest.short.zh) == (f"{UNIT}xm-tax", 3, "市税务局")


def test_edges_are_those_of_the_stored_question(network: Network, store: MemoryStore) -> None:
    rows = store.select(find_question("co-lead-pairs").bind({}))
    asked = {(row["one"].value, row["other"].value, int(row["times"].value), row["measures"].value) for row in rows}  # type: ignore[union-attr]
    found = {
        (network.nodes[e.one].iri, network.nodes[e.other].iri, e.weight, " ".join(m.partition("measure/")[2] for m in e.measures))
        for e in network.edges
    }  # fmt: skip
    assert found == asked


def test_every_edge_has_the_words_behind_it(network: Network, graph_nq: Path) -> None:
    source = (paths.DATA / "notices" / "2023" / "xiamen-2023-64.txt").read_text("utf-8")
    behind = {(part.measure, part.node): part for part in network.participations}
    for edge in network.edges:
        for measure in edge.measures:
            for end in (edge.one, edge.other):
                part = behind[measure, end]
                assert "".join(source[part.start : part.end].split()) == part.quote
                assert part.printed in part.quote
    assert {part.role.code for part in network.participations} == {"lead"}
    leads = [part.order for part in network.participations if part.measure.endswith("/city-01")]
    assert leads == [1, 2, 3], "in the order of the cell"


def test_the_words_by_which_units_count_as_leads_are_there(network: Network) -> None:
    assert {(m.basis and m.basis.code, m.reading) for m in network.measures.values()} == {("reading", "单位名称")}


def test_a_kind_looks_the_same_in_every_network(network: Network, store: MemoryStore) -> None:
    roles = read_network(
        store, Filters(roles=frozenset({"lead", "mentioned", "conferrer", "publisher", "joint-issuer"}))
    )
    vocabulary = (paths.ONTOLOGY / "vocab/unit-kind.ttl").read_text("utf-8")
    assert set(KINDS) == set(re.findall(r'skos:notation +"([a-z-]+)"', vocabulary))
    for same in ("shape", "mark", "colour", "dark"):
        assert len({getattr(look, same) for look in KINDS.values()}) == len(KINDS), same
    some, more = ({code: look for code, _, look in looks(found.nodes)} for found in (network, roles))
    assert len(more) > len(some) > 5
    assert {code: more[code] for code in some} == some


@pytest.mark.parametrize("state", ["withdrawn, basis: later-notice", "expired, basis: own-words"])
def test_notices_no_more_in_force_can_be_left_out(
    state: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "demo", tmp_path / "out"
    shutil.copytree(TESTS / "data" / "demo", data)
    notice = data / "notices/2023/demo-2023-12.yaml"
    notice.write_text(notice.read_text("utf-8").replace("valid, basis: nothing-known", state), "utf-8")
    assert main(["build", "--data", str(data), "--out", str(out), "--keep-going"]) == 0
    capsys.readouterr()
    found = {}
    for words in ([], ["--in-force"]):
        _, text, _ = run("--build", str(out), "--format", "json", *words, capsys=capsys)
        found[bool(words)] = json.loads(text)["measures"]
    _, text, _ = run("--build", str(out), "--in-force", "--year", "2023", "--format", "md", capsys=capsys)
    assert text.startswith("# Who leads measures together (2023, without notices no longer in force)\n")
    ended = {iri: measure for iri, measure in found[False].items() if measure["ended"]}
    assert {measure["ended"]["code"] for measure in ended.values()} == {state.partition(",")[0]}
    assert found[False].keys() - found[True].keys() == ended.keys()


def test_an_amended_notice_is_in_force(network: Network) -> None:
    measure = next(iter(network.measures.values()))
    states = {code: measure._replace(state=Code(code, Text(code, code))) for code in ("amended", "expired", "replaced")}
    assert {code: one.ended for code, one in states.items()} == {"amended": False, "expired": True, "replaced": True}


def test_a_name_out_of_use_is_no_label(network: Network) -> None:
    (node,) = (node for node in network.nodes if node.iri == f"{UNIT}xm-national-financial-regulation")
    assert node.short.zh == "金融监管总局厦门监管局"  # 厦门银保监局 until 2023


@pytest.mark.parametrize(
    ("filters", "nodes", "edges"),
    [
        (Filters(kinds=frozenset({"company"})), 3, 0),
        (Filters(kinds=frozenset({"department"}), levels=frozenset({"municipal"})), 12, 7),
        (Filters(levels=frozenset({"district"})), 7, 1),
        (Filters(years=frozenset({2022})), 0, 0),
        (Filters(years=frozenset({2022, 2023})), 31, 36),
        (Filters(roles=frozenset({"conferrer", "affirmer", "publisher"})), 9, 5),
        (Filters(roles=frozenset({"conferrer"})), 3, 0),
    ],
)
def test_filters(filters: Filters, nodes: int, edges: int, store: MemoryStore) -> None:
    found = read_network(store, filters)
    assert (len(found.nodes), len(found.edges)) == (nodes, edges)


def test_an_unknown_code_lists_those_there_are(store: MemoryStore) -> None:
    with pytest.raises(UsageError) as caught:
        read_network(store, Filters(kinds=frozenset({"ministry", "bureau"}), roles=frozenset({"boss"})))
    assert [problem.code for problem in caught.value.problems] == ["unknown-code"] * 3
    assert "department" in caught.value.problems[0].cure.en  # type: ignore[union-attr]
