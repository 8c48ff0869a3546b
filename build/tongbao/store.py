"""Where queries run: one small port, and behind it an engine in memory or over a folder on disk.

Every graph of the dataset together is the default graph; ``GRAPH`` names one. Results are read in the thread
that ran the query, because the engine's results may not leave it.
"""

import contextlib
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from tongbao.errors import OutputError, Place, Problem, Text, UsageError
from tongbao.sparql import PREFIXES, check_user_query, names_dataset, syntax_problem, without_service

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

SECONDS = 60.0
"""How long a query that a user sent may run."""
MEMORY = 4 * 2**30
"""How many bytes of address space such a query may take, where the system can limit it."""

STANDARD_INPUT = Path("<stdin>")

_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query answers: its variables in order, and a tuple of terms for each row."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Give each row as the terms it holds, by variable."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


Answer = Rows | bool


class Store(Protocol):
    """What answers queries."""

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""

    def answer_user(self, query: str, file: Path, seconds: float = SECONDS) -> Answer:
        """Answer whatever query a user sent, guarded and within a time limit."""


def base_of(store: Store) -> str | None:
    """Return the base IRI of the data in a store, or None where it holds no dataset.

    Every dataset has a graph ``{base}graph/authority``; what follows a base elsewhere may also stand in one.
    """
    for pattern in ("", "?place a tb:Place"):  # some stores have no names for an empty pattern
        rows = store.select(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {pattern} }} }}")
        graphs = (getattr(row.get("graph"), "value", "") for row in rows)
        if found := next((graph for graph in graphs if graph.endswith(_AUTHORITY)), None):
            return found.removesuffix(_AUTHORITY)
    return None


_AUTHORITY = "graph/authority"


class _LocalStore:
    """The engine on this machine; files are loaded into memory, a folder is the engine's own."""

    def __init__(self, files: Sequence[Path], folder: Path | None) -> None:
        self.files, self.folder = files, folder

    @cached_property
    def _store(self) -> ox.Store:
        return _opened(self.files, self.folder)

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""
        answer = _query(self._store, query)
        assert isinstance(answer, ox.QuerySolutions)
        return _rows(answer)

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""
        answer = _query(self._store, query)
        assert isinstance(answer, ox.QueryTriples)
        return list(answer)

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""
        return bool(_query(self._store, query))

    def answer_user(self, query: str, file: Path, seconds: float = SECONDS) -> Answer:
        """Answer a user's query in a process of its own, which is killed when the time is over."""
        check_user_query(query, file)
        _ = self._store  # a graph that cannot be read is told here, where its place is known
        return _in_child(self.files, self.folder, query, file, seconds)


class MemoryStore(_LocalStore):
    """The engine in memory, over N-Quads files."""

    def __init__(self, *files: Path) -> None:
        super().__init__(files, None)


class DiskStore(_LocalStore):
    """The engine over a folder on disk that it has written before, opened for reading."""

    def __init__(self, folder: Path) -> None:
        super().__init__((), folder)


def _opened(files: Sequence[Path], folder: Path | None) -> ox.Store:
    store = ox.Store.read_only(str(folder)) if folder else ox.Store()
    for file in files:
        _load(store, file)
    return store


def _load(store: ox.Store, file: Path) -> None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a named pipe would wait for ever
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


def _in_child(files: Sequence[Path], folder: Path | None, query: str, file: Path, seconds: float) -> Answer:
    request = {
        "files": [str(file) for file in files],
        "folder": folder and str(folder),
        "query": without_service(query),
        "seconds": seconds,
    }
    path = [str(Path(__file__).parents[1]), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", "from tongbao.store import serve_one; serve_one()"],  # -P: nothing from here
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
    )
    late = threading.Timer(seconds, child.kill)
    try:
        assert child.stdin
        assert child.stdout
        with contextlib.suppress(BrokenPipeError):  # it could not even start: it has no answer
            child.stdin.write(json.dumps(request).encode() + b"\n")  # and stays open: the child ends when it closes
        child.stdout.read(1)  # the graph is loaded; from here on the time counts
        late.start()
        output = child.stdout.read()
        code = child.wait()
    finally:
        over = late.finished.is_set()
        late.cancel()
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            pipe and pipe.close()
    if over and code:
        raise UsageError(Problem("time-limit", *_too_slow(seconds), Place(file)))
    return _read_reply(output, code, query, file)


