"""The SPARQL editor in a real browser: the rows of Python, plain words for mistakes, names, pictures, and what is asked about."""

import csv
import io
import json
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import synthesise_few
from tests.pages import Watched, served

from tongbao.ask.questions import questions
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.validate import choose_engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

KEEP = "const make = URL.createObjectURL; URL.createObjectURL = (blob) => make((window.saved = blob));"
"""Keeps what a page gives to save, besides saving it."""


def editor(page: "Page") -> "Locator":
    """What the editor says of its work."""
    return page.locator("#editor [role=status]")


def test_every_question_gives_the_same_rows_as_in_python(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    watched.context.add_init_script(KEEP)
    page = watched.open("en/editor.html")
    with urllib.request.urlopen(f"{home}data/questions.json") as reply:
        names = [question["name"] for question in json.load(reply)]
    assert sorted(names) == sorted(questions())
    for name in names:
        page.select_option("#question", name)
        expect(editor(page)).to_contain_text(" in ")
        page.get_by_role("button", name="Save as CSV").click()
        given = page.evaluate("window.saved.text()")
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
    watched.context.add_init_script(KEEP)
    page = watched.open(address('CONSTRUCT { ?m <urn:x> "=1\\"+" } WHERE { ?m a tb:Measure }'))
    expect(editor(page)).to_contain_text("20 statements")
    page.get_by_role("button", name="Save as CSV").click()
    assert page.evaluate("window.saved.text()").splitlines()[1].endswith(',"\'=1""+"')
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
    page.get_by_role("button", name="Ask in the editor").click()
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
    assert answer.locator("svg.graph circle").count() == 25  # 31 lead, 6 of them alone
    assert answer.locator("svg.graph line").count() == 36
    page.get_by_label("显示名称而非 IRI").uncheck()
    assert first.locator("a").all_inner_texts()[:2] == ["unit/haicang-court", "unit/haicang-government"]
    page = watched.open("zh/editor.html?question=timeline")
    expect(answer.locator("tbody tr").first).to_contain_text("事项")
    page.get_by_label("显示名称而非 IRI").uncheck()
    expect(answer.locator("tbody tr").first).to_contain_text("event")
    page = watched.open("en/editor.html?question=leads-by-unit")
    expect(editor(page)).to_contain_text("31 rows")
    bars = answer.locator("table.chart rect")
    assert bars.count() == 31
    assert bars.first.get_attribute("width") == "100%"
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
