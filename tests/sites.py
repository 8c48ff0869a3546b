"""A published site for the tests, and what they ask of it: files, links, anchors."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph as ox
from lxml import etree, html

BASE = "https://w3id.org/tongbao/"


_TAG = re.compile(r"<[!/]?[\w-]+")
_MARKUP = re.compile(r"""(<[!/]?[\w-]+|\s[\w-]+="|&[\w#]*;?|>)(?=(\s*[^<\s])?)""")
"""Tags, attributes and references, and whether text comes after them."""


class Page:
    """What a page holds: the ways it leads, and the names of its places."""

    def __init__(self, text: str) -> None:
        self.ways: list[str] = []
        self.anchors: list[str] = []
        self.links: list[tuple[str, str, str]] = []
        """The links of its head: relations, target and media type."""
        for element in html.document_fromstring(text).iter(etree.Element):
            self.ways += [way for name in ("href", "src", "action") if (way := element.get(name)) is not None]
            self.anchors += filter(None, [element.get("id")])
            if element.tag == "link":
                self.links.append((element.get("rel", ""), element.get("href", ""), element.get("type", "")))


@dataclass
class Site:
    """A folder that was published."""

    folder: Path
    path: str = "/tongbao/"
    """Where on its host it lies."""
    _pages: dict[str, Page] = field(default_factory=dict)

    @cached_property
    def files(self) -> list[str]:
        found = (file for file in self.folder.rglob("*") if file.is_file() and ".tongbao" not in file.parts)
        return sorted(file.relative_to(self.folder).as_posix() for file in found)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = Page(self.read(name))
        return self._pages[name]

    def pages(self) -> list[str]:
        return [name for name in self.files if name.endswith(".html")]

    def built_differently(self) -> list[str]:
        """Return so many pages that whatever pieces of markup and whatever four tags follow each other anywhere do so there."""
        chosen, seen = [], set[object]()
        for name in self.pages():
            text = self.read(name)
            tags = _TAG.findall(text)
            found = {
                *pairwise((piece, bool(more)) for piece, more in _MARKUP.findall(text)),
                *zip(tags, tags[1:], tags[2:], tags[3:], strict=False),
            }
            if not found <= seen:
                seen |= found
                chosen.append(name)
        return chosen

    def broken(self) -> Iterator[str]:
        """Yield every way that leads nowhere, with its page."""
        files = set(self.files)
        anchors = defaultdict(set, {name: set(self.page(name).anchors) for name in self.pages()})
        for name in self.pages():
            for way in self.page(name).ways:
                parts = urlsplit(way)
                if parts.scheme or parts.netloc:
                    continue
                path = unquote(parts.path).removeprefix(self.path)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                if target not in files:
                    yield f"{name}: {way}"
                elif parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in anchors[target]:
                    yield f"{name}: {way} has no such place"

    def bytes(self) -> dict[str, bytes]:
        """Return all files, except those of what was before: a site made from nothing cannot know that."""
        return {name: (self.folder / name).read_bytes() for name in self.files if not REMEMBERS.match(name)}


REMEMBERS = re.compile(r"gone/|(zh|en|data)/changes\.|(zh|en)/notices\.atom")
"""What is left of what was removed, and what changed from version to version."""


def outside(site: Site) -> set[str]:
    """Return all addresses of other servers that a page would load something from by itself."""
    loaded = re.compile(
        r'<(?:script|img|iframe|source|video|audio)[^>]*\ssrc="(https?:[^"]+)|<link[^>]*rel="stylesheet"[^>]*href="(https?:[^"]+)'
    )
    return {way for name in site.pages() for found in loaded.findall(site.read(name)) for way in found if way}


SIGNPOSTS = {"author", "cite-as", "collection", "describedby", "describes", "item", "license", "linkset", "type"}
"""The relations of FAIR Signposting."""


def signposts_of(site: Site, name: str) -> set[tuple[str, str, str]]:
    """Return the signposts in the head of a page: relation, address, media type."""
    return {
        (relation, urljoin(BASE + name, href), media_type)
        for relations, href, media_type in site.page(name).links
        for relation in relations.split()
        if relation in SIGNPOSTS
    }


def turtle(site: Site, document: str) -> set[ox.Triple]:
    """Return what the data of a document say."""
    return triples(site.read(f"data/{document}.ttl"), ox.RdfFormat.TURTLE)


def triples(text: str, form: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text.encode(), format=form, base_iri=BASE)}
