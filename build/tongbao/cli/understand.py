"""Find the command and its call in the words of a command line."""

import argparse
from collections.abc import Iterable, Mapping, Sequence

from tongbao import __version__
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import EVERYWHERE
from tongbao.cli.parser import Parser, did_you_mean
from tongbao.errors import Language, Problem, Text, UsageError


def understand(
    words: Sequence[str], commands: Mapping[str, Command], language: Language
) -> tuple[Command, Call] | None:
    """Return the command and its call from the words of a command line; None where they name no command: the help is shown.

    Raises UsageError where they cannot be understood.
    """
    start = _place_of_command(words)
    whole = _whole_parser(commands.values(), language)
    _, rest = whole.parse_known_args(words[:start])
    if rest:
        whole.refuse(rest)
    if start == len(words):
        whole.print_help()
        return None
    name = words[start]
    if name not in commands:
        meant = did_you_mean([name], list(commands))
        whole.wrong(Text(f"There is no command {name!r}{meant.en}", f"没有命令 {name!r}{meant.zh}"))
    command = commands[name]
    return command, _read(command, words[start + 1 :], language)


def _place_of_command(words: Sequence[str]) -> int:
    """Return the index of the command: the first word that is neither an option nor the value of one."""
    for n, word in enumerate(words):
        if not word.startswith("-") and (n == 0 or words[n - 1] != "--lang"):
            return n
    return len(words)


def _read(command: Command, words: Sequence[str], language: Language) -> Call:
    parser = _command_parser(command, language)
    options, more = parser.parse_known_args(words)
    if more and not command.takes_more:
        parser.refuse(more)
    call = Call(options, more, language, parser)
    _refuse_unreadable(call)
    _note_older_name(call)
    return call


def _refuse_unreadable(call: Call) -> None:
    """Refuse words that are not UTF-8, unless they name files: files can have any name."""
    values = [value for name, value in vars(call.options).items() if isinstance(value, str) and name != "out"]
    for word in (*call.more, *values):
        if any("\ud800" <= character <= "\udfff" for character in word):
            what = Text(f"This word is not UTF-8: {word}", f"此参数不是 UTF-8 编码：{word}")
            raise UsageError(Problem("not-utf-8", what, Text("Type it in UTF-8.", "请以 UTF-8 编码输入。")))


def _note_older_name(call: Call) -> None:
    """Print a note that ``--out`` is an older name, where it was used for the build to read."""
    if getattr(call.options, "older_out", None) is None:
        return
    if call.options.build:
        what = Text("Here --out is the older name of --build.", "在此命令中，--out 是 --build 的旧名称。")
        raise UsageError(Problem("usage", what, Text("Remove --out.", "请去掉 --out。")))
    call.note(
        Text(
            "Here --out is the older name of --build: use --build.",
            "在此命令中，--out 是 --build 的旧名称，请改用 --build。",
        )
    )


def _whole_parser(commands: Iterable[Command], language: Language) -> Parser:
    """Return the parser of the words before the command; its help lists the commands."""
    about = Text(
        "Turn official commendation notices into a knowledge graph that can be trusted.",
        "把表扬通报变成可信的知识图谱。",
    )
    parser = Parser(language, prog="tongbao", description=about.to(language))
    parser.take(EVERYWHERE)
    shown = Text("show the version", "显示版本").to(language)
    parser.add_argument("--version", action="version", version=f"tongbao {__version__}", help=shown)
    metavar = Text("COMMAND", "命令").to(language)
    listed = parser.add_subparsers(metavar=metavar, parser_class=argparse.ArgumentParser)
    for command in commands:
        listed.add_parser(command.name, help=command.summary.to(language), add_help=False)
    return parser


def _command_parser(command: Command, language: Language) -> Parser:
    """Return the parser of the words after the name of a command."""
    prog = f"tongbao {command.name}"
    usage = f"{prog} {command.usage}" if command.usage else None
    parser = Parser(language, prog=prog, usage=usage, description=command.summary.to(language))
    parser.take(EVERYWHERE)
    parser.take(command.options())
    return parser
