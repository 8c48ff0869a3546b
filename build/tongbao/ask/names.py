"""Find the thing that a person means by a name: the name as typed, without 市, 省, 区, with its place, or a part of it."""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tongbao.ask.named import NAMED_KINDS, Named, by_name, key, names_of, queries_for_kinds, spaced, value
from tongbao.ask.questions import Parameter
from tongbao.ask.store import Store, base_of
from tongbao.ask.territories import AROUND, PLACES, territories
from tongbao.errors import AmbiguousNameError, Candidate, Problem, Text, UnknownNameError, UsageError
from tongbao.printed.script import simplified
from tongbao.rdf.literals import integer, string

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_PATH = re.compile(r"[a-z-]+/[^\x00-\x20<>\"{}|^`\\]+")
_NUMBER = re.compile(r"(?P<agency>\D+)(?P<year>(?:19|20|21)\d\d)\D*?(?P<serial>\d+)号?")
_SERIAL = re.compile(r"第?\s*(\d{1,9})\s*号")
_NEAR = 3
_SHOWN = 10

_NUMBERS = "SELECT DISTINCT ?number { ?thing tb:documentNumber ?number }"
_KINDS: Mapping[str, Text] = {
    "unit": Text("unit", "单位"),
    "place": Text("place", "地区"),
    "notice": Text("notice", "公文"),
    "measure": Text("measure", "举措"),
    "thing": Text("thing", "对象"),
    "number": Text("notice", "公文"),
}


@dataclass(frozen=True, slots=True)
class Meant:
    """The things of a kind whose whole name was given, by their IRIs."""

    found: Mapping[str, Named]
    placed: bool
    """Whether the name also tells whose they are: 厦门税务局 does; 税务局 and 区人社局 do not, unless that is a name of theirs."""


def meant(kind: str, typed: str, store: Store) -> Meant:
    """Return the units or places whose whole name, id or IRI is given, in either script; parts of names are left aside."""
    for words in dict.fromkeys((_bare(typed), simplified(_bare(typed)))):
        found, placed = _by_iri(kind, words, store), True
        if not found:
            found, placed = _whole(kind, words, store)
        if found:
            return Meant(found, placed)
    return Meant({}, False)


def _by_iri(kind: str, typed: str, store: Store) -> dict[str, Named]:
    """Return the thing whose IRI, or path below the dataset's base, is given."""
    iri = f"{base_of(store) or ''}id/{typed.removeprefix('id/')}" if _PATH.fullmatch(typed) else typed
    return {named.iri: named for named in names_of(kind, store) if named.iri == iri} if ":" in iri else {}


def term_for(parameter: Parameter, typed: str, store: Store) -> str:
    """Return the N-Triples term that a parameter's value, as a person typed it, stands for."""
    match parameter.type:
        case "number":
            return _in_either_script(typed, lambda words: string(_existing_number(words, store)))
        case "unit" | "place" | "notice" | "measure" | "thing":
            return f"<{find(parameter.type, typed, store)}>"
        case "iri":
            return f"<{_checked_iri(typed)}>"
        case "integer":
            return _integer(parameter.name, typed)
        case "string":
            return string(typed)


def find(kind: str, typed: str, store: Store) -> str:
    """Return the IRI of the one thing of a kind that a person means; raise UsageError where none or several fit."""
    return _in_either_script(typed, lambda words: _find(kind, words, store))


def _in_either_script(typed: str, look: Callable[[str], str]) -> str:
    """Return what is found for the words as typed, or else for the same words in simplified characters."""
    try:
        return look(typed)
    except UsageError as error:
        if not error.problems[0].code.startswith(("unknown-", "not-a-number")) or simplified(typed) == typed:
            raise
    return look(simplified(typed))


def _find(kind: str, typed: str, store: Store) -> str:
    typed = _bare(typed)
    if _IRI.fullmatch(typed) and not typed.startswith("id:"):
        return _existing(kind, typed, store)
    if kind == "thing":
        return _any_thing(typed, store)
    known = names_of(kind, store)
    found = _matches(kind, typed, known, store)
    if _PATH.fullmatch(typed) and not found and (iri := _by_path(typed, kind, store)):
        return iri
    return _the_one(kind, typed, found, known, store)


def _the_one(kind: str, typed: str, found: Mapping[str, Named], known: list[Named], store: Store) -> str:
    """Return the one thing that was found, or the one whose name contains what was typed."""
    if not found:
        found = _parts(typed, known) or _each_word(typed, known)
        if len(found) == 1 and len(key(typed)) == 1:  # one character is a hint, not a name
            raise _ambiguous(kind, typed, found, store)
    if not found and kind in ("measure", "thing"):
        found = _by_subject(typed, store)
    if len(found) > 1:
        raise _ambiguous(kind, typed, found, store)
    if not found:
        raise _unknown(kind, typed, known)
    return next(iter(found))


