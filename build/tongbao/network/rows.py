"""The nodes and edges as rows of plain values, for tables and other programs."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tongbao.errors import Language, Text
from tongbao.files.escape import csv_text
from tongbao.network.model import Code, Edge, Network
from tongbao.network.style import looks, radius
from tongbao.network.whole import Whole

Row = dict[str, Any]


def node_rows(whole: Whole, language: Language) -> Iterator[Row]:
    """Yield a row for each node: plain values, in the order in which tables show them.

    ``ended`` is how many of its measures are from notices no longer in force.
    """
    network, found, look = whole.network, whole.statistics, looks(whole.network)
    most = max((node.leads for node in network.nodes), default=0)
    ended: dict[int, set[str]] = {}
    for part in network.participations:
        if network.measures[part.measure].ended:
            ended.setdefault(part.node, set()).add(part.measure)
    for n, node in enumerate(network.nodes):
        own = look[node.kind.code if node.kind else ""]
        x, y = whole.places[n]
        yield {
            "id": node.iri,
            "label": node.short.to(language),
            "name_zh": node.name.zh,
            "name_en": node.name.en,
            "kind": _code(node.kind),
            "kind_label": _label(node.kind, language),
            "level": _code(node.level),
            "level_label": _label(node.level, language),
            "measures": node.leads,
            "ended": len(ended.get(n, ())),
            "degree": found.degree[n],
            "weighted_degree": found.strength[n],
            "betweenness": found.betweenness[n],
            "component": found.component[n],
            "community": found.community[n],
            "x": round(x * 100, 1),
            "y": round(y * 100, 1),
            "size": radius(node.leads, most),
            "colour": own.colour,
            "shape": own.shape,
        }


def edge_rows(whole: Whole, language: Language) -> Iterator[Row]:
    """Yield a row for each edge; ``ended`` is how many of its measures are from notices no longer in force."""
    network = whole.network
    for edge in network.edges:
        one, other = network.nodes[edge.one], network.nodes[edge.other]
        yield {
            "source": one.iri,
            "target": other.iri,
            "source_label": one.short.to(language),
            "target_label": other.short.to(language),
            "weight": edge.weight,
            "measures": " ".join(edge.measures),
            "titles": _AND.to(language).join(_titles(edge, network, language)),
            "ended": sum(network.measures[iri].ended for iri in edge.measures if iri in network.measures),
        }


_AND = Text("; ", "；")


def _titles(edge: Edge, network: Network, language: Language) -> list[str]:
    return [network.measures[iri].told.to(language) for iri in edge.measures if iri in network.measures]


def _code(code: Code | None) -> str:
    return code.code if code else ""


def _label(code: Code | None, language: Language) -> str:
    return code.label.to(language) if code else ""


def write_rows(rows: Iterable[Row]) -> str:
    """Write rows as CSV in the form that Gephi and Cytoscape import."""
    rows, out = list(rows), io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows(
            [csv_text(value) if isinstance(value, str) else value for value in row.values()] for row in rows
        )
    return out.getvalue()
