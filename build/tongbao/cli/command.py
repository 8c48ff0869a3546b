"""What a command declares of itself: its name, what it is for, its options, and what it runs."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tongbao.cli.call import Call
from tongbao.cli.options import Option
from tongbao.errors import Text


class Command(NamedTuple):
    """A command, as its module in ``tongbao.cli.commands`` declares it."""

    name: str
    summary: Text
    options: Callable[[], Iterable[Option]]
    """Called only when the command is used, so that what it imports costs no other command time."""
    run: Callable[[Call], int]
    """Does what was asked, shows the result and returns the exit code."""
    usage: str = ""
    """How it is called, where argparse cannot tell."""
    takes_more: bool = False
    """Whether words that no option takes are its own: the parameters of a question."""
