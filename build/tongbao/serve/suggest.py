"""Suggestions while somebody types: entities, types and properties (Reconciliation Service API 0.2, 6)."""

from collections.abc import Iterable, Mapping
from typing import Any

from tongbao import limits
from tongbao.ask.named import key
from tongbao.ask.store import LocalStore
from tongbao.errors import Language, Text
from tongbao.printed.script import simplified
from tongbao.serve.alike import alike
from tongbao.serve.entities import PROPERTIES, TYPES, Entities, entities
from tongbao.serve.reconcile import document_of, kinds_of, language_of, type_of
from tongbao.serve.work import Reply

_MOST = 1000
"""How many entities are suggested in all, page after page."""


def suggested(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return what begins with, holds or is like what was typed, from a position on."""
    typed, start = asked["prefix"], asked["cursor"]
    page = slice(start, start + limits.SERVED_SUGGESTED)
    known = entities(store)
    language = language_of(typed, asked["language"])
    match asked["what"]:
        case "entity":
            return document_of({"result": _entities(known, asked, page, language)})
        case "type":
            found = _terms(typed, {name: words for name, (_, words) in TYPES.items()}, language)
        case _:
            found = _terms(typed, {each.id: each.name for each in PROPERTIES.values()}, language)
    return document_of({"result": found[page]})


def _entities(known: Entities, asked: Mapping[str, Any], page: slice, language: Language) -> list[dict[str, Any]]:
    kinds = kinds_of([asked["type"]])
    begun = key(simplified(asked["prefix"]))
    starting = sorted(
        (min(len(name) for name in names), iri)
        for iri, entity in known.all.items()
        if entity.kind in kinds and (names := [name for name, _ in entity.names if name.startswith(begun)])
    )
    likest = alike(asked["prefix"], kinds, known, _MOST)
    whole = [each.entity.iri for each in likest if each.whole]
    iris = [*dict.fromkeys((*whole, *(iri for _, iri in starting), *(each.entity.iri for each in likest)))][:_MOST][
        page
    ]
    labels, told = known.labels(iris, language), known.descriptions(iris, language)
    return [
        {
            "id": known.id(iri),
            "name": labels.get(iri, known.id(iri)),
            "description": told[iri],
            "notable": [type_of(known.all[iri].kind, language)],
        }
        for iri in iris
    ]


def _terms(typed: str, known: Mapping[str, Text], language: Language) -> list[dict[str, str]]:
    """Return the types or properties whose id or name in either language holds what was typed; those that begin with it first."""
    part = key(simplified(typed))

    def places(name: str) -> Iterable[int]:
        return (each.find(part) for each in map(key, (name, known[name].en, known[name].zh)) if part in each)

    found = {name: min(places(name), default=-1) for name in known}
    ranked = sorted((name for name in known if found[name] >= 0), key=lambda name: found[name] > 0)
    return [{"id": name, "name": known[name].to(language)} for name in ranked]
