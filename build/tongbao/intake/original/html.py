"""Read a web page: HTML, as the sites of offices publish it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tongbao import limits
from tongbao.intake.original import grid
from tongbao.intake.original.counting import FORMATS
from tongbao.intake.original.encoding import decoded
from tongbao.intake.original.faults import refused, too_deep, too_large
from tongbao.intake.original.layout import Block, Original, Paragraph, Piece, Table
from tongbao.intake.original.markup import BLOCKS, parsed, stretches, text_of
from tongbao.intake.original.page import index_of, notice_in, tail_of, titles
from tongbao.intake.original.wordml import Element
from tongbao.intake.original.words import CJK, clean, han, paragraphs, pieces, squeezed, without_repeat

_FEWEST = 15
"""A page with fewer Chinese characters holds no notice."""
_NUMBER = re.compile(r"[一-鿿]{2,20}[〔\[［(（【]\d{4}[〕\]］)）】]\s*第?\d+\s*号")
_ORDERED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BREAK = re.compile(rf"(?<=[{CJK}])[ \t\f]*\n\s*(?=[{CJK}])")
"""A line break of the source between Chinese characters."""
_SPACE = re.compile("(?:[ \t\n\f]|&(?:nb)?sp;)+")
"""White space; some editors of sites cut the name of a space in two."""
_CHINESE_LIST = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal|\bcustom_cn")


def read_html(data: bytes, file: Path) -> Original:
    """Read the notice of a page, and the index that the page gives of it.

    Navigation, tools, related links and what is not seen are left out; ``hidden`` counts their stretches of text. A table
    that only frames the page is no table. Raise UsageError where the page holds no notice, or is beyond the limits.
    """
    if len(data) > limits.PAGE_BYTES:
        said = limits.size(limits.PAGE_BYTES)
        raise too_large(file, (f"the page has more than {said}", f"网页超过 {said}"))
    root, tool = parsed(decoded(data, file, declares=True), file)
    total, heads, lines = stretches(root), titles(root), _number_lines(root)
    try:
        index = index_of(root)
        core = notice_in(root)
        kept = [core, *tail_of(core)]
        blocks = list(without_repeat([block for one in kept for block in _Reader(file).blocks(one)]))
    except RecursionError as error:
        raise too_deep(file) from error
    if sum(han(text) for text in _texts(blocks)) < _FEWEST:
        raise _without_notice(file)
    return Original(
        (*_head(blocks, heads, lines), *blocks), "html", tool, index=index, hidden=total - sum(map(stretches, kept))
    )


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.piece.text
        else:
            yield from (cell.text for cell in block.cells())


def _number_lines(root: Element) -> list[str]:
    """Return the document numbers that stand alone in an element of a page."""
    found = (clean(text) for text in root.itertext() if len(text) < 60)
    return [text for text in found if _NUMBER.fullmatch(text)]


def _head(blocks: list[Block], heads: list[str], numbers: list[str]) -> Iterator[Block]:
    """Yield the title and the document number where the page prints them only above the notice's own words."""
    begins = squeezed("".join(text for text in _texts(blocks[:12])))
    title = next((head for head in heads if _is_title(head)), "")
    if title and squeezed(title) not in begins:
        yield Paragraph(Piece(title), 1, True)
    if numbers and not _NUMBER.search(begins):
        yield Paragraph(Piece(numbers[0]), 0, True)


def _is_title(text: str) -> bool:
    """Return whether a heading is the title of a document, not the name of a site: it says its genre."""
    return bool(
        re.search(
            r"(?:通知|通报|决定|意见|批复|函|令|公告|公示|通告|办法|方案|规定|细则|纪要|報|公佈)(?:[(（].*[)）])?$",
            text,
        )
    )


@dataclass(slots=True)
class _Flow:
    """The words of a line that is being collected."""

    heading: int = 0
    is_centred: bool = False
    words: list[str] = field(default_factory=list)

    def taken(self) -> list[Paragraph]:
        """Return the paragraphs collected so far, and start again."""
        text, self.words = "".join(self.words), []
        return paragraphs(text, self.heading, is_centred=self.is_centred)


