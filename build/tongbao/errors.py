"""Errors: messages in two languages, with places and exit codes.

TongbaoError                base; lists its problems; exit code 1
├── InvalidError            the graph breaks a shape; exit code 1 (in tongbao.pipeline.build: it carries the findings)
├── DataError               a file of the dataset is wrong: nothing was built; exit code 3
├── UsageError              the command, a question or a parameter is wrong; exit code 2
│   ├── UnknownNameError    nothing has the name; carries the nearest names
│   ├── AmbiguousNameError  several things have the name; carries them
│   └── MissingExtraError   a package is not installed; also an ImportError
└── OutputError             the output cannot be written or read; exit code 4
"""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

Language = Literal["en", "zh"]


class Text(NamedTuple):
    """One text in both languages, English first."""

    en: str
    zh: str

    def to(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


class Place(NamedTuple):
    """A place in a file. Lines and columns start at 1; columns count code points."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as ``file:line:column``; without a line, the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)


class Problem(NamedTuple):
    """One thing that is wrong: a stable code, what is wrong, how to correct it, and where it is."""

    code: str
    what: Text
    cure: Text | None = None
    place: Place | None = None

    def to(self, language: Language) -> str:
        """Return the problem as text for a person: the place, what is wrong, then the cure on a line of its own."""
        where = f"{self.place}: " if self.place else ""
        cure = f"\n    {self.cure.to(language)}" if self.cure else ""
        return f"{where}{self.what.to(language)} [{self.code}]{cure}"


class TongbaoError(Exception):
    """Base of all errors that a person can correct."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.to("en") for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it pass between processes whole: an exception is otherwise made again from its message alone."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[TongbaoError], args: tuple[object, ...], state: dict[str, object]) -> TongbaoError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class DataError(TongbaoError):
    """A file of the dataset is wrong."""

    exit_code = 3


class UsageError(TongbaoError):
    """The command, a question or a parameter is wrong."""

    exit_code = 2


class UnknownNameError(UsageError):
    """Nothing has this name: no question, unit, notice or other thing."""

    def __init__(self, problem: Problem, suggestions: Iterable[str] = ()) -> None:
        super().__init__(problem)
        self.suggestions = tuple(suggestions)
        """The nearest names, the best first."""


class Candidate(NamedTuple):
    """One of several things that a name may mean."""

    iri: str
    name: str
    """The name of it that fits."""
    place: str
    """Where it is, or the notice that a measure is in; empty where that is not known."""
    home: str = ""
    """The IRI of that."""


class AmbiguousNameError(UsageError):
    """Several things have this name."""

    def __init__(self, problem: Problem, candidates: Iterable[Candidate] = ()) -> None:
        super().__init__(problem)
        self.candidates = tuple(candidates)
        """What it may mean; the IRI of one of them says which."""
        self.parameter = ""
        """The parameter whose value it is, where a question has asked for it."""


class MissingExtraError(UsageError, ImportError):
    """A package that is an optional part of this one is not installed."""


class OutputError(TongbaoError):
    """The output cannot be written or read."""

    exit_code = 4


def system_reason(error: OSError | int) -> Text:
    """Return why the system refused something: the system's own words for English, and ours for Chinese."""
    number = error if isinstance(error, int) else error.errno
    said = os.strerror(number) if number else str(error)
    return Text(said, _REASONS.get(number or 0, said))


_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许此操作",
    errno.EEXIST: "已存在",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EINVAL: "参数无效",
    errno.EIO: "读写错误",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "只读文件系统",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件过多",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ECONNRESET: "连接被重置",
    errno.EPIPE: "管道已断开",
    errno.EHOSTUNREACH: "无法到达主机",
    errno.ENETUNREACH: "无法到达网络",
    errno.ETIMEDOUT: "连接超时",
}
