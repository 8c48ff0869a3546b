"""The schemas, headers and refusals that many addresses share in the description of the server."""

from collections.abc import Callable, Mapping
from typing import Any

from tongbao import limits
from tongbao.errors import Text
from tongbao.serve.entities import PROPERTIES, TYPES

Say = Callable[[Text], str]
"""Gives a text in the language of the description."""


def refer(name: str) -> dict[str, str]:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{name}"}


def _object(required: str = "", /, **properties: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": properties}
    return {**made, "required": required.split()} if required else made


def _list(items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_STRING, _COUNT = {"type": "string"}, {"type": "integer", "minimum": 0}
_BOTH = _object("en zh", en=_STRING, zh=_STRING)
_PROBLEM = {"type": {**_STRING, "format": "uri"}, "title": _STRING, "status": {"type": "integer"}, "detail": _STRING}
_NAMED = _object("id name", id=_STRING, name=_STRING)
_AT = _object("service_url service_path", service_url=_STRING, service_path=_STRING)
_URL = _object("url", url=_STRING)

SCHEMAS: Mapping[str, Any] = {
    "Problem": _object("type title status", **_PROBLEM, line=_COUNT, column=_COUNT),
    "Choices": _object(
        "type title status parameter count candidates",
        **_PROBLEM,
        parameter=_STRING,
        count=_COUNT,
        candidates=_list(refer("schemas/Candidate"), maxItems=limits.SERVED_CANDIDATES),
    ),
    "Candidate": _object("id iri name url", id=_STRING, iri=_STRING, name=_STRING, place=_STRING, url=_STRING),
    "Term": {
        **_object("type", type={"enum": ["uri", "literal", "bnode", "triple"]}, datatype=_STRING),
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "datatype": _STRING,
            "xml:lang": _STRING,
        },
    },
    "Head": _object(vars=_list(_STRING), link=_list(_STRING)),
    "Answer": _object("head", head=refer("schemas/Head"), boolean={"type": "boolean"}, results=_object("bindings", bindings=_list({"type": "object", "additionalProperties": refer("schemas/Term")}))),
    "Question": _object(
        "name url summary description tags parameters columns formats",
        name=_STRING,
        url=_STRING,
        summary=_BOTH,
        description=_BOTH,
        group={"anyOf": [_BOTH, {"type": "null"}]},
        tags=_list(_STRING),
        parameters=_list(_object("name type required about", name=_STRING, type=_STRING, required={"type": "boolean"}, default=_STRING, about=_BOTH)),
        columns=_list(_object("name kind heading", name=_STRING, kind=_STRING, heading=_BOTH)),
        formats=_list(_STRING),
    ),
    "Health": _object("status version statements busy", status=_STRING, version=_STRING, statements=_COUNT, busy=_COUNT),
    "Manifest": _object(
        "versions name identifierSpace schemaSpace",
        versions=_list(_STRING),
        name=_STRING,
        identifierSpace=_STRING,
        schemaSpace=_STRING,
        documentation=_STRING,
        defaultTypes=_list(_NAMED),
        view=_URL,
        preview=_object("url width height", url=_STRING, width=_COUNT, height=_COUNT),
        suggest=_object(entity=_AT, property=_AT, type=_AT),
        extend=_object(propose_properties=_AT, property_settings=_list({"type": "object"})),
        batchSize=_COUNT,
    ),
    "Batch": {
        "type": "object",
        "maxProperties": limits.SERVED_BATCH,
        "additionalProperties": refer("schemas/Query"),
    },
    "Query": {
        **_object(
            query={**_STRING, "minLength": 1},
            type={"anyOf": [refer("schemas/Type"), _list(refer("schemas/Type"))]},
            limit={"type": "integer", "minimum": 1},
            properties=_list(_object("pid v", pid=refer("schemas/Property"), v={"anyOf": [refer("schemas/Value"), _list(refer("schemas/Value"))]}), minItems=1),
            type_strict={"enum": ["any", "should", "all"]},
        ),
        "anyOf": [{"required": ["query"]}, {"required": ["properties"]}],
    },
    "Type": {"enum": list(TYPES)},
    "Property": {"enum": list(PROPERTIES)},
    "Value": {"anyOf": [{"type": ["string", "number", "boolean"]}, _object("id", id=_STRING, name=_STRING)]},
    "Extension": _object(
        "ids properties",
        ids=_list(_STRING, maxItems=limits.SERVED_BATCH),
        properties=_list(_object("id", id=refer("schemas/Property"))),
    ),
    "Results": {
        "type": "object",
        "additionalProperties": _object("result", result=_list(refer("schemas/Match"))),
    },
    "Match": _object(
        "id name score match type",
        id=_STRING,
        name=_STRING,
        description=_STRING,
        type=_list(_NAMED),
        score={"type": "number", "minimum": 0, "maximum": 100},
        match={"type": "boolean"},
        features=_list(_object("id value", id=_STRING, value={"type": ["number", "boolean"]})),
    ),
    "Values": _object(
        "meta rows",
        meta=_list(_object("id name", id=_STRING, name=_STRING, type=_NAMED)),
        rows={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _list({"type": "object"})}},
    ),
    "Suggestions": _object("result", result=_list(_object("id name", id=_STRING, name=_STRING, description=_STRING, notable=_list(_NAMED)))),
    "Proposals": _object("properties type", properties=_list(_NAMED), type=_STRING, limit=_COUNT),
}  # fmt: skip

