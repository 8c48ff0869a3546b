"""Place the quotations of one notice, resolve the units that it names, and report every problem found."""

import difflib
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Literal

from tongbao.errors import Text
from tongbao.load import borders, naming
from tongbao.load.authority import Authority
from tongbao.load.compare import (
    Difference,
    date_difference,
    date_message,
    departs_in_vain,
    nearest,
    no_number,
    quantity_message,
)
from tongbao.load.dating import Dating
from tongbao.load.days import check_day
from tongbao.load.facts import Mention
from tongbao.load.known import Known
from tongbao.load.notes import Notes
from tongbao.load.outcomes import Sentences
from tongbao.load.parts import row_of
from tongbao.load.prints import Prints
from tongbao.load.reader import Path_
from tongbao.load.source import QuotationError, Scopes, SourceText, Span, squeeze
from tongbao.model import ListedUnit, Quantity, Quote
from tongbao.printed import SCALES, Amount, PrintedDate, units_with
from tongbao.printed.patterns import regex

NOWHERE = Span(0, 1)
"""The span of a quotation that could not be placed: nothing is looked for in it, everything else is still checked."""
_PLAIN = regex(r"[+-]?\d+(\.\d+)?")
_DIGITS = Text("Write digits, with a decimal point if necessary: 19.32.", "请只写数字和小数点：19.32。")
_MANY = 50
"""With how many printed numbers of one quotation a quantity is compared."""
_NEAR = 120  # characters around a name that may show it to be part of a longer one
_OF_REGIONS = ("quote-ambiguous", "quote-after-not-found")

Others = Literal["around", "listed behind", "nowhere"]
"""Where unlisted names may stand: around the list, behind it in the same list, or nowhere in the span."""


