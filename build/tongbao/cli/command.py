"""What a command declares of itself: its name, what it is for, its options, and what it runs."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tongbao.errors import Text

if TYPE_CHECKING:
    from tongbao.cli.call import Call


class Option(NamedTuple):
    """An option, or a word that is given by its place: how it is called, what it is for, and how argparse reads it."""

    names: tuple[str, ...]
    about: Text
    settings: Mapping[str, Any]


def option(*names: str, about: Text, **settings: Any) -> Option:
    """Declare an option; the settings are those of ``add_argument``, and may be a Text where a person reads them."""
    return Option(names, about, settings)


class Command(NamedTuple):
    """A command, as its module in ``tongbao.cli.commands`` declares it."""

    name: str
    summary: Text
    options: Callable[[], Iterable[Option]]
    """Called only when the command is used, so that what it imports costs no other command time."""
    run: Callable[["Call"], int]
    """Does what was asked, shows the result and returns the exit code."""
    usage: str = ""
    """How it is called, where argparse cannot tell."""
    takes_more: bool = False
    """Whether words that no option takes are its own: the parameters of a question."""
