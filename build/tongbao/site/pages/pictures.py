"""Pictures of networks on pages: broad for a desk and narrow for a phone, each mark a link, with a legend."""

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from tongbao.errors import Language, Text
from tongbao.network.drawing import drawn
from tongbao.network.formats.svg import Hooks, as_part, icon
from tongbao.network.model import Edge, Network, Node
from tongbao.network.picture import BROAD, NARROW, Key, Line, Mark, Picture


class Drawn(NamedTuple):
    """What the macro ``network_picture`` of ``picture.html`` shows."""

    broad: Markup
    narrow: Markup
    legend: tuple[tuple[Markup, str], ...]
    """Each entry: its mark, and its words."""


def local(iri: str) -> str:
    """Return what an IRI has behind the name of its class, as part of an anchor.

    >>> local("https://w3id.org/tongbao/id/measure/xiamen-2023-64/city-05")
    'xiamen-2023-64--city-05'
    """
    return iri.partition("/id/")[2].partition("/")[2].replace("/", "--")


def anchor_of(node: Node) -> str:
    """Return the anchor of a unit's or a measure's panel on the page of the network."""
    return f"{'m' if node.is_measure else 'u'}-{local(node.iri)}"


def pair_anchor(one: Node, other: Node) -> str:
    """Return the anchor of a pair's panel: its units in the order of their names, as in the IRI of their co-leadership."""
    return f"p-{'--'.join(sorted((local(one.iri), local(other.iri))))}"


def pair_iri(edge: Edge, network: Network) -> str:
    """Return the IRI of two units that lead together; of others that meet, that of the measure in which they do."""
    if not network.leading:
        return edge.measures[0]
    low, high = sorted(network.nodes[n].iri.rpartition("/")[2] for n in (edge.one, edge.other))
    return f"{network.nodes[edge.one].iri.partition('/id/')[0]}/id/co-leadership/{low}/{high}"


Choose = Callable[[str, str], str]
"""Makes an address from the anchor of a panel on the page of the network, and from the IRI of what it is about."""


def on_its_page(anchor: str, _: str) -> str:
    """Return the address of a panel on the same page."""
    return f"#{anchor}"


def page_of(_: str, iri: str) -> str:
    """Return the address of the page of what is in a network, from the page of a network that is too large for panels."""
    return f"{iri.partition('/id/')[2]}.html"


def hooks(network: Network, choose: Choose = on_its_page) -> Hooks:
    """Return what a page adds to a picture of a network: links to panels, and what each mark and line stands for."""
    nodes, edges = network.nodes, network.edges

    def of_mark(mark: Mark) -> dict[str, str]:
        node = nodes[mark.node]
        return {"data-m" if node.is_measure else "data-u": local(node.iri)}

    def of_line(line: Line) -> dict[str, str]:
        if network.mode == "measures":
            return {"data-u": local(nodes[line.one].iri), "data-m": local(nodes[line.other].iri)}
        return {"data-p": _of_pair(edges[line.edge], network)}

    def of_address(line: Line) -> str:
        if network.mode == "measures":
            return choose(anchor_of(nodes[line.other]), nodes[line.other].iri)
        edge = edges[line.edge]
        return choose(f"p-{_of_pair(edge, network)}", pair_iri(edge, network))

    return Hooks(
        lambda mark: choose(anchor_of(nodes[mark.node]), nodes[mark.node].iri),
        of_address,
        of_mark,
        of_line,
        lambda node: {"data-m": local(nodes[node].iri)},
    )


def _of_pair(edge: Edge, network: Network) -> str:
    return pair_anchor(network.nodes[edge.one], network.nodes[edge.other]).removeprefix("p-")


def pictured(network: Network, language: Language, label: Text, choose: Choose = on_its_page) -> Drawn:
    """Draw a network for a page in one language; ``label`` says what the picture shows."""
    broad, narrow = drawn(network, language, BROAD), drawn(network, language, NARROW)
    own, said = hooks(network, choose), label.to(language)
    return Drawn(
        part(broad, said, own, "broad"),
        part(narrow, said, own._replace(has_pointer=False), "narrow"),
        legend_of(broad.legend),
    )


def part(picture: Picture, label: str, own: Hooks, way: str = "") -> Markup:
    """Return a picture as a part of a page, with the class that says on which pages it is shown."""
    return Markup(as_part(picture, label, own, classes=f"net {way}".strip()))


def legend_of(keys: tuple[Key, ...]) -> tuple[tuple[Markup, str], ...]:
    """Return the entries of a legend as pages show them."""
    return tuple((Markup(icon(key)), key.text) for key in keys)
