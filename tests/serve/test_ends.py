"""Processes that end: workers, what forks them, the server itself; and builds that are replaced while clients ask."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from tests.kills import ENVIRONMENT
from tests.patience import wait_for
from tests.serve.serving import JSON, Running, busy, halt, is_alive, kill, said, serving, start

from tongbao.pipeline.build import build
from tongbao.serve.channel import unpack
from tongbao.validate import choose_engine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes that are listed as files")
N = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture
def running(many_nt: Path, tmp_path: Path) -> Iterator[Running]:
    with serving(many_nt, tmp_path / "run", "--workers", "2", "--seconds", "4") as found:
        yield found


@pytest.fixture(scope="module")
def lasting(many_nt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of which only workers are killed."""
    with serving(many_nt, tmp_path_factory.mktemp("lasting"), "--workers", "3") as found:
        yield found


# --- workers ------------------------------------------------------------------------------------------------


def test_a_new_worker_does_not_count_the_statements() -> None:
    """In a large graph that takes seconds, and it follows on each query that was stopped."""
    code = (
        "import sys\nfrom types import SimpleNamespace as Made\nfrom tongbao.serve.worker import Bounds, work\n"
        "channel = Made(read=sys.stdin.buffer.read, write=sys.stdout.buffer.write, flush=sys.stdout.buffer.flush)\n"
        "work(Made(engine=object()), channel, Bounds(5, 2**30), 7)"  # an engine that cannot be counted
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, env=ENVIRONMENT, check=True)
    first = unpack(io.BytesIO(done.stdout).read)
    assert first
    assert first[0]["statements"] == 7


def test_a_worker_that_is_killed_while_idle_costs_nothing(lasting: Running) -> None:
    for n in range(5):
        assert lasting.ask(f"ASK {{ ?s ?p {n} }}").status == 200
        for pid in lasting.workers:
            kill(pid)
        wait_for(lambda: not lasting.workers)
        assert lasting.ask(f"ASK {{ ?s ?p {n} . ?s ?q {n} }}").status == 200


def test_a_worker_that_is_killed_amid_a_query_costs_that_alone(lasting: Running) -> None:
    lasting.answers()
    with start(lasting) as lost:
        wait_for(lambda: busy(lasting) == 1)
        hit = wait_for(lambda: [pid for pid in lasting.workers if _works(pid)])
        with ThreadPoolExecutor(2) as threads:
            good = [
                threads.submit(lasting.ask, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STRLEN(?o) != {n}) }}")
                for n in range(20)
            ]
            kill(hit[0])
            assert all(each.result().status == 200 for each in good)
        reply = lost.recv(1 << 16)
    assert reply.split()[1] in (b"500", b"507")
    assert busy(lasting) == 0


def _works(pid: int) -> bool:
    """Whether one of the threads of a process computes at the moment, and does not wait."""
    with suppress(OSError):
        threads = Path(f"/proc/{pid}/task").glob("*/stat")
        return any(thread.read_text().rpartition(")")[2].split()[0] == "R" for thread in threads)
    return False


def test_a_worker_that_hangs_is_ended_by_the_server(many_nt: Path, tmp_path: Path) -> None:
    """Its own clock may stand still: a process that is stopped gets no signal but the last."""
    with serving(many_nt, tmp_path, "--seconds", "1", "--workers", "1") as running:
        assert running.answers()
        (pid,) = running.workers
        halt(pid)
        reply = running.ask("ASK { ?s ?p 1 }")
        assert (reply.status, reply.code) == (504, "time-limit")
        wait_for(lambda: not is_alive(pid))
        assert running.ask("ASK { ?s ?p 2 }").status == 200


