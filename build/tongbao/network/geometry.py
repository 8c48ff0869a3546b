"""Points, boxes and lines in pixels. Only +, -, *, / and roots are used, which all machines compute alike, to the last bit."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Point = tuple[float, float]
Segment = tuple[Point, Point]
TURN = 6.283185307179586
"""A full turn, in radians."""


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, point: Point, radius: float) -> "Box":
        """Return the square around a point."""
        x, y = point
        return cls(x - radius, y - radius, x + radius, y + radius)

    def meets(self, other: "Box") -> bool:
        """Return whether two rectangles overlap."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, point: Point) -> bool:
        """Return whether a point is in the rectangle."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def contains(self, other: "Box") -> bool:
        """Return whether another rectangle lies in this one."""
        left, top, right, bottom = other
        return left >= self.left and top >= self.top and right <= self.right and bottom <= self.bottom

    def is_crossed(self, one: Point, other: Point) -> bool:
        """Return whether a straight line between two points goes through the rectangle."""
        first, last = 0.0, 1.0
        for start, end, low, high in (
            (one[0], other[0], self.left, self.right),
            (one[1], other[1], self.top, self.bottom),
        ):
            if start == end:
                if not low <= start <= high:
                    return False
                continue
            enters, leaves = sorted(((low - start) / (end - start), (high - start) / (end - start)))
            first, last = max(first, enters), min(last, leaves)
        return first < last

    def moved(self, right: float, down: float) -> "Box":
        """Return the rectangle in another place."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)


def bounds(boxes: Iterable[Box]) -> Box:
    """Return the rectangle around others; an empty one at 0 where there are none."""
    found = list(boxes)
    if not found:
        return Box(0, 0, 0, 0)
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def direction(share: float) -> Point:
    """Return the point on the circle of radius 1 after a share of a turn: from the right, down, as pictures count.

    The sines of systems differ in their last digits; these sums of powers do not.

    >>> [round(value, 6) for value in direction(0.25)]
    [0.0, 1.0]
    """
    share -= math.floor(share + 0.5)  # between -1/2 and 1/2
    angle = share * TURN
    return _series(angle, 1.0, 1), _series(angle, angle, 2)


def _series(angle: float, first: float, at: int) -> float:
    total = term = first
    for n in range(at, at + 40, 2):
        term = -term * angle * angle / (n * (n + 1))
        total += term
    return total


def length(vector: Point) -> float:
    """Return the length of a vector."""
    return math.sqrt(vector[0] * vector[0] + vector[1] * vector[1])


def turned(point: Point, by: Point) -> Point:
    """Return a point turned around 0 by the direction of another."""
    return point[0] * by[0] - point[1] * by[1], point[0] * by[1] + point[1] * by[0]


def distance(point: Point, line: Segment) -> float:
    """Return how far a point is from a line that ends at both ends."""
    (x, y), (dx, dy) = line[0], (line[1][0] - line[0][0], line[1][1] - line[0][1])
    square = dx * dx + dy * dy
    along = ((point[0] - x) * dx + (point[1] - y) * dy) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return length((point[0] - x - along * dx, point[1] - y - along * dy))


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(one: Segment, other: Segment) -> bool:
    """Return whether two lines cross, other than at an end."""
    (a, b), (c, d) = one, other
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the smallest convex outline around points, clockwise as pictures are seen."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    halves: list[list[Point]] = []
    for way in (ordered, ordered[::-1]):
        half: list[Point] = []
        for point in way:
            while len(half) > 1 and _side(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return halves[0] + halves[1]


def holds(outline: Sequence[Point], point: Point, margin: float) -> bool:
    """Return whether a point is inside a convex outline, or nearer to it than a margin."""
    sides = list(zip(outline, [*outline[1:], outline[0]], strict=True))
    return all(_side(a, b, point) >= 0 for a, b in sides) or any(distance(point, side) < margin for side in sides)


def rounded(outline: Sequence[Point], margin: float) -> str:
    """Return the path of SVG around a convex outline at a distance, with round corners."""
    path: list[str] = []
    for (x, y), (u, v) in zip(outline, [*outline[1:], outline[0]], strict=True):
        far = length((u - x, v - y)) or 1.0
        away_x, away_y = margin * (v - y) / far, -margin * (u - x) / far
        start = f"{x + away_x:.1f} {y + away_y:.1f}"
        path.append(f"A{margin:g} {margin:g} 0 0 1 {start}" if path else f"M{start}")
        path.append(f"L{u + away_x:.1f} {v + away_y:.1f}")
    first = path[0][1:]
    return "".join(path) + f"A{margin:g} {margin:g} 0 0 1 {first}z"
