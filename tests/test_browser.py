"""The site in a real browser: both languages, with and without JavaScript, on phone and desk, light and dark."""

import csv
import functools
import http.server
import io
import json
import random
import shutil
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tongbao import paths
from tongbao.errors import Text
from tongbao.network import Edge, Measure, Network, Node, Participation
from tongbao.network.model import Code
from tongbao.publish import publish
from tongbao.publish.render import POLICY
from tongbao.queries import questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KINDS = {
    "front": "index.html",
    "notice": "notice/xiamen-2023-64.html",
    "source": "source/xiamen-2023-64.html",
    "measure": "measure/xiamen-2023-64/city-06.html",
    "unit": "unit/xm-tax.html",
    "place": "place/xiamen.html",
    "commendation": "commendation/xiamen-2023-64/1-1.html",
    "co-leadership": "co-leadership/xm-finance/xm-tax.html",
    "list": "measures.html",
    "vocabulary": "vocab/role.html",
    "ontology": "ontology.html",
    "shapes": "shapes.html",
    "questions": "questions.html",
    "question": "question/co-lead-pairs.html",
    "network": "network.html",
    "editor": "editor.html",
    "search": "search.html?q=税务",
    "data": "data.html",
}
"""A page of each kind."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder as a plain host does, with the policy that the settings for hosts send."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".js": "text/javascript",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback; give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def home(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site."""
    folder = tmp_path_factory.mktemp("site") / "site"
    published = publish(graph_nq.parent, paths.DATA, folder)
    assert not published.remarks, "the bundles for the browser are missing: pip install -e ."
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page, with all that went wrong on it."""

    def __init__(self, browser: "Browser", home: str, **settings: Any) -> None:
        self.home, self.wrong = home, list[str]()
        self.context = browser.new_context(**settings)
        self.context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", lambda reply: reply.status >= 400 and self.wrong.append(f"{reply.status} {reply.url}"))

    def _console(self, message: Any) -> None:
        if (
            message.type in ("error", "warning")
            and "GPU stall" not in message.text
            and "GroupMarkerNotSet" not in message.text
        ):
            self.wrong.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"leaves the site: {request.url}")

    def open(self, path: str) -> "Page":
        self.page.goto(self.home + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_without_fault(
    language: str, script: bool, width: int, scheme: str, home: str, browser: "Browser"
) -> None:
    """No axe finding, no console message, no request elsewhere, nothing wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(
        browser, home, viewport={"width": width, "height": 850}, color_scheme=scheme, java_script_enabled=script
    )
    found = {}
    for kind, name in KINDS.items():
        page = watched.open(f"{language}/{name}")
        assert page.title()
        if script:
            violations = Axe().run(page).response["violations"]
            found[kind] = [f"{v['id']}: {[n['target'] for n in v['nodes'][:3]]}" for v in violations]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found[kind] += [f"{wide} pixels wider than the screen"] if wide > 0 else []
        else:
            assert page.locator("h1").count() == 1
    assert {kind: faults for kind, faults in found.items() if faults} == {}
    assert watched.wrong == []
    watched.context.close()


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
    assert len(names) == 53
    for name in names:
        page.select_option("#question", name)
        expect(editor(page)).to_contain_text(" in ", timeout=30_000)
        page.get_by_role("button", name="Save as CSV").click()
        given = page.evaluate("window.saved.text()")
        with urllib.request.urlopen(f"{home}data/question/{name}.csv") as reply:
            expected = reply.read().decode()
        assert list(csv.reader(io.StringIO(given))) == list(csv.reader(io.StringIO(expected))), name
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


