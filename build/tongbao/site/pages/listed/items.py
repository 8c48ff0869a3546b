"""What a list shows of an entry: what it is called, who stands behind it, and the figure beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from tongbao.errors import Language, Text
from tongbao.site.entries import Entry
from tongbao.site.headline import in_words
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.page import Linked
from tongbao.site.pages.render import View, day_in_words, environment
from tongbao.site.polarity import CRITICISM, PRAISE
from tongbao.site.recognition import group_name, group_of

SHOWN = 4
"""So many units are named; of more, their number is told."""


class Item(NamedTuple):
    """One row of a list."""

    document: str
    name: Text
    """With the Chinese name in English, too, where there is no other."""
    who: Sequence[Text]
    """What stands below the name: where it comes from, who leads it."""
    figures: Sequence[Text | Linked]
    """The figure of the row, and what goes with it."""
    state: str = ""
    """The state of its notice, as a term."""
    original: bool = True
    """Whether the Chinese name is the thing's own and comes first in both languages; not so for units and places."""


def item_of(entry: Entry, known: Known) -> Item:
    """Return what a list shows of an entry."""
    return ITEMS[entry.kind](entry, known)


def _measure(entry: Entry, known: Known) -> Item:
    level = known.labels.of(entry.code)
    place = Text(f"{level.en} no. {entry.position}", f"{level.zh}第 {entry.position} 项") if entry.position else level
    who = [*_number(entry, known), *([place] if entry.code else []), *_units(entry.units, known)]
    none = Text("No figures in the notice", "原文没有数据")
    return Item(entry.document, entry.name, who, [*_figures(entry, known)] or [none], entry.state)


def _figures(entry: Entry, known: Known) -> Iterator[Text]:
    """Yield the figure that stands for a measure, what it counts, and the next one."""
    for first in entry.figures[:1]:
        name = known.labels.of(first.standing)
        yield (
            first.said
            if first.is_achieved
            else Text(f"{first.said.en} ({name.en.lower()})", f"{first.said.zh}（{name.zh}）")
        )
        yield first.counts
    for second in entry.figures[1:2]:
        yield in_words(second, known.labels)
    if entry.count and not entry.figures:
        yield entry.tally


def _number(entry: Entry, known: Known) -> list[Text]:
    """Return the number of an entry's notice, where the list is of several."""
    return [Text(entry.number, entry.number)] if known.several and entry.number else []


def _units(units: Sequence[str], known: Known) -> Iterator[Text]:
    yield from map(known.short, units[:SHOWN] if len(units) > SHOWN + 1 else units)
    if (more := len(units) - SHOWN) > 1:
        yield Text(f"{more} more", f"另 {more} 个单位")


def _notice(entry: Entry, known: Known) -> Item:
    day = [day_in_words(entry.words)] if entry.words else []
    who = [Text(entry.number, entry.number), *day, *_units(entry.units, known)]
    count = entry.count
    figures = [Text(f"{count} measure{'s' if count != 1 else ''}", f"{count} 项举措")] if count else []
    praised, criticised = (known.judged(side, entry.notice) for side in (PRAISE, CRITICISM))
    figures += [Text(f"{praised} commended", f"表扬 {praised} 个对象")] if praised else []
    figures += [Text(f"{criticised} criticised", f"批评 {criticised} 个对象")] if criticised else []
    return Item(entry.document, entry.name, [part for part in who if part.zh], figures, entry.state)


def _unit(entry: Entry, known: Known) -> Item:
    kind = [known.labels.of(entry.code)] if entry.code else []
    place = [known.labels.of(entry.place)] if entry.place else []
    others = [Text(name, name) for name in entry.names[:2]]
    count = entry.count
    figures = [Text(f"Leads {count} measure{'s' if count != 1 else ''}", f"牵头 {count} 项举措")] if count else []
    if entry.ended:
        figures.append(Text(f"{entry.ended} of them no longer in force", f"其中 {entry.ended} 项已不再有效"))
    praised, criticised = (known.judged(side, entry.iri) for side in (PRAISE, CRITICISM))
    figures += [Text(f"Commended {_times(praised)}", f"受表扬 {praised} 次")] if praised else []
    figures += [Text(f"Criticised {_times(criticised)}", f"受批评 {criticised} 次")] if criticised else []
    return Item(
        entry.document,
        Text(entry.english or entry.title, entry.title),
        [*kind, *place, *others],
        figures,
        original=False,
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _appraisal(entry: Entry, known: Known) -> Item:
    recipient = entry.units[0]
    name = known.labels.of(recipient) if recipient in known.units or recipient in known.places else entry.name
    unit = known.units.get(recipient)
    kind = [known.labels.of(unit.code)] if unit and unit.code else []
    number = [Text(entry.number, entry.number)] if entry.number else []
    who = [*number, *kind, *(known.short(issuer) for issuer in known.issuers(entry))]
    return Item(entry.document, name, who, [known.labels.of(entry.code)], entry.state, original=False)


def _honour(entry: Entry, known: Known) -> Item:
    kind, group = known.labels.of(entry.code), group_name(group_of(entry.code, known.labels))
    number = [Text(entry.number, entry.number)] if entry.number else []
    return Item(
        entry.document,
        entry.name,
        [*number, *_units(entry.units, known)],
        [group, *([kind] if kind != group else [])],
        entry.state,
    )


def _place(entry: Entry, known: Known) -> Item:
    within = [known.labels.of(entry.place)] if entry.place else []
    count = known.units_in(entry.iri)
    figures = [Text(f"{count:,} unit{'s' if count != 1 else ''}", f"{count:,} 个单位")] if count else []
    who = [*([known.labels.of(entry.code)] if entry.code else []), *within]
    return Item(entry.document, Text(entry.english or entry.title, entry.title), who, figures, original=False)


ITEMS: Mapping[str, Callable[[Entry, Known], Item]] = {
    "notice": _notice,
    "measure": _measure,
    "unit": _unit,
    "commendation": _appraisal,
    "criticism": _appraisal,
    "honour": _honour,
    "place": _place,
}
"""What is shown, by the kind of entry."""

ROOT = "\0"
"""Stands for the way to the root of the site until it is known; no text of the data can hold it."""


class Written:
    """Pieces of the pages of a list as HTML: each is written once in a language, for all the pages that show it."""

    def __init__(self) -> None:
        self._written: dict[tuple[object, Language], str] = {}

    def html(self, keys: Iterable[object], view: View, write: Callable[[Any, Any, View], str]) -> Markup:
        """Return some pieces, with ways that lead from the page of a view; ``write`` gets the macros, a key, and a view
        from anywhere."""
        anywhere = View(view.page, view.site, view.language, view.labels)
        anywhere.root = ROOT
        macros: Any = environment().get_template("macros.html").module
        found = []
        for key in keys:
            if (key, view.language) not in self._written:
                self._written[key, view.language] = str(write(macros, key, anywhere))
            found.append(self._written[key, view.language])
        return Markup("".join(found).replace(ROOT, view.root))