_STATUS: Mapping[int, Text] = {
    400: Text("The request is wrong.", "请求有误。"),
    403: Text("Updates and SERVICE are refused.", "不接受更新与 SERVICE。"),
    404: Text("No such question, name or thing.", "没有该问题、名称或对象。"),
    406: Text("No acceptable format can hold the answer.", "所接受的格式都无法表示该答案。"),
    408: Text("The body of the request did not arrive in time.", "请求正文未能及时送达。"),
    413: Text("The body or the batch is too large.", "请求正文或批次过大。"),
    415: Text("The body has another media type than is taken.", "请求正文的媒体类型不受支持。"),
    429: Text(
        "This client's queries have taken too much of the server's time.", "该客户端的查询占用服务器的时间过多。"
    ),
    500: Text("The process that answers has failed.", "查询进程出错。"),
    503: Text("Too many queries are being answered.", "正在处理的查询过多。"),
    504: Text("The answer takes longer than it may.", "查询超时。"),
    507: Text("The answer takes more memory than it may.", "查询占用内存过多。"),
}
_ALWAYS = (429, 500, 503, 504, 507)
"""What any request may meet that a worker answers."""


def problems_of(*statuses: int) -> dict[str, Any]:
    """Return references to refusals, and to those that all requests may meet."""
    return {str(status): refer(f"responses/{status}") for status in sorted((*statuses, *_ALWAYS))}


def responses(say: Say) -> dict[str, Any]:
    """Return the responses that many addresses share."""
    refused = {str(status): _refusal(say(words), status) for status, words in _STATUS.items()}
    choices = {
        "description": say(Text("A name may mean several things.", "名称可能对应多个对象。")),
        "headers": {"Link": refer("headers/Link")},
        "content": {"application/problem+json": {"schema": refer("schemas/Choices")}},
    }
    same = {"description": say(Text("Nothing has changed since.", "内容没有变化。"))}
    return {**refused, "304": same, "Choices": choices}


def _refusal(description: str, status: int) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": refer("schemas/Problem")}}
    waits = {"headers": {"Retry-After": refer("headers/Retry-After")}} if status in (429, 503) else {}
    return {"description": description, **waits, "content": content}


def headers_of(say: Say) -> dict[str, Any]:
    """Return the headers that many responses share."""
    words = {
        "ETag": Text("The version of the answer.", "答案的版本。"),
        "Link": Text("The first candidates, to ask again with.", "排在前面的候选，可据以重新查询。"),
        "Tongbao-Cut": Text("What was cut off: rows or bytes.", "被截断的内容：rows（行）或 bytes（字节）。"),
        "Retry-After": Text("The seconds to wait.", "须等待的秒数。"),
    }
    return {name: {"description": say(text), "schema": _STRING} for name, text in words.items()}
