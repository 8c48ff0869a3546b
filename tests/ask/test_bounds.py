"""Queries of users are hostile: each ends with an answer or at a limit that the message names, and leaves no process."""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ask.test_endpoint import JSON, ROWS, YES, says, stub
from tests.ask.test_store import children, runs
from tests.patience import wait_for, worked
from tests.places import TESTS

from tongbao import limits
from tongbao.ask import bounded
from tongbao.ask.sparql import TOKEN
from tongbao.cli.main import main

HEADER = """\
#+ summary: {zh: 问。, en: A question.}
#+ description: {zh: 说明。, en: What a row is.}
#+ tags: [unit]
#+ columns: {n: integer}
"""
POSIX = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes that are listed as files")


def repeated(text: str, count: int, between: str = "") -> str:
    return between.join([text] * count)


def numbers(count: int) -> str:
    return " ".join(map(str, range(count)))


CARTESIAN = "SELECT (COUNT(*) AS ?n) {" + "".join(f" VALUES ?v{n} {{ {numbers(2000)} }}" for n in range(5)) + " }"
MEMORY = (
    "SELECT (COUNT(*) AS ?n) { SELECT * {" + "".join(f" VALUES ?v{n} {{ {numbers(2000)} }}" for n in range(3)) + " } "
    "ORDER BY ?v0 DESC(?v1) ?v2 }"
)
DOUBLED = 'SELECT (STRLEN(?x40) AS ?n) { BIND("aaaaaaaa" AS ?x0) ' + "".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40)
)
CROSS = repeated("?a{} ?b{} ?c{} . ", 4).format(*(n for n in range(4) for _ in range(3)))
N = 20_000

