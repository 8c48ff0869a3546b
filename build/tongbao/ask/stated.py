"""A graph without readings: leads that the editors read into the words are left out, and what follows from them."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from tongbao import paths
from tongbao.ask.questions import derivations, read_query
from tongbao.ask.store import MemoryStore, base_of
from tongbao.errors import Problem, Text, UsageError
from tongbao.pipeline.tree import MANIFEST
from tongbao.rdf.iris import concept, term

MOST = 512 * 1024 * 1024
"""Graphs of up to so many bytes are copied without readings; they are copied in memory."""
_READINGS = (
    f"SELECT ?part {{ ?part {term('tb:role')} {concept('role', 'lead')} ;"
    f" {term('tb:roleBasis')} {concept('role-basis', 'reading')} }}"
)


def without_readings(graph: Path, folder: Path) -> tuple[MemoryStore, int]:
    """Return a store over a copy of a graph, in a folder, in which no unit leads by a reading, and how many leads were left out.

    What is derived is derived again. Raises UsageError where the graph is too large to be copied.
    """
    in_parts = not graph.exists() and (graph.parent / MANIFEST).exists()  # so is a large build
    if in_parts or (graph.exists() and graph.stat().st_size > MOST):
        what = Text("The graph is too large for --stated.", "图谱太大，无法使用 --stated。")
        cure = Text("Leave out readings in a query of your own.", "请在自己的查询中排除解读（tb:roleBasis）。")
        raise UsageError(Problem("too-large", what, cure))
    whole = MemoryStore(graph)
    base = base_of(whole) or ""
    left_out = {row["part"] for row in whole.select(_READINGS)}
    derived = ox.NamedNode(f"{base}graph/derived")
    kept = ox.Store()
    quads = (
        quad
        for quad in ox.parse(path=graph, format=ox.RdfFormat.N_QUADS)
        if quad.subject not in left_out and quad.object not in left_out and quad.graph_name != derived
    )
    kept.bulk_extend(quads)
    return _derived_again(kept, base, derived, folder / "stated.nq"), len(left_out)


def _derived_again(kept: ox.Store, base: str, derived: ox.NamedNode, file: Path) -> MemoryStore:
    """Write what is kept to a file, with what is derived from it."""
    for folder in (paths.QUERIES / "derive", paths.QUERIES / "derive" / "across"):
        _dump(kept, file)
        kept.bulk_extend(list(_derived(MemoryStore(file), folder, base, derived)))
    _dump(kept, file)
    return MemoryStore(file)


def _dump(store: ox.Store, file: Path) -> None:
    with file.open("wb") as out:
        store.dump(out, format=ox.RdfFormat.N_QUADS)


def _derived(store: MemoryStore, folder: Path, base: str, derived: ox.NamedNode) -> Iterator[ox.Quad]:
    for name in derivations(folder).values():
        query = read_query(name)
        bound = query.bind({parameter.name: f"<{base}>" for parameter in query.parameters})
        for triple in store.construct(bound):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, derived)
