"""The process that answers queries, one after the other, until one of them is killed with it.

It has its own clock: the system ends it when a query has taken its time, whatever the engine does at that moment. It has
its own bound of memory, and no way to another machine (`closed.py`). Its stack is as deep as in ``tongbao query``.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask import rdf_file
from tongbao.ask.store import DiskStore, LocalStore, MemoryStore
from tongbao.errors import OutputError, Place, Problem, Text, TongbaoError, system_reason
from tongbao.serve.channel import pack, unpack
from tongbao.serve.tasks import do
from tongbao.serve.work import Reply

_STACK = 64 * limits.MIB
_USES = 1000
"""After so many queries a worker makes room for a fresh one, in case the engine keeps some memory of each."""
_GROWN = 256 * limits.MIB
"""So much memory a worker may keep from one query to the next."""
OUT_OF_MEMORY = 99
"""The exit code of a worker that has taken too much memory."""
OUT_OF_TIME = 98
"""The exit code of one that has taken too much time, where no signal tells."""


class Bounds(NamedTuple):
    """What one query may take: seconds, and bytes of memory beyond the graph."""

    seconds: float
    memory: int


FORMATS = {ending: rdf_file.FORMATS[ending] for ending in (".nq", ".nt", ".trig", ".ttl")}
"""The formats of files that are served, by their endings: those of which a small file makes no large graph."""


class Graphs(NamedTuple):
    """Where the statements are: files to read into memory, or the engine's own folder."""

    files: tuple[str, ...]
    folder: str

    def opened(self) -> LocalStore:
        """Return the store, with the statements in it; raise OutputError with the place of what cannot be read."""
        store = DiskStore(Path(self.folder)) if self.folder else MemoryStore()
        for file in map(Path, self.files):
            _load(store.engine, file)
        store.engine  # noqa: B018 - it opens here, once for all workers
        return store


def _load(engine: ox.Store, file: Path) -> None:
    try:
        engine.bulk_load(path=str(file), format=FORMATS[file.suffix], base_iri=file.resolve().as_uri())
    except OSError as error:
        raise OutputError(Problem("graph-unreadable", *_unreadable(error), Place(file))) from error
    except SyntaxError as error:
        place = Place(file, error.lineno or 0, error.offset or 1)
        raise OutputError(Problem("graph-broken", *_broken(error.msg), place)) from error


def _unreadable(error: OSError) -> tuple[Text, Text]:
    said = system_reason(error)
    return (
        Text(f"The file cannot be read: {said.en}.", f"无法读取文件：{said.zh}。"),
        Text("Check its name and permissions.", "请检查文件名与权限。"),
    )


def _broken(message: str) -> tuple[Text, Text]:
    shown = " ".join(message.split())[:300]
    return (
        Text(f"This is not what the file's ending says: {shown}.", f"此处与文件扩展名所示的格式不符：{shown}。"),
        Text("Correct it, or give the file its right ending.", "请更正，或改用正确的扩展名。"),
    )


def work(store: LocalStore, channel: BinaryIO, bounds: Bounds, statements: int) -> None:
    """Say how many statements there are, and answer the requests of a channel until it ends; this never returns."""
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_answer_all, args=(store, channel, bounds, statements), daemon=True)
    thread.start()
    thread.join()
    os._exit(0)


def _answer_all(store: LocalStore, channel: BinaryIO, bounds: Bounds, statements: int) -> None:
    code = 0
    try:
        limit_memory(bounds.memory)
        _send(channel, {"pid": os.getpid(), "statements": statements})
        most = _resident() + _GROWN
        for left in range(_USES - 1, -1, -1):
            if not _answer_one(store, channel, bounds, left, most):
                break
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # a panic of the engine is not an Exception; the server sees that the channel ends
        code = 1
    os._exit(code)  # without the engine's clean-up, which needs a deep stack for nested terms


def _answer_one(store: LocalStore, channel: BinaryIO, bounds: Bounds, left: int, most: int) -> bool:
    """Answer one request within its time; return whether there may be another."""
    asked = unpack(channel.read)
    if asked is None:
        return False
    with _clock(bounds.seconds):
        reply = do(store, asked[0])
    last = not left or _resident() > most
    _send(channel, {**head_of(reply), "last": last}, reply.body)
    return not last


@contextlib.contextmanager
def _clock(seconds: float) -> Any:
    """End this process after some seconds; where the system has no clock for that (Windows), as soon as the engine lets go."""
    if not hasattr(signal, "setitimer"):
        late = threading.Timer(seconds, os._exit, (OUT_OF_TIME,))
        late.start()
        yield
        late.cancel()
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _send(channel: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    channel.write(pack(head, body))
    channel.flush()


def head_of(reply: Reply) -> dict[str, Any]:
    """Return what is said of a reply besides its bytes."""
    problems = [said_of(each) for each in reply.problems]
    return {"form": reply.form, "cut": reply.cut, "steady": reply.steady, "problems": problems}


def said_of(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is sent; `problem_of` makes it one again."""
    place = problem.place
    return {
        "code": problem.code,
        "file": str(place.file) if place else "",
        "what": list(problem.what),
        "cure": list(problem.cure or Text("", "")),
        "line": place.line if place else 0,
        "column": place.column if place else 0,
    }


def problem_of(said: dict[str, Any]) -> Problem:
    """Return a problem that was sent."""
    place = Place(Path(said["file"]), said["line"], said["column"]) if said["file"] else None
    return Problem(said["code"], Text(*said["what"]), Text(*said["cure"]), place)


# --- bounds ---------------------------------------------------------------------------------------


def limit_memory(memory: int) -> None:
    """Limit how much memory this process may take beyond what it has now, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    most = _reserved() + memory
    for what, bound in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, most)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    if sys.platform != "linux":  # other systems do not enforce a limit on address space
        from tongbao.ask.bounded import watch_memory

        watch_memory(memory)


def _reserved() -> int:
    """Return how many bytes of addresses this process has, on Linux."""
    return _of_memory(0)


def _resident() -> int:
    """Return how many bytes of memory this process holds, on Linux."""
    return _of_memory(1)


def _of_memory(field: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


# --- a worker of its own, where the system cannot fork one ------------------------------------------


def alone(files: tuple[str, ...], folder: str, seconds: float, memory: int, statements: int) -> None:
    """Serve the requests of standard input; ``statements`` is 0 where they are not counted yet: in a large graph that takes seconds."""
    ends: Callable[[int, Any], None] | int = signal.SIG_IGN
    signal.signal(signal.SIGINT, ends)  # ctrl-C is the server's to handle
    channel: Any = _Both(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # what a library prints is no message
    try:
        store = Graphs(files, folder).opened()
    except TongbaoError as error:
        _send(channel, {"problems": list(map(said_of, error.problems))})
        return
    work(store, channel, Bounds(seconds, memory), statements or len(store.engine))


class _Both:
    """Two pipes as one channel."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self.read, self.write, self.flush = source.read, sink.write, sink.flush
