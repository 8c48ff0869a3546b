"""Collect what is wrong with the sense of a file, apart from what may only follow from its broken form."""

from collections.abc import Callable

from tongbao.errors import Problem, Text
from tongbao.load.characters import seen
from tongbao.load.reader import Document, Path_

GUESSES = 30
"""For how many problems of a file the nearest name is looked for: it takes long, and more are one mistake repeated."""


class Notes:
    """Problems of one file; none in a part of it whose form is broken, where stand-ins take the place of values."""

    def __init__(self, document: Document, part_of: Callable[[Path_], Path_]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.paths: list[Path_] = []
        self._broken = {part_of(fault) for fault in document.faults}

    def note(self, code: str, what: Text, cure: Text | None, path: Path_) -> None:
        """Add a problem at a path of the YAML."""
        if not self.in_doubt(path):
            self.problems.append(Problem(code, seen(what), cure and seen(cure), self.document.place(path)))
            self.paths.append(path)

    @property
    def may_guess(self) -> bool:
        """Whether to look for what was meant."""
        return len(self.problems) < GUESSES

    def in_doubt(self, path: Path_) -> bool:
        """Tell whether a path lies in a part that is broken: then nothing can be said of it."""
        return any(path[:length] in self._broken for length in range(len(path) + 1))


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by the lines of their file."""
    return sorted(problems, key=lambda p: (str(p.place.file), p.place.line, p.place.column) if p.place else ("", 0, 0))
