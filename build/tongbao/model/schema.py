"""JSON Schemas of the YAML files, made from the model, so that editors can complete and check records as you type."""

import json
from pathlib import Path
from typing import Any

import msgspec

from tongbao import model
from tongbao.model.codes import Extensible
from tongbao.model.vocabulary import OURS, Vocabulary

KINDS: dict[str, Any] = {
    "dataset": model.Dataset,
    "notice": model.Notice,
    "places": dict[model.Id, model.Place],
    "units": dict[model.Id, model.Unit],
    "vocabulary": dict[Extensible, dict[model.Id, model.OwnCode]],
}


def json_schema(kind: str, vocabulary: Vocabulary = OURS) -> str:
    """Return the JSON Schema (draft 2020-12) of one kind of file; a dataset's own codes are among those that it offers."""
    made = _said(msgspec.json.schema(KINDS[kind]), vocabulary)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _said(schema: Any, vocabulary: Vocabulary) -> Any:
    """Accept decimals written as YAML numbers, which msgspec describes as JSON strings; list the codes of each vocabulary."""
    if isinstance(schema, list):
        return [_said(item, vocabulary) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(scheme := schema.get("scheme"), str):
        return {"enum": sorted(vocabulary.codes(scheme))}
    if schema.get("format") == "decimal":
        return {**{key: value for key, value in schema.items() if key != "format"}, "type": "number"}
    return {key: _said(value, vocabulary) for key, value in schema.items()}


def write_schemas(folder: Path) -> None:
    """Write all schemas to a folder, ``<kind>.schema.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(json_schema(kind), encoding="utf-8", newline="\n")
