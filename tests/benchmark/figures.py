"""Figures with their goals, and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import msgspec
from wcwidth import wcswidth

from tongbao.errors import Language, Text


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table."""

    what: Text
    ours: str
    """What was measured, with its unit."""
    reference: Text | None = None
    """What it was measured beside, and what that took."""
    ratio: str = ""
    """What the goal speaks of, where that is a ratio."""
    goal: Text
    met: bool | None
    """Whether the goal is reached; None where there is none, or the sizes are too small to tell."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """What a section measured: its figures, what is to be said of them, and every timing in seconds."""

    figures: list[Figure]
    notes: list[Text] = msgspec.field(default_factory=list)
    raw: dict[str, Any] = msgspec.field(default_factory=dict)
    sizes: dict[str, int] = msgspec.field(default_factory=dict)
    machine: dict[str, str] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timings:
    """The seconds that runs of one kind took."""

    seconds: list[float]

    @property
    def middle(self) -> float:
        """Return the median."""
        return median(self.seconds)


HEADINGS = (
    Text("measure", "项目"),
    Text("ours", "本项目"),
    Text("reference", "参照"),
    Text("ratio", "比值"),
    Text("goal", "目标"),
    Text("met", "达到"),
)
_MET = {True: Text("yes", "是"), False: Text("NO", "否"), None: Text("–", "–")}


def rows(figures: Sequence[Figure], language: Language) -> list[list[str]]:
    """Return the table's cells, headings first."""
    lines = [[heading.to(language) for heading in HEADINGS]]
    for figure in figures:
        reference = figure.reference.to(language) if figure.reference else ""
        cells = [figure.what.to(language), figure.ours, reference, figure.ratio]
        lines.append([*cells, figure.goal.to(language), _MET[figure.met].to(language)])
    return lines


def as_text(figures: Sequence[Figure], language: Language) -> str:
    """Write the table for a terminal."""
    lines = rows(figures, language)
    widths = [max(wcswidth(cell) for cell in column) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    padded = (
        "  ".join(cell + " " * (width - wcswidth(cell)) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in padded)


def as_markdown(figures: Sequence[Figure], language: Language) -> str:
    """Write the table in Markdown."""
    lines = rows(figures, language)
    lines.insert(1, ["---"] * len(HEADINGS))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
