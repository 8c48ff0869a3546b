"""The server as people start it: a process of its own, on a free port, ended as systemd ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE

from tongbao import paths


@contextmanager
def started(*words: str | Path, log: Path | None = None, within: Sequence[str] = (), **settings: str) -> Iterator[int]:
    """Run ``tongbao serve`` with some words, within another program if one is given; give its port."""
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "build"), **settings}
    with (log or Path(os.devnull)).open("wb") as told:
        process = subprocess.Popen(
            [*within, sys.executable, "-m", "tongbao", "serve", "--port", "0", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment,
            text=True,
            start_new_session=True,
        )
        assert process.stdout
        try:
            address = process.stdout.readline()
            assert address.startswith("http://127.0.0.1:"), log and log.read_text("utf-8", "replace")
            yield int(address.split(":")[2].partition("/")[0])
        finally:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGTERM)
            else:
                process.terminate()
            process.wait(PATIENCE)
            process.stdout.close()
