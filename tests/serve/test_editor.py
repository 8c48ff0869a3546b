"""The editor of a large site in a real browser: it asks the endpoint beside it, and says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.few import few_questions
from tests.pages import Watched
from tests.serve.started import started

from tongbao import paths
from tongbao.site import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.node]


@pytest.fixture(scope="module")
def home(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose graph is larger than a browser loads, with its endpoint."""
    site = tmp_path_factory.mktemp("large") / "site"
    with pytest.MonkeyPatch.context() as patched, few_questions():
        patched.setattr("tongbao.site.pages.editor.LARGEST", 1)
        publish(graph_nq.parent, paths.DATA, site)
    with started(graph_nq.parent, "--site", site) as port:
        yield f"http://127.0.0.1:{port}/"


def asked(watched: Watched, query: str, language: str = "en") -> "Page":
    return watched.open(f"{language}/editor.html#query={quote(query)}")


@pytest.mark.parametrize("below", ["", "tongbao/"])
def test_the_whole_graph_is_asked_at_the_endpoint(below: str, home: str, graph_nq: Path, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    requests: list[str] = []
    watched.page.on("request", lambda request: requests.append(f"{request.method} {request.url}"))
    page = watched.open(f"{below}en/editor.html#query={quote('SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }')}")
    statements = len(graph_nq.read_bytes().splitlines())
    expect(page.locator(".answer tbody td")).to_have_text(str(statements))
    expect(page.locator(".lead:visible")).to_have_text("Queries are answered by this site, over the whole dataset.")
    assert page.locator(".answer .remark").count() == 0  # it is no sample
    assert f"POST {home}{below}sparql" in requests
    assert not [request for request in requests if "/dump/" in request]
    assert watched.wrong == []
    watched.context.close()


def test_a_question_is_asked_there_too(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("zh/question/partners-of-unit.html?unit=czj")
    expect(page.locator("#answer")).to_have_text("答案 · 厦门市财政局")
    expect(page.locator("#answered tbody tr")).to_have_count(2)
    assert page.locator("#answered .remark").count() == 0
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.parametrize(
    ("language", "query", "told"),
    [
        ("en", "SELECT * {\n ?s ?p ?o\n FILTR(?o)\n}", "Line 3"),
        ("zh", "SELECT * {\n ?s ?p ?o\n FILTR(?o)\n}", "第 3 行"),
        ("zh", "SELECT * FROM <x:there-is-none> { ?s ?p ?o }", "此处没有图 <x:there-is-none>"),
        ("en", "SELECT * FROM <x:there-is-none> { ?s ?p ?o }", "There is no graph <x:there-is-none> here"),
        ("en", "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("en", "INSERT DATA { <a:a> <a:b> 1 }", "This would change data"),
    ],
)
def test_what_the_endpoint_refuses_is_told_in_its_words(
    language: str, query: str, told: str, home: str, browser: "Browser"
) -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = asked(watched, query, language)
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert '"title"' not in page.get_by_role("alert").inner_text()
    watched.context.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (1 AS ?n) { ?s ?p ?o . ?a a tb:Measure }",
        "CONSTRUCT { ?s ?p ?a } { ?s ?p ?o . ?a a tb:Measure }",
    ],
)
def test_an_answer_that_was_cut_off_says_so(query: str, home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = asked(watched, query)
    expect(page.locator(".answer .remark")).to_contain_text("not whole")
    watched.context.close()
