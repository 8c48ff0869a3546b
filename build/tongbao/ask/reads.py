"""Which statements a query may read: so that it is asked again only if these have changed.

The grammar is rdflib's. A query whose property is a variable may read any statement, and so may a path of length zero whose two
ends nothing else holds.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rdflib import RDF, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from tongbao.ask.sparql import PREFIXES

EVERYTHING = "*"
"""What a query reads that may read any statement."""


@cache
def statements_read(query: str) -> frozenset[str]:
    """Return the properties of the statements that a query may read, as N-Triples terms, and for ``rdf:type`` the classes.

    >>> sorted(statements_read("SELECT * { ?measure a tb:Measure ; tb:inAnnex/tb:number ?number }"))[1:]
    ['<https://w3id.org/tongbao/ontology#inAnnex>', '<https://w3id.org/tongbao/ontology#number>']
    >>> statements_read("SELECT * { ?thing ?property 1 }")
    frozenset({'*'})
    """
    algebra = translateQuery(parseQuery(query), initNs=PREFIXES).algebra
    found = frozenset(name for patterns in _patterns(algebra) for name in _named(patterns))
    return frozenset({EVERYTHING}) if EVERYTHING in found else found


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
