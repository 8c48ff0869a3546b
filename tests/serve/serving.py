"""The server as its users start it: by its command, on a free port, with its log in a file; and what asks it over the socket."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.kills import ENVIRONMENT
from tests.patience import PATIENCE, wait_for

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """What a server has said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of the problem that it names."""
        return str(self.json["type"]).rpartition("/")[2].rpartition("#")[2]


@dataclass
class Running:
    """A server that runs."""

    process: "subprocess.Popen[str]"
    port: int
    log: Path
    queries: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def request(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = body.encode() if isinstance(body, str) else body
            connection.request(method, path, sent, dict(headers or {}))
            response = connection.getresponse()
            said = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, said, response.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = JSON, **headers: str) -> Reply:
        """Send a query by POST, as it is."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("POST", "/sparql", query, {"Content-Type": QUERY, "Accept": accept, **sent})

    def get(self, path: str, **fields: str) -> Reply:
        return self.request("GET", f"{path}?{urlencode(fields)}" if fields else path)

    def connect(self) -> socket.socket:
        """Return a bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def answers(self) -> bool:
        """Whether a good query is answered."""
        return self.ask("ASK {}").status == 200

    # --- its processes -------------------------------------------------------------------------------

    def children(self, of: int | None = None) -> list[int]:
        """The processes that a process of the server has started: of the server itself, the nursery."""
        return children(of or self.process.pid)

    @property
    def nursery(self) -> int:
        """The process that forks the workers, once there is only one."""
        return wait_for(lambda: [*self.children()] if len(self.children()) == 1 else [])[0]

    @property
    def workers(self) -> list[int]:
        return self.children(self.nursery)

    def tree(self) -> list[int]:
        """All its processes."""
        found, new = [], [self.process.pid]
        while new:
            found += new
            new = [child for each in new for child in children(each)]
        return found

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def children(of: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{of}/task/{of}/children").read_text().split()))
    except (FileNotFoundError, ProcessLookupError):
        return []


def is_alive(pid: int) -> bool:
    """Whether a process runs: one that has ended may still be listed until it is read."""
    try:
        return _state(Path(f"/proc/{pid}")) != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def halt(pid: int) -> None:
    """Stop a process, and wait until each of its threads stands: until one of them has taken the signal, the others go on."""
    os.kill(pid, signal.SIGSTOP)
    wait_for(lambda: all(_state(thread) == "T" for thread in Path(f"/proc/{pid}/task").iterdir()))


def _state(process: Path) -> str:
    return (process / "stat").read_text().rpartition(")")[2].split()[0]


def memory(pids: list[int]) -> int:
    """How many bytes of memory processes hold together; what they share counts once (proportional set size)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


@contextmanager
def serving(what: Path, folder: Path, *options: str, before: str = "") -> Iterator[Running]:
    """Run the server; some code may run first in each of its processes, to lower a limit."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(f"from tongbao import limits\n{before}\n", "utf-8")
    path = os.pathsep.join((str(folder), ENVIRONMENT["PYTHONPATH"]))
    log = folder / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "tongbao", "serve", str(what), "--port", "0", *options],
            env={**ENVIRONMENT, "PYTHONPATH": path, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=written,
            encoding="utf-8",
            start_new_session=True,
        )
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert line, log.read_text("utf-8", "replace")
        yield Running(process, int(line.rpartition(":")[2].split("/")[0]), log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


# --- bare requests ----------------------------------------------------------------------------------------

HEAD = "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
POST = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY}\r\n"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def said(connection: socket.socket) -> bytes:
    """Return what comes until the other side ends the connection."""
    found = b""
    with suppress(ConnectionError):
        while piece := connection.recv(1 << 16):
            found += piece
    return found


def send(connection: socket.socket, *pieces: bytes, pause: float = 0.0) -> None:
    with suppress(OSError):
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)


def start(running: Running, query: str = ENDLESS, **headers: str) -> socket.socket:
    """Send a query and do not wait for its answer."""
    connection = running.connect()
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"{POST}{more}Content-Length: {len(query)}\r\n\r\n{query}".encode())
    return connection


def busy(running: Running) -> int:
    return int(running.get("/health").json["busy"])
