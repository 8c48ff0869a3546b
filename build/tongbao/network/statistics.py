"""Measure a network with networkx, or with igraph where it is large and igraph is installed."""

import importlib.util
from typing import TYPE_CHECKING, NamedTuple

from tongbao.network.model import Network

if TYPE_CHECKING:
    import networkx

TELLING = 60
"""Networks with fewer nodes than this are told by their components alone."""
LARGE = 1_000
"""Networks with more nodes than this are measured with igraph, if it is installed: networkx takes minutes for betweenness."""


class Statistics(NamedTuple):
    """The measures of each node, by its number."""

    degree: list[int]
    """How many nodes each has an edge with."""
    strength: list[float]
    """The sum of the weights of its edges: its weighted degree."""
    betweenness: list[float]
    """The share of shortest paths between two other nodes that go through it (Freeman 1977), 0 to 1."""
    component: list[int]
    """The number of its component, from 1, the largest first."""
    community: list[int]
    """The number of its community (Louvain, by weight), from 1, the largest first."""
    times: list[int]
    """How often it meets others: its degree weighted by ``times``."""
    shared: list[float]
    """Its degree weighted by ``shared``: of units, how many of its measures have more than one unit."""

    @property
    def communities_tell(self) -> bool:
        """Return whether communities say more than components: in a small network they would be a second number of groups."""
        return len(self.degree) >= TELLING and max(self.community) > max(self.component)


def measured(network: Network) -> Statistics:
    """Measure a network; the same network gives the same numbers."""
    degree = [0] * len(network.nodes)
    strength: list[float] = [0] * len(network.nodes)
    times, shared = [0] * len(network.nodes), [0.0] * len(network.nodes)
    for edge in network.edges:
        for end in (edge.one, edge.other):
            degree[end] += 1
            strength[end] += edge.weight
            times[end] += edge.times
            shared[end] += edge.shared
    with_igraph = len(network.nodes) > LARGE and importlib.util.find_spec("igraph")
    betweenness, communities = (_by_igraph if with_igraph else _by_networkx)(network)
    return Statistics(
        degree,
        [round(value, 6) for value in strength],
        [round(value, 6) for value in betweenness],
        _numbered(network.components(), len(network.nodes)),
        _numbered(sorted(map(sorted, communities), key=lambda found: (-len(found), found[0])), len(network.nodes)),
        times,
        [round(value, 4) for value in shared],
    )


def _numbered(groups: list[list[int]], count: int) -> list[int]:
    numbers = [0] * count
    for number, group in enumerate(groups, 1):
        for node in group:
            numbers[node] = number
    return numbers


def as_networkx(network: Network) -> "networkx.Graph[int]":
    """Return the network as a graph of networkx with numbers as nodes: unlike texts, sets of numbers keep their order."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(network.nodes)))
    graph.add_weighted_edges_from((edge.one, edge.other, edge.weight) for edge in network.edges)
    return graph


def _by_networkx(network: Network) -> tuple[list[float], list[list[int]]]:
    import networkx

    graph = as_networkx(network)
    betweenness = networkx.betweenness_centrality(graph)
    communities = networkx.community.louvain_communities(graph, seed=1) if network.nodes else []
    return [betweenness[number] for number in graph], [list(found) for found in communities]


def _by_igraph(network: Network) -> tuple[list[float], list[list[int]]]:
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(1))
    graph = igraph.Graph(n=len(network.nodes), edges=[(edge.one, edge.other) for edge in network.edges])
    pairs = max(1, (len(network.nodes) - 1) * (len(network.nodes) - 2) // 2)
    found = graph.community_multilevel(weights=[edge.weight for edge in network.edges])
    return [value / pairs for value in graph.betweenness()], [list(group) for group in found]
