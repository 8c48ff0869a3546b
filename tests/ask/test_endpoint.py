"""A SPARQL endpoint answers as the engine in memory does, and its faults are told in plain words.

The same questions run on each store, over the project's own graph and over the small dataset, which has what the
first lacks: criticism, open lists, renamed bodies. What a store says is compared as it is, with two exceptions that
``tongbao.ask.endpoint`` and the storing itself make: Virtuoso's booleans are written true and false again, and it would keep
numbers of more than 16 digits as others, which our data does not have.
"""

import asyncio
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests import servers
from tests.ask import test_questions as golden
from tests.push.test_upload import lay_out
from tests.servers import STORES, Server, oxigraph

from tongbao.ask.answers import ask
from tongbao.ask.endpoint import EndpointStore, with_prefixes
from tongbao.ask.names import term_for
from tongbao.ask.questions import questions, read_query, recipes
from tongbao.ask.store import MemoryStore, Rows, base_of
from tongbao.errors import OutputError, TongbaoError, UsageError
from tongbao.push import upload
from tongbao.web import PASSWORD, TOKEN, USER, Address

QUESTION = Path("question.rq")

# Questions that a store cannot answer, each with the reason: none.
NOT_ANSWERED: dict[str, dict[str, str]] = {"oxigraph": {}, "virtuoso": {}}


@contextmanager
def loaded(name: str, graph: Path, factory: pytest.TempPathFactory) -> Iterator[Server]:
    with getattr(servers, name)(factory.mktemp(name)) as server:
        lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
        upload(lay_out(lines, factory.mktemp("out")), server.target)
        yield server


