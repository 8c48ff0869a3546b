"""The site holds what the graph says: a document for everything, data that are whole, links that lead somewhere."""

import json
import re
from collections import Counter
from pathlib import Path

import html5lib
import pyoxigraph as ox
import pytest
from tests.sites import BASE, Site, outside, triples, turtle

from tongbao import paths
from tongbao.site.data import FORMS
from tongbao.site.urls import place_of


@pytest.fixture(scope="module")
def quads(graph_nq: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(graph_nq), format=ox.RdfFormat.N_QUADS))


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
