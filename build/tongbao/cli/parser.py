"""The parser of command lines: argparse, made to speak one language, like the rest of the program."""

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from tongbao.cli.options import BOTH, Option
from tongbao.errors import Language, Problem, Text, UsageError

EXIT_CODES = Text(
    "exit codes: 0 done; 1 the data breaks a rule, or two versions differ; 2 the command was used wrongly; 3 a file of the dataset is wrong; "
    "4 the output cannot be written or read; 5 done, but notices were left out; 130 stopped by ctrl-C, 143 by SIGTERM",
    "退出码：0 完成；1 数据违反规则，或两个版本不同；2 命令用法有误；3 数据文件有误；4 输出无法读写；5 完成但略去了部分公文；130 被 ctrl-C 中断，143 被 SIGTERM 终止",
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language and raises its errors."""

    def __init__(self, language: Language, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, epilog=EXIT_CODES.to(language), **settings)
        self.language = language

    def take(self, options: Iterable[Option]) -> None:
        """Add the options that a command declares."""
        for option in options:
            settings = {name: self._said(value) for name, value in option.settings.items()}
            self.add_argument(*option.names, help=option.about.to(self.language), **settings)

    def _said(self, value: Any) -> Any:
        return value.to(self.language) if isinstance(value, Text) else value

    def format_help(self) -> str:
        """Return the help text, with its headings in the chosen language too."""
        text = super().format_help()
        for heading in _HEADINGS if self.language == "zh" else ():
            text = text.replace(heading.en, heading.zh, 1)
        return text

    def error(self, message: str) -> NoReturn:
        """Raise the error that argparse would print."""
        en, _, zh = message.partition(BOTH)
        chinese = en.partition(": ")[0] + ": " + zh if zh else en
        for pattern, words in _CHINESE:
            chinese = re.sub(pattern, words, chinese)
        self.wrong(Text(f"The command was not understood: {en}.", f"无法理解命令：{chinese}。"))

    def refuse(self, words: Sequence[str]) -> NoReturn:
        """Raise the error of words that belong to no option, with the most similar options."""
        known = [option for action in self._actions for option in action.option_strings]
        meant = did_you_mean([word.partition("=")[0] for word in words], known)
        found = " ".join(words)
        self.wrong(Text(f"The command does not take {found!r}{meant.en}", f"此命令不接受 {found!r}{meant.zh}"))

    def wrong(self, what: Text) -> NoReturn:
        """Raise an error about the words, with the command that explains the right ones."""
        cure = Text(f"See `{self.prog} --help`.", f"请参阅 `{self.prog} --help`。")
        raise UsageError(Problem("usage", what, cure))


_CHINESE = (
    (r"^argument ([^:]+): ", r"参数 \1："),
    (r"the following arguments are required: (.*)", r"缺少必需的参数：\1"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"不能取值 \1（可选：\2）"),
    (r"expected one argument", "需要一个值"),
    (r"expected at least one argument", "至少需要一个值"),
    (r"invalid int value: (.*)", r"\1 不是整数"),
    (r"unrecognized arguments: (.*)", r"无法识别：\1"),
)
"""The messages of argparse, in Chinese."""
_HEADINGS = (Text("usage:", "用法："), Text("positional arguments:", "参数："), Text("options:", "选项："))


def did_you_mean(words: Iterable[str], known: Sequence[str]) -> Text:
    """Return the end of a sentence: the known names that are most like some words, or a full stop where none is."""
    import difflib  # imported only for errors, so that the help shows at once

    near = ", ".join(like for word in words for like in difflib.get_close_matches(word, known, n=1, cutoff=0.7))
    return Text(f"; did you mean {near}?", f"；是否指 {near}？") if near else Text(".", "。")
