"""Lead lines between boxes that stand in columns: through the gutters between these, each class that is led to on a lane of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from tongbao.network.geometry import Box, Point

LANE = 8.0
"""Between two lanes, in pixels."""
MOST = 7
"""So many lanes of a gutter are put into the best order by trying all."""


class Tie(NamedTuple):
    """What a line connects: the columns and heights of both ends; lines to one target share their lanes."""

    column: int
    y: float
    target: str
    target_column: int
    target_y: float


class Leg(NamedTuple):
    """A vertical piece of a way: its gutter, and the heights at which it begins and ends; whether it comes from the left, and goes to it."""

    gutter: int
    start: float
    end: float
    from_left: bool
    to_left: bool


def ways_of(ties: Sequence[Tie], gaps: Sequence[Sequence[float]]) -> dict[Tie, list[Leg]]:
    """Return the vertical pieces of each way; ``gaps`` are the heights between the boxes of each column, where it may be crossed."""
    crossed: dict[tuple[int, float], list[str]] = defaultdict(list)
    for tie in ties:
        for column, y in _crossed(tie, gaps):
            if tie.target not in crossed[column, y]:
                crossed[column, y].append(tie.target)
    found = {}
    for tie in ties:
        heights = [y + _beside(crossed[column, y], tie.target) for column, y in _crossed(tie, gaps)]
        found[tie] = _legs(tie, [tie.y, *heights, tie.target_y])
    return found


def _crossed(tie: Tie, gaps: Sequence[Sequence[float]]) -> list[tuple[int, float]]:
    """Return the columns that a way crosses, each with the gap that is nearest to the straight way."""
    step = 1 if tie.column < tie.target_column else -1
    found, y = [], tie.y
    for column in range(tie.column + step, tie.target_column, step) if tie.column != tie.target_column else ():
        middle = (y + tie.target_y) / 2
        y = min(gaps[column], key=lambda gap: abs(gap - middle))
        found.append((column, y))
    return found


def _beside(targets: Sequence[str], target: str) -> float:
    """Return how far from the middle of a gap the lane of a target lies."""
    return (targets.index(target) - (len(targets) - 1) / 2) * LANE


def _legs(tie: Tie, heights: Sequence[float]) -> list[Leg]:
    one, other = tie.column, tie.target_column
    if one == other:
        return [Leg(one, tie.y, tie.target_y, from_left=True, to_left=True)]
    gutters = range(one, other) if one < other else range(one - 1, other - 1, -1)
    forward = one < other
    return [
        Leg(gutter, heights[n], heights[n + 1], from_left=forward, to_left=not forward)
        for n, gutter in enumerate(gutters)
    ]


def lanes(ways: Mapping[Tie, Sequence[Leg]]) -> dict[int, list[str]]:
    """Return the targets that have a lane in each gutter, from left to right, so that few lines cross."""
    legs: dict[int, dict[str, list[Leg]]] = defaultdict(lambda: defaultdict(list))
    for tie, way in ways.items():
        for leg in way:
            legs[leg.gutter][tie.target].append(leg)
    return {gutter: _ordered(by_target) for gutter, by_target in sorted(legs.items())}


def _ordered(legs: Mapping[str, Sequence[Leg]]) -> list[str]:
    names = sorted(legs, key=lambda name: (sum(leg.start for leg in legs[name]) / len(legs[name]), name))
    if len(names) <= MOST:
        return min(map(list, permutations(names)), key=lambda order: _crossings(order, legs))
    for _ in names:  # neighbours change places as long as that helps
        for n in range(len(names) - 1):
            swapped = [*names[:n], names[n + 1], names[n], *names[n + 2 :]]
            if _crossings(swapped, legs) < _crossings(names, legs):
                names = swapped
    return names


def _crossings(order: Sequence[str], legs: Mapping[str, Sequence[Leg]]) -> int:
    """Count where a horizontal piece of one lane goes through the vertical piece of another."""
    spans = {name: (min(_ends(legs[name])), max(_ends(legs[name]))) for name in order}
    count = 0
    for n, name in enumerate(order):
        for leg in legs[name]:
            for y, is_left in ((leg.start, leg.from_left), (leg.end, leg.to_left)):
                between = order[:n] if is_left else order[n + 1 :]
                count += sum(spans[other][0] < y < spans[other][1] for other in between)
    return count


def _ends(legs: Sequence[Leg]) -> Iterator[float]:
    for leg in legs:
        yield leg.start
        yield leg.end


def drawn(
    tie: Tie, way: Sequence[Leg], xs: Mapping[tuple[int, str], float], columns: Sequence[Box]
) -> tuple[Point, ...]:
    """Return the points of a way; ``xs`` are the places of the lanes, ``columns`` the rectangles of the columns."""
    first, last = way[0], way[-1]
    start = columns[tie.column]
    points = [(start.right if first.from_left else start.left, tie.y)]
    for leg in way:
        x = xs[leg.gutter, tie.target]
        points += [(x, leg.start), (x, leg.end)]
    end = columns[tie.target_column]
    return (*points, (end.right if last.to_left else end.left, tie.target_y))
