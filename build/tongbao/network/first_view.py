"""The first view of a network that is too large for one picture: for each place its strongest ties, and what is left out.

With very many places, these are the nodes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.cast import Cast
from tongbao.network.drawing import drawn, legend_of
from tongbao.network.geometry import Segment
from tongbao.network.model import Code, Edge, Network, Node
from tongbao.network.multiples import CELL, Scale, Small, drawn_small
from tongbao.network.picture import BROAD, Caption, Key, Picture
from tongbao.network.words import UNIT, counted

STRONGEST = 30
"""How many ties each place shows."""
ONE_PLACE = 60
"""How many, where there is one place alone."""
DETAILED, MOST_PLACES = 12, 40
"""Up to so many places have pictures as large as they need; up to so many have small ones; more are nodes themselves."""
FEW_TIES = 12
"""How many ties a place shows, where there are many places."""
WIDE_FROM = 18
"""A place with more units than this has a picture of the full width."""
BETWEEN = 10
"""How many ties between places are drawn."""
PLACE_TIES, PLACE_NODES = 60, 120
NOWHERE = Code("", Text("Place not known", "地区不详"))


class Part(NamedTuple):
    """A place, or what goes between places: how much there is of it, and how much is shown."""

    place: Code
    units: tuple[int, ...]
    """The numbers of its units."""
    pairs: int
    """How many ties it has."""
    edges: tuple[int, ...]
    """The numbers of the ties that are shown, the strongest first."""


class Shown(NamedTuple):
    """What a first view shows, and what it leaves out, before it is drawn."""

    parts: tuple[Part, ...]
    """The places, those of most units first."""
    between: Part | None
    """The ties that cross from one place to another."""
    strongest: int
    """How many ties each place shows at most."""
    said: Text
    """What is shown: a sentence."""
    rest: Text
    """What is left out: sentences; empty where nothing is."""


def chosen(network: Network, strongest: int = 0) -> Shown:
    """Choose the strongest ties of each place: by weight, then by how often two units meet."""
    ranked = sorted(range(len(network.edges)), key=lambda n: _rank(network.edges[n]))
    homes = [node.home or NOWHERE for node in network.nodes]
    units: dict[Code, list[int]] = defaultdict(list)
    for number, home in enumerate(homes):
        units[home].append(number)
    ties: dict[Code, list[int]] = {home: [] for home in units}
    crossing = []
    for number in ranked:
        edge = network.edges[number]
        if homes[edge.one] == homes[edge.other]:
            ties[homes[edge.one]].append(number)
        else:
            crossing.append(number)
    most = strongest or _most(len(units))
    order = sorted(units, key=lambda home: (not home.code, -len(units[home]), home.code))
    parts = tuple(Part(home, tuple(units[home]), len(ties[home]), tuple(ties[home][:most])) for home in order)
    between = Part(NOWHERE, (), len(crossing), tuple(crossing[:BETWEEN])) if crossing else None
    shown = [number for part in (*parts, *([between] if between else [])) for number in part.edges]
    if len(parts) > MOST_PLACES:
        return Shown(parts, between, most, *_words_of_places(len(parts)))
    return Shown(parts, between, most, *_words(network, shown, most, len(parts)))


def _rank(edge: Edge) -> tuple[float, int, int, int]:
    return -edge.weight, -edge.times, edge.one, edge.other


def _most(places: int) -> int:
    if places == 1:
        return ONE_PLACE
    return STRONGEST if places <= DETAILED else FEW_TIES


def _words_of_places(places: int) -> tuple[Text, Text]:
    """Return what is shown where places are the nodes."""
    drawn_places = min(places, PLACE_NODES)
    some = Text(
        f"the {drawn_places} of {places:,} places with the most units" if places > drawn_places else f"{places} places",
        f"单位最多的 {drawn_places} 个地区（共 {places:,} 个）" if places > drawn_places else f"{places} 个地区",
    )
    said = Text(f"Shown: {some.en}, and the strongest ties between them.", f"图中为{some.zh}及其间最强的联系。")
    return said, Text("Choose a place to see its units.", "选择一个地区可查看其单位。")


def _words(network: Network, shown: Sequence[int], most: int, places: int) -> tuple[Text, Text]:
    """Return what is shown and what is left out, in words."""
    pairs = len(network.edges)
    if len(shown) == pairs:
        return Text(f"All {pairs:,} pairs are shown.", f"图中为全部 {pairs:,} 对。"), Text("", "")
    each = Text(" of each place" if places > 1 else "", "各地" if places > 1 else "")
    said = Text(
        f"Shown: the {most} strongest pairs{each.en}, {len(shown):,} of {pairs:,}.",
        f"图中为{each.zh}最强的 {most} 对，共 {len(shown):,} 对；全部为 {pairs:,} 对。",
    )
    whole = sum(edge.weight for edge in network.edges)
    part = sum(network.edges[number].weight for number in shown)
    share = f"{100 * part / whole:.0f}%" if whole else "0%"
    ends = {end for number in shown for end in (network.edges[number].one, network.edges[number].other)}
    others = len(network.nodes) - len(ends)
    what = Text("leading together" if network.leading else "meetings", "共同牵头" if network.leading else "相遇")
    weak = counted(others, UNIT, start=True)
    rest = Text(f"They carry {share} of all {what.en}.", f"它们占全部{what.zh}的 {share}。")
    if others:
        are = "is" if others == 1 else "are"
        rest = Text(
            f"{rest.en} {weak.en} with weaker ties or none {are} not drawn.",
            f"{rest.zh}另有{counted(others, UNIT).zh}联系较弱或没有联系，未画出。",
        )
    return said, rest


# --- pictures ---------------------------------------------------------------------------------------------


class PlacePicture(NamedTuple):
    """The picture of one place."""

    part: Part
    picture: Picture


class FirstView(NamedTuple):
    """The first view of a large network, as pictures of one scale."""

    shown: Shown
    places: tuple[PlacePicture, ...]
    between: Picture | None
    """The strongest ties that cross from one place to another."""
    overview: Picture | None
    """The places as nodes, where they are too many for pictures of their own; ``places`` is empty then."""
    legend: tuple[Key, ...]
    crossing: Network | None = None
    """The network that ``between``, or else the overview, shows."""


def first_view(network: Network, language: Language, wide: float = BROAD, strongest: int = 0) -> FirstView:
    """Draw the strongest ties of each place: three pictures beside one another on a broad page, one on a narrow one."""
    shown = chosen(network, strongest)
    if len(shown.parts) > MOST_PLACES:
        places_alone = of_places(network)
        overview = drawn(places_alone, language, wide)
        return FirstView(shown, (), None, overview, overview.legend, places_alone)
    cast = Cast(network, language, wide)
    scale = Scale(cast.most, cast.heaviest)
    places = tuple(
        PlacePicture(part, _place_picture(part, network, language, scale, _width(part, shown, network, wide)))
        for part in shown.parts
        if part.edges
    )
    crossing = _between(shown.between, network) if shown.between else None
    ends = {mark.node for one in places for mark in one.picture.marks}
    between = drawn(crossing, language, wide, most=scale.most, heaviest=scale.heaviest) if crossing else None
    cast.edges = [network.edges[number] for one in places for number in one.part.edges]
    return FirstView(shown, places, between, None, legend_of(cast, sorted(ends)), crossing)


def _ends(part: Part, network: Network) -> set[int]:
    return {end for number in part.edges for end in (network.edges[number].one, network.edges[number].other)}


def _width(part: Part, shown: Shown, network: Network, wide: float) -> float:
    """Return the width of a place's picture: all of the page, a third or a sixth; on a narrow page all or half."""
    if len([one for one in shown.parts if one.edges]) == 1:
        return wide
    large = len(shown.parts) <= DETAILED and len(_ends(part, network)) > WIDE_FROM
    full = CELL if wide >= 2 * CELL else wide
    return full if large else full / 2


