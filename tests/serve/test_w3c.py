"""The W3C's own tests of the SPARQL 1.1 Protocol and of service descriptions, sent through a real socket as they are written.

Of the 34 tests of the protocol 20 are of queries. The endpoint offers no updates: the 7 updates that are faulty have to be
refused as such, the 7 others as what is not offered.
"""

import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, XSD
from tests.serve.conftest import W3C
from tests.serve.serving import Reply, Running

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
TABULAR = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": None,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}
NOT_OFFERED = (403, 405)


def entries(file: str) -> dict[str, tuple[rdflib.Graph, rdflib.term.Node]]:
    if not (W3C / file).exists():
        return {}
    graph = rdflib.Graph().parse(W3C / file, format="turtle")
    listed = graph.value(next(graph.subjects(RDF.type, MF.Manifest)), MF.entries)
    return {str(entry).rpartition("#")[2]: (graph, entry) for entry in Collection(graph, listed)}


PROTOCOL = entries("manifest.ttl")
DESCRIPTION = entries("service-description-manifest.ttl")
NEEDED = pytest.mark.skipif(not PROTOCOL, reason="the W3C's tests are not beside this project (../shared)")


def is_update(name: str) -> bool:
    return "update" in name


@NEEDED
def test_the_manifests_are_those_of_34_and_3_tests() -> None:
    updates = [name for name in PROTOCOL if is_update(name)]
    assert (len(PROTOCOL), len(updates), sum(name.startswith("bad_") for name in updates)) == (34, 14, 7)
    assert len(DESCRIPTION) == 3


@NEEDED
@pytest.mark.parametrize("name", [name for name in PROTOCOL if not is_update(name) or name.startswith("bad_")])
def test_protocol(name: str, w3c: Running) -> None:
    graph, entry = PROTOCOL[name]
    for request in requests(graph, entry):
        reply = send(graph, request, w3c)
        expected = graph.value(request, HT.resp)
        assert status_class(reply) in {str(status)[-3:] for status in graph.objects(expected, MF.expectedStatus)}
        form = graph.value(expected, MF.expectedFormat)
        if form is not None:
            check_format(str(form), reply)
        truth = graph.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert boolean(reply) is truth.toPython()


@NEEDED
@pytest.mark.parametrize("name", [name for name in PROTOCOL if is_update(name) and not name.startswith("bad_")])
def test_an_update_is_not_offered(name: str, w3c: Running) -> None:
    graph, entry = PROTOCOL[name]
    reply = send(graph, requests(graph, entry)[0], w3c)
    assert reply.status in NOT_OFFERED
    assert reply.code == "update-refused"
    assert (
        w3c.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").json["results"]["bindings"][0]["n"]["value"] == "3"
    )


def requests(graph: rdflib.Graph, entry: rdflib.term.Node) -> list[rdflib.term.Node]:
    listed = graph.value(graph.value(entry, MF.action), HT.requests)
    return list(Collection(graph, listed))


def send(graph: rdflib.Graph, request: rdflib.term.Node, server: Running) -> Reply:
    """Send a request with the headers that the manifest gives, and no others but those that HTTP needs."""
    listed = graph.value(request, HT.headers)
    pairs = Collection(graph, listed) if listed is not None else []
    headers = {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in pairs}
    body = graph.value(request, HT.body)
    sent = None
    if body is not None:
        sent = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
    return server.request(
        str(graph.value(request, HT.methodName)), str(graph.value(request, HT.absolutePath)), sent, headers
    )


def status_class(reply: Reply) -> str:
    return f"{reply.status // 100}xx"


def media_type(reply: Reply) -> str:
    return reply.headers["content-type"].partition(";")[0]


def boolean(reply: Reply) -> bool:
    found = ox.parse_query_results(reply.body, format=TABULAR[media_type(reply)])
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def check_format(form: str, reply: Reply) -> None:
    kind = media_type(reply)
    if form == "RDF":
        rdflib.Graph().parse(data=reply.body, format=TRIPLES[kind])
    elif form == "boolean":
        assert kind in list(TABULAR)[:2]
        boolean(reply)
    else:
        assert form == "tabular"
        assert "value" in reply.body.decode()
        assert kind in TABULAR


# --- the description of the service -------------------------------------------------------------------


@NEEDED
@pytest.mark.parametrize("name", DESCRIPTION)
def test_service_description(name: str, w3c: Running) -> None:
    reply = w3c.request("GET", "/sparql")
    described = rdflib.Graph().parse(data=reply.body, format=TRIPLES[media_type(reply)])
    {"returns-rdf": returns_rdf, "has-endpoint-triple": has_endpoint, "conforms-to-schema": conforms}[name](
        described, w3c
    )


def returns_rdf(described: rdflib.Graph, w3c: Running) -> None:
    assert len(described) > 0


def has_endpoint(described: rdflib.Graph, w3c: Running) -> None:
    (service,) = described.subjects(RDF.type, SD.Service)
    assert (service, SD.endpoint, rdflib.URIRef(w3c.endpoint)) in described


OBJECTS = {
    SD.endpoint: None,
    SD.defaultDataset: SD.Dataset,
    SD.defaultGraph: SD.Graph,
    SD.resultFormat: None,
    SD.feature: None,
    SD.supportedLanguage: None,
}
"""The properties of the vocabulary that a service such as ours may use, and the classes of their objects (its RDF schema)."""
SUBJECTS = {SD.defaultGraph: SD.Dataset}


def conforms(described: rdflib.Graph, w3c: Running) -> None:
    """Check what the vocabulary's schema says: known terms, domains and ranges; and exactly one default graph of a dataset."""
    for subject, term, thing in described:
        if term == RDF.type:
            assert thing in (SD.Service, SD.Dataset, SD.Graph)
        elif term in SD:
            assert term in OBJECTS, term
            assert (subject, RDF.type, SUBJECTS.get(term, SD.Service)) in described
            kind = OBJECTS[term]
            assert isinstance(thing, rdflib.URIRef)
            assert kind is None or (thing, RDF.type, kind) in described
        else:
            assert str(term) == "http://rdfs.org/ns/void#triples"
            assert thing == rdflib.Literal("3", datatype=XSD.integer)
    (language,) = described.objects(None, SD.supportedLanguage)
    assert language == SD.SPARQL11Query  # and no update
    assert set(described.objects(None, SD.feature)) <= {SD.UnionDefaultGraph}


def test_a_body_in_chinese_arrives_as_it_was_sent(served: Running) -> None:
    """Clients send the head and the body of a POST in packets of their own."""
    found = served.ask('SELECT ("税务局" AS ?x) (STRLEN("税务局") AS ?n) {}').json["results"]["bindings"][0]
    assert (found["x"]["value"], found["n"]["value"]) == ("税务局", "3")
    connection = served.connect()
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n"
    body = 'ASK { FILTER("税务局" = "\\u7A0E\\u52A1\\u5C40") }'.encode()
    with connection:
        for piece in (head.format(len(body)).encode(), body[:20], body[20:]):
            connection.sendall(piece)
        said = connection.recv(65536)
        while b"boolean" not in said:
            said += connection.recv(65536)
    assert json.loads(said.partition(b"\r\n\r\n")[2])["boolean"] is True
