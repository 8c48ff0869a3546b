"""Put labels beside nodes so that none covers another label or a node, and few lie on an edge."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tongbao.network.place import Point

HEIGHT = 14.0
"""Pixels of a line of a label."""
COLUMN = 6.4
"""Pixels of one column: half a Chinese character, or about a Latin letter."""
LINE = 26
"""Columns of a line; longer names are broken."""
LINES = 4
"""Lines of a label; a longer name is cut, and told whole by the title of its node."""
_CELL = 60.0


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles overlap."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def is_crossed(self, one: Point, other: Point) -> bool:
        """Tell whether a straight line between two points leads through the rectangle."""
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
    """A node that wants a label: its place, its radius, the lines of its label, and where its edges lead."""

    x: float
    y: float
    radius: float
    lines: list[str]
    ends: Sequence[Point] = ()


class Label(NamedTuple):
    """A label in its place: its lines, the rectangle they fill, and how they are aligned in it."""

    lines: list[str]
    box: Box
    anchor: str
    """As SVG's ``text-anchor`` has it: start, middle or end."""


class _Taken:
    """What is taken already, found again by squares of the plane."""

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
    """Return about how many pixels a line takes from left to right."""
    return _columns(text) * COLUMN


def _columns(text: str) -> int:
    from wcwidth import wcswidth  # its tables take time to import, and only a drawing needs them

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
    """Yield what must stay on one line, each with the space behind it."""
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
    """Place a label for each node as long as there is room for it.

    ``order`` tells which nodes come first. Nodes without room for a label are left out of the answer.
    """
    taken, found = _Taken(), dict[int, Label]()
    for number, (x, y, radius, _, _) in enumerate(spots):
        taken.add(Box(x - radius, y - radius, x + radius, y + radius), number)
    for number in order:
        spot = spots[number]
        free = [label for label in _candidates(spot, distance) if taken.is_free(label.box, number)]
        if free:
            best = min(free, key=lambda label: _crossings(label.box, spot))  # the first of those with fewest
            taken.add(best.box, -1)
            found[number] = best
    return found


def _crossings(box: Box, spot: Spot) -> int:
    return sum(box.is_crossed((spot.x, spot.y), end) for end in spot.ends)


def _candidates(spot: Spot, distance: float) -> Iterator[Label]:
    """Yield places around a node: right, left, below, above, then the corners, then the same farther off."""
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
