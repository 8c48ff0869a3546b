"""Write the tables of measures under the annexes, or the lines above them, in which they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tongbao.intake.listing import Listing
from tongbao.intake.names import Names
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.figures import Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head
from tongbao.intake.recognise.table import Listed
from tongbao.intake.recognise.tables import words_of
from tongbao.intake.stored import Line, Stored
from tongbao.load.annexes import order_noted
from tongbao.load.gaps import GAP
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex


class _Annex(NamedTuple):
    """An annex: where it begins, its number (0 where none is printed), and its title; ``is_asked`` of a line that may be one."""

    start: int
    number: int
    title: Found
    is_asked: bool = False

    @property
    def begin(self) -> int:
        """Where its own words begin: its title may be that of the notice."""
        return max(self.start, self.title.start)


class _Placed(NamedTuple):
    """A table, and the annex in which it stands."""

    table: Listed
    annex: _Annex | None


class Annexed:
    """Writes the tables of a notice; several that stand in one place are one list where their headings are the same."""

    def __init__(self, tables: Sequence[Listed], stored: Stored, head: Head, names: Names, figures: Figures) -> None:
        self.stored, self.head, self.names, self.figures = stored, head, names, figures
        self.placed = [*self._titled(self._joined(tables))]

    def lines(self) -> Iterator[str]:
        """Yield the lines of ``annexes``, or of ``leads``, ``groups`` and ``measures``."""
        starts = [annex.begin if annex else table.start for table, annex in self.placed]
        ends = [*starts[1:], len(self.stored.text)]
        alone = [each for each in enumerate(self.placed) if not each[1].annex]
        annexed = [each for each in enumerate(self.placed) if each[1].annex]
        for index, (table, annex) in (*alone, *annexed):
            if annexed and index == annexed[0][0]:
                yield "annexes:"
            if annex:
                yield from self._annex_lines(annex, ends[index])
            prefix = f"m{index + 1}-" if len(self.placed) > 1 else "m-"
            region = (annex.begin if annex else 0, ends[index])
            yield from Listing(table, self.names, self.figures, prefix, region).lines(4 if annex else 0)

    def _annex_lines(self, annex: _Annex, end: int) -> Iterator[str]:
        title = inline(
            quotation(self.stored.text[annex.title.start : annex.title.end], annex.title.start, self.stored.text)
        )
        asked = f" # {GAP}: {_TITLE}" if annex.is_asked else ""
        yield f"  - number: {annex.number}" if annex.number else f"  - title: {title}{asked}"
        if annex.number:
            yield f"    title: {title}"
        if order := self._order(annex.begin, end):
            yield f"    order: {inline(order)}"

    def _joined(self, tables: Sequence[Listed]) -> list[_Placed]:
        """Return the tables with their annexes; one that goes on with that before it, in the same annex, is part of it."""
        placed: list[_Placed] = []
        for table in tables:
            annex = self._annex(table)
            if placed and (table.goes_on or _is_alike(placed[-1], table, annex)):
                caption = None if table.goes_on or table.is_form else self._caption(table, placed[-1].table.end)
                placed[-1] = _Placed(_with_rows(placed[-1].table, table, caption), placed[-1].annex)
            else:
                placed.append(_Placed(table, annex))
        return placed

    def _titled(self, placed: Sequence[_Placed]) -> Iterator[_Placed]:
        """Yield tables, those that would share an annex, or have none, with the line above them as the title of one of their own."""
        end, before = 0, list[int]()
        for table, annex in placed:
            place = annex.start if annex else -1
            if place in before or (annex is None and len(placed) > 1):
                caption = self._caption(table, end)
                title = caption or (self.head.title if place in before else None)
                annex = _Annex(caption.start if caption else table.start, 0, title, is_asked=True) if title else annex
            before.append(place)
            end = table.end
            yield _Placed(table, annex)

    def _above(self, table: Listed) -> list[Line]:
        """Return the lines above a table that stand in none."""
        lines = self.stored.lines
        return [line for line in lines if line.end <= table.start and line.cell is None and line.text.strip()]

    def _caption(self, table: Listed, behind: int) -> Found | None:
        """Return the line right above a table that may be its title, behind the table before it."""
        above = [
            line
            for line in self._above(table)
            if line.start >= behind and not words_of("beside").match(squeeze(line.text))
        ]
        words = squeeze(above[-1].text) if above else ""
        is_signature = bool(above and self.head.signature and above[-1].start < self.head.signature.end)
        if not words or is_signature or not _CAPTION.fullmatch(words):
            return None
        return Found(words, above[-1].start, above[-1].end)

    def _annex(self, table: Listed) -> _Annex | None:
        """Return the annex that a table stands in."""
        above = self._above(table)
        for at in range(len(above) - 1, max(len(above) - 8, -1), -1):
            if found := _ANNEX.fullmatch(squeeze(above[at].text)):
                titles = above[at + 1 :]
                named = next(
                    (one for one in self.head.annexes if titles and squeeze(titles[0].text) in one.value), None
                )
                whole = [line for line in titles if named is None or squeeze(line.text) in named.value]
                if not whole:
                    return None
                words = squeeze("".join(line.text for line in whole))
                title = Found(words, whole[0].start, whole[-1].end)
                return _Annex(above[at].start, int(found["number"] or 0), title)
        return None

    def _order(self, start: int, end: int) -> Value | None:
        """Return how the measures of an annex are ordered, where a note beside the table says so."""
        words = squeeze(self.stored.text)
        noted = order_noted(words, len(squeeze(self.stored.text[:start])), len(squeeze(self.stored.text[:end])))
        return {"basis": noted[0], "quote": noted[1]} if noted else None


def _is_alike(placed: _Placed, table: Listed, annex: _Annex | None) -> bool:
    """Return whether a table stands in the same annex as one, with the same headings."""
    one = placed.annex
    same = (one.start if one else -1) == (annex.start if annex else -1)
    return same and _headings(placed.table) == _headings(table) and any(_headings(table))


def _headings(table: Listed) -> list[str]:
    return [squeeze(column.heading.value) for column in table.columns]


def _with_rows(table: Listed, more: Listed, caption: Found | None) -> Listed:
    """Return a table with the rows of one that goes on with it, under the heading above these."""
    section = caption or table.rows[-1].section
    rows = [row if row.section else replace(row, section=section) for row in more.rows]
    used = [row.section for row in rows if row.section]
    new = [one for one in dict.fromkeys((*used, *more.sections)) if one not in table.sections]
    return replace(table, rows=(*table.rows, *rows), sections=(*table.sections, *new))


_ANNEX = re.compile("附(?:件|表|录)(?P<number>[0-9]{0,2})[：:]?")
_CAPTION = regex("[^。；，]{2,40}")
_TITLE = "the title of the table: whether it is this one 表格标题是否如此"
