"""What a query names, by rdflib's grammar.

A query whose property is a variable may read any statement, and so may a path of length zero whose two ends nothing else holds.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import RDF, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from tongbao.ask.sparql import EVERYTHING, PREFIXES


def named_in(query: str) -> frozenset[str]:
    """Return the properties that a query names, as N-Triples terms, for ``rdf:type`` the classes, and ``*`` for any."""
    algebra = translateQuery(parseQuery(query), initNs=PREFIXES).algebra
    return frozenset(name for patterns in _patterns(algebra) for name in _named(patterns))


Pattern = tuple[Any, Any, Any]


def _patterns(node: Any) -> Iterator[list[Pattern]]:
    """Yield the patterns of a query that stand side by side."""
    if isinstance(node, CompValue):
        if "triples" in node:
            yield node["triples"]
        for value in node.values():
            yield from _patterns(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _patterns(value)


def _named(patterns: Iterable[Pattern]) -> Iterator[str]:
    patterns = list(patterns)
    for subject, property_, value in patterns:
        if property_ == RDF.type and isinstance(value, URIRef):
            yield f"{property_.n3()} {value.n3()}"
        elif _may_be_nothing(property_) and not _is_held(subject, value, patterns):
            yield EVERYTHING
        else:
            yield from _of_path(property_)


def _may_be_nothing(path: Any) -> bool:
    return isinstance(path, MulPath) and path.zero


def _is_held(subject: Any, value: Any, patterns: Iterable[Pattern]) -> bool:
    """Return whether an end of a path is given, or another pattern says what it may be."""
    others = [pattern for pattern in patterns if not _may_be_nothing(pattern[1])]
    return any(isinstance(end, URIRef) or any(end in (s, o) for s, _, o in others) for end in (subject, value))


def _of_path(path: Any) -> Iterator[str]:
    """Yield the properties along a path."""
    match path:
        case URIRef():
            yield path.n3()
        case InvPath():
            yield from _of_path(path.arg)
        case MulPath():
            yield from _of_path(path.path)
        case SequencePath() | AlternativePath():
            for step in path.args:
                yield from _of_path(step)
        case _:  # a variable, or whatever is not one of some properties
            yield EVERYTHING
