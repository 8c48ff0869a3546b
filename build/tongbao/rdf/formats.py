"""Write the whole graph: N-Quads, Turtle (all graphs as one), TriG and JSON-LD (graphs kept apart)."""

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.jsonld import write_jsonld
from tongbao.rdf.nquads import merged, write_part

FORMATS = ("nq", "ttl", "trig", "jsonld")
"""The extensions of the whole graph's files, in the order in which they are made."""


def write_format(form: str, folder: Path, parts: list[Path], base: str) -> Path:
    """Write ``graph.<form>`` from the graph's sorted parts; all forms except N-Quads need ``graph.nq`` to exist."""
    graph, file = folder / "graph.nq", folder / f"graph.{form}"
    derived = f"{base}graph/derived"
    match form:
        case "nq":
            write_part(graph, merged(parts))
        case "ttl":
            serialize(_triples(graph), file, RdfFormat.TURTLE, prefixes=NAMESPACES)
        case "trig":
            serialize(_quads(graph, parts, derived), file, RdfFormat.TRIG, prefixes=NAMESPACES)
        case "jsonld":
            write_jsonld(file, line_graphs(graph, parts, derived), base)
    return file


def _triples(graph: Path) -> Iterator[Triple]:
    """Yield all triples; the file is sorted, so equal triples of several graphs are neighbours."""
    quads = parse(path=str(graph), format=RdfFormat.N_QUADS)
    yield from (triple for triple, _ in groupby(quad.triple for quad in quads))


def _quads(graph: Path, parts: list[Path], derived: str) -> Iterator[Quad]:
    for _, lines in line_graphs(graph, parts, derived):
        while some := "".join(islice(lines, _AT_ONCE)):
            yield from parse(some, format=RdfFormat.N_QUADS)


_AT_ONCE = 10_000
"""How many lines are parsed at once: enough to be fast, few enough to save memory."""


def line_graphs(graph: Path, parts: list[Path], derived: str) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the IRI and sorted lines of each graph in turn. The derived graph, which is spread over many parts, comes last."""
    for part in parts:
        with part.open(encoding="utf-8", newline="\n") as lines:
            own: dict[str, list[str]] = {}
            for line in lines:
                own.setdefault(line[line.rindex("<") + 1 : -4], []).append(line)
        own.pop(derived, None)
        yield from ((name, iter(own[name])) for name in sorted(own))
    with graph.open(encoding="utf-8", newline="\n") as lines:
        ending = f" <{derived}> .\n"
        if any(line.endswith(ending) for line in lines):
            lines.seek(0)
            yield derived, (line for line in lines if line.endswith(ending))
