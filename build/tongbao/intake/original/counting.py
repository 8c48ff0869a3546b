"""Numbers of automatic lists, as they are printed."""

from collections.abc import Callable
from functools import partial

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def chinese(number: int, digits: str = _DIGITS, powers: str = "十百千") -> str:
    """Write a number from 0 to 9999 with Chinese numerals; larger ones in digits.

    >>> [chinese(number) for number in (3, 10, 12, 20, 105, 110)]
    ['三', '十', '十二', '二十', '一百零五', '一百一十']
    """
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    said = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            said += digits[digit] + (powers[power - 1] if power else "")
        elif said and not said.endswith("零") and number % 10**power:
            said += "零"
    return said[1:] if digits == _DIGITS and 10 <= number < 20 else said


def by_digits(number: int) -> str:
    """Write a number with a Chinese numeral for each digit: 一〇 for 10."""
    return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))


def roman(number: int) -> str:
    """Write a number in Roman numerals; beyond 3999 in digits."""
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def letters(number: int) -> str:
    """Write a number as Word counts with letters: A … Z, AA, BB …"""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def _from(first: str, count: int, number: int) -> str:
    """Write a number by one of the signs that stand in a row from ``first`` in Unicode."""
    return chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _circled(number: int) -> str:
    return _from("①", 20, number) if number <= 20 else _from("㉑", 15, number - 20) if number <= 35 else str(number)


def _of_row(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(max(number, 0)))


_legal = partial(chinese, digits=_LEGAL, powers="拾佰仟")

FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), chinese),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), chinese),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), by_digits),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    "ideographTraditional": partial(_of_row, _STEMS),
    "ideographZodiac": partial(_of_row, _BRANCHES),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "ideographEnclosedCircle": partial(_from, "㊀", 10),
    "decimalEnclosedParen": partial(_from, "⑴", 20),
    "decimalEnclosedFullstop": partial(_from, "⒈", 20),
}
"""How each number format of WordprocessingML (ECMA-376, 17.18.59) writes a number; bullets are no numbers."""
