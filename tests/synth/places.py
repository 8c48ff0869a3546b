"""Invented territories: one nation, one province, and as many cities as a dataset needs, each with its districts."""

from dataclasses import dataclass
from functools import cached_property

from tests.synth.bodies import (
    AGENCIES,
    CITY,
    COMPANIES,
    DISTRICT,
    NATION,
    NATION_NAME,
    NATIONAL,
    PROVINCE,
    PROVINCE_NAME,
    PROVINCIAL,
    ZONES,
    Body,
    Kind,
)
from tests.synth.dice import Dice
from tests.synth.writer import Record

# Characters and how they are read; no two readings are alike, so that no two cities have one id. Not one of the
# names they make is that of a Chinese city, county or district.
_FIRST = (
    *(("澜", "lan"), ("霁", "ji"), ("岫", "xiu"), ("珩", "heng"), ("翎", "ling"), ("筠", "yun"), ("晗", "han")),
    *(("曦", "xi"), ("砚", "yan"), ("翮", "he"), ("泠", "leng"), ("蓼", "liao"), ("棠", "tang"), ("霏", "fei")),
    *(("琮", "cong"), ("黛", "dai"), ("漪", "yi"), ("槿", "jin"), ("璇", "xuan"), ("皓", "hao")),
)
_SECOND = (
    *(("汀", "ting"), ("屿", "yu"), ("墟", "xu"), ("坞", "wu"), ("甸", "dian"), ("隰", "xi"), ("埭", "dai")),
    *(("皋", "gao"), ("陂", "bei"), ("渚", "zhu"), ("澍", "shu"), ("岑", "cen"), ("壑", "he"), ("峤", "qiao")),
    *(("涘", "si"), ("畹", "wan"), ("磐", "pan"), ("洄", "hui")),
)
_DISTRICT_FIRST = (
    ("芸", "yun"),
    ("菡", "han"),
    ("琅", "lang"),
    ("苕", "tiao"),
    ("蘅", "heng"),
    ("绮", "qi"),
    ("槐", "huai"),
)
_DISTRICT_SECOND = (
    ("埠", "bu"),
    ("畈", "fan"),
    ("堰", "yan"),
    ("垭", "ya"),
    ("坨", "tuo"),
    ("塬", "yuan"),
    ("沚", "zhi"),
)
MAX_CITIES = 300


@dataclass(frozen=True)
class Place:
    """A territory: its id, Chinese name without sign, sign, English name, code, level, and what it lies within."""

    id: str
    name: str
    sign: str
    english: str
    code: str
    level: str
    within: str
    city: str = ""

    @property
    def full(self) -> str:
        """Return its full name: 澜汀市."""
        return self.name + self.sign

    def record(self) -> Record:
        """Return what ``places.yaml`` says of it. Codes that begin with 9 belong to no territory."""
        short = [self.name, f"{self.city}市{self.full}"] if self.city else [self.name]
        return {
            "name": self.full,
            "english": self.english,
            "short": [*short],
            "level": self.level,
            "within": self.within,
            "code": self.code,
            "basis": "standard",
            "certainty": "certain",
        }


def shared_places() -> dict[str, Record]:
    """Return the nation and the province."""
    nation: Record = {"name": NATION_NAME, "english": "Synthetic Nation", "short": ["全国"], "level": "national"}
    nation |= {"basis": "common-knowledge", "certainty": "certain"}
    province = Place(PROVINCE, PROVINCE_NAME[:-1], "省", "Synthetic Province", "960000", "provincial", NATION)
    return {NATION: nation, PROVINCE: province.record()}


