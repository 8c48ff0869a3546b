"""Statements of the vocabularies and the ontology, read unchanged from their Turtle files."""

from collections.abc import Iterator
from pathlib import Path

from tongbao.rdf.iris import TERMS, term
from tongbao.rdf.literals import Statement
from tongbao.rdf.turtle import statements


def vocabulary_statements(file: Path) -> Iterator[Statement]:
    """State one SKOS scheme from its Turtle file; raise DataError where it is not Turtle."""
    for quad in statements(file):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


_SAID = {
    term(name)
    for name in (
        "rdf:type",
        "rdfs:label",
        "rdfs:isDefinedBy",
        "skos:definition",
        "skos:scopeNote",
        "dcterms:title",
        "dcterms:description",
        "dcterms:license",
        "owl:versionInfo",
    )
}


def ontology_statements(file: Path) -> Iterator[Statement]:
    """State the names and meanings of the ontology and its terms: what a reader of the data needs, without axioms."""
    for quad in statements(file):
        subject, predicate = str(quad.subject), str(quad.predicate)
        if subject.startswith(f"<{TERMS[:-1]}") and predicate in _SAID:
            yield subject, predicate, str(quad.object)