@pytest.fixture(scope="module")
def holding(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Gives a server of a kind that holds the project's own data; each is started once."""
    with ExitStack() as running:
        yield cache(lambda name: running.enter_context(loaded(name, graph_nq, tmp_path_factory)))


@pytest.fixture(scope="module")
def demo_nq(demo_built: Path) -> Path:
    return demo_built / "out" / "graph.nq"


# --- the questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORES)
def test_every_question_gives_the_golden_rows(name: str, graph_nq: Path, holding: Callable[[str], Server]) -> None:
    memory = MemoryStore(graph_nq)
    graph = golden.Graph([], memory, golden.names_of(memory), base_of(memory) or "")
    store = holding(name).store
    wrong = [question for question in questions() if not gives_golden_rows(question, store, graph)]
    assert wrong == [*NOT_ANSWERED[name]]


@pytest.mark.parametrize("name", STORES)
def test_the_cookbook_answers_as_in_memory(name: str, graph_nq: Path, holding: Callable[[str], Server]) -> None:
    memory, store = MemoryStore(graph_nq), holding(name).store
    texts = {recipe: read_query(file).text for recipe, file in recipes().items()}
    assert [recipe for recipe, text in texts.items() if not same(store.select(text), memory.select(text))] == []


def gives_golden_rows(name: str, store: EndpointStore, graph: golden.Graph) -> bool:
    query = read_query(questions()[name])
    text = query.bind({p.name: term_for(p, p.default or "", graph.store) for p in query.parameters})
    answer = store.select(text)
    left = list(answer)
    for row in golden.golden(name):
        match = next((found for found in left if golden.fits(row, found, query, graph)), None)
        if match is None:
            return False
        left.remove(match)
    return not left and same(answer, graph.store.select(text))


def same(one: Rows, other: Rows) -> bool:
    """Tell whether two answers have the same rows in the same order, numbers compared by value."""
    return one.variables == other.variables and [*map(values, one.rows)] == [*map(values, other.rows)]


def values(row: tuple[object, ...]) -> list[object]:
    return [ox_number(term) if isinstance(term, ox.Literal) else term for term in row]


def ox_number(term: ox.Literal) -> object:
    kind = term.datatype.value.rpartition("#")[2]
    return (kind, golden.Decimal(term.value)) if kind in golden.NUMBERS else term


@pytest.mark.parametrize("name", STORES)
def test_every_question_answers_as_in_memory_for_the_small_dataset(
    name: str, demo_nq: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    memory = MemoryStore(demo_nq)
    with loaded(name, demo_nq, tmp_path_factory) as server:
        wrong = []
        for question in questions():
            for text in texts(question, memory):
                expected = memory.select(text)
                if not same(server.store.select(text), expected):
                    wrong.append(question)
    assert sorted({*wrong}) == [*NOT_ANSWERED[name]]


KINDS = {"unit": "Unit", "place": "Place", "notice": "Notice", "measure": "Measure"}


def texts(name: str, memory: MemoryStore) -> Iterator[str]:
    """Yield a question's text for each thing that its parameter may be; for three where it may be anything."""
    query = read_query(questions()[name])
    if not query.parameters:
        yield query.text
        return
    (parameter,) = query.parameters
    if parameter.type in KINDS:
        rows = memory.select(f"SELECT ?x {{ ?x a tb:{KINDS[parameter.type]} }} ORDER BY ?x").rows
    elif parameter.type == "thing":
        rows = memory.select("SELECT ?x { ?a tb:aboutSubject|tb:statedIn ?x } ORDER BY ?x LIMIT 3").rows
    elif parameter.type == "number":
        rows = memory.select("SELECT ?x { ?n tb:documentNumber ?x } ORDER BY ?x").rows
    else:
        rows = memory.select("SELECT (STR(?name) AS ?x) { ?u a tb:Unit ; skos:altLabel ?name } ORDER BY ?x").rows
    for (term,) in rows:
        yield query.bind({parameter.name: str(term)})


@pytest.mark.parametrize("name", ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def test_answers_are_written_as_from_memory(name: str, graph_nq: Path, holding: Callable[[str], Server]) -> None:
    """The names that a person types, the labels beside IRIs, everything that `tongbao query` asks."""
    memory = MemoryStore(graph_nq)
    store = holding(name).store
    for question in questions():
        assert ask(question, store, {}, "table", "zh") == ask(question, memory, {}, "table", "zh")


# --- the port, on a real server ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(holding: Callable[[str], Server]) -> Server:
    return holding("oxigraph")


def test_ask_and_construct(served: Server, graph_nq: Path) -> None:
    memory, store = MemoryStore(graph_nq), served.store
    assert store.ask("ASK { ?m a tb:Measure }")
    assert not store.ask("ASK { ?m a tb:Nothing }")
    query = "CONSTRUCT { ?s tb:leads ?o } { ?s tb:leads ?o }"
    assert {*store.construct(query)} == {*memory.construct(query)} != set()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?m { ?m a tb:Measure } ORDER BY ?m",
        "ASK { ?m a tb:Measure }",
        "CONSTRUCT { ?m a tb:Measure } { ?m a tb:Measure }",
        "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/tongbao/graph/authority> { ?s ?p ?o } }",
        'SELECT ("service" AS ?x) {}',
    ],
)
def test_a_users_query_answers_as_in_memory(served: Server, graph_nq: Path, query: str) -> None:
    assert served.store.answer_user(query, QUESTION) == MemoryStore(graph_nq).answer_user(query, QUESTION)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { ?s ?p }", "query-syntax"),
        ("DROP ALL", "update-refused"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused"),
        ("SELECT * { ?s nothing:known ?o }", "query-syntax"),
    ],
)
def test_a_users_mistake_is_told_with_its_place(served: Server, query: str, code: str) -> None:
    with pytest.raises(UsageError, match=r"question\.rq:1:\d+") as caught:
        served.store.answer_user(query, QUESTION)
    assert caught.value.problems[0].code == code


def test_a_store_whose_default_graph_is_empty_is_told(tmp_path: Path, graph_nq: Path) -> None:
    with oxigraph(tmp_path, union=False) as server:
        server.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }")
        with pytest.raises(OutputError) as caught:
            server.store.require_union()
    assert caught.value.problems[0].code == "endpoint-no-union"


def test_an_address_for_updates_does_not_answer_queries(served: Server) -> None:
    with pytest.raises(OutputError) as caught:
        EndpointStore(str(served.target.update)).select("SELECT * { ?s ?p ?o }")
    assert caught.value.problems[0].code == "endpoint-refused"


def test_prefixes_are_declared_on_the_first_line() -> None:
    assert with_prefixes("ASK {\n?x a tb:Unit }").startswith("PREFIX tb: <https://w3id.org/tongbao/ontology#> ASK {\n")
    own = "PREFIX tb: <urn:x>\nASK { ?x a tb:Unit ; <tb:y> 'skos:z' }"
    assert with_prefixes(own) == own


