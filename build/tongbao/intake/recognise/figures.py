"""The figures in the text of a measure, each as a proposal: its quantity, how it is read, and whether it has been reached.

Numbers, units, bounds and periods are read as the loader reads them; what it would refuse is not proposed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.counted import counted
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.standing import Setting, Standing, Standings, words_of
from tongbao.intake.recognise.times import Times
from tongbao.intake.stored import Stored
from tongbao.load.outcomes import Sentence, Sentences, readings
from tongbao.load.prints import Prints
from tongbao.load.source import SourceText, Span
from tongbao.model.codes import Reading
from tongbao.printed import SCALES, Amount, Figure, Units, is_ratio
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_CLAUSE = re.compile("[，。；！？：,;:!?]")
_DIGIT = re.compile("[0-9０-９]")


class Proposal(NamedTuple):
    """A figure that the words of a measure state."""

    quote: Found
    """The clause that states it."""
    counts: str
    reading: Reading
    standing: Standing
    quantities: dict[str, dict[str, Value]]
    """``value``, or ``before`` and ``after``."""
    times: dict[str, Value]
    """``period`` and ``as-of``, where words say them."""
    asked: tuple[str, ...]
    """The keys on which the words leave a doubt."""


class About(NamedTuple):
    """What is known of a notice: its year, its title, and the day on which it was issued."""

    year: int
    title: str = ""
    issued: str = ""


class Figures:
    """Reads the figures of a stored text."""

    def __init__(self, stored: Stored, about: About, units: Units) -> None:
        self.text, self.title, self.issued = stored.text, about.title, about.issued
        self.source = SourceText.of(stored.text)
        self.prints = Prints(self.source, about.year, units)
        self.prints.borders |= {self.word(line.start) for line in stored.lines}
        self.sentences = Sentences(self.prints)
        self.standings = Standings(about.year)
        self.times = Times(self.prints, about.issued)

    def of(self, text: Found, setting: Setting = "") -> Iterator[Proposal]:
        """Yield the figures of a part of the text, in order; one that changed is one figure. ``setting`` is what its list tells of."""
        taken: set[int] = set()
        span = self.span(text.start, text.end)
        for amount in self.prints.amounts(span):
            sentence = self.sentences.around(amount.at)
            figure = sentence.figures.get(amount.at)
            if figure is None or amount.at in taken or not _counts(amount, self.source.words):
                continue
            chain = _chain(figure, sentence)
            taken |= {each.amount.at for each in chain}
            if any(each.amount.below is not None for each in chain):
                continue  # a person enters both: neither is the number printed, and they could not be told apart
            yield self._proposal(figure, chain, sentence, span, setting)

    @cached_property
    def simple(self) -> str:
        """The words of the text in simplified script; as printed where the two differ in length."""
        same = simplified(self.source.words)
        return same if len(same) == len(self.source.words) else self.source.words

    def span(self, start: int, end: int) -> Span:
        """Return the words between two positions of the stored text."""
        return Span(self.word(start), self.word(end))

    def word(self, position: int) -> int:
        """Return the place of a position among the characters that are no white space."""
        return bisect_left(self.source.positions, position)

    def _proposal(
        self, figure: Figure, chain: Sequence[Figure], sentence: Sentence, within: Span, setting: Setting
    ) -> Proposal:
        last = chain[-1] if chain else figure
        asked: list[str] = []
        reading = _reading(last, sentence, asked, changed=bool(chain))
        standing = self.standings.of(last, sentence, setting, changed=bool(chain))
        asked += standing.asked
        parts = {"before": chain[0], "after": last} if chain else {"value": figure}
        quantities = {key: _quantity(each.amount, key, asked) for key, each in parts.items()}
        if not chain and figure.amount.bounds <= {"exact"} and _BOUNDED.search(simplified(figure.before)):
            asked.append("value.bound")
        first = chain[0] if chain else figure
        quote = self._clause(Span(max(sentence.start, within.start), min(sentence.end, within.end)), first, last)
        return Proposal(
            quote,
            counted(first, last, self.source.words, _before(first, sentence)),
            reading,
            standing,
            quantities,
            self._times(last, sentence, standing),
            tuple(asked),
        )

    def _times(self, figure: Figure, sentence: Sentence, standing: Standing) -> dict[str, Value]:
        """Return the times of a figure that was reached."""
        if standing.realisation != "achieved" or len(sentence.figures) > _MANY:
            return {}
        said = {"period": self.times.period(figure, sentence), "as-of": self.times.day(figure, sentence)}
        return {key: dict(value) for key, value in said.items() if value}

    def _clause(self, sentence: Span, first: Figure, last: Figure) -> Found:
        """Return the words from the pause before a figure to the one behind it."""
        words = self.source.words
        low = max(
            (found.end() for found in _CLAUSE.finditer(words, sentence.start, first.amount.start)),
            default=sentence.start,
        )
        behind = _CLAUSE.search(words, last.amount.end, sentence.end)
        high = behind.start() if behind else sentence.end
        start, end = self.source.positions[low], self.source.positions[high - 1] + 1
        return Found(words[low:high], start, end)


_BOUNDED = regex("(?:不[得能]?(?:超过?|[高低少多大小]于)|至[多少]|最多)[^,;。0-9、和]{1,14}$")
"""A bound that a noun parts from its figure: 不超过总投资的15%."""


def _counts(amount: Amount, words: str) -> bool:
    """Return whether a number counts or measures something: formulas and Chinese numerals in set phrases do not."""
    printed = words[amount.at : amount.unit_start]
    if amount.words == "月" or _is_slogan(amount, words) or _is_name(amount, words):
        return False
    if amount.below is not None:
        return 0 < amount.number < amount.below <= _MOST_PARTS
    return not amount.of_formula and (
        bool(_DIGIT.search(printed)) or len(amount.numeral) > 1 or amount.unit is not None
    )


def _is_slogan(amount: Amount, words: str) -> bool:
    """Return whether a number stands in a slogan: “123”工程, “1个团队+5个基地”, “千件”."""
    opens = words.rfind("“", max(amount.at - _SLOGAN, 0), amount.at)
    closes = words.find("”", amount.unit_start, amount.end + _SLOGAN)
    if opens < 0 or closes < 0 or "”" in words[opens : amount.at]:
        return False
    inside = words[opens + 1 : closes]
    return "+" in inside or "＋" in inside or closes - opens - 1 <= amount.end - amount.at or not _DIGIT.search(inside)


def _is_name(amount: Amount, words: str) -> bool:
    """Return whether a bare number names something: 12345热线, 拨打119, 321工程."""
    if amount.unit == "year" and "nearly" in amount.bounds:
        return True  # 近三年 is a time
    if amount.unit or amount.words or amount.scale:
        return False
    around = words[max(amount.at - 4, 0) : amount.at], words[amount.unit_start : amount.unit_start + 4]
    return bool(_CALLED.search(around[0]) or _NAMED.match(around[1]))


_MOST_PARTS = 20
"""The largest denominator of a fraction that is a share: 三分之一, 1/3, but not 24/7 or 9/30."""
_CALLED = regex("(?:电话|热线|拨打|号码|专线|频率|第)[：:“]?$")
_NAMED = regex("[”]?(?:热线|电话|平台|专线|联动|工程|行动|模式|机制|体系|计划|战略|政务|便民|服务热)")
_SLOGAN = 24
"""How far the quotation marks of a slogan stand from a number in it."""


def _chain(figure: Figure, sentence: Sentence) -> list[Figure]:
    """Return the figures of one thing that changed, in the order of time; none where a figure stands alone."""
    if figure.chain is None:
        return []
    chain = sorted(
        (each for each in sentence.figures.values() if each.chain == figure.chain), key=lambda each: each.step
    )
    return chain if len(chain) > 1 and any(each.firm for each in chain) else []


def _before(figure: Figure, sentence: Sentence) -> list[Figure]:
    """Return the figures before one in its sentence; none where it has too many to be read together."""
    if len(sentence.figures) > _MANY:
        return []
    return [each for at, each in sentence.figures.items() if at < figure.amount.at]


def _reading(figure: Figure, sentence: Sentence, asked: list[str], *, changed: bool) -> Reading:
    """Return how a figure is to be read, among the readings that its words allow."""
    allowed = readings(sentence, figure)
    governed = [] if changed else _governed(figure, sentence)
    likely = next((one for one in (*governed, *_likely(figure, changed=changed)) if one in allowed), None)
    if likely == "increase-by" and words_of("gains").search(simplified(figure.before)):
        asked.append("reading")
    if likely is None:
        asked.append("reading")
        return "amount"
    return likely


def _governed(figure: Figure, sentence: Sentence) -> list[Reading]:
    """Return the reading of a figure in a list whose verb stands before the first: 减少材料5份、环节3个."""
    if len(sentence.figures) > _MANY:
        return []
    listed = [each for at, each in sentence.figures.items() if at <= figure.amount.at]
    while len(listed) > 1 and _ITEM.match(listed[-1].before) and not is_ratio(listed[-1].amount):
        if words_of("done").search(simplified(listed[-1].before)):
            return []
        listed.pop()
        role, way, _ = listed[-1].phrase
        if role in ("by", "object") and not is_ratio(listed[-1].amount):
            return ["reduction-by"] if way == "down" else []
    return []


_MANY = 100
"""How many figures a sentence may have whose lists and times are read."""
_ITEM = regex("[、和及与][^,;。]*$")


def _likely(figure: Figure, *, changed: bool) -> Iterator[Reading]:
    """Yield readings, the likeliest first."""
    amount, (role, way, _) = figure.amount, figure.phrase
    if amount.of_ranking:
        yield "rank"
    if role == "" and not changed and words_of("savings").search(simplified(figure.before)):
        yield "reduction-by"
    if amount.unit == "times":
        yield "relative-increase" if role == "by" else "multiple"
        yield "multiple" if role == "by" else "relative-increase"
    ratio = is_ratio(amount)
    if role in ("by", "change", "object") and not changed:
        yield from _changes(
            down=way == "down" or role == "object", up=way == "up", relative=ratio and amount.unit != "percentage-point"
        )
    if ratio and amount.unit != "percentage-point":
        yield "share"
    if amount.kind == "time" and (changed or amount.bounds & {"within", "at-most"}):
        yield "limit"
    yield from ("amount", "increase-by", "reduction-by", "relative-increase", "relative-decrease", "relative-change")


def _changes(*, down: bool, up: bool, relative: bool) -> Iterator[Reading]:
    """Yield the reading of a figure that its words call a change."""
    if down:
        yield "relative-decrease" if relative else "reduction-by"
    elif up:
        yield "relative-increase" if relative else "increase-by"
    elif relative:
        yield "relative-change"


def _quantity(amount: Amount, key: str, asked: list[str]) -> dict[str, Value]:
    """Return the quantity that a number prints."""
    if amount.below is not None:
        return _share(amount.number / amount.below * 100, key, asked)
    said: dict[str, Value] = {"number": _number(amount.number)}
    if amount.high is not None:
        said["to"] = _number(amount.high / SCALES[amount.scale])
    if amount.scale:
        said["scale"] = amount.scale
    if amount.unit:
        said["unit"] = amount.unit
    elif amount.words:
        said["classifier"] = amount.words
    bounds = sorted(amount.bounds - {"exact"})
    if bounds and ("exact" not in amount.bounds or len(amount.bounds) > 1):
        said["bound"] = bounds[0]
        if len(amount.bounds) > 1 and bounds != ["at-most", "within"]:  # 不超过 says the most
            asked.append(f"{key}.bound")
    if "" not in amount.periods and (periods := sorted(amount.periods - {"other"})):
        said["per"] = periods[0]
        if len(amount.periods) > 1:
            asked.append(f"{key}.per")
    elif amount.periods == {"other"}:
        said["departs"] = ["per"]
    return said


def _share(percent: Decimal, key: str, asked: list[str]) -> dict[str, Value]:
    """Return a fraction as the percentage that it is, rounded where it has no end; it is not the number printed."""
    rounded = round(percent, 1)
    asked += [f"{key}.number", f"{key}.bound"]
    if rounded == percent:
        return {"number": _number(rounded), "unit": "percent", "departs": ["number", "unit"]}
    return {"number": _number(rounded), "unit": "percent", "bound": "about", "departs": ["number", "unit", "bound"]}


def _number(number: Decimal) -> Value:
    text = f"{number.normalize():f}"
    return int(text) if "." not in text else Decimal(text)
