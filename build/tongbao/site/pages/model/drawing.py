"""What a diagram consists of: words in their places, boxes, and lines; independent of how it is written."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao.network.geometry import Box, Point
from tongbao.network.labels import width

PAD = 10.0
"""Between the border of a box and its words, in pixels."""

BOLD = 1.14
"""How much wider bold words are."""


class Words(NamedTuple):
    """A line of text: where its baseline starts or, by its anchor, ends."""

    x: float
    y: float
    text: str
    style: str
    """A key of ``STYLES``."""
    anchor: str = "start"

    @property
    def wide(self) -> float:
        """Return its width in a wide font, in pixels."""
        size, weight = STYLES[self.style]
        return width(self.text, size) * (BOLD if weight > 400 else 1)

    @property
    def box(self) -> Box:
        """Return the rectangle that it fills."""
        size, _ = STYLES[self.style]
        left = self.x - (self.wide if self.anchor == "end" else 0)
        return Box(left, self.y - size * 0.86, left + self.wide, self.y + size * 0.22)


STYLES = {
    "name": (15.0, 700),
    "term": (12.0, 400),
    "row": (12.0, 400),
    "key": (12.0, 700),
    "value": (12.0, 400),
    "many": (11.0, 400),
}
"""The sizes and weights of words."""


class Row(NamedTuple):
    """A property of a class, or a class below it: its words, what a pointer shows of it, and where its line begins."""

    words: tuple[Words, ...]
    about: str
    y: float
    """The middle of the row."""
    target: str = ""
    """The class that it leads to, whose table a click shows."""
    is_kind: bool = False


class Card(NamedTuple):
    """The box of a class."""

    cls: str
    box: Box
    hue: int
    head: tuple[Words, ...]
    about: str
    rows: tuple[Row, ...]
    is_small: bool = False


class Line(NamedTuple):
    """A way from a row to the box that it leads to, with an arrow at its end."""

    points: tuple[Point, ...]
    hue: int
    about: str
    has_arrow: bool = True


class Drawing(NamedTuple):
    """A diagram."""

    width: float
    height: float
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]

    def words(self) -> Iterator[Words]:
        """Yield all words in it."""
        for card in self.cards:
            yield from card.head
            for row in card.rows:
                yield from row.words


def rounded(points: Sequence[Point], radius: float = 5.0) -> str:
    """Return the path of a line of horizontal and vertical pieces, with round corners, as SVG has it."""
    points = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    path = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        before = min(radius, (abs(bx - ax) + abs(by - ay)) / 2, (abs(cx - bx) + abs(cy - by)) / 2)
        path.append(f"L{bx - _sign(bx - ax) * before:g} {by - _sign(by - ay) * before:g}")
        path.append(f"Q{bx:g} {by:g} {bx + _sign(cx - bx) * before:g} {by + _sign(cy - by) * before:g}")
    return " ".join([*path, f"L{points[-1][0]:g} {points[-1][1]:g}"])


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
