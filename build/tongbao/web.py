"""Speak HTTP with one address: a login that no message shows, time limits, and errors in plain words.

The standard library's client does the transport. It is given no handler for redirects, files or FTP, so that an
address can lead nowhere but to the server it names.
"""

import hashlib
import http.client
import os
import re
import secrets
import socket
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit, urlunsplit

from tongbao.errors import OutputError, Problem, Text, UsageError, system_reason

USER, PASSWORD, TOKEN = "TONGBAO_USER", "TONGBAO_PASSWORD", "TONGBAO_TOKEN"
"""Environment variables: a user and password (Basic or Digest, as the server asks), or a bearer token."""

_CHUNK = 65_536
_SHOWN = 200
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers: the status, the media type without its parameters, the other headers, and the body."""

    status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def first_line(self) -> str:
        """Return the first line of a message for people, without markup or control characters."""
        text = re.sub(r"<[^>]*>", " ", self.body[:_CHUNK].decode("utf-8", "replace"))
        lines = (" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in text.splitlines())
        return next((line for line in lines if line), "")[:_SHOWN]


class TooSlowError(Exception):
    """The server did not answer within the time."""


class Address:
    """One http or https address, its login kept apart: ``shown`` is what a message may show.

    Raises UsageError where the text is no such address.
    """

    def __init__(self, text: str) -> None:
        parts = _split(text)
        host = _host(parts)
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~")
        self.shown = urlunsplit((parts.scheme, host, path, query, ""))
        self._login = _login(parts.username, parts.password)
        self._asked = False

    def send(
        self,
        method: str,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 60.0,
    ) -> Reply:
        """Send one request and return the whole answer, whatever its status.

        ``seconds`` bound the whole exchange. Raises TooSlowError when they are over, and OutputError where the server
        cannot be reached or breaks off.
        """
        url = self.shown + (("&" if "?" in self.shown else "?") + urlencode(parameters) if parameters else "")
        login = self._login
        if login and body and len(body) > _CHUNK and not self._asked:  # a server may refuse without reading it all
            self._exchange("GET", self.shown, None, {}, seconds)
        reply = self._exchange(method, url, body, headers or {}, seconds)
        if reply.status == http.HTTPStatus.UNAUTHORIZED and login and login.password is not None:
            reply = self._exchange(method, url, body, headers or {}, seconds)  # the answer to a challenge, or a new one
        return reply

    def _exchange(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], seconds: float) -> Reply:
        request = urllib.request.Request(url, body, {"User-Agent": "tongbao", **headers}, method=method)
        if self._login and (value := self._login.header(method, request.selector)):
            request.add_unredirected_header("Authorization", value)
        reply = self._transport(request, seconds)
        self._asked = True
        if reply.status == http.HTTPStatus.UNAUTHORIZED and self._login:
            self._login.learn(reply.headers.get("www-authenticate", ""))
        return reply

    def _transport(self, request: urllib.request.Request, seconds: float) -> Reply:
        end = time.monotonic() + seconds
        try:
            with _opener().open(request, timeout=seconds) as response:
                body = b"".join(_read(response, end))
                names = {name.lower(): value for name, value in response.headers.items()}
                return Reply(response.status, response.headers.get_content_type(), names, body)
        except TimeoutError as error:
            raise TooSlowError from error
        except (OSError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if isinstance(reason, TimeoutError):
                raise TooSlowError from error
            raise OutputError(self._unreachable(reason)) from error

    def _unreachable(self, reason: object) -> Problem:
        said = str(reason) or type(reason).__name__
        # A resolver's numbers are not the system's.
        plain = isinstance(reason, OSError) and not isinstance(reason, socket.gaierror) and reason.errno
        why = system_reason(reason.errno) if plain else Text(said, said)  # type: ignore[attr-defined]
        what = Text(f"{self.shown} cannot be reached: {why.en}.", f"无法连接 {self.shown}：{why.zh}。")
        cure = Text("Is the server running, and the address right?", "请确认服务器已启动且地址无误。")
        return Problem("endpoint-unreachable", what, cure)

    def too_slow(self, seconds: float) -> Problem:
        """Tell that the server did not answer in time."""
        what = Text(
            f"{self.shown} did not answer within {seconds:g} seconds.", f"{self.shown} 未在 {seconds:g} 秒内作答。"
        )
        return Problem("endpoint-slow", what, Text("Try again, or ask for less.", "请重试，或缩小范围。"))

    def refused(self, reply: Reply) -> Problem:
        """Tell that the server answered with an error, with the first line of what it says."""
        says = f": {reply.first_line}" if reply.first_line else ""
        what = Text(
            f"{self.shown} answers {reply.status}{says}", f"{self.shown} 返回 {reply.status}{says.replace(': ', '：')}"
        )
        return Problem("endpoint-refused", what, _cure(reply))


def _cure(reply: Reply) -> Text | None:
    if reply.status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
        return Text(
            f"Give a login: {USER} and {PASSWORD}, or {TOKEN}, in the environment.",
            f"请用环境变量 {USER} 与 {PASSWORD}（或 {TOKEN}）提供登录信息。",
        )
    if reply.status in _WRONG_DOOR:
        return Text(
            "Stores have addresses of their own for queries (--endpoint), updates (--update) and graphs (--graph-store): "
            "see the README.",
            "各存储的查询（--endpoint）、更新（--update）与图（--graph-store）地址各不相同：见 README。",
        )
    if target := reply.headers.get("location"):
        return Text(f"It points to {target!r}; give that address.", f"其指向 {target!r}；请改用该地址。")
    return None


_WRONG_DOOR = (
    *(http.HTTPStatus.BAD_REQUEST, http.HTTPStatus.NOT_FOUND, http.HTTPStatus.METHOD_NOT_ALLOWED),
    http.HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
"""What a server says that was asked at an address of its own for something else."""


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)
    return opener


def _read(response: http.client.HTTPResponse, end: float) -> Iterable[bytes]:
    while chunk := response.read1(_CHUNK):
        yield chunk
        if time.monotonic() > end:
            raise TimeoutError
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _split(text: str) -> SplitResult:
    """Return the parts of an address; no message shows more of it than its start, for the rest may hold a password."""
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
        raise UsageError(_no_address(Text("a space or an invisible character is in it", "其中有空格或不可见字符")))
    return parts


def _host(parts: SplitResult) -> str:
    """Return the server's name and port as HTTP has them: in ASCII (IDNA), an IPv6 address in brackets."""
    name = parts.hostname or ""
    try:
        host = f"[{name}]" if ":" in name else name.encode("idna").decode()
        return f"{host}:{parts.port}" if parts.port is not None else host
    except UnicodeError as error:
        raise UsageError(_no_address(Text("its server's name cannot be", "服务器名不合规则"))) from error


