"""Find quotations in a source text, ignoring white space, and return their positions.

Positions are zero-based, end-exclusive code points of the file as stored, as the Web Annotation model's
TextPositionSelector counts them.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.load import quotation_faults as faults
from tongbao.load.characters import look_alike, of_one_font, plain_form
from tongbao.load.persons import behind_charge, in_charge, post_end
from tongbao.load.remarks import ASIDE, COPIED, SERIAL, SIGN
from tongbao.model import Quote, QuoteAt
from tongbao.printed import chinese_number
from tongbao.printed.patterns import regex

_BOM = "\ufeff"
"""A byte order mark: Python does not count it as white space, but it is not part of the words either."""
_RUN = regex(rf"[^\s{_BOM}]+")
_WORD_SPACE = regex(rf"[A-Za-z0-9][\s{_BOM}]+(?=[A-Za-z0-9])")
"""Between Latin letters or digits a space separates words; anywhere else it is layout."""
SEPARATORS = {
    "、": False,
    "（": False,
    "）": False,
    "和": False,
    "及": False,
    "与": False,
    ",": True,
    "，": True,
    ";": True,
    "；": True,
}
"""Signs that may stand between two names of a list, and whether they start another group."""
_NEXT = f"等[0-9一二三四五六七八九十百]{{1,4}}(?:个|名|家|位)?[^，。；、]{{1,4}}[、，和及与]|等(?:有关|相关)?(?:部门|单位)?[、，；和及与]|{COPIED}"
"""Words between one group of a list and the next: 甲局等3个单位、王小明等5名同志; 甲局、乙局等部门，各区政府."""
_SEPARATES = regex(f"(?:{_NEXT}|”“|[{''.join(SEPARATORS)}/／·．.+＋]|以及|会同|联合|并|同|暨|{SERIAL}|{ASIDE})+")
_GROUP = regex("(?:各|有关|相关)(?:[（(][^（）()]{1,6}[)）]|[^，。；、（）(),;]){1,16}(?=[、，,；;])")
"""A group that names no unit, as an item of a list: 各区（县）政府."""
_TRIES = 20
_REMEMBERED = 4  # searches: a long text may hold the words a hundred thousand times
_BEGINS = regex(f"(?:{SERIAL})?(?:{SIGN})*")
_CLOSES = regex(
    f"(?:{ASIDE}|[\u2460-\u2473])*"
    "）?(?:等(?:共计?|合计)?(?P<count>[0-9０-９一二三四五六七八九十两]+)[个家](?:单位|部门|地区|企业|机构)?)?"
    "(?:按照?各?自?职责(?:分工)?|分工|分别|共同|联合|牵头|负责|组织|实施|落实|推进)*[。.；;]?"
)
"""Words that may stand behind the last name of a closed list: 等3个单位, 按职责分工负责."""


class Span(NamedTuple):
    """A stretch of the source text: start, end (exclusive)."""

    start: int
    end: int


class Scopes(NamedTuple):
    """Where to look for a quotation: ranges, nearest first, and the rows of measures, in which it may not stand but in its own."""

    ranges: list[Span]
    rows: Sequence[Span] = ()
    own: Span | None = None


class QuotationError(Exception):
    """A quotation that cannot be placed: a stable code, the message, the cure and, for a list, the item at fault."""

    def __init__(self, code: str, what: Text, cure: Text, item: int | None = None) -> None:
        super().__init__(what.en)
        self.code, self.what, self.cure, self.item = code, what, cure, item


def squeeze(text: str) -> str:
    """Remove all white space."""
    return "".join(text.replace(_BOM, " ").split())  # several times as fast as a regular expression


def places_of(words: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield each position of words in a part of a text, in order."""
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words), end)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source text, its words without white space, and their positions in the text."""

    text: str
    sha256: str
    words: str
    positions: list[int]
    spaces: list[int]
    """Positions in the words where the source has a space between two Latin letters or digits."""
    found: dict[tuple[str, Span], list[int]] = field(default_factory=dict, compare=False, repr=False)
    """Where the words asked for last were found: a thousand acts may quote the same."""

    @classmethod
    def of(cls, text: str) -> "SourceText":
        """Index a text."""
        positions = list(chain.from_iterable(range(*run.span()) for run in _RUN.finditer(text)))
        spaces = [bisect_left(positions, space.end()) for space in _WORD_SPACE.finditer(text)]
        return cls(text, hashlib.sha256(text.encode()).hexdigest(), squeeze(text), positions, spaces)

    @property
    def whole(self) -> Span:
        """The whole text, counted in words without white space."""
        return Span(0, len(self.words))

    def joints(self, spans: Sequence[Span]) -> set[int]:
        """Return where one name of a list ends and the next begins, with only white space between."""
        ends = [one.end for one, other in pairwise(spans) if one.end == other.start]
        return {end for end in ends if self.positions[end] > self.positions[end - 1] + 1}

    def around(self, span: Span, joints: Container[int], within: Span | None = None) -> Span:
        """Return the span around a name, within a text and up to adjoining names of its list."""
        start, end = within or self.whole
        return Span(span.start if span.start in joints else start, span.end if span.end in joints else end)

    def stored(self, span: Span) -> Span:
        """Turn a span of the words without white space into one of the file as stored."""
        return Span(self.positions[span.start], self.positions[span.end - 1] + 1)

    def ends_line(self, span: Span) -> bool:
        """Return whether a line of the text ends right behind a span of its words."""
        return self.text[self.stored(span).end : self.stored(span).end + 1] in ("", "\n", "\r", "\f")

    def is_apart(self, at: int) -> bool:
        """Return whether white space separates the words before a position from those behind it."""
        return 0 < at < len(self.words) and self.positions[at] > self.positions[at - 1] + 1

    def exact(self, stored: Span) -> str:
        """Return the words of a stored span without the layout's white space; one space stays between Latin words."""
        start, end = bisect_left(self.positions, stored.start), bisect_left(self.positions, stored.end)
        exact = self.words[start:end]
        for at in reversed(self.spaces[bisect_right(self.spaces, start) : bisect_left(self.spaces, end)]):
            exact = f"{exact[: at - start]} {exact[at - start :]}"
        return exact

    def find(self, quote: Quote, scopes: Scopes) -> Span:
        """Place a quotation in the first range that contains it; raise QuotationError unless it is unique there.

        An occurrence in another measure's row does not count: a fact of one measure is not quoted from another.
        """
        asked = quote if isinstance(quote, QuoteAt) else QuoteAt(text=quote)
        needle = squeeze(asked.text)
        strange: list[int] = []
        for scope in scopes.ranges:
            there = self._all(needle, scope)
            found = there if scope is scopes.ranges[0] else _outside(there, len(needle), scopes)
            if found:
                return self._choose(asked, len(needle), found, scope)
            strange = there or strange
        if strange:
            raise QuotationError("quote-of-another-measure", *_of_another(needle, self._line(strange[0])))
        elsewhere = self.words.find(needle)
        if elsewhere >= 0:
            raise QuotationError("quote-out-of-place", *faults.elsewhere(needle, self._line(elsewhere)))
        raise QuotationError("quote-not-found", *self._missing(needle))

    def _all(self, needle: str, scope: Span) -> list[int]:
        if (needle, scope) not in self.found:
            while len(self.found) >= _REMEMBERED:
                del self.found[next(iter(self.found))]
            self.found[needle, scope] = self._search(needle, scope)
        return self.found[needle, scope]

    def _search(self, needle: str, scope: Span) -> list[int]:
        found, at = [], self.words.find(needle, *scope)
        while at >= 0:
            found.append(at)
            at = self.words.find(needle, at + 1, scope.end)
        return found

    def _choose(self, asked: QuoteAt, length: int, found: list[int], scope: Span) -> Span:
        if asked.after is not None:
            before = self._all(squeeze(asked.after), scope)
            if len(before) != 1:
                raise QuotationError("quote-after-not-found", *faults.after(asked.after, len(before)))
            found = [at for at in found if at >= before[0] + len(squeeze(asked.after))][:1]
            if not found:
                raise QuotationError("quote-after-not-found", *faults.after(asked.after, 1))
        if asked.nth is not None:
            if asked.nth > len(found):
                raise QuotationError("quote-nth-too-large", *faults.too_many(asked.nth, len(found)))
            return Span(found[asked.nth - 1], found[asked.nth - 1] + length)
        if len(found) > 1:
            raise QuotationError("quote-ambiguous", *self._ambiguous(found, length))
        return Span(found[0], found[0] + length)

    def names(
        self, names: list[str], scope: Span, *, closed: bool, persons: Container[int] = (), with_groups: bool = False
    ) -> tuple[list[Span], list[int]]:
        """Place a list of names one after the other; return their spans and group numbers from 1.

        Only separators may stand between two names, besides the posts of ``persons`` and, ``with_groups``, groups such as
        各区政府. If ``closed``, the names fill the whole scope; if not, the first name may also occur before the list.
        """
        try:
            return self._names(names, scope, closed=closed, persons=persons, with_groups=with_groups)
        except QuotationError:
            for start in self._all(squeeze(names[0]), scope)[1:_TRIES] if names and not closed else ():
                with suppress(QuotationError):
                    return self._names(
                        names, Span(start, scope.end), closed=False, persons=persons, with_groups=with_groups
                    )
            raise

    def _names(
        self, names: list[str], scope: Span, *, closed: bool, persons: Container[int], with_groups: bool
    ) -> tuple[list[Span], list[int]]:
        spans: list[Span] = []
        groups: list[int] = []
        at, group = scope.start, 1
        charged = closed and in_charge(self.words[scope.start : scope.end], [squeeze(name) for name in names])
        for name in names:
            needle = squeeze(name)
            start = self.words.find(needle, at, scope.end)
            if start < 0:
                raise QuotationError(
                    "name-not-printed", *faults.not_printed(name, self.words[at : scope.end]), item=len(spans)
                )
            between = self.words[at:start]
            if (spans or closed) and not self._separates(at, start, first=not spans, with_groups=with_groups):
                what, cure = faults.between(between, name), faults.POST if len(spans) in persons else faults.UNIT
                raise QuotationError("words-between-names", what, cure, item=len(spans))
            group += any(SEPARATORS.get(character, False) for character in between) and bool(spans)
            at = start + len(needle)
            spans.append(Span(start, at))
            groups.append(group)
            if charged:
                at = behind_charge(self.words, at)
            elif len(groups) - 1 in persons:
                at = self.behind_person(spans[-1])
        rest = self.words[at : scope.end]
        if closed and (rest if not names else not _closes(rest, len(names))):
            raise QuotationError("names-missing", *faults.rest(rest.removeprefix("）")))
        return spans, groups

    def behind_person(self, name: Span) -> int:
        """Return the end of the post of a person whose name begins a line; the end of the name where there is no post."""
        return bisect_left(self.positions, post_end(self.text, *self.stored(name)))

    def _separates(self, at: int, start: int, *, first: bool, with_groups: bool) -> bool:
        """Return whether the words between two names separate them; white space alone does."""
        if first:
            return bool(_BEGINS.fullmatch(self.words, at, start))
        parted = at == start and self.positions[start] != self.positions[start - 1] + 1
        if with_groups and _SEPARATES.fullmatch(_GROUP.sub("", self.words[at:start])):
            return True
        return parted or bool(_SEPARATES.fullmatch(self.words, at, start))

    def _missing(self, needle: str) -> tuple[Text, Text]:
        what = Text(
            f"These words are not in the source: “{faults.clip(needle)}”.",
            f"原文中没有这段文字：“{faults.clip(needle)}”。",
        )
        alike = self._look_alike(needle) or of_one_font(needle, self.words)
        if alike:
            return alike, _ORDINARY
        # The longest beginning that the source has: every shorter one is there too, so halving finds it.
        length = bisect_left(range(1, len(needle)), True, key=lambda n: needle[:n] not in self.words)
        if length > 3:
            at = self.words.find(needle[:length])
            there = self.words[at : at + length + 8]
            return what, Text(
                f"The source has “{faults.tail(there)}” where the quotation has “{faults.tail(needle[: length + 8])}”.",
                f"原文作“{faults.tail(there)}”，引文作“{faults.tail(needle[: length + 8])}”。",
            )
        return what, Text("Copy the words from the source text, punctuation included.", "请从原文复制，连同标点。")

    def _look_alike(self, needle: str) -> Text | None:
        """Report which characters differ where the source has words that only look like the quoted ones."""
        plain, places = [], []
        for at, character in enumerate(self.words):
            for one in plain_form(character):
                plain.append(one)
                places.append(at)
        wanted = plain_form(needle)
        at = "".join(plain).find(wanted)
        if at < 0 or not wanted:
            return None
        return look_alike(needle, self.words[places[at] : places[at + len(wanted) - 1] + 1])

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, self.positions[at]) + 1

    def _ambiguous(self, found: list[int], length: int) -> tuple[Text, Text]:
        listed = ", ".join(str(self._line(at)) for at in found[:5])
        return (
            Text(
                f"These words occur {len(found)} times in the source (lines {listed}).",
                f"这段文字在原文中出现 {len(found)} 次（第 {listed} 行）。",
            ),
            Text(
                "Quote more words, or write {text: …, nth: 1} or {text: …, after: words before it}.",
                "请多引几个字，或写成 {text: …, nth: 1} 或 {text: …, after: 其前的文字}。",
            ),
        )


_ORDINARY = Text(
    "Copy the words from the source; or write the ordinary characters in both, and update the checksum.",
    "请从原文复制；或将二者都改为通用字符，并更新校验和。",
)


def _outside(found: list[int], length: int, scopes: Scopes) -> list[int]:
    """Return the places that do not stand in the row of another measure."""
    return [
        at
        for at in found
        if not any(at < row.end and row.start < at + length for row in scopes.rows if row != scopes.own)
    ]


def _of_another(needle: str, line: int) -> tuple[Text, Text]:
    return (
        Text(
            f"These words are in the row of another measure, on line {line} of the source: “{faults.clip(needle)}”.",
            f"这段文字在另一项举措之内，见原文第 {line} 行：“{faults.clip(needle)}”。",
        ),
        Text(
            "Move the record to that measure, or quote words of this measure.",
            "请将该条记录移至那一项举措，或引用本举措的文字。",
        ),
    )


def _closes(rest: str, listed: int) -> bool:
    """Return whether the words behind a list close it; a count in them must equal the number of its names."""
    found = _CLOSES.fullmatch(rest)
    count = found["count"] if found else None
    number = (int(count) if count.isdigit() else chinese_number(count)) if count else listed
    return bool(found) and number == listed
