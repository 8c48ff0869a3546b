"""A store holds exactly the graphs of a build after a load, whatever it held before and whenever a load was stopped.

The builds here are laid out from the graph of the small dataset: one part for each notice with what is derived from
it, and parts for what notices share. A load is stopped at each of its requests in turn, before and after the server has
done it, which is all that a store can see of a kill.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
from tests import servers
from tests.patience import PATIENCE, wait_for
from tests.places import TESTS
from tests.servers import STORES, Server

from tongbao.errors import OutputError, Text
from tongbao.progress import Progress
from tongbao.push import Target, Uploaded, loading, upload
from tongbao.push import store as sending
from tongbao.web import Address

DEMO = TESTS / "data" / "demo"
FOREIGN = ["urn:foreign", "https://example.org/demo/other", "https://example.org/demo/graph/of-somebody-else"]
OF_ONE_NOTICE = re.compile(r"ontology#(?:leads|namesLead|commendsUnit|criticisesUnit)> ")
SMALL = 20_000  # characters in a piece: graphs of the small dataset then need several requests


# --- builds ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def every_line(demo_built: Path) -> list[str]:
    return (demo_built / "out/graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture(scope="module")
def lines(every_line: list[str]) -> list[str]:
    """Those of all kinds of graphs, without most of the vocabularies and the largest notice."""
    other = re.compile("/graph/vocabulary/(?!level>)")
    return [line for line in without(every_line, "demo-2023-12") if not other.search(line)]


@pytest.fixture
def out(lines: list[str], tmp_path: Path) -> Path:
    return lay_out(lines, tmp_path / "out")


def lay_out(lines: Iterable[str], folder: Path) -> Path:
    """Write a build of these lines, in the place of what was built there before."""
    parts = defaultdict(list)
    for line in lines:
        parts[part_of(line)].append(line)
    shutil.rmtree(folder / "parts", ignore_errors=True)
    (folder / ".cache").mkdir(parents=True, exist_ok=True)
    index = []
    for name, content in sorted(parts.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(sorted(content)), encoding="utf-8")
        index.append(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n")
    (folder / "parts.sha256").write_text("".join(index), encoding="utf-8")
    return folder


def part_of(line: str) -> str:
    graph = graph_of(line).partition("/graph/")[2]
    if graph == "derived":
        notice = re.search(r"/id/(?:notice|measure)/([^/>]+)", line) if OF_ONE_NOTICE.search(line) else None
        return f"parts/notice/{notice[1]}.nq" if notice else "parts/derived/place.nq"
    return f"parts/{'vocabulary' if graph == 'dataset' or graph.startswith('vocabulary') else graph}.nq"


def graph_of(line: str) -> str:
    return line[line.rindex("<") + 1 : line.rindex(">")]


def edited(lines: list[str], notice: str) -> list[str]:
    """Return the lines with one notice changed: a title is another, and one statement is no longer derived."""
    part = f"parts/notice/{notice}.nq"
    derived = next(line for line in lines if part_of(line) == part and graph_of(line).endswith("/derived"))
    subject = f"<{base(lines)}id/notice/{notice}> "
    old = next(line for line in lines if line.startswith(subject) and "terms/title>" in line)
    new = re.sub(r'"(.*)"@', r'"\1（修订）"@', old)
    assert new != old
    return sorted({*lines, new} - {old, derived})


def without(lines: list[str], notice: str) -> list[str]:
    own = f"graph/notice/{notice}"
    return [line for line in lines if part_of(line) != f"parts/notice/{notice}.nq" and not graph_of(line).endswith(own)]


def base(lines: Iterable[str]) -> str:
    return next(graph for graph in map(graph_of, lines) if graph.endswith("graph/authority")).removesuffix(
        "graph/authority"
    )


def notices(lines: Iterable[str]) -> list[str]:
    return sorted({graph.rpartition("/")[2] for graph in map(graph_of, lines) if "/graph/notice/" in graph})


def content(lines: Iterable[str]) -> dict[str, set[ox.Triple]]:
    graphs: dict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs[quad.graph_name.value].add(quad.triple)
    return dict(graphs)


# --- servers --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=STORES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that holds nothing below the project's name; Virtuoso is emptied, for it starts slowly."""
    if request.param == "oxigraph":
        with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
            yield server
        return
    server = request.getfixturevalue("virtuoso")
    for graph in [*server.graphs("https://example.org/demo/"), *server.graphs("urn:foreign")]:
        server.update(f"DROP SILENT GRAPH <{graph}>")
    yield server


