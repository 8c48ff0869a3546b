"""Statements about one quantity."""

from collections.abc import Iterator

from tongbao.model import Quantity
from tongbao.model.codes import QUANTITY_KINDS
from tongbao.populate.evidence import A
from tongbao.printed import SCALES
from tongbao.rdf.iris import Iris, concept
from tongbao.rdf.literals import Statement, decimal, string, text
from tongbao.rdf.namespaces import QUDT, TB


def quantity_statements(iri: str, quantity: Quantity, iris: Iris, counted: str = "one") -> Iterator[Statement]:
    """State one quantity; 万 and 亿 are multiplied out, a unit is never converted. ``counted`` is the unit where none is written."""
    unit = quantity.unit or counted
    scale = SCALES[quantity.scale or ""]
    yield iri, A, QUDT.QuantityValue
    if quantity.to is None:
        yield iri, QUDT.numericValue, decimal(quantity.number * scale)
    else:
        yield iri, TB.lowest, decimal(quantity.number * scale)
        yield iri, TB.highest, decimal(quantity.to * scale)
    yield iri, QUDT.hasUnit, iris.concept("unit-of-measure", unit)
    yield iri, QUDT.hasQuantityKind, concept("quantity-kind", QUANTITY_KINDS[iris.ours("unit-of-measure", unit)])
    yield iri, TB.bound, concept("bound", quantity.bound)
    if quantity.classifier:
        yield iri, TB.classifier, text(quantity.classifier, "zh")
    if quantity.per and iris.ours("unit-of-measure", quantity.per) in QUANTITY_KINDS:
        yield iri, TB.per, iris.concept("unit-of-measure", quantity.per)
    elif quantity.per:
        yield iri, TB.perClassifier, text(quantity.per, "zh")
    for part in quantity.departs:
        yield iri, TB.editedPart, string(part)
