"""Write the measures that numbered paragraphs state as YAML, with their units and figures."""

import re
from collections.abc import Iterator, Sequence

from tongbao.intake.entries import entries_of
from tongbao.intake.facts import Facts
from tongbao.intake.listing import outcome_lines
from tongbao.intake.names import Names, keyed
from tongbao.intake.quoting import Value, block, inline, quotation
from tongbao.intake.recognise.brackets import Part
from tongbao.intake.recognise.figures import Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.items import Item, parted
from tongbao.intake.recognise.standing import Setting, setting_of
from tongbao.intake.recognise.table import is_left_open, names_in
from tongbao.intake.said_to_act import acting_lines
from tongbao.intake.taking_part import TakingPart
from tongbao.load.gaps import GAP
from tongbao.load.leads import lead_parts
from tongbao.load.source import squeeze
from tongbao.printed.dates import dates
from tongbao.printed.patterns import regex

_MAIN = ("lead", "responsible", "guiding", "supporting", "supervising", "participant", "")
"""The roles whose names may stand under ``leads``: those of the first part of a bracket."""
_RULE = regex(
    "[^。；（）()]{0,16}(?:排在?(?:首位|第一位?)|第一责任)的?(?:单位|部门)?(?:为|是)牵头(?:单位|部门)[^。；（）()]{0,8}"
)
"""A rule for all measures: 文中责任单位排在首位的为牵头单位."""