def _place_picture(part: Part, network: Network, language: Language, scale: Scale, wide: float) -> Picture:
    ends = _ends(part, network)
    names = without_place(((n, network.nodes[n]) for n in sorted(ends)), part.place, language)
    units = counted(len(part.units), UNIT)
    some = Text(f", {len(ends)} shown", f"，图中 {len(ends)} 个") if len(ends) < len(part.units) else Text("", "")
    said = units.to(language).strip(), some.to(language)
    small = Small(part.place.label.to(language), said, part.edges, names)
    return drawn_small(small, network, language, scale, wide)


def without_place(units: Iterable[tuple[int, Node]], place: Code, language: Language) -> dict[int, str]:
    """Return the short names of units without the name of their place, which stands above them."""
    names = [place.label.zh, place.label.zh.rstrip("市区县省")] if language == "zh" else [place.label.en]
    found = {}
    for number, node in units:
        short = node.short.to(language)
        for name in filter(None, names):
            if language == "zh":
                short = short.removeprefix(name)
            else:
                short = re.sub(rf"\s*\b(?:of |in )?{re.escape(name)}\b(?:'s)?[:,]?\s*", " ", short).strip()
        found[number] = short or node.short.to(language)
    return found


def _between(part: Part, network: Network) -> Network:
    """Return the strongest ties that cross from one place to another as a network of their own."""
    ends = sorted(_ends(part, network))
    number = {node: n for n, node in enumerate(ends)}
    edges = [network.edges[n] for n in part.edges]
    kept = sorted(edge._replace(one=number[edge.one], other=number[edge.other]) for edge in edges)
    return Network(tuple(network.nodes[n] for n in ends), tuple(kept), network.measures, ())


