"""Nothing is fetched and nothing is changed: SERVICE in every disguise, FROM, LOAD and updates; and the wall behind that."""

import ctypes
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.kills import ENVIRONMENT
from tests.serve.serving import FORM, QUERY, Running

from tongbao.serve.closed import close

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


class Listener:
    """Waits for connections that nobody should make."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.seen = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.socket.accept()[0].close()
                self.seen += 1


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


def test_the_listener_would_notice(listener: Listener) -> None:
    before = listener.seen
    socket.create_connection(("127.0.0.1", listener.port)).close()
    while listener.seen == before:
        pass


AT = "<http://127.0.0.1:PORT/sparql>"
SERVICE = {
    "plain": f"SELECT * {{ SERVICE {AT} {{ ?s ?p ?o }} }}",
    "lower case": f"SELECT * {{ service {AT} {{ ?s ?p ?o }} }}",
    "mixed case": f"SELECT * {{ sErViCe {AT} {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {AT} {{ ?s ?p ?o }} }}",
    "with a variable": f"SELECT * {{ VALUES ?at {{ {AT} }} SERVICE ?at {{ ?s ?p ?o }} }}",
    "bound": "SELECT * { BIND(IRI('http://127.0.0.1:PORT/') AS ?at) SERVICE ?at { ?s ?p ?o } }",
    "in exists": f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {AT} {{ ?s ?p ?o }} }} }}",
    "in not exists": f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE {AT} {{ ?s ?p ?o }} }} }}",
    "in exists within an expression": f"SELECT (IF(EXISTS {{ SERVICE {AT} {{ ?s ?p ?o }} }}, 1, 2) AS ?x) {{}}",
    "in a sub-select": f"SELECT * {{ {{ SELECT ?s {{ SERVICE {AT} {{ ?s ?p ?o }} }} }} }}",
    "in a graph": f"SELECT * {{ GRAPH ?g {{ SERVICE {AT} {{ ?s ?p ?o }} }} }}",
    "in optional": f"SELECT * {{ ?s ?p ?o OPTIONAL {{ SERVICE SILENT {AT} {{ ?s ?q ?r }} }} }}",
    "in minus": f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE SILENT {AT} {{ ?s ?q ?r }} }} }}",
    "in union": f"SELECT * {{ {{ }} UNION {{ SERVICE {AT} {{ ?s ?p ?o }} }} }}",
    "in construct": f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {AT} {{ ?s ?p ?o }} }}",
    "in describe": f"DESCRIBE ?s {{ SERVICE {AT} {{ ?s ?p ?o }} }}",
    "in service": f"SELECT * {{ SERVICE <x:none> {{ SERVICE {AT} {{ ?s ?p ?o }} }} }}",
    "behind a number": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * { ?s ?p 5SERVICEex:a{} }",
    "behind a text": f'SELECT * {{ ?s ?p "x"SERVICE{AT}{{}} }}',
    "without spaces": f"SELECT*{{SERVICE{AT}{{}}}}",
    "with a prefix": "PREFIX ex: <http://127.0.0.1:PORT/> SELECT * { SERVICE ex:sparql { ?s ?p ?o } }",
    "with a base": "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "with a comment in between": f"SELECT * {{ SERVICE # SERVICE\n {AT} {{ ?s ?p ?o }} }}",
    "behind a comment": f"SELECT * {{ # \" ' <\n SERVICE {AT} {{ ?s ?p ?o }} }}",
    "behind a text that looks open": f'SELECT * {{ FILTER("\\\\" = "\\"") SERVICE {AT} {{ ?s ?p ?o }} }}',
    "behind a comparison": f"SELECT * {{ FILTER(1 < 2) SERVICE {AT} {{ FILTER(2 > 1) }} }}",
    "escaped": f"SELECT * {{ \\u0053ERVICE {AT} {{ ?s ?p ?o }} }}",
    "escaped in the middle": f"SELECT * {{ SER\\u0056ICE {AT} {{ ?s ?p ?o }} }}",
    "escaped with eight digits": f"SELECT * {{ \\U00000053ERVICE {AT} {{ ?s ?p ?o }} }}",
    "with a long s": f"SELECT * {{ \u017fERVICE {AT} {{ ?s ?p ?o }} }}",
    "with a full-width letter": f"SELECT * {{ \uff33ERVICE {AT} {{ ?s ?p ?o }} }}",
    "with a Turkish i": f"SELECT * {{ SERV\u0130CE {AT} {{ ?s ?p ?o }} }}",
    "with a tab": f"SELECT * {{ SERVICE\t{AT}\t{{ ?s ?p ?o }} }}",
    "with a space of no width": f"SELECT * {{ SERVICE\u200b{AT} {{ ?s ?p ?o }} }}",
    "with a null": f"SELECT * {{ SERVICE\0{AT} {{ ?s ?p ?o }} }}",
}  # fmt: skip
OTHER = (
    "escaped",
    "with a long s",
    "with a full",
    "with a Turkish",
    "with a space",
    "with a null",
    "behind a text that",
)


@pytest.mark.parametrize("name", SERVICE)
@pytest.mark.parametrize("way", ["body", "form", "address"])
def test_service_is_refused(name: str, way: str, short: Running, listener: Listener) -> None:
    query, before = SERVICE[name].replace("PORT", str(listener.port)), listener.seen
    match way:
        case "body":
            reply = short.ask(query)
        case "form":
            from urllib.parse import urlencode

            reply = short.request("POST", "/sparql", urlencode({"query": query}), {"Content-Type": FORM})
        case _:
            reply = short.get("/sparql", query=query)
    assert reply.status in (400, 403), reply
    assert reply.code in ("service-refused", "query-syntax")
    if not name.startswith(OTHER):
        assert (reply.status, reply.code) == (403, "service-refused")
        assert "SERVICE" in reply.json["title"]
    assert listener.seen == before


@pytest.mark.parametrize(
    "query",
    [
        'ASK { FILTER("SERVICE" = "service" || "SERVICE" = "SERVICE") }',
        "ASK { # SERVICE <http://x/>\n }",
        "ASK { FILTER(<http://x/SERVICE> = <http://x/SERVICE>) }",
        "ASK { FILTER('''SERVICE <x:> { }''' = 'SERVICE <x:> { }') }",
    ],
)
def test_the_word_may_stand_where_it_calls_nobody(query: str, short: Running) -> None:
    assert short.ask(query).json["boolean"] is True


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <file:///etc/passwd>",
        "FROM NAMED <file:///etc/passwd>",
        "FROM <http://127.0.0.1:PORT/x.ttl>",
        "from named <http://127.0.0.1:PORT/x.ttl>",
        "FROM<http://127.0.0.1:PORT/x.ttl>",
        "FROM <x:none> FROM NAMED <x:none>",
        "FROM ex:none",
        "FROM NAMED ex:none",
        "FROM ex:",
        "FROM <none>",
        "FROM <../../etc/passwd>",
        "FROM # <x:a>\n <x:none>",
    ],
)
def test_a_graph_that_is_not_here_is_not_fetched(dataset: str, short: Running, listener: Listener) -> None:
    before = listener.seen
    said = dataset.replace("PORT", str(listener.port))
    for query in (
        f"PREFIX ex: <x:none/> SELECT * {said} {{ ?s ?p ?o }}",
        f"PREFIX ex: <x:none/> ASK {said} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        reply = short.ask(query)
        assert (reply.status, reply.code) == (400, "unknown-graph"), reply
        assert "none is fetched" in reply.json["detail"]
    assert listener.seen == before


@pytest.mark.parametrize("query", [
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "BASE <x:> SELECT * FROM NAMED <none> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <x:a> FROM <x:none>",
    "CONSTRUCT { ?s ?p ?o } FROM <x:none> { ?s ?p ?o }",
    "CONSTRUCT FROM <x:none> WHERE { ?s ?p ?o }",
])  # fmt: skip
def test_a_graph_is_looked_for_wherever_it_is_named(query: str, short: Running) -> None:
    reply = short.ask(query, "*/*")
    assert (reply.status, reply.code) == (400, "unknown-graph"), reply


def test_graphs_that_are_here_may_be_named_in_any_way(served: Running) -> None:
    found = served.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s a ?c } } ORDER BY ?g LIMIT 1").json["results"]["bindings"][0]
    graph = found["g"]["value"]
    space, name = graph.rsplit("/", 1)
    expected = served.ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").json["results"]
    for said in (f"FROM <{graph}>", f"FROM g:{name}", f"FROM <{name}>"):
        asked = f"BASE <{space}/> PREFIX g: <{space}/> SELECT (COUNT(*) AS ?n) {said} {{ ?s ?p ?o }}"
        assert served.ask(asked).json["results"] == expected
    for field in ("default-graph-uri", "named-graph-uri"):
        pattern = "?s ?p ?o" if field.startswith("default") else "GRAPH ?g { ?s ?p ?o }"
        reply = served.get("/sparql", query=f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", **{field: graph})
        assert reply.json["results"] == expected


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_the_request_names_is_not_fetched(field: str, short: Running, listener: Listener) -> None:
    before = listener.seen
    for graph in (f"http://127.0.0.1:{listener.port}/x.ttl", "file:///etc/passwd"):
        reply = short.get(
            "/sparql", query="SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", **{field: graph}
        )
        assert reply.json["results"]["bindings"] == []
    assert short.get("/sparql", query="ASK {}", **{field: "no IRI"}).code == "not-an-iri"
    assert listener.seen == before


UPDATES = [
    "LOAD <http://127.0.0.1:PORT/x>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:g>",
    "INSERT DATA { <x:s> <x:p> 1 }",
    "DELETE DATA { <x:s> <x:p> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP SILENT ALL",
    "CREATE GRAPH <x:g>",
    "COPY DEFAULT TO <x:g>",
    "MOVE <x:g> TO DEFAULT",
    "ADD <x:g> TO DEFAULT",
    "# ASK\nPREFIX x: <x:> insert data { x:s x:p 1 }",
]


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_is_refused(update: str, short: Running, listener: Listener) -> None:
    said, before = update.replace("PORT", str(listener.port)), listener.seen
    replies = [
        short.ask(said),
        short.get("/sparql", update=said),
        short.get("/sparql", query=said),
        short.request("POST", "/sparql", said, {"Content-Type": "application/sparql-update"}),
        short.request("POST", "/sparql?query=ASK{}", said, {"Content-Type": "application/sparql-update"}),
    ]
    assert {(reply.status, reply.code) for reply in replies} == {(403, "update-refused")}
    reply = short.ask(f"ASK {{}} ; {said}")
    assert (reply.status, reply.code) == (400, "query-syntax")
    assert listener.seen == before
    count = short.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"]
    assert count == "6000"


# --- the wall behind it ----------------------------------------------------------------------------------

TRIED = """
import os, socket, sys
sys.path.insert(0, {path!r})
from tongbao.serve.closed import close
other = socket.socket()  # opened before
assert close()
def refused(work):
    try:
        work()
    except PermissionError:
        return
    sys.exit(f"not refused: {{work}}")
