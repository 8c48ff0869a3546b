"""How long a build takes, beside the plain way and beside parsing and validating alone; how it grows; its memory."""

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import JOBS, BenchmarkError, Run, Workplace, interleaved, say, told

from tongbao.errors import Text
from tongbao.load import read_dataset
from tongbao.pipeline.lookup import Lookup
from tongbao.validate import Finding, check_batch
from tongbao.validate.batches import BATCH

TIMES_FASTER = 80
TIMES_ALONE = 2.0
GROWTH = 1.15
MEMORY = 1.5e9


def cold_build(place: Workplace, notices: int, *, watched: bool = False) -> Run:
    """Build a dataset from nothing; what was built is removed, for each notice takes more than a megabyte."""
    data, out = place.dataset(notices), place.folder / f"cold-{notices}"
    shutil.rmtree(out, ignore_errors=True)
    try:
        return place.tongbao("build", "--data", str(data), "--out", str(out), "--jobs", str(JOBS), watched=watched)
    finally:
        shutil.rmtree(out)


# --- beside others ------------------------------------------------------------------------------


def speed(place: Workplace) -> Section:
    """Measure a build beside the plain way, and beside the fastest parse and validation alone."""
    sizes = place.sizes
    data, shapes = place.dataset(sizes.build), place.shapes()
    batches = _batches(data, place.built(sizes.build), place.folder / f"batches-{sizes.build}")
    plain: dict[int, list[dict[str, Any]]] = {sizes.plain: [], 2 * sizes.plain: []}

    def by(notices: int) -> float:
        plain[notices].append(_plain(place, notices, shapes))
        return float(sum(plain[notices][-1]["seconds"].values()))

    cpu: dict[str, list[float]] = {"ours": [], "alone": []}

    def timed(name: str, finished: Run) -> float:
        cpu[name].append(finished.cpu)
        return finished.seconds

    timings = interleaved(
        sizes.runs,
        ours=lambda: timed("ours", cold_build(place, sizes.build)),
        alone=lambda: timed("alone", place.script("alone.py", data, batches, shapes, JOBS)),
        few=lambda: by(sizes.plain),
        twice=lambda: by(2 * sizes.plain),
    )
    ours, few, twice = (timings[name].middle for name in ("ours", "few", "twice"))
    each = ours / sizes.build
    # What the units and places cost once is in both sizes; the difference is what further notices cost.
    least = min(twice / sizes.plain / 2, (twice - few) / sizes.plain)
    figures = [
        Figure(
            what=Text(
                f"YAML to validated N-Quads parts, {sizes.build:,} notices, {JOBS} processes",
                f"YAML 到校验后的 N-Quads 分片，{sizes.build:,} 份通报，{JOBS} 个进程",
            ),
            ours=f"{ours:.1f} s = {each * 1000:.1f} ms each",
            reference=Text(
                f"plain way (SafeLoader, rdflib, pySHACL): {least:.2f} s each",
                f"常规做法（SafeLoader、rdflib、pySHACL）：每份 {least:.2f} s",
            ),
            ratio=f"{least / each:.0f}×",
            goal=Text(f"≥ {TIMES_FASTER}×, aim 100×", f"≥ {TIMES_FASTER}×，力争 100×"),
            met=least / each >= TIMES_FASTER,
        ),
        Figure(
            what=Text(f"the same, {sizes.build:,} notices", f"同上，{sizes.build:,} 份通报"),
            ours=f"{ours:.1f} s",
            reference=Text(
                f"yaml-rs and the Rust SHACL engine alone, {JOBS} processes: {timings['alone'].middle:.1f} s",
                f"仅 yaml-rs 解析与 Rust SHACL 校验，{JOBS} 个进程：{timings['alone'].middle:.1f} s",
            ),
            ratio=f"{ours / timings['alone'].middle:.2f}×",
            goal=Text(f"≤ {TIMES_ALONE}×", f"≤ {TIMES_ALONE}×"),
            met=ours / timings["alone"].middle <= TIMES_ALONE,
        ),
    ]
    raw: dict[str, Any] = {name: timing.seconds for name, timing in timings.items()}
    raw |= {"cpu": cpu, "plain": {str(n): runs for n, runs in plain.items()}}
    return Section(figures=figures, notes=[_plain_note(sizes.plain, few, twice, plain)], raw=raw)


