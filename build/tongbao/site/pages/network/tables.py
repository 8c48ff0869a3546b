"""The tables of a network: pairs, measures and units. A large one has pages of its own for all rows, within bounds."""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.network import Edge
from tongbao.network.style import drawn_as
from tongbao.network.words import SHARED
from tongbao.site.pages.network.known import Known
from tongbao.site.pages.network.panels import Linked
from tongbao.site.pages.page import Page
from tongbao.site.pages.pictures import anchor_of, local

SHOWN = 10
"""Rows of a table that are seen at first."""
A_PAGE, PAGES = 500, 20
"""Rows of a page of a large table, and how many pages there are at most: the files have all rows."""
TITLES = 2
"""How many measures and how many units a row names."""


class Column(NamedTuple):
    """A column: its key for the script, its heading, and whether it holds numbers."""

    key: str
    heading: Text
    is_number: bool = False


UNIT, MEASURE = Text("Unit", "单位"), Text("Measure", "举措")
WEIGHT = Column("shared", SHARED, is_number=True)
YEARS = Column("years", Text("Years", "年份"), is_number=True)


class Some(NamedTuple):
    """The first of several links, and how many more there are."""

    shown: Sequence[Linked]
    more: int


class Row(NamedTuple):
    """A row: the anchor of what it is about, and a cell for each column: a number, a text, a link or several."""

    anchor: str
    cells: Sequence[Any]


class Table(NamedTuple):
    """A table of a network."""

    name: str
    heading: Text
    columns: Sequence[Column]
    length: int
    row: Callable[[int], Row]
    sorted_by: str
    """The key of the column by which its rows stand."""
    said: Text
    """How its rows stand, in words."""

    def rows(self, start: int = 0, end: int = A_PAGE) -> list[Row]:
        """Return some of its rows."""
        return [self.row(number) for number in range(start, min(end, self.length))]


def tables_of(known: Known) -> list[Table]:
    """Return the tables of a network."""
    return [_pairs(known), _measures(known), _units(known)]


def weight_said(weight: float) -> str:
    """Return a weight as people write it: a small fraction as such, else one or two digits.

    >>> [weight_said(value) for value in (1.0, 0.5, 0.166667, 1.25, 41.83)]
    ['1', '½', '⅙', '1.25', '41.8']
    """  # the script of the page has the same rule
    near = Fraction(weight).limit_denominator(10)
    if abs(float(near) - weight) < 1e-5:
        if near.denominator == 1:
            return f"{near.numerator:,}"
        if glyph := _FRACTIONS.get((near.numerator, near.denominator)):
            return glyph
    digits = 1 if weight >= 10 else 2
    rounded = math.floor(weight * 10**digits + 0.5 + 1e-6) / 10**digits
    return f"{rounded:,.1f}" if digits == 1 else f"{rounded:.2f}".removesuffix("0")


_FRACTIONS = {(1, n): glyph for n, glyph in zip((2, 3, 4, 5, 6, 7, 8, 9, 10), "½⅓¼⅕⅙⅐⅛⅑⅒", strict=True)}


def _pairs(known: Known) -> Table:
    large, together = not known.readable, Text("Times", "次数")
    last = YEARS if large else Column("measures", MEASURE)
    columns = (Column("one", UNIT), Column("other", UNIT), Column("times", together, is_number=True), WEIGHT, last)

    def row(number: int) -> Row:
        edge, nodes = known.pairs[number], known.network.nodes
        one, other = (
            Linked(known.anchor(edge), nodes[n].iri, nodes[n].short, _kind(known, n)) for n in _in_order(edge, known)
        )
        behind = _span(known.network.years(edge.measures)) if large else _some_measures(edge.measures, known)
        return Row(known.anchor(edge), (one, other, edge.times, weight_said(edge.shared), behind))

    said = Text("the heaviest first", "按权重排列")
    return Table("pairs", Text("Pairs", "单位对"), columns, len(known.pairs), row, "shared", said)


