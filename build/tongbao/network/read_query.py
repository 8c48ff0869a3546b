"""Read a network from the rows of a query: each row joins two things, with a weight if it gives one."""

from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

from tongbao.ask.questions import questions, read_query
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Rows, Store, Term
from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.network.model import Edge, Network, Node
from tongbao.network.names import Names, distinctly_named, value_of
from tongbao.network.read import view

ENDS = (("node", "linkedNode"), ("one", "other"))
"""The pairs of columns that may join two things: common names, and those of our stored questions."""


def read_query_network(store: Store, rows: Rows, file: Path) -> Network:
    """Turn the rows of a query into a network: each joins its ``?node`` to its ``?linkedNode``, or ``?one`` to ``?other``.

    Rows of the same pair, in either direction, are one edge. Its weight is the sum of ``?weight`` or ``?times``; a row with neither
    counts as 1. A row with only one end gives a single node. So does a row that joins a thing to itself; the network's remark
    reports such rows. Raises UsageError where the query has no such columns, or a weight is not a number above 0.
    """
    ends = next((ends for ends in ENDS if set(ends) <= set(rows.variables)), None)
    if ends is None:
        raise UsageError(Problem("no-edges", *_no_edges(), Place(file)))
    names = Names(view(store, "names"))
    labels: dict[str, str] = {}
    weights: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    loops, problems = 0, []
    for number, row in enumerate(rows, 1):
        for name in ends:
            if thing := value_of(row.get(name)):
                labels.setdefault(thing, value_of(row.get(f"{name}Label")))
        one, other = sorted(value_of(row.get(end)) for end in ends)
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
    remark = _loops(loops) if loops else None
    return Network(distinctly_named(nodes, names), edges, title=title, remark=remark, of="things")


def _thing(iri: str, label: str, names: Names, count: int) -> Node:
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
    value = value_of(term)[:_WORDS]
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
