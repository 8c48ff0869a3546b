"""Values as short texts for a person, in both languages: codes by their names, amounts as they are read."""

from collections.abc import Mapping, Sequence
from typing import Any

from tongbao.errors import Language, Text
from tongbao.load import Authority
from tongbao.load.reader import Path_
from tongbao.model import plain
from tongbao.review import shape

HIDDEN = ("id", "position", "group", "source")
"""Keys that say nothing to a reader."""


def shown(path: Path_, value: Any, authority: Authority) -> Text:
    """Return a short text of a value: ``21 → 4 份``; of other records what they say, without their quotations."""
    if not isinstance(value, dict):
        return _said(path, value, authority)
    amounts = [value[key] for key in ("before", "after", "value") if isinstance(value.get(key), dict)]
    if amounts:
        return _together(" → ", [_amount(each, authority) for each in amounts])
    if "text" in value:
        return both(words_of(value))
    parts = [
        shown((*path, key), each, authority) if isinstance(each, dict) else _said((*path, key), each, authority)
        for key, each in value.items()
        if key not in ("quote", "named-in", *HIDDEN)
    ]
    return _together("　", parts) if parts else both(words_of(value.get("quote", "")))


def _said(path: Path_, value: Any, authority: Authority) -> Text:
    """Return a code by its name, a place by that of its record, and anything else by its words."""
    form = shape.form(path)
    if form.kind == "code":
        return _code(form.codes, value, authority)
    if path == ("place",) and value in authority.places:
        place = authority.places[value]
        return Text(plain(place.english), plain(place.name))
    if isinstance(value, bool):
        return Text("yes", "是") if value else Text("no", "否")
    return both(words_of(value))


def _together(sign: str, parts: Sequence[Text]) -> Text:
    return Text(sign.join(part.en for part in parts), sign.join(part.zh for part in parts))


def _amount(value: Mapping[str, Any], authority: Authority) -> Text:
    number = f"{value.get('number', '')}{'—' + str(value['to']) if 'to' in value else ''}{value.get('scale', '')}"
    unit = _code("unit-of-measure", value.get("unit"), authority)
    bound = _code("bound", value.get("bound"), authority)
    per = _code("unit-of-measure", value.get("per"), authority)
    classifier = value.get("classifier", "")
    texts = []
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        own = f"{bound.to(language)} " if bound.en else ""
        each = f"／{per.to(language)}" if per.en else ""
        texts.append(f"{own}{number} {classifier or unit.to(language)}{each}".strip())
    return Text(*texts)


def _code(scheme: str, code: Any, authority: Authority) -> Text:
    if not code:
        return Text("", "")
    found = next((one.label for one in shape.codes(scheme, authority.vocabulary) if one.code == code), None)
    return found or both(str(code))


def name_of(value: Any) -> str:
    """Return the name of a body, a person or a thing."""
    if not isinstance(value, dict):
        return str(value)
    said = next(
        (value[key] for key in ("printed", "person", "project", "name", "unit", "place", "what") if key in value), ""
    )
    return words_of(said)


def words_of(value: Any) -> str:
    """Return a value as one line of words."""
    if isinstance(value, dict):
        return str(value.get("text") or value.get("value") or name_of(value))
    if isinstance(value, list):
        return "、".join(words_of(each) for each in value)
    return str(value)


def both(words: str) -> Text:
    """Return words that stand in the source, the same in both languages."""
    return Text(words, words)
