"""Tell whether a proposal says what the draft has already, or reads the same words otherwise."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tongbao.load.source import squeeze

_NAMES = ("unit", "place", "printed", "person", "project", "name", "title", "what", "wording", "number")
_QUANTITIES = ("value", "before", "after")
_FREE = ("id", "counts", "counts-english", "english", "position")
"""Keys in words of our own, or that the draft writes itself: they make no difference."""


def is_same(one: Any, other: Any) -> bool:
    """Return whether two values say the same.

    >>> is_same({"number": 5, "unit": "day"}, {"unit": "day", "number": "5"}), is_same("甲 市", {"text": "甲市", "nth": 2})
    (True, True)
    """
    return bool(plain(one) == plain(other))


def plain(value: Any) -> Any:
    """Return a value in the one form in which values are compared."""
    if isinstance(value, dict):
        if "text" in value and value.keys() <= {"text", "nth", "after"}:
            return plain(value["text"])
        return {key: plain(each) for key, each in value.items() if each is not None and key not in _FREE}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{Decimal(value).normalize():f}"
    return squeeze(value) if isinstance(value, str) else value


def is_about_same(key: str, one: Any, other: Any, words: str) -> bool:
    """Return whether two items of a list are about the same thing: a figure, a body, a sentence; ``words`` are those of its measure."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return is_same(one, other)
    if key == "outcomes":
        names, others = set(_quantities(one)), set(_quantities(other))
    elif key in ("commendations", "groups"):
        names, others = set[object](), set[object]()
    else:
        names, others = set[object](_names(one)), set[object](_names(other))
    named = bool(names & others) or not (names or others)
    return named and _overlap(quoted(one), quoted(other), words)


def quoted(record: Any) -> str:
    """Return the words that a record quotes, without white space; those of its title where it has no quotation."""
    quote = record.get("quote", record.get("title", "")) if isinstance(record, dict) else record
    quote = quote.get("text", "") if isinstance(quote, dict) else quote
    return squeeze(quote) if isinstance(quote, str) else ""


def _overlap(one: str, other: str, words: str) -> bool:
    if one in other or other in one:
        return True
    first, second = words.find(one), words.find(other)
    return min(first, second) >= 0 and first < second + len(other) and second < first + len(one)


def _quantities(record: dict[str, Any]) -> Iterator[object]:
    for key in _QUANTITIES:
        if isinstance(quantity := record.get(key), dict):
            yield repr(plain({part: quantity.get(part) for part in ("number", "to", "scale")}))


def _names(record: dict[str, Any]) -> set[str]:
    return {squeeze(value) for key in _NAMES if isinstance(value := record.get(key), str)}
