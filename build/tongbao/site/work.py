"""What is done for one notice: from its part and its source text to the files of all its documents."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.text import read_text
from tongbao.load.source import SourceText
from tongbao.rdf.iris import term
from tongbao.site.backlinks import Backlink, backlinks
from tongbao.site.data import write_data
from tongbao.site.entries import Entry, entries_of
from tongbao.site.folder import put
from tongbao.site.labels import Labels
from tongbao.site.metadata.partitions import Counts, partitions
from tongbao.site.pages.notice import HIDDEN, Notice
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, write_page
from tongbao.site.tables.columns import Rows
from tongbao.site.tables.rows import notice_rows
from tongbao.site.things import Link, Things
from tongbao.site.urls import place_of


@dataclass(frozen=True, slots=True)
class Shared:
    """What the work on any notice needs."""

    out: Path
    built: Path
    data: Path
    site: Site


class Task(NamedTuple):
    """One notice: its id, and what others say that its pages show."""

    notice: str
    incoming: tuple[str, ...]
    """The lines elsewhere that point to its things, as N-Triples."""
    others: dict[str, Text]
    """What the notices are called that it replaces or is replaced by."""


@dataclass(slots=True)
class Done:
    """What came of a notice."""

    notice: str
    files: list[str] = field(default_factory=list)
    written: int = 0
    pages: int = 0
    entries: list[Entry] = field(default_factory=list)
    links: list[Backlink] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counter)
    rows: Rows = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def make_notice(task: Task, shared: Shared) -> Done:
    """Write the pages and data of a notice's documents; return what is to be remembered of it."""
    done = Done(task.notice)
    base = shared.site.base
    part = shared.built / "parts" / "notice" / f"{task.notice}.nq"
    quads = read_lines(part)
    things = Things(quads)
    try:
        source = read_source(things, task.notice, base, shared.data)
    except DataError as error:
        done.problems += error.problems
        return done
    outside = Things(task.incoming)
    labels = shared.site.labels.with_(things)
    labels.take(outside, list(outside.said))
    for other, name in task.others.items():
        labels.learn(other, name)
    notice = Notice(task.notice, f"<{base}id/notice/{task.notice}>", base, things, labels, source)
    for span in things.of_class("tb:TextSpan"):
        labels.learn(span, notice.called(span))
    for subject, said in outside.said.items():
        for predicate, values in said.items():
            for value in values:
                things.linked[value].append(Link(subject, predicate))
    described = with_words(by_document([*map(bare, quads), *task.incoming], base))
    for page in notice.pages():
        page.content["notice_page"] = notice
        page.content.setdefault("hidden", HIDDEN)
        files = files_of(page, shared.site, labels, described.get(page.document, ()))
        done.written += sum(put(shared.out, files).values())
        done.files += files
        done.pages += len(LANGUAGES)
    done.entries = list(entries_of(notice))
    done.links = list(backlinks(notice))
    done.mentioned = sorted({link.target for link in done.links})
    done.counts = partitions(things, base)
    done.rows = notice_rows(notice)
    return done


def read_source(things: Things, notice: str, base: str, data: Path) -> SourceText:
    """Read the source text of a notice; raise DataError where it is not the one that the graph was made from."""
    iri = f"<{base}id/source/{notice}>"
    name, expected = things.text(iri, "dcterms:identifier"), things.text(iri, "schema:sha256")
    file = _source_file(notice, name, data)
    text, problems = read_text(file)
    if problems:
        raise DataError(*problems)
    source = SourceText.of(text)
    if source.sha256 != expected:
        raise DataError(Problem("source-differs", *_DIFFERS, Place(file)))
    return source


def _source_file(notice: str, name: str, data: Path) -> Path:
    """Return the file of a source text: beside its notice, or where that lay before it was taken out of the data."""
    if folders := sorted(data.glob(f"notices/*/{notice}.yaml")):
        return folders[0].parent / name
    if files := sorted(folder / name for folder in data.glob("notices/*") if (folder / name).is_file()):
        return files[0]
    what = Text(
        f"The notice {notice} was taken out of the data after the graph was built, and its source text {name} with it.",
        f"通报 {notice} 及其原文 {name} 在图谱构建之后从数据中移除。",
    )
    raise DataError(Problem("notice-gone", what, _DIFFERS[1], Place(data / "notices")))


_DIFFERS = (
    Text("The source text is not the one that the graph was built from.", "原文与构建图谱时所用的不同。"),
    Text("Build again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)


def read_lines(part: Path) -> list[str]:
    """Return the lines of a part; a literal may hold characters at which ``str.splitlines`` would break one."""
    with part.open(encoding="utf-8", newline="\n") as lines:
        return list(lines)


def bare(quad: str) -> str:
    """Drop the graph of an N-Quads line."""
    return f"{quad[: quad.rindex(' <')]} .\n"


def by_document(lines: Iterable[str], base: str) -> dict[str, list[str]]:
    """Sort N-Triples lines by the documents that hold them: that of their subject, and that of the thing they point to."""
    found: dict[str, list[str]] = {}
    documents: dict[str, str] = {}

    def document(term: str) -> str:
        if term not in documents:
            place = place_of(term[1:-1], base)
            documents[term] = place.document if place else ""
        return documents[term]

    for line in lines:
        subject, _, rest = line.split(" ", 2)
        holders = [document(subject)]
        if rest.startswith("<"):
            holders.append(document(rest.partition(" ")[0]))
        for holder in dict.fromkeys(filter(None, holders)):
            found.setdefault(holder, []).append(line)
    return found


def with_words(described: dict[str, list[str]]) -> dict[str, list[str]]:
    """Add to what documents say the words that it rests on: what is said of their spans of the source text."""
    words: dict[str, list[str]] = {}
    for document, lines in described.items():
        if document.startswith("source/"):
            for line in lines:
                words.setdefault(line.partition(">")[0].partition("#")[0], []).append(
                    line
                )  # a selector is a part of its span
    return {
        document: lines if document.startswith("source/") else [*lines, *_words(lines, words)]
        for document, lines in described.items()
    }


def _words(lines: Iterable[str], words: dict[str, list[str]]) -> Iterator[str]:
    ways = [f" {term(name)} " for name in ("tb:statedIn", "tb:roleStatedIn")]
    spans = {line.partition(way)[2].partition(">")[0] for line in lines for way in ways if way in line}
    for span in sorted(spans):
        yield from words.get(span, ())


def files_of(page: Page, site: Site, labels: Labels | None, lines: Iterable[str]) -> dict[str, bytes]:
    """Return the content of all files of a document, by path: its pages, its data, and a way from its IRI to them."""
    files = {f"{lang}/{page.document}.html": write_page(page, site, lang, labels).encode() for lang in LANGUAGES}
    if page.data and page.whole in ("", page.document):
        for form, content in write_data(lines, f"data/{page.document}", site.base).items():
            files[f"data/{page.document}.{form}"] = content
    return files


def notice_key(part: str, site: bytes, names: Iterable[str], task: Task) -> bytes:
    """Return a digest of all that the pages of a notice depend on."""
    total = hashlib.sha256(site + part.encode())
    total.update(msgspec.json.encode([list(names), sorted(task.incoming), sorted(task.others.items())]))
    return total.digest()


def names_of(mentioned: Iterable[str], labels: Labels) -> Iterator[str]:
    """Yield the names of things as one text each."""
    for thing in mentioned:
        yield "\n".join((thing, *labels.of(thing)))
