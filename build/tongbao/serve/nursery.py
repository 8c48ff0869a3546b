"""The process that opens the graph once and forks workers from itself, each in a few milliseconds (Linux).

It is told to fork by a message with the worker's end of a channel, and tells in turn which worker has ended, and how. It
runs one thread and no code of the server's, so that a fork is safe.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from tongbao.errors import TongbaoError
from tongbao.serve.closed import close, end_with
from tongbao.serve.tasks import prepare
from tongbao.serve.worker import Bounds, Graphs, said_of, work

FORK = b"fork"
_MESSAGE = 4096


def run(control: int, parent: int, files: tuple[str, ...], folder: str, seconds: float, memory: int) -> None:
    """Open the graph, and fork workers until the control socket ends, or the server."""
    for each in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # the server's to handle, though a terminal and systemd send them to all
        signal.signal(each, signal.SIG_IGN)
    warnings.simplefilter(
        "ignore", DeprecationWarning
    )  # of Python 3.12, of forks beside threads: the engine's, which wait
    end_with(parent)
    server = socket.socket(fileno=control)
    try:
        store = Graphs(files, folder).opened()
        prepare(store)
    except TongbaoError as error:
        server.send(json.dumps({"problems": list(map(said_of, error.problems))}).encode())
        return
    statements = len(store.engine)  # once: in a large graph that takes seconds
    server.send(json.dumps({"statements": statements, "closed": close()}).encode())
    gc.collect()
    gc.freeze()  # a worker that collects garbage shall not copy what all share
    ended = _ended()
    nursery = os.getpid()
    for channel in _asked(server, ended):
        if _forked():
            end_with(nursery)
            server.close()
            signal.set_wakeup_fd(-1)
            for each in (signal.SIGCHLD, signal.SIGALRM):
                signal.signal(each, signal.SIG_DFL)
            stream: Any = socket.socket(fileno=channel).makefile("rwb")
            work(store, stream, Bounds(seconds, memory), statements)
        os.close(channel)
    os._exit(0)


def _forked() -> bool:
    """Fork, and return whether this is the new process; where the system has no room for one, the channel's end tells."""
    try:
        return os.fork() == 0
    except OSError:
        return False


def _ended() -> int:
    """Return a handle from which can be read when a worker has ended."""
    ended, noted = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(noted, warn_on_full_buffer=False)
    return ended


def _asked(server: socket.socket, ended: int) -> Iterator[int]:
    """Yield the channel of each worker that is to be forked; tell of those that have ended."""
    waiting: list[Any] = [server, ended]
    while True:
        ready, _, _ = select.select(waiting, [], [])
        if ended in ready:
            os.read(ended, _MESSAGE)
            _tell(server)
        if server in ready:
            message, channels, _, _ = socket.recv_fds(server, _MESSAGE, 1)
            if not message:
                return
            yield from channels


def _tell(server: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        try:
            server.send(json.dumps({"pid": pid, "status": os.waitstatus_to_exitcode(status)}).encode())
        except OSError:  # the server is gone
            os._exit(0)


def main() -> None:
    """Read from the arguments what to open, and begin."""
    said = json.loads(sys.argv[1])
    run(said["control"], said["parent"], tuple(said["files"]), said["folder"], said["seconds"], said["memory"])
