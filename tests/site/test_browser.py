"""The site in a real browser: both languages, with and without JavaScript, on phone and desk, light and dark."""

import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from tests.pages import Watched
from tests.pairs import by_pairs
from tests.sites import Site

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
    "model": "model.html",
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


@pytest.mark.parametrize("script", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize(("language", "width", "scheme"), by_pairs(["zh", "en"], [390, 1280], ["light", "dark"]))
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_a_small_phone(language: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home, viewport={"width": 320, "height": 640})
    wide = {}
    for kind, name in KINDS.items():
        page = watched.open(f"{language}/{name}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wide[kind] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {kind: pixels for kind, pixels in wide.items() if pixels > 0} == {}
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
