"""Validate what a dataset says with codes of its own: the shapes know ours, so each stands there for the one of ours above it.

So whatever a shape says of a code holds of every code below it, conditions and queries too, and both engines agree. The published
shapes stay the same for all datasets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tongbao.model.codes import HONOUR_KIND_GROUPS
from tongbao.model.vocabulary import LIKE
from tongbao.rdf.iris import OWN, VOCABULARY, Iris, concept, term
from tongbao.rdf.terms import Scheme
from tongbao.validate.engines import Engine, Finding

_OF_A_DATASET = re.compile(f"<[^<>]*{OWN}[a-z-]+#[a-z0-9-]+>")
_ABOVE = re.compile(
    rf"^(?P<own>{_OF_A_DATASET.pattern}) (?:{re.escape(term('skos:broader'))}|{re.escape(term('qudt:hasQuantityKind'))})"
    r" (?P<above><[^<>]*>) \.$",
    re.MULTILINE,
)


def engine_for(engine: Engine, iris: Iris) -> Engine:
    """Return an engine that takes a dataset's own codes for those of ours above them; where it has none, the engine itself."""
    return _ForOurs(engine, tuple(_pairs(iris))) if iris.own else engine


def engine_for_graph(engine: Engine, triples: str) -> Engine:
    """Return such an engine for a graph of which only the statements are known: they say what stands above each code."""
    above = {found["own"]: found["above"] for found in _ABOVE.finditer(triples)}
    pairs = tuple((own, ours) for own in sorted(above) if (ours := _of_ours(own, above)))
    return _ForOurs(engine, pairs) if pairs else engine


def _of_ours(own: str, above: Mapping[str, str]) -> str | None:
    """Return the code of ours above one of a dataset's own; for a unit of measure, one that measures the same."""
    seen, code = set[str](), own
    while code in above and code not in seen:
        seen.add(code)
        code = above[code]
    space, _, name = code[1:-1].partition("#")
    match space.removeprefix(VOCABULARY):
        case "quantity-kind":
            return concept("unit-of-measure", LIKE[name]) if name in LIKE else None
        case "honour-kind":
            return concept("honour-kind", _written(name))
    return code if space.startswith(VOCABULARY) else None


def _pairs(iris: Iris) -> Iterator[tuple[str, str]]:
    scheme: Scheme
    for scheme, codes in iris.own.items():  # type: ignore[assignment]
        for code, ours in codes.items():
            yield iris.concept(scheme, code), concept(scheme, _written(ours) if scheme == "honour-kind" else ours)


def _written(kind: str) -> str:
    """Return a kind of recognition that records use: for one that only groups others, one of these, as what holds of one holds of all."""
    return next((one for one, group in HONOUR_KIND_GROUPS.items() if group == kind != one), kind)


@dataclass(frozen=True)
class _ForOurs:
    engine: Engine
    pairs: tuple[tuple[str, str], ...]

    @cached_property
    def _ours(self) -> dict[str, str]:
        return dict(self.pairs)

    def __call__(self, triples: str) -> list[Finding]:
        found = self.engine(_OF_A_DATASET.sub(lambda iri: self._ours.get(iri[0], iri[0]), triples))
        return [self._as_said(finding, triples) for finding in found] if found else found

    def _as_said(self, finding: Finding, triples: str) -> Finding:
        """Return a finding with the value that the data have where it is about one that another stood for."""
        said = [own for own, ours in self.pairs if ours == finding.value]
        about = re.compile(rf"^<{re.escape(finding.focus)}> \S+ ({'|'.join(map(re.escape, said))}) \.$", re.MULTILINE)
        there = about.search(triples) if said else None
        return replace(finding, value=there[1]) if there else finding
