"""Ask the stored questions again whose answers may have changed, in several processes where there are many.

A question is asked again if a statement has changed that it may read: one with a property, or of a class, that it names.
"""

import hashlib
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tongbao.ask.names import queries_for_names
from tongbao.ask.questions import Query, questions, read_query
from tongbao.ask.reads import statements_read
from tongbao.ask.sparql import EVERYTHING
from tongbao.ask.store import Store
from tongbao.ask.stored import open_store
from tongbao.errors import Text
from tongbao.network.model import Network
from tongbao.pipeline.workers import in_workers
from tongbao.progress import SILENT
from tongbao.rdf.iris import term
from tongbao.site.asked import Kept, owner_of
from tongbao.site.digests import NAMING, kind_of, naming
from tongbao.site.pages.pictured import pictures
from tongbao.site.pages.questions import Asked, Known, answered, written_question
from tongbao.site.pages.render import Site
from tongbao.site.runner import Runner, write
from tongbao.site.sources import Sources
from tongbao.site.step import Made

FEW = 20
"""Up to this number of questions are asked in this process."""
NETWORK = "network"
"""What a question reads that is shown as a part of the network."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What asking a question needs besides the store."""

    out: Path
    built: Path
    site: Site
    network: Network | None
    names: frozenset[str]
    """The names of all questions that have a page."""


def make_questions(sources: Sources, runner: Runner, jobs: int) -> None:
    """Ask the questions whose answers may have changed; make their pages and files."""
    known = {name: Kept.of(runner.memory, name) for name in questions()}
    names = [
        name for name, kept in known.items() if not (kept and runner.is_made(owner_of(name), _key(sources, name, kept)))
    ]
    runner.progress.step(Text("Questions", "正在回答问题"), len(names))
    with closing(_asked(names, sources, runner.out, jobs)) as results:
        for name, kept, made in results:
            kept.put_into(made)
            runner.keep(owner_of(name), _key(sources, name, kept), made)
            runner.progress.done()
    runner.drop("question", map(owner_of, known))


def _key(sources: Sources, name: str, kept: Kept) -> bytes:
    """Return a digest of everything that the page of a question depends on."""
    words = [file.read_bytes() for file in sources.queries if file.suffix == ".yaml"]
    return hashlib.sha256(
        b"\0".join([
            sources.environment,
            questions()[name].read_bytes(),
            *words,
            *(_digest(sources, read) for read in kept.reads),
        ])
    ).digest()  # fmt: skip


def _digest(sources: Sources, read: str) -> bytes:
    if read in (EVERYTHING, NETWORK):
        return sources.digest("parts" if read == EVERYTHING else NETWORK)
    return sources.statements.get(read, "").encode()


def _asked(
    names: Sequence[str], sources: Sources, out: Path, jobs: int
) -> Generator[tuple[str, Kept, Made], None, None]:
    """Yield each question's name, what is to be remembered of it, and what was made."""
    if not names:
        return
    network = sources.network if any(map(_shows_pairs, names)) else None
    store = sources.store  # it is filled here, once
    shared = Shared(out, sources.built, sources.site, network, frozenset(questions()))
    if jobs == 1 or len(names) <= FEW:
        asking = Asking(shared, store)
        yield from map(asking.ask, names)
        return
    yield from in_workers(_ask, names, jobs, _start, shared)


def _shows_pairs(name: str) -> bool:
    return "pairs" in pictures().get(name, {})


class Asking:
    """Asks questions of one store, one after the other; names of things are read once."""

    def __init__(self, shared: Shared, store: Store) -> None:
        self._shared, self._store = shared, store
        self._known: Known = {"zh": {}, "en": {}}

    def ask(self, name: str) -> tuple[str, Kept, Made]:
        """Ask a question; make its page and its files."""
        query, site, made = read_query(questions()[name]), self._shared.site, Made()
        found = answered(query, self._store, site.base, self._known)
        asked = found.asked if found else Asked(query)
        for output in written_question(
            asked, found, site, self._shared.network if _shows_pairs(name) else None, self._shared.names
        ):
            write(self._shared.out, site, output, made)
        reads = _reads(query, found.names if found else (), site.base)
        return name, Kept(asked.terms, asked.total, asked.remark, reads), made


def _reads(query: Query, named: Iterable[str], base: str) -> list[str]:
    """Return the keys of the statements that the page of a question rests on: its own, and the names of what it shows."""
    found = {*statements_read(query.text), term("tb:state")}
    kinds = {"unit", "place", *(kind_of(thing, base) for thing in named)}
    found |= {naming(property_, kind) for property_ in NAMING for kind in kinds}
    types = {parameter.type for parameter in query.parameters}
    if "thing" in types:
        found = {EVERYTHING}
    elif types & {"unit", "place", "notice", "measure", "number"}:
        found.update(*map(statements_read, queries_for_names()))
    return sorted(found | ({NETWORK} if _shows_pairs(query.name) else set()))


_asking: Asking | None = None


def _start(shared: Shared) -> None:
    global _asking
    _asking = Asking(shared, open_store(shared.built, SILENT))


def _ask(name: str) -> tuple[str, Kept, Made]:
    assert _asking
    return _asking.ask(name)
