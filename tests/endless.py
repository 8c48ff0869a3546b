"""Work that never ends by itself, for ``tongbao.ask.bounded`` to end; children import it, and nothing besides."""

import io
from collections.abc import Callable

from tongbao import limits
from tongbao.ask import bounded


def serve_without_end(request: object, start: Callable[[], None], out: io.BufferedIOBase) -> None:
    start()
    while True:
        out.write(b"x" * 1000)


def serve_memory(request: object, start: Callable[[], None], out: object) -> None:
    """Take memory where the system holds no limit of address space, as on macOS."""
    start()
    taken: list[bytes] = []
    bounded._watch_memory(50 * limits.MIB, lambda: len(taken.append(b"x") or taken) * limits.MIB)  # type: ignore[func-returns-value]
