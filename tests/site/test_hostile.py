"""Hostile data goes through every output and comes out harmless: pages, data, tables, pictures, networks."""

import csv
import hashlib
import html
import io
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pyoxigraph as ox
import pytest
from tests.few import Once
from tests.places import TESTS
from tests.sites import Site, outside

from tongbao.ask.stored import open_store
from tongbao.errors import DataError
from tongbao.network import FORMATS, Filters, Whole, write_network
from tongbao.network.read import read_network
from tongbao.pipeline.build import build
from tongbao.progress import SILENT
from tongbao.site import publish
from tongbao.site.media_types import MEDIA_TYPES
from tongbao.validate import choose_engine

DEMO = TESTS / "data" / "demo"
SCRIPT = "<script>alert(1)</script>"
BROKEN = "\"><img src=x onerror=alert(2)>' onload='alert(3)"
ENDED = "</title></textarea></script><!--]]>&amp;&#x3c;"
TEMPLATE = "{{ 7*7 }}{% for x in site %}${7*7}"
TURNED = "abc\u05d0\u05d1def\u05d2ghi"  # letters that are written from right to left
FORMULA = "=cmd|' /C calc'!A0"
LONG = "长" * 3_400  # 10 kB
TITLE = "优化服务典型案例"
HOSTILE_TITLE = f"优化{SCRIPT}典型案例"
NAMES = (
    SCRIPT,
    BROKEN,
    ENDED,
    TEMPLATE,
    TURNED,
    FORMULA,
    "+1+1",
    "@SUM(1)",
    LONG,
    "../../etc/passwd",
    "javascript:alert(4)",
    "one\u2028two\x85three <https://example.org/x> .",  # str.splitlines breaks it
)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii="\u2028" in text)  # YAML folds a line where one ends


@pytest.fixture(scope="module")
def built(once: Once) -> Path:
    """A build in which English names, notes, a title of the source and the dataset's own words are hostile; and its site."""
    return once("hostile", _build)


def _build(folder: Path) -> None:
    data = Path(shutil.copytree(DEMO, folder / "data"))
    units = (data / "units.yaml").read_text("utf-8")
    count = iter(NAMES)
    units = re.sub(
        r"(?m)^(  english: ).*$",
        lambda found: found[1] + quoted(name) if (name := next(count, "")) else found[0],
        units,
    )
    assert next(count, None) is None
    short = "short: [市公安局]"
    assert short in units
    units = units.replace(short, f"short: [市公安局, {quoted(SCRIPT + '局')}, {quoted(FORMULA + '局')}]")
    (data / "units.yaml").write_text(units, "utf-8")
    dataset = (data / "dataset.yaml").read_text("utf-8")
    dataset = dataset.replace("title: 示范市通报", f"title: {quoted('示范' + SCRIPT + ENDED)}")
    dataset = dataset.replace("english: Notices of Demo City", f"english: {quoted(BROKEN)}")
    (data / "dataset.yaml").write_text(dataset, "utf-8")
    notice = data / "notices" / "2023" / "demo-2023-12.yaml"
    source = notice.with_suffix(".txt")
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    source.write_text(source.read_text("utf-8").replace(TITLE, HOSTILE_TITLE), "utf-8")
    after = hashlib.sha256(source.read_bytes()).hexdigest()
    assert before != after
    written = notice.read_text("utf-8").replace(TITLE, HOSTILE_TITLE).replace(before, after)
    notice.write_text(written, "utf-8")
    build(data, folder / "out", choose_engine()[0], jobs=1)
    publish(folder / "out", data, folder / "site")


@pytest.fixture(scope="module")
def site(built: Path) -> Site:
    return Site(built / "site", "/demo/")


def test_pages_hold_it_as_text(site: Site) -> None:
    """What hostile words would add to a page, it has in its markup as nothing else has; so it is among those looked at."""
    for name in site.built_differently():
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(site.read(name))
        for element in page.iter():
            if isinstance(element.tag, str):
                assert not [key for key in element.attrib if str(key).lower().startswith("on")], name
                assert element.tag != "img" or element.get("src") != "x", name
                assert element.tag != "script" or element.get("src") or json.loads(element.text or ""), name
    seen = 0
    for name in site.pages():
        for way in site.page(name).ways:
            assert not way.strip().lower().startswith(("javascript:", "data:", "vbscript:")), name
        text = site.read(name)
        seen += html.escape(SCRIPT, quote=False) in text
        assert "49" not in text or html.escape(TEMPLATE) not in text or "{{ 7*7 }}" in text
        for attributes, script in re.findall("<script([^>]*)>(.*?)</script>", text, re.S):
            if ' type="application/ld+json"' in attributes:
                json.loads(script)
            else:
                assert re.search(r' src="[./\w]*/(lists|search|editor|question|network|missing)\.js"', attributes), name
                assert not script
    assert seen >= 4
    assert list(site.broken()) == []
    assert outside(site) == set()


