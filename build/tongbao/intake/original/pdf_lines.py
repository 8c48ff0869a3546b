"""Characters of a page put together to lines, and lines to pieces of running text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tongbao.intake.original.layout import Piece
from tongbao.load.positions import Box


class Sign(NamedTuple):
    """One character with its place, in points, and the size of its font."""

    text: str
    box: Box
    size: float

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.box.right - self.box.left


@dataclass(frozen=True)
class Line:
    """A line of text, without space at its ends."""

    signs: tuple[Sign, ...]

    @cached_property
    def text(self) -> str:
        """Its words."""
        return "".join(sign.text for sign in self.signs)

    @cached_property
    def size(self) -> float:
        """The size that most of its characters have."""
        sizes = [round(sign.size, 1) for sign in self.signs]
        return max(set(sizes), key=lambda size: (sizes.count(size), size))

    @cached_property
    def left(self) -> float:
        """Where its first character begins."""
        return self.signs[0].box.left

    @cached_property
    def right(self) -> float:
        """Where its last character ends."""
        return self.signs[-1].box.right

    @cached_property
    def top(self) -> float:
        """Where its highest character begins."""
        return min(sign.box.top for sign in self.signs)

    @cached_property
    def bottom(self) -> float:
        """Where its lowest character ends."""
        return max(sign.box.bottom for sign in self.signs)

    @property
    def page(self) -> int:
        """Its page, from 1."""
        return self.signs[0].box.page

    @cached_property
    def head(self) -> float:
        """How wide the characters at its start are that no line break may part: 市、 or “A2."""
        last = 0
        while last + 1 < len(self.signs) and _sticks(self.signs[last].text, self.signs[last + 1].text):
            last += 1
        return self.signs[last].box.right - self.left

    def chunks(self) -> list["Line"]:
        """Return the parts of the line between wide gaps."""
        parts: list[list[Sign]] = [[]]
        for sign in self.signs:
            if sign.text == " " and sign.width >= 1.5 * self.size:
                parts.append([])
            else:
                parts[-1].append(sign)
        return [Line(tuple(part)) for part in parts if part]


_OPENING = "（〔【［《〈「『“‘([{"
_CLOSING = "）〕】］》〉」』”’)]},.;:!?、，。；：！？%％"
_QUOTES = "“”‘’"


def _sticks(before: str, after: str) -> bool:
    return (
        before in _OPENING
        or after in _CLOSING
        or before in _QUOTES
        or after in _QUOTES
        or (_is_latin(before) and _is_latin(after))
    )


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA"


def is_ideograph(sign: str) -> bool:
    """Tell whether a character is a Chinese one.

    >>> is_ideograph("局"), is_ideograph("、")
    (True, False)
    """
    return sign == "〇" or (unicodedata.category(sign) == "Lo" and _is_wide(sign))


def lines_of(signs: Iterable[Sign], in_cell: bool = False) -> list[Line]:
    """Return the lines that characters form, from top to bottom.

    Letter-spaced words lose their spaces: in a cell each space beside a single character, elsewhere only where all
    characters of the line stand alone, since 张三 李四 are two words.
    """
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.middle):
        if rows and sign.middle - rows[-1][0].middle <= 0.4 * max(sign.size, rows[-1][0].size):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    lines = (_spaced(sorted(row, key=lambda sign: sign.box.left)) for row in rows)
    return [Line(tuple(_without_letter_spaces(line, in_cell))) for line in lines if line]


def _spaced(row: Sequence[Sign]) -> list[Sign]:
    """Return the characters of a line with one space where words are apart; what is drawn twice is there once."""
    result: list[Sign] = []
    is_apart = False
    for sign in row:
        if sign.text.isspace():
            is_apart = is_apart or sign.width > 0.1 * sign.size
            continue
        if result and _is_again(result[-1], sign):
            continue
        if result and (is_apart or _is_gap(result[-1], sign)):
            result.append(_space(result[-1], sign))
        result.append(sign)
        is_apart = False
    return result


def _is_again(before: Sign, sign: Sign) -> bool:
    """Tell whether a character is the one before, drawn again to look bold."""
    return before.text == sign.text and sign.box.left - before.box.left < 0.3 * max(sign.width, 0.1)


def _is_gap(before: Sign, sign: Sign) -> bool:
    """Tell whether two characters are further apart than letters are set; Chinese beside digits has a quarter's gap."""
    gap = sign.box.left - before.box.right
    narrow = not (_is_wide(before.text) or _is_wide(sign.text))
    return gap > (0.2 if narrow else 0.6) * max(before.size, sign.size)


