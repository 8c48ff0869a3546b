"""JSON Schemas of the YAML files, made from the model, so that editors can complete and check records as you type."""

import json
from pathlib import Path
from typing import Any

import msgspec

from tongbao import model

KINDS: dict[str, Any] = {
    "dataset": model.Dataset,
    "notice": model.Notice,
    "places": dict[model.Id, model.Place],
    "units": dict[model.Id, model.Unit],
}


def json_schema(kind: str) -> str:
    """Return the JSON Schema (draft 2020-12) of one kind of file: dataset, notice, places or units."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_numbers(msgspec.json.schema(KINDS[kind]))}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _numbers(schema: Any) -> Any:
    """Accept decimals written as YAML numbers: msgspec describes them as JSON strings."""
    if isinstance(schema, list):
        return [_numbers(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {**{key: value for key, value in schema.items() if key != "format"}, "type": "number"}
    return {key: _numbers(value) for key, value in schema.items()}


def write_schemas(folder: Path) -> None:
    """Write all schemas to a folder, ``<kind>.schema.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(json_schema(kind), encoding="utf-8", newline="\n")
