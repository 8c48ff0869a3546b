"""Check how an outcome presents its figures: which came before and after, their reading, and whether they are reached."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple, get_args

from tongbao.errors import Text
from tongbao.load.compare import of_formula
from tongbao.load.prints import Prints
from tongbao.load.source import Span
from tongbao.model import Outcome, Quantity
from tongbao.model.codes import Reading
from tongbao.printed import Amount, Figure, Outlook, alike, figures, is_base, is_ratio
from tongbao.printed.patterns import regex

_SENTENCE_END = regex(r"[。!?]|(?<![0-9A-Za-z])\.|\.(?![0-9A-Za-z])")
_READINGS = frozenset(get_args(Reading))
_INCREASES = frozenset({"increase-by", "relative-increase"})
_DECREASES = frozenset({"reduction-by", "relative-decrease"})
_CHANGED = _INCREASES | _DECREASES | {"relative-change"}
_RANK, _MULTIPLE = frozenset({"rank"}), frozenset({"multiple"})
_OF_POINTS = frozenset({"increase-by", "reduction-by", "amount", "limit"})
"""What percentage points can be: a difference of two shares, never a part of what was before."""
_NOW = regex("现在|目前|如今|缩短|压缩|压减|即时|当天|当日|当场|随到随")
_MANY = 20
"""At how many places of one quotation a number is considered."""
_OF = regex("[^,;。、的]{1,8}的")
_NEGATIVE = regex("负增长(?:了|约|近|超|达)*$")
_NEGATED = regex("(?:不再|没有|不会|不得|未)(?:减少|压缩|精简|缩短|降低|下降)")
_LESS = regex(
    "减|降|缩|压(?!力|轴)|(?<!全)省(?![级内外市里政委厅属直定域份会部])|(?<!至|缺|多|不)少(?![年数量先儿])|精简|简化|取消|"
    "下[浮调滑行]|回落|收窄|节(?![日目点假庆])|低|免|短|轻|跌|删|撤|退|去|合并|整合"
)
_MORE = regex("[增升提涨扩高快翻多倍速延]")
_CHANGE = regex(f"{_LESS.pattern}|{_MORE.pattern}|变|同比|环比|幅")


class Sentence(NamedTuple):
    """A sentence: its figures by the positions of their numbers, and what it says of their standing."""

    figures: Mapping[int, Figure]
    outlook: Outlook
    text: str
    start: int
    end: int


class Sentences:
    """The sentences of a source text, each read once, when an outcome first asks for it."""

    def __init__(self, prints: Prints) -> None:
        self.prints = prints
        self.borders = prints.borders
        """Where cells begin: a sentence before one ends there, without punctuation."""
        self._read: dict[int, Sentence] = {}

    @property
    def _text(self) -> str:
        return self.prints.folded

    @cached_property
    def _ends(self) -> list[int]:
        return sorted({*self.borders, *(found.end() for found in _SENTENCE_END.finditer(self._text))} - {0})

    def around(self, at: int) -> Sentence:
        """Return the sentence around a position."""
        index = bisect_right(self._ends, at)
        if index not in self._read:
            start = self._ends[index - 1] if index else 0
            end = self._ends[index] if index < len(self._ends) else len(self._text)
            self._read[index] = self._sentence(start, end)
        return self._read[index]

    def figures(self, amount: Amount, listed: Sequence[Amount]) -> list["Seen"]:
        """Return the listed figures that print the same number, each with its sentence."""
        same = {one.at: one for one in (amount, *listed) if _print(one) == _print(amount)}
        return [self._figure(one) for one in islice(same.values(), _MANY)]

    def _figure(self, amount: Amount) -> "Seen":
        sentence = self.around(amount.at)
        figure = sentence.figures.get(amount.at)
        return sentence, replace(figure, amount=amount) if figure else figures("", 0, 0, [amount])[0]

    def _sentence(self, start: int, end: int) -> Sentence:
        found = figures(self._text, start, end, self.prints.amounts(Span(start, end)))
        by_place = {figure.amount.at: figure for figure in found}
        return Sentence(
            by_place, Outlook(self._text, start, end, self.prints.year, [*by_place]), self._text, start, end
        )


class Fault(NamedTuple):
    """What is wrong: the key, the problem code, the message, and the cure."""

    key: str
    code: str
    what: Text
    cure: Text


Seen = tuple[Sentence, Figure]


def outcome_faults(record: Outcome, seen: Mapping[str, Sequence[Seen]]) -> Iterator[Fault]:
    """Yield where the words contradict an outcome, given the figures that each of its quantities may repeat.

    The quoted words may print a number several times: one place that agrees is enough.
    """
    if "before" in seen and "after" in seen:
        yield from _pair_faults(record, seen["before"], seen["after"])
    for key in ("value", "after"):
        if key in seen:
            yield from _least([list(_value_faults(record, key, *one)) for one in seen[key]])


def _print(amount: Amount) -> tuple[object, ...]:
    return amount.number, amount.scale, amount.unit, amount.words, amount.bounds, amount.high, amount.below


def _least(found: Sequence[list[Fault]]) -> list[Fault]:
    return min(found, key=len)


# --- two figures ---------------------------------------------------------------------------------


def _pair_faults(record: Outcome, befores: Sequence[Seen], afters: Sequence[Seen]) -> list[Fault]:
    tried = []
    for (_, before), (_, after) in ((one, other) for one in befores for other in afters):
        found = list(_states(record, before, after))
        if not found:
            return []
        tried.append(found)
    return _least(tried)


def _states(record: Outcome, before: Figure, after: Figure) -> Iterator[Fault]:
    """Yield where the words contradict one figure as the value before a measure and another as the value after it."""
    if before.amount.at == after.amount.at:
        yield Fault("after", "states-turned", *_ONE_STATE)
    elif "by" in (before.phrase.role, after.phrase.role):
        yield Fault("after" if after.phrase.role == "by" else "before", "not-a-state", *_NO_STATE)
    elif before.chain is not None and before.chain == after.chain:
        if before.step > after.step:
            yield Fault("before", "states-turned", *_STATES)
        elif _shares_scale(record.before, before.amount, after.amount):
            yield Fault("before", "scale-in-doubt", *_SCALE)
    elif before.firm or after.firm:
        yield Fault("after", "states-apart", *_APART)
    elif not alike(before.amount, after.amount):
        yield Fault("after", "states-apart", *_UNLIKE)
    elif _is_turned(before, after):
        yield Fault("before", "states-turned", *_STATES)


def _is_turned(before: Figure, after: Figure) -> bool:
    was, now = is_base(before), is_base(after)
    return now and not was if was != now else before.amount.at > after.amount.at


def _shares_scale(record: Quantity | None, before: Amount, after: Amount) -> bool:
    """Return whether a scale that is printed once may belong to both figures: 由3.2提升至5.6亿元."""
    bare = not before.words and not before.scale and before.number != 0
    return bool(bare and after.scale and record and "scale" not in record.departs)


# --- one figure ----------------------------------------------------------------------------------


def _value_faults(record: Outcome, key: str, sentence: Sentence, figure: Figure) -> Iterator[Fault]:
    if key == "value" and _is_old(record, sentence, figure):
        yield Fault("value", "states-turned", *_WAS)
    if figure.amount.of_formula and record.reading != "size":
        yield Fault("reading", "number-not-printed", *of_formula(figure.amount, record.reading))
    refused = _CHANGED if key == "after" else _READINGS - readings(sentence, figure)
    if record.reading in refused:
        yield Fault("reading", "direction", *_reading(record.reading, _READINGS - refused))
    said = sentence.outlook.of(figure.amount.start, figure.amount.end)
    realisation = record.realisation
    if said and realisation and realisation not in said and realisation != "promised-standard":
        yield Fault("realisation", "realisation-contradicted", *_realisation(realisation, said))


def _is_old(record: Outcome, sentence: Sentence, figure: Figure) -> bool:
    """Return whether a figure is the former one, with the present one beside it."""
    if figure.firm or (figure.chain is not None and figure.phrase.role == "was"):
        return not figure.last
    if figure.phrase.role != "was" or record.nature == "context":
        return False
    stop = figure.amount.end + len(figure.after) + 12
    return bool(_NOW.search(sentence.text, figure.amount.end, stop))


def readings(sentence: Sentence, figure: Figure) -> frozenset[str]:
    """Return the readings that its unit and the words around a figure allow."""
    if figure.amount.of_ranking:
        return _RANK
    if figure.amount.unit == "times":
        return _of_times(figure)
    said = _around(sentence, figure) - _RANK - _MULTIPLE
    return said & _OF_POINTS if figure.amount.unit == "percentage-point" else said


def _of_times(figure: Figure) -> frozenset[str]:
    """Return what a multiple can be: growth by so many times (增长3倍), or so many times as much (是原来的5倍, 翻一番)."""
    role, way, verb = figure.phrase
    if figure.amount.words == "番" or role != "by":
        return _MULTIPLE | (frozenset({"relative-increase", "relative-change"}) if role == "change" else frozenset())
    grown = frozenset({"relative-decrease" if way == "down" else "relative-increase", "relative-change"})
    return grown | _MULTIPLE if verb == "翻" else grown


def _around(sentence: Sentence, figure: Figure) -> frozenset[str]:
    """Return the readings that the words around a figure allow."""
    role, way, verb = figure.phrase
    before = sentence.text[max(sentence.start, figure.amount.start - 6) : figure.amount.start]
    if figure.amount.number < 0 or _NEGATIVE.search(before):
        return frozenset({"relative-change", "relative-decrease"})
    ratio = is_ratio(figure.amount)
    allowed = _READINGS if ratio else _READINGS - {"share"}
    if role in ("to", "then", "now") or is_base(figure):
        return allowed - _CHANGED
    if role == "by" and verb != "翻" and (ratio or not _is_of(figure, verb)):
        return _by(figure, way, verb, ratio=ratio)
    if role == "object":
        return allowed - {"share"} - _INCREASES if ratio or not _is_cut(figure, verb) else frozenset({"reduction-by"})
    if role == "change":
        return allowed - {"share"} - _against(way)
    if role == "rate" and ratio:
        return allowed - _CHANGED
    return allowed - _unsaid(sentence, figure)


def _against(way: str) -> frozenset[str]:
    """Return the readings that the direction of a change rules out: where none is printed, all that state one."""
    return {"up": _DECREASES, "down": _INCREASES}.get(way, _INCREASES | _DECREASES)


def _by(figure: Figure, way: str, verb: str, *, ratio: bool) -> frozenset[str]:
    if way == "up":
        points = {"increase-by"} if figure.amount.words.endswith("点") else set[str]()
        relative = {"relative-change", "relative-increase"}
        return frozenset(relative | points if ratio else {*relative, "increase-by", "amount", "size"})
    if ratio:
        return _CHANGED - _INCREASES
    return frozenset({"reduction-by"} if _is_cut(figure, verb) else {"reduction-by", "amount"})


def _is_of(figure: Figure, verb: str) -> bool:
    """Return whether a figure counts the things that changed, not the change: 缩短20个事项的时限, 降低50家企业的成本."""
    return bool(_OF.match(figure.after)) or (
        verb in ("降低", "缩短", "简化") and figure.amount.words in ("家", "户", "人", "名")
    )


def _is_cut(figure: Figure, verb: str) -> bool:
    """Return whether a figure can only be a reduction. Savings (节约成本3亿元) may also be amounts, except time and errands."""
    saved = verb.startswith(("节", "省"))
    return not saved or figure.amount.kind == "time" or figure.amount.words == "次"


def _unsaid(sentence: Sentence, figure: Figure) -> frozenset[str]:
    """Return the readings of a change that no word before a figure in its sentence, or behind it, supports."""
    before = sentence.text[max(sentence.start, figure.amount.start - 80) : figure.amount.start]
    words = _NEGATED.sub("", before) + figure.after
    if not _CHANGE.search(words):
        return _CHANGED
    less, more = _LESS.search(words), _MORE.search(words)
    return (frozenset() if less else _DECREASES) | (frozenset() if more else _INCREASES)


# --- what users read -----------------------------------------------------------------------------

_STATES = (
    Text("The words give these two figures the other way round.", "原文中前后两个数值次序相反。"),
    Text(
        "`before` is the former figure, `after` the resulting one.",
        "`before` 为原来的数值，`after` 为后来的数值。",
    ),
)
_ONE_STATE = (
    Text("This repeats the number that `before` repeats.", "此处与 `before` 是原文中的同一个数。"),
    Text("Write the resulting figure.", "请写后来的数值。"),
)
_NO_STATE = (
    Text(
        "The words give this figure as a difference, not as a value before or after.",
        "原文中此数是差额，而非前后的数值。",
    ),
    Text(
        "Write the difference as the `value` of a separate outcome, with a reading of change.",
        "请另立一项成效，以 `value` 写差额，并选用表示变化的读法。",
    ),
)
_APART = (
    Text("The words pair another figure with this one.", "原文中与此数相对的是另一个数。"),
    Text("Write the two figures that the words join (由…至…).", "请写原文以“由……至……”相连的两个数。"),
)
_UNLIKE = (
    Text("The two figures are of different kinds.", "两个数值的种类不同。"),
    Text(
        "Write two figures of the same kind: two times, or two shares.",
        "请写同一种类的两个数值，如同为时间、同为占比。",
    ),
)
_SCALE = (
    Text(
        "The scale is printed only once, and may belong to both figures.",
        "原文只写了一次倍数（如万、亿），可能同属两个数值。",
    ),
    Text(
        "Write the scale that is meant, and add `departs: [scale]` to `before`.",
        "请写所指的倍数，并在 `before` 中加 `departs: [scale]`。",
    ),
)
_WAS = (
    Text("This is the figure before the measure.", "这是举措之前的数值。"),
    Text(
        "Write `before` and `after` instead of `value`; if there is no later figure, write `nature: context`.",
        "请改写为 `before` 和 `after`；没有后来的数值的，写 `nature: context`。",
    ),
)
AS_SAID = (
    Text("The record agrees with the words: there is no departure.", "与原文所述一致，并无不同。"),
    Text("Remove it from `departs`.", "请从 `departs` 中删去。"),
)


def _reading(reading: str, allowed: frozenset[str]) -> tuple[Text, Text]:
    listed = sorted(allowed)
    return (
        Text(
            f"The words around the figure do not fit the reading {reading!r}.",
            f"此数前后的文字与读法 {reading!r} 不符。",
        ),
        Text(
            f"Choose what they say: {', '.join(listed)}; where yours differs on purpose, add `departs: [reading]`.",
            f"请按文意选用：{'、'.join(listed)}；有意不同的，加 `departs: [reading]`。",
        ),
    )


def _realisation(realisation: str, said: frozenset[str]) -> tuple[Text, Text]:
    listed = sorted(said)
    return (
        Text(
            f"The words around the figure contradict the realisation {realisation!r}.",
            f"此数前后的文字与实现情况 {realisation!r} 相反。",
        ),
        Text(
            f"Write what they say: {', '.join(listed)}; where yours differs on purpose, add `departs: [realisation]`.",
            f"请按文意填写：{'、'.join(listed)}；有意不同的，加 `departs: [realisation]`。",
        ),
    )
