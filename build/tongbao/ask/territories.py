"""Read 市, 省, 区 and the names of places in front of a unit's name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from weakref import WeakKeyDictionary

from tongbao.ask.named import Named, key, names_of, value
from tongbao.ask.store import Store

SIGNS = "市省区县"
"""The signs of a territory that a person may leave out or put in front."""
_NO_SIGNS = str.maketrans("", "", SIGNS)
PLACES = "SELECT ?place ?name { ?place a tb:Place ; skos:prefLabel|skos:altLabel ?name }"
AROUND = "SELECT ?place ?around { ?place a tb:Place ; tb:within* ?around }"


class Territories:
    """The units of a store, by their names without what stands in front of them."""

    def __init__(self, store: Store) -> None:
        self.units = names_of("unit", store)
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        """The names of each place."""
        self.called: defaultdict[str, set[str]] = defaultdict(set)
        """The places that have a name."""
        for row in store.select(PLACES):
            place, name = value(row["place"]), key(value(row["name"]))
            self.names[place].add(name)
            self.called[name].add(place)
        self.around: defaultdict[str, set[str]] = defaultdict(set)
        """The places around each place, itself among them."""
        for row in store.select(AROUND):
            self.around[value(row["place"])].add(value(row["around"]))
        self._longest = max(map(len, self.called), default=0)
        self._fronts: defaultdict[str, list[int]] = defaultdict(list)
        self._loose: defaultdict[str, list[int]] = defaultdict(list)
        for n, named in enumerate(self.units):
            whole = key(named.name)
            self._loose[whole.translate(_NO_SIGNS)].append(n)
            for name in self._without_front(whole, named.home):
                self._fronts[name].append(n)

    def matches(self, typed: str) -> tuple[dict[str, Named], bool]:
        """Return the units meant, by the strictest reading of the typed name that finds any, and whether it says whose they are."""
        readings: list[tuple[Callable[[str], Iterable[int]], bool]] = [
            (self._by_sign, False),
            (self._by_own_place, True),
            (self._by_place_around, True),
            (self._without_place, False),
            (self._loosely, True),
        ]
        for reading, placed in readings:
            found: dict[str, Named] = {}
            for n in sorted(set(reading(typed))):
                found.setdefault(self.units[n].iri, self.units[n])
            if found:
                return found, placed
        return {}, False

    def _by_sign(self, typed: str) -> Iterator[int]:
        """区人社局: any unit of that name in a 区."""
        if typed[:1] and typed[0] in SIGNS:
            for n in self._fronts.get(typed[1:], ()):
                if any(name.endswith(typed[0]) for name in self.names.get(self.units[n].home, ())):
                    yield n

    def _by_own_place(self, typed: str) -> Iterator[int]:
        """厦门税务局: the unit of that place."""
        return (n for places, n in self._behind_places(typed) if self.units[n].home in places)

    def _by_place_around(self, typed: str) -> Iterator[int]:
        """厦门海沧区政府: a unit of a place within that place."""
        return (n for places, n in self._behind_places(typed) if places & self.around.get(self.units[n].home, set()))

    def _behind_places(self, typed: str) -> Iterator[tuple[Set[str], int]]:
        """Yield each unit whose name follows the name of places, with these places."""
        for end in range(1, min(len(typed), self._longest) + 1):
            if places := self.called.get(typed[:end]):
                yield from ((places, n) for n in self._fronts.get(typed[end:], ()))

    def _without_place(self, typed: str) -> Iterable[int]:
        """税务局: every unit of that name, wherever it is."""
        return self._fronts.get(typed, ())

    def _loosely(self, typed: str) -> Iterable[int]:
        """人民银行厦门分行 for 人民银行厦门市分行."""
        return self._loose.get(typed.translate(_NO_SIGNS), ())

    def _without_front(self, whole: str, home: str) -> set[str]:
        """Return a unit's name as it is, and without its own place or that place's sign in front."""
        own = self.names.get(home, set())
        signs = {name[-1] for name in own if name[-1] in SIGNS}
        return {whole, *(whole.removeprefix(front) for front in own | signs)} - {""}


_OF: "WeakKeyDictionary[Store, Territories]" = WeakKeyDictionary()


def territories(store: Store) -> Territories:
    """Return the territories of a store; each store is asked only once."""
    if store not in _OF:
        _OF[store] = Territories(store)
    return _OF[store]
