"""Dates as official documents print them: in digits of either width or in Chinese numerals, whole, in part, or implied."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from tongbao.printed.characters import fold_whole
from tongbao.printed.numerals import DIGITS, chinese_number
from tongbao.printed.patterns import regex
from tongbao.printed.units import LISTED

_TWO = "(?:[0-9]{1,2}|[元一二三四五六七八九十廿卅]{1,4})"
_FOUR = "(?:[0-9]{4}|[0〇一二三四五六七八九]{4})"
_NUMERALS = "〇一二两三四五六七八九十百千"
_TENS = "(?:[二三]十[一二三四五六七八九]?|十[一二三四五六七八九])"
_TO = "[~至到、和及与/-]"
_WORD = rf"(?=[一-鿿])(?![万亿{_NUMERALS}余多来几大强后版佳半分]|{LISTED}|省|市|县|区|乡|镇|村|国|部门|单位|企业|高校)"
"""A word behind a date, not a unit that would make its last number a count."""
_DAY = f"(?:[日号]|(?=(?:{_TO}{_TWO}){{1,9}}[日号]))"
"""The text behind the number of a day: 日 or 号, or another day that shares it (5—8日)."""
_SHARED = f"(?=(?:{_TO}{_TWO}){{1,9}}月)"
_RELATIVE = "同年|当年|今年|本年|去年|上年|前年|次年|翌年"
_FIRST = "0-9〇元一二三四五六七八九十廿卅同当今本去上下前次翌农阴夏旧"
"""The first characters of dates: they alone rule out most positions."""
_NEAR = "(?<![以线网加马天成基资])(?:[本当同次翌]月|[上下]个?月)(?!均|[租供息报活度]|内?(?:的|应|未|缴|返|发放|到期|生效|办结率))"
_SAME_DAY = "(?<![即每])(?:[当同][日天]|次日)(?![制均的可即应须内办出领取受审反响送达清结完])"
"""A day counted from the one named before; before words for a service (当日办结) it means a speed, not a date."""
_DATE = regex(
    rf"(?=[{_FIRST}])(?<![0-9〇一二三四五六七八九十第])(?<![0-9][.,])(?:"
    rf"(?P<iso>[0-9]{{4}}(?:[-/][0-9]{{1,2}}){{1,2}}|[0-9]{{4}}\.[0-9]{{1,2}}\.[0-9]{{1,2}})(?![0-9]|[-/.][0-9])"
    rf"|(?P<point>(?:19|20)[0-9]{{2}}\.(?:(?:0[1-9]|1[0-2])(?:(?![\w.%‰])|{_WORD})|[1-9]{_WORD}))"
    rf"|(?P<row>(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:(?![\w.%‰])|{_WORD})"
    rf"|(?P<year>{_FOUR})(?:年度?|[学财]年|(?=(?:年?{_TO}{_FOUR}){{1,9}}(?:年|[学财]年)))"
    rf"(?:(?P<month>{_TWO})(?:月(?:(?P<day>{_TWO}){_DAY}|(?P<bare>[0-9]{{1,2}}|{_TENS}){_WORD})?|{_SHARED}))?"
    rf"|(?P<short>[0-9]{{2}})年(?=[0-9]{{1,2}}月)(?P<smonth>[0-9]{{1,2}})月(?:(?P<sday>[0-9]{{1,2}})[日号])?"
    rf"|(?P<relative>{_RELATIVE})度?(?:(?P<rmonth>{_TWO})(?:月(?:(?P<rday>{_TWO}){_DAY})?|{_SHARED}))?"
    rf"|(?P<near>{_NEAR})份?(?:(?P<nday>{_TWO}){_DAY})?"
    rf"|(?P<same>{_SAME_DAY})"
    rf"|(?P<omonth>{_TWO})月(?:份|(?P<oday>{_TWO}){_DAY}|(?P<obare>{_TENS}){_WORD})?"
    rf"|(?P<only>{_TWO})日"
    rf"|(?P<lunar>[农阴夏旧]历[^，。；]{{0,14}})"
    rf")"
)
_AHEAD = 30
"""How many years a document looks ahead."""
_SENTENCE_END = regex("[。！？!?]")
_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2}
"""Years counted from the year of the document; others are counted from the year named last."""
_MONTHS = {"本": 0, "上": -1, "下": 1}
"""The distance of these months from that of the document; other months are counted from the one named last."""
_FAR = 200
"""How many characters behind a date 同年, 次年 or 当月 may refer to it from a later sentence."""


class PrintedDate(NamedTuple):
    """A date in a text: its position (end exclusive), its parts, and the parts that its own words leave out.

    A part that the sentence does not give is None; it still counts as implied if a smaller part is printed.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    implied: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[int | None, ...]:
        """Year, month and day, as far as the date goes."""
        return (self.year, self.month, self.day)[: 3 if self.day else 2 if self.month else 1]


