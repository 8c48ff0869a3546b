"""The declaration of a format."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.whole import Whole


class Format(NamedTuple):
    """A format of networks. Its fields have no defaults, so that type checking finds a forgotten one."""

    ending: str
    """The ending of the names of such files, which is also the name of the format."""
    about: Text
    """Its purpose, in a few words."""
    media_type: str
    on_site: Literal["in each language", "once", "no"]
    """Whether a published site offers it: "once" where one file holds both languages."""
    write: Callable[[Whole, Language], str | bytes]
