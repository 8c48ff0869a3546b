"""Kill what runs before its nth change of a file: every moment can be met, on a machine of any speed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tongbao

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(tongbao.__file__).parents[1])}
"""What a further Python needs to find the project."""

HARNESS = """
import os, signal, sys
CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "sqlite3.connect"}

def run_until(step, words):
    done = 0
    def hook(event, arguments):
        nonlocal done
        if event in CHANGES or (event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    run(*words)
    return done

print("ready", flush=True)
for line in sys.stdin:
    step, *words = line.rstrip("\\n").split("\\t")
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, str(run_until(int(step), words)).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(pid, 0)
    print(os.waitstatus_to_exitcode(status), os.read(reading, 20).decode() or 0, flush=True)
    os.close(reading)
"""


class Killer:
    """Runs what its code calls ``run``, time and again, each time in a fresh copy of one process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def changes(self, *words: str | Path) -> int:
        """Run to the end; return how many changes of files that took."""
        code, changes = self._run(0, *words)
        assert code == 0
        return changes

    def kill(self, step: int, *words: str | Path) -> bool:
        """Run, and kill it before its nth change, as the system does; tell whether it was killed before its end."""
        code, _ = self._run(step, *words)
        assert code in (0, -9)
        return code != 0

    def _run(self, step: int, *words: str | Path) -> tuple[int, int]:
        assert self._process.stdin
        assert self._process.stdout
        print(step, *words, sep="\t", file=self._process.stdin, flush=True)
        code, changes = map(int, self._process.stdout.readline().split())
        return code, changes


@contextmanager
def killer(code: str) -> Iterator[Killer]:
    """Start a process that has read this code, which defines ``run``; copies of it are what is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", code + HARNESS],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Killer(process)
        assert process.stdin
        process.stdin.close()