@pytest.fixture
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


def held(server: Server, lines: list[str]) -> dict[str, set[ox.Triple]]:
    """Return what a server holds of a dataset, without its note of what was loaded."""
    graphs = server.graphs(f"{base(lines)}graph/")
    graphs.pop(f"{base(lines)}graph/loaded", None)
    return graphs


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests that change a store, as text: the method, its parameters, and the body."""
    seen: list[str] = []
    watch(monkeypatch, lambda text, go: (seen.append(text), go())[1])
    return seen


def watch(monkeypatch: pytest.MonkeyPatch, see: Callable[[str, Callable[[], object]], object]) -> None:
    """Show each request that changes a store to a function, which sends it or does not."""
    send = Address.send

    def shown(
        self: Address,
        method: str,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 60,
    ) -> object:
        def go() -> object:
            return send(self, method, parameters, body, headers, seconds)

        if "urlencoded" in (headers or {}).get("Content-Type", ""):  # a query
            return go()
        return see(f"{method} {dict(parameters or {})}\n{(body or b'').decode()}", go)

    monkeypatch.setattr(Address, "send", shown)


def graphs_in(requests: Iterable[str]) -> set[str]:
    """Return the graphs that requests change."""
    found: set[str] = set()
    for text in requests:
        found |= {*re.findall(r"GRAPH <([^>]+)>", text), *re.findall(r"'graph': '([^']+)'", text)}
    return found


# --- what a load does -------------------------------------------------------------------------------


def test_a_store_holds_exactly_the_build(server: Server, every_line: list[str], tmp_path: Path) -> None:
    lines, out = every_line, lay_out(every_line, tmp_path / "out")
    for graph in FOREIGN:
        server.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> 'c' }} }}")
    done = upload(out, server.target)
    assert {*done.changed} == content(lines).keys()
    assert not done.removed
    assert done.statements == len(lines)
    found = held(server, lines)
    assert found.pop(FOREIGN[-1])  # below our own graphs, and no kind of ours
    assert found == content(lines)
    assert all(len(server.graphs(graph)) == 1 for graph in FOREIGN)


def test_the_same_build_sends_nothing_again(server: Server, out: Path, requests: list[str]) -> None:
    assert not upload(out, server.target).nothing
    assert requests
    requests.clear()
    assert upload(out, server.target) == Uploaded()
    assert not requests


def test_only_what_changed_is_sent(server: Server, lines: list[str], out: Path, requests: list[str]) -> None:
    upload(out, server.target)
    requests.clear()
    graphs, (first, *_) = f"{base(lines)}graph/", notices(lines)
    new = edited(lines, first)
    done = upload(lay_out(new, out), server.target)
    assert {*done.changed} == {f"{graphs}notice/{first}", f"{graphs}derived"}
    assert graphs_in(requests) == {*done.changed, f"{graphs}loaded"}
    assert done.statements == len(content(new)[f"{graphs}notice/{first}"])  # of what is derived, one was taken away
    assert held(server, lines) == content(new)


def test_a_change_of_one_notice_is_one_request(
    oxigraph: Server, lines: list[str], out: Path, requests: list[str]
) -> None:
    upload(out, oxigraph.target)
    requests.clear()
    upload(lay_out(edited(without(lines, notices(lines)[1]), notices(lines)[0]), out), oxigraph.target)
    assert len(requests) == 1


def test_notices_that_are_gone_are_removed_and_new_ones_added(server: Server, lines: list[str], out: Path) -> None:
    graphs, (first, second, *_) = f"{base(lines)}graph/", notices(lines)
    upload(lay_out(without(lines, first), out), server.target)
    done = upload(lay_out(without(lines, second), out), server.target)
    assert done.removed == [f"{graphs}notice/{second}"]
    assert {*done.changed} == {f"{graphs}notice/{first}", f"{graphs}derived"}
    assert held(server, lines) == content(without(lines, second))
    assert held(server, lines).keys().isdisjoint({f"{graphs}notice/{second}"})


CHANGES = {
    "statement of a notice removed": "DELETE DATA {{ GRAPH <{graphs}notice/{notice}> {{ {own} }} }}",
    "statement added to a notice": "INSERT DATA {{ GRAPH <{graphs}notice/{notice}> {{ <urn:a> <urn:b> 'c' }} }}",
    "derived statement removed": "DELETE DATA {{ GRAPH <{graphs}derived> {{ {derived} }} }}",
    "derived statement added": "INSERT DATA {{ GRAPH <{graphs}derived> {{ <urn:a> <urn:b> 'c' }} }}",
    "graph dropped": "DROP SILENT GRAPH <{graphs}vocabulary/level>",
    "graph added": "INSERT DATA {{ GRAPH <{graphs}notice/nobodys> {{ <urn:a> <urn:b> 'c' }} }}",
    "record lost": "DROP SILENT GRAPH <{graphs}loaded>",
    "part of the record lost": "DELETE WHERE {{ GRAPH <{graphs}loaded> {{ <{graphs}loaded#{part}> ?p ?o }} }}",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("edit", [False, True], ids=["same build", "next build"])
def test_what_others_did_to_a_store_is_mended(
    server: Server, lines: list[str], out: Path, change: str, edit: bool
) -> None:
    upload(out, server.target)
    notice, graphs = notices(lines)[0], f"{base(lines)}graph/"
    own = next(line for line in lines if graph_of(line) == f"{graphs}notice/{notice}").rpartition(" <")[0]
    derived = next(line for line in lines if graph_of(line) == f"{graphs}derived").rpartition(" <")[0]
    part = f"parts/notice/{notice}.nq"
    server.update(CHANGES[change].format(graphs=graphs, notice=notice, own=own, derived=derived, part=part))
    after = edited(lines, notice) if edit else lines
    assert not upload(lay_out(after, out), server.target).nothing
    assert held(server, lines) == content(after)
    assert upload(out, server.target).nothing


def test_a_store_is_right_where_nothing_was_kept_of_the_build_before(
    server: Server, lines: list[str], out: Path
) -> None:
    upload(out, server.target)
    shutil.rmtree(out / ".cache")
    after = edited(lines, notices(lines)[0])
    upload(lay_out(after, out), server.target)
    assert held(server, lines) == content(after)


def test_a_kept_part_that_was_changed_is_not_believed(oxigraph: Server, lines: list[str], out: Path) -> None:
    upload(out, oxigraph.target)
    for file in (out / ".cache" / "loaded").iterdir():
        file.unlink()
        file.write_text("", encoding="utf-8")
    after = edited(lines, notices(lines)[0])
    upload(lay_out(after, out), oxigraph.target)
    assert held(oxigraph, lines) == content(after)


def test_two_stores_are_loaded_from_one_build(
    oxigraph: Server, lines: list[str], out: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with servers.oxigraph(tmp_path_factory.mktemp("other")) as other:
        upload(out, oxigraph.target)
        upload(out, other.target)
        after = edited(lines, notices(lines)[0])
        lay_out(after, out)
        for server in (oxigraph, other):
            upload(out, server.target)
            assert held(server, lines) == content(after)


def test_graphs_larger_than_a_request_arrive_whole(
    server: Server, lines: list[str], out: Path, monkeypatch: pytest.MonkeyPatch, requests: list[str]
) -> None:
    monkeypatch.setattr(sending._pieces, "__defaults__", (SMALL, None))
    monkeypatch.setattr(sending, "LARGEST", SMALL)
    upload(out, server.target)
    assert len(requests) > sum(map(len, lines)) / SMALL / 2
    assert max(map(len, requests)) < 3 * SMALL
    assert held(server, lines) == content(lines)
    assert upload(out, server.target).nothing


def test_progress_is_told(oxigraph: Server, out: Path) -> None:
    class Told(Progress):
        steps: ClassVar[list[tuple[str, int]]] = []
        sent = 0

        def step(self, what: Text, total: int = 0) -> None:
            self.steps.append((what.en, total))

        def done(self, count: int = 1) -> None:
            self.sent += count

    told = Told()
    upload(out, oxigraph.target, told)
    parts = len((out / "parts.sha256").read_text().splitlines())
    assert told.steps[:2] == [("Comparing", 0), ("Sending", parts)]
    assert told.sent == parts


# --- stopped loads ----------------------------------------------------------------------------------


class StoppedError(BaseException):
    """A load ends here, as if it were killed."""


@pytest.mark.parametrize(
    ("moment", "back"), [pytest.param("before", False, marks=pytest.mark.thorough), ("after", True)]
)
def test_a_load_that_was_stopped_anywhere_is_finished_by_the_next(
    server: Server, lines: list[str], out: Path, monkeypatch: pytest.MonkeyPatch, moment: str, back: bool
) -> None:
    """Stop at each request in turn; the next load, of the new build or of the one before, makes the store right."""
    monkeypatch.setattr(sending._pieces, "__defaults__", (SMALL, None))
    monkeypatch.setattr(sending, "LARGEST", SMALL)
    monkeypatch.setattr(loading, "PIECE", SMALL)
    old, new = lines, edited(without(lines, notices(lines)[1]), notices(lines)[0])
    upload(lay_out(old, out), server.target)
    stops = 0
    while stopped(lay_out(new, out), server.target, stops, moment):
        stops += 1
        after = old if back else new
        upload(lay_out(after, out), server.target)
        assert held(server, lines) == content(after), f"stopped {moment} request {stops}"
        upload(lay_out(old, out), server.target)
    assert held(server, lines) == content(new)
    assert stops >= 3


def stopped(out: Path, target: Target, number: int, moment: str) -> bool:
    """Load and stop at one request; tell whether there was that request."""
    count = -1

    def stop(text: str, go: Callable[[], object]) -> object:
        nonlocal count
        count += 1
        if count == number and moment == "before":
            raise StoppedError
        reply = go()
        if count == number:
            raise StoppedError
        return reply

    with pytest.MonkeyPatch.context() as monkeypatch:
        watch(monkeypatch, stop)
        try:
            upload(out, target)
        except StoppedError:
            return True
    return False


def test_a_load_that_is_killed_is_finished_by_the_next(server: Server, lines: list[str], out: Path) -> None:
    """The same with a process and SIGKILL, at moments spread over one load's time."""
    target = server.target
    start = time.monotonic()
    subprocess.run(loader(out, target), check=True, timeout=PATIENCE)
    seconds = time.monotonic() - start
    after = lines
    for step in range(1, 4):
        after = edited(lines, notices(lines)[step % len(notices(lines))])
        lay_out(after, out)
        shutil.rmtree(out / ".cache", ignore_errors=True)
        (out / ".cache").mkdir()
        process = subprocess.Popen(loader(out, target))
        time.sleep(seconds * (0.6 + step / 8))
        process.send_signal(signal.SIGKILL)
        process.wait()
        upload(out, target)
        assert held(server, lines) == content(after)


