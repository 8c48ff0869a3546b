"""Which entities have names like a name: the whole name, a part of it, or most of its characters."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from tongbao import limits
from tongbao.ask.named import key
from tongbao.ask.names import meant
from tongbao.printed.script import simplified
from tongbao.serve.entities import Entities, Entity, Kind, Names

try:
    from rapidfuzz import fuzz, process
except ImportError:  # the extra `draft` is not installed: the standard library compares, fewer names at a time
    fuzz = process = None  # type: ignore[assignment]

_ALIKE = 60.0
"""How alike two names must be, of 100, where neither is part of the other."""
_SHORTEST = 2
"""How many characters a part of a name must have."""
_COMPARED = 200
"""How many names are compared by the standard library, those with the most characters in common."""
_NAMES_EACH = 4
"""How many names one entity may have among the likest, about."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An entity whose name is like the one asked for."""

    entity: Entity
    score: float
    """From 0 to 100: 100 for the one whose whole name it is, 80 and more for each of several, below 80 for parts, below 60 for others."""
    similarity: float
    """How alike the names are, of 100: twice the characters they have in common, by the characters of both."""
    whole: bool = False
    """Whether it is a whole name of the entity, as `names.py` reads names."""
    sure: bool = False
    """Whether it is the whole name of this entity alone, and tells whose it is."""


def alike(name: str, kinds: Sequence[Kind], known: Entities, most: int) -> list[Alike]:
    """Return the entities with the likest names, the best first; a longer name than any has none."""
    if len(name) > limits.SERVED_NAME or not (asked := key(simplified(name))):
        return []
    found: dict[str, Alike] = {}
    for kind in kinds:
        found |= _others(asked, known.names[kind], most) | _parts(asked, known.names[kind])
    found |= _whole(name, kinds, asked, known)
    return nsmallest(most, found.values(), key=_order)


def _order(each: Alike) -> tuple[float, float, str]:
    return -each.score, -each.similarity, each.entity.iri


def _whole(name: str, kinds: Iterable[Kind], asked: str, known: Entities) -> dict[str, Alike]:
    meanings = [meant(kind, name, known.store) for kind in kinds]
    iris = {iri: meaning.placed for meaning in meanings for iri in meaning.found if iri in known.all}
    return {iri: _of_whole(known.all[iri], asked, sure=placed, alone=len(iris) == 1) for iri, placed in iris.items()}


def _of_whole(entity: Entity, asked: str, *, sure: bool, alone: bool) -> Alike:
    similarity = max(_ratio(asked, name) for name, _ in entity.names)
    score = 100.0 if sure and alone else 80 + similarity / 10
    return Alike(entity, score, similarity, whole=True, sure=sure and alone)


def _parts(asked: str, among: Names) -> dict[str, Alike]:
    """Return the entities a name of which holds the one asked for, or is held by it and at least half of it."""
    if len(asked) < _SHORTEST:
        return {}
    held = [(entity, name) for name in _long_parts(asked) for entity in among.called.get(name, ())]
    holding = [(among.bearers[n], name) for n, name in enumerate(among.names) if asked in name]
    return _best(asked, held, 0, 0.6) | _best(asked, holding, 45, 0.3)


def _long_parts(asked: str) -> set[str]:
    least = max(_SHORTEST, (len(asked) + 1) // 2)
    return {asked[start:end] for start in range(len(asked)) for end in range(start + least, len(asked) + 1)}


def _best(asked: str, bearers: Iterable[tuple[Entity, str]], start: float, share: float) -> dict[str, Alike]:
    """Return each entity with its likest name: a score that begins at a number and grows with a share of the similarity."""
    best: dict[str, tuple[float, Entity]] = {}
    for entity, name in bearers:
        similarity = _ratio(asked, name)
        if entity.iri not in best or similarity > best[entity.iri][0]:
            best[entity.iri] = similarity, entity
    return {iri: Alike(entity, start + share * similarity, similarity) for iri, (similarity, entity) in best.items()}


def _others(asked: str, among: Names, most: int) -> dict[str, Alike]:
    """Return the entities with names that have most characters in common with the one asked for, in the same order."""
    if process is not None:
        found = process.extract(asked, among.names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NAMES_EACH * most)
        near = [n for _, _, n in found]
    else:
        signs = {*asked}
        near = nlargest(_COMPARED, range(len(among.names)), key=lambda n: len(signs & {*among.names[n]}))
    best = _best(asked, ((among.bearers[n], among.names[n]) for n in near), 0, 0.6)
    return {iri: each for iri, each in best.items() if each.similarity >= _ALIKE}


def _ratio(one: str, other: str) -> float:
    if process is not None:
        return float(fuzz.ratio(one, other))
    return 100 * difflib.SequenceMatcher(None, other, one, autojunk=False).ratio()
