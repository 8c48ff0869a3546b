"""Find the words of a fact in the stored text, for showing them: in the row of its measure first, as the loader does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tongbao.load.reader import Path_
from tongbao.load.source import SourceText, Span, squeeze
from tongbao.review.edited import Edited


@dataclass(frozen=True)
class Placed:
    """The words of one notice: where its measures stand, and where quotations do."""

    source: SourceText
    notice: Edited

    @cached_property
    def measures(self) -> dict[Path_, Span]:
        """The part of the words that each measure takes: from its title to where the next begins."""
        starts: list[tuple[Path_, int]] = []
        at = 0
        for path in measure_paths(self.notice):
            record = self.notice.value(path)
            found = self._start(record, at)
            if found >= 0:
                at = found
                starts.append((path, found))
        ends = [*(start for _, start in starts[1:]), len(self.source.words)]
        return {path: Span(start, end) for (path, start), end in zip(starts, ends, strict=False)}

    def _start(self, record: Any, at: int) -> int:
        """Return where the title of a measure stands before its text; -1 where it stands nowhere."""
        title, text = (squeeze(str(record.get(key) or "")) for key in ("title", "description"))
        body = self.source.words.find(text[:40], at) if text else -1
        found = self.source.words.rfind(title, at, body) if title and body >= 0 else -1
        return found if found >= 0 else self.source.words.find(title, at) if title else body

    @cached_property
    def annexes(self) -> dict[Path_, Span]:
        """The part of the words that each annex takes: from its title to that of the next."""
        paths = self.notice.children(("annexes",)) if self.notice.has(("annexes",)) else ()
        titles = ((path, self._found(self.notice.value(path).get("title"), self.source.whole)) for path in paths)
        starts = [(path, title.start) for path, title in titles if title]
        ends = [*(start for _, start in starts[1:]), len(self.source.words)]
        return {path: Span(start, max(start, end)) for (path, start), end in zip(starts, ends, strict=False)}

    def region(self, path: Path_) -> Span:
        """Return the part of the words in which the quotations of a fact are looked for first."""
        parts = (*self.measures.items(), *(() if path[2:] == ("title",) else self.annexes.items()))
        return next((span for part, span in parts if path[: len(part)] == part), self.source.whole)

    def span(self, quote: Any, region: Span) -> Span | None:
        """Return where a quotation stands, in the text as stored: in a region, else anywhere."""
        found = self._found(quote, region)
        return self.source.stored(found) if found else None

    def _found(self, quote: Any, region: Span) -> Span | None:
        """Return where a quotation stands in the words."""
        words = squeeze(str(quote.get("text", "")) if isinstance(quote, dict) else str(quote))
        nth = int(quote.get("nth", 1)) if isinstance(quote, dict) and str(quote.get("nth", 1)).isdecimal() else 1
        if not words:
            return None
        for within in (region, self.source.whole):
            places = [
                one.start() for one in re.finditer(re.escape(words), self.source.words[within.start : within.end])
            ]
            if len(places) >= nth:
                start = within.start + places[nth - 1]
                return Span(start, start + len(words))
        return None

    def places(self, words: str) -> Iterator[Span]:
        """Yield each place of some words, in the text as stored."""
        bare = squeeze(words)
        for found in re.finditer(re.escape(bare), self.source.words) if bare else ():
            yield self.source.stored(Span(*found.span()))


def measure_paths(notice: Edited) -> Iterator[Path_]:
    """Yield the paths of all measures, in the order of the file."""
    lists: list[Path_] = [("measures",)]
    if notice.has(("annexes",)):
        lists = [(*annex, "measures") for annex in notice.children(("annexes",))] + lists
    for path in lists:
        if notice.has(path):
            yield from notice.children(path)


def quote_of(value: Any) -> Any:
    """Return the quotation of a fact: under ``quote``, or its own words, which may say at which of their places."""
    own = value if isinstance(value, dict) and "text" in value else None
    return value.get("quote", own) if isinstance(value, dict) else value
