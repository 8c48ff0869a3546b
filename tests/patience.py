"""Waiting for what happens, on a machine of any speed: nothing that ends in time is ever timed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 600
"""Seconds after which what was waited for hangs, and is not only slow."""


def wait_for(happened: Callable[[], T]) -> T:
    """Return the first answer that is not empty."""
    limit = time.monotonic() + PATIENCE
    while not (found := happened()):
        assert time.monotonic() < limit
        time.sleep(0.01)
    return found


def worked(process: str | int) -> int:
    """Return how long a process has worked, in ticks of the processor's time; 0 once it has ended."""
    try:
        words = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(words[11]) + int(words[12])
