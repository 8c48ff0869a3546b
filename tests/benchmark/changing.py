"""One notice changed among many: how long until the output is right again."""

import hashlib
import pstats
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from statistics import median

from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import JOBS, BenchmarkError, Workplace, run, say

from tongbao.errors import Text
from tongbao.load import notice_files

GOAL = 1.0
SHOWN = 25
"""How many functions the profile names."""

Edited = tuple[str, str]
"""The YAML and the source text of a notice."""


def changing(place: Workplace) -> Section:
    """Change one notice after the other, each in another way, and build each time; build without a change beside it."""
    size = place.sizes.changed
    data, out = place.dataset(size), place.built(size)
    build = ["build", "--data", str(data), "--out", str(out), "--jobs", str(JOBS)]
    seconds: dict[str, list[float]] = {name: [] for name in (*EDITS, "nothing")}
    with restored(data) as changed:
        for _ in range(place.sizes.runs):
            for name, edit in EDITS.items():
                before = _manifest(out)
                changed(edit)
                seconds[name].append(place.tongbao(*build).seconds)
                _must_differ_by_one(name, before, _manifest(out))
                seconds["nothing"].append(place.tongbao(*build).seconds)
                say(f"{name}: {seconds[name][-1]:.2f} s, nothing changed: {seconds['nothing'][-1]:.2f} s")
        changed(leads_swapped)
        profile = _profile(build, place.folder / "change.profile")
    place.tongbao(*build)
    middle = median([taken for name in EDITS for taken in seconds[name]])
    nothing = median(seconds["nothing"])
    each = ", ".join(f"{name} {median(seconds[name]):.2f} s" for name in EDITS)
    figure = Figure(
        what=Text(f"one notice changed among {size:,}: build again", f"{size:,} 份中改动一份后重新构建"),
        ours=f"{middle:.2f} s",
        reference=Text(f"nothing changed: {nothing:.2f} s", f"无改动：{nothing:.2f} s"),
        ratio=f"{middle / nothing:.1f}×",
        goal=Text("< 1 s", "< 1 s"),
        met=middle < GOAL,
    )
    note = Text(f"Changes, whole process: {each}.", f"各种改动（整个进程）：{each}。")
    return Section(figures=[figure], notes=[note], raw={**seconds, "profile": profile})


def _manifest(out: Path) -> set[str]:
    return set((out / "parts.sha256").read_text(encoding="utf-8").splitlines())


def _must_differ_by_one(name: str, before: set[str], after: set[str]) -> None:
    """See that one notice's part is another now, and what is derived across notices only if leads changed."""
    paths = sorted(line.split()[1] for line in after - before)
    notices = [path for path in paths if "/notice/" in path]
    if len(notices) != 1 or (len(paths) > 1) != (name == "leads"):
        raise BenchmarkError(f"the change {name!r} gave other parts: {paths}")


@contextmanager
def restored(data: Path) -> Iterator[Callable[[Callable[[str, str], Edited | None]], None]]:
    """Give a function that changes the next notice that an edit fits; at the end, all are as before."""
    kept: dict[Path, str] = {}
    files = iter(notice_files(data))

    def changed(edit: Callable[[str, str], Edited | None]) -> None:
        for file in files:
            source = file.with_suffix(".txt")
            old = file.read_text(encoding="utf-8"), source.read_bytes().decode()
            if (new := edit(*old)) is not None:
                kept.update(zip((file, source), old, strict=True))
                _write(file, *new)
                return
        raise BenchmarkError("no notice is left that this edit fits")

    try:
        yield changed
    finally:
        for file, text in kept.items():
            file.write_bytes(text.encode())


def _write(file: Path, text: str, source: str) -> None:
    data = source.encode()
    if data != file.with_suffix(".txt").read_bytes():
        file.with_suffix(".txt").write_bytes(data)
        text = re.sub(r"sha256: [0-9a-f]{64}", f"sha256: {hashlib.sha256(data).hexdigest()}", text, count=1)
    file.write_bytes(text.encode())


# --- edits that leave a synthetic notice valid ----------------------------------------------------


def _without_last(key: str, text: str, source: str) -> Edited | None:
    """Drop the last entry of a measure's list; of several, only an honour names the last (`on-platform`)."""
    for found in re.finditer(rf"\n +{key}:\n(?: +- \{{.*\n)+( +- \{{id: ([^,]+),.*\n)(?! +- )", text):
        if f"on-platform: {found[2]}" not in text:
            return text[: found.start(1)] + text[found.end(1) :], source
    return None


def outcome_dropped(text: str, source: str) -> Edited | None:
    """Take an outcome away."""
    return _without_last("outcomes", text, source)


def platform_dropped(text: str, source: str) -> Edited | None:
    """Take a platform away."""
    return _without_last("platforms", text, source)


def leads_swapped(text: str, source: str) -> Edited | None:
    """Have two measures change their leads, in the source too; all leads together stay the same."""
    cells = list(re.finditer(r"( +lead-cell: (.+)\n +leads: .+\n(?: +leads-open: .+\n)?)", text))
    for one, other in combinations(cells, 2):
        words = [cell[2].strip("\"'") for cell in (one, other)]
        units = [set(_UNIT.findall(cell[1])) for cell in (one, other)]
        spans = [[found.span() for found in re.finditer(_cell(word), source)] for word in words]
        if units[0] != units[1] and max(map(len, units)) > 1 and all(len(found) == 1 for found in spans):
            swapped = {one.span(): other[1], other.span(): one[1]}
            return _spliced(text, swapped), _spliced(source, {spans[0][0]: words[1], spans[1][0]: words[0]})
    return None


_UNIT = re.compile(r"(?<=[\[ ])(?!leads:)[^\s\[\]{},:]+(?=[,\]])")
"""A unit in a list of leads, by whichever of its names."""


def _spliced(text: str, pieces: dict[tuple[int, int], str]) -> str:
    for (start, end), piece in sorted(pieces.items(), reverse=True):
        text = text[:start] + piece + text[end:]
    return text


def _cell(words: str) -> str:
    """Return a pattern of words that are a cell of a table: broken into lines anywhere, empty lines around them."""
    broken = r"\s*".join(map(re.escape, words))
    return rf"(?<=\n\n){broken}(?=\n\n)"


EDITS = {"outcome": outcome_dropped, "platform": platform_dropped, "leads": leads_swapped}


# --- where the time goes --------------------------------------------------------------------------


def _profile(words: list[str], file: Path) -> list[str]:
    """Run a command of ours once more under Python's profiler; return its slowest functions with what they call."""
    run([sys.executable, "-m", "cProfile", "-o", str(file), "-m", "tongbao", *words])
    found = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]
    slowest = sorted(found.items(), key=lambda item: -item[1][3])
    named = ((taken[3], Path(where[0]), where) for where, taken in slowest)
    ours = (f"{seconds:.3f} s {file.stem}.{where[2]}" for seconds, file, where in named if "tongbao" in file.parts)
    return [line for line, _ in zip(ours, range(SHOWN), strict=False)]
