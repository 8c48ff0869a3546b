"""What a file of an office holds, in the order in which it is read: paragraphs and tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from tongbao.load.positions import Box


class Piece(NamedTuple):
    """Words that stand together: a paragraph, or one in a cell. Lines that the layout has broken are joined.

    ``boxes`` has the place of each character of ``text``, None for a space that joins two lines; it is empty where the
    format has no pages.

    >>> Piece("各区人民政府").text
    '各区人民政府'
    """

    text: str
    boxes: tuple[Box | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside all tables."""

    piece: Piece
    heading: int = 0
    """Its level, where the file marks it as a heading: 1 for the highest; 0 for running text."""
    is_centred: bool = False
    is_red: bool = False
    """Whether it is printed in red, as a letterhead is; only a DOCX tells."""


class Cell(NamedTuple):
    """A cell: its paragraphs, and how many rows and columns of the grid it covers."""

    pieces: tuple[Piece, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Return the words of the cell, a paragraph on each line."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid: a cell that covers several places stands at each of them, as the same object.

    Rows that the end of a page has cut are joined, and headings that are repeated on the next page are left out.
    """

    rows: tuple[tuple[Cell, ...], ...]
    headings: int = 0
    """How many rows at its top the file marks as headings; 0 where it marks none."""

    def cells(self) -> Iterator[Cell]:
        """Yield each cell once, in the order in which the rows are read."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell


Block = Paragraph | Table


def with_pieces(blocks: Sequence[Block], change: Callable[[Piece], Piece]) -> tuple[Block, ...]:
    """Return blocks with each piece of words changed; a cell stays one object at all its places."""
    cells: dict[int, Cell] = {}
    return tuple(_changed(block, change, cells) for block in blocks)


def _changed(block: Block, change: Callable[[Piece], Piece], cells: dict[int, Cell]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, piece=change(block.piece))
    for cell in block.cells():
        cells[id(cell)] = cell._replace(pieces=tuple(map(change, cell.pieces)))
    return replace(block, rows=tuple(tuple(cells[id(cell)] for cell in row) for row in block.rows))


class Doubt(NamedTuple):
    """What is not certain of a page whose words were recognised in its picture."""

    page: int
    what: Literal["words", "columns", "rest", "nothing"]
    """A line of words; a table whose columns are lost; ink that was not read; a page on which nothing was recognised."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was read."""

    blocks: tuple[Block, ...]
    format: str
    """``pdf``, ``docx``, ``html``, ``text``; ``doc`` and ``wps`` where another program has converted it."""
    tool: str
    """What read it, with its version: ``pdfplumber 0.11.7``."""
    pages: tuple[Box, ...] = ()
    """What is seen of each page, in the lengths of the boxes of its characters; none where the format has no pages."""
    media_type: str = ""
    """Of the file: ``application/pdf``."""
    is_recognised: bool = False
    """Whether its words were recognised in pictures of the pages."""
    doubts: tuple[Doubt, ...] = ()
    """What is not certain of those."""
    is_folded: bool = False
    """Whether characters that look alike were replaced: ⼀ by 一."""
    index: Mapping[str, str] = field(default_factory=dict)
    """What the table of a web page says of the document: 索引号, 文号, 发布机构, 成文日期 …, by its words."""
    hidden: int = 0
    """How many lines of the page are not the document's: navigation, headers, page numbers."""