def loader(out: Path, target: Target) -> list[str]:
    code = "import sys; from pathlib import Path; from tongbao.push import Target, upload; "
    code += "upload(Path(sys.argv[1]), Target(sys.argv[2], sys.argv[3], sys.argv[4] or None))"
    os.environ.setdefault("PYTHONPATH", str(Path(sending.__file__).parents[2]))
    return [sys.executable, "-c", code, str(out), target.endpoint, str(target.update), target.graphs or ""]


def test_a_reader_sees_the_old_or_the_new(oxigraph: Server, lines: list[str], out: Path) -> None:
    notice, graphs = notices(lines)[0], f"{base(lines)}graph/"
    watched = [f"{graphs}notice/{notice}", f"{graphs}derived"]
    versions = [lines, edited(lines, notice)]
    expected = [tuple(content(version)[graph] for graph in watched) for version in versions]
    upload(out, oxigraph.target)
    seen, over = [], threading.Event()

    def read() -> None:
        query = (
            f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {' '.join(f'<{g}>' for g in watched)} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        )
        while not over.is_set():
            found: dict[str, set[ox.Triple]] = defaultdict(set)
            for graph, *triple in oxigraph.store.select(query).rows:
                found[graph.value].add(ox.Triple(*triple))  # type: ignore[union-attr, arg-type]
            seen.append(tuple(found[graph] for graph in watched))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(1, 9):
            upload(lay_out(versions[turn % 2], out), oxigraph.target)
            read_before = len(seen)
            wait_for(lambda before=read_before: len(seen) > before + 1 or not reader.is_alive())
    finally:
        over.set()
        reader.join()
    assert len(seen) > 8
    assert all(version in seen for version in expected)
    assert all(found in expected for found in seen)


