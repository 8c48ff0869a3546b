"""Praise and criticism never meet: a dataset with both goes through every question, table and page.

``data/appraisals/`` has notices that do both, towards units, places, persons and projects, more than ten at once.
``questions/`` there holds the rows of each question about them, written from the source texts.
"""

import csv
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from tests.places import TESTS

from tongbao.ask.names import term_for
from tongbao.ask.questions import Query, questions, read_query
from tongbao.ask.store import MemoryStore, Rows
from tongbao.rdf.literals import numbered

DATA = TESTS / "data" / "appraisals"
GOLDEN = {file.stem: file for file in sorted((DATA / "questions").glob("*.csv"))}
ABOUT_PRAISE = sorted(name for name, file in questions().items() if "commendation" in read_query(file).tags)
ABOUT_BLAME = sorted(name for name, file in questions().items() if "criticism" in read_query(file).tags)
ABOUT_RECOGNITION = sorted(name for name, file in questions().items() if "honour" in read_query(file).tags)
OF_A_UNIT = {"what-a-unit-was-commended-for": "市水利局", "what-a-unit-was-criticised-for": "市水利局"}

ID = "https://example.org/appraisals/id/"
ONLY_CRITICISED = [
    *(f"unit/yc-{name}" for name in ("audit", "sports", "statistics", "forestry", "culture")),
    *(f"unit/yc-{name}-government" for name in ("wangshan", "qinghe")),
    *(f"person/yunchuan-2024-2/1-{n}" for n in (10, 11)),
    *(f"project/yunchuan-2024-2/1-{n}" for n in (12, 13)),
    "person/yunchuan-2024-3/4-2",
]
ONLY_PRAISED = [
    *(f"unit/yc-{name}" for name in ("reform", "education", "police", "finance", "housing", "health")),
    "unit/yc-linjiang-government",
    "place/yc-linjiang",
    *(f"person/yunchuan-2024-3/1-{n}" for n in (5, 6)),
    *(f"project/yunchuan-2024-3/1-{n}" for n in (7, 8)),
]


@pytest.fixture(scope="session")
def built(appraisals_built: Path) -> Path:
    return appraisals_built


@pytest.fixture(scope="module")
def store(built: Path) -> MemoryStore:
    return MemoryStore(built / "graph.nq")


@pytest.fixture(scope="session")
def site(appraisals_site: Path) -> Path:
    return appraisals_site


# --- questions ------------------------------------------------------------------------------------


def bound(name: str, store: MemoryStore) -> str:
    query = read_query(questions()[name])
    given = {p.name: OF_A_UNIT.get(name) or p.default or "" for p in query.parameters}
    return query.bind({p.name: term_for(p, given[p.name], store) for p in query.parameters})


def called(rows: Rows, store: MemoryStore, query: Query) -> list[list[set[str]]]:
    """Return all that each cell may be called in a golden row: its IRI's last name, its names, or its text."""
    names: dict[str, set[str]] = {}
    told = "SELECT ?s ?n { ?s dcterms:identifier|dcterms:title|rdfs:label|skos:prefLabel|skos:altLabel ?n }"
    for thing, name in store.select(told).rows:
        names.setdefault(thing.value, set()).add(name.value)  # type: ignore[union-attr]

    def of(term: Any) -> set[str]:
        if term is None:
            return {""}
        return {term.value, re.split("[/#]", term.value)[-1], *names.get(term.value, ())}

    assert rows.variables == tuple(query.columns)
    return [[of(term) for term in row] for row in rows.rows]


def test_every_question_about_praise_criticism_and_recognition_has_rows_here() -> None:
    assert GOLDEN.keys() >= {*ABOUT_PRAISE, *ABOUT_BLAME, *ABOUT_RECOGNITION}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_rows(name: str, store: MemoryStore) -> None:
    with GOLDEN[name].open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    query = read_query(questions()[name])
    assert header == list(query.columns)
    found = called(store.select(bound(name, store)), store, query)
    in_order = {"commended-units", "criticised-units", "commended-others", "criticised-others"}
    left = list(expected)
    for place, row in enumerate(found):
        candidates = left[:1] if name in in_order else left
        match = next(
            (one for one in candidates if all(text in cell for text, cell in zip(one, row, strict=True))), None
        )
        assert match is not None, f"row {place} is not expected: {row}"
        left.remove(match)
    assert not left, "missing"


