"""The names of the things in a store, read once, and the form in which names are compared."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from tongbao.ask.store import Store

_NAMES = {
    "unit": """
        { SELECT ?thing ?name { ?thing a tb:Unit ; dcterms:identifier|skos:prefLabel|skos:altLabel ?name } }
        OPTIONAL { ?thing tb:locatedIn ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "place": """
        { SELECT ?thing ?name { ?thing a tb:Place ;
            dcterms:identifier|skos:prefLabel|skos:altLabel|tb:placeCode ?name } }
        OPTIONAL { ?thing tb:within ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "notice": """
        { SELECT ?thing ?name { ?thing a tb:Notice ; dcterms:identifier|dcterms:title|tb:documentNumber ?name } }
        OPTIONAL { ?thing tb:place ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "measure": """
        { SELECT ?thing ?name ?notice { ?thing a tb:Measure ; tb:publishedIn ?notice ;
            dcterms:identifier|dcterms:title|tb:printedTitle ?name } }
        OPTIONAL { ?notice dcterms:identifier ?place }""",
}
NAMED_KINDS = tuple(_NAMES)
"""The kinds of things that have names."""
_SUBJECTS = "?thing a tb:Measure ; tb:hasOutcome/tb:counts ?name ; tb:publishedIn/dcterms:identifier ?place"
"""The subjects of the figures of measures: searched where no name fits."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one thing, and where the thing is."""

    iri: str
    name: str
    place: str
    home: str
    worded: bool
    """Whether it is a name in a language, not an id or a number."""


def key(name: str) -> str:
    """Return the form of a name that is compared: without case, width, white space or punctuation."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_COMPARED)


class _Compared(dict[int, int | None]):
    """The characters that are compared, by their numbers; None for white space, punctuation and signs. Filled when needed."""

    def __missing__(self, number: int) -> int | None:
        self[number] = None if unicodedata.category(chr(number))[0] in "ZPCS" else number
        return self[number]


_COMPARED = _Compared()


def spaced(name: str) -> str:
    """Return the words of a name with a space around each: `` people s court ``."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    found = re.findall(r"[^\W_]+", folded)
    return f" {' '.join(found)} "


_KNOWN: "WeakKeyDictionary[Store, dict[str, list[Named]]]" = WeakKeyDictionary()

_BY_KEY: "WeakKeyDictionary[Store, dict[str, defaultdict[str, list[Named]]]]" = WeakKeyDictionary()


def names_of(kind: str, store: Store) -> list[Named]:
    """Return all names of things of a kind; each store is asked only once."""
    known = _KNOWN.setdefault(store, {})
    if kind not in known:
        known[kind] = list(_asked(kind, store))
    return known[kind]


def by_name(kind: str, sought: str, store: Store) -> dict[str, Named]:
    """Return the things of a kind one of whose names has the form `sought` (see `key`), by their IRIs."""
    by_key = _BY_KEY.setdefault(store, {})
    if kind not in by_key:
        by_key[kind] = defaultdict(list)
        for named in names_of(kind, store):
            by_key[kind][key(named.name)].append(named)
    return {named.iri: named for named in by_key[kind].get(sought, ())} if sought else {}


def _asked(kind: str, store: Store) -> Iterator[Named]:
    for row in store.select(_query(_SUBJECTS if kind == "subject" else _NAMES[kind])):
        thing, home = row["thing"], row.get("home")
        if isinstance(thing, ox.NamedNode):  # what has no IRI cannot be asked about
            worded = getattr(row["name"], "language", None) is not None
            around = home.value if isinstance(home, ox.NamedNode) else ""
            yield Named(thing.value, value(row["name"]), value(row.get("place")), around, worded)


def _query(asked: str) -> str:
    return f"SELECT ?thing ?name ?place ?home {{ {asked} }} ORDER BY ?thing ?name"


def queries_for_kinds() -> list[str]:
    """Return the queries by which the names of all kinds of things are read."""
    return [*map(_query, (*_NAMES.values(), _SUBJECTS))]


def value(term: object) -> str:
    """Return the text of a term; nothing for none."""
    return str(getattr(term, "value", ""))
