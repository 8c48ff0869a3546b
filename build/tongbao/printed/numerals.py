"""Read whole Chinese numerals (三百二十五, 两千零五, 一亿二千万, 廿五, 二〇二三) and the sign of any numeral."""

from tongbao.printed.patterns import regex

DIGITS = {"〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
HAN = "[〇一二两三四五六七八九十百千万亿廿卅]"
"""A character of a Chinese numeral, folded."""

_BELOW_TEN = "[一二两三四五六七八九]"
_SECTION = regex(
    rf"(?:({_BELOW_TEN})千)?(〇)?(?:({_BELOW_TEN})百)?(〇)?(?:({_BELOW_TEN})?(十)|(廿)|(卅))?(〇)?({_BELOW_TEN})?"
)
_ROW = regex("[〇一二三四五六七八九]{2,}")
_LONGEST = 24
"""More characters than any numeral in a document has; a row of digits could be of any length."""
_BARE = regex("[百千万亿]")
_SIGN = regex(f"(?:^|(?!{HAN}|[0-9A-Za-z%)~-]).)-$")


def chinese_number(text: str) -> int | None:
    """Return the value of a folded Chinese numeral; None where it is not a numeral, or not an exact one.

    Two digits beside each other without 〇 are a guess (三五天), not a number; a row of three or more is read digit by
    digit, as years are.

    >>> [chinese_number(text) for text in ("二十五", "廿五", "两千〇五", "一亿二千万", "二〇二三", "三五", "百")]
    [25, 25, 2005, 120000000, 2023, None, 100]
    """
    if len(text) > _LONGEST:
        return None
    if _BARE.fullmatch(text):
        return TENS[text]
    if _ROW.fullmatch(text):
        return int("".join(str(DIGITS[digit]) for digit in text)) if len(text) > 2 or text[1:] == "〇" else None
    head, _, tail = text.rpartition("亿")
    if head or text.startswith("亿"):
        high = _below_hundred_million(head)
        low = _rest(tail, 100_000_000)
        return None if not high or low is None else high * 100_000_000 + low
    return _below_hundred_million(text)


def has_sign(text: str, start: int, end: int, behind: int) -> bool:
    """Return whether the dash before a numeral of a folded text is its sign, not that of a range (3件-5天) or one of two dashes.

    The number or date read before it ends at ``behind``.
    """
    before = text[max(start - 2, 0) : start - 1]
    if before and (behind == start - 1 or before == text[end : end + 1]):  # 第3期-5期, 三楼-5楼
        return False
    return bool(_SIGN.search(f"{before}-"))


def _below_hundred_million(text: str) -> int | None:
    head, sign, tail = text.partition("万")
    if not sign:
        return _section(text)
    high, low = _section(head), _rest(tail, 10_000)
    return None if not high or low is None else high * 10_000 + low


def _rest(text: str, above: int) -> int | None:
    """Read the text behind 万 or 亿: nothing, a whole numeral, or a single digit of the next power (一万二)."""
    if not text:
        return 0
    if text in DIGITS:
        return DIGITS[text] * above // 10 or None
    return _below_hundred_million(text.removeprefix("〇"))


def _section(text: str) -> int | None:
    """Read a numeral below ten thousand."""
    found = _SECTION.fullmatch(text)
    if found is None or not text.strip("〇"):
        return 0 if text == "〇" else None
    thousands, _, hundreds, _, tens, ten, twenty, thirty, zero, ones = found.groups()
    value = 1_000 * DIGITS.get(thousands or "〇", 0) + 100 * DIGITS.get(hundreds or "〇", 0)
    value += (10 * DIGITS[tens] if tens else 10) if ten else 20 if twenty else 30 if thirty else 0
    last = DIGITS.get(ones or "〇", 0)
    short = ones and not zero and not (ten or twenty or thirty)  # 三百五 is 350, 三千五 is 3,500
    if short and text[-2:-1] in ("百", "千"):
        last *= TENS[text[-2]] // 10
    return value + last