QUERIES = {
    # what never ends
    "cartesian product": (CARTESIAN, "time-limit"),
    "patterns that share no variable": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "time-limit"),
    "lists in lists": (f"SELECT ?n {{ ?n ?p {'(' * 99} 1 {')' * 99} . {CROSS} FILTER(?n = ?a0) }}", "time-limit"),
    "a long chain of steps": (f"SELECT ?n {{ ?n {repeated('tb:x', 2000, '/')} ?o }}", "time-limit"),
    "stars of stars": (f"SELECT (COUNT(*) AS ?n) {{ ?n ((!<x:p>|^!<x:p>)*/(!<x:q>|^!<x:q>)*)* ?o . {CROSS} }}", "time-limit"),
    # what grows
    "ordered product": (MEMORY, "memory-limit"),
    "doubled text": (DOUBLED + "}", "memory-limit"),
    "doubled text, replaced": (
        'SELECT (REPLACE(?y, "a", "aaaaaaaaaaaaaaaa") AS ?n) { BIND(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('
        '"aaaaaaaaaaaaaaaa", "a", "aaaaaaaaaaaaaaaa"), "a", "aaaaaaaaaaaaaaaa"), "a", "aaaaaaaaaaaaaaaa"), "a", '
        '"aaaaaaaaaaaaaaaa"), "a", "aaaaaaaaaaaaaaaa"), "a", "aaaaaaaaaaaaaaaa") AS ?y) }',
        "memory-limit",
    ),
    "concatenated group": (
        f"SELECT (GROUP_CONCAT(CONCAT('{'a' * N}', STR(?x), STR(?y))) AS ?n) "
        f"{{ VALUES ?x {{ {numbers(2000)} }} VALUES ?y {{ {numbers(2000)} }} }}",
        "memory-limit",
    ),
    "distinct product": (
        f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ VALUES ?a {{ {numbers(2000)} }} VALUES ?b {{ {numbers(2000)} }} "
        f"BIND(CONCAT('{'a' * N}', STR(?a), 'and', STR(?b)) AS ?x) }}",
        "memory-limit",
    ),
    "more rows than are read": (
        f"SELECT * {{ VALUES ?n {{ {numbers(2000)} }} VALUES ?y {{ {numbers(2000)} }} }}", "answer-too-large"
    ),
    "more triples than are read": (
        f"CONSTRUCT {{ <x:s> ?p ?n }} {{ VALUES ?n {{ {numbers(2000)} }} VALUES ?y {{ {numbers(2000)} }} "
        "BIND(IRI(CONCAT('x:', STR(?y))) AS ?p) }",
        "answer-too-large",
    ),
    # what is deep or long
    "braces": ("SELECT ?n " + "{" * N + "}" * N, "query-too-deep"),
    "brackets": ("SELECT ?n { ?n ?p " + "[<x:p> " * N + "1" + "]" * N + "}", "query-too-deep"),
    "parentheses": ("SELECT (" + "(" * N + "1" + ")" * N + " AS ?n) {}", "query-too-deep"),
    "parentheses of a path": ("SELECT ?n {?n " + "(" * N + "tb:x" + ")" * N + " ?o}", "query-too-deep"),
    "not not not": ("SELECT (" + "!" * N * 5 + "true AS ?n) {}", "query-too-deep"),
    "one plus one": ("SELECT (1" + "+1" * N * 5 + " AS ?n) {}", "query-too-deep"),
    "unfinished braces": ("SELECT ?n " + "{" * N, "query-too-deep"),
    "ten megabytes": ("SELECT ?n { ?n ?p ?o } #" + "x" * 10_000_000, "query-too-large"),
    "one value too many": (f"SELECT ?n {{ VALUES ?n {{ {numbers(200_000)} }} }}", "query-too-large"),
    # what is no SPARQL, and long
    "words": ("SELECT ?n { ?n ?p " + "x " * N + "}", "query-syntax"),
    "quotation marks": ('SELECT ?n { ?n ?p ' + '"' * N * 10 + "}", "query-syntax"),
    "open texts": ('SELECT ?n { ?n ?p ' + '"""\\"' * N + "}", "query-syntax"),
    "angle brackets": ("SELECT ?n { ?n ?p " + "<" * N * 10 + "}", "query-too-deep"),
    "a long word": ("SELECT ?n { ?n ?p " + "x" * N * 10 + "}", "query-syntax"),
    "prefixes": ("PREFIX a: <x:> " * N + "SELECT ?n { b:x ?p ?n }", "query-syntax"),
}  # fmt: skip
LOWER = {"time-limit": 0.2, "memory-limit": 60.0, "answer-too-large": 60.0}
NAMED = {
    "time-limit": "0.2 seconds",
    "memory-limit": "512 MiB",
    "answer-too-large": "1 MiB",
    "query-too-large": "1 MiB",
}


