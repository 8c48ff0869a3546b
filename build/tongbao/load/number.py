"""Check the form of document numbers, and suggest the proper form."""

import re
import unicodedata
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.printed import chinese_number
from tongbao.printed.patterns import regex

NUMBER = regex(
    r"(?P<agency>[^〔\[（(【\d]+)[〔\[（(【](?P<year>[0-9]{4}|[〇○零一二三四五六七八九]{4})[〕\]）)】]第?(?P<serial>[0-9]{1,6}|[一二三四五六七八九十百]{1,5})号"
)
"""A document number: agency code, year in brackets, serial (党政机关公文格式, GB/T 9704-2012, 7.2.5)."""

SERIAL = regex(
    "(?:(?P<agency>[^\\W\\d_]{1,20})令)?(?:(?P<year>[0-9]{4})年)?第(?P<serial>[0-9]{1,6}|[一二三四五六七八九十百]{1,5})[号期]"
)
"""The number of an order or of an issue, which stands alone under the letterhead: 第12号, 2024年第3期."""

_PROPER = regex(r"(?P<agency>[^\W\d_]+)〔(?P<year>[0-9]{4})〕(?P<serial>[1-9][0-9]{0,5})号")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PLAIN = str.maketrans("０１２３４５６７８９號［］", "0123456789号[]")
_NUMBER_PARTS = regex(r"(?P<agency>[^\W\d_]+)\W{0,3}(?P<year>(19|20|21)[0-9]{2})年?\W{0,3}第?(?P<serial>[0-9]{1,6})号?")


class NumberParts(NamedTuple):
    """The parts of a document number; the agency and the year may be absent."""

    agency: str | None
    year: int | None
    serial: int


def parts_of(number: str) -> NumberParts | None:
    """Return the parts of a document number in its plain form; None for other words.

    >>> parts_of("甲政办〔2023〕12号")
    NumberParts(agency='甲政办', year=2023, serial=12)
    >>> parts_of("第十二号")
    NumberParts(agency=None, year=None, serial=12)
    >>> parts_of("甲政告〔二〇二一〕十一号")
    NumberParts(agency='甲政告', year=2021, serial=11)
    """
    found = NUMBER.fullmatch(number) or SERIAL.fullmatch(number)
    if found is None:
        return None
    serial, year = found["serial"], found["year"]
    count = int(serial) if serial.isdigit() else chinese_number(serial)
    return (
        None if count is None else NumberParts(found["agency"], int(year.translate(_DIGITS)) if year else None, count)
    )


def plain_number(text: str) -> str:
    """Return a number of the same length with its digits, square brackets and 号 in their ordinary form.

    >>> plain_number("甲政办（２０２３）１２號")
    '甲政办（2023）12号'
    """
    return text.translate(_PLAIN)


def as_printed(number: str, words: str) -> str:
    """Return a properly formed number as a text prints it; the number itself where the text does not print it.

    >>> as_printed("甲政办〔2023〕12号", "甲政办[2023]第１２號印发")
    '甲政办[2023]第１２號'
    """
    parts = _PROPER.fullmatch(number)
    if parts is None or number in words:
        return number
    agency, year, serial = map(re.escape, parts.groups())
    found = re.search(rf"{agency}[〔\[（(【]{year}[〕\]）)】]第?0?0?{serial}号", plain_number(words))
    return words[found.start() : found.end()] if found else number


def proper_number(text: str) -> Text:
    """Suggest the proper form of a document number; where a part is missing, show an example."""
    parts = _NUMBER_PARTS.fullmatch(unicodedata.normalize("NFKC", text))
    if parts is None:
        return Text("Write it like 厦府办〔2023〕64号.", "请写成“厦府办〔2023〕64号”的形式。")
    proper = f"{parts['agency'][:40]}〔{parts['year']}〕{int(parts['serial'])}号"
    return Text(f"Did you mean {proper}?", f"是否想写 {proper}？")


_AROUND = "（()）[]【】〔〕.．、，,:：—-·第项条号"


def printed_before(number: str, before: str) -> bool:
    """Return whether a number is printed right before a title, whose words it may precede with its own punctuation.

    >>> printed_before("（二）", "。（二）"), printed_before("12.1", "12.1."), printed_before("2", "12.")
    (True, True, False)
    >>> printed_before("2", "满意度98%.2"), printed_before("2", "第12.2")
    (True, False)
    """
    bare, own = before.rstrip(_AROUND), number.strip(_AROUND)
    if not own or not (before.endswith(number) or bare.endswith(own)):
        return False
    ahead = (before if before.endswith(number) else bare)[: -len(number if before.endswith(number) else own)][-2:]
    digits = own[0].isascii()
    within = digits and ahead.endswith(".") and ahead[0].isdigit()  # 12.1; behind a sentence the point ends it
    ahead = ahead[-1:]
    return not ahead or not (ahead.isdigit() or within or (not digits and ahead in "一二三四五六七八九十百"))


def not_before(number: str, before: str) -> tuple[Text, Text]:
    """Report that another number, or none, is printed before a title."""
    shown = before[-8:]
    return (
        Text(
            f"{number!r} is not printed before the title: it follows “…{shown}”.",
            f"标题前并无序号 {number!r}，其前为“…{shown}”。",
        ),
        Text("Write the number as printed, or leave it out.", "请照录原文序号，或不填。"),
    )
