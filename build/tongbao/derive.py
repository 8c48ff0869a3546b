"""Derive statements with the CONSTRUCT queries in ``queries/derive/``.

Those directly in the folder follow from one notice alone and run on each notice by itself; those in
``across/`` need all notices, and run on the whole graph.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from tongbao import paths
from tongbao.errors import DataError, Place, Problem, Text, UsageError
from tongbao.queries import Query, derivations, read_query
from tongbao.sparql import PREFIXES
from tongbao.terms import Statement

DERIVE = paths.QUERIES / "derive"


class Deriver:
    """Runs the queries that derive statements, read once."""

    def __init__(self, base: str) -> None:
        self.base = base
        within, across = (list(derivations(folder).values()) for folder in (DERIVE, DERIVE / "across"))
        bound = [self._bound(query) for query in _queries([*within, *across])]
        self._within, self._across = bound[: len(within)], bound[len(within) :]

    def _bound(self, query: Query) -> str:
        return query.bind({parameter.name: f"<{self.base}>" for parameter in query.parameters})

    def within(self, lines: Iterable[str]) -> Iterator[Statement]:
        """Derive what follows from one notice, given as N-Quads lines."""
        return _construct(_store(lines), self._within)

    def across(self, lines: Iterable[str]) -> Iterator[Statement]:
        """Derive what follows from all notices together, given with their derived statements and units."""
        return _construct(_store(lines), self._across)


def _queries(files: Iterable[Path]) -> list[Query]:
    """Read the queries; raise one DataError with the problems of all: these files are ours, not a user's."""
    queries: list[Query] = []
    problems: list[Problem] = []
    for file in files:
        try:
            queries.append(read_query(file))
        except UsageError as error:
            problems += error.problems
    problems += [Problem("query-form", *_FORM, Place(query.file)) for query in queries if query.form != "construct"]
    if problems:
        raise DataError(*problems)
    return queries


_FORM = (
    Text("A query that derives statements is a CONSTRUCT.", "推导陈述的查询应为 CONSTRUCT。"),
    Text("Write CONSTRUCT { … } WHERE { … }.", "请写成 CONSTRUCT { … } WHERE { … }。"),
)


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
