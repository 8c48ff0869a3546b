"""Clients that are slow, many, or rude cost themselves their answer, and nobody else."""

import re
import socket
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote_plus

import pytest
from tests.patience import wait_for
from tests.serve.serving import ENDLESS, FORM, HEAD, POST, QUERY, Running, said, send, serving

from tongbao import limits

LONG = "SELECT ?x { VALUES ?x { " + " ".join(map(str, range(500))) + " } ?s ?p ?o }"


# --- heads ------------------------------------------------------------------------------------------------


def test_a_client_that_says_nothing_is_left(rude: Running) -> None:
    with rude.connect() as connection:
        assert said(connection) == b""


def test_a_head_that_comes_a_byte_at_a_time_is_not_waited_for(rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nX: ")
        dripping = Thread(target=lambda: send(connection, *[b"x"] * 100, pause=0.05))
        dripping.start()
        assert said(connection) == b""
        dripping.join()


def test_a_second_head_on_a_connection_has_no_more_time(rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(HEAD.encode() + b"\r\nGET /sparql")
        Thread(target=lambda: send(connection, *[b"x"] * 40, pause=0.05), daemon=True).start()
        found = said(connection)
    assert found.count(b"HTTP/1.1 200") == 1


@pytest.mark.parametrize("name", ["one header", "many headers", "an address", "a name"])
@pytest.mark.parametrize("size", [limits.SERVED_HEAD_BYTES + 10_000, 20 * limits.SERVED_HEAD_BYTES])
def test_a_head_that_is_too_large_is_refused(name: str, size: int, rude: Running) -> None:
    sent = {
        "one header": HEAD + "X: " + "x" * size + "\r\n\r\n",
        "many headers": HEAD + "A: b\r\n" * (size // 6) + "\r\n",
        "an address": HEAD.replace("ASK", "ASK" + "+" * size) + "\r\n",
        "a name": HEAD + "X" * size + ": x\r\n\r\n",
    }[name]
    with rude.connect() as connection:
        send(connection, sent.encode())
        found = said(connection)
    assert b"200 OK" not in found
    assert found == b"" or b"431 " in found.splitlines()[0]  # a client that still sends may not hear why
    assert rude.answers()


def test_a_head_that_is_just_small_enough_is_read(rude: Running) -> None:
    assert rude.request("GET", "/sparql?query=ASK%7B%7D%23" + "x" * (limits.SERVED_HEAD_BYTES - 10_000)).status == 200


# --- bodies -----------------------------------------------------------------------------------------------


def test_a_body_that_comes_slowly_is_not_waited_for(rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(f"{POST}Content-Length: 1000\r\n\r\n".encode())
        Thread(target=lambda: send(connection, *[b"x"] * 100, pause=0.05), daemon=True).start()
        found = said(connection)
    assert b" 408 " in found.splitlines()[0]
    assert b"body-too-slow" in found


def test_a_body_that_never_comes_is_not_waited_for(rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(f"{POST}Transfer-Encoding: chunked\r\n\r\n".encode())
        assert b" 408 " in said(connection).splitlines()[0]


@pytest.mark.parametrize("path", ["/sparql", "/health", "/none", "/sparql?query=ASK%7B%7D"])
def test_a_body_that_nobody_reads_holds_no_connection(path: str, rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n".encode())
        Thread(target=lambda: send(connection, *[b"x" * 1000] * 1000, pause=0.01), daemon=True).start()
        assert b"HTTP/1.1 " in said(connection)


@pytest.mark.parametrize("kind", [QUERY, FORM])
@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_body_that_never_ends_is_refused(kind: str, is_chunked: bool, rude: Running) -> None:
    head = POST.replace(QUERY, kind)
    head += "Transfer-Encoding: chunked\r\n\r\n" if is_chunked else f"Content-Length: {1 << 40}\r\n\r\n"
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n" if is_chunked else b"x" * 65536
    with rude.connect() as connection:
        connection.sendall(head.encode())
        Thread(target=lambda: send(connection, *[piece] * 2000), daemon=True).start()
        found = said(connection)
    assert found == b"" or found.split()[1] in (b"408", b"413")
    assert rude.answers()


def test_who_sends_somewhat_too_much_hears_why(rude: Running) -> None:
    reply = rude.request("POST", "/sparql", b"x" * (4 * limits.MIB), {"Content-Type": QUERY})
    assert (reply.status, reply.code) == (413, "body-too-large")


def test_many_bodies_at_once_are_bounded_together(many_nt: Path, tmp_path: Path) -> None:
    low = "limits.SERVED_HELD_BYTES = 4 * limits.MIB"
    with serving(many_nt, tmp_path, before=low) as running, ExitStack() as open_:
        held = [open_.enter_context(running.connect()) for _ in range(3)]
        for connection in held:
            connection.sendall(f"{POST}Content-Length: 2000000\r\n\r\n".encode() + b"x" * 1_990_000)
        refused = wait_for(lambda: [each for each in held if _has_answer(each)])
        assert b" 503 " in refused[0].recv(4096).splitlines()[0]
        assert running.answers()


def _has_answer(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.setblocking(True)


def test_a_body_that_nobody_reads_is_no_request(rude: Running) -> None:
    """Not even one whose first bytes would be quoted in an address, so that its last ones would be left over."""
    left = b"GET /left HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = b"\xe5" * (len(left) // 2) + left
    with rude.connect() as connection:
        connection.sendall(f"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        assert connection.recv(4096).split()[1] == b"405"
        send(connection, body, HEAD.encode() + b"Connection: close\r\n\r\n")
        found = said(connection)
    assert re.findall(rb"HTTP/1.1 (\d+)", found) == [b"200"]


# --- what is no HTTP, or oddly so -----------------------------------------------------------------------------

ODD = {
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b"400"),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), b"400"),
    "bytes": (bytes(range(256)) * 20, b"400"),
    "a method that is none": (b"FETCH /sparql HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    "a chunk that is none": (f"{POST}Transfer-Encoding: chunked\r\n\r\nZZZ\r\n".encode(), b"400"),
    "a chunk below nothing": (f"{POST}Transfer-Encoding: chunked\r\n\r\n-5\r\nASK{{}}\r\n0\r\n\r\n".encode(), b"400"),
    "a chunk beyond all": (f"{POST}Transfer-Encoding: chunked\r\n\r\n{'F' * 40}\r\n".encode(), b"400"),
    "two lengths": (f"{POST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{{}}".encode(), b"400"),
    "a length and chunks": (f"{POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode(), b"400"),
    "a length that is none": (f"{POST}Content-Length: many\r\n\r\n".encode(), b"400"),
    "a length below nothing": (f"{POST}Content-Length: -1\r\n\r\n".encode(), b"400"),
    "a header without a name": (HEAD.encode() + b": x\r\n\r\n", b"400"),
    "a header with a null": (HEAD.encode() + b"X: \0\r\n\r\n", b"400"),
    "no host": (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nConnection: close\r\n\r\n", b"403"),
    "HTTP 1.0": (b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\nHost: localhost\r\n\r\n", b"200"),
    "HTTP 1.0 without a host": (b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n", b"403"),
    "HTTP 0.9": (b"GET /sparql\r\n\r\n", b"403"),
    "HTTP 2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
    "upgrade": (HEAD.encode() + b"Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n", b"200"),
    "an address that is no UTF-8": (HEAD.replace("ASK%7B%7D", "%FF%FE").encode() + b"Connection: close\r\n\r\n", b"400"),
    "an address in bytes": (HEAD.encode().replace(b"ASK", b"\xff\xfeASK") + b"Connection: close\r\n\r\n", b"400"),
    "an address in Chinese": (HEAD.replace("%7B%7D", "%7B%23税务局%0A%7D").encode() + b"Connection: close\r\n\r\n", b"200"),
    "a path in bytes": (b"GET /\xff\xfe%00%0A HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
    "many fields": (HEAD.replace("query", "a=b&" * 500 + "query").encode() + b"Connection: close\r\n\r\n", b"400"),
    "a weight that is no number": (HEAD.encode() + b"Accept: text/csv;q=nan, a/b;q=inf, */*;q=-1\r\nConnection: close\r\n\r\n", b"200"),
    "many kinds": (HEAD.encode() + b"Accept: " + b"a/b," * 10_000 + b"*/*\r\nConnection: close\r\n\r\n", b"406"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_requests_are_answered_or_refused(name: str, rude: Running) -> None:
    sent, status = ODD[name]
    with rude.connect() as connection:
        send(connection, sent)
        found = said(connection)
    assert found.split()[1] == status, found
    assert b"Traceback" not in found
    assert rude.answers()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_not_allowed(method: str, rude: Running) -> None:
    assert rude.request(method, "/sparql?query=ASK%7B%7D").status in (400, 405)


def test_requests_in_a_row_are_answered_in_order(rude: Running) -> None:
    with rude.connect() as connection:
        for n in range(4):
            connection.sendall(
                HEAD.replace("ASK%7B%7D", f"SELECT+({n}+AS+%3Fn)%7B%7D").encode() + b"Accept: text/csv\r\n\r\n"
            )
        found = b""
        while found.count(b"HTTP/1.1 200") < 4 or not found.endswith(b"\r\n3\r\n"):
            found += connection.recv(1 << 16)
    assert [part.rstrip().rpartition(b"\r\n")[2] for part in found.split(b"HTTP/1.1 200")[1:]] == [
        b"0",
        b"1",
        b"2",
        b"3",
    ]


def test_requests_in_an_endless_row_are_not_kept(rude: Running) -> None:
    """They would be held in memory until the first of them is answered."""
    slow = HEAD.replace(
        "ASK%7B%7D", ENDLESS.replace(" ", "+").replace("?", "%3F").replace("{", "%7B").replace("}", "%7D")
    )
    began = time.monotonic()
    with rude.connect() as connection:
        send(connection, (slow + "\r\n").encode(), (HEAD + "\r\n").encode() * 5000)
        assert said(connection) == b""
    wait_for(lambda: rude.get("/health").json["busy"] == 0)
    assert time.monotonic() - began < limits.SERVED_SECONDS  # the query has ended with its client
    assert rude.answers()


AHEAD = {
    "a second head": (HEAD.replace("ASK%7B%7D", "{}") + "\r\n" + HEAD + "X: ", ""),
    "what follows the pieces of a body": (POST.replace("/sparql ", "/sparql?x= ") + "Transfer-Encoding: chunked\r\n\r\n{}0\r\nX: ", "6\r\nASK {}\r\n"),
}  # fmt: skip
"""What a client may send beyond a request, whether that is answered or still read."""


@pytest.mark.parametrize("name", AHEAD)
def test_what_comes_before_an_answer_is_not_held_without_bound(name: str, hostile: Running) -> None:
    text, body = AHEAD[name]
    with hostile.connect() as connection:
        connection.sendall(text.format(body or quote_plus(ENDLESS)).encode())
        send(connection, *[b"x" * (1 << 20)] * 64)
        assert said(connection) == b""
    wait_for(lambda: hostile.get("/health").json["busy"] == 0)
    assert hostile.answers()


def test_what_follows_a_body_in_pieces_is_read_as_people_type_it(rude: Running) -> None:
    asked = f"{POST}Transfer-Encoding: chunked\r\n\r\n{{}}0\r\n\r\n".format("6\r\nASK {}\r\n")
    with rude.connect() as connection:
        connection.sendall(asked.encode())
        found = b""
        while not found.endswith(b"true}\n"):
            found += connection.recv(1 << 16)
        typed = "GET /sparql?query=ASK{FILTER('税'='税')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(typed.encode())
        assert said(connection).startswith(b"HTTP/1.1 200")


def test_every_name_of_an_address_is_counted_as_one(rude: Running) -> None:
    """Each label of a count is kept for ever: clients must not make new ones."""
    for n in range(20):
        rude.request("GET", f"/sparql{n}")
        rude.request("GET", f"/question{n}/x")
    counted = rude.get("/metrics").body.decode()
    assert "sparql1" not in counted
    assert 'of="page"' in counted


def test_an_answer_takes_its_room_while_it_is_compressed(many_nt: Path, tmp_path: Path) -> None:
    """Its compressed form alone would have room."""
    with serving(many_nt, tmp_path, before="limits.SERVED_HELD_BYTES = limits.MIB // 4") as running:
        for way, status in (("identity", 503), ("gzip", 503), ("br", 503)):
            assert running.ask("SELECT * { ?s ?p ?o }", Accept_Encoding=way).status == status
        assert running.ask("SELECT * { ?s ?p ?o } LIMIT 100", Accept_Encoding="gzip").status == 200


# --- readers ------------------------------------------------------------------------------------------------


def test_a_client_that_does_not_read_its_answer_is_left(rude: Running) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", rude.port))
        connection.sendall(f"{POST}Content-Length: {len(LONG)}\r\n\r\n{LONG}".encode())
        wait_for(lambda: held(rude, connection) == 0)
        assert len(said(connection)) < 10_000_000  # what the system had taken for it, and not all
    assert rude.answers()


def held(running: Running, connection: socket.socket) -> int:
    """How many connections the server holds to the other end of one of ours."""
    port = f"{connection.getsockname()[1]:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    ours = [line.split() for line in lines if line.split()[2].endswith(f":{port}")]
    return sum(words[3] in ("01", "08") for words in ours)  # established, or waiting for the server to close


@pytest.mark.skipif(sys.platform != "linux", reason="reads what the system lists")
def test_a_client_that_asks_and_asks_and_reads_nothing_is_left(rude: Running) -> None:
    """Answers too small to fill the room for one fill it together."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", rude.port))
        asked = (HEAD.replace("ASK%7B%7D", "SELECT+*%7B?s+?p+?o%7DLIMIT+300") + "\r\n").encode()
        with suppress(OSError):
            while True:
                connection.settimeout(5)
                connection.sendall(asked)
                time.sleep(0.01)
        wait_for(lambda: held(rude, connection) == 0)
    assert rude.answers()


def test_a_client_that_reads_steadily_gets_all(rude: Running) -> None:
    with rude.connect() as connection:
        connection.sendall(
            f"{POST}Connection: close\r\nAccept: text/csv\r\nContent-Length: {len(LONG)}\r\n\r\n{LONG}".encode()
        )
        found = b""
        while piece := connection.recv(100_000):
            found += piece
            time.sleep(0.02)
    head, _, body = found.partition(b"\r\n\r\n")
    length = next(int(line.split()[1]) for line in head.splitlines() if line.lower().startswith(b"content-length"))
    assert len(body) == length
