"""JSON with everything in both languages, for programs and for the pages of a site."""

import json

from tongbao.errors import Language, Text
from tongbao.network.formats.format import Format
from tongbao.network.model import Code, Edge, Measure, Network, Node, Participation
from tongbao.network.rows import Row, node_rows
from tongbao.network.style import CORNERS, Look, looks
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write the network with the measures and the words behind each edge, in both languages, as one JSON object.

    Its keys are ``nodes``, ``edges`` (their ends are indices in the list of nodes), ``kinds`` (how each kind is drawn; ``points`` are the corners of its shape around 0),
    ``measures`` by IRI (``ended`` is the state of a notice that is no longer in force), and ``participations``.
    """
    network = whole.network
    both = zip(node_rows(whole, "zh"), node_rows(whole, "en"), network.nodes, strict=True)
    document = {
        "nodes": [_node(zh, en, node) for zh, en, node in both],
        "edges": [
            {
                "source": edge.one,
                "target": edge.other,
                "weight": edge.weight,
                "measures": edge.measures,
                **_known(edge, network),
            }
            for edge in network.edges
        ],
        "kinds": {code: row_of(label, look) for code, label, look in looks(network.nodes, network.of)},
        "measures": {iri: _measure(found) for iri, found in network.measures.items()},
        "participations": [_participation(part) for part in network.participations],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _known(edge: Edge, network: Network) -> Row:
    """Return what is known of an edge that measures make."""
    if not network.measures:
        return {}
    return {"times": edge.times, "shared": edge.shared, "years": network.years(edge.measures)}


def row_of(label: Text, look: Look) -> Row:
    """Return how a kind of unit is called and drawn."""
    row: Row = {"zh": label.zh, "en": label.en, "colour": look.colour, "dark": look.dark}
    row |= {"shape": look.shape, "class": look.mark}
    if corners := CORNERS.get(look.shape):
        row["points"] = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)
    return row


def _measure(found: Measure) -> Row:
    return {
        "title": found.title,
        **({"english": found.english} if found.english else {}),
        "notice": found.notice,
        "number": found.number,
        "year": found.year,
        "k": found.k,
        "level": _both(found.level),
        "cell": found.cell,
        "basis": _both(found.basis),
        "reading": found.reading,
        "ended": _both(found.state) if found.ended else None,
    }


def _participation(part: Participation) -> Row:
    return {
        "measure": part.measure,
        "node": part.node,
        "role": _both(part.role),
        "order": part.order,
        "printed": part.printed,
        "quote": part.quote,
        "start": part.start,
        "end": part.end,
    }


def _both(concept: Code | None) -> Row | None:
    return concept and {"code": concept.code, "zh": concept.label.zh, "en": concept.label.en}


def _node(zh: Row, en: Row, node: Node) -> Row:
    row = {key: value for key, value in zh.items() if not key.endswith("label") and value is not None}
    row |= {"short": {"zh": node.short.zh, "en": node.short.en}, "name": {"zh": node.name.zh, "en": node.name.en}}
    for label in ("level_label", "place_label", "home_label"):
        row[label] = {"zh": zh[label], "en": en[label]}
    return {key: value for key, value in row.items() if key not in ("name_zh", "name_en")}


FORMAT = Format(
    "json",
    Text("everything in both languages, for programs", "双语全部内容，供程序使用"),
    "application/json",
    "once",
    write,
)
