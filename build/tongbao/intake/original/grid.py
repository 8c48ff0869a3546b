"""Tables with merged cells as grids."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tongbao.intake.original.faults import check_grid
from tongbao.intake.original.layout import Cell, Piece, Table

Places = list[list[int]]
"""For each row, the number of the cell at each place; -1 where there is none."""


class Spanning(NamedTuple):
    """A cell as HTML writes it: its words, and how many rows and columns it spans; 0 rows: all that follow."""

    pieces: tuple[Piece, ...]
    rows: int = 1
    columns: int = 1


def laid(rows: Sequence[Sequence[Spanning]], file: Path = Path()) -> tuple[Places, list[tuple[Piece, ...]]]:
    """Lay rows of spanning cells into a grid, by HTML's rules (4.9.12); return the places, and the words of each cell.

    Raise UsageError about ``file`` where the grid is larger than the limits.

    >>> laid([[Spanning((), rows=2), Spanning(())], [Spanning(())]])[0]
    [[0, 1], [0, 2]]
    """
    places: Places = []
    words: list[tuple[Piece, ...]] = []
    taken = 0
    below: dict[int, tuple[int, int]] = {}  # by column: a cell that spans further rows, and how many of them
    for number, row in enumerate(rows):
        line: dict[int, int] = {column: cell for column, (cell, _) in below.items()}
        below = {column: (cell, left - 1) for column, (cell, left) in below.items() if left > 1}
        column = 0
        for cell in row:
            while column in line:
                column += 1
            down = (cell.rows or len(rows)) - 1
            for at in range(column, column + cell.columns):
                if at in line:  # cells overlap: the upper one keeps its place
                    break
                line[at] = len(words)
                if down and number + 1 < len(rows):
                    below[at] = (len(words), down)
            words.append(cell.pieces)
        taken += len(line)
        check_grid(taken, len(line), file)
        places.append([line.get(at, -1) for at in range(max(line, default=-1) + 1)])
    return places, words


def table(places: Places, words: Sequence[tuple[Piece, ...]], headings: int = 0, file: Path = Path()) -> Table:
    """Make a table of places: all rows get the same length, and rows and columns in which no cell begins are dropped.

    >>> made = table([[0, 0, 1]], [(Piece("序号"),), (Piece("单位"),)])
    >>> [(cell.text, cell.columns) for cell in made.cells()]
    [('序号', 1), ('单位', 1)]
    """
    width = max(map(len, places), default=0)
    check_grid(width * len(places), width, file)
    full = [row + [-1] * (width - len(row)) for row in places]
    kept_rows = [at for at, row in enumerate(full) if _differs(row, full[at - 1] if at else None)]
    rows = [full[at] for at in kept_rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    columns = [column for at, column in enumerate(columns) if _differs(column, columns[at - 1] if at else None)]
    grid = [list(row) for row in zip(*columns, strict=True)]
    return Table(_cells(grid, words), sum(1 for at in kept_rows if at < headings))


def _differs(line: list[int], before: list[int] | None) -> bool:
    """Return whether any cell begins in a row or column; one without cells holds nothing either."""
    return line != before and any(cell >= 0 for cell in line)


def _cells(grid: Places, words: Sequence[tuple[Piece, ...]]) -> tuple[tuple[Cell, ...], ...]:
    spans: dict[int, list[int]] = {}  # the first and last row, and the first and last column of each cell
    for y, row in enumerate(grid):
        for x, number in enumerate(row):
            span = spans.setdefault(number, [y, y, x, x])
            span[1], span[2], span[3] = y, min(span[2], x), max(span[3], x)
    cells = {
        number: Cell(words[number], bottom - top + 1, right - left + 1)
        for number, (top, bottom, left, right) in spans.items()
        if number >= 0
    }
    return tuple(tuple(cells[number] if number >= 0 else Cell(()) for number in row) for row in grid)
