"""Who answers which query: so many workers, a short queue before them, and a new set of them for a new graph."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from tongbao import limits
from tongbao.errors import OutputError
from tongbao.serve.worker import Bounds, Graphs
from tongbao.serve.workers import EndedError, GoneError, Source, Worker, failed, source


class BusyError(Exception):
    """Too many queries wait already, or this one has waited too long."""


class _Crew:
    """The workers over one graph."""

    def __init__(self, of: Source, graphs: Graphs) -> None:
        self.source, self.graphs = of, graphs
        self.idle: list[Worker] = []
        self.busy = 0
        self.over = False

    @classmethod
    async def over_graphs(cls, graphs: Graphs, bounds: Bounds) -> "_Crew":
        """Read a graph and start a first worker, so that the first query need not wait, and what fails, fails here."""
        crew = cls(await source(graphs, bounds), graphs)
        try:
            crew.idle.append(await crew.source.worker())
        except (EndedError, GoneError) as error:
            await crew.retire()
            raise failed({}) from error
        except BaseException:
            await crew.retire()
            raise
        return crew

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Worker]:
        """Lend a worker for one query; where it cannot be asked again, it is ended."""
        self.busy += 1
        worker: Worker | None = None
        try:
            worker = await self._free()
            yield worker
        finally:
            await asyncio.shield(self._back(worker))

    async def _free(self) -> Worker:
        while self.idle:
            worker = self.idle.pop()
            if not worker.is_gone:
                return worker
            await self.source.end(worker)
        return await self.source.worker()

    async def _back(self, worker: Worker | None) -> None:
        self.busy -= 1
        if worker and worker.is_fit and not self.over:
            self.idle.append(worker)
        elif worker:
            await self.source.end(worker)
        if self.over and not self.busy:
            await self.source.close()

    async def retire(self) -> None:
        """End the idle workers now, and the others when they have answered."""
        self.over = True
        while self.idle:
            await self.source.end(self.idle.pop())
        if not self.busy:
            await self.source.close()


class Pool:
    """Answers requests by processes, so many at once; the others wait, and not long.

    A request that ends its process (too slow, too large, a fault of the engine) costs nobody else's answer.
    """

    def __init__(self, size: int, bounds: Bounds) -> None:
        self.size, self.bounds = size, bounds
        self.waiting = 0
        self._slots = asyncio.Semaphore(size)
        self._crew: _Crew | None = None
        self._again: asyncio.Task[None] | None = None

    @property
    def statements(self) -> int:
        """How many statements the graph has."""
        return self._crew.source.statements if self._crew else 0

    @property
    def closed(self) -> bool:
        """Whether the system keeps the workers from opening sockets."""
        return bool(self._crew and self._crew.source.closed)

    @property
    def busy(self) -> int:
        """How many queries are being answered."""
        return self._crew.busy if self._crew else 0

    async def open(self, graphs: Graphs, opened: Callable[[], None] = lambda: None) -> None:
        """Read a graph, and answer from it from now on; queries that are being answered end with the graph before.

        ``opened`` is called in the moment from which new queries go to the new graph.
        """
        crew = await _Crew.over_graphs(graphs, self.bounds)
        before, self._crew = self._crew, crew
        opened()
        if before:
            await before.retire()

    async def close(self) -> None:
        """End all workers, at once."""
        if self._again:
            self._again.cancel()
        if self._crew:
            await self._crew.retire()
            await self._crew.source.close()

    async def ask(
        self, request: Mapping[str, Any], worked: Callable[[float], None] = lambda _: None
    ) -> tuple[dict[str, Any], bytes]:
        """Return an answer; raise EndedError or BusyError.

        ``worked`` is told how many seconds of work it took, also where it comes to nothing. Where the one who asks is
        cancelled, the worker is ended.
        """
        async with self._slot():
            try:
                return await self._asked(request, worked)
            except GoneError:  # not by the fault of this query, unless it happens again
                return await self._asked_again(request, worked)

    async def _asked_again(
        self, request: Mapping[str, Any], worked: Callable[[float], None]
    ) -> tuple[dict[str, Any], bytes]:
        try:
            return await self._asked(request, worked)
        except GoneError as error:
            raise EndedError("unknown") from error

    async def _asked(self, request: Mapping[str, Any], worked: Callable[[float], None]) -> tuple[dict[str, Any], bytes]:
        crew = await self._living()
        start = time.monotonic()
        try:
            async with crew.lend() as worker:
                return await _answer(worker, crew.source, request)
        finally:
            worked(time.monotonic() - start)

    async def _living(self) -> _Crew:
        """Return the crew; where what makes its workers has ended, have the graph read again, and wait for that a while."""
        assert self._crew
        if not self.is_ready():
            assert self._again
            try:
                async with asyncio.timeout(limits.SERVED_WAIT_SECONDS):
                    await asyncio.shield(self._again)
            except (TimeoutError, OutputError, OSError) as error:  # also where the system has no room for a process
                raise BusyError from error
        return self._crew

    def is_ready(self) -> bool:
        """Return whether queries can be answered; where what makes the workers has ended, have the graph read again."""
        if not self._crew:
            return False
        if not self._crew.source.is_gone:
            return True
        if not self._again:
            self._again = asyncio.create_task(self._replace(self._crew))
            self._again.add_done_callback(lambda done: done.cancelled() or done.exception())  # those who wait are told
        return False

    async def _replace(self, gone: _Crew) -> None:
        try:
            crew = await _Crew.over_graphs(gone.graphs, self.bounds)
            if self._crew is gone:
                self._crew, crew = crew, gone
            await crew.retire()  # the one that is gone; or the new one, where a new build has come meanwhile
        finally:
            self._again = None

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """Wait for a turn, if not too many wait already."""
        if self._slots.locked() and self.waiting >= limits.SERVED_WAITING:
            raise BusyError
        self.waiting += 1
        try:
            async with asyncio.timeout(limits.SERVED_WAIT_SECONDS):
                await self._slots.acquire()
        except TimeoutError as error:
            raise BusyError from error
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._slots.release()


async def _answer(worker: Worker, of: Source, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        return await worker.ask(request)
    except TimeoutError as error:
        raise EndedError("time") from error
    except (EOFError, ConnectionError) as error:
        raise EndedError(await of.reason(worker)) from error
