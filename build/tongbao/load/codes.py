"""The codes of records whose vocabularies a dataset may extend: described with those it has, and compared with them.

The records hold them as texts (``AnyLevel``), because a dataset's own are known only when it is read.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from msgspec import inspect, structs

from tongbao.model.codes import EXTENSIBLE
from tongbao.model.vocabulary import Vocabulary, Words

Check = Callable[[Any], bool]


def described(kind: Any, vocabulary: Vocabulary) -> inspect.Type:
    """Return the description of a type, with the codes that each text of an extensible vocabulary may be."""
    return _known(kind, vocabulary)[0]


def has_known_codes(record: Any, kind: Any, vocabulary: Vocabulary) -> bool:
    """Return whether all codes in a record of a kind are those of their vocabularies."""
    check = _known(kind, vocabulary)[1]
    return check is None or check(record)


def _known(kind: Any, vocabulary: Vocabulary) -> tuple[inspect.Type, Check | None]:
    return _of(kind, vocabulary.words)


@lru_cache(maxsize=64)
def _of(kind: Any, own: Words) -> tuple[inspect.Type, Check | None]:
    type_ = _with_codes(inspect.type_info(kind), dict(own))
    return type_, _check(type_)


def _with_codes(kind: inspect.Type, own: Mapping[str, tuple[tuple[str, str], ...]]) -> inspect.Type:
    """Return a description in which each text that is such a code is one of those listed."""
    match kind:
        case inspect.Metadata():
            scheme = (kind.extra_json_schema or {}).get("scheme")
            if scheme:
                words = own.get(scheme, ())
                codes = dict.fromkeys([*EXTENSIBLE[scheme], *(code for _, code in words)])
                return OpenCode(tuple(sorted(codes)), dict(words))
            return structs.replace(kind, type=_with_codes(kind.type, own))
        case inspect.UnionType():
            return structs.replace(kind, types=tuple(_with_codes(one, own) for one in kind.types))
        case inspect.ListType():
            return structs.replace(kind, item_type=_with_codes(kind.item_type, own))
        case inspect.DictType():
            return structs.replace(kind, value_type=_with_codes(kind.value_type, own))
        case inspect.StructType():
            fields = (structs.replace(one, type=_with_codes(one.type, own)) for one in kind.fields)
            return structs.replace(kind, fields=tuple(fields))
    return kind


class OpenCode(inspect.LiteralType):
    """One of the codes of a vocabulary that a dataset may extend, which msgspec has not compared."""

    words: dict[str, str] = {}  # noqa: RUF012 - a struct copies it
    """Chinese words, each with the code of the dataset's own that it stands for."""


def _check(kind: inspect.Type) -> Check | None:
    """Return what tells whether the codes in a value of a type are known; None where it holds none."""
    match kind:
        case OpenCode():
            return frozenset(kind.values).__contains__
        case inspect.Metadata():
            return _check(kind.type)
        case inspect.UnionType():
            return _of_union(kind.types)
        case inspect.ListType() if check := _check(kind.item_type):
            return _of_all(check)
        case inspect.DictType() if check := _check(kind.value_type):
            of_all = _of_all(check)
            return lambda value: of_all(value.values())
        case inspect.StructType():
            return _of_struct(kind)
    return None


def _of_all(check: Check) -> Check:
    def of_all(values: Iterable[Any]) -> bool:
        return all(map(check, values))

    return of_all


def _of_struct(kind: inspect.StructType) -> Check | None:
    parts = [(field.name, check) for field in kind.fields if (check := _check(field.type))]

    def of_struct(value: Any) -> bool:
        for name, check in parts:  # noqa: SIM110 - a generator would take half as long again
            if not check(getattr(value, name)):
                return False
        return True

    return of_struct if parts else None


def _of_union(types: Iterable[inspect.Type]) -> Check | None:
    by_class: dict[type, Check] = {}
    for one in types:
        if check := _check(one):
            by_class[_class_of(one)] = check

    def of_union(value: Any) -> bool:
        check = by_class.get(type(value))
        return check is None or check(value)

    return of_union if by_class else None


def _class_of(kind: inspect.Type) -> type:
    match kind:
        case inspect.StructType():
            return kind.cls
        case inspect.ListType():
            return list
        case inspect.DictType():
            return dict
    return str


# --- what a dataset's own codes mean ------------------------------------------------------------

R = TypeVar("R")


def in_ours(record: R, vocabulary: Vocabulary) -> R:
    """Return a record with the code of ours above each of the dataset's own: what the words are compared with."""
    if not vocabulary.own:
        return record
    said = {name: (getattr(record, name), scheme) for name, scheme in _schemes(cast(Hashable, type(record)))}
    ours = {name: _ours(value, scheme, vocabulary) for name, (value, scheme) in said.items()}
    return cast(R, structs.replace(cast(Any, record), **ours))


def _ours(value: Any, scheme: str, vocabulary: Vocabulary) -> Any:
    if isinstance(value, list):
        return [vocabulary.ours(scheme, code) for code in value]
    return vocabulary.ours(scheme, value) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def _schemes(record: Hashable) -> list[tuple[str, str]]:
    """Return the fields of a record that hold codes, each with its vocabulary."""
    described = inspect.type_info(record)
    assert isinstance(described, inspect.StructType)
    return [(field.name, scheme) for field in described.fields if (scheme := _scheme(field.type))]


def _scheme(kind: inspect.Type) -> str:
    """Return the vocabulary of a value's codes; an empty text where it holds none."""
    match kind:
        case inspect.Metadata():
            return str((kind.extra_json_schema or {}).get("scheme", "")) or _scheme(kind.type)
        case inspect.UnionType():
            return next(filter(None, map(_scheme, kind.types)), "")
        case inspect.ListType():
            return _scheme(kind.item_type)
    return ""
