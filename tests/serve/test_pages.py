"""What browsers see of the server, with a site and without one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.serve.small import BASE, make_small
from tests.serve.started import started
from tests.serve.test_files import ask

from tongbao.cli.main import main
from tongbao.serve.resolved import Wanted, lead, wanted

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def built(demo_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with a site in its folder."""
    import shutil

    out = tmp_path_factory.mktemp("with-site") / "out"
    shutil.copytree(demo_built / "out", out, symlinks=True)
    make_small(out / "site")
    return out


@pytest.fixture(scope="module")
def port(built: Path) -> Iterator[int]:
    """A server that finds the site by itself."""
    with started(built) as port:
        yield port


@pytest.fixture(scope="module")
def bare(demo_built: Path) -> Iterator[int]:
    """A server without a site, for others to reach."""
    with started(demo_built / "out", "--public") as port:
        yield port


@pytest.mark.parametrize("root", ["", "/x"])
@pytest.mark.parametrize(
    ("path", "accept", "language", "status", "leads"),
    [
        ("/id/unit/a", BROWSER, "en", 303, "/en/unit/a.html"),
        ("/id/unit/a", "text/turtle", "en", 303, "/data/unit/a.ttl"),
        ("/id/assertion/unit/a/name", BROWSER, "zh", 303, "/zh/unit/a.html#assertion-name"),
        ("/id/unit/a/", BROWSER, "zh", 301, "/id/unit/a"),
        ("/zh", BROWSER, "zh", 301, "/zh/"),
        ("/zh/unit/a/", BROWSER, "zh", 301, "/zh/unit/a.html"),
        ("/sparql", BROWSER, "en-GB", 303, "/en/editor.html"),
        ("/sparql", BROWSER, "", 303, "/zh/editor.html"),
    ],
)
def test_iris_resolve_under_a_base_that_is_not_registered(
    root: str, path: str, accept: str, language: str, status: int, leads: str, port: int
) -> None:
    """The site of https://example.org/x/ is at the root, and below /x/, where its absolute links lead."""
    reply = ask(port, root + path, Accept=accept, Accept_Language=language)
    assert (reply.status, reply.headers["Location"]) == (status, root + leads)
    assert (reply.headers["Vary"] or "") == ("Accept, Accept-Language" if status == 303 else "")
    head = ask(port, root + path, "HEAD", Accept=accept, Accept_Language=language)
    assert (head.status, head.headers["Location"]) == (status, root + leads)


@pytest.mark.parametrize("root", ["", "/x"])
def test_what_was_reconciled_leads_to_its_page(root: str, port: int) -> None:
    """The base may not be registered: the address that OpenRefine opens, and the link of a preview, are here."""
    template = json.loads(ask(port, f"{root}/reconcile/en").body)["view"]["url"]
    view = urlsplit(template.replace("{{id}}", quote("unit/a", safe="")))
    reply = ask(port, view.path, Accept=BROWSER, Accept_Language="en")
    assert (reply.status, reply.headers["Location"]) == (303, f"{root}/en/unit/a.html")
    known = json.loads(ask(port, f"{root}/reconcile/en/suggest/entity?prefix={quote('市')}").body)["result"][0]["id"]
    preview = f"{root}/reconcile/en/preview"
    link = re.findall('href="([^"]*)"', ask(port, f"{preview}?id={known}").body.decode())
    assert [urljoin(preview, each) for each in link] == [f"{root}/id/{known}"]


@pytest.mark.parametrize("root", ["", "/x"])
def test_pages_are_those_of_the_site(root: str, port: int) -> None:
    assert ask(port, f"{root}/").body == b"<p>index</p>"
    page = ask(port, f"{root}/zh/unit/a.html")
    assert f'<{BASE}id/unit/a>; rel="cite-as"' in (page.headers["Link"] or "")
    assert ask(port, f"{root}/data/unit/a.ttl").headers["Link"] is None
    nothing = ask(port, f"{root}/zh/unit/nobody.html")
    assert (nothing.status, nothing.body) == (404, b"<p>404</p>")
    told = ask(port, f"{root}/data/completion.json").headers["Link"]
    assert told == f'<{root}/sparql>; rel="http://www.w3.org/ns/sparql-service-description#endpoint"'


@pytest.mark.parametrize(
    ("path", "accept", "language", "body"),
    [
        ("/id/unit/b", BROWSER, "zh", b"<p>gone zh</p>"),
        ("/id/unit/b", BROWSER, "en", b"<p>gone en</p>"),
        ("/id/unit/b", "text/turtle", "en", b"# gone\n"),
        ("/data/unit/b.ttl", BROWSER, "en", b"# gone\n"),
    ],
)
def test_what_is_gone_says_so(path: str, accept: str, language: str, body: bytes, port: int) -> None:
    reply = ask(port, path, Accept=accept, Accept_Language=language)
    assert (reply.status, reply.body) == (410, body)
    assert (reply.headers["Vary"] or "").startswith("Accept, Accept-Language")


def test_a_browser_that_asks_is_answered_and_a_program_gets_the_description(port: int) -> None:
    answer = ask(port, "/sparql?query=ASK%7B%7D", Accept=BROWSER)
    assert (answer.status, json.loads(answer.body)["boolean"]) == (200, True)
    for accept in ("*/*", "text/turtle", "text/html;q=0.1, text/turtle", "text/html;q=0"):
        described = ask(port, "/sparql", Accept=accept)
        assert (described.status, "text/turtle" in (described.headers["Content-Type"] or "")) == (200, True), accept


