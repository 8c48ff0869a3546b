"""CX2 with its visual style, for Cytoscape 3.10 and newer and NDEx."""

import json
from typing import Any

from tongbao.errors import Language, Text
from tongbao.network.formats.format import Format
from tongbao.network.rows import Row, edge_rows, node_rows
from tongbao.network.style import thickness
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write CX2, aspect by aspect."""
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
             "v": {"iri": row["id"], **_known(row, "id", "x", "y")}}
            for n, row in enumerate(nodes)
        ]},
        {"edges": [
            {"id": n, "s": number[row["source"]], "t": number[row["target"]],
             "v": {**_known(row, "source", "target"), "width": thickness(row["weight"], most)}}
            for n, row in enumerate(edges)
        ]},
        {"visualProperties": [_STYLE]},
        {"status": [{"success": True, "error": ""}]},
    ]  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _declared(rows: list[Row], *apart: str) -> dict[str, Any]:
    """Return the declarations of CX2's attributes, with the types of their values."""
    kinds = {str: "string", int: "integer", float: "double"}
    types = {key: type(value) for row in rows for key, value in row.items() if value is not None and key not in apart}
    return {key: {"d": kinds[kind]} for key, kind in types.items()}


def _known(row: Row, *apart: str) -> Row:
    return {key: value for key, value in row.items() if value is not None and key not in apart}


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


FORMAT = Format(
    "cx2", Text("for Cytoscape and NDEx", "用于 Cytoscape、NDEx"), "application/json", "in each language", write
)
