"""The SPARQL editor in a real browser: the rows of Python, plain words for mistakes, names, pictures, and what is asked about."""

import csv
import io
import json
import re
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import few_questions, synthesise_few
from tests.pages import Watched, served

from tongbao import paths
from tongbao.ask.questions import questions
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.validate import choose_engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser


def kept(page: "Page", button: str) -> str:
    """What the page gives to save."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_text("utf-8")


KEEPS = """() => {
  const made = URL.createObjectURL;
  URL.createObjectURL = (blob) => ((window.given = blob.text()), made.call(URL, blob));
}"""
"""Remembers what a page gives to save: Chromium now and then loses one of many downloads in quick succession."""


def editor(page: "Page") -> "Locator":
    """What the editor says of its work."""
    return page.locator("#editor [role=status]")


def test_every_question_gives_the_same_rows_as_in_python(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html")
    page.evaluate(KEEPS)
    with urllib.request.urlopen(f"{home}data/questions.json") as reply:
        names = [question["name"] for question in json.load(reply)]
    assert sorted(names) == sorted(questions())
    for name in names:
        editor(page).evaluate("said => { said.textContent = ''; }")  # what it says of the question before
        page.select_option("#question", name)
        expect(editor(page)).to_contain_text(" in ")
        page.get_by_role("button", name="Save as CSV").click()
        given = page.evaluate("window.given")
        with urllib.request.urlopen(f"{home}data/question/{name}.csv") as reply:
            expected = reply.read().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(given.removeprefix("\ufeff"))))
        with_names = list(csv.DictReader(io.StringIO(expected)))  # which the editor does not write
        assert rows == [{column: row[column] for column in rows[0]} for row in with_names], name
    assert watched.wrong == []
    watched.context.close()


def address(query: str) -> str:
    return f"en/editor.html#query={urllib.parse.quote(query)}"


def test_the_editor_completes_with_what_things_of_a_class_have(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(address("SELECT * {\n  ?m a tb:Measure ; tb:"))
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("h")
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    offered = page.locator(".cm-tooltip-autocomplete li").all_inner_texts()
    assert any(text.startswith("tb:hasParticipation") for text in offered[:4]), offered[:6]
    watched.context.close()


@pytest.mark.parametrize(
    ("query", "expected", "not_expected"),
    [
        ("SELECT * { ?x skos:pre", "skos:prefLabel", "tb:Unit"),
        ("SELECT * { ?x a tb:Un", "tb:Unit", "tb:unitKind"),
        ("SELECT * { ?x tb:unitKind unitk", "unitkind:court", "level:municipal"),
        ("SELECT ?measure { ?m", "?measure", "tb:Measure"),
        ("SELECT * { GRAPH <https://w3id.org/tongbao/graph/a", "<https://w3id.org/tongbao/graph/authority>", "tb:act"),
        ("PREFIX sk", "skos:", "SELECT"),
    ],
)
def test_the_editor_offers_what_fits_the_place(
    query: str, expected: str, not_expected: str, home: str, browser: "Browser"
) -> None:
    watched = Watched(browser, home)
    page = watched.open("en/editor.html")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query[:-1])
    page.keyboard.type(query[-1])
    offered = page.locator(".cm-tooltip-autocomplete li .cm-completionLabel")
    offered.first.wait_for()
    found = offered.all_inner_texts()
    assert expected in found, found[:8]
    assert not_expected not in found[:20]
    watched.context.close()


def test_a_term_that_nobody_uses_is_told(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(address("SELECT * { ?x a tb:Mesure }"))
    page.locator(".answer .warning").wait_for()
    assert (
        page.locator(".answer .warning").inner_text() == "The dataset does not contain tb:Mesure (nearest: tb:Measure)."
    )
    watched.context.close()


def test_a_query_that_never_ends_is_stopped_and_the_next_one_answers(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open(address("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    expect(editor(page)).to_have_text("Running …")
    page.get_by_role("button", name="Stop").click()
    expect(editor(page)).to_have_text("Stopped.")
    page.select_option("#question", "notices")
    expect(editor(page)).to_contain_text("1 row in")
    watched.context.close()


def test_graphs_and_truths_are_answered_too(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open(address('CONSTRUCT { ?m <urn:x> "=1\\"+" } WHERE { ?m a tb:Measure }'))
    expect(editor(page)).to_contain_text("20 statements")
    assert kept(page, "Save as CSV").splitlines()[1].endswith(',"\'=1""+"')
    for query, said in (
        ("ASK { ?m a tb:Measure }", "Yes"),
        ("DESCRIBE <https://w3id.org/tongbao/id/unit/xm-tax>", "statements"),
    ):
        page = watched.open(address(query))
        expect(editor(page)).to_contain_text(said)
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  FILTR(?o)\n}", "Line 3"),
        ("SELECT * {\n ?s a foo:Bar }", "Line 2: the prefix foo: is not declared"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "update"),
        ("SELECT * { SERVICE SILENT <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", "cannot be answered"),
        ("  ", "There is no query here"),
        ("SELEC * { ?x ?y ?z }", "starts with SELECT"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x tb:leads ?y }", "neither grouped nor aggregated"),
        ("SELECT * {\n ?x a tb:Measure ；\n tb:leads ?y }", "Line 2: “；” is a full-width character"),
        ("SELECT * {\n ?x a tb:Measure .\n OPTIONAL {\n ?x tb:level ?y\n}\n", "Line 1: “{” is never closed"),
        ("SELECT * {\n ?x tb:leads ?m }\n}", "Line 3: “}” was never opened"),
        ("SELECT * { ?x tb:leads ?y\n ?x tb:level ?z }", "Line 2: the query is not understood"),
        ("SELECT * { <id/unit/xm-tax> ?p ?o }", "<id/unit/xm-tax> is not a whole IRI"),
    ],
)
def test_what_cannot_be_answered_is_told_in_plain_words(query: str, told: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(address(query))
    page.get_by_role("alert").wait_for()
    assert told in page.get_by_role("alert").inner_text()
    watched.context.close()


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("市财政局", "xm-finance"),
        ("gxj", "xm-industry"),
        ("unit/xm-police", "xm-police"),
        ("Xiamen Customs", "xm-customs"),
    ],
)
def test_a_question_is_asked_about_another_unit(typed: str, unit: str, home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/question/partners-of-unit.html")
    page.get_by_label("A unit").fill(typed)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"rows? in"))
    assert f"id/unit/{unit}>" in page.locator("#sparql").inner_text()
    page.get_by_role("link", name="Open in the editor").click()
    expect(editor(page)).to_contain_text(" in ")
    assert f"id/unit/{unit}>" in page.locator(".cm-content").inner_text()
    page.get_by_label("A unit").fill("no such unit")
    page.get_by_label("A unit").press("Enter")
    expect(editor(page)).to_have_text("Nothing here has the name “no such unit”.")
    page.get_by_label("A unit").fill("市税务局")  # as it is asked by default
    page.get_by_label("A unit").press("Enter")
    expect(editor(page)).to_contain_text("5 rows")
    assert page.url.endswith("editor.html?question=partners-of-unit")
    assert watched.wrong == []
    watched.context.close()


def test_a_name_of_several_is_asked_back(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open("en/editor.html?question=partners-of-unit&unit=政府")
    assert "“政府” may be any of" in editor(page).inner_text()
    assert "SELECT ?partner" in page.locator(".cm-content").inner_text()
    page.get_by_role("button", name="Run").click()
    assert "“政府” may be any of" in editor(page).inner_text()
    assert page.locator(".answer").inner_text() == ""
    assert urllib.parse.unquote(page.url).endswith("?question=partners-of-unit&unit=政府")
    page = watched.open('en/editor.html?question=partners-of-unit&unit="')
    assert "Nothing here has the name" in editor(page).inner_text()
    page = watched.open("en/editor.html?question=nosuch")
    assert editor(page).inner_text() == "There is no question “nosuch”."
    page = watched.open("en/editor.html?question=partners-of-unit&unit=czj")
    assert (
        page.locator("#editor small").first.inner_text().strip() == "→ Xiamen Municipal Finance Bureau unit/xm-finance"
    )
    page.locator("a.language").click()
    page.wait_for_url("**/zh/editor.html?question=partners-of-unit&unit=czj")
    watched.context.close()


def test_no_answer_stands_under_another_name(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html?question=partners-of-unit&unit=税务局")
    expect(editor(page)).to_contain_text("5 rows")
    for _ in ("what is asked", "what is run again"):
        page.get_by_label("A unit").fill("集团")
        page.get_by_label("A unit").press("Enter")
        expect(editor(page)).to_contain_text("“集团” may be any of 2")
        page.get_by_role("button", name="Run").click()
        expect(editor(page)).to_contain_text("“集团” may be any of 2")
        assert page.locator(".answer").inner_text() == ""
        assert "xm-tax" not in page.locator(".cm-content").inner_text()
    watched.context.close()


def test_back_leads_to_what_was_asked_before(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html?question=partners-of-unit")
    expect(editor(page)).to_contain_text("5 rows")
    page.get_by_label("A unit").fill("市公安局")
    page.get_by_label("A unit").press("Enter")
    expect(editor(page)).to_contain_text("2 rows")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT (1 AS ?one) {")
    page.wait_for_url("**/editor.html#query=**")
    page.select_option("#question", "co-lead-pairs")
    expect(editor(page)).to_contain_text("36 rows")
    for text, rows in (("?one", "1 row"), ("xm-police", "2 rows"), ("xm-tax", "5 rows")):
        page.go_back()
        expect(page.locator(".cm-content")).to_contain_text(text)
        expect(editor(page)).to_contain_text(rows)
    page.go_forward()
    expect(editor(page)).to_contain_text("2 rows")
    expect(page.get_by_label("A unit")).to_have_value("市公安局")
    assert watched.wrong == []
    watched.context.close()


def test_an_answer_is_that_of_what_stands_in_the_editor(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html?question=partners-of-unit&unit=集团")
    page.select_option("#question", "co-lead-pairs")
    page.go_back()  # while that is loaded
    expect(editor(page)).to_contain_text("“集团” may be any of 2")
    page.wait_for_timeout(1_500)  # until it would have been answered
    expect(editor(page)).to_contain_text("“集团” may be any of 2")
    assert page.locator(".answer").inner_text() == ""
    page.select_option("#question", "co-lead-pairs")
    expect(editor(page)).to_contain_text("36 rows")
    outdated = page.get_by_text("This is the answer to the previous query.")
    expect(outdated).to_be_hidden()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(outdated).to_be_visible()
    page.get_by_role("button", name="Run").click()  # nothing is no query
    expect(page.locator(".answer .warning")).to_be_visible()
    expect(outdated).to_be_hidden()
    watched.open("en/editor.html?question=nope")
    page.get_by_role("button", name="Copy a link").click()
    assert watched.wrong == []
    watched.context.close()


def test_what_is_run_at_once_is_not_lost_from_back(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html")
    for name in ("one", "two"):
        page.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(f"SELECT (1 AS ?{name}) {{}}")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".answer th").first).to_contain_text(name)
        page.wait_for_timeout(700)
    page.go_back()
    expect(page.locator(".cm-content")).to_contain_text("?one")
    page.locator("a.skip").press("Enter")
    page.reload()
    expect(page.locator(".cm-content")).to_contain_text("?one")
    assert watched.wrong == []
    watched.context.close()


def test_what_was_typed_is_there_again(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(
        "SELECT * {\n?s ?p ?o\n"
    )  # over several lines: no inline style is left, which the policy forbids
    page.wait_for_url("**/editor.html#query=**")
    page.goto(f"{home}en/index.html")
    page.go_back()
    expect(page.locator(".cm-content")).to_contain_text("?s ?p ?o")
    watched.open("en/editor.html?query=ASK%20%7B%7D")
    expect(page.locator(".cm-content")).to_contain_text("ASK {}")
    assert watched.wrong == []
    watched.context.close()


def test_what_is_typed_for_a_parameter_stays_a_value(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    name = '"} DELETE { ?s ?p ?o } #\\'
    page = watched.open(f"en/editor.html?question=full-name-of&name={urllib.parse.quote(name)}")
    expect(editor(page)).to_contain_text("0 rows")
    assert watched.wrong == []
    watched.context.close()


def test_names_are_offered_while_one_types_and_an_answer_has_an_address(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/question/partners-of-unit.html")
    page.get_by_label("A unit").fill("Customs")
    expect(page.locator("#names-unit option").first).to_have_attribute("value", "Xiamen Customs")
    page.get_by_label("A unit").fill("政府")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status")).to_contain_text("“政府” may be any of")
    page = watched.open("zh/question/partners-of-unit.html?unit=czj")
    expect(page.locator("#answer")).to_have_text("答案 · 厦门市财政局")
    expect(page.locator("#answered tbody tr")).to_have_count(2)
    assert watched.wrong == []
    watched.context.close()


def shown(page: "Page", view: str) -> "Locator":
    """The picture of an answer, as one of the views."""
    page.locator(".segments").get_by_role("button", name=view).click()
    return page.locator(".answer svg.drawn")


def test_answers_have_names_and_pictures(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("zh/editor.html?question=co-lead-pairs")
    expect(editor(page)).to_contain_text("共 36 行")
    answer = page.locator(".answer")
    assert answer.locator("thead th").all_inner_texts() == ["单位", "另一单位", "次数", "举措"]
    first = answer.locator("tbody tr").first
    assert first.locator("a").all_inner_texts() == [
        "厦门市海沧区人民法院",
        "厦门市海沧区人民政府",
        "建立涉“三高企业”保全案件“1+1+24+48”解决机制",
    ]
    page.get_by_label("显示名称而非 IRI").uncheck()
    assert first.locator("a").all_inner_texts()[:2] == ["unit/haicang-court", "unit/haicang-government"]
    assert answer.get_by_role("group", name="视图").get_by_role("button").all_inner_texts() == [
        "表格",
        "关系图",
        "矩阵",
    ]
    graph = shown(page, "关系图")
    assert graph.locator("a text").count() == 25  # 31 lead, 6 of them alone
    assert graph.locator("line.tie").count() == 36
    assert graph.locator("polygon.ver").count() == 4  # vertically managed agencies are triangles
    saved = kept(page, "保存为 SVG")
    for said in ("哪些单位共同牵头举措", "25 个节点，36 条连线", "通报 0.1.0", "垂直管理机构", 'fill="#11917a"'):
        assert said in saved, said
    assert "href" not in saved
    assert shown(page, "矩阵").locator("rect.is").count() == 72  # each pair twice
    assert watched.wrong == []
    watched.context.close()


def test_views_are_offered_where_the_columns_fit(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open("en/editor.html?question=leads-by-unit")
    expect(editor(page)).to_contain_text("31 rows")
    bars = shown(page, "Chart").locator("rect")
    assert bars.count() == 31
    assert float(bars.first.get_attribute("width") or 0) == 3 * float(bars.last.get_attribute("width") or 0)
    page.select_option("#question", "timeline")
    expect(editor(page)).to_contain_text("11 rows")
    assert shown(page, "Timeline").locator("circle").count() == 11
    page.get_by_role("button", name="Table").click()
    page.select_option("#question", "before-and-after")  # figures of several units; outcomes are joined with nothing
    expect(editor(page)).to_contain_text("4 rows")
    assert page.locator(".segments").count() == 0
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/tongbao/graph/notice/xiamen-2023-46> { ?s ?p ?o }",
        'SELECT * { GRAPH <https://w3id.org/tongbao/graph/notice/xiamen-2023-46> { ?s ?p "FROM <x:y>" } }',
    ],
)
def test_a_graph_that_is_not_there_is_told(query: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(address(query))
    page.locator(".answer .warning").first.wait_for()
    assert page.locator(".answer .warning").all_inner_texts() == [
        "There is no graph <https://w3id.org/tongbao/graph/notice/xiamen-2023-46>"
        " (nearest: https://w3id.org/tongbao/graph/notice/xiamen-2023-64)."
    ]
    watched.context.close()


def test_an_endpoint_of_the_site_is_asked_where_there_is_one(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    asked = []

    def answer(route: "Route") -> None:
        asked.append((route.request.post_data or "", route.request.headers["accept"]))
        if "VALUES" in asked[-1][0]:  # the names of what is shown
            return route.fulfill(json={"head": {"vars": []}, "results": {"bindings": []}})
        if "CONSTRUCT" in asked[-1][0]:
            return route.fulfill(body='<x:s> <x:p> "a\\n\\u4E2D"@zh .\n', content_type="application/n-triples")
        rows = [{"n": {"type": "literal", "value": str(n)}} for n in range(2)]
        return route.fulfill(json={"head": {"vars": ["n"]}, "results": {"bindings": rows}})

    watched = Watched(browser, home)
    for file in ("editor", "question/partners-of-unit"):
        watched.page.route(
            f"**/en/{file}.html*",
            lambda route: route.fulfill(
                body=route.fetch().text().replace('data-endpoint=""', 'data-endpoint="/sparql"')
            ),
        )
    watched.page.route("**/sparql", answer)
    page = watched.open(address("SELECT ?n {}"))
    expect(editor(page)).to_contain_text("2 rows in")
    assert asked[0] == ("SELECT ?n {}", "application/sparql-results+json")
    page = watched.open(address("CONSTRUCT WHERE { ?s ?p ?o }"))
    expect(page.locator(".answer td").last).to_have_text("a 中")
    watched.page.unroute("**/sparql")
    watched.page.route("**/sparql", lambda route: route.fulfill(status=503, body="closed"))
    page = watched.open(address("SELECT ?n {} LIMIT 7"))
    expect(page.get_by_role("alert")).to_contain_text("closed")
    watched.context.close()


def test_a_sample_of_a_large_graph_answers_and_says_so(
    graph_nq: Path, tmp_path: Path, browser: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import expect

    monkeypatch.setattr("tongbao.site.pages.editor.LARGEST", 1)
    with few_questions():
        publish(graph_nq.parent, paths.DATA, tmp_path / "site")
    with served(tmp_path / "site") as home:
        watched = Watched(browser, home)
        page = watched.open("en/editor.html?question=leads-by-unit")
        expect(editor(page)).to_contain_text("31 rows")
        assert "a sample: the newest notice of 1, " in page.locator(".lead:visible").inner_text()
        assert (
            page.locator(".answer .remark").inner_text().startswith("This is the answer of a sample only: the newest")
        )
        assert watched.wrong == []
        watched.context.close()


def test_a_graph_in_parts_is_read_whole(tmp_path: Path, browser: "Browser") -> None:
    from playwright.sync_api import expect

    data, out = tmp_path / "data", tmp_path / "out"
    synthesise_few(data, 21, seed=2)
    build(data, out, choose_engine()[0])
    assert not (out / "graph.nq").exists()
    publish(out, data, tmp_path / "site")
    statements = sum(len(part.read_bytes().splitlines()) for part in out.glob("parts/**/*.nq"))
    with served(tmp_path / "site") as home:
        watched = Watched(browser, home)
        page = watched.open(address("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
        expect(editor(page)).to_contain_text("1 row")
        assert page.locator(".answer tbody td").inner_text() == str(statements)
        assert watched.wrong == []
        watched.context.close()
