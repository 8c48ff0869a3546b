"""The site holds what the graph says: a document for everything, data that are whole, links that lead somewhere."""

import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import html5lib
import pyarrow.parquet
import pyoxigraph as ox
import pytest
from tests.few import Once, few_questions, synthesise_few
from tests.places import TESTS
from tests.sites import Site, outside

from tongbao import paths
from tongbao.ask.questions import questions
from tongbao.errors import DataError, OutputError
from tongbao.intake.skeleton import new_dataset
from tongbao.pipeline.build import build
from tongbao.site import Published, publish
from tongbao.site.data import FORMS
from tongbao.site.folder import put
from tongbao.site.steps import STEPS
from tongbao.site.urls import place_of
from tongbao.validate import choose_engine

BASE = "https://w3id.org/tongbao/"
ENGINE, _ = choose_engine()
DEMO = TESTS / "data" / "demo"


@pytest.fixture(scope="module")
def quads(graph_nq: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(graph_nq), format=ox.RdfFormat.N_QUADS))


# --- every thing has a page and data ------------------------------------------------------------------------


def test_every_iri_has_a_document_in_both_languages_and_its_place_is_there(site: Site, quads: list[ox.Quad]) -> None:
    terms = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    ours = {iri for iri in terms if iri.startswith(f"{BASE}id/")}
    assert len(ours) > 1_500
    for iri in sorted(ours):
        place = place_of(iri, BASE)
        assert place, iri
        for language in ("zh", "en"):
            page = f"{language}/{place.document}.html"
            assert page in site.files, iri
            if place.anchor and "#" not in iri:
                assert place.anchor in site.page(page).anchors, f"{iri} on {page}"
        for form in FORMS:
            assert f"data/{place.document}.{form}" in site.files, iri


def test_the_data_of_a_document_is_all_that_is_said_of_its_things_and_points_to_them(
    site: Site, quads: list[ox.Quad]
) -> None:
    expected: dict[str, set[str]] = {}
    for quad in quads:
        for term in (quad.subject, quad.object):
            place = place_of(term.value, BASE) if isinstance(term, ox.NamedNode) else None
            if place and not place.document.startswith(("vocab/", "ontology")):
                expected.setdefault(place.document, set()).add(f"{quad.triple} .")
    assert len(expected) > 100
    said: dict[str, set[str]] = {}
    for quad in quads:  # and the words that it rests on
        said.setdefault(str(quad.subject).partition("#")[0].rstrip(">"), set()).add(f"{quad.triple} .")
    for document, statements in expected.items():
        spans = {
            line.rpartition("<")[2].partition(">")[0] for line in statements if re.search("#(s|roleS)tatedIn>", line)
        }
        if not document.startswith("source/"):
            expected[document] = statements.union(*(said[f"<{span}"] for span in spans))
    for document, statements in expected.items():
        assert {f"{triple} ." for triple in turtle(site, document)} == statements, document


def turtle(site: Site, document: str) -> set[ox.Triple]:
    return triples(site.read(f"data/{document}.ttl"), ox.RdfFormat.TURTLE)


def triples(text: str, form: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text.encode(), format=form, base_iri=BASE)}


def test_turtle_and_json_ld_say_the_same(site: Site) -> None:
    context = json.loads(site.read("data/context.jsonld"))["@context"]
    names = [name for name in site.files if name.startswith("data/") and name.endswith(".ttl")]
    assert len(names) > 190
    for name in names:
        said = triples(site.read(name), ox.RdfFormat.TURTLE)
        document = json.loads(site.read(f"{name.removesuffix('.ttl')}.jsonld"))
        if any(isinstance(triple.subject, ox.BlankNode) for triple in said):
            assert len(triples(json.dumps(document), ox.RdfFormat.JSON_LD)) == len(said), name
            continue
        way, local = document["@context"]
        assert (site.folder / name).parent.joinpath(way).resolve() == (
            site.folder / "data" / "context.jsonld"
        ).resolve()
        document["@context"] = [context, local]
        assert triples(json.dumps(document), ox.RdfFormat.JSON_LD) == said, name