def document_number(typed: str) -> str:
    """Return a document number in its printed form, whatever brackets and spaces it was typed with.

    ``document_number("厦府办[2023] 64")`` gives ``厦府办〔2023〕64号``.
    """
    parts = _number_parts(typed)
    if parts is None:
        what = Text(f"{typed!r} is not a document number.", f"{typed!r} 不是发文字号。")
        cure = Text("Write it like 厦府办〔2023〕64号, with any brackets.", "请写成 厦府办〔2023〕64号；括号形式不限。")
        raise UsageError(Problem("not-a-number", what, cure))
    return parts


def _number_parts(typed: str) -> str | None:
    squeezed = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    # Brackets, dashes and 第 stand between the parts; none of them belongs to an agency's code.
    parts = _NUMBER.fullmatch(re.sub(r"[\W_第年]", "-", squeezed))
    if not parts or not parts["agency"].strip("-"):
        return None
    return f"{parts['agency'].strip('-')}〔{parts['year']}〕{int(parts['serial'])}号"


def _matches(kind: str, typed: str, known: list[Named], store: Store) -> dict[str, Named]:
    if kind in ("unit", "place"):
        return _whole(kind, typed, store)[0]
    if kind == "measure" and "/" in typed:
        notice, _, typed = typed.removeprefix("measure/").rpartition("/")
        known = [named for named in known if named.place == notice]
    sought = {key(typed), key(_number_parts(typed) or "")} if kind == "notice" else {key(typed)}
    exact = {named.iri: named for named in known if key(named.name) in sought - {""}}
    if kind == "notice" and not exact and (serial := _SERIAL.fullmatch(unicodedata.normalize("NFKC", typed.strip()))):
        end = f"〕{int(serial[1])}号"
        return {named.iri: named for named in known if named.name.endswith(end)}
    return exact


def _whole(kind: str, typed: str, store: Store) -> tuple[dict[str, Named], bool]:
    """Return the units or places that have a whole name, and whether it tells whose they are."""
    sought = key(typed)
    exact = by_name(kind, sought, store)
    if exact or kind != "unit" or not sought:
        return exact, True
    return territories(store).matches(sought)


def _parts(typed: str, known: list[Named]) -> dict[str, Named]:
    """Return the things whose name contains what was typed: as whole words or, in Chinese, as characters."""
    part, shape = (spaced(typed), spaced) if key(typed).isascii() else (key(typed), key)
    found: dict[str, Named] = {}
    for named in known:
        if part.strip() and named.worded and part in shape(named.name):
            found.setdefault(named.iri, named)
    return found


def _each_word(typed: str, known: list[Named]) -> dict[str, Named]:
    """Return the things whose names, ids, numbers and places together contain each of several words: ``税务局 厦门``."""
    words = [*filter(None, map(key, typed.split()))]
    if len(words) < 2:
        return {}
    named: dict[str, Named] = {}
    called: defaultdict[str, set[str]] = defaultdict(set)
    for name in known:
        if name.worded or name.iri not in named:
            named.setdefault(name.iri, name)
        called[name.iri] |= {key(name.name), key(name.place)}
        called[name.iri] |= {f" {word} " for word in re.findall(r"[a-z]+|\d+", spaced(name.name))}
    return {iri: name for iri, name in named.items() if all(_has(word, called[iri]) for word in words)}


def _has(word: str, names: Iterable[str]) -> bool:
    """Return whether one of the names contains a word; a word in Latin letters or digits must be a whole word of the name."""
    return any(f" {word} " == name if word.isascii() else word in name for name in names)


def _by_subject(typed: str, store: Store) -> dict[str, Named]:
    """Return the measures with a figure about what was typed, or else about the longest part of it that is the subject of a figure."""
    asked = key(typed)
    if len(asked) < 2:
        return {}
    subjects = names_of("subject", store)
    if found := _parts(typed, subjects):
        return found
    parts = {part for named in subjects if len(part := key(named.name)) > 1 and part in asked}
    longest = max(parts, key=len, default="")
    return {named.iri: named for named in reversed(subjects) if longest and key(named.name) == longest}


def queries_for_names() -> list[str]:
    """Return all queries by which the names of things are read."""
    return [*queries_for_kinds(), PLACES, AROUND, _NUMBERS]


