"""Answers as a workbook for spreadsheets: a sheet with the rows, and one that says what was asked and what each column holds."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pyoxigraph as ox
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tongbao.ask.people import Asked
from tongbao.ask.programs import Cell, Labels, with_names
from tongbao.ask.questions import headings
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Rows
from tongbao.ask.terms import NUMERIC, plain
from tongbao.errors import Problem, Text, UsageError
from tongbao.files.escape import xml_text

LINES, COLUMNS, SIGNS = 1_048_576, 16_384, 32_767
"""The lines and columns of a sheet, and the characters of a cell, that spreadsheets can hold."""
_EXACT = re.compile(r"-?\d{1,15}|-?(?=[\d.]{3,16}$)\d+\.\d+")
"""Numbers that a spreadsheet, which calculates with 15 digits, keeps as they are."""
_WIDTHS = (8, 60)
_MEASURED = 200
"""So many rows tell how wide a column is."""
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The same answer is the same file, whenever it is written."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(rows: Rows, kinds: Mapping[str, str], names: Mapping[str, Labels], asked: Asked) -> bytes:
    """Write a workbook. Columns whose ``kinds`` name things have their ``names`` beside them, by language, as in CSV.

    No text is a formula or a link, whatever it starts with: each cell is written as what it is. Raises UsageError where a
    spreadsheet cannot hold the answer.
    """
    titles, lines = with_names(rows, kinds, names)
    _check(len(rows.rows), len(titles))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _MADE, "title": xml_text(asked.query.summary.en) if asked.query else ""})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        _fill(book.add_worksheet("Answer 答案"), titles, lines, bold)
        _explain(book.add_worksheet("About 说明"), rows, asked, wrapped)
    return out.getvalue()


def _fill(sheet: Worksheet, titles: Sequence[str], lines: Iterator[Sequence[Cell]], bold: Format) -> None:
    widths = [_width(title) for title in titles]
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, bold)
    line = 0
    for line, cells in enumerate(lines, 1):
        for column, cell in enumerate(cells):
            _write(sheet, line, column, cell)
            if line <= _MEASURED:
                widths[column] = max(widths[column], _width(_text(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, _WIDTHS[0]), _WIDTHS[1]))
    sheet.freeze_panes(1, 0)
    if line:
        sheet.autofilter(0, 0, line, len(titles) - 1)


def _write(sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
    text = _text(cell)
    datatype = cell.datatype.value if isinstance(cell, ox.Literal) else ""
    if datatype in NUMERIC and _EXACT.fullmatch(text):
        sheet.write_number(line, column, float(text))
    elif datatype == f"{PREFIXES['xsd']}boolean":
        sheet.write_boolean(line, column, text in ("true", "1"))
    elif text:
        if len(text) > SIGNS:
            raise UsageError(_too_large(f"a text of {len(text):,} characters", f"长达 {len(text):,} 字的文字"))
        sheet.write_string(line, column, xml_text(text))


def _explain(sheet: Worksheet, rows: Rows, asked: Asked, wrapped: Format) -> None:
    """Say what was asked, what is to be said of the answer, and what each column is called, in both languages."""
    query = asked.query
    said = dict.fromkeys([query.summary, query.description] if query else [])
    said |= dict.fromkeys([asked.remark] if asked.remark else [])
    named = headings(query) if query else {}
    lines = [("", *text) for text in said] + [(name, *named.get(name, Text(name, name))) for name in rows.variables]
    for line, cells in enumerate(lines):
        for column, text in enumerate(cells):
            sheet.write_string(line, column, xml_text(text), wrapped)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 2, _WIDTHS[1])


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else plain(cell)


def _width(text: str) -> int:
    return max((sum(1 + (sign > "\u2e80") for sign in line) for line in text[:_MEASURED].splitlines()), default=0)


def _check(rows: int, columns: int) -> None:
    if rows >= LINES:
        raise UsageError(_too_large(f"{rows:,} rows", f"{rows:,} 行"))
    if columns > COLUMNS:
        raise UsageError(_too_large(f"{columns:,} columns", f"{columns:,} 列"))


def _too_large(en: str, zh: str) -> Problem:
    return Problem(
        "too-large-for-a-sheet",
        Text(f"The answer has {en}, more than a spreadsheet can hold.", f"答案有{zh}，超出电子表格的容量。"),
        Text("Use --format csv or json, or ask for less.", "请使用 --format csv 或 json，或缩小查询范围。"),
    )
