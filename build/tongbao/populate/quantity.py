"""Statements about one quantity."""

from collections.abc import Iterator

from tongbao.model import Quantity
from tongbao.model.codes import QUANTITY_KINDS
from tongbao.populate.evidence import A
from tongbao.printed import SCALES
from tongbao.rdf.iris import Iris, concept
from tongbao.rdf.literals import Statement, decimal, string, text
from tongbao.rdf.namespaces import QUDT, TB


def quantity_statements(iri: str, quantity: Quantity, iris: Iris) -> Iterator[Statement]:
    """State one quantity; 万 and 亿 are multiplied out, a unit is never converted."""
    unit = quantity.unit or "one"
    number = quantity.number * SCALES[quantity.scale or ""]
    yield iri, A, QUDT.QuantityValue
    yield iri, QUDT.numericValue, decimal(number)
    yield iri, QUDT.hasUnit, iris.concept("unit-of-measure", unit)
    yield iri, QUDT.hasQuantityKind, concept("quantity-kind", QUANTITY_KINDS[iris.ours("unit-of-measure", unit)])
    yield iri, TB.bound, concept("bound", quantity.bound)
    if quantity.classifier:
        yield iri, TB.classifier, text(quantity.classifier, "zh")
    if quantity.per:
        yield iri, TB.per, concept("unit-of-measure", quantity.per)
    for part_ in quantity.departs:
        yield iri, TB.editedPart, string(part_)
