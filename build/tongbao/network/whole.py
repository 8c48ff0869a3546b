"""A network with its statistics and places, as the formats write it."""

from typing import NamedTuple

from tongbao.network.geometry import Point
from tongbao.network.model import Network
from tongbao.network.place import placed
from tongbao.network.statistics import Statistics, measured


class Whole(NamedTuple):
    """A network with its statistics and places."""

    network: Network
    statistics: Statistics
    places: list[Point]

    @classmethod
    def of(cls, network: Network) -> "Whole":
        """Measure and place a network, once for all formats and languages."""
        return cls(network, measured(network), placed(network))
