"""The shapes as reports need them: each one's message in both languages, its cure, severity and path.

Messages do not come from the engines: one has none, and both would have to agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from tongbao.errors import Text
from tongbao.paths import ONTOLOGY
from tongbao.rdf.turtle import read_text

SH = "http://www.w3.org/ns/shacl#"
SKOS_NOTE = "http://www.w3.org/2004/02/skos/core#note"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Severity = Literal["Violation", "Warning", "Info"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape: its requirement, its cure, and its path."""

    iri: str
    severity: Severity
    message: Text
    cure: Text
    path: str = ""
    """As a SPARQL property path with whole IRIs; empty for a node shape."""
    path_turtle: str = ""
    """As a SHACL property path in Turtle."""

    @property
    def name(self) -> str:
        """Return the local name: ``Measure-title``."""
        return self.iri.rpartition("#")[2]


@cache
def shapes_text() -> str:
    """Return the whole shapes graph as one Turtle text."""
    return "\n".join(read_text(file)[0] for file in shape_files())


HEAD = "shapes.ttl"
"""The file that describes the shapes, and declares the prefixes that their queries use."""


def shape_files() -> list[Path]:
    """Return the files of the shapes, in order."""
    return sorted((ONTOLOGY / "shapes").glob("*.ttl"))


@cache
def catalogue() -> Mapping[str, Shape]:
    """Return every shape that has a message, by its IRI."""
    store = ox.Store()
    store.load(shapes_text().encode(), format=ox.RdfFormat.TURTLE)
    found = store.quads_for_pattern(None, ox.NamedNode(f"{SH}message"), None)
    subjects = sorted({quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)}, key=str)
    return {node.value: _shape(store, node) for node in subjects}


def _shape(store: ox.Store, node: ox.NamedNode) -> Shape:
    severity = next(_objects(store, node, f"{SH}severity")).value.removeprefix(SH)
    path = next(_objects(store, node, f"{SH}path"), None)
    return Shape(
        iri=node.value,
        severity=_SEVERITIES[severity],
        message=_text(store, node, f"{SH}message"),
        cure=_text(store, node, SKOS_NOTE),
        path=_sparql(store, path) if path else "",
        path_turtle=_turtle(store, path) if path else "",
    )


_SEVERITIES: dict[str, Severity] = {"Violation": "Violation", "Warning": "Warning", "Info": "Info"}


def _objects(store: ox.Store, subject: Term, predicate: str) -> Iterator[Term]:
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None):
        assert isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal)
        yield quad.object


def _text(store: ox.Store, subject: Term, predicate: str) -> Text:
    texts = {o.language: o.value for o in _objects(store, subject, predicate) if isinstance(o, ox.Literal)}
    return Text(texts.get("en", ""), texts.get("zh", ""))


# --- property paths (SHACL 2.3.1) ---------------------------------------------------------------

_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def _sparql(store: ox.Store, path: Term) -> str:
    """Write a path as SPARQL does."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    for inverse in _objects(store, path, f"{SH}inversePath"):
        return f"^{_sparql(store, inverse)}"
    for choice in _objects(store, path, f"{SH}alternativePath"):
        return f"({'|'.join(_sparql(store, step) for step in _items(store, choice))})"
    for name, suffix in _SUFFIXES.items():
        for step in _objects(store, path, SH + name):
            return f"({_sparql(store, step)}){suffix}"
    return f"({'/'.join(_sparql(store, step) for step in _items(store, path))})"


def _turtle(store: ox.Store, path: Term) -> str:
    """Write a path as SHACL does, in Turtle."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    for name in ("inversePath", *_SUFFIXES):
        for step in _objects(store, path, SH + name):
            return f"[ sh:{name} {_turtle(store, step)} ]"
    for choice in _objects(store, path, f"{SH}alternativePath"):
        return f"[ sh:alternativePath ( {' '.join(_turtle(store, step) for step in _items(store, choice))} ) ]"
    return f"( {' '.join(_turtle(store, step) for step in _items(store, path))} )"


def _items(store: ox.Store, node: Term) -> Iterator[Term]:
    """Yield the members of an RDF list."""
    rest: Term = node
    while first := next(_objects(store, rest, f"{RDF}first"), None):
        yield first
        rest = next(_objects(store, rest, f"{RDF}rest"))
