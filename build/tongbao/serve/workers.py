"""Start and stop the processes that answer: forked from one that has the graph (Linux), or each by itself (elsewhere)."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tongbao import limits, paths
from tongbao.errors import OutputError, Problem, Text
from tongbao.serve.channel import LENGTHS, pack
from tongbao.serve.worker import OUT_OF_MEMORY, OUT_OF_TIME, Bounds, Graphs, problem_of

_GRACE = 0.5
"""Seconds after its time in which a worker should have been ended by its own clock; then the server ends it."""
_BIRTH = 30.0
"""Seconds that a worker may take to begin; with a graph to read each time, it may take as long as it needs."""
_NEWS_BYTES = 1 << 16
_AT_ONCE = 4 * limits.MIB
"""Bytes of an answer that are taken from a worker before it has to wait."""
_NEWS = 1.0
"""Seconds to wait for the news how a worker has ended."""


class EndedError(Exception):
    """A worker has ended without an answer: of ``time``, ``memory``, ``stack``, or for a reason unknown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GoneError(Exception):
    """What makes the workers has ended, and with it they."""


class Worker:
    """One process that answers, as the server sees it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
        self.reader, self.writer, self.seconds = reader, writer, seconds
        self.pid = self.statements = 0
        self.is_fit = True
        """Whether it may be asked again: it is not amid a query, and has not said that it was its last."""

    async def begin(self) -> None:
        """Wait until it is ready."""
        head, _ = await self._read()
        if "pid" not in head:
            raise failed(head)
        self.pid, self.statements = head["pid"], head["statements"]

    async def ask(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return its answer to a request; raise EOFError where it ends without one, and TimeoutError where it should have."""
        self.is_fit = False
        async with asyncio.timeout(self.seconds + _GRACE):
            self.writer.write(pack(request))
            await self.writer.drain()
            head, body = await self._read()
        self.is_fit = not head["last"]
        return head, body

    async def _read(self) -> tuple[dict[str, Any], bytes]:
        try:
            head, body = LENGTHS.unpack(await self.reader.readexactly(LENGTHS.size))
            return json.loads(await self.reader.readexactly(head)), await self.reader.readexactly(body)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error

    @property
    def is_gone(self) -> bool:
        """Whether it has ended while it had nothing to do."""
        return self.reader.at_eof()

    def close(self) -> None:
        """End its channel, at which it ends itself if it waits for a request."""
        self.writer.close()


class Source(Protocol):
    """What makes workers over one graph."""

    statements: int
    closed: bool
    """Whether the system keeps its workers from opening sockets."""

    @property
    def is_gone(self) -> bool:
        """Whether it has ended by itself, so that it makes no workers any more."""

    async def worker(self) -> Worker:
        """Start one; raise GoneError where this has ended, and EndedError where it fails otherwise."""

    async def end(self, worker: Worker) -> None:
        """End one, even amid a query."""

    async def reason(self, worker: Worker) -> str:
        """Return why one has ended without an answer; raise GoneError where all have."""

    async def close(self) -> None:
        """End it with all its workers."""


async def source(graphs: Graphs, bounds: Bounds) -> Source:
    """Return what makes workers on this system."""
    return await Nursery.of(graphs, bounds) if sys.platform == "linux" else Singles(graphs, bounds)


_CHILD = [sys.executable, "-P", "-c"]  # -P: import nothing from the current folder


def _environment() -> dict[str, str]:
    path = [str(paths.PACKAGE.parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))}


# --- forked ---------------------------------------------------------------------------------------