def of_places(network: Network) -> Network:
    """Return the places as nodes, those of most units, joined by what their units have in common; strongest ties only."""
    units: dict[Code, int] = defaultdict(int)
    weight: dict[tuple[Code, Code], float] = defaultdict(float)
    homes = [node.home or NOWHERE for node in network.nodes]
    for home in homes:
        units[home] += 1
    for edge in network.edges:
        one, other = sorted((homes[edge.one], homes[edge.other]))
        if one != other:
            weight[one, other] += edge.weight
    kept = sorted(sorted(units, key=lambda home: (-units[home], home.code))[:PLACE_NODES])
    number = {home: n for n, home in enumerate(kept)}
    heaviest = sorted(weight.items(), key=lambda item: (-item[1], item[0]))
    ties = [(number[a], number[b], by) for (a, b), by in heaviest if a in number and b in number][:PLACE_TIES]
    nodes = tuple(Node(home.code, home.label, home.label, leads=units[home]) for home in kept)
    edges = tuple(sorted(Edge(min(a, b), max(a, b), round(by, 6)) for a, b, by in ties))
    return Network(nodes, edges, title=Text("Places", "各地"), of="places")


# --- one picture of all -----------------------------------------------------------------------------------


def composed(view: FirstView, language: Language, wide: float = BROAD) -> Picture:
    """Return a first view as one picture, for a file: what goes between places above, the places in rows, thin lines between."""
    if view.overview:
        return view.overview
    parts: list[Picture] = []
    rules: list[Segment] = []
    top = 0.0
    if view.between:
        title = Text("The strongest ties between places", "地区之间最强的联系").to(language)
        parts.append(view.between._replace(captions=(Caption(10, 20, title, strong=True),)))
        top = view.between.height
    for row in _rows([one.picture for one in view.places], wide):
        if top:
            rules.append(((6.0, top), (wide - 6, top)))
        left, high = 0.0, max(picture.height for picture in row)
        for picture in row:
            if left:
                rules.append(((left, top + 4), (left, top + high - 4)))
            parts.append(picture.moved(left, top))
            left += picture.width
        top += high
    return Picture(
        wide,
        round(top, 1),
        tuple(mark for part in parts for mark in part.marks),
        tuple(line for part in parts for line in part.lines),
        captions=tuple(caption for part in parts for caption in part.captions),
        rules=tuple(rules),
        legend=view.legend,
    )


def _rows(pictures: Sequence[Picture], wide: float) -> list[list[Picture]]:
    rows: list[list[Picture]] = []
    left = wide
    for picture in pictures:
        if left + picture.width > wide + 1:
            rows.append([])
            left = 0.0
        rows[-1].append(picture)
        left += picture.width
    return rows
