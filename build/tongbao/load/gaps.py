"""Points that a draft or a skeleton leaves open, for a person to settle."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tongbao.errors import Place, Problem, Text

GAP = "FILL IN 待填"
"""The mark of an open point: to be deleted when the point is settled."""
_MOST = 10_000
"""How many are reported per file."""


def gaps(file: Path, text: str) -> list[Problem]:
    """Return a problem for each line of a file that still has the mark of an open point."""
    marked = [(number, line.index(GAP) + 1) for number, line in enumerate(text.split("\n"), 1) if GAP in line]
    return [Problem("gap", _WHAT, _CURE, Place(file, number, column)) for number, column in marked[:_MOST]]


def count_gaps(text: str) -> int:
    """Count the lines of a text that have the mark."""
    return sum(GAP in line for line in text.split("\n"))


def summed_up(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with the open points of each file as one, the first, which says how many there are and what to do."""
    problems = list(problems)
    counts = Counter(problem.place.file for problem in problems if problem.code == "gap" and problem.place)
    left: list[Problem] = []
    for problem in problems:
        if problem.code != "gap" or problem.place is None:
            left.append(problem)
        elif count := counts.pop(problem.place.file, 0):
            left.append(_open(problem.place, count))
    return left


def _open(place: Place, count: int) -> Problem:
    what = Text(
        f"{count:,} point{' is' if count == 1 else 's are'} open in this notice.", f"本公文还有 {count:,} 处待定。"
    )
    name = place.file.stem
    cure = Text(
        f"Settle them: `tongbao review {name}`; to look at the result before: `tongbao build --drafts`.",
        f"请逐项确认：`tongbao review {name}`；如需先看结果：`tongbao build --drafts`。",
    )
    return Problem("gap", what, cure, place)


_WHAT = Text("A gap in the skeleton is not filled in.", "骨架中仍有待填之处。")
_CURE = Text(
    "Fill it in and delete the mark; if the source does not have it, delete the line.",
    "请填写并删去标记；原文没有此项的，删去整行。",
)
