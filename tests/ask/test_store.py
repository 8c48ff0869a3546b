"""The store answers over the union of all graphs, and keeps users' queries within bounds."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patience import wait_for, worked

from tongbao import limits
from tongbao.ask import store as store_module
from tongbao.ask.sparql import check_user_query, without_service
from tongbao.ask.store import Graph, MemoryStore, Remembering, Rows, Store, base_of
from tongbao.errors import OutputError, TongbaoError, UsageError

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
    assert isinstance(made, Graph)
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
        ("SELECT * { ?s ?p ?o . } }", (1, 25), "too many"),
        ("SELECT * WHERE ?s ?p ?o", (1, 16), "from here on: '\\?s \\?p \\?o'"),
        ("SELECT ?x { ?x a tb:Measure ?y }", (1, 29), "from here on: '\\?y }'"),
        ("SELECT ?l {\n ?s ?p ?l\n FILTER(?l = )\n}", (3, 14), "from here on: '\\) }'"),
        ("SELECT ?s {\n # one\n ?s ?p ?o .\n FILTR(?o > 3)\n ?s ?p ?q }", (4, 2), "from here on: 'FILTR"),
        ("SELECT ?x { ?x a tb:Measure } ORDER", (1, 36), "at its end: '.*ORDER'"),
        ("SELECT ?s { ?s ?p 'service' } ORDR", (1, 31), "from here on: 'ORDR'"),
        ('SELECT ?s { ?s ?p "abc }', (1, 19), "never closed"),
        ("SELEC ?x { ?x ?y ?z }", (1, 1), "not start with 'SELEC'.*\n.*SELECT\\?"),
        ("PREFIX x: <http://x/>\nSELCT ?x", (2, 1), "not start with 'SELCT'.*\n.*SELECT\\?"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", (1, 34), "SELECT \\* is not authorized"),
        ("", (1, 1), "no query here"),
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
        "SELECT * { ?s tb:serviceKind ?o }",  # an escape may not stand in a name
        "SELECT * { ?service ?p ?o }",
    ],
)
def test_calls_to_other_servers_are_refused(query: str, store: Store) -> None:
    with pytest.raises(UsageError) as error:
        store.answer_user(query, FILE)
    code, line, column = told(error)
    assert code == "service-refused"
    assert query.split("\n")[line - 1][column - 1 :].lower().startswith("service")


def test_the_word_may_stand_in_comments_strings_and_iris(store: Store) -> None:
    assert store.answer_user("# which service?\n  # SERVICE\nASK { ?s ?p ?o }", FILE) is True
    query = 'SELECT (\'Service\' AS ?a) ("""\nservices""" AS ?b) (<http://x/service> AS ?c) {} # service'
    (row,) = list(store.answer_user(query, FILE))  # type: ignore[arg-type]
    assert [row[name].value for name in "abc"] == ["Service", "\nservices", "http://x/service"]


@pytest.mark.parametrize(
    "word", ["SERVICE", "sErViCe SILENT", r"\u0053ERVICE", r"S\U00000045RVICE", "ſervice", "1.SERVICE"]
)
def test_no_other_server_is_called(word: str, store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        query = f"SELECT * {{ ?s ?p ?o . {word} <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(UsageError):
            store.answer_user(query, FILE)
        with pytest.raises(TimeoutError):
            server.accept()


@given(
    st.lists(
        st.sampled_from(["service", "SERVICE", "\\", "s", "ervice", "'", '"', "<", ">", "#", "\n", "ſ"]), max_size=12
    )
)
def test_the_word_never_reaches_the_engine(parts: list[str]) -> None:
    assert "service" not in without_service("".join(parts)).lower()


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
def endless(tmp_path: Path) -> MemoryStore:
    lines = (f"<http://x/{n}> <http://x/p> {n} <http://x/g> .\n".replace(f" {n} ", f' "{n}" ') for n in range(2000))
    (tmp_path / "many.nq").write_text("".join(lines), encoding="utf-8")
    return MemoryStore(tmp_path / "many.nq")


def test_a_query_that_never_ends_is_killed(endless: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    monkeypatch.setattr(limits, "QUERY_SECONDS", 1)
    with pytest.raises(UsageError, match="time limit of 1 second") as error:
        endless.answer_user(ENDLESS, FILE)
    assert told(error) == ("time-limit", 1, 1)
    assert children() <= before


def children(parent: int | None = None) -> set[str]:
    """Return the processes that this one (or another) has started and that still run, where the system can tell."""
    folder = Path(f"/proc/{parent or os.getpid()}/task")
    return {child for task in folder.glob("*/children") for child in task.read_text().split()}


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not list processes as files")
def test_the_child_ends_with_its_parent(endless: MemoryStore) -> None:
    code = f"""if True:
        from pathlib import Path
        from tongbao.ask.store import MemoryStore
        MemoryStore(Path({str(endless.files[0])!r})).answer_user({ENDLESS!r}, Path("x"))"""
    environment = {**os.environ, "PYTHONPATH": str(Path(store_module.__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    (child,) = wait_for(lambda: children(parent.pid))
    wait_for(lambda: worked(child) > 50)  # half a second of the processor's: it is in the middle of its query
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert wait_for(lambda: not runs(child))


def runs(process: str) -> bool:
    """Tell whether a process runs: one that has ended may wait as a zombie for someone to ask how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


