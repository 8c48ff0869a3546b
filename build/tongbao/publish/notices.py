"""Make the documents of all notices: those again that have changed, in several processes where they are many."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tongbao.errors import DataError, Problem, Text
from tongbao.publish.backlinks import Backlink
from tongbao.publish.docs import place_of
from tongbao.publish.folder import remove
from tongbao.publish.standing import REPLACED_BY
from tongbao.publish.work import Done, Shared, Task, make_notice, names_of, notice_key

if TYPE_CHECKING:
    from tongbao.publish.site import _Publishing

FEW = 8
"""Up to so many notices are made in this process."""


def make_notices(run: "_Publishing", jobs: int) -> set[str]:
    """Make the documents of notices that have changed; return the things elsewhere that they point to otherwise."""
    notices = [name.removeprefix("notice/") for name in run.parts if name.startswith("notice/")]
    changed: set[str] = set()
    for owner in run.memory.owners("notice") - {f"notice/{notice}" for notice in notices}:
        changed |= run.memory.replace_links(owner, ())
        run.done.removed += remove(run.out, run.memory.forget(owner))
        run.done.gone += 1
    incoming = _incoming(run)
    tasks = _tasks(run, notices, incoming)
    changed |= _make_notices(run, tasks, jobs)
    if tasks:  # what replaces what is known now: those notices name each other
        counted = {task.notice for task in tasks}
        changed |= _make_notices(run, _tasks(run, notices, incoming), jobs, counted)
    return changed


def _tasks(run: "_Publishing", notices: Iterable[str], incoming: Mapping[str, list[str]]) -> list[Task]:
    """Return what is to be done: a task for each notice that was made from something else, or never."""
    tasks = []
    for notice in notices:
        replaced = _replaced(run, f"<{run.base}id/notice/{notice}>")
        lines = (
            *incoming.get(notice, ()),
            *(f"{link.subject} {REPLACED_BY} {link.target} .\n" for link in replaced),
        )
        others = {link.subject: _called(link.number, link.title) for link in replaced}
        task = Task(notice, lines, others | _successor(run, notice))
        mentioned = run.memory.mentioned(f"notice/{notice}")
        if run.memory.key(f"notice/{notice}") != _key(run, task, mentioned):
            tasks.append(task)
    return tasks


def _replaced(run: "_Publishing", notice: str) -> list[Backlink]:
    """Return the notices that one replaces, as far as they were made."""
    return [link for link in run.memory.links(notice) if link.predicate == REPLACED_BY]


def _successor(run: "_Publishing", notice: str) -> dict[str, Text]:
    """Return the names of the notices that one points to: of that which replaces it."""
    start, owner = f"<{run.base}id/notice/", f"notice/{notice}"
    others = [iri for iri in run.memory.mentioned(owner) if iri.startswith(start) and iri != f"{start}{notice}>"]
    found = {iri: run.memory.entry(f"notice/{iri[len(start) : -1]}") for iri in others}
    return {iri: _called(entry.number, entry.title) for iri, entry in found.items() if entry}


def _key(run: "_Publishing", task: Task, mentioned: Iterable[str]) -> bytes:
    names = names_of(mentioned, run.site.labels)
    return notice_key(run.parts[f"notice/{task.notice}"], run.environment, names, task)


def _make_notices(run: "_Publishing", tasks: Sequence[Task], jobs: int, counted: Set[str] = frozenset()) -> set[str]:
    """Make the documents of some notices; return the things elsewhere that they point to otherwise.

    What was written of those that were ``counted`` before is not counted twice.
    """
    changed: set[str] = set()
    problems: list[Problem] = []
    run.progress.step(Text("Notices", "正在生成通报页面"), len(tasks))
    given = {task.notice: task for task in tasks}
    for done in _mapped(tasks, Shared(run.out, run.built, run.data, run.site), jobs):
        problems += done.problems
        owner = f"notice/{done.notice}"
        changed |= run.memory.replace_links(owner, done.links)
        key = _key(run, given[done.notice], done.mentioned)
        run.memory.keep(owner, key, done.entries, done.mentioned, done.counts, done.rows)
        again = done.notice in counted
        run.keep_files(owner, done.files, 0 if again else done.written, 0 if again else done.pages)
        run.progress.done()
    if problems:
        raise DataError(*problems)
    return changed


def _incoming(run: "_Publishing") -> dict[str, list[str]]:
    """Return what co-leaderships say of measures, by notice."""
    found: dict[str, list[str]] = {}
    for line in run.edge_lines:
        place = place_of(line.split(" ", 2)[2].partition(" ")[0][1:-1], run.base)
        if place and place.document.startswith("measure/"):
            found.setdefault(place.document.split("/")[1], []).append(line)
    return found


def _called(number: str, title: str) -> Text:
    """Return how one notice names another: by number and title."""
    return Text(f"{number} {title}".strip(), f"{number}《{title}》")


def _mapped(tasks: Sequence[Task], shared: Shared, jobs: int) -> Iterator[Done]:
    if jobs == 1 or len(tasks) <= FEW:
        for task in tasks:
            yield make_notice(task, shared)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(shared,)) as pool:
        with _undisturbed():
            found = pool.map(_make, tasks)
        yield from found


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes that an interrupt does not reach: it ends this one, which then waits for what they are at."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT}
    )  # kept by what is started, and told here afterwards
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_shared: Shared | None = None


def _start(shared: Shared) -> None:
    global _shared
    _shared = shared


def _make(task: Task) -> Done:
    assert _shared
    return make_notice(task, _shared)
