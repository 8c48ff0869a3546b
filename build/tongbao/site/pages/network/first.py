"""The first view of a large network on its page: a small picture of each place, or the places as marks."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from tongbao.errors import Language, Text
from tongbao.network.first_view import FirstView, PlacePicture, first_view
from tongbao.network.formats.svg import Hooks
from tongbao.network.model import Network
from tongbao.network.multiples import CELL
from tongbao.network.picture import BROAD, NARROW, Mark
from tongbao.site.pages.pictures import Drawn, hooks, legend_of, page_of, part

BETWEEN = Text("The strongest ties between places", "地区之间最强的联系")
PLACES = Text("Places, joined by what their units have in common", "各地，由其单位的共同举措相连")


class Multiple(NamedTuple):
    """A small picture for a desk and for a phone, and whether each has half the width of others."""

    place: str
    broad: Markup
    narrow: Markup
    slim: bool
    narrow_slim: bool


class First(NamedTuple):
    """A first view in one language."""

    multiples: tuple[Multiple, ...]
    between: Drawn | None
    overview: Drawn | None
    legend: tuple[tuple[Markup, str], ...]


def first_of(network: Network, language: Language) -> First:
    """Draw the first view of a network for its page."""
    broad, narrow = first_view(network, language, BROAD), first_view(network, language, NARROW)
    if broad.overview and narrow.overview:
        return First((), None, _places(broad, narrow, language), ())
    return First(
        tuple(_multiples(broad, narrow, network)), _between(broad, narrow, language), None, legend_of(broad.legend)
    )


def _multiples(broad: FirstView, narrow: FirstView, network: Network) -> Iterator[Multiple]:
    for wide, slim in zip(broad.places, narrow.places, strict=True):
        code = wide.part.place.code
        own = hooks(network, page_of)._replace(of_name=f"place/{code}.html" if code else "")
        desk, phone = part(wide.picture, _said(wide), own, "broad"), part(slim.picture, _said(slim), own, "narrow")
        yield Multiple(code, desk, phone, wide.picture.width < CELL, slim.picture.width < NARROW)


def _said(one: PlacePicture) -> str:
    return " ".join(caption.text for caption in one.picture.captions)


def _between(broad: FirstView, narrow: FirstView, language: Language) -> Drawn | None:
    if not broad.between or not narrow.between or not broad.crossing:
        return None
    own, said = hooks(broad.crossing, page_of), BETWEEN.to(language)
    return Drawn(part(broad.between, said, own, "broad"), part(narrow.between, said, own, "narrow"), ())


def _places(broad: FirstView, narrow: FirstView, language: Language) -> Drawn:
    """Draw the places as marks, each of which leads to its page; the script shows its units instead."""
    assert broad.overview
    assert narrow.overview
    assert broad.crossing
    nodes, said = broad.crossing.nodes, PLACES.to(language)

    def of_mark(mark: Mark) -> dict[str, str]:
        return {"data-place": nodes[mark.node].iri}

    own = Hooks(lambda mark: f"place/{nodes[mark.node].iri}.html" if nodes[mark.node].iri else "#main", of_mark=of_mark)
    pictures = part(broad.overview, said, own, "broad"), part(narrow.overview, said, own, "narrow")
    return Drawn(*pictures, legend_of(broad.legend))
