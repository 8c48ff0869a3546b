"""Every stored question gives the rows that a reader of the source expects, and depends on what it should.

``expected.csv`` was written from the source text: its last column says where each row stands. Cells name things
as the source does; columns that depend on how the YAML words a fact are left out. ``every-measure.csv`` has the
rows of a question about one measure for all of them, in the order of the text. ``without.nt`` or ``without.rq``
names one statement; when it is taken away and everything derived again, the answer must change.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from tongbao import paths
from tongbao.ask.answers import ask
from tongbao.ask.names import base_of, find, term_for
from tongbao.ask.questions import Query, derivations, questions, read_query
from tongbao.ask.store import MemoryStore, Rows, Term

GOLDEN = Path(__file__).parent / "questions"
QUESTIONS = questions()

UNANSWERED = {
    name
    for name in QUESTIONS
    if name.startswith(("criticised-", "what-a-unit-was-criticised")) or name == "commended-others"
} | {
    *("copies-of-notices", "corrections-of-data", "deadlines", "documents-referred-to"),
    *("faults-criticised", "figures-criticised", "figures-praised", "grades-and-prizes", "measures-by-group"),
    *("links-elsewhere", "originals-of-notices", "special-statuses", "where-measures-are-adopted"),
}
"""The notice holds nothing of the kind: ``test_appraisals.py`` and ``test_genre.py`` ask these of notices that do."""

IN_ORDER = {
    *("achieved-and-intended-money", "addressees", "annexes", "before-and-after", "claims-of-being-first"),
    *("commended-units", "distribution-list", "honours-by-level", "leads-of-measure", "led-by-one-unit", "measures"),
    *("money-figures", "money-with-counts", "outcomes-of-measure", "projected-and-targeted-figures"),
    *("first-named-units", "leads-by-reading", "promised-limits", "time-saved", "timeline"),
}
"""The source, or a size that it states, gives these rows their order; that of the others is the identifiers'."""

NUMBERS = {"integer", "decimal"}
OTHER_SIDE = {"one": "other", "other": "one"}


@dataclass(frozen=True)
class Graph:
    """The graph of the project's own data: its lines, a store over them, and the names of things."""

    lines: list[str] = field(repr=False)
    store: MemoryStore
    names: dict[str, set[str]] = field(repr=False)
    base: str


@pytest.fixture(scope="module")
def graph(graph_nq: Path) -> Graph:
    store = MemoryStore(graph_nq)
    base = base_of(store)
    assert base
    return Graph(graph_nq.read_text(encoding="utf-8").splitlines(keepends=True), store, names_of(store), base)


def names_of(store: MemoryStore) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in store.select(
        "SELECT ?thing ?name { ?thing dcterms:identifier|dcterms:title|rdfs:label|skos:prefLabel|skos:altLabel ?name }"
    ):
        names.setdefault(value(row["thing"]), set()).add(value(row["name"]))
    return names


def value(term: Term) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


def answer(query: Query, store: MemoryStore) -> Rows:
    terms = {p.name: term_for(p, p.default or "", store) for p in query.parameters}
    return store.select(query.bind(terms))


