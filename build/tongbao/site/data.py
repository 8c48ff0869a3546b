"""The data of one document: everything said of its things, and what points to them, in three forms."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pyoxigraph as ox

from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.jsonld import compacted

CONTEXT = "data/context.jsonld"
FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
"""The files of data beside a page, and their media types."""


def write_data(lines: Iterable[str], name: str, base: str, *, is_shown_anywhere: bool = False) -> dict[str, bytes]:
    """Return the content of the files of a name, by ending: N-Triples, Turtle and JSON-LD of the same statements.

    ``lines`` are N-Triples lines; the name is the path below the root of the site, without an ending. What is shown at
    other addresses, too, names its context in full.
    """
    ordered = sorted(set(lines))
    if any("_:" in line for line in ordered):
        return _with_blank_nodes(ordered)
    triples = ox.parse("".join(ordered).encode(), format=ox.RdfFormat.N_TRIPLES)
    turtle = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.TURTLE, prefixes=NAMESPACES)
    way = f"{base}{CONTEXT}" if is_shown_anywhere else "../" * name.count("/") + CONTEXT
    nodes = compacted(ordered, base)
    linked = {"@context": [way, {"@base": base}], "@graph": nodes}
    return {
        "nt": "".join(ordered).encode(),
        "ttl": turtle or b"",
        "jsonld": write_json(linked),
    }


def write_json(value: Any) -> bytes:
    """Return a value as JSON that people can read; the module json takes five times as long for that."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _with_blank_nodes(lines: Iterable[str]) -> dict[str, bytes]:
    """Write the ontology and the shapes: their blank nodes get the names that RDFC-1.0 gives them, the same each time."""
    graph = ox.Dataset(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in graph), key=str)
    return {
        "nt": ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"",
        "ttl": ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=NAMESPACES) or b"",
        "jsonld": ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=NAMESPACES) or b"",
    }
