"""Mapping alone: from notices to statements, beside two engines that map tables; each in its own best form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from tests.benchmark.figures import Figure, Section, Timings
from tests.benchmark.workplace import JOBS, BenchmarkError, Workplace, interleaved, say, told

from tongbao.errors import Text

MORPH = ((1, "PARTIAL-AGGREGATIONS"), (2, "PARTIAL-AGGREGATIONS"), (1, "NO"))
"""The ways to run morph-kgc that were worth trying: processes, and how it parts the mapping."""
MAPLIB = ("indexed", "bare")


def mapping(place: Workplace) -> Section:
    """Measure statements a second: ours from the notices' files and from records, theirs from ready-made tables."""
    size = place.sizes.mapping
    data, out = place.dataset(size), place.folder / "mapped.nq"
    tables = place.folder / f"tables-{size}"
    count = int(told(place.script("ours.py", data, out, JOBS))["statements"])
    say(f"tables of {count:,} statements")
    place.rival("tables.py", out, tables)
    records: list[float] = []

    def ours(processes: int) -> float:
        found = told(place.script("ours.py", data, out, processes))
        records.extend([found["records"]] if processes == 1 else [])
        return float(found["files"])

    def rival(script: str, *options: object) -> float:
        return float(place.rival(script, tables, place.folder / f"{script}.nt", *options)["seconds"])

    morph = {f"morph-kgc {n} {how}": (lambda n=n, how=how: rival("with_morph_kgc.py", n, how)) for n, how in MORPH}
    maplib = {f"maplib {how}": (lambda how=how: rival("with_maplib.py", how)) for how in MAPLIB}
    timings = interleaved(place.sizes.runs, one=lambda: ours(1), both=lambda: ours(JOBS), **morph, **maplib)
    _compare(out, place.folder / "with_morph_kgc.py.nt", place.folder / "with_maplib.py.nt")
    kept = sorted(records)[len(records) // 2]
    figures = []
    for name, kinds in (("morph-kgc", morph), ("maplib", maplib)):
        best = min(kinds, key=lambda kind: timings[kind].middle)
        taken = timings[best].middle
        figures.append(_figure(name, best, count, size, timings, kept, taken))
    raw: dict[str, Any] = {kind: timing.seconds for kind, timing in timings.items()}
    return Section(figures=figures, notes=[_NOTE], raw={**raw, "records": records, "statements": count})


def _figure(name: str, best: str, count: int, size: int, ours: dict[str, Timings], kept: float, taken: float) -> Figure:
    def rate(seconds: float) -> str:
        return f"{count / seconds / 1000:,.0f} k/s"

    one, both = ours["one"].middle, ours["both"].middle
    return Figure(
        what=Text(
            f"mapping alone, {count:,} statements of {size:,} notices", f"仅映射，{size:,} 份通报的 {count:,} 条陈述"
        ),
        ours=f"{rate(both)} from files with {JOBS} processes ({rate(one)} with one; {rate(kept)} from records)",
        reference=Text(f"{best}, from ready-made tables: {rate(taken)}", f"{best}，由现成表格：{rate(taken)}"),
        ratio=f"{taken / both:.1f}×",
        goal=Text(f"faster than {name}", f"快于 {name}"),
        met=taken > both,
    )


_NOTE = Text(
    "Mapping: ours reads YAML, finds quotations, resolves names and writes sorted N-Quads. The engines get "
    "typed tables with whole IRIs, made from our statements beforehand (Parquet for morph-kgc, data frames in memory for "
    "maplib), and write N-Triples, without graphs: one call a notice would be needed for these. Reading libraries, and "
    "compiling morph-kgc's mapping, is not counted. All three give the same triples.",
    "映射：本项目读取 YAML、定位引文、解析名称并写出有序 N-Quads。两引擎得到的是事先由我们的陈述制成的带类型表格"
    "（IRI 已完整；morph-kgc 用 Parquet，maplib 用内存数据框），写出不含图名的 N-Triples。加载库及编译 morph-kgc 映射不计时。三者三元组相同。",
)


# --- the same statements ------------------------------------------------------------------------


def _compare(quads: Path, *others: Path) -> None:
    """See that all files state the same, graphs apart."""
    ours = {hash(f"{line[: line.rindex(' <')]} .") for line in _lines(quads)}
    for other in others:
        theirs = {hash(line) for line in _lines(other)}
        if theirs != ours:
            raise BenchmarkError(f"{other} states otherwise than we: {len(theirs ^ ours)} lines differ")


def _lines(file: Path) -> Iterator[str]:
    """Yield lines with the escapes that we use."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if "\\" in line:
                graph = " <" in line[line.rindex('"') :] and not file.name.endswith(".nt")
                quad = next(iter(ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)))
                yield f"{quad} ." if graph else f"{quad.triple} ."
            else:
                yield line.rstrip("\n")
