"""How much of requests and answers is held in memory at once, and how a large answer is sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tongbao import limits

_PIECE = 256 * 1024
"""So many bytes are handed to the system at a time."""


class Room:
    """Bytes that requests and answers may take together.

    >>> room = Room(10)
    >>> with room.held() as hold:
    ...     hold(8), hold(3), hold(2)
    (True, False, True)
    >>> room.has(10)
    True
    """

    def __init__(self, most: int = limits.SERVED_HELD_BYTES) -> None:
        self.most, self.taken = most, 0

    def has(self, size: int) -> bool:
        """Return whether there is room for so many bytes more."""
        return self.taken + size <= self.most

    @contextmanager
    def held(self) -> Iterator[Callable[[int], bool]]:
        """Give what takes some room, if there is any, until the end of a block."""
        ours = 0

        def hold(size: int) -> bool:
            nonlocal ours
            if not self.has(size):
                return False
            ours += size
            self.taken += size
            return True

        try:
            yield hold
        finally:
            self.taken -= ours


class Sent(Response):
    """An answer that is sent in pieces, each when the one before is taken, so that a slow client costs its answer once."""

    room: Room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        body = memoryview(self.body)
        with self.room.held() as hold:
            hold(len(body))
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for start in range(0, len(body), _PIECE):
                await send({"type": "http.response.body", "body": body[start : start + _PIECE], "more_body": True})
            await send({"type": "http.response.body", "body": b""})