FOR_NOTHING = [("1", ""), ("2", "")]
BLAMED = {
    "市体育局": FOR_NOTHING,
    "市审计局": FOR_NOTHING,
    "市林业局": [("1", ""), ("2", ""), ("3", "")],
    "望山区政府": FOR_NOTHING,
    "市交通局": [("1", "m-2")],
    "市司法局": [("1", "m-4")],
    "市教育局": [],
}
PRAISED = {
    "市教育局": [("1", "m-1"), ("3", "")],
    "市卫健委": [("1", "m-3"), ("3", "")],
    "临江区政府": [("1", "m-3"), ("3", "")],
    "市公安局": [("1", "m-1"), ("3", "")],
    "市司法局": [("1", "m-4")],
    "市体育局": [],
}
"""What the sources say that a unit was criticised and commended for: the last part of the notice, and the measure."""


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        *(("what-a-unit-was-criticised-for", *row) for row in BLAMED.items()),
        *(("what-a-unit-was-commended-for", *row) for row in PRAISED.items()),
    ],
)
def test_a_unit_was_appraised_for_what_the_source_says(
    name: str, unit: str, expected: list[tuple[str, str]], store: MemoryStore
) -> None:
    """Also for nothing that it names, which is no reason to list the measures of others."""
    query = read_query(questions()[name])
    rows = store.select(query.bind({"unit": term_for(query.parameters[0], unit, store)}))
    found = [(str(row["notice"]).strip("<>")[-1], str(row.get("measure", "")).strip("<>")) for row in rows]
    assert [(notice, measure.rpartition("/")[2]) for notice, measure in found] == expected


@pytest.mark.parametrize("name", [name for name in ABOUT_PRAISE if name != "leading-without-commendation"])
def test_whoever_is_only_criticised_is_in_no_answer_about_praise(name: str, store: MemoryStore) -> None:
    text = " ".join(str(term) for row in store.select(bound(name, store)).rows for term in row)
    assert not [thing for thing in ONLY_CRITICISED if f"{ID}{thing}>" in text]


@pytest.mark.parametrize("name", ABOUT_BLAME)
def test_whoever_is_only_praised_is_in_no_answer_about_criticism(name: str, store: MemoryStore) -> None:
    text = " ".join(str(term) for row in store.select(bound(name, store)).rows for term in row)
    assert not [thing for thing in ONLY_PRAISED if f"{ID}{thing}>" in text]


OTHER = {"commend": "critici", "critici": "commend"}


@pytest.fixture(scope="module")
def sides(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, MemoryStore]:
    """The graph without every act of one side."""
    folder, found = tmp_path_factory.mktemp("sides"), {}
    lines = (built / "graph.nq").read_text("utf-8").splitlines(keepends=True)
    for side in OTHER:
        told = re.compile(rf"ontology#(has)?{side}\w*> |id/{side}\w*/", re.IGNORECASE)
        (folder / f"{side}.nq").write_text("".join(line for line in lines if not told.search(line)), "utf-8")
        found[side] = MemoryStore(folder / f"{side}.nq")
    return found


@pytest.mark.parametrize("name", ABOUT_BLAME + ABOUT_PRAISE)
def test_an_answer_depends_on_the_link_of_its_side(
    name: str, store: MemoryStore, sides: dict[str, MemoryStore]
) -> None:
    """With every act of one side taken away, the answers about that side change, and no others."""
    query = bound(name, store)
    answers = {side: some.select(query).rows for side, some in sides.items()}
    own = "critici" if name in ABOUT_BLAME else "commend"
    rows = store.select(query).rows
    assert answers[own] != rows
    assert answers[OTHER[own]] == rows


@pytest.fixture(scope="module")
def in_rdflib(built: Path) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(built / "graph.nq", format="nquads")
    return dataset


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_gives_the_same_rows(name: str, store: MemoryStore, in_rdflib: rdflib.Dataset) -> None:
    text = bound(name, store)
    found = [tuple(None if term is None else str(term) for term in row) for row in in_rdflib.query(text)]  # type: ignore[union-attr]
    expected = [tuple(None if term is None else term.value for term in row) for row in store.select(text).rows]  # type: ignore[union-attr]
    assert found == expected


