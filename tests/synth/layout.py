"""Lay a notice out as the text of a printed page: narrow cells, broken lines, spaces around numbers."""

import re

_NUMBERS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")
_JOINED = re.compile(r"[0-9A-Za-z.%/]+")
_NEVER_FIRST = "。，、；：）》”】 "
ROWS_ON_A_PAGE = 3


def spaced(text: str) -> str:
    """Put a space between a number and the Chinese characters around it."""
    return _NUMBERS.sub(" ", text)


def lines(text: str, width: int) -> list[str]:
    """Break a text into lines of about so many characters: never within a number, never before a full stop."""
    found, start, end = [], 0, len(text)
    while start < end:
        stop = start + width
        while stop < end and (text[stop] in _NEVER_FIRST or _JOINED.fullmatch(text[stop - 1 : stop + 1])):
            stop += 1
        found.append(text[start:stop].strip())
        start = stop
    return found


def wrapped(text: str, width: int) -> str:
    """Write a text in lines of about so many characters."""
    return "".join([f"{line}\n" for line in lines(text, width)])


def table_row(position: str, title: str, cell: str, description: str) -> str:
    """Write a row of an annex, column after column, as text comes out of a printed table."""
    return f"{position}\n\n{wrapped(title, 5)}\n{wrapped(cell, 6)}\n{wrapped(spaced(description), 24)}\n"
