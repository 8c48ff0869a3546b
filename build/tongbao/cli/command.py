"""What a command declares: its name, its purpose, its options, and the function that it runs."""

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
    """Called only when the command is used, so that its imports do not slow down other commands."""
    run: Callable[[Call], int]
    """Does the work, shows the result and returns the exit code."""
    usage: str = ""
    """How it is called, where argparse cannot work that out."""
    takes_more: bool = False
    """Whether it accepts words that belong to no option: the parameters of a question."""
