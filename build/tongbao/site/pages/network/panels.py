"""What stands behind a pair, a measure or a unit: the panels of the network's page, ready for its template."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network.model import Code, Edge, Measure
from tongbao.network.style import drawn_as
from tongbao.network.words import MEASURE, SHARED, UNIT, counted
from tongbao.site.notice import is_interpreted
from tongbao.site.pages.network.known import Known, cell_of
from tongbao.site.pages.pictures import anchor_of, local, pair_anchor

NOTHING = Text("", "")
SHOWN = 12
"""How many measures of a pair its panel shows; its page has all."""


class Linked(NamedTuple):
    """A line that leads to another panel, with the mark of a unit's kind."""

    anchor: str
    iri: str
    """Of what it is about, for pages without panels."""
    text: Text
    kind: str = ""


class Word(NamedTuple):
    """Words of a cell, marked where they name what was chosen."""

    text: str
    marked: bool


class Quoted(NamedTuple):
    """What units do in a measure other than leading, and the words that say so."""

    names: list[Text]
    role: Text
    words: str
    anchor: str
    """Where they are in the source text."""


class Cited(NamedTuple):
    """A measure in a panel, with the words and why they count."""

    iri: str
    measure: Measure
    anchor: str
    words: Sequence[Word]
    quoted: Sequence[Quoted]
    terms: Sequence[tuple[Text, Text]]
    """Each a heading and what stands behind it."""
    where: Text
    basis: Code | None
    interpreted: bool


class Panel(NamedTuple):
    """A panel: what was chosen, a sentence with the number, and what proves it."""

    anchor: str
    sort: Text
    title: Text
    said: Text
    cited: Sequence[Cited] = ()
    more: int = 0
    """How many measures its page has besides."""
    units: Sequence[Linked] = ()
    units_head: Text = NOTHING
    measures: Sequence[Cited] = ()
    """Of a unit, its measures with the words that name it."""
    measures_head: Text = NOTHING
    gloss: Text = NOTHING
    """The other name."""
    page: str = ""
    """The IRI of what it is about."""
    kind: str = ""


def panels_of(known: Known) -> Iterator[Panel]:
    """Yield all panels of a network: pairs, measures, units."""
    yield from (of_pair(edge, known) for edge in known.pairs)
    yield from (of_measure(iri, known) for iri in known.network.measures)
    yield from (of_unit(node, known) for node in range(len(known.network.nodes)))


# --- a pair -----------------------------------------------------------------------------------------------


def of_pair(edge: Edge, known: Known) -> Panel:
    """Return the panel of a pair."""
    nodes = known.network.nodes
    one, other = sorted((nodes[edge.one], nodes[edge.other]), key=lambda node: local(node.iri))
    return Panel(
        pair_anchor(one, other),
        Text("Pair of units", "一对单位"),
        Text(f"{one.short.en} and {other.short.en}", f"{one.short.zh}与{other.short.zh}"),
        _said_of_pair(edge, known),
        [_cited(iri, known, (edge.one, edge.other)) for iri in edge.measures[:SHOWN]],
        max(0, edge.times - SHOWN),
        page=f"{known.base}id/co-leadership/{local(one.iri)}/{local(other.iri)}" if known.leading else "",
    )


def _said_of_pair(edge: Edge, known: Known) -> Text:
    """Say how many measures two units share, and with whom, where a third unit or two are with them."""
    count = counted(edge.times, MEASURE)
    others = [
        node for iri in edge.measures for node in known.team(iri) if node not in (edge.one, edge.other)
    ] if edge.times == 1 else []  # fmt: skip
    names = [known.network.nodes[node].short for node in others]
    if known.leading:
        said = Text(f"Lead {count.en} together", f"共同牵头{count.zh}")
    else:
        said = Text(f"Both have a part in {count.en}", f"同与{count.zh}有关")
    if not names:
        return Text(f"{said.en}.", f"{said.zh}。")
    if len(names) == 1:
        name = names[0]
        return Text(f"{said.en}, with {name.en} as the third unit.", f"{said.zh}，同列的还有{name.zh}。")
    many = counted(len(names), UNIT)
    more = many.en.replace(" ", " other ", 1)
    return Text(f"{said.en}, with {more}.", f"{said.zh}，同列的还有{many.zh.strip()}。")


# --- a measure --------------------------------------------------------------------------------------------


def of_measure(iri: str, known: Known) -> Panel:
    """Return the panel of a measure."""
    measure, team = known.network.measures[iri], known.team(iri)
    pairs = measure.k * (measure.k - 1) // 2
    said = NOTHING
    if measure.k > 2:
        said = Text(
            f"One measure, counted once here. Counted by pairs it makes {pairs:,}.",
            f"一项举措，图中只算一次；若按对计，则成 {pairs:,} 对。",
        )
    many = counted(measure.k, UNIT, start=True)
    head = Text(f"{many.en} lead{'s' if measure.k == 1 else ''}", f"牵头单位 {measure.k:,} 个")
    return Panel(
        f"m-{local(iri)}",
        Text("Measure", "举措"),
        measure.titled,
        said,
        [_cited(iri, known, team, alone=True)],
        0,
        [_unit(node, known) for node in team],
        head if known.leading else Text(f"{many.en} in it", f"有关单位 {measure.k:,} 个"),
        gloss=Text(measure.title, "") if measure.english else NOTHING,
        page=iri,
    )


def _unit(node: int, known: Known) -> Linked:
    unit = known.network.nodes[node]
    return Linked(anchor_of(unit), unit.iri, unit.short, drawn_as(unit.kind))


