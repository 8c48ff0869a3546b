"""The collaboration network: units that lead, joined where they lead together; measured, placed, drawn and written.

``tongbao.network.read`` reads it from a store; it is not imported here, because that takes time.
"""

from tongbao.network.formats import FORMATS, write_network
from tongbao.network.model import Edge, Filters, Measure, Network, Node, Participation
from tongbao.network.place import placed
from tongbao.network.statistics import Statistics, measured
from tongbao.network.two_mode import two_mode
from tongbao.network.whole import Whole

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
    "two_mode",
    "write_network",
]
