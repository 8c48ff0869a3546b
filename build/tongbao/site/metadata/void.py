"""VoID: how many things of each class have each property, and the classes and datatypes of its values."""

from collections.abc import Iterator

from tongbao.rdf.iris import NAMESPACES, prefixed
from tongbao.rdf.literals import integer
from tongbao.rdf.namespaces import RDF
from tongbao.site.metadata.nodes import VOID, VOIDEXT, Node, iri, line
from tongbao.site.metadata.partitions import ALL, Counts, Partition


def void_lines(counts: Counts, base: str) -> Iterator[str]:
    """Yield VoID with nested partitions: the properties of each class, and the classes and datatypes of their values.

    SPARQL editors use it for completion (``void:classPartition`` and ``void-ext:datatypePartition`` within
    ``void:propertyPartition`` within ``void:classPartition``).
    """
    dataset = iri(base, "dataset")
    classes = {partition.cls for partition in counts}
    yield line(dataset, iri(VOID, "classes"), integer(len(classes)))
    properties = {partition.property for partition in counts} - {ALL}
    yield line(dataset, iri(VOID, "properties"), integer(len(properties)))
    for cls in sorted(classes):
        of_class = iri(base, "dataset#class-", _local(cls))
        yield from Node(of_class).say(iri(VOID, "class"), cls).lines
        yield line(of_class, iri(VOID, "entities"), integer(counts[Partition(cls, ALL, ALL)]))
        yield line(dataset, iri(VOID, "classPartition"), of_class)
    for partition, count in sorted(counts.items()):
        of_class = iri(base, "dataset#class-", _local(partition.cls))
        of_property = iri(of_class[1:-1], "-property-", _local(partition.property))
        if partition.property == ALL:
            continue
        if partition.value == ALL:
            yield from Node(of_property).say(iri(VOID, "property"), partition.property).lines
            yield line(of_property, iri(VOID, "triples"), integer(count))
            yield line(of_class, iri(VOID, "propertyPartition"), of_property)
        elif partition.value:
            yield from _ends(of_property, partition.value, count)


def _ends(of_property: str, value: str, count: int) -> Iterator[str]:
    """Yield the partition of a property's values: things of a class, or literals of a datatype."""
    part = iri(of_property[1:-1], "-to-", _local(value))
    is_datatype = value[1:].startswith(NAMESPACES["xsd"]) or value == RDF.langString
    kind, name = ("datatypePartition", "datatype") if is_datatype else ("classPartition", "class")
    yield line(of_property, iri(VOIDEXT if is_datatype else VOID, kind), part)
    yield line(part, iri(VOIDEXT if is_datatype else VOID, name), value)
    yield line(part, iri(VOID, "triples"), integer(count))


def _local(term_: str) -> str:
    name = term_[1:-1]
    return prefixed(name).replace(":", ".") or name.rpartition("/")[2].rpartition("#")[2]
