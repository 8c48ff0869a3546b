"""Find the thing that a person means by a name: the name as typed, without 市, 省, 区, with its place, or a part of it."""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from tongbao.ask.questions import Parameter
from tongbao.ask.store import Store, base_of
from tongbao.errors import Problem, Text, UsageError
from tongbao.printed.script import simplified
from tongbao.rdf.literals import integer, string

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_PATH = re.compile(r"[a-z-]+/[^\x00-\x20<>\"{}|^`\\]+")
_NUMBER = re.compile(r"(?P<agency>\D+)(?P<year>(?:19|20|21)\d\d)\D*?(?P<serial>\d+)号?")
_SERIAL = re.compile(r"第?\s*(\d{1,9})\s*号")
SIGNS = "市省区县"
"""The signs of a territory that a person may leave out or put in front."""

_NO_SIGNS = str.maketrans("", "", SIGNS)
_NEAR = 3
_SHOWN = 10

_NAMES = {
    "unit": """
        { SELECT ?thing ?name { ?thing a tb:Unit ; dcterms:identifier|skos:prefLabel|skos:altLabel ?name } }
        OPTIONAL { ?thing tb:locatedIn ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "place": """
        { SELECT ?thing ?name { ?thing a tb:Place ;
            dcterms:identifier|skos:prefLabel|skos:altLabel|tb:placeCode ?name } }
        OPTIONAL { ?thing tb:within ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "notice": """
        { SELECT ?thing ?name { ?thing a tb:Notice ; dcterms:identifier|dcterms:title|tb:documentNumber ?name } }
        OPTIONAL { ?thing tb:place ?home . ?home skos:prefLabel ?place . FILTER(LANG(?place) = "zh") }""",
    "measure": """
        { SELECT ?thing ?name ?notice { ?thing a tb:Measure ; tb:publishedIn ?notice ;
            dcterms:identifier|dcterms:title|tb:printedTitle ?name } }
        OPTIONAL { ?notice dcterms:identifier ?place }""",
}
_SUBJECTS = "?thing a tb:Measure ; tb:hasOutcome/tb:counts ?name ; tb:publishedIn/dcterms:identifier ?place"
"""The subjects of the figures of measures: searched where no name fits."""
_PLACES = "SELECT ?place ?name { ?place a tb:Place ; skos:prefLabel|skos:altLabel ?name }"
_AROUND = "SELECT ?place ?around { ?place a tb:Place ; tb:within* ?around }"
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
class Named:
    """One name of one thing, and where the thing is."""

    iri: str
    name: str
    place: str
    home: str
    worded: bool
    """Whether it is a name in a language, not an id or a number."""


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
    known = _named(kind, store)
    found = _matches(kind, typed, known, store)
    if _PATH.fullmatch(typed) and not found and (iri := _by_path(typed, kind, store)):
        return iri
    return _the_one(kind, typed, found, known, store)


def _the_one(kind: str, typed: str, found: Mapping[str, Named], known: list[Named], store: Store) -> str:
    """Return the one thing that was found, or the one whose name contains what was typed."""
    if not found:
        found = _parts(typed, known) or _each_word(typed, known)
        if len(found) == 1 and len(key(typed)) == 1:  # one character is a hint, not a name
            raise UsageError(_ambiguous(kind, typed, found, store))
    if not found and kind in ("measure", "thing"):
        found = _by_subject(typed, store)
    if len(found) > 1:
        raise UsageError(_ambiguous(kind, typed, found, store))
    if not found:
        raise UsageError(_unknown(kind, typed, known))
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


def key(name: str) -> str:
    """Return the form of a name that is compared: without case, width, white space or punctuation."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPCS")


def _matches(kind: str, typed: str, known: list[Named], store: Store) -> dict[str, Named]:
    if kind == "measure" and "/" in typed:
        notice, _, typed = typed.removeprefix("measure/").rpartition("/")
        known = [named for named in known if named.place == notice]
    sought = {key(typed), key(_number_parts(typed) or "")} if kind == "notice" else {key(typed)}
    exact = {named.iri: named for named in known if key(named.name) in sought - {""}}
    if kind == "notice" and not exact and (serial := _SERIAL.fullmatch(unicodedata.normalize("NFKC", typed.strip()))):
        end = f"〕{int(serial[1])}号"
        return {named.iri: named for named in known if named.name.endswith(end)}
    return exact if exact or kind != "unit" or not key(typed) else _Territories(store).matches(key(typed), known)


def _parts(typed: str, known: list[Named]) -> dict[str, Named]:
    """Return the things whose name contains what was typed: as whole words or, in Chinese, as characters."""
    part, shape = (_words(typed), _words) if key(typed).isascii() else (key(typed), key)
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
        called[name.iri] |= {f" {word} " for word in re.findall(r"[a-z]+|\d+", _words(name.name))}
    return {iri: name for iri, name in named.items() if all(_has(word, called[iri]) for word in words)}


def _has(word: str, names: Iterable[str]) -> bool:
    """Return whether one of the names contains a word; a word in Latin letters or digits must be a whole word of the name."""
    return any(f" {word} " == name if word.isascii() else word in name for name in names)


def _by_subject(typed: str, store: Store) -> dict[str, Named]:
    """Return the measures with a figure about what was typed, or else about the longest part of it that is the subject of a figure."""
    asked = key(typed)
    if len(asked) < 2:
        return {}
    subjects = _named("subject", store)
    if found := _parts(typed, subjects):
        return found
    parts = {part for named in subjects if len(part := key(named.name)) > 1 and part in asked}
    longest = max(parts, key=len, default="")
    return {named.iri: named for named in reversed(subjects) if longest and key(named.name) == longest}


def _words(name: str) -> str:
    """Return the words of a name with a space around each: `` people s court ``."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = re.findall(r"[^\W_]+", folded)
    return f" {' '.join(words)} "


class _Territories:
    """Reads 市, 省, 区 and the names of places in front of a unit's name."""

    def __init__(self, store: Store) -> None:
        self.names: dict[str, set[str]] = {}
        for row in store.select(_PLACES):
            self.names.setdefault(_value(row["place"]), set()).add(key(_value(row["name"])))
        self.around: dict[str, set[str]] = {}
        for row in store.select(_AROUND):
            self.around.setdefault(_value(row["place"]), set()).add(_value(row["around"]))

    def matches(self, typed: str, known: list[Named]) -> dict[str, Named]:
        """Return the units meant, by the strictest reading of the typed name that finds any."""
        for reading in (self._by_sign, self._by_own_place, self._by_place_around, self._without_place, self._loosely):
            found: dict[str, Named] = {}
            for named in known:
                if reading(typed, named):
                    found.setdefault(named.iri, named)
            if found:
                return found
        return {}

    def _by_sign(self, typed: str, named: Named) -> bool:
        """区人社局: any unit of that name in a 区."""
        own = any(name.endswith(typed[0]) for name in self.names.get(named.home, ()))
        return typed[0] in SIGNS and own and typed[1:] in self._without_front(named)

    def _by_own_place(self, typed: str, named: Named) -> bool:
        """厦门税务局: the unit of that place."""
        return self._starts_with_place(typed, named, {named.home})

    def _by_place_around(self, typed: str, named: Named) -> bool:
        """厦门海沧区政府: a unit of a place within that place."""
        return self._starts_with_place(typed, named, self.around.get(named.home, set()))

    def _starts_with_place(self, typed: str, named: Named, places: set[str]) -> bool:
        names = {name for place in places for name in self.names.get(place, ()) if typed.startswith(name)}
        return any(typed.removeprefix(name) in self._without_front(named) for name in names)

    def _without_place(self, typed: str, named: Named) -> bool:
        """税务局: every unit of that name, wherever it is."""
        return typed in self._without_front(named)

    def _loosely(self, typed: str, named: Named) -> bool:
        """人民银行厦门分行 for 人民银行厦门市分行."""
        return typed.translate(_NO_SIGNS) == key(named.name).translate(_NO_SIGNS)

    def _without_front(self, named: Named) -> set[str]:
        """Return a unit's name as it is, and without its own place or that place's sign in front."""
        whole, own = key(named.name), self.names.get(named.home, set())
        signs = {name[-1] for name in own if name[-1] in SIGNS}
        return {whole, *(whole.removeprefix(front) for front in own | signs)} - {""}


_KNOWN: "WeakKeyDictionary[Store, dict[str, list[Named]]]" = WeakKeyDictionary()


def _named(kind: str, store: Store) -> list[Named]:
    """Return all names of things of a kind; each store is asked only once."""
    known = _KNOWN.setdefault(store, {})
    if kind not in known:
        known[kind] = list(_asked(kind, store))
    return known[kind]


def _asked(kind: str, store: Store) -> Iterator[Named]:
    for row in store.select(_query(_SUBJECTS if kind == "subject" else _NAMES[kind])):
        place, home = row.get("place"), row.get("home")
        worded = getattr(row["name"], "language", None) is not None
        yield Named(_value(row["thing"]), _value(row["name"]), _value(place), _value(home), worded)


def _query(asked: str) -> str:
    return f"SELECT ?thing ?name ?place ?home {{ {asked} }} ORDER BY ?thing ?name"


def queries_for_names() -> list[str]:
    """Return all queries by which the names of things are read."""
    return [*map(_query, (*_NAMES.values(), _SUBJECTS)), _PLACES, _AROUND, _NUMBERS]


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _any_thing(typed: str, store: Store) -> str:
    if _PATH.fullmatch(typed) and (iri := _by_path(typed, "thing", store)):
        return iri
    known = {kind: _named(kind, store) for kind in _NAMES}
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
        raise UsageError(_unknown(kind, typed, []))
    return typed


def _existing_number(typed: str, store: Store) -> str:
    number = document_number(typed)
    rows = store.select(_NUMBERS)
    known = [_value(row["number"]) for row in rows]
    if known and number not in known:
        raise UsageError(_unknown("number", typed, [Named("", name, "", "", False) for name in known]))
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


def _ambiguous(kind: str, typed: str, found: Mapping[str, Named], store: Store) -> Problem:
    data = f"{base_of(store) or ''}id/"
    candidates = [f"{n.iri.removeprefix(data)}  {n.name}{f'（{n.place}）' if n.place else ''}" for n in found.values()]
    listed = "\n".join(f"      {candidate}" for candidate in candidates[:_SHOWN])
    more = len(candidates) - _SHOWN
    rest = Text(f"\n      … and {more} more", f"\n      ……另有 {more} 个") if more > 0 else Text("", "")
    word = _KINDS[kind]
    what = Text(f"{typed!r} may be any of {len(found)} {word.en}s.", f"{typed!r} 对应 {len(found)} 个{word.zh}。")
    if len(found) == 1:
        what = Text(f"{typed!r} is too short to name a {word.en}.", f"{typed!r} 太短，不足以确定{word.zh}。")
    return Problem(
        f"ambiguous-{kind}",
        what,
        Text(f"Write one of these instead:\n{listed}{rest.en}", f"请改写为其中之一：\n{listed}{rest.zh}"),
    )


def _unknown(kind: str, typed: str, known: list[Named]) -> Problem:
    names = _nearest(typed, [named.name for named in known])
    cure = Text("Check the name, or give its id or IRI.", "请检查名称，或改用标识或 IRI。")
    if names:
        cure = Text(f"Nearest names: {', '.join(names)}.", f"相近的名称：{'、'.join(names)}。")
    word = _KINDS[kind]
    what = Text(f"No {word.en} is called {typed!r}.", f"没有名为 {typed!r} 的{word.zh}。")
    return Problem(f"unknown-{kind}", what, cure)


def _nearest(typed: str, names: list[str]) -> list[str]:
    """Return the names nearest to what was typed; for a document number, the nearest however different they are."""
    number = _number_parts(typed)
    numbers = [name for name in names if number and _number_parts(name) == name]
    by_key = {key(name): name for name in numbers or names}
    near = difflib.get_close_matches(key(number or typed), by_key, n=_NEAR, cutoff=0 if numbers else 0.5)
    return [by_key[name] for name in near]
