"""Units and places: read their files, check them against each other, and resolve names."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, get_args

from tongbao.errors import Problem, Text
from tongbao.load.decode import decode
from tongbao.load.reader import Document, Path_, read_yaml
from tongbao.load.source import squeeze
from tongbao.model import AssertedText, Id, Place, Unit
from tongbao.model.codes import Level, UnitKind


class Named(NamedTuple):
    """A unit that bears a name, and the years in which it does."""

    unit: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Authority:
    """The units and places of a dataset, and which unit a name means in a place and a year."""

    units: dict[str, Unit]
    places: dict[str, Place]
    names: dict[str, list[Named]] = field(default_factory=dict)

    def around(self, place: str) -> list[str]:
        """Return a place and the places it lies within, innermost first."""
        found: list[str] = []
        while place in self.places and place not in found:
            found.append(place)
            place = self.places[place].within or ""
        return found

    def resolve(self, name: str, place: str, year: int) -> list[str]:
        """Return the units that a name or id can mean: one, several where it is ambiguous, or none.

        A unit of the notice's own place comes before one of a place around it, and that before one inside it.
        """
        if name in self.units:
            return [name]
        bearers = [n.unit for n in self.names.get(squeeze(name), ()) if n.since <= year <= n.until]
        ranked = defaultdict(set)
        for unit in bearers:
            ranked[self._distance(self.units[unit].place, place)].add(unit)
        near = [rank for rank in sorted(ranked) if rank < _ELSEWHERE]
        return sorted(ranked[near[0]]) if near else []

    def _distance(self, home: str | None, place: str) -> int:
        around = self.around(place)
        if home is None:
            return len(around)
        if home in around:
            return around.index(home)
        return len(around) + 1 if place in self.around(home) else _ELSEWHERE

    def nearest(self, name: str) -> list[str]:
        """Return the known names most like one that is not known."""
        return difflib.get_close_matches(squeeze(name)[:100], self.names, n=3, cutoff=0.5)


_ELSEWHERE = 1_000


def read_authority(data: Path) -> tuple[Authority, list[Problem]]:
    """Read ``units.yaml`` and ``places.yaml`` of a dataset; list all that is wrong with them."""
    documents = [read_yaml(data / f"{name}.yaml", data) for name in ("units", "places")]
    units = decode(documents[0], dict[Id, Unit]) or {}
    places = decode(documents[1], dict[Id, Place]) or {}
    problems = [problem for document in documents for problem in document.problems]
    authority = Authority(units, places)
    if not problems:
        problems.extend(_places(documents[1], places))
        problems.extend(_units(documents[0], authority))
        _index(authority)
    return authority, problems


def plain(value: str | AssertedText) -> str:
    """Return the value of a fact, whether it carries a basis of its own or not."""
    return value if isinstance(value, str) else value.value


def _index(authority: Authority) -> None:
    for key, unit in authority.units.items():
        for name in [unit.name, *unit.short, *unit.former]:
            since, until = (0, 9999) if isinstance(name, str) else (name.since or 0, name.until or 9999)
            bearers = authority.names.setdefault(squeeze(plain(name)), [])
            if all(bearer.unit != key for bearer in bearers):
                bearers.append(Named(key, since, until))


def _places(document: Document, places: dict[str, Place]) -> Iterator[Problem]:
    for key, place in places.items():
        if place.within is not None:
            yield from reference(document, place.within, places, (key, "within"), "unknown-place")
    yield from _cycles(document, {key: place.within for key, place in places.items()}, "within")
    codes = [(p.code, (key, "code")) for key, p in places.items() if p.code]
    yield from _twice(document, codes, "code-twice")


def _units(document: Document, authority: Authority) -> Iterator[Problem]:
    units = authority.units
    parents = {key: plain(unit.parent) if unit.parent else None for key, unit in units.items()}
    kinds, levels = dict.fromkeys(get_args(UnitKind)), dict.fromkeys(get_args(Level))
    for key, unit in units.items():
        if unit.place is not None:
            yield from reference(document, unit.place, authority.places, (key, "place"), "unknown-place")
        if unit.parent is not None:
            yield from reference(document, plain(unit.parent), units, (key, "parent", "value"), "unknown-unit")
        if unit.managed_by is not None:
            yield from reference(document, plain(unit.managed_by), units, (key, "managed-by", "value"), "unknown-unit")
        if unit.level is not None:
            yield from reference(document, plain(unit.level), levels, (key, "level", "value"), "unknown-code")
        yield from reference(document, plain(unit.kind), kinds, (key, "kind", "value"), "unknown-code")
    yield from _cycles(document, parents, "parent")
    full = [(squeeze(plain(unit.name)), (key, "name")) for key, unit in units.items()]
    yield from _twice(document, full, "full-name-twice")
    yield from _twice(
        document,
        [(plain(unit.english).casefold(), (key, "english")) for key, unit in units.items() if unit.english],
        "full-name-twice",
    )


def reference(document: Document, name: str, known: Mapping[str, object], path: Path_, code: str) -> Iterator[Problem]:
    """Check that a file names what is known; yield a problem of the given code, with the nearest name."""
    if name in known:
        return
    near = difflib.get_close_matches(name[:100], known, n=1, cutoff=0.5)
    kind, chinese, seen = _KINDS[code]
    listed = ", ".join(known) if code == "unknown-code" else seen
    yield Problem(
        code,
        Text(f"There is no {kind} {name[:80]!r}.", f"没有名为 {name[:80]!r} 的{chinese}。"),
        Text(f"Did you mean {near[0]!r}?", f"是否想写 {near[0]!r}？")
        if near
        else Text(f"See {listed}.", f"请查看 {listed}。"),
        document.place(path),
    )


_KINDS = {
    "unknown-place": ("place", "地区", "places.yaml"),
    "unknown-unit": ("unit", "单位", "units.yaml"),
    "unknown-code": ("code", "代码", ""),
}


def _cycles(document: Document, parents: Mapping[str, str | None], link: str) -> Iterator[Problem]:
    """Find what lies within itself; each cycle is told once, each key is visited once."""
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
            cure = Text("Mend one of these links.", "请改正其中一环。")
            yield Problem("cycle", what, cure, document.place((at, link)))
        clear.update(chain)


def _twice(document: Document, values: Sequence[tuple[str, Path_]], code: str) -> Iterator[Problem]:
    first: dict[str, Path_] = {}
    for value, path in values:
        if value in first:
            other = first[value][0]
            what = Text(f"{value!r} belongs to {other!r} already.", f"{value!r} 已属于 {other!r}。")
            cure = Text(
                "One full name, one unit; one code, one place.", "一个全称只属于一个单位，一个代码只属于一个地区。"
            )
            yield Problem(code, what, cure, document.place(path))
        first.setdefault(value, path)
