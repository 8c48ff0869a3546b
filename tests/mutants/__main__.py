"""Sow faults one by one in a copy of the project, and count those that the tests notice.

    .venv/bin/python -m tests.mutants [--whole] [NAME …]

Each fault is first given to the files of tests that should notice it. Those that they let live are given to the whole
of ``make test`` with ``--whole``. Names choose faults that have one of them as a part.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
FAULTS = Path(__file__).with_name("faults.yaml")
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "out", "dist", "__pycache__", ".*_cache", ".hypothesis", ".bench")


@dataclass(frozen=True)
class Fault:
    """One change of one file, and the files of tests that should notice it."""

    name: str
    file: str
    search: str
    replace: str
    tests: list[str]

    def sown(self, text: str) -> str:
        """Return the file's text with the fault in it; raise ValueError where the words do not stand there once."""
        if text.count(self.search) != 1 or self.search == self.replace:
            raise ValueError(f"{self.name}: these words stand {text.count(self.search)} times in {self.file}")
        return text.replace(self.search, self.replace)


def faults() -> list[Fault]:
    """Read all faults."""
    return [Fault(**fault) for fault in yaml.safe_load(FAULTS.read_text("utf-8"))]


def noticed(copy: Path, fault: Fault, *, whole: bool) -> bool:
    """Sow a fault in a copy, run the tests, and take it out again; tell whether a test failed."""
    file = copy / fault.file
    sound = file.read_text("utf-8")
    file.write_text(fault.sown(sound), "utf-8")
    try:
        return _fail(copy, fault.tests) or (whole and _fail(copy, []))
    finally:
        file.write_text(sound, "utf-8")
        Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)  # its time and size may be the same


def _fail(copy: Path, tests: list[str]) -> bool:
    """Run some files of tests, or all, until one fails; raise OSError where they cannot be run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *([] if tests else ["-n", "auto"])]
    environment = {**os.environ, "PYTHONPATH": str(copy / "build")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # all would be compiled again for each fault
    done = subprocess.run(
        [*command, *(f"tests/{name}" for name in tests)], cwd=copy, env=environment, capture_output=True, text=True
    )
    if done.returncode not in (0, 1, 2):  # 2: a fault that keeps the tests from being collected
        raise OSError(done.stdout + done.stderr)
    return done.returncode != 0


def main() -> int:
    """Show what became of each fault; return 1 where one lives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--whole", action="store_true", help="give what lives to all tests")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a part of the names of the faults wanted")
    asked = parser.parse_args()
    chosen = [fault for fault in faults() if not asked.names or any(name in fault.name for name in asked.names)]
    living = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = shutil.copytree(ROOT, Path(folder, "tongbao"), ignore=LEFT_OUT, symlinks=True)
        for fault in chosen:
            begin = time.monotonic()
            dead = noticed(copy, fault, whole=asked.whole)
            living += not dead
            print(f"{'noticed' if dead else 'LIVES  '} {time.monotonic() - begin:5.0f} s  {fault.name}", flush=True)
    print(f"{len(chosen)} faults, {len(chosen) - living} noticed, {living} live")
    return int(living > 0)


if __name__ == "__main__":
    sys.exit(main())
