"""The text of a notice that is stored beside its data: made from the paragraphs and tables of the office's file.

What a web page says of the document (索引号, 主题分类 …) stands first. A paragraph is a line, with an empty line behind it. The cells of a table follow one another row by row, each on a line of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from tongbao.intake.original import Cell, Original, Paragraph, Piece, Table


class Line(NamedTuple):
    """One paragraph, or one in a cell, and where it stands in the stored text: start and end (exclusive) in code points."""

    start: int
    end: int
    text: str
    piece: Piece
    block: int
    """The place of its paragraph or table in the file."""
    cell: Cell | None = None
    """The cell that it stands in."""
    is_centred: bool = False
    heading: int = 0
    is_red: bool = False


@dataclass(frozen=True)
class Stored:
    """The stored text, and its lines."""

    text: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, original: Original) -> "Stored":
        """Write the text of a file that was read.

        >>> Stored.of(Original((Paragraph(Piece("甲市政府")), Paragraph(Piece("通知"))), "text", "")).text
        '甲市政府\\n\\n通知\\n'
        """
        parts: list[str] = []
        lines: list[Line] = []
        at = 0
        for gap, found in _blocks(original):
            parts.append(gap)
            at += len(gap)
            for text, line in found:
                lines.append(line._replace(start=at, end=at + len(text)))
                parts.append(f"{text}\n")
                at += len(text) + 1
        return cls("".join(parts), tuple(lines))

    @cached_property
    def of_block(self) -> Mapping[int, Sequence[Line]]:
        """The lines of each block that has some."""
        return {block: [*lines] for block, lines in groupby(self.lines, key=lambda line: line.block)}


def _blocks(original: Original) -> Iterator[tuple[str, Iterable[tuple[str, Line]]]]:
    """Yield the lines of what a page says of the document, and of each block, with the gap before them."""
    said = [f"{name}：{words}" for name, words in original.index.items()]
    if said:
        yield "", [(text, Line(0, 0, text, Piece(text), ABOUT)) for text in said]
    for number, block in enumerate(original.blocks):
        yield "\n" if number or said else "", _lines(block, number)


ABOUT = -1
"""The block of the lines that a web page prints about the document."""


def _lines(block: Paragraph | Table, number: int) -> Iterator[tuple[str, Line]]:
    if isinstance(block, Paragraph):
        text = block.piece.text
        yield text, Line(0, 0, text, block.piece, number, None, block.is_centred, block.heading, block.is_red)
        return
    for cell in block.cells():
        for piece in cell.pieces:
            if piece.text:
                yield piece.text, Line(0, 0, piece.text, piece, number, cell)
