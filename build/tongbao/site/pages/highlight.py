"""Mark the words of a source text that facts are based on: cut the text where their spans begin and end."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from tongbao.load.source import SourceText, Span


class Mark(NamedTuple):
    """A span of the stored text, and the facts that are based on it: their anchors on the page, and their names."""

    span: Span
    target: str
    """Where the mark leads, relative to the page."""
    about: str


class Piece(NamedTuple):
    """A run of characters with the same marks, and the anchors of the spans that begin here."""

    text: str
    anchors: tuple[str, ...]
    marks: tuple[Mark, ...]
    """The closest first."""
    end: int
    """Where it ends in the stored text."""

    @property
    def about(self) -> str:
        """Return what its closest words are about: the first few names, and how many there are."""
        closest = [mark.about for mark in self.marks if mark.span == self.marks[0].span]
        names = list(dict.fromkeys(closest))
        return "；".join(names[:FEW]) + (f" … {len(names)}" if len(names) > FEW else "")


FEW = 3
"""How many names of facts a mark gives."""


def anchor_of(span: Span) -> str:
    """Return the anchor of the place in a text where a span begins."""
    return f"s-{span.start}-{span.end}"


def marked(
    source: SourceText, span: Span, marks: Iterable[Mark], *, joined: bool, anchored: Iterable[Span] = ()
) -> list[Piece]:
    """Cut a span of the stored text at all marks in it; ``joined`` leaves out the white space of the layout.

    Spans in ``anchored`` get an anchor, but no mark.
    """
    inside = [mark for mark in marks if span.start <= mark.span.start and mark.span.end <= span.end]
    named: dict[int, list[str]] = {}
    for one in [*(mark.span for mark in inside), *anchored]:
        named.setdefault(one.start, []).append(anchor_of(one))
    cuts = sorted({span.start, span.end, *named, *(mark.span.end for mark in inside)})
    begun: dict[int, list[Mark]] = {}
    for mark in inside:
        begun.setdefault(mark.span.start, []).append(mark)
    pieces, opened, around = [], set[str](), list[Mark]()
    for start, end in pairwise(cuts):
        text = _joined(source, Span(start, end), first=start == span.start) if joined else source.text[start:end]
        around = [mark for mark in (*around, *begun.get(start, ())) if end <= mark.span.end]
        covering = tuple(sorted(around, key=lambda mark: mark.span.end - mark.span.start))
        anchors = tuple(dict.fromkeys(anchor for anchor in named.get(start, ()) if anchor not in opened))
        opened.update(anchors)
        if text or anchors:
            pieces.append(Piece(text, anchors, covering, end))
    return pieces


def _joined(source: SourceText, span: Span, *, first: bool) -> str:
    """Return the words of a span; a space between two Latin words may fall between two pieces."""
    spaced = not first and bisect_left(source.positions, span.start) in source.spaces
    return f"{' ' if spaced else ''}{source.exact(span)}"


_ITEM = re.compile(r"\s*(?:附件[：:])?\d{1,2}[.．、]")


def paragraphs(source: SourceText, span: Span, begins: Set[int] = frozenset()) -> list[Span]:
    """Cut a span of running text into paragraphs, according to its printed lines.

    A line ends its paragraph if it is not nearly full, or ends a sentence. A line that begins with the number of an item, or
    at one of the places in ``begins``, begins a new paragraph.
    """
    lines = _lines(source.text, span)
    full = 0.8 * max((len(source.exact(line)) for line in lines), default=0)
    found: list[Span] = []
    start: int | None = None
    for line in lines:
        words = source.exact(line)
        if not words:
            continue
        first = source.text[line.start : line.end]
        own = line.start + len(first) - len(first.lstrip())
        if start is not None and (_ITEM.match(first) or own in begins):
            found.append(Span(start, line.start))
            start = None
        start = line.start if start is None else start
        if len(words) < full or words.endswith(("：", "。")):
            found.append(Span(start, line.end))
            start = None
    if start is not None:
        found.append(Span(start, span.end))
    return found


def _lines(text: str, span: Span) -> Sequence[Span]:
    found, at = [], span.start
    while at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        found.append(Span(at, end))
        at = end + 1
    return found
