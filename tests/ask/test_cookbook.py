"""The queries of the cookbook give what the source says, in every engine, and what the stored questions give.

``cookbook/NAME.csv`` was written from the source text, as the golden rows of the questions were: its last column says where
each row stands, and columns that depend on how the YAML words a fact are left out.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from tests.ask.test_questions import Graph, accepts, fits, names_of, value
from tests.generated import codes, prefixes_of_vocabularies

from tongbao import paths
from tongbao.ask.names import base_of
from tongbao.ask.questions import Query, questions, read_query, recipes, without_header
from tongbao.ask.store import MemoryStore, Rows
from tongbao.load.source import SourceText
from tongbao.rdf.terms import Term

GOLDEN = Path(__file__).parent / "cookbook"
RECIPES = {name: read_query(file) for name, file in recipes().items()}


@pytest.fixture(scope="module")
def graph(graph_nq: Path) -> Graph:
    store = MemoryStore(graph_nq)
    return Graph([], store, names_of(store), base_of(store) or "")


def answer(name: str, graph: Graph) -> Rows:
    return graph.store.select(RECIPES[name].text)


def golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows: Rows, name: str) -> list[str]:
    return [value(row[name]) if name in row else "" for row in rows]


def test_there_are_twelve_and_each_has_its_file() -> None:
    assert len(RECIPES) == 12
    assert {file.stem for file in (paths.QUERIES / "cookbook").glob("*.rq")} == RECIPES.keys()
    assert {file.stem for file in GOLDEN.iterdir()} == RECIPES.keys()
    assert not RECIPES.keys() & questions().keys()


@pytest.mark.parametrize("name", RECIPES)
def test_golden_rows(name: str, graph: Graph) -> None:
    left = list(answer(name, graph))
    for row in golden(name):
        assert row["where"], f"{row} does not say where it stands"
        match = next((found for found in left if fits(row, found, RECIPES[name], graph)), None)
        assert match is not None, f"missing: {row}"
        left.remove(match)
    assert not left, "not expected"


def comments(query: Query) -> dict[str, list[str]]:
    found = re.findall(r"(?m)^ *# (?:(zh|en): )?(.*)$", query.text)
    return {language: [said for of, said in found if of == language] for language in ("zh", "en", "")}


@pytest.mark.parametrize("name", RECIPES)
def test_a_query_says_in_both_languages_what_to_change_and_what_to_avoid(name: str) -> None:
    query, said = RECIPES[name], comments(RECIPES[name])
    assert len(said["zh"]) == len(said["en"]) >= 1
    assert all(re.search("[\u4e00-\u9fff]", line) for line in said["zh"])
    assert all(re.search("[a-z]{3}", line) for line in said["en"])
    assert not [line for line in said[""] if not line.startswith("FILTER")], "a comment without its language"
    assert query.trap.en.endswith(".")
    assert query.trap.zh.endswith("。")


@pytest.mark.parametrize("name", RECIPES)
def test_a_query_works_in_stores_that_know_only_the_standard(name: str) -> None:
    """Virtuoso takes variable predicates for everything there is; the union of all graphs is the default graph."""
    body = re.sub(r"#.*|<[^>]*>|\"[^\"]*\"", "", RECIPES[name].text)
    assert not re.search(r"[;{.]\s*\?\w+\s+\?\w+\s+[?\w]", body), "a variable predicate"
    assert not re.search(r"\b(GRAPH|FROM|SERVICE)\b", body)
    assert re.search(r"\nORDER BY [^\n]+\n\Z", RECIPES[name].text)


@pytest.mark.parametrize(
    ("recipe", "question", "columns"),
    [
        ("units-that-lead-together", "co-lead-pairs", {"times": "times"}),
        ("who-is-praised", "commended-units", {"order": "order", "printed": "printed"}),
        ("money-once", "money-figures", {"yuan": "number", "bound": "bound"}),
        ("honours-conferred", "honours-by-level", {"kind": "kind", "level": "level", "date": "date"}),
        ("who-leads", "leads-by-reading", {"measure": "measure", "unit": "unit"}),
    ],
)
def test_a_query_and_the_stored_question_agree(
    recipe: str, question: str, columns: dict[str, str], graph: Graph
) -> None:
    asked = graph.store.select(read_query(questions()[question]).text)
    rows = zip(*(column(answer(recipe, graph), name) for name in columns), strict=True)
    others = zip(*(column(asked, name) for name in columns.values()), strict=True)
    assert sorted(rows) == sorted(others)


# --- the traps: what each query gets right, and a first attempt does not --------------------------------


def first(graph: Graph, query: str) -> Rows:
    return graph.store.select(query)


def test_one_property_alone_finds_no_name_of_a_platform(graph: Graph) -> None:
    assert not first(graph, "SELECT ?n { ?p a tb:Platform ; skos:prefLabel ?n }").rows
    assert len(answer("names-of-things", graph).rows) == 22


def test_all_leads_of_the_notice_are_readings(graph: Graph) -> None:
    assert len(first(graph, "SELECT * { ?unit tb:leads ?measure }").rows) == 38
    assert column(answer("who-leads", graph), "said") == ["reading"] * 38
    bare = RECIPES["who-leads"].text.replace("# FILTER(", "FILTER(")
    assert not first(graph, bare).rows


def test_a_plain_join_drops_the_groups(graph: Graph) -> None:
    plain = 'SELECT * { ?m dcterms:identifier "city-04" ; tb:hasParticipation ?p . ?p tb:participant ?u }'
    assert len(first(graph, plain).rows) == 2
    assert len(answer("who-takes-part", graph).rows) == 6


def test_a_unit_with_two_roles_in_a_measure_counts_once(graph: Graph) -> None:
    """The industry bureau leads city-02 and city-07, and 会同 names it again in city-02."""
    rows = {value(row["unit"]).rpartition("/")[2]: value(row["measures"]) for row in answer("busiest-units", graph)}
    assert rows["xm-industry"] == "2"
    plain = "SELECT (COUNT(*) AS ?n) { ?m tb:hasParticipation/tb:participant ?u . ?u dcterms:identifier 'xm-industry' }"
    assert column(first(graph, plain), "n") == ["3"]
    levels = {value(row["unit"]).rpartition("/")[2] for row in answer("busiest-units", graph) if "level" not in row}
    assert "xm-customs" in levels


def test_each_pair_stands_once(graph: Graph) -> None:
    assert len(first(graph, "SELECT * { ?one tb:coLeads ?other }").rows) == 2 * 36
    assert len(answer("units-that-lead-together", graph).rows) == 36


def test_praise_and_blame_are_apart(appraisals_built: Path) -> None:
    store = MemoryStore(appraisals_built / "graph.nq")
    every = store.select("SELECT ?a { ?a a tb:Appraisal }").rows
    praise = store.select(RECIPES["who-is-praised"].text).rows
    blame = store.select(
        RECIPES["who-is-praised"].text.replace("?notice tb:hasCommendation", "?notice tb:hasCriticism")
    ).rows
    assert len(praise) + len(blame) == len(every)
    assert praise
    assert blame
    units = store.select("SELECT ?u { ?n tb:commendsUnit ?u }").rows
    assert len(units) < len(praise), "places, persons and projects are praised, too"


def test_the_tax_service_is_praised_for_its_three_measures(graph: Graph) -> None:
    rows = answer("who-is-praised", graph)
    assert [value(row["measures"]) for row in rows if value(row["printed"]) == "市税务局"] == ["3"]


def test_values_alone_miss_the_changes(graph: Graph) -> None:
    rows = answer("every-figure", graph)
    assert [column(rows, "which").count(which) for which in ("value", "before", "after")] == [69, 4, 4]
    assert column(rows, "realisation").count("") > 0


def test_a_range_has_both_ends(figures_built: Path) -> None:
    store = MemoryStore(figures_built / "graph.nq")
    rows = store.select(RECIPES["every-figure"].text)
    assert [row for row in rows if "to" in row]
    assert len(store.select("SELECT ?q { ?q tb:lowest ?n }").rows) == len([row for row in rows if "to" in row])


def test_each_sum_stands_once(graph: Graph) -> None:
    joined = """SELECT ?o ?u { ?m tb:hasOutcome ?o . ?u tb:leads ?m .
                ?o tb:value [ qudt:hasQuantityKind quantitykind:money ] }"""
    assert len(first(graph, joined).rows) == 14
    rows = answer("money-once", graph)
    assert [len(leads.split("; ")) for leads in column(rows, "leads")] == [1, 1, 2, 1, 2, 2, 2, 1, 2]
    assert column(rows, "yuan") == sorted(column(rows, "yuan"), key=lambda yuan: -int(yuan))


def test_only_exact_units_give_days(graph: Graph) -> None:
    rows = answer("time-in-days", graph)
    assert [Decimal(value(rows.rows[0][-1])).quantize(Decimal("0.0001")), rows.rows[1][-1]] == [
        Decimal("59.9965"),
        None,
    ]


def test_a_date_that_is_compared_as_it_is_vanishes(graph: Graph) -> None:
    plain = 'SELECT ?e { ?e a tb:DatedEvent ; tb:date ?d . FILTER(?d >= "2023-06-01"^^xsd:date) }'
    assert len(first(graph, plain).rows) == 1
    assert len(answer("since-a-day", graph).rows) == 7


def test_only_three_of_the_recognitions_were_conferred(graph: Graph) -> None:
    assert len(first(graph, "SELECT ?h { ?h a tb:Honour }").rows) == 14
    assert len(answer("honours-conferred", graph).rows) == 3


def test_the_words_stand_where_they_are_said_to(graph: Graph) -> None:
    source = SourceText.of((paths.DATA / "notices" / "2023" / "xiamen-2023-64.txt").read_text("utf-8"))
    rows = answer("words-that-prove", graph)
    for row in rows:
        assert accepts("xiamen-2023-64.txt", row["file"], "string", graph)
        cut = source.text[int(value(row["start"])) : int(value(row["end"]))]
        assert re.sub(r"\s", "", cut) == value(row["words"])
    one = "SELECT * { ?s oa:hasSelector ?x . ?x tb:words ?w ; oa:start ?start }"
    assert not first(graph, one).rows


@pytest.mark.parametrize("name", RECIPES)
def test_what_comments_and_traps_name_is_there(name: str) -> None:
    """A stranger copies terms and codes from them."""
    query = RECIPES[name]
    said = "\n".join([*query.trap, *re.findall(r"#.*", without_header(query.text))])
    for prefix, local in re.findall(r"\b([a-z]+):([A-Za-z][\w-]*)", re.sub(r"<[^>]*>|(?:zh|en): ", " ", said)):
        assert f"{prefix}:{local}" in KNOWN, f"{prefix}:{local}"


KNOWN = {
    *get_args(Term),
    *(f"{prefix}:{code}" for prefix, name in prefixes_of_vocabularies().items() for code in codes(name)),
}
