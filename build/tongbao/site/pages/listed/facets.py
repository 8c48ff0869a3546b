"""What can be chosen in a list: facets, each declared once, with the values that an entry has in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.concepts import LEVEL, REALISATION, ROLE
from tongbao.site.entries import BEFORE, CLAIM, Entry
from tongbao.site.in_force import has_ended
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.words import NUMBERS
from tongbao.site.polarity import CRITICISM, PRAISE
from tongbao.site.recognition import COUNTED, group_name, group_of

MOST = 30
"""So many values of a facet are offered, those that most entries have; the search finds the others."""


class Value(NamedTuple):
    """One value of a facet: how addresses have it, and what it is called."""

    key: str
    label: Text


class Facet(NamedTuple):
    """One question to a list: what it is called, and the values that answer it for an entry."""

    name: str
    title: Text
    of: Callable[[Entry, Known], Iterable[Value]]
    order: Sequence[str] = ()
    """The keys in their order, where they have one."""
    newest: bool = False
    """Whether the keys are years, of which the last comes first. All others come by how many have them."""


class Choice(NamedTuple):
    """A value that can be chosen: the rows of the list that have it."""

    value: Value
    rows: list[int]


class Choices(NamedTuple):
    """The values of one facet in a list."""

    facet: Facet
    offered: list[Choice]
    left_out: int
    """How many more values there are."""


def choices(entries: Sequence[Entry], facets: Iterable[Facet], known: Known) -> list[Choices]:
    """Return what can be chosen in a list; a facet that no entry has a value of is left out."""
    found = []
    for facet in facets:
        rows: dict[Value, list[int]] = {}
        for row, entry in enumerate(entries):
            for value in dict.fromkeys(facet.of(entry, known)):
                rows.setdefault(value, []).append(row)
        if facet.of is _places or facet.of is _around:
            rows = _narrowest(rows, known)
        if rows:
            found.append(_offered(facet, [Choice(*item) for item in _apart(rows, known).items()]))
    return found


def _offered(facet: Facet, those: Sequence[Choice]) -> Choices:
    most = sorted(those, key=lambda choice: (-len(choice.rows), choice.value.key))[:MOST]
    if facet.newest:
        most.sort(key=lambda choice: choice.value.key, reverse=True)
    elif facet.order:
        order = {key: place for place, key in enumerate(facet.order)}  # a dataset's own come last
        most.sort(key=lambda choice: order.get(choice.value.key, len(order)))
    return Choices(facet, most, len(those) - len(most))


def _apart(rows: Mapping[Value, list[int]], known: Known) -> dict[Value, list[int]]:
    """Name the place of units and places that are called alike."""
    borne = [Counter(texts) for texts in zip(*(value.label for value in rows), strict=True)]
    homes = {_key(iri): entry.place for iri, entry in (known.units | known.places).items()}

    def told(value: Value) -> Value:
        place = known.labels.of(homes[value.key]) if homes.get(value.key) else None
        if not place:
            return value
        label = value.label
        en, zh = (names[text] > 1 for names, text in zip(borne, label, strict=True))
        return Value(
            value.key,
            Text(f"{label.en} ({place.en})" if en else label.en, f"{label.zh}（{place.zh}）" if zh else label.zh),
        )

    return {told(value): those for value, those in rows.items()}


def _narrowest(rows: Mapping[Value, list[int]], known: Known) -> dict[Value, list[int]]:
    """Leave out a place that has no rows but those of one place within it: the country, where all is in one city."""
    of = {value.key: those for value, those in rows.items()}
    inner = {_key(place): _key(entry.place) for place, entry in known.places.items()}
    told = {around for key, around in inner.items() if key in of and around in of and len(of[key]) == len(of[around])}
    return {value: those for value, those in rows.items() if value.key not in told}


# --- values -----------------------------------------------------------------------------------------


def _key(term: str) -> str:
    """Return the last part of an IRI: ``municipal``, ``xiamen``."""
    return term[1:-1].rpartition("/")[2].rpartition("#")[2]


def _named(terms: Iterable[str], known: Known) -> Iterator[Value]:
    return (Value(_key(term), known.labels.of(term)) for term in terms if term)


def _places(entry: Entry, known: Known) -> Iterator[Value]:
    things = known.issuers(entry) if entry.kind == "notice" else [entry.iri] if entry.kind == "unit" else entry.units
    return _named(known.places_of(things), known)


def _around(entry: Entry, known: Known) -> Iterator[Value]:
    return _named(known.around(entry.place), known)


def _year(entry: Entry, _: Known) -> Iterator[Value]:
    years = [trait for trait in entry.traits if trait.isdigit()] if entry.kind == "unit" else [entry.year]
    return (Value(year, Text(year, f"{year}年")) for year in years if year)


def _state(entry: Entry, _: Known) -> Iterator[Value]:
    if has_ended(entry.state):
        yield Value("ended", Text("No longer in force", "已不再有效"))


def _code(entry: Entry, known: Known) -> Iterator[Value]:
    return _named([entry.code], known)


def _level(entry: Entry, known: Known) -> Iterator[Value]:
    units = [entry.iri] if entry.kind == "unit" else entry.units
    return _named((known.units[unit].level for unit in units if unit in known.units), known)


def _by(entry: Entry, known: Known) -> Iterator[Value]:
    return (Value(_key(unit), known.short(unit)) for unit in entry.units if unit in known.units)


def _issuer(entry: Entry, known: Known) -> Iterator[Value]:
    return (Value(_key(unit), known.short(unit)) for unit in known.issuers(entry) if unit in known.units)


def _kind_of_leads(entry: Entry, known: Known) -> Iterator[Value]:
    return _named((known.units[unit].code for unit in entry.units if unit in known.units), known)


def _results(entry: Entry, _: Known) -> Iterator[Value]:
    if REALISATION.achieved in entry.traits:
        yield Value("achieved", Text("Achieved", "已实现"))
    elif entry.count:
        yield Value("other", Text("Planned or scope only", "仅有计划或范围"))
    else:
        yield Value("none", Text("None", "无数据"))


def _change(entry: Entry, _: Known) -> Iterator[Value]:
    if BEFORE in entry.traits:
        yield Value(BEFORE, Text("Before and after", "有前后对比"))


def _quantity(entry: Entry, known: Known) -> Iterator[Value]:
    return _named((trait for trait in entry.traits if "/quantity-kind#" in trait), known)


def _led_by(entry: Entry, _: Known) -> Iterator[Value]:
    count = len(entry.units)
    if count > MANY:
        yield Value("more", Text(f"More than {NUMBERS[MANY]}", f"{MANY} 个以上"))
    elif count:
        yield Value(
            str(count), Text(f"{NUMBERS[count].capitalize()} unit{'s' if count > 1 else ''}", f"{count} 个单位")
        )


MANY = 9
"""Up to so many leads are told apart by their number."""
BY_NUMBER = (*map(str, range(MANY + 1)), "more")


def _leads(entry: Entry, _: Known) -> Iterator[Value]:
    count = entry.count
    if count > MANY:
        yield Value("more", Text(f"More than {NUMBERS[MANY]}", f"{MANY} 项以上"))
    else:
        yield Value(
            str(count), Text(NUMBERS[count].capitalize() if count else "None", f"{count} 项" if count else "未牵头")
        )


RECOGNITIONS = {
    "honour": Text("Has an honour", "获得荣誉"),
    "affirmation": Text("Was approved of", "得到肯定"),
    "wider-adoption": Text("Was adopted elsewhere", "获推广"),
    "report": Text("Was reported or shown", "被刊载、报道或展示"),
    "pending-nomination": Text("Awaits a decision", "申报待定"),
    CLAIM: Text("Claims to be a first", "自称首创"),
}


def _recognition(entry: Entry, known: Known) -> Iterator[Value]:
    traits = {CLAIM} & {*entry.traits} | {
        group_of(trait, known.labels) for trait in entry.traits if "/honour-kind#" in trait
    }
    return (Value(name, label) for name, label in RECOGNITIONS.items() if name in traits)


def _role(entry: Entry, known: Known) -> Iterator[Value]:
    return _named((trait for trait in entry.traits if "/role#" in trait), known)


def _side(entry: Entry, known: Known) -> Iterator[Value]:
    """Yield whether a unit is praised and criticised, or a notice praises and criticises."""
    thing, is_notice = (entry.notice, True) if entry.kind == "notice" else (entry.iri, False)
    if known.judged(PRAISE, thing):
        yield Value("praise", Text("Praises", "表扬") if is_notice else Text("Commended", "受表扬"))
    if known.judged(CRITICISM, thing):
        yield Value("criticism", Text("Criticises", "批评") if is_notice else Text("Criticised", "受批评"))
    if is_notice and entry.count:
        yield Value("measures", Text("Presents measures", "载有举措"))


RECIPIENTS = {
    "unit": Text("Units", "单位"),
    "place": Text("Places", "地区"),
    "person": Text("Persons", "个人"),
    "project": Text("Projects", "项目"),
}


def sort_of_recipient(entry: Entry) -> str:
    """Return what praise or criticism is for: unit, place, person, project."""
    return entry.units[0].rpartition("/id/")[2].partition("/")[0]


def _recipient(entry: Entry, _: Known) -> Iterator[Value]:
    sort = sort_of_recipient(entry)
    yield Value(sort, RECIPIENTS[sort])


def _group(entry: Entry, known: Known) -> Iterator[Value]:
    group = group_of(entry.code, known.labels)
    yield Value(group, group_name(group))


# --- the facets of each list --------------------------------------------------------------------------


def _keys(vocabulary: type) -> tuple[str, ...]:
    """Return the codes of a vocabulary in its order."""
    return tuple(_key(term) for name, term in vars(vocabulary).items() if not name.startswith("_"))


YEAR = Facet("year", Text("Year", "年份"), _year, newest=True)
PLACE = Facet("place", Text("Place", "地区"), _places)
STATE = Facet("state", Text("State", "效力"), _state)
ISSUER = Facet("issuer", Text("Issued by", "发文机关"), _issuer)
LEVELS = _keys(LEVEL)
OF_APPRAISALS = (
    Facet("for", Text("To whom", "对象"), _recipient, tuple(RECIPIENTS)),
    Facet("kind", Text("Kind of unit", "单位类型"), _kind_of_leads),
    Facet("act", Text("Act", "方式"), _code),
    YEAR,
    PLACE,
    ISSUER,
    STATE,
)
FACETS: Mapping[str, Sequence[Facet]] = {
    "notice": (YEAR, PLACE, ISSUER, Facet("holds", Text("Content", "内容"), _side), STATE),
    "measure": (
        Facet("level", Text("Level", "层级"), _code, LEVELS),
        Facet("results", Text("Results in figures", "成效数据"), _results, ("achieved", "other", "none")),
        Facet("change", Text("Change", "变化"), _change),
        Facet("quantity", Text("Figures of", "数据种类"), _quantity),
        Facet("leads", Text("Led by", "牵头"), _led_by, BY_NUMBER),
        Facet("kind", Text("Kind of lead", "牵头单位类型"), _kind_of_leads),
        Facet("recognition", Text("Recognition", "认可"), _recognition, tuple(RECOGNITIONS)),
        YEAR,
        PLACE,
        STATE,
    ),
    "unit": (
        Facet("kind", Text("Kind", "类型"), _code),
        Facet("level", Text("Level", "层级"), _level, LEVELS),
        Facet("leads", Text("Measures led", "牵头举措"), _leads, BY_NUMBER),
        Facet("role", Text("Role", "角色"), _role, _keys(ROLE)),
        Facet("judged", Text("In notices", "通报情况"), _side),
        YEAR,
        PLACE,
    ),
    "commendation": OF_APPRAISALS,
    "criticism": OF_APPRAISALS,
    "honour": (
        Facet("sort", Text("Type", "类别"), _group, tuple(COUNTED)),
        Facet("kind", Text("Kind", "类型"), _code),
        Facet("level", Text("Level of who is behind it", "有关单位层级"), _level, LEVELS),
        Facet("by", Text("By whom", "有关单位"), _by),
        YEAR,
        STATE,
    ),
    "place": (
        Facet("level", Text("Level", "层级"), _code, LEVELS),
        Facet("within", Text("Within", "所属地区"), _around),
    ),
}
"""The facets of the list of each kind, in their order."""
