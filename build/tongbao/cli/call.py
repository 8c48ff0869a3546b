"""One call of the program: which command, with which options, and where its dataset and its build are."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tongbao import paths
from tongbao.cli.command import Command
from tongbao.cli.parser import Parser, command_parser, did_you_mean, whole_parser
from tongbao.errors import Language, Problem, Text, UsageError


class Call(NamedTuple):
    """A command that was asked for, and how."""

    command: Command
    options: argparse.Namespace
    more: Sequence[str]
    """The words that no option takes."""
    language: Language
    parser: Parser

    def show(self, text: Text) -> None:
        """Print a text on standard output."""
        print(text.to(self.language))

    def note(self, text: Text | Problem) -> None:
        """Print a text on standard error: what concerns the person, and not what reads the output."""
        print(text.to(self.language), file=sys.stderr)

    @property
    def data(self) -> Path:
        """Return the folder of the dataset."""
        return self.options.data or paths.DATA

    @property
    def out(self) -> Path:
        """Return the folder that a build is written to."""
        return Path(self.options.out) if self.options.out else default_out(self.data)

    @property
    def build(self) -> Path:
        """Return the folder of the build that is read; raise DataError where a dataset was named that is not there."""
        if self.options.data and not self.data.is_dir():
            from tongbao.load import check_folder

            check_folder(self.data)  # says that there is none
        return Path(self._named or default_out(self.data))

    @property
    def _named(self) -> Path | str | None:
        """Return the folder of the build as it was named, which for Spark may be the URI of another file system."""
        if "build" in self.options:
            return self.options.build or getattr(self.options, "older_out", None)
        return getattr(self.options, "out", None)

    def dataset_as(self, folder: str = "") -> list[str]:
        """Return the options that name this dataset to another command, and the build, if it calls its folder anything."""
        named = {"--data": getattr(self.options, "data", None)} | ({folder: self._named} if folder else {})
        return [word for name, value in named.items() if value for word in (name, str(value))]


def default_out(data: Path) -> Path:
    """Return where the output of a dataset goes if nothing else is asked for: to ``out`` in its folder.

    That of tongbao's own data goes to ``out`` in the checkout, or here where a wheel carries them: nothing is written
    where packages are installed.
    """
    if data.resolve() != paths.DATA.resolve():
        return data / "out"
    return Path("out") if paths.ROOT == paths.SHIPPED else paths.ROOT / "out"


def understand(words: Sequence[str], commands: Mapping[str, Command], language: Language) -> Call | None:
    """Read the words of a command line; None where they name no command, and the help is shown.

    Raises UsageError where they cannot be understood.
    """
    start = _place_of_command(words)
    whole = whole_parser(commands.values(), language)
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
    return _read(commands[name], words[start + 1 :], language)


def _place_of_command(words: Sequence[str]) -> int:
    """Return which word is the command: the first that is neither an option nor the value of one."""
    for n, word in enumerate(words):
        if not word.startswith("-") and (n == 0 or words[n - 1] != "--lang"):
            return n
    return len(words)


def _read(command: Command, words: Sequence[str], language: Language) -> Call:
    parser = command_parser(command, language)
    options, more = parser.parse_known_args(words)
    if more and not command.takes_more:
        parser.refuse(more)
    call = Call(command, options, more, language, parser)
    _refuse_unreadable(call)
    _note_older_name(call)
    return call


def _refuse_unreadable(call: Call) -> None:
    """Refuse words that are not UTF-8, unless they name files: those can be called anything."""
    values = [value for name, value in vars(call.options).items() if isinstance(value, str) and name != "out"]
    for word in (*call.more, *values):
        if any("\ud800" <= character <= "\udfff" for character in word):
            what = Text(f"This word is not UTF-8: {word}", f"此参数不是 UTF-8 编码：{word}")
            raise UsageError(Problem("not-utf-8", what, Text("Type it in UTF-8.", "请以 UTF-8 编码输入。")))


def _note_older_name(call: Call) -> None:
    """Say that ``--out`` is an older name, where it was used for the build to read."""
    if getattr(call.options, "older_out", None) is None:
        return
    if call.options.build:
        what = Text("Here --out is the older name of --build.", "在此命令中，--out 是 --build 的旧名称。")
        raise UsageError(Problem("usage", what, Text("Leave --out out.", "请去掉 --out。")))
    call.note(
        Text(
            "Here --out is the older name of --build: write --build.",
            "在此命令中，--out 是 --build 的旧名称，请改用 --build。",
        )
    )
