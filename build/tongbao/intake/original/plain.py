"""Read a text, with or without the marks of Markdown."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from tongbao import __version__, limits
from tongbao.intake.original import grid
from tongbao.intake.original.encoding import decoded
from tongbao.intake.original.faults import refused, too_large
from tongbao.intake.original.index import entries, is_index, merged, value_of
from tongbao.intake.original.layout import Block, Original, Paragraph, Piece
from tongbao.intake.original.words import clean, han, pieces, without_repeat
from tongbao.intake.original.wraps import joined

_PAGE_LINE = re.compile(r"[-—–―－·]\s*\d{1,4}\s*[-—–―－·]|第\s*\d{1,4}\s*页(?:[，, ]*共\s*\d{1,4}\s*页)?")
_MARKDOWN = re.compile(r"^#{1,6} |\*\*[^*\n]+\*\*|^\|? *:?-+:? *\|", re.MULTILINE)
_ENTRY = re.compile(r"\*\*([^*\n]{2,12})\*\*[ \u3000]*[:：](.*)|\*\*([^*\n]{2,12})[:：]\*\*(.*)")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_RULE = re.compile(r" {0,3}(?:[-*_] *){3,}")
_SEPARATOR = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
_DOWNLOAD = re.compile(r"[-*+] +\[[^\[\]\n]+\]\([^()\n]+\)|【?(?:原文|附件|文件)下载】?[:：]?")
_LEAD_IN = re.compile(r"(?:政策|文件|通知|公文)?(?:全文|正文|原文)(?:内容)?[:：]?")
_HEAD_LINES = 20
"""An index stands among the first lines."""


def read_text(data: bytes, file: Path) -> Original:
    """Read the paragraphs and tables of a text.

    A line is a paragraph; lines that a page has broken are joined where that is certain. Lines of the same number of
    tabs, and tables of Markdown, are tables. What Markdown says of the document before a rule is its index. Raise
    UsageError where a table has lost its columns, and where the text is empty, not readable or too large.
    """
    if len(data) > limits.PAGE_BYTES:
        said = limits.size(limits.PAGE_BYTES)
        raise too_large(file, (f"the text has more than {said}", f"文本超过 {said}"))
    text = decoded(data, file).replace("\f", "\n")
    if not han(text):
        raise _without_words(file)
    lines = text.split("\n")
    kept = [line for line in lines if not _PAGE_LINE.fullmatch(line.strip())]
    hidden = len(lines) - len(kept)
    _check_columns(kept, file)
    is_markdown = bool(_MARKDOWN.search(text))
    index, kept = _index(kept)
    blocks = list(_blocks(joined(kept), file, is_markdown=is_markdown))
    return Original(without_repeat(blocks), "text", f"tongbao {__version__}", index=index, hidden=hidden)


def _index(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the index at the top of a text, and the other lines."""
    marked: list[dict[str, str]] = []
    kept: list[str] = []
    for number, line in enumerate(lines):
        found = _ENTRY.fullmatch(line.strip()) if number < _HEAD_LINES else None
        if found:
            marked.append({clean(found[1] or found[3]): value_of(found[2] or found[4] or "")})
        else:
            kept.append(line)
    copied = _copied(kept)
    if is_index(merged(copied.values())):
        kept = [line for at, line in enumerate(kept) if at not in copied]
        marked += copied.values()
    return {key: value for key, value in merged(marked).items() if value}, kept


def _copied(lines: Sequence[str]) -> dict[int, dict[str, str]]:
    """Return the entries at the top of a text that was copied from a page, by the numbers of their lines."""
    found: dict[int, dict[str, str]] = {}
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if said := _entries_of_line(line):
            found[number] = said
        elif found and line.strip():
            break
    return found


def _entries_of_line(line: str) -> dict[str, str]:
    said = entries(line)
    return said if said and "".join(clean(line).split()).startswith(next(iter(said))) else {}


def _blocks(lines: Sequence[str], file: Path, *, is_markdown: bool) -> Iterator[Block]:
    """Yield the paragraphs and tables of lines."""
    for kind, group in groupby(lines, _columns_by):
        run = list(group)
        if kind and (len(run) > 1) and (kind[0] != "|" or is_markdown):
            yield _table(run, kind[0], file)
            continue
        for line in run:
            yield from _paragraph(line, is_markdown=is_markdown)