class Placer:
    """Looks things up for one notice; each failure becomes a problem with its place in the YAML."""

    def __init__(self, notes: Notes, source: SourceText, authority: Authority, place: str, year: int) -> None:
        self.notes, self.source, self.authority = notes, source, authority
        self.place, self.year = place, year
        self.note = notes.note
        self.prints = Prints(source, year, units_with(authority.vocabulary.printed))
        self.sentences = Sentences(self.prints)
        self.dating = Dating(self.sentences, "", None)
        self._numbers: dict[Span, dict[Decimal, list[Amount]]] = {}
        self.known = Known(authority, place, year)
        self.departures = 0
        """How many parts of records depart from the print on purpose."""
        self.bounded = True
        """Whether the regions of the text are known; if not, a quotation that seems ambiguous may be unique in its region."""

    @property
    def keys_in_doubt(self) -> bool:
        """Whether any key of the notice itself may be missing because another is broken: it may be misspelt."""
        return any(len(fault) == 1 for fault in self.notes.document.faults)

    def find(self, quote: Quote, scopes: Scopes, path: Path_) -> Span:
        """Place a quotation."""
        try:
            return self.source.find(quote, scopes)
        except QuotationError as error:
            if self.bounded or len(scopes.ranges) == 1 or error.code not in _OF_REGIONS:
                self.note(error.code, error.what, error.cure, path)
            return NOWHERE

    def next(self, words: str, scope: Span, path: Path_) -> Span:
        """Place the first occurrence of words in a scope: for cells, which come in a known order."""
        if scope is NOWHERE:
            return NOWHERE
        start = self.source.words.find(squeeze(words), *scope)
        if start >= 0:
            return Span(start, start + len(squeeze(words)))
        try:
            self.source.find(words, Scopes([scope]))
        except QuotationError as error:
            self.note(error.code, error.what, error.cure, path)
        return NOWHERE

    def unit(self, name: str, path: Path_) -> str:
        """Return the id of the unit that a name means here; if none or several, report it and return an empty string."""
        if not self.place:  # the place is unknown, which is reported separately
            return ""
        found = self.known.units(name)
        if len(found) == 1:
            return found[0]
        if found:
            what = Text(f"{name!r} can mean {len(found)} units.", f"{name!r} 可指 {len(found)} 个单位。")
            listed = ", ".join(f"{u} ({self.authority.home(u) or '-'})" for u in found)
            self.note(
                "ambiguous-unit", what, Text(f"Write one of the ids: {listed}.", f"请写标识之一：{listed}。"), path
            )
            return ""
        what = Text(
            f"No unit is called {name[:80]!r} in {self.place!r} in {self.year}.",
            f"{self.year} 年 {self.place!r} 没有名为 {name[:80]!r} 的单位。",
        )
        self.note("unknown-unit", what, self._similar(name), path)
        return ""

    def _similar(self, name: str) -> Text:
        near = self.authority.nearest(name) if self.notes.may_guess else []
        if near:
            listed = " / ".join(near)
            return Text(
                f"Did you mean {listed}? Or add it to units.yaml.", f"是否想写 {listed}？或将其加入 units.yaml。"
            )
        return Text("Add it to units.yaml.", "请将其加入 units.yaml。")

    def mentions(
        self,
        names: Sequence[str | ListedUnit],
        scope: Span,
        path: Path_,
        *,
        others: Others = "around",
        first: int = 0,
        cell: Span | None = None,
        within: Span | None = None,
    ) -> tuple[Mention, ...]:
        """Place a list of unit names, in the order printed, in running text or in a ``cell`` of its own.

        If they are part of a longer list, ``first`` is the index of the first of them. ``within`` limits the text around
        them. ``others`` says where unlisted names may stand.
        """
        closed = others == "nowhere"
        if not (names or closed):
            return ()
        units = [self.listed_unit(name, (*path, i)) for i, name in enumerate(names, first)]
        printed = [name.printed if isinstance(name, ListedUnit) else name for name in names]
        with_groups = cell is not None and not closed
        placed = self.names(printed, scope, path, closed=closed, first=first, with_groups=with_groups)
        rows = zip(units, printed, placed, strict=True)
        mentions = tuple(Mention(unit, words, span, group) for unit, words, (span, group) in rows)
        joints = self.source.joints([mention.span for mention in mentions])
        whole = [
            (not isinstance(name, ListedUnit) or self.printed_for(m.unit, name.printed, (*path, i, "printed"), m.span))
            and self.whole_name(m.unit, m.span, (*path, i), self.source.around(m.span, joints, cell or within))
            for i, (name, m) in enumerate(zip(names, mentions, strict=True), first)
        ]
        if all(whole) and not cell:
            self.whole_list(mentions, path, within, leading=others == "listed behind")
        return mentions

    def listed_unit(self, name: str | ListedUnit, path: Path_) -> str:
        """Return the id of a listed unit; an empty string for a group, whose words may not be the name of a unit."""
        if not isinstance(name, ListedUnit):
            return self.unit(name, path)
        if name.unit is not None:
            return self.unit(name.unit, path)
        if self.place and self.known.units(name.printed):
            self.note("group-is-a-unit", *naming.NO_GROUP, (*path, "printed"))
        return ""

    def names(
        self,
        printed: list[str],
        scope: Span,
        path: Path_,
        *,
        closed: bool = False,
        first: int = 0,
        persons: Container[int] = (),
        with_groups: bool = False,
    ) -> list[tuple[Span, int]]:
        """Place printed names one after the other, some of ``persons``; return each span with its separator group."""
        if not (printed or closed):
            return []
        if scope is NOWHERE or not all(printed):  # a missing quotation or name is reported separately
            return [(NOWHERE, 1)] * len(printed)
        try:
            spans, groups = self.source.names(printed, scope, closed=closed, persons=persons, with_groups=with_groups)
            return list(zip(spans, groups, strict=True))
        except QuotationError as error:
            item = () if error.item is None else (first + error.item,)
            self.note(error.code, error.what, error.cure, (*path, *item))
            return [(NOWHERE, 1)] * len(printed)

    def date(
        self,
        value: str,
        path: Path_,
        quoted: Span | None = None,
        *,
        implied: bool = False,
        among: Sequence[PrintedDate] | None = None,
        since: int = 0,
    ) -> bool:
        """Check that a date exists, and that the words quoted for it print exactly its parts.

        ``implied`` allows a year or a month that the words leave out, in a row that begins at ``since``. ``among`` are
        the dates that it can be, if not all quoted ones. Return whether such a day exists.
        """
        if not check_day(self.note, value, path):
            return False
        if quoted is None or quoted is NOWHERE:
            return True
        dates = self.prints.dates(quoted) if among is None else among
        years = self.dating.years(value, quoted.start, since) | self.dating.ahead(value, dates) if implied else ()
        difference, printed = date_difference(value, dates, implied=implied, years=years)
        if difference:
            self.note(*date_message(difference, value, self._words(printed)), path)
        return True

    def _words(self, printed: PrintedDate | Amount | None) -> str:
        return self.source.words[printed.start : printed.end] if printed else ""

    def quantity(self, quantity: Quantity, quoted: Span, path: Path_, *, ranked: bool = False) -> Amount | None:
        """Compare a quantity with the numbers, or the ranks, in the words quoted for it; return the one that it repeats."""
        if quantity.unit and quantity.classifier:
            what = Text("A quantity has a unit or a classifier, not both.", "数量的单位和量词只能二选一。")
            cure = Text(
                "Keep `unit` for units of measure (元, 天), `classifier` for counts (户, 件).",
                "计量单位用 `unit`（元、天），计数用 `classifier`（户、件）。",
            )
            self.note("unit-and-classifier", what, cure, (*path, "classifier"))
            return None
        for key in ("number", "to"):
            raw = self._raw((*path, key))
            if isinstance(raw, str) and not _PLAIN.fullmatch(raw):
                what = Text(f"{raw[:40]!r} is not a plain number.", f"{raw[:40]!r} 不是普通数字。")
                self.note("wrong-form", what, _DIGITS, (*path, key))
                return None
        if quantity.to is not None and quantity.to <= quantity.number:
            what = Text("The upper end of the range is not above the lower one.", "范围上限不大于下限。")
            cure = Text("Write the lower end as `number`, the upper one as `to`.", "下限写入 `number`，上限写入 `to`。")
            self.note("range-turned", what, cure, (*path, "to"))
            return None
        if quoted is NOWHERE:
            return None
        likely = self.prints.ranks(quoted) if ranked else self._likely(quantity, quoted)
        found = nearest(quantity, likely, self.source.words)
        if found is None:
            self.note("number-not-printed", *no_number(quantity), (*path, "number"))
            return None
        amount, different = found
        self._departures(quantity, amount, {each.part: each for each in different}, path)
        return amount

    def _likely(self, quantity: Quantity, quoted: Span) -> list[Amount]:
        """Return the quoted numbers that may be that of a quantity; if there are none, some to show instead."""
        listed = self.listed(quoted)
        value = quantity.number * SCALES[quantity.scale or ""]
        likely = {amount.at: amount for number in (quantity.number, value) for amount in listed.get(number, ())}
        if "number" in quantity.departs or not likely:
            return self.prints.amounts(quoted)[:_MANY]
        return [read for amount in islice(likely.values(), _MANY) for read in self.prints.readings(amount)]

    def listed(self, quoted: Span) -> dict[Decimal, list[Amount]]:
        """Return the quoted numbers by their digits and by their values; cached, as many facts may quote one sentence."""
        if quoted not in self._numbers:
            listed: dict[Decimal, list[Amount]] = {}
            for amount in self.prints.amounts(quoted):
                for number in {amount.number, amount.value}:
                    listed.setdefault(number, []).append(amount)
            self._numbers = {quoted: listed}
        return self._numbers[quoted]

    def _raw(self, path: Path_) -> object:
        """Return the value at a path as the YAML has it."""
        value: Any = self.notes.document.value
        for key in path:
            try:
                value = value[key]
            except (TypeError, KeyError, IndexError):  # a broken form is reported separately
                return None
        return value

    def _departures(self, quantity: Quantity, amount: Amount, different: dict[str, Difference], path: Path_) -> None:
        """Report parts that depart from the print undeclared, and parts that are declared to depart but do not."""
        for part, difference in different.items():
            if part not in quantity.departs:
                at = (*path, part) if getattr(quantity, part) is not None else path
                self.note(*quantity_message(difference, quantity, self._words(amount)), at)
        for index, part in enumerate(quantity.departs):
            if part not in different:
                self.note("departs-in-vain", *departs_in_vain(part), (*path, "departs", index))
        self.departures += len(quantity.departs)

    def dated(self, issued: str, reference: int | None) -> None:
        """Remember when the notice was issued, and which year it speaks of."""
        self.dating = Dating(self.sentences, issued, reference)

    def printed_words(self, record: object, quoted: Span, path: Path_) -> bool:
        """Check that a record's names stand in its quotation; return whether they do."""
        if quoted is NOWHERE:
            return False
        faults = list(naming.name_faults(record, self.source.words[quoted.start : quoted.end]))
        for fault in faults:
            self.note(fault.code, fault.what, fault.cure, (*path, fault.key))
        self.departures += naming.departs(record)
        return not faults

    def printed_for(self, unit: str, printed: str, path: Path_, span: Span) -> bool:
        """Check that the words printed for a unit are neither another unit's name nor cut from one."""
        if not unit or not self.place:
            return True
        words, span = self.near(span) if span is not NOWHERE else (printed, Span(0, len(printed)))
        another = self.known.another(unit, printed, words, span)
        if another:
            self.note("printed-for-another", *naming.names_another(*another), path)
        else:
            self.departures += not self.known.is_name_of(unit, printed)
        return not another

    def whole_name(self, unit: str, span: Span, path: Path_, within: Span | None = None) -> bool:
        """Check that a name is not part of another body's name, within a cell or the whole text."""
        if not unit or span is NOWHERE:
            return True
        longer = self.known.longer(unit, *self.near(span, within))
        if longer:
            self.note("name-not-whole", *borders.is_cut_from(longer), path)
        return not longer

    def near(self, span: Span, within: Span | None = None) -> tuple[str, Span]:
        """Return the words around a span, and the span within them."""
        within = within or self.source.whole
        start = max(span.start - _NEAR, within.start)
        return self.source.words[start : min(span.end + _NEAR, within.end)], Span(span.start - start, span.end - start)

    def whole_list(
        self, mentions: Sequence[Mention], path: Path_, within: Span | None = None, *, leading: bool = False
    ) -> None:
        """Check that a list omits no name that belongs to it before its first name or behind its last."""
        spans = [mention.span for mention in mentions]
        if spans and NOWHERE not in spans:
            start, end = within or self.source.whole
            here = [Span(span.start - start, span.end - start) for span in spans]
            more = borders.left_out(self.source.words[start:end], here, self.known.meaning, leading=leading)
            if more:
                self.note("names-missing", *borders.more_names(more), path)

    def open_list(self, mentions: Sequence[Mention], scope: Span, path: Path_, *, is_open: bool) -> None:
        """Check that a list is recorded as open if the words behind it leave it open, and only if they may."""
        if not mentions or NOWHERE in (scope, mentions[-1].span):
            return
        words = self.source.words
        left_open = naming.is_left_open(words[mentions[-1].span.end : scope.end], len(mentions))
        if left_open and not is_open:
            self.note("list-left-open", *naming.LEFT_OPEN, path)
        if is_open and left_open is False and not naming.may_be_open(words[scope.start : scope.end]):
            self.note("list-not-open", *naming.NOT_OPEN, path)

    def reference(self, name: str, known: Iterable[str], path: Path_, own: str = "") -> None:
        """Check that an id refers to something in this notice, other than the referring thing."""
        known = list(known)
        if name == own:
            what = Text(f"{name!r} refers to itself.", f"{name!r} 指向自身。")
            self.note(
                "refers-to-itself", what, Text("Refer to another, or remove it.", "请改写其他标识，或删去。"), path
            )
        if name in known or self._ids_in_doubt(path):
            return
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        listed = near[0] if near else ", ".join(known) or "-"
        what = Text(f"Nothing here has the id {name!r}.", f"此处没有标识为 {name!r} 的条目。")
        cure = Text(
            f"Did you mean {listed}?" if near else f"Known: {listed}.",
            f"是否想写 {listed}？" if near else f"可用的有：{listed}。",
        )
        self.note("unknown-id", what, cure, path)

    def _ids_in_doubt(self, path: Path_) -> bool:
        """Return whether the id that a path refers to may be in a broken part."""
        row = row_of(path)
        faults = self.notes.document.faults
        if row:
            return any(fault[: len(row)] == row for fault in faults)
        return self.keys_in_doubt or any(fault[:1] in (("annexes",), ("measures",)) for fault in faults)

    def unique(self, ids: Sequence[tuple[str | int, Path_]]) -> None:
        """Check that no id (or number) is used twice; each comes with its path."""
        first: dict[str | int, Path_] = {}
        for name, path in ids:
            if name in first:
                line = self.notes.document.place(first[name]).line
                what = Text(
                    f"The id {name!r} is used twice, first on line {line}.",
                    f"标识 {name!r} 重复，首次用于第 {line} 行。",
                )
                self.note("duplicate-id", what, Text("Rename one of the two.", "请将两者之一改名。"), path)
            first.setdefault(name, path)
