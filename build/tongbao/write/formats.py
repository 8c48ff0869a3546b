"""Write the graph in the other formats: Turtle (all graphs as one), TriG and JSON-LD (graphs kept apart)."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from tongbao.iris import NAMESPACES
from tongbao.write.jsonld import write_jsonld


def write_formats(folder: Path, parts: list[Path], base: str) -> None:
    """Write ``graph.ttl``, ``graph.trig`` and ``graph.jsonld`` beside ``graph.nq`` from its sorted parts."""
    serialize(_triples(folder / "graph.nq"), folder / "graph.ttl", RdfFormat.TURTLE, prefixes=NAMESPACES)
    serialize(_quads(parts), folder / "graph.trig", RdfFormat.TRIG, prefixes=NAMESPACES)
    write_jsonld(folder / "graph.jsonld", parts, base)


def _triples(graph: Path) -> Iterator[Triple]:
    """Yield all triples; the file is sorted, so equal ones of several graphs are neighbours."""
    quads = parse(path=str(graph), format=RdfFormat.N_QUADS)
    yield from (triple for triple, _ in groupby(quad.triple for quad in quads))


def _quads(parts: list[Path]) -> Iterator[Quad]:
    """Yield the quads of one graph after the other, each sorted."""
    for part in parts:
        quads = parse(path=str(part), format=RdfFormat.N_QUADS)
        yield from sorted(quads, key=lambda quad: str(quad.graph_name))
