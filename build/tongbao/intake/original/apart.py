"""Read a file in a process of its own, with limits on its time and memory: a hostile file ends that process, not ours."""

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

from tongbao import limits, paths
from tongbao.errors import Problem, Text, TongbaoError, UsageError
from tongbao.intake.original.layout import Original
from tongbao.intake.original.pdf_faults import fault

_OUT_OF_MEMORY = 99
"""The exit code of a child that has taken too much memory."""


class Bounds(NamedTuple):
    """How long work on a file may take, and how many bytes of memory."""

    seconds: float
    memory: int
    threads: int = 1
    """How many processors it may keep busy."""

    @classmethod
    def of_files(cls) -> "Bounds":
        """Return the bounds for reading a file."""
        return cls(limits.ORIGINAL_SECONDS, limits.ORIGINAL_MEMORY)

    @classmethod
    def of_scans(cls) -> "Bounds":
        """Return the bounds for recognising the words of one page."""
        return cls(limits.SCAN_SECONDS, limits.SCAN_MEMORY, limits.SCAN_THREADS)


def read_apart(work: str, data: bytes, file: Path) -> Original:
    """Return what ``work``, named as ``module:function``, reads from the bytes of a file; raises as ``done_apart``."""
    read = done_apart(work, file, data, file)
    assert isinstance(read, Original)
    return read


def done_apart(work: str, file: Path, *given: object, bounds: Bounds | None = None) -> object:
    """Return what ``work``, named as ``module:function``, makes of what it is given from a file.

    Raises UsageError with the problems that it found, or ``too-slow`` and ``too-large`` where it was stopped at its bounds, by
    default those for reading a file (that of memory only where the system can limit it).
    """
    bounds = bounds or Bounds.of_files()
    path = [str(paths.PACKAGE.parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    try:
        child = subprocess.run(
            # -P: import nothing from the current folder
            [sys.executable, "-P", "-c", "from tongbao.intake.original.apart import serve; serve()"],
            input=pickle.dumps((work, given, bounds)),
            capture_output=True,
            timeout=bounds.seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(bounds, file) from None
    if child.returncode:
        _stopped(child.returncode, child.stderr, bounds, file)
    answer: object | list[Problem] = pickle.loads(child.stdout)
    if isinstance(answer, list):
        raise UsageError(*answer)
    return answer


def _stopped(code: int, said: bytes, bounds: Bounds, file: Path) -> NoReturn:
    """Raise why a child ended before its work was done, by its exit code and what it said."""
    if code in (_OUT_OF_MEMORY, -9) or b"memory" in said.lower():  # -9: ended by the system, to save other processes
        most = limits.size(bounds.memory)
        what = Text(f"The file takes more than {most} of memory to read.", f"读取该文件所需内存超过 {most}。")
        raise fault("too-large", what, _SPLIT, file)
    if code == -24:  # SIGXCPU: its processor time is over
        raise _too_slow(bounds, file)
    raise fault("broken-file", _BROKEN, _SAVE_AGAIN, file)


def _too_slow(bounds: Bounds, file: Path) -> UsageError:
    most = f"{bounds.seconds:g}"
    what = Text(f"The file takes more than {most} seconds to read.", f"读取该文件超过 {most} 秒。")
    return fault("too-slow", what, _SPLIT, file)


_SPLIT = Text(
    "Keep only the pages of the notice and its annexes in the file, and try again.",
    "请只保留通知正文及附件所在的页面后重试。",
)
_BROKEN = Text("The program that reads the file broke off.", "读取该文件的程序中断。")
_SAVE_AGAIN = Text(
    "Open the file, save it under another name, and draft from that; or copy its words into a text file.",
    "请打开该文件，另存为新文件后再试；或将文字复制到文本文件中。",
)


# --- in the child ---------------------------------------------------------------------------------


def serve() -> None:
    """Do the work that standard input names."""
    work, given, bounds = pickle.load(sys.stdin.buffer)
    _limit(bounds)
    module, _, name = work.partition(":")
    answer: object
    try:
        try:
            answer = getattr(importlib.import_module(module), name)(*given)
        except TongbaoError as error:
            answer = list(error.problems)
        answered = pickle.dumps(answer)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    sys.stdout.buffer.write(answered)
    sys.stdout.buffer.flush()
    os._exit(0)


def _limit(bounds: Bounds) -> None:
    """Limit the memory and the processor time of this process, where the system can do so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(bounds.seconds * bounds.threads) + 1
    for what, most in ((resource.RLIMIT_AS, bounds.memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