class _Reader:
    """Turns elements into paragraphs and tables."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def blocks(self, element: Element, around: _Flow | None = None) -> Iterator[Block]:
        """Yield the paragraphs and tables of an element that stands on lines of its own."""
        around = around or _Flow()
        level = int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else around.heading
        flow = _Flow(level, _is_centred(element, around.is_centred))
        keeps = element.tag == "pre"
        flow.words.append(_collapsed(element.text, keeps=keeps))
        yield from self._inside(element, flow, keeps=keeps)
        yield from flow.taken()

    def _inside(self, element: Element, flow: _Flow, *, keeps: bool) -> Iterator[Block]:
        numbers = _numbers(element) if element.tag == "ol" else iter(())
        for one in element:
            if one.tag == "br":
                flow.words.append("\n")
            elif one.tag == "table":
                yield from flow.taken()
                yield from self._table(one, flow)
            elif one.tag in BLOCKS:
                yield from flow.taken()
                said = next(numbers, "") if one.tag == "li" else ""
                yield from _numbered(said, self.blocks(one, flow))
            else:
                flow.words.append(_collapsed(one.text, keeps=keeps))
                yield from self._inside(one, flow, keeps=keeps)
            flow.words.append(_collapsed(one.tail, keeps=keeps))

    def _table(self, element: Element, flow: _Flow) -> Iterator[Block]:
        caption = element.find("caption")
        if caption is not None:
            yield from self.blocks(caption, flow)
        rows = [(row, _cells(row)) for row in _rows(element)]
        table = None if _frames(element) else self._grid(rows)
        if table and table.rows and len(table.rows[0]) > 1:
            yield table
        else:
            inner = _Flow(
                flow.heading, _is_centred(element, flow.is_centred) if element.get("align") is None else flow.is_centred
            )
            yield from (block for _, cells in rows for cell in cells for block in self.blocks(cell, inner))

    def _grid(self, rows: list[tuple[Element, list[Element]]]) -> Table:
        spanning = [
            [
                grid.Spanning(self._pieces(cell), _span(cell, "rowspan"), max(_span(cell, "colspan"), 1))
                for cell in cells
            ]
            for _, cells in rows
        ]
        places, words = grid.laid(spanning, self._file)
        headings = 0
        while headings < len(rows) and _is_heading(*rows[headings]):
            headings += 1
        return grid.table(places, words, headings if headings < len(rows) else 0, self._file)

    def _pieces(self, cell: Element) -> tuple[Piece, ...]:
        if not len(cell):  # most cells hold words alone
            return pieces([_collapsed(cell.text, keeps=False)])
        return tuple(Piece(line) for text in _texts(list(self.blocks(cell))) for line in text.split("\n") if line)


def _collapsed(text: str | None, *, keeps: bool) -> str:
    """Collapse white space as a browser does; a line break of the source between Chinese characters is none."""
    if not text or keeps:
        return text or ""
    return _SPACE.sub(" ", _BREAK.sub("", text))


def _is_centred(element: Element, around: bool) -> bool:
    if element.tag == "center":
        return True
    style = re.search(r"text-align\s*:\s*(?:-webkit-)?(\w+)", element.get("style", ""), re.IGNORECASE)
    if style:
        return bool(style[1].lower() == "center")
    if element.get("align") and element.tag != "table":
        return bool(element.get("align", "").lower() == "center")
    return around or bool(re.search(r"(?:^|[\s_-])(?:c|tc|center|centre)(?:$|\s)", element.get("class", "")))


def _numbers(element: Element) -> Iterator[str]:
    """Yield the numbers of a list's items as they are printed; nothing where the list shows none."""
    marks = f"{element.get('style', '')} {element.get('class', '')}".replace(" ", "").lower()
    shows = not re.search(r"list-style(?:-type)?:none", marks)
    is_chinese = bool(_CHINESE_LIST.search(f"{element.get('style', '')} {element.get('class', '')}"))
    form = "chineseCounting" if is_chinese else _ORDERED.get(element.get("type", "1"), "decimal")
    count = _whole(element.get("start"), 1) - 1
    for one in element:
        if one.tag == "li":
            count = _whole(one.get("value"), count + 1)
            yield (FORMATS[form](count) + ("、" if is_chinese else ".")) if shows else ""


def _numbered(said: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Put an item's number before its first words, where they do not print it themselves."""
    for block in blocks:
        if said and isinstance(block, Paragraph):
            text = block.piece.text
            own = text if text.startswith(said) else f"{said}{text}"
            block, said = Paragraph(Piece(own), block.heading, block.is_centred), ""
        yield block


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text.strip(), re.ASCII) else otherwise


def _span(cell: Element, attribute: str) -> int:
    return min(_whole(cell.get(attribute), 1), limits.GRID_COLUMNS if attribute == "colspan" else 65_534)


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_heading(row: Element, cells: list[Element]) -> bool:
    parent = row.getparent()
    return (parent is not None and parent.tag == "thead") or (bool(cells) and all(cell.tag == "th" for cell in cells))


def _frames(table: Element) -> bool:
    """Return whether a table only frames other content: another table takes most of its words."""
    if table.get("role") == "presentation":
        return True
    inner = max((len(text_of(one)) for one in table.iterfind(".//table")), default=0)
    return inner * 2 > len(text_of(table))


def _without_notice(file: Path) -> Exception:
    return refused(
        file,
        "page-without-notice",
        (
            "The page holds no words of a notice: they may be pictures, or come by a script.",
            "网页中没有公文文字：可能是图片，或由脚本加载。",
        ),
        (
            "Save the page in the browser after it is shown, or give the PDF or DOCX that the office published.",
            "请在浏览器显示完整后另存网页，或改用机关发布的 PDF 或 DOCX 文件。",
        ),
    )
