"""Workers that each read the graph by themselves, as on systems that cannot fork, and the bounds that hold without Linux."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.kills import ENVIRONMENT
from tests.patience import wait_for
from tests.serve.serving import ENDLESS, busy, halt, is_alive, kill, serving, start

from tongbao import limits
from tongbao.errors import OutputError
from tongbao.serve import pool as pools
from tongbao.serve.pool import BusyError, Pool
from tongbao.serve.worker import Bounds, Graphs
from tongbao.serve.workers import EndedError, Singles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")
BOUNDS = Bounds(60.0, 200 * limits.MIB)
HERE = (
    "from tongbao.serve import workers\n"
    "async def singles(graphs, bounds):\n    return workers.Singles(graphs, bounds)\n"
    "import sys\nif 'serve' in sys.argv:\n from tongbao.serve import pool\n pool.source = singles"
)


def query(text: str) -> dict[str, Any]:
    return {"do": "query", "query": text, "forms": ["csv"], "language": "en"}


@asynccontextmanager
async def pool(file: Path, bounds: Bounds = BOUNDS, size: int = 2) -> AsyncIterator[Pool]:
    async def singles(graphs: Graphs, bounds: Bounds) -> Singles:
        return Singles(graphs, bounds)

    with patch.object(pools, "source", singles):
        made = Pool(size, bounds)
        await made.open(Graphs((str(file),), ""))
        try:
            yield made
        finally:
            await made.close()


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]


def test_they_answer_and_are_used_again(many_nt: Path) -> None:
    async def work() -> None:
        async with pool(many_nt) as made:
            assert (made.statements, made.closed) == (6000, False)
            for n in range(5):
                head, body = await made.ask(query(f"SELECT (COUNT(*) AS ?n) (({n}) AS ?m) {{ ?s ?p ?o }}"))
                assert (head["problems"], body) == ([], f"n,m\r\n6000,{n}\r\n".encode())
            assert len(_singles(made).processes) == 1

    run(work)


def test_the_graph_is_counted_once(many_nt: Path) -> None:
    """In a large graph that takes seconds: a worker that follows on another must not take them again."""

    async def work() -> None:
        async with pool(many_nt) as made:
            source = _singles(made)
            source.statements = 7  # whoever counted again would find 6000
            worker = await source.worker()
            await source.end(worker)
            assert worker.statements == 7

    run(work)


def _singles(made: Pool) -> Singles:
    assert made._crew
    assert isinstance(made._crew.source, Singles)
    return made._crew.source


@pytest.mark.parametrize(
    ("text", "bounds", "reason"),
    [
        (ENDLESS, Bounds(1.0, BOUNDS.memory), "time"),
        (
            'SELECT (STRLEN(?x40) AS ?n) { BIND("aaaaaaaa" AS ?x0) '
            + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
            + "}",
            BOUNDS,
            "memory",
        ),
    ],
    ids=["time", "memory"],
)
def test_a_bound_ends_one_query_alone(text: str, bounds: Bounds, reason: str, many_nt: Path) -> None:
    async def work() -> None:
        async with pool(many_nt, bounds) as made:
            ended, good = await asyncio.gather(made.ask(query(text)), made.ask(query("ASK {}")), return_exceptions=True)
            assert isinstance(ended, EndedError)
            assert ended.reason == reason
            assert not isinstance(good, BaseException)
            assert (await made.ask(query("ASK {}")))[1] == b"true\n"
            assert made.busy == 0

    run(work)


def test_without_a_clock_of_the_system_the_worker_has_one_of_its_own(many_nt: Path) -> None:
    code = (
        "import signal, sys\ndel signal.setitimer\nfrom tongbao.serve.worker import _clock\nimport time\n"
        "with _clock(30): pass\nprint('in time', flush=True)\nwith _clock(0.2): time.sleep(30)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("in time\n", 98)


def test_without_a_clock_in_the_worker_the_server_ends_it(many_nt: Path) -> None:
    async def work() -> None:
        async with pool(many_nt, Bounds(1.0, BOUNDS.memory)) as made:
            (pid,) = _singles(made).processes
            halt(pid)
            with pytest.raises(EndedError) as ended:
                await made.ask(query("ASK {}"))
            assert ended.value.reason == "time"
            assert not is_alive(pid)

    run(work)


def test_memory_is_watched_where_no_system_bounds_it() -> None:
    """As on macOS."""
    code = (
        "import sys\nfrom tongbao.serve import worker\nsys.platform = 'darwin'\nworker._reserved = lambda: 1 << 46\n"
        "from tongbao.ask import bounded\nbounded._taken = lambda: len(taken) << 20\ntaken = []\n"
        "worker.limit_memory(50 << 20)\nimport time\nwhile True:\n taken.append(bytes(1 << 20)); time.sleep(0.001)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (99, "")


def test_a_query_that_nobody_waits_for_is_ended(many_nt: Path) -> None:
    async def work() -> None:
        async with pool(many_nt) as made:
            (pid,) = _singles(made).processes
            asking = asyncio.create_task(made.ask(query(ENDLESS)))
            while not made.busy:
                await asyncio.sleep(0.01)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            while made.busy:
                await asyncio.sleep(0.01)
            assert not is_alive(pid)
            assert (await made.ask(query("ASK {}")))[1] == b"true\n"

    run(work)


def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    (broken := tmp_path / "broken.nt").write_text("<x:a> <x:b> <x:c> .\n<x:a> .\n", "utf-8")

    async def work() -> None:
        with pytest.raises(OutputError) as error:
            async with pool(broken):
                pass
        (problem,) = error.value.problems
        assert problem.place
        assert (problem.place.file, problem.place.line) == (broken, 2)

    run(work)


def test_the_queue_is_bounded(many_nt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SERVED_WAITING", 2)
    monkeypatch.setattr(limits, "SERVED_WAIT_SECONDS", 0.2)

    async def work() -> None:
        async with pool(many_nt, size=1) as made:
            asking = [asyncio.create_task(made.ask(query(ENDLESS))) for _ in range(4)]
            done, _ = await asyncio.wait(asking, timeout=60, return_when=asyncio.FIRST_COMPLETED)
            assert isinstance(next(iter(done)).exception(), BusyError)  # the fourth, at once
            while len([each for each in asking if each.done()]) < 3:  # two more, after their time
                await asyncio.sleep(0.05)
            assert made.busy == 1
            asking[0].cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    run(work)


def test_a_server_with_them(many_nt: Path, tmp_path: Path) -> None:
    """The whole server, as on macOS and Windows: it says that the workers could open sockets, and refuses SERVICE all the same."""
    with serving(many_nt, tmp_path, "--workers", "2", before=HERE) as running:
        assert (
            running.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"] == "6000"
        )
        assert running.ask("SELECT * { SERVICE <http://localhost:1/> { } }").code == "service-refused"
        wait_for(lambda: "not kept from opening connections" in running.log.read_text("utf-8"))
        with start(running) as lost:
            wait_for(lambda: busy(running) == 1)
            for pid in running.children():
                kill(pid)
            assert lost.recv(65536).split()[1] in (b"500", b"507")
        assert running.answers()
        everyone = running.tree()
        assert running.end() == 0
        wait_for(lambda: not any(map(is_alive, everyone)))
