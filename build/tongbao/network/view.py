"""What a file shows of a network: all of it where that can be read, else the strongest of each place."""

from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.drawing import drawn
from tongbao.network.model import Network
from tongbao.network.picture import Picture


class View(NamedTuple):
    """A picture, and what it shows in words."""

    picture: Picture
    said: Text


def view_of(network: Network, language: Language) -> View:
    """Draw a network for a file that stands alone."""
    return View(drawn(network, language), network.size)
