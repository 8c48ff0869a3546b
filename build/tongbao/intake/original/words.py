"""The words of a file without what is not seen: odd spaces, marks of direction, control characters."""

import re
from collections.abc import Iterable, Sequence

from tongbao.files.text import FORBIDDEN
from tongbao.intake.original.layout import Block, Paragraph, Piece

CJK = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Chinese characters and their punctuation, for a class of a regular expression."""
HAN = re.compile("[㐀-鿿]")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_ODD_SPACE = re.compile("[\t\v\f\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f]")
_PLAIN = re.compile("[\n -~\u00a1-\u00ac\u2012-\u2027\u3000-\ud7ff\uff00-\uffef]*")
"""A text of characters that are seen as they are, as most texts are."""
LOST = "〓"
"""Stands for a character that the file does not hold any more: printers' sign for a missing type."""


def clean(text: str) -> str:
    """Return a line as it is seen: odd spaces as a space, none at the ends, and no characters that are not seen.

    An ideographic space within the line stays.

    >>> clean("\\u3000\\u3000各区\\u200b人民政府\\xa0")
    '各区人民政府'
    """
    if _PLAIN.fullmatch(text):
        return text.strip(" \u3000\n")
    seen = _ODD_SPACE.sub(" ", _UNSEEN.sub("", text)).replace("\u2011", "-").replace("\ufffd", LOST)
    return FORBIDDEN.sub("", seen).strip(" \u3000\n")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something, each as it is seen."""
    return [line for part in text.split("\n") if (line := clean(part))]


def pieces(texts: Iterable[str]) -> tuple[Piece, ...]:
    """Return a piece for each line of some texts."""
    return tuple(Piece(line) for text in texts for line in lines_of(text))


def paragraphs(text: str, heading: int = 0, *, is_centred: bool = False, is_red: bool = False) -> list[Paragraph]:
    """Return a paragraph for each line of a text."""
    return [Paragraph(Piece(line), heading, is_centred, is_red) for line in lines_of(text)]


def han(text: str) -> int:
    """Count the Chinese characters of a text."""
    return len(HAN.findall(text))


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def without_repeat(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks without a heading at the top that the text repeats, on one or more lines, right below it."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.heading:
        near = "".join(squeezed(one.piece.text) for one in blocks[1:6] if isinstance(one, Paragraph))
        if squeezed(first.piece.text) in near:
            return tuple(blocks[1:])
    return tuple(blocks)
