"""Find the printed date that governs a figure or a name, and the years that a date without one can mean."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from tongbao.load.outcomes import Sentences
from tongbao.load.source import Span, places_of
from tongbao.printed import CLAUSE_END, PrintedDate
from tongbao.printed.patterns import regex

_ASIDE = regex("(?:较|比|与|同|自|从|依据|根据|按照?)$")
"""Words that make the date behind them one of comparison, of a beginning, or of a legal basis."""
_OF_ANOTHER = regex("[^,;。]{0,4}(?:修订|修正|印发|出台|施行|颁布|发布|制定|版)|[^,;。]{0,8}以来|同期|起")
_UNTIL = regex("(?:截至|截止|截止到|截至到)$")
_PAST = regex("[,;。]|\\([^()]{0,40}\\)")
"""The end of a figure's clause, with the brackets right behind it."""
_AND = regex("[、和及与]")
_TO = regex("[至到~-]{1,2}")
_DUE = regex("[底末]?(?:之|以)?前")
"""Words behind a date that make it a deadline."""
_MUST = regex("须|应(?!用|急|对)|必|要求|[将拟]|确保|力争|限|请|计划|预计")
_ITEM_END = regex("[,;:。、]")
_ATTRIBUTE = regex("[获评入列选授印发出刊登报推表肯颁]")
"""Words between the date of an event and a name; without them the date belongs to the name (2022年度案例)."""

_NEAR = 8
"""How many dates before a figure, and behind it, are considered."""


