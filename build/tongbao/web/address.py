"""HTTP with one address: a login that no message shows, time limits, and errors in plain words.

httpx does the transport. It follows no redirects: an address leads only to the server that it names, and a login goes to no
other server. Every answer of a server is limited in time and size. An answer that repeats the login is not shown.
"""

import re
import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urlencode, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import httpx2 as httpx
from anyio import fail_after
from anyio.from_thread import start_blocking_portal

from tongbao import limits
from tongbao.errors import OutputError, Problem, Text, UsageError, system_reason
from tongbao.web.login import PASSWORD, TOKEN, USER, login_for

_HEADERS = {"User-Agent": "tongbao", "Accept-Encoding": "identity", "Connection": "close"}
_LARGE = 65_536
"""From this size in bytes, a request is sent only once the server has asked for the login: it may refuse before reading everything."""
_SHOWN, _READ = 200, 8192
"""How many characters of a server's message are shown, and how many are searched for a login, which may be cut off in the shown part."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of a server: the status, the media type without its parameters, the other headers, and the body."""

    status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes


class TooSlowError(Exception):
    """The server did not answer in time."""


class _TooLargeError(Exception):
    """The answer is larger than the limit."""


class Address:
    """One http or https address, with its login kept apart: ``shown`` is what messages may show.

    Raises UsageError where the text is not such an address.
    """

    def __init__(self, text: str) -> None:
        parts = _split(text)
        host = _host(parts)
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~")
        self.shown = urlunsplit((parts.scheme, host, path, query, ""))
        self._login = login_for(parts.username, parts.password)
        self._asked = False

    def send(
        self,
        method: str,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = limits.QUERY_SECONDS,
    ) -> Reply:
        """Send one request and return the whole answer, whatever its status.

        ``seconds`` is the limit for the whole exchange. Raises TooSlowError when it is exceeded, and OutputError where the
        server cannot be reached or breaks off.
        """
        url = self.shown + (("&" if "?" in self.shown else "?") + urlencode(parameters) if parameters else "")
        if self._login and body and len(body) > _LARGE and not self._asked:
            self._exchange(seconds, "GET", self.shown, answers=False)
        return self._exchange(seconds, method, url, body, headers)

    def _exchange(
        self,
        seconds: float,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        answers: bool = True,
    ) -> Reply:
        """Send a request, and send it again with a login where the server asks for one."""
        try:
            request = httpx.Request(method, url, content=body, headers={**_HEADERS, **(headers or {})})
            with start_blocking_portal() as portal:  # the caller may have its own event loop
                flow = (self._login or httpx.Auth()).auth_flow(request)
                reply = portal.call(self._transport, next(flow), seconds)
                # An httpx client would answer by itself, and first read the whole body of the challenge.
                again = _answer(flow, httpx.Response(reply.status, headers=reply.headers, request=request))
                if again and answers:
                    reply = portal.call(self._transport, again, seconds)
        except _TooLargeError as error:
            raise OutputError(self._too_large()) from error
        except httpx.ConnectTimeout as error:
            raise OutputError(self._no_connection()) from error
        except TimeoutError as error:
            raise TooSlowError from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError) as error:
            raise OutputError(self._unreachable(_reason(error))) from error
        self._asked = True
        if reply.status < 300 and self._login and self._login.is_in(reply.body):
            raise OutputError(self._repeats_login())
        return reply

    async def _transport(self, request: httpx.Request, seconds: float) -> Reply:
        """Send one request with a limit on its total time; httpx only limits each read, and a server may send slowly forever."""
        request.extensions = {"timeout": {"connect": limits.CONNECT_SECONDS}}
        with fail_after(seconds):
            async with self._client() as client, aclosing(await client.send(request, stream=True)) as response:
                body = await _read(response, limits.ANSWER_BYTES if response.status_code < 300 else None)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, kind or "text/plain", response.headers, body)

    def _client(self) -> httpx.AsyncClient:
        """Return a client that trusts the system's certificates, and uses the environment's proxy, if it names one."""
        parts = urlsplit(self.shown)
        proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
        if proxy and "://" not in proxy:
            proxy = f"http://{proxy}"
        trust = ssl.create_default_context() if parts.scheme == "https" else False  # http uses no certificates
        return httpx.AsyncClient(verify=trust, proxy=proxy, trust_env=False)

    def said(self, words: object) -> Text:
        """Return a server's message as one line for people: without markup, control characters or login."""
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        plain = re.sub(r"<[^>]*>", " ", text)
        lines = (" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in plain.splitlines())
        line = next((line for line in lines if line), "")
        if self._login and self._login.is_told_by(line[:_READ]):
            return _WITHHELD
        return Text(line[:_SHOWN], line[:_SHOWN])

    def _unreachable(self, reason: object) -> Problem:
        why, cure = self._why(reason)
        what = Text(f"{self.shown} cannot be reached: {why.en}.", f"无法连接 {self.shown}：{why.zh}。")
        return Problem("endpoint-unreachable", what, cure)

    def _why(self, reason: object) -> tuple[Text, Text]:
        """Return why there is no answer, and the cure."""
        if isinstance(reason, ssl.SSLCertVerificationError):
            said = self.said(reason.verify_message)
            return Text(f"its certificate is not trusted ({said.en})", f"其证书不受信任（{said.zh}）"), _CERTIFICATE
        if isinstance(reason, ssl.SSLError):
            said = self.said(reason.reason or reason)
            return Text(f"no secure connection can be made ({said.en})", f"无法建立安全连接（{said.zh}）"), _NO_TLS
        # A resolver's error numbers are not the system's.
        if isinstance(reason, OSError) and not isinstance(reason, socket.gaierror) and reason.errno:
            return system_reason(reason.errno), _RUNNING
        said = self.said(str(reason).rstrip("."))
        return said if said.en else Text(type(reason).__name__, type(reason).__name__), _RUNNING

    def _no_connection(self) -> Problem:
        most = limits.CONNECT_SECONDS
        what = Text(
            f"{self.shown} did not accept a connection within {most:g} seconds.",
            f"{self.shown} 未在 {most:g} 秒内接受连接。",
        )
        return Problem("endpoint-unreachable", what, _RUNNING)

    def _too_large(self) -> Problem:
        most = limits.size(limits.ANSWER_BYTES)
        what = Text(f"The answer from {self.shown} is larger than {most}.", f"{self.shown} 的应答超过 {most}。")
        cure = Text("Ask for less: add conditions or LIMIT.", "请缩小范围：增加条件或 LIMIT。")
        return Problem("endpoint-too-large", what, cure)

    def _repeats_login(self) -> Problem:
        what = Text(
            f"The answer from {self.shown} repeats the login, and is not shown.",
            f"{self.shown} 的应答中含有登录信息，不予显示。",
        )
        cure = Text("Change the password, and ask the server's administrator.", "请更改密码，并向服务器管理员核实。")
        return Problem("endpoint-repeats-login", what, cure)

    def too_slow(self, seconds: float) -> Problem:
        """Return the problem of a server that did not answer in time."""
        what = Text(
            f"{self.shown} did not answer within {seconds:g} seconds.", f"{self.shown} 未在 {seconds:g} 秒内应答。"
        )
        return Problem("endpoint-slow", what, Text("Try again, or ask for less.", "请重试，或缩小范围。"))

    def refused(self, reply: Reply) -> Problem:
        """Return the problem of a server that answered with an error, with the first line of its message."""
        said = self.said(reply.body)
        en, zh = (f": {said.en}", f"：{said.zh}") if said.en else ("", "")
        what = Text(f"{self.shown} answers {reply.status}{en}", f"{self.shown} 返回 {reply.status}{zh}")
        return Problem("endpoint-refused", what, self._cure(reply))

    def _cure(self, reply: Reply) -> Text | None:
        target = self.said(reply.headers.get("location", ""))
        if 300 <= reply.status < 400 and target.en:
            return Text(
                f"It redirects to {target.en!r}; if you trust that address, use it.",
                f"它重定向至 {target.zh!r}；若该地址可信，请改用该地址。",
            )
        return _cure(reply)


def _cure(reply: Reply) -> Text | None:
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Text(
            f"Give a login: {USER} and {PASSWORD}, or {TOKEN}, in the environment.",
            f"请用环境变量 {USER} 与 {PASSWORD}（或 {TOKEN}）提供登录信息。",
        )
    if reply.status in _WRONG_DOOR:
        return Text(
            "Stores have different addresses for queries (--endpoint; that of `tongbao serve` ends in /sparql), updates (--update) "
            "and graphs (--graph-store): see docs/stores.md.",
            "各存储的查询（--endpoint，`tongbao serve` 的以 /sparql 结尾）、更新（--update）与图（--graph-store）地址各不相同：见 docs/stores.zh-CN.md。",
        )
    return None


_WITHHELD = Text("(the message repeats the login, and is not shown)", "（其内容含有登录信息，不予显示）")
_RUNNING = Text("Is the server running, and is the address right?", "请确认服务器已启动且地址无误。")
_NO_TLS = Text(
    "Does the server support https? If not, write http://.", "请确认该服务器支持 https；若不支持，请写 http://。"
)
_CERTIFICATE = Text(
    "If you know the server, name its certificate (or that of its authority) in a PEM file: SSL_CERT_FILE=server.pem. "
    "If it has expired or is for a different name, have it renewed.",
    "若服务器可信，请用 SSL_CERT_FILE=server.pem 指明其证书（或签发机构证书）的 PEM 文件；若证书已过期或名称不符，请更新证书。",
)

_WRONG_DOOR = (
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
"""The statuses of a server that was asked at its address for something else."""


def _answer(flow: Generator[httpx.Request, httpx.Response, None], said: httpx.Response) -> httpx.Request | None:
    """Return the request that answers a challenge; None where there is no challenge, or httpx cannot answer it."""
    try:
        return flow.send(said)
    except (StopIteration, httpx.ProtocolError, ValueError, NotImplementedError):
        return None


async def _read(response: httpx.Response, most: int | None) -> bytes:
    """Return a body; raise _TooLargeError where it has more than ``most`` bytes. Where ``most`` is None, return only its beginning."""
    enough = limits.ERROR_BYTES if most is None else most + 1
    body = bytearray()
    async for chunk in response.aiter_raw():  # not decompressed: compressed data could expand without end
        body += chunk
        if len(body) >= enough:
            break
    if most is not None and len(body) > most:
        raise _TooLargeError
    del body[enough:]
    return bytes(body)


def _reason(error: BaseException) -> BaseException:
    """Return the system's reason why there is no connection, which is below the errors of the libraries."""
    below = error.exceptions[0] if isinstance(error, ExceptionGroup) else error.__cause__ or error.__context__
    if below is None or (isinstance(error, OSError) and error.errno):
        return error
    return _reason(below)


def _split(text: str) -> SplitResult:
    """Return the parts of an address; messages show only its start, because the rest may hold a password."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        why = _PORT if "ort" in str(error) else Text("its brackets do not match", "方括号不配对")
        raise UsageError(_no_address(why)) from error
    if parts.scheme not in ("http", "https"):
        start = text.partition("://")[0][:10]
        raise UsageError(_no_address(Text(f"it starts with {start!r}", f"其开头是 {start!r}")))
    if not parts.hostname:
        raise UsageError(_no_address(Text("it names no server", "其中没有服务器名")))
    if not text.isprintable() or " " in text:
        raise UsageError(_no_address(Text("it contains a space or an invisible character", "其中有空格或不可见字符")))
    return parts


def _host(parts: SplitResult) -> str:
    """Return the server's name and port as HTTP writes them: in ASCII (IDNA), an IPv6 address in brackets."""
    name = parts.hostname or ""
    try:
        host = f"[{name}]" if ":" in name else name.encode("idna").decode()
        return f"{host}:{parts.port}" if parts.port is not None else host
    except UnicodeError as error:
        raise UsageError(_no_address(Text("its server name is not valid", "服务器名不合规则"))) from error


def _no_address(why: Text) -> Problem:
    what = Text(f"This is not an http or https address: {why.en}.", f"不是有效的 http 或 https 地址：{why.zh}。")
    return Problem("endpoint-address", what, _EXAMPLE)


_PORT = Text("its port is not a number from 0 to 65535", "端口不是 0 至 65535 的整数")
_EXAMPLE = Text("Write it like http://localhost:7878/query.", "请写成 http://localhost:7878/query 的形式。")
