"""What an unknown name may mean: known bodies, the place of a new one, and full names that nobody has verified."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from tongbao.errors import Text
from tongbao.load import Authority
from tongbao.load.characters import plain_form
from tongbao.model import Place, plain

SIGNS = ("省", "市", "区", "县")
"""The signs of levels that stand for the name of a place: 市财政局."""
_WHOLE = {
    "人民政府": "人民政府",
    "政府": "人民政府",
    "人民法院": "人民法院",
    "法院": "人民法院",
    "人民检察院": "人民检察院",
    "检察院": "人民检察院",
}
"""What some kinds of bodies are called behind the name of their place, and in full."""
_ENDINGS = {"政府": "人民政府", "法院": "人民法院", "检察院": "人民检察院", "管委会": "管理委员会"}
_OTHER_PLACE = re.compile(
    r"(?!城市|城区|都市)[\u4e00-\u9fff]{1,6}?(?<![社园街地景片库灾校厂])[县区旗市州盟](?!域|级)"
    r"|[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道)(?=人民政府|政府|党委|办事处|管委会)"
)
_MOST = 4


class Rule(NamedTuple):
    """A rule by which several names can be read in one list."""

    key: str
    label: Text
    unit: str = ""
    """The known body, where the rule finds one."""
    forms: tuple[str, ...] = ()
    """The full names of a new one: with the name of the place around its own, and without."""


class Candidates:
    """The candidates for names in a notice of a place."""

    def __init__(self, authority: Authority, place: str) -> None:
        self.authority, self.place = authority, place

    def meant(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the bodies that a name may mean, with the sign (市) that a list prints only once, if that is why."""
        for sign in ("", *SIGNS):
            for unit in self.authority.resolve(sign + name, self.place, 9999):
                yield unit, sign

    def rule(self, name: str) -> Rule | None:
        """Return the rule by which a name has just one meaning, and which others may share."""
        meant = list(self.meant(name))
        if len(meant) == 1 and meant[0][1]:
            sign = meant[0][1]
            return Rule(f"sign:{sign}", Text(_SIGN.en.format(sign), _SIGN.zh.format(sign)), unit=meant[0][0])
        home, rest = self._begun(name)
        if meant or home is None or rest not in _WHOLE:
            return None
        whole = _WHOLE[rest]
        said = Text(_PLACED.en.format(rest, whole), _PLACED.zh.format(rest, whole))
        return Rule(f"whole:{rest}", said, forms=tuple(f"{head}{whole}" for head in self._heads(home)))

    def home(self, name: str) -> str | None:
        """Return the place of a new body; None where its name begins with a place that the dataset does not have.

        It is the place whose name it begins with (青埠区政府), else that of the notice.
        """
        known = self._begun(name)[0]
        return known or (None if self.unknown_place(name) else self.place)

    def unknown_place(self, name: str) -> str | None:
        """Return the place that a name begins with and that the dataset does not have."""
        found = None if name[:1] in SIGNS or self._begun(name)[0] else _OTHER_PLACE.match(name)
        return found[0] if found and len(found[0]) < len(name) else None

    def full(self, name: str) -> list[str]:
        """Return full names, which nobody has verified: as bodies elsewhere have that are called the same, or by rule."""
        place = self.authority.places.get(self.place)
        bearers = self.authority.names.get(plain_form(name), {})
        alike = (self._named_here(one.unit, place) for homes in bearers.values() for one in homes)
        by_rule = (each for each in self._by_rule(name) if each != name)
        return [each for each in dict.fromkeys((*alike, *by_rule)) if each][:_MOST]

    def reaches(self, home: str | None) -> bool:
        """Return whether the names of bodies at a place are understood in the notice."""
        return not home or home in self.authority.around(self.place) or self.place in self.authority.around(home)

    # --- how ------------------------------------------------------------------------------------------

    def _begun(self, name: str) -> tuple[str | None, str]:
        """Return the one known place whose name a name begins with, the longest, and what stands behind."""
        for end in range(len(name) - 1, 1, -1):
            places = self.authority.place_names.get(name[:end], ())
            if len(places) == 1:
                return places[0], name[end:]
        return None, name

    def _heads(self, home: str) -> list[str]:
        """Return how a full name may begin: with the names of a place and of the one around it, or of itself alone."""
        names = [plain(self.authority.places[key].name) for key in self.authority.around(home)]
        return ["".join(reversed(names[:2])), names[0]] if names[1:] and names[0][-1:] in "区县" else names[:1]

    def _by_rule(self, name: str) -> Iterator[str]:
        home, rest = self._begun(name)
        if home is None and name[:1] in SIGNS:
            around = (key for key in self.authority.around(self.place) if self._ends(key, name[0]))
            home, rest = next(around, None), name[1:]
        elif home is None and not self.unknown_place(name) and self.place in self.authority.places:
            home = self.place if rest in _abbreviations() or rest == _TAX else None
        for head in self._heads(home) if home else [""]:
            yield from self._said_in_full(head, rest)

    def _ends(self, place: str, sign: str) -> bool:
        return plain(self.authority.places[place].name).endswith(sign)

    def _said_in_full(self, head: str, rest: str) -> Iterator[str]:
        if rest == _TAX and head:
            yield f"国家税务总局{head}{rest}"
        elif rest in _abbreviations() and head:
            yield from (f"{head}{each}" for each in _abbreviations()[rest])
        else:
            end = next((short for short in _ENDINGS if rest.endswith(short) and not rest.endswith(_ENDINGS[short])), "")
            said = rest.removesuffix(end) + _ENDINGS[end] if end else rest
            if end or (head and said.endswith(_KINDS)):
                yield f"{head}{said}"

    def _named_here(self, unit: str, place: Place | None) -> str:
        """Return the full name of a body, with this place for its own; nothing where it does not begin with its own."""
        home, full = self.authority.home(unit), plain(self.authority.units[unit].name)
        own = plain(self.authority.places[home].name) if home in self.authority.places else ""
        return plain(place.name) + full.removeprefix(own) if place and own and full.startswith(own) else ""


@cache
def _abbreviations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("abbreviated.yaml").read_text("utf-8"))
    return found


_TAX = "税务局"
_KINDS = ("局", "厅", "委员会", "办公室", "办公厅", "人民政府", "人民法院", "人民检察院", "中心")
"""How bodies are called whose names begin with that of their place."""
_SIGN = Text("“{}” is not printed before the name.", "名称前省略了“{}”字。")
_PLACED = Text("The name of a known place with “{}”, in full “{}”.", "已收录地区的名称加“{}”，全称为“{}”。")
