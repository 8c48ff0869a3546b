"""Find where the words of a stored text stand on the pages of the original that it was read from."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tongbao.intake.original import Box, Original
from tongbao.intake.stored import Line, Stored
from tongbao.load.positions import Places, Run, Size, places_file, read_places

__all__ = ["Places", "places_file", "places_of", "read_places"]

_EVEN = 0.5
"""Characters are equally wide where none begins further than this from its place, in points."""


def places_of(stored: Stored, original: Original) -> Places:
    """Return where the characters of a stored text stand; there are none where the original has no pages."""
    digest = hashlib.sha256(stored.text.encode()).hexdigest()
    sizes = (Size(round(page.right - page.left, 1), round(page.bottom - page.top, 1)) for page in original.pages)
    runs = tuple(run for line in stored.lines for run in _runs(line, original.pages))
    return Places(digest, tuple(sizes), runs, stored.text if original.is_recognised else "")


class _Sign(NamedTuple):
    position: int
    box: Box


def _runs(line: Line, pages: Sequence[Box]) -> Iterator[Run]:
    """Yield the runs of a line of the stored text."""
    own: list[_Sign] = []
    for sign in _signs(line):
        if own and not _follows(own[-1], sign):
            yield _run(own, pages)
            own = []
        own.append(sign)
    if own:
        yield _run(own, pages)


def _signs(line: Line) -> Iterator[_Sign]:
    """Yield the characters with a place; letters that one glyph stands for share its width."""
    for box, group in groupby(enumerate(line.piece.boxes, line.start), key=lambda one: one[1]):
        if box is None:
            continue
        positions = [position for position, _ in group]
        width = (box.right - box.left) / len(positions)
        for at, position in enumerate(positions):
            yield _Sign(position, box._replace(left=box.left + at * width, right=box.left + (at + 1) * width))


def _follows(before: _Sign, sign: _Sign) -> bool:
    """Tell whether a character stands right of another one, on the same line of a page."""
    one, other = before.box, sign.box
    if sign.position != before.position + 1 or other.page != one.page or other.left < one.left:
        return False
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _run(signs: Sequence[_Sign], pages: Sequence[Box]) -> Run:
    boxes = [sign.box for sign in signs]
    page = pages[boxes[0].page - 1]
    edges = [box.left - page.left for box in boxes] + [max(box.right for box in boxes) - page.left]
    step = (edges[-1] - edges[0]) / len(signs)
    is_even = all(abs(edges[0] + at * step - edge) <= _EVEN for at, edge in enumerate(edges))
    kept = tuple(round(edge, 1) for edge in (edges[:1] + edges[-1:] if is_even else edges))
    top, bottom = min(box.top for box in boxes) - page.top, max(box.bottom for box in boxes) - page.top
    return Run(signs[0].position, signs[-1].position + 1, boxes[0].page, round(top, 1), round(bottom, 1), kept)
