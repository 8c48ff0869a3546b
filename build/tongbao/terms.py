"""Write literals as N-Triples terms (RDF 1.1 N-Triples, canonical escapes)."""

import re
from decimal import Decimal

from tongbao.iris import NAMESPACES

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
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value)


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


def year(value: int) -> str:
    """Write an xsd:gYear."""
    return f'"{value:04d}"^^<{_XSD}gYear>'