def _read_reply(output: bytes, code: int, query: str, file: Path) -> Answer:
    kind, _, body = output.partition(b"\n")
    if code or not kind:
        raise UsageError(Problem("query-stopped", *_STOPPED, Place(file)))
    if kind == b"syntax":
        raise UsageError(syntax_problem(body.decode(), query, file, "query-syntax", PREFIXES))
    if kind == b"failed":
        raise UsageError(Problem("query-failed", *_failed(body.decode()), Place(file)))
    if kind == b"triples":
        return _triples(body)
    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return bool(answer) if isinstance(answer, ox.QueryBoolean) else _rows(answer)


def _triples(body: bytes) -> Rows:
    triples = {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    rows: list[tuple[Term | None, ...]] = [(t.subject, t.predicate, t.object) for t in sorted(triples, key=str)]
    return Rows(_TRIPLE, rows)


def serve_one() -> None:
    """Answer one query read from standard input; this runs in the child process."""
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    out = sys.stdout.buffer
    store = _opened([Path(file) for file in request["files"]], request["folder"] and Path(request["folder"]))
    _limit(request["seconds"])
    out.write(b".")
    out.flush()
    out.write(_reply(store, request["query"]))
    out.flush()


def _end_with_parent() -> None:
    """End this process when the one that wants its answer is gone."""
    while os.read(sys.stdin.fileno(), 1):  # not by sys.stdin, whose lock would be held when Python ends
        pass
    os._exit(1)


def _limit(seconds: float) -> None:
    """Limit the memory and the processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    time = int(used.ru_utime + used.ru_stime + seconds) + _SLACK
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, time)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


_SLACK = 5
"""Seconds of processor time above the time limit, for the case that nobody is left to keep it."""


def _reply(store: ox.Store, query: str) -> bytes:
    try:
        # The engine would put the union before the graphs that FROM names.
        answer = _query(store, query, union=not names_dataset(query))
        if isinstance(answer, ox.QueryTriples):
            return b"triples\n" + (answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
        return b"results\n" + (answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    except SyntaxError as error:
        return b"syntax\n" + str(error).encode()
    except (OSError, ValueError, RuntimeError) as error:
        return b"failed\n" + str(error).encode()


_NO_GRAPH = (
    Text("The graph cannot be read.", "无法读取图。"),
    Text("Build it first: `tongbao build`.", "请先构建：`tongbao build`。"),
)
_NO_FILE = (
    Text("This is not a file.", "这不是普通文件。"),
    Text("Remove it and build the graph: `tongbao build`.", "请将其移走并构建：`tongbao build`。"),
)
_BROKEN_GRAPH = (
    Text("This line is not N-Quads.", "此行不是合法的 N-Quads。"),
    Text("The file was changed or cut short; build it again.", "文件被改动或截断；请重新构建。"),
)
_STOPPED = (
    Text("The query ended without an answer; it may have run out of memory.", "查询未给出答案即终止，可能是内存不足。"),
    Text("Ask for less: add conditions, or LIMIT.", "请缩小范围：增加条件或 LIMIT。"),
)


def _too_slow(seconds: float) -> tuple[Text, Text]:
    return (
        Text(f"The query was stopped after {seconds:g} seconds.", f"查询运行超过 {seconds:g} 秒，已终止。"),
        Text(
            "Look for patterns that share no variable, or for long paths; LIMIT alone rarely helps.",
            "请检查是否有互不相连的模式或过长的路径；仅加 LIMIT 通常无效。",
        ),
    )


def _failed(message: str) -> tuple[Text, Text]:
    return (
        Text(f"The query could not be answered: {message}.", f"无法回答该查询：{message}。"),
        Text("Check the functions and values it uses.", "请检查所用的函数与取值。"),
    )
