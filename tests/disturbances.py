"""Kill every command at random moments, and change random bytes of what is kept: the next run must make it right.

``python -m tests.disturbances --kills 200 --flips 200 --notices 60`` tries that at length; the tests try it in short.
What comes out never depends on how fast the machine is: only where a kill strikes does.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.few import synthesise_few
from tests.servers import Server, oxigraph

from tongbao import paths

PATIENCE = 3600.0
"""Seconds after which a command counts as hanging."""
REMEMBERED = re.compile(r"^data/changes\.json$|^\w\w/changes\.html$|\.atom$")
COMMANDS = ("build", "export", "query", "load", "publish")


def digests(folder: Path) -> dict[str, str]:
    """Return every file that an output or a site shows, by name, as a digest."""
    found = {}
    for place, folders, files in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name not in (".cache", ".tongbao")]
        for file in (Path(place, name) for name in files):
            found[file.relative_to(folder).as_posix()] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def command(*words: str | Path) -> "subprocess.Popen[bytes]":
    """Start a command in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tongbao", "--lang", "en", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[bytes]") -> tuple[int, bytes, str]:
    """Wait for a command; return its exit code, and what it wrote. It never shows a traceback."""
    out, errors = process.communicate(timeout=PATIENCE)
    said = errors.decode("utf-8", "replace")
    assert "Traceback" not in said, said
    return process.returncode, out, said


def run(*words: str | Path) -> bytes:
    """Run a command that must succeed."""
    code, out, said = ended(command(*words))
    assert code == 0, said
    return out


def members(session: int) -> list[int]:
    """Return the processes of a session that run."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(words[3]) == session and words[0] != "Z":
            found.append(int(file.parent.name))
    return found


@dataclass
class Ground:
    """Datasets that differ, with what comes of them where nobody disturbs anything.

    ``b`` lacks a notice of ``a``, and a unit of it has another name; ``c`` has another base.
    """

    home: Path
    notices: int
    server: Server
    random: random.Random
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each command takes undisturbed."""

    def __post_init__(self) -> None:
        for name in "abc":
            synthesise_few(self.home / name, self.notices, seed=60)
        min(sorted((self.home / "b").glob("notices/*/*.yaml"))).unlink()
        self._replace(self.home / "b" / "units.yaml", "english: ", "english: New ")
        self._replace(self.home / "c" / "dataset.yaml", "example.org/synth/", "example.org/other/")
        for name in "abc":
            run("build", *self.given(name, "--out"))

    @staticmethod
    def _replace(file: Path, old: str, new: str) -> None:
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    def given(self, name: str, build: str = "--build") -> list[str | Path]:
        """Return the options that name a dataset and its build."""
        return ["--data", self.home / name, build, self.home / f"out-{name}"]

    @cached_property
    def built(self) -> dict[str, dict[str, str]]:
        """What each build shows."""
        return {name: digests(self.home / f"out-{name}") for name in "abc"}

    # --- the commands ---------------------------------------------------------------------------------

    def words(self, name: str, data: str) -> list[str | Path]:
        """Return the words of a command for one of the datasets."""
        match name:
            case "build":
                return ["build", "--data", self.home / data, "--out", self.home / "built", "--jobs", "2"]
            case "export":
                return ["export", "nq", "ttl", *self.given(data)]
            case "query":
                return ["query", "leads-by-unit", "--format", "csv", *self.given(data)]
            case "load":
                assert self.server.target.update
                target = ["--endpoint", self.server.target.endpoint, "--update", self.server.target.update]
                return ["load", *target, *self.given(data)]
        return ["publish", *self.given(data), "--out", self.home / "site", "--jobs", "2"]

    def prepare(self, name: str, data: str) -> None:
        """Make a command do something."""
        if name == "export":
            for form in ("nq", "ttl"):
                (self.home / f"out-{data}" / f"graph.{form}").unlink(missing_ok=True)
        elif name == "query" and self.random.random() < 0.7:
            shutil.rmtree(self.home / f"out-{data}" / ".cache" / "stores", ignore_errors=True)

    def result(self, name: str, data: str, out: bytes) -> object:
        """Return what a command has left."""
        match name:
            case "build":
                return digests(self.home / "built")
            case "export":
                return {file: sum_ for file, sum_ in digests(self.home / f"out-{data}").items() if "graph" in file}
            case "query":
                return hashlib.sha256(out).hexdigest()
            case "load":
                return self.stored()
        # What a site remembers of the versions before differs with what was published before.
        return {file: sum_ for file, sum_ in digests(self.home / "site").items() if not REMEMBERED.search(file)}

    def stored(self) -> str:
        """Return a digest of all that the server holds."""
        address = self.server.target.endpoint.replace("/query", "/store")
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "application/n-quads"})) as dump:
            return hashlib.sha256(b"".join(sorted(dump.readlines()))).hexdigest()


# --- kills ----------------------------------------------------------------------------------------------------


def kill(ground: Ground, name: str, times: int) -> Counter[str]:
    """Kill a command so many times, each followed by a run that must end with what an undisturbed one ends with."""
    cycle = "abc" if name == "build" else "ab"
    expected, seconds = {}, 0.0
    for data in (*cycle, cycle[0]):
        ground.prepare(name, data)
        start = time.monotonic()
        result = ground.result(name, data, run(*ground.words(name, data)))
        seconds = max(seconds, time.monotonic() - start) if expected else 0.0  # the first one makes everything
        assert expected.setdefault(data, result) == result
    ground.seconds[name] = seconds
    struck: Counter[str] = Counter()
    for number in range(1, times + 1):
        data = cycle[number % len(cycle)]
        ground.prepare(name, data)
        process = command(*ground.words(name, data))
        time.sleep(ground.random.uniform(0, seconds))
        whole = ground.random.random() < 0.5
        struck["after its end" if process.poll() is not None else "at work"] += 1
        if whole:
            with suppress(ProcessLookupError):  # it has ended
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()
        limit = time.monotonic() + PATIENCE
        while members(process.pid):  # its workers end too
            assert time.monotonic() < limit
            time.sleep(0.02)
        result = ground.result(name, data, run(*ground.words(name, data)))
        assert result == expected[data], f"{name}, kill {number}"
        print(".", end="", flush=True)
    return struck


