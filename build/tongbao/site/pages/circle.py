"""The circle of a unit: the measures it leads and those who lead them with it, as a small network."""

from collections.abc import Callable, Mapping, Sequence

from tongbao.errors import Text
from tongbao.network import two_mode
from tongbao.network.model import Code, Edge, Measure, Network, Node, Participation
from tongbao.rdf.concepts import ROLE
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels

MEASURES, UNITS = 8, 16
"""A picture of more measures or units would not be small."""
WIDE = 376.0
"""As wide as what stands beside the text of a page."""


def circle(
    measures: Sequence[Entry], names: Mapping[str, Text], labels: Labels, count: Callable[[str], int]
) -> Network | None:
    """Return some measures with all who lead them, as a network of two modes; None where nobody leads together, or many do.

    ``names`` are the short names of the units; ``count`` tells how many measures a unit leads.
    """
    units = sorted({unit for measure in measures for unit in measure.units})
    if not 1 < len(units) <= UNITS or len(measures) > MEASURES:
        return None
    number = {unit: n for n, unit in enumerate(units)}
    nodes = [
        Node(unit[1:-1], labels.of(unit), names[unit], _kind(labels.kind(unit), labels), leads=count(unit))
        for unit in units
    ]
    those = {
        one.iri[1:-1]: Measure(one.title, "", one.number, None, None, "", english=one.english, k=len(set(one.units)))
        for one in measures
    }
    role = Code(ROLE.lead[1:-1].rpartition("#")[2], labels.of(ROLE.lead))
    parts = tuple(
        Participation(one.iri[1:-1], number[unit], role, order, "", "", 0, 0)
        for one in measures
        for order, unit in enumerate(dict.fromkeys(one.units), 1)
    )
    return two_mode(Network(tuple(nodes), tuple[Edge, ...](), those, parts))


def _kind(kind: str, labels: Labels) -> Code | None:
    """Return a kind as the network has it: a code, its name, and the code of ours above it."""
    if not kind:
        return None
    code, above = (one[1:-1].rpartition("#")[2] for one in (kind, labels.top(kind)))
    return Code(code, labels.of(kind), (above,) if above != code else ())
