"""What follows from statements by RDFS and OWL 2 RL, and what it contradicts.

The rules are in ``owlrl/``. Of another vocabulary counts what it says of its own terms, and what hangs on that: QUDT also
gives ranges to terms of DCTERMS and PROV-O which these do not give, and which its own data break.
"""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

HERE = Path(__file__).parent / "owlrl"
RULES = (HERE / "rules.ru").read_text("utf-8")
CONTRADICTIONS = (HERE / "contradictions.rq").read_text("utf-8")
PACKAGE = HERE / "package.json"

LOADED = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
"""The vocabularies of which something follows, with their namespaces."""

CPOV = """
    @prefix cv: <http://data.europa.eu/m8g/> .
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    cv:PublicOrganisation rdfs:subClassOf org:Organization .
"""
"""All that CPOV 2.1.2 says of the one term of it that the data use; no package carries it."""


def statements(file: Path) -> Iterator[ox.Quad]:
    """Read a file of RDF without the names of its graphs; blank nodes get names of their own."""
    for quad in ox.parse(path=str(file), rename_blank_nodes=True):
        yield ox.Quad(quad.subject, quad.predicate, quad.object)


def vocabulary(packages: Path, prefix: str) -> Iterator[ox.Quad]:
    """Read what a vocabulary says of its own terms."""
    for quad in statements(packages / prefix / f"{prefix}.nq"):
        if not isinstance(quad.subject, ox.NamedNode) or quad.subject.value.startswith(LOADED[prefix]):
            yield quad


def with_vocabularies(packages: Path, *files: Path, without: str = "") -> ox.Store:
    """Load files of ours, and the vocabularies, all or all but one, from the folder of their packages."""
    store = ox.Store()
    store.load(CPOV, format=ox.RdfFormat.TURTLE)
    for file in files:
        store.extend(statements(file))
    for prefix in LOADED.keys() - {without}:
        store.extend(vocabulary(packages, prefix))
    return store


def close(store: ox.Store) -> None:
    """Add all that follows: the rules are used until they add nothing."""
    before = -1
    while len(store) != before:
        before = len(store)
        store.update(RULES)


def contradictions(store: ox.Store) -> Iterator[tuple[ox.NamedNode, str]]:
    """Yield what contradicts itself, and how: only what has a name."""
    rows = store.query(CONTRADICTIONS)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        node, rule, of = row
        if isinstance(node, ox.NamedNode) and isinstance(rule, ox.Literal):
            yield node, f"{rule.value}: {of}"
