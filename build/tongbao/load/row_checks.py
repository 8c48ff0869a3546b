"""Check that all rows of one region of a text are recorded, and each row whole."""

from itertools import pairwise
from typing import NamedTuple

from tongbao import model
from tongbao.load.cells import (
    begins_line,
    behind_row,
    behind_table,
    below,
    beside_list,
    cut_short,
    ends_line,
    has_descriptions,
    is_cut_behind,
    left_out,
    next_row,
    not_in_row,
    not_whole,
    other_position,
    row_left_out,
    serial_before,
    without,
)
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Span, squeeze
from tongbao.load.table import ABOVE, BEHIND, Row, other_cells, row_above, row_at, unit_cell
from tongbao.load.whole import is_like, printed_otherwise


class _Behind(NamedTuple):
    """The words behind the last cell of a row, and whether the row may be whole without them."""

    words: str
    whole: bool


class RowChecks:
    """Checks the rows of one region; those of a table stand below the heading of the lead column."""

    def __init__(
        self,
        at: Placer,
        region: Span,
        path: Path_,
        records: list[model.Measure],
        placed: list[Row],
        *,
        is_table: bool,
        heading: Span | None,
    ) -> None:
        self.at, self.region, self.path, self.records, self.placed = at, region, path, records, placed
        self.is_table, self.heading = is_table, heading
        self._sharing: set[int] = set()
        """Indexes of rows right behind another row, whose number they may share."""

    def check(self) -> None:
        """Report rows that are left out, and words that are left out of rows."""
        numbered = any(serial_before(self.at.source, row.first) for row in self.placed if row.title is not NOWHERE)
        for index, (record, row) in enumerate(zip(self.records, self.placed, strict=True)):
            if row.title is not NOWHERE:
                if index and self._follows(self.records[index - 1], self.placed[index - 1], row):
                    self._sharing.add(index)
                own = numbered and index not in self._sharing
                self._whole(record, row, (*self.path, index), self._behind(index), numbered=own)
        self._every_row()
        if self.is_table and not numbered:
            self._every_unit()

    def _follows(self, record: model.Measure, before: Row, row: Row) -> bool:
        """Return whether a row stands right behind another, so that they may share a number in a merged cell."""
        if not self.is_table or before.title is NOWHERE:
            return False
        return not behind_row(self.at.source, self._end(record, before), row.span.start, self._head)

    def _end(self, record: model.Measure, row: Row) -> int:
        """Return the end of a row's last recorded cell."""
        cells = (*row.cells, *other_cells(self.at.source.words, record, row))
        return max((cell.end for cell in cells), default=row.span.end)

    @property
    def _head(self) -> str:
        """The words above the first row."""
        return self.at.source.words[self.region.start : self.placed[0].span.start]

    def _behind(self, index: int) -> _Behind:
        """Return the words of a table's row behind its last recorded cell."""
        if not self.is_table or any(row.title is NOWHERE for row in self.placed[index : index + 2]):
            return _Behind("", whole=True)
        source, row, head = self.at.source, self.placed[index], self._head
        end = self._end(self.records[index], row)
        if index + 1 < len(self.placed):
            words = behind_row(source, end, self.placed[index + 1].span.start, head)
            return _Behind(words, whole=row.description is not None)
        whole = row.description or (row.lead_cell and not has_descriptions(head))
        if row.lead_cell and row.cells[-1] == row.title:  # the lead cell stands before it
            whole = ends_line(source, row.title)
        return _Behind(behind_table(source, end, self.region.end), whole=bool(whole))

    def _every_row(self) -> None:
        """Check that no row of a table is left out above the first recorded row, between two, or behind the last."""
        source, last = self.at.source, 0
        for index, row in enumerate(self.placed):
            serial = serial_before(source, row.first) if row.title is not NOWHERE else None
            if serial and last and serial > last + 1 and not self._jumps(index, last + 1):
                self.at.note("row-left-out", *row_left_out(last + 1), (*self.path, index))
            last = serial or (last if index in self._sharing else 0)
        if not self.placed or not self.placed[-1].cells:
            return
        row, end = self.placed[-1], len(self.placed) - 1
        if last and (self.is_table or row.description) and row.description is not NOWHERE:
            title = next_row(source, row.span, self.region.end, last + 1, is_table=self.is_table)
            if title:
                self.at.note("row-left-out", *row_left_out(last + 1, title), (*self.path, end))
        if self.is_table:
            self._first_row(self.placed[0])

    def _jumps(self, index: int, number: int) -> bool:
        """Return whether the numbers of the source jump here, as recorded: no row with the number in between is printed."""
        before, row = self.placed[index - 1], self.placed[index]
        if self.records[index].number is None or before.title is NOWHERE:
            return False
        return not next_row(self.at.source, before.span, row.span.start, number, is_table=self.is_table)

    def _first_row(self, row: Row) -> None:
        """Check that no row stands between the heading of the lead column and the first recorded row."""
        heading = self.heading
        if NOWHERE in (heading, *row[:3]) or not begins_line(self.at.source, row.first):  # reported separately
            return
        if heading and self.region.start < heading.end <= row.span.start:
            above = row_above(self.at.source, heading.end, row.first, self.at.known.units)
            if above:
                self.at.note("row-left-out", *row_at(ABOVE, above), (*self.path, 0))

    def _every_unit(self) -> None:
        """Check that no unnumbered row is left out behind a recorded one: no cell behind it names a unit."""
        source, placed = self.at.source, self.placed
        for index, (record, row) in enumerate(zip(self.records, placed, strict=True)):
            behind = placed[index + 1 : index + 2]
            if NOWHERE in [one.title for one in (row, *behind)] or (behind and not row.description):
                continue
            start = self._end(record, row)
            end = behind[0].span.start if behind else below(source, start, self.region.end)
            if unit := unit_cell(source, Span(start, end), self.at.known.units, behind_another=True):
                self.at.note("row-left-out", *row_at(BEHIND, unit), (*self.path, index))

    def _whole(self, record: model.Measure, row: Row, path: Path_, behind: _Behind, *, numbered: bool) -> None:
        """Check that the cells of a row leave out none of its words, and that its number is as printed."""
        if record.printed_title and not is_like(squeeze(record.title), squeeze(record.printed_title)):
            fault = printed_otherwise(record.printed_title, record.title)
            self.at.note("printed-for-another", *fault, (*path, "printed-title"))
        source, note = self.at.source, self.at.note
        serial = serial_before(source, row.first)
        if None not in (record.position, serial) and serial != record.position and record.number is None:
            note("position-not-printed", *other_position(serial or 0, record.position), (*path, "position"))
        if not (record.lead_cell or serial or self.is_table):
            return  # in running text nothing shows where a title begins and ends
        if (numbered and serial is None) or not begins_line(source, row.first):
            note("title-not-whole", *not_whole(source, row.title), (*path, "title"))
        if row.description and row.description is not NOWHERE and not row.lead_cell_follows:
            rest = cut_short(source, row.description)
            if rest:
                note("cell-not-whole", *left_out(rest), (*path, "description"))
        if NOWHERE not in (row.lead_cell, row.description):
            self._cells(record, row, path, behind)

    def _cells(self, record: model.Measure, row: Row, path: Path_, behind: _Behind) -> None:
        """Check that all words between the cells of a row, and behind the last, are recorded as other cells."""
        source, note, cells = self.at.source, self.at.note, row.cells
        others = [squeeze(cell) for cell in record.other_cells[row.ahead :]]
        for before, after in pairwise(cells):
            others, rest = without(others, source.words[before.end : after.start])
            if row.lead_cell in (before, after) and not rest:
                rest = beside_list(source.words[before.end : after.start], ends=after is row.lead_cell)
            if rest:
                note("cell-not-whole", *left_out(rest), (*path, "lead-cell" if before is row.lead_cell else "title"))
        placed = [*other_cells(source.words, record, row)]
        others, (_, rest) = record.other_cells[len(placed) :], without([], behind.words)
        if rest and not behind.whole:
            note("cell-not-whole", *left_out(rest), (*path, "lead-cell" if row.lead_cell else "title"))
        if row.titled and not (rest or others or len(cells) > 1 or self._ends(row.title)):
            note("title-not-whole", *not_whole(source, row.title), (*path, "title"))
        for index, cell in enumerate(placed):
            if is_cut_behind(source, cell):
                rest = source.words[cell.end : cell.end + 20]
                note("cell-not-whole", *left_out(rest), (*path, "other-cells", index))
        for other in others:
            note("cell-not-printed", *not_in_row(other), (*path, "other-cells", record.other_cells.index(other)))

    def _ends(self, title: Span) -> bool:
        """Return whether a title ends its line or, in running text, its clause."""
        stop = not self.is_table and self.at.source.words.startswith(("。", "：", ":"), title.end)
        return stop or ends_line(self.at.source, title)
