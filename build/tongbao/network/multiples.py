"""Small pictures, one for each place: in each the strongest ties, all on one scale, so that no place hides another."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tongbao.errors import Language
from tongbao.network.drawing import about_edge, about_node
from tongbao.network.geometry import Box, Point, bounds, direction, length, turned
from tongbao.network.labels import BESIDE, LINE, NEAR, Label, Spot, Taken, broken, lay_labels, width
from tongbao.network.model import Edge, Network
from tongbao.network.picture import Caption, Line, Mark, Picture
from tongbao.network.place import by_stress, hops, lying
from tongbao.network.style import look_of, radius, thickness

CELL = 250.0
"""The width of a small picture; a smaller one has half of it."""
MARGIN, TALL = 12.0, 210.0
"""The space around what is drawn; how high the ties of one component may be."""
LABELS, FEW_LABELS = 6, 3
SLIM = 9
"""Columns of a line of a label in a picture of half the width."""
LARGEST = 11.0
"""The radius of the busiest unit of a view."""
ROUNDS = 100


class Scale(NamedTuple):
    """What all pictures of a view have in common: the busiest unit and the heaviest tie."""

    most: int
    heaviest: float
    largest: float = LARGEST

    def radius(self, count: int) -> float:
        """Return the radius of a unit with so many measures."""
        return radius(count, self.most, largest=self.largest)


class Small(NamedTuple):
    """The ties of one place that are to be drawn."""

    name: str
    """The name of the place, in the language of the picture."""
    said: tuple[str, str]
    """How many units it has, and how many are shown: two parts that may stand on lines of their own."""
    edges: Sequence[int]
    """The numbers of the ties in the network."""
    names: dict[int, str]
    """The names of its units, without the place."""


class _Ties(NamedTuple):
    """The ties of a picture, with what is around them."""

    network: Network
    edges: Sequence[Edge]
    around: dict[int, list[int]]
    scale: Scale

    def radius(self, node: int) -> float:
        return self.scale.radius(self.network.nodes[node].leads)

    def box(self, places: Mapping[int, Point]) -> Box:
        return bounds(Box.around(point, self.radius(node) * 1.3 + 1) for node, point in places.items())


def drawn_small(small: Small, network: Network, language: Language, scale: Scale, wide: float) -> Picture:
    """Draw the strongest ties of a place."""
    edges = [network.edges[number] for number in small.edges]
    ties = _Ties(network, edges, _around(edges), scale)
    captions = _captions(small, wide)
    head = captions[-1].y + 10
    places, bottom = _placed(ties, head, wide - 2 * MARGIN)
    labels = _labels(small, places, ties, Box(2, head - 6, wide - 2, bottom + 2))
    return Picture(
        wide,
        round(bottom + MARGIN / 2, 1),
        tuple(_marks(places, labels, ties, language)),
        tuple(_lines(small, places, ties, language)),
        captions=captions,
    )


BOLD = 1.08
"""How much wider bold letters are."""
SMALL_PART = 4
"""Components of at most so many units stand in rows below the others."""


def _captions(small: Small, wide: float) -> tuple[Caption, ...]:
    """Return the name of the place, and beside or below it what is shown, in as many lines as it needs."""
    name = Caption(10, 20, small.name, strong=True)
    beside = round(20 + width(small.name) * BOLD, 1)
    said = [part for part in small.said if part]
    joined = "".join(said)
    if beside + width(joined) <= wide - 6:
        return name, Caption(beside, 20, joined)
    lines = [joined] if width(joined) <= wide - 16 else said
    return name, *(Caption(10, 36 + 16 * n, line.strip(" ，,")) for n, line in enumerate(lines))


def _around(edges: Sequence[Edge]) -> dict[int, list[int]]:
    around: dict[int, list[int]] = {}
    for edge in edges:
        around.setdefault(edge.one, []).append(edge.other)
        around.setdefault(edge.other, []).append(edge.one)
    return {node: sorted(others) for node, others in sorted(around.items())}


def _components(around: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the units in connected sets, the largest first."""
    seen: set[int] = set()
    found = []
    for start in around:
        if start not in seen:
            part = [start]
            seen.add(start)
            for node in part:  # the list grows meanwhile
                new = [other for other in around[node] if other not in seen]
                seen.update(new)
                part += new
            found.append(sorted(part))
    return sorted(found, key=lambda part: (-len(part), part))


