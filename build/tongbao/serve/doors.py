"""Who may ask, and which pages may read the answers in a browser."""

import re
from collections.abc import MutableMapping
from typing import Any

from tongbao.web.local import App, Receive, Scope, Send

_OURS = re.compile(rb"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?")
_EXPOSED = b"ETag, Link, Tongbao-Cut, Retry-After"


class Doors:
    """Lets in only requests for this machine, unless the server is public; then every page may read the answers.

    A page elsewhere could have a browser on this machine send requests here under a name of its own (DNS rebinding), or
    from its own origin: what is served may be a draft. So the header ``Host`` has to be a name of this machine, and only
    pages from this machine are told the answers (CORS).
    """

    def __init__(self, app: App, *, is_public: bool) -> None:
        self.app, self.is_public = app, is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to strangers; else let the server answer, and say who may read it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not self.is_public and not _OURS.fullmatch(headers.get(b"host", b"")):
            await _refuse(send)
            return
        origin = headers.get(b"origin", b"")
        allowed = b"*" if self.is_public else origin if _is_ours(origin) else b""

        async def sending(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and allowed:
                message["headers"] = [
                    *message["headers"],
                    (b"access-control-allow-origin", allowed),
                    (b"vary", b"Origin"),
                    (b"access-control-expose-headers", _EXPOSED),
                ]
            await send(message)

        await self.app(scope, receive, sending)


def _is_ours(origin: bytes) -> bool:
    return bool(_OURS.fullmatch(re.sub(rb"^https?://", b"", origin)))


async def _refuse(send: Send) -> None:
    start = {"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    await send(start)
    said = "This server answers only to localhost; see --public. 本服务仅接受以 localhost 访问，详见 --public。\n"
    await send({"type": "http.response.body", "body": said.encode()})
