"""Where notices are made: in this process, or in several at once."""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from tongbao.errors import OutputError, Problem, Text
from tongbao.pipeline.notice import BATCH, Made, Maker, Shared, Task

ALONE = 2 * BATCH
"""Up to so many notices, starting further processes takes longer than it saves."""


KEPT = 32 << 20
"""How many bytes of freed memory a worker keeps at most; glibc takes no more for the second."""


def default_jobs() -> int:
    """Return how many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_all(tasks: list[Task], shared: Shared, jobs: int) -> Iterator[Made]:
    """Make all notices, as fast as so many processes can, in any order."""
    batches = _batches(tasks)
    if jobs == 1 or len(tasks) <= ALONE:
        maker = Maker(shared)
        for batch in batches:
            yield from maker(batch)
    else:
        yield from _in_pool(batches, shared, jobs)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    remaining = iter(tasks)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _in_pool(batches: Iterator[list[Task]], shared: Shared, jobs: int) -> Iterator[Made]:
    context = multiprocessing.get_context("spawn")  # the same everywhere, and safe beside the engines' threads
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(shared,))
    try:
        with _deaf():
            running = {pool.submit(_make, batch) for batch in islice(batches, 3 * jobs)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(_make, batch) for batch in islice(batches, len(done))}
            for future in done:
                yield from future.result()
    except BrokenProcessPool as error:
        raise OutputError(Problem("worker-lost", *_LOST)) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Hold ctrl-C back for a block, so that processes that are born in it never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_LOST = (
    Text("A worker process ended before its work was done.", "一个工作进程意外终止。"),
    Text(
        "It may have run out of memory: try fewer with --jobs. What is done is kept; run the command again.",
        "可能是内存不足：请用 --jobs 减少进程数。已完成的部分会保留，重新运行即可。",
    ),
)

_maker: Maker | None = None


def _start(shared: Shared) -> None:
    """Prepare a worker process."""
    global _maker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the parent; it lets each worker end its batch
    _keep_memory()
    gc.set_threshold(50_000)  # what is made of a notice has no cycles, and is too much to look through so often
    _maker = Maker(shared)


def _keep_memory() -> None:
    """Have the C library keep what is freed: each text of a megabyte would be new memory, and cleared by the system."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # not glibc
        mallopt = ctypes.CDLL(None).mallopt
        for parameter in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
            mallopt(parameter, KEPT)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Of ``malloc.h`` in glibc."""


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone: one that was killed cannot say so, and it would wait."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _make(batch: list[Task]) -> list[Made]:
    assert _maker is not None
    return _maker(batch)
