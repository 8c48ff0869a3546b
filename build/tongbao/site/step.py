"""A step of a site: a function whose parameters name what it is made from, and which yields files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import Problem
from tongbao.site.backlinks import Backlink
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.metadata.partitions import Counts
from tongbao.site.pages.page import Page
from tongbao.site.tables.table import Rows


class Document(NamedTuple):
    """A page with its data."""

    page: Page
    lines: Iterable[str] = ()
    """The statements about its things, as N-Triples."""
    labels: Labels | None = None
    """The names of its things, where the site as a whole does not know them."""


class Part(NamedTuple):
    """A page of a step that is made again only if what it shows has changed."""

    page: Page
    shows: object
    """All that it shows besides what every page depends on; as JSON can hold it."""


class Copy(NamedTuple):
    """A file of the build that is also a file of the site."""

    name: str
    source: Path


class Example(NamedTuple):
    """A file that is written only where there is none, and belongs to the operator from then on."""

    name: str
    content: bytes


Output = Document | Part | Copy | Example | Mapping[str, bytes]
"""What a step yields; a mapping holds plain files by path."""
Step = Callable[..., Iterator[Output]]
"""A function that makes a part of a site; its parameters are sources, by name."""


@dataclass(slots=True)
class Made:
    """The result for one document, or for all documents of a notice."""

    files: list[str] = field(default_factory=list)
    written: int = 0
    """Files that are new or have changed."""
    entries: list[Entry] = field(default_factory=list)
    links: list[Backlink] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counter)
    rows: Rows = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Of the statements of a notice, by what they say."""
    problems: list[Problem] = field(default_factory=list)
