"""Place what one notice quotes, know the units it names, and note every problem on the way."""

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tongbao.errors import Text
from tongbao.load.authority import Authority
from tongbao.load.facts import Mention
from tongbao.load.notes import Notes
from tongbao.load.reader import Path_
from tongbao.load.source import QuotationError, SourceText, Span, squeeze
from tongbao.model import PrintedUnit, Quantity, Quote, UnitName

NOWHERE = Span(0, 1)
"""Stands in for what could not be placed: what would be looked for in it is passed over, all else still checked."""
_OF_REGIONS = ("quote-ambiguous", "quote-after-not-found")
_DATED = re.compile(r"\d+[年月日]")
_NUMERAL = re.compile(r"[\d.]")
_GOES_ON = re.compile(r"\.?\d")
_HAN = {Decimal(n): forms for n, forms in enumerate(["零〇", "一", "二两", *"三四五六七八九十"])}


class Placer:
    """Looks things up for one notice; what cannot be found becomes a problem with its place in the YAML."""

    def __init__(self, notes: Notes, source: SourceText, authority: Authority, place: str, year: int) -> None:
        self.notes, self.source, self.authority = notes, source, authority
        self.place, self.year = place, year
        self.note = notes.note
        self.asked: set[str] = set()
        """The names and ids of units that were looked up, squeezed."""
        self.bounded = True
        """Whether the regions of the text are known; if not, what stands twice in one may stand once in it."""

    @property
    def keys_in_doubt(self) -> bool:
        """Whether any key of the notice itself may be missing because another is broken: it may be misspelt."""
        return any(len(fault) == 1 for fault in self.notes.document.faults)

    def find(self, quote: Quote, scopes: list[Span], path: Path_) -> Span:
        """Place a quotation."""
        try:
            return self.source.find(quote, scopes)
        except QuotationError as error:
            if self.bounded or len(scopes) == 1 or error.code not in _OF_REGIONS:
                self.note(error.code, error.what, error.cure, path)
            return NOWHERE

    def next(self, words: str, scope: Span, path: Path_) -> Span:
        """Place the first occurrence in a scope: for cells, which follow one another in a known order."""
        if scope is NOWHERE:
            return NOWHERE
        start = self.source.words.find(squeeze(words), *scope)
        if start >= 0:
            return Span(start, start + len(squeeze(words)))
        try:
            self.source.find(words, [scope])
        except QuotationError as error:
            self.note(error.code, error.what, error.cure, path)
        return NOWHERE

    def unit(self, name: str, path: Path_) -> str:
        """Return the id of the unit a name means here; an empty string after noting a problem."""
        if not self.place:  # the place is unknown, which is a problem of its own
            return ""
        self.asked.add(squeeze(name))
        found = self.authority.resolve(name, self.place, self.year)
        if len(found) == 1:
            return found[0]
        if found:
            what = Text(f"{name!r} can be {len(found)} units.", f"{name!r} 可指 {len(found)} 个单位。")
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
        self, names: Sequence[UnitName], scope: Span, path: Path_, *, closed: bool = False
    ) -> tuple[Mention, ...]:
        """Place a list of unit names, in the order they are printed in."""
        if not (names or closed):
            return ()
        units = [self.unit(_named(name), (*path, i)) for i, name in enumerate(names)]
        printed = [name.printed if isinstance(name, PrintedUnit) else name for name in names]
        placed = self.names(printed, scope, path, closed=closed)
        rows = zip(units, printed, placed, strict=True)
        return tuple(Mention(unit, words, span, group) for unit, words, (span, group) in rows)

    def names(self, printed: list[str], scope: Span, path: Path_, *, closed: bool = False) -> list[tuple[Span, int]]:
        """Place printed names one after the other; return each span with its separator group."""
        if not (printed or closed):
            return []
        if scope is NOWHERE or not all(printed):  # a quotation or a name is missing: a problem of its own
            return [(NOWHERE, 1)] * len(printed)
        try:
            spans, groups = self.source.names(printed, scope, closed=closed)
            return list(zip(spans, groups, strict=True))
        except QuotationError as error:
            item = () if error.item is None else (error.item,)
            self.note(error.code, error.what, error.cure, (*path, *item))
            return [(NOWHERE, 1)] * len(printed)

    def date(self, value: str, path: Path_, quoted: Span | None = None) -> None:
        """Check that a date exists, and that its last part is among the words quoted for it."""
        parts = [int(part) for part in value.split("-")]
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError:
            what = Text(f"There is no date {value}.", f"不存在日期 {value}。")
            self.note("impossible-date", what, Text("Write year-month-day.", "请按 年-月-日 书写。"), path)
            return
        if (
            quoted is not None
            and quoted is not NOWHERE
            and not self._dated(parts, self.source.words[quoted.start : quoted.end])
        ):
            what = Text(f"The date {value} is not in the words quoted for it.", f"所引文字中没有日期 {value}。")
            cure = Text("Quote the words that give the date.", "请引用载明日期的文字。")
            self.note("date-not-quoted", what, cure, path)

    @staticmethod
    def _dated(parts: list[int], words: str) -> bool:
        last = f"{parts[-1]}{'年月日'[len(parts) - 1]}"
        printed = _DATED.findall(words)
        return not printed or last in printed or f"0{last}" in printed

    def quantity(self, quantity: Quantity, quoted: Span, path: Path_) -> None:
        """Check that a quantity's number is among the words quoted for it, and is one thing, not two."""
        words = self.source.words[quoted.start : quoted.end].replace(",", "")
        number = f"{quantity.number:f}"
        printed = prints(words, number) or any(form in words for form in _HAN.get(quantity.number, ""))
        if quoted is not NOWHERE and not printed:
            what = Text(f"The number {number} is not in the words quoted for it.", f"所引文字中没有数字 {number}。")
            cure = Text("Write the number as printed, or quote its words.", "请照原文写数字，或引用含有它的文字。")
            self.note("number-not-quoted", what, cure, (*path, "number"))
        if quantity.unit and quantity.classifier:
            what = Text("A quantity has a unit or a classifier, not both.", "数量只能有单位或量词之一。")
            cure = Text(
                "Keep `unit` for measures (元, 天), `classifier` for counts (户, 件).",
                "度量用 unit（元、天），计数用 classifier（户、件）。",
            )
            self.note("unit-and-classifier", what, cure, (*path, "classifier"))

    def reference(self, name: str, known: Iterable[str], path: Path_, own: str = "") -> None:
        """Check that an id names something of this notice, and not the thing itself."""
        known = list(known)
        if name == own:
            what = Text(f"{name!r} refers to itself.", f"{name!r} 指向自身。")
            self.note("refers-to-itself", what, Text("Name another, or remove it.", "请另写一个，或删去。"), path)
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
        """Tell whether the id that a path refers to may be there, in a part that is broken."""
        row = _row(path)
        faults = self.notes.document.faults
        if row:
            return any(fault[: len(row)] == row for fault in faults)
        return self.keys_in_doubt or any(fault[:1] in (("annexes",), ("measures",)) for fault in faults)

    def unique(self, ids: Sequence[tuple[str | int, Path_]]) -> None:
        """Check that no id (or number) is used twice; each comes with the path it stands at."""
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


