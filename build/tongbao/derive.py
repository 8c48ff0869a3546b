"""Derive statements with the CONSTRUCT queries in ``queries/derive/``.

Those directly in the folder follow from one notice alone and run on each notice by itself; those in
``across/`` need all notices, and run on the whole graph.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from tongbao import paths
from tongbao.queries import Query, derivations, read_query
from tongbao.sparql import PREFIXES
from tongbao.terms import Statement

DERIVE = paths.QUERIES / "derive"


class Deriver:
    """Runs the queries that derive statements, read once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._within = [self._bound(read_query(file)) for file in derivations(DERIVE).values()]
        self._across = [self._bound(read_query(file)) for file in derivations(DERIVE / "across").values()]

    def _bound(self, query: Query) -> str:
        return query.bind({parameter.name: f"<{self.base}>" for parameter in query.parameters})

    def within(self, lines: Iterable[str]) -> Iterator[Statement]:
        """Derive what follows from one notice, given as N-Quads lines."""
        return _construct(_store(lines), self._within)

    def across(self, lines: Iterable[str]) -> Iterator[Statement]:
        """Derive what follows from all notices together, given with their derived statements and units."""
        return _construct(_store(lines), self._across)


def _store(lines: Iterable[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load(input="".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _construct(store: ox.Store, queries: list[str]) -> Iterator[Statement]:
    for query in queries:
        answer = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QueryTriples)
        for triple in answer:
            yield str(triple.subject), str(triple.predicate), str(triple.object)
