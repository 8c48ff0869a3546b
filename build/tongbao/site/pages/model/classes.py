"""The classes and their properties, read from the ontology and, for what the graph may hold, from the shapes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from tongbao import paths
from tongbao.errors import Text
from tongbao.rdf.iris import HOME, NAMESPACES, prefixed, scheme_of
from tongbao.rdf.turtle import statements
from tongbao.site.labels import OTHERS

SH, OWL, RDFS = "http://www.w3.org/ns/shacl#", "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
RDF, SKOS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#"
ONTOLOGY = f"{HOME}ontology"
Node = ox.NamedNode | ox.BlankNode

NOTHING = Text("", "")
LABELS = ("skos:prefLabel", "dcterms:title", "rdfs:label", "tb:counts", "tb:wording", "tb:printedName", "tb:words")
"""The properties that may name a thing, the best first."""
LEFT_OUT = ("skos:Concept", "skos:ConceptScheme", "schema:Dataset")
"""Codes and the dataset: what lists and descriptions say of them is no notice's."""
SELECTED = "oa:hasSelector"
"""The property that shapes describe only by what lies behind it."""


class Value(NamedTuple):
    """What a property may lead to, as a prefixed name; of a vocabulary, its name."""

    name: str
    sort: str
    """``class``, ``datatype``, ``vocabulary`` or, where shapes allow any, ``any``."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a class."""

    name: str
    """As a prefixed name."""
    label: Text
    definition: Text
    least: int
    most: int | None
    """How many values it may have; None for any number."""
    values: tuple[Value, ...]
    is_derived: bool
    """Whether it is a shortcut that follows from other statements."""

    @property
    def many(self) -> str:
        """Return how many values it has, as UML writes it: ``1``, ``0..1``, ``1..*``."""
        most = "*" if self.most is None else str(self.most)
        return most if str(self.least) == most else f"{self.least}..{most}"

    @property
    def classes(self) -> list[str]:
        """Return the classes that it leads to."""
        return [value.name for value in self.values if value.sort == "class"]


@dataclass(slots=True)
class Class:
    """A class, ours or another's that our shapes describe."""

    name: str
    label: Text
    definition: Text = NOTHING
    note: Text = NOTHING
    above: str = ""
    """The class that it is a kind of, where that is one of ours."""
    properties: list[Property] = field(default_factory=list)
    """Its own and those of the class above, those that must be there first."""

    @property
    def local(self) -> str:
        """Return the name without its prefix, by which it is found on the page."""
        return self.name.partition(":")[2]

    def find(self, name: str) -> Property | None:
        """Return its property of that name, if it has it."""
        return next((one for one in self.properties if one.name == name), None)

    @property
    def labels(self) -> list[str]:
        """Return the property that names its things; several where some have one and some another, none where they have no name."""
        known = {property_.name: property_ for property_ in self.properties}
        found = [name for name in LABELS if name in known]
        sure = next((n for n, name in enumerate(found) if known[name].least), len(found))
        return found[: sure + 1] or self._names_elsewhere()

    def _names_elsewhere(self) -> list[str]:
        """Return the path to the name of what its things always lead to: they have none of their own."""
        sure = ((one, cls) for one in self.properties if one.least for cls in one.classes)
        named = ((one, classes()[cls]) for one, cls in sure if cls in classes())
        return [f"{one.name}/{cls.labels[0]}" for one, cls in named if any(p.name in LABELS for p in cls.properties)][
            :1
        ]


@cache
def classes() -> Mapping[str, Class]:
    """Return the classes by prefixed name: ours in the order of the ontology, then those of others."""
    store = _store()
    found = {name: _class(store, node) for node in _declared(store) if (name := prefixed(node.value))}
    derived = derived_properties()
    for name, properties in _properties(store, derived).items():
        if name in LEFT_OUT:
            continue
        found.setdefault(name, Class(name, _other(name))).properties = properties
    for cls in found.values():
        inherited = found[cls.above].properties if cls.above else []
        own = {property_.name for property_ in cls.properties}
        cls.properties = _ordered([*cls.properties, *(one for one in inherited if one.name not in own)])
    return found


def leading_to(name: str) -> list[tuple[str, Property]]:
    """Return the properties that lead to a class, each with the class that has it; not those of classes below that one."""
    known = classes()
    return [
        (cls.name, property_)
        for cls in known.values()
        for property_ in cls.properties
        if name in property_.classes and not (cls.above and property_ in known[cls.above].properties)
    ]