@dataclass
class Nursery:
    """Workers forked from a process that holds the graph."""

    process: asyncio.subprocess.Process
    control: socket.socket
    bounds: Bounds
    statements: int = 0
    closed: bool = False
    handles: dict[int, int] = field(default_factory=dict)
    """A handle for each worker, through which it is ended: its number may be another's by then."""
    ended: dict[int, "asyncio.Future[int]"] = field(default_factory=dict)
    told: "asyncio.Task[None] | None" = None

    @classmethod
    async def of(cls, graphs: Graphs, bounds: Bounds) -> "Nursery":
        """Start the process, and wait until it has read the graph."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        asked = {"control": theirs.fileno(), "parent": os.getpid(), **graphs._asdict(), **bounds._asdict()}
        process = await asyncio.create_subprocess_exec(
            *_CHILD,
            "from tongbao.serve.nursery import main; main()",
            json.dumps(asked),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        made = cls(process, ours, bounds)
        try:
            await made._begin()
        except BaseException:
            await made.close()
            raise
        return made

    async def _begin(self) -> None:
        """Wait until it has read the graph."""
        ready: dict[str, Any] = {}
        with contextlib.suppress(ConnectionError):
            ready = json.loads(await asyncio.get_running_loop().sock_recv(self.control, _NEWS_BYTES) or b"{}")
        if "statements" not in ready:
            raise failed(ready)
        self.statements, self.closed = ready["statements"], ready["closed"]
        self.told = asyncio.create_task(self._listen())

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended."""
        return self.told is None or self.told.done()

    async def worker(self) -> Worker:
        """Fork one."""
        try:
            worker = await self._forked()
        except ConnectionError as error:
            raise GoneError from error
        except OSError as error:  # no handles are left
            raise EndedError("unknown") from error
        try:
            async with asyncio.timeout(_BIRTH):
                await worker.begin()
            with contextlib.suppress(ProcessLookupError):  # it has ended already, as the one who asks it will see
                self.handles[worker.pid] = os.pidfd_open(worker.pid)
        except (EOFError, TimeoutError, OSError) as error:
            worker.close()
            raise EndedError(await self.reason(worker)) from error
        except asyncio.CancelledError:
            worker.close()
            raise
        self.ended[worker.pid] = asyncio.get_running_loop().create_future()
        return worker

    async def _forked(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs, contextlib.ExitStack() as failing:
            failing.callback(ours.close)
            socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
            failing.pop_all()
        return Worker(*await asyncio.open_unix_connection(sock=ours, limit=_AT_ONCE), self.bounds.seconds)

    async def end(self, worker: Worker) -> None:
        """Kill one."""
        worker.close()
        self.ended.pop(worker.pid, None)
        handle = self.handles.pop(worker.pid, None)
        if handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)

    async def reason(self, worker: Worker) -> str:
        """Return why a worker has ended, from its exit code or signal."""
        assert self.told
        news: set[asyncio.Future[Any]] = {self.told, *filter(None, [self.ended.get(worker.pid)])}
        await asyncio.wait(news, timeout=_NEWS, return_when=asyncio.FIRST_COMPLETED)
        if self.is_gone:
            raise GoneError
        ended = self.ended.get(worker.pid)
        return _REASONS.get(ended.result(), "unknown") if ended and ended.done() else "unknown"

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ConnectionError):
            while news := await loop.sock_recv(self.control, _NEWS_BYTES):
                said = json.loads(news)
                awaited = self.ended.get(said["pid"])
                if awaited and not awaited.done():
                    awaited.set_result(said["status"])

    async def close(self) -> None:
        """End the process, and with it its workers."""
        if self.told:
            self.told.cancel()
            await asyncio.wait([self.told])
        self.control.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        for handle in self.handles.values():
            os.close(handle)
        self.handles.clear()
        await self.process.wait()


def failed(said: Mapping[str, Any]) -> OutputError:
    """Return the error that a graph cannot be opened: for what is said, or as who should say it has ended."""
    return OutputError(*map(problem_of, said.get("problems", ()))) if said else OutputError(Problem("graph-unreadable", *_ENDED))  # fmt: skip


_REASONS = {-14: "time", OUT_OF_TIME: "time", OUT_OF_MEMORY: "memory", -9: "memory", -6: "memory", -11: "stack"}
"""SIGALRM is its own clock; SIGKILL the system's, which saves other processes; SIGABRT an engine that gets no memory."""
_ENDED = (
    Text("The process that reads the graph ended before it had read it.", "读取图谱的进程意外终止，图谱未能读入。"),
    Text("Make sure that there is memory enough for the graph.", "请确认内存足以容纳该图谱。"),
)


# --- each by itself -------------------------------------------------------------------------------


class Singles:
    """Workers that each read the graph, for systems that cannot fork."""

    def __init__(self, graphs: Graphs, bounds: Bounds) -> None:
        self.graphs, self.bounds = graphs, bounds
        self.statements, self.closed = 0, False
        self.processes: dict[int, asyncio.subprocess.Process] = {}

    @property
    def is_gone(self) -> bool:
        """Never: each is started by itself."""
        return False

    async def worker(self) -> Worker:
        """Start one, and wait until it has read the graph."""
        said = json.dumps([self.graphs.files, self.graphs.folder, *self.bounds, self.statements])
        try:
            process = await asyncio.create_subprocess_exec(
                *_CHILD,
                "import json, sys; from tongbao.serve.worker import alone; alone(*json.loads(sys.argv[1]))",
                said,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:  # the system has no room for it
            raise EndedError("unknown") from error
        assert process.stdin
        assert process.stdout
        worker = Worker(process.stdout, process.stdin, self.bounds.seconds)
        try:
            await worker.begin()
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            if isinstance(error, EOFError):
                raise EndedError("unknown") from error
            raise
        self.statements = worker.statements
        worker.pid = process.pid  # of a virtual environment on Windows, the number that it tells is its child's
        self.processes[worker.pid] = process
        return worker

    async def end(self, worker: Worker) -> None:
        """Kill one."""
        process = self.processes.pop(worker.pid, None)
        if process:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def reason(self, worker: Worker) -> str:
        """Return why a worker has ended, from its exit code or signal."""
        process = self.processes.get(worker.pid)
        try:
            code = await asyncio.wait_for(process.wait(), _NEWS) if process else 0
        except TimeoutError:
            return "unknown"
        return _REASONS.get(code, "unknown")

    async def close(self) -> None:
        """Kill those that still answer."""
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
