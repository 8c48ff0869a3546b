"""Place the nodes: the same network has the same places on every machine, to the last digit.

Components are placed by stress majorisation (Gansner, Koren and North 2004). It uses only +, -, *, / and roots, which
IEEE 754 defines to the last bit: libraries add up in an order that depends on the processor, and the sines of systems
differ. Large components are placed by igraph, if it is installed; its results are the same on one machine only.
"""

import importlib.util
import math
from collections import deque
from collections.abc import Iterator, Sequence

from tongbao.network.geometry import Point
from tongbao.network.model import Network

LARGE = 300
"""Components with more nodes than this are placed by another method: stress takes time proportional to the square of their number."""
ROUNDS, FEWEST = 200, 40
"""How often nodes are moved: a large component less often, for each round takes time proportional to the square of its nodes."""
WORK = 300_000
"""About how many pairs of nodes are looked at in all rounds of a large component."""
STILL = 0.02
"""A round in which no node moves farther than this part of the shortest distance is the last."""
ASIDE, BELOW = 1.3, 0.8
"""The distance between components; two nodes with an edge are about 1 apart."""


def placed(network: Network) -> list[Point]:
    """Return a place for each node, by its number: x to the right, y down, from 0, rounded to three digits."""
    neighbours = network.neighbours()
    groups = network.components()
    shapes = [_shape(group, neighbours) for group in groups]
    places: list[Point] = [(0.0, 0.0)] * len(network.nodes)
    for group, points, (left, top) in zip(groups, shapes, _packed(shapes), strict=True):
        for number, (x, y) in zip(group, points, strict=True):
            places[number] = round(x + left, 3), round(y + top, 3)
    return places


def _shape(group: list[int], neighbours: list[list[int]]) -> list[Point]:
    """Place one component, with its upper left corner at 0, wider than high."""
    local = {number: n for n, number in enumerate(group)}
    return placed_component([[local[other] for other in neighbours[number]] for number in group])


def placed_component(around: list[list[int]]) -> list[Point]:
    """Place a component of which the neighbours of each node are given, with its upper left corner at 0, wider than high."""
    if len(around) == 1:
        return [(0.0, 0.0)]
    if len(around) <= LARGE:
        points = _by_stress(around)
    elif importlib.util.find_spec("igraph"):
        points = _by_igraph(around)
    else:
        points = _sunflower(around)
    return _at_corner(lying(points))


# --- one component --------------------------------------------------------------------------------


def _by_stress(around: list[list[int]]) -> list[Point]:
    """Move nodes until their distances are as near to the lengths of their shortest paths as they can be."""
    count = len(around)
    far = [hops(around, start) for start in range(count)]
    order = sorted(range(count), key=lambda n: (-len(around[n]), n))
    return by_stress(far, order[0], max(FEWEST, min(ROUNDS, WORK // count**2)))


def by_stress(far: Sequence[Sequence[float]], first: int, rounds: int) -> list[Point]:
    """Move points, which begin in rings around the ``first``, until their distances come as near as they can to the given ones.

    It ends early, once the points hardly move any more (``STILL``).
    """
    count, centre = len(far), far[first]
    by_ring = sorted(range(count), key=lambda n: (centre[n], n))
    xs, ys = [0.0] * count, [0.0] * count
    for n, (x, y) in zip(by_ring, _directions(), strict=False):
        xs[n], ys[n] = centre[n] * x, centre[n] * y
    pulls = [_Pulls(row) for row in far]
    still = STILL * min((away for row in far for away in row if away), default=0.0)
    for _ in range(rounds):
        if max([_move(n, xs, ys, pulls[n]) for n in range(count)]) <= still:
            break
    return list(zip(xs, ys, strict=True))


class _Pulls:
    """How much each other point pulls one: near points have more weight."""

    def __init__(self, far: Sequence[float]) -> None:
        self.steady = [1.0 / (away * away) if away else 0.0 for away in far]
        self.outward = [1.0 / away if away else 0.0 for away in far]
        self.total = math.fsum(self.steady) or 1.0


def _move(n: int, xs: list[float], ys: list[float], pulls: _Pulls) -> float:
    """Move a point to where the others together would put it, each at its distance; return how far it went."""
    x, y, root = xs[n], ys[n], math.sqrt
    sum_x = sum_y = 0.0
    for there_x, there_y, steady, outward in zip(xs, ys, pulls.steady, pulls.outward, strict=True):
        dx, dy = x - there_x, y - there_y
        out = outward / (root(dx * dx + dy * dy) or 1e-9)
        sum_x += steady * there_x + out * dx
        sum_y += steady * there_y + out * dy
    xs[n], ys[n] = sum_x / pulls.total, sum_y / pulls.total
    return abs(xs[n] - x) + abs(ys[n] - y)


def _directions() -> Iterator[Point]:
    """Yield points on a circle, each turned by an angle of the triangle 3, 4, 5, so that no two coincide."""
    x, y = 1.0, 0.0
    while True:
        yield x, y
        x, y = 0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y


def hops(around: list[list[int]], start: int) -> list[int]:
    """Return the length of the shortest path from a node to each, in edges."""
    found = [-1] * len(around)
    found[start] = 0
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in around[node]:
            if found[other] < 0:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def _by_igraph(around: list[list[int]]) -> list[Point]:
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(1))
    edges = [(n, other) for n, others in enumerate(around) for other in others if n < other]
    graph = igraph.Graph(n=len(around), edges=edges)
    start = [list(point) for point in _sunflower(around)]
    layout = graph.layout_fruchterman_reingold(niter=300, seed=start, grid=True)
    return [(x, y) for x, y in layout.coords]


def _sunflower(around: list[list[int]]) -> list[Point]:
    """Place nodes evenly over a disc, the best connected in the middle."""
    order = sorted(range(len(around)), key=lambda n: (-len(around[n]), n))
    points = [(0.0, 0.0)] * len(around)
    for turn, (n, (x, y)) in enumerate(zip(order, _directions(), strict=False)):
        radius = math.sqrt(turn + 0.5)
        points[n] = radius * x, radius * y
    return points


def lying(points: list[Point]) -> list[Point]:
    """Turn points so that they spread most from left to right (their first principal axis)."""
    count = len(points)
    middle_x, middle_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    centred = [(x - middle_x, y - middle_y) for x, y in points]
    xx, yy = sum(x * x for x, _ in centred), sum(y * y for _, y in centred)
    xy = sum(x * y for x, y in centred)
    half = (xx - yy) / 2
    along, across = half + math.sqrt(half * half + xy * xy), xy
    length = math.sqrt(along * along + across * across)
    cos, sin = (along / length, across / length) if length else (0.0, 1.0) if yy > xx else (1.0, 0.0)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in centred]


def _at_corner(points: list[Point]) -> list[Point]:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return [(x - left, y - top) for x, y in points]


# --- all together ---------------------------------------------------------------------------------


def _packed(shapes: list[list[Point]]) -> list[Point]:
    """Return the upper left corner of each component; they are laid out in rows, the largest first."""
    sizes = [(max(x for x, _ in points) + ASIDE, max(y for _, y in points) + BELOW) for points in shapes]
    area = sum(width * height for width, height in sizes)
    limit = max([width for width, _ in sizes] + [math.sqrt(area * 1.6)])
    corners: list[Point] = []
    left = top = row = 0.0
    for width, height in sizes:
        if left and left + width > limit:
            left, top, row = 0.0, top + row, 0.0
        corners.append((left, top))
        left, row = left + width, max(row, height)
    return corners
