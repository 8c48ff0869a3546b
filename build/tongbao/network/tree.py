"""Place a component in which no two units share two measures: its measures in the middle of their units, outwards from one node."""

from collections.abc import Mapping, Sequence

from tongbao.network.geometry import Point, direction, turned

Graph = Mapping[int, Sequence[int]]
"""The neighbours of each node."""


def is_tree(graph: Graph) -> bool:
    """Return whether a connected graph has no circle."""
    return sum(map(len, graph.values())) == 2 * (len(graph) - 1)


def by_branches(graph: Graph, root: int, spokes: Mapping[int, float], reach: float) -> dict[int, Point]:
    """Place the nodes of a tree around a root: the neighbours of each evenly around it, at the length of its spokes.

    ``spokes`` has the length for each node that is a measure; ``reach`` stretches those that lead away from the root.
    """
    places: dict[int, Point] = {root: (0.0, 0.0)}
    waiting: list[tuple[int, int, Point]] = [(root, -1, (-1.0, 0.0))]
    sizes = _sizes(graph, root)
    for node, parent, back in waiting:  # the list grows meanwhile
        others = _spread([other for other in graph[node] if other != parent], sizes)
        slots = len(others) + (parent >= 0)
        for n, other in enumerate(others, parent >= 0):
            way = turned(back, direction(n / slots))
            far = spokes.get(node, 0.0) or spokes[other] * reach
            x, y = places[node]
            places[other] = x + far * way[0], y + far * way[1]
            waiting.append((other, node, (-way[0], -way[1])))
    return places


def _sizes(graph: Graph, root: int) -> dict[int, int]:
    """Return how many nodes hang on each node."""
    order, parent = [root], {root: -1}
    for node in order:  # the list grows meanwhile
        for other in graph[node]:
            if other != parent[node]:
                parent[other] = node
                order.append(other)
    sizes = dict.fromkeys(order, 1)
    for node in reversed(order[1:]):
        sizes[parent[node]] += sizes[node]
    return sizes


def _spread(nodes: list[int], sizes: Mapping[int, int]) -> list[int]:
    """Return nodes so that those with many others are apart: the largest at the ends and in the middle."""
    ordered = sorted(nodes, key=lambda node: (-sizes[node], node))
    large = [node for node in ordered if sizes[node] > 1]
    small = [node for node in ordered if sizes[node] == 1]
    if not large:
        return nodes
    found: list[int] = []
    for n, node in enumerate(large):
        found.append(node)
        found += small[len(small) * n // len(large) : len(small) * (n + 1) // len(large)]
    return found
