"""Every format holds the same graph: each is read back by a library that did not write it."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

from tongbao.rdf.formats import write_format
from tongbao.rdf.nquads import write_part

BASE = "https://example.org/x/"


def quads(text: bytes) -> set[str]:
    return {str(quad) for quad in ox.parse(text, ox.RdfFormat.N_QUADS)}


def canonical(dataset: rdflib.Dataset) -> set[str]:
    return quads(dataset.serialize(format="nquads").encode())


def test_jsonld_holds_the_same_graph_to_an_independent_processor(graph_nq: Path) -> None:
    document = json.loads((graph_nq.parent / "graph.jsonld").read_text(encoding="utf-8"))
    read = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert quads(read.encode()) == quads(graph_nq.read_bytes())


def test_jsonld_reads_like_a_record(graph_nq: Path) -> None:
    document = json.loads((graph_nq.parent / "graph.jsonld").read_text(encoding="utf-8"))
    graphs = {graph["id"]: graph["@graph"] for graph in document["@graph"]}
    measures = [node for node in graphs["graph/notice/xiamen-2023-64"] if node.get("type") == "Measure"]
    assert len(measures) == 20
    (first,) = [node for node in measures if node["id"] == "id/measure/xiamen-2023-64/city-01"]
    assert first["title"]["zh"] == "打造“商事登记+许可审批”智能主题一件事套餐服务"
    assert first["title"].keys() == {"zh", "en"}
    assert first["level"] == "municipal"
    assert first["position"] == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib's own parsers use what it deprecates
def test_trig_holds_the_same_graph(graph_nq: Path) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=(graph_nq.parent / "graph.trig").read_text(encoding="utf-8"), format="trig")
    reference = rdflib.Dataset()
    reference.parse(data=graph_nq.read_text(encoding="utf-8"), format="nquads")
    assert canonical(dataset) == canonical(reference)


def test_turtle_holds_every_triple_once(graph_nq: Path) -> None:
    graph = rdflib.Graph().parse(data=(graph_nq.parent / "graph.ttl").read_text(encoding="utf-8"))
    triples = {str(quad.triple) for quad in ox.parse(path=graph_nq)}
    assert len(graph) == len(triples)


HOSTILE = [
    '"<script>alert(1)</script>"@zh',
    '"back\\\\slash \\"quote\\" \\n line \\t tab \\u0001"',
    '"\\u202Eright to left"@en',
    '"007"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"2023-09"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
    '"😀 𠮷"@zh-Hans',
    "<https://example.org/x/id/unit/a>",
    "<https://example.org/x/javascript:alert(1)>",
    "<urn:x:y>",
]
PREDICATES = [
    "https://w3id.org/tongbao/ontology#order",
    "https://w3id.org/tongbao/ontology#role",
    "https://w3id.org/tongbao/ontology#statedIn",
    "https://w3id.org/tongbao/ontology#counts",
    "https://w3id.org/tongbao/ontology#leadsOpen",
    "https://w3id.org/tongbao/ontology#printedName",
    "https://example.org/unknown",
]


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda iri: iri.rpartition("#")[2])
def test_jsonld_keeps_values_that_do_not_fit_their_property(tmp_path: Path, predicate: str) -> None:
    lines = sorted(f"<{BASE}id/a> <{predicate}> {value} <{BASE}graph/g> .\n" for value in HOSTILE)
    write_part(tmp_path / "part.nq", lines)
    (tmp_path / "graph.nq").write_bytes((tmp_path / "part.nq").read_bytes())
    write_format("jsonld", tmp_path, [tmp_path / "part.nq"], BASE)
    document = json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    read = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert quads(read.encode()) == quads("".join(lines).encode())
