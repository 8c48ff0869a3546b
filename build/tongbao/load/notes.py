"""Collect the problems of a file's content. Leave out those that its broken form may have caused."""

from collections.abc import Callable

from tongbao.errors import Problem, Text
from tongbao.load.characters import seen
from tongbao.load.reader import Document, Path_

GUESSES = 30
"""For how many problems of a file a nearest name is looked for: the search is slow, and more are one mistake repeated."""


class Notes:
    """Problems of one file. A part whose form is broken gets none, for its values are stand-ins."""

    def __init__(self, document: Document, part_of: Callable[[Path_], Path_]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.paths: list[Path_] = []
        self.codes: list[str] = []
        """The code of the problem at each path."""
        self._broken = {part_of(fault) for fault in document.faults}

    def note(self, code: str, what: Text, cure: Text | None, path: Path_, *, key: bool = False) -> None:
        """Add a problem at a path of the YAML: with the value there, or with its key."""
        if not self.in_doubt(path):
            self.problems.append(Problem(code, seen(what), cure and seen(cure), self.document.place(path, key=key)))
            self.paths.append(path)
            self.codes.append(code)

    @property
    def may_guess(self) -> bool:
        """Whether a guess at what was meant may still be looked for."""
        return len(self.problems) < GUESSES

    def in_doubt(self, path: Path_) -> bool:
        """Return whether a path lies in a broken part, of which nothing is certain."""
        return any(path[:length] in self._broken for length in range(len(path) + 1))


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by the lines of their file."""
    return sorted(problems, key=lambda p: (str(p.place.file), p.place.line, p.place.column) if p.place else ("", 0, 0))
