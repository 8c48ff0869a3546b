"""Lists: each count is what a query over the graph finds, pages without a script, and the script in a real browser."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from tests.pages import Watched, served
from tests.sites import Site

from tongbao.ask.store import Store
from tongbao.ask.stored import open_store
from tongbao.errors import Text
from tongbao.progress import SILENT
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.pages.listed.facets import FACETS
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.listing import A_PAGE, MOST_PAGES, Listing
from tongbao.site.pages.lists import LISTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCUMENTS = {kind: document for kind, document, _ in LISTS}
LEADS = "?thing tb:hasParticipation ?p . ?p tb:role role:lead ; tb:participant ?unit ."
IN_NOTICE = "?notice tb:hasCommendation|tb:hasCriticism|tb:hasMeasure|(tb:hasMeasure/tb:hasHonour) ?thing ."
YEAR = "OPTIONAL { ?notice tb:referenceYear ?about } ?notice tb:numberYear ?own BIND(STR(COALESCE(?about, ?own)) AS ?value)"
ENDED = "?notice tb:state ?state . FILTER(STRENDS(STR(?state), '#valid') = false) BIND('ended' AS ?value)"
RECIPIENT = "?thing tb:recipient ?unit ."
BAND = "BIND(IF(?n > 9, 'more', STR(?n)) AS ?value)"
GIVER = "?thing tb:conferredBy|tb:affirmedBy|tb:promotedBy|tb:reportedBy ?unit ."
PLACE = "?unit (tb:locatedIn|tb:within)/tb:within* ?value ."
OWN_PLACE = "{ ?unit tb:locatedIn/tb:within* ?value } UNION { ?unit a tb:Place ; tb:within* ?value }"
APPRAISALS = {
    "for": f"{RECIPIENT} BIND(REPLACE(STR(?unit), '^.*/id/([a-z]+)/.*$', '$1') AS ?value)",
    "kind": f"{RECIPIENT} ?unit tb:unitKind ?value",
    "act": "?thing tb:act ?value",
    "year": f"{IN_NOTICE} {YEAR}",
    "place": f"{RECIPIENT} {OWN_PLACE}",
    "issuer": f"{IN_NOTICE} ?notice tb:issuedBy ?value",
    "state": f"{IN_NOTICE} {ENDED}",
}
CLASSES = {
    "notice": "tb:Notice",
    "measure": "tb:Measure",
    "unit": "tb:Unit",
    "commendation": "tb:Commendation",
    "criticism": "tb:Criticism",
    "place": "tb:Place",
}
QUERIES: dict[str, dict[str, str]] = {
    "notice": {
        "year": f"BIND(?thing AS ?notice) {YEAR}",
        "place": "?thing tb:issuedBy ?unit . ?unit tb:locatedIn/tb:within* ?value",
        "issuer": "?thing tb:issuedBy ?value",
        "holds": """{ ?thing tb:hasCommendation ?any BIND('praise' AS ?value) } UNION
            { ?thing tb:hasCriticism ?any BIND('criticism' AS ?value) } UNION { ?thing tb:hasMeasure ?any BIND('measures' AS ?value) }""",
        "state": f"BIND(?thing AS ?notice) {ENDED}",
    },
    "measure": {
        "level": "?thing tb:level ?value",
        "results": """BIND(EXISTS { ?thing tb:hasOutcome ?got . ?got tb:realisation realisation:achieved ; tb:nature nature:outcome } AS ?done) BIND(EXISTS { ?thing tb:hasOutcome ?any } AS ?some)
            BIND(IF(?done, 'achieved', IF(?some, 'other', 'none')) AS ?value)""",
        "change": "?thing tb:hasOutcome/tb:before ?any BIND('before' AS ?value)",
        "quantity": "?thing tb:hasOutcome/(tb:value|tb:before|tb:after)/qudt:hasQuantityKind ?value",
        "leads": f"{{ SELECT ?thing (COUNT(?p) AS ?n) {{ {LEADS} }} GROUP BY ?thing }} {BAND}",
        "kind": f"{LEADS} ?unit tb:unitKind ?value",
        "recognition": """{ ?thing tb:hasHonour/tb:honourKind ?kind OPTIONAL { ?kind skos:broader ?group }
            BIND(COALESCE(?group, ?kind) AS ?value) } UNION { ?thing tb:claimsPrecedence ?any BIND('claim' AS ?value) }""",
        "year": f"{IN_NOTICE} {YEAR}",
        "place": f"{LEADS} {OWN_PLACE}",
        "state": f"{IN_NOTICE} {ENDED}",
    },
    "unit": {
        "kind": "?thing tb:unitKind ?value",
        "level": "?thing tb:level ?value",
        "leads": f"""OPTIONAL {{ SELECT ?thing (COUNT(DISTINCT ?m) AS ?led)
            {{ ?m tb:hasParticipation ?p . ?p tb:role role:lead ; tb:participant ?thing }} GROUP BY ?thing }}
            BIND(COALESCE(?led, 0) AS ?n) {BAND}""",
        "role": "?p tb:participant ?thing ; tb:role ?value",
        "judged": """?act tb:recipient ?thing BIND(IF(EXISTS { ?act a tb:Commendation }, 'praise', 'criticism') AS ?value)""",
        "year": f"?notice tb:hasMeasure/tb:hasParticipation/tb:participant ?thing . {YEAR}",
        "place": "?thing tb:locatedIn/tb:within* ?value",
    },
    "commendation": APPRAISALS,
    "criticism": APPRAISALS,
    "honour": {
        "sort": "?thing tb:honourKind ?kind OPTIONAL { ?kind skos:broader ?group } BIND(COALESCE(?group, ?kind) AS ?value)",
        "kind": "?thing tb:honourKind ?value",
        "level": f"{GIVER} ?unit tb:level ?value",
        "by": f"{GIVER} BIND(?unit AS ?value)",
        "year": f"{IN_NOTICE} {YEAR}",
        "state": f"{IN_NOTICE} {ENDED}",
    },
    "place": {"level": "?thing tb:level ?value", "within": "?thing tb:within+ ?value"},
}
"""Each facet as a query, written apart from how pages come to it: the things, and the values that they have."""
ALL = [(kind, facet.name) for kind, facets in FACETS.items() for facet in facets]


def counted(store: Store, kind: str, facet: str) -> dict[str, int]:
    """Return how many things have each value."""
    of_class = f"?thing a {CLASSES[kind]} ." if kind in CLASSES else "?m tb:hasHonour ?thing ."
    query = f"SELECT ?value (COUNT(DISTINCT ?thing) AS ?n) {{ {of_class} {QUERIES[kind][facet]} }} GROUP BY ?value"
    rows = store.select(query)
    return {re.split("[/#]", row["value"].value)[-1][:40]: int(row["n"].value) for row in rows if row["value"]}  # type: ignore[union-attr]


def shown(text: str, facet: str) -> dict[str, int]:
    """Return the counts of a facet on a page."""
    part = re.search(rf'<div class="facet" data-facet="{facet}">.*?</div>', text, re.DOTALL)
    found = re.findall(r'data-value="([^"]+)".*?<span>([\d,]+)</span></a>', part[0]) if part else []
    return {html.unescape(key): int(count.replace(",", "")) for key, count in found}


@pytest.fixture(scope="module")
def stores(graph_nq: Path, appraisals_built: Path, demo_built: Path) -> dict[str, Store]:
    built = {"project": graph_nq.parent, "appraisals": appraisals_built, "demo": demo_built / "out"}
    return {name: open_store(folder, SILENT) for name, folder in built.items()}


@pytest.fixture(scope="module")
def sites(site: Site, appraisals_site: Path, demo_published: Path) -> dict[str, Site]:
    return {"project": site, "appraisals": Site(appraisals_site), "demo": Site(demo_published / "site")}


@pytest.mark.parametrize("data", ["project", "appraisals", "demo"])
@pytest.mark.parametrize(("kind", "facet"), ALL, ids=[f"{kind}-{facet}" for kind, facet in ALL])
def test_each_count_is_what_a_query_finds(
    data: str, kind: str, facet: str, stores: dict[str, Store], sites: dict[str, Site]
) -> None:
    """Of places, those are left out that have no things but those of one place within them."""
    text = sites[data].read(f"en/{DOCUMENTS[kind]}.html")
    expected, found = counted(stores[data], kind, facet), shown(text, facet)
    if facet in ("place", "within"):
        assert found.items() <= expected.items()
        assert {expected[left] for left in expected.keys() - found.keys()} <= set(found.values())
    else:
        assert found == expected


@pytest.mark.parametrize("data", ["project", "appraisals", "demo"])
def test_every_value_leads_to_as_many_rows_as_it_says(data: str, sites: dict[str, Site]) -> None:
    """Without a script, over all its pages; the title and the total say what is chosen."""
    site = sites[data]
    seen = 0
    for document in DOCUMENTS.values():
        values = re.findall(r'href="([^"]+)" data-value.*?<span>([\d,]+)</span></a>', site.read(f"en/{document}.html"))
        for way, count in values:
            rows, page = 0, urljoin(f"en/{document}.html", way)
            while page:
                text = site.read(page)
                rows += items(text)
                following = re.search(r'aria-current="page">\d+</a><a href="([^"]+)"', text)
                page = urljoin(page, following[1]) if following else ""
            assert rows == int(count), way
            seen += 1
    assert seen > 5


def items(text: str) -> int:
    return text.count('<li><div><p class="title"')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_sentence_counts(language: str, site: Site) -> None:
    said = {
        "measures": {
            "en": "Twenty measures, ten municipal and ten of districts. Thirteen report a result in figures; three say what it was before.",
            "zh": "共 20 项举措，市级 10 项、区级 10 项，13 项写有已实现的数据，3 项写明此前情况。",
        },
        "notices": {
            "en": "One notice, written in 2023. It presents 20 measures and praises 31 recipients.",
            "zh": "共 1 份公文，成文于 2023 年，载有举措 20 项，表扬 31 个对象。",
        },
        "units": {
            "en": "55 units. 31 lead a measure and 31 are commended.",
            "zh": "共 55 个单位，31 个牵头举措，31 个受表扬。",
        },
        "commendations": {
            "en": "One notice commends 31 units.",
            "zh": "1 份公文表扬单位 31 个。",
        },
        "measures/kind-court": {
            "en": "Two measures, one municipal and one of districts. Two report a result in figures.",
            "zh": "共 2 项举措，市级 1 项、区级 1 项，2 项写有已实现的数据。",
        },
    }
    for document, words in said.items():
        assert f'<p class="lead">{words[language]}</p>' in site.read(f"{language}/{document}.html")


def test_the_best_results_come_first_with_their_figures(site: Site) -> None:
    titles = re.findall(r'<li><div><p class="title".*?<bdi>(.*?)</bdi>', site.read("zh/measures.html"))
    assert titles[0] == "新生儿医保参保报销“秒批”服务"
    assert "<b>60 days → 5 minutes</b>" in site.read("en/measures.html")
    assert site.read("en/measures.html").count("<b>No figures in the notice</b>") == 4
    ways = re.findall(r'<li><div><p class="title"[^>]*><a href="([^"]+)"', site.read("en/measures/by-leads.html"))
    assert ways[0].endswith("/xiamen-2023-64/city-07.html")  # which seven units lead


def test_a_list_of_nothing_says_so(site: Site) -> None:
    text = site.read("en/criticisms.html")
    assert "The notices of this dataset have none." in text
    assert '<script type="module"' not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lists_are_paged_at_the_top_and_the_end_and_keep_their_total(language: str, site: Site) -> None:
    total = 0
    for name in ("units", "units-2"):
        text = site.read(f"{language}/{name}.html")
        assert text.count('<nav class="pager"') == 2
        assert text.index('<nav class="pager"') < text.index('<ul class="items"') < text.rindex('<nav class="pager"')
        assert {"zh": "55 个单位", "en": "55 units"}[language] in text
        total += items(text)
    assert total == 55


def test_pages_of_lists_are_small(site: Site, many_site: Site) -> None:
    for one in (site, many_site):
        for document in DOCUMENTS.values():
            pages = [name for name in one.pages() if re.match(rf"(zh|en)/{document}[-./]", name)]
            assert pages
            for name in pages:
                assert len(one.read(name).encode()) < 60_000, name


def test_no_link_of_many_lists_leads_to_a_page_that_is_not_made(many_site: Site) -> None:
    assert [way for way in many_site.broken() if not way.endswith("has no such place")] == []


def test_no_more_pages_of_a_value_than_are_useful() -> None:
    """And none where all rows have it: the list itself is that. The whole list has all its pages."""
    entries = [
        Entry(
            "measure", f"<https://example.org/id/measure/n/{n}>", f"measure/n/{n}", f"举措{n}", year="2023", count=n % 2
        )
        for n in range(1000)
    ]
    listing = Listing("measure", "measures", Text("Measures", "举措"), Known({"measure": entries}, Labels({})))
    made = [part.page for part in listing.parts()]
    numbers = Counter(page.document.rsplit("/", 2)[1] for page in made if page.document.count("/"))
    assert {page.document for page in made} >= {f"measures-{n}" for n in range(2, 1000 // A_PAGE + 1)}
    assert max(numbers.values()) == MOST_PAGES
    assert all(page.content["cut"] == ("/" in page.document) for page in made)
    assert not [page for page in made if "year-2023" in page.document]
    assert not [page for page in made if "/by-" in page.document]


def test_what_scripts_read_agrees_with_the_pages(sites: dict[str, Site]) -> None:
    for site in sites.values():
        for document in DOCUMENTS.values():
            index = json.loads(site.read(f"lists/{document}.json"))
            iris = json.loads(site.read(f"lists/{document}-iris.json"))
            table = list(csv.reader(io.StringIO(site.read(f"dump/{document}.csv").removeprefix("\ufeff"))))
            assert index["rows"] == len(iris) == len(table) - 1
            assert set(iris) == {row[table[0].index(document[:-1])] for row in table[1:]}
            text = site.read(f"en/{document}.html")
            for facet in index["facets"]:
                of = [[value] if isinstance(value, int) else value for value in facet["of"]]
                found = {key: sum(n in values for values in of) for n, (key, _, _) in enumerate(facet["values"])}
                assert found == shown(text, facet["name"])


# --- with a script ---------------------------------------------------------------------------------


@pytest.fixture
def opened(home: str, browser: "Browser") -> Iterator[Watched]:
    watched = Watched(browser, home, viewport={"width": 1280, "height": 900})
    yield watched
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.browser
def test_facets_combine_and_the_address_remembers(opened: Watched) -> None:
    from playwright.sync_api import expect

    page = opened.open("en/measures.html")
    total = page.locator("#total")
    page.locator("[data-facet=level] a", has_text="Municipal").click()
    expect(total).to_have_text("10 measures")
    page.locator("[data-facet=kind] a", has_text="Company").click()
    expect(total).to_have_text("3 measures")
    assert page.url.endswith("measures.html?level=municipal&kind=company")
    assert page.locator("#items > li").count() == 3
    assert page.locator("[data-facet=level] a", has_text="District").is_hidden()  # no district leads one with a company
    page.locator("[data-facet=kind] a", has_text="People's court").click()  # one or the other, within a facet
    expect(total).to_have_text("4 measures")
    page.go_back()
    expect(total).to_have_text("3 measures")
    page.go_back()
    expect(total).to_have_text("10 measures")
    page.go_back()
    expect(total).to_have_text("20 measures")
    again = opened.open("en/measures.html?level=municipal&kind=company&nope=1")
    expect(again.locator("#total")).to_have_text("3 measures")
    again.locator(".chosen a", has_text="Company").click()
    expect(again.locator("#total")).to_have_text("10 measures")
    again.locator(".chosen a", has_text="show all").click()
    expect(again.locator("#total")).to_have_text("20 measures")


@pytest.mark.browser
def test_the_page_of_a_value_goes_on_to_the_list(opened: Watched) -> None:
    from playwright.sync_api import expect

    page = opened.open("zh/measures/level-municipal.html")
    page.locator("[data-facet=kind] a", has_text="企业").click()
    page.wait_for_url("**/zh/measures.html?level=municipal&kind=company")
    expect(page.locator("#total")).to_have_text("3 项举措")


@pytest.mark.browser
def test_a_list_is_sorted_and_paged_in_the_browser(opened: Watched) -> None:
    from playwright.sync_api import expect

    page = opened.open("en/units.html")
    page.select_option("#sort", "name")
    expect(page.locator("#items > li").first).not_to_contain_text("Tax Service")
    first = page.locator("#items .title").first.inner_text()
    page.locator(".pager").first.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("#items > li")).to_have_count(15)
    assert page.url.endswith("units.html?sort=name&page=2")
    page.locator(".pager").first.get_by_role("link", name="Show all 55").click()
    expect(page.locator("#items > li")).to_have_count(55)
    assert page.locator("#items .title").first.inner_text() == first
    page.locator("#items .title a").last.click()
    page.wait_for_url("**/en/unit/*.html")


@pytest.mark.browser
def test_what_is_chosen_can_be_kept(opened: Watched) -> None:
    from playwright.sync_api import expect

    page = opened.open("en/measures.html?kind=company")
    expect(page.locator("#total")).to_have_text("3 measures")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert len(rows) == 3
    assert all(row["level"] == "Municipal" for row in rows)
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8")) == rows


@pytest.mark.browser
def test_ten_thousand_rows_are_quick(many_site: Site, browser: "Browser", tmp_path: Path) -> None:
    """What the script reads, repeated until it has as many rows; how long a choice takes is told by ``pytest -s``."""
    import shutil
    import time

    from playwright.sync_api import expect

    folder = shutil.copytree(many_site.folder, tmp_path / "site")
    index = json.loads((folder / "lists/measures.json").read_text("utf-8"))
    times = -(-10_000 // index["rows"])
    for facet in index["facets"]:
        facet["of"] *= times
    for sort in index["sorts"]:
        sort["ranks"] = [rank + n for n in range(times) for rank in sort["ranks"]]
    index["rows"] *= times
    (folder / "lists/measures.json").write_text(json.dumps(index), "utf-8")
    with served(folder) as address:
        watched = Watched(browser, address)
        page = watched.open("en/measures.html")
        start = time.perf_counter()
        page.locator("[data-facet=level] a").first.click()
        expect(page.locator(".of-all")).to_contain_text("of 1")
        took = time.perf_counter() - start
        print(f"a value of {index['rows']:,} rows was chosen in {took * 1000:.0f} ms")
        assert took < 5
        watched.context.close()
