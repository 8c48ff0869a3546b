"""The two-mode network of units and measures: one edge for each printed fact that a unit leads a measure, or has a part in it."""

from dataclasses import replace

from tongbao.network.model import Edge, Network, Node


def two_mode(network: Network) -> Network:
    """Return units and measures as one network: the units with their numbers, then the measures in order of their IRIs."""
    number = {iri: len(network.nodes) + n for n, iri in enumerate(network.measures)}
    facts = sorted({(part.node, part.measure) for part in network.participations})
    measures = tuple(
        Node(iri, found.titled, found.titled, level=found.level, leads=found.k, is_measure=True)
        for iri, found in network.measures.items()
    )
    edges = tuple(Edge(unit, number[measure], 1, (measure,), 1) for unit, measure in facts)
    return replace(network, nodes=(*network.nodes, *measures), edges=edges, mode="measures")
