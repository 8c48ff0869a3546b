"""Read the text of a document as people see it: a paragraph or a cell on each line, the cells of a row in order."""

import html
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RADICALS = dict(
    zip(
        "⻅⻋⻓⻔⻚⻛⻜⻢⻨⺠⻄⻘⻆⻝⻮⻰⻥⻦⻩⻬⻳⻤⻣⻁",
        "见车长门页风飞马麦民西青角食齿龙鱼鸟黄齐龟鬼骨虎",
        strict=True,
    )
)
"""Radicals that fonts of PDFs stand for characters and that compatibility forms do not name."""


def text_of(file: Path) -> str:
    """Return the text of a document of any of the kinds that offices publish."""
    readers = {".docx": _of_word, ".pdf": _of_pdf, ".html": _of_page, ".doc": _of_old_word}
    text = readers[file.suffix](file) if file.suffix in readers else _of_text(file)
    return "\n".join(line.strip() for line in text.splitlines()) + "\n"


def _of_text(file: Path) -> str:
    return re.sub(r"(?m)\*\*|^#+ ", "", file.read_text("utf-8"))


def _of_word(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    signs = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
    paragraphs = (
        "".join((part.text or "") if part.tag == f"{_WORD}t" else signs.get(part.tag, "") for part in paragraph.iter())
        for paragraph in document.iter(f"{_WORD}p")
    )
    return "\n".join(paragraphs)


def _of_old_word(file: Path) -> str:
    """Return the longest stretch of UTF-16 text between nulls: Word keeps the body of a short document in one piece."""
    words = file.read_bytes().decode("utf-16-le", "replace")
    found = max(re.findall("[^\0\ufffd]*[一-鿿][^\0\ufffd]*", words), key=lambda part: len(re.findall("[一-鿿]", part)))
    body = re.split("\r[^\r]*\x13", found)[0]  # a field, such as a page number, begins the foot
    return re.sub("[\r\x07\x0b]", "\n", body).split("\x0c")[0]


def _of_page(file: Path) -> str:
    source = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", "", file.read_text("utf-8"))
    source = re.sub(r"\s*\n\s*", "", source)
    source = re.sub(r"<(?:br|/p|/div|/td|/th|/tr|/li|/h\d|/ul|/title)\b[^>]*>", "\n", source)
    return html.unescape(re.sub("<[^>]+>", "", source)).replace("\xa0", " ")


def _of_pdf(file: Path) -> str:
    lines: list[str] = []
    above: list[list[str]] = []
    with pdfplumber.open(file) as document:
        for page in document.pages:
            tables = page.find_tables()
            top = 0.0
            for table in tables:
                lines += _lines(page.crop((0, top, page.width, table.bbox[1])).extract_text())
                rows = [[_plain(cell or "") for cell in row] for row in table.extract()]
                top = table.bbox[3]
                if cut := _cut_row(page, table):
                    rows, top = [*rows, cut], page.height
                if above and rows[0] == above[0]:  # the table goes on from the page before, with its heading
                    rows = rows[1:]
                    if not rows[0][0] and rows[0] != above[0]:
                        cells = [one + more for one, more in zip(above[-1], rows[0], strict=True)]
                        lines, rows = [*lines[: -len(cells)], *cells], rows[1:]
                lines += [cell for row in rows for cell in row if cell]
                above = [above[0] if above else rows[0], rows[-1]] if rows else above
            lines += _lines(page.crop((0, top, page.width, page.height)).extract_text()) if top < page.height else []
    return "\n".join(lines)


_FOOT = 60.0
"""How high the foot of a page is, where its number stands."""


def _cut_row(page: Any, table: Any) -> list[str]:
    """Return the cells of a row that has no line below it, since the page ends in it; none where there is no such row."""
    columns = [cell for cell in table.rows[0].cells if cell]
    foot = page.height - _FOOT
    if table.bbox[3] + 1 >= foot:
        return []
    cells = [_plain(page.crop((x0, table.bbox[3], x1, foot)).extract_text() or "") for x0, _, x1, _ in columns]
    return cells if re.fullmatch(r"\d+", cells[0]) else []


def _lines(text: str) -> list[str]:
    lines = (_plain(line) for line in text.splitlines())
    return [line for line in lines if not re.fullmatch(r"— ?\d+ ?—", line)]


def _plain(text: str) -> str:
    text = "".join(_RADICALS.get(sign, sign) for sign in text.replace("\n", "").replace("―", "—"))
    return "".join(unicodedata.normalize("NFKC", sign) if "⼀" <= sign <= "⿟" else sign for sign in text)
