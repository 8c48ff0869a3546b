"""The addresses beside the endpoint: stored questions and their description, and reconciliation."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tongbao import limits
from tongbao.errors import Language, Problem, Text
from tongbao.serve import negotiation
from tongbao.serve.asking import OPTIONS
from tongbao.serve.clients import is_secured
from tongbao.serve.protocol import FORM, RefusedError, fields_of
from tongbao.serve.resolved import wants_page

Endpoint = Callable[[Request], Awaitable[Response]]
_LANGUAGE = "tongbao.language"
"""Where a request remembers the language that its address names."""
READ = ("GET", "HEAD", "OPTIONS")
"""The methods of addresses that only tell."""
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class Services:
    """Reads requests, and has a worker answer them."""

    answer: Callable[[Request, dict[str, Any]], Awaitable[Response]]
    body: Callable[[Request], Awaitable[bytes]]
    has_pages: bool = False
    """Whether a site with pages of units and places is shown."""

    def routes(self, guarded: Callable[[Endpoint, Sequence[str]], Endpoint]) -> list[Route]:
        """Return the routes; ``guarded`` turns refusals into answers."""
        read: dict[str, Endpoint] = {
            "/question": self._list,
            "/question/{name:path}": self._question,
            "/openapi.json": self._openapi,
            "/reconcile/{lang}/suggest/{what}": self._suggest,
            "/reconcile/{lang}/properties": self._properties,
            "/reconcile/{lang}/preview": self._preview,
        }
        both = (*READ, "POST")
        return [
            *(Route(path, guarded(work, READ), methods=READ) for path, work in read.items()),
            *(
                Route(path, guarded(self._reconcile, both), methods=both)
                for path in ("/reconcile", "/reconcile/{lang}")
            ),
        ]

    def home(self, request: Request) -> str:
        """Return the address of this server as its client knows it, without a slash at the end.

        A name that no host can have is left out, and addresses begin with the path.
        """
        host, root = request.headers.get("host", ""), request.scope.get("root_path", "")
        if not _HOST.fullmatch(host):
            return str(root)
        return f"{'https' if is_secured(request) else 'http'}://{host}{root}"

    # --- questions ----------------------------------------------------------------------------------

    async def _list(self, request: Request) -> Response:
        return await self.answer(request, {"do": "questions", "home": self.home(request), "language": "en"})

    async def _openapi(self, request: Request) -> Response:
        language = _by_field(request, _once(request))
        return await self.answer(request, {"do": "openapi", "home": self.home(request), "language": language})

    async def _question(self, request: Request) -> Response:
        fields = _once(request)
        language = _by_field(request, fields)
        params = {name: value for name, value in fields.items() if name not in OPTIONS}
        work = {
            "do": "question",
            "name": request.path_params["name"],
            "params": params,
            "forms": forms_of(request, fields.get("format")),
            "language": language,
        }
        return await self.answer(request, work)

    # --- reconciliation -----------------------------------------------------------------------------

    async def _reconcile(self, request: Request) -> Response:
        language = _in_path(request)
        fields = fields_of(request.scope["query_string"])
        if request.method == "POST":
            _check_form(request.headers.get("content-type", ""))
            fields += fields_of(await self.body(request))
        asked = {name: value for name, value in fields if name in ("queries", "extend")}
        if len(asked) > 1 or (request.method == "POST" and not asked):
            raise RefusedError(400, Problem("reconciliation-form", *_ONE_OF))
        if not asked:
            work = {"home": self.home(request), "has_pages": self.has_pages, "language": language}
            return await self.answer(request, {"do": "manifest", **work})
        do = "reconcile" if "queries" in asked else "extend"
        return await self.answer(request, {"do": do, **asked, "language": language})

    async def _suggest(self, request: Request) -> Response:
        what = request.path_params["what"]
        if what not in ("entity", "type", "property"):
            raise RefusedError(404, Problem("unknown-service", *_NO_SERVICE))
        language, fields = _in_path(request), dict(fields_of(request.scope["query_string"]))
        work = {
            "do": "suggest",
            "what": what,
            "prefix": fields.get("prefix", "")[: limits.SERVED_NAME + 1],
            "cursor": _count(fields, "cursor"),
            "type": fields.get("type", ""),
            "language": language,
        }
        return await self.answer(request, work)

    async def _properties(self, request: Request) -> Response:
        language, fields = _in_path(request), dict(fields_of(request.scope["query_string"]))
        work = {"type": fields.get("type", ""), "limit": _count(fields, "limit")}
        return await self.answer(request, {"do": "propose", **work, "language": language})

    async def _preview(self, request: Request) -> Response:
        language, fields = _in_path(request), dict(fields_of(request.scope["query_string"]))
        work = {"id": fields.get("id", ""), "has_pages": self.has_pages, "language": language}
        return await self.answer(request, {"do": "preview", **work})


# --- what a request says ----------------------------------------------------------------------------


def forms_of(request: Request, named: str | None) -> list[str]:
    """Return the formats that a request wants; raise RefusedError where there is none such."""
    if named is not None:
        if named not in negotiation.MEDIA_TYPES:
            raise RefusedError(400, Problem("unknown-format", *_no_format(named[:40])))
        return [named]
    found = negotiation.forms(request.headers.get("accept", ""))
    if not found:
        raise RefusedError(406, Problem("not-acceptable", *_NOT_ACCEPTABLE))
    return (
        ["json", *found] if wants_page(request.headers.get("accept", "")) else found
    )  # browsers prefer XML, people do not


def language_of(request: Request) -> Language:
    """Return the language that a request's address names, or else its headers."""
    language: Language = request.scope.get(_LANGUAGE) or negotiation.language(
        request.headers.get("accept-language", "")
    )
    return language


