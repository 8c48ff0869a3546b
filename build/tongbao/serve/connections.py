"""Connections that cannot be held open by doing little: heads and answers of bounded size go through within bounded time."""

import asyncio
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tongbao import limits

_Base: Any = HttpToolsProtocol
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_PIECE = 8 * 1024
"""So many bytes of a head are read at a time."""
_PIPELINED = 16
"""How many requests a client may send before the first of them is answered."""


class Connection(_Base):  # type: ignore[misc]
    """Ends a connection on which a head does not come, or an answer is not taken, within its time, and that of a head too large.

    The server's own class does neither: with it, a thousand clients who send or take a byte a second would hold all
    connections. It also has one place too few for each: what comes beyond the most connections is ended at once.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Wait for the first head."""
        super().connection_made(transport)
        self._taken = 0
        self._late: asyncio.TimerHandle | None = None
        self._slow: asyncio.TimerHandle | None = None
        self._running: Any = None
        self._is_amid = False
        transport.set_write_buffer_limits(high=0)  # so that whatever is not taken yet is watched
        if len(self.connections) > self.limit_concurrency:
            transport.abort()
        else:
            self._expect()

    def data_received(self, data: bytes) -> None:
        """Take some bytes; those of a head are counted."""
        while data and not self.transport.is_closing():
            if self._is_answering():
                self._take_ahead(data)
                return
            piece, data = data[:_PIECE], data[_PIECE:]
            self._take(piece)

    def _take(self, piece: bytes) -> None:
        """Take a part of a head, or of a body that nobody waits for."""
        if not (self._taken or self._is_amid or piece.isascii()):
            piece = _quoted(piece)
        self._taken += len(piece)
        self._expect()
        super().data_received(piece)
        if self._is_answering():
            self._taken = 0
            self._relax()
        elif self._taken > limits.SERVED_HEAD_BYTES:
            self._end(_TOO_LARGE)
        self._check_pipelined()

    def _take_ahead(self, data: bytes) -> None:
        """Take what comes while a request is answered: its body, and what follows; all but bodies is held until then."""
        self._taken += len(data)
        super().data_received(data)
        if self._taken > limits.SERVED_HEAD_BYTES:
            self.transport.abort()
        self._check_pipelined()

    def on_message_begin(self) -> None:
        """Note that what comes next belongs to a request: to its head, or to a body of which nobody has read the end."""
        self._is_amid = True
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body, which has bounds of its own where somebody waits for it."""
        if self._is_answering():
            self._taken -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count the next head from its start."""
        self._is_amid = False
        super().on_message_complete()
        self._taken = 0

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """Remember which request is being answered: where others wait behind it, the class forgets it."""
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _check_pipelined(self) -> None:
        if len(self.pipeline) > _PIPELINED:
            self.transport.abort()

    def pause_writing(self) -> None:
        """Give the client its time to take what could not be sent yet."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Let the answer go on."""
        self._unwatch()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._relax()
        self._unwatch()
        super().connection_lost(exc)
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()

    def _is_answering(self) -> bool:
        """Whether a head is complete, and its request not yet answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def _expect(self) -> None:
        if self._late is None:
            self._late = asyncio.get_running_loop().call_later(limits.SERVED_HEAD_SECONDS, self._end)

    def _relax(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self, said: bytes = b"") -> None:
        self._relax()
        if not self.transport.is_closing():
            if said:
                self.transport.write(said)
            self.transport.close()

    def _watch(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._slow = asyncio.get_running_loop().call_later(limits.SERVED_SEND_SECONDS, self._check_sent, left)

    def _unwatch(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _check_sent(self, before: int) -> None:
        """End a connection whose client takes too little."""
        if before - self.transport.get_write_buffer_size() < limits.SERVED_SEND_BYTES:
            self.transport.abort()
        else:
            self._watch()


def _quoted(data: bytes) -> bytes:
    """Quote an address that holds other characters than ASCII, as people type it: ``/question/…?unit=税务局``."""
    line, end, rest = data.partition(b"\r\n")
    return re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line) + end + rest
