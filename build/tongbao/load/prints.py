"""The numbers and dates in a source text, with their positions in its words, read once for all its facts."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from tongbao.load.headings import under_headings
from tongbao.load.pages import PAGE_MARK
from tongbao.load.source import SourceText, Span
from tongbao.printed import Amount, PrintedDate, Units, amounts, dates, fold, ranks
from tongbao.printed.patterns import regex
from tongbao.printed.units import OURS

_DIGITS = "0123456789０１２３４５６７８９"
_DIGIT = r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽❶-❾➀-➈➊-➒]"
_GAP = regex(rf"(?<={_DIGIT})[\s\ufeff]+(?={_DIGIT})")
"""White space between two digits, including circled and raised ones."""
_NEW_LINES = regex(r"(?:[ \t]*\r?\n){1,2}")
"""The break of a wrapped line; in text from a PDF file a blank line may follow each line."""
_PAGE_MARK = regex(rf"^[ \t\u3000]*{PAGE_MARK}[ \t]*$", re.MULTILINE)
"""The number of a page on a line of its own: — 2 —."""
_PAGE_END = regex(r"^[ \t]*[0-9]{1,4}[ \t]*\n?(?=\f)|(?<=\f)\n?[ \t]*[0-9]{1,4}[ \t]*$", re.MULTILINE)
"""A bare number that ends or begins a page."""
_SPACED = regex("(?<=[一-鿿])[0-9０-９](?:[ \u00a0\u3000][0-9０-９]){1,5}(?=[一-鿿]|[ \u00a0\u3000][年月日])")
"""One number whose digits are set apart, between words: 3 0家."""
_SPACES = (" ", "\u00a0", "\u2009", "\u202f")
"""Spaces that may separate the thousands of one number."""
_DASH = "[-－–﹣−‐‑]"
_APART = regex(rf"{_DASH}[ \t\u3000]+(?=[0-9０-９])")
"""A dash with white space before a number: it is not the number's sign."""
_BULLET = regex(rf"(?:^[ \t\u3000]*{_DASH}[ \t\u3000]+|[。；：;:]\s*\n[ \t\u3000]*{_DASH})(?=[0-9０-９])", re.MULTILINE)
"""A dash that begins an item of a list."""
_ROW_NUMBER = regex(r"(?<=[年月])[ \t]*\n\s*(?=[0-9０-９]{1,3}[ \t]*\n)")
"""The break before a number on a line of its own, which is that of the next row and no day of the month before it."""
_LONGEST = 24
_SENTENCE_END = regex("[。！？!?]")


