"""Place what one notice quotes, know the units it names, and collect every problem on the way."""

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tongbao.errors import Problem, Text
from tongbao.load.authority import Authority
from tongbao.load.facts import Mention
from tongbao.load.reader import Document, Path_
from tongbao.load.source import QuotationError, SourceText, Span, squeeze
from tongbao.model import PrintedUnit, Quantity, Quote, UnitName

NOWHERE = Span(0, 1)
"""Stands in for what could not be placed: what would be looked for in it is passed over, all else still checked."""
_HAN = {Decimal(n): forms for n, forms in enumerate(["零〇", "一", "二两", *"三四五六七八九十"])}


class Placer:
    """Looks things up for one notice; what cannot be found becomes a problem with its place in the YAML."""

    def __init__(self, document: Document, source: SourceText, authority: Authority, place: str, year: int) -> None:
        self.document, self.source, self.authority = document, source, authority
        self.place, self.year = place, year
        self.problems: list[Problem] = []

    def note(self, code: str, what: Text, cure: Text | None, path: Path_) -> None:
        """Add a problem at a path of the YAML."""
        self.problems.append(Problem(code, what, cure, self.document.place(path)))

    def find(self, quote: Quote, scopes: list[Span], path: Path_) -> Span:
        """Place a quotation."""
        try:
            return self.source.find(quote, scopes)
        except QuotationError as error:
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
        found = self.authority.resolve(name, self.place, self.year)
        if len(found) == 1:
            return found[0]
        if found:
            what = Text(f"{name!r} can be {len(found)} units.", f"{name!r} 可指 {len(found)} 个单位。")
            listed = ", ".join(f"{u} ({self.authority.units[u].place or '-'})" for u in found)
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
        near = self.authority.nearest(name)
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
            self.note(error.code, error.what, error.cure, path)
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
        return re.search(rf"(?<!\d)0?{last}", words) is not None or not re.search(r"\d[年月日]", words)

    def quantity(self, quantity: Quantity, quoted: Span, path: Path_) -> None:
        """Check that a quantity's number is among the words quoted for it, and is one thing, not two."""
        words = self.source.words[quoted.start : quoted.end].replace(",", "")
        number = f"{quantity.number:f}"
        digits = re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", words)
        if quoted is not NOWHERE and not digits and not any(form in words for form in _HAN.get(quantity.number, "")):
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
        if name in known:
            return
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        listed = near[0] if near else ", ".join(known) or "-"
        what = Text(f"Nothing here has the id {name!r}.", f"此处没有标识为 {name!r} 的条目。")
        cure = Text(
            f"Did you mean {listed}?" if near else f"Known: {listed}.",
            f"是否想写 {listed}？" if near else f"可用的有：{listed}。",
        )
        self.note("unknown-id", what, cure, path)

    def unique(self, ids: Sequence[str | int], path: Path_, key: str = "id") -> None:
        """Check that no id (or number) is used twice in a list of records."""
        first: dict[str | int, int] = {}
        for index, name in enumerate(ids):
            if name in first:
                what = Text(f"The id {name!r} is used twice.", f"标识 {name!r} 重复。")
                cure = Text(
                    f"Its first use is item {first[name] + 1}; give this one another.",
                    f"首次用于第 {first[name] + 1} 项；请另取一个。",
                )
                self.note("duplicate-id", what, cure, (*path, index, key))
            first.setdefault(name, index)


def _named(name: UnitName) -> str:
    return name.unit if isinstance(name, PrintedUnit) else name
