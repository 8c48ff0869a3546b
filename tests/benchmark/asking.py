"""How long the stored questions take at millions of statements, and two of them beside DuckDB."""

import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox
from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import BenchmarkError, Workplace, interleaved, say, told

from tongbao.ask.names import term_for
from tongbao.ask.questions import Parameter, questions, read_query
from tongbao.ask.store import DiskStore, Store
from tongbao.ask.stored import open_store
from tongbao.errors import Text, UsageError
from tongbao.progress import Progress

GOAL = 1.0
SLOWER_ALLOWED = 5
TIMES_DUCKDB = 5
LIMIT = 60.0
"""Seconds on average after which a question is given up, as the command gives up a user's own query."""
BESIDE_DUCKDB = ("co-lead-pairs", "leads-by-unit")

# What a question is asked about where its default is not in the data: mostly what gives the most to do.
ABOUT = {
    "unit": "SELECT ?x { ?x tb:leads ?m } GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1",
    "place": "SELECT ?x { ?u tb:locatedIn ?x } GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1",
    "measure": "SELECT ?x { ?x tb:hasOutcome ?o } GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1",
    "thing": "SELECT ?x { ?x a tb:CoLeadership ; tb:weight ?times } ORDER BY DESC(?times) ?x LIMIT 1",
    "number": "SELECT ?x { ?n tb:documentNumber ?x } ORDER BY ?x LIMIT 1",
    "string": "SELECT (STR(?name) AS ?x) { ?u a tb:Unit ; skos:altLabel ?name FILTER(LANG(?name) = 'zh') } LIMIT 1",
}
ABOUT["assertions-about"] = "SELECT ?x { ?a tb:aboutSubject ?x } GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1"


def asking(place: Workplace) -> Section:
    """Ask every stored question of a store on disk."""
    size = place.sizes.asked
    out = place.built(size)
    say("the store on disk")
    store = open_store(out, Progress())
    if not isinstance(store, DiskStore) or store.folder is None:
        raise BenchmarkError("the graph is so small that it is not stored on disk: ask for more notices")
    statements = _count(out)
    asked: dict[str, dict[str, Any]] = {}
    for name, file in questions().items():
        terms = [f"{p.name}={term_of(name, p, store)}" for p in read_query(file).parameters]
        asked[name] = _asked(place, store.folder, name, terms) | {"terms": terms}
        warm = asked[name]["warm"] = median(asked[name]["seconds"][1:])
        say(f"{name}: {warm:.3f} s, first {asked[name]['seconds'][0]:.3f} s, {asked[name]['rows']} rows")
    figures = [_overall(asked, statements, size)]
    for name in BESIDE_DUCKDB:
        figures.append(_beside_duckdb(place, out, store.folder, name, asked[name]))
    slow = [f"{name} {found['warm']:.1f} s" for name, found in asked.items() if found["warm"] >= GOAL]
    cold = max(asked, key=lambda name: asked[name]["seconds"][0])
    first = asked[cold]["seconds"][0]
    note = Text(
        f"Questions above {GOAL:g} s: {', '.join(slow) or 'none'}. The slowest first, cold run: {cold}, {first:.1f} s.",
        f"超过 {GOAL:g} s 的问题：{'，'.join(slow) or '无'}。首次（冷）最慢：{cold}，{first:.1f} s。",
    )
    return Section(figures=figures, notes=[note], raw={"questions": asked, "statements": statements})


def _asked(place: Workplace, store: Path, name: str, terms: list[str]) -> dict[str, Any]:
    """Ask a question several times; where that takes too long, its time is that limit."""
    times = 1 + place.sizes.runs
    try:
        return told(place.script("ask.py", store, name, times, *terms, limit=LIMIT * times))
    except TimeoutError:
        return {"seconds": [LIMIT] * times, "rows": -1}


def _overall(asked: dict[str, dict[str, Any]], statements: int, size: int) -> Figure:
    warm = [found["warm"] for found in asked.values()]
    slow = sum(seconds >= GOAL for seconds in warm)
    return Figure(
        what=Text(
            f"{len(asked)} questions at {statements:,} statements ({size:,} notices)",
            f"{statements:,} 条陈述（{size:,} 份通报）上的 {len(asked)} 个问题",
        ),
        ours=f"median {median(warm):.3f} s, slowest {max(warm):.2f} s, {slow} ≥ 1 s",
        goal=Text("each < 1 s, five at most longer", "均 < 1 s，至多五个例外"),
        met=slow <= SLOWER_ALLOWED,
    )


def _count(out: Path) -> int:
    return sum(part.read_bytes().count(b"\n") for part in (out / "parts").rglob("*.nq"))


def term_of(question: str, parameter: Parameter, store: Store) -> str:
    """Return what a question is asked about: its default where the data have it, else something busy."""
    if parameter.default is not None and parameter.type in ("unit", "measure", "place", "thing"):
        try:
            return term_for(parameter, parameter.default, store)
        except UsageError:
            pass
    found = [row["x"] for row in store.select(ABOUT.get(question, ABOUT[parameter.type]))]
    if not found:
        raise BenchmarkError(f"there is nothing to ask for {parameter.name}")
    return str(found[0])


# --- beside DuckDB --------------------------------------------------------------------------------


def _beside_duckdb(place: Workplace, out: Path, store: Path, name: str, asked: dict[str, Any]) -> Figure:
    """Time a question and the same over the same edges in DuckDB, in turn, and see that both give the same rows."""
    database = place.folder / f"edges-{place.sizes.asked}.duckdb"
    database.unlink(missing_ok=True)
    place.rival("duck.py", "load", _edges(out, place.folder / "edges.csv"), database)
    times = 1 + place.sizes.runs
    ours: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []

    def by_us() -> float:
        ours.append(told(place.script("ask.py", store, name, times, "rows")))
        return float(median(ours[-1]["seconds"][1:]))

    def by_duckdb() -> float:
        theirs.append(place.rival("duck.py", name, database, times))
        return float(median(theirs[-1]["seconds"][1:]))

    timings = interleaved(place.sizes.runs, ours=by_us, duckdb=by_duckdb)
    if ours[0]["values"] != theirs[0]["values"]:
        raise BenchmarkError(f"DuckDB answers {name} otherwise than we")
    asked["beside DuckDB"] = {kind: timing.seconds for kind, timing in timings.items()}
    one, other = timings["ours"].middle, timings["duckdb"].middle
    return Figure(
        what=Text(f"{name}, {ours[0]['rows']:,} rows", f"{name}，{ours[0]['rows']:,} 行"),
        ours=f"{one:.3f} s",
        reference=Text(f"DuckDB: {other:.3f} s", f"DuckDB：{other:.3f} s"),
        ratio=f"{one / other:.1f}×",
        goal=Text(f"≤ {TIMES_DUCKDB}×", f"≤ {TIMES_DUCKDB}×"),
        met=one / other <= TIMES_DUCKDB,
    )


def _edges(out: Path, file: Path) -> Path:
    """Write what is derived, from all parts, as a table."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["subject", "property", "object"])
        writer.writerows(_derived(out))
    return file


def _derived(out: Path) -> Iterator[tuple[str, str, str]]:
    for part in sorted((out / "parts").rglob("*.nq")):
        for line in part.read_bytes().splitlines():
            if line.endswith(b"graph/derived> ."):
                quad = next(iter(ox.parse(line, format=ox.RdfFormat.N_QUADS)))
                yield quad.subject.value, quad.predicate.value.rpartition("#")[2], quad.object.value
