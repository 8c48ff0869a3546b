"""The commands: one module each, which declares its name, its options and what it runs.

A new command is a new module here, and its name in the list below.
"""

from tongbao.cli.command import Command
from tongbao.cli.commands import build, export, init, load, network, new, publish, query, validate

COMMANDS: dict[str, Command] = {
    module.COMMAND.name: module.COMMAND
    for module in (build, validate, query, export, network, publish, load, init, new)
}
"""By name, in the order in which the help lists them."""
