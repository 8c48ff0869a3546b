"""The addresses beside the questions, in the description of the server."""

import json
from collections.abc import Iterable
from typing import Any

from tongbao import limits
from tongbao.ask.forms import FOR_PEOPLE
from tongbao.errors import Text
from tongbao.serve import negotiation
from tongbao.serve.described_schemas import Say, problems_of, refer
from tongbao.serve.entities import TYPES
from tongbao.serve.protocol import FORM, QUERY

_STRING = {"type": "string"}
_EXAMPLE = "SELECT (COUNT(*) AS ?measures) { ?m a tb:Measure }"
_BATCH = {"q0": {"query": "市税务局", "type": "Unit", "limit": 3}}
_EXTEND = {"ids": ["unit/xm-tax"], "properties": [{"id": "place"}]}


def paths_beside(say: Say, sparql: str, reconciliation: str, operation: str) -> dict[str, Any]:
    """Return all paths but those of the questions; the last three are the names of their groups."""
    return {
        "/question": {"get": _get("list-questions", _LIST, say, _json("List"), tags=[operation])},
        "/openapi.json": {"get": _get("describe", _DESCRIPTION, say, {"application/json": {}}, [refer("parameters/lang")], [operation], 400)},
        "/health": {"get": _plain("health", _HEALTH, say, _json("Health"), operation)},
        "/metrics": {"get": _plain("metrics", _METRICS, say, {"text/plain": {}}, operation)},
        "/sparql": _sparql(say, sparql),
        **{path: _reconcile(path, say, reconciliation) for path in ("/reconcile", "/reconcile/{lang}")},
        **_services(say, reconciliation),
    }  # fmt: skip


def _get(
    name: str,
    summary: Text,
    say: Say,
    content: dict[str, Any],
    parameters: Iterable[Any] = (),
    tags: Iterable[str] = (),
    *statuses: int,
) -> dict[str, Any]:
    good = {"description": say(summary), "headers": {"ETag": refer("headers/ETag")}, "content": content}
    return {
        "operationId": name,
        "summary": say(summary),
        "tags": list(tags),
        "parameters": list(parameters),
        "responses": {"200": good, **problems_of(304, *statuses)},
    }


def _plain(name: str, summary: Text, say: Say, content: dict[str, Any], group: str) -> dict[str, Any]:
    good = {"200": {"description": say(summary), "content": content}}
    return {"operationId": name, "summary": say(summary), "tags": [group], "responses": good}


def _json(name: str) -> dict[str, Any]:
    if name == "List":
        listed = {"type": "array", "items": refer("schemas/Question")}
        links = {"type": "object", "additionalProperties": _STRING}
        schema: dict[str, Any] = {"type": "object", "required": ["questions", "links"], "properties": {"questions": listed, "links": links}}  # fmt: skip
    elif "," in name:
        schema = {"anyOf": [refer(f"schemas/{each}") for each in name.split(",")]}
    else:
        schema = refer(f"schemas/{name}")
    return {"application/json": {"schema": schema}}


