"""Draw a network: its components laid out alone, packed in rows by size under captions, with a legend of what is there."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from tongbao.errors import Language, Text
from tongbao.network import words
from tongbao.network.arrange import FEW, strangers
from tongbao.network.cast import MANY, Cast, Sketch
from tongbao.network.geometry import Point, hull, rounded
from tongbao.network.groups import Group, components_of, grouped
from tongbao.network.labels import Label, width
from tongbao.network.model import Edge, Network, Node
from tongbao.network.picture import BROAD, Caption, Hull, Key, Line, Mark, Picture
from tongbao.network.sketch import sketched
from tongbao.network.style import MEASURE, look_of, looks, thickness

MARGIN, GAP, UNDER = 12.0, 26.0, 22.0
"""Around the picture; between components; between rows."""
NARROW_GAP = 14.0
"""Between components of one row, where a wider gap would need another row."""
HEAD = 24.0
"""The height of a caption with the space below it."""
HULL = 19.0
"""How far a hull reaches beyond its units."""
SPOKE = 1.5
LEAST = 500.0
"""Pictures narrower than this have large components below one another."""
TOLD = 10
"""How many measures of a pair a pointer shows."""


def drawn(
    network: Network,
    language: Language,
    wide: float = BROAD,
    *,
    most: int = 0,
    heaviest: float = 0.0,
    labelled: bool = True,
) -> Picture:
    """Draw a network as its mode says: with its measures as marks of their own, or with ties between units.

    ``most`` and ``heaviest`` give the scale, where the picture is one of several: the measures of the busiest unit, and
    the weight of the heaviest tie.
    """
    key = language, wide, most, heaviest, labelled
    if key not in network.pictures:
        network.pictures[key] = _drawn(Cast(network, language, wide, labelled, most=most, heaviest=heaviest))
    picture: Picture = network.pictures[key]
    return picture


def _drawn(cast: Cast) -> Picture:
    network, wide = cast.network, cast.wide
    groups = grouped(components_of(network), network, measures=cast.measures)
    rows = min(_packings(groups, cast, wide - 2 * MARGIN), key=_high)
    places: dict[int, Point] = {}
    labels: dict[int, Label] = {}
    captions: list[Caption] = []
    top = MARGIN
    for row in rows:
        for block, left, share in row:
            captions.append(Caption(left, top + 10, block.caption))
            for sketch, x, y in block.laid(left, top + HEAD, share):
                places |= {node: (x + a, y + b) for node, (a, b) in sketch.places.items()}
                labels |= {node: label.moved(x, y) for node, label in sketch.labels.items()}
        top += _high([row])
    height = max(top - UNDER + MARGIN, 2 * MARGIN)
    return Picture(
        wide,
        round(height, 1),
        tuple(_marks(places, labels, cast)),
        tuple(_lines(places, cast)),
        tuple(_hulls(places, cast)),
        tuple(captions),
        legend=legend_of(cast, places),
    )


_Row = list[tuple["_Block", float, float]]
"""Blocks beside one another, each with its left side and its share of the width."""


def _packings(groups: Sequence[Group], cast: Cast, wide: float) -> Iterator[list[_Row]]:
    """Yield ways to pack the groups: with large ones as wide as they like, then so narrow that two stand side by side."""
    large = [group for group in groups if _may_share(group)]
    for share in (1.0, 0.55, 0.47)[: 3 if len(large) > 1 and wide > LEAST else 1]:
        yield _rows([_Block(group, cast, wide, share * wide if _may_share(group) else wide) for group in groups], wide)


def _may_share(group: Group) -> bool:
    """Return whether the components of a group may be made narrower, to have others beside them."""
    first = group.components[0]
    return len(first.units) > 2 and len(first.units) + len(first.joining) <= FEW


def _high(rows: Sequence[_Row]) -> float:
    return sum(max(block.height for block, _, _ in row) + HEAD + UNDER for row in rows)


class _Block:
    """A group with its sketches, which stand in columns of one width."""

    def __init__(self, group: Group, cast: Cast, wide: float, own: float) -> None:
        self.caption = group.caption.to(cast.language)
        self.sketches = [sketched(component, cast, own) for component in group.components]
        self.cell = max(one.box.right - one.box.left for one in self.sketches)
        most = max(1, math.floor((wide + NARROW_GAP) / (self.cell + NARROW_GAP)))
        rows = math.ceil(len(self.sketches) / most)
        self.columns = math.ceil(len(self.sketches) / rows)
        self.wide = max(self.columns * (self.cell + GAP) - GAP, width(self.caption))
        natural = [one.box.right - one.box.left for one in self.sketches]
        self.one_row = rows > 1 and sum(natural) + NARROW_GAP * (len(natural) - 1) <= wide
        if self.one_row:
            self.columns, self.wide = len(natural), sum(natural) + NARROW_GAP * (len(natural) - 1)

    def _rows(self) -> list[Sequence[Sketch]]:
        return [self.sketches[n : n + self.columns] for n in range(0, len(self.sketches), self.columns)]

    @property
    def height(self) -> float:
        rows = self._rows()
        return sum(_height(row) for row in rows) + UNDER * (len(rows) - 1)

    def laid(self, left: float, top: float, share: float) -> list[tuple[Sketch, float, float]]:
        """Return each sketch with how far it is moved, where the block has a share of the row."""
        found = list[tuple[Sketch, float, float]]()
        for row in self._rows():
            up, x = max(-one.box.top for one in row), left
            spare = (share - sum(one.box.right - one.box.left for one in row)) / self.columns
            for one in row:
                own = one.box.right - one.box.left
                cell = own + spare if self.one_row else share / self.columns
                found.append((one, x + (cell - own) / 2 - one.box.left, top + up))
                x += cell
            top += _height(row) + UNDER
        return found


def _height(row: Sequence[Sketch]) -> float:
    return max(one.box.bottom for one in row) + max(-one.box.top for one in row)


def _rows(blocks: Sequence[_Block], wide: float) -> list[_Row]:
    """Return the blocks in rows, each with its left side and its share of the width."""
    rows: list[list[_Block]] = []
    for block in blocks:
        if rows and sum(one.wide + GAP for one in rows[-1]) + block.wide <= wide:
            rows[-1].append(block)
        else:
            rows.append([block])
    found = []
    for row in rows:
        spare = (wide - sum(block.wide for block in row)) / len(row)
        left, shares = MARGIN, list[tuple[_Block, float, float]]()
        for block in row:
            shares.append((block, left, block.wide + spare))
            left += block.wide + spare
        found.append(shares)
    return found


def _marks(places: Mapping[int, Point], labels: Mapping[int, Label], cast: Cast) -> Iterator[Mark]:
    """Yield the measures, then the units: these lie above."""
    for node, (x, y) in sorted(places.items(), key=lambda item: (item[0] not in cast.leads, item[0])):
        at = round(x, 1), round(y, 1), cast.radius(node)
        if node in cast.leads:
            found = cast.measure(node)
            yield Mark(node, *at, MEASURE, None, str(found.k) if found.k >= MANY else "", found.told.to(cast.language))
        else:
            unit = cast.network.nodes[node]
            yield Mark(node, *at, look_of(unit, cast.network.of), labels.get(node), "", about_node(unit, cast.language))


def _lines(places: Mapping[int, Point], cast: Cast) -> Iterator[Line]:
    most = cast.heaviest
    for number, edge in enumerate(cast.edges):
        if edge.one in places and edge.other in places:
            ends = _tenths(places[edge.one]), _tenths(places[edge.other])
            wide = SPOKE if cast.measures else thickness(edge.weight, most)
            title = "" if cast.measures else about_edge(edge, cast.network, cast.language)
            yield Line(number, edge.one, edge.other, ends, wide, title)


def _hulls(places: Mapping[int, Point], cast: Cast) -> Iterator[Hull]:
    """Yield a hull for each measure of three units or more; none that would hold a stranger."""
    for ring, units in cast.leads.items():
        there = [unit for unit in units if unit in places]
        if ring in places and len(there) >= MANY and not any(True for _ in strangers(ring, places, cast)):
            yield Hull(ring, rounded(hull([_tenths(places[node]) for node in [*there, ring]]), HULL))


def _tenths(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def about_node(node: Node, language: Language) -> str:
    """Return what a pointer shows of a unit: its name, its kind, and how many measures it leads."""
    if not node.kind:
        return f"{node.name.to(language)}: {node.leads}"
    return f"{node.name.to(language)} ({node.kind.label.to(language)}): {_measures(node.leads).to(language)}"


def _measures(count: int) -> Text:
    noun = words.MEASURE
    return Text(f"{count:,} {noun.one if count == 1 else noun.many}", f"{count:,} {noun.word}{noun.zh}")


def about_edge(edge: Edge, network: Network, language: Language) -> str:
    """Return what a pointer shows of a pair: its names, its weight, and its measures, ten at most."""
    one, other = (network.nodes[n].name.to(language) for n in (edge.one, edge.other))
    titles = [network.measures[iri].told.to(language) for iri in edge.measures if iri in network.measures]
    more = [f"… {len(titles) - TOLD:,}"] if len(titles) > TOLD else []
    return "\n".join([f"{one} — {other}: {round(edge.weight, 2):g}", *titles[:TOLD], *more])


# --- the legend -------------------------------------------------------------------------------------------


def legend_of(cast: Cast, places: Collection[int]) -> tuple[Key, ...]:
    """Return the entries of the legend: only what is there."""
    network, language = cast.network, cast.language
    units = [network.nodes[node] for node in places if node not in cast.leads]
    keys = [Key(label.to(language), look) for _, label, look in looks(units)] if network.of == "units" else []
    rings = [ring for ring in cast.leads if ring in places]
    if any(cast.measure(ring).k < MANY for ring in rings):
        keys.append(Key(Text("A measure", "一项举措").to(language), MEASURE))
    if any(cast.measure(ring).k >= MANY for ring in rings):
        many = Text("Led by three or more (their number)", "三个以上单位牵头（数字为单位数）")
        some = Text("Three units or more (their number)", "涉及三个以上单位（数字为单位数）")
        keys.append(Key((many if network.leading else some).to(language), MEASURE, hulled=True))
    return (*keys, *(Key(text.to(language)) for text in _scales(cast, units)))


def _scales(cast: Cast, units: Sequence[Node]) -> Iterator[Text]:
    counts = {unit.leads for unit in units}
    if len(counts) > 1 and (what := _LARGER.get(cast.network.of, {}).get(cast.network.leading)):
        span = _span(min(counts), max(counts))
        yield Text(f"Larger: {what.en}, {span.en}", f"图形越大，{what.zh}（{span.zh}）")
    weights = {edge.weight for edge in cast.edges}
    if len(weights) > 1 and not cast.measures:
        span = _span(min(weights), max(weights))
        yield Text(f"Thicker: more together, {span.en}", f"连线越粗，共同越多（{span.zh}）")


_LARGER: dict[str, dict[bool, Text]] = {
    "units": {True: Text("leads more measures", "牵头举措更多"), False: Text("more measures", "举措更多")},
    "places": {True: Text("more units", "单位更多")},
}


def _span(least: float, most: float) -> Text:
    low, high = (f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}" for value in (least, most))
    return Text(f"{low} to {high}", f"{low} 至 {high}")
