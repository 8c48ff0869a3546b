"""Statements of the vocabularies, read from their Turtle files as they stand."""

from collections.abc import Iterator
from pathlib import Path

from tongbao.terms import Statement
from tongbao.turtle import statements


def vocabulary_statements(file: Path) -> Iterator[Statement]:
    """State one SKOS scheme from its Turtle file; raise DataError where it is not Turtle."""
    for quad in statements(file):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