def golden(name: str, file_name: str = "expected") -> list[dict[str, str]]:
    with (GOLDEN / name / f"{file_name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- a golden cell against a term -------------------------------------------------------------------


def accepts(text: str, term: Term | None, kind: str, graph: Graph) -> bool:
    if term is None or not text:
        return term is None and not text
    if isinstance(term, ox.NamedNode):
        return text in called(term.value, graph)
    if kind in NUMBERS:
        return Decimal(text) == Decimal(value(term))
    if kind == "identifiers":
        return same_things(text.split(), value(term).split(), graph)
    return text == value(term)


def called(iri: str, graph: Graph) -> set[str]:
    return {re.split(r"[/#]", iri)[-1]} | graph.names.get(iri, set())


def same_things(expected: list[str], found: list[str], graph: Graph) -> bool:
    names = [called(f"{graph.base}id/unit/{item}", graph) for item in found]
    return len(expected) == len(found) and all(any(text in each for each in names) for text in expected)


def fits(row: dict[str, str], found: dict[str, Term], query: Query, graph: Graph) -> bool:
    """Tell whether an answer's row is the golden one; which unit of a pair comes first is not the source's matter."""
    cells = {column: text for column, text in row.items() if column != "where"}
    swapped = {re.sub("^(one|other)", lambda side: OTHER_SIDE[side[0]], column): text for column, text in cells.items()}
    return any(
        all(accepts(text, found.get(column), query.columns[column], graph) for column, text in side.items())
        for side in ([cells, swapped] if {"one", "other"} <= cells.keys() else [cells])
    )


# --- the tests --------------------------------------------------------------------------------------


def test_all_questions_are_here() -> None:
    assert QUESTIONS
    assert {folder.name for folder in GOLDEN.iterdir()} == QUESTIONS.keys()


@pytest.mark.parametrize("name", QUESTIONS)
def test_golden_rows(name: str, graph: Graph) -> None:
    query = read_query(QUESTIONS[name])
    left = list(answer(query, graph.store))
    for row in golden(name):
        assert row["where"], f"{row} does not say where it stands"
        candidates = left[:1] if name in IN_ORDER else left
        match = next((found for found in candidates if fits(row, found, query, graph)), None)
        assert match is not None, f"missing: {row}"
        left.remove(match)
    assert not left, "not expected"


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - UNANSWERED))
def test_answer_depends_on_the_statement(name: str, graph: Graph, stated: ox.Store) -> None:
    query = read_query(QUESTIONS[name])
    (triple,) = ox.parse(f"{statement_to_remove(name, graph)} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    removed = list(stated.quads_for_pattern(triple.subject, triple.predicate, triple.object))
    assert removed, "the statement is not in the graph"
    for quad in removed:
        stated.remove(quad)
    try:
        with derived_again(stated, graph.base) as store:
            assert answer(query, store).rows != answer(query, graph.store).rows
    finally:
        stated.extend(removed)


@pytest.mark.parametrize("name", QUESTIONS)
def test_order_does_not_depend_on_how_the_graph_was_loaded(name: str, graph: Graph, backwards: MemoryStore) -> None:
    query = read_query(QUESTIONS[name])
    assert answer(query, backwards).rows == answer(query, graph.store).rows


@pytest.mark.parametrize("name", QUESTIONS)
def test_columns_hold_what_the_header_says(name: str, graph: Graph) -> None:
    query = read_query(QUESTIONS[name])
    for row in answer(query, graph.store):
        for column, term in row.items():
            assert KINDS[query.columns[column]](term), f"{column}: {term} is no {query.columns[column]}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_summary_is_a_question_and_description_short(name: str) -> None:
    query = read_query(QUESTIONS[name])
    assert query.summary.en.endswith("?")
    assert query.summary.zh.endswith("？")
    assert len(re.findall(r"[.](?: |$)", query.description.en)) in (1, 2)
    assert len(re.findall("。", query.description.zh)) in (1, 2)
    assert query.tags


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_ends_in_a_total_order(name: str) -> None:
    assert re.search(r"\nORDER BY [^\n]+\n\Z", read_query(QUESTIONS[name]).text)


def test_a_title_is_in_the_language_of_the_answer(graph: Graph) -> None:
    english, chinese = (ask("measures", graph.store, {}, "table", language) for language in ("en", "zh"))
    ours, printed = "Pilot of a privacy-computing alliance", "开展“信易贷”"
    assert [ours in english, printed in english, ours in chinese, printed in chinese] == [True, False, False, True]


@pytest.mark.parametrize(
    ("kind", "typed", "thing"),
    [
        ("unit", "tax service", "unit/xm-tax"),
        ("measure", "Pilot of a privacy-computing alliance", "measure/xiamen-2023-64/city-07"),
        ("measure", "newborn's medical costs", "measure/xiamen-2023-64/city-10"),  # by the subject of a figure
        ("notice", "ten best", "notice/xiamen-2023-64"),
    ],
)
def test_a_name_in_english_finds_the_thing(kind: str, typed: str, thing: str, graph: Graph) -> None:
    assert find(kind, typed, graph.store).endswith(f"/id/{thing}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_are_written_for_all_questions(language: str, graph: Graph) -> None:
    for name in QUESTIONS:
        assert ask(name, graph.store, {}, "table", "zh" if language == "zh" else "en").count("\n") > 3


@pytest.mark.parametrize("measure", [row["measure"] for row in golden("measures")])
@pytest.mark.parametrize("name", ["leads-of-measure", "outcomes-of-measure"])
def test_what_is_asked_of_one_measure_holds_for_every_one(name: str, measure: str, graph: Graph) -> None:
    query = read_query(QUESTIONS[name])
    (parameter,) = query.parameters
    found = list(graph.store.select(query.bind({"measure": term_for(parameter, measure, graph.store)})))
    expected = [row for row in golden(name, "every-measure") if row.pop("measure") == measure]
    assert len(found) == len(expected)
    for row, answered in zip(expected, found, strict=True):
        assert fits(row, answered, query, graph), f"expected here: {row}"


SAVED: list[tuple[str, str, tuple[str, str, str, str] | None]] = [
    # before → after, as bound, number, unit and period; days, percent, bound and comparison
    ("exact 3 hour", "exact 30 minute", ("0.1042", "83.33", "exact", "exact")),
    ("over 2 day", "within 1 day", ("1", "50", "over", "exact")),
    ("over 2 month", "exact 10 working-day", ("46", "76.67", "over", "estimated")),
    ("nearly 9 day", "exact 1 day", ("8", "88.89", "within", "exact")),
    ("over 5 day", "over 1 day", ("4", "80", "", "exact")),
    ("nearly 6 day", "nearly 1 day", ("5", "83.33", "", "exact")),
    ("exact 1 year", "exact 1 month", ("335", "91.78", "exact", "estimated")),
    ("exact 1 day", "exact 2 day", None),  # longer
    ("exact 1 day", "exact 24 hour", None),  # the same
    ("exact 9 day month", "exact 2 day month", ("7", "77.78", "exact", "exact")),
    ("exact 9 day month", "exact 2 day year", None),  # cannot be subtracted
]


def test_time_saved_is_ranked_by_what_can_be_compared(graph: Graph, tmp_path: Path) -> None:
    units = [line for line in graph.lines if "/vocab/unit-of-measure#" in line and "graph/notice/" not in line]
    made = [line for n, (before, after, _) in enumerate(SAVED) for line in change(n, before, after)]
    rows = list(stored(units + made, tmp_path).select(read_query(QUESTIONS["time-saved"]).text))
    found = {
        value(row["outcome"]): tuple(
            value(row[name]).rpartition("#")[2] if name in row else ""
            for name in ("days", "percent", "bound", "comparison")
        )
        for row in rows
    }
    assert found == {f"urn:{n}": saved for n, (_, _, saved) in enumerate(SAVED) if saved}
    days = [("per" in row, -Decimal(value(row["days"]))) for row in rows]
    assert days == sorted(days)  # what recurs comes last


def test_ties_stand_in_the_order_of_their_numbers(graph: Graph, tmp_path: Path) -> None:
    units = [line for line in graph.lines if "/vocab/unit-of-measure#" in line and "graph/notice/" not in line]
    numbers = [10, 2, 1, 100, 11, 20]
    made = [line for n in numbers for line in change(n, "exact 2 day", "exact 1 day")]
    rows = stored(units + made, tmp_path).select(read_query(QUESTIONS["time-saved"]).text)
    assert [value(row["outcome"]) for row in rows] == [f"urn:{n}" for n in sorted(numbers)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_orders_numbers_as_texts(name: str) -> None:
    order = read_query(QUESTIONS[name]).text.rpartition("ORDER BY")[2]
    numbered = re.search(r"STR\(\?(?:measure|outcome|notice|honour|document|one|other|thing|recognition)\)", order)
    by_position = "?position" in order and "?written" in order
    pairs_of_units = "GROUP_CONCAT" in read_query(QUESTIONS[name]).text
    assert not numbered or by_position or pairs_of_units or '"00000$1"' in order, order


def change(number: int, before: str, after: str) -> Iterator[str]:
    terms, vocab = "https://w3id.org/tongbao/ontology#", "https://w3id.org/tongbao/vocab/"
    qudt, outcome = "http://qudt.org/schema/qudt/", f"urn:{number}"
    yield f"<urn:m> <{terms}hasOutcome> <{outcome}> .\n"
    yield f"<{outcome}> <{terms}realisation> <{vocab}outcome-realisation#achieved> .\n"
    for side, quantity in (("before", before), ("after", after)):
        bound, amount, unit, *per = quantity.split()
        node = f"<{outcome}#{side}>"
        yield f"<{outcome}> <{terms}{side}> {node} .\n"
        yield f"{node} <{qudt}hasQuantityKind> <{vocab}quantity-kind#time> .\n"
        yield f'{node} <{qudt}numericValue> "{amount}"^^<{XSD}decimal> .\n'
        yield f"{node} <{qudt}hasUnit> <{vocab}unit-of-measure#{unit}> .\n"
        yield f"{node} <{terms}bound> <{vocab}bound#{bound}> .\n"
        yield from (f"{node} <{terms}per> <{vocab}unit-of-measure#{each}> .\n" for each in per)


def test_derived_statements_follow_from_the_rest(graph: Graph, stated: ox.Store) -> None:
    own = {line for line in graph.lines if is_derived(line)}
    before = len(stated)
    everywhere = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), '/graph/derived')) }"
    with derived_again(stated, graph.base) as again:
        assert len(again.select(everywhere).rows) == len(own) > 0
    assert len(stated) == before == len(graph.lines) - len(own)


