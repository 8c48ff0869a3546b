"""Statements of the vocabularies, read from their Turtle files as they stand."""

from collections.abc import Iterator
from pathlib import Path

from tongbao.terms import Statement


def vocabulary_statements(file: Path) -> Iterator[Statement]:
    """State one SKOS scheme from its Turtle file."""
    from pyoxigraph import RdfFormat, parse

    for quad in parse(path=str(file), format=RdfFormat.TURTLE):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