class Dating:
    """Finds the dates of things in one notice. ``issued`` is the notice's day, ``reference`` the year that it speaks of."""

    def __init__(self, sentences: Sentences, issued: str, reference: int | None) -> None:
        self.sentences, self.prints = sentences, sentences.prints
        self.issued = tuple(int(part) for part in issued.split("-")) if issued else ()
        self.reference = reference

    def years(self, value: str, at: int, since: int) -> set[int]:
        """Return the years that a date without one can belong to. It stands at ``at``, in a row that begins at ``since``.

        These are the last year that the row has named, the year that the notice speaks of, and the last year in which
        that day was past when the notice was written.
        """
        parts = tuple(int(part) for part in value.split("-"))
        named = [date.year for date in self.prints.dates(Span(since, at)) if date.year]
        years = {*named[-1:], *([self.reference] if self.reference else [])}
        if not self.issued:
            return years | self.prints.years
        past = parts[1:] <= self.issued[1 : len(parts)]
        return years | {self.issued[0] if past else self.issued[0] - 1}

    def ahead(self, value: str, dates: Sequence[PrintedDate]) -> set[int]:
        """Return the year of a deadline that was still to come when the notice was issued (须于10月31日前)."""
        parts = tuple(int(part) for part in value.split("-"))
        past = parts[1:] <= self.issued[1 : len(parts)]
        due = any(date.parts[1:] == parts[1:] and self._is_due(date, must=past) for date in dates)
        return {self.issued[0] + past} if self.issued and due else set()

    def _is_due(self, date: PrintedDate, *, must: bool) -> bool:
        sentence = self.sentences.around(date.start)
        clause = CLAUSE_END.split(sentence.text[sentence.start : date.start])[-1]
        return bool(_DUE.match(sentence.text, date.end) if not must else _MUST.search(clause))

    def of_figure(self, start: int, end: int, since: int) -> list[PrintedDate]:
        """Return the dates that a figure from ``start`` to ``end`` can have, in a row that begins at ``since``."""
        sentence = self.sentences.around(start)
        text, before = sentence.text, self._before(max(sentence.start, since), start)
        stop = _PAST.search(text, end, sentence.end)
        clause = stop.end() if stop else sentence.end
        following = self._ends_of(Span(end, sentence.end), slice(None, _NEAR))
        behind = [date for date in following if date.start >= end and (date.end <= clause or _is_until(text, date))]
        until = [date for date in before if _is_until(text, date)]
        return [*self._listed(before, start), *until[-1:], *behind]

    def _listed(self, before: Sequence[PrintedDate], start: int) -> Sequence[PrintedDate]:
        """Return the last date before a figure, or all dates of a list that shares its figures: 2021年、2022年分别3件、5件."""
        text = self.sentences.around(start).text
        first = len(before) - 1
        if before and text.startswith("分别", before[-1].end):
            while first > 0 and _AND.fullmatch(text, before[first - 1].end, before[first].start):
                first -= 1
        return before[max(first, 0) :]

    def of_clause(self, start: int, since: int) -> list[PrintedDate]:
        """Return the date before a figure in its own clause, if there is one."""
        sentence = self.sentences.around(start)
        near = self._before(max(sentence.start, since), start)[-1:]
        return [date for date in near if not CLAUSE_END.search(sentence.text, date.end, start)]

    def _before(self, begin: int, start: int) -> list[PrintedDate]:
        text = self.sentences.around(start).text
        found = self._ends_of(Span(begin, start), slice(-_NEAR, None))
        return [date for date in found if not _is_aside(text, date, start)]

    def of_name(self, name: str, quoted: Span) -> list[PrintedDate] | None:
        """Return the dates in a quotation that a name in it can have; None where the name is not in it."""
        words = self.prints.source.words
        places = [*islice(places_of(name, words, *quoted), 20)]
        if not places or not name:
            return None
        dates = self.prints.dates(quoted)
        listed = [date for at in places for date in self._around(dates, at, len(name), quoted.end)]
        return [*dict.fromkeys(listed)]

    def _around(self, dates: Sequence[PrintedDate], at: int, length: int, end: int) -> Iterator[PrintedDate]:
        text = self.sentences.around(at).text
        before = [date for date in dates if date.end <= at]
        yield from before[-1:]
        yield from (date for date in before[-2:-1] if date.parts == before[-1].parts)  # 2022年9月启动，当月获评
        if len(before) > 1 and not _ATTRIBUTE.search(text, before[-1].end, at):
            yield from (before[-2:-1] if not _ITEM_END.search(text, before[-2].end, before[-1].start) else ())
        stop = _ITEM_END.search(text, at + length, end)
        clause = stop.start() if stop else end
        yield from (date for date in dates if at + length <= date.start and date.end <= clause)

    def _ends_of(self, span: Span, part: slice) -> list[PrintedDate]:
        """Return some of the dates of a span; of a range, only its last date."""
        found = self.prints.dates(span)[part]
        text = self.sentences.around(span.start).text
        begun = {one for one, other in pairwise(found) if _TO.fullmatch(text, one.end, other.start)}
        return [date for date in found if date not in begun]

    def elsewhere(self, value: str, rows: Sequence[Span], row: Span) -> bool:
        """Return whether a date is printed, to its precision, outside the rows of other measures; ``rows`` are in order."""
        parts = tuple(int(part) for part in value.split("-"))
        alike = [date for date in self.prints.all_dates if date.parts[: len(parts)] == parts]
        starts = [one.start for one in rows]
        return any(_outside(date, rows[: bisect_right(starts, date.start)][-1:], row) for date in alike)


def _outside(date: PrintedDate, rows: Sequence[Span], row: Span) -> bool:
    return all(one == row or date.start >= one.end for one in rows)


def _is_until(text: str, date: PrintedDate) -> bool:
    return bool(_UNTIL.search(text[max(date.start - 4, 0) : date.start]))


def _is_aside(text: str, date: PrintedDate, start: int) -> bool:
    """Return whether a date before a figure belongs to something else: a comparison, a legal basis, or brackets."""
    between = text[date.end : start]
    return bool(
        between.count(")") > between.count("(")
        or _ASIDE.search(text[max(date.start - 4, 0) : date.start])
        or (_OF_ANOTHER.match(between) and text[date.start] not in "今本")
    )