def test_no_unit_is_its_own_partner(graph: Graph) -> None:
    assert not graph.store.ask("ASK { ?unit tb:coLeads ?unit }")
    pairs = "SELECT ?edge (COUNT(DISTINCT ?unit) AS ?units) { ?edge tb:coLeader ?unit } GROUP BY ?edge"
    assert {value(row["units"]) for row in graph.store.select(pairs)} == {"2"}
    assert not graph.store.ask("ASK { ?one tb:coLeads ?other MINUS { ?other tb:coLeads ?one } }")


def test_only_leads_lead(graph: Graph) -> None:
    without_lead_role = "MINUS { ?measure tb:hasParticipation ?p . ?p tb:participant ?unit ; tb:role role:lead }"
    assert not graph.store.ask(f"ASK {{ ?unit tb:leads ?measure {without_lead_role} }}")


# --- taking a statement away --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def backwards(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    return stored(graph.lines[::-1], tmp_path_factory.mktemp("backwards"))


def statement_to_remove(name: str, graph: Graph) -> str:
    """Return the one statement that a question's ``without`` file names, as N-Triples without the dot."""
    folder = GOLDEN / name
    if (folder / "without.nt").exists():
        return (folder / "without.nt").read_text(encoding="utf-8").strip().removesuffix(" .")
    found = graph.store.construct((folder / "without.rq").read_text(encoding="utf-8"))
    assert len(found) == 1, f"{len(found)} statements match, not one"
    return str(found[0])


