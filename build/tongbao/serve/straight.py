"""Let the engine write an answer itself, which is ten times as fast as reading it first.

That will do where it is certain that nothing is to be cut off, and that our own writers would leave the answer as it is:
CSV that no spreadsheet runs, XML that holds what XML can hold.
"""

import re
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask.forms import TRIPLES

_FORMATS: dict[str, tuple[ox.QueryResultsFormat, bytes]] = {
    "json": (ox.QueryResultsFormat.JSON, b"},{"),
    "xml": (ox.QueryResultsFormat.XML, b"<result>"),
    "tsv": (ox.QueryResultsFormat.TSV, b"\n"),
    "csv": (ox.QueryResultsFormat.CSV, b"\n"),
}
"""The engine's formats, and what stands in each at least once for a row."""
_UNSAFE: dict[str, Callable[[bytes], Any]] = {
    "csv": re.compile(rb"""(?:^|[,\n])"?[=+\-@\t\r]""").search,
    "xml": re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]").search,
}
"""What our own writers would change or refuse."""


class _Full(Exception):
    """An answer is longer than it may be."""


class _Bounded:
    """Takes bytes, up to as many as an answer may have."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self.taken += piece
        if len(self.taken) > limits.SERVED_BYTES:
            raise _Full
        return len(piece)

    def flush(self) -> None:
        """Do nothing."""


def by_engine(found: ox.QuerySolutions, forms: list[str]) -> tuple[bytes, str] | None:
    """Return the answer to a SELECT in the first form wanted, and that form; None where we have to write it ourselves."""
    form = next((form for form in forms if form not in TRIPLES), "json")
    if form not in _FORMATS:
        return None
    format_, of_a_row = _FORMATS[form]
    taken: Any = _Bounded()
    try:
        found.serialize(taken, format=format_)
    except _Full:
        return None
    body = bytes(taken.taken)
    if body.count(of_a_row) > limits.SERVED_ROWS or _UNSAFE.get(form, _nothing)(body):
        return None
    return body, form


def _nothing(_: bytes) -> None:
    return None