def test_no_link_is_broken(site: Site) -> None:
    assert list(site.broken()) == []
    assert sum(len(site.page(name).ways) for name in site.pages()) > 10_000


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    assert outside(site) == set()
    for name in site.files:
        if name.endswith((".css", ".js")):
            assert "@import" not in site.read(name)
            assert "url(http" not in site.read(name)


def test_every_page_is_valid_html(site: Site) -> None:
    for name in site.built_differently():
        html5lib.HTMLParser(strict=True).parse(site.read(name))
    for name in site.pages():
        assert not [anchor for anchor, count in Counter(site.page(name).anchors).items() if count > 1], name


def test_the_policy_stands_in_every_page_and_nothing_breaks_it(site: Site) -> None:
    for name in site.pages():
        text = site.read(name)
        assert "Content-Security-Policy" in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<style" not in text


def test_figures_are_marked_inside_the_text_and_lead_to_their_facts(site: Site) -> None:
    text = site.read("zh/measure/xiamen-2023-64/city-06.html")
    (number,) = re.findall(
        r'id="w(\d+)" href="#outcome-reliability">村内供电可靠率由99.983%提升至99.992%<sup>\1</sup></a>', text
    )
    assert f'<li id="outcome-reliability"><b><a href="#w{number}">' in text
    source = site.read("zh/source/xiamen-2023-64.html")
    assert 'id="s-3113-3140"' in source


def test_the_source_page_holds_the_source_to_the_letter(site: Site) -> None:
    page = html5lib.parse(site.read("zh/source/xiamen-2023-64.html"), namespaceHTMLElements=False)
    (pre,) = page.iter("pre")
    stored = (paths.DATA / "notices" / "2023" / "xiamen-2023-64.txt").read_text("utf-8")
    assert "".join(pre.itertext()).strip("\n") == stored.replace("\r\n", "\n").strip("\n")


def test_a_unit_has_its_measures_partners_and_the_words(site: Site) -> None:
    text = site.read("zh/unit/xm-tax.html")
    for words in ("打造“商事登记+许可审批”智能主题一件事套餐服务", "厦门市财政局", "共同牵头", "由编者补充"):
        assert words in text
    edge = site.read("zh/co-leadership/xm-finance/xm-tax.html")
    assert "市资源规划局、市税务局、市财政局" in edge.replace("，", "、").replace(",", "、") or "市税务局" in edge


def test_both_languages_have_the_same_documents(site: Site) -> None:
    pages = {
        language: {name[3:] for name in site.pages() if name.startswith(f"{language}/")} for language in ("zh", "en")
    }
    assert pages["zh"] == pages["en"]
    assert len(pages["zh"]) > 250


# --- made again -----------------------------------------------------------------------------------------------


def rebuild(data: Path) -> None:
    build(data, data.parent / "out", ENGINE, jobs=1)


