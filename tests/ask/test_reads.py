"""What a question may read: asked of these statements alone, it gives the same answer."""

from pathlib import Path

import pytest

from tongbao.ask.answers import answer_to
from tongbao.ask.names import base_of, queries_for_names
from tongbao.ask.questions import questions, read_query
from tongbao.ask.reads import statements_read
from tongbao.ask.sparql import EVERYTHING
from tongbao.ask.store import MemoryStore, Rows
from tongbao.site.digests import digests

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
TB = "https://w3id.org/tongbao/ontology#"


@pytest.fixture(scope="module")
def by_key(graph_nq: Path) -> dict[str, list[str]]:
    """The statements of the project's own data by their property, and those of classes by their class."""
    found: dict[str, list[str]] = {}
    for line in graph_nq.read_text("utf-8").splitlines(keepends=True):
        _, property_, rest = line.split(" ", 2)
        key = f"{property_} {rest.partition(' ')[0]}" if property_ == TYPE else property_
        found.setdefault(key, []).append(line)
    return found


@pytest.fixture(scope="module")
def whole(graph_nq: Path) -> MemoryStore:
    return MemoryStore(graph_nq)


@pytest.mark.parametrize("name", questions())
def test_a_question_reads_nothing_else(
    name: str, by_key: dict[str, list[str]], whole: MemoryStore, tmp_path: Path
) -> None:
    query = read_query(questions()[name])
    read = statements_read(query.text)
    if EVERYTHING in read:
        assert name == "co-lead-components"  # its path of any length begins at any unit
        return
    answer, asked, _ = answer_to(name, whole, {})
    assert isinstance(answer, Rows)
    terms = dict(zip(asked.of.variables, map(str, asked.of.rows[0]), strict=True))
    lines = [line for key, those in by_key.items() if key in read or key.partition(" ")[0] in read for line in those]
    (tmp_path / "graph.nq").write_text("".join(lines), "utf-8")
    assert whole.select(query.bind(terms)) == MemoryStore(tmp_path / "graph.nq").select(query.bind(terms))


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("ASK { ?a tb:leads ?b }", {f"<{TB}leads>"}),
        ("ASK { ?a ^tb:leads|tb:level ?b }", {f"<{TB}leads>", f"<{TB}level>"}),
        ("ASK { ?a tb:within+ ?b }", {f"<{TB}within>"}),
        ("ASK { ?a tb:within* ?b }", {EVERYTHING}),
        ("ASK { ?a tb:place ?b . ?b tb:within* ?c }", {f"<{TB}place>", f"<{TB}within>"}),
        ("ASK { ?a !tb:leads ?b }", {EVERYTHING}),
        ("ASK { ?a ?p ?b }", {EVERYTHING}),
        ("ASK { ?a tb:leads ?b FILTER NOT EXISTS { ?b ?p 1 } }", {EVERYTHING}),
        ("ASK { ?a tb:leads ?b MINUS { ?b tb:level ?l } }", {f"<{TB}leads>", f"<{TB}level>"}),
        ("SELECT ?a { { SELECT ?a { GRAPH ?g { ?a tb:leads ?b } } } }", {f"<{TB}leads>"}),
        ("ASK { ?a a tb:Measure }", {f"{TYPE} <{TB}Measure>"}),
        ("ASK { ?a a ?class }", {TYPE}),
        ("ASK { VALUES ?a { tb:leads } OPTIONAL { ?a rdf:type/tb:level ?b } }", {TYPE, f"<{TB}level>"}),
    ],
)
def test_all_that_is_named_is_read(query: str, read: set[str]) -> None:
    assert statements_read(query) == read


def test_names_are_found_by_known_properties(whole: MemoryStore) -> None:
    read = frozenset[str]().union(*map(statements_read, queries_for_names()))
    assert EVERYTHING not in read
    assert {f"<{TB}placeCode>", f"<{TB}printedTitle>", f"{TYPE} <{TB}Notice>"} <= read


def test_a_statement_changes_the_digests_of_what_it_says(graph_nq: Path) -> None:
    lines = graph_nq.read_text("utf-8").splitlines(keepends=True)
    base = base_of(MemoryStore(graph_nq))
    assert base
    before = digests(lines, base)
    for line, changed in (
        (f"<{base}id/measure/n/m> {TYPE} <{TB}Measure> <g> .\n", {TYPE, f"{TYPE} <{TB}Measure>"}),
        (f'<{base}id/outcome/n/m/o> <{TB}counts> "a b" <g> .\n', {f"<{TB}counts>", f"<{TB}counts> outcome"}),
        (f"<{base}id/unit/u> <{TB}leads> <{base}id/measure/n/m> <g> .\n", {f"<{TB}leads>"}),
    ):
        after = digests([*lines, line], base)
        assert {key for key in after if after[key] != before.get(key)} == changed