# --- the graph ------------------------------------------------------------------------------------


def test_every_act_is_on_one_side(store: MemoryStore) -> None:
    assert not store.ask("ASK { ?act a tb:Commendation , tb:Criticism }")
    assert not store.ask("ASK { ?act a tb:Appraisal MINUS { ?act a tb:Commendation } MINUS { ?act a tb:Criticism } }")
    assert not store.ask("ASK { ?notice tb:hasCommendation ?act . FILTER(CONTAINS(STR(?act), '/criticism/')) }")
    assert not store.ask("ASK { ?s ?p ?o . ?p owl:deprecated true }")
    assert not store.ask(
        "ASK { ?s ?p ?o . ?o a skos:Concept ; owl:deprecated true . FILTER(?p != skos:hasTopConcept) }"
    )


@pytest.mark.parametrize(
    ("shortcut", "names"),
    [
        (
            "commendsUnit",
            "reform education police finance housing transport water health linjiang-government civil justice",
        ),
        (
            "criticisesUnit",
            "audit sports statistics forestry culture water wangshan-government qinghe-government transport civil justice",
        ),
    ],
)
def test_the_shortcuts_lead_to_those_of_their_side(shortcut: str, names: str, store: MemoryStore) -> None:
    rows = store.select(f"SELECT DISTINCT ?unit {{ ?notice tb:{shortcut} ?unit }}").rows
    assert {unit.value.removeprefix(f"{ID}unit/yc-") for (unit,) in rows} == set(names.split())  # type: ignore[union-attr]


def test_a_closed_notice_may_criticise(store: MemoryStore) -> None:
    (row,) = store.select("SELECT ?notice { ?notice a tb:ClosedNotice ; tb:hasCriticism ?any } LIMIT 1").rows
    assert row[0].value == f"{ID}notice/yunchuan-2024-1"  # type: ignore[union-attr]


def test_each_recognition_has_the_link_of_its_kind(store: MemoryStore) -> None:
    links = "tb:conferredBy tb:affirmedBy tb:promotedBy tb:reportedBy tb:inWork tb:concerns"
    found = store.select(f"SELECT ?what ?link {{ ?what a tb:Honour ; ?link ?to VALUES ?link {{ {links} }} }}").rows
    assert {(what.value.rpartition("/")[2], link.value.rpartition("#")[2]) for what, link in found} == {  # type: ignore[union-attr]
        ("case", "conferredBy"),
        ("approval", "affirmedBy"),
        ("adoption", "promotedBy"),
        ("bulletin", "reportedBy"),
        ("bulletin", "inWork"),
        ("press", "inWork"),
        ("standard", "concerns"),
    }
    runs = store.select("SELECT ?work ?unit { ?work tb:runBy ?unit MINUS { ?work tb:issuedBy ?unit } }").rows
    assert len(runs) == 1
    assert not store.ask("ASK { ?part tb:role role:issuer }"), "whoever runs a bulletin issues no document"


# --- tables ---------------------------------------------------------------------------------------


