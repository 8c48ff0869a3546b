"""Read a DOCX document: WordprocessingML (ECMA-376 part 1), as Word and WPS Office save it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tongbao.intake.original import grid
from tongbao.intake.original.faults import broken, check_grid, too_deep
from tongbao.intake.original.layout import Block, Original, Paragraph, Piece
from tongbao.intake.original.numbering import Numbering
from tongbao.intake.original.package import DOCX, Package
from tongbao.intake.original.styles import Styles, is_deleted
from tongbao.intake.original.symbols import symbol
from tongbao.intake.original.wordml import Element, child, is_on, name, number, value
from tongbao.intake.original.words import clean, lines_of, paragraphs

_ASIDE = ("header", "footer", "footnotes", "endnotes", "comments")
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid"),
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "Fallback"),
}
"""Properties, deleted revisions, codes of fields, and the small reading beside a character."""
_CONTAINERS = {"sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"}
_PICTURES = {"drawing", "pict", "object"}


def read_docx(data: bytes, file: Path) -> Original:
    """Read the body of a document: its paragraphs with the numbers of automatic lists, its tables and text boxes.

    Headers, footers, notes, comments, tables of contents, hidden text and deleted revisions are left out. A table with
    one column is a frame: its content stands as paragraphs. Raise UsageError where the document is not sound, or larger
    than the limits.
    """
    package = Package(data, file)
    main = next((part for kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
    root = package.root(main)
    body = child(root, "body")
    if body is None:
        raise broken(file, DOCX)
    related = list(package.related(main))
    parts = {kind: part for kind, part in related if kind in ("styles", "numbering")}
    try:
        reader = _Reader(file, Styles(_part(package, parts, "styles")), Numbering(_part(package, parts, "numbering")))
        blocks = tuple(reader.blocks(body))
        aside = sum(_line_count(package.root(part)) for kind, part in related if kind in _ASIDE)
    except RecursionError as error:
        raise too_deep(file) from error
    return Original(blocks, "docx", package.tool, hidden=aside + reader.hidden)


def _part(package: Package, parts: dict[str, str], kind: str) -> Element | None:
    return package.root(parts[kind]) if kind in parts else None


def _line_count(root: Element | None) -> int:
    """Count the paragraphs of a part that hold words."""
    lines = ("".join(one.itertext()) for one in (() if root is None else root.iter("{*}p")))
    return sum(1 for line in lines if clean(line))


@dataclass(slots=True)
class _Line:
    """What a paragraph holds: its words, and the text boxes that hang on it before and after its first word."""

    words: list[str] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def add(self, boxes: Iterable[Block]) -> None:
        (self.after if any(map(clean, self.words)) else self.before).extend(boxes)


class _Reader:
    """Reads the parts of one document in order, since numbers are counted on the way."""

    def __init__(self, file: Path, styles: Styles, numbers: Numbering) -> None:
        self._file, self._styles, self._numbers = file, styles, numbers
        self.hidden = 0

    def blocks(self, container: Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, a cell or a text box."""
        carried = ""  # the words of a paragraph whose end was deleted: they begin the next one
        for part in _inside(container, {"p", "tbl"}):
            if name(part) == "tbl":
                yield from self._table(part)
            elif is_deleted(child(part, "pPr", "rPr")):
                line = self._line(part)
                carried += "".join(line.words)
                yield from (*line.before, *line.after)
            else:
                yield from self._paragraph(part, carried)
                carried = ""
        yield from paragraphs(carried)

    def _paragraph(self, paragraph: Element, carried: str) -> Iterator[Block]:
        line = self._line(paragraph)
        words = carried + "".join(line.words)
        yield from line.before
        if self._styles.is_of_contents(paragraph):
            self.hidden += len(lines_of(words))
        elif not self._vanishes(paragraph, words):
            said = self._number(paragraph) + words.lstrip(" \u3000")
            centred = self._styles.is_centred(paragraph)
            red = centred and self._styles.is_red(paragraph)
            level = self._styles.level(paragraph) if clean(words) else 0
            yield from paragraphs(said, level, is_centred=centred, is_red=red)
        yield from line.after

    def _vanishes(self, paragraph: Element, words: str) -> bool:
        """Return whether an empty paragraph is hidden with its end, so that it has no number."""
        return not clean(words) and bool(is_on(child(paragraph, "pPr", "rPr", "vanish")))

    def _number(self, paragraph: Element) -> str:
        listed, level, style = self._styles.numbering(paragraph)
        if not listed:
            return ""
        at = level if level is not None else self._numbers.level_of_style(listed, style)
        return self._numbers.next(listed, at)

    def _line(self, paragraph: Element) -> _Line:
        line = _Line()
        self._collect(paragraph, paragraph, line)
        return line

    def _collect(self, element: Element, paragraph: Element, line: _Line) -> None:
        """Collect the words and text boxes of an element within a paragraph."""
        for part in element:
            kind = name(part)
            if kind == "t":
                line.words.append((part.text or "").replace("\n", " "))
            elif kind in _SIGNS:
                line.words.append(_SIGNS[kind])
            elif kind == "sym":
                line.words.append(symbol(value(part, "font"), value(part, "char")))
            elif kind in _PICTURES:
                line.add(self._boxes(part))
            elif kind == "AlternateContent":
                self._collect(_chosen(part), paragraph, line)
            elif not (kind in _LEFT_OUT or _is_placeholder(part) or self._is_hidden(part, paragraph)):
                self._collect(part, paragraph, line)

    def _is_hidden(self, part: Element, paragraph: Element) -> bool:
        return name(part) == "r" and self._styles.is_hidden(part, paragraph)

    def _boxes(self, picture: Element) -> Iterator[Block]:
        """Yield what the text boxes of a drawing hold, and the words of WordArt."""
        for part in picture:
            if name(part) == "txbxContent":
                yield from self.blocks(part)
            elif name(part) == "textpath":
                yield from paragraphs(value(part, "string"), is_centred=True)
            else:
                yield from self._boxes(_chosen(part) if name(part) == "AlternateContent" else part)

    def _table(self, element: Element) -> Iterator[Block]:
        cells: list[list[Block]] = []
        places: grid.Places = []
        headings, taken = 0, 0
        for row in _inside(element, {"tr"}):
            properties = child(row, "trPr")
            if is_deleted(properties) or is_on(child(properties, "hidden")):
                continue
            places.append(self._row(row, places[-1] if places else [], cells))
            taken += len(places[-1])
            check_grid(taken, len(places[-1]), self._file)
            headings += headings == len(places) - 1 and bool(is_on(child(properties, "tblHeader")))
        table = grid.table(places, [_flat(cell) for cell in cells], headings, self._file)
        if table.rows and len(table.rows[0]) > 1:
            yield table
        else:
            yield from (block for cell in cells for block in cell)

    def _row(self, row: Element, above: list[int], cells: list[list[Block]]) -> list[int]:
        """Return the places of a row; ``cells`` gets the content of its new cells."""
        places = [-1] * min(number(child(row, "trPr", "gridBefore")), _TOO_WIDE)
        for cell in _inside(row, {"tc"}):
            properties = child(cell, "tcPr")
            span = min(max(number(child(properties, "gridSpan")), 1), _TOO_WIDE)
            at = len(places)
            if places and value(child(properties, "hMerge")) == "continue":
                number_ = places[-1]
            elif _continues(properties) and _begins(above, at):
                number_ = above[at]
            else:
                number_ = len(cells)
                cells.append(list(self.blocks(cell)))
            places += [number_] * span
            check_grid(0, len(places), self._file)
        return places


