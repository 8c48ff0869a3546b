"""Draw a network as SVG 1.1: nodes with labels that cover nothing, edges whose width shows their weight, a legend."""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.network.formats.format import Format
from tongbao.network.labels import HEIGHT, Box, Label, Spot, broken, lay_labels, width
from tongbao.network.model import Edge, Network, Node
from tongbao.network.place import Point
from tongbao.network.style import FONT, Look, looks, radius, thickness
from tongbao.network.whole import Whole

UNIT = {"zh": 92.0, "en": 150.0}
"""Approximate pixels between two nodes with an edge: English names are longer."""
MARGIN = 24.0
LABELLED = 2_000
"""The largest number of labels: in larger networks only the busiest nodes have one, for lack of space."""


class Drawing(NamedTuple):
    """The places of all elements of a picture, in pixels."""

    width: float
    height: float
    points: list[Point]
    radii: list[float]
    labels: dict[int, Label]


def drawn(network: Network, places: list[Point], language: Language) -> Drawing:
    """Scale places to pixels, and put the labels beside the nodes, the busiest first."""
    most = max((node.leads for node in network.nodes), default=0)
    radii = [radius(node.leads, most) for node in network.nodes]
    names = [broken(node.short.to(language)) for node in network.nodes]
    scaled = [(x * UNIT[language], y * UNIT[language]) for x, y in places]
    ends = [[scaled[other] for other in others] for others in network.neighbours()]
    spots = [Spot(*point, radii[n], names[n], ends[n]) for n, point in enumerate(scaled)]
    busiest = sorted(range(len(spots)), key=lambda n: (-network.nodes[n].leads, n))[:LABELLED]
    laid = lay_labels(spots, busiest)
    boxes = [label.box for label in laid.values()]
    boxes += [Box(x - radii[n], y - radii[n], x + radii[n], y + radii[n]) for n, (x, y) in enumerate(scaled)]
    left, top = min((b.left for b in boxes), default=0.0) - MARGIN, min((b.top for b in boxes), default=0.0) - MARGIN
    right, bottom = max((b.right for b in boxes), default=0.0), max((b.bottom for b in boxes), default=0.0)
    points = [(round(x - left, 1), round(y - top, 1)) for x, y in scaled]
    labels = {n: label._replace(box=_moved(label.box, -left, -top)) for n, label in laid.items()}
    return Drawing(round(right - left + MARGIN, 1), round(bottom - top + MARGIN, 1), points, radii, labels)


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(*(round(value + by, 1) for value, by in zip(box, (right, down) * 2, strict=True)))


def write(whole: Whole, language: Language) -> str:
    """Draw a network with its legend."""
    network = whole.network
    drawing, look = drawn(network, whole.places, language), looks(network)
    legend = list(_legend(look, network, drawing.height, language))
    wide = max(drawing.width, max((x for x, _ in legend), default=0.0) + MARGIN)
    high = drawing.height + 22.0 * len(legend) + (MARGIN if legend else 0.0)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONT}" font-size="12">',
        f'<title id="title">{xml_escaped(network.title.to(language))}</title>',
        f'<desc id="desc">{xml_escaped(network.size.to(language))}</desc>',
        f'<rect class="paper" width="{wide:g}" height="{high:g}" fill="#ffffff"/>',
        *_edges(network, drawing, language),
        *_nodes(network, drawing, look, language),
        *(line for _, line in legend),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _edges(network: Network, drawing: Drawing, language: Language) -> Iterator[str]:
    most = max((edge.weight for edge in network.edges), default=1)
    yield '<g class="edges" stroke="#7a7a7a" stroke-opacity="0.75" fill="none">'
    for edge in network.edges:
        line = f'<path d="{path_of(edge, drawing)}" stroke-width="{thickness(edge.weight, most):g}">'
        yield f"{line}<title>{xml_escaped(_about_edge(edge, network, language))}</title></path>"
    yield "</g>"


def path_of(edge: Edge, drawing: Drawing) -> str:
    """Return the path of an edge: straight, or bent where it would go through another node."""
    (x1, y1), (x2, y2) = drawing.points[edge.one], drawing.points[edge.other]
    start, end = f"M{x1:g} {y1:g}", f"{x2:g} {y2:g}"
    if len(drawing.points) > BENT or not _leads_through(edge, drawing):
        return f"{start}L{end}"
    bend_x, bend_y = (x1 + x2) / 2 + 0.28 * (y2 - y1), (y1 + y2) / 2 - 0.28 * (x2 - x1)
    return f"{start}Q{bend_x:.1f} {bend_y:.1f} {end}"


