"""Tables with ruled lines on one page of a PDF: pdfplumber finds the cells, and a rule of ours closes open edges.

Where vertical lines run past the last horizontal line of a table, or begin above its first, a row has been cut by the end
of the page and has no line there; pdfplumber would leave its cells out. The same at the sides: many tables have no line at
the left and right.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tongbao.intake.original.layout import Piece
from tongbao.intake.original.pdf_lines import Line, Sign, lines_of, pieces_of

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

_NEAR = 4.0
"""Lines so near to each other, in points, are at the same place."""
_THICK = 4.0
"""A filled rectangle of up to this many points is a line."""
_SHORT = 8.0
"""Shorter lines close nothing."""


@dataclass(eq=False)
class Slot:
    """A cell while its table is put together."""

    pieces: tuple[Piece, ...] = ()

    @property
    def key(self) -> str:
        """Its words without white space, to compare."""
        return "".join("".join(piece.text.split()) for piece in self.pieces)


@dataclass
class Ruled:
    """A table on one page: the borders of its columns in points from the left, and its rows."""

    page: int
    top: float
    bottom: float
    borders: list[float]
    rows: list[list[Slot]] = field(default_factory=list)
    is_open_above: bool = False
    """Whether its first row has no line above: it is the rest of a row."""
    is_open_below: bool = False


_APART = 40.0
"""How far apart, in points, two tables stand at least where each has a heading; a row with one line is lower."""


class _Run(NamedTuple):
    """A straight line across or down: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


def ruled_tables(page: "PlumberPage", signs: Sequence[Sign]) -> tuple[list[Ruled], list[Sign]]:
    """Return the tables of a page from top to bottom, and the characters that stand outside of them."""
    if len(page.edges) < 4:
        return [], list(signs)
    drawn = page.filter(_is_line)
    across = _runs(drawn.horizontal_edges, "top", "x0", "x1")
    down = _runs(drawn.vertical_edges, "x0", "top", "bottom")
    rows = [closing for group in _groups(down) for closing in _closings(group, across)]
    across += [closing for closing, _ in rows]
    stacked = (part for group in _groups(across) for part in _parted(group, down))
    crossed = [group for group in stacked if any(_crosses(run, group) for run in down)]
    columns = [closing for group in crossed for closing, _ in _closings(group, down)]
    cut = [run.at for run, is_open in rows if is_open]
    settings = {
        "explicit_horizontal_lines": [_drawn(run.start, run.at, run.end, run.at) for run, _ in rows],
        "explicit_vertical_lines": [_drawn(run.at, run.start, run.at, run.end) for run in columns],
    }
    tables: list[Ruled] = []
    free = list(signs)
    for found in drawn.find_tables(settings):
        table, free = _table(page.page_number, found.cells, free)
        table.is_open_above = any(abs(table.top - at) < _NEAR for at in cut)
        table.is_open_below = any(abs(table.bottom - at) < _NEAR for at in cut)
        if any(slot.pieces for row in table.rows for slot in row):
            tables.append(table)
    return sorted(tables, key=lambda table: table.top), free


def _is_line(thing: dict[str, Any]) -> bool:
    """Tell whether something drawn can border a cell: not a coloured background, nor text."""
    kind = thing["object_type"]
    if kind in ("rect", "curve") and not thing.get("stroke"):
        return min(float(thing["width"]), float(thing["height"])) <= _THICK
    return kind in ("line", "rect", "curve")


def _runs(edges: Iterable[dict[str, Any]], at: str, start: str, end: str) -> list[_Run]:
    """Return lines with their parts put together."""
    runs: list[_Run] = []
    parts = [_Run(float(edge[at]), float(edge[start]), float(edge[end])) for edge in edges]
    for part in sorted(parts, key=lambda part: (round(part.at / _NEAR), part.start)):
        last = runs[-1] if runs else None
        if last and abs(part.at - last.at) < _NEAR and part.start <= last.end + _NEAR:
            runs[-1] = _Run(last.at, last.start, max(last.end, part.end))
        else:
            runs.append(part)
    return [run for run in runs if run.end - run.start > _SHORT]


