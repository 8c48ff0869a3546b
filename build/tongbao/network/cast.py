"""What a picture shows of a network: its marks, their sizes and names, and the lines between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

from tongbao.errors import Language
from tongbao.network.geometry import Box, Point, Segment
from tongbao.network.labels import LINE, Label, broken
from tongbao.network.model import Edge, Measure, Network
from tongbao.network.style import radius

RING, NUMBERED = 5.0, 10.0
"""The radius of the ring of a measure, and of one with a number in it."""
MANY = 3
"""From so many units on, the ring of a measure has their number, and a hull."""


class Sketch(NamedTuple):
    """A component: the places of its marks, its labels, and the rectangle that all fill."""

    places: dict[int, Point]
    labels: dict[int, Label]
    box: Box


@dataclass(slots=True)
class Cast:
    """The marks of a picture by their numbers: units as in the network, then measures, where these are drawn."""

    network: Network
    language: Language
    wide: float
    """How wide the whole picture is."""
    labelled: bool = True
    """Whether units have labels."""
    names: Mapping[int, str] = field(default_factory=dict)
    """The names of the units that are to have a label."""
    most: int = 0
    """How many measures the busiest unit of the view has: all pictures of a view have one scale."""
    largest: float = 16.0
    ring: dict[str, int] = field(default_factory=dict)
    """The number of each measure."""
    leads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The units of each measure, in order, by its number."""
    alone: dict[int, list[int]] = field(default_factory=dict)
    """The measures that a unit alone leads."""
    count: int = 0
    """How many units there are."""
    edges: Sequence[Edge] = ()
    """The lines: printed facts, or what two units have in common."""
    heaviest: float = 0.0
    """The greatest weight of the view."""
    arranged: dict[Sequence[int], Mapping[int, Point]] = field(default_factory=dict)
    """Components that are arranged already."""
    sketched: dict[Sequence[int], Sketch] = field(default_factory=dict)
    """Large components that are laid out already."""
    _measures: Sequence[Measure] = ()

    @property
    def measures(self) -> bool:
        """Return whether measures are drawn as marks of their own."""
        return self.network.mode == "measures"

    def __post_init__(self) -> None:
        self.count = sum(not node.is_measure for node in self.network.nodes)
        network = self.network
        self.most = self.most or max((node.leads for node in network.nodes[: self.count]), default=0)
        if self.labelled and not self.names:
            self.names = {n: node.short.to(self.language) for n, node in enumerate(network.nodes[: self.count])}
        self.edges = self.network.edges
        self.heaviest = self.heaviest or max((edge.weight for edge in self.edges), default=0.0)
        if self.measures:
            self._take_measures()

    def _take_measures(self) -> None:
        self._measures = list(self.network.measures.values())
        self.ring = {iri: self.count + n for n, iri in enumerate(self.network.measures)}
        units: dict[int, dict[int, None]] = defaultdict(dict)
        for part in self.network.participations:
            units[self.ring[part.measure]].setdefault(part.node)
        self.leads = {number: tuple(found) for number, found in sorted(units.items())}
        for number, found in self.leads.items():
            if len(found) == 1:
                self.alone.setdefault(found[0], []).append(number)

    def measure(self, node: int) -> Measure:
        """Return the measure with a number."""
        return self._measures[node - self.count]

    def label(self, unit: int, columns: int = LINE) -> Sequence[str]:
        """Return the lines of a unit's label; none where it is to have none."""
        return broken(self.names[unit], columns) if self.names.get(unit) else ()

    def radius(self, node: int) -> float:
        """Return the radius of a mark."""
        if node < self.count:
            return radius(self.network.nodes[node].leads, self.most, largest=self.largest)
        return NUMBERED if self.measure(node).k >= MANY else RING

    def spoke(self, ring: int) -> float:
        """Return how far the units of a measure are from its ring: so far that neighbours are apart."""
        count = len(self.leads[ring])
        if count == 2:
            return 56.0
        apart = 86.0 if self.wide > 500 else 72.0
        return max(64.0, min(apart * count / 6.0, 40 + 14 * sqrt(count * 4)))

    def pairs_within(self, places: Mapping[int, object]) -> Iterator[tuple[int, int]]:
        """Yield the ends of each line between marks that are there."""
        yield from ((e.one, e.other) for e in self.edges if e.one in places and e.other in places)

    def lines_within(self, places: Mapping[int, Point]) -> Iterator[Segment]:
        """Yield the lines between marks that are there."""
        yield from ((places[one], places[other]) for one, other in self.pairs_within(places))

    def neighbours(self, places: Mapping[int, object]) -> dict[int, list[int]]:
        """Return, for each mark that is there, those that it has a line to."""
        found: dict[int, list[int]] = {node: [] for node in places}
        for one, other in self.pairs_within(places):
            found[one].append(other)
            found[other].append(one)
        return found
