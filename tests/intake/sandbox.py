"""Draft from hostile files, each in a process of its own, and tell what became of it.

A worker imports everything once and forks for each file, and again for the reader that ``read_apart`` starts: limits, exit
codes and time are those of the command, without the start of Python. ``python -m tests.intake.sandbox DATA`` is the worker.
"""

import contextlib
import io
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from socket import create_server
from typing import Any

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
_PROGRAMS = ("os.exec", "os.posix_spawn", "os.system", "subprocess.Popen", "ctypes.dlopen")
_BROKEN, _REACHED = 70, 71
"""Exit codes: an error that was not caught; a reader that called the network or a program."""
PATIENCE = 600.0
"""How many seconds a file may take here before it is killed: the machine may be busy, so processor time is what is judged."""


@dataclass(frozen=True)
class Result:
    """What became of one file."""

    code: int
    printed: str
    problems: list[dict[str, str]]
    seconds: float
    memory: int
    reached: list[str]
    written: dict[str, int]
    draft: str


class Sandbox:
    """A worker with a dataset of its own, and a server that counts who calls."""

    def __init__(self, data: Path) -> None:
        self.data, self.calls = data, 0
        self._server = create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._count, daemon=True).start()
        command = [sys.executable, "-m", "tests.intake.sandbox", str(data)]
        path = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "build")])
        self._worker = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
        )

    def draft(self, *files: str, language: str = "en") -> Result:
        """Run ``tongbao draft`` on files."""
        assert self._worker.stdin
        assert self._worker.stdout
        # Names may hold what is no UTF-8.
        arguments = ["--lang", language, "draft", "--data", str(self.data), "--year", "2024", "--", *files]
        self._worker.stdin.write(json.dumps(arguments) + "\n")
        self._worker.stdin.flush()
        return Result(**json.loads(self._worker.stdout.readline()))

    def close(self) -> None:
        """End the worker and the server."""
        assert self._worker.stdin
        assert self._worker.stdout
        self._worker.stdin.close()
        self._worker.wait(60)
        self._worker.stdout.close()
        self._server.close()

    def _count(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                caller, _ = self._server.accept()
                self.calls += 1
                caller.close()


# --- the worker -----------------------------------------------------------------------------------


def main(data: Path) -> None:
    """Answer each line of standard input, the arguments of a command, with what became of it."""
    from tongbao.intake.original import apart

    for module in (
        "lxml.etree",
        "lxml.html",
        "pdfplumber",
        *(f"{apart.__package__}.{kind}" for kind in ("docx", "html", "pdf", "plain")),
    ):
        import_module(module)
    reader = apart.subprocess = _Reader()  # type: ignore[assignment]
    import_module("tongbao.intake.draft")
    empty = set(data.rglob("*"))
    for line in sys.stdin:
        answer = _asked(json.loads(line), reader)
        made = [file for file in data.rglob("*") if file.is_file() and file not in empty]
        drafts = [file for file in made if file.suffix == ".yaml"]
        answer["written"] = {str(file.relative_to(data)): file.stat().st_size for file in made}
        answer["draft"] = drafts[0].read_text("utf-8") if len(drafts) == 1 else ""
        shutil.rmtree(data / "notices")
        (data / "notices").mkdir()
        print(json.dumps(answer), flush=True)


def _asked(arguments: list[str], reader: "_Reader") -> dict[str, Any]:
    """Run a command in a fork, and return what it left."""
    with tempfile.TemporaryDirectory() as folder:
        left = Path(folder, "left.json")
        child = os.fork()
        if child == 0:
            _run(arguments, left, reader)
        status, memory, seconds = _waited(child, PATIENCE)
        found = (
            json.loads(left.read_text())
            if left.exists()
            else {"printed": "", "problems": [], "reached": [], "memory": 0, "seconds": 0.0}
        )
    code = -signal.SIGKILL if status is None else os.waitstatus_to_exitcode(status)
    used = {"seconds": seconds + found["seconds"], "memory": max(memory, found["memory"])}
    return found | used | {"code": code}


def _run(arguments: list[str], left: Path, reader: "_Reader") -> None:
    """Run a command, write down what it said, and end the process."""
    from tongbao.cli.main import main as command

    reached, problems = list[str](), list[dict[str, str]]()
    _watch(reached)
    _note(problems)
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stderr = printed = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    try:
        code = command(arguments)
    except BaseException as error:
        traceback.print_exception(error, file=printed)
        code = _BROKEN
    printed.flush()
    said = printed.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    left.write_text(
        json.dumps(
            {
                "printed": said,
                "problems": problems,
                "memory": reader.memory,
                "seconds": reader.seconds,
                "reached": reached,
            }
        )
    )
    os._exit(code)


def _note(problems: list[dict[str, str]]) -> None:
    """Have the problems of every draft written down in both languages."""
    from tongbao.errors import TongbaoError
    from tongbao.intake import draft

    drafted = draft.draft_notice

    def noting(*given: Any) -> draft.Drafted:
        try:
            return drafted(*given)
        except TongbaoError as error:
            for one in error.problems:
                said = [*one.what, *(one.cure or ("", "")), str(one.place.file) if one.place else ""]
                problems.append(
                    dict(zip(("en", "zh", "cure_en", "cure_zh", "place"), said, strict=True), code=one.code)
                )
            raise

    draft.draft_notice = noting


def _watch(reached: list[str]) -> None:
    """Note who calls the network or another program; the reader, a fork, says so by failing.

    Where LibreOffice is installed, it may be called: whether it calls the network, the server counts.
    """
    mine = os.getpid()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _NETWORK or (event in _PROGRAMS and "office" not in Path(str(arguments[0])).name):
            reached.append(f"{event} {arguments!r}"[:200])
            if os.getpid() != mine:
                os.write(2, f"REACHED {event}\n".encode())
                os._exit(_REACHED)

    sys.addaudithook(hook)


def _waited(child: int, seconds: float) -> tuple[int | None, int, float]:
    """Return the status of a child, the most memory it took and its processor time; no status where it was killed for taking longer."""
    end, pause = time.monotonic() + seconds, 0.001
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, *_used(used)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            return None, *_used(os.wait4(child, 0)[2])
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _used(used: Any) -> tuple[int, float]:
    return used.ru_maxrss * 1024, used.ru_utime + used.ru_stime


class _Reader:
    """What ``read_apart`` needs of subprocess: it asks a server that has only the readers, and forks for each file."""

    TimeoutExpired = subprocess.TimeoutExpired
    memory, seconds = 0, 0.0

    def __init__(self) -> None:
        given, self._asks = os.pipe()
        self._answers, answered = os.pipe()
        if os.fork() == 0:
            os.close(self._asks)
            os.close(self._answers)
            _read_for_others(given, answered)
        os.close(given)
        os.close(answered)

    def run(self, command: list[str], *, input: bytes, timeout: float, **_: Any) -> subprocess.CompletedProcess[bytes]:
        _send(self._asks, (input, timeout))
        status, out, err, self.memory, self.seconds = pickle.loads(_received(self._answers))
        if status is None:
            raise subprocess.TimeoutExpired(command, timeout)
        code = os.waitstatus_to_exitcode(status)
        assert code != _REACHED, err
        return subprocess.CompletedProcess(command, code, out, err)


def _read_for_others(given: int, answered: int) -> None:
    """Read files until nobody asks any more."""
    while asked := _received(given):
        data, seconds = pickle.loads(asked)
        with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            file.write(data)
            file.seek(0)
            child = os.fork()
            if child == 0:
                _serve(file.fileno(), out.fileno(), err.fileno())
            status, memory, taken = _waited(child, seconds)
            out.seek(0)
            err.seek(0)
            _send(answered, (status, out.read(), err.read(), memory, taken))
    os._exit(0)


def _send(pipe: int, what: object) -> None:
    data = pickle.dumps(what)
    with open(pipe, "wb", closefd=False) as end:
        end.write(len(data).to_bytes(8, "big") + data)


def _received(pipe: int) -> bytes:
    """Return what was sent; nothing where the other end is closed."""
    with open(pipe, "rb", closefd=False, buffering=0) as end:
        size = int.from_bytes(end.read(8) or b"", "big")
        found = bytearray()
        while len(found) < size and (more := end.read(size - len(found))):
            found += more
    return bytes(found)


def _serve(given: int, out: int, err: int) -> None:
    """Do what the reader's process does, and never return."""
    for descriptor, place in ((given, 0), (out, 1), (err, 2)):
        os.dup2(descriptor, place)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(at, mode, closefd=False) for at, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    try:
        from tongbao.intake.original.apart import serve

        serve()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
