"""Make the documents of units, places and co-leaderships; only those whose statements or links have changed."""

import hashlib
from collections.abc import Iterable, Sequence

from tongbao.errors import Text
from tongbao.rdf.concepts import ROLE
from tongbao.site.backlinks import Backlink
from tongbao.site.documents import by_document, names_of
from tongbao.site.entries import Entry, pinyin
from tongbao.site.in_force import has_ended
from tongbao.site.pages.units import Authority, edge_page
from tongbao.site.runner import Runner
from tongbao.site.sources import Sources
from tongbao.site.step import Document, Made
from tongbao.site.tables.authority import authority_rows
from tongbao.site.urls import place_of


def make_units(sources: Sources, runner: Runner, changed: set[str]) -> None:
    """Make the documents of units and places; ``changed`` are the things whose links from notices have changed."""
    base, things = sources.site.base, sources.authority
    own, edges = by_document(sources.authority_lines, base), by_document(sources.edge_lines, base)
    those = [thing for cls in ("tb:Unit", "tb:Place") for thing in things.of_class(cls)]
    pages = Authority(base, things, sources.site.labels)
    owners = set()
    runner.progress.step(Text("Units and places", "正在生成单位与地区页面"), len(those))
    for thing in those:
        document = _document(thing, base)
        owners.add(owner := f"unit/{document}")
        said = [*own.get(document, ()), *edges.get(document, ())]
        key = _key(sources, said, _named_in(said, base))  # their names are shown
        if thing in changed or not runner.is_made(owner, key):
            links = runner.memory.links(thing)
            rows = authority_rows(thing, things, sources.site.labels, links)
            made = Made(entries=[_entry(sources, thing, document, links)], rows=rows)
            pointing = sorted({f"{link.subject} {link.predicate} {link.value or thing} .\n" for link in links})
            for page in pages.pages(thing, links, sources.edges):
                page.content["authority"] = things
                lines = [*said, *pointing] if page.document == document else ()
                runner.write(Document(page, lines), made)
            runner.keep(owner, key, made)
        runner.progress.done()
    runner.drop("unit", owners)


def make_edges(sources: Sources, runner: Runner) -> None:
    """Make the documents of co-leaderships."""
    base, edges = sources.site.base, sources.edges
    entries = {entry.iri: entry for entry in runner.memory.entries() if entry.kind == "measure"}
    lines = by_document(sources.edge_lines, base)
    owners = set()
    for edge in edges.of_class("tb:CoLeadership"):
        document = _document(edge, base)
        owners.add(owner := f"edge/{document}")
        said = lines.get(document, [])
        behind = [str(entries.get(measure)) for measure in edges.all(edge, "tb:coLedMeasure")]
        key = _key(sources, [*said, *behind], edges.all(edge, "tb:coLeader"))
        if not runner.is_made(owner, key):
            page = edge_page(edge, edges, base, sources.site.labels, entries)
            titles = {entry.iri: entry.name for entry in page.content["measures"]}
            made = Made()
            runner.write(Document(page, said, sources.site.labels.and_(titles)), made)
            runner.keep(owner, key, made)
    runner.drop("edge", owners)


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


def _entry(sources: Sources, thing: str, document: str, links: Sequence[Backlink]) -> Entry:
    things, name = sources.authority, sources.site.labels.of(thing)
    is_unit = things.is_a(thing, "tb:Unit")
    names = tuple(name.text for name in things.literals(thing, "skos:altLabel") if name.language != "en")
    leads = {link.about: link.state for link in links if link.role == ROLE.lead}
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
    )
