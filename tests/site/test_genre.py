"""Pages of what the project's own notice does not hold: joint issuers, headings, roles other than lead, grades, faults."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.places import TESTS
from tests.sites import Site

from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.site.original import published_as
from tongbao.site.things import Things
from tongbao.site.urls import place_of
from tongbao.validate import choose_engine

BASE = "https://example.org/genre/"
GENRE = TESTS / "data" / "genre"


@pytest.fixture(scope="module")
def site(genre_site: Path) -> Site:
    return Site(genre_site)


def test_every_iri_has_its_place_on_a_page_in_both_languages(site: Site, genre_built: Path) -> None:
    quads = ox.parse(path=genre_built / "graph.nq", format=ox.RdfFormat.N_QUADS)
    terms = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    ours = {iri for iri in terms if iri.startswith(f"{BASE}id/")}
    assert len(ours) > 200
    for iri in sorted(ours):
        place = place_of(iri, BASE)
        assert place, iri
        for language in ("zh", "en"):
            page = f"{language}/{place.document}.html"
            assert not place.anchor or "#" in iri or place.anchor in site.page(page).anchors, f"{iri} on {page}"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "zh/notice/joint-awards",
            ["澄江市总工会", "其他字号", "索引号", "特急", "抄送", "市委各部门", "依据：", "要求"],
        ),
        ("en/notice/joint-awards", ["Copies to", "Other documents", "has urgency", "“全市防汛抗旱工作先进个人”"]),
        ("en/notice/tasks", ["Partly withdrawn", "Enclosed:", "空间保障", "Responsible unit:", "and others", "（一）"]),
        ("zh/notice/inspection", ["数据更正", "补录罚款数额。"]),
        ("en/notice/inspection", ["The fine was added."]),
        ("en/measure/tasks/land", ["Responsible unit, in order", "各县区政府", "To be done by", "June 2024"]),
        ("zh/measure/tasks/loans", ["会同单位", "统称，未对应具体单位", "金融工具", "惠及", "长期坚持", "推广范围"]),
        ("en/measure/tasks/centres", ["Pilot site", "Dongcheng", "Guiding unit"]),
        ("zh/commendation/prizes/1-1", ["一等奖", "澄江大学", "20万元"]),
        (
            "en/unit/cj-data",
            ["Through time", "Merger", "January 2024", "checked by", "https://example.org/authority/1"],
        ),
        ("zh/unit/cj-information", ["沿革", "更名", "合并"]),
        ("zh/place/cj-city", ["副省级城市", "计划单列市"]),
        ("en/criticism/inspection/2-1", ["违章作业", "45,000 yuan"]),
    ],
)
def test_a_page_shows(page: str, shown: list[str], site: Site) -> None:
    text = site.read(f"{page}.html")
    assert [one for one in shown if one not in text] == []


def test_who_only_answers_for_a_measure_leads_nothing(site: Site) -> None:
    assert "Led by" not in site.read("en/measure/tasks/land.html")
    assert "牵头单位" not in site.read("zh/measure/tasks/land.html").partition("<h2")[2].partition("<footer")[0]


def test_the_original_is_published_and_a_quotation_leads_to_its_page(site: Site) -> None:
    name = "data/original/one-net.pdf"
    assert (site.folder / name).read_bytes() == (GENRE / "notices/2022/one-net-original.pdf").read_bytes()
    assert f"../../{name}" in site.page("zh/notice/one-net.html").ways
    assert f"../../../{name}#page=1" in site.page("en/measure/one-net/one-net.html").ways
    about = site.read("en/source/one-net.html").partition('id="original"')[2]
    assert "cf220ed35d4d4221" in about
    assert not [file for file in site.files if file.startswith("data/original/") and file != name]


def test_a_web_page_is_not_published_as_an_original() -> None:
    """Its scripts would run as if they were the site's own."""
    iri = "<https://example.org/id/original/n>"
    html, pdf = (
        Things([f'{iri} <https://schema.org/encodingFormat> "{media}" .\n'])
        for media in ("text/html", "application/pdf")
    )
    assert published_as(html, "n", "https://example.org/") == ""
    assert published_as(pdf, "n", "https://example.org/") == "data/original/n.pdf"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_say_where_words_were_recognised_in_a_scan(language: str, scanned: Site, site: Site) -> None:
    said = {"en": "recognised in a scan", "zh": "扫描件识别"}[language]
    for page in (f"{language}/notice/one-net.html", f"{language}/source/one-net.html"):
        assert said in scanned.read(page)
        assert said not in site.read(page)
    assert said not in scanned.read(f"{language}/notice/tasks.html")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same notices, as if the original of one had been a scan."""
    folder = tmp_path_factory.mktemp("scanned")
    shutil.copytree(GENRE, folder / "data")
    file = folder / "data/notices/2022/one-net.yaml"
    file.write_text(file.read_text("utf-8").replace("    folded: true\n", "    ocr: true\n"), "utf-8")
    build(folder / "data", folder / "out", choose_engine()[0], jobs=1)
    publish(folder / "out", folder / "data", folder / "site", jobs=1)
    return Site(folder / "site")
