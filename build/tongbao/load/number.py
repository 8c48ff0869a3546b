"""Check the form of document numbers, and suggest the proper form."""

import re
import unicodedata

from tongbao.errors import Text
from tongbao.printed.patterns import regex

NUMBER = regex(r"(?P<agency>[^〔\[（(【\d]+)[〔\[（(【](?P<year>[0-9]{4})[〕\]）)】]第?(?P<serial>[0-9]{1,6})号")
"""A document number: agency code, year in brackets, serial (党政机关公文格式, GB/T 9704-2012, 7.2.5)."""

_PROPER = regex(r"(?P<agency>[^\W\d_]+)〔(?P<year>[0-9]{4})〕(?P<serial>[1-9][0-9]{0,5})号")
_PLAIN = str.maketrans("０１２３４５６７８９號［］", "0123456789号[]")
_NUMBER_PARTS = regex(r"(?P<agency>[^\W\d_]+)\W{0,3}(?P<year>(19|20|21)[0-9]{2})年?\W{0,3}第?(?P<serial>[0-9]{1,6})号?")


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
