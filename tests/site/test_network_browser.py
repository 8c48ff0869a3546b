"""The page of the network in a real browser: what is chosen is seen, filters count as the engine does, views, pictures, old addresses."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.pages import Watched, served
from tests.site.networks import invented, write_pages

from tongbao.ask.stored import open_store
from tongbao.network import Filters
from tongbao.network.read import read_network
from tongbao.progress import SILENT
from tongbao.site.pages.network.tables import weight_said

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
STATUS, FOUND = "#network-said", "#network-found"
ROWS = "#table-{} tbody tr"


@pytest.fixture
def watched(home: str, browser: "Browser") -> Iterator[Watched]:
    """The page at a desk; nothing may go wrong on it."""
    found = Watched(browser, home, viewport={"width": 1280, "height": 900})
    yield found
    assert found.wrong == []
    found.context.close()


def said(page: "Page", selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().split())


def expect_said(page: "Page", selector: str, words: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_contain_text(words)


def hash_of(page: "Page") -> str:
    return page.url.partition("#")[2]


# --- what is chosen ----------------------------------------------------------------------------------------


def test_a_choice_in_the_picture_opens_its_panel_marked_titled_and_focused(watched: Watched) -> None:
    page = watched.open("en/network.html")
    expect_said(page, ".panel.shown", "What stands out")
    page.locator("svg.broad [data-u='xm-tax'] .shape >> visible=true").click()
    expect_said(page, ".panel.shown h2", "Xiamen Municipal Tax Service")
    assert page.locator(".panel.shown").count() == 1
    assert page.title().startswith("Xiamen Municipal Tax Service")
    assert page.evaluate("document.activeElement.id") == "u-xm-tax"
    assert page.locator("#view-both svg.broad .spoke.on").count() == 3
    page.locator(".panel.shown a", has_text="Finance Bureau").click()
    expect_said(page, ".panel.shown h2", "Finance Bureau and Tax Service")
    assert page.locator(".panel.shown mark").all_inner_texts() == ["财政局", "市税务局"]
    assert page.locator("tr.on").get_attribute("data-of") == "p-xm-finance--xm-tax"
    page.go_back()
    expect_said(page, ".panel.shown h2", "Xiamen Municipal Tax Service")
    page.locator(".panel.shown .close").click()
    expect_said(page, ".panel.shown", "What stands out")
    assert page.locator("svg .on").count() == 0
    assert page.title().startswith("Ten measures")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("?unit=xm-tax", "#u-xm-tax"),
        ("?pair=xm-tax+xm-finance", "#p-xm-finance--xm-tax"),
        ("?level=municipal&weight=1&without=company&unit=xm-tax", "?level=municipal&without=company#u-xm-tax"),
    ],
)
def test_earlier_addresses_still_lead_to_what_they_name(before: str, after: str, watched: Watched) -> None:
    page = watched.open(f"zh/network.html{before}")
    page.wait_for_url(f"**/zh/network.html{after}")
    expect_said(page, ".panel.shown h2", "税务局")
    assert str(page.locator("a.language").get_attribute("href")).endswith(f"/en/network.html{after}")


def test_what_an_address_wishes_in_vain_is_told(watched: Watched) -> None:
    page = watched.open("zh/network-roles.html?level=nope&weight=-5&without-roles=%3Cscript%3E#u-nobody")
    expect_said(page, f"{STATUS} .remark", "level=nope")
    assert "weight=-5" in said(page, f"{STATUS} .remark")
    assert "without-roles=<script>" in said(page, f"{STATUS} .remark")
    assert page.locator("#start.shown").count() == 1


def test_without_scripts_the_address_opens_the_panel(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home, java_script_enabled=False)
    page = watched.open("zh/network.html#m-xiamen-2023-64--city-07")
    assert page.locator(".panel >> visible=true").count() == 1
    assert "七个单位" not in page.locator(".panel >> visible=true").inner_text()
    assert "牵头单位 7 个" in page.locator(".panel >> visible=true").inner_text()
    page.locator("svg.broad a[href='#u-xm-tax'] >> visible=true").first.click()
    assert "国家税务总局厦门市税务局" in page.locator(".panel >> visible=true").inner_text()
    assert page.locator(".live >> visible=true").count() == 0
    watched.context.close()


@pytest.mark.parametrize(
    ("asked", "found"), [("市税务局", "u-xm-tax"), ("市稅務局", "u-xm-tax"), ("厦门 税务局", "u-xm-tax"), ("xm-tax", "u-xm-tax")]
)  # fmt: skip
def test_one_unit_that_is_found_opens(asked: str, found: str, watched: Watched) -> None:
    page = watched.open("zh/network.html?view=units")
    page.get_by_label("查找单位").fill(asked)
    page.get_by_label("查找单位").press("Enter")
    page.wait_for_url(f"**/zh/network.html?view=units#{found}")
    expect_said(page, ".panel.shown h2", "税务局")


def test_several_units_that_are_found_are_offered(watched: Watched) -> None:
    page = watched.open("zh/network.html")
    page.get_by_label("查找单位").fill("国家税务总局")  # another unit than its Xiamen service
    page.get_by_label("查找单位").press("Enter")
    expect_said(page, FOUND, "没有单位的名称恰为“国家税务总局”")
    expect_said(page, ".panel.shown h2", "厦门市税务局")
    page.locator(".panel.shown .close").click()
    for asked, told, offered in (
        ("集团", "名称含“集团”的单位有 2 个", 2),
        ("无此单位", "此处没有名为“无此单位”的单位", 0),
    ):
        page.get_by_label("查找单位").fill(asked)
        page.get_by_label("查找单位").press("Enter")
        expect_said(page, FOUND, told)
        assert page.locator(".panel.shown li").count() == offered
        assert hash_of(page) == ""


# --- what is left in ---------------------------------------------------------------------------------------


def counts(graph_nq: Path, filters: Filters) -> str:
    network = read_network(open_store(graph_nq.parent, SILENT), filters)
    return f"{len(network.nodes)} units, {len(network.measures)} measures, {len(network.edges)} pairs"


def test_filters_leave_what_the_engine_leaves(graph_nq: Path, watched: Watched) -> None:
    page = watched.open("en/network.html")
    page.locator("#network-level").select_option("municipal")
    expect_said(page, STATUS, counts(graph_nq, Filters(levels=frozenset({"municipal"}))))
    page.wait_for_url("**?level=municipal")
    assert page.locator("#view-both svg.broad a[data-u='huli-government']").is_hidden()
    page.locator("summary", has_text="More").click()
    page.get_by_label("Company", exact=True).uncheck()
    kinds = frozenset({"department", "government", "vertical-agency", "zone-committee", "public-institution", "court"})
    both = counts(graph_nq, Filters(levels=frozenset({"municipal"}), kinds=kinds))
    expect_said(page, STATUS, both)
    assert both.endswith(f"{page.locator(ROWS.format('pairs')).count() and int(said(page, '.tabs a >> nth=0').strip('Pairs ()'))} pairs")  # fmt: skip
    page.go_back()
    expect_said(page, STATUS, counts(graph_nq, Filters(levels=frozenset({"municipal"}))))
    page.go_back()
    page.wait_for_url("**/en/network.html")
    assert page.locator("svg.broad [hidden]").count() == 0


def test_roles_are_left_out_as_the_engine_leaves_them_out(graph_nq: Path, watched: Watched) -> None:
    page = watched.open("en/network-roles.html?without-roles=mentioned")
    store = open_store(graph_nq.parent, SILENT)
    names = [box.get_attribute("value") for box in page.locator("#network-roles input").all()]
    kept = frozenset(str(name) for name in names) - {"mentioned"}
    network = read_network(store, Filters(roles=kept))
    expect_said(page, STATUS, f"{len(network.nodes)} units, {len(network.measures)} measures, {len(network.edges)} pairs")  # fmt: skip


def test_weights_can_be_chosen(watched: Watched) -> None:
    page = watched.open("en/network.html?view=matrix")
    cell = ".matrix td[data-p='xm-finance--xm-tax'] >> nth=0"
    assert said(page, cell) == "½"
    page.locator("summary", has_text="More").click()
    page.get_by_label("A pair counts").select_option("times")
    page.wait_for_url("**count=times")
    expect_said(page, cell, "1")
    page.locator(f"{cell} >> a").click()
    expect_said(page, ".panel.shown h2", "Finance Bureau and Tax Service")
    assert page.locator(".matrix td.on").count() == 2


def test_tables_sort_and_turn(watched: Watched) -> None:
    page = watched.open("en/network.html#table-units")
    page.locator(".tabs a", has_text="Units").click()
    page.locator("#table-units th button", has_text="Partners").click()
    first = page.locator(f"{ROWS.format('units')} >> nth=0")
    expect_said(page, f"{ROWS.format('units')} >> nth=0", "Industry and IT Bureau")
    assert first.locator("td").nth(3).inner_text() == "8"
    page.locator("#table-units .pager button", has_text="2").click()
    expect_said(page, "#table-units .pager", "11–20 of 31")
    page.locator("#table-units .pager button", has_text="Show all").click()
    assert page.locator(ROWS.format("units")).count() == 31


def test_what_is_seen_can_be_saved(watched: Watched) -> None:
    page = watched.open("en/network.html?level=municipal#u-xm-tax")
    page.locator("summary", has_text="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (SVG)").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert text.startswith("<svg")
    for words in ("Ten measures join 25 units", "Municipal", "Source: Tongbao", "version 0.1.0", "network.html?level=municipal#u-xm-tax"):  # fmt: skip
        assert words in text.replace("</text>", ""), words
    assert "Huli" not in text  # what is not seen
    assert "var(" not in text
    assert "data-u" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_view_has_an_axe_finding(scheme: str, width: int, home: str, browser: "Browser") -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, home, viewport={"width": width, "height": 850}, color_scheme=scheme)
    for path in ("zh/network.html?view=matrix#p-xm-finance--xm-tax", "en/network-roles.html?view=units&level=municipal#u-xm-tax"):  # fmt: skip
        page = watched.open(path)
        page.locator(".panel.shown .words").or_(page.locator(".panel.shown .plain").first).first.wait_for()
        page.locator("summary >> visible=true", has_text="更多" if path.startswith("zh") else "More").click()
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in found] == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    assert watched.wrong == []
    watched.context.close()


# --- large networks ----------------------------------------------------------------------------------------

MANY = invented(300, 4_000, 7)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(write_pages(MANY, tmp_path_factory.mktemp("large"))) as address:
        yield address


@pytest.fixture
def watched_large(large: str, browser: "Browser") -> Iterator[Watched]:
    found = Watched(browser, large, viewport={"width": 1280, "height": 900})
    yield found
    assert found.wrong == []
    found.context.close()


def test_a_place_opens_with_its_strongest_pairs_and_can_be_looked_at_closely(watched_large: Watched) -> None:
    page = watched_large.open("en/network.html")
    page.locator(".multiple a.place").first.click()
    page.wait_for_url("**?place=p000")
    inside = [edge for edge in MANY.edges if MANY.nodes[edge.one].home == MANY.nodes[edge.other].home == MANY.nodes[0].home]  # fmt: skip
    expect_said(page, STATUS, f"the strongest pairs, 60 of {len(inside):,}")
    assert page.locator(".closer .tie").count() == 60
    before = page.locator(".closer tspan").all_text_contents()
    for _ in range(3):
        page.get_by_role("button", name="Closer").click()
    page.locator(".closer.near").wait_for()
    page.wait_for_function("before => [...document.querySelectorAll('.closer tspan')].map((t) => t.textContent).join() !== before", arg=",".join(before))  # fmt: skip
    assert overlaps(page, ".closer svg") == 0
    page.go_back()
    page.wait_for_url("**/en/network.html")
    page.locator("#view-units .multiples").wait_for()


def overlaps(page: "Page", selector: str) -> int:
    """Return how many names cover another name."""
    found = page.evaluate(
        """selector => { const boxes = [...document.querySelectorAll(`${selector} a text:not(.hubn)`)].map((t) => t.getBoundingClientRect());
        return boxes.flatMap((a, n) => boxes.slice(n + 1).filter((b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)).length; }""",
        selector,
    )
    return int(found)


def test_a_pair_of_a_large_network_opens_with_its_words_and_numbers(watched_large: Watched) -> None:
    edge = max(MANY.edges, key=lambda edge: (edge.shared, edge.times))
    page = watched_large.open("en/network.html")
    page.locator(f"{ROWS.format('pairs')} >> nth=0 >> a >> nth=0").click()
    expect_said(
        page,
        ".panel.shown p >> nth=1",
        f"Lead {edge.times} measures together; shared weight {weight_said(edge.shared)}.",
    )
    assert page.locator(".panel.shown .words mark").count() >= 8
    assert page.locator(".panel.shown .bars").count() == 1
    one, other = sorted(MANY.nodes[n].iri.rpartition("/")[2] for n in (edge.one, edge.other))
    assert hash_of(page) == f"p-{one}--{other}"
    page.locator("#table-pairs th button", has_text="Shared weight").click()
    weakest = min(MANY.edges, key=lambda edge: edge.shared)
    expect_said(page, f"{ROWS.format('pairs')} >> nth=0 >> td >> nth=3", weight_said(weakest.shared))


def test_a_unit_that_the_picture_leaves_out_is_brought_up(watched_large: Watched) -> None:
    page = watched_large.open("zh/network.html")
    drawn = set(page.evaluate("[...document.querySelectorAll('svg.broad a[data-u]')].map((a) => a.dataset.u)"))
    joined = {n for edge in MANY.edges for n in (edge.one, edge.other)}
    left = next(node for n, node in enumerate(MANY.nodes) if n in joined and node.iri.rpartition("/")[2] not in drawn)
    name = left.iri.rpartition("/")[2]
    page.get_by_label("查找单位").fill(left.name.zh)
    page.get_by_label("查找单位").press("Enter")
    page.locator(f".closer a[data-u='{name}'].on").wait_for()
    expect_said(page, ".panel.shown h2", left.name.zh)


def test_years_step_and_two_modes_wait_for_a_choice(watched_large: Watched) -> None:
    page = watched_large.open("en/network.html?view=years&place=p000")
    assert page.locator(".over tbody tr").count() == 16
    page.get_by_role("button", name="’19").click()
    page.wait_for_url("**year=2019**")
    expect_said(page, STATUS, f"{sum(m.year == 2019 and iri in _of_first_place() for iri, m in MANY.measures.items())} measures")  # fmt: skip
    page = watched_large.open("en/network.html?view=both")
    expect_said(page, STATUS, "too many for one picture")


def _of_first_place() -> set[str]:
    return {part.measure for part in MANY.participations if MANY.nodes[part.node].home == MANY.nodes[0].home}


def test_ten_thousand_units_begin_with_places(tmp_path: Path, browser: "Browser") -> None:
    network = invented(10_000, 12_000, 300)
    with served(write_pages(network, tmp_path)) as address:
        watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
        read: list[str] = []
        watched.page.on("response", lambda reply: read.append(reply.url) if reply.url.endswith(".json") else None)
        page = watched.open("zh/network.html")
        assert read == []
        page.locator("svg.broad a[data-place='p000'] circle").first.click()
        page.wait_for_url("**?place=p000")
        page.locator(".closer .tie").first.wait_for()
        assert {name.rpartition("/")[2] for name in read} == {"units.json", "p000.json"}
        page.get_by_label("查找单位").fill("地方42第42局")
        page.get_by_label("查找单位").press("Enter")
        page.wait_for_url("**#u-u-00042")
        expect_said(page, ".panel.shown h2", "地方42第42局")
        assert len(json.dumps(read)) < 2_000  # two more pieces at most
        assert watched.wrong == []
        watched.context.close()
