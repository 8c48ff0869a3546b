"""Arrange a component of three units and more: by branches where it is a tree, else by stress; few lines cross."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from tongbao.network.cast import Cast
from tongbao.network.geometry import Box, Point, bounds, cross, distance, holds, hull, length
from tongbao.network.groups import Component
from tongbao.network.place import LARGE, by_stress, placed_component
from tongbao.network.tree import by_branches, is_tree
from tongbao.network.two_mode import two_mode

TIE = {"zh": 78.0, "en": 96.0}
"""About how far two units with a line between them are apart: English names are longer."""
FEW = 40
_ROOTS, _REACHES = 4, (1.0, 1.25, 1.6, 2.1, 2.8)


def arranged(component: Component, cast: Cast) -> dict[int, Point]:
    """Place the units of a component and the measures that join them.

    Where measures are not drawn, the units of a small component have the same places as if they were.
    """
    if not cast.measures and 0 < len(component.joining) <= FEW - len(component.units):
        with_measures = Cast(two_mode(cast.network), cast.language, cast.wide)
        places = arranged(component, with_measures)
        return {unit: places[unit] for unit in component.units}
    marks = dict.fromkeys([*component.units, *(cast.ring[measure] for measure in component.joining if cast.measures)])
    graph = cast.neighbours(marks)
    if not cast.measures or len(graph) > LARGE:
        local = {node: n for n, node in enumerate(graph)}
        points = placed_component([[local[other] for other in others] for others in graph.values()])
        scale = TIE[cast.language] * (0.55 if cast.measures else 1)
        return {node: (x * scale, y * scale) for node, (x, y) in zip(graph, points, strict=True)}
    if not is_tree(graph):
        return min(_by_stress(graph, cast), key=lambda places: _faults(places, cast))
    best: tuple[float, dict[int, Point]] | None = None
    spokes = {ring: cast.spoke(ring) for ring in cast.leads}
    for root in sorted(graph, key=lambda node: (-len(graph[node]), node))[:_ROOTS]:
        for reach in _REACHES:
            places = by_branches(graph, root, spokes, reach)
            faults = _faults(places, cast)
            if best is None or faults < best[0] - 1e-6:
                best = faults, places
            if faults < 1:
                break
    assert best
    return best[1] if best[0] < 100 else min([best[1], *_by_stress(graph, cast)], key=lambda at: _faults(at, cast))


def _by_stress(graph: Mapping[int, list[int]], cast: Cast) -> Iterator[dict[int, Point]]:
    """Yield arrangements from several beginnings; a large component has one."""
    nodes = list(graph)
    far = [[float(value) for value in _lengths(graph, start, cast)] for start in nodes]
    order = sorted(range(len(nodes)), key=lambda n: (-len(graph[nodes[n]]), n))
    rounds = 150 if len(nodes) <= 60 else 40
    for first in order[: 4 if len(nodes) <= 40 else 1]:
        yield dict(zip(nodes, by_stress(far, first, rounds), strict=True))


def _lengths(graph: Mapping[int, list[int]], start: int, cast: Cast) -> list[float]:
    """Return the length of the shortest path from a node to each, in pixels; each line is as long as the spokes of its measure."""
    found = {start: 0.0}
    waiting = [start]
    for node in waiting:  # the list grows meanwhile; a path is as short in lines as it can be
        for other in graph[node]:
            if other not in found:
                ring = node if node in cast.leads else other
                found[other] = found[node] + cast.spoke(ring)
                waiting.append(other)
    return [found[node] for node in graph]


def _faults(places: Mapping[int, Point], cast: Cast) -> float:
    """Return how bad an arrangement is: crossings, marks too near one another or a line, strangers in a hull; then its size."""
    box = bounds(Box.around(point, 0) for point in places.values())
    size = (box.right - box.left + box.bottom - box.top) / 10_000
    if len(places) > 80:
        return size
    pairs = list(cast.pairs_within(places))
    lines = [(places[one], places[other]) for one, other in pairs]
    crossings = sum(cross(one, other) for one, other in combinations(lines, 2))
    near = sum(
        length((a[1][0] - b[1][0], a[1][1] - b[1][1])) < cast.radius(a[0]) + cast.radius(b[0]) + 14
        for a, b in combinations(places.items(), 2)
    )
    touched = sum(
        distance(point, line) < cast.radius(node) + 6
        for node, point in places.items()
        for ends, line in zip(pairs, lines, strict=True)
        if node not in ends
    )
    strange = sum(
        len(list(strangers(ring, places, cast)))
        for ring, units in cast.leads.items()
        if ring in places and len(units) > 2
    )
    return 100 * (crossings + near + touched) + 20 * strange + size


def strangers(ring: int, places: Mapping[int, Point], cast: Cast) -> Iterator[int]:
    """Yield the marks in the hull of a measure that they have no part in."""
    units = cast.leads[ring]
    corners = hull([places[node] for node in [*units, ring] if node in places])
    if len(corners) < 3:
        return
    box = bounds(Box.around(corner, HULL_ROOM) for corner in corners)
    for node, (x, y) in places.items():
        inside = box.left < x < box.right and box.top < y < box.bottom and node != ring and node not in units
        if inside and holds(corners, (x, y), HULL_ROOM):
            yield node


HULL_ROOM = 22.0
"""How near a mark may be to the outline of a hull."""
