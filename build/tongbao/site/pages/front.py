"""The front page: what was found, how much there is, figures before and after, what came last, and where to go."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tongbao.ask.store import Rows, Store
from tongbao.errors import Text
from tongbao.network.model import Network
from tongbao.rdf.concepts import REALISATION
from tongbao.rdf.literals import numbered
from tongbao.site.entries import Entry
from tongbao.site.findings import Facts, findings
from tongbao.site.headline import standing_of
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.metadata.catalogue import Description, home_about
from tongbao.site.pages.appraisals import label_of_figure
from tongbao.site.pages.changes import Change, changes, largest_first, named, pictured
from tongbao.site.pages.exhibits import taken_along
from tongbao.site.pages.hero import heroes
from tongbao.site.pages.lists import lists_of
from tongbao.site.pages.page import Page
from tongbao.site.pages.questions import Asked
from tongbao.site.pages.render import Site
from tongbao.site.pages.shown import of_change
from tongbao.site.polarity import POLARITIES
from tongbao.site.recognition import COUNTED, group_of
from tongbao.site.step import Document, Output
from tongbao.site.things import Things


class Figure(NamedTuple):
    """A number of the front page, and where it leads."""

    number: int
    label: Text
    document: str


class Newest(NamedTuple):
    """A notice, and how much it holds."""

    entry: Entry
    holds: list[Text]


OF_CRITICISM = "what-a-unit-was-criticised-for"
ASKED = ("partners-of-unit", "time-saved", "achieved-and-intended-money", "evidence-of")
"""The questions that the front page offers."""
PROOFS = ("before-and-after", "outcomes-of-measure", "measures-without-quantified-outcome")
"""The questions that prove what it says."""
CHANGES = 4
"""Figures before and after that the front page shows."""
NEWEST = 3


def front(
    site: Site,
    vocabulary: Things,
    entries: Mapping[str, list[Entry]],
    description: Description,
    store: Store,
    network_in_force: Network,
) -> Iterator[Output]:
    """Make the front page: what was found, how much there is, what came last, and where to go."""
    found = {asked.query.name: asked for asked in description.asked}
    achieved = largest_first(
        _in_force(changes(_all_rows(found["before-and-after"], store), vocabulary, site.labels), entries, site.base)
    )
    shown = named(achieved[:CHANGES], store)
    measures = entries.get("measure", ())
    titles = {entry.iri: Text(entry.english or entry.title, entry.title) for entry in measures}
    said = findings(Facts(network_in_force, shown, measures, site.base))
    newest = sorted(entries.get("notice", ()), key=lambda e: (e.words, numbered(e.iri)), reverse=True)[:NEWEST]
    by_iri = {entry.iri: entry for entry in measures}
    exhibits = {c.outcome: of_change(c, pictured(c, site.labels), by_iri.get(c.measure)) for c in shown}
    for exhibit in exhibits.values():
        yield from taken_along(exhibit, site)
    criticised = bool(entries.get("criticism"))
    content = {
        "findings": said,
        "counted": _of_those_in_force(entries.get("notice", ())),
        "figures": list(_figures(entries, store, site.labels)),
        "changes": [(change, pictured(change, site.labels)) for change in shown],
        "exhibits": exhibits,
        "titles": titles,
        "newest": [Newest(entry, _holds(entry, entries)) for entry in newest],
        "asked": [found[name].query for name in (*ASKED, *([OF_CRITICISM] if criticised else []))],
        "questions": len(found),
        "lists": [(document, label) for document, label in lists_of(entries) if document != "notices"],
        "criticism": criticised,
    }
    title = site.brand
    page = Page("index", "home.html", title, content, summary=site.title, about=home_about(description), data=False)
    content["heroes"] = heroes(network_in_force, said, site, page, store)
    yield Document(page)


def _all_rows(asked: Asked, store: Store) -> Rows:
    """Return all rows of an answer, not only those that its page shows."""
    return store.select(asked.text) if asked.total else Rows((), [])


def _in_force(found: Iterable[Change], entries: Mapping[str, Iterable[Entry]], base: str) -> Iterator[Change]:
    ended = {entry.iri for entry in entries.get("measure", ()) if has_ended(entry.state)}
    return (change for change in found if change.measure not in ended)


def _of_those_in_force(notices: Sequence[Entry]) -> Text:
    """Say that the findings count the notices in force alone; nothing where all are."""
    total, ended = len(notices), sum(has_ended(notice.state) for notice in notices)
    if not ended:
        return Text("", "")
    left = total - ended
    if not left:
        return Text(
            "No notice is in force; lists and the network count all.", "没有仍有效的公文；列表与协作网络计全部公文。"
        )
    of = "the one notice in force" if left == 1 else f"the {left:,} notices in force"
    return Text(
        f"These findings and the picture count {of}; lists and the network count all {total:,}.",
        f"以上发现与图只计仍有效的 {left:,} 份公文；列表与协作网络计全部 {total:,} 份。",
    )


def _figures(entries: Mapping[str, list[Entry]], store: Store, labels: Labels) -> Iterator[Figure]:
    """Yield what there is: praise and criticism apart, and each sort of recognition on its own."""
    yield _counted(entries.get("notice", ()), Text("notices", "份公文"), "notices")
    yield _counted(entries.get("measure", ()), Text("measures", "项举措"), "measures")
    leading = [entry for entry in entries.get("unit", ()) if entry.count]
    yield Figure(
        len(leading), Text("unit that leads" if len(leading) == 1 else "units that lead", "个牵头单位"), "units"
    )
    if outcomes := _outcomes(store):
        achieved = outcomes.get(REALISATION.achieved, 0)
        label = Text(f"figures, {achieved:,} of them achieved", f"项数据，其中 {achieved:,} 项已实现")
        yield Figure(sum(outcomes.values()), label, "question/outcomes-of-measure")
    if recognitions := list(_recognitions(entries.get("honour", ()), labels)):
        number, label = recognitions[0]
        more = [Text(f"{n:,} {of.en}", f"{n:,} {of.zh}") for n, of in recognitions[1:]]
        words = Text(
            "; ".join([label.en, *(text.en for text in more)]), "；".join([label.zh, *(text.zh for text in more)])
        )
        yield Figure(number, words, "honours")
    for polarity in POLARITIES:
        if those := entries.get(polarity.kind):
            acts = len({(entry.notice, entry.count) for entry in those})
            label = label_of_figure(polarity, acts, sorted({entry.units[0] or entry.title for entry in those}))
            yield Figure(acts, label, f"{polarity.kind}s")


def _outcomes(store: Store) -> Counter[str]:
    """Return how many figures there are of each standing."""
    rows = store.select(
        "SELECT ?realisation ?nature (COUNT(?outcome) AS ?n) "
        "{ ?outcome tb:nature ?nature OPTIONAL { ?outcome tb:realisation ?realisation } } GROUP BY ?realisation ?nature"
    )
    found = Counter[str]()
    for row in rows:
        found[standing_of(str(row.get("realisation") or ""), str(row["nature"]))] += int(row["n"].value)  # type: ignore[union-attr]
    return found


def _recognitions(entries: Iterable[Entry], labels: Labels) -> Iterator[tuple[int, Text]]:
    """Yield how many recognitions there are of each group."""
    counts = Counter(group_of(entry.code, labels) for entry in entries)
    for group, label in COUNTED.items():
        if number := counts[group]:
            yield number, Text(_singular(label.en), label.zh) if number == 1 else label


def _counted(entries: Sequence[Entry], label: Text, document: str) -> Figure:
    """Return how many there are, and how many of them are no longer in force."""
    words = Text(_singular(label.en), label.zh) if len(entries) == 1 else label
    if ended := sum(has_ended(entry.state) for entry in entries):
        words = Text(f"{words.en}, {ended:,} of them no longer in force", f"{words.zh}，其中已不再有效 {ended:,}")
    return Figure(len(entries), words, document)


def _holds(notice: Entry, entries: Mapping[str, list[Entry]]) -> list[Text]:
    """Say how much a notice holds."""
    measures = [entry for entry in entries.get("measure", ()) if entry.notice == notice.notice]
    figures = sum(entry.count for entry in measures)
    counts = [(len(measures), Text("measure", "项举措")), (figures, Text("figure", "项数据"))]
    found = [Text(f"{n:,} {of.en}{'' if n == 1 else 's'}", f"{n:,} {of.zh}") for n, of in counts if n]
    for polarity, words in zip(POLARITIES, (Text("commended", "受表扬"), Text("criticised", "受批评")), strict=True):
        if n := len({entry.units[0] for entry in entries.get(polarity.kind, ()) if entry.notice == notice.notice}):
            found.append(Text(f"{n:,} {words.en}", f"{n:,} 个{words.zh}"))
    return found


def _singular(words: str) -> str:
    """Return what counts one, for words that count several: ``report``, ``expression of approval``."""
    return re.sub(r"^(\w+)s\b", r"\1", words)
