"""The documents of a site: the statements that each holds, and its files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tongbao.rdf.iris import term
from tongbao.site.data import write_data
from tongbao.site.labels import Labels
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, write_page
from tongbao.site.urls import place_of


def read_lines(part: Path) -> list[str]:
    """Return the lines of a part; ``str.splitlines`` would also break them at some characters in literals."""
    with part.open(encoding="utf-8", newline="\n") as lines:
        return list(lines)


def bare(quad: str) -> str:
    """Return an N-Quads line without its graph."""
    return f"{quad[: quad.rindex(' <')]} .\n"


def by_document(lines: Iterable[str], base: str) -> dict[str, list[str]]:
    """Return N-Triples lines by the documents that hold them: the document of the subject, and the document of the object."""
    found: dict[str, list[str]] = defaultdict(list)
    documents: dict[str, str] = {}

    def document(term: str) -> str:
        if term not in documents:
            place = place_of(term[1:-1], base)
            documents[term] = place.document if place else ""
        return documents[term]

    for line in lines:
        subject, _, rest = line.split(" ", 2)
        if own := document(subject):
            found[own].append(line)
        if rest.startswith("<") and (other := document(rest.partition(" ")[0])) and other != own:
            found[other].append(line)
    return found


def with_words(described: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the documents' statements with their evidence added: the statements about their spans of the source text."""
    words: dict[str, list[str]] = {}
    for document, lines in described.items():
        if document.startswith("source/"):
            for line in lines:
                words.setdefault(line.partition(">")[0].partition("#")[0], []).append(
                    line
                )  # a selector is part of its span
    return {
        document: lines if document.startswith("source/") else [*lines, *_words(lines, words)]
        for document, lines in described.items()
    }


def _words(lines: Iterable[str], words: dict[str, list[str]]) -> Iterator[str]:
    ways = [f" {term(name)} " for name in ("tb:statedIn", "tb:roleStatedIn")]
    spans = {line.partition(way)[2].partition(">")[0] for line in lines for way in ways if way in line}
    for span in sorted(spans):
        yield from words.get(span, ())


def files_of(page: Page, lines: Iterable[str], labels: Labels | None, site: Site) -> dict[str, bytes]:
    """Return the content of all files of a document, by path: its pages and its data."""
    files = {f"{lang}/{page.document}.html": write_page(page, site, lang, labels).encode() for lang in LANGUAGES}
    if page.data and page.whole in ("", page.document):
        for form, content in write_data(lines, f"data/{page.document}", site.base).items():
            files[f"data/{page.document}.{form}"] = content
    return files


def names_of(mentioned: Iterable[str], labels: Labels) -> Iterator[str]:
    """Yield the names of things, one text for each."""
    for thing in mentioned:
        yield "\n".join((thing, *labels.of(thing), labels.kind(thing)))
