"""The index of the search: names in Chinese, in English and in pinyin, short names, document numbers."""

import json
import re
from collections.abc import Iterable

from tongbao.publish.entries import Entry
from tongbao.publish.labels import Labels
from tongbao.publish.recognition import group_of
from tongbao.publish.standing import has_ended
from tongbao.script import traditional_of
from tongbao.terms import numbered

KINDS = ("notice", "measure", "unit", "place", "honour")
"""What can be found, in the order in which equal finds are shown."""


def search_index(entries: Iterable[Entry], labels: Labels) -> bytes:
    """Return the index as JSON: a row for each document, with all it can be found by.

    A row is kind (of a recognition, its group), document, Chinese name, English name, what it is found by besides (in lower case), the number, and
    what has become of its notice in both languages where that is no longer in force.
    """
    rows = []
    for entry in sorted(entries, key=lambda e: (KINDS.index(e.kind) if e.kind in KINDS else 9, numbered(e.iri))):
        if entry.kind in KINDS:
            english = entry.english or labels.of(entry.iri).en if entry.kind in ("unit", "place") else ""
            by = [*entry.names, *entry.pinyin]
            if entry.kind == "notice":
                by.append(bare_number(entry.number))
            ended = [list(labels.of(entry.state))] if has_ended(entry.state) else []
            found_by = " ".join(dict.fromkeys(by)).lower()
            kind = group_of(entry.code) if entry.kind == "honour" else entry.kind
            rows.append([kind, entry.document, entry.title, english, found_by, entry.number, *ended])
    return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def traditional_table(index: bytes) -> bytes:
    """Return as JSON the traditional characters whose simplified forms stand in the index, each with its form."""
    table = traditional_of(index.decode())
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def bare_number(number: str) -> str:
    """Return a document number without brackets and the word for number, as people type it: ``厦府办 2023 64``."""
    return " ".join(re.findall(r"[\u4e00-\u9fffA-Za-z]+(?=\W)|\d+", number))
