"""Read a network from a store: units meet where they take part in the same measure; or a query gives the pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from tongbao import paths
from tongbao.ask.questions import questions, read_query
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Rows, Store, Term
from tongbao.errors import Language, Place, Problem, Text, UsageError
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
)
from tongbao.rdf.iris import concept

VIEWS = paths.QUERIES / "views"
ENDS = (("node", "linkedNode"), ("one", "other"))
"""The pairs of columns that may join two things: common names, and those of our stored questions."""


def read_network(store: Store, filters: Filters) -> Network:
    """Read the network of units that have a role in measures: one edge for each two units that meet in a measure.

    Raises UsageError where a filter names a code that the vocabularies do not have.
    """
    names = _Names(_view(store, "names"))
    names.check({"level": filters.levels, "unit-kind": filters.kinds, "role": filters.roles})
    kinds = {_value(row["unit"]): row for row in _view(store, "units")}
    measures = {
        iri: measure
        for iri, measure in _measures(_view(store, "measures"), names)
        if (not filters.years or measure.year in filters.years) and not (filters.in_force and measure.ended)
    }
    wanted = [
        row
        for row in _participants(store, filters.roles)
        if _value(row["measure"]) in measures and _passes(kinds.get(_value(row["unit"]), {}), names, filters)
    ]
    units = sorted({_value(row["unit"]) for row in wanted})
    number = {unit: n for n, unit in enumerate(units)}
    parts = tuple(_participations(wanted, names, number))
    met = _meetings((part.measure, part.node) for part in parts)
    edges = tuple(Edge(*pair, len(where), tuple(where)) for pair, where in sorted(met.items()))
    counts = Counter(node for _, node in {(part.measure, part.node) for part in parts})
    nodes = [_unit(unit, kinds.get(unit, {}), names, counts[n]) for n, unit in enumerate(units)]
    behind = {part.measure for part in parts}
    return Network(
        _distinctly_named(nodes, names), edges, {m: measures[m] for m in sorted(behind)}, parts, _title(filters, names)
    )


def _view(store: Store, name: str, **terms: str) -> Rows:
    return store.select(read_query(VIEWS / f"{name}.rq").bind(terms))


def _participants(store: Store, roles: Iterable[str]) -> list[dict[str, Term]]:
    """Return who takes part in which measure, ordered here: the store takes longer to order rows than to find them."""
    rows = [row for role in roles for row in _view(store, "participations", role=concept("role", role))]
    return sorted(rows, key=_place)


def _place(row: Mapping[str, Term]) -> tuple[str | int, ...]:
    measure, role, unit = (_value(row[name]) for name in ("measure", "role", "unit"))
    order, start, end = (int(_value(row[name])) for name in ("order", "start", "end"))
    return measure, role, order, unit, start, end


def _value(term: Term | None) -> str:
    return str(getattr(term, "value", ""))


@dataclass(slots=True)
class _Names:
    """The names of things, and the codes of concepts."""

    rows: Rows
    full: dict[str, dict[str, str]] = field(default_factory=dict)
    """The full name by language, for each thing."""
    shorter: dict[tuple[str, Language], list[str]] = field(default_factory=lambda: defaultdict(list))
    """The short names of each thing in each language, the shortest first."""

    def __post_init__(self) -> None:
        for row in self.rows:
            thing, name = _value(row["thing"]), row["name"]
            assert isinstance(name, ox.Literal)
            language: Language = "en" if name.language == "en" else "zh"
            if _value(row["preferred"]) == "true":
                self.full.setdefault(thing, {}).setdefault(language, name.value)
            else:
                self.shorter[thing, language].append(name.value)

    def of(self, thing: str) -> Text:
        known = self.full.get(thing, {})
        spare = next(iter(known.values()), thing)
        return Text(known.get("en", spare), known.get("zh", spare))

    def concept(self, term: Term | None) -> Code | None:
        return Code(self.code(term), self.of(_value(term))) if term is not None else None

    @staticmethod
    def code(term: Term | None) -> str:
        return _value(term).rpartition("#")[2]

    def codes(self, scheme: str) -> list[str]:
        """Return the codes of a vocabulary, in order."""
        return sorted(iri.rpartition("#")[2] for iri in self.full if f"/vocab/{scheme}#" in iri)

    def check(self, codes: Mapping[str, Iterable[str]]) -> None:
        """Raise UsageError unless all codes, given by vocabulary, are known."""
        problems = []
        for scheme, asked in codes.items():
            known = self.codes(scheme)
            problems += [_unknown(code, scheme, known) for code in sorted(asked) if code not in known]
        if problems:
            raise UsageError(*problems)


def _passes(unit: Mapping[str, Term], names: _Names, filters: Filters) -> bool:
    level, kind = names.code(unit.get("level")), names.code(unit.get("kind"))
    return (not filters.levels or level in filters.levels) and (not filters.kinds or kind in filters.kinds)


def _title(filters: Filters, names: _Names) -> Text:
    """Return a title: what joins two units, and what is left out."""
    joined = _joined(filters, names)
    named = [
        *(names.of(concept("level", code)[1:-1]) for code in sorted(filters.levels)),
        *(names.of(concept("unit-kind", code)[1:-1]) for code in sorted(filters.kinds)),
        *(Text(str(year), str(year)) for year in sorted(filters.years)),
        *([Text("without notices no longer in force", "不含已不再有效的公文")] if filters.in_force else []),
    ]
    if not named:
        return joined
    return Text(
        f"{joined.en} ({', '.join(text.en for text in named)})",
        f"{joined.zh}（{'、'.join(text.zh for text in named)}）",
    )


def _joined(filters: Filters, names: _Names) -> Text:
    """Return what joins two units: both lead a measure, or both have one of some roles in it."""
    if filters.roles == Filters().roles:
        return LEAD_TOGETHER
    if filters.roles == set(names.codes("role")):
        return TAKE_PART
    roles = [names.of(concept("role", role)[1:-1]) for role in sorted(filters.roles)]
    listed = Text(", ".join(role.en.lower() for role in roles), "、".join(role.zh for role in roles))
    return Text(f"Who has a part in the same measures ({listed.en})", f"谁与谁参与同一举措（{listed.zh}）")


def _measures(rows: Rows, names: _Names) -> Iterator[tuple[str, Measure]]:
    for row in rows:
        year = _value(row.get("year"))[:4]
        yield (
            _value(row["measure"]),
            Measure(
                _value(row["title"]),
                _value(row["notice"]),
                _value(row.get("number")),
                int(year) if year else None,
                names.concept(row.get("level")),
                _value(row.get("cell")),
                names.concept(row.get("state")),
                names.concept(row.get("basis")),
                "".join(_value(row.get("reading")).split()),
                _value(row.get("english")),
            ),
        )


def _participations(
    rows: Iterable[Mapping[str, Term]], names: _Names, number: Mapping[str, int]
) -> Iterator[Participation]:
    """Yield each participation once, with the longest of its quotations."""
    longest: dict[tuple[str, str, str, int], Mapping[str, Term]] = {}
    for row in rows:
        key = _value(row["measure"]), _value(row["role"]), _value(row["unit"]), int(_value(row["order"]))
        if key not in longest or len(_value(row["quote"])) > len(_value(longest[key]["quote"])):
            longest[key] = row
    for (measure, _, unit, order), row in longest.items():
        role = names.concept(row["role"])
        assert role
        words = _value(row["printed"]), _value(row["quote"]), int(_value(row["start"])), int(_value(row["end"]))
        yield Participation(measure, number[unit], role, order, *words)


def _meetings(seen: Iterable[tuple[str, int]]) -> dict[tuple[int, int], list[str]]:
    """Return, for each two units, the measures in which they meet, in order."""
    there: dict[str, set[int]] = defaultdict(set)
    for place, node in seen:
        there[place].add(node)
    met: dict[tuple[int, int], list[str]] = defaultdict(list)
    for place in sorted(there):
        for pair in combinations(sorted(there[place]), 2):
            met[pair].append(place)
    return met


def _unit(iri: str, row: Mapping[str, Term], names: _Names, count: int) -> Node:
    name = names.of(iri)
    return Node(iri, name, name, names.concept(row.get("kind")), names.concept(row.get("level")), count)


def _distinctly_named(nodes: list[Node], names: _Names) -> tuple[Node, ...]:
    """Return the nodes, each with the shortest of its names in each language that no other node has."""
    english, chinese = _distinct(nodes, names, "en"), _distinct(nodes, names, "zh")
    return tuple(node._replace(short=Text(*short)) for node, *short in zip(nodes, english, chinese, strict=True))


def _distinct(nodes: list[Node], names: _Names, language: Language) -> Iterator[str]:
    """Yield for each node the shortest of its names in a language that no other node has; the full name where all are shared."""
    called = [{*names.shorter.get((node.iri, language), ()), node.name.to(language)} for node in nodes]
    bearers = Counter(name for own in called for name in own)
    for node in nodes:
        own = [name for name in names.shorter.get((node.iri, language), ()) if bearers[name] == 1]
        yield min([*own, node.name.to(language)], key=len)


# --- from a query ---------------------------------------------------------------------------------


def read_query_network(store: Store, rows: Rows, file: Path) -> Network:
    """Turn the rows of a query into a network: each joins its ``?node`` to its ``?linkedNode``, or ``?one`` to ``?other``.

    Rows of the same pair, in either direction, are one edge. Its weight is the sum of ``?weight`` or ``?times``; a row with neither
    counts as 1. A row with only one end gives a single node. So does a row that joins a thing to itself; the network's remark
    reports such rows. Raises UsageError where the query has no such columns, or a weight is not a number above 0.
    """
    ends = next((ends for ends in ENDS if set(ends) <= set(rows.variables)), None)
    if ends is None:
        raise UsageError(Problem("no-edges", *_no_edges(), Place(file)))
    names = _Names(_view(store, "names"))
    labels: dict[str, str] = {}
    weights: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    loops, problems = 0, []
    for number, row in enumerate(rows, 1):
        for name in ends:
            if thing := _value(row.get(name)):
                labels.setdefault(thing, _value(row.get(f"{name}Label")))
        one, other = sorted(_value(row.get(end)) for end in ends)
        weight = _weight(row.get("weight") or row.get("times"))
        if weight is None:
            problems.append(_no_weight(row.get("weight") or row.get("times"), number, one, other, file))
        elif one and one != other:
            weights[one, other] += weight
        loops += bool(one) and one == other
    if problems:
        raise UsageError(*problems[:_SHOWN])
    iris = sorted(labels)
    at = {iri: n for n, iri in enumerate(iris)}
    whole = all(weight == weight.to_integral_value() for weight in weights.values())
    as_written = int if whole else float
    edges = tuple(sorted(Edge(at[one], at[other], as_written(weight)) for (one, other), weight in weights.items()))
    degree = Counter(n for edge in edges for n in (edge.one, edge.other))
    nodes = [_thing(iri, labels[iri], names, degree[n]) for n, iri in enumerate(iris)]
    title = Text("Who is joined with whom", "谁与谁相连")
    return Network(_distinctly_named(nodes, names), edges, title=title, remark=_loops(loops) if loops else None)


def _thing(iri: str, label: str, names: _Names, count: int) -> Node:
    name = Text(label, label) if label else names.of(iri)
    return Node(iri, name, name, leads=count)


_SHOWN = 10
_HEAVIEST = Decimal(10) ** 15
_NUMBERS = {
    PREFIXES["xsd"] + name
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
}


def _weight(term: Term | None) -> Decimal | None:
    """Return a weight; None where it is not a number above 0 that a drawing can show."""
    if term is None:
        return Decimal(1)
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS:
        return None
    try:
        weight = Decimal(term.value)
    except InvalidOperation:
        return None
    return weight if weight.is_finite() and 1 / _HEAVIEST <= weight <= _HEAVIEST else None


def _no_weight(term: Term | None, number: int, one: str, other: str, file: Path) -> Problem:
    value = _value(term)[:_WORDS]
    what = Text(
        f"Row {number}, which joins <{one}> and <{other}>, has the weight {value!r}, which is not a number above 0.",
        f"第 {number} 行（连接 <{one}> 与 <{other}>）的权重 {value!r} 不是大于 0 的数。",
    )
    cure = Text(
        "Select a number above 0 as ?weight, such as COUNT(*), and leave out other rows with FILTER(?weight > 0).",
        "请以大于 0 的数（如 COUNT(*)）作为 ?weight，并用 FILTER(?weight > 0) 去掉其余的行。",
    )
    return Problem("weight-not-positive", what, cure, Place(file))


_WORDS = 40


def _loops(count: int) -> Text:
    return Text(
        f"{count:,} row{'' if count == 1 else 's'} would join a thing to itself; a network has no such edges.",
        f"有 {count:,} 行将对象与其自身相连；网络中没有这样的边。",
    )


def _no_edges() -> tuple[Text, Text]:
    fit = [name for name, file in questions().items() if set(ENDS[1]) <= read_query(file).columns.keys()]
    return (
        Text("No row of this query joins two things.", "此查询结果中没有连接两个对象的行。"),
        Text(
            f"Select ?node and ?linkedNode, and optionally ?nodeLabel, ?linkedNodeLabel and ?weight; or ask {', '.join(fit)}.",
            f"请选出 ?node 与 ?linkedNode，可另选 ?nodeLabel、?linkedNodeLabel 和 ?weight；或使用 {'、'.join(fit)}。",
        ),
    )


def _unknown(code: str, scheme: str, known: list[str]) -> Problem:
    what = Text(f"There is no {scheme} {code!r}.", f"{scheme} 中没有 {code!r}。")
    listed = ", ".join(known)
    return Problem("unknown-code", what, Text(f"Use one of: {listed}.", f"可用的有：{listed}。"))
