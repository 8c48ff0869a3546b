"""Make the documents of units, places and co-leaderships; only those whose statements or links have changed."""

import hashlib
from collections.abc import Iterable, Sequence

from tongbao.errors import Text
from tongbao.rdf.concepts import ROLE
from tongbao.site.backlinks import Backlink
from tongbao.site.documents import by_document, names_of
from tongbao.site.entries import Entry, pinyin
from tongbao.site.in_force import has_ended
from tongbao.site.pages.leading import Leading
from tongbao.site.pages.pairs import pair_page
from tongbao.site.pages.units import PARTICIPANT, Authority
from tongbao.site.runner import Runner
from tongbao.site.sources import Sources
from tongbao.site.step import Document, Made
from tongbao.site.tables.authority import authority_rows
from tongbao.site.urls import place_of


def leading_of(runner: Runner) -> Leading:
    """Return which units lead which measures, once all notices are made."""
    by_kind: dict[str, list[Entry]] = {"measure": [], "honour": []}
    for entry in runner.memory.entries():
        if entry.kind in by_kind:
            by_kind[entry.kind].append(entry)
    return Leading(by_kind["measure"], by_kind["honour"])


def make_units(sources: Sources, runner: Runner, changed: set[str], leading: Leading) -> None:
    """Make the documents of units and places; ``changed`` are the things to which notices point otherwise than before."""
    base, things = sources.site.base, sources.authority
    own, edges = by_document(sources.authority_lines, base), by_document(sources.edge_lines, base)
    those = [thing for cls in ("tb:Unit", "tb:Place") for thing in things.of_class(cls)]
    pages = Authority(base, things, sources.site.labels, leading)
    owners = set()
    runner.progress.step(Text("Units and places", "正在生成单位与地区页面"), len(those))
    for thing in those:
        document = _document(thing, base)
        owners.add(owner := f"unit/{document}")
        said = [*own.get(document, ()), *edges.get(document, ())]
        # with the names of its partners and of units above and below it, and the measures it leads
        key = _key(sources, [*said, *leading.key(thing), *pages.beside(thing)], _named_in(said, base))
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


def make_edges(sources: Sources, runner: Runner, leading: Leading) -> None:
    """Make the documents of co-leaderships."""
    base, edges = sources.site.base, sources.edges
    entries = leading.measures
    lines = by_document(sources.edge_lines, base)
    owners = set()
    for edge in edges.of_class("tb:CoLeadership"):
        document = _document(edge, base)
        owners.add(owner := f"edge/{document}")
        said = lines.get(document, [])
        behind = [str(entries.get(measure)) for measure in edges.all(edge, "tb:coLedMeasure")]
        key = _key(sources, [*said, *behind], edges.all(edge, "tb:coLeader"))
        if not runner.is_made(owner, key):
            page = pair_page(edge, edges, base, sources.site.labels, entries)
            titles = {entry.iri: Text(entry.english or entry.title, entry.title) for entry in page.content["measures"]}
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
