"""Units and places: read their files, check them against each other, and resolve names."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tongbao.errors import Problem, Text
from tongbao.load.changes import check_changes, check_links, check_origins
from tongbao.load.characters import plain_form
from tongbao.load.decode import nearest
from tongbao.load.english import check_english
from tongbao.load.fast import read_record
from tongbao.load.notes import Notes, in_order
from tongbao.load.reader import Content, Document, Path_, read_content
from tongbao.load.source import squeeze
from tongbao.model import Asserted, AssertedText, Id, Place, Unit, plain
from tongbao.model.vocabulary import OURS, Vocabulary

SHORT_ENGLISH = 24
"""How many characters a short English name has at most: a picture has room for no more."""


class Named(NamedTuple):
    """A unit that bears a name, and the years in which it does."""

    unit: str
    since: int
    until: int


@dataclass(frozen=True)
class Authority:
    """The units and places of a dataset, and which unit a name means in a place and a year."""

    units: dict[str, Unit]
    places: dict[str, Place]
    names: dict[str, dict[str, list[Named]]] = field(default_factory=dict)
    """The bearers of each name, in its plain form, by the place they belong to; an empty string means no place."""
    whole: bool = True
    """Whether all names could be read; if not, a name that is not found proves nothing."""
    vocabulary: Vocabulary = OURS
    """The codes that its records may use."""
    levelled: bool = True
    """Whether the level of each place could be read; if not, no level proves anything."""

    @cached_property
    def borne(self) -> dict[str, list[tuple[str, Named]]]:
        """The names of each unit, in their plain form, with the years in which it bears them."""
        found: dict[str, list[tuple[str, Named]]] = {}
        for name, homes in self.names.items():
            for bearer in (one for bearers in homes.values() for one in bearers):
                found.setdefault(bearer.unit, []).append((name, bearer))
        return found

    @cached_property
    def place_names(self) -> dict[str, list[str]]:
        """The places that each name can mean."""
        found: dict[str, list[str]] = {}
        for key, place in self.places.items():
            for name in (plain(place.name), *place.short):
                found.setdefault(plain(name), []).append(key)
        return found

    @cached_property
    def place_lengths(self) -> dict[str, list[int]]:
        """How long the names of places are that begin with two characters, the longest first."""
        found: dict[str, set[int]] = {}
        for name in self.place_names:
            found.setdefault(name[:2], set()).add(len(name))
        return {head: sorted(lengths, reverse=True) for head, lengths in found.items()}

    def around(self, place: str) -> list[str]:
        """Return a place and the places it lies within, innermost first."""
        found: list[str] = []
        while place in self.places and place not in found:
            found.append(place)
            place = self.places[place].within or ""
        return found

    def resolve(self, name: str, place: str, year: int) -> list[str]:
        """Return the ids of the units that a name or id can mean: one, several if it is ambiguous, or none.

        A unit of the notice's own place takes precedence over one of a surrounding place, and that over one of a place within.
        """
        if name in self.units:
            return [name]
        homes = self.names.get(plain_form(name))
        if not homes:
            return []
        for home in (*self.around(place), ""):
            if found := _bearing(homes.get(home, ()), year):
                return sorted(found)
        inside = (bearers for home, bearers in homes.items() if place in self.around(home))
        return sorted({unit for bearers in inside for unit in _bearing(bearers, year)})

    def home(self, unit: str) -> str | None:
        """Return the place of a unit."""
        place = self.units[unit].place
        return plain(place) if place else None

    def slim(self) -> "Authority":
        """Return a copy with only what resolving names needs, for worker processes: of each unit it keeps the place."""
        without: dict[str, Any] = {
            "name": "",
            "english": None,
            "short": [],
            "short_english": None,
            "former": [],
            "level": None,
            "parent": None,
            "changes": [],
            "same_as": [],
        }
        without |= {"managed_by": None, "credit_code": None, "note": None}
        units = {key: msgspec.structs.replace(unit, **without) for key, unit in self.units.items()}
        return Authority(units, self.places, self.names, self.whole, self.vocabulary, self.levelled)

    def nearest(self, name: str) -> list[str]:
        """Return the known names most like an unknown one."""
        return difflib.get_close_matches(plain_form(name)[:100], self.names, n=3, cutoff=0.5)


def _bearing(bearers: Iterable[Named], year: int) -> set[str]:
    return {bearer.unit for bearer in bearers if bearer.since <= year <= bearer.until}


def read_authority(
    data: Path, vocabulary: Vocabulary = OURS, units: Content | None = None
) -> tuple[Authority, list[Problem]]:
    """Read ``units.yaml`` and ``places.yaml`` of a dataset; also return every problem in them.

    ``units`` is the content of the first, where it is not to be read: what a change would make of it.
    """
    files = [units or read_content(data / "units.yaml", data), read_content(data / "places.yaml", data)]
    return read_record(
        files[0],
        dict[Id, Unit],
        lambda document, units: read_record(
            files[1],
            dict[Id, Place],
            lambda other, places: _authority([document, other], units or {}, places or {}, vocabulary),
            vocabulary,
        ),
        vocabulary,
    )


def _authority(
    documents: list[Document], units: dict[str, Unit], places: dict[str, Place], vocabulary: Vocabulary
) -> tuple[Authority, list[Problem]]:
    all_units, all_places = [_has_all_ids(document) for document in documents]
    notes = [Notes(document, lambda fault: fault[:2]) for document in documents]
    _places(notes[1], places, places if all_places else None)
    _units(notes[0], units, units if all_units else None, places if all_places else None, vocabulary)
    wrong = [path for note in notes for path in (*note.document.faults, *note.paths)]
    whole = all_units and all_places and all(path[1] in _BESIDE_NAMES for path in wrong)
    problems = [problem for note in notes for problem in in_order([*note.document.problems, *note.problems])]
    levelled = all(path[1:2] != ("level",) for path in notes[1].document.faults)
    return Authority(units, places, indexed(units), whole, vocabulary, levelled), problems


_BESIDE_NAMES = (
    *("kind", "level", "parent", "managed-by", "english", "short-english", "credit-code", "code", "basis"),
    *("certainty", "note", "changes", "same-as", "statuses"),
)
"""Keys that do not affect what a name means. An unknown key may be any other key, misspelt."""


def _has_all_ids(document: Document) -> bool:
    return document.value is not None and all(len(fault) > 1 for fault in document.faults)


def _years(value: Asserted) -> tuple[int, int]:
    return (0, 9999) if isinstance(value, str) else (value.since or 0, value.until or 9999)


def indexed(units: Mapping[str, Unit]) -> dict[str, dict[str, list[Named]]]:
    """Return the bearers of each name, in its plain form, by place, with the years in which they bear it."""
    names: dict[str, dict[str, list[Named]]] = {}
    for key, unit in units.items():
        home = plain(unit.place) if unit.place else ""
        for name in [unit.name, *unit.short, *unit.former]:
            names.setdefault(plain_form(plain(name)), {}).setdefault(home, []).append(Named(key, *_years(name)))
    return names


def _places(notes: Notes, places: Mapping[str, Place], known: Mapping[str, Place] | None) -> None:
    for key, place in places.items():
        reference(notes, place.within, known, (key, "within"), "unknown-place")
        check_links(notes, key, place.same_as)
    cycles(notes, {key: place.within for key, place in places.items()}, "within")
    _twice(notes, [(p.code, (key, "code")) for key, p in places.items() if p.code], "code-twice")


def _units(
    notes: Notes,
    units: Mapping[str, Unit],
    known: Mapping[str, Unit] | None,
    places: Mapping[str, Place] | None,
    vocabulary: Vocabulary,
) -> None:
    for key, unit in units.items():
        reference(notes, unit.place, places, (key, "place", "value"), "unknown-place")
        reference(notes, unit.parent, known, (key, "parent", "value"), "unknown-unit")
        reference(notes, unit.managed_by, known, (key, "managed-by", "value"), "unknown-unit")
        _code(notes, unit.level, vocabulary.codes("level"), (key, "level", "value"))
        _code(notes, unit.kind, vocabulary.codes("unit-kind"), (key, "kind", "value"))
        check_english(notes.note, unit.short_english, (key, "short-english"), most=SHORT_ENGLISH)
        for i, change in enumerate(unit.changes):
            for j, name in enumerate(change.origin):
                reference(notes, name, known, (key, "changes", i, "from", j), "unknown-unit")
        check_changes(notes, key, unit)
        check_links(notes, key, unit.same_as)
    check_origins(notes, units)
    cycles(notes, {key: plain(unit.parent) if unit.parent else None for key, unit in units.items()}, "parent")
    full = [(plain_form(plain(unit.name)), (key, "name")) for key, unit in units.items()]
    _twice(notes, full, "full-name-twice")
    english = [(plain(unit.english).casefold(), (key, "english")) for key, unit in units.items() if unit.english]
    _twice(notes, english, "full-name-twice")
    _short_names(notes, units)


def _code(notes: Notes, value: str | AssertedText | None, codes: Sequence[str], path: Path_) -> None:
    if value is not None and plain(value) not in codes:
        word = plain(value)[:80]
        what = Text(f"{word!r} is not one of the codes.", f"{word!r} 不在可用代码之列。")
        notes.note("unknown-code", what, nearest(word, codes), path)


def reference(
    notes: Notes, value: str | AssertedText | None, known: Mapping[str, Unit | Place] | None, path: Path_, code: str
) -> None:
    """Check that a unit or place named in a file exists; report nothing where not all of them could be read."""
    if value is None or known is None or plain(value) in known:
        return
    name, (kind, chinese, file) = plain(value)[:80], _KINDS[code]
    near = " / ".join(repr(key) for key in (_nearest_ids(name, known) if notes.may_guess else ()))
    cure = Text(f"Did you mean {near}?", f"是否想写 {near}？") if near else Text(f"See {file}.", f"请查看 {file}。")
    notes.note(code, Text(f"There is no {kind} {name!r}.", f"没有名为 {name!r} 的{chinese}。"), cure, path)


_KINDS = {"unknown-place": ("place", "地区", "places.yaml"), "unknown-unit": ("unit", "单位", "units.yaml")}


def _nearest_ids(word: str, known: Mapping[str, Unit | Place]) -> list[str]:
    """Return the ids most like a word: first ids whose names are like it, then ids that are like it themselves."""
    names = {squeeze(plain(name)): key for key, thing in known.items() for name in (thing.name, *thing.short)}
    by_name = [names[name] for name in difflib.get_close_matches(squeeze(word), names, n=3, cutoff=0.5)]
    by_id = difflib.get_close_matches(word, known, n=3, cutoff=0.4)
    return list(dict.fromkeys([*by_name, *by_id]))[:3]


def _short_names(notes: Notes, units: Mapping[str, Unit]) -> None:
    """Report short names that two units of one place bear in the same year: no notice there could use them."""
    bearers: dict[tuple[str, str | None], list[tuple[int, int, int, Path_]]] = defaultdict(list)
    for number, (key, unit) in enumerate(units.items()):
        home = plain(unit.place) if unit.place else None
        for index, name in enumerate(unit.short):
            bearers[plain_form(plain(name)), home].append((*_years(name), number, (key, "short", index)))
        if english := unit.short_english:
            bearers[plain(english).casefold(), home].append((*_years(english), number, (key, "short-english")))
    for (name, _), spells in bearers.items():
        last = min(spells)
        for spell in sorted(spells)[1:]:
            if spell[0] <= last[1] and spell[2] != last[2]:
                first, second = sorted([last, spell], key=lambda one: one[2])
                what = Text(
                    f"{name!r} is already a short name of {first[3][0]!r}, in the same place and years.",
                    f"{name!r} 已是同一地区 {first[3][0]!r} 同期的简称。",
                )
                notes.note("short-name-twice", what, _ONE_SHORT, second[3])
            last = max(last, spell, key=lambda one: one[1])


_ONE_SHORT = Text(
    "Write a fuller short name, or the years with `since` and `until`.",
    "请写更完整的简称，或用 `since`、`until` 注明年份。",
)


def cycles(notes: Notes, parents: Mapping[str, str | None], link: str, within: Path_ = ()) -> None:
    """Report each cycle of parents once; each key is visited once."""
    clear: set[str] = set()
    for key in parents:
        chain: dict[str, None] = {}
        at: str | None = key
        while at is not None and at not in clear and at not in chain:
            chain[at] = None
            at = parents.get(at)
        if at in chain:
            cycle = " → ".join([*list(chain)[list(chain).index(at) :], at])
            what = Text(f"It lies within itself: {cycle}.", f"上级关系成环：{cycle}。")
            cure = Text("Correct one of these links.", "请改正其中一环。")
            notes.note("cycle", what, cure, (*within, at, link))
        clear.update(chain)


def _twice(notes: Notes, values: Sequence[tuple[str, Path_]], code: str) -> None:
    first: dict[str, Path_] = {}
    for value, path in values:
        if value in first:
            other = first[value][0]
            what = Text(f"{value!r} already belongs to {other!r}.", f"{value!r} 已属于 {other!r}。")
            cure = Text(
                "A full name belongs to one unit, a code to one place.",
                "一个全称只属于一个单位，一个代码只属于一个地区。",
            )
            notes.note(code, what, cure, path)
        first.setdefault(value, path)
