"""Make the documents of all notices: those again that have changed, in several processes where they are many."""

import hashlib
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from tongbao.errors import DataError, Problem, Text
from tongbao.pipeline.workers import in_workers
from tongbao.rdf.iris import term
from tongbao.site.folder import remove
from tongbao.site.in_force import REPLACED_BY
from tongbao.site.things import Things
from tongbao.site.urls import place_of
from tongbao.site.work import Done, Shared, Task, bare, make_notice, names_of, notice_key, read_lines, read_source

if TYPE_CHECKING:
    from tongbao.site.run import _Publishing

FEW = 8
"""Up to so many notices are made in this process."""


def make_notices(run: "_Publishing", jobs: int) -> set[str]:
    """Make the documents of notices that have changed; return the things elsewhere that they point to otherwise."""
    notices = [name.removeprefix("notice/") for name in run.parts if name.startswith("notice/")]
    tasks = _tasks(run, notices)
    _check_sources(run, tasks)  # before anything is removed or written
    changed: set[str] = set()
    for owner in run.memory.owners("notice") - {f"notice/{notice}" for notice in notices}:
        changed |= run.memory.replace_links(owner, ())
        run.done.removed += remove(run.out, run.memory.forget(owner))
        run.done.gone += not any(run.data.glob(f"notices/*/{owner.removeprefix('notice/')}.yaml"))
    run.progress.step(Text("Notices", "正在生成通报页面"), len(tasks))
    return changed | _make_notices(run, tasks, jobs)


def _tasks(run: "_Publishing", notices: Iterable[str]) -> list[Task]:
    """Return what is to be done: a task for each notice that was made from something else, or never."""
    incoming, replacements = _incoming(run), _replacements(run)
    tasks = []
    for notice in notices:
        iri = f"<{run.base}id/notice/{notice}>"
        replaced = [link.subject for link in replacements.linked.get(iri, ())]
        lines = (*incoming.get(notice, ()), *(f"{other} {REPLACED_BY} {iri} .\n" for other in replaced))
        others = {
            other: _called(replacements, other) for other in (*replaced, *replacements.all(iri, "dcterms:isReplacedBy"))
        }
        task = Task(notice, lines, others)
        mentioned = run.memory.mentioned(f"notice/{notice}")
        if run.memory.key(f"notice/{notice}") != _key(run, task, mentioned):
            tasks.append(task)
    return tasks


def _check_sources(run: "_Publishing", tasks: Iterable[Task]) -> None:
    """Raise DataError unless the source texts of all notices that are to be made are those of the build."""
    problems: list[Problem] = []
    for task in tasks:
        content, iri = run.part(f"notice/{task.notice}").read_bytes(), f"<{run.base}id/source/{task.notice}>"
        starts = [f"{iri} {term(name)} ".encode() for name in ("dcterms:identifier", "schema:sha256")]
        lines = [content[at : content.index(b"\n", at) + 1] for start in starts if (at := content.find(start)) >= 0]
        try:
            read_source(Things(bare(line.decode()) for line in lines), task.notice, run.base, run.data)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*problems)


def _replacements(run: "_Publishing") -> Things:
    """Return which notices replace which, with their titles and numbers: looked up in all parts when any has changed."""
    owner, key = "site/replacements", hashlib.sha256(repr(sorted(run.parts.items())).encode()).digest()
    if run.memory.key(owner) == key:
        return Things(run.memory.mentioned(owner))
    predicate = f" {REPLACED_BY} ".encode()
    lines = []
    for name in run.parts:
        content = run.part(name).read_bytes() if name.startswith("notice/") else b""
        if predicate in content:
            lines += [bare(line.decode() + "\n") for line in content.split(b"\n") if predicate in line]
    found = Things(lines)
    for notice in sorted({*found.said, *found.linked}):
        part = run.part(f"notice/{notice[1:-1].rpartition('/')[2]}")
        starts = tuple(f"{notice} {term(name)} " for name in ("dcterms:title", "tb:documentNumber"))
        lines += [bare(line) for line in read_lines(part) if line.startswith(starts)]
    run.memory.keep(owner, key, mentioned=lines)
    return Things(lines)


def _key(run: "_Publishing", task: Task, mentioned: Iterable[str]) -> bytes:
    names = names_of(mentioned, run.site.labels)
    return notice_key(run.parts[f"notice/{task.notice}"], run.environment, names, task)


def _make_notices(run: "_Publishing", tasks: Sequence[Task], jobs: int) -> set[str]:
    """Make the documents of some notices; return the things elsewhere that they point to otherwise."""
    changed: set[str] = set()
    problems: list[Problem] = []
    given = {task.notice: task for task in tasks}
    with closing(_mapped(tasks, Shared(run.out, run.built, run.data, run.site), jobs)) as results:
        for done in results:
            problems += done.problems
            owner = f"notice/{done.notice}"
            changed |= run.memory.replace_links(owner, done.links)
            key = _key(run, given[done.notice], done.mentioned)
            run.memory.keep(owner, key, done.entries, done.mentioned, done.counts, done.rows)
            run.keep_files(owner, done.files, done.written, done.pages)
            run.progress.done()
    if problems:
        raise DataError(*sorted(problems, key=lambda problem: str(problem.place)))
    return changed


def _incoming(run: "_Publishing") -> dict[str, list[str]]:
    """Return what co-leaderships say of measures, by notice."""
    found: dict[str, list[str]] = {}
    for line in run.edge_lines:
        place = place_of(line.split(" ", 2)[2].partition(" ")[0][1:-1], run.base)
        if place and place.document.startswith("measure/"):
            found.setdefault(place.document.split("/")[1], []).append(line)
    return found


def _called(things: Things, notice: str) -> Text:
    """Return how one notice names another: by number and title."""
    number, title = things.text(notice, "tb:documentNumber"), things.text(notice, "dcterms:title")
    return Text(f"{number} {title}".strip(), f"{number}《{title}》")


def _mapped(tasks: Sequence[Task], shared: Shared, jobs: int) -> Generator[Done, None, None]:
    if jobs == 1 or len(tasks) <= FEW:
        for task in tasks:
            yield make_notice(task, shared)
        return
    yield from in_workers(_make, tasks, jobs, _start, shared)


_shared: Shared | None = None


def _start(shared: Shared) -> None:
    global _shared
    _shared = shared


def _make(task: Task) -> Done:
    assert _shared
    return make_notice(task, _shared)
