"""Read a network from a store: units meet where they take part in the same measure; or a query gives the pairs."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum

from tongbao import paths
from tongbao.ask.names import find
from tongbao.ask.questions import read_query
from tongbao.ask.store import Rows, Store, Term
from tongbao.errors import Text
from tongbao.network.model import (
    LEAD_TOGETHER,
    TAKE_PART,
    Code,
    Edge,
    Filters,
    Measure,
    Network,
    Node,
    Participation,
    Weight,
)
from tongbao.network.names import Names, distinctly_named, value_of
from tongbao.rdf.iris import concept

VIEWS = paths.QUERIES / "views"
LEAD = concept("role", "lead")[1:-1]
Row = Mapping[str, Term]


def read_network(store: Store, filters: Filters, weight: Weight = "times") -> Network:
    """Read the network of units that have a role in measures: one edge for each two units that meet in a measure.

    Raises UsageError where a filter names a code or a place that the data do not have.
    """
    names = Names(view(store, "names"))
    names.check({"level": filters.levels, "unit-kind": filters.kinds, "role": filters.roles})
    about = {value_of(row["unit"]): row for row in view(store, "units")}
    measures = {
        iri: measure
        for iri, measure in _measures(view(store, "measures"), names)
        if (not filters.years or measure.year in filters.years) and not (filters.in_force and measure.ended)
    }
    places = _Places.of(store, filters.places)
    roles = names.within("role", filters.roles)
    played = [row for row in _participants(store, roles) if value_of(row["measure"]) in measures]
    if filters.stated:
        played = [row for row in played if not _is_read(row, measures)]
    measures = _counted(played, measures)
    wanted = [row for row in played if _passes(row, about, measures, names, filters, places)]
    units = sorted({value_of(row["unit"]) for row in wanted})
    number = {unit: n for n, unit in enumerate(units)}
    parts = tuple(_participations(wanted, names, number))
    own = _where(parts, measures)
    nodes = [_unit(unit, about.get(unit, {}), names, own.get(n, []), places) for n, unit in enumerate(units)]
    behind = {m: measures[m] for m in sorted({part.measure for part in parts})}
    edges = _edges(parts, behind, weight)
    return Network(distinctly_named(nodes, names), edges, behind, parts, _title(filters, names, places))


def view(store: Store, name: str, **terms: str) -> Rows:
    """Ask one of the queries that networks and pages are made from."""
    return store.select(read_query(VIEWS / f"{name}.rq").bind(terms))


@dataclass(slots=True)
class _Places:
    """Which place lies within which, and those that were asked for, by their IRIs."""

    within: dict[str, str]
    asked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, store: Store, typed: Iterable[str]) -> "_Places":
        within = {value_of(row["place"]): value_of(row.get("within")) for row in view(store, "places")}
        return cls(within, sorted({find("place", word, store) for word in typed}))

    def around(self, place: str) -> Iterator[str]:
        """Yield a place, then what it lies within, outwards."""
        seen = set[str]()
        while place and place not in seen:
            yield place
            seen.add(place)
            place = self.within.get(place, "")

    def has(self, place: str) -> bool:
        return not self.asked or any(there in self.asked for there in self.around(place))


def _counted(played: Iterable[Row], measures: dict[str, Measure]) -> dict[str, Measure]:
    """Return the measures, each with the number of its units."""
    units = Counter(measure for measure, _ in {(value_of(row["measure"]), value_of(row["unit"])) for row in played})
    return {iri: measure._replace(k=units[iri]) for iri, measure in measures.items()}


def _where(parts: Iterable[Participation], measures: Mapping[str, Measure]) -> dict[int, list[str]]:
    """Return, for each unit, the places of the notices of its measures, once for each measure."""
    found: dict[int, list[str]] = defaultdict(list)
    for measure, node in sorted({(part.measure, part.node) for part in parts}):
        found[node].append(measures[measure].place)
    return found


def _participants(store: Store, roles: Iterable[str]) -> list[dict[str, Term]]:
    """Return who takes part in which measure, ordered here: the store takes longer to order rows than to find them."""
    rows = [row for role in roles for row in view(store, "participations", role=f"<{role}>")]
    return sorted(rows, key=_place)


def _place(row: Mapping[str, Term]) -> tuple[str | int, ...]:
    measure, role, unit = (value_of(row[name]) for name in ("measure", "role", "unit"))
    order, start, end = (int(value_of(row[name])) for name in ("order", "start", "end"))
    return measure, role, order, unit, start, end


def _is_read(row: Row, measures: Mapping[str, Measure]) -> bool:
    """Return whether a unit leads only by a reading of the words: those of one list of units rest on one basis."""
    basis = measures[value_of(row["measure"])].basis
    return value_of(row["role"]) == LEAD and basis is not None and basis.code == "reading"


def _passes(
    row: Row,
    about: Mapping[str, Row],
    measures: Mapping[str, Measure],
    names: Names,
    filters: Filters,
    places: _Places,
) -> bool:
    unit = about.get(value_of(row["unit"]), {})
    level, kind = names.concept(unit.get("level")), names.concept(unit.get("kind"))
    return (
        _is_one(level, filters.levels)
        and _is_one(kind, filters.kinds)
        and places.has(value_of(unit.get("place")) or measures[value_of(row["measure"])].place)
    )


def _is_one(found: Code | None, asked: Collection[str]) -> bool:
    """Return whether a code is one of those asked for, or stands below one; every code is where none is asked for."""
    return not asked or (found is not None and not {found.code, *found.above}.isdisjoint(asked))


def _title(filters: Filters, names: Names, places: _Places) -> Text:
    """Return a title: what joins two units, and what is left out."""
    joined = _joined(filters, names)
    named = [
        *(names.of(place) for place in places.asked),
        *(names.called("level", code) for code in sorted(filters.levels)),
        *(names.called("unit-kind", code) for code in sorted(filters.kinds)),
        *(Text(str(year), str(year)) for year in sorted(filters.years)),
        *([Text("without notices no longer in force", "不含已不再有效的公文")] if filters.in_force else []),
        *([Text("as stated", "原文写明")] if filters.stated else []),
    ]
    if not named:
        return joined
    return Text(
        f"{joined.en} ({', '.join(text.en for text in named)})",
        f"{joined.zh}（{'、'.join(text.zh for text in named)}）",
    )


def _joined(filters: Filters, names: Names) -> Text:
    """Return what joins two units: both lead a measure, or both have one of some roles in it."""
    if filters.roles == Filters().roles:
        return LEAD_TOGETHER
    if len(names.within("role", filters.roles)) == len(names.codes("role")):
        return TAKE_PART
    roles = [names.called("role", role) for role in sorted(filters.roles)]
    listed = Text(", ".join(role.en.lower() for role in roles), "、".join(role.zh for role in roles))
    return Text(f"Who has a part in the same measures ({listed.en})", f"谁与谁参与同一举措（{listed.zh}）")


def _measures(rows: Rows, names: Names) -> Iterator[tuple[str, Measure]]:
    for row in rows:
        year = value_of(row.get("year"))[:4]
        yield (
            value_of(row["measure"]),
            Measure(
                value_of(row["title"]),
                value_of(row["notice"]),
                value_of(row.get("number")),
                int(year) if year else None,
                names.concept(row.get("level")),
                value_of(row.get("cell")),
                names.concept(row.get("state")),
                names.concept(row.get("basis")),
                "".join(value_of(row.get("reading")).split()),
                value_of(row.get("english")),
                value_of(row.get("place")),
                annex=int(value_of(row.get("annex")) or 0),
                position=int(value_of(row.get("position")) or 0),
            ),
        )


def _participations(
    rows: Iterable[Mapping[str, Term]], names: Names, number: Mapping[str, int]
) -> Iterator[Participation]:
    """Yield each participation once, with the longest of its quotations."""
    longest: dict[tuple[str, str, str, int], Mapping[str, Term]] = {}
    for row in rows:
        key = value_of(row["measure"]), value_of(row["role"]), value_of(row["unit"]), int(value_of(row["order"]))
        if key not in longest or len(value_of(row["quote"])) > len(value_of(longest[key]["quote"])):
            longest[key] = row
    for (measure, _, unit, order), row in longest.items():
        role = names.concept(row["role"])
        assert role
        words = value_of(row["printed"]), value_of(row["quote"]), int(value_of(row["start"])), int(value_of(row["end"]))
        yield Participation(measure, number[unit], role, order, *words)


def _edges(parts: Iterable[Participation], measures: Mapping[str, Measure], weight: Weight) -> tuple[Edge, ...]:
    """Return an edge for each two units that meet in a measure, with the measures in order."""
    there: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        there[part.measure].add(part.node)
    met: dict[tuple[int, int], list[str]] = defaultdict(list)
    for measure in sorted(there):
        for pair in combinations(sorted(there[measure]), 2):
            met[pair].append(measure)
    found = []
    for pair, where in sorted(met.items()):
        shared = round(fsum(1 / (measures[measure].k - 1) for measure in where), 6)
        found.append(Edge(*pair, len(where) if weight == "times" else shared, tuple(where), shared))
    return tuple(found)


def _unit(iri: str, row: Row, names: Names, notices: list[str], places: _Places) -> Node:
    name, place = names.of(iri), value_of(row.get("place"))
    home = _home(place, notices, places)
    kind, level = names.concept(row.get("kind")), names.concept(row.get("level"))
    return Node(iri, name, name, kind, level, len(notices), names.place(place), names.place(home))


def _home(place: str, notices: list[str], places: _Places) -> str:
    """Return the nearest place around a unit that its notices come from, or else where most of them come from."""
    near = next((there for there in places.around(place) if there in notices), "")
    return near or min(Counter(notices).items(), key=lambda found: (-found[1], found[0]))[0]
