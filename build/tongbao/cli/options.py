"""Options of commands. The shared ones are declared here, each once, with the types of their values."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tongbao.errors import Text


class Option(NamedTuple):
    """An option or a positional argument: its names, its purpose, and how argparse reads it."""

    names: tuple[str, ...]
    about: Text
    settings: Mapping[str, Any]


def option(*names: str, about: Text, **settings: Any) -> Option:
    """Declare an option; the settings are those of ``add_argument``, and may be a Text where people read them."""
    return Option(names, about, settings)


def given(word: str) -> str:
    """Return a word; refuse an empty one, which is mostly an unset variable of the shell."""
    if not word:
        raise wrong(Text("nothing is given", "未给出内容"))
    return word


def path(word: str) -> Path:
    """Read the name of a file or folder."""
    return Path(given(word))


_MOST = 1_000_000


def positive(word: str) -> int:
    """Read a whole number from 1 to a million: a clock takes no number of seconds of any length."""
    if not re.fullmatch("[0-9]{1,7}", word) or not 1 <= int(word) <= _MOST:
        shown = word[:40]
        raise wrong(Text(f"expected a whole number from 1 to {_MOST:,}, not {shown!r}", f"须为 1 至 {_MOST:,} 的整数，而非 {shown!r}"))  # fmt: skip
    return int(word)


BOTH = "\0"
"""Separates the two languages of our messages that argparse passes on."""


def wrong(what: Text) -> argparse.ArgumentTypeError:
    """Return the error of a wrong word, in both languages."""
    return argparse.ArgumentTypeError(f"{what.en}{BOTH}{what.zh}")


LANG = option("--lang", choices=["en", "zh"], about=Text("language of messages and labels", "消息与名称的语言"))
HELP = option("-h", "--help", action="help", about=Text("show this help", "显示本帮助"))
EVERYWHERE = (LANG, HELP)
"""The options of every command."""

DATA = option(
    "--data",
    type=path,
    metavar="DIR",
    about=Text("the dataset (default: the one that comes with tongbao)", "数据集文件夹（默认：随附的数据集）"),
)
OUT = option(
    "--out",
    type=given,  # for Spark it may be the URI of another file system
    metavar="DIR",
    about=Text("the output folder (default: out, in the dataset's folder)", "输出文件夹（默认：数据集中的 out）"),
)
BUILD = option(
    "--build",
    type=path,
    metavar="DIR",
    about=Text("the build to read (default: out, in the dataset's folder)", "要读取的构建结果（默认：数据集中的 out）"),
)
DRAFTS = option(
    "--drafts",
    action="store_true",
    about=Text(
        "to look at drafts: notices with open points too, in a folder of its own (out-drafts), not to be published",
        "查看草稿：连同尚有待定处的公文，写入单独的文件夹（out-drafts），不供发布",
    ),
)
STATED = option(
    "--stated",
    action="store_true",
    about=Text(
        "leave out leads that are a reading of the editors: the source does not say “lead”",
        "不含编者解读的牵头（原文未写“牵头”）",
    ),
)
OLDER_OUT = option(
    "--out",
    dest="older_out",
    type=path,
    metavar="DIR",
    about=Text("the older name of --build", "--build 的旧名称"),
)
"""For commands that only read the build's folder, but once had the option's name of the command that writes it."""
ENGINE = option(
    "--engine",
    choices=["auto", "rust", "pyshacl"],
    default="auto",
    about=Text("SHACL engine (default: the fast one, where installed)", "SHACL 引擎（默认：已安装快速引擎则用之）"),
)
JOBS = option(
    "--jobs",
    type=positive,
    metavar="N",
    about=Text("number of processes (default: one for each processor)", "并行进程数（默认：每个处理器一个）"),
)
