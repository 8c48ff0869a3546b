"""Which measures units lead, over all notices: what the page of a unit says of it beside all others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.polarity import Polarity


class Rank(NamedTuple):
    """Where a unit stands by the number of measures it leads."""

    more: int
    """How many units lead more."""
    as_many: int
    """How many others lead as many."""
    others: int
    """How many others lead at all."""


class Leading:
    """The measures of all notices, by the units that lead them."""

    def __init__(self, measures: Iterable[Entry], honours: Iterable[Entry]) -> None:
        self.measures = {entry.iri: entry for entry in measures}
        self._by_unit: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.measures.values():
            for unit in dict.fromkeys(entry.units):
                self._by_unit[unit].append(entry)
        self._counts = Counter(len(those) for those in self._by_unit.values())
        self._honours: dict[str, list[Entry]] = defaultdict(list)
        for honour in honours:
            self._honours[honour.document.split("/", 1)[1].rpartition("/")[0]].append(honour)

    def of(self, unit: str) -> Sequence[Entry]:
        """Return the measures that a unit leads."""
        return self._by_unit.get(unit, ())

    def honours(self, measure: Entry) -> Sequence[Entry]:
        """Return the recognitions of a measure."""
        return self._honours.get(measure.document.split("/", 1)[1], ())

    def rank(self, unit: str) -> Rank:
        """Return where a unit stands among all that lead."""
        own = len(self.of(unit))
        leads = own > 0
        return Rank(
            sum(n for count, n in self._counts.items() if count > own),
            self._counts[own] - 1 if leads else 0,
            len(self._by_unit) - leads,
        )

    def key(self, unit: str) -> list[str]:
        """Return all that the page of a unit takes from here, as texts."""
        mine = self.of(unit)
        rank = self.rank(unit) if mine else None
        top = str(rank) if rank and not rank.more else ""
        return [top, *map(str, mine), *(str(honour) for measure in mine for honour in self.honours(measure))]


class Praised(NamedTuple):
    """How often a unit was praised, or criticised, and whether it was for all that it leads, and for nothing else."""

    side: Polarity
    times: int
    for_what_it_leads: bool


def sentence(unit: str, measures: Sequence[Entry], rank: Rank, praised: Sequence[Praised]) -> Text:
    """Say how many measures a unit leads, whether any leads more, with whom, and how often it was praised; nothing of nothing."""
    parts = [
        part for part in (_led(unit, measures, rank), *(_praised(one, len(measures)) for one in praised)) if part.en
    ]
    en = " ".join(f"{part.en}." for part in parts)
    return Text(en, "；".join(part.zh for part in parts) + ("。" if parts else ""))


def _led(unit: str, measures: Sequence[Entry], rank: Rank) -> Text:
    if not measures:
        return Text("", "")
    count = len(measures)
    top, tie, company = _top(count, rank), _tie(count, rank), _company(unit, measures)
    ended = sum(has_ended(measure.state) for measure in measures)
    rest = Text(
        f". Of these, {ended:,} {_is(ended)} no longer in force" if ended else "",
        f"；{count:,} 项中 {ended:,} 项已不再有效" if ended else "",
    )
    return Text(
        f"Leads {count:,} measure{'s' * (count > 1)}{top.en}{company.en}{tie.en}{rest.en}",
        f"牵头 {count:,} 项举措{top.zh}{tie.zh}{company.zh}{rest.zh}",
    )


def _top(count: int, rank: Rank) -> Text:
    """Say that no other leads as many; nothing where one does, or where all that lead lead one."""
    if count < 2 or rank.more or rank.as_many or not rank.others:
        return Text("", "")
    return Text(", more than any other unit", "，为各单位之最")


def _tie(count: int, rank: Rank) -> Text:
    if count < 2 or rank.more or not rank.as_many:
        return Text("", "")
    others = rank.as_many
    return Text(
        f". {'One other unit leads' if others == 1 else f'{others:,} other units lead'} as many; none leads more",
        f"，与另外 {others:,} 个单位并列最多",
    )


def _company(unit: str, measures: Sequence[Entry]) -> Text:
    """Say with how many others a unit leads, and in how many of its measures."""
    shared = [set(measure.units) - {unit} for measure in measures]
    count, those = len(measures), len(set[str]().union(*shared))
    together = sum(map(bool, shared))
    unnamed = sum(measure.open for measure, others in zip(measures, shared, strict=True) if not others)
    parts = [_named(count, together, those, is_open=any(measure.open for measure in measures))]
    if together > 1 and those > 1 and sum(map(len, shared)) == those:
        parts.append(Text(", no unit more than once", "，与每个单位只共同牵头 1 项"))
    parts.append(_unnamed(count, unnamed, alone=not together))
    if not together and not unnamed:
        parts = [
            Text(", alone" if count == 1 else ", each of them alone", "，独立牵头" if count == 1 else "，均为独立牵头")
        ]
    return Text("".join(part.en for part in parts), "".join(part.zh for part in parts))


def _named(count: int, together: int, those: int, *, is_open: bool) -> Text:
    """Say in how many measures a unit leads with others whom the notice names."""
    if not together:
        return Text("", "")
    if count == 1:
        return Text(f", together with {those:,} other unit{'s' * (those != 1)}", f"，与另外 {those:,} 个单位共同牵头")
    if those == 1 and not is_open:
        if together == count:
            return Text(", each together with the same other unit", "，每项都与同一单位共同牵头")
        return Text(f", {together:,} of them together with another unit", f"，其中 {together:,} 项与另一单位共同牵头")
    if together == count:
        return Text(
            f", each together with other units ({those:,} in all)", f"，每项都与其他单位（共 {those:,} 个）共同牵头"
        )
    return Text(
        f", {together:,} of them together with other units ({those:,} in all)",
        f"，其中 {together:,} 项与其他单位（共 {those:,} 个）共同牵头",
    )


def _unnamed(count: int, unnamed: int, *, alone: bool) -> Text:
    """Say in how many measures a unit leads with others whom the notice does not name."""
    if not unnamed:
        return Text("", "")
    if count == unnamed:
        return Text(", together with others whom the notice does not name", "，与原文未列明的单位共同牵头")
    many = "of them " if alone else ""
    return Text(
        f", {unnamed:,} {many}with others whom the notice does not name",
        f"，{'其中' if alone else '另'} {unnamed:,} 项与原文未列明的单位共同牵头",
    )


def _praised(one: Praised, count: int) -> Text:
    times = {1: "once", 2: "twice"}.get(one.times, f"{one.times:,} times")
    these = ("for this measure" if count == 1 else f"for these {count:,} measures") if one.for_what_it_leads else ""
    act = one.side.heading
    because = f"因这 {count:,} 项举措" if one.for_what_it_leads else ""
    return Text(f"{act.en} {times}{', ' * bool(these)}{these}", f"{because}受{act.zh} {one.times:,} 次")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