def prints(words: str, number: str) -> bool:
    """Tell whether words print a number, and not as part of a longer one.

    A pattern for each number would be compiled for each: dearer than all else that is done to place a notice.
    """
    at = words.find(number)
    while at >= 0:
        if not _NUMERAL.match(words[max(at - 1, 0) : at]) and not _GOES_ON.match(words, at + len(number)):
            return True
        at = words.find(number, at + 1)
    return False


def part_of(fault: Path_) -> Path_:
    """Return the part of a notice of which nothing can be said where a value in it is broken.

    A fact of a measure stands alone, as does each act of praise. The measure's own words bound the place of all its
    facts, and an annex's title that of all its measures.
    """
    row = _row(fault)
    if row:
        rest = fault[len(row) :]
        return fault[: len(row) + 2] if rest[:1] and rest[0] in _FACTS else row
    if fault[:1] == ("annexes",):
        return fault[:2] if fault[2:3] == ("title",) else fault[:3]
    return fault[:2] if fault[:1] == ("commendations",) else fault[:1]


IDENTIFIED = ("outcomes", "honours", "works", "platforms", "claims", "events")
"""The lists of a measure whose facts have ids."""
_FACTS = ("participants", *IDENTIFIED)


def _row(path: Path_) -> Path_:
    """Return the path of the measure that a path lies in; an empty one outside all measures."""
    match path:
        case ("annexes", _, "measures", _, *_):
            return path[:4]
        case ("measures", _, *_):
            return path[:2]
    return ()


def _named(name: UnitName) -> str:
    return name.unit if isinstance(name, PrintedUnit) else name
