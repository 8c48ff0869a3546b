"""Work in several processes at once: they run no code from the current folder, and none outlives its parent.

Each is started from scratch, which works the same everywhere, and is safe beside the threads of the engines.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for_processes
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from tongbao.errors import OutputError, Problem, Text

Given = TypeVar("Given")
Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 3
"""How many tasks for each worker are handed over before the first result."""


def mapped(
    maker: Callable[[Given], Callable[[Task], Result]], given: Given, tasks: Iterable[Task], jobs: int
) -> Generator[Result, None, None]:
    """Yield the results of all tasks; ``maker`` makes what does one task, once in each process.

    One job is this process, and in order. To start others takes a second of each.
    """
    if jobs == 1:
        yield from map(maker(given), tasks)
    else:
        yield from in_workers(_do, tasks, jobs, _prepare, maker, given)


_work: Callable[[Any], Any] | None = None


def _prepare(maker: Callable[[Any], Callable[[Any], Any]], given: Any) -> None:
    global _work
    _work = maker(given)


def _do(task: Any) -> Any:
    assert _work
    return _work(task)


def in_workers(
    work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int, start: Callable[..., None], *given: Any
) -> Generator[Result, None, None]:
    """Yield the results of all tasks, in any order; each worker calls ``start`` first.

    If the reader stops early, the workers end at once. Raises OutputError where a worker is lost.
    """
    remaining = iter(tasks)
    context = multiprocessing.get_context("spawn")
    with _birth(), _environment(_quiet_tracker()):  # starts the process that tracks semaphores
        pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(start, *given))
    try:
        with _birth():
            running = {pool.submit(work, task) for task in islice(remaining, AHEAD * jobs)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            with _birth():
                running |= {pool.submit(work, task) for task in islice(remaining, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool as error:
        raise OutputError(Problem("worker-lost", *_LOST)) from error
    except BaseException:
        _end(multiprocessing.active_children())
        _give_up(pool)
        raise
    pool.shutdown()


def _end(workers: Sequence[BaseProcess]) -> None:
    """End workers whatever they are doing, even suspended ones: their work is lost in any case."""
    for process in workers:
        process.kill()
    wait_for_processes([process.sentinel for process in workers], timeout=1)


def _give_up(pool: ProcessPoolExecutor) -> None:
    """Close a pool whose workers are gone, and wait a moment for it.

    Python's own clean-up at the end, before 3.12, may write to what the thread of the pool is just closing, and complain.
    But that thread may never end (Python issue 94777, before 3.11.5).
    """
    closing = threading.Thread(target=pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
    closing.start()
    closing.join(timeout=0.3)


_LOST = (
    Text("A worker process ended before its work was done.", "某个工作进程意外终止。"),
    Text(
        "It may have run out of memory: use fewer processes with --jobs. Finished work is kept; run the command again.",
        "可能是内存不足：请用 --jobs 减少进程数。已完成的部分会保留，重新运行即可。",
    ),
)


@contextlib.contextmanager
def _birth() -> Iterator[None]:
    """Have processes that are started in this block import nothing from the current folder, and never receive ctrl-C."""
    with own_code_only(), _deaf():
        yield


@contextlib.contextmanager
def own_code_only() -> Iterator[None]:
    """Keep Python processes that are started in this block from importing modules of the current folder.

    This concerns the imports at their start; later imports depend on the path that they are given.
    """
    with _environment(_SAFE):
        yield


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set these environment variables for processes that are started in this block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


_SAFE = {"PYTHONSAFEPATH": "1", "NoDefaultCurrentDirectoryInExePath": "1"}
"""The variables that Python reads and, when it looks for programs, Windows."""


def _quiet_tracker() -> dict[str, str]:
    """Return variables that silence the tracker of semaphores: when we end at once, it removes them, and need not warn."""
    said = [os.environ.get("PYTHONWARNINGS", ""), "ignore:resource_tracker:UserWarning"]
    return {"PYTHONWARNINGS": ",".join(filter(None, said))}


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Hold back ctrl-C and SIGTERM during a block: a half-started process would report that its parent is gone.

    Processes started in it never receive ctrl-C. Another thread can receive a signal that this one blocks, and the handler
    runs in this one.
    """
    heard: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():  # handlers run there, and raise there
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        before = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in before:
        signal.signal(number, lambda number, _: heard.append(number))
    try:
        with _blocked():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for missed in heard:
            signal.raise_signal(missed)


@contextlib.contextmanager
def _blocked() -> Iterator[None]:
    """Have processes that are started in this block never receive ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(start: Callable[..., None], *given: Any) -> None:
    """Prepare a worker process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the parent
    start(*given)


def _end_with_parent() -> None:
    """End this worker when its parent is gone: a killed parent cannot stop it, and it would wait forever."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)
