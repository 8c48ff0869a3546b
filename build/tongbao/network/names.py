"""The names of units and places, and the codes of concepts, as the networks read them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from tongbao.ask.store import Rows, Term
from tongbao.errors import Problem, Text, UsageError
from tongbao.network.model import Code, Node
from tongbao.rdf.iris import scheme_of


def value_of(term: Term | None) -> str:
    """Return the value of a term; nothing where there is none."""
    return str(getattr(term, "value", ""))


@dataclass(slots=True)
class Names:
    """The names of things, and the codes of concepts."""

    rows: Rows
    full: dict[str, dict[str, str]] = field(default_factory=dict)
    """The full name by language, for each thing."""
    shorter: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """The short names of each thing in a language, the shortest first."""
    broader: dict[str, str] = field(default_factory=dict)
    """The concept above each that has one."""
    concepts: dict[str, list[str]] = field(default_factory=dict)
    """The concepts of each vocabulary, ours and those that the dataset has added."""

    def __post_init__(self) -> None:
        for row in self.rows:
            thing, name = value_of(row["thing"]), row["name"]
            if not isinstance(name, ox.Literal):  # some data have things as names
                continue
            language = name.language or "zh"
            if value_of(row["preferred"]) == "true":
                if thing not in self.full and "#" in thing and (scheme := scheme_of(thing)):
                    self.concepts.setdefault(scheme, []).append(thing)
                self.full.setdefault(thing, {}).setdefault(language, name.value)
                if above := value_of(row.get("broader")):
                    self.broader[thing] = above
            else:
                self.shorter[thing, language].append(name.value)

    def of(self, thing: str) -> Text:
        """Return the name of a thing in both languages; where a language has none, the name in the other."""
        known = self.full.get(thing, {})
        spare = next(iter(known.values()), thing)
        return Text(known.get("en", spare), known.get("zh", spare))

    def concept(self, term: Term | None) -> Code | None:
        """Return a concept with its label, and the codes above it."""
        if term is None:
            return None
        codes = [iri.rpartition("#")[2] for iri in self.line(value_of(term))]
        return Code(codes[0], self.of(value_of(term)), tuple(codes[1:]))

    def line(self, iri: str) -> list[str]:
        """Return a concept and those above it, the nearest first."""
        found = [iri]
        while (above := self.broader.get(found[-1], "")) and above not in found:
            found.append(above)
        return found

    def place(self, iri: str) -> Code | None:
        """Return a place with its name."""
        return Code(iri.rpartition("/")[2], self.of(iri)) if iri else None

    def codes(self, scheme: str) -> list[str]:
        """Return the codes of a vocabulary, and those that the dataset has added, in order."""
        return sorted(iri.rpartition("#")[2] for iri in self.concepts.get(scheme, ()))

    def within(self, scheme: str, codes: Collection[str]) -> list[str]:
        """Return the concepts of a vocabulary that have one of some codes, or stand below one that has, in order."""
        concepts = self.concepts.get(scheme, ())
        return sorted(iri for iri in concepts if any(one.rpartition("#")[2] in codes for one in self.line(iri)))

    def called(self, scheme: str, code: str) -> Text:
        """Return the name of a code."""
        iris = (iri for iri in self.concepts.get(scheme, ()) if iri.endswith(f"#{code}"))
        return self.of(next(iris, code))

    def check(self, codes: Mapping[str, Iterable[str]]) -> None:
        """Raise UsageError unless all codes, given by vocabulary, are known."""
        problems = []
        for scheme, asked in codes.items():
            known = self.codes(scheme)
            problems += [_unknown(code, scheme, known) for code in sorted(asked) if code not in known]
        if problems:
            raise UsageError(*problems)


def distinctly_named(nodes: list[Node], names: Names) -> tuple[Node, ...]:
    """Return the nodes, each with the shortest of its names that no other node has, if it is shorter than the full name."""
    short = {language: _shortest(nodes, names, language) for language in ("en", "zh")}
    return tuple(node._replace(short=Text(short["en"][n], short["zh"][n])) for n, node in enumerate(nodes))


def _shortest(nodes: list[Node], names: Names, language: str) -> list[str]:
    full = [node.name.to("zh" if language == "zh" else "en") for node in nodes]
    known = [names.shorter.get((node.iri, language), []) for node in nodes]
    bearers = Counter(name for own, name in zip(known, full, strict=True) for name in {*own, name})
    return [
        min([*(one for one in own if bearers[one] == 1), name], key=len) for own, name in zip(known, full, strict=True)
    ]


def _unknown(code: str, scheme: str, known: list[str]) -> Problem:
    what = Text(f"There is no {scheme} {code!r}.", f"{scheme} 中没有 {code!r}。")
    listed = ", ".join(known)
    return Problem("unknown-code", what, Text(f"Use one of: {listed}.", f"可用的有：{listed}。"))
