"""What a value may be, and what it is called: from the records of the model, the vocabularies, and ``keys.yaml``."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyoxigraph as ox
import yaml

from tongbao import model
from tongbao.errors import Text
from tongbao.load.reader import Path_
from tongbao.model.vocabulary import Vocabulary
from tongbao.paths import ONTOLOGY
from tongbao.rdf.turtle import statements

_SKOS = "http://www.w3.org/2004/02/skos/core#"


KINDS = {
    "figure": "outcomes",
    "participant": "participants",
    "honour": "honours",
    "work": "works",
    "platform": "platforms",
    "claim": "claims",
    "event": "events",
    "beneficiary": "beneficiaries",
    "instrument": "instruments",
}
"""What can be added to a measure, and the key under which it stands."""
CELLS = {
    "outcomes": (
        *("counts", "reading", "realisation", "nature", "value.number", "value.scale", "value.unit"),
        *("value.classifier", "value.bound", "period.since", "period.cumulative", "as-of.date", "as-of.basis"),
    ),
    "participants": ("unit", "printed", "role"),
    "honours": ("name", "kind", "level", "conferred-by", "date", "rank"),
    "works": ("title", "kind", "date"),
    "platforms": ("name", "kind"),
    "claims": ("what", "wording", "level", "place"),
    "events": ("what", "date"),
    "beneficiaries": ("name", "kind"),
    "instruments": ("name", "kind"),
}
"""The cells of a record that a person fills in, by the key of its list."""


class Code(NamedTuple):
    """A code, what it is called, and what it means."""

    code: str
    label: Text
    about: Text


class Form(NamedTuple):
    """What a value may be: ``text``, ``number``, ``flag``, ``date``, ``code`` (of a vocabulary), ``record``, ``list``."""

    kind: str
    codes: str = ""


def label(key: str) -> Text:
    """Return what a key is called.

    >>> label("deadline").zh
    '完成时限'
    """
    return _labels().get(key, Text(key.replace("-", " ").capitalize(), key))


@cache
def _labels() -> dict[str, Text]:
    said = yaml.safe_load(Path(__file__).with_name("keys.yaml").read_text("utf-8"))
    return {key: Text(*words) for key, words in said.items()}


def form(path: Path_) -> Form:
    """Return what may stand at a path of a notice.

    >>> form(("measures", 0, "outcomes", 0, "reading"))
    Form(kind='code', codes='reading')
    """
    return _form(_resolved(path))


def has_key(path: Path_) -> bool:
    """Return whether the model knows a path of a notice."""
    return bool(_resolved(path))


def needed(path: Path_) -> set[str]:
    """Return the keys without which a record is not whole.

    >>> sorted(needed(("measures", 0, "events", 0)))
    ['date', 'id', 'quote', 'what']
    """
    return {key for one in _resolved(path) for key in one.get("required", ())}


def _resolved(path: Path_) -> list[dict[str, Any]]:
    found = _members(_schema())
    for step in path:
        inner = [one["items"] if isinstance(step, int) else one["properties"][step] for one in found if _has(one, step)]
        found = [member for each in inner for member in _members(each)]
    return found


def _has(schema: Mapping[str, Any], step: str | int) -> bool:
    return "items" in schema if isinstance(step, int) else step in schema.get("properties", {})


def _members(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the kinds of value that a schema allows, without references."""
    if "$ref" in schema:
        return _members(_schema()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    return [
        member for each in schema.get("anyOf", [schema]) for member in ([schema] if each is schema else _members(each))
    ]


def _form(members: list[dict[str, Any]]) -> Form:
    for one in members:
        if scheme := one.get("scheme"):
            return Form("code", scheme)
        if codes := one.get("enum"):
            return Form("code", _scheme_of(frozenset(map(str, codes))))
    kinds = {one.get("type") for one in members}
    simple = {"boolean": "flag", "integer": "number", "number": "number", "object": "record", "array": "list"}
    if any(one.get("format") == "decimal" for one in members):
        return Form("number")
    if any("[0-9]{4}" in one.get("pattern", "") and "-" in one["pattern"] for one in members):
        return Form("date")
    return Form("text" if "string" in kinds else next((simple[kind] for kind in kinds if kind in simple), "text"))


@cache
def _schema() -> dict[str, Any]:
    made = msgspec.json.schema(model.Notice)
    return {**made, **made["$defs"]["Notice"]}


@cache
def _scheme_of(codes: frozenset[str]) -> str:
    """Return the vocabulary that has some codes, the smallest of them; else the codes themselves."""
    fitting = [(len(known), name) for name, known in _vocabularies().items() if codes <= {one.code for one in known}]
    return min(fitting)[1] if fitting else "|".join(sorted(codes))


@cache
def _vocabularies() -> dict[str, tuple[Code, ...]]:
    return {file.stem: tuple(_concepts(file)) for file in sorted((ONTOLOGY / "vocab").glob("*.ttl"))}


def _concepts(file: Path) -> Iterator[Code]:
    """Yield the codes of a vocabulary in the order in which they stand in its file."""
    said: dict[str, dict[str, str]] = {}
    for statement in statements(file):
        name = statement.predicate.value.removeprefix(_SKOS)
        if isinstance(statement.object, ox.Literal) and name in ("notation", "prefLabel", "definition"):
            key = f"{name}{statement.object.language or ''}"
            said.setdefault(str(statement.subject), {})[key] = statement.object.value
    for one in said.values():
        if "notation" in one:
            names = Text(one.get("prefLabelen", ""), one.get("prefLabelzh", ""))
            yield Code(one["notation"], names, Text(one.get("definitionen", ""), one.get("definitionzh", "")))


def codes(name: str, vocabulary: Vocabulary) -> list[Code]:
    """Return the codes of a vocabulary, the dataset's own behind ours."""
    ours = _vocabularies().get(name)
    if ours is None:
        return [Code(code, label(code), Text("", "")) for code in name.split("|")]
    own = vocabulary.own.get(name, {})
    return [
        *ours,
        *(
            Code(code, Text(one.english, one.name), Text(one.definition_english, one.definition))
            for code, one in own.items()
        ),
    ]
