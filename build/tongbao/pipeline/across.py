"""Statements across notices: who leads together. They are made from the pairs in the state, and only where these changed."""

from collections.abc import Iterator
from itertools import groupby

from tongbao.pipeline.counting import counted
from tongbao.pipeline.foundation import Foundation
from tongbao.pipeline.lookup import Lookup
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.state import State, part_of
from tongbao.populate import co_leadership_statements
from tongbao.rdf.iris import Iris
from tongbao.rdf.literals import Statement
from tongbao.rdf.nquads import quad_lines
from tongbao.validate import Engine, Finding, check_across, engine_for


def make_across(state: State, objects: Objects, foundation: Foundation, engine: Engine) -> list[Finding]:
    """Make the parts whose co-leaderships have changed; return the findings about the changed pairs."""
    iris, lookup = foundation.iris, Lookup(foundation.units, foundation.base)
    findings: list[Finding] = []
    for place, pairs in state.dirty():
        lines: list[str] = []
        fresh: list[str] = []
        for low, high, statements in _co_leaderships(state, place, iris):
            own = quad_lines(statements, iris.graph("derived"))
            lines += own
            if (low, high) in pairs:
                fresh += own
        found = list(check_across(fresh, lookup, engine_for(engine, iris)))
        findings += found
        if any(finding.blocks for finding in found):
            continue
        name = part_of(place)
        if lines:
            state.keep_part(counted(name, sorted(lines), objects))
        else:
            state.drop_part(name)
        state.clean(place)
    return findings


def _co_leaderships(state: State, place: str, iris: Iris) -> Iterator[tuple[str, str, Iterator[Statement]]]:
    for (low, high), group in groupby(state.pairs(place), key=lambda pair: pair[:2]):
        yield low, high, co_leadership_statements(low, high, [pair[2] for pair in group], iris)
