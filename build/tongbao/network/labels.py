"""Place labels beside nodes, so that no label covers another label or a node, and few are on an edge."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tongbao.network.place import Point

HEIGHT = 14.0
"""Height of a line of a label, in pixels."""
COLUMN = 6.4
"""Width of one column, in pixels: half a Chinese character, or about a Latin letter."""
LINE = 26
"""Columns of a line; longer names are broken into lines."""
LINES = 4
"""Lines of a label; a longer name is cut, and the title of its node has it in full."""
_CELL = 60.0


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether two rectangles overlap."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

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


class Spot(NamedTuple):
    """A node that needs a label: its place, its radius, the lines of its label, and the other ends of its edges."""

    x: float
    y: float
    radius: float
    lines: list[str]
    ends: Sequence[Point] = ()


class Label(NamedTuple):
    """A label in its place: its lines, the rectangle that they fill, and their alignment in it."""

    lines: list[str]
    box: Box
    anchor: str
    """As SVG's ``text-anchor`` has it: start, middle or end."""


class _Taken:
    """The rectangles that are taken already, indexed by squares of the plane."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, int]]] = defaultdict(list)

    def add(self, box: Box, owner: int) -> None:
        for cell in _cells(box):
            self._cells[cell].append((box, owner))

    def is_free(self, box: Box, owner: int) -> bool:
        near = (entry for cell in _cells(box) for entry in self._cells.get(cell, ()))
        return not any(box.meets(other) for other, whose in near if whose != owner)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
        for row in range(math.floor(box.top / _CELL), math.floor(box.bottom / _CELL) + 1):
            yield column, row


def width(text: str) -> float:
    """Return the approximate width of a line, in pixels."""
    return _columns(text) * COLUMN


def _columns(text: str) -> int:
    from wcwidth import wcswidth  # its tables are slow to import, and only drawings need them

    return max(wcswidth(text), len(text))


def broken(name: str) -> list[str]:
    """Break a name into lines: Latin words stay whole where they fit, Chinese is broken anywhere."""
    lines, line = [], ""
    for piece in _pieces(" ".join(name.split())):
        if line and _columns(line + piece.rstrip()) > LINE:
            lines.append(line.strip())
            line = ""
        line += piece
    lines.append(line.strip())
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1][:-1]}…"]
    return lines


def _pieces(name: str) -> Iterator[str]:
    """Yield the pieces that must stay on one line, each with the space after it."""
    from wcwidth import wcwidth

    word = ""
    for character in name:
        if wcwidth(character) == 2 or len(word) >= LINE:
            yield from filter(None, (word, character))
            word = ""
            continue
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


def lay_labels(spots: Sequence[Spot], order: Iterable[int], *, distance: float = 4.0) -> dict[int, Label]:
    """Place a label for each node that has room for one.

    ``order`` gives the nodes in the order in which they are placed. Nodes without room for a label are left out of the result.
    """
    taken, found = _Taken(), dict[int, Label]()
    for number, (x, y, radius, _, _) in enumerate(spots):
        taken.add(Box(x - radius, y - radius, x + radius, y + radius), number)
    for number in order:
        spot = spots[number]
        free = [label for label in _candidates(spot, distance) if taken.is_free(label.box, number)]
        if free:
            best = min(free, key=lambda label: _crossings(label.box, spot))  # the first with the fewest crossings
            taken.add(best.box, -1)
            found[number] = best
    return found


def _crossings(box: Box, spot: Spot) -> int:
    return sum(box.is_crossed((spot.x, spot.y), end) for end in spot.ends)


def _candidates(spot: Spot, distance: float) -> Iterator[Label]:
    """Yield places around a node: right, left, below, above, then the corners, then the same farther away."""
    x, y, radius, lines, _ = spot
    wide, high = max(map(width, lines)), HEIGHT * len(lines)
    for push in (0.0, 8.0, 20.0):
        gap = radius + distance + push
        near = 0.7 * gap
        for left, top, anchor in (
            (x + gap, y - high / 2, "start"),
            (x - gap - wide, y - high / 2, "end"),
            (x - wide / 2, y + gap, "middle"),
            (x - wide / 2, y - gap - high, "middle"),
            (x + near, y + near, "start"),
            (x + near, y - near - high, "start"),
            (x - near - wide, y + near, "end"),
            (x - near - wide, y - near - high, "end"),
        ):
            yield Label(lines, Box(left, top, left + wide, top + high), anchor)
