"""No lie of a server does harm: each ends in time with one clear message, and nothing is written or given away."""

import base64
import codecs
import html
import json
import re
import resource
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from tests import liar
from tests.liar import CHALLENGES, EVERY, ON_LOADING, STALLING, Asked, honest, lying, reply, rows, text, to, withheld
from tests.places import TESTS
from tests.push.test_upload import lay_out

from tongbao import limits
from tongbao.ask.endpoint import EndpointStore
from tongbao.cli.main import main
from tongbao.web import PASSWORD, TOKEN, USER

SECONDS = 0.4
SECRET = "s3cret:Wört/+&"


@pytest.fixture(scope="module")
def lines(demo_built: Path) -> list[str]:
    return (demo_built / "out" / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture(autouse=True)
def lower(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limit of size, and that of time for the lies that nothing else ends."""
    monkeypatch.setattr(limits, "ANSWER_BYTES", limits.MIB)
    mode = request.node.callspec.params.get("mode") if hasattr(request.node, "callspec") else None
    if mode in STALLING:
        monkeypatch.setattr("tongbao.ask.endpoint.EndpointStore.__init__.__defaults__", (SECONDS,))
        monkeypatch.setattr(limits, "LOAD_SECONDS", SECONDS)


Ask = Callable[[str], int]


@pytest.fixture(params=["query", "query of one's own", "load"])
def ask(request: pytest.FixtureRequest, lines: list[str], tmp_path: Path) -> Ask:
    """Run one command on the server with that address, and return its exit code."""

    def asked(url: str) -> int:
        if request.param == "load":
            return main(["load", "--build", str(lay_out(lines, tmp_path / "out")), "--endpoint", url])
        question = "co-lead-pairs" if request.param == "query" else "SELECT ?graph ?x { ?graph ?p ?x }"
        return main(["query", question, "--endpoint", url])

    return asked


def said(capsys: pytest.CaptureFixture[str], url: str) -> str:
    """Return what a command says, and check that it is one message in plain words that shows where, and steers no terminal."""
    printed = capsys.readouterr()
    assert printed.out == ""
    problem, *cure = printed.err.rstrip("\n").split("\n")
    assert problem.endswith("]")
    assert ".. [" not in problem
    assert len(cure) <= 1
    assert len(printed.err) < 1000
    assert all(character.isprintable() for character in problem)
    assert "Traceback" not in printed.err
    assert "Operation not permitted" not in printed.err
    return printed.err


@pytest.mark.parametrize("mode", EVERY)
def test_a_lie_is_one_clear_message(mode: str, ask: Ask, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with lying(EVERY[mode]) as server:
        assert ask(server.url) in (2, 4)
    assert server.seen
    assert not server.writes
    printed = said(capsys, server.url)
    assert ("within 0.4 seconds" in printed) == (mode in STALLING)
    assert ("larger than 1 MiB" in printed) == (
        mode in ("brackets without end", "spaces without end", "chunks without end")
    )
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


@pytest.mark.parametrize("mode", ON_LOADING)
@pytest.mark.parametrize("ask", ["load"], indirect=True)
def test_a_lie_about_what_a_store_holds_writes_nothing(
    mode: str, ask: Ask, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with lying(ON_LOADING[mode]) as server:
        assert ask(server.url) == 4
    assert not server.writes
    said(capsys, server.url)


LATE = [mode for mode in EVERY if "column" not in mode]


@pytest.mark.parametrize("mode", LATE)
@pytest.mark.parametrize("ask", ["query"], indirect=True)
def test_a_lie_after_a_truth_is_one_clear_message(mode: str, ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    def say(asked: Asked, send: liar.Send) -> None:
        (honest if "ASK" in asked.query else EVERY[mode])(asked, send)

    with lying(say) as server:
        assert ask(server.url) in (2, 4)
    said(capsys, server.url)


def test_there_are_many_lies() -> None:
    assert len(EVERY) > 50
    assert len(ON_LOADING) > 15


# --- what a server may not learn or repeat ---------------------------------------------------------


def of_basic(login: str) -> str:
    return base64.b64decode(login.removeprefix("Basic ")).decode()


FORMS: dict[str, Callable[[str], str]] = {
    "as it was sent": lambda login: login,
    "decoded": of_basic,
    "password alone": lambda login: of_basic(login).partition(":")[2],
    "in capitals": lambda login: of_basic(login).upper(),
    "in a URL": lambda login: quote(of_basic(login), safe=""),
    "twice in a URL": lambda login: quote(quote(of_basic(login), safe=""), safe=""),
    "in HTML": lambda login: html.escape(of_basic(login)),
    "as entities": lambda login: "".join(f"&#{ord(c)};" for c in of_basic(login)),
    "in JSON": lambda login: json.dumps({"login": of_basic(login)}),
    "escaped": lambda login: "".join(f"\\u{ord(c):04x}" for c in of_basic(login)),
    "in base64 with more": lambda login: base64.b64encode(f"Authorization={login}".encode()).decode(),
    "in base64 after a letter": lambda login: base64.b64encode(f"x{of_basic(login)}".encode()).decode(),
    "in base64 for URLs": lambda login: base64.urlsafe_b64encode(of_basic(login).encode()).decode().rstrip("="),
    "in hexadecimal": lambda login: of_basic(login).encode().hex(),
    "backwards": lambda login: of_basic(login)[::-1],
    "with spaces": lambda login: " ".join(of_basic(login)),
    "between marks": lambda login: "<b>" + "</b><b>".join(of_basic(login)) + "</b>",
    "between invisible characters": lambda login: "\u200b".join(of_basic(login)),
    "where the line is cut": lambda login: "x" * 180 + of_basic(login),
}


def leaks(printed: str) -> bool:
    """Tell whether a text shows the password, or a longer part of it, as it is or encoded."""
    squeezed = "".join(printed.split()).casefold()
    forms = [SECRET, quote(SECRET, safe=""), SECRET.encode().hex(), SECRET[::-1], SECRET[:6]]
    forms += [base64.b64encode(f"user:{SECRET}".encode()).decode()[:12]]
    return any(form.casefold() in squeezed for form in forms)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_a_login_that_is_repeated_is_not_printed(
    form: str, ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER, "user")
    monkeypatch.setenv(PASSWORD, SECRET)
    with lying(withheld(FORMS[form])) as server:
        assert ask(server.url) == 4
    printed = said(capsys, server.url)
    assert "403" in printed
    assert "is not shown" in printed
    assert not leaks(printed)


@pytest.mark.parametrize("challenge", CHALLENGES)
@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_no_challenge_does_harm(
    challenge: str, ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER, "用户")
    monkeypatch.setenv(PASSWORD, SECRET)
    refused = reply("who?", "text/plain", "401 Who", WWW_Authenticate=CHALLENGES[challenge])
    with lying(liar.always(refused)) as server:
        assert ask(server.url) == 4
    assert 1 <= len(server.seen) <= 2
    printed = said(capsys, server.url)
    assert "answers 401: who?" in printed
    assert not leaks(printed)


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Digest realm="x", nonce="y", qop="auth"'])
def test_what_is_said_beside_a_challenge_is_not_read_to_its_end(
    challenge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "user")
    head = f"HTTP/1.1 401 Who\r\nWWW-Authenticate: {challenge}\r\n\r\n".encode()
    asking = liar.endless(head, b"who? " * 200_000)

    def say(asked: Asked, send: liar.Send) -> None:
        (honest if asked.login else asking)(asked, send)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with lying(say) as server:
        assert EndpointStore(server.url).ask("ASK {}")
    assert len(server.seen) == 2
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


REPEATED: dict[str, Callable[[Asked], bytes]] = {
    "in rows": lambda asked: reply(rows(["x", "graph"], {"graph": text(asked.login)})),
    "in rows, decoded": lambda asked: reply(rows(["x", "graph"], {"graph": text(of_basic(asked.login))})),
    "as the kind": lambda asked: reply("{}", f"text/{asked.login.split()[1].lower()}"),
    "in a redirection": lambda asked: reply("", status="302 F", Location=f"http://x/{quote(of_basic(asked.login))}"),
    "as the status": lambda asked: f"HTTP/1.1 {asked.login}\r\n\r\n".encode(),
    "as the limit": lambda asked: reply(rows(["graph"]), X_SPARQL_MaxRows=asked.login),
    "as a wrong answer": lambda asked: reply(asked.login),
}


@pytest.mark.parametrize("way", REPEATED)
@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_a_login_is_shown_nowhere_else(
    way: str, ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER, "user")
    monkeypatch.setenv(PASSWORD, SECRET)
    with lying(liar.challenged('Basic realm="x"', REPEATED[way])) as server:
        assert ask(server.url) == 4
    assert not leaks(said(capsys, server.url))


@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_a_token_that_is_repeated_is_not_printed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(TOKEN, "abcdefghijklmnop.q-r_s")
    with lying(
        lambda asked, send: send(reply(codecs.encode(asked.login.encode(), "hex"), "text/plain", "403 No"))
    ) as server:
        assert ask(server.url) == 4
    assert "6162636465" not in said(capsys, server.url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_no_login_goes_to_another_server(status: int, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "user")
    monkeypatch.setenv(PASSWORD, SECRET)
    with lying(honest) as other:
        there = lambda asked: reply("", status=f"{status} There", Location=other.url)  # noqa: E731
        with lying(liar.challenged('Basic realm="x"', there)) as server:
            assert ask(server.url) == 4
    assert not other.seen


# --- secure connections -----------------------------------------------------------------------------


CERTIFICATE = TESTS / "data" / "self-signed.pem"  # of 127.0.0.1, for a hundred years, for these tests alone


@pytest.mark.parametrize("ask", ["query", "load"], indirect=True)
def test_a_certificate_that_is_not_trusted_is_named_as_such(
    ask: Ask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with lying(to("no query", b""), CERTIFICATE) as server:
        assert ask(server.url) == 4
        printed = said(capsys, server.url)
        assert re.search(r"its certificate is not trusted \(self.signed certificate\)", printed)
        assert "SSL_CERT_FILE" in printed
        assert not server.seen
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        ask(server.url)
        assert server.seen  # as the message says


def test_a_server_without_tls_is_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    with lying(always_plain) as server:
        assert main(["query", "co-lead-pairs", "--endpoint", server.url.replace("http:", "https:")]) == 4
    printed = said(capsys, server.url)
    assert "no secure connection" in printed
    assert "http://" in printed


def always_plain(asked: Asked, send: liar.Send) -> None:
    send(reply("no", "text/plain", "400 No"))


@pytest.mark.parametrize("addresses", [1, 100])
def test_a_server_that_accepts_no_connection_is_left_after_the_time_for_that(
    addresses: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(limits, "CONNECT_SECONDS", SECONDS)
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        with suppress(TimeoutError):
            while True:  # until its queue is full
                waiting.enter_context(socket.create_connection(full.getsockname(), SECONDS))
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", full.getsockname())] * addresses
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        url, start = f"http://many.example:{full.getsockname()[1]}/", time.monotonic()
        assert main(["query", "co-lead-pairs", "--endpoint", url]) == 4
    assert time.monotonic() - start < 100 * SECONDS / 2  # not so long for each address
    assert "did not accept a connection within 0.4 seconds" in said(capsys, url)
