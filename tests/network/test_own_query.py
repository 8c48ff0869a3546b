"""A query of one's own is a network too, whatever its labels and weights are."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from tests.network.asked import TEXTS, run

from tongbao.ask.answers import answer_to
from tongbao.ask.store import MemoryStore, Rows
from tongbao.cli.main import main
from tongbao.network import FORMATS, Network, Whole, write_network
from tongbao.network.read_query import read_query_network

XML = [form for form in FORMATS if FORMATS[form].media_type.endswith("xml")]

# --- labels -----------------------------------------------------------------------------------------------

HOSTILE = """\
SELECT ?node ?linkedNode ?nodeLabel ?weight {
  VALUES (?node ?linkedNode ?nodeLabel ?weight) {
    (<javascript:alert(1)> <urn:b> "<script>alert(1)</script>" 3)
    (<urn:c> <urn:d> "=cmd|' /C calc'!A0" 2)
    (<urn:e> <urn:d> "\\u202Egnp.exe" 2)
    (<urn:f> <urn:d> "../../etc/passwd" 2)
    (<urn:g> <urn:d> "a\\u0001b\\uFFFFc|d" 2)
    (<urn:h> <urn:d> "%s" 2)
    (<urn:h> UNDEF "alone" UNDEF)
    (<urn:d> <urn:h> "again" 5)
  }
}
""" % ("长" * 10_000)


def network_of(query: str, built: Path) -> Network:
    """Ask for a network as the command does."""
    store = MemoryStore(built / "out" / "graph.nq")
    answer, _, file = answer_to(query, store, {})
    assert isinstance(answer, Rows)
    return read_query_network(store, answer, file)


def test_hostile_labels_are_harmless_in_every_format(
    tmp_path: Path, demo_built: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    query = tmp_path / "hostile.rq"
    query.write_text(HOSTILE, "utf-8")
    found = Whole.of(network_of(str(query), demo_built))
    written = {form: write_network(found, form, "en").decode() for form in TEXTS}
    assert main(["network", "--build", str(demo_built / "out"), "--query", str(query), "--format", "json"]) == 0
    assert capfdbinary.readouterr().out.decode() == written["json"]
    for form in XML:
        root = ElementTree.fromstring(written[form])
        assert not [node for node in root.iter() if node.tag.lower().endswith("script")]
    assert "<script" not in written["md"]
    assert "javascript:" not in written["svg"]
    cells = [cell for row in csv.reader(io.StringIO(written["nodes.csv"] + written["csv"])) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith("=")]
    edges = {(e["source"], e["target"]): e["weight"] for e in json.loads(written["json"])["edges"]}
    assert sorted(edges.values()) == [2, 2, 2, 2, 3, 7], "both directions of a pair are one edge"
    assert max(len(line) for line in written["svg"].split("\n")) < 25_000


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT ?from ?to { ?from tb:coLeads ?to }", "no-edges"),
        ("ASK { ?one tb:coLeads ?other }", "no-edges"),
        ("SELECT ?node ?weight { ?node tb:coLeads ?linkedNode BIND(1 AS ?weight) }", "no-edges"),
        ("SELECT ?one ?linkedNode { ?one tb:coLeads ?linkedNode }", "no-edges"),
        ("CONSTRUCT { ?s tb:coLeads ?o } { ?s tb:coLeads ?o }", "no-edges"),
        ("SELECT ?linkedNode ?weight { VALUES (?node ?linkedNode ?weight) { (<urn:a> <urn:b> 1) } }", "no-edges"),
    ],
)
def test_a_query_that_gives_no_edges_is_told(
    query: str, code: str, demo_built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["network", "--build", str(demo_built / "out"), "--query", query]) == 2
    assert f"[{code}]" in capsys.readouterr().err


# --- weights ----------------------------------------------------------------------------------------------


def pairs(*weights: str) -> str:
    rows = " ".join(f"(<urn:a> <urn:b> {weight})" for weight in weights)
    return f"SELECT ?node ?linkedNode ?weight {{ VALUES (?node ?linkedNode ?weight) {{ {rows} }} }}"


NO_WEIGHTS = [
    *("0", "-3", "0.0", "-0.5", "-1e3", "0e0", "1e16", "1e-16", "1e400", "9" * 400),
    *('"NaN"^^xsd:double', '"INF"^^xsd:double', '"-INF"^^xsd:float', '"x"', '"3"', '"3"@en', "true", "<urn:3>"),
    *('"three"^^xsd:integer', '"2023-01-01"^^xsd:date', '"P3D"^^xsd:duration', '"٣"', '"１"^^xsd:string'),
]


@pytest.mark.parametrize("start", range(0, len(NO_WEIGHTS), 9))
def test_a_weight_is_a_number_above_0(
    start: int, demo_built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = NO_WEIGHTS[start : start + 9]
    file, out = tmp_path / "asked.rq", tmp_path / "n.csv"
    file.write_text(pairs("1", *wrong, "2"), "utf-8")
    assert main(["network", "--build", str(demo_built / "out"), "--query", str(file), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    for row in range(2, len(wrong) + 2):
        assert f"{file}: Row {row}, which joins <urn:a> and <urn:b>" in said
    assert said.count("[weight-not-positive]") == len(wrong)
    assert not out.exists()


@pytest.mark.parametrize(
    ("weights", "sum_"),
    [
        (["1", "2"], 3),
        (["1.0", "2.00"], 3),
        (["0.1", "0.2"], 0.3),
        (["1e3"], 1000),
        (["2.5e0", "1"], 3.5),
        (["UNDEF", "4"], 5),
        (['"7"^^xsd:unsignedByte'], 7),
        (["1000000000000000"], 10**15),
    ],
)
def test_weights_of_a_pair_are_added_as_they_are(
    weights: list[str], sum_: float, demo_built: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["network", "--build", str(demo_built / "out"), "--query", pairs(*weights), "--format", "json"]) == 0
    (edge,) = json.loads(capfdbinary.readouterr().out)["edges"]
    assert (edge["weight"], type(edge["weight"])) == (sum_, type(sum_))


@pytest.fixture(scope="module")
def weighted(demo_built: Path) -> Whole:
    query = "SELECT * { VALUES (?node ?linkedNode ?weight) { (<urn:a> <urn:b> 0.25) (<urn:a> <urn:c> 2) } }"
    return Whole.of(network_of(query, demo_built))


@pytest.mark.parametrize("form", TEXTS)
def test_a_weight_in_parts_goes_into_every_format(form: str, weighted: Whole) -> None:
    written = write_network(weighted, form, "en").decode()
    if form == "csv":
        rows = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")))
        assert [row["weight"] for row in rows] == ["0.25", "2.0"]
    elif form == "cx2":
        declared = next(part for part in json.loads(written) if "attributeDeclarations" in part)
        assert declared["attributeDeclarations"][0]["edges"]["weight"] == {"d": "double"}
    elif form == "svg":
        assert 'stroke-width="-' not in written


def test_what_joins_a_thing_to_itself_is_no_edge_and_is_reported(
    demo_built: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    query = "SELECT ?node ?linkedNode { VALUES (?node ?linkedNode) { (<urn:a> <urn:a>) (<urn:b> <urn:c>) (<urn:c> <urn:b>) } }"
    assert main(["network", "--build", str(demo_built / "out"), "--query", query, "--format", "json"]) == 0
    printed = capfd.readouterr()
    found = json.loads(printed.out)
    assert [edge["weight"] for edge in found["edges"]] == [2]
    assert len(found["nodes"]) == 3
    assert "1 row would join a thing to itself" in printed.err


def test_a_stored_question_of_pairs_is_a_network(graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["network", "--build", str(graph_nq.parent), "--query", "co-lead-pairs", "--format", "json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert (len(found["nodes"]), len(found["edges"])) == (25, 36)
    assert sum(edge["weight"] for edge in found["edges"]) == 36  # each pair once; those that lead alone are in no pair


def test_a_query_of_edges_is_a_network_too(graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ?node ?linkedNode { ?c tb:givenBy ?node ; tb:recipient ?linkedNode }"
    code, out, _ = run("--build", str(graph_nq.parent), "--query", query, "--format", "json", capsys=capsys)
    assert code == 0
    assert (len(json.loads(out)["nodes"]), len(json.loads(out)["edges"])) == (32, 31)


def test_filters_do_not_go_with_a_query(graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ?node ?linkedNode { ?node tb:coLeads ?linkedNode }"
    code, _, error = run("--build", str(graph_nq.parent), "--query", query, "--kind", "court", capsys=capsys)
    assert code == 2
    assert "--kind" in error
