"""Where queries run: one small port, and behind it an engine in memory or on a folder on disk.

The default graph is the union of all graphs of the dataset; ``GRAPH`` names one of them. Results are read in the thread
that ran the query, because the engine's results may not leave it.
"""

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyoxigraph as ox

from tongbao.ask.sparql import (
    PREFIXES,
    check_user_query,
    names_dataset,
    syntax_problem,
    without_service,
)
from tongbao.ask.within import run_query
from tongbao.errors import OutputError, Place, Problem, Text, UsageError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

STANDARD_INPUT = Path("<stdin>")
QUERY = Path("query")
"""How errors name the text of a query that is no file."""

_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT: its variables in order, and a tuple of terms for each row."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each row as the terms that it holds, by variable."""
        for row in self.rows:
            yield Row((name, term) for name, term in zip(self.variables, row, strict=True) if term is not None)


class Row(dict[str, Term]):
    """The terms of one row, by variable."""

    def __missing__(self, name: str) -> Term:
        """Raise OutputError: our query binds the variable, so the store has not answered what it was asked."""
        raise OutputError(Problem("answer-incomplete", *_incomplete(name)))


class Graph(Rows):
    """The answer of a CONSTRUCT or a DESCRIBE: triples, which are rows of three terms."""

    __slots__ = ()

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> "Graph":
        """Return each of the triples once, in order."""
        ordered = sorted({*triples}, key=str)
        return cls(_TRIPLE, [(t.subject, t.predicate, t.object) for t in ordered])


Answer = Rows | bool


class Store(Protocol):
    """What answers queries."""

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""

    def answer_user(self, query: str, file: Path) -> Answer:
        """Answer whatever query a user sent, within limits."""


def base_of(store: Store) -> str | None:
    """Return the base IRI of the data in a store, or None where it holds no dataset.

    Every dataset has a graph ``{base}graph/authority``; a base may itself contain such a path.
    """
    for pattern in ("", "?place a tb:Place"):  # some stores have no names for an empty pattern
        rows = store.select(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {pattern} }} }}")
        graphs = (getattr(row.get("graph"), "value", "") for row in rows)
        if found := next((graph for graph in graphs if graph.endswith(_AUTHORITY)), None):
            return found.removesuffix(_AUTHORITY)
    return None


_AUTHORITY = "graph/authority"


class LocalStore:
    """The engine on this machine; files are loaded into memory, a folder is the engine's own database."""

    def __init__(self, files: Sequence[Path], folder: Path | None) -> None:
        self.files, self.folder = files, folder

    @cached_property
    def engine(self) -> ox.Store:
        """The engine, with the graph in it."""
        return _opened(self.files, self.folder)

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""
        answer = _query(self.engine, query)
        assert isinstance(answer, ox.QuerySolutions)
        return _rows(answer)

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""
        answer = _query(self.engine, query)
        assert isinstance(answer, ox.QueryTriples)
        return list(answer)

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""
        return bool(_query(self.engine, query))

    def answer_user(self, query: str, file: Path) -> Answer:
        """Answer a user's query in a process of its own, which is stopped at its limits."""
        check_user_query(query, file)
        where = {"files": [str(name) for name in self.files], "folder": self.folder and str(self.folder)}
        return _read_reply(run_query("tongbao.ask.store:serve_answer", query, file, where))


class MemoryStore(LocalStore):
    """The engine in memory, over N-Quads files."""

    def __init__(self, *files: Path) -> None:
        super().__init__(files, None)


class Remembering:
    """A store whose rows are remembered: for what is made of the same rows several times."""

    def __init__(self, store: Store) -> None:
        self._rows: dict[str, Rows] = {}
        self._select = store.select
        self.construct, self.ask, self.answer_user = store.construct, store.ask, store.answer_user

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""
        if query not in self._rows:
            self._rows[query] = self._select(query)
        return self._rows[query]


class DiskStore(LocalStore):
    """The engine on a folder on disk that it wrote before, opened for reading."""

    def __init__(self, folder: Path) -> None:
        super().__init__((), folder)


def _opened(files: Sequence[Path], folder: Path | None) -> ox.Store:
    store = ox.Store.read_only(str(folder)) if folder else ox.Store()
    for file in files:
        _load(store, file)
    return store


def _load(store: ox.Store, file: Path) -> None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a named pipe would wait forever
            raise OutputError(Problem("graph-unreadable", *_NO_FILE, Place(file)))
        store.load(path=str(file), format=ox.RdfFormat.N_QUADS)
    except OSError as error:
        raise OutputError(Problem("graph-unreadable", *_NO_GRAPH, Place(file))) from error
    except SyntaxError as error:
        raise OutputError(Problem("graph-broken", *_BROKEN_GRAPH, Place(file, error.lineno or 0, 1))) from error


def _query(store: ox.Store, query: str, *, union: bool = True) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples = store.query(
        query, prefixes=PREFIXES, use_default_graph_as_union=union
    )
    return answer


def _rows(answer: ox.QuerySolutions) -> Rows:
    return Rows(tuple(variable.value for variable in answer.variables), [tuple(solution) for solution in answer])


# --- a user's query, in a process of its own ------------------------------------------------------


def serve_answer(request: Mapping[str, Any], start: Callable[[], None], out: BinaryIO) -> None:
    """Answer one query; this runs in the child process."""
    query, file = request["query"], Path(request["file"])
    store = _opened([Path(name) for name in request["files"]], request["folder"] and Path(request["folder"]))
    start()
    try:
        # The engine would prefer the union to the graphs that FROM names.
        answer = _query(store, without_service(query), union=not names_dataset(query))
        if isinstance(answer, ox.QueryTriples):
            out.write(b"triples\n")
            answer.serialize(out, format=ox.RdfFormat.N_TRIPLES)
        else:
            out.write(b"results\n")
            answer.serialize(out, format=ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise UsageError(syntax_problem(str(error), query, file, "query-syntax", PREFIXES)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(Problem("query-failed", *_failed(str(error)), Place(file))) from error


def _read_reply(output: bytes) -> Answer:
    kind, _, body = output.partition(b"\n")
    if kind == b"triples":
        return Graph.of(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return bool(answer) if isinstance(answer, ox.QueryBoolean) else _rows(answer)


def _incomplete(name: str) -> tuple[Text, Text]:
    return (
        Text(f"The store returns a row without ?{name}.", f"存储返回的行缺少 ?{name}。"),
        Text("Is it a SPARQL 1.1 store, and does it hold a build?", "请确认其为 SPARQL 1.1 存储，且其中有构建结果。"),
    )


_NO_GRAPH = (
    Text("The graph cannot be read.", "无法读取图谱。"),
    Text("Build it first: `tongbao build`.", "请先构建：`tongbao build`。"),
)
_NO_FILE = (
    Text("This is not a file.", "这不是普通文件。"),
    Text("Remove it and build the graph: `tongbao build`.", "请将其移走，再重新构建：`tongbao build`。"),
)
_BROKEN_GRAPH = (
    Text("This line is not N-Quads.", "此行不是合法的 N-Quads。"),
    Text("The file was changed or cut short; build it again.", "文件已被改动或截断；请重新构建。"),
)


def _failed(message: str) -> tuple[Text, Text]:
    return (
        Text(f"The query could not be answered: {message}.", f"无法回答该查询：{message}。"),
        Text("Check the functions and values that it uses.", "请检查所用的函数与取值。"),
    )
