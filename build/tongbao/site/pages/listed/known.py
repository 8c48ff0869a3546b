"""What lists know besides an entry itself: the units and places that it names, its notice, and whom notices praise or criticise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from tongbao.errors import Text
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.polarity import POLARITIES, Polarity


class Known:
    """All entries of a site, by what they are asked for."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]], labels: Labels) -> None:
        self.entries, self.labels = entries, labels
        self.units = {entry.iri: entry for entry in entries.get("unit", ())}
        self.places = {entry.iri: entry for entry in entries.get("place", ())}
        self.notices = {entry.notice: entry for entry in entries.get("notice", ())}
        self.several = len(self.notices) > 1

    def around(self, place: str) -> Iterator[str]:
        """Yield a place, and those that it lies within."""
        seen = set()
        while place and place not in seen:
            yield place
            seen.add(place)
            place = self.places[place].place if place in self.places else ""

    def places_of(self, things: Iterable[str]) -> dict[str, None]:
        """Return the places where units are, and those around them; a place is where it is itself."""
        own = (
            thing if thing in self.places else self.units[thing].place
            for thing in things
            if thing in self.units or thing in self.places
        )
        return dict.fromkeys(place for one in own for place in self.around(one))

    def issuers(self, entry: Entry) -> tuple[str, ...]:
        """Return who issued the notice of an entry."""
        return self.notices[entry.notice].units if entry.notice in self.notices else ()

    def day(self, entry: Entry) -> str:
        """Return the day on which the notice of an entry was written."""
        return self.notices[entry.notice].words if entry.notice in self.notices else ""

    def judged(self, polarity: Polarity, thing: str) -> int:
        """Return how often a thing is praised, or criticised; of a notice, how many it praises or criticises."""
        return self._judged[polarity.kind][thing]

    @cached_property
    def _judged(self) -> dict[str, Counter[str]]:
        found = {}
        for polarity in POLARITIES:
            those = self.entries.get(polarity.kind, ())
            found[polarity.kind] = Counter(thing for entry in those for thing in (entry.units[0], entry.notice))
        return found

    def short(self, thing: str) -> Text:
        """Return the shortest name of a unit that no other bears; of anything else its name."""
        return self._short.get(thing) or self.labels.of(thing)

    @cached_property
    def _short(self) -> dict[str, Text]:
        units = self.units.values()
        borne = Counter(name for unit in units for name in {*unit.names, unit.title})
        found = {}
        for unit in units:
            chinese = min([*(name for name in unit.names if borne[name] == 1), unit.title], key=len)
            found[unit.iri] = Text(unit.short_english or unit.english or chinese, chinese)
        return found

    def units_in(self, place: str) -> int:
        """Return how many units are in a place, or within it."""
        return self._units_in[place]

    @cached_property
    def _units_in(self) -> Counter[str]:
        return Counter(place for unit in self.units.values() for place in self.around(unit.place))
