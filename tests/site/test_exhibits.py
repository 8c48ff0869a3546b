"""Charts to take along are whole: the table says what the picture says, and the small page may be shown anywhere."""

import csv
import io
import re
from pathlib import Path

import html5lib
import pytest
from lxml import etree, html
from tests.sites import BASE, Site

from tongbao.errors import Text
from tongbao.site.labels import Labels
from tongbao.site.pages.exhibits import Drawn, Exhibit, taken_along
from tongbao.site.pages.render import POLICY
from tongbao.site.pages.render import Site as Settings
from tongbao.site.step import Document

SVG = "{http://www.w3.org/2000/svg}"
CHANGE = "change-xiamen-2023-64-city-06-reliability"
HOSTILE = "=1+1 </title>]]><script>\"'& \x0b" + "长" * 200
SETTINGS = Settings("https://e.org/d/", Text("T", "通"), "https://e.org/l", "", "", Text("", ""), Labels({}))


def table(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))


def test_a_figure_before_and_after_is_taken_whole(site: Site) -> None:
    head, row = table(site.read(f"charts/{CHANGE}-en.csv"))
    assert head[:3] == ["What", "Before", "After"]
    assert row[1:3] == ["99.983%", "99.992%"]
    assert row[4:] == ["厦府办〔2023〕64号", f"{BASE}id/outcome/xiamen-2023-64/city-06/reliability"]
    picture = etree.fromstring(site.read(f"charts/{CHANGE}-zh.svg").encode())
    words = "".join(picture.itertext())
    for said in (
        "村内供电可靠率：99.983% → 99.992%",
        "坐标轴不从零开始。",
        "来源：厦府办〔2023〕64号",
        "2026年11月26日",
    ):
        assert said in "".join(words.split()) or said in words, said


def test_the_network_is_taken_with_all_pairs(site: Site) -> None:
    assert len(table(site.read("charts/network-zh.csv"))) == 37
    picture = etree.fromstring(site.read("charts/network-en.svg").encode())
    assert len(picture.findall(f"{SVG}title")) == 1
    assert picture.find(f".//{SVG}svg") is not None


def exhibits(site: Site) -> list[str]:
    return [name[len("en/embed/") : -len(".html")] for name in site.files if name.startswith("en/embed/")]


def pictured(site: Site) -> list[str]:
    return [f"en/question/{name.removeprefix('answer-')}.html" for name in exhibits(site) if name.startswith("answer-")]


def test_each_chart_has_its_files_and_code_on_its_page(site: Site) -> None:
    names = exhibits(site)
    assert {"network", "network-roles", CHANGE} <= set(names)
    codes = []
    for page in ("en/index.html", "en/network.html", "en/network-roles.html", *pictured(site)):
        codes += [
            code.text_content() for code in html.document_fromstring(site.read(page)).iterfind(".//details//code")
        ]
    shown = [html.fragment_fromstring(code) for code in codes]
    assert {frame.get("src") for frame in shown} == {f"{BASE}en/embed/{name}.html" for name in names}
    assert all(frame.tag == "iframe" and frame.get("title") and int(frame.get("height")) > 150 for frame in shown)


def test_a_small_page_may_be_framed_and_is_not_found_instead_of_the_whole(site: Site) -> None:
    assert "frame-ancestors" not in POLICY
    for settings in (".htaccess", "nginx-server.conf"):
        assert "X-Frame-Options" not in (site.folder / settings).read_text("utf-8")
    assert "/embed/" not in site.read("sitemap.xml")
    for name in exhibits(site):
        text = site.read(f"zh/embed/{name}.html")
        html5lib.HTMLParser(strict=True).parse(text)
        assert '<meta name="robots" content="noindex">' in text
        assert '<header class="top">' not in text
        for link in html.document_fromstring(text).iter("a"):
            assert link.get("target") == "_blank"


@pytest.mark.chinese_font
def test_each_picture_is_there_as_png(site: Site) -> None:
    for name in exhibits(site):
        assert (site.folder / "charts" / f"{name}-zh.png").read_bytes().startswith(b"\x89PNG")


def made(exhibit: Exhibit) -> tuple[dict[str, bytes], list[Document]]:
    outputs = list(taken_along(exhibit, SETTINGS))
    files = {name: content for one in outputs if isinstance(one, dict) for name, content in one.items()}
    return files, [one for one in outputs if isinstance(one, Document)]


def test_nothing_in_a_chart_breaks_its_files() -> None:
    text = Text(HOSTILE, HOSTILE)
    exhibit = Exhibit("a", text, text, "index", "", [text], [(text,), (3,)], lambda _: Drawn("<g/>", 10, 10), text)
    files, documents = made(exhibit)
    assert sorted(files) == ["charts/a-en.csv", "charts/a-en.svg", "charts/a-zh.csv", "charts/a-zh.svg"]
    picture = etree.fromstring(files["charts/a-en.svg"])
    assert picture.find(f".//{SVG}script") is None
    room = float(picture.get("width", "0"))
    for line in picture.iterfind(f"{SVG}text"):
        assert len(line.text or "") * float(line.get("font-size", "0")) * 0.5 < room
    assert table(files["charts/a-zh.csv"].decode())[1][0].startswith("'=1+1")
    assert len(documents) == 1
    (frame,) = html.fragments_fromstring(exhibit.snippet(SETTINGS, "en"))
    assert frame.get("title", "").startswith("=1+1 </title>")
    assert len(frame) == 0


def test_a_name_that_leads_elsewhere_is_refused() -> None:
    text = Text("", "")
    with pytest.raises(AssertionError):
        made(Exhibit("../a", text, text, "index", "", [], [], lambda _: Drawn("", 1, 1)))


def test_all_colours_are_in_the_picture(site: Site) -> None:
    for name in exhibits(site):
        text = Path(site.folder / "charts" / f"{name}-en.svg").read_text("utf-8")
        assert "var(--" not in text
        assert not re.search(r"<(rect|circle) class=\"(was|is)", text)