def test_a_panic_of_the_engine_costs_its_query_alone(many_nt: Path, tmp_path: Path) -> None:
    """A panic is no Exception of Python's; one of any kind at any place ends the worker, and nobody hears more than that."""
    panic = (
        "import sys\nif 'nursery' in ' '.join(sys.orig_argv):\n from tongbao.serve import work\n real = work.check_size\n"
        " class Panic(BaseException): pass\n"
        " def check(query, file):\n  if 'panic' in query: raise Panic('/home/secret/engine.rs')\n"
        "  if 'die' in query: import os; os.abort()\n  if 'bug' in query: raise ZeroDivisionError('/home/secret')\n  real(query, file)\n"
        " work.check_size = check"
    )
    with serving(many_nt, tmp_path, "--workers", "2", before=panic) as running:
        for word, status in (("panic", 500), ("bug", 500), ("die", 507)):
            reply = running.ask(f"ASK {{ }} # {word}")
            assert reply.status == status
            assert reply.headers["content-type"] == "application/problem+json"
            assert b"secret" not in reply.body
            assert running.ask(f"ASK {{ ?s ?p '{status}{len(word)}' }}").status == 200


def test_a_worker_for_which_no_handle_is_left_costs_its_query_alone(many_nt: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    none_left = (
        f"import os\nreal = os.pidfd_open\ndef opened(pid):\n if os.path.exists({str(full)!r}): raise OSError(24, 'Too many open files')\n"
        " return real(pid)\nos.pidfd_open = opened"
    )
    with serving(many_nt, tmp_path / "run", "--workers", "1", before=none_left) as running:
        assert running.answers()
        for pid in running.workers:
            kill(pid)
        wait_for(lambda: not running.workers)
        full.touch()
        reply = running.ask("ASK { ?s ?p 1 }")
        assert (reply.status, reply.headers["content-type"]) == (500, "application/problem+json")
        wait_for(lambda: not running.workers)
        full.unlink()
        assert running.ask("ASK { ?s ?p 2 }").status == 200


# --- what forks them --------------------------------------------------------------------------------------------


def test_the_nursery_is_replaced_when_it_is_killed(running: Running) -> None:
    for n in range(3):
        before = running.nursery
        kill(before)
        wait_for(lambda before=before: not is_alive(before))
        assert running.ask(f"ASK {{ ?s ?p {n} }}").status == 200
        assert running.nursery != before
    assert len(running.tree()) <= 1 + 1 + 2


def test_health_says_that_the_graph_is_read_again_and_has_it_read(running: Running) -> None:
    """A balancer that asks for the health alone sends no query that would."""
    assert running.get("/health").status == 200
    before = running.nursery
    halt(running.process.pid)  # so that it sees the death no earlier than the request
    kill(before)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.get, "/health")
        os.kill(running.process.pid, signal.SIGCONT)
        assert asked.result().status in (200, 503)
    wait_for(lambda: running.get("/health").status == 200 and running.children() not in ([], [before]))
    assert running.answers()


def test_the_nursery_is_replaced_once_for_many_who_ask(running: Running) -> None:
    before = running.nursery
    with start(running) as lost, ThreadPoolExecutor(8) as threads:
        wait_for(lambda: busy(running) == 1)
        assert running.answers()
        kill(before)
        asked = [threads.submit(running.ask, f"ASK {{ ?s ?p {n} }}") for n in range(30)]
        assert {each.result().status for each in asked} == {200}
        assert lost.recv(1 << 16).split()[1] == b"504"  # it was asked again, and took its time
    assert len(running.children()) == 1


def test_a_nursery_that_hangs_costs_those_who_wait_for_it(many_nt: Path, tmp_path: Path) -> None:
    low = "from tongbao.serve import workers\nworkers._BIRTH = 0.5"
    with serving(many_nt, tmp_path, "--workers", "1", before=low) as running:
        for pid in running.workers:
            kill(pid)
        halt(running.nursery)
        assert running.ask("ASK { ?s ?p 1 }").status == 500
        os.kill(running.nursery, signal.SIGCONT)
        assert running.ask("ASK { ?s ?p 2 }").status == 200


