"""The site in a real browser: both languages, with and without JavaScript, on phone and desk, light and dark."""

import random
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.pages import Watched, served
from tests.sites import Site

from tongbao import paths
from tongbao.errors import Text
from tongbao.network import Edge, Measure, Network, Node, Participation
from tongbao.network.model import Code
from tongbao.site import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

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
    "list, chosen": "measures.html?level=municipal&kind=company",
    "value of a list": "units/kind-company.html",
    "vocabulary": "vocab/role.html",
    "ontology": "ontology.html",
    "shapes": "shapes.html",
    "questions": "questions.html",
    "question": "question/co-lead-pairs.html",
    "network": "network.html",
    "network with roles": "network-roles.html",
    "editor": "editor.html",
    "search": "search.html?q=税务",
    "data": "data.html",
    "versions": "changes.html",
    "embedded": "embed/change-xiamen-2023-64-city-06-reliability.html",
    "embedded network": "embed/network.html",
    "guides": "guides.html",
    "guide": "guide/stores.html",
}
"""A page of each kind."""


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
        ("稅務局", "unit/xm-tax"),
        ("廈門市稅務局", "unit/xm-tax"),
        ("64號", "notice/xiamen-2023-64"),
        ("廈府辦〔2023〕64號", "notice/xiamen-2023-64"),
        ("税务局 厦门", "unit/xm-tax"),
        ("稅務局 廈門", "unit/xm-tax"),
        ("厦府办 64号", "notice/xiamen-2023-64"),
        ("碳排放", "measure/xiamen-2023-64/district-08"),
        ("减少碳排放", "measure/xiamen-2023-64/district-08"),
        ("減少碳排放", "measure/xiamen-2023-64/district-08"),
    ],
)
def test_the_search_finds(typed: str, first: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open(f"zh/search.html?q={typed}")
    page.locator("#found a").first.wait_for()
    assert page.locator("#found a").first.get_attribute("href") == f"../zh/{first}.html"
    assert watched.wrong == []
    watched.context.close()


def test_the_search_knows_names_by_several_words(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open("en/search.html?q=tax xiamen")
    assert "Xiamen Municipal Tax Service" in page.locator("#found a").first.inner_text()
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
    saved = Path(download.value.path()).read_text("utf-8")
    assert saved.startswith("<svg")
    assert (
        "谁与谁共同牵头 · 通报——官方通报知识图谱 · 版本 0.1.0 · 国家税务总局厦门市税务局 · 6 个单位，5 对（不含合作单位之间的）"
        in saved
    )
    assert "https://w3id.org/tongbao/zh/network.html?pair=xm-finance+xm-tax&amp;unit=xm-tax" in saved
    assert "人民法院" not in saved  # of kinds that are not seen
    assert watched.wrong == []
    watched.context.close()


def test_roles_are_told_apart_and_can_be_left_out(home: str, browser: "Browser") -> None:
    """The tax service: six partners who lead or confer, and the registration centre that a measure only mentions."""
    watched = Watched(browser, home)
    page = watched.open("zh/network-roles.html?unit=xm-tax")
    page.locator(".panel h3").wait_for()
    assert page.locator("#edges tbody tr:visible").count() == 7
    for role, left in (("提及单位", 6), ("授予单位", 5)):
        page.get_by_label(role, exact=True).uncheck()
        assert page.locator("#edges tbody tr:visible").count() == left
        assert page.locator(".panel li").count() == left
        assert f"合作单位 {left}（共 7）" in page.locator(".panel").inner_text()
    again = watched.open(page.url.removeprefix(home))
    again.locator(".panel h3").wait_for()
    assert again.locator("#edges tbody tr:visible").count() == 5
    page = watched.open("zh/network-roles.html?level=nope&year=abc&weight=-5&without-roles=%3Cscript%3E")
    assert page.locator("#network [role=status]").inner_text() == "47 个单位，74 对"
    assert "year=abc，level=nope，weight=-5，without-roles=<script>" in page.locator("#network .remark").inner_text()
    page = watched.open("zh/network-roles.html?pair=fj-function-transformation-office+xm-tax")
    page.locator(".panel .cards").wait_for()
    words = page.locator(".panel").inner_text()
    assert "省职转办选为2023年政务服务效能提升“双十百千”工程典型案例" in words
    assert "协调小组办公室：授予单位——" in words
    assert "牵头单位，第 3 位" in words
    assert watched.wrong == []
    watched.context.close()


def test_what_filters_hide_is_told(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open("zh/network-roles.html?pair=xm-finance+xm-tax&without-roles=lead&nope=1")
    assert "这两个单位之间没有举措" in page.locator(".panel").inner_text()
    assert "nope" not in page.url
    page.get_by_label("牵头单位", exact=True).check()
    assert page.locator(".panel .cards > li").count() == 1
    assert "牵头的依据：栏目名称 单位名称" in page.locator(".panel").inner_text()
    watched.context.close()


def test_a_unit_is_found_by_its_own_name_only(home: str, browser: "Browser") -> None:
    """国家税务总局 is another unit than its Xiamen service, which has these words in its name."""
    watched = Watched(browser, home)
    page = watched.open("zh/network.html")
    find = page.get_by_label("查找单位")
    for asked, offered in (("国家税务总局", 1), ("集团", 2), ("无此单位", 0)):
        find.fill(asked)
        find.press("Enter")
        told = f"没有单位的名称恰为“{asked}”" if offered else f"此处没有名为“{asked}”的单位。"
        assert told in page.locator("#network [role=status]").inner_text()
        assert page.locator(".panel button").count() == offered
        assert "unit=" not in page.url
    for asked in ("市稅務局", "市税务局"):
        find.fill(asked)
        find.press("Enter")
        page.wait_for_url("**?unit=xm-tax")
        page.get_by_role("button", name="整个网络").click()
    for asked in ("厦门 税务局", "廈門 稅務局"):
        find.fill(asked)
        find.press("Enter")
        page.locator(".panel button").first.wait_for()
    find.fill("市税务局")
    find.press("Enter")
    page.wait_for_url("**?unit=xm-tax")
    assert page.locator("a.same-view").get_attribute("href").endswith("network-roles.html?unit=xm-tax")
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

    monkeypatch.setattr("tongbao.site.pages.network.read_network", lambda *_: large_network())
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
        assert frames > 0
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


def test_a_host_without_rules_leads_from_iris_to_pages(site: Site, browser: "Browser") -> None:
    """The page for addresses where nothing is, as such a host shows it."""
    watched = Watched(browser, "http://tongbao.test/", locale="en-GB")

    def answer(route: Any) -> None:
        path = urllib.parse.urlsplit(route.request.url).path.removeprefix("/tongbao/")
        file = site.folder / path
        found = file.is_file()
        route.fulfill(status=200 if found else 404, path=file if found else site.folder / "404.html")

    watched.page.route("**/*", answer)
    for path, page in (
        ("id/unit/xm-tax", "en/unit/xm-tax.html"),
        ("id/outcome/xiamen-2023-64/city-06/reliability", "en/measure/xiamen-2023-64/city-06.html#outcome-reliability"),
        ("id/unit/nobody", "en/unit/nobody.html"),
        ("elsewhere", "elsewhere"),
    ):
        watched.page.goto(f"http://tongbao.test/tongbao/{path}")
        watched.page.wait_for_url(f"http://tongbao.test/tongbao/{page}")
    watched.context.close()
