"""The look of nodes: a colour and a shape for each kind, so that kinds do not differ by colour alone."""

import math
from typing import TYPE_CHECKING, NamedTuple

from tongbao.errors import Text
from tongbao.network.model import Network

if TYPE_CHECKING:
    from tongbao.model.codes import UnitKind

BLUE, ORANGE, GREEN, PINK, SKY = "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"
VERMILION, YELLOW, GREY = "#d55e00", "#f0e442", "#999999"
COLOURS = (BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW, GREY)
"""Safe for the colour-blind (Okabe and Ito 2008); grey stands in for their black, which is the text's."""
SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "cross")
KINDS: "dict[UnitKind, tuple[str, str]]" = {
    "department": (BLUE, "circle"),
    "government": (ORANGE, "square"),
    "vertical-agency": (GREEN, "triangle"),
    "company": (PINK, "diamond"),
    "court": (SKY, "hexagon"),
    "public-institution": (VERMILION, "cross"),
    "zone-committee": (YELLOW, "circle"),
    "coordinating-office": (GREY, "square"),
    "party-committee": (BLUE, "triangle"),
    "procuratorate": (ORANGE, "diamond"),
    "mass-organisation": (GREEN, "hexagon"),
    "government-office": (PINK, "cross"),
    "party-body": (SKY, "circle"),
}
"""The colour and the shape of each kind of unit, the same in every network; no two kinds share both."""
OTHER = Text("other", "其他")

SMALLEST, LARGEST = 7.0, 16.0
"""Smallest and largest radius of a node, in pixels: its area grows with its measures."""
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"


class Look(NamedTuple):
    """How a kind of node is drawn."""

    label: Text
    colour: str
    shape: str


def looks(network: Network) -> dict[str, Look]:
    """Return the look of each kind in the network, by its code, the most frequent first."""
    counts: dict[str, int] = {}
    labels: dict[str, Text] = {}
    for node in network.nodes:
        code = node.kind.code if node.kind else ""
        counts[code] = counts.get(code, 0) + 1
        labels[code] = node.kind.label if node.kind else OTHER
    first = len(KINDS) if counts.keys() & set(KINDS) else 0
    drawn = {str(kind): look for kind, look in KINDS.items()}
    for n, code in enumerate(sorted(counts.keys() - set(KINDS)), first):
        # 8 colours and 6 shapes come together again after 24 kinds only
        drawn[code] = COLOURS[n % len(COLOURS)], SHAPES[n % len(SHAPES)]
    return {code: Look(labels[code], *drawn[code]) for code in sorted(counts, key=lambda code: (-counts[code], code))}


def radius(count: int, most: int) -> float:
    """Return the radius of a node with ``count`` measures, where the busiest node has ``most``."""
    share = count / most if most else 0.0
    return round(math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * share), 1)


def thickness(weight: float, most: float) -> float:
    """Return the width of an edge with a weight, where the heaviest edge has ``most``."""
    return round(1.2 + 4.8 * max(0, weight - 1) / max(1, most - 1), 1)
