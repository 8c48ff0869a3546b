"""The index of the search: names in Chinese, in English and in pinyin, short names, document numbers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from tongbao.errors import Text
from tongbao.printed.script import traditional_of
from tongbao.rdf.literals import numbered
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.pages.lists import lists_of
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.recognition import group_of
from tongbao.site.step import Document, Output

KINDS = ("notice", "measure", "unit", "place", "honour")
"""The kinds of things that can be found, in the order in which equally good results are shown."""


def search(site: Site, entries: Mapping[str, list[Entry]]) -> Iterator[Output]:
    """Make the page of the search, its index, and the table of traditional characters."""
    index = search_index((entry for those in entries.values() for entry in those), site.labels)
    yield {"search/index.json": index, "search/traditional.json": traditional_table(index)}
    found = [(document, *label) for document, label in lists_of(entries)]
    yield Document(Page("search", "search.html", Text("Search", "搜索"), {"lists": found}, data=False))


def search_index(entries: Iterable[Entry], labels: Labels) -> bytes:
    """Return the index as JSON: a row for each document, with everything by which it can be found.

    A row is kind (of a recognition, its group), document, Chinese name, English name, what it is found by besides (in lower case), the number, and
    what has become of its notice in both languages where that is no longer in force.
    """
    rows = []
    for entry in sorted(entries, key=lambda e: (KINDS.index(e.kind) if e.kind in KINDS else 9, numbered(e.iri))):
        if entry.kind in KINDS:
            english = entry.english or (labels.of(entry.iri).en if entry.kind in ("unit", "place") else "")
            by = [*entry.names, *filter(None, [entry.short_english]), *entry.pinyin]
            if entry.kind == "notice":
                by.append(bare_number(entry.number))
            ended = [list(labels.of(entry.state))] if has_ended(entry.state) else []
            found_by = " ".join(dict.fromkeys(by)).lower()
            kind = group_of(entry.code) if entry.kind == "honour" else entry.kind
            rows.append([kind, entry.document, entry.title, english, found_by, entry.number, *ended])
    return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def traditional_table(index: bytes) -> bytes:
    """Return, as JSON, the traditional characters whose simplified forms are in the index, each with that form."""
    table = traditional_of(index.decode())
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def bare_number(number: str) -> str:
    """Return a document number without brackets and the word for number, as people type it: ``厦府办 2023 64``."""
    return " ".join(re.findall(r"[\u4e00-\u9fffA-Za-z]+(?=\W)|\d+", number))