# --- places -----------------------------------------------------------------------------------------------


def _placed(ties: _Ties, top: float, inner: float) -> tuple[dict[int, Point], float]:
    """Place all components in rows, the small ones below the others; return where they end, too."""
    large: list[dict[int, Point]] = []
    small: list[dict[int, Point]] = []
    columns = max(1, math.floor(inner / (CELL - 2 * MARGIN)))
    for part in _components(ties.around):
        if len(part) > SMALL_PART:
            high = max(60.0, TALL * min(1.0, math.sqrt(len(part) / 26)))
            own = inner / columns if len(part) <= STRONG else inner
            large.append(_spread(part, ties, (own - (2 * BETWEEN if columns > 1 else 0) - 12, high)))
        else:
            small.append(_spread(part, ties, None))
    places: dict[int, Point] = {}
    top = _in_rows(large, ties, places, top, inner)
    return places, _in_rows(small, ties, places, top, inner, spread=False)


STRONG = 40
"""A component of more units has all the width of its picture."""


def _in_rows(
    parts: Sequence[Mapping[int, Point]],
    ties: _Ties,
    places: dict[int, Point],
    top: float,
    inner: float,
    *,
    spread: bool = True,
) -> float:
    """Put components beside one another, in rows, spread over the width or from the left; return where they end."""
    rows: list[list[tuple[Mapping[int, Point], Box]]] = []
    left = inner
    for part in parts:
        box = ties.box(part)
        if not rows or left + box.right - box.left > inner:
            rows.append([])
            left = 0.0
        rows[-1].append((part, box))
        left += box.right - box.left + BETWEEN
    for row in rows:
        high = max(box.bottom - box.top for _, box in row)
        used = sum(box.right - box.left for _, box in row)
        gap = (inner - used) / len(row) if spread else BETWEEN
        left = MARGIN + (gap / 2 if spread else 0.0)
        for part, box in row:
            down = top + (high - box.bottom + box.top) / 2 - box.top
            places |= {node: (x + left - box.left, y + down) for node, (x, y) in part.items()}
            left += box.right - box.left + gap
        top += high + (14 if spread else 10)
    return top


BETWEEN = 18.0


def _spread(part: Sequence[int], ties: _Ties, room: tuple[float, float] | None) -> dict[int, Point]:
    """Place a component as large as there is room, turned so that it is largest, or small and lying; no two marks touch."""
    local = {node: n for n, node in enumerate(part)}
    around = [[local[other] for other in ties.around[node]] for node in part]
    far = [hops(around, n) for n in range(len(part))]
    busiest = max(range(len(part)), key=lambda n: (len(around[n]), -n))
    points = by_stress(far, busiest, ROUNDS)
    radii = [ties.radius(node) for node in part]
    if room is None:
        by = 2 * max(radii) + 12
        return dict(zip(part, _apart([(x * by, y * by) for x, y in lying(points)], radii), strict=True))
    ways = [[turned(point, direction(n / 12)) for point in points] for n in range(6)]
    best = max(ways, key=lambda way: round(_fit(way, room), 6))
    by = min(_fit(best, room), LONGEST)
    box = bounds(Box.around((x * by, y * by), 0) for x, y in best)
    wider = min(STRETCH, room[0] / max(1.0, box.right - box.left)) * by
    higher = min(STRETCH, room[1] / max(1.0, box.bottom - box.top)) * by
    return dict(zip(part, _apart([(x * wider, y * higher) for x, y in best], radii), strict=True))