class Prints:
    """The numbers and dates in a source text, read on first use. ``year`` and ``month`` are those of the notice (今年, 本月)."""

    def __init__(self, source: SourceText, year: int, units: Units = OURS) -> None:
        self.source, self.year, self.units = source, year or None, units
        self.month: int | None = None
        self.borders: set[int] = set()
        """Positions where a cell is known to begin or end."""

    def amounts(self, span: Span) -> list[Amount]:
        """Return the numbers whose whole numeral lies in a span; their bounds and units may lie outside it."""
        first = bisect_left(self._amounts, span.start, key=lambda amount: amount.at)
        last = bisect_left(self._amounts, span.end, key=lambda amount: amount.at)
        return [amount for amount in self._amounts[first:last] if amount.unit_start <= span.end]

    def ranks(self, span: Span) -> list[Amount]:
        """Return the places in rankings that lie in a span."""
        return [*ranks(self.folded, *span)]

    @cached_property
    def folded(self) -> str:
        """The words of the source with all signs in one form."""
        return fold(self.source.words)

    def readings(self, amount: Amount) -> list[Amount]:
        """Return how a number can be read: with the unit in its heading, or as it stands."""
        return self._headed.get(amount.at, [amount])

    @cached_property
    def _headed(self) -> dict[int, list[Amount]]:
        return under_headings(self.source, self._amounts, self.borders, self.units)

    def dates(self, span: Span) -> list[PrintedDate]:
        """Return the dates that end in a span."""
        first = bisect_right(self._dates, span.start, key=lambda date: date.end)
        last = bisect_right(self._dates, span.end, key=lambda date: date.end)
        return self._dates[first:last]

    def sentence(self, span: Span) -> Span:
        """Return a span extended back to the beginning of its sentence."""
        before = bisect_right(self._sentence_ends, span.start)
        return Span(self._sentence_ends[before - 1] if before else 0, span.end)

    def whole_sentence(self, span: Span) -> Span:
        """Return a span extended to the beginning and the end of its sentence."""
        behind = bisect_left(self._sentence_ends, span.end)
        end = self._sentence_ends[behind] if behind < len(self._sentence_ends) else len(self.source.words)
        return Span(self.sentence(span).start, max(end, span.end))

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end.end() for end in _SENTENCE_END.finditer(self.source.words)]

    @property
    def all_dates(self) -> list[PrintedDate]:
        """All dates of the text."""
        return self._dates

    @cached_property
    def years(self) -> set[int]:
        """The years that words without a year may mean: all printed ones, that of the notice, and the year before it."""
        return {date.year for date in self._dates if date.year} | {(self.year or 0) - back for back in (0, 1)}

    @cached_property
    def _borders(self) -> dict[int, str]:
        """Where white space separates two digits of the words: a space means one number (1 326), a line break means two."""
        positions, text = self.source.positions, self.source.text
        found = {mark.start: "\n" for mark in self._page_marks if self._parts_digits(mark) and not self._breaks(mark)}
        within = {at for mark in self._page_marks for at in range(mark.start, mark.end + 1)}
        for gap in _GAP.finditer(text):
            at = bisect_left(positions, gap.end())
            if at not in within and self._parts(gap):
                within_number = gap[0] in _SPACES and at not in self.borders
                found[at] = " " if within_number and not self._begins_line(gap.start() - 1) else "\n"
        for dashes, instead in ((_APART, "~"), (_BULLET, "\n")):
            ends = (bisect_left(positions, dash.end()) for dash in dashes.finditer(text))
            found |= {at: instead for at in ends if at not in within}
        found |= {bisect_left(positions, end.end()): "\n" for end in _ROW_NUMBER.finditer(text)}
        return dict(sorted(found.items()))

    def _parts(self, gap: re.Match[str]) -> bool:
        """Return whether white space between digits separates numbers: it is neither a wrapped line nor spaced-out digits."""
        broken = _NEW_LINES.fullmatch(gap[0]) and self._wraps(gap.start() - 1, gap.end())
        return not broken and gap.start() - 1 not in self._spaced

    @cached_property
    def _spaced(self) -> set[int]:
        """Positions in the text of digits behind which a space separates nothing."""
        return {at for match in _SPACED.finditer(self.source.text) for at in range(match.start(), match.end() - 1, 2)}

    @cached_property
    def _page_marks(self) -> list[Span]:
        """Spans of page numbers in the words. A bare number is one only if it breaks a number of the text."""
        marks = [self._words_of(match) for match in _PAGE_MARK.finditer(self.source.text)]
        bare = [self._words_of(match) for match in _PAGE_END.finditer(self.source.text)]
        return sorted([*marks, *(mark for mark in bare if self._parts_digits(mark) and self._breaks(mark))])

    def _words_of(self, match: re.Match[str]) -> Span:
        positions = self.source.positions
        return Span(bisect_left(positions, match.start()), bisect_left(positions, match.end()))

    def _parts_digits(self, mark: Span) -> bool:
        words = self.source.words
        return words[max(mark.start - 1, 0) : mark.start].isdigit() and words[mark.end : mark.end + 1].isdigit()

    def _breaks(self, mark: Span) -> bool:
        """Return whether a page number breaks a number, with digits of that number on both sides."""
        positions = self.source.positions
        return self._wraps(positions[mark.start - 1], positions[mark.end])

    def _wraps(self, before: int, after: int) -> bool:
        """Return whether a number wraps over two lines: words stand right before and right behind its digits."""
        text = self.source.text
        head = text[max(before - _LONGEST, 0) : before + 1].rstrip(_DIGITS)[-1:]
        tail = text[after : after + _LONGEST].lstrip(_DIGITS)[:1]
        return bool(head and tail) and not head.isspace() and not tail.isspace() and tail not in "、.．"

    def _begins_line(self, at: int) -> bool:
        """Return whether digits begin their line: with a space behind it, such a number may be that of the row."""
        return self.source.text[max(at - _LONGEST, 0) : at + 1].rstrip(_DIGITS)[-1:] in ("", "\n", "\f")

    @cached_property
    def _pieces(self) -> list[tuple[str, int]]:
        """The words without page numbers, in pieces with the signs between them, each with its position."""
        words, pieces, start = self.source.words, [], 0
        cuts = {mark.start: mark.end for mark in self._page_marks}
        for at in sorted({*self._borders, *cuts}):
            pieces += [(words[start:at], start), (self._borders.get(at, ""), at)]
            start = cuts.get(at, at)
        return [*pieces, (words[start:], start)]

    @cached_property
    def _parted(self) -> str:
        return "".join(piece for piece, _ in self._pieces)

    def _place(self, at: int) -> int:
        """Turn a position in the separated text into one in the words."""
        piece = bisect_right(self._begun, at) - 1
        return self._pieces[piece][1] + at - self._begun[piece]

    def _end(self, at: int) -> int:
        """Turn an end position in the separated text into one in the words."""
        return self._place(at - 1) + 1 if at else 0

    @cached_property
    def _begun(self) -> list[int]:
        return [0, *accumulate(len(piece) for piece, _ in self._pieces[:-1])]

    @cached_property
    def _read_dates(self) -> list[PrintedDate]:
        return dates(self._parted, self.year, self.month)

    @cached_property
    def _dates(self) -> list[PrintedDate]:
        return [date._replace(start=self._place(date.start), end=self._end(date.end)) for date in self._read_dates]

    @cached_property
    def _amounts(self) -> list[Amount]:
        place, end = self._place, self._end
        return [
            amount._replace(
                start=place(amount.start),
                end=end(amount.end),
                at=place(amount.at),
                unit_start=end(amount.unit_start),
            )
            for amount in amounts(self._parted, self._read_dates, self.units)
        ]
