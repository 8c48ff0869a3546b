"""The text of a measure as it is searched for facts: its sentences and clauses, and what a fact found in it is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.vocabulary import words_in
from tongbao.load.prints import Prints
from tongbao.load.source import Span
from tongbao.printed import PrintedDate

_OPENING, _CLOSING = "“《（([〔【「『", "”》）)]〕】」』"
_STOPS = "，。；！？：,;:!?"
_ENDS = "。！？!?"


class Stated(NamedTuple):
    """A fact that words state: its key in a measure, its record without an id, and its quotation."""

    key: str
    said: Mapping[str, Value]
    quote: Span
    stem: str
    """What its id begins with."""
    asked: str = ""
    """What a person has to settle; nothing where the words leave no doubt."""
    bodies: Sequence[str] = ()
    """The bodies that conferred or issued it, as printed."""
    work: str = ""
    """The title of the work that carries it."""
    platform: str = ""
    """The name of the platform that shows it."""
    instead: "Stated | None" = None
    """Another reading, for where the loader does not take this one."""


class Passage:
    """A part of a stored text; ``words`` are those of the whole text, without white space and in simplified script."""

    def __init__(self, prints: Prints, words: str, span: Span) -> None:
        self.prints, self.words, self.span = prints, words, span

    @cached_property
    def clauses(self) -> list[Span]:
        """The clauses, as commas and full stops part them; those in brackets part nothing."""
        return [*self._parts(_STOPS)]

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences."""
        return [*self._parts(_ENDS)]

    def _parts(self, signs: str) -> Iterator[Span]:
        start, depth = self.span.start, 0
        for at in range(*self.span):
            sign = self.words[at]
            depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)
            if sign in _ENDS:  # a bracket that is not closed ends with its sentence
                depth = 0
            if not depth and (sign in signs or self._is_point(at)):
                if at > start:
                    yield Span(start, at)
                start = at + 1
        if self.span.end > start:
            yield Span(start, self.span.end)

    def _is_point(self, at: int) -> bool:
        """Return whether a point stands for a full stop: not within a number or between Latin letters."""
        around = self.words[at - 1 : at] + self.words[at + 1 : at + 2]
        return self.words[at] == "." and not (around.isascii() and around.isalnum() and len(around) == 2)

    def text(self, span: Span) -> str:
        """Return the words of a span in simplified script."""
        return self.words[span.start : span.end]

    def printed(self, span: Span) -> str:
        """Return the words of a span as printed."""
        return self.prints.source.words[span.start : span.end]

    def sentence(self, at: int) -> Span:
        """Return the sentence around a position."""
        return self._around(self.sentences, at) or self.span

    @staticmethod
    def _around(parts: Sequence[Span], at: int) -> Span | None:
        """Return the part that holds a position; None where a sign stands there."""
        index = bisect_right(parts, at, key=lambda one: one.start) - 1
        return parts[index] if index >= 0 and at < parts[index].end else None

    def clauses_of(self, span: Span) -> list[Span]:
        """Return the clauses that begin within a span, and the one that it begins in."""
        first = bisect_right(self.clauses, span.start, key=lambda one: one.end)
        last = bisect_left(self.clauses, span.end, key=lambda one: one.start)
        return self.clauses[first:last]

    def dates(self, span: Span) -> list[PrintedDate]:
        """Return the dates within a span."""
        return [one for one in self.prints.dates(span) if one.start >= span.start]

    def date_of(self, clause: Span, at: int) -> PrintedDate | None:
        """Return the date that a clause gives for what stands at a position: its own, or one alone before it."""
        own = [one for one in self.dates(Span(clause.start, at)) if is_whole(one)]
        if own:
            return own[-1]
        before = self._around(self.clauses, clause.start - 2)
        alone = self.dates(before) if before else []
        return alone[0] if before and len(alone) == 1 and before == Span(alone[0].start, alone[0].end) else None


def is_whole(date: PrintedDate) -> bool:
    """Return whether it is known to which year a date belongs."""
    return date.year is not None


def dated(date: PrintedDate | None) -> dict[str, Value]:
    """Write a date as keys of a record."""
    if date is None:
        return {}
    said: dict[str, Value] = {"date": "-".join(f"{part:02}" for part in date.parts if part)}
    return said | ({"date-basis": "implied"} if date.implied else {})


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the words by which facts are known."""
    found: Mapping[str, Any] = words_in("facts")
    return found


def kind_of(name: str, kinds: Mapping[str, str]) -> str:
    """Return the kind that the end of a name shows, the longest end first; nothing where it shows none."""
    name = name.rstrip('”》"')
    ends = [(found.start(), kind) for kind, words in kinds.items() if (found := re.search(f"(?:{words})$", name))]
    return min(ends)[1] if ends else ""


def without_brackets(words: str) -> str:
    """Return words without remarks in round brackets at their end: 办法（试行） is 办法."""
    return re.sub("[（(][^（）()]*[）)]$", "", words)


def in_turn(stem: str, taken: set[str]) -> str:
    """Return an id that is not taken, and take it: policy, policy-2.

    >>> taken = set(); in_turn("policy", taken), in_turn("policy", taken)
    ('policy', 'policy-2')
    """
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
