"""The JSON Schemas that editors check by say what the loader says."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.load.test_broken import CASES, NOTICE, broken, name
from tests.places import TESTS

from tongbao import paths
from tongbao.load import notice_files
from tongbao.load.decode import decode
from tongbao.load.reader import read_yaml
from tongbao.model.schema import KINDS, json_schema, write_schemas

DEMO = TESTS / "data" / "demo"
FILES = [
    file
    for data in (paths.DATA, DEMO)
    for file in (*(data / f"{kind}.yaml" for kind in ("dataset", "places", "units")), *notice_files(data))
]


def kind_of(file: Path) -> str:
    return file.stem if file.stem in KINDS else "notice"


@cache
def checker(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(json_schema(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_json(value: Any) -> Any:
    """Return what an editor sees: the same values, with binary numbers."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_shipped_are_those_the_model_makes(kind: str) -> None:
    shipped = paths.DATA / "schema" / f"{kind}.schema.json"
    assert shipped.read_text("utf-8") == json_schema(kind), "run `make generated`"


def test_no_schema_is_shipped_that_the_model_does_not_make(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    made, shipped = ({file.name for file in folder.iterdir()} for folder in (tmp_path, paths.DATA / "schema"))
    assert made == shipped


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_data_are_valid_under_their_schema(file: Path) -> None:
    errors = list(checker(kind_of(file)).iter_errors(as_json(read_yaml(file).value)))
    assert not errors


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_data_point_editors_to_their_schema(file: Path) -> None:
    mark = "# yaml-language-server: $schema="
    first = file.read_text("utf-8").partition("\n")[0]
    assert first.startswith(mark)
    assert (file.parent / first.removeprefix(mark)).resolve() == paths.DATA / "schema" / f"{kind_of(file)}.schema.json"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_schema_and_loader_refuse_the_same_files(case: dict[str, Any], demo: Path) -> None:
    """What the loader refuses for its form, an editor underlines; what it accepts, no editor does."""
    file = broken(demo, case) / case.get("in", case.get("file", NOTICE))
    document = read_yaml(file)
    if file.suffix != ".yaml" or document.problems:
        return  # refused before its form counts: no YAML of ours, which an editor tells without a schema
    accepted = decode(document, KINDS[kind_of(file)]) is not None
    assert checker(kind_of(file)).is_valid(as_json(document.value)) == accepted


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_or_speaks_for_itself(kind: str) -> None:
    """Each record has a description, so that an editor can say what it is."""
    records = json.loads(json_schema(kind))["$defs"]
    assert records
    assert not [record for record, schema in records.items() if not schema.get("description")]
