"""The collaboration network: units that lead, those that lead together joined; measured, placed, drawn and written."""

from tongbao.network.formats import FORMATS, Whole, write_network
from tongbao.network.model import Edge, Filters, Measure, Network, Node, Participation
from tongbao.network.place import placed
from tongbao.network.read import read_network, read_query_network
from tongbao.network.statistics import Statistics, measured

__all__ = [
    "FORMATS",
    "Edge",
    "Filters",
    "Measure",
    "Network",
    "Node",
    "Participation",
    "Statistics",
    "Whole",
    "measured",
    "placed",
    "read_network",
    "read_query_network",
    "write_network",
]