def _query(name: str, about: Text, say: Say, schema: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": say(about), "schema": schema or _STRING, **more}


# --- SPARQL -----------------------------------------------------------------------------------------


def _sparql(say: Say, group: str) -> dict[str, Any]:
    many = {"type": "array", "items": _STRING}
    graphs = [_query("default-graph-uri", _DEFAULT, say, many), _query("named-graph-uri", _NAMED, say, many)]
    asked = _query("query", _ASKED, say, example=_EXAMPLE)
    media: dict[str, Any] = {types[0]: {} for form, types in negotiation.MEDIA_TYPES.items() if form not in FOR_PEOPLE}
    content = {**media, "text/plain": {}, "text/markdown": {}, negotiation.MEDIA_TYPES["json"][0]: {"schema": refer("schemas/Answer")}}  # fmt: skip
    form = {"type": "object", "required": ["query"], "properties": {"query": _STRING, "default-graph-uri": many, "named-graph-uri": many}}  # fmt: skip
    body = {
        "required": True,
        "content": {FORM: {"schema": form, "example": {"query": _EXAMPLE}}, QUERY: {"schema": _STRING, "example": _EXAMPLE}},
    }  # fmt: skip
    refused = (400, 403, 406, 413)
    return {
        "get": _get("query", _SPARQL, say, content, [asked, *graphs], [group], *refused),
        "post": {**_get("query-by-post", _SPARQL, say, content, graphs, [group], *refused, 408, 415), "requestBody": body},
    }  # fmt: skip


# --- reconciliation ---------------------------------------------------------------------------------


def _reconcile(path: str, say: Say, group: str) -> dict[str, Any]:
    by_language = "{lang}" in path
    language, ending = ([_lang(say)], "-in-language") if by_language else ([], "")
    statuses = (400, 404, 413) if by_language else (400, 413)
    fields = [
        _in_json("queries", _QUERIES, "Batch", _BATCH, say),
        _in_json("extend", _EXTENDS, "Extension", _EXTEND, say),
    ]
    each = {"queries": _text_of("Batch"), "extend": _text_of("Extension")}
    form = {"type": "object", "properties": each, "oneOf": [{"required": [name]} for name in each]}
    body = {"required": True, "content": {FORM: {"schema": form, "example": {"queries": json.dumps(_BATCH)}}}}
    content = _json("Manifest,Results,Values")
    return {
        "get": _get(f"manifest{ending}", _MANIFEST, say, content, [*language, *fields], [group], *statuses),
        "post": {
            **_get(f"reconcile{ending}", _RECONCILE, say, _json("Results,Values"), language, [group], *statuses, 408, 415),
            "requestBody": body,
        },
    }  # fmt: skip


def _in_json(name: str, about: Text, schema: str, example: Any, say: Say) -> dict[str, Any]:
    content = {"application/json": {"schema": refer(f"schemas/{schema}"), "example": example}}
    return {"name": name, "in": "query", "description": say(about), "content": content}


def _text_of(schema: str) -> dict[str, Any]:
    return {"type": "string", "contentMediaType": "application/json", "contentSchema": refer(f"schemas/{schema}")}


def _services(say: Say, group: str) -> dict[str, Any]:
    what = {"name": "what", "in": "path", "required": True, "schema": {"enum": ["entity", "type", "property"]}}
    count = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    kind = _query("type", _TYPE, say, {"enum": list(TYPES)})
    suggest = [
        _lang(say),
        what,
        _query("prefix", _PREFIX, say, example="市税"),
        _query("cursor", _CURSOR, say, count),
        kind,
    ]
    propose = [_lang(say), kind, _query("limit", _LIMIT, say, count)]
    preview = [_lang(say), _query("id", _ID, say, required=True, example="unit/xm-tax")]
    page: dict[str, Any] = {"text/html": {}}
    at = "/reconcile/{lang}"
    return {
        f"{at}/suggest/{{what}}": {"get": _get("suggest", _SUGGEST, say, _json("Suggestions"), suggest, [group], 400, 404)},
        f"{at}/properties": {"get": _get("propose", _PROPOSE, say, _json("Proposals"), propose, [group], 400, 404)},
        f"{at}/preview": {"get": _get("preview", _PREVIEW, say, page, preview, [group], 404)},
    }  # fmt: skip


def _lang(say: Say) -> dict[str, Any]:
    about = Text("The language of names.", "名称所用的语言。")
    return {"name": "lang", "in": "path", "required": True, "description": say(about), "schema": {"enum": ["en", "zh"]}}


_LIST = Text("All stored questions, in both languages", "全部预存问题（中英双语）")
_DESCRIPTION = Text("This description", "本说明")
_HEALTH = Text("Whether the server answers, and from what", "服务是否可用，所用数据为何")
_METRICS = Text("Counts for Prometheus", "供 Prometheus 采集的指标")
_SPARQL = Text(
    "Answer a SPARQL 1.1 query; without one, describe the endpoint", "回答 SPARQL 1.1 查询；未给查询时返回端点说明"
)
_ASKED = Text("A query; the project's prefixes are known.", "查询语句；本项目的前缀均可直接使用。")
_DEFAULT = Text("Graphs that make up the default graph.", "组成默认图的图。")
_NAMED = Text("Graphs that GRAPH may name.", "GRAPH 可以指名的图。")
_MANIFEST = Text("What the service offers; with a field, its answer", "服务清单；给出字段时返回相应结果")
_RECONCILE = Text("Which units or places names mean, or values of their properties", "名称所指的单位或地区，或其属性值")
_QUERIES = Text(f"Up to {limits.SERVED_BATCH} queries, in JSON.", f"至多 {limits.SERVED_BATCH} 条查询（JSON）。")
_EXTENDS = Text("Ids and properties, in JSON.", "标识与属性（JSON）。")
_SUGGEST = Text("Suggestions while somebody types", "输入提示")
_PROPOSE = Text("The properties that entities of a type have", "某类对象所具有的属性")
_PREVIEW = Text("A small page about a unit or place", "单位或地区的预览页")
_TYPE = Text("A type.", "类型。")
_PREFIX = Text("What was typed.", "已输入的文字。")
_CURSOR = Text("How many suggestions to skip.", "跳过的提示条数。")
_LIMIT = Text("How many at most.", "最多几条。")
_ID = Text("The id or IRI of a unit or place.", "单位或地区的标识或 IRI。")
