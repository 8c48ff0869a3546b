"""Connections that end when the time for a whole exchange is over, and how they are opened."""

import http.client
import socket
import ssl
import threading
import urllib.request
from contextlib import suppress
from typing import Any

from tongbao import limits


def opener(guard: "Guard") -> urllib.request.OpenerDirector:
    """Return what opens http and https addresses, through the proxy of the environment if it names one."""
    director = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), _Http(guard), _Https(guard)):
        director.add_handler(handler)
    return director


class Guard:
    """Ends a connection when the time for a whole exchange is over: a server that drips never lets a read time out."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for held in self._held:
            held.close()

    def hold(self, connection: socket.socket) -> None:
        """Keep a second handle on a connection, for TLS takes the first away."""
        self._held.append(connection.dup())
        if self.over:
            raise TimeoutError

    def _end(self) -> None:
        self.over = True
        for held in self._held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


class NoConnectionError(Exception):
    """The server did not accept a connection in its time."""


class _Connection(http.client.HTTPConnection):
    guard: Guard

    def connect(self) -> None:
        most, self.timeout = self.timeout, min(limits.CONNECT_SECONDS, self.timeout or limits.CONNECT_SECONDS)
        try:
            super().connect()
        except TimeoutError as error:
            if most and most < limits.CONNECT_SECONDS:  # the time for the whole is over
                raise
            raise NoConnectionError from error
        self.timeout = most
        self.sock.settimeout(most)
        self.guard.hold(self.sock)


class _SecureConnection(http.client.HTTPSConnection, _Connection):
    """TLS above a connection that is held by its guard."""


class _Http(urllib.request.HTTPHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        kind: Any = type("Guarded", (_Connection,), {"guard": self.guard})
        return self.do_open(kind, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        kind: Any = type("Guarded", (_SecureConnection,), {"guard": self.guard})
        return self.do_open(kind, req, context=ssl.create_default_context())
