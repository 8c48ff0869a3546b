"""What a file shows of a network: all of it where that can be read, else the strongest ties of each place."""

from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.drawing import drawn
from tongbao.network.first_view import composed, first_view
from tongbao.network.model import Network
from tongbao.network.picture import BROAD, Picture

UNITS, TIES = 60, 160
"""Up to so many units with so many ties can be read in one picture."""


class View(NamedTuple):
    """A picture, and what it shows in words."""

    picture: Picture
    said: Text


def is_readable(network: Network) -> bool:
    """Return whether a network can be read in one picture."""
    return network.mode == "measures" or (len(network.nodes) <= UNITS and len(network.edges) <= TIES)


def view_of(network: Network, language: Language, wide: float = BROAD) -> View:
    """Draw a network for a file that stands alone."""
    if is_readable(network):
        return View(drawn(network, language, wide), network.size)
    view = first_view(network, language, wide)
    said, rest, size = view.shown.said, view.shown.rest, network.size
    words = Text(f"{size.en}. {said.en} {rest.en}".strip(), f"{size.zh}。{said.zh}{rest.zh}")
    return View(composed(view, language, wide), words)
