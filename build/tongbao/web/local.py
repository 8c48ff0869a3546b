"""What every server of ours has in common: who may ask, what an answer may do in a browser, and how it ends."""

import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from tongbao.errors import Problem, Text, UsageError, system_reason
from tongbao.paths import extra

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES = 1 << 20
"""The largest body of a request, in bytes."""
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


def token() -> str:
    """Return a secret for an address, which nobody can guess."""
    return secrets.token_urlsafe(18)


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone; port 0 is any that is free.

    Raises UsageError where the port is taken.
    """
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, for asyncio to send at once
    if os.name == "posix":  # elsewhere this would let another program take the port, too
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind(("127.0.0.1", port))
        held.listen()  # who reads the address may ask at once
    except (OSError, OverflowError) as error:
        held.close()
        said = system_reason(error) if isinstance(error, OSError) else _NO_PORT
        what = Text(f"Port {port} cannot be used: {said.en}.", f"无法使用端口 {port}：{said.zh}。")
        cure = Text("Choose another with --port, or leave it out.", "请用 --port 另选端口，或省去该选项。")
        raise UsageError(Problem("port-taken", what, cure)) from error
    return held


_NO_PORT = Text("ports are numbers from 1 to 65535", "端口须为 1 至 65535 的整数")


class Guard:
    """Lets only requests of this machine's own browser through, and limits what its answers may do there.

    A page elsewhere could have a browser send requests here under a name of its own (DNS rebinding), or from its own
    origin: the header ``Host`` has to be ours, and ``Origin``, where there is one. Bodies are limited in size.
    """

    def __init__(self, app: App, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to strangers and 413 to what is too large; else let the server answer, with its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(dict(scope["headers"]), scope["method"])
        if refusal:
            await _plain(send, refusal)
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, headers: dict[bytes, bytes], method: str) -> int:
        origin = headers.get(b"origin", b"")
        if headers.get(b"host", b"") not in self.hosts:
            return 403
        if method not in ("GET", "HEAD"):
            if origin and origin.removeprefix(b"http://") not in self.hosts:
                return 403
            if not headers.get(b"content-type", b"").startswith(b"application/json"):
                return 415
        length = headers.get(b"content-length", b"0")
        return 413 if not length.isdigit() or int(length) > BODY_BYTES else 0


def _bounded(receive: Receive) -> Receive:
    """Stop reading a body that is longer than it may be, whatever its header says."""
    taken = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > BODY_BYTES else message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(each for each in _HEADERS if each[0] not in there)]
        await send(message)

    return sending


async def _plain(send: Send, status: int) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain"), *_HEADERS]}
    )
    await send({"type": "http.response.body", "body": b""})


def missing(name: str) -> UsageError:
    """Return the error that a server lacks what it needs, and what installs it."""
    what = Text("The packages for servers are not installed.", "未安装本地服务所需的软件包。")
    return UsageError(Problem("extra-missing", what, Text(f"Run `{extra(name)}`.", f"请运行 `{extra(name)}`。")))


def types_of(names: Iterable[str]) -> dict[str, str]:
    """Return the media types of files by their endings, the same on every system."""
    return {name: _TYPES[name.rpartition(".")[2]] for name in names if name.rpartition(".")[2] in _TYPES}


_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
