"""Find what a printed name can mean in one notice, and whether the recorded unit is one of its meanings."""

from collections.abc import Iterator

from tongbao.load import borders
from tongbao.load.authority import Authority
from tongbao.load.characters import plain_form
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_SIGNS = ("市", "区", "县", "省", "国家")
"""The signs of a territory that a list prints once, before its first name: 市公安局、税务局."""
_SIGN_OF_LIST = regex(
    "(?:^|[，。；：,;:]|[对由经])?[^，。；：、,;:]{0,8}?(国家|省|市|区|县)[^，。；：]{1,60}[、,，和与及]$"
)
_BRACKET = regex("[（(]")
_LONGER = 8
"""How many characters may have been cut from a name."""


class Known:
    """Resolves names of units and places in the place and year of one notice."""

    def __init__(self, authority: Authority, place: str, year: int) -> None:
        self.authority, self.place, self.year = authority, place, year
        self.asked: set[str] = set()
        """Names and ids of units that were looked up, in their plain form."""
        self._meant: dict[str, list[str]] = {}

    def units(self, name: str) -> list[str]:
        """Return the units that a name can mean; none where the place of the notice is unknown."""
        if not self.place:
            return []
        if name not in self._meant:
            self.asked.add(plain_form(name))
            self._meant[name] = self.authority.resolve(name, self.place, self.year)
        return self._meant[name]

    def places(self, name: str) -> list[str]:
        """Return the places that a name can mean."""
        return self.authority.place_names.get(name, [])

    def places_within(self, words: str, low: int, high: int) -> list[Span]:
        """Return the spans of names of places that begin within a part of the words, the longest first."""
        lengths = self.authority.place_lengths
        spans = (Span(at, at + length) for at in range(low, high) for length in lengths.get(words[at : at + 2], ()))
        return sorted(
            (one for one in spans if self.places(words[one.start : one.end])), key=lambda one: one.start - one.end
        )

    def meaning(self, name: str) -> list[str]:
        """Return the units and places that a name can mean."""
        return [*self.units(name), *self.places(name)]

    def own(self, unit: str) -> set[str]:
        """Return the ids of a unit and of the places that it is in: these are what its own names may name."""
        home = self.authority.home(unit) if unit in self.authority.units else None
        return {unit, *self.authority.around(home or "")}

    def names_of(self, unit: str) -> list[str]:
        """Return the names that a unit bears in the year of the notice."""
        return [name for name, one in self.authority.borne.get(unit, ()) if one.since <= self.year <= one.until]

    def longer(self, unit: str, words: str, span: Span) -> str:
        """Return another body's name that contains a printed name; an empty string where the name is whole."""
        own = self.own(unit) if unit else set()
        return borders.another_body(words, span, own, self.meaning) if unit else ""

    def another(self, unit: str, printed: str, words: str, span: Span) -> tuple[str, str] | None:
        """Return the name and the other unit that words printed for a unit mean; None where they may mean the unit itself.

        A short form without its territory (税务局) means the unit of the territory named before it in the list.
        """
        for name in dict.fromkeys([printed, _BRACKET.split(printed)[0], *_around(words, span)]):
            found = self.units(name)
            if found:
                return None if unit in found else (name, found[0])
        listed = _SIGN_OF_LIST.search(words[max(span.start - 80, 0) : span.start])
        for signs in ((listed[1],) if listed else (), _SIGNS):
            rivals = [one for sign in signs for one in self.units(sign + printed)]
            if rivals:
                return None if unit in rivals else (printed, rivals[0])
        return self._organ(unit, printed)

    def _organ(self, unit: str, printed: str) -> tuple[str, str] | None:
        """Return the printed words where they name an organ of a unit, which is another body."""
        head = next((printed[:end] for end in range(len(printed) - 1, 2, -1) if unit in self.units(printed[:end])), "")
        return (printed, printed) if head and borders.is_organ(printed[len(head) :]) else None

    def is_name_of(self, unit: str, printed: str) -> bool:
        """Return whether words are a name of a unit, ignoring a second name in brackets."""
        return any(unit in self.units(name) for name in (printed, _BRACKET.split(printed)[0]))


def _around(words: str, span: Span) -> Iterator[str]:
    """Yield the words around a span that may be one name with it: 市 of 市财政局, 办公厅 of 市政府办公厅."""
    for more in range(1, _LONGER):
        if not words[span.end : span.end + more].isalnum():
            break
        yield words[span.start : span.end + more]
    for more in range(1, _LONGER):
        if span.start < more or not words[span.start - more : span.start].isalnum():
            break
        yield words[span.start - more : span.end]