class Prose:
    """Writes a list of measures in running text; ``is_sure`` tells whether brackets show that they are measures."""

    def __init__(self, items: Sequence[Item], names: Names, figures: Figures, *, is_sure: bool) -> None:
        self.items, self.names, self.figures, self.is_sure = items, names, figures, is_sure
        self.text, self.facts, self.taking = figures.text, Facts(names, figures), TakingPart(names, figures)
        found = _RULE.search(squeeze(self.text))
        self.rule = found[0] if found else ""
        self.headings = list(dict.fromkeys(item.heading for item in items if item.heading))

    def lines(self) -> Iterator[str]:
        """Yield the lines of ``groups`` and ``measures``."""
        if self.headings:
            yield "groups:"
            for number, heading in enumerate(self.headings, 1):
                yield f"  - {inline(self._group(number, heading))}"
        yield "measures:" + ("" if self.is_sure else f" # {GAP}: {_LISTED}")
        for number, item in enumerate(self.items, 1):
            yield from self._measure(number, item)

    def _group(self, number: int, heading: Found) -> Value:
        own, title = parted(heading.value)
        at = self.text.index(title[0], heading.start + len(own))
        return {"id": f"g-{number}", "number": own, "title": quotation(title, at, self.text)}

    def _measure(self, number: int, item: Item) -> Iterator[str]:
        yield f"  - id: m-{number:02}"
        yield f"    position: {number}"
        yield f"    number: {inline(item.number.value)}"
        if item.heading:
            yield f"    group: g-{self.headings.index(item.heading) + 1}"
        yield f"    title: {inline(squeeze(item.title.value) if item.title else _first_clause(item.text.value))}"
        if item.title is None:
            yield "    title-from: text"
        yield from self._units(item)
        yield from block("description", map(str.strip, item.text.value.splitlines()), 4)
        yield from outcome_lines(self.figures, item.text, self._setting(item), _region(item), "    ")
        yield from self.facts.lines(item.text, _region(item), "    ")

    def _setting(self, item: Item) -> Setting:
        """Return what an item tells of: a bracket with units stands behind what they are to do."""
        heading = item.heading.value if item.heading else ""
        return setting_of(self.figures.title, heading) or ("plans" if item.bracket else "")

    def _units(self, item: Item) -> Iterator[str]:
        if not item.bracket or not item.parts:
            yield from self._acting(item)
            return
        quote = quotation(item.bracket.value, item.bracket.start, self.text, _region(item))
        main, *others = item.parts
        if main.role not in _MAIN:
            yield from self._acting(item, [*self._reported(item.parts, quote)], self._left_open(item.parts))
            return
        yield f"    lead-cell: {inline(squeeze(self._cell(item.bracket, item.parts)))}"
        listed, is_open = names_in(main.names)
        first = [*entries_of(listed, self.names)]
        by_rule = self._is_by_rule(main)
        own, rest = (first[:1], first[1:]) if by_rule else (first, [])
        yield f"    leads: {inline(own)}"
        if is_open:
            yield "    leads-open: true"
        yield f"    unit-role: {inline(self._role(main, item, by_rule=by_rule))}"
        participants = [keyed(entry) | {"role": main.role, "quote": quote} for entry in rest]
        participants += [
            keyed(entry) | {"role": part.role or "mentioned", "quote": quote}
            for part in others
            for entry in entries_of(names_in(part.names)[0], self.names)
        ]
        left_open = self._left_open(others)
        yield from self.taking.lines(item.text, _region(item), participants, left_open, first, "    ")
        if item.deadline:
            yield f"    deadline: {inline(self._deadline(item))}"

    @staticmethod
    def _left_open(parts: Sequence[Part]) -> list[str]:
        return [part.role or "mentioned" for part in parts if is_left_open(part.names)]

    def _reported(self, parts: Sequence[Part], quote: Value) -> Iterator[Value]:
        """Yield the units of a bracket of which none is said to be responsible: 报送单位：市民政局."""
        for part in parts:
            said = {"role": part.role or "mentioned", "quote": quote}
            yield from (keyed(entry) | said for entry in entries_of(names_in(part.names)[0], self.names))

    def _acting(self, item: Item, said: Sequence[Value] = (), left_open: Sequence[str] = ()) -> Iterator[str]:
        """Yield the units ``said`` elsewhere and those that the text itself says to act; who leads is a lead, others take part."""
        leads, lead_lines, others = acting_lines(item.text, _region(item), self.names, self.text)
        yield from (f"    {line}" for line in lead_lines)
        yield from self.taking.lines(item.text, _region(item), [*said, *others], left_open, leads, "    ")

    @staticmethod
    def _cell(bracket: Found, parts: Sequence[Part]) -> str:
        """Return the words for those who lead: the bracket, or its beginning where a verb parts the others from them, 甲局，乙局配合."""
        told = {squeeze(bracket.value[span.start : span.end]) for span in lead_parts(bracket.value)}
        at = bracket.value.find(parts[0].names)
        if len(parts) == 1 or squeeze(parts[0].names) in told or at < 0:
            return bracket.value
        beginning = bracket.value[: at + len(parts[0].names)]
        return beginning.lstrip("（([【〔") if parts[0].word in beginning else bracket.value

    def _is_by_rule(self, main: Part) -> bool:
        """Return whether the rule for the first name holds for a list: one of 责任单位 for lists that are called so."""
        called = "责任" in main.word or "责任" not in self.rule
        return bool(self.rule) and main.role == "responsible" and called

    def _role(self, main: Part, item: Item, *, by_rule: bool) -> Value:
        assert item.bracket
        if by_rule:
            return {"basis": "first-place-rule", "quote": self.rule}
        if not main.role:
            words = main.names if len(item.parts) > 1 else item.bracket.value
            at = self.text.find(words, item.bracket.start, item.bracket.end)
            words, at = (words, at) if at >= 0 else (item.bracket.value, item.bracket.start)
            quote = quotation(words, at, self.text, _region(item))
            return {"role": "listed", "basis": "bare-list", "quote": quote}
        at = self.text.index(main.word, item.bracket.start)
        said: dict[str, Value] = {} if main.role == "lead" else {"role": main.role}
        basis = "stated-lead" if main.role == "lead" else "stated-action"
        return said | {"basis": basis, "quote": quotation(main.word, at, self.text, _region(item))}

    def _deadline(self, item: Item) -> Value:
        assert item.bracket
        read = [one for one in dates(squeeze(item.deadline)) if one.year]
        date: dict[str, Value] = {"date": "-".join(f"{part:02}" for part in read[0].parts)} if len(read) == 1 else {}
        at = self.text.index(item.deadline, item.bracket.start)
        return date | {"quote": quotation(item.deadline, at, self.text, _region(item))}


def _region(item: Item) -> tuple[int, int]:
    """Return the part of the stored text that an item takes."""
    return item.number.start, item.end


def _first_clause(text: str) -> str:
    return re.split("[，。；]", squeeze(text))[0]


_LISTED = "whether these paragraphs are what the notice publishes as measures 以下各段是否为所公布的举措"
