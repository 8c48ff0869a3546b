"""Hold a file for one process alone."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tongbao.errors import OutputError, Problem


@contextmanager
def locked(file: Path, wait: float, busy: Problem) -> Iterator[None]:
    """Hold a file that is there for this alone; where another process does, wait for it so many seconds.

    Raises OutputError with the problem given where it is still held then.
    """
    end = time.monotonic() + wait
    with file.open("a+b") as handle:
        while True:
            try:
                _acquire(handle)
                break
            except OSError as error:
                if time.monotonic() >= end:
                    raise OutputError(busy) from error
                time.sleep(0.1)
        yield  # the system releases the lock when the file is closed, or the process is killed


if sys.platform == "win32":
    import msvcrt

    def _acquire(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _acquire(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