def test_a_nursery_that_ends_before_it_has_read_the_graph_is_told_of(many_nt: Path, tmp_path: Path) -> None:
    """As where the system takes the memory from it: building again would not help."""
    (tmp_path / "sitecustomize.py").write_text("import os, sys\nif 'nursery' in ' '.join(sys.orig_argv): os.abort()\n")
    path = os.pathsep.join((str(tmp_path), ENVIRONMENT["PYTHONPATH"]))
    command = [sys.executable, "-m", "tongbao", "serve", "--port", "0", str(many_nt)]
    done = subprocess.run(command, env={**ENVIRONMENT, "PYTHONPATH": path}, capture_output=True, encoding="utf-8")
    assert done.returncode in range(1, 10)
    assert "memory" in done.stderr
    assert "Traceback" not in done.stderr


# --- the server --------------------------------------------------------------------------------------------------


@pytest.fixture
def own(demo_built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_built / "out", tmp_path / "out", symlinks=True))


@contextmanager
def over_at_end() -> Iterator[Event]:
    """Give what tells threads that a test is over, however it ends."""
    over = Event()
    try:
        yield over
    finally:
        over.set()


def left(out: Path) -> list[Path]:
    return list((out / ".cache").glob("served-*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_under_load(how: signal.Signals, own: Path, tmp_path: Path) -> None:
    low = "limits.SERVED_HEAD_SECONDS = 1.0"
    with (
        serving(own, tmp_path / "run", "--seconds", "3", "--workers", "2", before=low) as running,
        ThreadPoolExecutor(8) as threads,
        over_at_end() as over,
    ):
        assert len(left(own)) == 1
        asking = [threads.submit(_ask_until, running, over, n) for n in range(4)]
        slow = [start(running), running.connect(), running.connect()]
        slow[1].sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\nContent-Type: application/sparql-query\r\n\r\n"
        )
        wait_for(lambda: running.get("/health").json["busy"] >= 1)
        everyone, began = running.tree(), time.monotonic()
        code = running.end(how)
        assert time.monotonic() - began < 15 + 5
        over.set()
        assert code == (0 if how == signal.SIGTERM else 130)
        wait_for(lambda: not any(map(is_alive, everyone)))
        assert left(own) == []
        assert all(each.result() for each in asking)  # each of its answers was whole
        assert b" 504 " in said(slow[0])  # what had begun was answered
        for each in slow:
            each.close()
    assert "Traceback" not in running.log.read_text("utf-8")


def _ask_until(running: Running, over: Event, n: int) -> bool:
    """Ask until the server is gone; return whether each of its answers was good."""
    asked = 0
    while not over.is_set():
        asked += 1
        try:
            reply = running.ask(f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STR(?o) != '{n} {asked}') }}")
        except OSError:  # it listens no more
            break
        if reply.status not in (200, 503):
            return False
    return asked > 0


def test_it_does_not_wait_long_for_who_reads_nothing(own: Path, tmp_path: Path) -> None:
    low = "import sys\nif 'serve' in sys.argv:\n from tongbao.serve import run\n run._END = 1"
    with serving(own, tmp_path / "run", before=low) as running:
        numbers = " ".join(map(str, range(3)))
        with start(running, f"SELECT * {{ ?s ?p ?o VALUES ?n {{ {numbers} }} }}") as connection:
            connection.recv(100)  # it has begun to be sent
            everyone = running.tree()
            assert running.end() == 0
            wait_for(lambda: not any(map(is_alive, everyone)))
    assert left(own) == []


def serves(command: Path, own: Path) -> bool:
    """Whether a process is a server of this build."""
    with suppress(OSError):
        return b"serve" in (words := command.read_bytes().split(b"\0")) and str(own).encode() in words
    return False


