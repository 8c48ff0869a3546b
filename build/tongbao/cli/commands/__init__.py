"""The commands: one module each, which declares the command's name, its options and the function that it runs.

A new command is a new module here, and its name in the list below.
"""

from tongbao.cli.command import Command
from tongbao.cli.commands import (
    build,
    diff,
    draft,
    export,
    init,
    load,
    migrate,
    network,
    new,
    publish,
    query,
    review,
    serve,
    validate,
)

COMMANDS: dict[str, Command] = {
    module.COMMAND.name: module.COMMAND
    for module in (
        build,
        validate,
        query,
        serve,
        export,
        network,
        publish,
        diff,
        load,
        init,
        draft,
        review,
        new,
        migrate,
    )
}
"""The commands by name, in the order of the help."""