@pytest.fixture(scope="module")
def stated(graph: Graph) -> ox.Store:
    """The engine with all statements that are not derived; whoever changes it puts it right again."""
    store = ox.Store()
    store.load("".join(line for line in graph.lines if not is_derived(line)).encode(), format=ox.RdfFormat.N_QUADS)
    return store


@contextmanager
def derived_again(stated: ox.Store, base: str) -> Iterator[MemoryStore]:
    """Add what is derived from the statements of an engine, for a block that asks of all."""
    store = MemoryStore()
    store.__dict__["engine"] = stated  # loading them for each question would take most of the time
    added: list[ox.Quad] = []
    try:
        for derive in (paths.QUERIES / "derive", paths.QUERIES / "derive" / "across"):
            found = [quad for file in derivations(derive).values() for quad in derived_quads(file, base, store)]
            stated.extend(found)
            added += found
        yield store
    finally:
        for quad in added:
            stated.remove(quad)


def derived_quads(file: Path, base: str, store: MemoryStore) -> Iterator[ox.Quad]:
    query = read_query(file)
    text = query.bind({parameter.name: f"<{base}>" for parameter in query.parameters})
    for triple in store.construct(text):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(f"{base}graph/derived"))


def is_derived(line: str) -> bool:
    return line.endswith("/graph/derived> .\n")


def stored(lines: list[str], folder: Path) -> MemoryStore:
    file = folder / f"{len(list(folder.iterdir()))}.nq"
    file.write_text("".join(lines), encoding="utf-8")
    return MemoryStore(file)


XSD = "http://www.w3.org/2001/XMLSchema#"


def is_of(*types: str):  # type: ignore[no-untyped-def]
    return lambda term: isinstance(term, ox.Literal) and term.datatype.value in {XSD + name for name in types}


def is_iri(term: Term) -> bool:
    return isinstance(term, ox.NamedNode)


def is_text(term: Term) -> bool:
    return isinstance(term, ox.Literal) and (term.language is not None or term.datatype.value == XSD + "string")


KINDS = {
    "iri": is_iri,
    "string": is_text,
    "identifiers": is_text,
    "integer": is_of("integer"),
    "decimal": is_of("decimal"),
    "boolean": is_of("boolean"),
    "date": is_of("date", "gYearMonth", "gYear"),
    "any": lambda term: is_iri(term) or is_text(term),
}