# --- a unit -----------------------------------------------------------------------------------------------


def of_unit(node: int, known: Known) -> Panel:
    """Return the panel of a unit: its measures, and with whom."""
    unit, pairs, measures = known.network.nodes[node], known.pairs_of[node], known.measures_of[node]
    others = [known.network.nodes[edge.other if edge.one == node else edge.one] for edge in pairs]
    links = [
        Linked(known.anchor(edge), other.iri, _with_times(other.short, edge.times), drawn_as(other.kind))
        for edge, other in zip(pairs, others, strict=True)
    ]
    led, many = counted(len(measures), MEASURE), counted(len(pairs), UNIT)
    with_others = Text(f"With {many.en.replace(' ', ' other ', 1)}", f"共同牵头的单位 {len(pairs):,} 个")
    return Panel(
        anchor_of(unit),
        unit.kind.label if unit.kind else Text("Unit", "单位"),
        unit.name,
        _said_of_unit(node, known),
        units=links,
        units_head=(with_others if known.leading else Text(with_others.en, f"同涉举措的单位 {len(pairs):,} 个")),
        measures=[_cited(iri, known, [node], alone=True) for iri in measures[:SHOWN]],
        more=max(0, len(measures) - SHOWN),
        measures_head=Text(f"Leads {led.en}", f"牵头 {len(measures):,} 项举措")
        if known.leading
        else Text(f"Has a part in {led.en}", f"与 {len(measures):,} 项举措有关"),
        page=unit.iri,
        kind=drawn_as(unit.kind),
    )


def _with_times(name: Text, times: int) -> Text:
    return Text(f"{name.en} ({times:,})", f"{name.zh}（{times:,}）") if times > 1 else name


def _said_of_unit(node: int, known: Known) -> Text:
    """Say in what part of the network a unit stands, and whether others meet through it alone."""
    size = known.component_of.get(node, 1)
    if size < 3:
        return NOTHING
    between = known.statistics.betweenness[node]
    units = counted(size, UNIT)
    said = Text(f"In a group of {units.en}", f"所在的组有{units.zh.strip()}")
    through = Text("; some of them are joined only through it", "，其中有的单位只通过它相连")
    return Text(
        f"{said.en}{through.en if between else ''}.",
        f"{said.zh}{through.zh if between else ''}。",
    )


# --- a measure as evidence --------------------------------------------------------------------------------

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def ordinal(number: int) -> Text:
    """Return a place in words up to ten, else in figures."""
    if number < len(_ORDINALS):
        return Text(_ORDINALS[number], f"第{_CHINESE[number]}")
    return Text(f"no. {number}", f"第 {number}")


def _cited(iri: str, known: Known, chosen: Sequence[int], *, alone: bool = False) -> Cited:
    measure, parts = known.network.measures[iri], known.parts[iri]
    leads = [part for part in parts if part.role.code == "lead" and part.node in chosen]  # else the list tells nothing
    pieces = cell_of(measure, parts) if leads else []
    words = [Word(piece.text, bool(set(piece.nodes) & set(chosen))) for piece in pieces]
    terms = [] if alone or not known.leading else list(_counting(measure, known, iri, chosen))
    return Cited(
        iri,
        measure,
        f"m-{local(iri)}",
        words,
        list(_quoted(iri, known, chosen)),
        terms,
        where_of(measure),
        measure.basis if leads else None,
        bool(leads) and is_interpreted(measure.reading),
    )


def _counting(measure: Measure, known: Known, iri: str, chosen: Sequence[int]) -> Iterator[tuple[Text, Text]]:
    """Yield the order of a pair in a measure, and how much the measure counts for it."""
    order = sorted({part.order for part in known.parts[iri] if part.node in chosen})
    places = [ordinal(number) for number in order]
    english = " and ".join(place.en for place in places)
    chinese = "、".join(place.zh for place in places)
    yield (
        Text("Order", "次序"),
        Text(f"{english[:1].upper()}{english[1:]} of {measure.k}", f"共 {measure.k} 个单位，分列{chinese}"),
    )
    pairs = measure.k * (measure.k - 1) // 2
    one = Text("One measure of two leads: one pair, counts 1", "两个单位牵头一项，成 1 对，计 1")
    many = Text(
        f"One measure of {measure.k} leads makes {pairs:,} pairs; each counts 1/{measure.k - 1}",
        f"{measure.k} 个单位牵头一项，成 {pairs:,} 对，每对计 1/{measure.k - 1}",
    )
    yield SHARED, one if measure.k == 2 else many


def _quoted(iri: str, known: Known, chosen: Sequence[int]) -> Iterable[Quoted]:
    """Return what the chosen units do besides leading: each passage once, with all whom it names in one role."""
    notice = local(known.network.measures[iri].notice)
    found: dict[tuple[int, int, str], Quoted] = {}
    for part in known.parts[iri]:
        if part.node in chosen and part.role.code != "lead":
            anchor = f"source/{notice}#s-{part.start}-{part.end}"
            one = found.setdefault(
                (part.start, part.end, part.role.code), Quoted([], part.role.label, part.quote, anchor)
            )
            one.names.append(known.network.nodes[part.node].short)
    return found.values()


def where_of(measure: Measure) -> Text:
    """Return the place of a measure in its notice: annex and number, as far as the notice has them."""
    annex = Text(f"annex {measure.annex}", f"附件{measure.annex}") if measure.annex else NOTHING
    place = Text(f"no. {measure.position}", f"第{measure.position}项") if measure.position else NOTHING
    return Text(", ".join(filter(None, (annex.en, place.en))), annex.zh + place.zh)
