"""The store answers over the union of all graphs, and keeps users' queries within bounds."""

import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from tongbao.errors import OutputError, TongbaoError, UsageError
from tongbao.sparql import check_user_query
from tongbao.store import MemoryStore, Rows, Store

FILE = Path("asked.rq")
QUADS = """\
<http://x/a> <http://x/p> <http://x/b> <http://x/g1> .
<http://x/b> <http://x/p> <http://x/c> <http://x/g2> .
<http://x/a> <http://x/name> "甲"@zh <http://x/g2> .
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "graph.nq").write_text(QUADS, encoding="utf-8")
    return MemoryStore(tmp_path / "graph.nq")


def told(error: pytest.ExceptionInfo[TongbaoError]) -> tuple[str, int, int]:
    (problem,) = error.value.problems
    assert problem.place
    return problem.code, problem.place.line, problem.place.column


def test_all_graphs_together_are_the_default_graph(store: Store) -> None:
    rows = store.select("SELECT ?x ?z { ?x <http://x/p> ?y . ?y <http://x/p> ?z OPTIONAL { ?z <http://x/q> ?n } }")
    assert rows == Rows(("x", "z"), [(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/c"))])
    assert store.ask("ASK { GRAPH <http://x/g1> { ?s ?p ?o } }")
    assert len(store.construct("CONSTRUCT WHERE { ?s <http://x/p> ?o }")) == 2


def test_rows_are_given_by_variable(store: Store) -> None:
    (row,) = store.select("SELECT ?s ?none { ?s <http://x/name> ?o }")
    assert row == {"s": ox.NamedNode("http://x/a")}


def test_users_select_ask_and_construct(store: Store) -> None:
    selected = store.answer_user("SELECT ?o { ?s <http://x/name> ?o }", FILE)
    assert selected == Rows(("o",), [(ox.Literal("甲", language="zh"),)])
    assert store.answer_user("ASK { <http://x/a> ?p ?o }", FILE) is True
    assert store.answer_user("ASK { <http://x/z> ?p ?o }", FILE) is False
    made = store.answer_user("CONSTRUCT { ?o <http://x/of> ?s } WHERE { ?s <http://x/p> ?o }", FILE)
    assert isinstance(made, Rows)
    assert made.variables == ("subject", "predicate", "object")
    assert [str(row[0]) for row in made.rows] == ["<http://x/b>", "<http://x/c>"]


def test_users_may_use_our_prefixes_undeclared(store: Store) -> None:
    assert store.answer_user("ASK { ?s a tb:Measure ; tb:level level:municipal }", FILE) is False


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT * {\n  ?s ex:p ?o }", (2, 6), "ex:"),
        ("SELECT * {\n  ?s ?p ", (2, 9), "too early"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (1, 41), "neither grouped"),
        ("SELECT * { ?s ?p ?o . } }", (1, 26), "too many"),
        ("SELECT * WHERE ?s ?p ?o", (1, 16), "from here on: '\\?s \\?p \\?o'"),
        ("", (1, 1), "too early"),
    ],
)
def test_syntax_errors_have_a_place_and_plain_words(
    query: str, place: tuple[int, int], words: str, store: Store
) -> None:
    with pytest.raises(UsageError, match=words) as error:
        store.answer_user(query, FILE)
    assert told(error) == ("query-syntax", *place)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5SERVICEex:a{} }",  # the engine's grammar knows no word boundary
        "SELECT * { FILTER(?o<5)SERVICE?x#>\n{ ?s ?p ?o } }",  # `<5)SERVICE?x#>` looks like an IRI
        'SELECT * { ?s ?p """\n# """ . SERVICE <http://x/> {} }',  # a comment line that is none
        "SELECT * { ?s ?p 'service' }",
    ],
)
def test_calls_to_other_servers_are_refused(query: str, store: Store) -> None:
    with pytest.raises(UsageError) as error:
        store.answer_user(query, FILE)
    code, line, column = told(error)
    assert code == "service-refused"
    assert query.split("\n")[line - 1][column - 1 :].lower().startswith("service")


def test_the_word_may_stand_in_a_comment_line(store: Store) -> None:
    assert store.answer_user("# which service?\n  # SERVICE\nASK { ?s ?p ?o }", FILE) is True


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:p> 1 }",
        "PREFIX service: <x:>\n".replace("service", "x") + "# only a look\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "clear all",
    ],
)
def test_updates_are_refused(query: str, store: Store) -> None:
    with pytest.raises(UsageError) as error:
        store.answer_user(query, FILE)
    assert told(error)[0] == "update-refused"


def test_from_reads_no_file(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<x:a> <x:p> <x:o> .\n", encoding="utf-8")
    answer = store.answer_user(f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}", FILE)
    assert isinstance(answer, Rows)
    assert not answer.rows


def test_from_names_the_graphs(store: Store) -> None:
    query = "SELECT ?from { ?from <http://x/p> ?o }"
    everywhere = store.answer_user(query, FILE)
    one = store.answer_user(query.replace("{", "FROM <http://x/g1> {", 1), FILE)
    assert isinstance(everywhere, Rows)
    assert isinstance(one, Rows)
    assert (len(everywhere.rows), len(one.rows)) == (2, 1)


@pytest.fixture
def endless(tmp_path: Path) -> Store:
    lines = (f"<http://x/{n}> <http://x/p> {n} <http://x/g> .\n".replace(f" {n} ", f' "{n}" ') for n in range(2000))
    (tmp_path / "many.nq").write_text("".join(lines), encoding="utf-8")
    return MemoryStore(tmp_path / "many.nq")


def test_a_query_that_never_ends_is_killed(endless: Store) -> None:
    before = children()
    start = time.monotonic()
    with pytest.raises(UsageError, match="stopped after 1 second") as error:
        endless.answer_user("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", FILE, 1)
    assert time.monotonic() - start < 20
    assert told(error)[0] == "time-limit"
    assert children() <= before


def children() -> set[str]:
    """Return the processes that this one has started and that still run, where the system can tell."""
    folder = Path(f"/proc/{os.getpid()}/task")
    return {child for task in folder.glob("*/children") for child in task.read_text().split()}


def test_a_missing_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="tongbao build") as error:
        MemoryStore(tmp_path / "graph.nq").ask("ASK {}")
    assert told(error)[0] == "graph-unreadable"


def test_a_broken_graph_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(QUADS + "<http://x/a> <http://x/p>", encoding="utf-8")
    with pytest.raises(OutputError) as error:
        MemoryStore(tmp_path / "graph.nq").answer_user("ASK {}", FILE)
    assert told(error)[:2] == ("graph-broken", 4)


def test_a_query_without_fault_is_let_through() -> None:
    check_user_query("PREFIX x: <http://x/>\nBASE <http://y/>\n# note\nSELECT * { ?s x:insert ?o }", FILE)
