"""The SPARQL 1.1 Protocol, for queries: what a request asks, or why it is refused (https://www.w3.org/TR/sparql11-protocol/)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from tongbao import limits
from tongbao.errors import Problem, Text

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_FIELDS = 200
"""How many fields a request may have."""


class RefusedError(Exception):
    """A request that is refused: the status of HTTP, and what is wrong."""

    def __init__(self, status: int, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.what.en)
        self.status, self.problem, self.headers = status, problem, dict(headers or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the graphs over which it is asked."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str = ""


def fields_of(text: str | bytes) -> list[tuple[str, str]]:
    """Read the fields of an address or a form, in UTF-8; raise RefusedError for what is none."""
    try:
        said = text.decode("utf-8") if isinstance(text, bytes) else text
        return parse_qsl(said, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeError as error:
        raise RefusedError(400, Problem("not-utf-8", *_NOT_UTF8)) from error
    except ValueError as error:
        raise RefusedError(400, Problem("too-many-fields", *_TOO_MANY)) from error


def read_get(fields: Iterable[tuple[str, str]]) -> Asked | None:
    """Return what the address of a GET asks; None where it holds no query."""
    fields = list(fields)
    _refuse_update(fields)
    if not any(name == "query" for name, _ in fields):
        return None
    return _asked(fields)


def read_post(kind: str, fields: list[tuple[str, str]], body: bytes) -> Asked:
    """Return what a POST asks by its address, its media type and its body."""
    media, _, parameters = kind.partition(";")
    media = media.strip().lower()
    _check_charset(parameters)
    if media == UPDATE:
        raise RefusedError(403, Problem("update-refused", *_UPDATE))
    if media == FORM:
        return _asked([*fields, *fields_of(body)])
    if media != QUERY:
        raise RefusedError(415, Problem("unknown-media-type", *_media(media)), {"Accept-Post": f"{FORM}, {QUERY}"})
    if any(name == "query" for name, _ in fields):
        raise RefusedError(400, Problem("several-queries", *_SEVERAL))
    try:
        return _asked([*fields, ("query", body.decode("utf-8"))])
    except UnicodeDecodeError as error:
        raise RefusedError(400, Problem("not-utf-8", *_NOT_UTF8)) from error


def _asked(fields: list[tuple[str, str]]) -> Asked:
    _refuse_update(fields)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise RefusedError(400, Problem("several-queries", *_SEVERAL) if queries else Problem("no-query", *_NONE))
    return Asked(
        queries[0],
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
        next((value for name, value in fields if name == "format"), ""),
    )


def _refuse_update(fields: list[tuple[str, str]]) -> None:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise RefusedError(403, Problem("update-refused", *_UPDATE))


def _check_charset(parameters: str) -> None:
    for each in parameters.split(";"):
        name, _, value = each.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise RefusedError(415, Problem("not-utf-8", *_NOT_UTF8))


def _media(media: str) -> tuple[Text, Text]:
    shown = media[:80] or "-"
    return (
        Text(f"A query cannot be sent as {shown}.", f"查询不能以 {shown} 发送。"),
        Text(f"Send it as {FORM} (query=…) or {QUERY}.", f"请以 {FORM}（query=…）或 {QUERY} 发送。"),
    )


_NOT_UTF8 = (Text("The request is not UTF-8.", "请求不是 UTF-8。"), Text("Send it in UTF-8.", "请以 UTF-8 发送。"))
_TOO_MANY = (
    Text(f"The request has more than {_FIELDS} fields.", f"请求的字段超过 {_FIELDS} 个。"),
    Text("Send fewer.", "请减少字段。"),
)
_UPDATE = (
    Text("Nothing can be changed here.", "此处不可修改数据。"),
    Text("Send a query: SELECT, ASK, CONSTRUCT or DESCRIBE.", "请发送查询：SELECT、ASK、CONSTRUCT 或 DESCRIBE。"),
)
_SEVERAL = (
    Text("There is more than one query.", "查询不止一条。"),
    Text("Send one query at a time.", "请每次发送一条查询。"),
)
_NONE = (
    Text("There is no query.", "没有查询。"),
    Text("Send it as the field `query`.", "请以字段 `query` 发送。"),
)


def too_long(most: int) -> RefusedError:
    """Return the refusal of a body that is too long."""
    return RefusedError(
        413,
        Problem(
            "body-too-large",
            Text(f"The body is larger than {limits.size(most)}.", f"请求正文超过 {limits.size(most)}。"),
            Text("Send a shorter query.", "请缩短查询。"),
        ),
    )
