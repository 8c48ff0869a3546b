"""What is looked at before a proposal is written into the draft: its form, and that it departs from no words."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import inspect

from tongbao.errors import Problem
from tongbao.files.text import FORBIDDEN, character_problem
from tongbao.intake.original.fold import fold
from tongbao.intake.proposals.reasons import departs, renames, unknown_key
from tongbao.intake.proposals.unit import Unit
from tongbao.load.characters import INVISIBLE
from tongbao.load.decode import members
from tongbao.load.reader import MAX_NUMBER, Path_
from tongbao.load.source import squeeze

_KEY = re.compile("[a-z][a-z-]{0,40}")
_NUMBER = re.compile(rf"[-+]?[0-9]{{1,{MAX_NUMBER}}}(\.[0-9]{{1,{MAX_NUMBER}}})?")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DECLARED = ("departs", "printed-title", "certainty")
"""By these a person says that a record departs from the words, or how sure it is."""
_NAMED = ("name", "title")


def fault_of(unit: Unit) -> Problem | None:
    """Return why a proposal cannot be written into a draft; None where it can."""
    walked = list(_walk(unit.value, ()))
    for path, key, value in walked:
        if isinstance(key, str) and not _KEY.fullmatch(key):
            return unit.refused("unknown-key", *unknown_key(key), path)
        if isinstance(value, str) and (sign := FORBIDDEN.search(value) or INVISIBLE.search(value)):
            return unit.refused("bad-character", *character_problem(value[sign.start()]), path)
    for path, key, value in walked:
        if key in _DECLARED and value not in ([], None):
            return unit.refused("proposed-departure", *departs(str(key)), path)
        if key == "printed" and isinstance(value, str) and (name := _other_name(unit.value, path, value)):
            return unit.refused("proposed-departure", *renames(name, value), path)
    return None


def _walk(value: Any, path: Path_) -> Iterator[tuple[Path_, str | int, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield (*path, key), key, each
        yield from _walk(each, (*path, key))
    if not path:
        yield (), 0, value


def _other_name(value: Any, path: Path_, printed: str) -> str:
    """Return the name that a record gives beside the printed one, where it is another."""
    for key in path[:-1]:
        value = value[key]
    names = [value[key] for key in _NAMED if isinstance(value.get(key), str)]
    return next((name for name in names if squeeze(name) != squeeze(printed)), "")


def tidied(value: Any, kind: inspect.Type) -> Any:
    """Return a value as the draft writes values: words folded as the stored text is, nothing that is null.

    Numbers, true and false that are written as texts become what they say where nothing else is taken; a single value
    becomes a list where only lists are.
    """
    kinds = list(members(kind))
    lists = [one for one in kinds if isinstance(one, inspect.ListType)]
    if isinstance(value, list):
        item = lists[0].item_type if lists else inspect.AnyType()
        return [tidied(each, item) if each is not None else "" for each in value]
    if isinstance(value, dict):
        return _tidied_record(value, kinds)
    texts = any(isinstance(one, inspect.StrType | inspect.LiteralType | inspect.AnyType) for one in kinds)
    if lists and not texts and not isinstance(value, int | Decimal):
        return [tidied(value, lists[0].item_type)]
    return _tidied_scalar(value, kinds, texts=texts)


def _tidied_record(value: Mapping[str, Any], kinds: list[inspect.Type]) -> dict[str, Any]:
    records = [one for one in kinds if isinstance(one, inspect.StructType)]
    fields = [{field.encode_name: field.type for field in one.fields} for one in records]
    known = max(fields, key=lambda one: len(one.keys() & value.keys()), default={})
    return {key: tidied(each, known.get(key, inspect.AnyType())) for key, each in value.items() if each is not None}


def _tidied_scalar(value: Any, kinds: list[inspect.Type], *, texts: bool) -> Any:
    if not isinstance(value, str):
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        numbers = any(isinstance(one, inspect.IntType | inspect.DecimalType) for one in kinds)
        return str(value) if number and texts and not numbers and _NUMBER.fullmatch(str(value)) else value
    value = _BREAKS.sub("\n", fold(value)).replace("\t", " ")
    if texts:
        return value
    if any(isinstance(one, inspect.BoolType) for one in kinds) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if any(isinstance(one, inspect.IntType | inspect.DecimalType) for one in kinds) and _NUMBER.fullmatch(value):
        return Decimal(value) if "." in value else int(value)
    return value
