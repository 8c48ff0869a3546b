"""Tables that run over several pages, put together: rows that the end of a page has cut, and headings that are repeated."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from tongbao.intake.original.layout import Cell, Table
from tongbao.intake.original.pdf_lines import continued
from tongbao.intake.original.pdf_tables import Ruled, Slot

_NEAR = 8.0
"""How far the borders of a table may move from page to page, in points."""
_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")


@dataclass
class Joined:
    """A table so far, and how many rows at its top are repeated on other pages."""

    whole: Ruled
    headings: int = 0

    def takes(self, more: Ruled) -> bool:
        """Tell whether a table at the top of the next page continues this one: it has the same borders."""
        mine, others = self.whole.borders, more.borders
        if abs(mine[0] - others[0]) > _NEAR or abs(mine[-1] - others[-1]) > _NEAR:
            return False
        shared = sum(any(abs(one - other) < _NEAR for other in others) for one in mine)
        return shared >= min(len(mine), len(others)) * 0.7

    def add(self, more: Ruled) -> None:
        """Add the part of the next page."""
        _align(self.whole, more)
        repeated = self._repeated(more)
        self.headings = max(self.headings, repeated)
        rows = more.rows[repeated:]
        if rows and self.whole.rows:
            rows = self._with_cut_row(rows, self.whole.is_open_below or (more.is_open_above and not repeated))
        self.whole.rows += rows
        self.whole.page, self.whole.bottom, self.whole.is_open_below = more.page, more.bottom, more.is_open_below

    def _repeated(self, more: Ruled) -> int:
        """Return how many rows at the top of the next part repeat the top of this table."""
        count = 0
        for mine, other in zip(self.whole.rows[:-1], more.rows, strict=False):
            keys = [slot.key for slot in mine]
            if keys != [slot.key for slot in other] or not any(keys):
                break
            count += 1
        return count

    def _with_cut_row(self, rows: list[list[Slot]], is_open: bool) -> list[list[Slot]]:
        """Join the first of the new rows to the last so far where they are one row; return the rows that remain."""
        last, first = self.whole.rows[-1], rows[0]
        merged = self._merged_columns(rows)
        if not self._is_cut(last, first, merged, is_open):
            for column in merged:
                last[column].pieces += first[column].pieces
                _replace(rows, first[column], last[column])
            return rows
        for one, other in dict.fromkeys(zip(last, first, strict=True)):
            _join(one, other)
            _replace(rows, other, one)
        return rows[1:]

    def _merged_columns(self, rows: list[list[Slot]]) -> list[int]:
        """Return the columns at the left whose cell of several rows has been cut: one part is empty."""
        merged: list[int] = []
        for column, (one, other) in enumerate(zip(self.whole.rows[-1], rows[0], strict=True)):
            tall = _height(self.whole.rows, column, one) > 1 or _height(rows, column, other) > 1
            if not (tall or self._are_numbered(rows[0])) or (one.key and other.key):
                break
            merged.append(column)
        return merged

    def _is_cut(self, last: list[Slot], first: list[Slot], merged: list[int], is_open: bool) -> bool:
        """Tell whether two rows are one that the end of the page has cut.

        Its number, or what else stands first in a row, is printed once. A row without a line at its end was cut there,
        unless both parts have a number, or its words come to an end.
        """
        if _shape(last) != _shape(first) or len(set(last)) == 1:
            return False
        key = len(merged)
        if key == len(last):
            return False
        mine, other = last[key].key, first[key].key
        if mine and not other:
            return True
        if not mine:
            return is_open or self._numbers(key)
        if not is_open or (mine.isdigit() and other.isdigit()):
            return False
        if any(one.key and not rest.key for one, rest in zip(last, first, strict=True)):
            return True
        longest = max((slot.key for slot in last), key=len)
        return not longest.endswith(_ENDS)

    def _are_numbered(self, first: list[Slot]) -> bool:
        """Tell whether the last row so far and the first of the next part have each a number of its own."""
        pairs = enumerate(zip(self.whole.rows[-1], first, strict=True))
        return any(one.key.isdigit() and other.key.isdigit() and self._numbers(at) for at, (one, other) in pairs)

    def _numbers(self, column: int) -> bool:
        """Tell whether most cells of a column hold a number."""
        keys = [key for row in self.whole.rows[1:] if (key := row[column].key)]
        return sum(key.isdigit() for key in keys) * 2 > len(keys)

    def table(self) -> Table:
        """Return the table."""
        rows = self.whole.rows
        places = Counter(slot for row in rows for slot in row)
        heights = Counter(slot for row in rows for slot in set(row))
        cells = {slot: Cell(slot.pieces, heights[slot], count // heights[slot]) for slot, count in places.items()}
        return Table(tuple(tuple(cells[slot] for slot in row) for row in rows), self.headings)


def _height(rows: list[list[Slot]], column: int, slot: Slot) -> int:
    return sum(row[column] is slot for row in rows)


def _shape(row: list[Slot]) -> list[int]:
    """Return for each place of a row where its cell begins."""
    return [row.index(slot) for slot in row]


def _replace(rows: list[list[Slot]], old: Slot, new: Slot) -> None:
    for row in rows:
        row[:] = [new if slot is old else slot for slot in row]


def _join(one: Slot, other: Slot) -> None:
    """Add the words of a cell's rest; a paragraph goes on unless several are there and the last has ended."""
    if not one.pieces or not other.pieces:
        one.pieces += other.pieces
        return
    apart = len(one.pieces) + len(other.pieces) > 2 and one.pieces[-1].text.endswith(_ENDS)
    if apart:
        one.pieces += other.pieces
    else:
        one.pieces = (*one.pieces[:-1], continued(one.pieces[-1], other.pieces[0]), *other.pieces[1:])


def _align(one: Ruled, other: Ruled) -> None:
    """Give two parts of a table the same columns: a border of either parts the cells of both."""
    borders: list[float] = []
    for place in sorted([*one.borders, *other.borders]):
        if not borders or place - borders[-1] > _NEAR:
            borders.append(place)
    for part in (one, other):
        columns = [_column(part.borders, (left + right) / 2) for left, right in pairwise(borders)]
        part.rows = [[row[column] for column in columns] for row in part.rows]
        part.borders = borders


def _column(borders: list[float], middle: float) -> int:
    """Return the column in which a place lies."""
    return max(0, min(sum(border < middle for border in borders), len(borders) - 1) - 1)
