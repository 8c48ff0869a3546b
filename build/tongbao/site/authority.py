"""Make the documents of units, places and co-leaderships; only those whose statements or links have changed."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.pipeline.workers import mapped
from tongbao.rdf.concepts import ROLE
from tongbao.site.backlinks import Backlink
from tongbao.site.documents import by_document, names_of
from tongbao.site.entries import Entry, pinyin
from tongbao.site.in_force import has_ended
from tongbao.site.pages.leading import Leading
from tongbao.site.pages.pairs import pair_page
from tongbao.site.pages.render import Site
from tongbao.site.pages.units import PARTICIPANT, Authority
from tongbao.site.runner import Runner, write
from tongbao.site.sources import Sources
from tongbao.site.step import Document, Made
from tongbao.site.tables.authority import authority_rows
from tongbao.site.things import Things
from tongbao.site.urls import place_of


def leading_of(runner: Runner) -> Leading:
    """Return which units lead which measures, once all notices are made."""
    by_kind: dict[str, list[Entry]] = {"measure": [], "honour": []}
    for entry in runner.memory.entries():
        if entry.kind in by_kind:
            by_kind[entry.kind].append(entry)
    return Leading(by_kind["measure"], by_kind["honour"])


FEW = 200
"""Up to this number of documents are made in this process."""


class Task(NamedTuple):
    """A unit, a place or a co-leadership, and all that is said of it."""

    owner: str
    key: bytes
    thing: str
    document: str
    said: Sequence[str]
    links: Sequence[Backlink] = ()
    """Who points to a unit or place."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What making their documents needs."""

    out: Path
    site: Site
    authority: Things
    edges: Things
    leading: Leading


def make_authority(sources: Sources, runner: Runner, changed: set[str], jobs: int) -> None:
    """Make the documents of units, places and co-leaderships; ``changed`` are the things to which notices point otherwise."""
    shared = Shared(runner.out, sources.site, sources.authority, sources.edges, leading_of(runner))
    all_units = list(_units(sources, shared))
    units = [task for task in all_units if task.thing in changed or not runner.is_made(task.owner, task.key)]
    all_edges = list(_edges(sources, shared))
    edges = [task for task in all_edges if not runner.is_made(task.owner, task.key)]
    runner.progress.step(Text("Units and places", "正在生成单位与地区页面"), len(units) + len(edges))
    jobs = jobs if len(units) + len(edges) > FEW else 1
    linked = (task._replace(links=runner.memory.links(task.thing)) for task in units)  # not all links at once
    with closing(mapped(Making, shared, chain(linked, edges), jobs)) as results:
        for owner, key, made in results:
            runner.keep(owner, key, made)
            runner.progress.done()
    runner.drop("unit", (task.owner for task in all_units))
    runner.drop("edge", (task.owner for task in all_edges))


def _units(sources: Sources, shared: Shared) -> Iterator[Task]:
    """Yield the units and places, with the statements about them."""
    base, things = sources.site.base, shared.authority
    own, edges = by_document(sources.authority_lines, base), by_document(sources.edge_lines, base)
    pages = Authority(base, things, sources.site.labels, shared.leading)
    for thing in (thing for cls in ("tb:Unit", "tb:Place") for thing in things.of_class(cls)):
        document = _document(thing, base)
        said = [*own.get(document, ()), *edges.get(document, ())]
        # with the names of its partners and of units above and below it, and the measures it leads
        key = _key(sources, [*said, *shared.leading.key(thing), *pages.beside(thing)], _named_in(said, base))
        yield Task(f"unit/{document}", key, thing, document, said)


def _edges(sources: Sources, shared: Shared) -> Iterator[Task]:
    """Yield the co-leaderships, with the statements about them."""
    base, edges, entries = sources.site.base, shared.edges, shared.leading.measures
    lines = by_document(sources.edge_lines, base)
    for edge in edges.of_class("tb:CoLeadership"):
        document = _document(edge, base)
        said = lines.get(document, [])
        behind = [str(entries.get(measure)) for measure in edges.all(edge, "tb:coLedMeasure")]
        key = _key(sources, [*said, *behind], edges.all(edge, "tb:coLeader"))
        yield Task(f"edge/{document}", key, edge, document, said)


class Making:
    """Makes the documents of one unit, place or co-leadership after the other."""

    def __init__(self, shared: Shared) -> None:
        self._shared, self._base, self._labels = shared, shared.site.base, shared.site.labels
        self._pages = Authority(self._base, shared.authority, self._labels, shared.leading)

    def __call__(self, task: Task) -> tuple[str, bytes, Made]:
        """Write the pages and data; return what must be recorded."""
        made = self._edge(task) if task.owner.startswith("edge/") else self._unit(task)
        return task.owner, task.key, made

    def _unit(self, task: Task) -> Made:
        thing, links, things = task.thing, task.links, self._shared.authority
        rows = authority_rows(thing, things, self._labels, links)
        made = Made(entries=[_entry(self._shared, thing, task.document, links)], rows=rows)
        pointing = sorted({f"{link.subject} {link.predicate} {link.value or thing} .\n" for link in links})
        for page in self._pages.pages(thing, links, self._shared.edges):
            page.content["authority"] = things
            lines = [*task.said, *pointing] if page.document == task.document else ()
            write(self._shared.out, self._shared.site, Document(page, lines), made)
        return made

    def _edge(self, task: Task) -> Made:
        page = pair_page(task.thing, self._shared.edges, self._base, self._labels, self._shared.leading.measures)
        titles = {entry.iri: Text(entry.english or entry.title, entry.title) for entry in page.content["measures"]}
        made = Made()
        write(self._shared.out, self._shared.site, Document(page, task.said, self._labels.and_(titles)), made)
        return made


def _document(thing: str, base: str) -> str:
    place = place_of(thing[1:-1], base)
    assert place
    return place.document


def _key(sources: Sources, said: Iterable[str], named: Iterable[str]) -> bytes:
    """Return a digest of what a document depends on: its statements, and the names of the things in them."""
    names = names_of(named, sources.site.labels)
    return hashlib.sha256(sources.environment + "\0".join([*said, *names]).encode()).digest()


def _named_in(lines: Sequence[str], base: str) -> list[str]:
    """Return the things of the dataset that are subjects or objects of some lines."""
    terms = {term for line in lines for term in (line.partition(" ")[0], line.split(" ", 2)[2].partition(" ")[0])}
    return sorted(term for term in terms if term.startswith(f"<{base}id/"))


def _entry(shared: Shared, thing: str, document: str, links: Sequence[Backlink]) -> Entry:
    things, name = shared.authority, shared.site.labels.of(thing)
    is_unit = things.is_a(thing, "tb:Unit")
    names = tuple(name.text for name in things.literals(thing, "skos:altLabel") if name.language != "en")
    leads = {link.about: link.state for link in links if link.role == ROLE.lead}
    parts = [link for link in links if link.predicate == PARTICIPANT]
    return Entry(
        "unit" if is_unit else "place",
        thing,
        document,
        name.zh,
        name.en,
        things.english(thing, "skos:altLabel"),
        code=things.one(thing, "tb:unitKind" if is_unit else "tb:level"),
        names=names,
        pinyin=pinyin(name.zh, *names),
        count=len(leads),
        ended=sum(map(has_ended, leads.values())),
        place=things.one(thing, "tb:locatedIn" if is_unit else "tb:within"),
        level=things.one(thing, "tb:level") if is_unit else "",
        traits=tuple(sorted({trait for link in parts for trait in (link.role, link.year) if trait})),
    )
