"""Place labels beside nodes, so that no label covers a node, a line or another label."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tongbao.network.geometry import Box, Point, Segment, direction, length

SIZE = 12.5
"""The size of letters, in pixels, as in the style sheet of the site."""
HEIGHT = 15.0
"""Height of a line of a label, in pixels."""
LINE, LONG = 17, 24
"""Columns of a line, and of a line of a name that would need too many; a Chinese character has two."""
LINES = 4
"""Lines of a label; a longer name is cut, and the title of its node has it in full."""
_CELL = 60.0
_NARROW, _WIDE = frozenset(" fijlrtI'’‘.,:;|!()[]-/·"), frozenset("mwMW@%—…")


class Spot(NamedTuple):
    """A node that needs a label: its place, its radius, the lines of its label, and where there is most room: a direction."""

    x: float
    y: float
    radius: float
    lines: Sequence[str]
    out: Point = (0.0, 1.0)


class Label(NamedTuple):
    """A label in its place: its lines, the rectangle that they fill, and their alignment in it."""

    lines: Sequence[str]
    box: Box
    anchor: str
    """As SVG's ``text-anchor`` has it: start, middle or end."""
    leader: Segment | None = None
    """A line from its node, where the label is not beside it."""

    def moved(self, right: float, down: float) -> "Label":
        """Return the label in another place."""
        box = self.box.moved(right, down)
        if self.leader is None:
            return self._replace(box=box)
        (x, y), (u, v) = self.leader
        return self._replace(box=box, leader=((x + right, y + down), (u + right, v + down)))


