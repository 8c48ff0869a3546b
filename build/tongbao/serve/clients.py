"""How much work each client may ask for: a second of work for each second, and some in advance."""

import time
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.requests import Request

from tongbao import limits


class Clients:
    """The work that clients have asked for, by account (see `account_of`)."""

    def __init__(self) -> None:
        self._asking: Counter[str] = Counter()
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Return how many seconds a client has to wait until it may ask again; 0 where it may now."""
        if self._asking[client] >= limits.SERVED_AT_ONCE:
            return 1.0
        return max(0.0, self._left(client) - limits.SERVED_WORK_SECONDS)

    @contextmanager
    def asking(self, client: str) -> Iterator[None]:
        """Count a query of a client while it runs or waits."""
        self._asking[client] += 1
        try:
            yield
        finally:
            self._asking[client] -= 1
            if not self._asking[client]:
                del self._asking[client]

    def spend(self, client: str, seconds: float) -> None:
        """Note work that was done for a client."""
        self._spent[client] = (self._left(client) + seconds, time.monotonic())
        self._spent.move_to_end(client)
        while len(self._spent) > limits.SERVED_CLIENTS:
            self._spent.popitem(last=False)

    def _left(self, client: str) -> float:
        spent, when = self._spent.get(client, (0.0, 0.0))
        return max(0.0, spent - (time.monotonic() - when))


_HERE = ("127.0.0.1", "::1", "")
"""The addresses of this machine: whoever asks from there may be a proxy, and is believed what it says of its client."""


def client_of(peer: str, forwarded: Sequence[str], is_behind: bool) -> str:
    """Return who asks: behind a proxy on this machine, the last address that it names; a client may have named others before.

    >>> client_of("127.0.0.1", ["1.2.3.4, 5.6.7.8"], True), client_of("9.9.9.9", ["1.2.3.4"], True)
    ('5.6.7.8', '9.9.9.9')
    """
    if is_behind and peer in _HERE and forwarded:
        return forwarded[-1].rpartition(",")[2].strip()[:64]
    return peer


def account_of(address: str) -> str:
    """Return as whose the work for an address counts: with IPv6, whoever has one has the whole network of 64 bits.

    >>> account_of("192.0.2.7"), account_of("2001:db8::7"), account_of("::ffff:192.0.2.7"), account_of("unknown")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', 'unknown')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Network((int(known), 64), strict=False))
    return str(known)


def is_secured(request: Request) -> bool:
    """Return whether a client speaks TLS, as the proxy that does so for it says."""
    peer = request.client.host if request.client else ""
    return peer in _HERE and request.headers.get("x-forwarded-proto", "").strip().lower() == "https"
