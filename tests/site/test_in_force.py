"""Notices that are no longer in force are told, and what they hold is counted apart."""

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.few import Once, few_questions
from tests.places import TESTS
from tests.site.again import change, rebuild
from tests.sites import Site, turtle

from tongbao.site import publish

DEMO = TESTS / "data" / "demo"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("zh/notice/demo-2021-2", "示府〔2022〕5号《示范市人民政府关于表彰2021年度服务企业先进单位的决定》"),
        ("zh/notice/demo-2021-2", "后文载明"),
        ("zh/source/demo-2021-2", "被替代"),
        ("zh/commendation/demo-2021-2/1-1", "被替代"),
        ("zh/notice/demo-2022-5", "本公文替代 <a"),
        ("en/notice/demo-2022-5", "It replaces <a"),
        ("en/notice/demo-2022-5", "示府〔2021〕2号 示范市人民政府关于表彰服务企业先进单位的决定"),
        ("zh/notices", '<span class="ended">被替代</span>'),
        ("zh/commendations", '<span class="ended">被替代</span>'),
        ("zh/unit/demo-tax", '<span class="ended">被替代</span>'),
        ("zh/index", "份公文，其中已不再有效 1"),
        ("en/index", "notices, 1 of them no longer in force"),
    ],
)
def test_a_replaced_notice_is_told_wherever_it_is_shown(demo_site: Site, page: str, words: str) -> None:
    assert words in demo_site.read(f"{page}.html")


def test_the_search_tells_what_is_no_more_in_force(demo_site: Site) -> None:
    pieces = [name for name in demo_site.files if name.startswith("search/rows-")]
    rows = [row for name in pieces for row in json.loads(demo_site.read(name))]
    assert {row[0]: row[5] for row in rows if len(row) > 5} == {"notice/demo-2021-2": ["Replaced", "被替代"]}


def test_a_notice_in_force_is_not_marked(demo_site: Site) -> None:
    for name in ("notice/demo-2023-12", "notice/demo-2022-5", "measure/demo-2023-12/city-01"):
        assert 'class="warning"' not in demo_site.read(f"zh/{name}.html")


def test_the_data_of_a_successor_say_what_it_replaces(demo_site: Site) -> None:
    line = (
        "<https://example.org/demo/id/notice/demo-2021-2> <http://purl.org/dc/terms/isReplacedBy> "
        "<https://example.org/demo/id/notice/demo-2022-5>"
    )
    for notice in ("demo-2021-2", "demo-2022-5"):
        assert line in map(str, turtle(demo_site, f"notice/{notice}"))


@pytest.fixture(scope="module")
def other_site(once: Once) -> Site:
    """Return their site at the root of its host, with the largest of them withdrawn, and little on each page."""

    def make(folder: Path) -> None:
        data = Path(shutil.copytree(DEMO, folder / "data"))
        change(data / "dataset.yaml", ("https://example.org/demo/", "https://example.org/"))
        change(
            data / "notices/2023/demo-2023-12.yaml", ("valid, basis: nothing-known", "withdrawn, basis: later-notice")
        )
        rebuild(data)
        with pytest.MonkeyPatch.context() as patched, few_questions():
            patched.setattr("tongbao.network.view.UNITS", 1)
            patched.setattr("tongbao.site.pages.units.A_PAGE", 1)
            publish(folder / "out", data, folder / "site")

    return Site(once("other-site", make) / "site", "/")


def test_what_a_withdrawn_notice_holds_is_counted_apart(other_site: Site) -> None:
    """demo-2023-12 has two of the four measures; another notice without any is replaced."""
    home = other_site.read("en/index.html")
    assert "<b>4</b>measures, 2 of them no longer in force" in home
    assert "Before and after" not in home  # all of them are of that notice
    assert "项已不再有效" in other_site.read("zh/units.html")
    unit = other_site.read("zh/unit/demo-tax.html")
    assert "其中 1 项已不再有效" in unit
    assert unit.count('<span class="ended">废止</span>') > 1  # also among the measures led together
    assert "，废止）" in other_site.read("zh/measure/demo-2023-12/city-01.html")  # to cite


def test_a_site_at_the_root_of_its_host_tells_robots_where_its_map_is(other_site: Site) -> None:
    assert "Sitemap: https://example.org/sitemap.xml" in other_site.read("robots.txt")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_total_is_the_total_on_every_page_of_a_unit(language: str, other_site: Site) -> None:
    pages = [name for name in other_site.pages() if name.startswith(f"{language}/unit/demo-tax")]
    assert len(pages) > 2
    for name in pages:
        text = other_site.read(name)
        assert text.count('<nav class="pager"') == 2
        assert text.index('<nav class="pager"') < text.index("<h2")
        assert 'href="../../data/unit/demo-tax.ttl"' in text.replace("../../../", "../../")
    totals = {
        re.sub('href="[^"]*"', "", f"{head} {total}")
        for name in pages
        for head, total in _totals(other_site.read(name))
    }
    assert any(re.search(r"<h2[^>]*>.*? <small>[2-9]", other_site.read(name)) for name in pages), (
        "more than a page shows"
    )
    assert len(totals) == len({total.rpartition(" ")[0] for total in totals}), "one total for a heading, on every page"
    assert not [name for name in other_site.files if name.startswith("data/unit/demo-tax/")]


def _totals(text: str) -> list[tuple[str, str]]:
    """Return the headings of lists, and the totals beside them."""
    return re.findall(r"<(?:h[23][^>]*|summary)>(.*?) <small>(\d[^<;；]*)", text)


def test_no_link_of_a_site_at_the_root_is_broken(other_site: Site) -> None:
    assert list(other_site.broken()) == []


def test_answers_say_that_they_count_what_is_no_longer_in_force(demo_site: Site) -> None:
    assert "其中 1 份公文已不再有效，仍计算在内。" in demo_site.read("zh/question/leads-by-unit.html")
    assert "一并计入" not in demo_site.read("zh/question/notices.html")  # it tells the state of each
    assert "一并计入" not in demo_site.read("zh/question/full-name-of.html")
