"""FAIR Signposting: the typed links of a page, the same in its head, in the linkset and in the headers that hosts send."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from tongbao.rdf.iris import HOME
from tongbao.site.data import FORMS
from tongbao.site.urls import ALONE

SCHEMA = "https://schema.org/"
LINKSET = "linkset.json"
OF_THE_DATASET = ("index", "data")
"""The landing pages of the whole dataset."""


class Signpost(NamedTuple):
    """A typed link."""

    relation: str
    target: str
    """An address, or a path below the root of the site."""
    media_type: str = ""

    def address(self, base: str) -> str:
        """Return the target as an address in which nothing ends a header or is read by a host as a variable."""
        return quote(self.target if ":" in self.target else f"{base}{self.target}", safe=":/?#[]@!&'()*+,;=%~")


def signposts(document: str, base: str, licence: str, files: Iterable[tuple[str, str]] = ()) -> Iterator[Signpost]:
    """Yield the signposts of the pages of a document; ``files`` are the paths and media types of the dataset's files."""
    kind, *names = document.split("/")
    if document in OF_THE_DATASET:
        yield Signpost("cite-as", f"{base}dataset")
        yield from _described("data/catalogue")
        yield Signpost("describedby", ".well-known/void", "text/turtle")
        yield Signpost("describedby", "ro-crate-metadata.json", "application/ld+json")
        yield from (Signpost("item", path, media_type) for path, media_type in files)
        yield Signpost("type", f"{SCHEMA}Dataset")
    elif kind == "question":
        yield Signpost("cite-as", f"{base}.well-known/sparql-examples/{names[0]}")
        yield from _described(".well-known/sparql-examples")
        yield Signpost("item", f"data/{document}.rq", "application/sparql-query")
    elif whole := described_by(document):
        yield Signpost("cite-as", f"{base}id/{whole}" if kind in ALONE else f"{HOME}{whole}")
        yield from _described(f"data/{whole}")
    yield Signpost("license", licence)
    tells_of_a_thing = document in OF_THE_DATASET or kind == "question" or described_by(document)
    yield Signpost("type", f"{SCHEMA}{'AboutPage' if tells_of_a_thing else 'WebPage'}")
    yield Signpost("linkset", LINKSET, "application/linkset+json")


def described_by(document: str) -> str:
    """Return the document whose data describe a page: itself, or the document that it continues; empty for lists and tools."""
    kind, *names = document.split("/")
    if kind in ALONE:
        return "/".join([kind, *names[: ALONE[kind]]])
    return document if kind in ("ontology", "shapes", "vocab") else ""


def _described(path: str) -> Iterator[Signpost]:
    yield from (Signpost("describedby", f"{path}.{form}", media_type) for form, media_type in FORMS.items())


def header(signs: Iterable[Signpost], base: str) -> str:
    """Return signposts as the value of a Link header."""
    return ", ".join(
        f'<{sign.address(base)}>; rel="{sign.relation}"' + (f'; type="{sign.media_type}"' if sign.media_type else "")
        for sign in signs
    )
