"""Lock a file for one process."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tongbao.errors import OutputError, Problem


@contextmanager
def locked(file: Path, wait: float, busy: Problem) -> Iterator[None]:
    """Lock a file that exists only for locking; wait up to ``wait`` seconds for another process.

    Raise OutputError with the problem ``busy`` if it is still locked then.
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