@pytest.mark.parametrize("path", ["/", "/sparql"])
def test_without_a_site_a_page_says_how_to_ask(path: str, bare: int) -> None:
    reply = ask(bare, path, Accept=BROWSER, Host="data.example.org", X_Forwarded_Proto="https")
    page = reply.body.decode()
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    policy = reply.headers["Content-Security-Policy"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert "script" not in policy
    assert "<script" not in page
    assert "<style" not in page
    for words in ("查询", "Query", "curl https://data.example.org/sparql", 'name="query"'):
        assert words in page
    form = re.search(r'name="format">(.*?)</select>', page, re.S)
    assert form
    for name in re.findall(r'value="(\w+)"|<option>(\w+)', form[1]):
        kind = "CONSTRUCT WHERE" if "ttl" in name else "SELECT *"
        asked = ask(bare, f"/sparql?format={''.join(name)}&query={kind.replace(' ', '+')}%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+1")
        assert asked.status == 200, name


@pytest.mark.parametrize("host", ["a<script>", "[", "]:x", "a:b:c", "a/b", "?", "#", "a b", "%", "é"])
def test_a_hostile_host_is_only_text(host: str, bare: int) -> None:
    reply = ask(bare, "/", Host=host, X_Forwarded_Proto="https")
    assert reply.status in (200, 400)
    assert b"<script" not in reply.body


@pytest.mark.parametrize(
    ("language", "said"), [("en", "There is nothing at this address."), ("zh", "此地址没有内容。")]
)
@pytest.mark.parametrize("path", ["/id/unit/xm-tax", "/zh/index.html", "/x/", "/../etc/passwd"])
def test_without_a_site_other_addresses_are_told(path: str, language: str, said: str, bare: int) -> None:
    reply = ask(bare, path, Accept_Language=language)
    assert reply.status == 404
    problem = json.loads(reply.body)
    assert (problem["title"], problem["type"].rpartition("#")[2]) == (said, "no-page")
    assert "tongbao publish" in problem["detail"]


def test_the_description_names_the_address_that_clients_use(bare: int) -> None:
    reply = ask(bare, "/sparql", Accept="text/turtle", Host="data.example.org", X_Forwarded_Proto="https")
    assert b"<https://data.example.org/sparql>" in reply.body


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"@graph": [{"@id": "./"}]}', '{"@graph": 1}'])
def test_a_folder_without_a_site_is_refused(
    content: str | None, demo_built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "ro-crate-metadata.json").write_text(content, "utf-8")
    words = ["--lang", "en", "serve", str(demo_built / "out"), "--port", "0", "--site", str(tmp_path)]
    assert main(words) == 2
    told = capsys.readouterr().err
    for said in (str(tmp_path), "There is no site", "[no-site]", "tongbao publish"):
        assert said in told


def test_requests_are_counted_under_what_they_ask_for(port: int) -> None:
    for path in ("/x/sparql?query=ASK%7B%7D", "/x/zh/", "/sparql?query=ASK%7B%7D"):
        ask(port, path)
    counted = ask(port, "/metrics").body.decode()
    assert re.search(r'tongbao_requests_total\{of="sparql",status="200"\} [2-9]', counted)
    assert 'of="page",status="200"' in counted
    assert 'of="x"' not in counted


@pytest.mark.parametrize(("words", "client"), [(["--public"], "5.6.7.8"), ([], "127.0.0.1")], ids=["public", "local"])
def test_a_line_of_the_log_names_the_client_that_the_proxy_saw(words: list[str], client: str, tmp_path: Path) -> None:
    graph = tmp_path / "graph.nt"
    graph.write_bytes(b"")
    with started(graph, *words, log=tmp_path / "log") as port:
        ask(port, "/health", X_Forwarded_For="1.2.3.4, 5.6.7.8")
        ask(port, "/health", X_Forwarded_For="x GET /sparql 200 1 B")
    told = re.findall(r"(\S+) GET /health 200 ", (tmp_path / "log").read_text("utf-8"))
    assert told == [client, client if client == "127.0.0.1" else "x?GET??sparql?200?1?B"]


HEADERS = st.text() | st.lists(
    st.tuples(
        st.sampled_from(["text/html", "text/turtle", "application/ld+json", "*/*", "text/*", "zh", "en-GB", "fr", "*", ""]),
        st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", "; q=0.001", ";level=1;q=0.3", ";q=x", ";", " "]),
    ).map("".join), max_size=6,
).map(", ".join)  # fmt: skip


@given(HEADERS, HEADERS)
def test_any_header_asks_for_something(accept: str, accept_language: str) -> None:
    reader = wanted(accept, accept_language)
    assert reader.form in ("html", "ttl", "jsonld")
    assert reader.language in ("zh", "en")


@given(
    st.lists(st.sampled_from(["id", "unit", "a", "..", "", ".", "gone", "zh", "data", "a.html", "\n"])).map("/".join)
)
def test_no_address_leads_to_another_host_or_out_of_the_folder(path: str) -> None:
    led = lead(path, Wanted("html", "zh"), lambda name: True)
    assert led.status == 200 or not led.path.startswith("/")
    if led.status != 200:  # what is sent as it was asked for is looked at when it is opened
        assert ".." not in led.path.split("/")
