"""Networks made for tests: from the units of each measure, written as numbers."""

from collections.abc import Sequence

from tongbao.errors import Text
from tongbao.network.model import Code, Edge, Measure, Network, Node, Participation
from tongbao.network.style import KINDS

LEAD = Code("lead", Text("Lead", "牵头"))
UNIT, MEASURE = "https://w3id.org/tongbao/id/unit/", "https://w3id.org/tongbao/id/measure/n/"


def made(measures: Sequence[Sequence[int]], *, homes: Sequence[int] = (), year: int = 2023) -> Network:
    """Return the network of measures led by the units with these numbers; ``homes`` tells the place of each unit."""
    count = max((unit for units in measures for unit in units), default=-1) + 1
    iris = [f"{MEASURE}m-{n:03}" for n in range(len(measures))]
    kinds = [Code(kind, Text(kind, kind)) for kind in KINDS]
    leads = [sum(unit in units for units in measures) for unit in range(count)]
    places = [Code(f"p-{home}", Text(f"Place {home}", f"地方{home}")) for home in homes] or [None] * count
    nodes = tuple(
        Node(
            f"{UNIT}u-{n:03}",
            *[Text(f"Bureau of Matter {n}", f"某市第{n}局")] * 2,
            kinds[n % 3],
            None,
            leads[n],
            places[n],
            places[n],
        )
        for n in range(count)
    )
    known = {
        iri: Measure(
            f"举措{n}", f"notice-{n % 3}", "", year + n % 2, None, "", english=f"Measure {n}", k=len(set(units))
        )
        for n, (iri, units) in enumerate(zip(iris, measures, strict=True))
        if units
    }
    parts = tuple(
        Participation(iri, unit, LEAD, order, "某局", "某局", 0, 2)
        for iri, units in zip(iris, measures, strict=True)
        for order, unit in enumerate(dict.fromkeys(units), 1)
    )
    return Network(nodes, _edges(iris, measures), known, parts)


def _edges(iris: Sequence[str], measures: Sequence[Sequence[int]]) -> tuple[Edge, ...]:
    met: dict[tuple[int, int], list[int]] = {}
    for n, units in enumerate(measures):
        for one in set(units):
            for other in set(units):
                if one < other:
                    met.setdefault((one, other), []).append(n)
    return tuple(
        Edge(
            *pair,
            len(where),
            tuple(iris[n] for n in where),
            round(sum(1 / (len(set(measures[n])) - 1) for n in where), 6),
        )
        for pair, where in sorted(met.items())
    )