@cache
def derived_properties() -> frozenset[str]:
    """Return the properties that the derivations state, so that no notice states them."""
    found = set()
    for file in (paths.QUERIES / "derive").rglob("*.rq"):
        head = file.read_text("utf-8").partition("CONSTRUCT")[2].partition("WHERE")[0]
        found |= {word for word in head.split() if word.startswith("tb:")}
    return frozenset(found - {"tb:CoLeadership"})


def _store() -> ox.Store:
    store = ox.Store()
    for file in (paths.ONTOLOGY / "notice.ttl", *sorted((paths.ONTOLOGY / "shapes").glob("*.ttl"))):
        store.extend(statements(file))
    return store


def _declared(store: ox.Store) -> list[ox.NamedNode]:
    """Return our own classes, in the order of their file."""
    order = [quad.subject for quad in statements(paths.ONTOLOGY / "notice.ttl") if _says(quad, "owl:Class")]
    return [node for node in order if isinstance(node, ox.NamedNode) and node.value.startswith(ONTOLOGY)]


def _says(quad: ox.Quad, cls: str) -> bool:
    return quad.predicate.value == f"{RDF}type" and prefixed(getattr(quad.object, "value", "")) == cls


def _class(store: ox.Store, node: ox.NamedNode) -> Class:
    above = next((prefixed(value) for value in _iris(store, node, f"{RDFS}subClassOf") if value.startswith(HOME)), "")
    label, definition, note = (
        _text(store, node, name) for name in (f"{RDFS}label", f"{SKOS}definition", f"{SKOS}scopeNote")
    )
    return Class(prefixed(node.value), label, definition, note, above)


def _properties(store: ox.Store, derived: frozenset[str]) -> dict[str, list[Property]]:
    """Return the properties of each class: those that its shapes name, and those whose domain it is."""
    found: dict[str, dict[str, Property]] = {}
    for (cls, name), shapes in _constraints(store).items():
        found.setdefault(cls, {})[name] = _property(store, name, shapes, name in derived)
    for row in store.query(_OF_SUBJECTS):  # type: ignore[union-attr]
        of, name = prefixed(row["of"].value), prefixed(row["path"].value)
        for properties in found.values():
            if of in properties and name in properties:
                one = _property(store, name, [row["shape"]], name in derived)
                properties[name] = replace(one, least=min(one.least, properties[of].least))
    for row in store.query(_BEHIND):  # type: ignore[union-attr]
        cls, name, behind = (prefixed(row[part].value) for part in ("class", "path", "behind"))
        values = [Value(other, "class") for other in found if behind in found[other]]
        if name == SELECTED:
            before = found[cls].get(name)
            known = (*(before.values if before else ()), *values)
            found[cls][name] = Property(name, _other(name), NOTHING, len(known), len(known), known, False)
    return {cls: [*properties.values()] for cls, properties in found.items()}


def _constraints(store: ox.Store) -> dict[tuple[str, str], list[Node]]:
    """Return the shapes of each property of each class; none where only its domain says that it has it."""
    found: dict[tuple[str, str], list[Node]] = {}
    for row in store.query(_SHAPES):  # type: ignore[union-attr]
        named = prefixed(row["class"].value), prefixed(row["path"].value)
        found.setdefault(named, []).append(row["shape"])
    for row in store.query(_DOMAINS):  # type: ignore[union-attr]
        if not (row["old"] and row["old"].value == "true"):
            found.setdefault((prefixed(row["class"].value), prefixed(row["property"].value)), [])
    return found


_SHAPES = f"""
SELECT ?class ?path ?shape WHERE {{
  ?node <{SH}targetClass> ?class ; <{SH}property> ?shape .
  ?shape <{SH}path> ?path ; <{SH}severity> <{SH}Violation> .
  FILTER(ISIRI(?path))
}} ORDER BY ?class ?path ?shape"""
_OF_SUBJECTS = f"""
SELECT ?of ?path ?shape WHERE {{
  ?node <{SH}targetSubjectsOf> ?of ; <{SH}property> ?shape .
  ?shape <{SH}path> ?path .
  FILTER(ISIRI(?path))
}} ORDER BY ?of ?path"""
_BEHIND = f"""
SELECT ?class ?path ?behind WHERE {{
  ?node <{SH}targetClass> ?class ; <{SH}property> ?shape .
  ?shape <{SH}path> ?steps ; <{SH}minCount> 1 ; <{SH}maxCount> 1 .
  ?steps <{RDF}first> ?path ; <{RDF}rest>/<{RDF}first> ?behind .
  FILTER(ISIRI(?path) && ISIRI(?behind))
}} ORDER BY ?class ?path ?behind"""
_DOMAINS = f"""
SELECT ?class ?property ?old WHERE {{
  {{ ?property <{RDFS}domain> ?class }}
  UNION {{ ?property <{RDFS}domain>/<{OWL}unionOf>/<{RDF}rest>*/<{RDF}first> ?class }}
  FILTER(ISIRI(?class) && STRSTARTS(STR(?property), "{ONTOLOGY}"))
  OPTIONAL {{ ?property <{OWL}deprecated> ?old }}
}} ORDER BY ?class ?property"""


