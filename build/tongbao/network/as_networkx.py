"""A network as a graph of networkx, which writes two of the formats."""

from typing import Any
from xml.etree.ElementTree import Element, indent, tostring

from tongbao.errors import Language
from tongbao.files.escape import xml_text
from tongbao.network.rows import edge_rows, node_rows
from tongbao.network.whole import Whole


def write_document(root: Element) -> str:
    """Write an XML document, indented."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def as_networkx(whole: Whole, language: Language, *, viz: bool) -> Any:
    """Return a network as a graph of networkx; ``viz`` adds the look of nodes, in the form of GEXF."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for row in node_rows(whole, language):
        row = {key: _xml(value) for key, value in row.items()}
        node, colour = row.pop("id"), [int(row["colour"][n : n + 2], 16) for n in (1, 3, 5)]
        graph.add_node(node, **row, **dict(zip("rgb", colour, strict=True)))
        if viz:
            position = {"x": row["x"], "y": -row["y"], "z": 0.0}  # in Gephi, y grows upwards
            colours = dict(zip(("r", "g", "b"), colour, strict=True), a=1.0)
            graph.nodes[node]["viz"] = {"color": colours, "size": row["size"], "position": position}
    for row in edge_rows(whole, language):
        row = {key: _xml(value) for key, value in row.items() if not key.endswith("_label")}
        graph.add_edge(row.pop("source"), row.pop("target"), label=row["titles"], **row)
    return graph


def _xml(value: Any) -> Any:
    return xml_text(value) if isinstance(value, str) else value
