"""How the endpoint answers many clients, beside ``oxigraph serve``: stored questions, sent by wrk (a package of Debian)."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from tests.benchmark.asking import term_of
from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import BenchmarkError, Watch, Workplace, interleaved, say

from tongbao import paths
from tongbao.ask.questions import questions, read_query, without_header
from tongbao.ask.store import DiskStore, MemoryStore
from tongbao.ask.stored import open_store
from tongbao.errors import Text
from tongbao.progress import SILENT

CLIENTS = (1, 16, 64)
SLOWER_ALLOWED = 15
"""How many milliseconds an answer that is not kept may take more."""
FAST = 0.1
"""Of a large graph, the questions that the other answers in so many seconds; the others would measure the engine alone."""
_FIRST_PORT = 7871
_ACCEPT = "application/sparql-results+json"
_SCRIPT = """
local asked = {%s}
local path, fresh, i = "%s", %s, 0  -- what makes each query of this run a new one; empty where answers may be kept
request = function()
  i = i + 1
  local query = asked[i %% #asked + 1]
  if fresh ~= "" then query = query .. "%%0A%%23" .. fresh .. i end
  return wrk.format("GET", path .. "?query=" .. query, {Accept = "application/sparql-results+json"})
end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and where its endpoint is."""

    name: str
    port: int
    path: str
    process: int

    @property
    def endpoint(self) -> str:
        """The endpoint's address."""
        return f"http://127.0.0.1:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Load:
    """What came of some seconds of requests: how many a second, and milliseconds that half of them and nearly all took."""

    rate: float
    half: float
    nearly_all: float


def serving(place: Workplace) -> Section:
    """Ask the real notice, and many synthetic ones."""
    if not shutil.which("wrk"):
        raise BenchmarkError("wrk is not installed: apt-get install wrk")
    real = place.folder / "built-real"
    place.tongbao("build", "--data", str(paths.DATA), "--out", str(real))
    figures: list[Figure] = []
    raw: dict[str, object] = {}
    for out in (real, place.built(place.sizes.asked)):
        found = _beside(place, out)
        raw[out.name] = {str(key): [vars_of(load) for load in loads] for key, loads in found.items()}
        figures += _figures(out, found)
    return Section(figures=figures, raw=raw)


def vars_of(load: Load) -> list[float]:
    """Return a load as numbers."""
    return [load.rate, load.half, load.nearly_all]


_Found = dict[tuple[str, str, int], list[Load]]


def _beside(place: Workplace, out: Path) -> _Found:
    found: _Found = {}
    with _ours(out, _FIRST_PORT) as ours, _oxigraph(place, out, _FIRST_PORT + 1) as theirs:
        asked = _asked(out, theirs)
        say(f"{out.name}: {len(asked)} questions")
        watches = {server.name: Watch(server.process) for server in (ours, theirs)}
        for kind in ("kept", "fresh"):
            for clients in CLIENTS:
                runs = {server.name: _Run(place, server, asked, kind, clients, found) for server in (ours, theirs)}
                interleaved(place.sizes.loads, **runs)
        for name, watch in watches.items():
            say(f"{name}: {watch.stop() / 1e6:,.0f} MB")
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    """Some seconds of requests to one server."""

    place: Workplace
    server: Server
    asked: list[str]
    kind: str
    clients: int
    found: _Found

    def __call__(self) -> float:
        script = self.place.folder / "ask.lua"
        words = ", ".join(map(json.dumps, self.asked))
        fresh = f"{secrets.token_hex(8)}-" if self.kind == "fresh" else ""
        script.write_text(_SCRIPT % (words, self.server.path, json.dumps(fresh)), encoding="utf-8")
        address = f"http://127.0.0.1:{self.server.port}"
        seconds = f"-d{self.place.sizes.seconds}s"
        command = ["wrk", "-t1", f"-c{self.clients}", seconds, "--timeout=30s", "--latency", "-s", str(script), address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise BenchmarkError(f"{self.server.name} did not answer all requests:\n{said}")
        rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
        assert rate
        load = Load(float(rate[1]), _milliseconds("50%", said), _milliseconds("99%", said))
        self.found.setdefault((self.server.name, self.kind, self.clients), []).append(load)
        return load.half / 1000


def _milliseconds(share: str, said: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", said)
    assert found
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _figures(out: Path, found: _Found) -> Iterator[Figure]:
    for clients in CLIENTS:
        for kind, words in (("kept", Text("kept answers", "已缓存的答案")), ("fresh", Text("new answers", "新的答案"))):
            ours, theirs = ([*found[name, kind, clients]] for name in ("tongbao", "oxigraph"))
            rates = [median(load.rate for load in loads) for loads in (ours, theirs)]
            halves = [median(load.half for load in loads) for loads in (ours, theirs)]
            most = [median(load.nearly_all for load in loads) for loads in (ours, theirs)]
            more = halves[0] - halves[1]
            is_kept = kind == "kept"
            yield Figure(
                what=Text(f"{out.name}, {clients} clients, {words.en}", f"{out.name}，{clients} 个客户端，{words.zh}"),
                ours=f"{rates[0]:,.0f}/s, p50 {halves[0]:.1f} ms, p99 {most[0]:.0f} ms",
                reference=Text(*[f"oxigraph: {rates[1]:,.0f}/s, p50 {halves[1]:.1f} ms, p99 {most[1]:.0f} ms"] * 2),
                ratio=f"{rates[0] / rates[1]:.1f}×" if is_kept else f"{more:+.1f} ms",
                goal=Text(*(["≥ 1×"] * 2 if is_kept else [f"≤ +{SLOWER_ALLOWED} ms"] * 2)),
                met=rates[0] >= rates[1] if is_kept else more <= SLOWER_ALLOWED,
            )


def _asked(out: Path, oxigraph: Server) -> list[str]:
    """Return the stored questions that are answered fast, about what is in the graph, as parts of an address."""
    store = open_store(out, SILENT)
    assert isinstance(store, (DiskStore, MemoryStore))
    found = []
    for name, file in questions().items():
        query = read_query(file)
        text = without_header(query.bind({p.name: term_of(name, p, store) for p in query.parameters}))
        words = urllib.parse.quote(text)
        start = time.perf_counter()
        if _answered(f"{oxigraph.endpoint}?query={words}") and time.perf_counter() - start < FAST:
            found.append(words)
    return found


def _answered(address: str) -> bool:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": _ACCEPT}), timeout=60) as answer:
            return bool(answer.read())
    except OSError:
        return False


# --- servers --------------------------------------------------------------------------------------


@contextmanager
def _ours(out: Path, port: int) -> Iterator[Server]:
    command = [sys.executable, "-m", "tongbao", "serve", str(out), "--port", str(port)]
    with _running(command, f"http://127.0.0.1:{port}/health") as process:
        yield Server("tongbao", port, "/sparql", process)


@contextmanager
def _oxigraph(place: Workplace, out: Path, port: int) -> Iterator[Server]:
    folder = place.folder / f"oxigraph-{out.name}"
    if not folder.exists():
        say(f"storing {out.name} for oxigraph")
        store = ox.Store(str(folder))
        for part in sorted((out / "parts").rglob("*.nq")):
            store.bulk_load(path=str(part), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
        del store
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve-read-only", "--location", str(folder), "--union-default-graph"]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/") as process:
        yield Server("oxigraph", port, "/query", process)


@contextmanager
def _running(command: list[str], address: str) -> Iterator[int]:
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "build")}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment, cwd=paths.ROOT)
    try:
        for _ in range(3000):
            if _answered(address):
                break
            time.sleep(0.1)
        else:
            raise BenchmarkError(f"{' '.join(command)} does not answer")
        yield process.pid
    finally:
        process.terminate()
        process.wait()
