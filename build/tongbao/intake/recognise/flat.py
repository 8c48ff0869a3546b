"""The measures of tables that a plain text prints with one cell after the other, each on lines of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tongbao.intake.original import Cell, Piece, Table
from tongbao.intake.recognise.table import Holds, Listed, column_of, is_body, names_in, read_table
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_NUMBER = regex("[0-9０-９]{1,3}|[（(]?[一二三四五六七八九十]{1,3}[）)]?")
_END = regex("特此|附件|抄送|备注|注[：:]|[（(](?:此件|备注|注[：:])|[0-9〇○零一二三四五六七八九]{4}年[^，。]{3,9}日$")
"""What stands behind the last row."""
_LONGEST = 16
"""The longest heading of a column, in characters."""
_LINE = 60
"""The longest line of all headings, in characters."""
_COLUMNS = 12
"""The most columns of a table."""
_MOST = 14
"""How many lines of one row are parted into cells by what they hold."""


def read_flat(lines: Sequence[Line]) -> list[Listed]:
    """Return the measures of each such table among lines that stand in no cell; a table whose columns stay in doubt is left out.

    Its headings follow one another, the first being that of the numbers: each row then begins with its number.
    """
    filled = [line for line in lines if squeeze(line.text)]
    tables = [at for at, line in enumerate(filled) if _begins(line) and _is_whole(_heading(filled, at)[0])]
    read: list[Listed] = []
    for at, end in zip(tables, [*tables[1:], len(filled)], strict=False):
        if listed := _read(filled[at:end]):
            read.append(listed)
    return read


def _begins(line: Line) -> bool:
    """Return whether a line may begin the headings of a table: 序号."""
    words = squeeze(line.text)
    return len(words) <= _LINE and column_of(re.split(r"\s", line.text.strip())[0])[0] == "number"


def _is_whole(heading: Sequence[Line]) -> bool:
    """Return whether headings are those of a table of measures."""
    holds = [column_of(cell.text)[0] for cell in heading]
    return len(heading) > 2 and "title" in holds and not {"units", "text"}.isdisjoint(holds)


def _read(lines: Sequence[Line]) -> Listed | None:
    """Return the measures of a table whose headings stand in the first of its lines."""
    heading, behind = _heading(lines, 0)
    holds = [column_of(cell.text)[0] for cell in heading]
    rows = [*_rows(lines[behind:], holds[1:])]
    if len(rows) < 2 or any(row is None for row in rows):
        return None
    cells = [[(line, Cell((Piece(squeeze(line.text)),)))] for line in heading]
    made = [
        cells,
        *([[(line, cell) for line in part] for part, cell in row] for row in map(_with_cells, filter(None, rows))),
    ]
    table = Table(tuple(tuple(part[0][1] for part in row) for row in made))
    return read_table(table, [line._replace(cell=cell) for row in made for part in row for line, cell in part])


def _with_cells(row: Sequence[Sequence[Line]]) -> list[tuple[Sequence[Line], Cell]]:
    return [(part, Cell(tuple(Piece(line.text) for line in part))) for part in row]


def _heading(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    """Return the headings of the columns, each a line or words of one line, and the number of the line behind them."""
    parts = [*re.finditer(r"\S+", lines[at].text)]
    if len(parts) > 1:
        line = lines[at]
        made = [
            line._replace(start=line.start + part.start(), end=line.start + part.end(), text=part[0]) for part in parts
        ]
        return made, at + 1
    end = at + 1
    while end < min(len(lines), at + _COLUMNS) and _is_heading(lines[end]):
        end += 1
    return [*lines[at:end]], end


def _is_heading(line: Line) -> bool:
    words = squeeze(line.text)
    return len(words) <= _LONGEST and not _NUMBER.fullmatch(words) and column_of(words)[0] != "other"


def _rows(lines: Sequence[Line], holds: Sequence[Holds]) -> Iterator[list[Sequence[Line]] | None]:
    """Yield the cells of each row, every one as its lines; None for a row whose cells stay in doubt."""
    starts = [at for at, line in enumerate(lines) if _NUMBER.fullmatch(squeeze(line.text))]
    is_plain = all(end - at == len(holds) + 1 for at, end in pairwise(starts))
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        own = lines[at + 1 : end]
        if end == len(lines):  # what stands behind the table has no cells
            stop = next((n for n, line in enumerate(own) if n >= len(holds) and _END.search(squeeze(line.text))), None)
            own = own[: len(holds)] if is_plain else own[:stop]
        parts = _parted(own, holds)
        yield [[lines[at]], *parts] if parts else None


def _parted(lines: Sequence[Line], holds: Sequence[Holds]) -> list[Sequence[Line]] | None:
    """Part the lines of a row into its cells: those with bodies are the units, the longest the text."""
    if len(lines) == len(holds):
        return [[line] for line in lines]
    if not len(holds) < len(lines) <= _MOST:
        return None
    tried: list[tuple[int, list[Sequence[Line]]]] = []
    for cuts in combinations(range(1, len(lines)), len(holds) - 1):
        parts = [lines[start:end] for start, end in pairwise((0, *cuts, len(lines)))]
        if all(_fits(part, kind) for part, kind in zip(parts, holds, strict=True)):
            tried.append((_misplaced(parts, holds), parts))
    least = min((misplaced for misplaced, _ in tried), default=0)
    best = [parts for misplaced, parts in tried if misplaced == least]
    return best[0] if len(best) == 1 else None


def _fits(part: Sequence[Line], kind: Holds) -> bool:
    return _names_bodies(part) == (kind == "units")


def _names_bodies(part: Sequence[Line]) -> bool:
    words = squeeze("".join(line.text for line in part))
    names = names_in(simplified(words))[0]
    return bool(names) and all(is_body(name.words) or name.is_group for name in names)


def _misplaced(parts: Sequence[Sequence[Line]], holds: Sequence[Holds]) -> int:
    """Return how many lines seem to belong to another cell: names of bodies outside the units, and ends of sentences in a title."""
    outside = (line for part, kind in zip(parts, holds, strict=True) if kind != "units" for line in part)
    titles = (line for part, kind in zip(parts, holds, strict=True) if kind == "title" for line in part)
    return sum(_names_bodies([line]) for line in outside) + sum(squeeze(line.text).endswith("。") for line in titles)