def _in_order(edge: Edge, known: Known) -> list[int]:
    """Return the units of a pair as its measure names them first."""
    team = known.team(edge.measures[0])
    return sorted((edge.one, edge.other), key=team.index)


def _span(years: Sequence[int]) -> str:
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _some_measures(measures: Sequence[str], known: Known) -> Some:
    links = [Linked(f"m-{local(iri)}", iri, known.network.measures[iri].told) for iri in measures[:TITLES]]
    return Some(links, max(0, len(measures) - TITLES))


def _kind(known: Known, node: int) -> str:
    return drawn_as(known.network.nodes[node].kind)


def _measures(known: Known) -> Table:
    measures = known.network.measures
    order = sorted(measures, key=lambda iri: (-measures[iri].k, iri))
    led = Text("Leads", "牵头单位数") if known.leading else Text("Units", "单位数")
    columns = (
        Column("title", MEASURE),
        Column("k", led, is_number=True),
        Column("team", Text("Led by", "牵头单位") if known.leading else Text("Units", "单位")),
        Column("number", Text("Notice", "公文")),
    )

    def row(number: int) -> Row:
        iri = order[number]
        measure, team = measures[iri], known.team(iri)
        some = Some([_unit(known, node) for node in team[:TITLES]], max(0, len(team) - TITLES))
        title = Linked(f"m-{local(iri)}", iri, measure.told)
        return Row(title.anchor, (title, measure.k, some, measure.number or str(measure.year or "")))

    said = Text("those of most units first", "按单位数排列")
    return Table("measures", Text("Measures", "举措"), columns, len(order), row, "k", said)


def _unit(known: Known, node: int) -> Linked:
    unit = known.network.nodes[node]
    return Linked(anchor_of(unit), unit.iri, unit.short, _kind(known, node))


def _units(known: Known) -> Table:
    found, nodes = known.statistics, known.network.nodes
    order = sorted(range(len(nodes)), key=lambda n: (-nodes[n].leads, -found.degree[n], n))
    tells = found.communities_tell
    columns = [
        Column("unit", UNIT),
        Column("kind", Text("Kind", "类型")),
        Column("leads", Text("Measures", "举措"), is_number=True),
        Column("degree", Text("Partners", "伙伴"), is_number=True),
        Column("strength", Text("Shared measures", "共有举措"), is_number=True),
        Column("betweenness", Text("Betweenness", "中介中心性"), is_number=True),
        *([Column("community", Text("Community", "社群"), is_number=True)] if tells else []),
    ]

    def row(number: int) -> Row:
        n = order[number]
        unit = nodes[n]
        cells = [
            _unit(known, n),
            unit.kind.label if unit.kind else Text("", ""),
            unit.leads,
            found.degree[n],
            f"{found.shared[n]:,.0f}",
            f"{found.betweenness[n]:.3f}",
            *([found.community[n]] if tells else []),
        ]
        return Row(anchor_of(unit), cells)

    said = Text("those of most measures first", "按举措数排列")
    return Table("units", Text("Units", "单位"), columns, len(nodes), row, "leads", said)


def pages_of(table: Table, known: Known, document: str, title: Text) -> Iterator[Page]:
    """Yield the pages of a large table: those of its first rows."""
    whole = f"{document}/{table.name}"
    count = min(PAGES, max(1, -(-table.length // A_PAGE)))
    for number in range(1, count + 1):
        start = (number - 1) * A_PAGE
        content = {
            "table": table,
            "known": known,
            "rows": table.rows(start, start + A_PAGE),
            "of": document,
            "whole": whole,
            "number": number,
            "count": count,
            "left": max(0, table.length - count * A_PAGE),
        }
        name = whole if number == 1 else f"{whole}-{number}"
        named = Text(f"{table.heading.en} ({title.en})", f"{table.heading.zh}（{title.zh}）")
        yield Page(name, "network_table.html", named, content, data=False)
