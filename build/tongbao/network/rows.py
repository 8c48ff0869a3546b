"""The nodes and edges as rows of plain values, for tables and other programs. Their keys are declared in ``columns``."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tongbao.errors import Language, Text
from tongbao.files.escape import csv_text
from tongbao.network.model import Code, Edge, Measure, Network, Node
from tongbao.network.style import look_of, radius
from tongbao.network.whole import Whole

Row = dict[str, Any]
"""Values of the types str, int, float and, where something is not known or does not apply, None."""


def node_rows(whole: Whole, language: Language) -> Iterator[Row]:
    """Yield a row for each node: plain values, in the order in which tables show them.

    ``ended`` is how many of its measures are from notices no longer in force.
    """
    network, found = whole.network, whole.statistics
    most = max((node.leads for node in network.nodes if not node.is_measure), default=0)
    ended: dict[int, set[str]] = {}
    for part in network.participations:
        if network.measures[part.measure].ended:
            ended.setdefault(part.node, set()).add(part.measure)
    for n, node in enumerate(network.nodes):
        own = look_of(node, network.of)
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
            "measures": 1 if node.is_measure else node.leads,
            "ended": int(network.measures[node.iri].ended) if node.is_measure else len(ended.get(n, ())),
            "degree": found.degree[n],
            "weighted_degree": found.strength[n],
            "betweenness": found.betweenness[n],
            "component": found.component[n],
            "community": found.community[n],
            "x": round(x * 100, 1),
            "y": round(y * 100, 1),
            "size": radius(0 if node.is_measure else node.leads, most),
            "colour": own.colour,
            "shape": own.shape,
            **_of_place(node, language),
            **({"times": found.times[n], "shared": found.shared[n]} if network.measures else {}),
            **(_of_mode(node, network.measures) if network.mode == "measures" else {}),
        }


def _of_place(node: Node, language: Language) -> Row:
    return {
        "place": _code(node.place),
        "place_label": _label(node.place, language),
        "home": _code(node.home),
        "home_label": _label(node.home, language),
    }


def _of_mode(node: Node, measures: dict[str, Measure]) -> Row:
    """Return what tells units and measures apart, and what is known of a measure."""
    found = measures.get(node.iri) if node.is_measure else None
    return {
        "type": "measure" if node.is_measure else "unit",
        "bipartite": int(node.is_measure),
        "k": found.k if found else None,
        "year": found.year if found else None,
        "number": found.number if found else "",
        "notice": found.notice if found else "",
    }


def edge_rows(whole: Whole, language: Language) -> Iterator[Row]:
    """Yield a row for each edge; ``ended`` is how many of its measures are from notices no longer in force."""
    network = whole.network
    roles = _roles(network) if network.mode == "measures" else {}
    for edge in network.edges:
        one, other = network.nodes[edge.one], network.nodes[edge.other]
        known = [network.measures[iri] for iri in edge.measures if iri in network.measures]
        yield {
            "source": one.iri,
            "target": other.iri,
            "source_label": one.short.to(language),
            "target_label": other.short.to(language),
            "weight": edge.weight,
            "measures": " ".join(edge.measures),
            "titles": _AND.to(language).join(measure.told.to(language) for measure in known),
            "ended": sum(measure.ended for measure in known),
            **(_of_meeting(edge, network) if network.measures else {}),
            **roles.get((edge.one, other.iri), {}),
        }


_AND = Text("; ", "；")


def _of_meeting(edge: Edge, network: Network) -> Row:
    notices = {network.measures[iri].notice for iri in edge.measures if iri in network.measures}
    return {
        "times": edge.times,
        "shared": edge.shared,
        "years": " ".join(map(str, network.years(edge.measures))),
        "notices": " ".join(sorted(notices)),
    }


def _roles(network: Network) -> dict[tuple[int, str], Row]:
    """Return what is printed of each unit in each measure: its roles, its first place in order, its name there."""
    found: dict[tuple[int, str], Row] = {}
    for part in network.participations:
        row = found.setdefault(
            (part.node, part.measure), {"role": part.role.code, "order": part.order, "printed": part.printed}
        )
        if part.role.code not in row["role"].split():
            row["role"] += f" {part.role.code}"
    return found


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
