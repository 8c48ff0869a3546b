"""The network holds what the notice says, looks the same every time, and other programs read it."""

import csv
import importlib.util
import io
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from functools import partial
from itertools import combinations
from pathlib import Path

import networkx
import pytest
from tests.few import synthesise_few
from tests.places import TESTS
from tests.sites import Site

from tongbao import paths
from tongbao.ask.answers import answer_to
from tongbao.ask.questions import find_question
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import MemoryStore, Rows
from tongbao.cli.main import main
from tongbao.errors import Language, Text, UsageError
from tongbao.load.authority import SHORT_ENGLISH
from tongbao.network import (
    FORMATS,
    Edge,
    Filters,
    Network,
    Node,
    Whole,
    formats,
    measured,
    placed,
    write_network,
)
from tongbao.network.formats import png
from tongbao.network.formats.format import Format
from tongbao.network.geometry import Box
from tongbao.network.labels import LINES, LONG, broken
from tongbao.network.model import Code
from tongbao.network.picture import BROAD
from tongbao.network.place import LARGE
from tongbao.network.read import read_network
from tongbao.network.read_query import read_query_network
from tongbao.network.style import FONT, KINDS, looks

LANGUAGES: list[Language] = ["zh", "en"]
UNIT = "https://w3id.org/tongbao/id/unit/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def store(graph_nq: Path) -> MemoryStore:
    return MemoryStore(graph_nq)


@pytest.fixture(scope="module")
def network(store: MemoryStore) -> Network:
    return read_network(store, Filters())


# --- what it holds ----------------------------------------------------------------------------------------


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


# --- measures ---------------------------------------------------------------------------------------------


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


# --- places and pictures ----------------------------------------------------------------------------------


def test_places_are_apart(network: Network) -> None:
    places = placed(network)
    assert min(abs(x - u) + abs(y - v) for (x, y), (u, v) in combinations(places, 2)) > 0.5


def test_a_large_component_is_placed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    name = Text("x", "x")
    count = LARGE + 50
    nodes = tuple(Node(f"urn:{n:04}", name, name) for n in range(count))
    network = Network(nodes, tuple(Edge(n, n + 1, 1) for n in range(count - 1)))
    for library in ("igraph", "none"):
        if library == "none":
            monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        places = placed(network)
        assert len(set(places)) == count
        assert places == placed(network)


def test_names_are_broken_between_words() -> None:
    assert broken("Xiamen Municipal Bureau of Industry and Information Technology") == (
        "Xiamen Municipal",
        "Bureau of Industry and",
        "Information Technology",
    )
    assert broken("Natural Resources and Planning") == ("Natural Resources", "and Planning")
    assert broken("国家金融监督管理总局厦门监管局") == ("国家金融监督管理", "总局厦门监管局")
    assert broken("") == ("",)
    long = broken("a" * 10_000)
    assert len(long) == LINES
    assert all(len(line) <= LONG for line in long)
    assert long[-1].endswith("…")


def test_a_line_through_a_box_is_seen() -> None:
    box = Box(0, 0, 10, 10)
    assert box.is_crossed((-5, 5), (15, 5))
    assert box.is_crossed((5, -5), (5, 15))
    assert box.is_crossed((5, 5), (50, 50))
    assert not box.is_crossed((-5, 20), (15, 20))
    assert not box.is_crossed((-5, 5), (5, 18))
    assert not box.is_crossed((11, 11), (50, 50))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_well_formed_and_says_what_it_shows(language: Language, network: Network) -> None:
    root = ElementTree.fromstring(write_network(Whole.of(network), "svg", language))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert (any("市税务局" in text for text in texts)) == (language == "zh")
    edges = next(part for part in root.iter(f"{SVG}g") if part.get("class") == "edges")
    assert len(edges) == 36
    assert not [attribute for node in root.iter() for attribute in node.attrib if attribute.startswith(("on", "style"))]
    titles = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert any({"zh": "信易贷", "en": "“Xinyidai” loan data"}[language] in title for title in titles)
    assert root.find(f"{SVG}desc").text in ("31 个节点，36 条边，13 个连通分量", "31 nodes, 36 edges, 13 components")  # type: ignore[union-attr]


