"""What an option is; the options that several commands share, each declared once; and the kinds of words that options take."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tongbao.errors import Text


class Option(NamedTuple):
    """An option, or a word that is given by its place: how it is called, what it is for, and how argparse reads it."""

    names: tuple[str, ...]
    about: Text
    settings: Mapping[str, Any]


def option(*names: str, about: Text, **settings: Any) -> Option:
    """Declare an option; the settings are those of ``add_argument``, and may be a Text where a person reads them."""
    return Option(names, about, settings)


def given(word: str) -> str:
    """Refuse an empty word, which is mostly a variable of the shell that is not set."""
    if not word:
        raise wrong(Text("nothing is given", "未给出内容"))
    return word


def path(word: str) -> Path:
    """Read the name of a file or folder."""
    return Path(given(word))


def positive(word: str) -> int:
    """Read a whole number from 1."""
    if not word.isdecimal() or int(word) < 1:
        raise wrong(Text(f"expected a whole number from 1, not {word!r}", f"须为不小于 1 的整数，而非 {word!r}"))
    return int(word)


BOTH = "\0"
"""Parts the two languages of a message of ours that argparse passes on."""


def wrong(what: Text) -> argparse.ArgumentTypeError:
    """Return the error that says in both languages what is wrong with a word."""
    return argparse.ArgumentTypeError(f"{what.en}{BOTH}{what.zh}")


LANG = option("--lang", choices=["en", "zh"], about=Text("language of messages and labels", "消息与名称的语言"))
HELP = option("-h", "--help", action="help", about=Text("show this help", "显示本帮助"))
EVERYWHERE = (LANG, HELP)
"""What every command has."""

DATA = option(
    "--data",
    type=path,
    metavar="DIR",
    about=Text("the dataset (default: the one that comes with tongbao)", "数据集文件夹（默认：随附数据集）"),
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
OLDER_OUT = option(
    "--out",
    dest="older_out",
    type=path,
    metavar="DIR",
    about=Text("the older name of --build", "--build 的旧名称"),
)
"""Of commands that write nothing into that folder, but were given it by the name that it has where it is written."""
ENGINE = option(
    "--engine",
    choices=["auto", "rust", "pyshacl"],
    default="auto",
    about=Text("SHACL engine (default: the fast one, where installed)", "SHACL 引擎（默认：已安装则用快速引擎）"),
)
JOBS = option(
    "--jobs",
    type=positive,
    metavar="N",
    about=Text("processes to work in (default: one for each processor)", "并行进程数（默认：每个处理器一个）"),
)