@pytest.fixture
def lower(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def lower(code: str) -> None:
        monkeypatch.setattr(limits, "QUERY_SECONDS", LOWER.get(code, 60.0))
        monkeypatch.setattr(limits, "QUERY_MEMORY", 512 * limits.MIB)
        monkeypatch.setattr(limits, "ANSWER_BYTES", limits.MIB)

    return lower


@pytest.fixture(params=["file", "header", "standard input", "edges", "endpoint"])
def ask(
    request: pytest.FixtureRequest, graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], int]]:
    """Ask a query in each of the ways there are, and return the exit code."""

    def asked(query: str) -> int:
        file = tmp_path / "asked.rq"
        with_header = request.param == "header" and query.startswith("SELECT")
        file.write_text((HEADER if with_header else "") + query, encoding="utf-8")
        built = ["--build", str(graph_nq.parent)]
        match request.param:
            case "standard input":
                monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(query.encode()), encoding="utf-8"))
                return main(["query", "-", *built])
            case "edges":
                return main(["network", "--query", str(file), *built])
            case "endpoint":
                return main(["query", str(file), "--format", "csv", "--endpoint", request.getfixturevalue("silent")])
        return main(["query", str(file), *built])

    before = children()  # servers of other tests, which go on
    yield asked
    assert children() <= before


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that answers each query with no rows."""
    asks = says(200, JSON, YES)
    seen: list[int] = []

    def reply(to: object) -> None:
        seen.append(1)
        (asks if len(seen) == 1 else says(200, JSON, ROWS))(to)  # type: ignore[arg-type]

    with stub(reply) as url:
        yield url


FEW = ("cartesian product", "braces", "one plus one")


@pytest.mark.parametrize("ask", ["file"], indirect=True)
@pytest.mark.parametrize("name", QUERIES)
def test_a_hostile_query_ends_at_a_limit_that_is_named(
    name: str, ask: Callable[[str], int], lower: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    query, code = QUERIES[name]
    lower(code)
    assert ask(query) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"[{code}]" in printed.err
    assert NAMED.get(code, "") in printed.err
    assert "asked.rq:" in printed.err
    assert printed.err.count("\n") == 2  # the problem and what to do


@pytest.mark.parametrize("name", [*FEW, pytest.param("doubled text", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("ask", ["header", "standard input", "edges", "endpoint"], indirect=True)
def test_it_is_bounded_however_it_comes(
    name: str, ask: Callable[[str], int], lower: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    query, code = QUERIES[name]
    lower(code)
    ended = ask(query)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    if ended == 4:  # the server has as little time as the query, and this machine had none to spare for it
        assert "[endpoint-slow]" in printed.err
        assert code == "time-limit"
    elif ended:  # on a server that gives no rows, a query that reads well has an answer
        assert f"[{code}]" in printed.err
        assert ended == 2
    else:
        assert code in ("time-limit", "memory-limit")


def test_more_rows_than_memory_are_not_read_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER_BYTES", 1000)
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    before = children()
    with pytest.raises(bounded.StoppedError) as caught:
        bounded.run("endless:serve_without_end", {}, 60)
    assert caught.value.reason == "size"
    assert children() <= before


def test_where_the_system_limits_no_memory_the_child_watches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    with pytest.raises(bounded.StoppedError) as caught:
        bounded.run("endless:serve_memory", {}, 60)
    assert caught.value.reason == "memory"


def test_a_child_ends_when_nobody_waits_for_its_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sleeps, so that it comes to none of its limits, which would end it, too."""
    (tmp_path / "sleeper.py").write_text(
        "import time\ndef sleep(asked, start, out):\n    start()\n    time.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    asked = {"work": "sleeper:sleep", "seconds": 60, "memory": limits.QUERY_MEMORY}
    with tempfile.TemporaryFile() as said, bounded._child(said) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        child.stdin.flush()
        assert child.stdout.read(1) == b"."
        child.stdin.close()  # as the system does when the parent is killed
        assert child.wait() == 1, "it did not do its work to the end"


@pytest.mark.parametrize(
    ("code", "answer", "over", "said", "reason"),
    [
        (0, b"x", False, b"", None),
        (-9, b"", True, b"", "time"),
        (-9, b"", False, b"", "memory"),
        (-6, b"", False, b"memory allocation of 17179869184 bytes failed", "memory"),
        (-6, b"", False, b"thread '<unnamed>' has overflowed its stack", "stack"),
        (-11, b"", False, b"", "stack"),
        (0xC00000FD, b"", False, b"", "stack"),
        (-24, b"", False, b"", "time"),
        (1, b"", False, b"PanicException: index out of bounds", "unknown"),
    ],
)
def test_why_a_child_ended(code: int, answer: bytes, over: bool, said: bytes, reason: str | None) -> None:
    assert bounded._reason(code, answer, over, said) == reason


WAYS = {"query": ("query", ""), "with header": ("query", HEADER), "network": ("network", "")}
SIGNALS = ((signal.SIGINT, 130), (signal.SIGTERM, 143), (getattr(signal, "SIGKILL", None), -9))
SIGNALLED = [
    pytest.param(
        *words, number, code, id=f"{way}-{code}", marks=[pytest.mark.thorough] * (way != "query" and code != 130)
    )
    for way, words in WAYS.items()
    for number, code in SIGNALS
]
"""Each signal, and each way to ask; both together in ``--thorough``, for it is one piece of code that hears and ends."""


@POSIX
@pytest.mark.parametrize(("command", "header", "number", "code"), SIGNALLED)
def test_a_signal_ends_a_query_and_its_process(
    header: str, number: signal.Signals, code: int, command: str, graph_nq: Path, tmp_path: Path
) -> None:
    file = tmp_path / "asked.rq"
    file.write_text(header + CARTESIAN)
    out = str(graph_nq.parent)
    words = (
        ["query", str(file), "--build", out]
        if command == "query"
        else ["network", "--query", str(file), "--build", out]
    )
    parent = subprocess.Popen(
        [sys.executable, "-m", "tongbao", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    (child,) = wait_for(lambda: children(parent.pid))
    wait_for(lambda: worked(child) >= 20)  # a fifth of a second: it has read its query and started
    if number == signal.SIGINT:
        os.killpg(parent.pid, number)  # as a terminal does: to the child, too
    else:
        parent.send_signal(number)
    said = parent.communicate(timeout=60)[1]
    assert parent.returncode == code
    assert wait_for(lambda: not runs(child))
    if code > 0:
        assert said == "Stopped.\n"


# --- how a query is written -------------------------------------------------------------------------


COUNT = "SELECT (COUNT(*) AS ?n) { ?s a tb:Measure }"


@pytest.mark.parametrize("way", ["file", "standard input", "header"])
def test_a_mark_of_byte_order_is_no_part_of_a_query(
    way: str, graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = "\ufeff".encode() + (HEADER if way == "header" else "").encode() + COUNT.encode()
    file = tmp_path / "asked.rq"
    file.write_bytes(data)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    words = ["query", "-" if way == "standard input" else str(file), "--build", str(graph_nq.parent)]
    assert main([*words, "--format", "csv"]) == 0
    assert capsys.readouterr().out == "n\r\n20\r\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "latin-1"])
@pytest.mark.parametrize("way", ["file", "standard input"])
def test_another_encoding_is_reported_with_its_place(
    encoding: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = f"# {'é' if encoding == 'latin-1' else '税务局'}\n{COUNT}".encode(encoding)
    file = tmp_path / "asked.rq"
    file.write_bytes(data)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert main(["query", "-" if way == "standard input" else str(file)]) == 2
    said = capsys.readouterr().err
    assert (f"{file}:1:" if way == "file" else "<stdin>:1:") in said
    assert ("not UTF-16" in said) == (encoding in ("utf-16", "utf-32"))


@pytest.mark.parametrize("query", ["DESCRIBE <https://w3id.org/tongbao/id/unit/xm-tax>", "describe  level:municipal"])
def test_a_description_needs_no_braces(query: str, graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", query, "--build", str(graph_nq.parent)]) == 0
    assert capsys.readouterr().out.startswith("@prefix")


def test_limits_stand_in_the_documents_as_they_are() -> None:
    from tongbao import paths

    text = (paths.ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    for words in (
        f"after {limits.QUERY_SECONDS:g} seconds",
        f"满 {limits.QUERY_SECONDS:g} 秒",
        limits.size(limits.QUERY_MEMORY),
        limits.size(limits.QUERY_BYTES),
        limits.size(limits.ANSWER_BYTES),
    ):
        assert words in text


@pytest.mark.parametrize(
    "opened", ['"' + '\\"' * 100_000, '"""' + '\\"""' * 100_000, "'''\\" * 100_000, "<a" * 100_000]
)
def test_quotation_marks_that_are_never_closed_take_no_time(opened: str) -> None:
    start = time.process_time()
    assert "WHERE" not in TOKEN.sub(" ", f"{opened} WHERE") or opened.startswith("<")
    assert time.process_time() - start < 5  # hours, where each mark is tried to the end again
