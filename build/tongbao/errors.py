"""What can go wrong, told in two languages, with its place and its exit code.

TongbaoError                base; lists its problems; exit code 1
├── InvalidError            the graph breaks a shape; exit code 1 (in tongbao.build: it carries the findings)
├── DataError               a file of the dataset is wrong: nothing was built; exit code 3
├── UsageError              the command, a question or a parameter is wrong; exit code 2
└── OutputError             the output cannot be written or read; exit code 4
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]


class Text(NamedTuple):
    """One text in both languages, English first."""

    en: str
    zh: str

    def to(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. Lines and columns count from 1; columns count code points."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as ``file:line:column``; without a line, the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, where, what, and what to do."""

    code: str
    what: Text
    cure: Text | None = None
    place: Place | None = None

    def to(self, language: Language) -> str:
        """Write the problem for a person: the place, what is wrong, then the cure on its own line."""
        where = f"{self.place}: " if self.place else ""
        cure = f"\n    {self.cure.to(language)}" if self.cure else ""
        return f"{where}{self.what.to(language)} [{self.code}]{cure}"


class TongbaoError(Exception):
    """Base of all errors that a person can mend."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.to("en") for problem in problems))
        self.problems = problems


class DataError(TongbaoError):
    """A file of the dataset is wrong."""

    exit_code = 3


class UsageError(TongbaoError):
    """The command, a question or a parameter is wrong."""

    exit_code = 2


class OutputError(TongbaoError):
    """The output cannot be written or read."""

    exit_code = 4
