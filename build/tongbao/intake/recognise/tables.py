"""The tables of measures of a document: those with headings, those that go on with one above, and those told by what their cells hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tongbao.intake.original import Block, Cell, Table
from tongbao.intake.recognise.brackets import parts_of_bracket
from tongbao.intake.recognise.forms import read_form
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.persons import is_name
from tongbao.intake.recognise.table import (
    Column,
    Holds,
    Listed,
    column_of,
    distinct,
    is_body,
    names_in,
    read_table,
    words_of_cells,
)
from tongbao.intake.recognise.vocabulary import words_in
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.numerals import chinese_number
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_NUMBER = regex("[（(]?(?P<figures>[0-9]{1,3})[）)]?[.．、]?|[（(]?(?P<words>[一二三四五六七八九十]{1,3})[）)]?、?")
_HEADING, _TITLE, _TEXT = 16, 40, 20
"""How long the heading of a column and a title are at most, and how long the texts of a column are on average at least."""
_MOST = 200
"""The longest cell of units, in characters."""
_ABOVE = 2
"""How many paragraphs above a table may tell what it lists."""
_SENTENCE = regex("[，。；]")


def read_tables(blocks: Sequence[Block], lines: Mapping[int, Sequence[Line]], title: str) -> dict[int, Listed]:
    """Return the tables of measures by their blocks; ``lines`` are those of the stored text, by block.

    Where no headings tell what a table lists, the ``title`` of the notice or the lines above the table have to.
    """
    found: dict[int, Listed] = {}
    last: Listed | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Table) and (own := lines.get(number)):
            table = distinct(block)
            above = "".join(line.text for at in range(number - _ABOVE, number) for line in lines.get(at, ()))
            told = any(map(_is_about_measures, (above, title)))
            if (
                read := read_form(table, own)
                or read_table(table, own)
                or _going_on(table, own, last)
                or (told and _by_content(table, own))
            ):
                found[number] = last = read
    return found


def _is_about_measures(said: str) -> bool:
    bare = simplified(squeeze(said))
    return bool(words_of("about").search(bare)) and not words_of("against").search(bare)


@cache
def words_of(name: str) -> re.Pattern[str]:
    """Return the words of one kind, as one expression."""
    return re.compile("|".join(words_in("tables")[name]))


def _going_on(table: Table, lines: Sequence[Line], above: Listed | None) -> Listed | None:
    """Return the measures of a table without headings whose numbers go on with those of the one above it, which is as wide."""
    numbers = [value for row in above.rows if row.number and (value := _value(row.number.value))] if above else []
    first = next((value for row in table.rows if (value := _value(row[0].text))), 0)
    if above and numbers and first == numbers[-1] + 1 and len(table.rows[0]) == len(above.columns):
        read = read_table(table, lines, above.columns)
        return replace(read, goes_on=True) if read else None
    return None


def _by_content(table: Table, lines: Sequence[Line]) -> Listed | None:
    """Return the measures of a table by what its cells hold; below a first row that is no measure, its words are headings.

    Each row has a number, names of bodies, and a text of whole sentences; a column of short words is that of titles.
    """
    cells = words_of_cells(lines)
    rows = [row for row in table.rows if len({id(cell) for cell in row}) > 1]
    if not rows or len({len(row) for row in rows}) > 1:
        return None
    has_headings = column_of(rows[0][0].text)[0] == "number"
    columns = _columns(rows[has_headings:])
    if not columns or not _is_of_measures(columns, rows[has_headings:]):
        return None
    made: list[Column] = []
    for holds, cell in zip(columns, rows[0], strict=True):
        known, role = column_of(cell.text) if has_headings else ("other", "")
        if known == "award" or (has_headings and len(squeeze(cell.text)) > _HEADING):
            return None  # a list of recipients
        heading = cells.get(id(cell), Found("", 0, 0)) if has_headings else Found("", 0, 0)
        made.append(Column(holds, heading, role if known == "units" else ""))
    first = table.rows.index(rows[0]) + 1 if has_headings else 0
    read = read_table(table, lines, made, first=first)
    return replace(read, by_content=True) if read else None


def _is_of_measures(columns: Sequence[Holds], rows: Sequence[Sequence[Cell]]) -> bool:
    """Return whether columns hold measures: a text with units behind it or beside a title; names of persons are no titles."""
    if not {"text", "units"} <= {*columns} or columns.count("title") > 1:
        return False
    if "title" not in columns:
        return columns.index("text") < columns.index("units")
    at = columns.index("title")
    return not all(is_name(simplified(squeeze(row[at].text)), surely=False) for row in rows)


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Holds] | None:
    """Return what the columns of rows hold, the first being that of their numbers; None where it is not told."""
    if len(rows) < 2:
        return None
    numbers = [_value(cell.text) for cell in _cells_of(rows, 0)]
    if any(after != before + 1 for before, after in pairwise(numbers)) or 0 in numbers:
        return None
    held: list[Holds] = ["number", *(_holds(_cells_of(rows, at)) for at in range(1, len(rows[0])))]
    return None if "other" in held else held


def _cells_of(rows: Sequence[Sequence[Cell]], at: int) -> list[Cell]:
    return [*{id(row[at]): row[at] for row in rows}.values()]


def _holds(cells: Sequence[Cell]) -> Holds:
    texts = [text for cell in cells if (text := squeeze(simplified(cell.text)))]
    if 2 * len(texts) < len(cells) or not texts:
        return "other"
    if all(_names_bodies(cell) for cell in cells if squeeze(cell.text)):
        return "units"
    if all(words_of("deadlines").fullmatch(text) for text in texts):
        return "deadline"
    if sum(map(len, texts)) >= _TEXT * len(texts):
        return "text" if 2 * sum(bool(_SENTENCE.search(text)) for text in texts) > len(texts) else "other"
    return "title" if max(map(len, texts)) <= _TITLE and not any(text.isascii() for text in texts) else "other"


def _names_bodies(cell: Cell) -> bool:
    words = simplified(cell.text)
    parts = parts_of_bracket(words)[0] if len(words) <= _MOST else ()
    names = [name for part in parts for name in names_in(part.names)[0]]
    return bool(names) and all(name.is_group or is_body(name.words) for name in names)


def _value(printed: str) -> int:
    """Return the number that a cell holds; 0 where it holds none."""
    found = _NUMBER.fullmatch(squeeze(printed))
    if not found:
        return 0
    return int(found["figures"]) if found["figures"] else chinese_number(found["words"]) or 0