def _space(before: Sign, after: Sign) -> Sign:
    right = max(after.box.left, before.box.right)
    return Sign(" ", before.box._replace(left=before.box.right, right=right), before.size)


def _without_letter_spaces(line: list[Sign], in_cell: bool) -> Iterator[Sign]:
    text = "".join(sign.text for sign in line)
    words = text.split(" ")
    if not in_cell and not all(len(word) == 1 and is_ideograph(word) for word in words):
        yield from line
        return
    for at, sign in enumerate(line):
        if sign.text != " " or not _is_letter_space(text, at) or sign.width > 2.5 * sign.size:
            yield sign


def _is_letter_space(text: str, at: int) -> bool:
    """Tell whether the space at a place stands between Chinese characters of which one is alone."""
    before, after = text[:at], text[at + 1 :]
    if not (is_ideograph(before[-1]) and is_ideograph(after[0])):
        return False
    return _is_single(before[-2:-1]) or _is_single(after[1:2])


def _is_single(neighbour: str) -> bool:
    return not neighbour or not is_ideograph(neighbour)


# --- lines to pieces ------------------------------------------------------------------------------

NUMBERED = re.compile(
    r"\d{1,3}\s?[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、.]|第[一二三四五六七八九十\d]+[条章]|附件|[①-⑳]"
)
"""How an entry of a list begins."""
_ENDS = re.compile("[。！？；：:;]”?$")


def joined(lines: Sequence[Line]) -> Piece:
    """Return lines as one piece: with no space where a line ends in Chinese or amid a number."""
    text, boxes = "", list[Box | None]()
    for before, line in pairwise((None, *lines)):
        assert line
        if before and _parts_words(before.text, line.text):
            text += " "
            boxes.append(None)
        text += line.text
        boxes.extend(sign.box for sign in line.signs)
    return Piece(text, tuple(boxes))


def continued(piece: Piece, more: Piece) -> Piece:
    """Return a piece with its rest from the next page."""
    apart = _parts_words(piece.text, more.text)
    return Piece(piece.text + " " * apart + more.text, (*piece.boxes, *(None,) * apart, *more.boxes))


def _parts_words(before: str, after: str) -> bool:
    """Tell whether the end of a line parts two words of Latin letters.

    >>> _parts_words("Tianjin Port", "Group"), _parts_words("10", "kV"), _parts_words("数字", "China")
    (True, False, False)
    """
    return bool(re.search("[A-Za-z][,.;]?$", before) and re.match("[A-Za-z]", after))


def fits(line: Line, following: Line, right: float) -> bool:
    """Tell whether the start of the following line would clearly have had room in this one: then the break was meant."""
    return line.right + following.head + 0.5 * line.size <= right


def pieces_of(lines: Sequence[Line], room: float) -> tuple[Piece, ...]:
    """Return the paragraphs of a cell; ``room`` is how wide its text may be, in points.

    A line begins a paragraph where it is indented, or would have had room in the line before. That is measured by widths,
    as lines in cells are often centred.
    """
    if not lines:
        return ()
    margin = min(line.left for line in lines)
    indents = any(line.left - margin < 1 for line in lines[1:]) and _is_even(lines, margin)
    parts = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(before, line, margin, indents, room):
            parts.append([])
        parts[-1].append(line)
    return tuple(joined(part) for part in parts)


def _is_even(lines: Sequence[Line], margin: float) -> bool:
    """Tell whether lines begin at the left margin or two characters further: they are not centred."""
    return all(line.left - margin < 1 or 1.5 < (line.left - margin) / line.size < 2.6 for line in lines)


def _begins(before: Line, line: Line, margin: float, indents: bool, room: float) -> bool:
    if indents and line.left - margin > 1.5 * line.size and _ENDS.search(before.text):
        return True
    if before.text[-1] in "、，,—“（" or line.text[0] in _CLOSING:
        return False
    width = before.right - before.left
    return width + line.head + 0.5 * line.size <= room
