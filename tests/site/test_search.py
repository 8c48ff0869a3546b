"""The search: an index in pieces that the script cuts as Python does, and what is found by it."""

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from tests.pages import Watched, served
from tests.sites import Site

from tongbao import paths
from tongbao.site.grams import grams, runs, shard_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TYPED = [
    "厦府办〔2023〕64号",
    "Xiamen Customs",
    "ＡＢＣ１２３",
    "sswj",
    "a",
    "ab",
    "税",
    "5G网络",
    "“一网通办”2.0版",
    "Ünïcode ﬁ",
    "𠀀字",
    "한국",
]


class Index:
    """The index of a site, as the script reads it."""

    def __init__(self, site: Site) -> None:
        self.head = json.loads(site.read("search/index.json"))
        self.shards = [json.loads(site.read(f"search/grams-{n}.json")) for n in range(self.head["shards"])]
        pieces = [name for name in site.files if name.startswith("search/rows-")]
        self.rows = [row for n in range(len(pieces)) for row in json.loads(site.read(f"search/rows-{n}.json"))]

    def rows_with(self, gram: str) -> set[int]:
        return set(accumulate(self.shards[shard_of(gram, len(self.shards))].get(gram, [])))


def test_every_name_leads_to_its_row_by_each_of_its_pieces(site: Site) -> None:
    index = Index(site)
    assert len(index.rows) == sum(count for _, count in index.head["kinds"])
    for row, (_, zh, en, *_) in enumerate(index.rows):
        for gram in grams([zh, en]):
            assert row in index.rows_with(gram), (zh, gram)


def test_kinds_follow_each_other_units_before_honours(site: Site) -> None:
    index = Index(site)
    kinds = [kind for kind, _ in index.head["kinds"]]
    assert kinds == [
        "unit",
        "place",
        "notice",
        "measure",
        "honour",
        "affirmation",
        "wider-adoption",
        "report",
        "pending-nomination",
    ]
    found = [row[0].partition("/")[0] for row in index.rows]
    assert found == sorted(found, key=["unit", "place", "notice", "measure", "honour"].index)


def test_files_of_the_index_are_small(site: Site, many_site: Site) -> None:
    for one in (site, many_site):
        for name in one.files:
            if name.startswith("search/"):
                assert len(one.read(name).encode()) < 40_000, name


@pytest.mark.browser
def test_the_script_cuts_and_places_as_python_does(browser: "Browser") -> None:
    with served(paths.PACKAGE / "site" / "browser") as home:
        page = browser.new_page()
        page.goto(f"{home}quiet.js")
        call = "async ([typed, count]) => { const { runs, piecesOf, shardOf } = await import('./grams.js'); const words = runs(typed); return words.map((word) => [word, piecesOf(word).map((gram) => [gram, shardOf(gram, count)])]); }"
        for typed in TYPED:
            found: list[Any] = page.evaluate(call, [typed, 97])
            assert [word for word, _ in found] == runs(typed)
            for word, pieces in found:
                assert {gram for gram, _ in pieces} <= grams([word]), word
                assert [shard for _, shard in pieces] == [shard_of(gram, 97) for gram, _ in pieces]
        page.close()


def found(watched: Watched, language: str, typed: str) -> list[str]:
    """Return the documents that are found, the first page of them."""
    page = watched.open(f"{language}/search.html?q={typed}")
    page.locator("#found a, #said:not(:empty)").first.wait_for()
    return [str(way.get_attribute("href"))[6:-5] for way in page.locator("#found .title a").all()]


@pytest.mark.browser
def test_all_words_must_be_there_and_types_tell_how_many(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    both, one = found(watched, "en", "厦门 税务"), found(watched, "en", "税务")
    assert set(both) < set(one)
    assert [way.partition("/")[0] for way in one] == sorted((way.partition("/")[0] for way in one), reverse=True)
    page = watched.page
    types = page.locator("#kinds a")
    counts = [int(text.split()[-1]) for text in types.all_inner_texts()]
    assert counts[0] == sum(counts[1:]) == len(one)
    types.nth(1).click()
    assert page.locator("#found > li").count() == counts[1]
    assert "type=unit" in page.url
    page.go_back()
    assert page.locator("#found > li").count() == counts[0]
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.browser
def test_a_find_tells_its_type_both_names_and_where_it_is(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    found(watched, "en", "Xiamen Customs")
    assert watched.page.locator("#found > li").first.inner_text().split("\n\n") == [
        "Xiamen Customs",
        "中华人民共和国厦门海关",
        "Unit · Xiamen",
    ]
    found(watched, "zh", "共享站房")
    assert "举措 · 厦府办〔2023〕64号" in watched.page.locator("#found > li").first.inner_text()
    watched.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "nearest"), [("Xiamen Custms", "unit/xm-customs"), ("减少碳排放", "measure/xiamen-2023-64/district-08")]
)
def test_where_nothing_is_found_the_nearest_is_offered(typed: str, nearest: str, home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    assert found(watched, "en", typed)[0] == nearest
    assert "Did you mean" in watched.page.locator("#said").inner_text()
    assert found(watched, "en", "qqqq") == []
    assert "No name, number or subject of a figure matches" in watched.page.locator("#said").inner_text()
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.browser
def test_finds_are_paged_and_the_form_at_the_top_leads_here(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home)
    page = watched.open("en/index.html")
    page.locator("header input[name=q]").fill("xiamen")
    page.locator("header input[name=q]").press("Enter")
    page.locator("#found > li").first.wait_for()
    first = page.locator("#found .title").first.inner_text()
    assert page.locator("#found > li").count() == 20
    page.locator("#pages").get_by_role("link", name="2", exact=True).click()
    page.wait_for_url("**/search.html?q=xiamen&page=2")
    page.locator("#pages", has_text="21–40").wait_for()
    assert page.locator("#found .title").first.inner_text() != first
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.browser
def test_a_search_loads_little(many_site: Site, browser: "Browser") -> None:
    """How much is told by ``pytest -s``."""
    with served(many_site.folder) as home:
        for typed in ("税务", "政府 公安", "shuiwuju", "tax"):
            watched = Watched(browser, home)
            sizes = list[int]()
            watched.page.on(
                "response",
                lambda reply, sizes=sizes: sizes.append(len(reply.body())) if "/search/" in reply.url else None,
            )
            found(watched, "zh", typed)
            print(f"{typed}: {sum(sizes):,} bytes in {len(sizes)} files")
            assert sum(sizes) < 150_000
            watched.context.close()


@pytest.mark.browser
def test_without_a_script_the_lists_are_there(home: str, browser: "Browser") -> None:
    watched = Watched(browser, home, java_script_enabled=False)
    page = watched.open("en/search.html")
    assert page.locator("noscript").first.is_visible()
    page.get_by_role("link", name="Measures").last.click()
    page.locator("[data-facet=level] a", has_text="Municipal").click()
    assert page.locator("h1").inner_text() == "Level: Municipal"
    assert page.locator("#items > li").count() == 10
    watched.context.close()