@pytest.mark.chinese_font
def test_png_is_the_picture(network: Network) -> None:
    written = write_network(Whole.of(network), "png", "zh")
    assert written.startswith(b"\x89PNG")
    width = int.from_bytes(written[16:20])
    assert width == 2 * BROAD


@pytest.mark.chinese_font
def test_a_font_that_the_picture_does_not_name_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own name, or by that of another font that has no Chinese itself."""
    monkeypatch.setattr(png, "_PROBE", png._PROBE.replace(FONT, "sans-serif"))
    assert png.chinese_family() is not None


def test_what_png_needs_is_told(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as caught:
        write_network(Whole.of(network), "png", "zh")
    assert caught.value.problems[0].code == "png-missing"


def test_a_machine_without_fonts_is_told_what_to_install(
    graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resvg = pytest.importorskip("resvg_py")
    monkeypatch.setattr(resvg, "svg_to_bytes", partial(resvg.svg_to_bytes, skip_system_fonts=True))
    code, _, error = run("--build", str(graph_nq.parent), "--out", str(tmp_path / "a.png"), capsys=capsys)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "[font-missing]" in error
    assert "fonts-noto-cjk" in error


# --- formats ----------------------------------------------------------------------------------------------


TEXTS = sorted(set(FORMATS) - {"png"})
XML = [form for form in FORMATS if FORMATS[form].media_type.endswith("xml")]
PRINT = """
import sys
from pathlib import Path
from tongbao.network import Filters, Whole, write_network
from tongbao.network.read import read_network
from tongbao.ask.store import MemoryStore, Rows
network = read_network(MemoryStore(Path(sys.argv[1])), Filters())
for form in sys.argv[2:]:
    sys.stdout.buffer.write(write_network(Whole.of(network), form, "zh"))