def test_the_same_build_gives_the_same_bytes_even_after_a_kill(
    own_demo: Path, demo_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run is killed; the next, in several processes, removes what that left half written."""

    def killed() -> None:
        raise KeyboardInterrupt

    built, data, folder = own_demo / "out", own_demo / "data", own_demo / "again"
    with monkeypatch.context() as patched:
        patched.setitem(STEPS, next(iter(STEPS)), (killed,))  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            publish(built, data, folder)
    (folder / "zh" / "unit" / ".4711.new").write_text("<html>")  # as a run that is killed cannot remove it
    (folder / "zh" / "notice" / "demo-2023-3.html").write_text("<html>")
    for kind in ("notices", "authority", "questions"):
        monkeypatch.setattr(f"tongbao.site.{kind}.FEW", 0)
    done = publish(built, data, folder, jobs=2)
    assert done.files == len(Site(folder).files) - 1  # the example for nginx is the operator's
    assert Site(folder).bytes() == Site(demo_published / "site").bytes()


def test_nothing_is_written_where_nothing_changed(own_demo: Path) -> None:
    again = publish(own_demo / "out", own_demo / "data", own_demo / "site")
    assert (again.written, again.removed) == (0, 0)


def change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def made_again(folder: Path) -> tuple[Published, Site]:
    """Build and publish a dataset again; the site is the one that is made from nothing."""
    rebuild(folder / "data")
    done = publish(folder / "out", folder / "data", folder / "site")
    publish(folder / "out", folder / "data", folder / "fresh")
    site = Site(folder / "site")
    assert site.bytes() == Site(folder / "fresh").bytes()
    shutil.rmtree(folder / "fresh")
    return done, site


def test_changes_give_what_a_site_from_nothing_gives(own_demo: Path) -> None:
    """Names that others show: those of a unit and a place, the number of a notice that replaces another.

    Then what notices say: the nature of a figure and a role; three are gone: one was replaced, and one alone named a place.
    """
    data = own_demo / "data"
    change(data / "units.yaml", ("Demo City Public Security Bureau", "The Police"))
    change(data / "places.yaml", ("english: East District", "english: Far East"))
    notice = data / "notices/2022/demo-2022-5.yaml"
    source = notice.with_suffix(".txt")
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    change(source, ("〔2022〕5 号", "〔2022〕55 号"))
    change(notice, ("〔2022〕5号", "〔2022〕55号"), (before, hashlib.sha256(source.read_bytes()).hexdigest()))
    done, site = made_again(own_demo)
    assert done.written < 0.9 * len(site.files)
    assert "The Police" in site.read("en/unit/demo-transport.html")  # it leads together with it
    assert "Far East" in site.read("en/unit/east-education.html")
    assert "〔2022〕55号" in site.read("zh/notice/demo-2021-2.html")

    change(
        data / "notices/2023/demo-2023-12.yaml",
        ("counts: 累计服务企业, reading: amount, realisation: achieved", "counts: 累计服务企业, reading: amount, nature: context"),
        ("unit: 市公安局, role: supporting", "unit: 市公安局, role: participant"),
    )  # fmt: skip
    for gone in ("demo-2023-8", "demo-2021-2", "demo-2023-3"):
        for file in data.glob(f"notices/*/{gone}.*"):
            file.unlink()
    done, site = made_again(own_demo)
    assert done.written < 0.6 * len(site.files)
    assert "The Police" not in site.read("en/unit/demo-transport.html")
    assert "zh/co-leadership/demo-police/demo-transport.html" not in site.files
    assert "demo-2023-3" not in site.read("zh/place/west-district.html")


@pytest.mark.thorough
def test_a_change_gives_what_a_site_from_nothing_gives(tmp_path: Path) -> None:
    data = tmp_path / "data"
    chance = random.Random(3)
    synthesise_few(data, 5, seed=8)
    rebuild(data)
    publish(tmp_path / "out", data, tmp_path / "site")
    for _ in range(3):
        files = sorted(data.glob("notices/*/*.yaml"))
        file = chance.choice(files)
        text = file.read_text("utf-8")
        if "realisation: achieved" in text and chance.random() < 0.6:
            file.write_text(text.replace("realisation: achieved", "nature: context", 1), "utf-8")
        elif "role: participant" in text and chance.random() < 0.6:
            file.write_text(text.replace("role: participant", "role: supporting", 1), "utf-8")
        elif not any(f"replaced-by: {file.stem}" in other.read_text("utf-8") for other in files):
            file.unlink()
        done, site = made_again(tmp_path)
        assert done.written < 0.9 * len(site.files)


def test_a_write_that_fails_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OSError, match="directory"):
        put(tmp_path, {"page.html": b"x"})
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_of_others_is_left_alone(tmp_path: Path, graph_nq: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError) as caught:
        publish(graph_nq.parent, paths.DATA, tmp_path)
    assert caught.value.problems[0].code == "foreign-output"


def test_a_source_that_is_another_is_told(own_demo: Path) -> None:
    built, data, folder = own_demo / "out", own_demo / "data", own_demo / "site"
    notice = data / "notices" / "2023" / "demo-2023-8.yaml"
    source = notice.with_suffix(".txt")
    source.write_text(source.read_text("utf-8") + "x", "utf-8")
    with pytest.raises(DataError) as caught:
        publish(built, data, own_demo / "new")
    assert [problem.code for problem in caught.value.problems] == ["source-differs"]
    assert Site(own_demo / "new").files == []
    before = Site(folder).bytes()
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    text = re.sub(r"sha256: \w+", f"sha256: {sha256}", notice.read_text("utf-8"))
    notice.write_text(text.replace("realisation: achieved", "nature: context", 1), "utf-8")
    rebuild(data)
    source.write_text(source.read_text("utf-8") + "y", "utf-8")
    with pytest.raises(DataError):
        publish(built, data, folder)
    assert Site(folder).bytes() == before


def test_a_dataset_without_notices_has_a_site(tmp_path: Path) -> None:
    new_dataset(tmp_path / "mine")
    build(tmp_path / "mine", tmp_path / "out", choose_engine()[0], jobs=1)
    published = publish(tmp_path / "out", tmp_path / "mine", tmp_path / "site")
    assert published.pages > 100  # the terms and the questions
    assert "尚无公文" in (tmp_path / "site" / "zh" / "index.html").read_text("utf-8")
    assert pyarrow.parquet.read_table(tmp_path / "site" / "dump" / "measures.parquet").num_rows == 0


# --- notices that are no longer in force ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo_site(demo_published: Path) -> Site:
    """Return the site of the invented notices, of which one has replaced another."""
    return Site(demo_published / "site", "/demo/")


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


def test_a_unit_page_tells_by_which_words_it_leads(site: Site) -> None:
    page = site.read("zh/unit/xm-tax.html")
    assert page.count("<q>市税务局</q>") == 3
    assert "第 3 位" in page
    assert "栏目名称未写" in page or "原文未写“牵头”的" in page
    assert "通报表扬" in page
    measure = site.read("zh/measure/xiamen-2023-64/city-01.html")
    assert measure.count("<q>单位名称</q>") == 1  # the same for all three


def test_concepts_are_used_where_notices_use_them(site: Site) -> None:
    """Of the bases of roles the notice has two: a reading of the heading of its column, and what the text says of others."""
    page = html5lib.parse(site.read("en/vocab/role-basis.html"), namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")]
    assert sorted(row[-1] for row in rows[1:]) == ["0", "0", "0", "0", "38", "48"], rows


# --- what is told ---------------------------------------------------------------------------------------------


def test_what_was_lost_or_written_over_is_made_again(own_demo: Path, demo_published: Path) -> None:
    folder = own_demo / "site"
    (folder / "zh/units.html").unlink()
    (folder / "zh/unit/demo-tax.html").write_text("something else", "utf-8")
    shutil.rmtree(folder / "en/measure")
    assert publish(own_demo / "out", own_demo / "data", folder).written > 4
    assert Site(folder).bytes() == Site(demo_published / "site").bytes()
    assert publish(own_demo / "out", own_demo / "data", folder).pages == 0


def test_answers_say_that_they_count_what_is_no_longer_in_force(demo_site: Site) -> None:
    assert "其中 1 份公文已不再有效，仍计算在内。" in demo_site.read("zh/question/leads-by-unit.html")
    assert "一并计入" not in demo_site.read("zh/question/notices.html")  # it tells the state of each
    assert "一并计入" not in demo_site.read("zh/question/full-name-of.html")


def test_what_the_source_leaves_open_is_said_beside_the_names(demo_site: Site) -> None:
    """demo-2023-8 has 等 behind the leads of its first measure, and behind those commended."""
    page = demo_site.read("zh/notice/demo-2023-8.html")
    assert "另有受表扬者，原文未列明（“等”）。" in page
    assert re.search(r"开设夜间市集</bdi></a></p>\s*<p class=\"who\">.*公安局.*交通.*</a>等</p>", page)
    assert "and others</p>" in demo_site.read("en/notice/demo-2023-8.html")
    assert "另有受表扬者" not in demo_site.read("zh/notice/demo-2021-2.html")


def test_measures_without_numbers_come_as_the_text_has_them(demo_site: Site) -> None:
    page = demo_site.read("zh/notice/demo-2023-8.html")
    assert page.index("开设夜间市集</bdi></a></p>") < page.index("延长公交运营</bdi></a></p>")


def test_a_question_about_words_of_another_dataset_shows_none_of_them(demo_site: Site) -> None:
    page = demo_site.read("zh/question/full-name-of.html")
    assert "本数据集中没有该问题默认的查询对象" in page
    assert "国家金融监管总局厦门监管局" not in page


def test_the_site_of_another_dataset_is_left_as_it_is(own_demo: Path, graph_nq: Path) -> None:
    before = Site(own_demo / "site").bytes()
    with pytest.raises(OutputError) as caught:
        publish(graph_nq.parent, paths.DATA, own_demo / "site")
    assert [problem.code for problem in caught.value.problems] == ["another-site"]
    assert Site(own_demo / "site").bytes() == before


def remarks(own_demo: Path) -> list[str]:
    done = publish(own_demo / "out", own_demo / "data", own_demo / "site")
    return [remark.en for remark in done.remarks]


def test_data_newer_than_the_build_are_told(own_demo: Path) -> None:
    units = own_demo / "data" / "units.yaml"
    assert not any("built" in remark for remark in remarks(own_demo))
    os.utime(units, (time.time() + 5, time.time() + 5))
    assert any(remark.startswith("units.yaml was saved after the graph was built") for remark in remarks(own_demo))


def test_a_notice_taken_out_or_put_in_since_the_build_is_told(own_demo: Path) -> None:
    data = own_demo / "data"
    notice, text = (data / f"notices/2023/demo-2023-3.{ending}" for ending in ("yaml", "txt"))
    kept = notice.read_text("utf-8"), text.read_text("utf-8")
    notice.unlink()
    broken = notice.with_name("demo-2023-9.yaml")
    broken.write_text("id: [", "utf-8")
    with pytest.raises(DataError):
        rebuild(data)  # a build that fails leaves the graph older than the data
    broken.unlink()
    said = remarks(own_demo)
    assert said[0].startswith("The notice demo-2023-3 was removed from the data after the graph was built")
    text.unlink()
    with pytest.raises(DataError) as raised:
        publish(own_demo / "out", data, own_demo / "another")
    assert "its source text demo-2023-3.txt were removed" in raised.value.problems[0].what.en
    notice.write_text(kept[0], "utf-8")
    text.write_text(kept[1], "utf-8")
    rebuild(data)
    assert not any("built" in remark for remark in remarks(own_demo))
    for ending, content in zip(("yaml", "txt"), kept, strict=True):
        (data / f"notices/2023/demo-2023-9.{ending}").write_text(content, "utf-8")
    said = remarks(own_demo)
    assert said[0].startswith("notices/2023/demo-2023-9.yaml was left out, or was added after")


def test_a_page_says_how_to_cite_it(site: Site) -> None:
    notice = "厦门市人民政府办公厅：《厦门市人民政府办公厅关于公布厦门市2023年度市区两级“十佳”营商环境创新举措的通知》（厦府办〔2023〕64号，2023-10-29）"
    measure = "举措：首创“共享站房”，助力城中村现代化治理，https://w3id.org/tongbao/id/measure/xiamen-2023-64/city-06，版本 0.1.0"
    assert f"引用：<bdi>{notice}，{measure}</bdi>" in site.read("zh/measure/xiamen-2023-64/city-06.html")


def test_tables_of_answers_and_networks_open_in_a_spreadsheet_with_names(site: Site) -> None:
    files = [*site.folder.glob("data/question/*.csv"), *site.folder.glob("network/*.csv")]
    assert len(files) > len(questions())
    for file in files:
        assert file.read_bytes().startswith("\ufeff".encode()), file
    rows = list(csv.DictReader(io.StringIO(site.read("data/question/partners-of-unit.csv").removeprefix("\ufeff"))))
    named = next(row for row in rows if row["partner"].endswith("/xm-finance"))
    assert (named["partner_zh"], named["partner_en"]) == ("厦门市财政局", "Xiamen Municipal Finance Bureau")
    assert named["measures_zh"] == "深化登记、交易和缴税“一窗受理、并行办理”，实行不动产登记税费同缴"
    assert [*named] == ["partner", "partner_zh", "partner_en", "times", "measures", "measures_zh", "measures_en"]


def test_pages_of_questions_show_words_for_codes(site: Site) -> None:
    assert "事项</td>" in site.read("zh/question/timeline.html")
    assert ">Estimated</td>" in site.read("en/question/time-saved.html")
    assert ",estimated\n" in site.read("data/question/time-saved.csv")
    page = site.read("zh/question/before-and-after.html")
    assert all(f">{said}</td>" in page for said in ("3个", "超过3个月", "99.983%"))
    assert "unit-of-measure#one" not in page.split('id="query"')[0]
    told = {one["name"]: one["words"] for one in json.loads(site.read("data/questions.json"))}
    assert told["timeline"] == {
        "kind": {
            "event": {"en": "Event", "zh": "事项"},
            "written": {"en": "Written", "zh": "成文"},
            "printed": {"en": "Printed", "zh": "印发"},
        }
    }
    assert told["notices"] == {}


def test_numbers_on_pages_of_questions_have_separators(site: Site) -> None:
    assert "1.932 billion yuan" in site.read("en/question/money-figures.html")
    assert "19.32亿元" in site.read("zh/question/money-figures.html")
    assert "1932000000" not in re.sub("<script.*?</script>", "", site.read("zh/question/money-figures.html"))


@pytest.mark.parametrize(
    "page", ["measures", "unit/xm-tax", "co-leadership/xm-finance/xm-tax", "commendation/xiamen-2023-64/1-15"]
)
def test_readers_of_english_get_our_translation_of_a_title(page: str, site: Site) -> None:
    ours, printed = "real estate fees and taxes paid together", "深化登记、交易和缴税“一窗受理、并行办理”"
    english, chinese = site.read(f"en/{page}.html"), site.read(f"zh/{page}.html")
    assert [ours in english, ours in chinese, printed in chinese] == [True, False, True]


def test_a_page_says_which_of_its_names_we_translated(site: Site) -> None:
    for name in ("measure/xiamen-2023-64/city-10", "honour/xiamen-2023-64/city-01/model-case", "notice/xiamen-2023-64"):
        text = site.read(f"en/{name}.html")
        row = text[text.index('id="assertion-english"') :].partition("</tr>")[0]
        assert "Translation" in row


def test_changes_on_the_front_page_keep_bound_and_classifier_of_each_value(site: Site) -> None:
    english, chinese = (
        re.sub(r"</?[ib]>", "", site.read(f"{language}/index.html").replace("</i> <b>", " "))
        for language in ("en", "zh")
    )
    for said in ("over 3 months → 7 working days", "60 days → 5 minutes"):
        assert said in english
    for said in ("超过3个月 → 7个工作日", "3个 → 1个", "99.983% → 99.992%"):
        assert said in chinese
