"""Amounts of several parts, each with its unit: 1小时30分, 2年6个月, 3元5角."""

from collections.abc import Iterator

from tongbao.printed.amount import Amount
from tongbao.printed.patterns import regex

_LETTER = regex(r"[^\W_]")
_ORDERS = (
    ("年", "周年", "月", "周", "天", "日", "小时", "钟头", "时", "分钟", "分", "秒钟", "秒"),
    ("元", "块钱", "角", "分"),
    ("公里", "米", "厘米"),
    ("吨", "公斤", "斤"),
)
"""Units, each of which may continue the one before it."""


def compounds(found: list[Amount], text: str) -> Iterator[Amount]:
    """Mark the amounts that are parts of a longer one: hours and minutes, years and months."""
    joined = {index for index in range(1, len(found)) if _continues(found[index - 1], found[index], text)}
    for index, amount in enumerate(found):
        yield amount._replace(compound=True) if index in joined or index + 1 in joined else amount


def _continues(one: Amount, other: Amount, text: str) -> bool:
    """Return whether an amount is the lower part of the one before it: 1小时30分, 1年零6个月, 3元5角, 2米5."""
    if not text.endswith(one.words, 0, one.end) or text[one.end : other.start] not in ("", "〇", "又"):
        return False
    order = next((order for order in _ORDERS if one.words.removeprefix("个") in order), ())
    if not order:
        return False
    words = other.words or text[other.unit_start : other.unit_start + 1]
    ends = not _LETTER.match(words)
    rank = order.index(one.words.removeprefix("个"))
    lower = order.index(words.removeprefix("个")) if words.removeprefix("个") in order else -1
    return lower > rank or (order[0] == "公里" and ends and other.value < 10)