def test_it_ends_while_it_opens_the_graph(own: Path, tmp_path: Path) -> None:
    slow = (
        "import sys, time\nif 'serve' in sys.argv:\n from tongbao.serve import run\n real = run.open_build\n"
        " def opening(out, *more):\n  found = real(out, *more)\n  open(out / 'opening', 'w').close()\n  time.sleep(1)\n  return found\n"
        " run.open_build = opening"
    )
    import threading

    found: list[int] = []

    def run() -> None:
        with suppress(AssertionError), serving(own, tmp_path / "run", before=slow):
            pass

    threading.Thread(target=run, daemon=True).start()
    wait_for((own / "opening").exists)
    found.extend(int(file.parent.name) for file in Path("/proc").glob("[0-9]*/cmdline") if serves(file, own))
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    wait_for(lambda: not any(map(is_alive, found)))
    assert left(own) == []


def test_when_it_is_killed_its_children_end_and_the_next_one_tidies_up(own: Path, tmp_path: Path) -> None:
    with serving(own, tmp_path / "run", "--seconds", "60") as running, start(running):
        wait_for(lambda: running.get("/health").json["busy"] == 1)
        everyone, began = running.tree(), time.monotonic()
        assert len(everyone) >= 3
        kill(running.process.pid)
        running.process.wait()
        wait_for(lambda: not any(map(is_alive, everyone)))
        assert time.monotonic() - began < 50  # at once, not when the time of the query is over
    assert len(left(own)) == 1
    with serving(own, tmp_path / "again"):
        assert len(left(own)) == 1


def test_a_copy_is_removed_when_nobody_holds_it_and_only_then(own: Path, tmp_path: Path) -> None:
    """Whatever the numbers of the processes are: in containers that share a build, they say nothing."""
    (own / ".cache" / ".served-1-left").touch()
    (own / ".cache" / "served-1-left").mkdir()
    with serving(own, tmp_path / "one") as one:
        (first,) = left(own)
        with serving(own, tmp_path / "other") as other:
            assert first in left(own)
            assert len(left(own)) == 2
            assert other.end() == 0
        assert left(own) == [first]
        assert one.end() == 0
    assert list((own / ".cache").glob("*served-*")) == []


def test_systemd_sends_the_signal_to_all_and_no_answer_is_lost(running: Running) -> None:
    with start(running) as asked:
        wait_for(lambda: busy(running) == 1)
        for pid in reversed(running.tree()):
            os.kill(pid, signal.SIGTERM)
        assert b" 504 " in asked.recv(1 << 16).splitlines()[0]  # it had all its time
    assert running.process.wait() == 0


# --- builds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_build_is_replaced_while_clients_ask(how: signal.Signals, demo: Path, own: Path, tmp_path: Path) -> None:
    """No request fails, the entity tag follows the build, and each answer is of one build."""
    low = "from tongbao.serve import run\nimport sys\nif 'serve' in sys.argv: run._LOOK = 0.05"
    taken = sorted((demo / "notices").rglob("*.yaml"))[0]
    away = tmp_path / "away.yaml"
    with serving(own, tmp_path / "run", "--workers", "2", before=low) as running:
        with ThreadPoolExecutor(3) as threads, over_at_end() as over:
            asking = [threads.submit(_watch, running, over) for _ in range(3)]
            found = [_counted(running)]
            for n in range(2):
                before = running.get("/health").json["version"]
                shutil.move(*((taken, away) if n % 2 == 0 else (away, taken)))
                build(demo, own, choose_engine()[0], jobs=1)
                wait_for(lambda before=before: running.get("/health").json["version"] != before)
                found.append(_counted(running))
            over.set()
            seen = [each.result() for each in asking]
        assert found[0] == found[2]  # the tag, too: the same build has the same answers
        assert found[1][0] != found[0][0]
        assert found[1][1] != found[0][1]
        assert all(statuses == {200} for statuses, _ in seen)
        assert all(counts <= {count for _, count in found} for _, counts in seen)
        assert len(wait_for(lambda: left(own) if len(left(own)) == 1 else [])) == 1
        assert running.nursery
        running.end(how)
        assert left(own) == []  # nor the copy of a build that came later
        assert "Traceback" not in running.log.read_text("utf-8")


