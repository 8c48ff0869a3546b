"""Write values and quotations as YAML, in the form in which people write them by hand."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from tongbao.load.source import squeeze

Value = str | int | Decimal | bool | Mapping[str, "Value"] | list["Value"]
_PLAIN = re.compile(r"[^\s\-+.?:,\[\]{}#&*!|<>'\"%@`=~0-9][^:#,?\[\]{}\"\n]*(?<!\s)|[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_NO_TEXT = re.compile(r"(?i)true|false|null|yes|no|on|off|~|\.nan|\.inf")


def inline(value: Value) -> str:
    """Write a value on one line.

    >>> inline({"by": "甲市政府", "quote": {"text": "甲市", "nth": 2}, "open": True})
    '{by: 甲市政府, quote: {text: 甲市, nth: 2}, open: true}'
    >>> inline("附件：1.名单, 甲"), inline("2024-03-05"), inline("12")
    ('"附件：1.名单, 甲"', '2024-03-05', '"12"')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value) else _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return "{" + ", ".join(f"{key}: {inline(each)}" for key, each in value.items()) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in escaped) + '"'


def block(key: str, lines: Iterable[str], indent: int = 0) -> list[str]:
    """Write a text of several lines under its key, as a block.

    >>> block("description", ["甲。", "乙。"])
    ['description: |', '  甲。', '  乙。']
    """
    space = " " * indent
    return [f"{space}{key}: |", *(f"{space}  {line}" for line in lines)]


def quotation(words: str, start: int, text: str, region: tuple[int, int] | None = None) -> Value:
    """Return a quotation of words that stand at a position of a text; where they stand there several times, with their number.

    ``region`` is the part of the text in which they are looked for first: an annex, a row.

    >>> quotation("甲市", 3, "甲市、甲市")
    {'text': '甲市', 'nth': 2}
    """
    whole, before = _without_space(text)
    low, high = (before[at] for at in region or (0, len(text)))
    at, own = before[start], squeeze(words)
    places = _places(own, whole[low:high])
    nth = bisect_left(places, at - low)
    is_there = nth < len(places) and places[nth] == at - low
    return {"text": own, "nth": nth + 1} if len(places) > 1 and is_there else own


# A draft quotes one text thousands of times, and some words of it as often: neither is looked through each time.
@lru_cache(maxsize=2)
def _without_space(text: str) -> tuple[str, list[int]]:
    """Return a text without white space, and for each of its places how many characters stand before it there."""
    return squeeze(text), [0, *accumulate(not sign.isspace() for sign in text)]


@lru_cache(maxsize=64)
def _places(words: str, text: str) -> list[int]:
    """Return the places of words in a text, those that overlap too."""
    return [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)]