class City:
    """One invented city: its districts, and the bodies that are its own. Depends on seed and number alone."""

    def __init__(self, seed: int, number: int) -> None:
        dice = Dice(seed, "city", number)
        # Every first character comes before one is used again, each time with another second one.
        turn, first = divmod(number, len(_FIRST))
        second = (turn + first) % len(_SECOND)
        self.name = _FIRST[first][0] + _SECOND[second][0]
        self.id = _FIRST[first][1] + _SECOND[second][1]
        self.english = self.id.capitalize()
        code = str(9601 + number)
        self.place = Place(self.id, self.name, "市", self.english, code + "00", "municipal", PROVINCE)
        self.districts = tuple(self._districts(dice, code))

    def _districts(self, dice: Dice, code: str) -> list[Place]:
        count = dice.between(5, 7)
        names = zip(dice.some(_DISTRICT_FIRST, count), dice.some(_DISTRICT_SECOND, count), strict=True)
        found = []
        for number, (first, second) in enumerate(names, 1):
            slug = first[1] + second[1]
            english = f"{slug.capitalize()} District of {self.english}"
            name = first[0] + second[0]
            place = f"{self.id}-{slug}"
            found.append(Place(place, name, "区", english, f"{code}{number:02}", "district", self.id, self.name))
        return found

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """All units of the city by key; those of district 2 are ``2-government`` and so on."""
        found = {kind.key: self._own(kind, "市") for kind in CITY}
        found |= {kind.key: self._named_after(kind) for kind in (*ZONES, *COMPANIES)}
        for agency in AGENCIES:
            full, short = (name.format(city=self.name) for name in (agency.full, agency.short))
            english = f"{self.english} {agency.english}"
            found[agency.key] = Body(
                *(agency.key, f"{self.id}-{agency.key}", full, short, english, "vertical-agency", "municipal", self.id),
                managed_by=agency.managed_by,
            )
        for number, district in enumerate(self.districts):
            # Every district has a government and a court; the smaller ones do not show up with more.
            for kind in DISTRICT[: 4 if number < 2 else 2 if number < 4 else 1]:
                found[f"{number}-{kind.key}"] = self._of_district(number, district, kind)
        return found

    def _own(self, kind: Kind, sign: str) -> Body:
        front = f"{self.name}{sign}"
        former = kind.former and (front + kind.former[0], sign + kind.former[1], kind.former[2])
        return Body(
            *(kind.key, f"{self.id}-{kind.key}", _party(front, kind), sign + kind.short),
            *(f"{self.english} {kind.english}", kind.kind, "municipal", self.id),
            parent=f"{self.id}-{kind.parent}" if kind.parent else "",
            former=former or None,
            hosted="（大数据局）" if kind.key == "industry" else "",
        )

    def _named_after(self, kind: Kind) -> Body:
        short = f"{self.name}{kind.short}" if kind.kind == "company" else kind.short
        return Body(
            *(kind.key, f"{self.id}-{kind.key}", f"{self.name}{kind.full}", short),
            *(f"{self.english} {kind.english}", kind.kind, "municipal", self.id),
            parent=f"{self.id}-{kind.parent}" if kind.parent else "",
        )

    def _of_district(self, number: int, district: Place, kind: Kind) -> Body:
        return Body(
            *(f"{number}-{kind.key}", f"{district.id}-{kind.key}", f"{self.name}市{district.full}{kind.full}"),
            *(f"{district.full}{kind.short}", f"{district.english}: {kind.english}", kind.kind, "district"),
            district.id,
            parent=f"{district.id}-{kind.parent}" if kind.parent else "",
        )


def _party(front: str, kind: Kind) -> str:
    return f"合成党{front}{kind.full}" if kind.kind == "party-committee" else f"{front}{kind.full}"


def shared_bodies() -> dict[str, Body]:
    """Return the units that all cities share, by id: those of the province, then those of the nation."""
    found = {}
    for kind in PROVINCIAL:
        parent = f"province-{kind.parent}" if kind.parent else ""
        body = Body(
            *(kind.key, f"province-{kind.key}", _party(PROVINCE_NAME, kind), f"省{kind.short}"),
            *(kind.english, kind.kind, "provincial", PROVINCE, parent),
        )
        found[body.id] = body
    for kind in NATIONAL:
        parent = f"nation-{kind.parent}" if kind.parent else ""
        body = Body(
            *(kind.key, f"nation-{kind.key}", NATION_NAME + kind.full, kind.short),
            *(f"Synthetic {kind.english}", kind.kind, "national", NATION, parent),
        )
        found[body.id] = body
    return found