def _any_thing(typed: str, store: Store) -> str:
    if _PATH.fullmatch(typed) and (iri := _by_path(typed, "thing", store)):
        return iri
    known = {kind: names_of(kind, store) for kind in NAMED_KINDS}
    for kind, names in known.items():
        if found := _matches(kind, typed, names, store):
            return _the_one(kind, typed, found, names, store)
    return _the_one("thing", typed, {}, [named for names in known.values() for named in names], store)


def _by_path(typed: str, kind: str, store: Store) -> str | None:
    """Return the IRI for ``measure/xiamen-2023-64/city-01``, the form in which tables show data, if it exists."""
    base = base_of(store)
    iri = f"{base}id/{typed.removeprefix('id/')}"
    return iri if base and _is_known(kind, iri, store) else None


def _is_known(kind: str, iri: str, store: Store) -> bool:
    test = "?p ?o" if kind == "thing" else f"a tb:{kind.capitalize()}"
    return store.ask(f"ASK {{ <{iri}> {test} }}")


def _existing(kind: str, typed: str, store: Store) -> str:
    if not _is_known(kind, typed, store):
        raise _unknown(kind, typed, [])
    return typed


def _existing_number(typed: str, store: Store) -> str:
    number = document_number(typed)
    rows = store.select(_NUMBERS)
    known = [value(row["number"]) for row in rows]
    if known and number not in known:
        raise _unknown("number", typed, [Named("", name, "", "", False) for name in known])
    return number


def _bare(typed: str) -> str:
    """Return what was typed without white space around it, and without the angle brackets of an IRI."""
    typed = typed.strip()
    return typed[1:-1] if typed.startswith("<") and typed.endswith(">") else typed


def _checked_iri(typed: str) -> str:
    typed = _bare(typed)
    if not _IRI.fullmatch(typed):
        what = Text(f"{typed!r} is not an IRI.", f"{typed!r} 不是 IRI。")
        raise UsageError(Problem("not-an-iri", what, Text("Write it whole: https://…", "请写完整：https://…")))
    return typed


def _integer(name: str, typed: str) -> str:
    try:
        return integer(int(typed))
    except ValueError as error:
        what = Text(f"{typed!r} is not a whole number.", f"{typed!r} 不是整数。")
        cure = Text(f"Write --{name} 3.", f"请写成 --{name} 3。")
        raise UsageError(Problem("not-an-integer", what, cure)) from error


def _ambiguous(kind: str, typed: str, found: Mapping[str, Named], store: Store) -> AmbiguousNameError:
    data = f"{base_of(store) or ''}id/"
    candidates = [f"{n.iri.removeprefix(data)}  {n.name}{f'（{n.place}）' if n.place else ''}" for n in found.values()]
    listed = "\n".join(f"      {candidate}" for candidate in candidates[:_SHOWN])
    more = len(candidates) - _SHOWN
    rest = Text(f"\n      … and {more} more", f"\n      ……另有 {more} 个") if more > 0 else Text("", "")
    word = _KINDS[kind]
    what = Text(f"{typed!r} may be any of {len(found)} {word.en}s.", f"{typed!r} 对应 {len(found)} 个{word.zh}。")
    if len(found) == 1:
        what = Text(f"{typed!r} is too short to name a {word.en}.", f"{typed!r} 太短，不足以确定{word.zh}。")
    cure = Text(f"Write one of these instead:\n{listed}{rest.en}", f"请改写为其中之一：\n{listed}{rest.zh}")
    meant = (Candidate(named.iri, named.name, named.place, named.home) for named in found.values())
    return AmbiguousNameError(Problem(f"ambiguous-{kind}", what, cure), meant)


def _unknown(kind: str, typed: str, known: list[Named]) -> UnknownNameError:
    names = _nearest(typed, [named.name for named in known])
    cure = Text("Check the name, or give its id or IRI.", "请检查名称，或改用标识或 IRI。")
    if names:
        cure = Text(f"Nearest names: {', '.join(names)}.", f"相近的名称：{'、'.join(names)}。")
    word = _KINDS[kind]
    what = Text(f"No {word.en} is called {typed!r}.", f"没有名为 {typed!r} 的{word.zh}。")
    return UnknownNameError(Problem(f"unknown-{kind}", what, cure), names)


def _nearest(typed: str, names: list[str]) -> list[str]:
    """Return the names nearest to what was typed; for a document number, the nearest however different they are."""
    number = _number_parts(typed)
    numbers = [name for name in names if number and _number_parts(name) == name]
    by_key = {key(name): name for name in numbers or names}
    near = difflib.get_close_matches(key(number or typed), by_key, n=_NEAR, cutoff=0 if numbers else 0.5)
    return [by_key[name] for name in near]
