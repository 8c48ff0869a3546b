"""Gaps that a skeleton leaves for a person to fill in."""

from pathlib import Path

from tongbao.errors import Place, Problem, Text

GAP = "FILL IN 待填"
"""The mark of a gap: to be deleted when the gap is filled in."""
_MOST = 50
"""How many gaps are reported per file; a skeleton has fewer."""


def gaps(file: Path, text: str) -> list[Problem]:
    """Return a problem for each line of a file that still has the mark of a gap."""
    marked = [(number, line.index(GAP) + 1) for number, line in enumerate(text.split("\n"), 1) if GAP in line]
    return [Problem("gap", _WHAT, _CURE, Place(file, number, column)) for number, column in marked[:_MOST]]


_WHAT = Text("A gap in the skeleton is not filled in.", "骨架中仍有待填之处。")
_CURE = Text(
    "Fill it in and delete the mark; if the source does not have it, delete the line.",
    "请填写并删去标记；原文没有此项的，删去整行。",
)
