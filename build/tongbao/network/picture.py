"""A picture as data: where everything is, in pixels. SVG is written from it, and a page's script may read it as JSON."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from tongbao.network.geometry import Point, Segment
from tongbao.network.labels import Label
from tongbao.network.style import Look

BROAD, NARROW = 752.0, 344.0
"""The widths of pictures: beside a panel on a desk, and on a phone."""


class Mark(NamedTuple):
    """A unit or a measure."""

    node: int
    """Its number in the network; of a measure, in that of two modes."""
    x: float
    y: float
    radius: float
    look: Look
    label: Label | None = None
    number: str = ""
    """What stands in the ring of a measure: how many lead it, from three on."""
    title: str = ""
    """What a pointer shows: its full name."""


class Line(NamedTuple):
    """A line between two marks: a printed fact, or what two units have in common."""

    edge: int
    """Its number in the network that is drawn."""
    one: int
    other: int
    """The numbers of the nodes at its ends."""
    ends: Segment
    width: float
    title: str = ""


class Hull(NamedTuple):
    """A pale ground behind the units of one measure."""

    node: int
    path: str


class Caption(NamedTuple):
    """Words that stand by themselves: what a group is, or the name of a place (``strong``)."""

    x: float
    y: float
    text: str
    strong: bool = False


class Key(NamedTuple):
    """An entry of the legend: a mark, or words alone."""

    text: str
    look: Look | None = None
    hulled: bool = False
    width: float = 0
    """Of a line, its width."""


class Picture(NamedTuple):
    """Everything in a picture but the legend's place: pages and files lay that out each in their way."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    hulls: tuple[Hull, ...] = ()
    captions: tuple[Caption, ...] = ()
    rules: tuple[Segment, ...] = ()
    """Thin lines between parts."""
    legend: tuple[Key, ...] = ()

    def moved(self, right: float, down: float) -> "Picture":
        """Return the picture in another place, to stand with others in one; its hulls cannot be moved."""
        assert not self.hulls, "the path of a hull is written already"
        return self._replace(
            marks=tuple(_moved_mark(mark, right, down) for mark in self.marks),
            lines=tuple(line._replace(ends=_moved(line.ends, right, down)) for line in self.lines),
            captions=tuple(one._replace(x=one.x + right, y=one.y + down) for one in self.captions),
            rules=tuple(_moved(rule, right, down) for rule in self.rules),
        )


def _moved(line: Segment, right: float, down: float) -> Segment:
    (x, y), (u, v) = line
    return (x + right, y + down), (u + right, v + down)


def _moved_mark(mark: Mark, right: float, down: float) -> Mark:
    label = mark.label and mark.label.moved(right, down)
    return mark._replace(x=mark.x + right, y=mark.y + down, label=label)


def as_json(picture: Picture) -> dict[str, Any]:
    """Return a picture as plain values, for a script: numbers rounded to a tenth of a pixel."""
    return {
        "width": _short(picture.width),
        "height": _short(picture.height),
        "marks": [_mark(mark) for mark in picture.marks],
        "lines": [
            {"edge": line.edge, "one": line.one, "other": line.other, "ends": _flat(line.ends), "width": line.width}
            for line in picture.lines
        ],
        "hulls": [{"node": hull.node, "path": hull.path} for hull in picture.hulls],
        "captions": [
            {"x": _short(one.x), "y": _short(one.y), "text": one.text, "strong": one.strong} for one in picture.captions
        ],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    found: dict[str, Any] = {
        "node": mark.node,
        "x": _short(mark.x),
        "y": _short(mark.y),
        "radius": mark.radius,
        "shape": mark.look.shape,
        "class": mark.look.mark,
    }
    if mark.number:
        found["number"] = mark.number
    if mark.label:
        box = [_short(value) for value in mark.label.box]
        found["label"] = {"lines": list(mark.label.lines), "box": box, "anchor": mark.label.anchor}
        if mark.label.leader:
            found["label"]["leader"] = _flat(mark.label.leader)
    return found


def _short(value: float) -> float:
    return round(value, 1)


def _flat(points: Iterable[Point]) -> list[float]:
    return [_short(value) for point in points for value in point]
