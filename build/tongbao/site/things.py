"""The statements of parts of a graph, in memory: the values of each property of each thing, and the links to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tongbao.rdf.iris import term
from tongbao.rdf.literals import Literal, read_literal
from tongbao.rdf.terms import Term

A = term("rdf:type")


class Link(NamedTuple):
    """A thing that points to another: its IRI and the property, as N-Triples terms."""

    subject: str
    predicate: str


class Things:
    """Statements of some parts, as N-Triples terms."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.said: dict[str, dict[str, list[str]]] = defaultdict(dict)
        """Values by thing and property, in the order of the lines."""
        self.linked: dict[str, list[Link]] = defaultdict(list)
        """Who points to a thing, by thing."""
        self.add(lines)

    def add(self, lines: Iterable[str]) -> None:
        """Add N-Quads or N-Triples lines, as the builder writes them."""
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            value = value_of(rest)
            self.said[subject].setdefault(predicate, []).append(value)
            if value.startswith("<"):
                self.linked[value].append(Link(subject, predicate))

    def all(self, thing: str, property_: Term) -> list[str]:
        """Return the values of a property, given by its prefixed name."""
        return self.said.get(thing, {}).get(term(property_), [])

    def one(self, thing: str, property_: Term) -> str:
        """Return the first value of a property; an empty text where there is none."""
        return next(iter(self.all(thing, property_)), "")

    def text(self, thing: str, property_: Term) -> str:
        """Return the value of a property as text, the Chinese one of several; empty where there is none."""
        values = self.all(thing, property_)
        value = next((value for value in values if value.endswith('"@zh')), values[0] if values else "")
        return read_literal(value).text if value.startswith('"') else value[1:-1]

    def english(self, thing: str, property_: Term) -> str:
        """Return the value of a property in English; empty where there is none."""
        return next((literal.text for literal in self.literals(thing, property_) if literal.language == "en"), "")

    def number(self, thing: str, property_: Term) -> int:
        """Return the first value of a property as a whole number; 0 where there is none."""
        return int(self.text(thing, property_) or 0)

    def literals(self, thing: str, property_: Term) -> Iterator[Literal]:
        """Yield the values of a property that are literals."""
        return (read_literal(value) for value in self.all(thing, property_) if value.startswith('"'))

    def is_a(self, thing: str, cls: Term) -> bool:
        """Return whether a thing belongs to a class, given by its prefixed name."""
        return term(cls) in self.said.get(thing, {}).get(A, ())

    def of_class(self, cls: Term) -> list[str]:
        """Return the things of a class, in order."""
        return [link.subject for link in self.linked.get(term(cls), ()) if link.predicate == A]


def value_of(rest: str) -> str:
    """Return the object of a line, given what follows its predicate: ``<o> <g> .`` or ``"o"@zh .``."""
    rest = rest.rstrip("\n")[:-2]
    if not rest.startswith('"'):
        return rest.partition(" ")[0]
    end = rest.find(" ", rest.rindex('"'))  # neither a language nor a datatype has a space
    return rest if end < 0 else rest[:end]
