"""The time over which a figure is counted, and the day for which it holds, where the words of its sentence say so."""

from collections.abc import Iterator, Mapping

from tongbao.load.outcomes import Sentence
from tongbao.load.prints import Prints
from tongbao.load.source import Span
from tongbao.load.spans_of_time import is_added_up, period_faults, printed_periods
from tongbao.model import CountedOver
from tongbao.printed import Figure, PrintedDate, is_ratio
from tongbao.printed.patterns import regex

_UNTIL = regex("(?:截至|截止)到?$")
_IN_ALL = regex("累[计积]|[共总合]计")
_NOW = regex("(?:截至|截止)?目前|至今|(?:实施|运行|启动|上线|推行|成立|开展|试点|改革|投用|运营|施行)以来")
_OTHER_TIME = regex("[将拟]|预计|力争|计划|下一步|今后|同期|同比|环比|原来|此前|[每平]|去年|上年|上半年|当年")
"""Words of a clause by which its figures, and those behind it, are of another time than the clauses before."""


class Times:
    """Reads the times of figures; ``issued`` is the day of the notice, empty where it is not known."""

    def __init__(self, prints: Prints, issued: str) -> None:
        self.prints, self.issued = prints, issued

    def period(self, figure: Figure, sentence: Sentence) -> Mapping[str, str | bool]:
        """Return the period of a figure as it is written in YAML; nothing where its words print none, or leave it open."""
        place = Span(figure.amount.start, figure.amount.end)
        if is_ratio(figure.amount) or figure.amount.kind == "time":
            return {}
        said: dict[str, str | bool] = {}
        for ends in self._ends(place, sentence):
            for basis in ("stated", "implied"):
                record = CountedOver(since=ends.get("since"), from_=ends.get("from"), to=ends.get("to"), basis=basis)
                if not said and not [*period_faults(record, [place], sentence, self.prints, self.prints.years)]:
                    said = {**ends, **({"basis": basis} if basis == "implied" else {})}
        if _IN_ALL.search(sentence.text[sentence.start : place.start]) and is_added_up(sentence, place):
            said["cumulative"] = True
        return said

    def _ends(self, place: Span, sentence: Sentence) -> Iterator[dict[str, str]]:
        """Yield the beginning, or both ends, that the last dates before a figure print."""
        begun, spans, dates = printed_periods(sentence, self.prints)
        last = max((date.end for date in dates if date.end <= place.start), default=-1)
        for (since,) in begun:
            if since.end == last and since.year:
                yield {"since": _written(since)}
        for first, until in spans:
            if until.end == last and (year := until.year or self._year(until)):
                yield {"from": _written(first, year), "to": _written(until, year)}

    def _year(self, date: PrintedDate) -> int | None:
        """Return the last year in which a month without one was past when the notice was issued."""
        if not self.issued or not date.month:
            return None
        year, month = (int(part) for part in self.issued.split("-")[:2])
        return year if date.month <= month else year - 1

    def day(self, figure: Figure, sentence: Sentence) -> Mapping[str, str]:
        """Return the day for which a figure holds: 截至2024年9月底, and that of the notice for 目前."""
        start = figure.amount.start
        before = [date for date in self.prints.dates(Span(sentence.start, start)) if date.end <= start]
        if before:
            until = _UNTIL.search(sentence.text[max(before[-1].start - 4, 0) : before[-1].start])
            return {"date": _written(before[-1]), "basis": "stated"} if until and before[-1].year else {}
        *_, after = _NOW.split(sentence.text[sentence.start : start])
        is_now = len(after) < start - sentence.start and not _OTHER_TIME.search(after)
        return {"date": self.issued, "basis": "implied"} if self.issued and is_now else {}


def _written(date: PrintedDate, year: int = 0) -> str:
    """Write a date, with a year where its own words leave it out."""
    return "-".join(f"{part:02}" for part in (date.year or year, *date.parts[1:]))
