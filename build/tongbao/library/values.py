"""What a term of an answer is in Python."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Term
from tongbao.ask.terms import plain


class IRI(str):
    """The IRI of a thing: a text, to be told from the texts of literals."""

    __slots__ = ()


_DIGITS = 4000
"""How many digits a whole number may have to be read as one: Python reads no more."""
_WHOLE, _DECIMAL = rf"[+-]?[0-9]{{1,{_DIGITS}}}", r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_Reader = tuple[re.Pattern[str], Callable[[str], Any]]
_INTEGER: _Reader = re.compile(_WHOLE), int
_DOUBLE: _Reader = re.compile(rf"{_DECIMAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"), float
_READ: Mapping[str, _Reader] = {
    "decimal": (re.compile(_DECIMAL), Decimal),
    "double": _DOUBLE,
    "float": _DOUBLE,
    "boolean": (re.compile("|".join(_BOOLEANS)), _BOOLEANS.__getitem__),
    "date": (re.compile(_DAY), date.fromisoformat),
    "dateTime": (
        re.compile(rf"{_DAY}T[0-9:]{{8}}(?:\.[0-9]{{1,6}})?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?"),
        datetime.fromisoformat,
    ),
    **dict.fromkeys(("integer", "int", "long", "short", "byte"), _INTEGER),
    **dict.fromkeys(("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"), _INTEGER),
    **dict.fromkeys(("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"), _INTEGER),
}
"""How values of XML Schema's datatypes look and are read, by their local names: Python alone would read more than they allow."""


def value_of(term: Term | None) -> Any:
    """Return a term as a value of Python; None for none.

    An IRI is an ``IRI``, which is a ``str``. Whole numbers are ``int``, decimals ``Decimal``, floating-point numbers
    ``float``, booleans ``bool``, days ``datetime.date``, times ``datetime.datetime``. Everything else is the text as it
    stands: also dates that are less precise than a day (``2023-09``), and what its datatype does not allow.
    """
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.Literal):
        return _read(term.datatype.value, term.value)
    return None if term is None else plain(term)


def _read(datatype: str, text: str) -> Any:
    form, read = _READ.get(datatype.removeprefix(PREFIXES["xsd"]), _AS_IT_STANDS)
    try:
        return read(text) if form.fullmatch(text) else text
    except ValueError:  # 2023-02-30
        return text


_AS_IT_STANDS: _Reader = re.compile("(?!)"), str