def table(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "dump" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_praise_and_criticism_are_tables_of_their_own(site: Path) -> None:
    praise, blame = table(site, "commendations"), table(site, "criticisms")
    assert (len(praise), len(blame)) == (23, 26)
    assert not {row["recipient"] for row in praise} & {ID + thing for thing in ONLY_CRITICISED}
    assert not {row["recipient"] for row in blame} & {ID + thing for thing in ONLY_PRAISED}
    assert {row["act_zh"] for row in blame} == {"通报批评"}
    assert "通报批评" not in {row["act_zh"] for row in praise}
    assert {row["recipient_sort"] for row in (*praise, *blame)} == {"unit", "place", "person", "project"}
    assert all(row["recipient_name"] and "/" not in row["recipient_name"] for row in (*praise, *blame))


@pytest.mark.parametrize("name", ["commendations", "criticisms"])
def test_recipients_are_ordered_as_numbers(name: str, site: Path) -> None:
    places = [(row["notice"], int(row["act_position"]), int(row["position"])) for row in table(site, name)]
    assert places == sorted(places)
    assert max(position for _, _, position in places) > 10


def test_counts_of_the_other_tables(site: Path) -> None:
    assert [(row["commended"], row["criticised"]) for row in table(site, "notices")] == [
        ("11", "11"),
        ("0", "13"),
        ("12", "2"),
    ]
    columns = ("honours", "affirmations", "adoptions", "reports", "applications")
    (gate,) = (row for row in table(site, "measures") if row["measure"].endswith("/gate"))
    assert [gate[column] for column in columns] == ["1", "1", "1", "2", "1"]
    sorts = [row["sort_zh"] for row in table(site, "honours")]
    assert sorts == ["荣誉", "刊载、报道与展示", "刊载、报道与展示", "肯定", "推广", "申报待定"]


# --- pages ----------------------------------------------------------------------------------------

SIDES = {"commendation": ("因何受表扬", "Why commended"), "criticism": ("因何受批评", "Why criticised")}


@cache
def text(file: Path) -> str:
    return file.read_text("utf-8")


def section(page: str, name: str) -> str:
    """Return the section of a page that a heading with this id labels; empty where there is none."""
    found = re.search(rf'<section[^>]* aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def visible(page: str) -> str:
    return html.unescape(re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", "|", page, flags=re.DOTALL))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("things", "own", "other"),
    [(ONLY_CRITICISED, "criticism", "commendation"), (ONLY_PRAISED, "commendation", "criticism")],
)
def test_pages_of_units_and_places_tell_one_side_alone(
    things: list[str], own: str, other: str, language: str, site: Path
) -> None:
    for thing in (thing for thing in things if thing.startswith(("unit/", "place/"))):
        page = text(site / language / f"{thing}.html")
        assert section(page, own), thing
        assert SIDES[own][language == "en"] in page
        assert f'id="{other}"' not in page
        assert SIDES[other][language == "en"] not in page
        assert f"/{other}/yunchuan" not in page


def test_who_is_both_has_two_sections(site: Path) -> None:
    page = text(site / "zh/unit/yc-transport.html")
    assert "/criticism/" not in section(page, "commendation")
    assert "/commendation/" not in section(page, "criticism")
    assert (
        section(page, "commendation").count('class="quoted"') == section(page, "criticism").count('class="quoted"') == 1
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("notice", ["yunchuan-2024-1", "yunchuan-2024-2", "yunchuan-2024-3"])
def test_a_notice_lists_the_sides_apart(notice: str, language: str, site: Path) -> None:
    page = text(site / language / "notice" / f"{notice}.html")
    for own, other in (("commendation", "criticism"), ("criticism", "commendation")):
        listed = re.findall(rf"({own}|{other})/{notice}/(\d+-\d+)", section(page, own))
        assert {kind for kind, _ in listed} <= {own}
        acts = [tuple(map(int, name.split("-"))) for _, name in listed]
        assert acts == sorted(acts)
    assert bool(section(page, "commendation")) == (notice != "yunchuan-2024-2")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "rows"), [("commendations", 23), ("criticisms", 26)])
def test_lists_hold_one_side_with_names_for_all(name: str, rows: int, language: str, site: Path) -> None:
    page = text(site / language / f"{name}.html")
    assert page.count('<p class="title">') + page.count('<p class="title" lang') == rows
    assert ("/criticism/" in page, "/commendation/" in page) == (name == "criticisms", name == "commendations")
    assert ("李明" in page, "张伟" in page) == (name == "criticisms", name == "commendations")


def test_no_page_shows_a_person_or_project_without_its_name(site: Path) -> None:
    for file in site.rglob("*.html"):
        assert not re.search(r"\|[^|]*(person|project)/yunchuan[^|]*\|", visible(text(file))), file


def test_measures_say_for_what_side_they_count(site: Path) -> None:
    page = text(site / "zh/measure/yunchuan-2024-1/m-3.html")
    folds = dict(re.findall(r"<summary>(因此受..) <small>(\d+)</small>", page))
    assert folds == {"因此受表扬": "3", "因此受批评": "1"}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("zh/index.html", ["|4|次表扬，18个对象|", "|3|次批评，18个对象|", "|1|项荣誉；1次肯定；1次推广；2次刊载、报道或展示；1项申报|"]),
        ("en/index.html", ["|4|commendations,18recipients|", "|3|criticisms,18recipients|", "|1|honour;1expressionofapproval;1adoptionelsewhere;2reports;1application|"]),
    ],
)  # fmt: skip
def test_the_front_page_counts_acts_and_each_sort_apart(page: str, words: list[str], site: Path) -> None:
    figures = re.search(r'<ul class="totals">.*?</ul>', text(site / page), re.DOTALL)
    assert figures
    shown = re.sub(r"\s", "", visible(figures[0]))
    assert [word for word in words if word not in shown] == []


