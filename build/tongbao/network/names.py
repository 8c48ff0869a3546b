"""The names of units and places, and the codes of concepts, as the networks read them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from tongbao.ask.store import Rows, Term
from tongbao.errors import Problem, Text, UsageError
from tongbao.network.model import Code, Node


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

    def __post_init__(self) -> None:
        for row in self.rows:
            thing, name = value_of(row["thing"]), row["name"]
            assert isinstance(name, ox.Literal)
            language = name.language or "zh"
            if value_of(row["preferred"]) == "true":
                self.full.setdefault(thing, {}).setdefault(language, name.value)
            else:
                self.shorter[thing, language].append(name.value)

    def of(self, thing: str) -> Text:
        """Return the name of a thing in both languages; where a language has none, the name in the other."""
        known = self.full.get(thing, {})
        spare = next(iter(known.values()), thing)
        return Text(known.get("en", spare), known.get("zh", spare))

    def concept(self, term: Term | None) -> Code | None:
        """Return a concept with its label."""
        return Code(self.code(term), self.of(value_of(term))) if term is not None else None

    def place(self, iri: str) -> Code | None:
        """Return a place with its name."""
        return Code(iri.rpartition("/")[2], self.of(iri)) if iri else None

    @staticmethod
    def code(term: Term | None) -> str:
        """Return the code of a concept."""
        return value_of(term).rpartition("#")[2]

    def codes(self, scheme: str) -> list[str]:
        """Return the codes of a vocabulary, in order."""
        return sorted(iri.rpartition("#")[2] for iri in self.full if f"/vocab/{scheme}#" in iri)

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