def _columns_by(line: str) -> tuple[str, int] | None:
    """Return what parts the columns of a line, and how often; None where the line is no row."""
    said = line.strip(" \u3000\n")
    if said.startswith("|") and said.count("|") > 2:
        return "|", 0
    tabs = said.count("\t")
    return ("\t", tabs) if tabs else None


def _table(lines: Sequence[str], sign: str, file: Path) -> Block:
    headings = 1 if sign == "|" and len(lines) > 1 and _SEPARATOR.fullmatch(lines[1].strip()) else 0
    kept = [line for at, line in enumerate(lines) if not (headings and at == 1)]
    rows = [[_cell(text) for text in _parts(line, sign)] for line in kept]
    places, words = grid.laid(rows, file)
    return grid.table(places, words, headings, file)


def _parts(line: str, sign: str) -> list[str]:
    if sign == "\t":
        return line.strip(" \u3000\n").split("\t")
    return re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))


def _cell(text: str) -> grid.Spanning:
    return grid.Spanning(pieces([_without_marks(re.sub(r"<br ?/?>", "\n", text))]))


def _paragraph(line: str, *, is_markdown: bool) -> Iterator[Paragraph]:
    said = clean(line)
    level = 0
    if is_markdown:
        if _RULE.fullmatch(said) or _DOWNLOAD.fullmatch(said):
            return
        if found := _HEADING.fullmatch(said):
            level, said = len(found[1]), found[2]
            if _LEAD_IN.fullmatch(clean(said)):
                return
        said = clean(_without_marks(said))
    if said:
        yield Paragraph(Piece(said), level)


def _without_marks(text: str) -> str:
    """Return a text without the marks of Markdown.

    >>> _without_marks("**一、[目标](http://example.org)**")
    '一、目标'
    """
    text = re.sub(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)", r"\1", text)
    text = re.sub(r"^(?:> ?)+|^[-*+] +(?=\S)", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text.replace("**", ""))


_FOLLOWING = 24
_ALONE = re.compile("[0-9０-９]{1,3}|[（(]?[一二三四五六七八九十]{1,3}[）)]?")
"""A number that has its line to itself."""
_ROWS = 400
"""How many lines behind headings are looked at."""
_MORE = 2
"""How many lines more than cells a row may have."""


def _check_columns(lines: Sequence[str], file: Path) -> None:
    """Raise UsageError where the headings of a table stand on one line, but its rows do not have as many cells."""
    words = [line.strip() for line in lines if line.strip()]
    for at, line in enumerate(words):
        cells = re.split(r"[ \u3000]+", line)
        if len(cells) < 3 or "\t" in line or not re.fullmatch("序号?|序號|编号", cells[0]):
            continue
        if all(re.fullmatch(r"[一-鿿()（）/、]{1,14}", cell) for cell in cells):
            rows = words[at + 1 : at + 1 + _FOLLOWING]
            if _has_a_line_for_each(words[at + 1 :], len(cells)):
                continue
            whole = sum(1 for row in rows if len(re.split(r"[ \u3000]+", row)) == len(cells))
            if whole * 2 < len(rows):
                raise _lost_columns(file)


def _has_a_line_for_each(words: Sequence[str], width: int) -> bool:
    """Return whether each cell of the rows behind headings has its line: a number alone, then hardly more lines than cells."""
    starts = [at for at, line in enumerate(words[:_ROWS]) if _ALONE.fullmatch(line)]
    lengths = [end - at for at, end in pairwise(starts)]
    return starts[:1] == [0] and bool(lengths) and all(width <= length <= width + _MORE for length in lengths)


def _lost_columns(file: Path) -> Exception:
    return refused(
        file,
        "columns-lost",
        (
            "A table in this text has lost its columns: the text was taken out of a PDF or copied from a page.",
            "文本中的表格已失去分栏：文字取自 PDF 或由页面复制而来。",
        ),
        ("Give the file that the office published: PDF, DOCX or HTML.", "请改用机关发布的原文件：PDF、DOCX 或 HTML。"),
    )


def _without_words(file: Path) -> Exception:
    return refused(
        file,
        "text-without-words",
        ("The text holds no Chinese characters.", "文本中没有汉字。"),
        ("Check that this is the right file.", "请确认文件是否正确。"),
    )
