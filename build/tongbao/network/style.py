"""The look of nodes: a colour and a shape for each kind of unit, so that kinds do not differ by colour alone."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tongbao.errors import Text
from tongbao.network.geometry import Point, direction
from tongbao.network.model import Code, Node, Of

if TYPE_CHECKING:
    from tongbao.model.codes import UnitKind


class Look(NamedTuple):
    """How a kind of node is drawn: its shape, the class that pages style, and its colours on light and dark ground."""

    shape: str
    mark: str
    colour: str
    dark: str


KINDS: "dict[UnitKind, Look]" = {
    "department": Look("circle", "dep", "#1f78c8", "#3f8fe0"),
    "government": Look("square", "gov", "#0a305c", "#a5bee9"),
    "vertical-agency": Look("triangle", "ver", "#11917a", "#33cc8f"),
    "zone-committee": Look("pentagon", "zon", "#b08400", "#f4cd71"),
    "public-institution": Look("cross", "pub", "#a83a08", "#f4622f"),
    "company": Look("diamond", "com", "#c653a8", "#d070b0"),
    "court": Look("hexagon", "cou", "#3a3a3a", "#e8e8e8"),
    "procuratorate": Look("triangle-down", "pro", "#7a5a3c", "#c8a17c"),
    "mass-organisation": Look("octagon", "mas", "#5d7f1a", "#a3c65a"),
    "government-office": Look("house", "off", "#4a6a8a", "#9db7d3"),
    "party-committee": Look("star", "par", "#7a3fa0", "#c09ae6"),
    "party-body": Look("saltire", "bod", "#8f5aa8", "#d3b0ee"),
    "coordinating-office": Look("hourglass", "coo", "#6f6a1f", "#cfc66a"),
    "peoples-congress": Look("trapezoid", "npc", "#9a2f4a", "#e08aa3"),
    "consultative-conference": Look("bowtie", "cpp", "#2f6f6a", "#7fc4bd"),
    "dispatched-office": Look("chevron", "dis", "#3c5aa8", "#9db2f2"),
    "social-organisation": Look("kite", "soc", "#8a6d1f", "#d6bb5a"),
}
"""The look of each kind of unit, the same in every network. No two share a shape; the first seven also differ for the
colour-blind, by 12 ΔE and more."""
MEASURE = Look("ring", "hub", "#5c5f66", "#a4a7ae")
OTHER = Look("lozenge", "oth", "#6e6e6e", "#b0b0b0")
"""Of a unit whose kind is not known."""
THING = Look("circle", "thi", "#4a6a8a", "#9db7d3")
"""Of what is no unit."""
OTHER_LABEL = Text("Other", "其他")


class Ink(NamedTuple):
    """The colours of a picture that stands alone."""

    paper: str = "#ffffff"
    ink: str = "#1a1a1a"
    soft: str = "#5c5f66"
    faint: str = "#7d8087"
    hull: str = "#f1eee7"
    hull_line: str = "#d3cdc1"
    line: str = "#deddd8"


INK = Ink()
LATIN = "'Noto Sans','Segoe UI','Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"


def look_of(node: Node, of: Of = "units") -> Look:
    """Return how a node is drawn in a network of units, of places or of any things."""
    if node.is_measure:
        return MEASURE
    if of != "units":
        return THING
    known = {str(kind): look for kind, look in KINDS.items()}
    return known.get(drawn_as(node.kind), OTHER)


def drawn_as(kind: Code | None) -> str:
    """Return the code by which a kind of unit is drawn: its own or, where a dataset has added it, that of ours above it."""
    codes = (kind.code, *kind.above) if kind else ("",)
    known = [str(one) for one in KINDS]
    return next((code for code in codes if code in known), codes[0])


def looks(nodes: Iterable[Node], of: Of = "units") -> list[tuple[str, Text, Look]]:
    """Return the code, label and look of each kind of unit that is there, in the order of the table above."""
    order = [str(kind) for kind in KINDS]
    found: dict[str, tuple[str, Text, Look]] = {}
    for node in nodes:
        if not node.is_measure:
            code = node.kind.code if node.kind else ""
            found.setdefault(code, (code, node.kind.label if node.kind else OTHER_LABEL, look_of(node, of)))
    marks = [look.mark for look in KINDS.values()]
    return sorted(
        found.values(),
        key=lambda one: (marks.index(one[2].mark) if one[2].mark in marks else 99, one[0] not in order, one[0]),
    )


SMALLEST, LARGEST = 2.5, 16.0
PLAIN = 6.6
"""The radius of a unit that leads one measure, where no unit leads so many that it would be too large."""


def radius(count: int, most: int, *, largest: float = LARGEST) -> float:
    """Return the radius of a node with ``count`` measures, where the busiest has ``most``: it grows as their root."""
    scale = min(PLAIN, largest / math.sqrt(max(1, most)))
    return round(max(SMALLEST, scale * math.sqrt(max(1, count))), 1)


THIN, THICK = 1.5, 6.0


def thickness(weight: float, most: float) -> float:
    """Return the width of an edge with a weight, where the heaviest edge has ``most``: in proportion, but never too thin to see."""
    return round(max(THIN, min(THICK, THIN * most) * weight / most), 1) if most > 0 else THIN


# --- shapes: all of about the area of a circle of radius 1 ------------------------------------------------


def _regular(count: int, size: float, start: float) -> list[Point]:
    return [(size * x, size * y) for x, y in (direction(start + n / count) for n in range(count))]


def _star() -> list[Point]:
    outer, inner = _regular(5, 1.5, -0.25), _regular(5, 0.66, -0.15)
    return [point for pair in zip(outer, inner, strict=True) for point in pair]


_PLUS: list[Point] = [
    *((-0.42, -1.2), (0.42, -1.2), (0.42, -0.42), (1.2, -0.42), (1.2, 0.42), (0.42, 0.42)),
    *((0.42, 1.2), (-0.42, 1.2), (-0.42, 0.42), (-1.2, 0.42), (-1.2, -0.42), (-0.42, -0.42)),
]
_HALF = math.sqrt(0.5)
CORNERS: dict[str, list[Point]] = {
    "square": [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
    "triangle": [(0, -1.3), (1.2, 0.85), (-1.2, 0.85)],
    "pentagon": _regular(5, 1.15, -0.25),
    "cross": _PLUS,
    "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
    "hexagon": _regular(6, 1.1, 0.25),
    "triangle-down": [(0, 1.3), (1.2, -0.85), (-1.2, -0.85)],
    "octagon": _regular(8, 1.05, 1 / 16),
    "house": [(0, -1.25), (1, -0.35), (1, 0.95), (-1, 0.95), (-1, -0.35)],
    "star": _star(),
    "saltire": [((x - y) * _HALF, (x + y) * _HALF) for x, y in _PLUS],
    "hourglass": [(-1.1, -1.1), (1.1, -1.1), (0.3, 0), (1.1, 1.1), (-1.1, 1.1), (-0.3, 0)],
    "trapezoid": [(-0.65, -0.85), (0.65, -0.85), (1.25, 0.85), (-1.25, 0.85)],
    "bowtie": [(-1.1, -1.1), (0, -0.3), (1.1, -1.1), (1.1, 1.1), (0, 0.3), (-1.1, 1.1)],
    "chevron": [(-1.15, -0.9), (0.35, -0.9), (1.2, 0), (0.35, 0.9), (-1.15, 0.9), (-0.35, 0)],
    "kite": [(0, -1.35), (0.9, -0.35), (0, 1.35), (-0.9, -0.35)],
    "lozenge": [(-1.35, 0), (-0.7, -0.75), (0.7, -0.75), (1.35, 0), (0.7, 0.75), (-0.7, 0.75)],
}
"""The corners of each shape around 0; a circle and a ring have none."""


def outline(shape: str, x: float, y: float, size: float, attributes: str = "") -> str:
    """Return the SVG of a shape around a point."""
    if shape not in CORNERS:
        return f'<circle{attributes} cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    corners = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in CORNERS[shape])
    return f'<polygon{attributes} points="{corners}"/>'