def _chosen(request: Request, said: str | None) -> Language | None:
    """Note the language that an address names, for problems, too; return None where it names another than ours."""
    if said in ("zh", "en"):
        request.scope[_LANGUAGE] = said
    return language_of(request) if said in ("zh", "en", None) else None


def _by_field(request: Request, fields: Mapping[str, str]) -> Language:
    if language := _chosen(request, fields.get("lang")):
        return language
    what = Text(f"There is no language {fields['lang'][:40]!r} here.", f"此处不支持语言 {fields['lang'][:40]!r}。")
    raise RefusedError(400, Problem("unknown-language", what, Text("Use zh or en.", "可用 zh 或 en。")))


def _in_path(request: Request) -> Language:
    if language := _chosen(request, request.path_params.get("lang")):
        return language
    raise RefusedError(404, Problem("unknown-service", *_NO_SERVICE))


def _once(request: Request) -> dict[str, str]:
    """Return the fields of an address, each of which may stand there once."""
    fields = fields_of(request.scope["query_string"])
    found = dict(fields)
    if len(found) < len(fields):
        raise RefusedError(400, Problem("several-values", *_SEVERAL))
    return found


def _count(fields: Mapping[str, str], name: str) -> int:
    said = fields.get(name, "0")
    if not re.fullmatch(r"[0-9]{1,9}", said):
        what = Text(f"{name} is not a whole number: {said[:40]!r}.", f"{name} 不是整数：{said[:40]!r}。")
        raise RefusedError(400, Problem("not-an-integer", what, Text("Write it in digits.", "请用数字书写。")))
    return int(said)


def _check_form(kind: str) -> None:
    if kind.partition(";")[0].strip().lower() != FORM:
        raise RefusedError(415, Problem("unknown-media-type", *_FORM_ONLY), {"Accept-Post": FORM})


# --- what an ambiguous name may mean ----------------------------------------------------------------


def choices(request: Request, home: str, found: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what is said of the candidates in the body, with the address to ask each again, and in a header."""
    fields = dict(fields_of(request.scope["query_string"]))
    path = f"{home}/question/{quote(request.path_params['name'])}"
    candidates = [
        {**each, "url": f"{path}?{urlencode({**fields, found['parameter']: each['iri']})}"}
        for each in found["candidates"]
    ]
    links = ", ".join(_links(candidates))
    return {**found, "candidates": candidates}, {"Link": links} if links else {}


def _links(candidates: Iterable[Mapping[str, str]]) -> Iterable[str]:
    """Yield links to the first candidates, as many as a header may hold."""
    size = 0
    for each in candidates:
        link = f"<{each['url']}>; rel=\"alternate\"; title*=UTF-8''{quote(each['name'], safe='')}"
        size += len(link) + len(", ")
        if size > limits.SERVED_LINK_BYTES:
            return
        yield link


# --- problems ---------------------------------------------------------------------------------------


def _no_format(name: str) -> tuple[Text, Text]:
    known = list(negotiation.MEDIA_TYPES)
    return (
        Text(f"There is no format {name!r}.", f"没有格式 {name!r}。"),
        Text(f"Use one of: {', '.join(known)}.", f"可用格式：{'、'.join(known)}。"),
    )


_NOT_ACCEPTABLE = (
    Text("No format of answers has a media type that you accept.", "没有符合所接受媒体类型的答案格式。"),
    Text(
        "Accept one of: " + ", ".join(types[0] for types in negotiation.MEDIA_TYPES.values()) + ".",
        "可接受的类型：" + "、".join(types[0] for types in negotiation.MEDIA_TYPES.values()) + "。",
    ),
)
_SEVERAL = (
    Text("A field stands twice in the address.", "地址中有字段重复。"),
    Text("Give each field once.", "每个字段只写一次。"),
)
_ONE_OF = (
    Text("The request holds no batch of queries, or several.", "请求中没有一组查询，或多于一组。"),
    Text("Send a form with either `queries` or `extend`.", "请以表单发送 `queries` 或 `extend` 之一。"),
)
_NO_SERVICE = (
    Text("There is no such service.", "没有这项服务。"),
    Text("/reconcile, /reconcile/en and /reconcile/zh name their services.", "可用服务见 /reconcile、/reconcile/zh 与 /reconcile/en。"),
)  # fmt: skip
_FORM_ONLY = (
    Text("Reconciliation takes forms only.", "对照服务只接受表单。"),
    Text(f"Send {FORM}.", f"请以 {FORM} 发送。"),
)