# --- changed bytes --------------------------------------------------------------------------------------------


def places(folder: Path) -> list[Path]:
    """Return the files below a folder that hold anything, each inode once."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and (status := file.stat()).st_size:
            found.setdefault(status.st_ino, file)
    return list(found.values())


def flip(ground: Ground, file: Path) -> str:
    """Change one bit of a file, half of the times without a trace in its times; return where."""
    status, content = file.stat(), bytearray(file.read_bytes())
    at = ground.random.randrange(len(content))
    content[at] ^= 1 << ground.random.randrange(8)
    with file.open("r+b") as same:  # in place: other names of the file see it too
        same.write(content)
    quiet = ground.random.random() < 0.5
    if quiet:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"{file.relative_to(ground.home)}:{at}{' quietly' if quiet else ''}"


def change(ground: Ground, times: int, commands: tuple[str, ...], kept: Callable[[], list[Path]]) -> Counter[str]:
    """Change so many bytes; each command after it ends well and right, or says what is wrong, and building cures it."""
    expected: dict[str, Any] = {}
    for name in commands:
        expected[name] = ground.result(name, "a", run(*ground.words(name, "a")))
    outcome: Counter[str] = Counter()
    for _ in range(times):
        file = ground.random.choice(kept())
        where, changed = flip(ground, file), file.stat().st_ino
        name = ground.random.choice(commands)
        seen = {cured(ground, again, expected, where, changed) for again in [name, *commands]}
        outcome["reported" if "reported" in seen else "right at once"] += 1
        shown = digests(ground.home / "out-a")
        assert {file: sum_ for file, sum_ in shown.items() if file in ground.built["a"]} == ground.built["a"], where
        print(".", end="", flush=True)
    return outcome


def cured(ground: Ground, name: str, expected: dict[str, Any], where: str, changed: int) -> str:
    """Run a command: it ends right, or reports what it found, and building cures it."""
    code, out, said = ended(command(*ground.words(name, "a")))
    assert code in (0, 4), (where, name, said)
    if code == 0:
        assert ground.result(name, "a", out) == expected[name], (where, name)
        return "right"
    if name == "publish":
        site, before = ground.home / "site", dict(expected[name])
        for file in [file for file in before if (site / file).stat().st_ino == changed]:
            del before[file]  # a link to the file of the build that was changed, which publishing reported
        shown = ground.result(name, "a", out)
        assert isinstance(shown, dict)
        assert {file: shown[file] for file in before} == before, (where, "published what was changed")
    build = ["build", *ground.given("a", "--out")]
    if ended(command(*build))[0]:  # a part that it found changed is made by the next
        run(*build)
    assert ground.result(name, "a", run(*ground.words(name, "a"))) == expected[name], (where, name)
    return "reported"


def kept_by_builds(ground: Ground) -> Callable[[], list[Path]]:
    """Return what lists the files of a build's cache."""
    return lambda: places(ground.home / "out-a" / ".cache")


def kept_by_sites(ground: Ground) -> Callable[[], list[Path]]:
    """Return what lists the files that a site remembers itself by."""
    return lambda: places(ground.home / "site" / ".tongbao")


# --- the command ----------------------------------------------------------------------------------------------


def grounds(stack: ExitStack, notices: int, seed: int) -> Iterator[Ground]:
    """Yield grounds of their own, one for each thing that is tried."""
    while True:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="disturbed-")))
        (home / "server").mkdir()
        server = stack.enter_context(oxigraph(home / "server"))
        yield Ground(home, notices, server, random.Random(seed))


def main() -> None:
    """Disturb as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--notices", type=int, default=60)
    parser.add_argument(
        "--site-notices", type=int, default=0, help="of the dataset whose site is disturbed, if another"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", nargs="*", default=COMMANDS)
    options = parser.parse_args()
    with ExitStack() as stack:
        ground = next(grounds(stack, options.notices, options.seed))
        small = options.site_notices
        sites = next(grounds(stack, small, options.seed)) if small else ground
        for name in options.commands if options.kills else ():
            at = sites if name == "publish" else ground
            struck = kill(at, name, -(-options.kills // len(options.commands)))
            print(f"\n{name}: {sum(struck.values())} kills within {at.seconds[name]:.1f} s: {dict(struck)}", flush=True)
        if options.flips:
            quarter = options.flips // 4
            outcome = change(
                ground, options.flips - quarter, ("build", "export", "query", "load"), kept_by_builds(ground)
            )
            print(f"\n.cache/: {sum(outcome.values())} bytes changed: {dict(outcome)}", flush=True)
            outcome = change(sites, quarter // 2, ("publish",), kept_by_sites(sites))
            print(f"\n.tongbao/: {sum(outcome.values())} bytes changed: {dict(outcome)}", flush=True)
            outcome = change(sites, quarter - quarter // 2, ("publish",), kept_by_builds(sites))
            print(f"\n.cache/, then publish: {sum(outcome.values())} bytes changed: {dict(outcome)}", flush=True)


if __name__ == "__main__":
    main()
