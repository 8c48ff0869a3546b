"""Find the bound that words before or behind a figure set: 超300家, ≥95%, 3天以内, 三成多, 5000万元起."""

import re

from tongbao.printed import lexicon
from tongbao.printed.patterns import regex

_TIME = ("day", "working-day", "month", "year", "hour", "minute")
_BEFORE_BOUND = {
    word: bound for group in (lexicon.MAY_BOUND, lexicon.BEFORE) for bound, words in group.items() for word in words
}
_BEFORE = regex(f"(?:{'|'.join(map(re.escape, _BEFORE_BOUND))})$")
"""The word for a bound at the end of a text; the longest one, as it begins first."""
_MAY_BOUND = {word for words in lexicon.MAY_BOUND.values() for word in words}
_PASSED = regex(lexicon.PASSED)
_MAY_PASS = regex(lexicon.MAY_PASS)
_NOT_PASSED = regex("[未没无](?:有|曾|能)?[过破]$")
_MONEY = regex(r"(?:人民币|[$¥￥])$")
_DENIED = regex("[不未没](?:[得能应可会有宜许再曾])?$")
_CONTRARY = {"over": "within", "below": "at-least"}
"""What a bound means when it is negated: 未超过, 不应低于."""
_ALSO = {"within": frozenset({"within", "at-most"})}
"""Words before a figure, and 以下 behind it, say that it is the most: a record may call that a limit, too. 以内 sets a limit alone."""
_INSIDE = ("以内", "之内", "内", "(含)以内")
_LONGEST = 16


def _pattern(words: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    listed = sorted((word for group in words.values() for word in group), key=lambda word: -len(word))
    return re.compile("|".join(map(re.escape, listed)))


_AFTER, _AT_END = _pattern(lexicon.AFTER), _pattern(lexicon.AFTER_AT_END)
_AFTER_BOUND = {
    word: bound for group in (lexicon.AFTER, lexicon.AFTER_AT_END) for bound, words in group.items() for word in words
}
_NOT_AFTER = regex(
    f"内[{lexicon.NOT_WITHIN}]|余[下额地款]|上下[联游级班]|左右[两岸]|内外|出头[人露鸟]|起步[区阶早晚价]"
)
_ENDS = regex(r"$|[^\w]|[的_]")
_PLUS = frozenset({"over", "at-least"})
"""The bound in 5000+."""


def bound_before(head: str, unit: str | None, words: str = "", *, bounded: bool) -> tuple[frozenset[str], int]:
    """Return the bound that the words before a number set, and the length of these words in characters.

    A number that already has a bound is not bounded again by 控制在 (控制在30天左右).
    """
    head = head[-_LONGEST:]
    sign = _MONEY.search(head)
    money = len(sign[0]) if sign else 0
    head = head[: len(head) - money]
    passed = _passed(head, unit, words)
    if passed:
        return passed, money + 1
    found = _BEFORE.search(head)
    if found is None:
        return frozenset(), 0
    word, ahead = found[0], head[: found.start()]
    no_bound = ahead[-1:] and ahead[-1:] in lexicon.NOT_BOUNDS.get("约" if word[0] == "约" else word, "")
    if no_bound or (bounded and (word == "控制在" or word in _MAY_BOUND)):
        return frozenset(), 0
    return _meant(word, _BEFORE_BOUND[word], ahead, unit), money + len(word)


def _passed(head: str, unit: str | None, words: str) -> frozenset[str]:
    """Return what 过 or 破 before a number means: a figure was passed, or may have been; else an empty string."""
    if _NOT_PASSED.search(head):
        return frozenset({"within", "at-most", "below"})
    if _PASSED.search(head):
        return frozenset({"over", "exact"} if unit in _TIME else {"over"})
    if words in lexicon.TIMES or not _MAY_PASS.search(head):
        return frozenset()
    return frozenset({"over"} if unit == "yuan" else {"over", "exact"})


def _meant(word: str, bound: str, ahead: str, unit: str | None) -> frozenset[str]:
    if _DENIED.search(ahead) and word not in _MAY_BOUND:
        contrary = _CONTRARY.get(bound, bound)
        return _ALSO.get(contrary, frozenset({contrary}))
    vague = (word == "近" and unit in _TIME) or (word in _MAY_BOUND and not (bound == "over" and unit == "yuan"))
    longest = word == "最长" and ahead.endswith(("由", "从"))
    return _ALSO.get(bound, frozenset({bound})) | ({"exact"} if vague or longest else set())


def bound_behind(text: str, at: int, unit: str | None) -> tuple[frozenset[str], int]:
    """Return the bound that the words behind a unit set, and where they end."""
    if text.startswith("+", at) and _ENDS.match(text, at + 1):
        return _PLUS, at + 1
    found = _AFTER.match(text, at)
    if found is None:
        found = _AT_END.match(text, at)
        if found is None or not _ENDS.match(text, found.end()):
            return frozenset(), at
    elif unit not in _TIME and _NOT_AFTER.match(text, at):
        return frozenset(), at
    bound = _AFTER_BOUND[found[0]]
    return (frozenset({bound}) if found[0] in _INSIDE else _ALSO.get(bound, frozenset({bound}))), found.end()
