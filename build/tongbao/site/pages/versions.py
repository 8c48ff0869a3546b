"""The page of what changed from version to version, and the same as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from tongbao.errors import Text
from tongbao.site.changes.history import DOCUMENT, Publishing, trimmed
from tongbao.site.changes.model import NOTHING, Changes
from tongbao.site.changes.written import WORDS
from tongbao.site.data import write_json
from tongbao.site.entries import Entry
from tongbao.site.pages.page import Page
from tongbao.site.step import Document, Output

SHOWN = 300
"""Notices and facts of one version that the page lists."""
DATA = "data/changes.json"


def versions(history: Sequence[Publishing], entries: Mapping[str, list[Entry]]) -> Iterator[Output]:
    """Make the page of what changed."""
    yield {DATA: write_json(list(history))}
    content = {
        **WORDS,
        "versions": [(one, *_shown(one)) for one in history],
        "documents": {entry.iri[1:-1] for those in entries.values() for entry in those},
        "file": DATA,
    }
    summary = history[0].summary if history else NOTHING
    yield Document(
        Page(DOCUMENT, "versions.html", Text("What changed", "版本变化"), content, summary=summary, data=False)
    )


def _shown(one: Publishing) -> tuple[Changes | None, int]:
    """Return the changes of one version that the page lists, and how many it leaves out."""
    if one.changes is None:
        return None, 0
    listed, left_out = trimmed(one.changes, SHOWN)
    return listed, left_out + one.left_out