"""


def test_each_module_of_a_format_is_in_the_table() -> None:
    modules = {module.name for module in pkgutil.iter_modules(formats.__path__)} - {"format"}
    assert {form.write.__module__.rpartition(".")[2] for form in FORMATS.values()} == modules


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_a_format_is_offered_where_it_says(form: Format, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        with pytest.raises(SystemExit):
            main(["--lang", language, "network", "--help"])
        shown = re.sub(r"\s+", "", capsys.readouterr().out)
        assert re.sub(r"\s+", "", form.about.to(language)) in shown
        name = f"network/network{'' if form.on_site == 'once' else f'-{language}'}.{form.ending}"
        assert (name in site.files) == (form.on_site != "no")
        assert (f'href="../{name}"' in site.read(f"{language}/network.html")) == (form.on_site != "no")


def test_the_same_data_give_the_same_bytes(graph_nq: Path, network: Network) -> None:
    expected = b"".join(write_network(Whole.of(network), form, "zh") for form in TEXTS)
    command = [sys.executable, "-c", PRINT, str(graph_nq), *TEXTS]
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": str(paths.PACKAGE.parent)}
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout == expected


def test_no_file_tells_when_it_was_made(network: Network) -> None:
    today = time.strftime("%Y-%m-%d").encode()
    for form in TEXTS:
        written = write_network(Whole.of(network), form, "zh")
        assert today not in written
        assert b"lastmodified" not in written


def test_igraph_reads_the_graphml(network: Network, tmp_path: Path) -> None:
    import igraph

    file = tmp_path / "network.graphml"
    file.write_bytes(write_network(Whole.of(network), "graphml", "zh"))
    graph = igraph.Graph.Read_GraphML(str(file))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (31, 36, False)
    tax = graph.vs.find(label="市税务局")
    assert (tax["name_en"], tax["degree"], tax["colour"]) == (
        "Xiamen Municipal Tax Service, State Taxation Administration",
        5,
        "#11917a",
    )
    assert (tax["r"], tax["g"], tax["b"]) == (17, 145, 122)
    assert len({(v["x"], v["y"]) for v in graph.vs}) == 31
    assert all(edge["titles"] for edge in graph.es)


def test_gexf_has_labels_colours_and_places(network: Network) -> None:
    root = ElementTree.fromstring(write_network(Whole.of(network), "gexf", "zh"))
    names = {"g": "http://www.gexf.net/1.2draft", "v": "http://www.gexf.net/1.2draft/viz"}
    nodes = root.findall(".//g:node", names)
    assert (len(nodes), len(root.findall(".//g:edge", names))) == (31, 36)
    (tax,) = (node for node in nodes if node.get("label") == "市税务局")
    colour, place = tax.find("v:color", names), tax.find("v:position", names)
    assert colour is not None
    assert place is not None
    assert (colour.get("r"), colour.get("g"), colour.get("b")) == ("17", "145", "122")
    assert {float(place.get(axis, "nan")) for axis in "xy"} - {0.0}
    read = networkx.read_gexf(io.BytesIO(write_network(Whole.of(network), "gexf", "zh")))
    assert read.number_of_edges() == 36


def test_ndex_reads_the_cx2(network: Network) -> None:
    from ndex2.cx2 import RawCX2NetworkFactory

    read = RawCX2NetworkFactory().get_cx2network(json.loads(write_network(Whole.of(network), "cx2", "zh")))
    assert (len(read.get_nodes()), len(read.get_edges())) == (31, 36)
    (tax,) = (node for node in read.get_nodes().values() if node["v"]["label"] == "市税务局")
    assert (tax["v"]["colour"], tax["v"]["measures"]) == ("#11917a", 3)
    assert isinstance(tax["x"], float)
    assert read.get_visual_properties()["nodeMapping"]["NODE_BACKGROUND_COLOR"]["definition"]["attribute"] == "colour"


def test_csv_is_for_spreadsheets(network: Network) -> None:
    nodes = list(csv.DictReader(io.StringIO(write_network(Whole.of(network), "nodes.csv", "zh").decode())))
    edges = list(csv.DictReader(io.StringIO(write_network(Whole.of(network), "csv", "zh").decode())))
    assert (len(nodes), len(edges)) == (31, 36)
    assert {edge["source"] for edge in edges} | {edge["target"] for edge in edges} < {node["id"] for node in nodes}


def test_json_holds_the_measures_behind_each_edge(network: Network) -> None:
    read = json.loads(write_network(Whole.of(network), "json", "zh"))
    assert read == json.loads(write_network(Whole.of(network), "json", "en")), "it is in both languages"
    edge = next(
        edge
        for edge in read["edges"]
        if read["nodes"][edge["source"]]["short"]["zh"] == "厦门海关"
        or read["nodes"][edge["target"]]["short"]["zh"] == "厦门海关"
    )
    assert [read["measures"][iri]["cell"] for iri in edge["measures"]] == ["自贸委，厦门海关"]
    assert read["kinds"]["court"]["shape"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_in_one_language(language: Language, network: Network) -> None:
    report = write_network(Whole.of(network), "md", language).decode()
    assert ("共同牵头" in report) == (language == "zh")
    assert "31" in report
    assert "36" in report


# --- hostile data -----------------------------------------------------------------------------------------

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


# --- the command ------------------------------------------------------------------------------------------


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["network", *words])
    output = capsys.readouterr()
    return code, output.out, output.err


def test_the_files_name_tells_the_format(tmp_path: Path, graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, start in (("a.gexf", "<?xml"), ("a.nodes.csv", "id,label"), ("a.csv", "source,target"), ("a", "# ")):
        code, out, _ = run("--build", str(graph_nq.parent), "--out", str(tmp_path / name), capsys=capsys)
        assert (code, out.strip()) == (0, str(tmp_path / name))
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert {file.name for file in tmp_path.iterdir()} == {"a.gexf", "a.nodes.csv", "a.csv", "a"}


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


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, graph_nq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = run("--build", str(graph_nq.parent), "--out", str(tmp_path / "none" / "a.svg"), capsys=capsys)
    assert code == 4
    assert "[file-unwritable]" in error


def test_a_network_before_the_first_build_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run("--build", str(tmp_path), capsys=capsys)
    assert code == 4
    assert "tongbao build" in error
