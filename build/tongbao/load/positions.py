"""Where the words of a stored text stand on the pages of its original: a small file of JSON beside the text.

``text`` is the SHA-256 of the stored text: where that has changed, the positions are no longer its own. ``said`` is that text
itself, where it was recognised in pictures: the positions follow it when it is corrected. ``pages`` has the
width and the height of each page. Each of ``runs`` is a stretch of characters side by side on one line of a page: its start and
end (exclusive) in code points, the page from 1, its top and bottom, and across the page where each character begins and
the last one ends; two numbers only, where the characters are equally wide. All lengths are in points, from the top left
corner of what is seen of the page.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.text import MAX_BYTES, read_text


class Box(NamedTuple):
    """A rectangle on a page: pages count from 1, the rest is in points from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Size(NamedTuple):
    """How large a page is, in points."""

    width: float
    height: float


class Run(NamedTuple):
    """Characters side by side on one line of a page."""

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    """Where each character begins and the last one ends; two numbers only where they are equally wide."""

    def box(self, start: int, end: int) -> Box:
        """Return the rectangle around the characters that a span shares with these."""
        left, right = self._edge(max(start, self.start)), self._edge(min(end, self.end))
        return Box(self.page, left, self.top, right, self.bottom)

    def _edge(self, position: int) -> float:
        at = position - self.start
        if len(self.edges) > 2:
            return self.edges[at]
        first, last = self.edges
        return round(first + (last - first) * at / (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the characters of a stored text."""

    text: str
    """The SHA-256 of the stored text."""
    pages: tuple[Size, ...]
    runs: tuple[Run, ...]
    said: str = ""
    """The stored text itself, where it was recognised in pictures and may be corrected."""

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return where the characters from ``start`` to ``end`` (exclusive) of the stored text stand: a box for each line.

        >>> Places("", (Size(595, 842),), (Run(0, 4, 1, 70, 86, (80, 144)),)).boxes(1, 3)
        [Box(page=1, left=96.0, top=70, right=128.0, bottom=86)]
        """
        first = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        last = bisect_right(self.runs, end - 1, key=lambda run: run.start)
        return [run.box(start, end) for run in self.runs[first:last] if run.end > start]

    def fragments(self, start: int, end: int) -> Iterator[str]:
        """Yield for each page of a span the rectangle around its words, as RFC 8118 names a part of a PDF.

        >>> [*Places("", (Size(595, 842),), (Run(0, 4, 1, 70, 86, (80, 144)),)).fragments(1, 3)]
        ['page=1&viewrect=96,70,32,16']
        """
        for page, boxes in groupby(self.boxes(start, end), key=lambda box: box.page):
            _, lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            left, top = min(lefts), min(tops)
            sides = (left, top, max(rights) - left, max(bottoms) - top)
            yield f"page={page}&viewrect={','.join(f'{round(side, 1):g}' for side in sides)}"

    def dump(self) -> bytes:
        """Write them as JSON, a run on each line; none of them where that is longer than a file may be."""
        runs = ",\n".join(json.dumps([*run[:-1], list(run.edges)], separators=(",", ":")) for run in self.runs)
        pages = json.dumps(self.pages)
        said = f'"said": {json.dumps(self.said, ensure_ascii=False)},\n' if self.said else ""
        content = f'{{"text": "{self.text}",\n{said}"pages": {pages},\n"runs": [\n{runs}\n]}}\n'.encode()
        return content if len(content) <= MAX_BYTES else Places(self.text, self.pages, ()).dump()


def places_file(text: Path) -> Path:
    """Return the file of the places of a stored text.

    >>> places_file(Path("xiamen-2023-64.txt")).name
    'xiamen-2023-64-places.json'
    """
    return text.with_name(f"{text.stem}-places.json")


def read_places(file: Path) -> Places:
    """Read the file of places (see ``places_file``); raise DataError where it cannot be read or was changed."""
    content, problems = read_text(file)
    if problems:
        raise DataError(*problems)
    try:
        held = json.loads(content)
        pages = tuple(Size(*map(float, page)) for page in held["pages"])
        runs = tuple(_read_run(*run) for run in held["runs"])
        if not all(map(isfinite, _numbers(pages, runs))) or not _are_places(runs, len(pages)):
            raise ValueError("runs")
        said = str(held.get("said", ""))
        if said and hashlib.sha256(said.encode()).hexdigest() != held["text"]:
            raise ValueError("said")
        return Places(str(held["text"]), pages, runs, said)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise DataError(Problem("bad-places", _BROKEN, _AGAIN, Place(file))) from None


def _read_run(start: Any, end: Any, page: Any, top: Any, bottom: Any, edges: Iterable[Any]) -> Run:
    return Run(int(start), int(end), int(page), float(top), float(bottom), tuple(map(float, edges)))


def _numbers(pages: Iterable[Size], runs: Iterable[Run]) -> Iterator[float]:
    for page in pages:
        yield from page
    for run in runs:
        yield from (run.top, run.bottom, *run.edges)


def _are_places(runs: Sequence[Run], pages: int) -> bool:
    """Tell whether runs follow one another, and stand on pages that are there."""
    are_whole = all(
        0 <= run.start < run.end and 1 <= run.page <= pages and len(run.edges) in (2, run.end - run.start + 1)
        for run in runs
    )
    return are_whole and all(one.end <= other.start for one, other in pairwise(runs))


_BROKEN = Text(
    "This is no file of places in an original: it was changed or broke off.",
    "这不是原件位置文件：内容已被改动或不完整。",
)
_AGAIN = Text("Delete it, and draft the notice's file again.", "请删除该文件，并由原件重新生成草稿。")
