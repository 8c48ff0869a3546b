"""How long a site takes, how much memory, and what a change of one notice costs."""

import re
import shutil
from typing import Any

from tests.benchmark.changing import EDITS, restored
from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import JOBS, Run, Workplace, say

from tongbao.errors import Text


def publishing(place: Workplace) -> Section:
    """Make a site from nothing, again without a change, and again with one notice changed."""
    size = place.sizes.published
    data, built, out = place.dataset(size), place.built(size), place.folder / f"site-{size}"
    shutil.rmtree(out, ignore_errors=True)

    def publish() -> Run:
        words = ("--data", str(data), "--build", str(built), "--out", str(out), "--jobs", str(JOBS), "--lang", "en")
        finished = place.tongbao("publish", *words, watched=True)
        say(f"{finished.seconds:.1f} s, {finished.memory / 1e9:.2f} GB: {finished.output.strip()}")
        return finished

    first, nothing = publish(), publish()
    with restored(data) as changed:
        changed(EDITS["outcome"])
        place.built(size)
        one = publish()
    place.built(size)
    pages, files = _counts(first)
    figures = [
        Figure(
            what=Text(f"site of {size:,} notices, from nothing", f"{size:,} 份通报的网站，从零生成"),
            ours=f"{first.seconds:.0f} s: {pages / first.seconds:,.0f} pages/s, {pages:,} pages, {files:,} files",
            goal=Text("–", "–"),
            met=None,
        ),
        Figure(
            what=Text("its memory, all processes", "其内存（全部进程）"),
            ours=f"{first.memory / 1e9:.2f} GB",
            goal=Text("–", "–"),
            met=None,
        ),
        Figure(
            what=Text("one notice changed", "改动一份通报后"),
            ours=f"{one.seconds:.1f} s, {_written(one):,} files written",
            reference=Text(f"nothing changed: {nothing.seconds:.1f} s", f"无改动：{nothing.seconds:.1f} s"),
            goal=Text("–", "–"),
            met=None,
        ),
    ]
    raw: dict[str, Any] = {
        name: [run.seconds, run.memory] for name, run in (("first", first), ("nothing", nothing), ("one", one))
    }
    shutil.rmtree(out)
    return Section(figures=figures, raw=raw)


def _counts(finished: Run) -> tuple[int, int]:
    """Return how many pages were made and how many files there are, as the command tells."""
    found = re.search(r"([\d,]+) pages made, [\d,]+ of ([\d,]+) files", finished.output)
    assert found, finished.output
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def _written(finished: Run) -> int:
    found = re.search(r"([\d,]+) of [\d,]+ files written", finished.output)
    assert found, finished.output
    return int(found[1].replace(",", ""))
