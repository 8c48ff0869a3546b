"""Let the places of words follow a text that a person has corrected where it was recognised wrongly."""

import hashlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tongbao.load.positions import Places, Run

_LONGEST = 1000
"""How many characters of changed lines are compared one by one; the places of longer ones are lost."""
_MOST_LINES = 20_000
_LEAST = 0.5
"""What part of the text must be as it was: less is another text."""


class _Stretch(NamedTuple):
    """A part of the old text, and where it stands in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def is_same(self) -> bool:
        return self.end - self.start == self.new_end - self.new_start


def following(places: Places, text: str) -> Places | None:
    """Return the places of the words of a corrected text; None where they are not known, or it is another text.

    A line keeps its rectangle. Where it has become longer or shorter, its characters are taken for equally wide.

    >>> from tongbao.load.positions import Size
    >>> said = "溪陵巿局"
    >>> kept = hashlib.sha256(said.encode()).hexdigest()
    >>> places = Places(kept, (Size(595, 842),), (Run(0, 4, 1, 70, 86, (80, 144)),), said)
    >>> following(places, "溪陵市税务局").boxes(3, 5)
    [Box(page=1, left=112.0, top=70, right=133.3, bottom=86)]
    """
    if not places.said or max(places.said.count("\n"), text.count("\n")) > _MOST_LINES:
        return None
    stretches = list(_stretches(places.said, text))
    kept = sum(one.end - one.start for one in stretches if one.is_same)
    if kept < _LEAST * len(places.said):
        return None
    runs = tuple(_runs(places.runs, stretches))
    return Places(hashlib.sha256(text.encode()).hexdigest(), places.pages, runs, text)


def _stretches(old: str, new: str) -> Iterator[_Stretch]:
    """Yield what has stayed or was exchanged, in order; what was only taken out or put in is in none of them."""
    lines, others = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, other_starts = _starts(lines), _starts(others)
    for tag, i, i_end, j, j_end in _changes(lines, others):
        whole = _Stretch(starts[i], starts[i_end], other_starts[j], other_starts[j_end])
        if tag == "equal":
            yield whole
        elif tag == "replace" and i_end - i == j_end - j:  # line by line
            for at in range(i_end - i):
                pair = (starts[i + at], starts[i + at + 1], other_starts[j + at], other_starts[j + at + 1])
                yield from _within(old, new, _Stretch(*pair))
        elif tag == "replace":
            yield from _within(old, new, whole)


def _changes(lines: list[str], others: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield which lines are the same and which are not; equal ones at both ends are not searched for."""
    most = min(len(lines), len(others))
    head = next((at for at in range(most) if lines[at] != others[at]), most)
    tail = next((at for at in range(most - head) if lines[-1 - at] != others[-1 - at]), most - head)
    yield "equal", 0, head, 0, head
    end, other_end = len(lines) - tail, len(others) - tail
    for tag, i, i_end, j, j_end in SequenceMatcher(None, lines[head:end], others[head:other_end]).get_opcodes():
        yield tag, i + head, i_end + head, j + head, j_end + head
    yield "equal", end, len(lines), other_end, len(others)


def _within(old: str, new: str, part: _Stretch) -> Iterator[_Stretch]:
    words, others = old[part.start : part.end], new[part.new_start : part.new_end]
    if max(len(words), len(others)) > _LONGEST:
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            yield _Stretch(part.start + i, part.start + i_end, part.new_start + j, part.new_start + j_end)


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _runs(runs: tuple[Run, ...], stretches: list[_Stretch]) -> Iterator[Run]:
    first = 0
    for run in runs:
        while first < len(stretches) and stretches[first].end <= run.start:
            first += 1
        own = []
        for one in stretches[first:]:
            if one.start >= run.end:
                break
            own.append(one)
        if own and (moved := _moved(run, own)):
            yield moved


def _moved(run: Run, own: list[_Stretch]) -> Run | None:
    start, end = _at(own[0], max(run.start, own[0].start)), _at(own[-1], min(run.end, own[-1].end))
    if start >= end:
        return None
    edges = run.edges if end - start == run.end - run.start else (run.edges[0], run.edges[-1])
    return run._replace(start=start, end=end, edges=edges)


def _at(one: _Stretch, position: int) -> int:
    """Return where a position of the old text is in the new one."""
    if one.is_same:
        return one.new_start + position - one.start
    return one.new_start + (one.new_end - one.new_start) * (position - one.start) // (one.end - one.start)
