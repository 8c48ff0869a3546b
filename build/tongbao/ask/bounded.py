"""Run work on a user's input in a process of its own, with limits on time, memory and the size of the answer.

The work is named as text, ``module:function``, and imported in the child. It is called with three arguments: the request;
a function to call when the preparations are over and the time starts to count; and the stream for its answer. It runs in a
thread whose stack has the same size on every system. On Linux the system limits the memory. On other systems with the
module ``resource`` (macOS) the child watches how much it takes. On Windows only time and size are limited.
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any, Literal

from tongbao import limits, paths
from tongbao.errors import DataError, OutputError, Problem, TongbaoError, UsageError

Reason = Literal["time", "memory", "size", "stack", "unknown"]

_FAULTS: dict[int, type[TongbaoError]] = {100 + kind.exit_code: kind for kind in (UsageError, DataError, OutputError)}
_OUT_OF_MEMORY = 99
"""Exit codes of the child: it reports problems (``_FAULTS``), or it has taken too much memory."""
_STACK = 64 * limits.MIB
_SLACK = 5
"""Seconds of processor time beyond the time limit, in case nobody is left to enforce it."""
_STACK_OVERFLOW = 0xC00000FD  # its code on Windows
_CHUNK = 1 << 20


class StoppedError(Exception):
    """The work was stopped at a limit."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def run(work: str, request: Mapping[str, Any], seconds: float) -> bytes:
    """Return the work's answer to a request.

    Raises StoppedError at a limit, and the error that the work raised, with its problems. No child is left behind, however
    this ends, even by ctrl-C. A child whose parent is killed ends by itself.
    """
    asked = {**request, "work": work, "seconds": seconds, "memory": limits.QUERY_MEMORY}
    with tempfile.TemporaryFile() as said, _child(said) as child:
        late = threading.Timer(seconds, child.kill)
        try:
            answer = _exchange(child, asked, late)
        finally:
            over = late.finished.is_set()
            late.cancel()
        said.seek(0)
        if reason := _reason(child.returncode, answer, over, said.read(_CHUNK)):
            raise StoppedError(reason)
        if fault := _FAULTS.get(child.returncode):
            said.seek(0)
            raise fault(*_problems_from(said.read()))
        return answer


@contextlib.contextmanager
def _child(said: IO[bytes]) -> "Iterator[subprocess.Popen[bytes]]":
    path = [str(paths.PACKAGE.parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    child = subprocess.Popen(
        # -P: import nothing from the current folder
        [sys.executable, "-P", "-c", "from tongbao.ask.bounded import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                pipe and pipe.close()


def _exchange(child: "subprocess.Popen[bytes]", asked: Mapping[str, Any], late: threading.Timer) -> bytes:
    """Send a request and return the answer; stop reading when the answer is too large."""
    assert child.stdin
    assert child.stdout
    with contextlib.suppress(OSError):  # it could not even start, so it has no answer
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        child.stdin.flush()  # the pipe stays open: the child ends when it closes
    child.stdout.read(1)  # the preparations are over; the time counts from here
    late.start()
    answer = bytearray()
    while len(answer) <= limits.ANSWER_BYTES and (piece := child.stdout.read1(_CHUNK)):  # type: ignore[attr-defined]
        answer += piece
    if len(answer) > limits.ANSWER_BYTES:
        child.kill()
    child.wait()
    return bytes(answer)


def _reason(code: int, answer: bytes, over: bool, said: bytes) -> Reason | None:
    """Return the limit at which a child was stopped; None where it finished."""
    if len(answer) > limits.ANSWER_BYTES:
        return "size"
    if code == 0 or code in _FAULTS:
        return None
    if over:
        return "time"
    if b"overflowed its stack" in said or code in (-getattr(signal, "SIGSEGV", 11), _STACK_OVERFLOW):
        return "stack"
    if code in (_OUT_OF_MEMORY, -9) or b"memory" in said.lower():  # -9: killed by the system, to save other processes
        return "memory"
    return "time" if code == -getattr(signal, "SIGXCPU", 24) else "unknown"


# --- in the child ---------------------------------------------------------------------------------


def serve() -> None:
    """Do the work of one request read from standard input."""
    # A terminal sends ctrl-C to both processes: the parent ends the child, except on Windows, where it waits for its answer.
    signal.signal(signal.SIGINT, signal.SIG_DFL if os.name == "nt" else signal.SIG_IGN)
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.stack_size(_STACK)
    worker = threading.Thread(target=_work, args=(request,), daemon=True)
    worker.start()
    worker.join()


def _work(request: dict[str, Any]) -> None:
    module, _, name = request["work"].partition(":")
    code = 0
    try:
        work = getattr(importlib.import_module(module), name)
        work(request, lambda: _begin(request), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except TongbaoError as error:
        sys.stderr.buffer.write(_problems_as_bytes(error.problems))
        sys.stderr.buffer.flush()
        code = 100 + error.exit_code
    except MemoryError:
        code = _OUT_OF_MEMORY
    except BaseException as error:  # a panic of the engine is not an Exception
        sys.stderr.write(f"{type(error).__name__}: {error}"[:_CHUNK])
        sys.stderr.flush()
        code = 1
    os._exit(code)  # without the engine's clean-up, which needs a deep stack for nested terms


def _begin(request: Mapping[str, Any]) -> None:
    """Signal to the parent that the time starts to count, and set the limits."""
    limit(request["seconds"], request["memory"])
    sys.stdout.buffer.write(b".")
    sys.stdout.buffer.flush()


def _problems_as_bytes(problems: Sequence[Problem]) -> bytes:
    import msgspec  # imported only when needed: most queries are right

    return msgspec.json.encode(problems, enc_hook=str)


def _problems_from(data: bytes) -> list[Problem]:
    import msgspec

    return msgspec.json.decode(data, type=list[Problem], dec_hook=lambda kind, value: kind(value))


def _end_with_parent() -> None:
    """End this process when its parent is gone."""
    while os.read(sys.stdin.fileno(), 1):  # not through sys.stdin, whose lock would be held when Python ends
        pass
    os._exit(1)


def limit(seconds: float, memory: int) -> None:
    """Limit the memory (bytes) and the processor time (seconds) of this process, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime + seconds) + _SLACK
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, spent)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    if sys.platform != "linux":  # other systems do not enforce a limit on address space
        watch_memory(memory)


def _taken() -> int:
    """Return the most memory that this process has taken so far, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def watch_memory(memory: int) -> None:
    """End this process when it has taken more than so many bytes of memory."""
    threading.Thread(target=_watch_memory, args=(memory, _taken), daemon=True).start()


def _watch_memory(memory: int, taken: Callable[[], int]) -> None:
    while taken() <= memory:
        time.sleep(0.05)
    os._exit(_OUT_OF_MEMORY)