def _closings(group: Sequence[_Run], crossing: Sequence[_Run]) -> list[tuple[_Run, bool]]:
    """Return lines for the ends that lines have in common and no line closes, and whether nearly nothing is closed there.

    A cell that covers several rows is open alone where the page ends with a row.
    """
    closings: list[tuple[_Run, bool]] = []
    outer = min(run.start for run in group), max(run.end for run in group)
    for side, end in enumerate(outer, start=1):
        together = [run.at for run in group if abs(run[side] - end) < _NEAR]
        first, last = min(together), max(together)
        there = [run for run in crossing if abs(run.at - end) < _NEAR]
        covered = sum(max(0.0, min(run.end, last) - max(run.start, first)) for run in there)
        if last - first > _SHORT and covered < 0.95 * (last - first):
            wide = [run for run in crossing if run.start < last and first < run.end and _touches(run, group)]
            start, stop = min([first, *(run.start for run in wide)]), max([last, *(run.end for run in wide)])
            closings.append((_Run(end, start, stop), covered < 0.4 * (last - first)))
    return closings


def _drawn(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    """Return a line as pdfplumber describes one."""
    places = {"x0": left, "top": top, "x1": right, "bottom": bottom, "width": right - left, "height": bottom - top}
    return {"object_type": "line", **places}


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Return lines by the stretches of the page that they share."""
    groups: list[list[_Run]] = []
    reach = 0.0
    for run in sorted(runs, key=lambda run: run.start):
        if groups and run.start < reach - _NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
            reach = 0.0
        reach = max(reach, run.end)
    return groups


def _parted(group: Sequence[_Run], crossing: Sequence[_Run]) -> list[list[_Run]]:
    """Part lines where nothing joins two of them over more than a row: there one table ends, and below it another begins."""
    parts: list[list[_Run]] = []
    for run in sorted(group, key=lambda run: run.at):
        above = parts[-1][-1].at if parts else run.at
        middle = (above + run.at) / 2
        if parts and (run.at - above < _APART or any(one.start < middle < one.end for one in crossing)):
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _touches(run: _Run, group: Sequence[_Run]) -> bool:
    """Tell whether a line lies in the stretch of the page that lines share."""
    return min(one.start for one in group) - _NEAR < run.at < max(one.end for one in group) + _NEAR


def _crosses(run: _Run, group: Sequence[_Run]) -> bool:
    """Tell whether a line crosses at least two lines, away from their ends."""
    inside = [one for one in group if one.start + _NEAR < run.at < one.end - _NEAR]
    return sum(run.start - _NEAR < one.at < run.end + _NEAR for one in inside) > 1


# --- the grid -------------------------------------------------------------------------------------


def _table(number: int, cells: Sequence[tuple[float, ...]], signs: list[Sign]) -> tuple[Ruled, list[Sign]]:
    """Return a table with its characters in their cells, and the other characters."""
    columns = _borders(side for cell in cells for side in (cell[0], cell[2]))
    rows = _borders(side for cell in cells for side in (cell[1], cell[3]))
    owner: dict[tuple[int, int], int] = {}
    for index, (left, top, right, bottom) in enumerate(cells):
        for row in range(_nearest(rows, top), _nearest(rows, bottom)):
            for column in range(_nearest(columns, left), _nearest(columns, right)):
                owner.setdefault((row, column), index)
    held: list[list[Sign]] = [[] for _ in cells]
    free: list[Sign] = []
    for sign in signs:
        across = (sign.box.left + sign.box.right) / 2
        place = bisect_right(rows, sign.middle) - 1, bisect_right(columns, across) - 1
        (held[owner[place]] if place in owner else free).append(sign)
    slots = _slots(cells, held)
    grid = [
        [slots[at] if (at := owner.get((r, c))) is not None else Slot() for c in range(len(columns) - 1)]
        for r in range(len(rows) - 1)
    ]
    return Ruled(number, rows[0], rows[-1], columns, grid), free


def _slots(cells: Sequence[tuple[float, ...]], held: Sequence[Sequence[Sign]]) -> list[Slot]:
    lines = [lines_of(signs, in_cell=True) for signs in held]
    padding = _padding(cells, lines)
    return [Slot(pieces_of(own, cell[2] - cell[0] - 2 * padding)) for cell, own in zip(cells, lines, strict=True)]


def _padding(cells: Sequence[tuple[float, ...]], lines: Sequence[Sequence[Line]]) -> float:
    """Return the space between the lines and the text of a table, in points: the least that any cell has."""
    spaces = [line.left - cell[0] for cell, own in zip(cells, lines, strict=True) for line in own]
    return min([8.0, *(max(space, 1.0) for space in spaces)])


def _borders(places: Iterable[float]) -> list[float]:
    """Return places in order, those near to each other as one."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > _NEAR:
            borders.append(place)
    return borders


def _nearest(borders: Sequence[float], place: float) -> int:
    return min(range(len(borders)), key=lambda index: abs(borders[index] - place))