def test_a_mark_that_turns_the_writing_reaches_no_further_than_its_name(site: Site) -> None:
    """It stands in an element that isolates what it holds: bdi, a title or a heading of its own, a text of a picture."""
    seen = 0
    for name in (name for name in site.pages() if "\u05d0" in site.read(name)):
        page = html5lib.parse(site.read(name), namespaceHTMLElements=False)
        for element in page.iter():
            if isinstance(element.tag, str) and element.tag != "script" and "\u05d0" in (element.text or ""):
                assert element.tag.rpartition("}")[2] in ("bdi", "title", "h1", "h2", "h3", "text", "tspan"), name
                seen += 1
            assert "\u05d0" not in (element.tail or ""), name
    assert seen > 10


def test_data_say_what_the_yaml_says(site: Site) -> None:
    for form, parsed in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ):
        for name in (name for name in site.files if name.startswith("data/unit/") and name.endswith(f".{form}")):
            text = site.read(name)
            if form == "jsonld":
                context = json.loads(site.read("data/context.jsonld"))["@context"]
                document = json.loads(text)
                text = json.dumps(document | {"@context": [context, document["@context"][1]]})
            list(ox.parse(text.encode(), format=parsed, base_iri="https://example.org/demo/"))
    words = site.read("data/unit/demo-government.ttl")
    assert ox.Literal(SCRIPT).value in {
        quad.object.value
        for quad in ox.parse(words.encode(), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.object, ox.Literal)
    }


def test_no_cell_of_a_table_is_a_formula(site: Site) -> None:
    tables = [name for name in site.files if name.endswith(".csv")]
    assert len(tables) > 55
    for name in tables:
        for row in csv.reader(io.StringIO(site.read(name).removeprefix("\ufeff"), newline="")):
            for cell in row:
                number = re.fullmatch(r"[-+]?[\d.]+", cell)
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)


@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=pytest.mark.chinese_font) if form == "png" else form for form in FORMATS]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_networks_hold_it_as_text(form: str, language: str, built: Path) -> None:
    store = open_store(built / "out", SILENT)
    written = write_network(Whole.of(read_network(store, Filters())), form, language)  # type: ignore[arg-type]
    media_type = FORMATS[form].media_type
    if media_type.endswith("xml"):
        root = ElementTree.fromstring(written)
        assert not [element for element in root.iter() if str(element.tag).endswith("script")]
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]
    elif media_type == "application/json":
        json.loads(written)
    elif media_type == "text/csv":
        for row in csv.reader(io.StringIO(written.decode())):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@"))], row
    elif media_type.startswith("text/"):
        assert SCRIPT not in written.decode()


def test_xml_files_are_well_formed(site: Site) -> None:
    for name in (name for name in site.files if MEDIA_TYPES.get(name.rpartition(".")[2], "").endswith("xml")):
        ElementTree.fromstring((site.folder / name).read_bytes())


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "a b", "<script>", "..", "%2e%2e", "a\nb", "ａ"])
def test_an_identifier_that_is_a_way_is_refused(name: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(DEMO, tmp_path / "data"))
    units = (data / "units.yaml").read_text("utf-8")
    (data / "units.yaml").write_text(units.replace("\ndemo-transport:\n", f"\n{quoted(name)}:\n"), "utf-8")
    with pytest.raises(DataError) as caught:
        build(data, tmp_path / "out", choose_engine()[0], jobs=1)
    assert not (tmp_path / "out" / "graph.nq").exists()
    assert all(problem.place and problem.place.file.name == "units.yaml" for problem in caught.value.problems[:1])


@pytest.mark.parametrize("homepage", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a b/"])
def test_an_address_that_is_none_is_refused(homepage: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(DEMO, tmp_path / "data"))
    dataset = (
        (data / "dataset.yaml")
        .read_text("utf-8")
        .replace("homepage: https://example.org/", f"homepage: {quoted(homepage)}")
    )
    (data / "dataset.yaml").write_text(dataset, "utf-8")
    with pytest.raises(DataError):
        build(data, tmp_path / "out", choose_engine()[0], jobs=1)