def _counted(running: Running) -> tuple[str, str]:
    reply = running.ask(N)
    return reply.headers["etag"], reply.json["results"]["bindings"][0]["n"]["value"]


def _watch(running: Running, over: Event) -> tuple[set[int], set[str]]:
    statuses: set[int] = set()
    counts: set[str] = set()
    n = 0
    while not over.is_set():
        n += 1
        reply = running.ask(f"{N} # {n}" if n % 2 else N)
        statuses.add(reply.status)
        if reply.status == 200:
            counts.add(reply.json["results"]["bindings"][0]["n"]["value"])
    return statuses, counts


def test_a_broken_build_is_left_alone_until_it_is_whole(own: Path, tmp_path: Path) -> None:
    low = "from tongbao.serve import run\nimport sys\nif 'serve' in sys.argv: run._LOOK = 0.05"
    with serving(own, tmp_path / "run", before=low) as running:
        expected = running.ask(N)
        manifest, graph = (own / "parts.sha256").resolve(), (own / "graph.nq").resolve()
        was = manifest.read_bytes(), graph.read_bytes()
        manifest.write_bytes(was[0] + b"0" * 64 + b"  parts/none.nq\n")
        graph.write_bytes(was[1][:5000])
        wait_for(lambda: "cannot be read yet" in running.log.read_text("utf-8"))
        found = running.ask(N)
        assert (found.status, found.headers["etag"], found.body) == (200, expected.headers["etag"], expected.body)
        shutil.move(own / "parts.sha256", own / "away")
        assert running.ask(N + " # again").status == 200
        assert running.get("/health").json["status"] == "ok"


def test_a_file_that_changes_is_taken_over_once_it_is_whole(tmp_path: Path) -> None:
    low = "from tongbao.serve import run\nimport sys\nif 'serve' in sys.argv: run._LOOK = 0.05"
    file = tmp_path / "few.trig"
    file.write_text("<urn:g> { <urn:a> <urn:p> 1 }", "utf-8")
    with serving(file, tmp_path / "run", before=low) as running:
        tag, count = _counted(running)
        file.write_text("<urn:g> { <urn:a> <urn:p> 1, 2, <", "utf-8")
        wait_for(lambda: "cannot be read yet" in running.log.read_text("utf-8"))
        assert _counted(running) == (tag, count)
        file.write_text("<urn:g> { <urn:a> <urn:p> 1, 2 }", "utf-8")
        wait_for(lambda: _counted(running)[1] != count)
        assert _counted(running)[0] != tag
        file.unlink()
        assert running.ask(f"{N} # again").status == 200
        assert running.log.read_text("utf-8").count("cannot be read yet") <= 2  # not at every look


def test_another_version_of_the_program_may_answer_otherwise(many_nt: Path, tmp_path: Path) -> None:
    tags = set()
    for version in ("0.0.1", "0.0.2"):
        ours = f"import tongbao\ntongbao.__version__ = {version!r}"
        with serving(many_nt, tmp_path / version, before=ours) as running:
            tags.add(running.request("GET", "/openapi.json", headers={"Host": "localhost"}).headers["etag"])
    assert len(tags) == 2


def test_a_client_that_has_the_answer_is_told_so(own: Path, tmp_path: Path) -> None:
    with serving(own, tmp_path / "run") as running:
        tag = running.ask(N).headers["etag"]
        assert running.request("GET", "/sparql?query=ASK%7B%7D").headers["etag"] != tag
        reply = running.request("GET", f"/sparql?query={quote(N)}", headers={"Accept": JSON, "If-None-Match": tag})
        assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", tag)
        for changing in (
            "SELECT (NOW() AS ?x) {}",
            "SELECT (5+RAND() AS ?x) {}",
            "SELECT (UUID ( ) AS ?x) {}",
            "SELECT (now # x\n () AS ?x) {}",
        ):
            first, second = running.ask(changing), running.ask(changing)
            assert first.status == 200
            assert first.body != second.body
            assert "etag" not in first.headers
            assert first.headers["cache-control"] == "no-store"