def test_a_measure_calls_each_sort_of_recognition_by_its_own_name(site: Path) -> None:
    page = text(site / "zh/measure/yunchuan-2024-3/gate.html")
    sorts = re.findall(r'<li id="honour-.*?<small>([^<·]+?)(?: ·.*?)?</small>', page)
    assert set(sorts) == {"荣誉", "肯定", "推广", "刊载、报道与展示", "申报待定"}
    assert "获得荣誉" not in visible(page)
    assert "发文机关" not in visible(page)
    pending = re.findall(r'<li id="honour-standard">.*?</li>', page, re.DOTALL)[0]
    assert "刊载于" not in pending
    assert "所涉对象" in pending


# --- data -----------------------------------------------------------------------------------------


def test_catalogues_count_the_sides_apart(site: Path) -> None:
    void = ox.Store()
    void.load(path=str(site / ".well-known/void"), format=ox.RdfFormat.TURTLE)
    rows = void.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?class ?n { ?part void:class ?class ; void:entities ?n }"
    )
    counted = {row["class"].value.rpartition("#")[2]: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    if counted:  # where it counts entities
        assert (counted["Commendation"], counted["Criticism"]) == (23, 26)


def test_json_ld_of_a_notice_tells_the_sides_apart(site: Path) -> None:
    document = json.loads(text(site / "data/notice/yunchuan-2024-1.jsonld"))
    (notice,) = (node for node in document["@graph"] if node.get("hasCommendation"))
    assert all("/commendation/" in one for one in notice["hasCommendation"])
    assert all("/criticism/" in one for one in notice["hasCriticism"])
    assert len(notice["hasCommendation"]) == len(notice["hasCriticism"]) == 11


def test_names_are_ordered_by_the_numbers_in_them() -> None:
    assert sorted(["m-10", "m-2", "a-3/1-10", "a-3/1-9"], key=numbered) == ["a-3/1-9", "a-3/1-10", "m-2", "m-10"]


# --- lists that the source leaves open ------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "opened", "left"),
    [
        ("led-by-one-unit", "id/measure/yunchuan-2024-2/patrol> <{}leadsOpen>", "yunchuan-2024-2/patrol"),
        ("commended-without-leading", "id/measure/yunchuan-2024-3/gate> <{}leadsOpen>", "notice/yunchuan-2024-3"),
        ("acting-without-leading", "id/measure/yunchuan-2024-3/gate> <{}leadsOpen>", "yunchuan-2024-3/gate"),
        ("leading-without-commendation", "id/notice/yunchuan-2024-3> <{}commendedOpen>", "notice/yunchuan-2024-3"),
    ],
)
def test_nothing_is_concluded_from_a_list_that_is_left_open(
    question: str, opened: str, left: str, built: Path, tmp_path: Path
) -> None:
    """What holds of those named need not hold of those whom 等 leaves out."""
    at = opened.format("https://w3id.org/tongbao/ontology#")
    lines = (built / "graph.nq").read_text("utf-8").splitlines(keepends=True)
    edited = [line.replace('"false"', '"true"') if at in line else line for line in lines]
    assert edited != lines
    text = read_query(questions()[question]).text
    found = []
    for name, graph in (("closed", lines), ("open", edited)):
        (tmp_path / f"{name}.nq").write_text("".join(graph), "utf-8")
        found.append(str(MemoryStore(tmp_path / f"{name}.nq").select(text).rows))
    assert left in found[0]
    assert left not in found[1]
