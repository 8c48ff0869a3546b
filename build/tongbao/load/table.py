"""Find the cells of one row: its title, the lead cell on either side of it, and its description."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao import model
from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.cells import begins_line, serial_before
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import SourceText, Span, squeeze
from tongbao.printed.patterns import regex


class Row(NamedTuple):
    """The spans of one measure's cells and of its whole row, and the number of its other cells before them."""

    title: Span
    lead_cell: Span | None
    description: Span | None
    span: Span
    ahead: int = 0

    @property
    def first(self) -> Span:
        """The cell that begins the row."""
        return Span(self.span.start, self.span.start + 1)

    @property
    def cells(self) -> list[Span]:
        """The cells that were found, in the order printed."""
        return sorted(cell for cell in (self.title, self.lead_cell, self.description) if cell and cell is not NOWHERE)


def leads_first(words: str, region: Span, records: Sequence[model.Measure]) -> bool:
    """Return whether the lead column stands before the column of titles: it does so in more rows than behind it."""
    cells = [(squeeze(record.lead_cell or ""), squeeze(record.printed_title or record.title)) for record in records]
    before = sum(words.find(lead + title, *region) >= 0 for lead, title in cells if lead)
    return before > sum(words.find(title + lead, *region) >= 0 for lead, title in cells if lead)


def place_row(at: Placer, record: model.Measure, path: Path_, scope: Span, *, lead_first: bool) -> Row:
    """Find the cells of a row in a scope, in order, and report missing ones."""
    row = _around_description(at.source.words, record, scope, lead_first=lead_first) or _forward(
        at, record, path, scope, lead_first=lead_first
    )
    if row.title is NOWHERE:
        return row
    head = at.source.words[scope.start : row.span.start]
    others = [squeeze(cell) for cell in record.other_cells]
    ahead = next((n for n in range(len(others), 0, -1) if head.endswith("".join(others[:n]))), 0)
    return row._replace(span=Span(row.span.start - len("".join(others[:ahead])), row.span.end), ahead=ahead)


def _forward(at: Placer, record: model.Measure, path: Path_, scope: Span, *, lead_first: bool) -> Row:
    found: dict[str, Span] = {}
    low = scope.start
    for key, text in _texts(record, lead_first=lead_first):
        span = found[key] = at.next(text, Span(low, scope.end), (*path, key)) if text else NOWHERE
        if span is not NOWHERE:
            low = span.end
        elif key == "description" and text:  # a character is wrong; the other quotations still come from here
            low = min(low + len(squeeze(text)), scope.end)
    placed = [span for span in found.values() if span is not NOWHERE]
    start = scope.start if found["title"] is NOWHERE else placed[0].start
    lead_cell, description = record.lead_cell and found["lead-cell"], record.description and found["description"]
    return Row(found["title"], lead_cell or None, description or None, Span(start, low))


def _texts(record: model.Measure, *, lead_first: bool) -> list[tuple[str, str]]:
    cells = [("title", record.printed_title or record.title), ("lead-cell", record.lead_cell or "")]
    return [*(reversed(cells) if lead_first else cells), ("description", record.description or "")]


def _around_description(words: str, record: model.Measure, scope: Span, *, lead_first: bool) -> Row | None:
    """Find the cells right before the description, which occurs once, while a title may also be named earlier.

    Return None where a cell is missing, or there is no description.
    """
    spans: dict[str, Span] = {}
    end = scope.end
    for key, text in reversed(_texts(record, lead_first=lead_first)):
        needle = squeeze(text)
        if not needle and key != "lead-cell":
            return None
        start = words.find(needle, *scope) if key == "description" else words.rfind(needle, scope.start, end)
        if start < 0:
            return None
        if needle:
            spans[key] = Span(start, start + len(needle))
            end = start
    return Row(spans["title"], spans.get("lead-cell"), spans["description"], Span(end, spans["description"].end))


def other_cells(words: str, record: model.Measure, row: Row) -> Iterator[Span]:
    """Yield the spans of a row's other cells: before the placed cells, or each behind one of them."""
    others = [squeeze(cell) for cell in record.other_cells]
    end = row.span.start
    for cell in others[: row.ahead]:
        yield Span(end, end + len(cell))
        end += len(cell)
    others = others[row.ahead :]
    for placed in row.cells:
        end = placed.end
        while others and others[0] and words.startswith(others[0], end):
            yield Span(end, end + len(others[0]))
            end += len(others.pop(0))


_FAR = 1000
"""How many characters below a heading its first row is looked for."""
_WORD = regex("[\u4e00-\u9fff“《]")


def row_above(source: SourceText, heading: int, first: Span, known: borders.Known) -> str:
    """Return words of a row between a table's heading and the first recorded row: behind the number before its own, or a unit."""
    number, text = serial_before(source, first), source.text
    low, high = source.positions[heading - 1] + 1, source.positions[first.start]
    if number and number > 1:
        above = re.compile(rf"^[ \t]*{number - 1}[ \t]*[.、．]?\s+(?!序号)([\u4e00-\u9fff“《]\S*)", re.MULTILINE)
        if found := above.search(text, low, high):
            return found[1]
    return unit_cell(source, Span(heading, min(first.start, heading + _FAR)), known)


def unit_cell(source: SourceText, span: Span, known: borders.Known, *, behind_another: bool = False) -> str:
    """Return the unit's name at the beginning of the first cell that has one; with ``behind_another``, not the first in the span."""
    words, other = source.words, not behind_another
    for at in range(*span):
        if at and source.positions[at] == source.positions[at - 1] + 1:
            continue
        name = borders.begins_at(words, at, known)
        if not name:
            other = other or bool(_WORD.match(words, at))
        elif other and at + len(name) <= span.end and _is_cell(source, Span(at, at + len(name)), alone=behind_another):
            return name
    return ""


def _is_cell(source: SourceText, name: Span, *, alone: bool) -> bool:
    """Return whether a name fills a cell or begins a list in one; with ``alone``, the name must begin or end its line."""
    ends = source.words[name.end : name.end + 1]
    apart = not ends or ends in "、，,；;（(" or source.positions[name.end] > source.positions[name.end - 1] + 1
    return apart and (not alone or source.ends_line(name) or begins_line(source, name))


def row_at(place: Text, shown: str) -> tuple[Text, Text]:
    """Report that a row of a table, at a place, is not recorded."""
    return (
        Text(f"{place.en} there is another, with “{shown[:30]}”.", f"{place.zh}还有一行，其中有“{shown[:30]}”。"),
        Text(
            "Add a measure for each row, in order; words of other columns go in `other-cells`.",
            "请按次序补录各行的举措；其他栏的文字写入 `other-cells`。",
        ),
    )


ABOVE = Text("Above this row", "本行之前")
BEHIND = Text("Behind this row", "本行之后")
