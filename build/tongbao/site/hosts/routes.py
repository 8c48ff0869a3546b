"""Where each IRI leads, and the headers sent with each page: the common source of the settings for Apache and nginx."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tongbao import paths
from tongbao.site.metadata.signposting import header, signposts
from tongbao.site.urls import ALONE, OF_A_MEASURE, OF_A_NOTICE, SPAN

_EXAMPLES = ".well-known/sparql-examples"
_CATALOGUE = "data/catalogue"
_NAME = "([A-Za-z0-9_~-][A-Za-z0-9_.~-]*)"


class Rule(NamedTuple):
    """How an IRI leads to a document: a pattern for its path, the document's name, and the part of the page."""

    pattern: str
    document: str
    anchor: str = ""
    data: str = ""
    """The path of the data without its ending, where it differs from the document's."""
    known_by: str = ""
    """The document that exists if the IRI is known, where it is a different one."""


def rules() -> Iterator[Rule]:
    """Yield a rule for each kind of thing, as ``docs.place_of`` has it: ``$1`` and so on are the names in the IRI."""
    for kind, count in ALONE.items():
        names = "/".join([_NAME] * count)
        yield Rule(f"id/{kind}/{names}", f"{kind}/{'/'.join(f'${n + 1}' for n in range(count))}")
    yield Rule(f"id/{SPAN}/{_NAME}/([0-9]+-[0-9]+)", "source/$1", "s-$2")
    yield Rule(f"id/original/{_NAME}", "source/$1", "original")
    yield Rule(f"id/({'|'.join(OF_A_NOTICE)})/{_NAME}/{_NAME}", "notice/$2", "$1-$3")
    yield Rule(f"id/({'|'.join(OF_A_NOTICE)})/{_NAME}", "notice/$2", "$1")
    yield Rule(f"id/({'|'.join(OF_A_MEASURE)})/{_NAME}/{_NAME}/{_NAME}", "measure/$2/$3", "$1-$4")
    for kind in ("notice|unit|place", "measure", "honour"):
        count = ALONE[kind.partition("|")[0]]
        names = "/".join(f"${n + 2}" for n in range(count))
        yield Rule(f"id/assertion/({kind})/{'/'.join([_NAME] * (count + 1))}", f"$1/{names}", f"assertion-${count + 2}")
    yield Rule("(ontology|shapes)", "$1")
    yield Rule("vocab/([a-z-]+)", "vocab/$1")
    yield Rule(f"ontology/{re.escape(_version())}", "ontology")
    yield Rule("(dataset|publisher|catalogue)", "data", data=_CATALOGUE)
    yield Rule(f"graph/notice/{_NAME}", "data", data=_CATALOGUE, known_by="notice/$1")
    yield Rule("graph/vocabulary/own-([a-z-]+)", "data", data=_CATALOGUE, known_by="vocabulary/$1")
    yield Rule("graph/vocabulary/([a-z-]+)", "data", data=_CATALOGUE, known_by="vocab/$1")
    yield Rule("graph/([a-z-]+)", "data", data=_CATALOGUE)
    yield Rule(r"\.well-known/sparql-examples", "questions", data=_EXAMPLES)
    yield Rule(r"\.well-known/sparql-examples/prefixes", "ontology", data=_EXAMPLES)
    yield Rule(rf"\.well-known/sparql-examples/{_NAME}", "question/$1", data=_EXAMPLES)


@cache
def _version() -> str:
    """Return the version in the IRI of the ontology's version."""
    text = (paths.ONTOLOGY / "notice.ttl").read_text("utf-8")
    found = re.search(r"owl:versionIRI\s+<[^>]*/([^/>]+)>", text)
    assert found
    return found[1]


class Sent(NamedTuple):
    """The Link header of some pages: a pattern for their paths; in the value, ``DOCUMENT`` stands for the pattern's group."""

    pattern: str
    link: str


DOCUMENT = "DOCUMENT"
"""Stands for the name of a document in the value of a header."""


def links(base: str, licence: str) -> Iterator[Sent]:
    """Yield the Link headers of all pages, of which the first that fits applies: the page's signposts without the dataset's files.

    nginx reads at most 4,096 characters as one value, which the files would exceed.
    """
    for pattern, document in _pages():
        names = "/".join(name for name in document.split("/") if name == DOCUMENT)
        link = header(signposts(document, base, licence), base)
        yield Sent(pattern, link.replace(names, DOCUMENT) if names else link)


def _pages() -> Iterator[tuple[str, str]]:
    """Yield patterns of pages with the same signposts, each with an example document."""
    language, ending = "(?:zh|en)/", r"\.html"
    yield rf"(?:{language})?(index){ending}", "index"
    for kind, count in ALONE.items():
        names = "/".join([_NAME.strip("()")] * count)
        yield rf"{language}{kind}/({names})(?:/[0-9]+)?{ending}", "/".join([kind, *[DOCUMENT] * count])
    for kind in ("question", "vocab"):
        yield rf"{language}{kind}/{_NAME}{ending}", f"{kind}/{DOCUMENT}"
    for document in ("data", "ontology", "shapes"):
        yield rf"{language}({document}){ending}", document
    yield rf"{language}(.+){ending}", "search"
