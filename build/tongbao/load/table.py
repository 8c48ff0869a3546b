"""Find the cells of one row: its title, the lead cell on either side of it, and its description."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tongbao import model
from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.cells import begins_line, serial_before
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import SourceText, Span, squeeze
from tongbao.model.parts import TitleFrom
from tongbao.printed.patterns import regex

Cell = Literal["title", "lead-cell", "description"]
_ORDERS: tuple[tuple[Cell, ...], ...] = (
    ("title", "lead-cell", "description"),
    ("lead-cell", "title", "description"),
    ("title", "description", "lead-cell"),
)
"""The orders in which tables and prose print the cells of a row."""


class Row(NamedTuple):
    """The spans of one measure's cells and of its whole row, and the number of its other cells before them."""

    title: Span
    lead_cell: Span | None
    description: Span | None
    span: Span
    ahead: int = 0
    titled: bool = True
    """Whether the row has a cell for its title: else that belongs to a row above, too, or is in the text."""

    @property
    def first(self) -> Span:
        """The cell that begins the row."""
        return Span(self.span.start, self.span.start + 1)

    @property
    def lead_cell_follows(self) -> bool:
        """Whether the lead cell stands behind the description."""
        return bool(self.lead_cell and self.description and self.lead_cell.start >= self.description.end)

    @property
    def cells(self) -> list[Span]:
        """The cells that were found, in the order printed."""
        own = (self.title if self.titled else None, self.lead_cell, self.description)
        return sorted(cell for cell in own if cell and cell is not NOWHERE)


def column_order(words: str, region: Span, records: Sequence[model.Measure]) -> tuple[Cell, ...]:
    """Return the order of the cells in most rows: the lead cell stands before the title, between it and the text, or behind both."""
    rows = [{key: squeeze(text) for key, text in _texts(record).items()} for record in records]
    rows = [row for row in rows if row["lead-cell"]]
    return max(_ORDERS, key=lambda order: sum(_is_printed(words, row, order, region) for row in rows))


def _is_printed(words: str, row: dict[Cell, str], order: tuple[Cell, ...], region: Span) -> bool:
    """Return whether the lead cell stands in its row beside the cell that an order gives it."""
    beside: Cell = "description" if order[-1] == "lead-cell" else "title"
    first, second = (row[key] for key in order if key in ("lead-cell", beside))
    if not row[beside]:
        return False
    at = words.find(first, *region)
    while at >= 0:
        if words.startswith(second, at + len(first)) or (
            beside == "description"
            and words[at + len(first) : at + len(first) + 1] in "。；;."
            and words.startswith(second, at + len(first) + 1)
        ):
            return True
        at = words.find(first, at + 1, region.end)
    return False


def place_row(at: Placer, record: model.Measure, path: Path_, scope: Span, order: tuple[Cell, ...]) -> Row:
    """Find the cells of a row in a scope, in order, and report missing ones."""
    row = _around_description(at.source.words, record, scope, order) or _forward(at, record, path, scope, order)
    if record.title_from:
        row = row._replace(title=_title_elsewhere(at, record, row, path), titled=False)
    if row.title is NOWHERE:
        return row
    head = at.source.words[scope.start : row.span.start]
    others = [squeeze(cell) for cell in record.other_cells]
    ahead = next((n for n in range(len(others), 0, -1) if head.endswith("".join(others[:n]))), 0)
    return row._replace(span=Span(row.span.start - len("".join(others[:ahead])), row.span.end), ahead=ahead)


def _forward(at: Placer, record: model.Measure, path: Path_, scope: Span, order: tuple[Cell, ...]) -> Row:
    found: dict[Cell, Span] = {}
    low = scope.start
    texts = _texts(record)
    for key in order:
        text = texts[key]
        span = found[key] = at.next(text, Span(low, scope.end), (*path, key)) if text else NOWHERE
        if span is not NOWHERE:
            low = span.end
        elif key == "description" and text:  # a character is wrong; the other quotations still come from here
            low = min(low + len(squeeze(text)), scope.end)
    placed = [span for span in found.values() if span is not NOWHERE]
    start = placed[0].start if placed and (record.title_from or found["title"] is not NOWHERE) else scope.start
    lead_cell, description = record.lead_cell and found["lead-cell"], record.description and found["description"]
    return Row(found["title"], lead_cell or None, description or None, Span(start, low))


def _title_elsewhere(at: Placer, record: model.Measure, row: Row, path: Path_) -> Span:
    """Find the title of a row that has no cell for it: in a row above, or at the beginning of the text."""
    words, title = at.source.words, squeeze(record.printed_title or record.title)
    if record.title_from == "merged-cell":
        found = words.rfind(title, 0, row.span.start)
    else:
        text = row.description if row.description and row.description is not NOWHERE else Span(-1, -1)
        found = text.start if words.startswith(title, text.start) and len(title) <= text.end - text.start else -1
    if found < 0:
        at.note("title-not-there", *_NOT_THERE[record.title_from or "text"], (*path, "title"))
        return NOWHERE
    return Span(found, found + len(title))


_NOT_THERE: dict[TitleFrom, tuple[Text, Text]] = {
    "merged-cell": (
        Text("No row above has this title.", "以上各行均无此标题。"),
        Text("Write the title that the rows share, as printed.", "请照录各行共用的标题。"),
    ),
    "text": (
        Text("The text of the measure does not begin with these words.", "举措正文并非以此开头。"),
        Text("Write the first words of `description`.", "请写 `description` 开头的文字。"),
    ),
}


def _texts(record: model.Measure) -> dict[Cell, str]:
    return {
        "title": "" if record.title_from else record.printed_title or record.title,
        "lead-cell": record.lead_cell or "",
        "description": record.description or "",
    }


def _around_description(words: str, record: model.Measure, scope: Span, order: tuple[Cell, ...]) -> Row | None:
    """Find the cells beside the description, which occurs once, while a title may also be named earlier.

    Return None where a cell is missing, or there is no description.
    """
    needles = {key: squeeze(text) for key, text in _texts(record).items()}
    start = words.find(needles["description"], *scope) if needles["description"] else -1
    if start < 0 or not (needles["title"] or record.title_from):
        return None
    spans: dict[Cell, Span] = {"description": Span(start, start + len(needles["description"]))}
    at = order.index("description")
    for key in reversed(order[:at]):
        if needles[key]:
            begin = words.rfind(needles[key], scope.start, start)
            if begin < 0:
                return None
            spans[key], start = Span(begin, begin + len(needles[key])), begin
    end = spans["description"].end
    for key in order[at + 1 :]:
        if needles[key]:
            begin = words.find(needles[key], end, scope.end)
            if begin < 0:
                return None
            spans[key], end = Span(begin, begin + len(needles[key])), begin + len(needles[key])
    return Row(spans.get("title", NOWHERE), spans.get("lead-cell"), spans["description"], Span(start, end))


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
