"""Logins: Basic, Digest and bearer tokens, sent to a server that asks for them, and never shown."""

import html
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote, unquote, unquote_plus

import httpx2 as httpx

from tongbao.errors import Problem, Text, UsageError

USER, PASSWORD, TOKEN = "TONGBAO_USER", "TONGBAO_PASSWORD", "TONGBAO_TOKEN"
"""Environment variables: a user and password (Basic or Digest, as the server requires), or a bearer token."""

_RESPONSE = re.compile(r'response="(\w+)"')


def login_for(user: str | None, password: str | None) -> "Login | None":
    """Return the login that the address names, else the environment's, else none."""
    if user is not None:
        return Login(unquote(user), unquote(password or ""))
    if token := os.environ.get(TOKEN):
        if not (token.isascii() and token.isprintable()) or " " in token:
            what = Text(f"{TOKEN} contains characters that no token can have.", f"{TOKEN} 中有令牌不允许的字符。")
            cure = Text(
                "Copy it again: it has letters, digits and signs, but no line break.",
                "请重新复制：只含字母、数字与符号，不含换行。",
            )
            raise UsageError(Problem("endpoint-token", what, cure))
        return Login(token=token)
    if name := os.environ.get(USER):
        return Login(name, os.environ.get(PASSWORD, ""))
    return None


class Login(httpx.Auth):
    """Answers a server's challenge: Basic or Digest; a bearer token needs no challenge."""

    def __init__(self, user: str = "", password: str | None = None, token: str = "") -> None:
        self.user, self.password, self.token = user, password, token
        self._way: httpx.Auth | None = None
        self._request: httpx.Request | None = None

    @property
    def _secrets(self) -> list[str]:
        """Return what nobody may read: the password or the token, and the form in which it is sent."""
        sent = _base64(f"{self.user}:{self.password}").rstrip("=") if self.password else ""
        header = self._request.headers.get("Authorization", "") if self._request else ""
        return [secret for secret in (self.password, self.token, sent, *_RESPONSE.findall(header)) if secret]

    def is_in(self, body: bytes) -> bool:
        """Return whether an answer contains the login as it is sent; the password alone may be an ordinary word."""
        sent = self.token or (f"{self.user}:{self.password}" if self.password else "")
        return bool(sent) and any(form.encode() in body for form in (sent, quote(sent, safe=""), _base64(sent)))

    def is_told_by(self, text: str) -> bool:
        """Return whether a text contains the password or the token in any encoding, even encoded two or three times."""
        seen = {text}
        for _ in range(3):
            seen |= {decoded[:_MOST] for known in seen for decoded in _decodings(known)}
        squeezed = ["".join(known.split()).casefold() for known in seen]
        return any("".join(secret.split()).casefold() in known for secret in self._secrets for known in squeezed)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a token at once; send a password once the server has asked for it, in the way that it asks for."""
        self._request = request
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        flow = (self._way or httpx.Auth()).auth_flow(request)
        response = yield next(flow)
        asked = {challenge.partition(" ")[0].lower() for challenge in response.headers.get_list("WWW-Authenticate")}
        kind = next((kind for scheme, kind in _KINDS.items() if scheme in asked), None)
        if response.status_code != HTTPStatus.UNAUTHORIZED or kind is None or self.password is None:
            return
        answer = None
        if not isinstance(self._way, kind):
            self._way = kind(self.user, self.password)
            flow = self._way.auth_flow(request)
            answer = next(flow)
        with suppress(StopIteration):
            answer = flow.send(response)
        if answer:
            yield answer


_KINDS: dict[str, type[httpx.BasicAuth | httpx.DigestAuth]] = {"digest": httpx.DigestAuth, "basic": httpx.BasicAuth}


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


_MOST = 1 << 16
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){2,}")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")


def _decodings(text: str) -> Iterator[str]:
    """Yield possible decodings of a text: percent signs, entities, escapes, reversed, base64 and hexadecimal."""
    yield unquote_plus(text)
    yield html.unescape(text)
    yield _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    yield text[::-1]
    # Where a longer text was encoded, the login may start in the middle of a group.
    yield "\n".join(_from_base64(word[start:]) for word in _BASE64.findall(text) for start in range(4))
    yield "\n".join(bytes.fromhex(word).decode("utf-8", "replace") for word in _HEX.findall(text))


def _from_base64(word: str) -> str:
    whole = word[: len(word) - (len(word) % 4 == 1)].translate(_URL_SAFE)
    return b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")


_URL_SAFE = str.maketrans("-_", "+/")
