"""Check over which time a figure is counted: since a day, from one day to another, or from the beginning (累计)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.load.compare import date_difference
from tongbao.load.outcomes import Fault, Sentence
from tongbao.load.prints import Prints
from tongbao.load.source import Span
from tongbao.model import CountedOver
from tongbao.printed import CLAUSE_END, PrintedDate
from tongbao.printed.patterns import regex

_SINCE = regex(
    "[^,;。0-9]{0,16}?(?:以来|至今|以后|之后)|[^,;。0-9]{0,12}?(?<!先)(?<!前)(?:起(?![到步草来点诉])|后(?![续勤备台方]))"
)
"""Words behind the date from which a figure is counted: 2021年以来, 2024年3月上线以来, 自5月起."""
_FROM = regex("[自从]$")
_TO = regex("[至到~-]{1,2}")
_IN_ALL = regex("累[计积]|[共总合]计|共(?![同享建青产有和性])|历年")
"""Words for a figure that is added up from the beginning."""
_FIGURE = regex("[0-9一二三四五六七八九十百千万亿]")
_OF_OWN_TIME = regex(
    "[同环]比|[较比]上?[年月季]|今年|去年|上年|当[年月日]|[0-9]年|[每月日年]均|每[年月日]|目前|现有|截[至止]|以来|其中"
)
"""Words of a clause whose figure has a time or a measure of its own, whatever is added up before it."""
_PART = regex("(?P<half>[上下])半年|(?P<first>前)?第?(?P<quarter>[一二三四1-4])个?季度")
"""Half a year, a quarter, or the first quarters of a year: 上半年, 二季度, 前三季度."""
_QUARTERS = {sign: number for signs in ("一二三四", "1234") for number, sign in enumerate(signs, 1)}
_FIRST_MONTH = regex("(?<![0-9年])(?P<month>1[0-2]|[1-9])[至到~-]{1,2}$")
_OF_ANOTHER = regex("(?:截[至止]到?|较|比|与|同)$")
"""Words before a date that is not the beginning of a period: one up to which is counted, or with which is compared."""


def period_faults(
    period: CountedOver, figures: Sequence[Span], sentence: Sentence, prints: Prints, years: set[int]
) -> Iterator[Fault]:
    """Yield where the words of a sentence do not say the period of a figure that may stand at each of some places.

    ``years`` are those that a date without one can mean.
    """
    begun, spans, dates = printed_periods(sentence, prints)
    if period.since:
        near = [*_near(begun, dates, figures, sentence.text)]
        yield from _dates_faults(period, {"since": period.since}, near, sentence, years)
    if period.from_ and period.to:
        single = [(date, date) for date in dates] if period.from_ == period.to else []
        ends = {"from": period.from_, "to": period.to}
        near = [*_near([*spans, *single], dates, figures, sentence.text)]
        yield from _dates_faults(period, ends, near, sentence, years)
    if period.cumulative and not any(is_added_up(sentence, figure) for figure in figures):
        yield Fault("cumulative", "not-cumulative", *_NOT_CUMULATIVE)


class Periods(NamedTuple):
    """The periods that a sentence prints: the days since which is counted, first and last days, and all its dates."""

    begun: Sequence[tuple[PrintedDate, ...]]
    spans: Sequence[tuple[PrintedDate, ...]]
    dates: Sequence[PrintedDate]


def printed_periods(sentence: Sentence, prints: Prints) -> Periods:
    """Return the periods that a sentence prints."""
    read = [*_with_first_months(prints.dates(Span(sentence.start, sentence.end)), sentence.text)]
    parts = [*_parts_of_years(read, sentence)]
    dates = sorted([*read, *(part[1] for part in parts)], key=lambda date: date.end)
    pairs = [(one, other) for one, other in pairwise(read) if _TO.fullmatch(sentence.text, one.end, other.start)]
    return Periods([(date,) for date in dates if _begins(sentence.text, date)], [*pairs, *parts], dates)


def key_faults_of_period(period: CountedOver) -> Iterator[Fault]:
    """Yield where the keys of a period do not make one."""
    if not (period.since or period.from_ or period.to or period.cumulative):
        yield Fault("", "period-empty", *_EMPTY)
    elif period.since and (period.from_ or period.to):
        yield Fault("since", "period-twofold", *_TWOFOLD)
    elif bool(period.from_) != bool(period.to):
        yield Fault("to" if period.to else "from", "period-one-end", *_ONE_END)
    elif period.basis == "implied" and not (period.since or period.from_):
        yield Fault("basis", "departs-in-vain", *_STATED)
    elif period.from_ and period.to and period.from_[: len(period.to)] > period.to[: len(period.from_)]:
        yield Fault("to", "period-turned", *_TURNED)


def _begins(text: str, date: PrintedDate) -> bool:
    return bool(_SINCE.match(text, date.end) or _FROM.search(text[max(date.start - 2, 0) : date.start]))


def is_added_up(sentence: Sentence, figure: Span) -> bool:
    """Return whether a figure is added up: by a word of its clause, or by one that governs a run of figures.

    共计精简97份材料,减少81个环节: such a run ends with a clause without a figure, with a new time and with a comparison.
    """
    *earlier, own = CLAUSE_END.split(sentence.text[sentence.start : figure.end])
    if _IN_ALL.search(own):
        return True
    run = (own, *reversed(earlier))
    at = next((at for at, clause in enumerate(run) if _IN_ALL.search(clause)), None)
    return at is not None and all(_FIGURE.search(clause) and not _OF_OWN_TIME.search(clause) for clause in run[:at])


def _dates_faults(
    period: CountedOver,
    ends: dict[str, str],
    printed: Sequence[tuple[PrintedDate, ...]],
    sentence: Sentence,
    years: set[int],
) -> Iterator[Fault]:
    """Yield where none of the printed dates, or pairs of dates, that can hold for a figure is the recorded one."""
    same = [
        each
        for each in printed
        if all(
            not date_difference(value, [date], implied=True, years=years)[0]
            for value, date in zip(ends.values(), each, strict=True)
        )
    ]
    key = next(iter(ends))
    if not same:
        yield Fault(key, "period-not-printed", *_not_printed(" – ".join(ends.values())))
    elif period.basis == "stated" and not any(_is_stated(each, sentence) for each in same):
        yield Fault(key, "period-implied", *_IMPLIED)
    elif period.basis == "implied" and all(_is_stated(each, sentence) for each in same):
        yield Fault("basis", "departs-in-vain", *_STATED)


def _near(
    printed: Sequence[tuple[PrintedDate, ...]], dates: Sequence[PrintedDate], figures: Sequence[Span], text: str
) -> Iterator[tuple[PrintedDate, ...]]:
    """Yield those dates or pairs that can hold for a figure: the last before it or, where none is before it, one behind it."""
    own = [date for date in dates if not _OF_ANOTHER.search(text[max(date.start - 4, 0) : date.start])]
    for figure in figures:
        before = [date for date in own if date.end <= figure.start]
        yield from (each for each in printed if (each[-1] == before[-1] if before else each[0].start >= figure.end))


def _parts_of_years(dates: Sequence[PrintedDate], sentence: Sentence) -> Iterator[tuple[PrintedDate, PrintedDate]]:
    """Yield the first and the last month of each half year and of quarters: 2024年上半年, 前三季度."""
    for found in _PART.finditer(sentence.text, sentence.start, sentence.end):
        before = [date for date in dates if date.end <= found.start()][-1:]
        year = before[0].year if before else None
        own = bool(before) and before[0].end == found.start()
        if found["half"]:
            first, last = (1, 6) if found["half"] == "上" else (7, 12)
        else:
            last = 3 * _QUARTERS[found["quarter"]]
            first = 1 if found["first"] else last - 2
        implied = before[0].implied if own else ("year",)
        yield (
            PrintedDate(found.start(), found.start(), year, first, implied=implied),
            PrintedDate(found.start(), found.end(), year, last, implied=implied),
        )


def _with_first_months(dates: Sequence[PrintedDate], text: str) -> Iterator[PrintedDate]:
    """Yield dates in order, before a month that ends a range of months also the first of them: 1—9月."""
    end = 0
    for date in dates:
        found = _FIRST_MONTH.search(text, end, date.start) if date.month and not date.day else None
        if found and found.end() == date.start and text[date.start].isdecimal():
            yield PrintedDate(found.start(), found.end("month"), date.year, int(found["month"]), implied=("year",))
        yield date
        end = date.end


def _is_stated(dates: tuple[PrintedDate, ...], sentence: Sentence) -> bool:
    """Return whether the sentence gives the year of a date, not only as that of the notice (今年) or not at all."""
    date = dates[0]
    given = "year" not in date.implied or str(date.year) in sentence.text[sentence.start : date.end]
    return date.year is not None and given


def _not_printed(value: str) -> tuple[Text, Text]:
    return (
        Text(f"The sentence does not count the figure over {value}.", f"该句未载此数的统计期间 {value}。"),
        Text(
            "Write the period as printed (2021年以来, 1—9月), or leave out `period`.",
            "请照原文写期间（2021年以来、1—9月），或删去 `period`。",
        ),
    )


_NOT_CUMULATIVE = (
    Text("No word says that the figure is added up (累计, 共计).", "该数前没有“累计”“共计”等字样。"),
    Text("Remove `cumulative`.", "请删去 `cumulative`。"),
)
_IMPLIED = (
    Text("The words leave out the year of the period.", "原文省略了期间的年份。"),
    Text("Add `basis: implied` to `period`.", "请在 `period` 中加 `basis: implied`。"),
)
_STATED = (
    Text("The words state this period: it is not implied.", "原文写明了这一期间，并非隐含。"),
    Text("Write `stated`, or remove the key.", "请写 `stated`，或删去此键。"),
)
_EMPTY = (
    Text("The period says nothing.", "期间未写任何内容。"),
    Text(
        "Write `since`, `from` and `to`, or `cumulative: true`; or remove `period`.",
        "请写 `since`，或 `from` 与 `to`，或 `cumulative: true`；否则删去 `period`。",
    ),
)
_TWOFOLD = (
    Text("A period runs since a date, or from one date to another.", "期间或自某日以来，或自某日至某日。"),
    Text("Write `since` alone, or `from` and `to`.", "请只写 `since`，或写 `from` 与 `to`。"),
)
_ONE_END = (
    Text("A period from one date to another has both.", "自某日至某日的期间须两端俱全。"),
    Text("Write `from` and `to`; where it has no end, `since`.", "请写 `from` 与 `to`；没有终点的，写 `since`。"),
)
_TURNED = (
    Text("The period ends before it begins.", "期间的终点早于起点。"),
    Text("Write the first date as `from`, the last as `to`.", "起点写入 `from`，终点写入 `to`。"),
)
