"""The server's addresses: the endpoint, the stored questions, how it is, and the pages of a site."""

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from tongbao import limits
from tongbao.ask.within import stopped
from tongbao.errors import Language, Problem, Text
from tongbao.rdf.iris import PROBLEMS
from tongbao.serve import kept, negotiation, preview
from tongbao.serve.clients import Clients, account_of, client_of
from tongbao.serve.cut import HEADER
from tongbao.serve.described import description
from tongbao.serve.kept import Answer, Kept
from tongbao.serve.observed import Counts
from tongbao.serve.opened import Opened
from tongbao.serve.pages import Pages, base_of
from tongbao.serve.pool import BusyError, Pool
from tongbao.serve.protocol import Asked, RefusedError, fields_of, read_get, read_post, too_long
from tongbao.serve.room import Room, Sent
from tongbao.serve.services import READ, Endpoint, Services, choices, forms_of, language_of
from tongbao.serve.workers import EndedError

_HEARD = 4
"""So many times the largest body is read before a client that sends more is cut off: it should hear why."""
_TOLD = 2000
"""The most characters of what is wrong."""
_METHODS = (*READ, "POST")


@dataclass
class Served:
    """One graph and who answers from it."""

    pool: Pool
    is_public: bool = False
    version: str = ""
    answers: Kept = field(default_factory=Kept)
    counts: Counts = field(default_factory=Counts)
    clients: Clients = field(default_factory=Clients)
    room: Room = field(default_factory=Room)
    pages: Pages = field(default_factory=Pages)

    @property
    def services(self) -> Services:
        """The addresses beside the endpoint."""
        return Services(self._answer, partial(_body, room=self.room), bool(self.pages.site))

    def app(self) -> Starlette:
        """Return the application."""
        routes = [
            Route("/sparql", self._guarded(self._sparql), methods=_METHODS),
            Route("/sparql/", self._guarded(self._sparql), methods=_METHODS),
            *self.services.routes(self._guarded),
            Route("/health", self._guarded(self._health, READ), methods=READ),
            Route("/metrics", self._guarded(self._metrics, READ), methods=READ),
        ]
        everything: list[BaseRoute] = [*routes, Route("/{path:path}", self._guarded(self.pages.answer, READ), methods=READ)]  # fmt: skip
        if self.pages.site and self.pages.site.path:  # where the site lies on its own host it is here, too
            everything.insert(0, Mount(self.pages.site.path, routes=everything[:]))
        return Starlette(routes=everything)

    async def take_over(self, new: Opened) -> None:
        """Answer from a new graph from now on."""
        await self.pool.open(new.graphs, lambda: self._changed(new.version))

    def _changed(self, version: str) -> None:
        self.version = version
        self.answers.clear()

    async def _metrics(self, _: Request) -> Response:
        self.counts.statements.set(self.pool.statements)
        self.counts.running.set(self.pool.busy)
        self.counts.waiting.set(self.pool.waiting)
        return Response(self.counts.written(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _health(self, _: Request) -> Response:
        is_ready = self.pool.is_ready()
        state = {
            "status": "ok" if is_ready else "reading",
            "version": self.version,
            "statements": self.pool.statements,
            "busy": self.pool.busy,
        }
        headers = {"Cache-Control": "no-store"} if is_ready else {"Cache-Control": "no-store", "Retry-After": "1"}
        return Response(json.dumps(state), 200 if is_ready else 503, headers, "application/json")

    # --- what is asked ------------------------------------------------------------------------------

    def _guarded(self, work: Endpoint, methods: Sequence[str] = _METHODS) -> Endpoint:
        allowed = ", ".join(methods)

        async def answer(request: Request) -> Response:
            if request.method == "OPTIONS":
                headers = {"Allow": allowed, "Access-Control-Allow-Methods": allowed, **_PREFLIGHT}
                return Response(status_code=204, headers=headers)
            try:
                return await work(request)
            except RefusedError as refused:
                return _problem(refused.status, [_said(refused.problem)], language_of(request), refused.headers)

        return answer

    async def _sparql(self, request: Request) -> Response:
        asked = await _read(request, self.room)
        if asked is None:
            return self.pages.at_endpoint(request) or _described(request, self)
        request.scope["tongbao.query"] = asked.query
        forms = forms_of(request, asked.format or None)
        work = {
            "do": "query",
            "query": asked.query,
            "default": asked.default,
            "named": asked.named,
            "base": _endpoint(request),
            "forms": forms,
            "language": language_of(request),
        }
        return await self._answer(request, work)

    async def _answer(self, request: Request, work: dict[str, Any]) -> Response:
        version = self.version
        tag = kept.tag_of(version, sorted(work.items()))
        if request.method in READ and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=_headers(tag))
        answer = self.answers.get(tag)
        if answer is None:
            found = await self._worked(request, work)
            if isinstance(found, Response):
                return found
            answer = found
            is_still = version == self.version  # else a new graph has come meanwhile
            answer.tag = tag if answer.steady and is_still else ""
            self.answers.keep(answer)
        return await self._sent(request, answer)

    async def _worked(self, request: Request, work: dict[str, Any]) -> Answer | Response:
        """Have a worker answer, unless its client has had too much work done, or goes."""
        client, language = _client(request, is_behind=self.is_public), language_of(request)
        if self.is_public and (wait := self.clients.wait(client)):
            return _problem(429, [_said(_busy(_TOO_MUCH))], language, {"Retry-After": str(int(wait) + 1)})
        try:
            with self.clients.asking(client):
                worked = partial(self.clients.spend, client)  # also by who does not wait for the answer
                head, body = await _while_connected(request, self.pool.ask(work, worked))
        except BusyError:
            return _problem(503, [_said(_busy(_BUSY))], language, {"Retry-After": "1"})
        except EndedError as ended:
            self.counts.stopped.labels(ended.reason).inc()
            return _problem(_ENDED[ended.reason], [_said(_stopped(ended.reason, self.pool))], language)
        if head["problems"]:
            more, headers = choices(request, self.services.home(request), json.loads(body)) if body else ({}, {})
            return _problem(_status(head["problems"]), head["problems"], language, headers, more)
        return Answer(body, negotiation.media_type(head["form"]), head["cut"], head["steady"])

    async def _sent(self, request: Request, answer: Answer) -> Response:
        headers = {**_headers(answer.tag), "Content-Type": answer.media_type}
        if answer.media_type.startswith("text/html"):
            headers |= preview.HEADERS
        if answer.cut:
            headers[HEADER] = answer.cut
        body: bytes | None = answer.body
        if way := kept.encoding(request.headers.get("accept-encoding", ""), len(answer.body)):
            body = await self._packed(answer, way)
            headers["Content-Encoding"] = way
        if body is None or not self.room.has(len(body)):
            return _problem(503, [_said(_busy(_BUSY))], language_of(request), {"Retry-After": "5"})
        sent = Sent(body, headers=headers)
        sent.room = self.room
        return sent

    async def _packed(self, answer: Answer, way: str) -> bytes | None:
        """Return an answer compressed; None where there is no room for the answer as long as that takes."""
        if way not in answer.packed:
            with self.room.held() as hold:
                if not hold(len(answer.body)):
                    return None
                answer.packed[way] = await asyncio.to_thread(kept.PACKERS[way], answer.body)
            self.answers.keep(answer)
        return answer.packed[way]


# --- reading a request ------------------------------------------------------------------------------


async def _read(request: Request, room: Room) -> Asked | None:
    fields = fields_of(request.scope["query_string"])
    if request.method != "POST":
        return read_get(fields)
    return read_post(request.headers.get("content-type", ""), fields, await _body(request, room))


async def _body(request: Request, room: Room) -> bytes:
    """Read a body of bounded size within bounded time."""
    taken, size, most = bytearray(), 0, 3 * limits.QUERY_BYTES  # a form takes up to three bytes for one
    try:
        with room.held() as hold:
            async with asyncio.timeout(limits.SERVED_HEAD_SECONDS):
                async for piece in request.stream():
                    size += len(piece)
                    if size > _HEARD * most:
                        break
                    if size <= most and not hold(len(piece)):
                        raise RefusedError(503, _busy(_BUSY), {"Retry-After": "5", "Connection": "close"})
                    taken += piece if size <= most else b""
    except TimeoutError as error:
        raise RefusedError(408, Problem("body-too-slow", *_SLOW), {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise RefusedError(400, Problem("body-too-slow", *_SLOW)) from error
    if size > most:
        raise too_long(limits.QUERY_BYTES)
    return bytes(taken)


async def _while_connected(request: Request, work: Any) -> Any:
    """Await some work, and cancel it when the client is gone."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise RefusedError(499, Problem("client-gone", *_SLOW))
        return await working
    finally:
        gone.cancel()
        if not working.done():
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await working


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _client(request: Request, *, is_behind: bool) -> str:
    peer = request.client.host if request.client else ""
    return account_of(client_of(peer, request.headers.getlist("x-forwarded-for"), is_behind))


def _endpoint(request: Request) -> str:
    """Return the address of the endpoint, as the client knows it; relative IRIs in a query start from there."""
    return f"{base_of(request)}sparql"


def _described(request: Request, served: Served) -> Response:
    found = negotiation.forms(request.headers.get("accept", ""))
    form = next((each for each in found if each in ("ttl", "nt", "jsonld", "rdfxml", "nq", "trig")), "ttl")
    try:
        body = description(_endpoint(request), served.pool.statements, form)
    except ValueError as error:
        raise RefusedError(400, Problem("bad-host", *_BAD_HOST)) from error
    return Response(body, headers={**_headers(""), "Content-Type": negotiation.media_type(form)})


# --- answering --------------------------------------------------------------------------------------


def _headers(tag: str) -> dict[str, str]:
    common = {"Vary": "Accept, Accept-Encoding, Accept-Language", "X-Content-Type-Options": "nosniff"}
    return {**common, "ETag": tag, "Cache-Control": "no-cache"} if tag else {**common, "Cache-Control": "no-store"}


_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def _said(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "what": list(problem.what), "cure": list(problem.cure or ("", ""))}


def _problem(
    status: int,
    problems: list[dict[str, Any]],
    language: Language,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Say what is wrong, as RFC 9457 has it."""
    n = 1 if language == "zh" else 0
    first = problems[0]
    document = {
        "type": f"{PROBLEMS}{first['code']}",
        "title": first["what"][n][:_TOLD],  # it may quote what was asked
        "status": status,
        "detail": first["cure"][n][:_TOLD],
        **{name: first[name] for name in ("line", "column") if first.get(name)},
        **(more or {}),
    }
    body = json.dumps({name: value for name, value in document.items() if value}, ensure_ascii=False, indent=1)
    sent = {
        "Content-Type": "application/problem+json",
        "Content-Language": "zh-CN" if language == "zh" else "en",
        **_headers(""),
        **(headers or {}),
    }
    return Response(f"{body}\n".encode(), status, headers=sent)


def _status(problems: list[dict[str, Any]]) -> int:
    code = problems[0]["code"]
    if code.startswith("ambiguous-"):
        return 300
    return _STATUS.get(code, 404 if code.startswith("unknown-") else 400)


_STATUS = {
    **dict.fromkeys(("unknown-graph", "unknown-parameter", "unknown-property", "unknown-type"), 400),
    **dict.fromkeys(("update-refused", "service-refused"), 403),
    "unfit-format": 406,
    **dict.fromkeys(("query-too-large", "batch-too-large"), 413),
    "graph-unreadable": 503,
}
_ENDED = {"time": 504, "memory": 507, "stack": 400, "unknown": 500}


def _stopped(reason: str, pool: Pool) -> Problem:
    return stopped(reason, pool.bounds.seconds, pool.bounds.memory)


def _busy(said: tuple[Text, Text]) -> Problem:
    return Problem("busy", *said)


_BUSY = (
    Text("Too many queries are being answered.", "正在处理的查询过多。"),
    Text("Ask again in a second.", "请稍后重试。"),
)
_TOO_MUCH = (
    Text("Your queries have taken too much of this server's time.", "您的查询占用服务器的时间过多。"),
    Text("Wait as long as Retry-After says.", "请按 Retry-After 所示时间等待后再试。"),
)
_BAD_HOST = (
    Text("The header Host is not the name of a host.", "请求头 Host 不是主机名。"),
    Text("Send the name by which you reach this server.", "请发送访问本服务所用的主机名。"),
)
_SLOW = (
    Text("The body of the request did not arrive in time.", "请求正文未能及时送达。"),
    Text("Send it without pauses.", "请连续发送，不要中断。"),
)
