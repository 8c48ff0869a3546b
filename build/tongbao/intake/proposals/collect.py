"""Sort what a file proposes: what the draft has already, what it reads otherwise, what is new, and what cannot be taken."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import inspect

from tongbao import model
from tongbao.errors import Problem, Text, UsageError
from tongbao.intake.proposals.alike import is_about_same, is_same, plain, quoted
from tongbao.intake.proposals.form import tidied
from tongbao.intake.proposals.reasons import (
    MAX_UNITS,
    NO_MAPPING,
    NO_MEASURE,
    TOO_MANY,
    of_draft,
    twice,
    unknown_key,
    unsaid,
)
from tongbao.intake.proposals.sheet import Sheet, start_of
from tongbao.intake.proposals.unit import FACTS, Unit
from tongbao.load.reader import Document, Path_
from tongbao.load.source import squeeze

_ITEMS = ("references", "purposes", "requirements", "commendations", "groups")
"""The lists of a notice and an annex of which each item is a thing of its own."""
_OWNERS = ("measure", "annex")
"""Keys that say to which measure facts belong: its number, id or title, and the annex that it is in."""
_WRITTEN = ("id", "source", "place")
_UNSAID = ("english", "state", "corrections")
Holder = Path_ | Unit


def _types(kind: Any) -> dict[str, inspect.Type]:
    made = inspect.type_info(kind)
    assert isinstance(made, inspect.StructType)
    return {field.encode_name: field.type for field in made.fields}


_WHOLE = inspect.type_info(model.Measure)
NOTICE, MEASURE, ANNEX = _types(model.Notice), _types(model.Measure), _types(model.Annex)


class Collected:
    """The proposals of a file, sorted: ``units`` are new or read otherwise."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.units: list[Unit] = []
        self.refused: list[Problem] = []
        self.same = 0
        """How many say what the draft has already."""
        self.ids: dict[tuple[Holder, str], str] = {}
        """The ids that things have in the draft, by whose they are and the id by which they are proposed."""
        self._used: set[tuple[Holder, str]] = set()
        self._taken: dict[tuple[object, ...], Unit] = {}
        self._proposals: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)

    def notice(self, document: Document, value: Any, path: Path_ = ()) -> None:
        """Sort what a notice, or a part of one, proposes."""
        if isinstance(value, list):
            for number, each in enumerate(value):
                self.notice(document, each, (*path, number))
            return
        if not isinstance(value, dict):
            self._refuse(document, path, "wrong-type", *NO_MAPPING)
            return
        for key, each in sorted(value.items(), key=lambda one: one[0] != "groups"):  # measures name them
            where = (*path, key)
            if each is None or key in _OWNERS:
                continue
            if key in FACTS:
                self._facts(document, where, key, each, {owner: value.get(owner) for owner in _OWNERS})
            elif key in _WRITTEN:
                self._written(document, where, key, each)
            elif key in _UNSAID:
                self._refuse(document, where, "not-of-words", *unsaid(key))
            elif key == "annexes":
                self._each(document, where, each, self._annex)
            elif key == "measures":
                self._each(document, where, each, partial(self._measure, None))
            elif key in MEASURE and key not in NOTICE:
                self._of_measure(document, where, key, each, {owner: value.get(owner) for owner in _OWNERS})
            elif key in NOTICE:
                self._key(Unit((), key, tidied(each, NOTICE[key]), document, where))
            else:
                self._refuse(document, where, "unknown-key", *unknown_key(key))

    def _each(self, document: Document, path: Path_, value: Any, use: Any) -> None:
        """Use each mapping of a list."""
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            where = (*path, number) if isinstance(value, list) else path
            if isinstance(each, dict):
                use(document, where, each)
            else:
                self._refuse(document, where, "wrong-type", *NO_MAPPING)

    def _refuse(self, document: Document, path: Path_, code: str, what: Text, cure: Text) -> None:
        self.refused.append(Problem(code, what, cure, document.place(path)))
        self._count(document, path)

    def _count(self, document: Document, path: Path_) -> None:
        """Raise UsageError where there are more proposals than anybody could settle."""
        if len(self.units) + len(self.refused) + self.same > MAX_UNITS:
            raise UsageError(Problem("too-many-proposals", *TOO_MANY, document.place(path)))

    def _written(self, document: Document, path: Path_, key: str, value: Any) -> None:
        if is_same(self.sheet.at((key,)), value):
            self.same += 1
        else:
            self._refuse(document, path, "not-of-words", *of_draft(key))

    # --- annexes and measures ---------------------------------------------------------------------------

    def _annex(self, document: Document, path: Path_, value: dict[str, Any]) -> None:
        """Sort an annex: into that of the draft with its title or number, or as a new one."""
        own = {key: tidied(each, ANNEX[key]) for key, each in value.items() if key in ANNEX and each is not None}
        holder = self._annex_of(own.get("number"), own.get("title")) or self._proposed("annexes", own)
        measures = own.pop("measures", None)
        if holder is None:
            core = {key: own[key] for key in ANNEX if key in own and key not in _ITEMS}
            holder = Unit((), "annexes", core, document, path, is_item=True)
            self._add(holder)
        for key in value:
            if key not in ANNEX:
                self._refuse(document, (*path, key), "unknown-key", *unknown_key(key))
            elif key in own and (key in _ITEMS or not isinstance(holder, Unit)):
                self._key(Unit(holder, key, own[key], document, (*path, key)))
        if measures is not None:
            listed = value["measures"]
            self._each(document, (*path, "measures"), listed, partial(self._measure, holder))

    def _annex_of(self, number: Any, title: Any) -> Path_ | None:
        words = quoted({"title": title or ""})
        for path in self.sheet.annexes:
            own = self.sheet.at(path)
            if words and words == quoted(own):
                return path
        numbered = [path for path in self.sheet.annexes if is_same(self.sheet.at((*path, "number")), number)]
        return numbered[0] if number is not None and len(numbered) == 1 else None

    def _measure(self, annex: Holder | None, document: Document, path: Path_, value: dict[str, Any]) -> None:
        """Sort a measure: into that of the draft with its title or number, or as a new one."""
        facts = {key: value[key] for key in FACTS if value.get(key) is not None}
        rest = {key: each for key, each in value.items() if key not in facts and key not in _OWNERS}
        core = tidied({key: each for key, each in rest.items() if key in MEASURE}, _WHOLE)
        for key in rest.keys() - MEASURE.keys():
            self._refuse(document, (*path, key), "unknown-key", *unknown_key(key))
        within = annex if isinstance(annex, tuple) else self._annex_of(value.get("annex"), value.get("annex"))
        holder = self._measure_of(core, within) or self._proposed("measures", core)
        if holder is None and not core.get("title"):
            self._refuse(document, path, "no-such-measure", *NO_MEASURE)
            return
        if holder is None:
            holder = self._new_measure(document, path, core, annex or within or self._around(core))
        else:
            if isinstance(own := core.get("id"), str):
                self.ids[(), own] = holder.value["id"] if isinstance(holder, Unit) else self.sheet.at((*holder, "id"))
            if isinstance(core.get("group"), str):
                core["group"] = self.ids.get(((), core["group"]), core["group"])
            found = holder.value if isinstance(holder, Unit) else self.sheet.at(holder)
            for key, each in core.items():
                names = key in ("title", "number") and is_same(each, found.get(key))
                if not names and key not in ("id", "position"):
                    self._key(Unit(holder, key, each, document, (*path, key)))
        for key, each in facts.items():
            self._items(document, (*path, key), key, each, holder)

    def _new_measure(self, document: Document, path: Path_, core: dict[str, Any], holder: Holder) -> Unit:
        taken = [str(self.sheet.at((*path, "id"))) for path in self.sheet.measures]
        rest = {key: core[key] for key in MEASURE if key in core and key not in ("id", "position")}
        unit = Unit(holder, "measures", core, document, path, is_item=True)
        self._named(unit, self._free((), core.get("id"), taken))
        unit.value = {"id": unit.value["id"], "position": 1, **rest}
        self._add(unit)
        self.sheet.starts = sorted({*self.sheet.starts, start_of(unit, self.sheet.source)})
        return unit

    def _around(self, core: dict[str, Any]) -> Path_:
        """Return the annex of the draft in which the title of a measure stands; the notice where it is in none."""
        words = squeeze(str(core["title"]))
        row = self.sheet.measure_at(self.sheet.source.words.find(words)) or ()
        return row[:-2]

    def _measure_of(self, value: dict[str, Any], annex: Path_ | None) -> Path_ | None:
        """Return the measure of the draft with a title, id or number; None where there is none, or are several."""
        for key in _NAMES:
            if wanted := _words(value.get(key)):
                found = self.sheet.named.get((key, wanted), [])
                found = [path for path in found if annex is None or path[: len(annex)] == annex]
                if len(found) == 1:
                    return found[0]
        return None

    # --- what stands in them ----------------------------------------------------------------------------

    def _facts(self, document: Document, path: Path_, key: str, value: Any, owner: dict[str, Any]) -> None:
        """Sort facts that do not stand in a measure, but say to which they belong, or quote words of one."""
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            where = (*path, number) if isinstance(value, list) else path
            named = {one: each.get(one) for one in _OWNERS} if isinstance(each, dict) else {}
            told = {one: named.get(one) or owner.get(one) for one in _OWNERS}
            holder = self._owner(told, each)
            if holder is None:
                self._refuse(document, where, "no-such-measure", *NO_MEASURE)
            else:
                bare = {one: value for one, value in each.items() if one not in _OWNERS} if named else each
                self._item(document, where, key, bare, holder)

    def _of_measure(self, document: Document, path: Path_, key: str, value: Any, owner: dict[str, Any]) -> None:
        """Sort a key of a measure that stands beside the measure's number or title: a deadline."""
        holder = self._owner(owner, value)
        if holder is None:
            self._refuse(document, path, "no-such-measure", *NO_MEASURE)
        else:
            self._key(Unit(holder, key, tidied(value, MEASURE[key]), document, path))

    def _owner(self, told: dict[str, Any], value: Any) -> Holder | None:
        if (wanted := told["measure"]) is not None:
            annex = self._annex_of(told["annex"], told["annex"])
            names = dict.fromkeys(_NAMES, wanted)
            return self._measure_of(names, annex) or self._proposed("measures", names)
        words = quoted(tidied(value, inspect.AnyType()))
        at = self.sheet.source.words.find(words) if words else -1
        alone = at >= 0 and self.sheet.source.words.find(words, at + 1) < 0
        return self.sheet.measure_at(at) if alone else None

    def _proposed(self, key: str, value: dict[str, Any]) -> Unit | None:
        """Return the measure or annex with a title, or else with an id or number, among those that are proposed."""
        for name in _NAMES:
            found = self._proposals.get((key, name, wanted), []) if (wanted := _words(value.get(name))) else []
            if len(found) == 1:
                return found[0]
        return None

    def _items(self, document: Document, path: Path_, key: str, value: Any, holder: Holder) -> None:
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            self._item(document, (*path, number) if isinstance(value, list) else path, key, each, holder)

    def _item(self, document: Document, path: Path_, key: str, value: Any, holder: Holder) -> None:
        kind = (MEASURE if key in FACTS else NOTICE)[key]
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        item = tidied(value, kind.item_type if isinstance(kind, inspect.ListType) else kind)
        self._compare(Unit(holder, key, item, document, path, is_item=True))

    def _key(self, unit: Unit) -> None:
        """Sort a key of a notice, an annex or a measure; of some lists each item by itself."""
        if unit.key in _ITEMS:
            self._items(unit.origin, unit.path, unit.key, unit.value, unit.holder)
            return
        if isinstance(unit.holder, tuple):
            existing = self.sheet.at((*unit.holder, unit.key))
            if existing is not None and is_same(existing, unit.value):
                self.same += 1
                return
            unit.replaces = (*unit.holder, unit.key) if existing is not None else None
        elif unit.key in unit.holder.value:
            if is_same(unit.holder.value[unit.key], unit.value):
                self.same += 1
            else:
                self._refuse(unit.origin, unit.path, "proposed-twice", *twice(unit.holder.place.line))
            return
        self._add(unit)

    def _compare(self, unit: Unit) -> None:
        """Sort an item of a list by what the list has already."""
        listed = self._listed(unit)
        words = self._words(unit.holder)
        number = next((n for n, one in enumerate(listed) if is_about_same(unit.key, one, unit.value, words)), None)
        if number is not None and isinstance(unit.holder, tuple):
            self._named(unit, listed[number].get("id") if isinstance(listed[number], dict) else None)
            if is_same(listed[number], unit.value):
                self.same += 1
                return
            unit.replaces = (*unit.holder, unit.key, number)
        elif unit.key not in _WITHOUT_ID and isinstance(unit.value, dict):
            self._named(unit, self._free(unit.holder, unit.value.get("id"), [str(one.get("id")) for one in listed]))
        self._add(self._in_line(unit, listed, number))

    def _in_line(self, unit: Unit, listed: Sequence[Any], number: int | None) -> Unit:
        """Return an item; of a list that the draft has in one line the whole list, with the item in it."""
        if not isinstance(unit.holder, tuple) or not self.sheet.is_in_one_line((*unit.holder, unit.key)):
            return unit
        value = [*listed, unit.value] if number is None else [*listed[:number], unit.value, *listed[number + 1 :]]
        return replace(unit, value=value, is_item=False, replaces=(*unit.holder, unit.key))

    def _listed(self, unit: Unit) -> list[Any]:
        listed = self.sheet.at((*unit.holder, unit.key)) if isinstance(unit.holder, tuple) else None
        return listed if isinstance(listed, list) else []

    def _words(self, holder: Holder) -> str:
        """Return the words in which the facts of a measure stand; all words for other lists."""
        words = self.sheet.source.words
        if not isinstance(holder, tuple) or "measures" not in holder:
            return words
        low, high = self.sheet.region(self.sheet.start(holder))
        return words[low:high]

    def _named(self, unit: Unit, name: Any) -> None:
        """Give an item the id that it has in the draft, and remember it for those that name it by its own."""
        if not isinstance(name, str):
            return
        own = unit.value.get("id")
        if isinstance(own, str):
            self.ids[unit.holder if unit.key in FACTS else (), own] = name
        unit.value = {"id": name, **{key: each for key, each in unit.value.items() if key != "id"}}

    def _free(self, holder: Holder, named: Any, taken: Sequence[str] = ()) -> Any:
        """Return the id that an item has, or one like it that nothing beside it bears; what is no text is left to be refused."""
        if named is not None and not isinstance(named, str):
            return named
        more = (f"{named}-{number}" if named else f"p-{number:02}" for number in range(1 + bool(named), MAX_UNITS + 3))
        for each in filter(None, (named, *more)):
            if each not in taken and (holder, each) not in self._used:
                self._used.add((holder, each))
                return each
        return named

    def _add(self, unit: Unit) -> None:
        """Take a proposal, unless it repeats another."""
        marks = list(_fingerprints(unit))
        other = next((self._taken[mark] for mark in marks if mark in self._taken), None)
        if other:
            self._refuse(unit.origin, unit.path, "proposed-twice", *twice(other.place.line))
            return
        self._taken |= dict.fromkeys(marks, unit)
        if unit.key in ("measures", "annexes"):
            for name in _NAMES:
                self._proposals[unit.key, name, _words(unit.value.get(name))].append(unit)
        self.units.append(unit)
        self._count(unit.origin, unit.path)

    def renamed(self) -> list[Unit]:
        """Return the proposals, once all are sorted: what they name by ids of their own, they name by those of the draft."""
        for unit in self.units:
            if isinstance(unit.value, dict):
                scope = unit.holder if unit.key in FACTS else ()
                unit.value = {key: self._renamed(scope, key, each) for key, each in unit.value.items()}
            elif unit.key in _IDENTIFIERS:
                unit.value = self._renamed((), unit.key, unit.value)
        return self.units

    def _renamed(self, scope: Holder, key: str, value: Any) -> Any:
        if key == "recipients" and isinstance(value, list):
            return [
                {each: self._renamed((), each, one[each]) for each in one} if isinstance(one, dict) else one
                for one in value
            ]
        if key not in _IDENTIFIERS:
            return value
        if isinstance(value, list):
            return [self.ids.get((scope, each), each) if isinstance(each, str) else each for each in value]
        return self.ids.get((scope if key != "group" else (), value), value) if isinstance(value, str) else value


def _fingerprints(unit: Unit) -> Iterator[tuple[object, ...]]:
    """Yield what no two proposals share: the values of a list, a key, and what stands in its place in the draft."""
    yield unit.holder, unit.key, repr(plain(unit.value)) if unit.is_item else ""
    if unit.replaces:
        yield ("replaced", unit.replaces)


def _words(value: Any) -> str:
    """Return the words of a title, a number or an id."""
    return squeeze(str(value["text"] if isinstance(value, dict) and "text" in value else value or ""))


_NAMES = ("title", "id", "number")
"""The keys by which a measure or an annex is found, in this order."""
_WITHOUT_ID = ("participants", "commendations", "purposes", "requirements")
_IDENTIFIERS = ("stated-with", "in-work", "on-platform", "part-of", "group", "within", "for-measures")
"""Keys that name other records by their ids."""
