"""The figures of one sentence: which is the former one, which the resulting one, and which their difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongbao.printed.amount import Amount
from tongbao.printed.patterns import regex
from tongbao.printed.phrases import CLAUSE_END, Phrase, phrase

_SIBLING = regex("[、,]|和|及|与|以及")
_ITEM = regex("[^,;、和及与]{0,6}(?:[、和及与]|以及)")
"""Words between two figures of a list: 7个环节、13份材料."""
_AGAIN = regex("[,、]?(?:再|又|进一步|现|目前|后)")
_TIGHT = 10
"""How many characters may stand between two figures that only 压缩至 joins."""
_TOTALS = regex("[总共累计达]")
_UPON = regex("[的]?基础上")
_TIMES = frozenset(("秒", "秒钟", "周", "星期", "个星期", "季度", "个季度", "刻钟"))
_RATIOS = frozenset(("成", "倍", "折", "番", "‰", "百分点", "个百分点", "个基点"))


@dataclass(slots=True)
class Figure:
    """One figure: its number, its role by the words before it, and its place in a chain of figures.

    A chain holds the figures of one thing in chronological order. ``chain`` is its number in the sentence, ``step`` the
    figure's place in it. The chain is ``firm`` if words join its figures, not only their positions.
    """

    amount: Amount
    phrase: Phrase
    before: str
    """The words before it, from the previous figure or the beginning of the sentence."""
    after: str = ""
    """The words behind it in its clause."""
    chain: int | None = None
    step: int = 0
    firm: bool = False
    last: bool = True
    """Whether no later figure results from it."""


def is_ratio(amount: Amount) -> bool:
    """Return whether a number is a part or a multiple of another."""
    return amount.unit == "percent" or amount.words in _RATIOS or amount.below is not None


def alike(one: Amount, other: Amount) -> bool:
    """Return whether two numbers can describe one thing: two times, two shares, the same unit or classifier, or no unit."""
    if is_ratio(one) or is_ratio(other):
        return is_ratio(one) and is_ratio(other)
    if _is_time(one) or _is_time(other):
        return _is_time(one) and _is_time(other)
    return one.words == other.words or "" in (one.words, other.words) or one.is_weak or other.is_weak


def _is_time(amount: Amount) -> bool:
    return amount.kind == "time" or amount.words in _TIMES


def figures(text: str, start: int, end: int, amounts: Sequence[Amount]) -> list[Figure]:
    """Return the figures of a sentence, which begins and ends there in a folded text, for its numbers in order."""
    found: list[Figure] = []
    at = start
    for index, amount in enumerate(amounts):
        before = text[at : amount.start]
        at = amount.end
        stop = amounts[index + 1].start if index + 1 < len(amounts) else end
        figure = Figure(amount, phrase(before), before, CLAUSE_END.split(text[at:stop], 1)[0])
        if found and _shares(figure, found[-1]):
            figure.phrase = found[-1].phrase
        found.append(figure)
    _Chains(found).join()
    return found


def _shares(figure: Figure, previous: Figure) -> bool:
    """Return whether two figures share the verb before the first: 分别增长5%和3%."""
    return (
        bool(_SIBLING.fullmatch(figure.before))
        and previous.phrase.role in ("by", "change", "rate", "object")
        and alike(previous.amount, figure.amount)
    )


class _Chains:
    """Joins each figure to the former figure that it results from."""

    def __init__(self, found: list[Figure]) -> None:
        self.found = found
        self.count = 0
        self.waiting: list[int] = []
        """The old figures (由7个、15天), in order, until the new ones are found."""
        self.met = 0
        """How many of the new ones have been found."""
        self.latest: int | None = None

    def join(self) -> None:
        for index, figure in enumerate(self.found):
            self._take(index, figure)
        for index, figure in enumerate(self.found):
            if figure.chain is None and figure.phrase.role in ("was", "base") and not _UPON.match(figure.after):
                self._beside(index)

    def _take(self, index: int, figure: Figure) -> None:
        role = figure.phrase.role
        sibling = bool(_SIBLING.fullmatch(figure.before) or _ITEM.fullmatch(figure.before))
        if ";" in figure.before or role == "by":
            self.waiting = []
        if role in ("from", "taken"):
            self.waiting, self.met = [index], 0
        elif sibling and self.waiting and not self.met and self.waiting[-1] == index - 1:
            self.waiting.append(index)
        elif role in ("to", "then"):
            earlier = self._earlier(index, figure)
            if earlier is not None:
                self._link(earlier, index, firm=True)
        elif sibling and 0 < self.met < len(self.waiting) and self.latest == index - 1:
            self._link(self._next_waiting(), index, firm=True)

    def _next_waiting(self) -> int:
        self.met += 1
        return self.waiting[self.met - 1]

    def _earlier(self, index: int, figure: Figure) -> int | None:
        """Find the former figure of one behind 压缩至 or the like."""
        if self.met < len(self.waiting) and self._may_lead(self.waiting[self.met], figure):
            return self._next_waiting()
        if self.latest is not None and _AGAIN.match(figure.before) and self._alike(self.latest, figure):
            return self.latest
        previous = index - 1
        if previous < 0 or not self._alike(previous, figure):
            return None
        if self.found[previous].phrase.role in ("was", "base", "taken"):
            return previous
        return previous if self._is_tight(self.found[previous], figure) else None

    def _may_lead(self, index: int, figure: Figure) -> bool:
        """Return whether a figure marked by 由 or 将 can be the former value of another; only 由 joins figures of different kinds."""
        earlier = self.found[index]
        if earlier.phrase.role == "from" and figure.before and not CLAUSE_END.search(figure.before):
            return True
        return self._alike(index, figure) and len(earlier.after) <= _TIGHT

    def _is_tight(self, previous: Figure, figure: Figure) -> bool:
        words = figure.before
        if previous.phrase.role in ("by", "now", "rate") or CLAUSE_END.search(words) or _TOTALS.search(words):
            return False
        if figure.phrase.role == "then":
            return words in ("变", "变为", "变成", "→")
        return len(words) <= _TIGHT and "、" not in words

    def _alike(self, index: int, figure: Figure) -> bool:
        return alike(self.found[index].amount, figure.amount)

    def _link(self, earlier: int, later: int, *, firm: bool) -> None:
        first, second = self.found[earlier], self.found[later]
        if first.chain is None:
            first.chain, first.step, first.firm = self.count, 0, firm
            self.count += 1
        second.chain, second.step, second.firm = first.chain, first.step + 1, firm
        first.last = False
        self.latest = later

    def _beside(self, index: int) -> None:
        """Join a former or reference figure (原为10天, 法定15天) to the present one beside it."""
        around = [other for other in (index + 1, index - 1, index - 2) if 0 <= other < len(self.found)]
        free = [
            other
            for other in around
            if self.found[other].chain is None
            and self.found[other].phrase.role in ("", "to", "now", "then")
            and self._alike(other, self.found[index])
        ]
        ahead = [other for other in free if other > index and self.found[other].phrase.role in ("now", "to")]
        behind = [other for other in free if other < index]
        for other in ahead[:1] or behind[:1] or free[:1]:
            self._link(index, other, firm=False)


def is_base(figure: Figure) -> bool:
    """Return whether another figure is compared with a figure: 比法定15天, 在15天基础上."""
    return figure.phrase.role in ("from", "taken", "was", "base") or bool(_UPON.match(figure.after))