class Taken:
    """What is taken of a picture already: rectangles and lines, indexed by squares of the plane."""

    def __init__(self, lines: Iterable[Segment] = ()) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._lines: dict[tuple[int, int], list[Segment]] = defaultdict(list)
        for line in lines:
            for piece in _pieces_of(line):
                for cell in _cells(piece):
                    self._lines[cell].append(line)

    def copy(self) -> "Taken":
        """Return what is taken, to try something."""
        other = Taken()
        other._boxes = defaultdict(list, {cell: [*boxes] for cell, boxes in self._boxes.items()})
        other._lines = self._lines
        return other

    def add(self, box: Box) -> None:
        """Take a rectangle."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def is_free(self, box: Box) -> bool:
        """Return whether nothing taken is in a rectangle."""
        for cell in _cells(box):
            if any(box.meets(other) for other in self._boxes.get(cell, ())):
                return False
            if any(box.is_crossed(*line) for line in self._lines.get(cell, ())):
                return False
        return True

    def is_crossed(self, line: Segment, start: Point) -> bool:
        """Return whether a line goes through a rectangle that is taken, other than that of the mark where it starts."""
        return any(
            box.is_crossed(*line) and not box.holds(start)
            for piece in _pieces_of(line)
            for cell in _cells(piece)
            for box in self._boxes.get(cell, ())
        )


def _pieces_of(line: Segment) -> Iterator[Box]:
    (x, y), (u, v) = line
    count = max(1, math.ceil(length((u - x, v - y)) / _CELL))
    for n in range(count):
        one, other = (x + (u - x) * n / count, y + (v - y) * n / count), (n + 1) / count
        end = x + (u - x) * other, y + (v - y) * other
        yield Box(min(one[0], end[0]), min(one[1], end[1]), max(one[0], end[0]), max(one[1], end[1]))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
        for row in range(math.floor(box.top / _CELL), math.floor(box.bottom / _CELL) + 1):
            yield column, row


@lru_cache(maxsize=4096)
def width(text: str, size: float = SIZE) -> float:
    """Return the width of a line, in pixels: about that in a wide font, so that narrower ones fit."""
    return round(sum(map(_wide, text)) * size, 1)


def _wide(character: str) -> float:
    if ord(character) > 0x2E7F:
        return 1.0
    if character in _NARROW:
        return 0.35
    if character in _WIDE:
        return 0.94
    return 0.66 if character.isupper() or character.isdigit() else 0.58


def _columns(text: str) -> int:
    from wcwidth import wcswidth  # its tables are slow to import, and only drawings need them

    return max(wcswidth(text), len(text))


@lru_cache(maxsize=4096)
def broken(name: str, columns: int = LINE) -> tuple[str, ...]:
    """Break a name into lines of about the same width: Latin words stay whole where they fit, Chinese is broken anywhere.

    >>> broken("Natural Resources and Planning")
    ('Natural Resources', 'and Planning')
    """
    name = " ".join(name.split())
    if _columns(name) > columns * 3:
        columns = max(columns, LONG)
    lines = _filled(name, columns)
    for fewer in range(columns - 1, 5, -1):
        narrower = _filled(name, fewer)
        if len(narrower) > len(lines):
            break
        lines = narrower
    if len(lines) > LINES:
        lines = _filled(name, columns)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1][:-1]}…"]
    return tuple(lines)


def _filled(name: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(name, columns):
        if line and _columns(line + piece.rstrip()) > columns:
            lines.append(line.strip())
            line = ""
        line += piece
        if len(lines) > LINES:
            break
    lines.append(line.strip())
    return lines


def _pieces(name: str, columns: int) -> Iterator[str]:
    """Yield the pieces that must stay on one line, each with the space after it."""
    word = ""
    for character in name:
        if ord(character) > 0x2E7F or len(word) >= max(columns, LINE):
            yield from filter(None, (word, character))
            word = ""
            continue
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


BESIDE, NEAR = (0.0, 7.0), (0.0, 7.0, 22.0, 36.0)
"""How far labels may be pushed from their nodes, in pixels."""
AWAY = (*NEAR, *(60.0 + 28.0 * n for n in range(13)))
"""How far they are pushed where no name may be missing."""


def lay_labels(
    spots: Sequence[Spot],
    order: Iterable[int],
    taken: Taken,
    frame: Box | None = None,
    pushes: Sequence[float] = NEAR,
) -> dict[int, Label]:
    """Place a label for each node that has room for one, inside a frame; ``taken`` holds nodes and lines, and gets the labels.

    ``order`` gives the nodes in the order in which they are placed. Nodes without room are left out of the result; with
    ``AWAY`` that is only where the frame is full.
    """
    found: dict[int, Label] = {}
    for number in order:
        spot, crossing = spots[number], None
        for box, anchor, push in _candidates(spot, pushes):
            if (frame and not frame.contains(box)) or not taken.is_free(box):
                continue
            label = Label(spot.lines, box, anchor, _leader(spot, box) if push > BESIDE[-1] else None)
            if label.leader and taken.is_crossed(label.leader, (spot.x, spot.y)):
                crossing = crossing or label
                continue
            found[number] = label
            break
        if number not in found and crossing and pushes == AWAY:
            found[number] = crossing  # better a line through something than no name
        if number in found:
            box = found[number].box
            taken.add(Box(box.left - 3, box.top - 1, box.right + 3, box.bottom + 1))
    return found


def _candidates(spot: Spot, pushes: Sequence[float]) -> Iterator[tuple[Box, str, float]]:
    """Yield places around a node, near ones first, and among them those on the side with most room.

    Each is a rectangle, the alignment in it, and how far it is pushed away.
    """
    wide, high = max(map(width, spot.lines)), HEIGHT * len(spot.lines)
    sides = sorted(range(len(_SIDES)), key=lambda n: -_toward(_SIDES[n], spot.out))
    for push in pushes:
        gap = spot.radius + 4 + push
        for n in sides:
            left, top, anchor = _beside(n, spot, gap, wide, high)
            yield Box(left, top, left + wide, top + high), anchor, push
        if push > NEAR[-1]:  # more ways than straight and at a corner
            for n in range(48):
                dx, dy = direction(n / 48)
                x, y = spot.x + dx * gap, spot.y + dy * (gap + high / 2)
                left = x - wide / 2 + dx * wide / 2
                yield Box(left, y - high / 2, left + wide, y + high / 2), "middle", push


_SIDES: tuple[Point, ...] = (
    *((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)),
    *((0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7)),
    *((0.9, -0.4), (0.9, 0.4), (-0.9, -0.4), (-0.9, 0.4)),
)
"""Where a label may stand beside its node: straight, at a corner, a little above or below."""


def _beside(side: int, spot: Spot, gap: float, wide: float, high: float) -> tuple[float, float, str]:
    """Return left, top and alignment of a label on one of the sides."""
    dx, dy = _SIDES[side]
    if dx == 0:
        return spot.x - wide / 2, spot.y + (gap - 2 if dy > 0 else 2 - gap - high), "middle"
    near = gap if abs(dx) > 0.8 else 0.7 * gap
    left = spot.x + near if dx > 0 else spot.x - near - wide
    if dy == 0:
        top = spot.y - high / 2
    elif abs(dx) > 0.8:
        top = spot.y - 6 if dy > 0 else spot.y - high + 6
    else:
        top = spot.y + near if dy > 0 else spot.y - near - high
    return left, top, "start" if dx > 0 else "end"


def _toward(side: Point, out: Point) -> float:
    level = 0.05 if side[0] == 0 or side[1] == 0 else 0.0  # straight beside or below reads best
    return side[0] * out[0] + side[1] * out[1] + level


def _leader(spot: Spot, box: Box) -> Segment:
    """Return the line from the edge of a node to the nearest point of its label."""
    x, y = min(max(spot.x, box.left), box.right), min(max(spot.y, box.top), box.bottom)
    far = length((x - spot.x, y - spot.y)) or 1.0
    share = (spot.radius + 2) / far
    return (spot.x + (x - spot.x) * share, spot.y + (y - spot.y) * share), (x, y)