# --- what goes wrong --------------------------------------------------------------------------------

NOWHERE = Target("http://127.0.0.1:9/query")


def code_of(out: Path, target: Target = NOWHERE) -> str:
    with pytest.raises(OutputError) as caught:
        upload(out, target)
    return caught.value.problems[0].code


def test_a_folder_without_parts_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "parts-unreadable"


@pytest.mark.parametrize(
    "line", ["", "0" * 64 + "  parts/../../etc/passwd.nq", "x  parts/a.nq", "0" * 64 + "  graph.nq"]
)
def test_a_broken_list_of_parts_is_told_with_its_line(out: Path, line: str) -> None:
    (out / "parts.sha256").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"parts\.sha256:1:1"):
        upload(out, NOWHERE)


@pytest.mark.parametrize("code", ["part-differs", "part-unreadable"])
def test_a_part_that_changed_meanwhile_is_not_recorded(
    oxigraph: Server, lines: list[str], out: Path, code: str
) -> None:
    part = out / "parts" / "notice" / f"{notices(lines)[0]}.nq"
    text = part.read_text(encoding="utf-8")
    part.unlink()
    if code == "part-differs":
        part.write_text(text.partition("\n")[2], encoding="utf-8")
    assert code_of(out, oxigraph.target) == code
    upload(lay_out(lines, out), oxigraph.target)
    assert held(oxigraph, lines) == content(lines)


