"""Pages of what the project's own notice does not hold: joint issuers, headings, roles other than lead, grades, faults."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sites import Site

from tongbao.site.urls import place_of

BASE = "https://example.org/genre/"


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
