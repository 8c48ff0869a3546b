"""The media type of each kind of file in a site: hosts send it, and the descriptions contain it."""

from collections.abc import Iterable
from itertools import chain

from tongbao.network.formats import FORMATS

GROUPS: tuple[dict[str, str], ...] = (
    {
        "html": "text/html",
        "css": "text/css",
        "js": "application/javascript",
        "svg": "image/svg+xml",
        "png": "image/png",
    },
    {
        "json": "application/json",
        "csv": "text/csv",
        "txt": "text/plain",
        "conf": "text/plain",
        "xml": "application/xml",
        "atom": "application/atom+xml",
        "wasm": "application/wasm",
    },
    {
        "ttl": "text/turtle",
        "nq": "application/n-quads",
        "trig": "application/trig",
    },
    {
        "jsonld": "application/ld+json",
        "rq": "application/sparql-query",
        "md": "text/markdown",
        "bib": "application/x-bibtex",
        "ris": "application/x-research-info-systems",
        "parquet": "application/vnd.apache.parquet",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    },
)
"""The media types of the site's own files, by the last ending of their names, in the lines of the settings of nginx."""
OWN = dict(chain.from_iterable(group.items() for group in GROUPS))
OF_NETWORKS = {form.ending.rpartition(".")[2]: form.media_type for form in FORMATS.values()}
"""The media types of networks, as each format declares it."""
ONLY_NETWORKS = tuple(ending for ending in OF_NETWORKS if ending not in OWN)
MEDIA_TYPES = {**OF_NETWORKS, **OWN, "sha256": "text/plain"}
BY_PATH = {
    ".well-known/void": "text/turtle",
    "SHA256SUMS": "text/plain",
    "linkset.json": "application/linkset+json",
}
"""The media types of the files that their endings do not tell."""
COMPRESSED = (
    *("text/css", "text/csv", "application/javascript", "application/json", "application/linkset+json"),
    *("application/xml", "application/atom+xml", "image/svg+xml"),
    *("text/turtle", "application/n-quads", "application/ld+json", "application/wasm"),
    *("application/x-bibtex", "application/x-research-info-systems"),
)
"""The media types that are sent compressed, besides HTML."""


def endings_by_type(endings: Iterable[str]) -> dict[str, list[str]]:
    """Return media types, each with its endings, in their order."""
    found: dict[str, list[str]] = {}
    for ending in endings:
        found.setdefault(MEDIA_TYPES[ending], []).append(ending)
    return found


def lines_of_types() -> list[dict[str, list[str]]]:
    """Return `endings_by_type` for all files of a site, line by line; the endings of networks join their media type."""
    lines = [endings_by_type(group) for group in GROUPS]
    for ending in ONLY_NETWORKS:
        line = next((line for line in lines if MEDIA_TYPES[ending] in line), lines[-1])
        line.setdefault(MEDIA_TYPES[ending], []).append(ending)
    return lines
