"""Values of properties for entities that were reconciled (Reconciliation Service API 0.2, 7: data extension)."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tongbao.ask.store import LocalStore
from tongbao.errors import Language
from tongbao.serve.entities import PROPERTIES, TYPE_OF, Entities, Property, entities
from tongbao.serve.reconcile import bounded, decoded, document_of, kinds_of, property_of, type_of
from tongbao.serve.work import Reply


class Wanted(msgspec.Struct, frozen=True):
    """A property whose values are wanted; it has no settings."""

    id: str


class Asked(msgspec.Struct, frozen=True):
    """The entities, and the properties."""

    ids: list[str]
    properties: list[Wanted]


def values(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return the values of properties for entities; those of an unknown id are empty."""
    request, language = decoded(asked["extend"], Asked), asked["language"]
    bounded(len(request.ids))
    wanted = [property_of(name) for name in dict.fromkeys(each.id for each in request.properties)]
    known = entities(store)
    cells = {of.id: _cells(of, request.ids, known, language) for of in wanted}
    rows = {one: {name: by_id.get(one, []) for name, by_id in cells.items()} for one in request.ids}
    return document_of({"meta": [_meta(of, language) for of in wanted], "rows": rows})


def _meta(of: Property, language: Language) -> dict[str, Any]:
    said = {"id": of.id, "name": of.name.to(language)}
    return {**said, "type": type_of(of.of, language)} if of.of in ("unit", "place") else said


def _cells(of: Property, ids: Sequence[str], known: Entities, language: Language) -> dict[str, list[dict[str, str]]]:
    """Return the values of a property by the ids of the entities that have any."""
    found = {one: entity.iri for one in ids if (entity := known.by_id(one))}
    values = known.values(of, found.values())
    labels = known.labels({each for those in values.values() for each in those}, language) if of.of != "text" else {}

    def cell(value: str) -> dict[str, str]:
        if of.of in TYPE_OF:
            return {"id": known.id(value), "name": labels.get(value, known.id(value))}
        return {"str": labels.get(value, value)}

    return {one: [cell(value) for value in values.get(iri, ())] for one, iri in found.items()}


def proposed(_: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return the properties that entities of a type have."""
    kinds, language, most = kinds_of([asked["type"]]), asked["language"], asked["limit"]
    found = [
        {"id": of.id, "name": of.name.to(language)}
        for of in PROPERTIES.values()
        if any(kind in of.paths for kind in kinds)
    ]
    said = {"properties": found[: most or None], "type": asked["type"]}
    return document_of({**said, "limit": most} if most else said)
