"""Break a text into lines for a picture, whose letters nobody measures before it is drawn."""

import re
from collections.abc import Iterator

from tongbao.files.escape import one_line
from tongbao.network.labels import width

EM = 12.6
"""Pixels of the font for which ``width`` gives a little more than is needed, so that nothing is cut off."""


def wrapped(text: str, size: int, room: float, most: int) -> list[str]:
    """Break a text into lines that fit a picture: English between words, Chinese anywhere; what does not fit is cut.

    >>> wrapped("Units " * 30, 60, 1040, 1)
    ['Units Units Units Units Units Unit…']
    """
    lines, line = [], ""
    for piece in _pieces(one_line(text)):
        if line and width(line + piece) * size / EM > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Yield words with the space before them, and Chinese characters one by one, with the marks that stand at them."""
    return (found[0] for found in _PIECE.finditer(text))


_PIECE = re.compile(r"\s*(?:[“‘（《]*[\u2e80-\U0003ffff][，。、；：？！）》”’…]*|[^\s\u2e80-\U0003ffff]+)")
