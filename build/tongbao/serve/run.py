"""Run the server: open the graph, listen, take over each new one, and end cleanly."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from tongbao import limits
from tongbao.errors import TongbaoError
from tongbao.progress import SILENT, Progress
from tongbao.serve.app import Served
from tongbao.serve.connections import Connection
from tongbao.serve.doors import Doors
from tongbao.serve.observed import LOG, Observed
from tongbao.serve.opened import Opened, look_at, open_build, open_file
from tongbao.serve.pages import Pages, Site
from tongbao.serve.pool import Pool
from tongbao.serve.worker import Bounds

_LOOK = 1.0
"""Seconds between two looks whether there is something new."""
_RARELY = 60.0
"""Seconds at most until what could not be read is tried again."""
_END = 15
"""Seconds that requests may take to end after SIGTERM."""
_BACKLOG = 128
"""How many connections may wait to be accepted: they are accepted all at once."""
_HANDLES = 512
"""How many handles for files are needed beside one for each connection: those that wait, workers, what is read."""


@dataclass(frozen=True)
class Settings:
    """How to serve."""

    what: Path
    """A build's folder, or a file."""
    site: Site | None = None
    is_public: bool = False
    as_json: bool = False
    seconds: float = limits.SERVED_SECONDS
    memory: int = limits.SERVED_MEMORY
    workers: int = max(2, os.cpu_count() or 1)

    progress: Progress = SILENT
    """What is told how far the first opening is."""

    def opened(self, progress: Progress = SILENT) -> Opened:
        """Open the graph as it is now."""
        return open_file(self.what) if self.what.is_file() else open_build(self.what, progress)


def serve(settings: Settings, held: socket.socket, ready: Callable[[Served], None]) -> None:
    """Serve until the process is told to end; ``ready`` is called when queries can be answered."""
    _log()
    signal.set_wakeup_fd(-1)  # the command line ends other commands 1.5 seconds after a signal
    signal.signal(signal.SIGTERM, _end)
    asyncio.run(_serve(settings, held, ready))


def _end(*_: object) -> None:
    """End as asked, once: what is to be cleaned up is not disturbed by a second time."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


async def _opened(settings: Settings, progress: Progress = SILENT) -> Opened:
    """Open the graph in a thread; where nobody waits for it any more, its copy is removed."""
    loop = asyncio.get_running_loop()
    opening = loop.run_in_executor(None, settings.opened, progress)  # no task: at the end it is not cancelled
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with contextlib.suppress(TongbaoError, OSError):
            (await opening).close()
        raise


async def _serve(settings: Settings, held: socket.socket, ready: Callable[[Served], None]) -> None:
    with contextlib.ExitStack() as copies:
        opened = await _opened(settings, settings.progress)
        copies.callback(opened.close)
        pool = Pool(settings.workers, Bounds(settings.seconds, settings.memory))
        try:
            await pool.open(opened.graphs)
            served = Served(pool, is_public=settings.is_public, version=opened.version, pages=Pages(settings.site))
            ready(served)
            watching = asyncio.create_task(_watch(settings, served, opened.look, copies))
            try:
                await _listen(settings, served, held)
            finally:  # a signal ends it by SystemExit
                watching.cancel()
                await asyncio.wait([watching])
        finally:
            await pool.close()


async def _listen(settings: Settings, served: Served, held: socket.socket) -> None:
    doors, is_public = Doors(served.app(), is_public=settings.is_public), settings.is_public
    app: Any = Observed(doors, served.counts, as_json=settings.as_json, is_behind=is_public)
    http: Any = Connection
    config = uvicorn.Config(
        app,
        http=http,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_connections(),
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_END,
    )
    await uvicorn.Server(config).serve(sockets=[held])


def _connections() -> int:
    """Return how many connections may be open: fewer where the system gives this process too few handles for files."""
    try:
        import resource
    except ImportError:
        return limits.SERVED_CONNECTIONS
    needed = limits.SERVED_CONNECTIONS + _HANDLES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return max(1, min(limits.SERVED_CONNECTIONS, soft - _HANDLES))
    return limits.SERVED_CONNECTIONS


async def _watch(settings: Settings, served: Served, look: str, copies: contextlib.ExitStack) -> None:
    """Take over each new build or file; one that is not whole yet is left alone until it is. ``copies`` removes the copy in use.

    What still changes from one look to the next is being written. What cannot be read is tried again, less and less often,
    until it looks different.
    """
    seen, failed, told, wait = look, "", "", _LOOK
    while True:
        await asyncio.sleep(wait)
        before, seen = seen, look_at(settings.what)
        if seen in ("", look) or seen != before:
            wait = _LOOK
            continue
        try:
            new = await _taken_over(settings, served)
        except Exception as error:  # whatever it is, the graph before is served on
            wait = min(2 * wait, _RARELY) if seen == failed else _LOOK
            if (seen, str(error)) != (failed, told):
                LOG.warning("The new graph cannot be read yet: %s", error)
            failed, told = seen, str(error)
            continue
        wait, look = _LOOK, new.look
        LOG.info("Now serving version %s, %s statements", new.version[:12], f"{served.pool.statements:,}")
        with copies.pop_all():
            copies.callback(new.close)


async def _taken_over(settings: Settings, served: Served) -> Opened:
    new = await _opened(settings)
    try:
        await served.take_over(new)
    except BaseException:
        new.close()
        raise
    return new


def _log() -> None:
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr, level=logging.WARNING)
    LOG.setLevel(logging.INFO)