def _no_address(why: Text) -> Problem:
    what = Text(f"This is no http or https address: {why.en}.", f"不是 http 或 https 地址：{why.zh}。")
    return Problem("endpoint-address", what, _EXAMPLE)


_PORT = Text("its port is no number from 0 to 65535", "端口不是 0 至 65535 的整数")
_EXAMPLE = Text("Write it like http://localhost:7878/query.", "请写成 http://localhost:7878/query 的形式。")


# --- logins ---------------------------------------------------------------------------------------


def _login(user: str | None, password: str | None) -> "_Login | None":
    """Return the login that the address names, else the environment's, else none."""
    if user is not None:
        return _Login(unquote(user), unquote(password or ""))
    if token := os.environ.get(TOKEN):
        if not (token.isascii() and token.isprintable()) or " " in token:
            what = Text(f"{TOKEN} holds what no token can.", f"{TOKEN} 中有令牌不允许的字符。")
            cure = Text(
                "Copy it again: letters, digits and signs, no line break.",
                "请重新复制：只含字母、数字与符号，不含换行。",
            )
            raise UsageError(Problem("endpoint-token", what, cure))
        return _Login(token=token)
    if name := os.environ.get(USER):
        return _Login(name, os.environ.get(PASSWORD, ""))
    return None


class _Login:
    """Answers a server's challenge: Basic or Digest (RFC 7616, qop=auth); a bearer token needs no challenge."""

    def __init__(self, user: str = "", password: str | None = None, token: str = "") -> None:
        self.user, self.password, self.token = user, password, token
        self._challenge: dict[str, str] | None = None
        self._count = 0

    def learn(self, challenge: str) -> None:
        """Note what the server asks for; a new nonce starts a new count."""
        scheme, _, rest = challenge.partition(" ")
        pairs = {name.lower(): quoted or bare for name, quoted, bare in _PAIR.findall(rest)}
        self._challenge, self._count = {"scheme": scheme.lower(), **pairs}, 0

    def header(self, method: str, target: str) -> str | None:
        """Return the value of the Authorization header, or None before the server has asked."""
        if self.token:
            return f"Bearer {self.token}"
        match (self._challenge or {}).get("scheme"):
            case "basic":
                return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
            case "digest":
                return self._digest(self._challenge or {}, method, target)
        return None

    def _digest(self, challenge: Mapping[str, str], method: str, target: str) -> str:
        algorithm = challenge.get("algorithm", "MD5")
        hashed = _ALGORITHMS.get(algorithm.upper().removesuffix("-SESS"), hashlib.md5)

        def h(*words: str) -> str:
            return hashed(":".join(words).encode()).hexdigest()

        realm, nonce = challenge.get("realm", ""), challenge.get("nonce", "")
        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        secret = h(self.user, realm, self.password or "")
        if algorithm.upper().endswith("-SESS"):
            secret = h(secret, nonce, own)
        given = {"username": self.user, "realm": realm, "nonce": nonce, "uri": target, "cnonce": own}
        given["response"] = h(secret, nonce, count, own, "auth", h(method, target))
        if "opaque" in challenge:
            given["opaque"] = challenge["opaque"]
        # HTTP's own encoding cannot hold every name; most servers read UTF-8 in its place.
        words = [f'{name}="{value.encode().decode("latin-1")}"' for name, value in given.items()]
        return "Digest " + ", ".join([*words, f"algorithm={algorithm}", f"nc={count}", "qop=auth"])


_ALGORITHMS = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
