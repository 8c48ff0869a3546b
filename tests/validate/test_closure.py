"""What follows from the data with the ontology and its alignments, by RDFS and OWL, keeps our own shapes."""

from pathlib import Path

import pyoxigraph as ox
import rdflib

from tongbao.paths import ONTOLOGY
from tongbao.validate import choose_engine

RULES = """
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    INSERT { ?s ?super ?o } WHERE { ?p rdfs:subPropertyOf+ ?super . ?s ?p ?o } ;
    INSERT { ?o ?p ?s } WHERE { ?p a owl:SymmetricProperty . ?s ?p ?o } ;
    INSERT { ?s a ?class } WHERE { ?p rdfs:domain ?class . ?s ?p ?o FILTER (ISIRI(?class)) } ;
    INSERT { ?o a ?class } WHERE { ?p rdfs:range ?class . ?s ?p ?o FILTER (ISIRI(?class) && ISIRI(?o)) } ;
    INSERT { ?s a ?super } WHERE { ?s a ?class . ?class rdfs:subClassOf+ ?super FILTER (ISIRI(?super)) }
"""
"""What RDFS has follow (rules rdfs2, 3, 5, 7, 9 and 11), and OWL from symmetry."""


def closure(graph_nq: Path) -> str:
    """Return the data, the ontology, the alignments, and all that follows, as N-Triples of what has a name."""
    data, store = ox.Store(), ox.Store()
    data.load(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in data)
    for file in (ONTOLOGY / "notice.ttl", ONTOLOGY / "alignments.ttl"):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    sizes = [len(store)]
    while len(sizes) < 2 or sizes[-1] != sizes[-2]:
        store.update(RULES)
        sizes.append(len(store))
    named = (quad for quad in store if not isinstance(quad.subject, ox.BlankNode))
    return "".join(sorted(f"{quad.triple} .\n" for quad in named if not isinstance(quad.object, ox.BlankNode)))


def test_what_follows_from_the_data_keeps_the_shapes(graph_nq: Path) -> None:
    followed = closure(graph_nq)
    assert "<http://www.w3.org/ns/prov#wasAttributedTo>" in followed
    assert choose_engine()[0](followed) == []


def test_no_property_that_identifies_is_a_kind_of_identifier() -> None:
    """A thing has one dcterms:identifier by our shapes; its number and code are others."""
    graph = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")
    identifier = rdflib.URIRef("http://purl.org/dc/terms/identifier")
    assert not list(graph.subjects(rdflib.RDFS.subPropertyOf, identifier))


def test_graphs_say_what_they_are_and_what_they_come_from(graph_nq: Path) -> None:
    store = ox.Store()
    store.load(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    asked = """
        PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
        SELECT DISTINCT ?graph WHERE {
            ?graph dcterms:isPartOf ?dataset ; rdfs:label ?en , ?zh .
            FILTER (LANG(?en) = "en" && LANG(?zh) = "zh")
            ?dataset dcterms:license ?licence ; dcterms:title ?title ; owl:versionInfo ?version .
        }"""
    rows = store.query(asked, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert {row["graph"].value for row in rows} == graphs
    unnamed = """
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?term WHERE {
            { ?s ?term ?o } UNION { ?s a ?term } FILTER (STRSTARTS(STR(?term), "https://w3id.org/tongbao/ontology#"))
            FILTER NOT EXISTS { ?term rdfs:label ?label ; skos:definition ?definition }
        }"""
    rows = store.query(unnamed, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["term"].value for row in rows] == []
