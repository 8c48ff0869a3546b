"""The search: its page, and its index in pieces, of which a search loads a few."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import msgspec

from tongbao.errors import Text
from tongbao.printed.script import traditional_of
from tongbao.site.entries import Entry
from tongbao.site.grams import grams, shard_of
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.sorts import SORTS
from tongbao.site.pages.lists import lists_of
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.recognition import group_of
from tongbao.site.step import Document, Output

KINDS = ("unit", "place", "notice", "measure", "honour")
"""What can be found, in the order in which finds are shown."""
A_PIECE = 50
"""Rows of one file."""
A_SHARD = 4_000
"""About so many bytes has a file that tells in which rows pieces of names stand."""


def search(site: Site, entries: Mapping[str, list[Entry]]) -> Iterator[Output]:
    """Make the page of the search, its index, and the table of traditional characters."""
    known = Known(entries, site.labels)
    found = list(found_in_order(known))
    yield search_index(found, known)
    yield {"search/traditional.json": traditional_table(found)}
    listed = [(document, *label) for document, label in lists_of(entries)]
    yield Document(Page("search", "search.html", Text("Search", "搜索"), {"lists": listed}, data=False))


def found_in_order(known: Known) -> Iterator[Entry]:
    """Yield what can be found: kind after kind, each as its list begins; of recognitions, group after group."""
    for kind in KINDS:
        key = SORTS[kind][0].key
        yield from sorted(known.entries.get(kind, ()), key=lambda entry: key(entry, known))


def search_index(found: Sequence[Entry], known: Known) -> dict[str, bytes]:
    """Return the files of the index: a head, the rows, and in which rows each piece of a name stands."""
    postings: dict[str, list[int]] = {}
    for row, entry in enumerate(found):
        for gram in grams(names_of(entry, known.labels)):
            postings.setdefault(gram, []).append(row)
    steps = {gram: [rows[0], *(b - a for a, b in pairwise(rows))] for gram, rows in postings.items()}
    count = max(1, len(msgspec.json.encode(steps)) // A_SHARD)
    shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for gram in sorted(steps):
        shards[shard_of(gram, count)][gram] = steps[gram]
    kinds = [(kind, len(list(those))) for kind, those in groupby(kind_of(entry, known.labels) for entry in found)]
    head = {"shards": count, "piece": A_PIECE, "kinds": kinds}
    pieces = range(0, len(found), A_PIECE)
    return {
        "search/index.json": msgspec.json.encode(head),
        **{f"search/grams-{n}.json": msgspec.json.encode(shard) for n, shard in enumerate(shards)},
        **{f"search/rows-{at // A_PIECE}.json": _rows(found[at : at + A_PIECE], known) for at in pieces},
    }


def kind_of(entry: Entry, labels: Labels) -> str:
    """Return the kind under which something is found: of a recognition, its group."""
    return group_of(entry.code, labels) if entry.kind == "honour" else entry.kind


def _rows(found: Iterable[Entry], known: Known) -> bytes:
    """Return rows as JSON: document, Chinese name, English name, what tells of it in English and in Chinese, and what has
    become of its notice in both, where that is no longer in force."""
    rows = []
    for entry in found:
        about = known.labels.of(entry.place) if entry.place else Text(entry.number, entry.number)
        ended = [list(known.labels.of(entry.state))] if has_ended(entry.state) else []
        rows.append([entry.document, entry.title, english_of(entry, known.labels), *about, *ended])
    return msgspec.json.encode(rows)


def english_of(entry: Entry, labels: Labels) -> str:
    """Return the English name of something; empty where it has none."""
    return entry.english or (labels.of(entry.iri).en if entry.kind in ("unit", "place") else "")


def names_of(entry: Entry, labels: Labels) -> Iterator[str]:
    """Yield all by which something is found: names in both languages, short names, pinyin, its id, document numbers."""
    yield entry.title
    yield english_of(entry, labels)
    yield entry.short_english
    yield from entry.names
    yield from entry.pinyin
    yield "" if entry.kind == "honour" else entry.document.rpartition("/")[2]
    if entry.kind == "notice":
        yield entry.number
        yield bare_number(entry.number)


def traditional_table(found: Iterable[Entry]) -> bytes:
    """Return as JSON the traditional characters whose simplified forms stand in some names, each with its form."""
    return msgspec.json.encode(
        traditional_of("".join(text for entry in found for text in (entry.title, *entry.names, entry.number)))
    )


def bare_number(number: str) -> str:
    """Return a document number without brackets and the word for number, as people type it: ``厦府办 2023 64``."""
    return " ".join(re.findall(r"[\u4e00-\u9fffA-Za-z]+(?=\W)|\d+", number))
