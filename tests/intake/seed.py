"""The real notice as files of an office: the words of its record and its source, laid out as a DOCX, a page and a text."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import docx
import yaml

from tongbao.load.source import squeeze
from tongbao.paths import DATA

FILE = DATA / "notices" / "2023" / "xiamen-2023-64.yaml"
HEADINGS = ("序号", "创新举措", "单位名称", "具体做法及成效")


def record() -> Any:
    """Return the record as it was entered by hand."""
    return yaml.safe_load(FILE.read_text("utf-8"))


def paragraphs() -> tuple[list[str], list[str]]:
    """Return the paragraphs before the annexes and behind them, without page numbers and broken lines."""
    text = FILE.with_suffix(".txt").read_text("utf-8")
    start, end = text.index("厦府办"), text.index(" 附件 1\n")
    before = _joined(text[start:end])
    behind = _joined(text[text.index("有关单位:") :])
    return before, behind


_BEGINS = ("2.", "厦门市人民政府办公厅")
_BREAKS = ("：", "。", "知", "号", "施", "厅", "日", "）", "印发")


def _joined(text: str) -> list[str]:
    """Join the lines of each paragraph: one ends with a sign of its end, or where the next is another thing."""
    found = [""]
    for line in filter(None, map(str.strip, text.split("\n"))):
        if line.startswith("—"):
            continue
        if line.startswith(_BEGINS) and found[-1]:
            found.append("")
        found[-1] += line
        if line.endswith(_BREAKS) and not line.endswith("公布") and not line.endswith("年份"):
            found.append("")
    return [squeeze(one) for one in found if one]


def tables() -> Iterator[tuple[str, str, list[tuple[str, str, str, str]], str]]:
    """Yield each annex: its head, its title, its rows, and the remark below them."""
    for annex in record()["annexes"]:
        rows = [
            (str(number), one.get("printed-title", one["title"]), one["lead-cell"], squeeze(one["description"]))
            for number, one in enumerate(annex["measures"], 1)
        ]
        title = annex["title"]["text"] if isinstance(annex["title"], dict) else annex["title"]
        yield f"附件{annex['number']}", title, rows, annex["order"].get("quote", "")


def write_docx(file: Path) -> Path:
    """Write the notice as a DOCX with tables."""
    made = docx.Document()
    before, behind = paragraphs()
    for words in before:
        made.add_paragraph(words)
    for head, title, rows, remark in tables():
        made.add_paragraph(head)
        made.add_paragraph(title)
        table = made.add_table(rows=0, cols=4)
        for cells in (HEADINGS, *rows):
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        if remark:
            made.add_paragraph(remark)
    for words in behind:
        made.add_paragraph(words)
    made.save(str(file))
    return file


def write_html(file: Path) -> Path:
    """Write the notice as a web page."""
    before, behind = paragraphs()
    parts = [f"<p>{escape(words)}</p>" for words in before]
    for head, title, rows, remark in tables():
        cells = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in (HEADINGS, *rows)
        )
        parts += [f"<p>{head}</p><p>{escape(title)}</p><table border=1>{cells}</table><p>{escape(remark)}</p>"]
    parts += [f"<p>{escape(words)}</p>" for words in behind]
    style = "<style>td{border:1px solid #000;padding:4px}table{border-collapse:collapse}body{font-family:serif}</style>"
    file.write_text(
        f'<!doctype html><html lang="zh"><meta charset="utf-8">{style}<body>{"".join(parts)}</body></html>', "utf-8"
    )
    return file


def write_text(file: Path) -> Path:
    """Write the notice as a plain text, a cell after the other."""
    before, behind = paragraphs()
    lines = [*before]
    for head, title, rows, remark in tables():
        lines += [head, title, *HEADINGS, *(cell for row in rows for cell in row), remark]
    file.write_text("\n".join([*lines, *behind]) + "\n", "utf-8")
    return file
