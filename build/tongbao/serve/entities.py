"""The units and places that are reconciled: what types and properties they have, and the values of these.

An entity's id is its IRI below the dataset's base, ``unit/xm-tax``; types are the local names of the ontology's classes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from tongbao.ask.labels import find_labels
from tongbao.ask.named import key, names_of, value
from tongbao.ask.names import meant
from tongbao.ask.store import LocalStore, Rows, Term, base_of
from tongbao.errors import Language, Text
from tongbao.rdf.iris import HOME

Kind = Literal["unit", "place"]
TYPES: Mapping[str, tuple[Kind, Text]] = {
    "Unit": ("unit", Text("Unit", "单位")),
    "Place": ("place", Text("Place", "地区")),
}
"""The types of entities: the kind by which ``names.py`` knows them, and what they are called."""
TYPE_OF: Mapping[Kind, str] = {kind: name for name, (kind, _) in TYPES.items()}


@dataclass(frozen=True, slots=True)
class Property:
    """A property that narrows a search, and whose values can be fetched.

    ``paths`` gives the property of the graph for each type that has it; ``of`` what its values are: entities of a kind,
    codes of a vocabulary, or texts. ``language`` restricts texts to one language.
    """

    id: str
    name: Text
    paths: Mapping[Kind, str]
    of: Literal["unit", "place", "code", "text"]
    language: Language | None = None

    def may_be(self, term: Term | None) -> bool:
        """Return whether a term is a value of this property: any file can be served, with texts where things belong."""
        if self.of != "text":
            return isinstance(term, ox.NamedNode)
        return self.language in (None, getattr(term, "language", None))


def _both(path: str) -> Mapping[Kind, str]:
    return {"unit": path, "place": path}


PROPERTIES: Mapping[str, Property] = {
    each.id: each
    for each in (
        Property("place", Text("place", "所在地区"), {"unit": "tb:locatedIn", "place": "tb:within"}, "place"),
        Property("kind", Text("kind of unit", "单位类型"), {"unit": "tb:unitKind"}, "code"),
        Property("level", Text("administrative level", "行政层级"), _both("tb:level"), "code"),
        Property("part-of", Text("part of", "隶属单位"), {"unit": "org:subOrganizationOf"}, "unit"),
        Property("managed-by", Text("managed by", "垂直管理单位"), {"unit": "tb:managedBy"}, "unit"),
        Property("name-zh", Text("Chinese name", "中文名称"), _both("skos:prefLabel"), "text", "zh"),
        Property("name-en", Text("English name", "英文名称"), _both("skos:prefLabel"), "text", "en"),
        Property("other-names", Text("other names", "其他名称"), _both("skos:altLabel"), "text"),
        Property("place-code", Text("place code", "行政区划代码"), {"place": "tb:placeCode"}, "text"),
        Property("credit-code", Text("unified social credit code", "统一社会信用代码"), {"unit": "tb:creditCode"}, "text"),
        Property("same-as", Text("same as", "其他规范档记录"), _both("tb:hasAuthorityLink/tb:sameAs"), "text"),
        Property("note", Text("note", "说明"), _both("skos:note"), "text"),
    )
}  # fmt: skip
_AROUND = "SELECT ?thing ?around { ?thing a tb:Place ; tb:within* ?around }"
_CODES = """SELECT ?thing ?around ?name {
  { SELECT DISTINCT ?thing { ?entity tb:unitKind|tb:level ?thing } }
  ?thing skos:broader* ?around . ?around skos:prefLabel|skos:notation ?name
}"""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Entity:
    """A unit or a place, and its names."""

    iri: str
    kind: Kind
    names: tuple[tuple[str, bool], ...]
    """Its names as they are compared, and whether each is a name in a language, not an id or a number."""


class Names:
    """The names of all entities of a kind, in a language, as they are compared; each stands beside its bearer."""

    def __init__(self, bearers: Iterable[Entity]) -> None:
        self.names: list[str] = []
        self.bearers: list[Entity] = []
        self.called: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in bearers:
            for name in (name for name, worded in entity.names if worded):
                self.names.append(name)
                self.bearers.append(entity)
                self.called[name].append(entity)


class Entities:
    """The units and places of a store."""

    def __init__(self, store: LocalStore) -> None:
        self.store = store
        self.space = f"{base_of(store) or HOME}id/"
        """With what the IRIs of entities start; an id is what follows."""
        self.all = {entity.iri: entity for kind in TYPE_OF for entity in _read(kind, store)}
        self.names = {kind: Names(each for each in self.all.values() if each.kind == kind) for kind in TYPE_OF}

    def id(self, iri: str) -> str:
        """Return the id of an entity."""
        return iri.removeprefix(self.space)

    def by_id(self, said: str) -> Entity | None:
        """Return the entity with an id, which may also be its IRI."""
        return self.all.get(f"{self.space}{said}") or self.all.get(said)

    @cached_property
    def around(self) -> Mapping[str, set[str]]:
        """The places around each place, itself among them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.store.select(_AROUND):
            found[value(row["thing"])].add(value(row["around"]))
        return found

    @cached_property
    def _codes(self) -> Mapping[str, set[str]]:
        """By what each code, or one above it, is called: labels and notations as they are compared, and IRIs."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.store.select(_CODES):
            found[value(row["thing"])] |= {key(value(row["name"])), value(row["around"])}
        return found

    def values(self, of: Property, iris: Iterable[str]) -> Mapping[str, list[str]]:
        """Return the values of a property for some entities: IRIs of entities and codes, or texts, in order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        by_path: defaultdict[str, list[str]] = defaultdict(list)
        for iri in iris:
            if iri in self.all and (path := of.paths.get(self.all[iri].kind)):
                by_path[path].append(iri)
        for path, those in by_path.items():
            for start in range(0, len(those), _BATCH):
                for row in self.store.select(_values(path, those[start : start + _BATCH])):
                    if of.may_be(row["value"]):
                        found[value(row["thing"])].append(value(row["value"]))
        return found

    def places(self, wanted: str) -> set[str]:
        """Return the places with a name, an id or an IRI."""
        return {*meant("place", wanted, self.store).found}

    def test(self, of: Property, wanted: str) -> Callable[[Iterable[str]], bool]:
        """Return what tells whether one of an entity's values is what is wanted: a name, an id, a code or a text.

        A place fits that lies within the one wanted, and a code below it.
        """
        match of.of:
            case "place":
                places = self.places(wanted)
                return lambda has: any(self.around.get(each, set()) & places for each in has)
            case "unit":
                units = {*meant("unit", wanted, self.store).found}
                return lambda has: bool(units & {*has})
            case "code":
                sought = {key(wanted), wanted} - {""}
                return lambda has: any(sought & self._codes.get(each, set()) for each in has)
            case "text":
                return lambda has: key(wanted) in map(key, has)

    def labels(self, iris: Iterable[str], language: Language) -> Mapping[str, str]:
        """Return the labels of entities and codes."""
        rows: list[tuple[ox.NamedNode]] = [(ox.NamedNode(iri),) for iri in iris]
        return find_labels(Rows(("thing",), [*rows]), language, self.store)

    def descriptions(self, iris: Iterable[str], language: Language) -> Mapping[str, str]:
        """Return what tells entities of like names apart: kind, level and place."""
        iris = list(iris)
        told = [self.values(PROPERTIES[name], iris) for name in ("kind", "level", "place")]
        labels = self.labels({each for values in told for those in values.values() for each in those}, language)
        dot = " · "
        return {
            iri: dot.join(labels.get(each, each) for values in told for each in values.get(iri, ())) for iri in iris
        }


def _read(kind: Kind, store: LocalStore) -> Iterable[Entity]:
    names: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for named in names_of(kind, store):
        own = names[named.iri]
        own[key(named.name)] = own.get(key(named.name), False) or named.worded
    return (Entity(iri, kind, tuple(own.items())) for iri, own in names.items())


def _values(path: str, iris: Iterable[str]) -> str:
    listed = " ".join(f"<{iri}>" for iri in iris)
    return (
        f"SELECT DISTINCT ?thing ?value {{ VALUES ?thing {{ {listed} }} ?thing {path} ?value }} ORDER BY ?thing ?value"
    )


_OF: "WeakKeyDictionary[LocalStore, Entities]" = WeakKeyDictionary()


def entities(store: LocalStore) -> Entities:
    """Return the entities of a store; each store is asked only once."""
    if store not in _OF:
        _OF[store] = Entities(store)
    return _OF[store]
