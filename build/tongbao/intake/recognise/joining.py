"""Who takes part in a measure by the words of its text: who is joined (会同), who supports, to whom it is reported."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from tongbao.intake.recognise.passage import Passage, vocabulary
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load import borders
from tongbao.load.source import Span
from tongbao.model.codes import Role

_LONGEST = 24
"""The longest name of a body that is looked for, in characters."""
_MOST = 40
"""How many names of one list, and how many lists of one clause, are read: far more than any has."""
_AND = re.compile("、|以及|和|及|与")
_PLATE = re.compile("（[^（）]{2,16}）")
_OTHERS = re.compile("等")


class Taking(NamedTuple):
    """Bodies that words of a text name together, in one role."""

    role: Role
    names: Sequence[Span]
    quote: Span
    is_open: bool = False
    """Whether there are others: 等部门."""
    asked: bool = False
    """Whether the list goes on with words that are not understood."""
    doubted: bool = False
    """Whether a person has to say if they take part, and as what."""
    only_words: bool = False
    """Whether the names are such that only their words are kept: 税务、审批等部门."""


class Joining:
    """Finds who takes part; ``known`` knows the bodies, whose names are whole wherever they stand."""

    def __init__(self, passage: Passage, known: Callable[[str], bool]) -> None:
        self.passage, self.known = passage, cache(known)
        self.words = vocabulary()["participants"]
        self.body, self.branch = expression(self.words["body"]), expression(self.words["branch"])

    def all(self) -> Iterator[Taking]:
        """Yield them in order."""
        for clause in self.passage.clauses:
            yield from self._behind(clause, self.words["joins"], "joining", clause)
            yield from self._together(clause)
            yield from self._supporting(clause)
            yield from self._ordered(clause)
            yield from self._reported(clause)

    def _behind(self, clause: Span, verb: str, role: Role, quote: Span) -> Iterator[Taking]:
        """Yield the list of names right behind each verb: 会同市财政局、市审计局制定."""
        behind = clause.start
        for found in islice(expression(verb).finditer(self.passage.words, *clause), _MOST):
            if found.start() < behind:
                continue  # within the list before
            names, end, is_sure = self.names(found.end(), clause.end)
            behind = end
            if names:
                is_open = bool(_OTHERS.match(self.passage.words, end))
                yield Taking(role, names, quote, is_open, not is_sure)

    def _together(self, clause: Span) -> Iterator[Taking]:
        """Yield those of 甲局与乙局、丙局联合推行 that stand behind 与."""
        for found in islice(expression(self.words["with"]).finditer(self.passage.words, *clause), _MOST):
            names, end, is_sure = self.names(found.end(), clause.end)
            behind = expression(self.words["together"]).match(self.passage.words, end)
            if names and behind:
                yield Taking("joining", names, clause, bool(behind["others"]), not is_sure)

    def _supporting(self, clause: Span) -> Iterator[Taking]:
        """Yield the names that fill a clause up to what they do: 市公安局、市住建局配合."""
        begin = expression(self.words["by"]).match(self.passage.words, *clause)
        names, end, is_sure = self.names(begin.end() if begin else clause.start, clause.end, fills=True)
        if not names:
            return
        for role, verb in self.words["do"].items():
            if found := expression(self.words["doing"].replace("VERB", verb)).fullmatch(
                self.passage.words, end, clause.end
            ):
                yield Taking(role, names, clause, bool(found["others"]), not is_sure)
                return

    def _ordered(self, clause: Span) -> Iterator[Taking]:
        """Yield those at whose orders something is done: 按照市委、市政府部署."""
        for found in islice(expression(self.words["orders"]["before"]).finditer(self.passage.words, *clause), _MOST):
            names, end, _ = self.names(found.end(), clause.end)
            behind = expression(self.words["orders"]["behind"]).match(self.passage.words, end, clause.end)
            if behind and names and all(map(self.is_known, names)):
                yield Taking("superior", names, Span(found.start(), behind.end()))

    def _reported(self, clause: Span) -> Iterator[Taking]:
        for found in islice(expression(self.words["reports"]).finditer(self.passage.words, *clause), _MOST):
            names, _, _ = self.names(found.end(), clause.end)
            if names and all(map(self.is_known, names)):
                yield Taking("report-addressee", names, Span(found.start(), clause.end))

    def names(self, at: int, end: int, *, fills: bool = False) -> tuple[list[Span], int, bool]:
        """Return the names of a list that begins at a position, where it ends, and whether it is whole."""
        names, last = list[Span](), at
        while len(names) < _MOST:
            found = self._known(at, end) or self._formed(at, end, needs_home=not (names or fills))
            if found is None:
                return names, last, False  # 会同市商务局、海关: the rest cannot be told
            names.append(found)
            last = found.end
            joint = _AND.match(self.passage.words, last, end)
            if not joint:
                break
            at = joint.end()
        return names, last, True

    def is_known(self, name: Span) -> bool:
        """Return whether a name is that of exactly one body."""
        return self.known(_PLATE.sub("", self.passage.text(name)))

    def _known(self, at: int, end: int) -> Span | None:
        """Return the longest known body at a position, with its second name in brackets; not one whose organ is meant."""
        words = self.passage.words
        ends = range(min(at + _LONGEST, end), at + 1, -1)
        high = next((each for each in ends if self.known(words[at:each])), None)
        if high is None or borders.is_organ(words[high : high + _LONGEST]) or self.branch.match(words, high, end):
            return None
        plate = _PLATE.match(words, high, end)
        return Span(at, plate.end() if plate else high)

    def _formed(self, at: int, end: int, *, needs_home: bool) -> Span | None:
        """Return what has the form of a body's name at a position; within a list 财政局 may stand for 市财政局."""
        found = self.body.match(self.passage.words, at, min(at + _LONGEST, end))
        if not found or (needs_home and not found["home"] and not found["firm"]):
            return None
        plate = _PLATE.match(self.passage.words, found.end(), end)
        return Span(at, plate.end() if plate else found.end())
