"""Any file of RDF can be served: where texts stand in place of things, and things in place of texts, no answer is lost."""

import json
from collections.abc import Iterator

import pytest
from tests.serve.serving import Running, serving

from tongbao.ask.forms import FOR_PEOPLE, RESULTS
from tongbao.ask.questions import questions, read_query
from tongbao.serve.entities import PROPERTIES

TERMS = ('"not an IRI"', '"甲"@zh', "7", '"x"^^<https://x.example/kind>', "<https://x.example/thing>", "[ ]")
NAMES = ("skos:prefLabel", "skos:altLabel", "dcterms:title", "rdfs:label", "tb:documentNumber", "dcterms:identifier")
CLASSES = {"unit": "tb:Unit", "place": "tb:Place", "notice": "tb:Notice", "measure": "tb:Measure"}
UNIT = "https://x.example/id/unit/a"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Things of each class, with and without an IRI, and every kind of term as the value of each property that is read."""
    folder = tmp_path_factory.mktemp("odd")
    properties = {path for each in PROPERTIES.values() for path in each.paths.values() if "/" not in path}
    said = " ; ".join(f"{name} {', '.join(TERMS)}" for name in sorted({*properties, *NAMES}))
    things = [
        f"{subject} a {of} ; {said} .\n"
        for kind, of in CLASSES.items()
        for subject in (f"<https://x.example/id/{kind}/a>", f"_:{kind}")
    ]
    prefixes = """PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
    (file := folder / "odd.ttl").write_text(prefixes + "".join(things), "utf-8")
    with serving(file, folder / "run") as running:
        yield running


@pytest.mark.parametrize("form", sorted({*RESULTS, *FOR_PEOPLE}))
def test_a_query_is_answered_in_each_form(form: str, odd: Running) -> None:
    assert odd.get("/sparql", query="SELECT * { ?s ?p ?o }", format=form).status == 200


@pytest.mark.parametrize("name", questions())
def test_a_question_is_answered_or_refused(name: str, odd: Running) -> None:
    query = read_query(questions()[name])
    for value in ("甲", UNIT, "https://x.example/thing"):
        given = {each.name: value for each in query.parameters if each.type not in ("integer", "iri")}
        reply = odd.get(f"/question/{name}", format="table", **given)
        assert reply.status in (200, 300, 400, 404), reply.body


def test_names_are_reconciled(odd: Running) -> None:
    conditions = [{"pid": name, "v": "甲"} for name in PROPERTIES]
    queries = {
        "q": {"query": "甲"},
        "all": {"properties": conditions[:1]},
        "each": {"query": "甲", "properties": conditions},
    }
    extended = {"ids": [UNIT], "properties": [{"id": name} for name in PROPERTIES]}
    assert odd.get("/reconcile", queries=json.dumps(queries)).status == 200
    assert odd.get("/reconcile", extend=json.dumps(extended)).status == 200
    assert odd.get("/reconcile/en/suggest/entity", prefix="甲").status == 200
    assert odd.get("/reconcile/en/preview", id=UNIT).status == 200