def dates(text: str, reference_year: int | None = None, reference_month: int | None = None) -> list[PrintedDate]:
    """Return the dates in a text without white space, in order; 今年 and 上月 are counted from the reference date.

    A month or day that stands alone takes its missing parts from the date before it in its sentence; these are ``implied``.

    >>> [(found.parts, found.implied) for found in dates("2023年5月印发，8月30日推开。２０２４年１—９月")]
    [((2023, 5), ()), ((2023, 8, 30), ('year',)), ((2024, 1), ()), ((2024, 9), ('year',))]
    """
    found: list[PrintedDate] = []
    last: PrintedDate | None = None
    folded, at = fold_whole(text), 0
    for match in _DATE.finditer(folded):
        if _SENTENCE_END.search(folded, at, match.start()):
            last = None
        base = last or next((date for date in found[-1:] if match.start() - date.end <= _FAR), None)
        for date in _dates_of(match, last, base, (reference_year, reference_month)):
            found.append(date)
            last = date
        at = match.end()
    return found


def _near_of(
    match: re.Match[str], base: PrintedDate | None, reference: tuple[int | None, int | None]
) -> Iterator[PrintedDate]:
    """Yield the date of 本月15日 or 上月, or of 次月, 当月 or 当日, which refer to the date named before them."""
    start, end = match.span()
    if match["same"]:
        if base and base.day:
            yield from _day_after(base, int(match["same"] == "次日"), start, end)
        return
    sign = match["near"][0]
    year, month = reference if sign in _MONTHS else (base.year, base.month) if base else (None, None)
    if month:
        month += _MONTHS.get(sign, int(sign in "次翌"))
        turn = (month > 12) - (month < 1)
        year = year + turn if year else None
        day = _number(match["nday"]) if match["nday"] else None
        yield from _valid(PrintedDate(start, end, year, month - 12 * turn, day, ("year", "month")))


def _day_after(base: PrintedDate, days: int, start: int, end: int) -> Iterator[PrintedDate]:
    """Yield the date ``days`` after another; none where the result or the other date does not exist."""
    if not days:
        yield base._replace(start=start, end=end, implied=("year", "month", "day"))
    elif base.year and base.month and base.day:
        with suppress(ValueError):
            then = datetime.date(base.year, base.month, base.day) + datetime.timedelta(days)
            yield PrintedDate(start, end, then.year, then.month, then.day, ("year", "month", "day"))


def _dates_of(
    match: re.Match[str],
    last: PrintedDate | None,
    base: PrintedDate | None,
    reference: tuple[int | None, int | None],
) -> Iterator[PrintedDate]:
    """Yield the dates of an expression; ``last`` is the date before it in its sentence, ``base`` that or one a little before."""
    start, end = match.span()
    if match["lunar"]:  # the months and days of another calendar
        return
    if match["near"] or match["same"]:
        yield from _near_of(match, last if match["same"] else base, reference)
    elif match["row"]:
        row = match["row"]
        yield from _valid(PrintedDate(start, end, int(row[:4]), int(row[4:6]), int(row[6:])))
    elif match["iso"] or match["point"]:
        year, month, day = (*re.split("[-/.]", match["iso"] or match["point"]), None)[:3]
        yield from _valid(PrintedDate(start, end, int(year or 0), *_given(month, day)))
    elif match["year"]:
        yield from _valid(
            PrintedDate(start, end, _number(match["year"]), *_given(match["month"], match["day"] or match["bare"]))
        )
    elif match["short"]:
        year = _century(int(match["short"]), reference[0])
        yield from _valid(PrintedDate(start, end, year, *_given(match["smonth"], match["sday"]), ("year",)))
    elif match["relative"]:
        year = _relative_year(match["relative"], last if match["relative"] == "当年" else base, reference[0])
        if match["relative"] in ("次年", "翌年") and year is None:
            return
        yield from _valid(PrintedDate(start, end, year, *_given(match["rmonth"], match["rday"]), ("year",)))
    elif match["omonth"]:
        month, day = _given(match["omonth"], match["oday"] or match["obare"])
        earlier = last and last.month and month and month < last.month  # 12月建成，3月上线: of this year or the next
        yield from _valid(PrintedDate(start, end, last.year if last and not earlier else None, month, day, ("year",)))
    elif last and last.month:  # a day alone is a date only where a month was named; else it counts days
        date = PrintedDate(start, end, last.year, last.month, _number(match["only"]), implied=("year", "month"))
        yield from _valid(date)


def _century(year: int, reference: int | None) -> int:
    """Return the year that two digits stand for, which is never far ahead of the document's year."""
    return year + (2000 if year + 2000 <= (reference or 2099) + _AHEAD else 1900)


def _given(month: str | None, day: str | None) -> tuple[int | None, int | None]:
    return _number(month) if month else None, _number(day) if day else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "元":
        return 1
    if len(text) == 4 and all(digit in DIGITS for digit in text.replace("0", "〇")):
        return int("".join(str(DIGITS[digit]) for digit in text.replace("0", "〇")))
    return chinese_number(text) or 0


def _relative_year(word: str, last: PrintedDate | None, reference: int | None) -> int | None:
    if word in _OFFSETS:
        return None if reference is None else reference + _OFFSETS[word]
    if last is None or last.year is None:
        return None
    return last.year + (word in ("次年", "翌年"))


def _valid(date: PrintedDate) -> Iterator[PrintedDate]:
    """Yield only possible dates: not 2100 steps, not 13月."""
    if (date.year is None or 1900 <= date.year <= 2199) and all(
        part is None or 1 <= part <= top for part, top in ((date.month, 12), (date.day, 31))
    ):
        yield date
