"""The document of a thing: every IRI of the data leads to one. A small thing leads to the document of the thing that holds it.

A document has one name, ``measure/xiamen-2023-64/city-01``, from which its pages, its data and the rules for hosts
follow: ``zh/measure/….html``, ``en/measure/….html``, ``data/measure/….ttl``.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tongbao.rdf.iris import HOME


class Place(NamedTuple):
    """Where a thing is described: a document, and the part of its page, empty for the whole."""

    document: str
    anchor: str = ""


OF_A_NOTICE = (
    *("annex", "selection", "addressees", "distribution", "person", "project"),
    *("signature", "copy", "reference", "state-source", "correction", "group", "figure"),
)
"""Kinds described by the page of their notice: ``id/<kind>/<notice>/…``."""
OF_A_MEASURE = (
    *("participation", "outcome", "work", "platform", "claim", "event"),
    *("beneficiary", "instrument", "deadline"),
)
"""Kinds described by the page of their measure: ``id/<kind>/<notice>/<measure>/<name>``."""
ALONE = {
    "notice": 1,
    "unit": 1,
    "place": 1,
    "source": 1,
    "measure": 2,
    "commendation": 2,
    "criticism": 2,
    "co-leadership": 2,
    "honour": 3,
    "vocabulary": 1,
}
"""Kinds with a page of their own, and how many names their IRIs have."""
SPAN = "span"
_NAME = re.compile(r"[\w~-][\w.~-]*", re.ASCII)
"""The names allowed between two slashes: none that leads out of its folder, or is hidden."""


@lru_cache(50_000)
def place_of(iri: str, base: str) -> Place | None:
    """Return where a thing is described, or None where it is not described here."""
    whole, _, part = iri.partition("#")
    if whole.startswith(HOME) and (found := _term(whole.removeprefix(HOME), part)):
        return found
    path = whole.removeprefix(base)
    if path == whole or not path.startswith("id/"):
        return None
    kind, *names = path.split("/")[1:]
    if not all(map(_NAME.fullmatch, [kind, *names])):
        return None
    if len(names) == ALONE.get(kind):
        return Place("/".join([kind, *names]), part)
    return _of_another(kind, names, part)


def _of_another(kind: str, names: list[str], part: str) -> Place | None:
    """Return where a thing without a page of its own is described."""
    if kind == "original" and len(names) == 1:
        return Place(f"source/{names[0]}", part or "original")
    if kind == SPAN and len(names) == 2:
        return Place(f"source/{names[0]}", f"s-{names[1]}")
    if kind in OF_A_NOTICE and names:
        return Place(f"notice/{names[0]}", "-".join([kind, *names[1:]]))
    if kind == "change" and len(names) == 2:
        return Place(f"unit/{names[0]}", f"change-{names[1]}")
    if kind == "authority-link" and len(names) == 3 and names[0] in ("unit", "place"):
        return Place(f"{names[0]}/{names[1]}", f"authority-link-{names[2]}")
    if kind in OF_A_MEASURE and len(names) == 3:
        return Place(f"measure/{names[0]}/{names[1]}", f"{kind}-{names[2]}")
    if kind == "assertion" and len(names) == ALONE.get(names[0], -2) + 2:
        return Place("/".join(names[:-1]), f"assertion-{names[-1]}")
    return None


def _term(path: str, name: str) -> Place | None:
    """Return where a term of ours is described: ``ontology#Measure``, ``vocab/level#municipal``, ``shapes#…``."""
    if path in ("ontology", "shapes") or re.fullmatch(r"vocab/[a-z-]+", path):
        return Place(path, name)
    return None
