"""Write literals as N-Triples terms (RDF 1.1 N-Triples, canonical escapes), and read them."""

import re
from calendar import monthrange
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tongbao.rdf.iris import NAMESPACES

Statement = tuple[str, str, str]
"""Subject, predicate and object, each already an N-Triples term."""

_XSD = NAMESPACES["xsd"]
_INTEGER = f'"^^<{_XSD}integer>'
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPES = {**{chr(c): f"\\u{c:04X}" for c in [*range(32), 127]}, **_NAMED}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def text(value: str, language: str) -> str:
    """Write a text with its language tag."""
    return f'"{_escape(value)}"@{language}'


def string(value: str) -> str:
    """Write a plain string."""
    return f'"{_escape(value)}"'


def _escape(value: str) -> str:
    return _ESCAPED.sub(_named, value)


def _named(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def integer(value: int) -> str:
    """Write an xsd:integer."""
    return f'"{value}{_INTEGER}'


def decimal(value: Decimal) -> str:
    """Write an xsd:decimal in its shortest form: 19.32, 97."""
    return f'"{value.normalize():f}"^^<{_XSD}decimal>'


def boolean(value: bool) -> str:
    """Write an xsd:boolean."""
    return f'"{str(value).lower()}"^^<{_XSD}boolean>'


def date(value: str) -> str:
    """Write a date by its precision: xsd:gYear, xsd:gYearMonth or xsd:date."""
    return f'"{value}"^^<{_XSD}{_DATE_TYPES[len(value)]}>'


def day_range(value: str) -> tuple[str, str]:
    """Write the first and the last day that a day, month or year can mean, as xsd:date."""
    year_, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    last = day or monthrange(year_, month or 12)[1]
    return date(f"{year_:04d}-{month or 1:02d}-{day or 1:02d}"), date(f"{year_:04d}-{month or 12:02d}-{last:02d}")


def year(value: int) -> str:
    """Write an xsd:gYear."""
    return f'"{value:04d}"^^<{_XSD}gYear>'


class Literal(NamedTuple):
    """A literal that was read: its text, and its language or the IRI of its datatype if it has one."""

    text: str
    language: str | None = None
    datatype: str | None = None


_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_UNESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@lru_cache(10_000)  # a page in two languages, its data and the tables read the same ones
def read_literal(term: str) -> Literal:
    """Read a literal from its N-Triples term."""
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise ValueError(f"no literal: {term}")
    return Literal(_unescape(match[1]), match[2], match[3])


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _UNESCAPED.get(m[3], m[3]), text)


Numbered = list[tuple[int, str]]


def numbered(text: str) -> Numbered:
    """Return a sort key that orders names as people do: 2 comes before 10, wherever the number is in the name."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split("([0-9]+)", text)]
