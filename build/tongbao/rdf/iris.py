"""Make the IRIs of the data, all of them here, as N-Triples terms: ``<…>``.

Terms have hash IRIs in fixed namespaces (``ontology#Measure``). Data have slash IRIs below the dataset's base that
include their kind (``id/measure/xiamen-2023-64/city-01``). The loader has checked the identifiers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from tongbao import paths
from tongbao.errors import DataError, Place, Problem, Text
from tongbao.rdf.turtle import statements

if TYPE_CHECKING:
    from tongbao.rdf.terms import Scheme, Term

HOME = "https://w3id.org/tongbao/"
TERMS = HOME + "ontology#"
VOCABULARY = HOME + "vocab/"
OWN = "id/vocabulary/"
"""Where what a dataset has added to the vocabularies stands, below its base: beside its other things."""
PROBLEMS = HOME + "problem#"
"""The namespace that makes IRIs of problem codes, for reports that can hold only IRIs."""


class Prefixes(dict[str, str]):
    """A prefix map that reports which prefix it lacks."""

    def __init__(self, file: Path) -> None:
        super().__init__(_declared(file))
        self.file = file

    def __missing__(self, prefix: str) -> str:
        what = Text(f"The prefix {prefix} is not declared.", f"前缀 {prefix} 未声明。")
        cure = Text("Declare it with sh:declare.", "请用 sh:declare 声明。")
        raise DataError(Problem("prefix-missing", what, cure, Place(self.file)))


def _declared(file: Path) -> dict[str, str]:
    """Read a prefix map (SHACL, 5.2.1: sh:declare)."""
    parts: dict[str, dict[str, str]] = {}
    for quad in statements(file):
        name = quad.predicate.value.removeprefix("http://www.w3.org/ns/shacl#")
        if isinstance(quad.subject, ox.BlankNode):
            parts.setdefault(str(quad.subject), {})[name] = getattr(quad.object, "value", "")
    if problems := [problem for part in parts.values() for problem in _incomplete(part, file)]:
        raise DataError(*problems)
    return {part["prefix"]: part["namespace"] for part in parts.values()}


def _incomplete(declaration: dict[str, str], file: Path) -> Iterator[Problem]:
    said = " ; ".join(f'sh:{name} "{value}"' for name, value in declaration.items())
    if declaration.keys() != {"prefix", "namespace"} or not re.fullmatch(_IRI, declaration["namespace"]):
        what = Text(f"This does not declare a prefix: {said}.", f"此处未声明前缀：{said}。")
        cure = Text(
            'Write `[ sh:prefix "…" ; sh:namespace "https://…" ]`.',
            '请写成 `[ sh:prefix "…" ; sh:namespace "https://…" ]`。',
        )
        yield Problem("prefix-incomplete", what, cure, Place(file))


_IRI = r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*"

NAMESPACES = Prefixes(paths.ONTOLOGY / "prefixes.ttl")
"""The only prefix map, read from its file."""


@cache
def term(name: "Term") -> str:
    """Expand a prefixed name that the ontology knows: ``term("tb:Measure")`` is the IRI of the class."""
    prefix, _, local = name.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>"


def prefixed(iri: str) -> str:
    """Return an IRI, without its angle brackets, as a prefixed name; an empty text where no known namespace has it.

    >>> prefixed("https://w3id.org/tongbao/ontology#Measure")
    'tb:Measure'
    """
    for prefix, namespace in NAMESPACES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}"
    return ""


def concept(scheme: "Scheme", code: str) -> str:
    """Return the IRI of a concept in one of the vocabularies."""
    return f"<{VOCABULARY}{scheme}#{code}>"


def scheme_of(iri: str) -> str:
    """Return the vocabulary of a concept, one of ours or one that a dataset has added; an empty text for other things.

    >>> scheme_of("https://w3id.org/tongbao/vocab/level#national"), scheme_of("https://example.org/id/vocabulary/role#host")
    ('level', 'role')
    """
    found = _CONCEPT.search(iri)
    return found[1] if found else ""


_CONCEPT = re.compile(rf"(?:^{re.escape(VOCABULARY)}|/{OWN})([a-z-]+)#[^#/]+$")


def part(iri: str, name: str) -> str:
    """Return the IRI of a part that is described in the document of its whole: ``…#value``."""
    return f"{iri[:-1]}#{name}>"


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of one dataset, below its base IRI."""

    base: str = HOME
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """The codes that the dataset has added, by vocabulary, each with the code of ours above it."""

    @property
    def dataset(self) -> str:
        """Return the IRI of the dataset itself."""
        return f"<{self.base}dataset>"

    def concept(self, scheme: "Scheme", code: str) -> str:
        """Return the IRI of a concept: one of ours, or one that the dataset has added to a vocabulary."""
        return part(self.scheme(scheme), code) if code in self.own.get(scheme, ()) else concept(scheme, code)

    def ours(self, scheme: "Scheme", code: str) -> str:
        """Return the code of ours above a code that the dataset has added; any other code itself."""
        return self.own.get(scheme, {}).get(code, code)

    def scheme(self, scheme: str) -> str:
        """Return the IRI of what the dataset has added to one of the vocabularies."""
        return f"<{self.base}{OWN}{scheme}>"

    def thing(self, kind: str, *names: str | int) -> str:
        """Return the IRI of a thing: ``thing("annex", "xiamen-2023-64", 1)``."""
        return f"<{self.base}id/{kind}/{'/'.join(map(str, names))}>"

    def notice(self, notice: str) -> str:
        """Return the IRI of a notice."""
        return f"<{self.base}id/notice/{notice}>"

    def measure(self, notice: str, measure: str) -> str:
        """Return the IRI of a measure."""
        return f"<{self.base}id/measure/{notice}/{measure}>"

    def unit(self, unit: str) -> str:
        """Return the IRI of a unit."""
        return f"<{self.base}id/unit/{unit}>"

    def place(self, place: str) -> str:
        """Return the IRI of a place."""
        return f"<{self.base}id/place/{place}>"

    def span(self, notice: str, start: int, end: int) -> str:
        """Return the IRI of a text span: ``start`` to ``end`` (exclusive), in code points."""
        return f"<{self.base}id/span/{notice}/{start}-{end}>"

    def assertion(self, kind: str, *names: str) -> str:
        """Return the IRI of the assertion of one fact about a thing: ``assertion("unit", "xm-tax", "english")``."""
        return f"<{self.base}id/assertion/{kind}/{'/'.join(names)}>"

    def co_leadership(self, low: str, high: str) -> str:
        """Return the IRI of the co-leadership of two units, the lower id first."""
        return f"<{self.base}id/co-leadership/{low}/{high}>"

    def notice_graph(self, notice: str) -> str:
        """Return the IRI of the graph that holds one notice."""
        return f"<{self.base}graph/notice/{notice}>"

    def own_graph(self, scheme: str) -> str:
        """Return the IRI of the graph that holds what the dataset has added to one of the vocabularies."""
        return self.graph(f"vocabulary/own-{scheme}")

    def graph(self, name: str) -> str:
        """Return the IRI of a graph that holds no notice: ``authority``, ``derived``, ``vocabulary/level``."""
        return f"<{self.base}graph/{name}>"