def _plain_note(size: int, few: float, twice: float, runs: dict[int, list[dict[str, Any]]]) -> Text:
    phases = runs[2 * size][-1]["seconds"]
    en = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in phases.items())
    return Text(
        f"The plain way took {few:.1f} s for {size} notices and {twice:.1f} s for {2 * size}: "
        f"{few / size:.2f} and {twice / size / 2:.2f} s each, {(twice - few) / size:.2f} s for each further one, and the "
        f"lower of the last two counts. Last run: {en}. It states and finds the same; what to state was given to it.",
        f"常规做法处理 {size} 份用时 {few:.1f} s，{2 * size} 份用时 {twice:.1f} s，"
        f"即每份 {few / size:.2f} 与 {twice / size / 2:.2f} s，每增一份 {(twice - few) / size:.2f} s，取后两者中较小的。"
        f"最后一次各阶段：{en}。其陈述与结论均与本项目相同；应陈述的内容已事先给出。",
    )


def _plain(place: Workplace, notices: int, shapes: Path) -> dict[str, Any]:
    """Run the plain way, and see that it stated the same and found the same."""
    data, parts, out = place.dataset(notices), place.built(notices) / "parts", place.folder / "plain.nq"
    say(f"the plain way, {notices} notices")
    found = told(place.script("plain.py", data, parts, shapes, out))
    if found["violated"] or found["notices"] != notices:
        raise BenchmarkError(f"the plain way finds otherwise than we: {found}")
    ours = {quad for part in parts.rglob("*.nq") if part.stem != "vocabulary" for quad in _quads(part)}
    if set(_quads(out)) != ours:
        raise BenchmarkError("the plain way states otherwise than we")
    return found


def _quads(file: Path) -> Any:
    return ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)


def _batches(data: Path, out: Path, folder: Path) -> Path:
    """Write what our engine is given, batch for batch."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    dataset, _ = read_dataset(data)
    assert dataset
    lookup = Lookup(out / "parts" / "authority.nq", dataset.base)
    # As the datasets' folders list the notices: by year.
    parts = [out / "parts" / "notice" / f"{file.stem}.nq" for file in sorted(data.glob("notices/*/*.yaml"))]
    for start in range(0, len(parts), BATCH):

        def keep(triples: str, name: str = f"{start:08}.nt") -> list[Finding]:
            (folder / name).write_text(triples, encoding="utf-8")
            return []

        read = [part.read_text(encoding="utf-8").splitlines(keepends=True) for part in parts[start : start + BATCH]]
        check_batch(read, lookup, keep)
    return folder


# --- as it grows --------------------------------------------------------------------------------


def growth(place: Workplace) -> Section:
    """Measure the seconds a notice and the memory, at a small and at a large size, in turn."""
    small, large = place.sizes.build, place.sizes.large
    memory: dict[int, int] = {small: 0, large: 0}

    def by(notices: int) -> float:
        finished = cold_build(place, notices, watched=True)
        memory[notices] = max(memory[notices], finished.memory)
        return finished.seconds

    timings = interleaved(place.sizes.runs, small=lambda: by(small), large=lambda: by(large))
    one, other = timings["small"].middle / small, timings["large"].middle / large
    figures = [
        Figure(
            what=Text(f"seconds a notice at {large:,}", f"{large:,} 份时每份用时"),
            ours=f"{other * 1000:.1f} ms",
            reference=Text(f"at {small:,}: {one * 1000:.1f} ms", f"{small:,} 份时：{one * 1000:.1f} ms"),
            ratio=f"{other / one:.2f}×",
            goal=Text("≤ 1.15×", "≤ 1.15×"),
            met=other / one <= GROWTH,
        ),
        Figure(
            what=Text(f"memory of all processes at {large:,}", f"{large:,} 份时全部进程的内存"),
            ours=f"{memory[large] / 1e9:.2f} GB",
            reference=Text(
                f"at {small:,}: {memory[small] / 1e9:.2f} GB", f"{small:,} 份时：{memory[small] / 1e9:.2f} GB"
            ),
            ratio=f"{memory[large] / memory[small]:.2f}×" if memory[small] else "",
            goal=Text("< 1.5 GB", "< 1.5 GB"),
            met=memory[large] < MEMORY if memory[large] else None,
        ),
    ]
    raw = {name: timing.seconds for name, timing in timings.items()}
    return Section(figures=figures, raw={**raw, "memory": {str(n): found for n, found in memory.items()}})
