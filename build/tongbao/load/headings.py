"""Find the unit that a table's heading prints once for the numbers in its cells: 金额单位：万元, 投入资金（万元）."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from tongbao.load.source import SourceText
from tongbao.printed import Amount, Units, amounts
from tongbao.printed.patterns import regex

_HEADING = regex(
    r"(?<![一-鿿])(?P<of>[一-鿿]{2})?单[ \u3000]{0,4}位[ \t]*[:：][ \t]*(?:人民币)?(?P<unit>[^\s()（）,，;；。]{1,8})(?=[\s）)]|$)"
    r"|(?<=[一-鿿])[（(](?:单位[:：])?(?P<column>[^\s()（）]{1,6})[）)](?=\s|$)"
)
_OF = (None, "计量", "计数", "数量", "统计")
"""Words before 单位 where the unit applies to all numbers; in 金额单位 it applies only to some."""
_OF_SOME = ("金额", "货币", "计价", "资金", "面积", "投资")
_MARKS = regex("[，。；、！？]")
_END = regex(
    r"^[ \t\f]*(?:附[件表录]|表(?=[ \t]*[0-9]))[ \t]*[0-9一二三四五六七八九十]{0,3}[ \t]*[:：]?[ \t]*$", re.MULTILINE
)
"""Where the table of another annex may begin."""
_GAP = regex(r"\s*[\n\r\t\f\u3000]\s*|\s{2,}")
"""Separates two cells; a single space may also stand within a sentence."""
_MONEY = regex("(?:金额|资金|投资额?|经费|产值|营收|收入|费用|成本|补贴|税额|贷款|融资)[共为达约超计]{0,2}$")
_NO_WORD = regex("[，。；、,;)）]")
_WORD = regex("[一-鿿]{2}")
_LINE = 60
"""How many characters before a heading its line is read."""
_FAR = 400
"""How many characters back a line may begin."""
_COLUMNS = 12
"""How many columns of a table may have units; with more, nobody can tell which unit is whose."""
_Mark = tuple[str, Amount]


@dataclass(slots=True)
class _Table:
    """The units in the headings of one table, and its cells of numbers, in order."""

    of_all: list[Amount] = field(default_factory=list)
    of_some: list[Amount] = field(default_factory=list)
    columns: list[Amount] = field(default_factory=list)
    cells: list[Amount] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Where the line of each cell begins; -1 for a cell that fills a line of its own."""
    in_words: list[Amount] = field(default_factory=list)
    """Numbers in sentences, behind a word for money."""

    def is_other(self, mark: _Mark) -> bool:
        """Return whether a heading begins another table: it stands behind cells, and does not repeat one at the top of a page."""
        return bool(self.cells) and mark[1] not in getattr(self, mark[0])

    def add(self, mark: _Mark) -> None:
        """Add the unit of a heading."""
        listed = getattr(self, mark[0])
        if len(listed) < _COLUMNS:
            listed.append(mark[1])

    def take(self, source: SourceText, borders: Container[int], numbers: Sequence[Amount]) -> None:
        """Add the numbers between a heading and the next."""
        for number in numbers:
            if _is_cell(source, borders, number):
                self.cells.append(number)
                self.lines.append(_line_of(source, number))
                continue
            ahead = source.words[max(number.start - 8, 0) : number.start]
            if not number.words and _NO_WORD.match(source.words, number.end) and _MONEY.search(ahead):
                self.in_words.append(number)

    def rows(self) -> list[list[Amount]]:
        """Return the cells of each row without its serial number; where rows have none, the cells of each line."""
        rows: list[list[Amount]] = [[]]
        for cell in self.cells:
            if cell.number == len(rows) and not cell.scale:
                rows.append([])
            else:
                rows[-1].append(cell)
        if len(rows) > 1:
            return rows[1:]
        if not self.cells or -1 in self.lines:
            return rows
        placed = groupby(zip(self.lines, self.cells, strict=True), key=lambda pair: pair[0])
        return [[cell for _, cell in line] for _, line in placed]

    def readings(self) -> Iterator[tuple[Amount, list[Amount]]]:
        """Yield each number whose unit is in its heading, and how it can be read."""
        rows = self.rows()
        if self.columns:
            whole = all(len(row) == len(self.columns) for row in rows)
            for row in rows if whole else ():
                yield from ((cell, _readings(cell, unit)) for cell, unit in zip(row, self.columns, strict=True))
        elif len(self.of_all) + len(self.of_some) == 1:
            for cell in (cell for row in rows for cell in row):
                yield cell, _readings(cell, *self.of_all, *self.of_some, sure=bool(self.of_all))
            for number in self.in_words if self.of_some and self.of_some[0].unit == "yuan" else ():
                yield number, _readings(number, *self.of_some, sure=False)


