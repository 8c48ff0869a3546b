"""Compare the outcomes and dates of a measure with the print, and report differences."""

from collections.abc import Sequence

from tongbao.errors import Text
from tongbao.load.compare import date_difference, date_message, printed_whole
from tongbao.load.facts import Fact
from tongbao.load.outcome_keys import key_faults
from tongbao.load.outcomes import AS_SAID, Fault, outcome_faults
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Span, squeeze
from tongbao.load.spans_of_time import key_faults_of_period, period_faults
from tongbao.model import AsOf, CountedOver, Outcome
from tongbao.printed import Amount


class FigureChecks:
    """Checks the figures and dates of one notice, row by row."""

    def __init__(self, at: Placer) -> None:
        self.at = at

    def check(self, fact: Fact[Outcome], row: Span, rows: Sequence[Span], path: Path_) -> None:
        """Check an outcome of the measure in ``row``; ``rows`` are those of all measures, in order."""
        for fault in key_faults(fact.record):
            self.at.note(fault.code, fault.what, fault.cure, (*path, fault.key))
        found = self._quantities(fact, path)
        self._out_of(fact, path)
        if fact.record.period:
            self._period(fact.record.period, fact.span, found, row, (*path, "period"))
        if fact.record.as_of:
            self._as_of(fact.record.as_of, fact.span, found, row, rows, (*path, "as-of"))

    def date(self, record: object, quoted: Span, since: int, path: Path_) -> None:
        """Compare a recorded date with the printed dates that it can be; for an event these are all quoted dates."""
        value = getattr(record, "date", None)
        if not value:
            return
        name = getattr(record, "printed", None) or getattr(record, "name", None) or getattr(record, "title", None) or ""
        among = None if quoted is NOWHERE else self.at.dating.of_name(squeeze(name), quoted)
        implied = getattr(record, "date_basis", "stated") == "implied"
        self.at.date(value, (*path, "date"), quoted, implied=implied, among=among, since=since)
        if implied and quoted is not NOWHERE:
            printed = self.at.prints.dates(quoted) if among is None else among
            if printed_whole(value, printed):
                self.at.note("departs-in-vain", *STATED, (*path, "date-basis"))

    def _quantities(self, fact: Fact[Outcome], path: Path_) -> list[Amount]:
        """Compare the quantities of an outcome with the print, and their readings with the words around them.

        Return the printed numbers that can be its value, or the value after the measure.
        """
        record = fact.record
        found: dict[str, Amount] = {}
        ranked = record.reading == "rank"
        for key in ("value", "before", "after"):
            quantity = getattr(record, key)
            amount = self.at.quantity(quantity, fact.span, (*path, key), ranked=ranked) if quantity else None
            if amount:
                found[key] = amount
        listed = self.at.listed(fact.span) if found and not ranked else {}
        seen = {key: self.at.sentences.figures(one, listed.get(one.number, [one])) for key, one in found.items()}
        whole = len(found) == sum(bool(quantity) for quantity in (record.value, record.before, record.after))
        self._readings(record, {fault.key: fault for fault in outcome_faults(record, seen)}, path, whole=whole)
        return [figure.amount for _, figure in seen.get("value") or seen.get("after") or ()]

    def _out_of(self, fact: Fact[Outcome], path: Path_) -> None:
        """Check that the number of those ranked stands in the sentence of the rank."""
        number = fact.record.out_of
        if number is None or fact.span is NOWHERE:
            return
        sentence = self.at.sentences.around(fact.span.start)
        if all(amount.value != number for amount in self.at.prints.amounts(Span(sentence.start, fact.span.end))):
            self.at.note("number-not-printed", *_NOT_OUT_OF, (*path, "out-of"))

    def _readings(self, record: Outcome, faults: dict[str, Fault], path: Path_, *, whole: bool) -> None:
        """Report undeclared contradictions of the words, and declared departures that are not real.

        The latter are reported only where all quantities of the outcome were found.
        """
        for key, fault in faults.items():
            if key not in record.departs:
                self.at.note(fault.code, fault.what, fault.cure, (*path, key))
        for index, key in enumerate(record.departs):
            if key not in faults and whole:
                self.at.note("departs-in-vain", *AS_SAID, (*path, "departs", index))
        self.at.departures += len(record.departs)

    def _period(self, period: CountedOver, quoted: Span, found: list[Amount], row: Span, path: Path_) -> None:
        """Check the time over which a figure is counted: its keys, that its days exist, and the words of the sentence."""
        at = self.at
        faults = [*key_faults_of_period(period)]
        ends = {"since": period.since, "from": period.from_, "to": period.to}
        exist = [at.date(value, (*path, key)) for key, value in ends.items() if value]
        if not faults and all(exist) and quoted is not NOWHERE:
            places = [Span(amount.start, amount.end) for amount in found] or [quoted]
            sentence = at.sentences.around(places[0].start)
            years = {
                year for value in ends.values() if value for year in at.dating.years(value, quoted.start, row.start)
            }
            faults += period_faults(period, places, sentence, at.prints, years)
        for fault in faults:
            at.note(fault.code, fault.what, fault.cure, (*path, fault.key) if fault.key else path)

    def _as_of(
        self, as_of: AsOf, quoted: Span, found: list[Amount], row: Span, rows: Sequence[Span], path: Path_
    ) -> None:
        """Check the date of a figure: the nearest one before it in its sentence or, if implied, one that holds for its row."""
        at, dating = self.at, self.at.dating
        if as_of.basis == "stated":
            if quoted is not NOWHERE:  # a date in a sentence holds for all its figures
                dates = [date for amount in found for date in dating.of_figure(amount.start, amount.end, row.start)]
                among = dates if found else at.prints.dates(at.prints.sentence(quoted))
                at.date(as_of.date, (*path, "date"), quoted, implied=True, among=among, since=row.start)
            return
        own = [date for amount in found[:1] for date in dating.of_clause(amount.start, row.start)]
        if not at.date(as_of.date, (*path, "date")):
            return
        if own and printed_whole(as_of.date, own):
            at.note("departs-in-vain", *STATED, (*path, "basis"))
            return
        if own:
            wrong = bool(date_difference(as_of.date, own, implied=True, years=at.prints.years)[0])
        else:
            wrong = not dating.elsewhere(as_of.date, rows, row)
        if wrong:
            at.note(*date_message("date", as_of.date, ""), (*path, "date"))


_NOT_OUT_OF = (
    Text("The sentence does not print the number of those ranked.", "该句未载参评总数。"),
    Text(
        "Write the number as printed (在31个城市中), or leave out `out-of`.",
        "请照原文写总数（如在31个城市中），或删去 `out-of`。",
    ),
)
STATED = (
    Text("The words state this date: it is not implied.", "原文写明了这一日期，并非隐含。"),
    Text("Write `stated`, or remove the key.", "请写 `stated`，或删去此键。"),
)
