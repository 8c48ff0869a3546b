"""Real SPARQL servers for the tests: each on a free port of the loopback, in a folder of its own, stopped at the end."""

import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.patience import PATIENCE

from tongbao.ask.endpoint import EndpointStore
from tongbao.push import Target
from tongbao.web import Address


@dataclass(frozen=True)
class Server:
    """One running server: its addresses, and what it holds."""

    name: str
    target: Target

    @property
    def store(self) -> EndpointStore:
        return EndpointStore(self.target.endpoint)

    def update(self, text: str) -> None:
        address = Address(self.target.update or self.target.endpoint)
        reply = address.send("POST", None, text.encode(), {"Content-Type": "application/sparql-update"})
        assert 200 <= reply.status < 300, reply.body

    def graphs(self, prefix: str) -> dict[str, set[ox.Triple]]:
        """Return every statement in the graphs whose IRI starts so, by graph."""
        found: dict[str, set[ox.Triple]] = defaultdict(set)
        rows = self.store.select(
            f"SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{prefix}')) }}"
        )
        for graph, *triple in rows.rows:
            assert isinstance(graph, ox.NamedNode)
            found[graph.value].add(ox.Triple(*triple))  # type: ignore[arg-type]
        return dict(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_program() -> str | None:
    """Return where the server of the package `oxigraph` is: beside this Python's scripts, or on PATH."""
    return shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")


@contextmanager
def oxigraph(folder: Path, *, union: bool = True) -> Iterator[Server]:
    """Run `oxigraph serve`, with the union of all graphs as its default graph if nothing else is asked for."""
    port, program = free_port(), oxigraph_program()
    assert program, "the tests need the package `oxigraph`: pip install -e '.[dev]'"
    home = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder)]
    command += ["--union-default-graph"] if union else []
    with _running(command, folder, f"{home}/query?query=ASK%7B%7D"):
        yield Server("oxigraph", Target(f"{home}/query", f"{home}/update"))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso with small buffers; the user `dba` may write, whose password is that of a new database."""
    sql, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sql=sql, port=port), encoding="utf-8")
    home, login = f"http://127.0.0.1:{port}", f"http://dba:dba@127.0.0.1:{port}"
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, folder, f"{home}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"):
        target = Target(f"{home}/sparql", f"{login}/sparql-auth", f"{login}/sparql-graph-crud-auth")
        yield Server("virtuoso", target)


@contextmanager
def _running(command: list[str], folder: Path, probe: str) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        _wait(process, probe, folder / "server.log")
        yield
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], probe: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(probe, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server does not answer: {log.read_text(errors='replace')[-2000:]}")


_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = 50000
"""

STORES = ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]
"""The stores that tests run against, as parameters."""
