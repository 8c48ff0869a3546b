"""Write a network for people and for their tools: Gephi, Cytoscape, spreadsheets, web pages, print."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, indent, tostring

from tongbao.ask.tables import csv_text, xml_text
from tongbao.errors import Language, Text
from tongbao.network.model import Code, Edge, Network, Node
from tongbao.network.place import Point, placed
from tongbao.network.statistics import Statistics, measured
from tongbao.network.style import looks, radius, thickness
from tongbao.network.svg import write_svg


class Whole(NamedTuple):
    """A network with all that is said of it."""

    network: Network
    statistics: Statistics
    places: list[Point]

    @classmethod
    def of(cls, network: Network) -> "Whole":
        """Measure and place a network, once for all formats and languages."""
        return cls(network, measured(network), placed(network))


Row = dict[str, Any]


def node_rows(whole: Whole, language: Language) -> Iterator[Row]:
    """Yield what is said of each node: plain values, in the order in which tables show them.

    ``ended`` tells how many of its measures are of notices no longer in force.
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
    """Yield what is said of each edge; ``ended`` tells how many of its measures are of notices no longer in force."""
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


# --- tables ---------------------------------------------------------------------------------------


def write_nodes(whole: Whole, language: Language) -> str:
    """Write the nodes as CSV, as Gephi and Cytoscape import them."""
    return _csv(node_rows(whole, language))


def write_edges(whole: Whole, language: Language) -> str:
    """Write the edges as CSV, as Gephi and Cytoscape import them."""
    return _csv(edge_rows(whole, language))


def _csv(rows: Iterable[Row]) -> str:
    rows, out = list(rows), io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows(
            [csv_text(value) if isinstance(value, str) else value for value in row.values()] for row in rows
        )
    return out.getvalue()


# --- for programs ---------------------------------------------------------------------------------


def write_json(whole: Whole, language: Language) -> str:
    """Write the network with the measures and the words behind each edge, in both languages, as one JSON object.

    Its keys are ``nodes``, ``edges`` (their ends are places in the list of nodes), ``kinds`` (how each is drawn),
    ``measures`` by IRI (``ended`` is the state of a notice that is no longer in force), and ``participations``.
    """
    network = whole.network
    both = zip(node_rows(whole, "zh"), node_rows(whole, "en"), network.nodes, strict=True)
    document = {
        "nodes": [_node(zh, en, node) for zh, en, node in both],
        "edges": [
            {"source": edge.one, "target": edge.other, "weight": edge.weight, "measures": edge.measures}
            for edge in network.edges
        ],
        "kinds": {
            code: {"zh": look.label.zh, "en": look.label.en, "colour": look.colour, "shape": look.shape}
            for code, look in looks(network).items()
        },
        "measures": {
            iri: {
                "title": found.title,
                "notice": found.notice,
                "number": found.number,
                "year": found.year,
                "level": _both(found.level),
                "cell": found.cell,
                "basis": _both(found.basis),
                "reading": found.reading,
                "ended": _both(found.state) if found.ended else None,
            }
            for iri, found in network.measures.items()
        },
        "participations": [
            {
                "measure": part.measure,
                "node": part.node,
                "role": _both(part.role),
                "order": part.order,
                "printed": part.printed,
                "quote": part.quote,
                "start": part.start,
                "end": part.end,
            }
            for part in network.participations
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _both(concept: Code | None) -> Row | None:
    return concept and {"code": concept.code, "zh": concept.label.zh, "en": concept.label.en}


def _node(zh: Row, en: Row, node: Node) -> Row:
    row = {key: value for key, value in zh.items() if not key.endswith("label")}
    row |= {"short": {"zh": node.short.zh, "en": node.short.en}, "name": {"zh": node.name.zh, "en": node.name.en}}
    row["level_label"] = {"zh": zh["level_label"], "en": en["level_label"]}
    return {key: value for key, value in row.items() if key not in ("name_zh", "name_en")}


def write_gexf(whole: Whole, language: Language) -> str:
    """Write GEXF 1.2, with labels, colours, sizes and places, for Gephi."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_as_networkx(whole, language, viz=True))
    for graph in writer.xml.iter("graph"):
        graph.attrib.pop("name", None)  # 1.2 knows no such attribute
    meta = writer.xml.find("meta")
    if meta is not None:  # it holds the day, so that no two files would be alike, and another's name
        writer.xml.remove(meta)
    return _document(writer.xml)


def write_graphml(whole: Whole, language: Language) -> str:
    """Write GraphML, places and colours among the attributes, for Gephi, yEd and igraph."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter()
    writer.add_graph_element(_as_networkx(whole, language, viz=False))
    return _document(writer.xml)


def _document(root: Element) -> str:
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _as_networkx(whole: Whole, language: Language, *, viz: bool) -> Any:
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for row in node_rows(whole, language):
        row = {key: _xml(value) for key, value in row.items()}
        node, colour = row.pop("id"), [int(row["colour"][n : n + 2], 16) for n in (1, 3, 5)]
        graph.add_node(node, **row, **dict(zip("rgb", colour, strict=True)))
        if viz:
            position = {"x": row["x"], "y": -row["y"], "z": 0.0}  # in Gephi up is up
            colours = dict(zip(("r", "g", "b"), colour, strict=True), a=1.0)
            graph.nodes[node]["viz"] = {"color": colours, "size": row["size"], "position": position}
    for row in edge_rows(whole, language):
        row = {key: _xml(value) for key, value in row.items() if not key.endswith("_label")}
        graph.add_edge(row.pop("source"), row.pop("target"), label=row["titles"], **row)
    return graph


def _xml(value: Any) -> Any:
    return xml_text(value) if isinstance(value, str) else value


def write_cx2(whole: Whole, language: Language) -> str:
    """Write CX2 with its visual style, for Cytoscape 3.10 and newer and NDEx."""
    nodes, edges = list(node_rows(whole, language)), list(edge_rows(whole, language))
    number = {row["id"]: n for n, row in enumerate(nodes)}
    most = max((row["weight"] for row in edges), default=1)
    document: list[Any] = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": [
            {"name": "attributeDeclarations", "elementCount": 1},
            {"name": "networkAttributes", "elementCount": 1},
            {"name": "nodes", "elementCount": len(nodes)},
            {"name": "edges", "elementCount": len(edges)},
            {"name": "visualProperties", "elementCount": 1},
        ]},
        {"attributeDeclarations": [{
            "networkAttributes": {"name": {"d": "string"}},
            "nodes": {**_declared(nodes, "id", "x", "y"), "iri": {"d": "string"}},
            "edges": {**_declared(edges, "source", "target"), "width": {"d": "double"}},
        }]},
        {"networkAttributes": [{"name": whole.network.title.to(language)}]},
        {"nodes": [
            {"id": n, "x": row["x"], "y": row["y"],
             "v": {"iri": row["id"], **{k: v for k, v in row.items() if k not in ("id", "x", "y")}}}
            for n, row in enumerate(nodes)
        ]},
        {"edges": [
            {"id": n, "s": number[row["source"]], "t": number[row["target"]],
             "v": {**{k: v for k, v in row.items() if k not in ("source", "target")}, "width": thickness(row["weight"], most)}}
            for n, row in enumerate(edges)
        ]},
        {"visualProperties": [_STYLE]},
        {"status": [{"success": True, "error": ""}]},
    ]  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _declared(rows: list[Row], *apart: str) -> dict[str, Any]:
    """Declare the attributes of CX2 by the types of their values."""
    kinds = {str: "string", int: "integer", float: "double"}
    return {key: {"d": kinds[type(value)]} for row in rows[:1] for key, value in row.items() if key not in apart}


