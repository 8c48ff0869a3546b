"""Lines of a text that were broken where the page ended at the right, joined where that is certain."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tongbao.intake.original.words import clean

_NARROWEST = 40
"""Narrower lines, in columns of a terminal, break for other reasons."""
_FEWEST = 5
_SLACK = 3
_END = re.compile(r"[。！？：:；;…]”?$")
_BEGINS = re.compile(
    r"[ \u3000]{2}|\t|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件|附表|抄送|[|#*]|第[一二三四五六七八九十百]+[章条]"
)


def joined(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of lines: empty lines part them, and a full line goes on in the next one.

    A text that is broken so has many lines of the same width. An empty line parts nothing where one follows every line.

    >>> joined(["甲" * 30, "乙" * 30, "丙" * 30, "丁" * 30, "戊" * 30, "己。", "", "庚"])[1:]
    ['庚']
    """
    width = _page_width([line for line in lines if line.strip()])
    if not width:
        return list(lines)
    doubled = _is_doubled(lines)
    indented = sum(1 for line in lines if re.match(r"[ \u3000]{2}", line)) >= _FEWEST
    said: list[str] = []
    open_ = False  # whether the last paragraph may go on
    for line in lines:
        if not line.strip():
            open_ = open_ and doubled
            continue
        if open_ and not _BEGINS.match(line):
            said[-1] = _glued(said[-1], clean(line))
        else:
            said.append(line)
        open_ = columns(line) >= width - _SLACK and (indented or not _END.search(line.rstrip()))
    return said


def columns(line: str) -> int:
    """Return how many columns of a terminal a line takes: a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in line.rstrip())


def _page_width(lines: Sequence[str]) -> int:
    """Return the width of the page to which lines were broken; 0 where they were not."""
    widths = [columns(line) for line in lines]
    wide = Counter(width for width in widths if width >= _NARROWEST)
    if not wide:
        return 0
    full = max(wide, key=lambda width: (sum(wide[width - less] for less in range(_SLACK + 1)), width))
    filling = sum(wide[full - less] for less in range(_SLACK + 1))
    wider = sum(count for width, count in wide.items() if width > full)
    return full if filling >= _FEWEST and filling * 2 >= wide.total() and wider * 10 <= filling else 0


def _is_doubled(lines: Sequence[str]) -> bool:
    """Return whether an empty line follows nearly every line, as programs write that take text out of a PDF."""
    pairs = list(pairwise(lines))
    beside = sum(1 for one, after in pairs if one.strip() and after.strip())
    apart = sum(1 for one, after in pairs if one.strip() and not after.strip())
    return beside * 4 < apart


def _glued(one: str, more: str) -> str:
    between = " " if one[-1:].isascii() and one[-1:].isalpha() and more[:1].isascii() and more[:1].isalpha() else ""
    return one.rstrip() + between + more
