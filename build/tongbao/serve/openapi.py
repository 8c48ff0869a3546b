"""The description of the server as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), made from the headers of the questions."""

from collections.abc import Mapping
from typing import Any

from tongbao import __version__, limits
from tongbao.ask.questions import Parameter, ParameterType, Query, grouped, headings
from tongbao.ask.store import LocalStore
from tongbao.errors import Language, Text
from tongbao.serve import negotiation
from tongbao.serve.asking import every, forms_of
from tongbao.serve.described_paths import paths_beside
from tongbao.serve.described_schemas import SCHEMAS, Say, headers_of, problems_of, refer, responses
from tongbao.serve.reconcile import document_of
from tongbao.serve.work import Reply


def described(_: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return the description of all addresses, in one language."""
    language: Language = asked["language"]
    return document_of(document(asked["home"], language))


def document(home: str, language: Language) -> dict[str, Any]:
    """Return the description of a server at an address."""

    def say(text: Text) -> str:
        return text.to(language)

    groups = {name: say(group) for group, names in grouped().items() for name in names}
    return {
        "openapi": "3.1.0",
        "info": {"title": say(_TITLE), "version": __version__, "description": say(_ABOUT), "license": _LICENCE},
        "servers": [{"url": home or "/"}],
        "tags": [{"name": name} for name in dict.fromkeys((*groups.values(), *map(say, _BESIDE)))],
        "paths": {
            **{f"/question/{query.name}": {"get": _question(query, groups, say)} for query in every()},
            **paths_beside(say, *map(say, _BESIDE)),
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": responses(say),
            "headers": headers_of(say),
            "parameters": {"lang": _lang(say)},
        },
    }


def _question(query: Query, groups: Mapping[str, str], say: Say) -> dict[str, Any]:
    answer = {"description": say(query.description), "headers": _HEADERS, "content": _contents(query, say)}
    ambiguous = {"300": refer("responses/Choices")} if _names_things(query) else {}
    return {
        "operationId": query.name,
        "summary": say(query.summary),
        "description": say(query.description),
        "tags": [groups[query.name]] if query.name in groups else [],
        "parameters": [
            *(_parameter(parameter, say) for parameter in query.parameters),
            _format(query, say),
            refer("parameters/lang"),
        ],
        "responses": {"200": answer, **ambiguous, **problems_of(304, 400, 404, 406)},
    }


def _names_things(query: Query) -> bool:
    return any(parameter.type in ("unit", "place", "notice", "measure", "thing") for parameter in query.parameters)


_SCHEMAS: Mapping[ParameterType, Mapping[str, Any]] = {
    "integer": {"type": "integer"},
    "iri": {"type": "string", "format": "iri"},
}
"""How values are written that are neither names nor texts."""


def _parameter(parameter: Parameter, say: Say) -> dict[str, Any]:
    schema = dict(_SCHEMAS.get(parameter.type, {"type": "string", "maxLength": limits.SERVED_VALUE}))
    said = {"name": parameter.name, "in": "query", "description": say(parameter.about)}
    if parameter.default is None:
        return {**said, "required": True, "schema": schema}
    default = int(parameter.default) if parameter.type == "integer" else parameter.default
    return {**said, "required": False, "schema": {**schema, "default": default}, "example": default}


def _format(query: Query, say: Say) -> dict[str, Any]:
    schema = {"type": "string", "enum": list(forms_of(query))}
    return {"name": "format", "in": "query", "description": say(_FORMAT), "required": False, "schema": schema}


def _lang(say: Say) -> dict[str, Any]:
    schema = {"type": "string", "enum": ["en", "zh"]}
    return {"name": "lang", "in": "query", "description": say(_LANG), "required": False, "schema": schema}


def _contents(query: Query, say: Say) -> dict[str, Any]:
    """Return the media types of a question's answers; JSON with a schema of its columns."""
    types = {form: negotiation.MEDIA_TYPES[form][0] for form in forms_of(query)}
    return {media: {"schema": _rows(query, say)} if form == "json" else {} for form, media in types.items()}


def _rows(query: Query, say: Say) -> dict[str, Any]:
    named = headings(query)
    columns = {name: {**refer("schemas/Term"), "title": say(named[name])} for name in query.columns}
    row = {"type": "object", "properties": columns, "additionalProperties": False}
    bindings = {"type": "object", "required": ["bindings"], "properties": {"bindings": {"type": "array", "items": row}}}
    return {
        "type": "object",
        "required": ["head", "results"],
        "properties": {"head": refer("schemas/Head"), "results": bindings},
    }


_HEADERS = {name: refer(f"headers/{name}") for name in ("ETag", "Tongbao-Cut")}
_LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
_TITLE = Text("Tongbao: questions, SPARQL and reconciliation", "通报：预存问题、SPARQL 与对照服务")
_ABOUT = Text(
    "Official notices as a knowledge graph: which units lead which measures, what was achieved, who is commended. "
    "Problems are told as application/problem+json (RFC 9457), in the language that the request wants.",
    "公文知识图谱：哪些单位牵头哪些举措，取得什么成效，表扬了谁。出错时以请求所要的语言返回 application/problem+json（RFC 9457）。",
)
_BESIDE = (Text("SPARQL", "SPARQL"), Text("Reconciliation", "对照服务"), Text("Operation", "运行状况"))
"""The groups of what is no question."""
_FORMAT = Text("The format; else the header Accept chooses.", "格式；不写时由 Accept 首部决定。")
_LANG = Text("The language; else the header Accept-Language chooses.", "语言；不写时由 Accept-Language 首部决定。")
