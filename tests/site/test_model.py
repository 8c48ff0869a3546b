"""The model on one page: what is drawn is what the ontology and the shapes say, nothing covers anything, and every way leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree, html
from playwright.sync_api import Browser
from tests import model_files
from tests.sites import Site

from tongbao import paths
from tongbao.errors import Language
from tongbao.network.geometry import Box
from tongbao.rdf.iris import NAMESPACES
from tongbao.site.pages.model import examples
from tongbao.site.pages.model.choice import branches, choice, kinds_of
from tongbao.site.pages.model.classes import LABELS, classes, expanded, leading_to
from tongbao.site.pages.model.cookbook import cookbook
from tongbao.site.pages.model.drawing import Drawing, rounded
from tongbao.site.pages.model.routes import Leg, Tie, lanes, ways_of
from tongbao.site.pages.model.step import WIDTHS, drawings, files
from tongbao.validate.shapes import catalogue

LANGUAGES: tuple[Language, ...] = ("zh", "en")
OWN = {name for name in classes() if name.startswith("tb:")}

# --- generated ----------------------------------------------------------------------------------------


def test_what_is_cut_out_of_the_graph_is_what_it_holds(graph_nq: Path) -> None:
    for file, text in model_files.of_the_graph(graph_nq).items():
        assert file.read_text("utf-8") == text, "run `make generated`"


@pytest.mark.parametrize("file", model_files.of_the_ontology(), ids=lambda file: file.name)
def test_documents_and_pictures_are_as_the_ontology_has_it(file: Path) -> None:
    assert file.read_text("utf-8") == model_files.of_the_ontology()[file], "run `make generated`"


def test_the_readme_shows_both_languages_and_pictures_that_are_there() -> None:
    text = model_files.README.read_text("utf-8")
    assert len(model_files.MARK.findall(text)) == 2
    shown = re.findall(r'(?:href|src|srcset)="([^"]+)"', text)
    assert len(shown) == 2 * 2 * 3
    assert all((paths.ONTOLOGY / file).is_file() for file in shown)


# --- classes ------------------------------------------------------------------------------------------


def declared(kind: str) -> set[str]:
    store = ox.Store()
    store.load(path=str(paths.ONTOLOGY / "notice.ttl"), format=ox.RdfFormat.TURTLE)
    rows = store.query(f"""PREFIX owl: <{NAMESPACES["owl"]}> SELECT ?x {{ ?x a {kind}
        FILTER(STRSTARTS(STR(?x), "{NAMESPACES["tb"]}") && NOT EXISTS {{ ?x owl:deprecated true }}) }}""")
    return {f"tb:{row['x'].value.rpartition('#')[2]}" for row in rows}  # type: ignore[union-attr]


def test_every_class_of_ours_is_there() -> None:
    assert declared("owl:Class") == OWN
    assert len(OWN) == 33


ELSEWHERE = {"tb:extensible", "tb:levelRank", "tb:exactFactor", "tb:holdsDrafts", "tb:impliesClass"}
"""Of vocabularies and of the dataset, which the page does not describe."""


def test_every_property_of_ours_is_in_a_table() -> None:
    kinds = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
    shown = {one.name for cls in classes().values() for one in cls.properties}
    assert set().union(*map(declared, kinds)) - shown == ELSEWHERE


@pytest.mark.parametrize(
    ("cls", "name", "many"),
    [
        ("tb:Measure", "dcterms:title", "1..*"),
        ("tb:Measure", "tb:publishedIn", "1"),
        ("tb:Measure", "tb:hasDeadline", "0..1"),
        ("tb:Measure", "tb:hasOutcome", "0..*"),
        ("tb:Participation", "tb:participant", "0..1"),
        ("tb:CoLeadership", "tb:coLeader", "2"),
        ("tb:Unit", "skos:prefLabel", "1..*"),  # a full name in Chinese, by a qualified shape
        ("tb:DatedEvent", "tb:earliest", "1"),  # with its date, which each has
        ("tb:Honour", "tb:earliest", "0..1"),  # with its date, which some have
        ("tb:TextSpan", "oa:hasSelector", "2"),
        ("tb:Criticism", "tb:recipient", "1"),  # by the shape of the class above
    ],
)
def test_how_many_is_what_the_shapes_say(cls: str, name: str, many: str) -> None:
    found = classes()[cls].find(name)
    assert found
    assert found.many == many


def test_each_shape_of_a_property_is_in_the_table_of_its_class() -> None:
    tables = {(cls.name, one.name) for cls in classes().values() for one in cls.properties}
    for iri, shape in catalogue().items():
        name = iri.rpartition("#")[2]
        if re.fullmatch(r"<[^>]+>", shape.path) and f"tb:{name.partition('-')[0]}" in OWN:
            path = next(
                f"{p}:{shape.path[1:-1].removeprefix(ns)}"
                for p, ns in NAMESPACES.items()
                if shape.path[1:].startswith(ns)
            )
            assert (f"tb:{name.partition('-')[0]}", path) in tables, name


def test_praise_is_no_example_of_blame() -> None:
    assert examples.example_of(classes()["tb:Commendation"])[0] == "tb:Appraisal"
    assert examples.example_of(classes()["tb:Criticism"]) == ("", "")


def test_codes_and_alternatives_are_told() -> None:
    recipient = classes()["tb:Commendation"].find("tb:recipient")
    assert recipient
    assert {*recipient.classes} == {"tb:Unit", "tb:Place", "foaf:Person", "foaf:Project"}
    role = classes()["tb:Participation"].find("tb:role")
    assert role
    assert [tuple(value) for value in role.values] == [("role", "vocabulary")]


def test_shortcuts_are_those_that_the_derivations_state() -> None:
    derived = {one.name for cls in classes().values() for one in cls.properties if one.is_derived}
    assert derived >= {"tb:leads", "tb:coLeads", "tb:namesLead", "tb:commendsUnit", "tb:criticisesUnit", "tb:weight"}
    assert not derived & {"tb:hasMeasure", "tb:recipient", "tb:participant"}


def test_what_leads_to_a_class() -> None:
    assert {(name, one.name) for name, one in leading_to("tb:Measure")} >= {
        ("tb:Notice", "tb:hasMeasure"),
        ("tb:Appraisal", "tb:forMeasure"),
    }
    assert ("tb:Commendation", "tb:forMeasure") not in {(name, one.name) for name, one in leading_to("tb:Measure")}


@pytest.fixture(scope="module")
def graphs(graph_nq: Path, genre_built: Path, appraisals_built: Path, own_codes_built: Path) -> list[ox.Store]:
    found = []
    for file in (graph_nq, *(built / "graph.nq" for built in (genre_built, appraisals_built, own_codes_built))):
        store = ox.Store()
        store.load(path=str(file), format=ox.RdfFormat.N_QUADS)
        found.append(store)
    return found


@pytest.mark.parametrize("cls", [cls for cls in classes().values() if cls.labels], ids=lambda cls: cls.name)
def test_a_thing_has_the_name_that_its_class_promises(cls: object, graphs: list[ox.Store]) -> None:
    names, iri = cls.labels, expanded(cls.name)  # type: ignore[attr-defined]
    path = "|".join("/".join(f"<{expanded(step)}>" for step in name.split("/")) for name in names)
    for store in graphs:
        asked = f"ASK {{ ?x a <{iri}> FILTER NOT EXISTS {{ ?x {path} ?name }} }}"
        assert not store.query(asked, use_default_graph_as_union=True)


def test_names_are_looked_for_in_the_order_in_which_they_are_best() -> None:
    assert classes()["tb:Outcome"].labels == ["tb:counts"]
    assert classes()["tb:Reference"].labels == ["dcterms:title", "tb:wording"]
    assert classes()["tb:TextSpan"].labels == ["oa:hasSelector/tb:words"]
    assert not classes()["tb:Assertion"].labels
    assert len(LABELS) == len(set(LABELS))


# --- what is drawn ------------------------------------------------------------------------------------


def test_the_choice_names_what_there_is() -> None:
    known = {one.name for cls in classes().values() for one in cls.properties}
    assert {*choice().large} <= classes().keys()
    assert choice().also <= known
    assert choice().left_out <= known
    assert not choice().also & choice().left_out


def test_every_class_stands_in_one_diagram() -> None:
    large = [*choice().large, *(kind for name in choice().large for kind in kinds_of(name))]
    small = [branch.cls for limbs in branches().values() for branch in limbs]
    assert Counter([*large, *small]) == Counter(classes().keys())


def test_fewer_columns_keep_the_order() -> None:
    for count in (4, 2, 1):
        grouped = choice().grouped(count)
        assert len(grouped) == count
        assert [name for column in grouped for name in column] == choice().large


def test_what_must_be_there_and_what_leads_on_is_drawn() -> None:
    measure = {one.name for one in choice().rows(classes()["tb:Measure"])}
    assert measure == {
        *("dcterms:title", "tb:level", "tb:publishedIn"),
        *("tb:hasParticipation", "tb:hasOutcome", "tb:hasHonour"),
    }


def drawn() -> Iterator[tuple[str, Drawing]]:
    for language in LANGUAGES:
        for width in WIDTHS:
            for name, drawing in zip(("large", "trees"), drawings(language, width), strict=True):
                yield f"{name}-{language}-{width.name}", drawing


DRAWN = dict(drawn())


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_cover_others_or_leave_the_picture(name: str) -> None:
    drawing = DRAWN[name]
    frame = Box(0, 0, drawing.width, drawing.height)
    for one, other in combinations(drawing.words(), 2):
        assert not one.box.meets(other.box), (one.text, other.text)
    assert all(frame.contains(words.box) for words in drawing.words())
    assert all(frame.contains(card.box) for card in drawing.cards)


@pytest.mark.parametrize("name", DRAWN)
def test_words_of_a_row_are_inside_their_box(name: str) -> None:
    for card in DRAWN[name].cards:
        for row in card.rows:
            assert all(card.box.contains(words.box) for words in row.words), (card.cls, row)


@pytest.mark.parametrize("name", DRAWN)
def test_no_line_runs_through_a_box_or_words(name: str) -> None:
    drawing = DRAWN[name]
    inner = [Box(b.left + 1, b.top + 1, b.right - 1, b.bottom - 1) for b in (card.box for card in drawing.cards)]
    taken = [*inner, *(words.box for words in drawing.words())]
    for line in drawing.lines:
        for one, other in zip(line.points, line.points[1:], strict=False):
            crossed = [box for box in taken if box.is_crossed(one, other)]
            assert not crossed, (line.about, crossed)


@pytest.mark.parametrize("name", [name for name in DRAWN if name.startswith("large")])
def test_lines_to_different_classes_run_apart(name: str) -> None:
    """Two lines of different colours never share a vertical piece."""
    used: dict[float, list[tuple[float, float, int]]] = {}
    for line in DRAWN[name].lines:
        for (x, y), (u, v) in zip(line.points, line.points[1:], strict=False):
            if x == u and y != v:
                used.setdefault(x, []).append((min(y, v), max(y, v), line.hue))
    for pieces in used.values():
        for (a, b, hue), (c, d, other) in combinations(pieces, 2):
            assert hue == other or b <= c or d <= a


def test_lanes_are_ordered_so_that_few_lines_cross() -> None:
    far, near = Tie(0, 10, "far", 0, 100), Tie(0, 20, "near", 0, 50)
    assert lanes(ways_of([far, near], [[]])) == {0: ["near", "far"]}


def test_a_way_over_a_column_goes_through_its_gap() -> None:
    tie = Tie(0, 10, "there", 2, 90)
    assert ways_of([tie], [[], [50.0], []])[tie] == [
        Leg(0, 10, 50, from_left=True, to_left=False),
        Leg(1, 50, 90, from_left=True, to_left=False),
    ]


def test_corners_are_round() -> None:
    assert rounded([(0, 0), (20, 0), (20, 30)]) == "M0 0 L15 0 Q20 0 20 5 L20 30"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_svg_with_a_title_and_a_description(language: Language) -> None:
    for text in files(language, "page").values():
        root = etree.fromstring(text.encode())
        space = {"s": "http://www.w3.org/2000/svg"}
        assert root.get("aria-labelledby") == "title desc"
        assert [root.xpath(f"string(s:{name}[@id='{name}'])", namespaces=space) != "" for name in ("title", "desc")]
        assert len(root.xpath("//s:text", namespaces=space)) > 30
        assert all(way.startswith("page#class-") for way in root.xpath("//s:a/@href", namespaces=space))
        assert "prefers-color-scheme: dark" in text


# --- examples -----------------------------------------------------------------------------------------


def test_an_example_is_a_part_of_the_graph(graph_nq: Path) -> None:
    graph = {quad.triple for quad in ox.parse(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)}
    shown = {quad.triple for quad in ox.parse(path=str(examples.FILE), format=ox.RdfFormat.TURTLE)}
    assert shown <= graph
    assert len(shown) > 200


def test_a_class_that_the_notice_has_has_an_example(graph_nq: Path) -> None:
    types = {
        quad.object.value  # type: ignore[union-attr]
        for quad in ox.parse(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)
        if quad.predicate.value.endswith("#type")
    }
    for cls in classes().values():
        under, text = examples.example_of(cls)
        assert bool(text) == (expanded(cls.name) in types), cls.name
        assert not text or re.search(rf"\b{under}\b", text)


@pytest.mark.parametrize("name", examples.examples())
def test_an_example_can_be_read(name: str) -> None:
    lines = examples.examples()[name].splitlines()
    assert len(lines) < 45
    assert max(map(len, lines)) < 150


# --- the page -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, site: Site) -> html.HtmlElement:
    return html.document_fromstring((site.folder / request.param / "model.html").read_text("utf-8"))


def test_every_place_is_one_and_every_way_leads_to_one(page: html.HtmlElement) -> None:
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    assert {way[1:] for way in page.xpath("//a/@href") if way.startswith("#")} <= set(places)
    described = page.xpath("//svg/@aria-labelledby | //svg/@aria-describedby")
    assert len(described) == 12
    assert set(described) <= set(places)


def test_each_class_of_a_diagram_leads_to_its_table(page: html.HtmlElement) -> None:
    for width in WIDTHS:
        ways = page.xpath(f"//svg[contains(@class, '{width.name}')]//a/@href")
        assert {f"#class-{name.partition(':')[2]}" for name in classes()} <= set(ways)


def test_the_page_has_twelve_queries_with_the_comments_of_its_language(page: html.HtmlElement) -> None:
    shown = page.xpath("//article[@class='recipe']")
    assert len(shown) == 12
    is_chinese = page.get("lang") == "zh-Hans"
    for article in shown:
        query = article.xpath("string(.//pre)")
        assert ox.Store().query(query) is not None
        comments = re.findall(r"(?m)^ *# (?!FILTER)(.*)$", query)
        assert comments
        assert not [line for line in comments if line.startswith(("zh:", "en:"))]
        assert all(bool(re.search("[\u4e00-\u9fff]{3}", line)) for line in comments) == is_chinese
        assert article.xpath(".//p[@class='remark']")


def test_the_queries_can_be_taken_along(site: Site) -> None:
    for recipe in cookbook():
        assert (site.folder / "data" / "cookbook" / f"{recipe.name}.rq").read_text("utf-8") == recipe.query.text


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 820, 390])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_words_cover_nothing_on_any_screen(home: str, browser: Browser, language: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{home}/{language}/model.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SHOWN) == 2, "of each diagram one is shown"
    assert page.evaluate(COVERED) == []
    page.close()


@pytest.mark.browser
def test_one_diagram_of_each_is_printed(home: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{home}/zh/model.html")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == 2
    page.close()


SHOWN = "[...document.querySelectorAll('svg.model')].filter((one) => one.getBoundingClientRect().width > 0).length"
COVERED = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg.model")) {
    if (!svg.getBoundingClientRect().width) continue;
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([words, a], n) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1) found.push([words, "out"]);
      for (const [others, b] of boxes.slice(0, n)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 4) found.push([words, others]);
      }
    });
  }
  return found;
}"""
