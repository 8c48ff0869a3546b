"""Which forms and which language a client wants (RFC 9110, 12.5).

>>> forms("text/csv, text/turtle;q=0.5")
['csv', 'ttl']
>>> forms("*/*")[0], forms("image/png")
('json', [])
"""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.errors import Language

MEDIA_TYPES = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "nq": ("application/n-quads",),
    "trig": ("application/trig",),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "md": ("text/markdown",),
    "table": ("text/plain",),
}
"""The media types of each format: the one it is sent as, and others for which it is sent, too. The first of equals is chosen."""
_OTHERS = {"document": "application/json", "page": "text/html; charset=utf-8"}
"""The media types of what is no answer to a query."""
_TEXT = ("csv", "tsv", "ttl", "md", "table")
_MOST = 100
"""How many ranges of a header are considered."""


class _Range(NamedTuple):
    """A media range or a language, and how much it is wanted."""

    name: str
    weight: float


def media_type(form: str) -> str:
    """Return the media type as which a format is sent."""
    if form in _OTHERS:
        return _OTHERS[form]
    own = MEDIA_TYPES[form][0]
    return f"{own}; charset=utf-8" if form in _TEXT else own


def forms(accept: str) -> list[str]:
    """Return the formats that a header accepts, the most wanted first."""
    ranges = list(_ranges(accept or "*/*"))
    wanted = [(_weight(form, ranges), form) for form in MEDIA_TYPES]
    return [form for weight, form in sorted(wanted, key=lambda each: -each[0]) if weight > 0]


def language(accept: str) -> Language:
    """Return the language that is wanted more; English where neither is named."""
    weights = {"en": 0.0, "zh": 0.0}
    for name, weight in _ranges(accept):
        own = name.partition("-")[0]
        if own in weights:
            weights[own] = max(weights[own], weight)
    return "zh" if weights["zh"] > weights["en"] else "en"


def _ranges(header: str) -> Iterator[_Range]:
    for part in header.split(",")[:_MOST]:
        name, *parameters = part.split(";")
        said = [each.strip()[2:] for each in parameters if each.strip().lower().startswith("q=")]
        try:
            yield _Range(name.strip().lower(), min(1.0, float(said[0])) if said else 1.0)
        except ValueError:
            continue


def _weight(form: str, ranges: list[_Range]) -> float:
    """Return how much a format is wanted: the range that names it most closely tells."""
    best = (0, 0.0)
    for name, weight in ranges:
        sent = MEDIA_TYPES[form][0]
        for own in MEDIA_TYPES[form]:
            closeness = {f"{sent.partition('/')[0]}/*": 2, "*/*": 1, own: 3}.get(name, 0)
            if closeness > best[0] or (closeness and closeness == best[0] and weight > best[1]):
                best = (closeness, weight)
    return best[1]