# --- servers that are not as they should be ------------------------------------------------------------

Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def stub(reply: Reply) -> Iterator[str]:
    """Run a server that answers as told, and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply(self)

        do_GET = do_POST

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def says(status: int, kind: str, body: bytes, length: int | None = None, **headers: str) -> Reply:
    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body) if length is None else length))
        to.end_headers()
        to.wfile.write(body)

    return reply


JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'


@pytest.mark.parametrize(
    ("reply", "code", "message"),
    [
        (says(503, "text/plain", b"\n  too \x1b[31mbusy \nmore"), "endpoint-refused", "503: too [31mbusy"),
        (says(500, "text/html", b"<html><b>No &amp; no</b></html>"), "endpoint-refused", "No &amp; no"),
        (says(404, "text/plain", b""), "endpoint-refused", "404"),
        (says(302, "text/plain", b"", Location="file:///etc/passwd"), "endpoint-refused", "redirects to"),
        (says(200, "text/html", b"<html>welcome"), "endpoint-answer", "text/html"),
        (says(200, JSON, b"{nonsense"), "endpoint-answer", "SPARQL endpoint"),
        (says(200, JSON, YES), "endpoint-answer", "yes or no"),
        (says(200, JSON, ROWS, 999), "endpoint-unreachable", "cannot be reached"),
        (says(200, JSON, ROWS, X_SPARQL_MaxRows="10000"), "endpoint-cut-short", "10000 rows"),
    ],
)
def test_a_server_that_errs_is_told(reply: Reply, code: str, message: str) -> None:
    with stub(reply) as url, pytest.raises(OutputError) as caught:
        EndpointStore(url).select("SELECT ?x {}")
    assert caught.value.problems[0].code == code
    assert message in str(caught.value)
    assert url in str(caught.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(OutputError, match="cannot be reached"):
        EndpointStore(f"http://127.0.0.1:{servers.free_port()}/").select("SELECT ?x {}")


@pytest.mark.parametrize("drip", [False, True], ids=["silent", "dripping"])
def test_a_slow_server_is_left(drip: bool) -> None:
    over = threading.Event()

    def slow(to: BaseHTTPRequestHandler) -> None:
        if drip:
            to.send_response(200)
            to.end_headers()
        while not over.wait(0.1):
            try:
                to.wfile.write(b" " if drip else b"")
            except OSError:
                return

    with stub(slow) as url:
        try:
            with pytest.raises(OutputError, match=r"within 0\.3 seconds"):
                EndpointStore(url, 0.3).select("SELECT ?x {}")
            with pytest.raises(UsageError, match=r"question\.rq") as caught:
                EndpointStore(url, 0.3).answer_user("SELECT ?x {}", QUESTION)
            assert caught.value.problems[0].code == "time-limit"
        finally:
            over.set()


def test_what_a_server_cannot_answer_is_the_querys_fault() -> None:
    with stub(says(400, "text/plain", b"no such function")) as url, pytest.raises(UsageError, match="no such function"):
        EndpointStore(url).answer_user("SELECT ?x {}", QUESTION)


# --- addresses and logins ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "x",
            "file:///etc/passwd",
            "ftp://user:s3cret@h/",
            "http://",
            "http://h:x/",
            "http://a b/",
            "http://h\n/",
        ),
        *("http://user:s3cret@a..b/", "http://user:s3cret@h:99999/", "http://user:s3cret@[::1/"),
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Address(url)
    assert caught.value.problems[0].code == "endpoint-address"
    assert "s3cret" not in str(caught.value)


def test_a_name_that_is_not_latin_goes_as_the_standard_has_it() -> None:
    assert (
        Address("http://厦门.example:80/查询?问=答").shown
        == "http://xn--gnrw55m.example:80/%E6%9F%A5%E8%AF%A2?%E9%97%AE=%E7%AD%94"
    )
    assert Address("http://[::1]:7878/query").shown == "http://[::1]:7878/query"


@pytest.mark.parametrize("token", ["令牌", "a\nb", "a b"])
def test_a_token_that_no_header_can_hold_is_refused_and_not_shown(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBAO_TOKEN", f"s3cret{token}")
    with pytest.raises(UsageError) as caught:
        Address("http://localhost/")
    assert caught.value.problems[0].code == "endpoint-token"
    assert "s3cret" not in str(caught.value)


def challenged(challenge: str, seen: list[str]) -> Reply:
    def reply(to: BaseHTTPRequestHandler) -> None:
        given = to.headers.get("Authorization", "")
        seen.append(given)
        ok = says(200, JSON, YES)
        (ok if given else says(401, "text/plain", b"who?", WWW_Authenticate=challenge))(to)

    return reply


@pytest.mark.parametrize("way", ["address", "environment"])
def test_basic_logins(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    with stub(challenged('Basic realm="x"', seen)) as url:
        if way == "address":
            url = url.replace("http://", "http://user:s3%40cret@")
        else:
            monkeypatch.setenv(USER, "user")
            monkeypatch.setenv(PASSWORD, "s3@cret")
        store = EndpointStore(url)
        assert store.ask("ASK {}")
        assert store.ask("ASK {}")
    assert seen == ["", *["Basic dXNlcjpzM0BjcmV0"] * 2]  # asked once, remembered after
    assert "cret" not in store.address.shown


def test_names_that_are_not_latin_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setenv(USER, "用户")
    monkeypatch.setenv(PASSWORD, "口令")
    with stub(challenged('Digest realm="厦门", nonce="y", qop="auth"'.encode().decode("latin-1"), seen)) as url:
        assert EndpointStore(url).ask("ASK {}")
    assert 'username="用户", realm="厦门"' in seen[1].encode("latin-1").decode()


def test_of_several_ways_to_log_in_a_known_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setenv(USER, "user")
    with stub(challenged('Basic realm="x"\r\nWWW-Authenticate: Negotiate', seen)) as url:
        assert EndpointStore(url).ask("ASK {}")
    assert seen[1].startswith("Basic ")


def test_a_program_with_an_event_loop_can_ask() -> None:
    async def asking(url: str) -> bool:
        return EndpointStore(url).ask("ASK {}")

    with stub(says(200, JSON, YES)) as url:
        assert asyncio.run(asking(url))


def test_a_large_body_is_sent_once_the_server_has_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[int] = []

    def reply(to: BaseHTTPRequestHandler) -> None:
        bodies.append(int(to.headers.get("Content-Length", 0)))
        challenged('Digest realm="x", nonce="y", qop="auth"', [])(to)

    with stub(reply) as url:
        address = Address(url.replace("http://", "http://user:word@"))
        for _ in range(2):
            assert address.send("POST", None, b"x" * 100_000).status == 200
    assert bodies == [0, 100_000, 100_000]


def test_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setenv(TOKEN, "abc")
    with stub(challenged("Bearer", seen)) as url:
        assert EndpointStore(url).ask("ASK {}")
    assert seen == ["Bearer abc"]


@pytest.mark.parametrize(
    ("algorithm", "hashed"), [("MD5", hashlib.md5), ("SHA-256", hashlib.sha256)], ids=["MD5", "SHA-256"]
)
def test_a_digest_is_that_of_the_standard(algorithm: str, hashed: Callable[[bytes], Any]) -> None:
    """RFC 7616, section 3.9.1, with a number of our own in the place of its cnonce."""
    nonce, opaque = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
    seen: list[str] = []
    challenge = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", '
        f'algorithm={algorithm}, nonce="{nonce}", opaque="{opaque}"'
    )
    with stub(challenged(challenge, seen)) as url:
        assert EndpointStore(url.replace("http://", "http://Mufasa:Circle%20of%20Life@")).ask("ASK {}")
    given = dict(re.findall(r'(\w+)="?([^",]*)', seen[1]))

    def h(*words: str) -> str:
        return str(hashed(":".join(words).encode()).hexdigest())

    secret, what = h("Mufasa", "http-auth@example.org", "Circle of Life"), h("POST", "/sparql")
    assert given["response"] == h(secret, nonce, "00000001", given["cnonce"], "auth", what)
    assert (given["qop"], given["nc"], given["uri"], given["opaque"]) == ("auth", "00000001", "/sparql", opaque)


def test_errors_are_bilingual() -> None:
    with stub(says(503, "text/plain", b"busy")) as url, pytest.raises(TongbaoError) as caught:
        EndpointStore(url).select("SELECT ?x {}")
    assert "返回 503：busy" in caught.value.problems[0].to("zh")
