"""What a store holds of a dataset, and the two ways to change it: by SPARQL update, or by the Graph Store Protocol.

The store itself keeps a record of what was loaded, in the graph ``{base}graph/loaded``: the SHA-256 of each part, and for
each complete graph the number of its statements. That number is removed before a graph is changed and put back afterwards.
So a loader that is killed leaves a graph that the next one sends again. A graph that others have changed has a different
number of statements, and is sent again too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote, unquote

from tongbao import limits
from tongbao.ask.endpoint import EndpointStore, not_sparql
from tongbao.ask.store import Term
from tongbao.errors import OutputError, Problem, Text
from tongbao.push.parts import is_digest
from tongbao.web import Address, TooSlowError

PIECE = 4_000_000
"""How many characters of statements are sent in one request: about 25,000 statements."""
LARGEST = 4 * PIECE
"""How many characters one update may have; a longer one is sent in several requests."""
UPDATE_LINES = 1_000
"""How many statements one update may hold where the Graph Store Protocol carries most of them: Virtuoso allows few."""
FEW = 20
"""Up to this number of graphs are counted one by one."""

DIGEST = "http://spdx.org/rdf/terms#checksumValue"
TRIPLES = "http://rdfs.org/ns/void#triples"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


@dataclass(frozen=True, slots=True)
class Target:
    """A store's addresses: for queries; for updates, if different; for graphs, if it supports the Graph Store Protocol.

    Without ``graphs`` everything goes by SPARQL update: one request is one transaction, if the store has transactions.
    """

    endpoint: str
    update: str | None = None
    graphs: str | None = None


@dataclass(slots=True)
class Held:
    """What a store reports that it holds: the digest of each part, the recorded and the counted statements of each graph."""

    digests: dict[str, str] = field(default_factory=dict)
    recorded: dict[str, int] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def whole(self, graph: str) -> bool:
        """Return whether a graph was loaded completely and not changed since, judged by its size."""
        return self.recorded.get(graph) == self.counted.get(graph, 0)


def read_held(target: Target, prefix: str) -> Held:
    """Ask a store what it holds below ``{base}graph/``."""
    store = EndpointStore(target.endpoint, limits.LOAD_SECONDS)
    held = Held()
    loaded = f"{prefix}loaded"
    for row in store.select(f"SELECT ?part ?digest {{ GRAPH <{loaded}> {{ ?part <{DIGEST}> ?digest }} }}"):
        digest = _value(row["digest"])
        if not is_digest(digest):
            raise OutputError(_bad_record(loaded, store.address.said(digest)))
        held.digests[part_of(_value(row["part"]), loaded)] = digest
    for row in store.select(f"SELECT ?graph ?triples {{ GRAPH <{loaded}> {{ ?graph <{TRIPLES}> ?triples }} }}"):
        number = _value(row["triples"])
        if not _COUNT.fullmatch(number):
            raise OutputError(_bad_record(loaded, store.address.said(number)))
        held.recorded[_value(row["graph"])] = int(number)
    held.counted = count_graphs(target, prefix)
    return held


_COUNT = re.compile(r"[0-9]{1,18}")


def _count(term: Term, store: EndpointStore) -> int:
    """Return the number of statements that a server has counted; raise OutputError where it is not a count."""
    if not _COUNT.fullmatch(number := _value(term)):
        raise OutputError(not_sparql(store.address, f"{number!r} for a count"))
    return int(number)


def _bad_record(loaded: str, found: Text) -> Problem:
    what = Text(
        f"The store's record of loads contains something that no load writes: {found.en!r}.",
        f"存储的载入记录中有本程序不会写入的内容：{found.zh!r}。",
    )
    cure = Text(
        f"If you trust the store, remove its graph <{loaded}> and load again: everything is sent again.",
        f"若该存储可信，请删除其中的图 <{loaded}> 并重新载入：全部内容会重新发送。",
    )
    return Problem("store-record", what, cure)


def count_graphs(target: Target, prefix: str) -> dict[str, int]:
    """Ask a store how many statements each graph below ``{base}graph/`` has."""
    # Other people's graphs are counted too and left out here: a filter would be evaluated for each statement.
    store = EndpointStore(target.endpoint, limits.LOAD_SECONDS)
    rows = store.select("SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
    counted = {_value(row["graph"]): _count(row["triples"], store) for row in rows}
    return {graph: number for graph, number in counted.items() if graph.startswith(prefix)}


def count_again(target: Target, prefix: str, graphs: Iterable[str]) -> dict[str, int]:
    """Ask a store how many statements some graphs have; for many graphs, one query for all is faster."""
    graphs = list(graphs)
    if len(graphs) > FEW:
        return count_graphs(target, prefix)
    store = EndpointStore(target.endpoint, limits.LOAD_SECONDS)
    asked = ((graph, f"SELECT (COUNT(*) AS ?triples) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") for graph in graphs)
    return {graph: _count(row["triples"], store) for graph, query in asked for row in store.select(query)}


def part_iri(part: str, loaded: str) -> str:
    """Return the IRI that stands for a part in the record of loads."""
    return f"{loaded}#{quote(part)}"


def part_of(iri: str, loaded: str) -> str:
    """Return the part that an IRI stands for."""
    return unquote(iri.removeprefix(f"{loaded}#"))


def _value(term: Term) -> str:
    return getattr(term, "value", "")


class Writer(Protocol):
    """Changes the graphs of a store; changes may wait until ``flush``."""

    def begin(self, graphs: Iterable[str]) -> None:
        """Note that graphs are about to change, so that they count as incomplete until they are recorded again."""

    def replace(self, graph: str, lines: Iterable[str], empty: bool) -> int:
        """Replace the content of a graph and return the number of its statements; ``empty`` if it has no content yet."""

    def change(self, graph: str, removed: list[str], added: list[str]) -> None:
        """Remove and add statements of a graph."""

    def drop(self, graph: str) -> None:
        """Remove a graph."""

    def record(self, digests: Mapping[str, str | None], triples: Mapping[str, int]) -> None:
        """Record the digests of parts (None: the part is gone) and the sizes of graphs that are complete again."""

    def flush(self, least: int = 0) -> None:
        """Send the waiting changes, if they have at least so many characters."""


def writer(target: Target, prefix: str) -> Writer:
    """Return a writer for the way in which a store can be changed."""
    updates, loaded = Address(target.update or target.endpoint), f"{prefix}loaded"
    if target.graphs is None:
        return _ByUpdate(updates, loaded, f"{prefix}staging")
    return _ByGraphStore(updates, Address(target.graphs), loaded)


def _update(address: Address, text: str) -> None:
    _send(address, "POST", None, text, "application/sparql-update")


def _send(address: Address, method: str, parameters: Mapping[str, str] | None, text: str, media_type: str) -> None:
    """Send a text and raise OutputError unless the server accepts it; deleting a graph that is already gone is no error."""
    headers = {"Content-Type": f"{media_type}; charset=utf-8"} if text else {}
    try:
        reply = address.send(method, parameters, text.encode() if text else None, headers, limits.LOAD_SECONDS)
    except TooSlowError as error:
        raise OutputError(address.too_slow(limits.LOAD_SECONDS)) from error
    gone = method == "DELETE" and reply.status == 404
    if not 200 <= reply.status < 300 and not gone:
        raise OutputError(address.refused(reply))


def _pieces(lines: Iterable[str], characters: int = PIECE, count: int | None = None) -> Iterator[str]:
    """Yield the lines joined into pieces that are not much longer than allowed."""
    piece: list[str] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line)
        if size >= characters or len(piece) == count:
            yield "".join(piece)
            piece, size = [], 0
    if piece:
        yield "".join(piece)


def _forget(loaded: str, subject: str, property_: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{loaded}> {{ <{subject}> <{property_}> ?o }} }} ;\n"


def _in(graph: str, how: str, lines: str) -> str:
    return f"{how} DATA {{ GRAPH <{graph}> {{\n{lines}}} }} ;\n"


def _records(loaded: str, digests: Mapping[str, str | None], triples: Mapping[str, int]) -> Iterator[str]:
    """Yield the updates that record what is loaded, one for each part and graph."""
    for part, digest in digests.items():
        iri = part_iri(part, loaded)
        new = _in(loaded, "INSERT", f'<{iri}> <{DIGEST}> "{digest}" .\n') if digest else ""
        yield _forget(loaded, iri, DIGEST) + new
    for graph, number in triples.items():
        new = _in(loaded, "INSERT", f'<{graph}> <{TRIPLES}> "{number}"^^<{_INTEGER}> .\n')
        yield _forget(loaded, graph, TRIPLES) + new


class _ByUpdate:
    """Collects changes and sends them as one update; a graph that is too large for one request goes to a staging graph first."""

    def __init__(self, updates: Address, loaded: str, staging: str) -> None:
        self.updates, self.loaded, self.staging = updates, loaded, staging
        self._waiting: list[str] = []
        self._size = 0

    def begin(self, graphs: Iterable[str]) -> None:
        for graph in graphs:
            self._add(_forget(self.loaded, graph, TRIPLES))

    def replace(self, graph: str, lines: Iterable[str], empty: bool) -> int:
        given, number = _pieces(lines, LARGEST), 0
        first, second = next(given, ""), next(given, "")
        if not second:
            drop = "" if empty else f"DROP SILENT GRAPH <{graph}> ;\n"  # it takes time even for a missing graph
            self._add(drop + (_in(graph, "INSERT", first) if first else ""))
            return first.count("\n")
        self.flush()  # waiting changes may drop the staging graph of a load that was stopped
        _update(self.updates, f"DROP SILENT GRAPH <{self.staging}>")
        for piece in (first, second, *given):
            _update(self.updates, _in(self.staging, "INSERT", piece))
            number += piece.count("\n")
        self._add(f"MOVE GRAPH <{self.staging}> TO GRAPH <{graph}> ;\n")
        self.flush()  # the staging graph is free again
        return number

    def change(self, graph: str, removed: list[str], added: list[str]) -> None:
        for piece in _pieces(removed):
            self._add(_in(graph, "DELETE", piece))
        for piece in _pieces(added):
            self._add(_in(graph, "INSERT", piece))

    def drop(self, graph: str) -> None:
        self._add(f"DROP SILENT GRAPH <{graph}> ;\n")

    def record(self, digests: Mapping[str, str | None], triples: Mapping[str, int]) -> None:
        for text in _records(self.loaded, digests, triples):
            self._add(text)

    def flush(self, least: int = 0) -> None:
        if self._waiting and self._size >= least:
            _update(self.updates, "".join(self._waiting))
            self._waiting, self._size = [], 0

    def _add(self, text: str) -> None:
        self.flush(LARGEST)
        self._waiting.append(text)
        self._size += len(text)


class _ByGraphStore:
    """Sends each graph at once by the Graph Store Protocol, and only small changes by SPARQL update."""

    def __init__(self, updates: Address, graphs: Address, loaded: str) -> None:
        self.updates, self.graphs, self.loaded = updates, graphs, loaded

    def begin(self, graphs: Iterable[str]) -> None:
        self._small(_forget(self.loaded, graph, TRIPLES) for graph in graphs)

    def replace(self, graph: str, lines: Iterable[str], empty: bool) -> int:
        number, method = 0, "PUT"
        for piece in _pieces(lines):
            self._send(method, graph, piece)
            number, method = number + piece.count("\n"), "POST"
        if not number:
            self.drop(graph)
        return number

    def change(self, graph: str, removed: list[str], added: list[str]) -> None:
        for piece in _pieces(removed, count=UPDATE_LINES):
            _update(self.updates, _in(graph, "DELETE", piece))
        for piece in _pieces(added):
            self._send("POST", graph, piece)

    def drop(self, graph: str) -> None:
        self._send("DELETE", graph, "")

    def record(self, digests: Mapping[str, str | None], triples: Mapping[str, int]) -> None:
        self._small(_records(self.loaded, digests, triples))

    def flush(self, least: int = 0) -> None:
        """Do nothing: no change ever waits."""

    def _send(self, method: str, graph: str, lines: str) -> None:
        _send(self.graphs, method, {"graph": graph}, lines, "application/n-triples")

    def _small(self, texts: Iterable[str]) -> None:
        for text in _pieces(texts, count=UPDATE_LINES // 10):
            _update(self.updates, text)
