"""The names of bodies in a draft: written as units.yaml has them; those it lacks are gathered once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tongbao.intake.quoting import Value
from tongbao.load import Authority
from tongbao.load.authority import Named
from tongbao.load.characters import plain_form
from tongbao.load.gaps import GAP
from tongbao.model import plain
from tongbao.printed.script import simplified

if TYPE_CHECKING:
    from tongbao.intake.nearest import Alike

_SIGN = re.compile("[一-鿿]{0,6}?(省|市|区|县|自治州|自治区)")
_COMPARED = 100
"""For how many unknown names the nearest known ones are looked for: it takes a while."""
_BRACKET = re.compile("[（(].*")


class Names:
    """Resolves printed names in the place and year of one notice."""

    def __init__(self, authority: Authority, place: str, year: int) -> None:
        self.authority, self.place, self.year = authority, place, year
        self.unknown: dict[str, None] = {}
        """The bodies that units.yaml does not have, in the order in which they are named."""

    def is_known(self, name: str) -> bool:
        """Return whether exactly one body bears a name here."""
        return len(self._meant(name)) == 1

    def is_known_simplified(self, name: str) -> bool:
        """Return whether exactly one body bears a name that is in simplified script: every end of a text is tried."""
        return len(self.authority.resolve(name, self.place, self.year)) == 1

    def _meant(self, name: str) -> list[str]:
        return self.authority.resolve(simplified(name), self.place, self.year)

    def entry(self, printed: str, before: Sequence[str] = ()) -> Value:
        """Return how a name is written in the YAML; one that is not known is written as printed, and remembered.

        ``before`` are the names that stand before it in its list: a list prints 市 once, before the first of a family.
        """
        name = next((each for each in _readings(simplified(printed), before) if self.is_known(each)), None)
        if name is None and (unit := self._only(printed)):
            return {"unit": unit, "printed": printed}
        if name is None:
            name = simplified(printed)
            self.unknown[name] = None
        return name if name == printed else {"unit": name, "printed": printed}

    def _only(self, printed: str) -> str:
        """Return the one unit of the whole dataset that bears a name in full, wherever it is; nothing where there is none."""
        bearers = {one.unit for homes in self._bearers(printed) for one in homes}
        whole = [unit for unit in bearers if plain(self.authority.units[unit].name) == simplified(printed)]
        return whole[0] if len(bearers) == len(whole) == 1 else ""

    def _bearers(self, printed: str) -> list[list[Named]]:
        return list(self.authority.names.get(plain_form(simplified(printed)), {}).values())

    def stubs(self) -> Iterator[str]:
        """Yield what to add to units.yaml, once for each body that is not there, with the nearest that is."""
        for number, name in enumerate(self.unknown, 1):
            same = " / ".join(sorted({one.unit for homes in self._bearers(name) for one in homes}))
            if same:
                yield f"# {GAP}: {name} is a name of {same}, of other places: write the id if one of them is meant, else add a unit. “{name}”是其他地区 {same} 的名称，请写标识或另添单位。"
                continue
            near = _alike(name, self.authority, self.place) if number <= _COMPARED else ()
            in_english = " / ".join(f"{one.english or one.name} ({one.unit})" for one in near)
            in_chinese = " / ".join(f"{one.name}（{one.unit}）" for one in near)
            like = f" (like it: {in_english} 相近：{in_chinese})" if near else ""
            yield f"# {GAP}: {name} is not in units.yaml{like}: add it there, or write another name. “{name}”不在 units.yaml 中，请添加或改写。"
            yield f"#   new-unit-{number}: {{name: {name}, kind: , basis: source, certainty: probable}}"


def _alike(name: str, authority: Authority, place: str) -> "Sequence[Alike]":
    """Return the nearest known bodies; the library that compares names is loaded for the first unknown one."""
    from tongbao.intake.nearest import alike

    return alike(name, authority, place)


def keyed(entry: Value) -> dict[str, Value]:
    """Write a name as a mapping, to which keys can be added.

    >>> keyed("市财政局") | {"role": "supporting"}
    {'unit': '市财政局', 'role': 'supporting'}
    """
    return dict(entry) if isinstance(entry, Mapping) else {"unit": entry}


def _readings(name: str, before: Sequence[str]) -> Iterator[str]:
    """Yield what a printed name may stand for: itself, without the second name in brackets, with the sign that its list prints once."""
    bare = _BRACKET.sub("", name)
    yield name
    if bare != name:
        yield bare
    sign = next((found for each in reversed(before) if (found := _SIGN.match(simplified(each)))), None)
    if sign and not _SIGN.match(name):
        yield sign[1] + name
        if bare != name:
            yield sign[1] + bare
