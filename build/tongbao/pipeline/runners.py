"""Run the work on notices: in this process, or in several at once."""

import contextlib
import ctypes
import gc
import os
from collections.abc import Generator, Iterable, Iterator
from itertools import islice

from tongbao.pipeline.notice import BATCH, Made, Maker, Shared, Task
from tongbao.pipeline.workers import in_workers

ALONE = 2 * BATCH
"""Up to this number of notices, starting more processes takes longer than it saves."""


KEPT = 32 << 20
"""How many bytes of freed memory a worker keeps at most; glibc accepts no larger value for the second."""


def default_jobs() -> int:
    """Return how many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_all(tasks: list[Task], shared: Shared, jobs: int) -> Generator[Made, None, None]:
    """Make all notices in ``jobs`` processes, in any order."""
    batches = _batches(tasks)
    if jobs == 1 or len(tasks) <= ALONE:
        maker = Maker(shared)
        for batch in batches:
            yield from maker(batch)
    else:
        with contextlib.closing(in_workers(_make, batches, jobs, _start, shared)) as results:
            for made in results:
                yield from made


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    remaining = iter(tasks)
    while batch := list(islice(remaining, BATCH)):
        yield batch


_maker: Maker | None = None


def _start(shared: Shared) -> None:
    """Prepare a worker process."""
    global _maker
    _keep_memory()
    gc.set_threshold(50_000)  # a notice's objects have no cycles, and are too many to search so often
    _maker = Maker(shared)


def _keep_memory() -> None:
    """Have the C library keep freed memory: otherwise each text of a megabyte gets new memory, which the system clears first."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # not glibc
        mallopt = ctypes.CDLL(None).mallopt
        for parameter in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
            mallopt(parameter, KEPT)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Constants from glibc's ``malloc.h``."""


def _make(batch: list[Task]) -> list[Made]:
    assert _maker is not None
    return _maker(batch)
