"""The picture of the front page: the whole network where it can be read, else the place with the strongest tie."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tongbao.ask.store import Store
from tongbao.errors import Language, Text
from tongbao.network import Filters, two_mode
from tongbao.network.drawing import drawn
from tongbao.network.first_view import first_view
from tongbao.network.formats.svg import Hooks, as_part, icon
from tongbao.network.geometry import Box, Point, Segment, direction, distance
from tongbao.network.model import Network
from tongbao.network.picture import NARROW, Key, Mark, Picture
from tongbao.network.read import read_network
from tongbao.network.view import is_readable
from tongbao.network.words import MEASURE, UNIT, counted
from tongbao.site.findings import Finding
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, View

WIDTHS = {"broad": 640.0, "narrow": NARROW}
"""The classes of the pictures, and how wide each is drawn: beside the findings, and on a phone."""


class Hero(NamedTuple):
    """The pictures in a language, what they show, and their legend."""

    pictures: Sequence[Markup]
    said: Text
    legend: Sequence[tuple[Markup, str]]


def heroes(network: Network, found: Sequence[Finding], site: Site, page: Page, store: Store) -> dict[Language, Hero]:
    """Draw the picture in both languages; nothing where no unit leads a measure."""
    if not network.nodes:
        return {}
    whole = two_mode(network)
    if is_readable(network):
        said = _said(network)
        return {language: _hero(whole, found, said, View(page, site, language, site.labels)) for language in LANGUAGES}
    strongest = max(network.edges, key=lambda edge: (edge.weight, edge.times, -edge.one), default=None)
    home = network.nodes[strongest.one].home if strongest else None
    part = read_network(store, Filters(places=frozenset({home.code}), in_force=True)) if home else network
    return {language: _of_place(part, found, View(page, site, language, site.labels)) for language in LANGUAGES}


def _said(network: Network) -> Text:
    units, measures = counted(len(network.nodes), UNIT, start=True), counted(len(network.measures), MEASURE)
    return Text(
        f"Each shape is a unit, each ring a measure, each line says “leads”: {units.en.lower()}, {measures.en}.",
        f"图形为单位，圆环为举措，连线表示牵头：{units.zh}，{measures.zh.strip()}。",
    )


def _hero(network: Network, found: Sequence[Finding], said: Text, view: View) -> Hero:
    pictures = {
        name: drawn(network, view.language, wide, labelled=False)._replace(captions=()) for name, wide in WIDTHS.items()
    }
    parts = [_part(picture, name, network, found, view) for name, picture in pictures.items()]
    return Hero(parts, said, list(_legend(pictures["broad"].legend)))


def _of_place(network: Network, found: Sequence[Finding], view: View) -> Hero:
    """Draw the strongest ties of one place."""
    parts, legend, said = [], list[tuple[Markup, str]](), Text("", "")
    for name, wide in WIDTHS.items():
        seen = first_view(network, view.language, wide)
        place = seen.places[0]
        legend, said = list(_legend(seen.legend)), place.part.place.label
        parts.append(_part(place.picture, name, network, found, view))
    words = Text(
        f"{said.en}: its strongest pairs of units that lead measures together.",
        f"{said.zh}：共同牵头最多的单位。",
    )
    return Hero(parts, words, legend)


def _part(picture: Picture, name: str, network: Network, found: Sequence[Finding], view: View) -> Markup:
    def address(mark: Mark) -> str:
        return view.to(f"<{network.nodes[mark.node].iri}>")

    label = view.say("Units and the measures they lead", "单位及其牵头的举措")
    svg = as_part(picture, label, Hooks(address), classes=f"net {name}")
    return Markup(svg.removesuffix("</svg>") + "".join(_pins(picture, network, found)) + "</svg>")


def _legend(keys: Sequence[Key]) -> Iterator[tuple[Markup, str]]:
    for key in keys:
        if key.look is not None and not key.look.mark.startswith("hub"):
            yield Markup(icon(key)), key.text


# --- pins: the numbers of the findings ------------------------------------------------------------

PIN = 9.0


def _pins(picture: Picture, network: Network, found: Sequence[Finding]) -> Iterator[str]:
    """Yield the number of each finding beside what it is about, where there is room for it."""
    marks = {network.nodes[mark.node].iri: mark for mark in picture.marks}
    taken = [Box.around((mark.x, mark.y), mark.radius + 2) for mark in picture.marks]
    lines = [line.ends for line in picture.lines]
    for number, finding in enumerate(found, 1):
        if mark := marks.get(finding.marks):
            x, y = _spot(mark, taken, lines, picture)
            taken.append(Box.around((x, y), PIN + 2))
            yield f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="{PIN:g}"/>'
            yield f'<text class="pin-n" x="{x:.1f}" y="{y + 4.2:.1f}">{number}</text>'


def _spot(mark: Mark, taken: Sequence[Box], lines: Sequence[Segment], picture: Picture) -> Point:
    """Return a place near a mark where a pin covers neither a mark nor a line, if there is one."""
    spots = [
        (mark.x + far * dx, mark.y + far * dy)
        for far in (mark.radius + PIN + 4, mark.radius + PIN + 12, mark.radius + PIN + 22)
        for dx, dy in (direction(n / 16 - 0.125) for n in range(16))
    ]

    def is_free(spot: Point) -> bool:
        box, (x, y) = Box.around(spot, PIN), spot
        inside = PIN <= x <= picture.width - PIN and PIN <= y <= picture.height - PIN
        return inside and not any(map(box.meets, taken)) and all(distance(spot, line) > PIN + 1 for line in lines)

    return next(filter(is_free, spots), spots[0])
