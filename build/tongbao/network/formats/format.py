"""What a module of a format declares."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.whole import Whole


class Format(NamedTuple):
    """A way of writing a network. Nothing of it has a default: type checking finds what was forgotten."""

    ending: str
    """How the names of such files end, which is also what the format is called."""
    about: Text
    """What it is for, in a few words."""
    media_type: str
    on_site: Literal["in each language", "once", "no"]
    """Whether a published site offers it; once, where one file holds both languages."""
    write: Callable[[Whole, Language], str | bytes]
