"""Validate what a dataset says with codes of its own: the shapes know ours, so each stands there for the one of ours above it.

So whatever a shape says of a code holds of every code below it, conditions and queries too, and both engines agree. The published
shapes stay the same for all datasets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tongbao.model.codes import HONOUR_KIND_GROUPS
from tongbao.rdf.iris import OWN, Iris, concept
from tongbao.rdf.terms import Scheme
from tongbao.validate.engines import Engine, Finding

_OF_A_DATASET = re.compile(f"<[^<>]*{OWN}[a-z-]+#[a-z0-9-]+>")


def engine_for(engine: Engine, iris: Iris) -> Engine:
    """Return an engine that takes a dataset's own codes for those of ours above them; where it has none, the engine itself."""
    return _ForOurs(engine, tuple(_pairs(iris))) if iris.own else engine


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
