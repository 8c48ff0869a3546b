"""The data of one document: all statements about its things, and the links to them, in two formats."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pyoxigraph as ox

from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.jsonld import compacted

CONTEXT = "data/context.jsonld"
FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
"""The files of data beside a page, and their media types. N-Triples would be larger than both together."""


def write_data(lines: Iterable[str], name: str, base: str, *, is_shown_anywhere: bool = False) -> dict[str, bytes]:
    """Return the content of the files of a name, by ending: Turtle and JSON-LD of the same statements.

    ``lines`` are N-Triples lines; ``name`` is the path below the root of the site, without an ending. A document that is also
    shown at other addresses names its context with the full address.
    """
    ordered = sorted(set(lines))
    if any("_:" in line for line in ordered):
        return _with_blank_nodes(ordered)
    text = "".join(ordered)
    statements = ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)
    turtle = ox.serialize(statements, format=ox.RdfFormat.TURTLE, prefixes=_used(text))
    way = f"{base}{CONTEXT}" if is_shown_anywhere else "../" * name.count("/") + CONTEXT
    linked = {"@context": [way, {"@base": base}], "@graph": compacted(ordered, base)}
    return {"ttl": turtle or b"", "jsonld": msgspec.json.encode(linked) + b"\n"}


def _used(text: str) -> dict[str, str]:
    """Return the prefixes that may shorten something in N-Triples: all of them would be most of a small file."""
    return {prefix: namespace for prefix, namespace in NAMESPACES.items() if namespace in text}


def write_json(value: Any) -> bytes:
    """Return a value as JSON that people can read; Python's json would take five times as long."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _with_blank_nodes(lines: Iterable[str]) -> dict[str, bytes]:
    """Write the ontology and the shapes; RDFC-1.0 names their blank nodes, so that the names are the same each time."""
    graph = ox.Dataset(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in graph), key=str)
    return {
        "ttl": ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=NAMESPACES) or b"",
        "jsonld": ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=NAMESPACES) or b"",
    }
