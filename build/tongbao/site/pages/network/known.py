"""A network with what its pages look up again and again: who is in which measure, who has which pairs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from tongbao.network import Edge, Measure, Network, Participation
from tongbao.network.groups import components_of
from tongbao.network.statistics import Statistics
from tongbao.network.two_mode import two_mode
from tongbao.network.view import is_readable
from tongbao.site.pages.pictures import pair_anchor

DRAWN = 60
"""Up to so many measures can be read in a picture of units and measures."""
PANELS = 260
"""Up to so many panels stand in the page; the script makes those of a larger network when they are asked for."""


class Piece(NamedTuple):
    """Words of a cell, and the units that they name: none between names."""

    text: str
    nodes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Known:
    """A network of units whose pairs weigh what Newman's weight says, so that large measures do not pretend to be many ties."""

    network: Network
    statistics: Statistics
    base: str

    @classmethod
    def of(cls, network: Network, statistics: Statistics, base: str) -> "Known":
        """Take a network with its statistics, which do not depend on the weight that is shown."""
        edges = tuple(edge._replace(weight=edge.shared) for edge in network.edges)
        return cls(replace(network, edges=edges), statistics, base)

    @property
    def leading(self) -> bool:
        """Whether its units lead the measures."""
        return self.network.leading

    @cached_property
    def parts(self) -> dict[str, list[Participation]]:
        """The participations of each measure, in order."""
        found: dict[str, list[Participation]] = {iri: [] for iri in self.network.measures}
        for part in self.network.participations:
            found[part.measure].append(part)
        return found

    def team(self, measure: str) -> list[int]:
        """Return the units of a measure, each once, in order."""
        return list(dict.fromkeys(part.node for part in self.parts[measure]))

    @cached_property
    def measures_of(self) -> dict[int, list[str]]:
        """The measures of each unit."""
        found: dict[int, list[str]] = defaultdict(list)
        for measure in self.parts:
            for node in self.team(measure):
                found[node].append(measure)
        return found

    @cached_property
    def pairs_of(self) -> dict[int, list[Edge]]:
        """The pairs of each unit, the heaviest first."""
        found: dict[int, list[Edge]] = defaultdict(list)
        for edge in self.pairs:
            found[edge.one].append(edge)
            found[edge.other].append(edge)
        return found

    @cached_property
    def pairs(self) -> Sequence[Edge]:
        """All pairs, the heaviest first."""
        return sorted(self.network.edges, key=lambda edge: (-edge.shared, -edge.times, edge.one, edge.other))

    def anchor(self, edge: Edge) -> str:
        """Return the anchor of a pair."""
        return pair_anchor(self.network.nodes[edge.one], self.network.nodes[edge.other])

    @cached_property
    def component_of(self) -> dict[int, int]:
        """The size of the component of each unit: how many units."""
        return {unit: len(part.units) for part in components_of(self.network) for unit in part.units}

    @cached_property
    def both(self) -> Network:
        """The network of units and measures."""
        return two_mode(self.network)

    @property
    def readable(self) -> bool:
        """Whether all of it can be read in one picture."""
        return is_readable(self.network) and len(self.network.measures) <= DRAWN

    @property
    def has_panels(self) -> bool:
        """Whether the page holds all panels."""
        counts = len(self.network.nodes), len(self.network.edges), len(self.network.measures)
        return self.readable and sum(counts) <= PANELS


def cell_of(measure: Measure, parts: Sequence[Participation]) -> list[Piece]:
    """Cut the cell of a measure at the names of its leads, which stand there one after the other.

    >>> from tongbao.errors import Text
    >>> from tongbao.network.model import Code
    >>> lead = Code("lead", Text("Lead", "牵头"))
    >>> parts = [Participation("", n, lead, n, name, name, 10 * n, 0) for n, name in enumerate(("财政局", "税务局"))]
    >>> [piece.text for piece in cell_of(Measure("", "", "", None, None, "市财政局、税务局"), parts)]
    ['市', '财政局', '、', '税务局']
    """
    cell, at, found = measure.cell, 0, list[Piece]()
    leads = sorted((part for part in parts if part.role.code == "lead"), key=lambda part: (part.start, part.order))
    for part in leads:
        start = cell.find(part.quote, at)
        if start < 0 or not part.quote:
            if found and found[-1].text == part.quote:  # two units by one name
                found[-1] = Piece(part.quote, (*found[-1].nodes, part.node))
            continue
        if start > at:
            found.append(Piece(cell[at:start]))
        found.append(Piece(part.quote, (part.node,)))
        at = start + len(part.quote)
    return [*found, *([Piece(cell[at:])] if at < len(cell) else [])]
