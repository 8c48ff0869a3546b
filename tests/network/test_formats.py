"""Files of a network are the same every time, and other programs read them."""

import csv
import io
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import networkx
import pytest
from tests.network.asked import LANGUAGES, TEXTS
from tests.sites import Site

from tongbao import paths
from tongbao.cli.main import main
from tongbao.errors import Language
from tongbao.network import FORMATS, Network, Whole, formats, write_network
from tongbao.network.formats.format import Format

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
