"""A server that lies: each way is a mode, by name, and says in bytes what a SPARQL store never should.

A mode is the bytes of the whole reply, or a function that sends them bit by bit. Where a mode is for later, the questions
before it are answered as by an empty store, so that a command comes as far as that.
"""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
LOADED = "https://example.org/demo/graph/loaded"
NOTICE = "https://example.org/demo/graph/notice/x"


@dataclass(frozen=True)
class Asked:
    """One request: its first line, its headers in lower case, its body, and the query in it."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        return parse_qs(self.body.decode("utf-8", "replace")).get("query", [""])[0]

    @property
    def login(self) -> str:
        return self.headers.get("authorization", "")


Send = Callable[[bytes], None]
Say = Callable[[Asked, Send], None]


@dataclass
class Liar:
    """What a running server has seen."""

    url: str
    seen: list[Asked] = field(default_factory=list)

    @property
    def writes(self) -> list[Asked]:
        """Return the requests that change something."""
        return [asked for asked in self.seen if not asked.query and asked.line.split()[0] != "GET"]


# --- replies ------------------------------------------------------------------------------------------


def reply(body: bytes | str, kind: str = JSON, status: str = "200 OK", **headers: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": str(len(content)), **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + content


def rows(variables: list[str], *found: dict[str, object]) -> str:
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": found}})


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def text(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


def honest(asked: Asked, send: Send) -> None:
    """Answer as a store does that holds nothing."""
    query = asked.query
    if "ASK" in query:
        send(reply('{"head": {}, "boolean": true}'))
    elif query:
        variables = [
            word[1:] for word in query.partition("{")[0].replace("(", " ").replace(")", " ").split() if word[0] == "?"
        ]
        send(reply(rows(variables)))
    else:
        send(reply(b"", status="204 No Content"))


def always(said: bytes) -> Say:
    return lambda asked, send: send(said)


def to(marks: str, said: bytes) -> Say:
    """Lie to queries that hold a mark, and answer others as an empty store does."""
    return lambda asked, send: send(said) if marks in asked.query else honest(asked, send)


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Say:
    def say(asked: Asked, send: Send) -> None:
        send(head)
        while True:
            send(piece)
            time.sleep(pause)

    return say


def challenged(challenge: str, then: Callable[[Asked], bytes]) -> Say:
    """Ask for a login, and then say something about the one that is given."""

    def say(asked: Asked, send: Send) -> None:
        send(then(asked) if asked.login else reply("", status="401 Who", WWW_Authenticate=challenge))

    return say


HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n".encode()
BOMB = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def results_xml(value: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/>'
        f'<variable name="graph"/></head><results><result><binding name="graph">{value}</binding></result></results></sparql>'
    )


def nested(count: int, kind: str = '"triple"') -> str:
    part = '{"type": "uri", "value": "x:a"}'
    start = f'{{"type": {kind}, "value": {{"subject": {part}, "predicate": {part}, "object": '
    value = start * count + part + "}}" * count
    return f'{{"head": {{"vars": ["graph", "x"]}}, "results": {{"bindings": [{{"graph": {value}}}]}}}}'


def record(digest: str) -> Say:
    part = uri(f"{LOADED}#parts/notice/zzz.nq")
    return to("checksumValue", reply(rows(["part", "digest"], {"part": part, "digest": text(digest)})))


def recorded(number: object) -> Say:
    return to("void#triples", reply(rows(["graph", "triples"], {"graph": uri(NOTICE), "triples": number})))


def counted(graph: object, number: object) -> Say:
    return to("COUNT", reply(rows(["graph", "triples"], {"graph": graph, "triples": number})))


EVERY: dict[str, Say] = {
    # what is no HTTP, or badly cut
    "closes": lambda asked, send: None,
    "status that is none": always(b"HTTP/9.9 abc\r\n\r\n"),
    "no HTTP": always(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "header that is too long": always(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"),
    "headers that are too many": always(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"),
    "headers that never end": endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.02),
    "goes on for ever": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.005),
    "length too long": always(HEAD + b"Content-Length: 1000\r\n\r\n{}"),
    "length that is none": always(HEAD + b"Content-Length: many\r\n\r\n{"),
    "length below nothing": always(HEAD + b"Content-Length: -5\r\n\r\n{"),
    "length beyond all": always(HEAD + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n{"),
    "chunk that is none": always(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n"),
    "chunk below nothing": always(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n"),
    "chunk that ends early": always(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFF\r\n{}\r\n"),
    "chunk size that never ends": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 1000, 0.001),
    "trailers that never end": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"A: b\r\n", 0.02),
    "compressed": always(reply(b"\x1f\x8b\x08\x00" + b"\x00" * 100, Content_Encoding="gzip")),
    # what takes time or room
    "silent": endless(b"", b"", 0.05),
    "silent after the headers": endless(HEAD + b"Content-Length: 1000\r\n\r\n", b"", 0.05),
    "drips": endless(HEAD + b"Content-Length: 100000\r\n\r\n", b" ", 0.02),
    "brackets without end": endless(HEAD + b"\r\n", b"[" * 100_000),
    "spaces without end": endless(HEAD + b"\r\n", b" " * 100_000),
    "chunks without end": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + b" " * 10_000 + b"\r\n"),
    "error without end": endless(b"HTTP/1.1 500 No\r\nContent-Type: text/plain\r\n\r\n", b"no " * 30_000),
    # what leads elsewhere
    "moved": always(reply("", status="302 Found", Location="http://127.0.0.1:9/steal")),
    "moved for good": always(reply("", status="308 Moved", Location="http://127.0.0.1:9/steal")),
    "moved to a file": always(reply("", status="302 Found", Location="file:///etc/passwd")),
    "moved in colours": always(reply("", status="302 Found", Location="http://x/\x1b]0;own\x07\u202e".encode().decode("latin-1"))),
    "moved a long way": always(reply("", status="302 Found", Location="http://x/" + "x" * 60_000)),
    # what is no answer
    "a page": always(reply("<html>login</html>", "text/html")),
    "no kind": always(b"HTTP/1.1 200 OK\r\n\r\n{}"),
    "kind in colours": always(reply("{}", "text/\x1b[31mred")),
    "nothing": always(reply("")),
    "half of an answer": always(reply('{"head": {"vars": ["graph"]}, "results": {"bindings": [{"graph":')),
    "other JSON": always(reply('{"answer": 42}')),
    "brackets in brackets": always(reply('{"head": {"vars": ["graph"]}, "results": {"bindings": ' + "[" * 900_000)),
    "triples in triples": always(reply(nested(5000))),
    "triples in triples, escaped": always(reply(nested(5000, '"\\u0074ripl\\u0065"'))),
    "triples in triples, in XML": always(reply(results_xml(
        "<s:triple xmlns:s='http://www.w3.org/2005/sparql-results#'><subject>" * 5000), XML)),
    "entities of entities": always(reply(results_xml("<literal>&j;</literal>", BOMB + "]>"), XML)),
    "entity of a file": always(reply(results_xml(
        "<literal>&a;</literal>", "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"), XML)),
    "XML cut short": always(reply("<?xml version='1.0'?><sparql", XML)),
    "bytes that are no text": always(reply(b'{"head": {"vars": ["\xff\xfe"]}}')),
    "columns in colours": always(reply(rows(["a\x1b[31m", "graph"], {"graph": uri("x:y")}))),
    "two columns of one name": always(reply(rows(["graph", "graph"]))),
    "an IRI that ends its query": always(reply(rows(["graph"], {"graph": uri("x:a> } ; DROP ALL ; #")}))),
    "a language that is none": always(reply(rows(["graph"], {"graph": {**text("x"), "xml:lang": "\x1b[31m"}}))),
    "a kind of value that is none": always(reply(rows(["graph"], {"graph": {"type": "lie", "value": "x"}}))),
    # what is said about errors
    "error in colours": always(reply("\x1b[31mred\x1b]0;own\x07 \u202eevil <b>x</b>\n", "text/plain", "503 No")),
    "error of one long line": always(reply("x" * 60_000, "text/plain", "503 No")),
    "error without words": always(reply("", "text/plain", "599 No")),
    "who are you": always(reply("who?", "text/plain", "401 Who", WWW_Authenticate='Basic realm="x"')),
    "a challenge that is none": always(reply("who?", "text/plain", "401 Who", WWW_Authenticate='Digest realm="a\\"b", nonce="\x01", algorithm=EVIL, opaque="\x02"')),
}  # fmt: skip
"""Lies that are told at once, to each command."""
STALLING = {
    *("headers that never end", "goes on for ever", "trailers that never end", "silent"),
    *("silent after the headers", "drips"),
}
"""Those that only a time limit ends."""

ON_LOADING: dict[str, Say] = {
    "a count that is a word": recorded(text("abc")),
    "a count beyond all": recorded(text("9" * 5000)),
    "a count below nothing": recorded(text("-5")),
    "a count in parts": recorded(text("1.5e3")),
    "a count in other digits": recorded(text("٣")),
    "a count that is a thing": recorded(uri("x:y")),
    "a record without a count": to("void#triples", reply(rows(["graph", "triples"], {"graph": uri(NOTICE)}))),
    "a record without its column": to("void#triples", reply(rows(["graph"], {"graph": uri(NOTICE)}))),
    "a digest that never ends": record("/dev/zero"),
    "a digest that leads out": record("../../../../../etc/passwd"),
    "a digest with a null": record("a\x00b"),
    "a digest that is too long": record("0" * 65),
    "counted words": counted(uri(NOTICE), text("many")),
    "counted beyond all": counted(uri(NOTICE), text("9" * 5000)),
    "counted without a graph": to("COUNT", reply(rows(["graph", "triples"], {"triples": text("3")}))),
    "counted in a graph that ends its query": counted(uri("https://example.org/demo/graph/notice/a> } ; DROP ALL ; #"), text("3")),
    "yes for rows": to("COUNT", reply('{"head": {}, "boolean": true}')),
}  # fmt: skip
"""Lies about what a store holds."""


CHALLENGES: dict[str, str] = {
    "nothing": "",
    "Digest without parts": "Digest",
    "Digest without a value": "Digest realm",
    "Digest without a nonce": 'Digest realm="x"',
    "an algorithm that is none": 'Digest realm="x", nonce="y", algorithm=EVIL, qop="auth"',
    "a quality that is none": 'Digest realm="x", nonce="y", qop="nothing"',
    "a quality that nobody has": 'Digest realm="x", nonce="y", qop="auth-int"',
    "marks in marks": 'Digest realm="a\\"b", nonce="y\\", qop="auth"',
    "signs that steer": 'Digest realm="x", nonce="\x01", opaque="\x02", qop="auth"',
    "commas alone": "Digest realm=x,nonce=y,,,",
    "a long nonce": f'Digest realm="x", nonce="{"n" * 50_000}", qop="auth"',
    "many parts": "Digest " + "a=b, " * 10_000 + "realm=x",
    "letters of all kinds": 'Digest realm="厦门", nonce="é", qop="auth"',
    "a way that nobody knows": "Negotiate",
    "a token": "Bearer",
}
"""What a server that wants no login asks for."""


def withheld(form: Callable[[str], str]) -> Say:
    """Refuse a login, and show it in the message as the form has it."""
    return challenged(
        'Basic realm="x"', lambda asked: reply(f"denied: {form(asked.login)}", "text/plain; charset=utf-8", "403 No")
    )


# --- the server ---------------------------------------------------------------------------------------


@contextmanager
def lying(say: Say, certificate: Path | None = None) -> Iterator[Liar]:
    """Run a server that says so, one thread a connection, each of which ends with the server."""
    listener = socket.create_server(("127.0.0.1", 0))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listener = context.wrap_socket(listener, server_side=True)
    address = listener.getsockname()
    liar = Liar(f"http{'s' if certificate else ''}://127.0.0.1:{address[1]}/sparql")
    over = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:  # of this handshake
                continue
            if over.is_set():
                connection.close()
                return
            threads.append(threading.Thread(target=_serve, args=(connection, say, liar, over), daemon=True))
            threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield liar
    finally:
        over.set()
        socket.create_connection(address).close()  # nobody else will come
        for thread in (accepting, *threads):
            thread.join(10)
        listener.close()


def _serve(connection: socket.socket, say: Say, liar: Liar, over: threading.Event) -> None:
    def send(data: bytes) -> None:
        if over.is_set():
            raise ConnectionError
        if data:
            connection.sendall(data)

    with connection, suppress(OSError):
        connection.settimeout(10)
        asked = _read(connection)
        liar.seen.append(asked)
        say(asked, send)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 16):  # or what was sent would be lost
            pass


def _read(connection: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data and not data.startswith(b"\x16"):  # a client's first word in TLS
        piece = connection.recv(1 << 16)
        if not piece:
            raise ConnectionError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (entry.partition(":") for entry in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(1 << 16)
    return Asked(line, headers, body)
