"""Digests of the statements of a part by what they say, so that a question is asked again only if what it reads has changed."""

import hashlib
from collections.abc import Iterable, Mapping

from tongbao.ask.labels import LABELS
from tongbao.rdf.iris import term
from tongbao.site.things import A, value_of

Digests = Mapping[str, str]
"""A digest of all statements with a property, of all with a class, and of all names of a kind of thing."""
NAMING = frozenset(map(term, LABELS))


def digests(lines: Iterable[str], base: str) -> dict[str, str]:
    """Return the digests of the statements of a part, which are N-Quads or N-Triples lines."""
    found: dict[str, list[str]] = {}
    for line in lines:
        subject, property_, rest = line.split(" ", 2)
        found.setdefault(property_, []).append(line)
        if property_ == A:
            found.setdefault(f"{property_} {value_of(rest)}", []).append(line)
        elif property_ in NAMING:
            found.setdefault(naming(property_, kind_of(subject, base)), []).append(line)
    return {key: hashlib.sha256("".join(those).encode()).hexdigest()[:32] for key, those in found.items()}


def naming(property_: str, kind: str) -> str:
    """Return the key of the names of a kind of thing."""
    return f"{property_} {kind}"


def kind_of(thing: str, base: str) -> str:
    """Return the kind of a thing, as its IRI shows it: ``measure``; empty for what is not of the dataset."""
    return thing.removeprefix(f"<{base}id/").partition("/")[0] if thing.startswith(f"<{base}id/") else ""


def together(parts: Iterable[tuple[str, Digests]]) -> dict[str, str]:
    """Return the digests of all parts, by name, as of one whole."""
    found: dict[str, list[str]] = {}
    for name, those in parts:
        for key, digest in those.items():
            found.setdefault(key, []).append(f"{name} {digest}")
    return {key: hashlib.sha256("\n".join(those).encode()).hexdigest() for key, those in found.items()}
