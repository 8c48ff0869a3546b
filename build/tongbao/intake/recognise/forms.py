"""Forms that tell of one measure each: a label beside each cell, 案例名称 | …, 报送单位 | …, 主要做法 | …."""

from collections.abc import Iterator, Mapping, Sequence

from tongbao.intake.original import Cell, Table
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.table import Column, Listed, Row, column_of, words_of_cells
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze

_LABEL = 16
"""The longest label, in characters."""


def read_form(table: Table, lines: Sequence[Line]) -> Listed | None:
    """Return the measure of a form, as a table of one row; None where a table is no form."""
    cells = words_of_cells(lines)
    pairs = [*_pairs(table)]
    columns = [Column(column_of(label.text)[0], _words(label, cells), column_of(label.text)[1]) for label, _ in pairs]
    held = [column.holds for column in columns]
    if "award" in held or held.count("title") != 1 or "text" not in held or 2 * held.count("other") > len(held):
        return None
    values = [_words(value, cells) for _, value in pairs]
    texts = [at for at, (holds, words) in enumerate(zip(held, values, strict=True)) if holds == "text" and words.value]
    title = values[held.index("title")]
    if not (title.value and texts) or texts != [*range(texts[0], texts[-1] + 1)]:
        return None
    inner = [part for at in texts for part in (columns[at].heading, values[at])][1:]
    text = Found("\n".join(part.value for part in inner), inner[0].start, inner[-1].end)
    around = [part for at, column in enumerate(columns) for part in (column.heading, values[at])]
    others = [part for part in around if part.value and part is not title and not text.start <= part.start < text.end]
    units = [
        (column, words)
        for column, words in zip(columns, values, strict=True)
        if column.holds == "units" and words.value
    ]
    row = Row(None, title, text, tuple(units), others=tuple(part for part in others if part.start > title.start))
    return Listed(lines[0].start, tuple(columns), (row,), is_form=True)


def _pairs(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Yield the labels of a form with their cells; none where a row is no such pair."""
    found: list[tuple[Cell, Cell]] = []
    for row in table.rows:
        own = [*{id(cell): cell for cell in row}.values()]
        if len(own) == 1:
            continue  # a heading
        if len(own) % 2 or any(not 1 < len(squeeze(label.text)) <= _LABEL for label in own[::2]):
            return
        if len(own) > 2 and all(column_of(cell.text)[0] != "other" for cell in own):
            return  # the headings of a table
        found += [(own[at], own[at + 1]) for at in range(0, len(own), 2)]
    yield from found


def _words(cell: Cell, cells: Mapping[int, Found]) -> Found:
    return cells.get(id(cell), Found("", 0, 0))
