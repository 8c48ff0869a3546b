"""Make the documents of all notices that have changed, in several processes where there are many."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from tongbao.errors import DataError, Problem, Text
from tongbao.pipeline.workers import mapped
from tongbao.rdf.iris import term
from tongbao.site.documents import bare, names_of, read_lines
from tongbao.site.in_force import REPLACED_BY
from tongbao.site.one_notice import Shared, Task, make_notice, notice_key, read_source
from tongbao.site.runner import Runner
from tongbao.site.sources import Sources
from tongbao.site.step import Made
from tongbao.site.things import Things
from tongbao.site.urls import place_of

FEW = 8
"""Up to this number of notices are made in this process."""


def make_notices(sources: Sources, runner: Runner, jobs: int) -> set[str]:
    """Make the documents of notices that have changed; return the things elsewhere whose links have changed."""
    notices = [name.removeprefix("notice/") for name in sources.parts if name.startswith("notice/")]
    tasks = _tasks(sources, runner, notices)
    _check_sources(sources, tasks)  # before anything is removed or written
    kept = {f"notice/{notice}" for notice in notices}
    changed: set[str] = set()
    for owner in runner.memory.owners("notice") - kept:
        changed |= runner.memory.replace_links(owner, ())
    for owner in runner.drop("notice", kept):
        runner.done.gone += not any(sources.data.glob(f"notices/*/{owner.removeprefix('notice/')}.yaml"))
    runner.progress.step(Text("Making the pages of notices", "正在生成公文页面"), len(tasks))
    return changed | _make_notices(sources, runner, tasks, jobs)


def _tasks(sources: Sources, runner: Runner, notices: Iterable[str]) -> list[Task]:
    """Return the tasks: one for each notice that was made from different data, or never."""
    incoming, replaced_by = _incoming(sources), replacements(sources, runner)
    referred = _referred(replaced_by, sources.site.base)
    tasks = []
    for notice in notices:
        iri = f"<{sources.site.base}id/notice/{notice}>"
        replaced = [link.subject for link in replaced_by.linked.get(iri, ())]
        lines = (*incoming.get(notice, ()), *(f"{other} {REPLACED_BY} {iri} .\n" for other in replaced))
        named = (*replaced, *replaced_by.all(iri, "dcterms:isReplacedBy"), *referred.get(notice, ()))
        others = {other: _called(replaced_by, other) for other in named}
        task = Task(notice, lines, others)
        mentioned = runner.memory.mentioned(f"notice/{notice}")
        if runner.memory.key(f"notice/{notice}") != _key(sources, task, mentioned):
            tasks.append(task)
    return tasks


def _check_sources(sources: Sources, tasks: Iterable[Task]) -> None:
    """Raise DataError unless the source texts of all these notices are the same as in the build."""
    problems: list[Problem] = []
    for task in tasks:
        content, iri = (
            sources.part(f"notice/{task.notice}").read_bytes(),
            f"<{sources.site.base}id/source/{task.notice}>",
        )
        starts = [f"{iri} {term(name)} ".encode() for name in ("dcterms:identifier", "schema:sha256")]
        lines = [content[at : content.index(b"\n", at) + 1] for start in starts if (at := content.find(start)) >= 0]
        try:
            read_source(Things(bare(line.decode()) for line in lines), task.notice, sources.site.base, sources.data)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*problems)


def replacements(sources: Sources, runner: Runner) -> Things:
    """Return which notices replace which and which refer to which, with titles and numbers.

    Where a part has changed, all parts are searched.
    """
    owner, key = "site/replacements", hashlib.sha256(repr(sorted(sources.parts.items())).encode()).digest()
    if runner.memory.key(owner) == key:
        return Things(runner.memory.mentioned(owner))
    predicates = [f" {predicate} ".encode() for predicate in (REPLACED_BY, term("tb:refersTo"))]
    lines = []
    for name in sources.parts:
        content = sources.part(name).read_bytes() if name.startswith("notice/") else b""
        if any(predicate in content for predicate in predicates):
            those = (line for line in content.split(b"\n") if any(predicate in line for predicate in predicates))
            lines += [bare(line.decode() + "\n") for line in those]
    found = Things(lines)
    for notice in sorted(thing for thing in {*found.said, *found.linked} if "/id/notice/" in thing):
        part = sources.part(f"notice/{notice[1:-1].rpartition('/')[2]}")
        starts = tuple(f"{notice} {term(name)} " for name in ("dcterms:title", "tb:documentNumber"))
        lines += [bare(line) for line in read_lines(part) if line.startswith(starts)]
    runner.memory.keep(owner, key, Made(mentioned=lines))
    return Things(lines)


def _referred(found: Things, base: str) -> dict[str, list[str]]:
    """Return the notices that each notice refers to, by the id of the one that does."""
    named: dict[str, list[str]] = {}
    for thing in found.said:
        place = place_of(thing[1:-1], base)
        if place and (others := found.all(thing, "tb:refersTo")):
            named.setdefault(place.document.rpartition("/")[2], []).extend(others)
    return named


def _key(sources: Sources, task: Task, mentioned: Iterable[str]) -> bytes:
    names = names_of(mentioned, sources.site.labels)
    return notice_key(sources.parts[f"notice/{task.notice}"], sources.environment, names, task)


def _make_notices(sources: Sources, runner: Runner, tasks: Sequence[Task], jobs: int) -> set[str]:
    """Make the documents of some notices; return the things elsewhere whose links have changed."""
    changed: set[str] = set()
    problems: list[Problem] = []
    given = {task.notice: task for task in tasks}
    shared = Shared(runner.out, sources.built, sources.data, sources.site)
    with closing(mapped(_making, shared, tasks, jobs if len(tasks) > FEW else 1)) as results:
        for notice, made in results:
            problems += made.problems
            owner = f"notice/{notice}"
            changed |= runner.memory.replace_links(owner, made.links)
            runner.keep(owner, _key(sources, given[notice], made.mentioned), made)
            runner.progress.done()
    if problems:
        raise DataError(*sorted(problems, key=lambda problem: str(problem.place)))
    return changed


def _incoming(sources: Sources) -> dict[str, list[str]]:
    """Return the statements of co-leaderships about measures, by notice."""
    found: dict[str, list[str]] = {}
    for line in sources.edge_lines:
        place = place_of(line.split(" ", 2)[2].partition(" ")[0][1:-1], sources.site.base)
        if place and place.document.startswith("measure/"):
            found.setdefault(place.document.split("/")[1], []).append(line)
    return found


def _called(things: Things, notice: str) -> Text:
    """Return the name of a notice on the page of another: number and title."""
    number, title = things.text(notice, "tb:documentNumber"), things.text(notice, "dcterms:title")
    english = things.english(notice, "dcterms:title") or title
    return Text(f"{number} {english}".strip(), f"{number}《{title}》")


def _making(shared: Shared) -> Callable[[Task], tuple[str, Made]]:
    return lambda task: (task.notice, make_notice(task, shared))
