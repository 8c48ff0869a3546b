"""Count the statements about the things of each class: VoID's partitions, added up from parts that do not know each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.literals import read_literal
from tongbao.rdf.namespaces import RDF
from tongbao.site.things import A, Things


class Partition(NamedTuple):
    """Statements with a property whose subjects have a class, and whose values have a class or datatype: IRIs, as terms.

    A value of ``*`` stands for all statements with the property, and a property of ``*`` for the things of the class. An empty
    text stands for a value without a class.

    Until all parts are known, things that another part describes are counted by their kind, ``?measure``. Where a kind has things
    of several classes, they are counted individually, ``?<…>``: notices, units, places, and things of other vocabularies.
    """

    cls: str
    property: str
    value: str


Counts = Counter[Partition]
ALL = "*"
SUBJECTS = Partition("", ALL, ALL)
"""Counts the things that are described: each in the part that states its class."""


def partitions(things: Things, base: str) -> Counts:
    """Count the statements of a part."""
    counts: Counter[tuple[str, str, str]] = Counter()  # a named tuple for each statement would take as long as all else
    sorts: dict[str, Sequence[str]] = {}

    def classes(thing: str) -> Sequence[str]:
        if thing not in sorts:
            said = things.said.get(thing)
            sorts[thing] = (said and said.get(A)) or (_kind(thing, base),)
        return sorts[thing]

    for thing, said in things.said.items():
        own = classes(thing)
        if A in said:
            counts[SUBJECTS] += 1
            for cls in own:
                counts["", _kind(thing, base), cls] += 1  # the classes of a kind
                counts[cls, ALL, ALL] += 1
        for property_, values in said.items():
            ends = [
                end for value in values for end in (classes(value) if value.startswith("<") else (_datatype(value),))
            ]
            for cls in own:
                counts[cls, property_, ALL] += len(values)
                for end in ends:
                    counts[cls, property_, end] += 1
    return Counter({Partition(*key): count for key, count in counts.items()})


def _datatype(value: str) -> str:
    literal = read_literal(value)
    return RDF.langString if literal.language else f"<{literal.datatype or XSD_STRING}>"


XSD_STRING = f"{NAMESPACES['xsd']}string"


def _kind(iri: str, base: str) -> str:
    """Return the kind of thing that an IRI names, as far as it shows it; the IRI itself where things of a kind differ."""
    own = f"<{base}id/"
    if not iri.startswith(own) or iri.startswith((f"{own}notice/", f"{own}unit/", f"{own}place/")):
        return f"?{iri}"
    return f"?{iri[len(base) + 4 :].partition('/')[0].rstrip('>')}"


def added_up(parts: Iterable[Counts]) -> Counts:
    """Return the sum of the counts of all parts, with kinds replaced by classes."""
    total: Counts = Counter()
    for part in parts:
        total.update(part)
    kinds: dict[str, set[str]] = defaultdict(set)
    for partition in total:
        if not partition.cls and partition.property.startswith("?"):
            kinds[partition.property].add(partition.value)
    whole: Counts = Counter({SUBJECTS: total.pop(SUBJECTS, 0)})
    for partition, count in total.items():
        for cls in _resolved(partition.cls, kinds):
            for value in _resolved(partition.value, kinds) or ("",):
                if cls:
                    whole[Partition(cls, partition.property, value)] += count
    return whole


def _resolved(name: str, kinds: dict[str, set[str]]) -> Iterable[str]:
    return sorted(kinds.get(name, ())) if name.startswith("?") else (name,)