BENT = 300
"""In larger networks all edges are straight: looking for nodes in their way takes time proportional to edges times nodes."""


def _leads_through(edge: Edge, drawing: Drawing) -> bool:
    one, other = drawing.points[edge.one], drawing.points[edge.other]
    return any(
        Box(x - size, y - size, x + size, y + size).is_crossed(one, other)
        for n, ((x, y), size) in enumerate(zip(drawing.points, drawing.radii, strict=True))
        if n not in (edge.one, edge.other)
    )


def _about_edge(edge: Edge, network: Network, language: Language) -> str:
    one, other = (network.nodes[n].name.to(language) for n in (edge.one, edge.other))
    titles = [network.measures[iri].told.to(language) for iri in edge.measures if iri in network.measures]
    return "\n".join([xml_text(f"{one} — {other}: {edge.weight}"), *map(xml_text, titles)])


def _nodes(network: Network, drawing: Drawing, look: dict[str, Look], language: Language) -> Iterator[str]:
    yield '<g class="nodes" stroke="#ffffff" stroke-width="1">'
    for n, node in enumerate(network.nodes):
        own = look[node.kind.code if node.kind else ""]
        shape = outline(own.shape, *drawing.points[n], drawing.radii[n])
        yield f'<g fill="{own.colour}"><title>{xml_escaped(_about_node(node, language))}</title>{shape}</g>'
    yield "</g>"
    # The white outline separates letters from the edges below them.
    yield '<g class="labels" fill="#111111" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
    for n, label in sorted(drawing.labels.items()):
        yield _text(n, label)
    yield "</g>"


def _text(node: int, label: Label) -> str:
    box = label.box
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[label.anchor]
    lines = (
        f'<tspan x="{x:.1f}" y="{box.top + HEIGHT * n + 0.8 * HEIGHT:.1f}">{xml_escaped(xml_text(line))}</tspan>'
        for n, line in enumerate(label.lines)
    )
    return f'<text data-node="{node}" text-anchor="{label.anchor}">{"".join(lines)}</text>'


def _about_node(node: Node, language: Language) -> str:
    kind = f" ({node.kind.label.to(language)})" if node.kind else ""
    return xml_text(f"{node.name.to(language)}{kind}: {node.leads}")


def outline(shape: str, x: float, y: float, size: float) -> str:
    """Return the SVG of a shape around a point; all shapes have about the same area."""
    if shape == "circle":
        return f'<circle cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    corners = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in _CORNERS[shape])
    return f'<polygon points="{corners}"/>'


_CORNERS: dict[str, list[Point]] = {
    "square": [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
    "triangle": [(0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
    "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
    "hexagon": [(-1.1, 0), (-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95)],
    "cross": [
        *((-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4)),
        *((0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
    ],
}


def _legend(look: dict[str, Look], network: Network, top: float, language: Language) -> Iterator[tuple[float, str]]:
    """Yield the lines of the legend, each with its right end."""
    y = top + 8.0
    for kind in look.values():
        label = kind.label.to(language)
        mark = f'<g fill="{kind.colour}" stroke="#ffffff">{outline(kind.shape, MARGIN + 8, y, 8)}</g>'
        text = (
            f'<text x="{MARGIN + 24:g}" y="{y + HEIGHT / 3:.1f}" fill="#111111">{xml_escaped(xml_text(label))}</text>'
        )
        yield MARGIN + 24 + width(label), f'<g class="legend">{mark}{text}</g>'
        y += 22.0
    weights = {edge.weight for edge in network.edges}
    least, most = min(weights, default=0), max(weights, default=0)
    for weight in sorted({least, most} - {0}):
        label = Text(f"{weight} measure{'' if weight == 1 else 's'} together", f"共同 {weight} 项").to(language)
        line = f'<line x1="{MARGIN:g}" y1="{y:g}" x2="{MARGIN + 16:g}" y2="{y:g}" stroke="#7a7a7a" stroke-width="{thickness(weight, most):g}"/>'
        text = f'<text x="{MARGIN + 24:g}" y="{y + HEIGHT / 3:.1f}" fill="#111111">{xml_escaped(label)}</text>'
        yield MARGIN + 24 + width(label), f'<g class="legend">{line}{text}</g>'
        y += 22.0


FORMAT = Format("svg", Text("drawing", "矢量图"), "image/svg+xml", "in each language", write)