_TOO_WIDE = 100_000
"""More columns than any limit; numbers that are larger still would only take memory."""


def _inside(container: Element, wanted: set[str]) -> Iterator[Element]:
    """Yield the parts of a container with some names, also those in controls, tags and insertions."""
    for part in container:
        if name(part) in wanted:
            yield part
        elif name(part) in _CONTAINERS or (name(part) == "sdt" and not _is_placeholder(part)):
            yield from _inside(part, wanted)
        elif name(part) == "AlternateContent":
            yield from _inside(_chosen(part), wanted)


def _is_placeholder(part: Element) -> bool:
    """Return whether a control shows only the words that ask for its content."""
    return name(part) == "sdt" and bool(is_on(child(part, "sdtPr", "showingPlcHdr")))


def _chosen(alternates: Element) -> Element:
    """Return the first of the forms in which a thing is stored: the others repeat it for older programs."""
    forms = [part for part in alternates if name(part) in ("Choice", "Fallback")]
    return forms[0] if forms else alternates


def _continues(properties: Element | None) -> bool:
    merge = child(properties, "vMerge")
    return merge is not None and value(merge) != "restart"


def _begins(above: list[int], at: int) -> bool:
    """Return whether a cell of the row above begins at a column."""
    return at < len(above) and above[at] >= 0 and (at == 0 or above[at - 1] != above[at])


def _flat(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Return the words of a cell: those of a table in it, cell by cell."""
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces.append(block.piece)
        else:
            pieces += [piece for cell in block.cells() for piece in cell.pieces]
    return tuple(pieces)