def test_a_query_that_never_ends_is_stopped_and_the_next_one_answers(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    page = watched.open(address("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    expect(editor(page)).to_have_text("Running …")
    page.get_by_role("button", name="Stop").click()
    expect(editor(page)).to_have_text("Stopped.")
    page.select_option("#question", "notices")
    expect(editor(page)).to_contain_text("1 row in", timeout=30_000)
    watched.context.close()


def test_graphs_and_truths_are_answered_too(home: str, browser: "Browser") -> None:
    from playwright.sync_api import expect

    watched = Watched(browser, home)
    watched.context.add_init_script(KEEP)
    page = watched.open(address('CONSTRUCT { ?m <urn:x> "=1\\"+" } WHERE { ?m a tb:Measure }'))
    expect(editor(page)).to_contain_text("20 rows")
    page.get_by_role("button", name="Save as CSV").click()
    assert page.evaluate("window.saved.text()").splitlines()[1].endswith(',"\'=1""+"')
    for query, said in (
        ("ASK { ?m a tb:Measure }", "Yes"),
        ("DESCRIBE <https://w3id.org/tongbao/id/unit/xm-tax>", "rows"),
    ):
        page = watched.open(address(query))
        expect(editor(page)).to_contain_text(said)
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  FILTR(?o)\n}", "Line 3"),
        ("SELECT * {\n ?s a foo:Bar }", "The prefix foo: in line 2 is not declared"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "update"),
        ("SELECT * { SERVICE SILENT <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", "Line 1"),
    ],
)
def test_what_cannot_be_answered_is_told_in_plain_words(query: str, told: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(address(query))
    page.get_by_role("alert").wait_for()
    assert told in page.get_by_role("alert").inner_text()
    watched.context.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("厦府办[2023]64", "notice/xiamen-2023-64"),
        ("厦府办 2023 64 号", "notice/xiamen-2023-64"),
        ("厦府办（２０２３）６４号", "notice/xiamen-2023-64"),
        ("市税务局", "unit/xm-tax"),
        ("shishuiwuju", "unit/xm-tax"),
        ("sswj", "unit/xm-tax"),
        ("Xiamen Customs", "unit/xm-customs"),
        ("共享站房", "measure/xiamen-2023-64/city-06"),
    ],
)
def test_the_search_finds(typed: str, first: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(f"zh/search.html?q={typed}")
    page.locator("#found a").first.wait_for()
    assert page.locator("#found a").first.get_attribute("href") == f"../zh/{first}.html"
    assert watched.wrong == []
    watched.context.close()


def test_an_edge_of_the_network_shows_the_measures_and_the_words(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open("zh/network.html?unit=xm-tax")
    page.locator(".panel h3").wait_for()
    assert "税务局" in page.locator(".panel h3").inner_text()
    assert page.locator("#edges tbody tr:visible").count() == 5
    page.locator(".panel button", has_text="厦门市财政局").click()
    words = page.locator(".panel").inner_text()
    assert "不动产登记税费同缴" in words
    assert "市税务局" in words
    assert "厦府办〔2023〕64号" in words
    address = page.url
    again = watched.open(address.removeprefix(home))
    again.locator(".panel h3").wait_for()
    assert again.locator(".panel").inner_text() == words
    with page.expect_download() as download:
        page.get_by_role("button", name="保存 SVG").click()
    assert Path(download.value.path()).read_text("utf-8").startswith("<svg")
    assert watched.wrong == []
    watched.context.close()


def large_network(nodes: int = 10_000, edges: int = 25_000) -> Network:
    """An invented network with a long tail, as large as a country's."""
    chance = random.Random(7)
    kinds = [
        Code(code, Text(code, label))
        for code, label in (("department", "部门"), ("court", "法院"), ("company", "企业"))
    ]
    role = Code("lead", Text("lead", "牵头"))
    pairs = sorted({
        (min(pair), max(pair))
        for pair in ((int(nodes * chance.random() ** 3), chance.randrange(nodes)) for _ in range(edges))
        if pair[0] != pair[1]
    })  # fmt: skip
    iri = "https://w3id.org/tongbao/id/{}/{}".format
    made, measures, parts = [], {}, []
    for number, (one, other) in enumerate(pairs):
        measure = iri("measure", f"n-{number // 10}/m-{number % 10}")
        measures[measure] = Measure(f"举措{number}", iri("notice", f"n-{number // 10}"), "", 2023, None, "")
        made.append(Edge(one, other, 1, (measure,)))
        parts += [Participation(measure, node, role, n, "某局", "某局", 0, 2) for n, node in enumerate((one, other), 1)]
    units = [
        Node(
            iri("unit", f"u-{n:05}"),
            Text(f"Unit {n}", f"单位{n}"),
            Text(f"Unit {n}", f"单位{n}"),
            kinds[n % 3],
            None,
            1,
        )
        for n in range(nodes)
    ]
    return Network(tuple(units), tuple(made), measures, tuple(parts))


def test_a_network_of_ten_thousand_units_opens_and_moves(
    graph_nq: Path, tmp_path: Path, browser: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens within seconds and moves; how fast here is told by ``pytest -s``, for a busy machine is no fault."""
    from playwright.sync_api import expect

    monkeypatch.setattr("tongbao.publish.whole.read_network", lambda *_: large_network())
    publish(graph_nq.parent, paths.DATA, tmp_path / "site")
    with served(tmp_path / "site") as home:
        watched = Watched(browser, home, viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page = watched.page
        page.goto(f"{home}zh/network.html")
        expect(page.locator("#network [role=status]")).to_contain_text("10000 个单位")
        opened = time.perf_counter() - start
        box = page.locator(".canvas").bounding_box()
        assert box
        page.evaluate(FRAMES)
        start = time.perf_counter()
        page.mouse.move(box["x"] + 300, box["y"] + 300)
        page.mouse.down()
        for step in range(40):
            page.mouse.move(box["x"] + 300 + 5 * step, box["y"] + 300 + 2 * step)
        page.mouse.up()
        frames = page.evaluate("window.frames_seen") / (time.perf_counter() - start)
        print(f"opened in {opened:.2f} s, {frames:.0f} frames/s while it was moved")
        page.get_by_label("查找单位").fill("单位42")
        page.get_by_label("查找单位").press("Enter")
        expect(page.locator(".panel h3")).to_have_text("单位42")
        assert watched.wrong == []
        assert opened < 10
        assert frames > 5
        watched.context.close()


FRAMES = """() => { window.frames_seen = 0; const count = () => { window.frames_seen += 1; requestAnimationFrame(count); }; count(); }"""


def test_pages_that_are_no_tools_are_light(home: str, browser: "Browser") -> None:
    import gzip

    watched = Watched(browser, home)
    sizes: dict[str, int] = {}
    watched.page.on(
        "response",
        lambda reply: (
            sizes.setdefault(reply.url, len(gzip.compress(reply.body())))
            if reply.url.endswith((".js", ".css"))
            else None
        ),
    )
    for kind in ("front", "notice", "measure", "unit", "list", "question"):
        sizes.clear()
        watched.open(f"zh/{KINDS[kind]}")
        assert sum(sizes.values()) < 50_000, (kind, sizes)
    watched.context.close()


PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""A slow 4G connection, as Lighthouse has it: milliseconds, and bytes a second."""


@pytest.mark.parametrize("kind", ["front", "measure", "unit"])
def test_a_slow_phone_has_the_page_within_a_second(kind: str, home: str, browser: "Browser") -> None:
    """The best of three, for other work on this machine is no fault of the page."""
    watched = Watched(browser, home, viewport={"width": 390, "height": 850})
    control = watched.context.new_cdp_session(watched.page)
    control.send("Network.enable")
    control.send("Network.emulateNetworkConditions", PHONE)
    control.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    seen = []
    for _ in range(3):
        control.send("Network.clearBrowserCache")
        watched.page.goto(home + f"zh/{KINDS[kind]}", wait_until="load")
        seen.append(watched.page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
    print(f"{kind}: interactive after {min(seen):.0f} ms")
    assert min(seen) < 1_000
    watched.context.close()