LIMITS = """
import resource
from tongbao.ask import bounded
from tongbao import limits
bounded.limit(7, limits.QUERY_MEMORY)
for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
    print(resource.getrlimit(limit)[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="not every system can limit memory")
def test_the_child_is_limited() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(store_module.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", LIMITS], env=environment, capture_output=True, check=True)
    memory, seconds, core = map(int, done.stdout.split())
    assert memory == limits.QUERY_MEMORY
    assert 7 < seconds <= 20
    assert core == 0


def test_nothing_in_the_current_folder_is_run(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "hostile"
    (folder / "tongbao").mkdir(parents=True)
    for name in ("json.py", "resource.py", "sitecustomize.py", "tongbao/__init__.py", "tongbao/store.py"):
        (folder / name).write_text(
            "from pathlib import Path\nPath(__file__).with_suffix('.ran').touch()\nraise SystemExit\n"
        )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep)
    assert store.answer_user("ASK { ?s ?p ?o }", FILE) is True
    assert not list(folder.rglob("*.ran"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_graph_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "graph.nq")
    for what in (tmp_path / "graph.nq", tmp_path, Path(os.devnull)):
        with pytest.raises(OutputError, match="not a file"):
            MemoryStore(what).ask("ASK {}")


def test_the_base_is_that_of_the_graph_of_units(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    for base in ("https://example.org/id/unit/", "https://example.org/graph/authority/", "https://w3id.org/tongbao/"):
        graphs = ("authority", "derived", "notice/graph", "vocabulary/level")
        file.write_text("".join(f"<{base}id/x> <x:p> 1 <{base}graph/{g}> .\n".replace(" 1 ", ' "1" ') for g in graphs))
        assert base_of(MemoryStore(file)) == base
    file.write_text(QUADS, encoding="utf-8")
    assert base_of(MemoryStore(file)) is None


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


def test_rows_that_are_remembered_are_asked_for_once(graph_nq: Path) -> None:
    store = MemoryStore(graph_nq)
    queries = ["SELECT ?s { ?s a tb:Notice }", "SELECT ?s { ?s a tb:Measure }", "SELECT ?s { ?s a tb:Notice }"]
    with patch.object(store, "select", wraps=store.select) as select:
        remembering = Remembering(store)
        found = [remembering.select(query) for query in queries]
        assert [call.args[0] for call in select.call_args_list] == queries[:2]
    assert found[0] == found[2] == store.select(queries[0])