def _property(store: ox.Store, name: str, shapes: Iterable[Node], is_derived: bool) -> Property:
    node = ox.NamedNode(expanded(name))
    shapes = list(shapes)
    counts = [value for shape in shapes for of in _LEAST for value in _values(store, shape, of)]
    least = max(map(int, counts), default=0)
    most = min((int(value) for shape in shapes for value in _values(store, shape, f"{SH}maxCount")), default=None)
    definition = _text(store, node, f"{SKOS}definition")
    label = _text(store, node, f"{RDFS}label") if name.startswith("tb:") else _other(name)
    values = [value for shape in shapes for value in _allowed(store, shape)] or list(_ranges(store, node))
    if schemes := [Value(value.rpartition("/")[2], "vocabulary") for value in _iris(store, node, f"{RDFS}seeAlso")]:
        values = schemes
    return Property(name, label, definition, least, most, tuple(dict.fromkeys(values)), is_derived)


_LEAST = (f"{SH}minCount", f"{SH}qualifiedMinCount")


def _allowed(store: ox.Store, shape: Node) -> Iterator[Value]:
    """Yield what a shape allows as values, in any of its alternatives."""
    for sort in ("class", "datatype"):
        for value in _iris(store, shape, f"{SH}{sort}"):
            yield Value(prefixed(value), sort)
    for item in _listed(store, shape, f"{SH}in"):
        if scheme := scheme_of(getattr(item, "value", "")):
            yield Value(scheme, "vocabulary")
    for item in _listed(store, shape, f"{SH}or"):
        if isinstance(item, ox.NamedNode | ox.BlankNode):
            yield from _allowed(store, item)


def _listed(store: ox.Store, node: Node, property_: str) -> Iterator[object]:
    """Yield the members of a list."""
    rest = next((quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(property_), None)), None)
    while isinstance(rest, ox.BlankNode):
        yield from (quad.object for quad in store.quads_for_pattern(rest, ox.NamedNode(f"{RDF}first"), None))
        rest = next((quad.object for quad in store.quads_for_pattern(rest, ox.NamedNode(f"{RDF}rest"), None)), None)


def _ranges(store: ox.Store, node: ox.NamedNode) -> Iterator[Value]:
    for value in _iris(store, node, f"{RDFS}range"):
        name = prefixed(value)
        is_literal = name.startswith("xsd:") or name in ("rdf:langString", "rdfs:Literal")
        yield Value(name, "datatype" if is_literal else "any" if name == "owl:Thing" else "class")


def _ordered(properties: list[Property]) -> list[Property]:
    """Return properties in the order of a table: names, what must be there, what may be; shortcuts at the end."""
    return sorted(
        properties,
        key=lambda one: (
            one.is_derived,
            LABELS.index(one.name) if one.name in LABELS else len(LABELS),
            not one.least,
            not one.classes,
            one.name,
        ),
    )


def expanded(name: str) -> str:
    """Return the IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return f"{NAMESPACES[prefix]}{local}"


def _other(name: str) -> Text:
    """Return our words for a term of another vocabulary."""
    known: Mapping[str, Text] = {str(term): text for term, text in OTHERS.items()}
    return known.get(name, Text(name, name))


def _values(store: ox.Store, node: Node, property_: str) -> list[str]:
    quads = store.quads_for_pattern(node, ox.NamedNode(property_), None)
    return sorted(getattr(quad.object, "value", "") for quad in quads)


def _iris(store: ox.Store, node: Node, property_: str) -> list[str]:
    quads = store.quads_for_pattern(node, ox.NamedNode(property_), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))


def _text(store: ox.Store, node: ox.NamedNode, property_: str) -> Text:
    literals = (quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(property_), None))
    said = {one.language: one.value for one in literals if isinstance(one, ox.Literal)}
    return Text(said.get("en", ""), said.get("zh", ""))