def _passed(attribute: str, kind: str) -> dict[str, Any]:
    return {"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": kind}}


_STYLE = {
    "default": {
        "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
        "node": {"NODE_SHAPE": "ellipse", "NODE_BORDER_WIDTH": 1, "NODE_LABEL_FONT_SIZE": 12},
        "edge": {"EDGE_LINE_COLOR": "#7A7A7A", "EDGE_WIDTH": 1.2},
    },
    "nodeMapping": {
        "NODE_LABEL": _passed("label", "string"),
        "NODE_BACKGROUND_COLOR": _passed("colour", "string"),
        "NODE_WIDTH": _passed("size", "double"),
        "NODE_HEIGHT": _passed("size", "double"),
    },
    "edgeMapping": {"EDGE_WIDTH": _passed("width", "double")},
}


# --- all formats ----------------------------------------------------------------------------------


def _svg(whole: Whole, language: Language) -> str:
    return write_svg(whole.network, whole.places, language)


def _report(whole: Whole, language: Language) -> str:
    from tongbao.network.report import write_report

    return write_report(whole.network, whole.statistics, language)


def _png(whole: Whole, language: Language) -> bytes:
    from tongbao.network.png import write_png

    return write_png(_svg(whole, language), language)


FORMATS: dict[str, Callable[[Whole, Language], str | bytes]] = {
    "md": _report,
    "csv": write_edges,
    "nodes.csv": write_nodes,
    "json": write_json,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "cx2": write_cx2,
    "svg": _svg,
    "png": _png,
}
"""How a network can be written, by the ending of a file's name."""


def write_network(whole: Whole, form: str, language: Language) -> bytes:
    """Write a network in one of the formats; the same network gives the same bytes.

    Raises UsageError where PNG is asked for and cannot be made here.
    """
    written = FORMATS[form](whole, language)
    return written if isinstance(written, bytes) else written.encode()