refused(lambda: socket.socket())
refused(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
refused(lambda: socket.socket(socket.AF_UNIX))
refused(lambda: other.connect(("127.0.0.1", {port})))
refused(lambda: other.bind(("127.0.0.1", 0)))
refused(lambda: os.execv("/bin/true", ["true"]))
refused(lambda: os.execve("/bin/true", ["true"], {{}}))
child = os.fork()
if not child:
    refused(lambda: socket.socket())
    refused(lambda: os.execv("/bin/true", ["true"]))
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0, "the wall holds for children"
import ctypes
assert ctypes.CDLL(None).prctl(22, 0, 0, 0, 0) != 0, "nothing lifts it"
os.read(os.pipe()[0], 0)
open("/proc/self/status").close()
"""


@LINUX
def test_behind_the_wall_no_socket_is_opened_and_no_program_started(listener: Listener, tmp_path: Path) -> None:
    before = listener.seen
    code = TRIED.format(path=ENVIRONMENT["PYTHONPATH"], port=listener.port)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert listener.seen == before


@LINUX
def test_the_engine_itself_cannot_call_behind_the_wall(listener: Listener) -> None:
    """Even a SERVICE that came past the first wall would call nobody."""
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.port}/sparql> {{ ?s ?p ?o }} }}"
    calls = "import pyoxigraph as ox\n{}\ntry:\n    list(ox.Store().query(QUERY))\nexcept Exception as error:\n    print(error)"
    walled = "from tongbao.serve.closed import close; assert close()"
    before = listener.seen
    for wall, called in (("", 1), (walled, 0)):
        subprocess.run(
            [sys.executable, "-c", calls.format(wall).replace("QUERY", repr(query))],
            env=ENVIRONMENT,
            check=True,
            capture_output=True,
        )
        assert (listener.seen > before) == bool(called)
        before = listener.seen


@LINUX
def test_the_workers_of_a_server_stand_behind_the_wall(served: Running) -> None:
    assert served.answers()
    for pid in (served.nursery, *served.workers):
        status = Path(f"/proc/{pid}/status").read_text()
        assert "Seccomp:\t2" in status
        assert "NoNewPrivs:\t1" in status
    assert "not kept from opening connections" not in served.log.read_text("utf-8")


@LINUX
def test_the_wall_has_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one that it does not know it says so, and changes nothing."""
    monkeypatch.setattr("platform.machine", lambda: "vax")
    assert close() is False
    socket.socket().close()
    assert ctypes.sizeof(ctypes.c_void_p) == 8
    assert os.getpid()


@pytest.mark.parametrize(
    "path",
    [
        "/question/" + "x" * 5000,
        "/question/..%2F..%2Fetc%2Fpasswd",
        "/question/%00",
        "/question/ASK%20%7B%7D",
        "/question/notices?" + "&".join(f"a{n}=b" for n in range(100)),
        "/question/partners-of-unit?unit=" + "x" * 50_000,
        "/question/partners-of-unit?unit=%3Chttp://x/%3E%7D%20DROP%20ALL",
        "/question/partners-of-unit?unit=",
        "/question/partners-of-unit?unit=%FF",
        "/question/partners-of-unit?unit=x&unit=y",
        "/question/partners-of-unit?unit=%F0%9F%98%80%00%0A%22%5C",
        "/question/notices?format=none",
        "/question/notices?format=" + "x" * 5000,
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/sparql/../../etc/passwd",
    ],
)
def test_addresses_that_lead_nowhere(path: str, served: Running) -> None:
    reply = served.request("GET", path)
    assert 400 <= reply.status < 500, reply
    assert len(reply.body) < 10_000
    assert not any(each in reply.body.decode() for each in ("Traceback", "/home", "/tmp", "root:", ".py"))


def test_what_is_said_to_hostile_queries_names_nothing_of_this_machine(short: Running, many_nt: Path) -> None:
    home = (str(many_nt.parent), str(Path.home()), "site-packages", "Traceback", ".py", "/tmp")
    for query in ("", "\0", "SELECT", "SELECT * { ?s ?p ?o } LIMIT -1", "ASK { FILTER(<x:nofunction>(1)) }", "SELECT * { ?s ?p ?o } ORDER BY <x:y>(?s)",
                  "SELECT (<http://www.w3.org/2001/XMLSchema#integer>('x') AS ?y) {}", "DESCRIBE <>", "BASE <::> ASK { <x> ?p ?o }", *UPDATES, *SERVICE.values()):  # fmt: skip
        reply = short.request("POST", "/sparql", query, {"Content-Type": QUERY, "Accept": "*/*"})
        assert reply.status < 500
        assert not any(each in reply.body.decode() for each in home), reply
