"""Where the benchmark works: its folder with datasets and builds, its environments, and the runs it times."""

import os
import platform
import shutil
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from tests.benchmark.figures import Timings
from tests.synth import synthesise

from tongbao.load import notice_files
from tongbao.paths import ROOT
from tongbao.validate.shapes import shapes_text

HERE = Path(__file__).parent
SCRIPTS = HERE / "scripts"
JOBS = 2
"""In how many processes we build, and the references that can."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; numbers of notices but for the last two."""

    build: int = 1_000
    large: int = 20_000
    plain: int = 10
    """The plain way takes so many, and twice as many: at 1,000 it would take half an hour."""
    mapping: int = 1_000
    changed: int = 10_000
    asked: int = 2_500
    """About 15 million statements."""
    published: int = 1_000
    runs: int = 3
    starts: int = 21
    loads: int = 5
    """How often each server is asked by many clients, for ``seconds`` each."""
    seconds: int = 5

    @classmethod
    def quick(cls) -> "Sizes":
        """Return sizes that show in minutes whether everything works; their figures mean little.

        Up to 20 notices a build writes all formats, which takes longer than its parts.
        """
        return cls(
            build=120,
            large=240,
            plain=2,
            mapping=60,
            changed=120,
            asked=120,
            published=20,
            runs=1,
            starts=3,
            loads=1,
            seconds=1,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a command."""

    seconds: float
    cpu: float
    """The seconds that all its processes computed, system's work for them included; 0 on Windows."""
    output: str
    memory: int
    """The most bytes that all its processes took at once, shared pages counted once; 0 where it was not watched."""


class BenchmarkError(Exception):
    """Something that was measured did not work; its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder of a benchmark, and how much is measured there."""

    folder: Path
    sizes: Sizes

    def dataset(self, notices: int) -> Path:
        """Return a dataset of so many synthetic notices; it is made where it is not there."""
        data = self.folder / f"data-{notices}"
        if not data.exists():
            new = data.with_name(f"new-{data.name}")
            shutil.rmtree(new, ignore_errors=True)
            synthesise(new, notices, seed=1)
            new.rename(data)
        assert len(notice_files(data)) == notices
        return data

    def built(self, notices: int) -> Path:
        """Return a build of such a dataset that is up to date."""
        out = self.folder / f"built-{notices}"
        self.tongbao("build", "--data", str(self.dataset(notices)), "--out", str(out), "--jobs", str(JOBS))
        return out

    def shapes(self) -> Path:
        """Return a file with all shapes."""
        file = self.folder / "shapes.ttl"
        file.write_text(shapes_text(), encoding="utf-8")
        return file

    def tongbao(self, *words: str, watched: bool = False) -> Run:
        """Run a command of this checkout."""
        return run([sys.executable, "-m", "tongbao", *words], watched=watched)

    def script(self, name: str, *words: object, limit: float | None = None) -> Run:
        """Run one of the scripts that can be read by themselves, with our own libraries."""
        return run([sys.executable, str(SCRIPTS / name), *map(str, words)], limit=limit)

    def rival(self, name: str, *words: object) -> dict[str, Any]:
        """Run such a script with the libraries we compare with; return what it tells."""
        return told(run([str(self._rivals()), str(SCRIPTS / name), *map(str, words)]))

    def _rivals(self) -> Path:
        """Return the Python with the libraries we compare with; its environment is made where it is not there."""
        folder, wanted = self.folder.parent / "rivals", (HERE / "rivals.txt").read_text(encoding="utf-8")
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        ready = folder / "ready"
        if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
            say(f"installing what we compare with into {folder}")
            venv.create(folder, clear=True, with_pip=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            run([*install, "-r", str(HERE / "rivals.txt")])
            ready.write_text(wanted, encoding="utf-8")
        return python


def say(text: str) -> None:
    """Tell on standard error what goes on."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def told(finished: Run) -> dict[str, Any]:
    """Return what a script tells: its last line, a JSON object."""
    return dict(msgspec.json.decode(finished.output.splitlines()[-1]))


# --- runs ---------------------------------------------------------------------------------------


def run(command: Sequence[str], *, watched: bool = False, limit: float | None = None) -> Run:
    """Run a command to its end, and time it from before its process is made.

    Raises BenchmarkError where it fails, and TimeoutError where it takes more seconds than the limit.
    """
    path = [str(ROOT / "build"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "LC_ALL": "C.UTF-8"}
    start, cpu = time.perf_counter(), _computed()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT)
    watch = Watch(process.pid) if watched else None
    try:
        output, errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise TimeoutError from error
    seconds = time.perf_counter() - start
    memory = watch.stop() if watch else 0
    if process.returncode:
        raise BenchmarkError(f"{' '.join(command)}\nended with {process.returncode}:\n{errors.decode()[-3000:]}")
    return Run(seconds, _computed() - cpu, output.decode(), memory)


def _computed() -> float:
    """Return the processor time of all processes that were started and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def interleaved(times: int, **kinds: Callable[[], float]) -> dict[str, Timings]:
    """Time several kinds of work in turn, A B A B …, so that a busy moment of the machine falls on all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(times):
        for name, work in kinds.items():
            seconds[name].append(work())
            say(f"{name}, run {number + 1} of {times}: {seconds[name][-1]:.3f} s")
    return {name: Timings(found) for name, found in seconds.items()}


class Watch:
    """Watches how much memory a process and all that it started take, twice a second."""

    def __init__(self, process: int) -> None:
        self._process, self._most, self._over = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the most bytes seen."""
        self._over.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self._most = max(self._most, sum(map(_memory, _family(self._process))))


def _family(process: int) -> list[int]:
    """Return a process and all that it started, as Linux lists them."""
    family = [process]
    for member in family:  # grows as it goes
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            family += map(int, _read(children).split())
    return family


def _memory(process: int) -> int:
    """Return the bytes a process takes; of a page it shares with others, its share (PSS)."""
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:  # it has ended
        return ""


def machine() -> dict[str, str]:
    """Describe this machine."""
    names = [
        line.partition(":")[2].strip() for line in _read(Path("/proc/cpuinfo")).splitlines() if "model name" in line
    ]
    return {
        "processor": names[0] if names else platform.processor(),
        "processors": str(os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
        "when": time.strftime("%Y-%m-%d %H:%M"),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "",
    }
