"""Compare characters as a reader does: full width like half width, traditional numerals and units like simplified ones.

Folding is only for comparing. Each character becomes one character, so positions stay those of the printed text.
"""

import re
import unicodedata
from functools import lru_cache

from tongbao.printed.patterns import regex

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys("—―─~〜～∼", "~") | dict.fromkeys("－–﹣−‐‑", "-")
"""Short dashes may be the sign of a number, as a hyphen is; long ones and waves are not."""
_TRADITIONAL = dict(
    zip(
        "餘個約戶達過幾內間項條類種處門從減為現經億萬兩臺鐘時週噸畝電頓圓歲場課實幢張雙僅總業○零",
        "余个约户达过几内间项条类种处门从减为现经亿万两台钟时周吨亩电顿元岁场课实幢张双仅总业〇〇",
        strict=True,
    )
)
_SMALL = {"﹪": "%", "﹒": ".", "﹐": ",", "∕": "/", "∶": ":", "︰": ":", "﹕": ":"}
_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""Characters that PDF files have in place of ordinary ones (⽉ for 月)."""
_FOLD = {**_WIDE, **{ord(one): other for one, other in (_RADICALS | _SMALL | _DASHES | _TRADITIONAL).items()}}
_FOLDED = regex(f"[{''.join(map(re.escape, map(chr, _FOLD)))}]")
"""All of these characters: a text has few of them, and looking up every character would take several times as long."""
_FORMAL = regex("[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟][壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万亿〇]+")
"""Numerals as written on cheques; a single one is a character of another word (大陆, 队伍)."""
_BEFORE_DATES = regex("[壹贰叁肆伍陆柒捌玖拾](?=[月日])")
_POWER = regex("(?<=m)[²³]")
"""The power of a metre; behind other words, a raised digit marks a footnote."""
_PLAIN = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")


@lru_cache(maxsize=1)
def fold_whole(text: str) -> str:
    """Return a whole text folded; cached, because several readers ask for the same text in turn."""
    return fold(text)


def fold(text: str) -> str:
    """Return a text of the same length in which look-alikes of numerals, units and dates are one character.

    >>> fold("１，２００餘戶"), fold("二○二四年３月"), fold("叁万元")
    ('1,200余户', '二〇二四年3月', '三万元')
    """
    folded = _FOLDED.sub(lambda found: _FOLD[ord(found[0])], text)
    folded = _FORMAL.sub(lambda found: found[0].translate(_PLAIN), folded)
    folded = _BEFORE_DATES.sub(lambda found: found[0].translate(_PLAIN), folded)
    return _POWER.sub(lambda found: "2" if found[0] == "²" else "3", folded)