LONGEST = 46.0
"""How long a tie is at most."""
STRETCH = 1.5
"""By how much a component is stretched to fill its room: lengths mean nothing, and labels need space."""


def _fit(points: Sequence[Point], room: tuple[float, float]) -> float:
    """Return by how much points can be stretched in a room."""
    box = bounds(Box.around(point, 0) for point in points)
    return min(room[0] / max(0.1, box.right - box.left), room[1] / max(0.1, box.bottom - box.top))


def _apart(points: list[Point], radii: Sequence[float]) -> list[Point]:
    """Push marks apart that would touch, within the rectangle that they fill."""
    box = bounds(Box.around(point, 0.5) for point in points)
    for _ in range(60):
        moved = False
        for n, m in combinations(range(len(points)), 2):
            (x, y), (u, v) = points[n], points[m]
            near, least = length((x - u, y - v)), 1.25 * (radii[n] + radii[m]) + 4
            if near < least:
                dx, dy = ((x - u) / near, (y - v) / near) if near > 0.01 else direction((n + m) / 7)
                by = (least - near) / 2 + 0.01
                points[n] = _inside((x + dx * by, y + dy * by), box)
                points[m] = _inside((u - dx * by, v - dy * by), box)
                moved = True
        if not moved:
            break
    return points


def _inside(point: Point, box: Box) -> Point:
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


# --- what is drawn ----------------------------------------------------------------------------------------


def _marks(places: Mapping[int, Point], labels: Mapping[int, Label], ties: _Ties, language: Language) -> Iterator[Mark]:
    for node, (x, y) in sorted(places.items()):
        unit, at = ties.network.nodes[node], (round(x, 1), round(y, 1), ties.radius(node))
        yield Mark(node, *at, look_of(unit, ties.network.of), labels.get(node), "", about_node(unit, language))


def _lines(small: Small, places: Mapping[int, Point], ties: _Ties, language: Language) -> Iterator[Line]:
    """Yield the ties, the strongest last, above the others."""
    for number, edge in reversed(list(zip(small.edges, ties.edges, strict=True))):
        (x, y), (u, v) = places[edge.one], places[edge.other]
        ends = (round(x, 1), round(y, 1)), (round(u, 1), round(v, 1))
        wide = thickness(edge.weight, ties.scale.heaviest)
        yield Line(number, edge.one, edge.other, ends, wide, about_edge(edge, ties.network, language))


def _labels(small: Small, places: Mapping[int, Point], ties: _Ties, frame: Box) -> dict[int, Label]:
    """Label the busiest units where there is room, six at most, three in a small picture."""
    taken = Taken((places[edge.one], places[edge.other]) for edge in ties.edges)
    for node, point in places.items():
        taken.add(Box.around(point, ties.radius(node) + 1))
    ranked = sorted(places, key=lambda node: (-ties.network.nodes[node].leads, node))
    most = LABELS if frame.right > CELL * 0.75 else FEW_LABELS
    found: dict[int, Label] = {}
    for pushes, least in ((BESIDE, most), (NEAR, (most + 1) // 2)):  # with a line to the name only where few have room
        for node in ranked[: 3 * most]:
            if len(found) >= least:
                break
            if node not in found and (label := _label(node, small, places, ties, taken, frame, pushes)):
                found[node] = label
    return found


def _label(
    node: int,
    small: Small,
    places: Mapping[int, Point],
    ties: _Ties,
    taken: Taken,
    frame: Box,
    pushes: Sequence[float],
) -> Label | None:
    x, y = places[node]
    others = [places[other] for other in ties.around[node]]
    out = sum(x - u for u, _ in others), sum(y - v for _, v in others)
    spot = Spot(x, y, ties.radius(node), broken(small.names[node], LINE if frame.right > CELL * 0.75 else SLIM), out)
    return lay_labels([spot], [0], taken, frame, pushes).get(0)
