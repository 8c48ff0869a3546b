"""The words of a measure with a number behind each passage that a fact rests on: the number that the fact bears beside them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tongbao.load.source import SourceText, Span
from tongbao.site.pages.highlight import Mark, marked


class Numbered(NamedTuple):
    """A run of characters: the fact that it belongs to most closely, and the facts whose words end with it."""

    text: str
    target: str
    """The place of that fact on the page; empty where no fact rests on these words."""
    number: int
    """The number of that fact, where its words end here and those of none before it; else 0."""
    others: tuple[tuple[int, str], ...]
    """Numbers and places of the other facts whose words end here, in order."""


def numbers_of(marks: Iterable[Mark], texts: Sequence[Span]) -> dict[str, int]:
    """Number the facts in the order in which their words end in some texts; those whose words stand elsewhere get none.

    A mark's ``target`` is the place of its fact.
    """
    ends: dict[str, tuple[int, int]] = {}
    for span, target, _ in marks:
        if any(_is_within(span, text) for text in texts):
            ends.setdefault(target, (span.end, span.start))
    return {target: number for number, target in enumerate(sorted(ends, key=lambda name: (ends[name], name)), 1)}


def numbered_text(source: SourceText, text: Span, marks: Sequence[Mark], numbers: Mapping[str, int]) -> list[Numbered]:
    """Cut a text at its marks; the first words of each fact bear its number."""
    first: dict[str, Span] = {}
    for mark in sorted(marks, key=lambda mark: (mark.span.end, mark.span.start)):
        if mark.target in numbers:
            first.setdefault(mark.target, mark.span)
    found, at = [], text.start
    for piece in marked(source, text, marks, joined=True):
        at = piece.end
        ending = sorted({numbers[m.target]: m.target for m in piece.marks if _ends(m, first, at)}.items())
        target = piece.marks[0].target if piece.marks else ""
        own = ending[0][0] if ending and ending[0][1] == target else 0
        others = tuple((number, name) for number, name in ending if number != own)
        found.append(Numbered(piece.text, target, own, others))
    return found


def _ends(mark: Mark, first: Mapping[str, Span], at: int) -> bool:
    return mark.span.end == at and first.get(mark.target) == mark.span


def _is_within(span: Span, text: Span) -> bool:
    return text.start <= span.start and span.end <= text.end
