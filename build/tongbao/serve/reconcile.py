"""Reconciliation of units and places: which entity a name means (Reconciliation Service API 0.2).

Specified by the W3C Entity Reconciliation Community Group: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from tongbao import limits
from tongbao.ask.store import LocalStore
from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.rdf.iris import TERMS
from tongbao.serve.alike import Alike, alike
from tongbao.serve.asking import did_you_mean
from tongbao.serve.entities import PROPERTIES, TYPES, Entities, Kind, entities
from tongbao.serve.preview import HEIGHT, WIDTH
from tongbao.serve.work import DOCUMENT, Reply

_LIMIT = 10
"""How many candidates are returned where no number is asked for."""
_HAN = re.compile("[\u3400-\u9fff]")
_T = TypeVar("_T")


class Reference(msgspec.Struct, frozen=True):
    """An entity as the value of a property."""

    id: str
    name: str | None = None


Value = str | int | float | bool | Reference


class Condition(msgspec.Struct, frozen=True):
    """A property, and the value or values one of which it should have."""

    pid: str
    v: Value | list[Value]


class Asked(msgspec.Struct, frozen=True):
    """One name to be reconciled; other fields are left aside, as clients send more than the specification names."""

    query: str | None = None
    type: str | list[str] | None = None
    limit: Annotated[float, msgspec.Meta(ge=1)] | None = None
    properties: list[Condition] | None = None
    type_strict: Literal["any", "should", "all"] | None = None


def manifest(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return what the service offers, and where."""
    language: Language = asked["language"]
    home = f"{asked['home']}/reconcile/{language}"

    def at(path: str) -> dict[str, str]:
        return {"service_url": home, "service_path": path}

    document = {
        "versions": ["0.2"],
        "name": _NAME.to(language),
        "identifierSpace": entities(store).space,
        "schemaSpace": TERMS,
        "documentation": f"{asked['home']}/openapi.json",
        "defaultTypes": types(language),
        "view": {"url": f"{asked['home']}/id/{{{{id}}}}" if asked["has_pages"] else f"{home}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{home}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: at(f"/suggest/{what}") for what in ("entity", "property", "type")},
        "extend": {"propose_properties": at("/properties"), "property_settings": []},
        "batchSize": limits.SERVED_BATCH,
    }
    return document_of(document)


def types(language: Language) -> list[dict[str, str]]:
    """Return the types of entities."""
    return [{"id": name, "name": words.to(language)} for name, (_, words) in TYPES.items()]


def document_of(said: Any) -> Reply:
    """Return something as JSON."""
    return Reply(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n", DOCUMENT)


def decoded(text: str, of: type[_T]) -> _T:
    """Read JSON of a form; raise UsageError with the place of what is wrong."""
    try:
        return msgspec.json.decode(text, type=of)
    except (msgspec.DecodeError, UnicodeError) as error:
        shown = str(error)[:200]
        what = Text(f"The request is not as the specification has it: {shown}", f"请求不符合规范：{shown}")
        raise UsageError(Problem("reconciliation-form", what, _SPECIFIED)) from error


def bounded(count: int) -> None:
    """Refuse a request for too much at once."""
    if count > limits.SERVED_BATCH:
        what = Text(
            f"{count} are asked for, and a request may ask for {limits.SERVED_BATCH}.",
            f"一次请求了 {count} 项，上限为 {limits.SERVED_BATCH} 项。",
        )
        raise UsageError(Problem("batch-too-large", what, Text("Send several requests.", "请分次请求。")))


def candidates(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return candidates for each name of a batch."""
    batch = decoded(asked["queries"], dict[str, Asked])
    bounded(len(batch))
    known = entities(store)
    return document_of({name: {"result": _result(each, known, asked["language"])} for name, each in batch.items()})


def _result(asked: Asked, known: Entities, language: Language) -> list[dict[str, Any]]:
    if not asked.query and not asked.properties:
        raise UsageError(Problem("reconciliation-form", *_NOTHING_ASKED))
    kinds = kinds_of([asked.type] if isinstance(asked.type, str) else asked.type or [], asked.type_strict == "all")
    conditions = asked.properties or []
    fitting = {condition.pid: _Fitting(condition, known) for condition in conditions}
    if asked.query:
        found = alike(asked.query, kinds, known, limits.SERVED_CANDIDATES)
    else:
        found = [Alike(entity, 50.0, 0.0) for entity in known.all.values() if entity.kind in kinds]
    decided = _decided(found, list(fitting.values()), of_name=bool(asked.query))
    most = int(min(asked.limit or _LIMIT, limits.SERVED_CANDIDATES))
    return _shown(decided[:most], fitting, known, language_of(asked.query or "", language))


class _Fitting:
    """Tells which entities meet a condition."""

    def __init__(self, condition: Condition, known: Entities) -> None:
        self.of = property_of(condition.pid)
        self.known = known
        self.wanted = [_text(each) for each in (condition.v if isinstance(condition.v, list) else [condition.v])]
        self.tests = [known.test(self.of, each) for each in self.wanted]
        self._has: dict[str, tuple[str, ...]] = {}
        self._met: dict[tuple[str, ...], bool] = {}

    def look(self, found: Iterable[Alike]) -> None:
        """Read the values of some entities, all at once."""
        iris = [each.entity.iri for each in found]
        values = self.known.values(self.of, iris)
        self._has = {iri: tuple(values.get(iri, ())) for iri in iris}
        self._met = {each: any(test(each) for test in self.tests) for each in {*self._has.values()}}

    def __call__(self, each: Alike) -> bool:
        return self._met[self._has[each.entity.iri]]

    def is_its_place(self, each: Alike) -> bool:
        """Whether the condition names the very place of an entity, and not one around it."""
        places = set().union(*map(self.known.places, self.wanted)) if self.of.id == "place" else set()
        return bool(places & {*self._has[each.entity.iri]})


def _text(said: Value) -> str:
    if isinstance(said, Reference):
        return said.id
    return json.dumps(said) if isinstance(said, bool | int | float) else said


def _decided(found: Sequence[Alike], fitting: Sequence[_Fitting], *, of_name: bool) -> list[Alike]:
    """Narrow the candidates to those that meet all conditions; where none does, all stay, with half their score and in doubt.

    One candidate is sure: the only one with the whole name among those that meet the conditions, if the name or a condition
    tells whose it is. A place around its own does not: there may be others in it that nobody has entered.
    """
    for each in fitting:
        each.look(found)
    met = [each for each in found if all(fits(each) for fits in fitting)]
    if not met and of_name:
        return [replace(each, score=each.score / 2, sure=False) for each in found]
    whole = [each for each in met if each.whole]
    if len(whole) == 1 and any(each.is_its_place(whole[0]) for each in fitting):
        one = replace(whole[0], score=100.0, sure=True)
        return [one, *(each for each in met if each is not whole[0])]
    return met


def _shown(found: Sequence[Alike], fitting: Mapping[str, _Fitting], known: Entities, language: Language) -> list[dict[str, Any]]:  # fmt: skip
    iris = [each.entity.iri for each in found]
    labels, told = known.labels(iris, language), known.descriptions(iris, language)
    return [
        {
            "id": known.id(each.entity.iri),
            "name": labels.get(each.entity.iri, known.id(each.entity.iri)),
            "description": told[each.entity.iri],
            "type": [type_of(each.entity.kind, language)],
            "score": round(each.score, 1),
            "features": [
                {"id": "name-similarity", "value": round(each.similarity, 1)},
                {"id": "whole-name", "value": each.whole},
                *({"id": name, "value": fits(each)} for name, fits in fitting.items()),
            ],
            "match": each.sure,
        }
        for each in found
    ]


# --- types, properties, languages -------------------------------------------------------------------


def type_of(kind: Kind, language: Language) -> dict[str, str]:
    """Return the type of a kind of entities."""
    return next({"id": name, "name": words.to(language)} for name, (of, words) in TYPES.items() if of == kind)


def kinds_of(named: Sequence[str], all_of_them: bool = False) -> list[Kind]:
    """Return the kinds of the types named, by id or IRI; of all types where none is named."""
    kinds = {TYPES[_known(name.removeprefix(TERMS), TYPES, "type")][0] for name in named if name}
    if all_of_them and len(kinds) > 1:
        return []  # nothing is both
    return [kind for kind, _ in TYPES.values() if not kinds or kind in kinds]


def property_of(name: str) -> Any:
    """Return a property by its id; raise UsageError where there is none."""
    return PROPERTIES[_known(name, PROPERTIES, "property")]


def _known(name: str, known: Mapping[str, Any], what: Literal["type", "property"]) -> str:
    if name in known:
        return name
    word = {"type": Text("type", "类型"), "property": Text("property", "属性")}[what]
    problem = Text(f"There is no {word.en} {name[:80]!r}.", f"没有{word.zh} {name[:80]!r}。")
    listed = Text(f"Use one of: {', '.join(known)}.", f"可用：{'、'.join(known)}。")
    near = did_you_mean(get_close_matches(name[:80], known, 1))
    raise UsageError(Problem(f"unknown-{what}", problem, near or listed))


def language_of(typed: str, language: Language) -> Language:
    """Return in which language entities are shown to who typed something: Chinese for Chinese."""
    return "zh" if _HAN.search(typed) else language


_NAME = Text("Tongbao: units and places", "通报：单位与地区")
_SPECIFIED = Text(
    "See Reconciliation Service API 0.2: queries is an object of queries, extend has ids and properties.",
    "见 Reconciliation Service API 0.2：queries 为查询对象的集合，extend 含 ids 与 properties。",
)
_NOTHING_ASKED = (
    Text("A query has neither a name nor properties.", "查询既无名称也无属性。"),
    Text("Give `query`, `properties` or both.", "请给出 `query`、`properties`，或两者并用。"),
)
