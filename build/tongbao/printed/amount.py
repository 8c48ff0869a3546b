"""A number as a text prints it: its parts, and the ways in which a record may repeat it."""

from decimal import Decimal
from typing import NamedTuple

SCALES = {
    sign: Decimal(10) ** power
    for sign, power in (
        *(("", 0), ("十", 1), ("百", 2), ("千", 3), ("万", 4), ("十万", 5), ("百万", 6), ("千万", 7)),
        *(("亿", 8), ("十亿", 9), ("百亿", 10), ("千亿", 11), ("万亿", 12)),
    )
}
"""The power of ten of each scale; an empty scale is 1."""
WEAK = frozenset("级层步类期点线票号度门站口头班面道片对副端组部本所网队团里代")
"""Classifiers that may also be part of the noun behind them: a record need not repeat them."""


class Amount(NamedTuple):
    """One number in a text: the position of its words (end exclusive), and their meaning.

    ``number`` is as printed, its ``scale`` apart; a Chinese numeral is read whole. ``high`` is the end of a range,
    ``below`` the denominator of a fraction. ``unit`` is a code, ``words`` the unit or classifier as printed, folded.
    ``bounds`` and ``periods`` hold what the words may mean; an empty period is none, a period may
    also be a unit or classifier that the figure is one for each of, ``other`` is one for which there is no word.
    """

    start: int
    end: int
    number: Decimal
    scale: str = ""
    high: Decimal | None = None
    below: Decimal | None = None
    unit: str | None = None
    words: str = ""
    bounds: frozenset[str] = frozenset({"exact"})
    periods: frozenset[str] = frozenset({""})
    numeral: str = ""
    """The folded numeral if it is Chinese or made of several (三百万, 3万5千): such numerals can be written in several ways."""
    at: int = 0
    """Where the numeral itself begins, behind any words for a bound."""
    unit_start: int = 0
    """Where the unit or classifier begins, or would begin."""
    compound: bool = False
    """Whether it is part of a longer amount (2小时30分钟)."""
    of_formula: bool = False
    """Whether it is a term of a formula (1+3+N): such a number gives the size of a design, and counts nothing."""
    names_noun: bool = False
    """Whether it is followed by a noun that a record must repeat (三大行动 counts 大行动)."""
    kind: str = ""
    """What its unit of measure measures, where that has a code."""
    of_ranking: bool = False
    """Whether it is a place in a ranking (第2位)."""
    closes: bool = False
    """Whether its classifier cannot be part of a noun: punctuation follows, or it is a unit of electricity (3亿度)."""

    @property
    def is_weak(self) -> bool:
        """Return whether its classifier may also be part of a noun (5步, 三级)."""
        return self.words in WEAK

    @property
    def value(self) -> Decimal:
        """The number with its scale."""
        return self.number * SCALES.get(self.scale, Decimal(1))

    def says(self, number: Decimal, scale: str | None) -> bool:
        """Return whether a number and a scale are those printed; of a range, those of its lower end.

        Digits must be as printed. A whole Chinese numeral may be split before a scale that it contains.
        """
        if self.below is not None:
            return False
        if not self.numeral:
            return number == self.number and (scale or "") == self.scale
        if scale and self.scale:
            return number == self.number and scale == self.scale
        if self.scale:
            return not scale and number == self.value
        return number * SCALES[scale or ""] == self.number if self._may_end(scale) else False

    def _may_end(self, scale: str | None) -> bool:
        """Return whether a numeral can be written with a separate scale: 一万五千 as 1.5万, not as 15千."""
        if not scale or scale in ("万", "亿"):
            return not scale or scale in self.numeral
        return self.numeral.endswith(scale) and not set(self.numeral.removesuffix(scale)) & set("十百千万亿")