def under_headings(
    source: SourceText, numbers: Sequence[Amount], borders: Container[int], units: Units
) -> dict[int, list[Amount]]:
    """Return how each number below a table's heading can be read with its unit, by its position in the words.

    ``borders`` are positions where cells are known to begin or end.
    """
    headings = [*_headings(source.text, units)]
    if not headings:
        return {}
    marks = [*headings, *((end.start(), None) for end in _END.finditer(source.text))]
    placed = sorted(((bisect_left(source.positions, at), mark) for at, mark in marks), key=lambda pair: pair[0])
    ends = [at for at, _ in placed[1:]] + [len(source.words)]
    tables, table = [], _Table()
    for (at, mark), end in zip(placed, ends, strict=True):
        if mark is None or table.is_other(mark):
            table = _Table()
            tables.append(table)
        if mark and not table.cells:
            table.add(mark)
        table.take(source, borders, numbers[bisect_left(numbers, at, key=_at) : bisect_left(numbers, end, key=_at)])
    return {number.at: readings for table in tables for number, readings in table.readings()}


def _at(number: Amount) -> int:
    return number.at


def _headings(text: str, units: Units) -> Iterator[tuple[int, _Mark]]:
    """Yield the position of each unit in a heading, which numbers it applies to, and the number 1 with that unit."""
    for found in _HEADING.finditer(text):
        line = text[max(found.start() - _LINE, 0) : found.start()].rpartition("\n")[2]
        of = "columns" if found["column"] else "of_all" if found["of"] in _OF else "of_some"
        unit = _unit(found["unit"] or found["column"], units)
        counted = of == "columns" and re.search(r"[0-9]\S*$", line)  # 3台（套）
        if unit and not counted and not _MARKS.search(line) and (of != "of_some" or found["of"] in _OF_SOME):
            yield found.start(), (of, unit)


@lru_cache(maxsize=64)
def _unit(words: str, units: Units) -> Amount | None:
    """Return the number 1 with a unit; None where the words are not a unit."""
    made = amounts(f"1{words}", units=units)
    return made[0] if len(made) == 1 and made[0].words and made[0].end == 1 + len(words) else None


def _is_cell(source: SourceText, borders: Container[int], number: Amount) -> bool:
    """Return whether a number fills its cell: at both ends there is a border, or more than one space."""
    text, positions = source.text, source.positions
    end = number.unit_start if number.words else number.end
    before = text[positions[number.start - 1] + 1 : positions[number.start]] if number.start else "\n"
    behind = text[positions[end - 1] + 1 : positions[end]] if end < len(positions) else "\n"
    begins = number.start in borders or _GAP.fullmatch(before)
    return bool(begins and (end in borders or _GAP.fullmatch(behind)))


def _line_of(source: SourceText, number: Amount) -> int:
    """Return where the line of a number begins in the text; -1 where the line has no words."""
    at = source.positions[number.at]
    start = max([source.text.rfind(sign, max(at - _FAR, 0), at) for sign in "\n\f"]) + 1
    return start if _WORD.search(source.text[start : at + _LINE].split("\n")[0]) else -1


def _readings(number: Amount, unit: Amount, *, sure: bool = True) -> list[Amount]:
    """Return a number with the unit of its heading and, unless that is sure, also as it stands."""
    if number.scale and unit.scale:
        return [number]
    bare = number._replace(end=number.unit_start) if number.words else number
    periods = unit.periods if any(unit.periods) else number.periods
    read = bare._replace(
        scale=number.scale or unit.scale, unit=unit.unit, kind=unit.kind, words=unit.words, periods=periods
    )
    return [read] if sure and not number.words else [number, read]
