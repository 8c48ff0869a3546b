"""Patterns of units of measure and classifiers behind a number, and of words that only look like them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tongbao.printed import lexicon
from tongbao.printed.characters import fold
from tongbao.printed.coded import KINDS, UNITS
from tongbao.printed.patterns import regex


def _longest_first(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


CODES = {word: code for code, words in UNITS.items() for word in words}
_WORDS = (*CODES, *lexicon.OTHER_UNITS, *lexicon.CLASSIFIERS)
LISTED = f"(?:{_longest_first(_WORDS)})"
"""A unit or classifier, as a pattern."""


class Units:
    """The words that may follow a number, with the codes of units of measure: ours, and those of a dataset's own.

    Each of the latter is a word, its code, and what it measures.
    """

    def __init__(self, own: Sequence[tuple[str, str, str]] = ()) -> None:
        words = {fold(word): code for word, code, _ in own}
        self.codes = {**CODES, **words}
        self.kinds = {**KINDS, **{code: kind for _, code, kind in own}}
        self.pattern = regex(
            rf"(?:个(?P<more>[多余来])?(?P<half>半)?(?P<time>月|小时|星期|工作日|自然[日月]|季度|钟头|学期)"
            rf"|(?P<word>{_longest_first((*_WORDS, *words))})(?![A-Za-z]))"
        )


OURS = Units()
units_with = lru_cache(maxsize=8)(Units)
"""Makes those with a dataset's own, once."""
LATIN = regex("[A-Za-zμ°Ω]{1,6}(?![A-Za-z])")
"""A unit in Latin letters that is in no list (GWh, Mbps), or a letter that makes a number a name (5G, 4A)."""
PREFIXED = regex("千瓦时|千瓦|千克|千米|千伏安|千伏|百分(?!钟)|万达|亿元户")
NOT_UNITS = regex(lexicon.NOT_UNITS)