def test_a_line_of_another_graph_is_told_with_its_place(oxigraph: Server, lines: list[str], out: Path) -> None:
    name = notices(lines)[0]
    part = out / "parts" / "notice" / f"{name}.nq"
    text = part.read_text(encoding="utf-8").replace(f"graph/notice/{name}> .", "graph/notice/other> .", 1)
    part.write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=rf"{name}\.nq:1:1"):
        upload(out, oxigraph.target)


def test_a_store_that_cannot_be_reached_is_told(out: Path) -> None:
    assert code_of(out) == "endpoint-unreachable"


def test_a_store_that_refuses_is_told(oxigraph: Server, out: Path) -> None:
    home = oxigraph.target.endpoint.removesuffix("/query")
    assert code_of(out, Target(oxigraph.target.endpoint, f"{home}/nothing")) == "endpoint-refused"


@pytest.mark.virtuoso
def test_a_wrong_password_is_told_and_never_shown(virtuoso: Server, out: Path) -> None:
    target = virtuoso.target
    wrong = Target(target.endpoint, str(target.update).replace("dba:dba", "dba:s3cret"), target.graphs)
    with pytest.raises(OutputError, match="401") as caught:
        upload(out, wrong)
    assert "s3cret" not in str(caught.value)
    assert "TONGBAO_PASSWORD" in str(caught.value)


def test_a_store_that_loses_statements_is_told(
    oxigraph: Server, lines: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(text: str, go: Callable[[], object]) -> object:
        reply = go()
        loss = f"DELETE WHERE {{ GRAPH <{base(lines)}graph/authority> {{ ?s a ?o }} }}"
        subprocess.run([sys.executable, "-c", POST, str(oxigraph.target.update), loss], check=True, timeout=PATIENCE)
        return reply

    watch(monkeypatch, lose)
    assert code_of(out, oxigraph.target) == "store-differs"
    monkeypatch.undo()
    upload(out, oxigraph.target)
    assert held(oxigraph, lines) == content(lines)


POST = """
import sys, urllib.request
headers = {"Content-Type": "application/sparql-update"}
urllib.request.urlopen(urllib.request.Request(sys.argv[1], sys.argv[2].encode(), headers)).close()
"""
