"""What operators see: a line for each request, slow queries with their text, and counts for Prometheus."""

import json
import logging
import re
import time
from collections.abc import MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from tongbao.serve.clients import client_of
from tongbao.web.local import App, Receive, Scope, Send

LOG = logging.getLogger("tongbao.serve")
SLOW = 1.0
"""From so many seconds on, the text of a query is logged."""
_SHOWN = 2000
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0)


class Counts:
    """The counts of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        names = ["status", "of"]
        self.requests = Counter("tongbao_requests", "Requests answered", names, registry=self.registry)
        self.seconds = Histogram("tongbao_request_seconds", "Time to answer", ["of"], buckets=_BUCKETS, registry=self.registry)  # fmt: skip
        self.sent = Counter("tongbao_sent_bytes", "Bytes of bodies sent", registry=self.registry)
        self.stopped = Counter("tongbao_queries_stopped", "Queries stopped", ["reason"], registry=self.registry)
        self.statements = Gauge("tongbao_statements", "Statements served", registry=self.registry)
        self.running = Gauge("tongbao_queries_running", "Queries being answered", registry=self.registry)
        self.waiting = Gauge("tongbao_queries_waiting", "Queries that wait", registry=self.registry)

    def written(self) -> bytes:
        """Return the counts in the format of Prometheus."""
        return generate_latest(self.registry)


class Observed:
    """Counts the requests that pass through, and logs each."""

    def __init__(self, app: App, counts: Counts, *, as_json: bool, is_behind: bool = False) -> None:
        self.app, self.counts, self.as_json, self.is_behind = app, counts, as_json, is_behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the server answer, and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, size, start = 500, 0, time.monotonic()

        async def sending(message: MutableMapping[str, Any]) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            self._note(scope, status, size, time.monotonic() - start)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        below = scope["path"].removeprefix(scope.get("root_path", ""))
        first = below.split("/")[1] if "/" in below else ""
        of = first if first in _COUNTED else "page"  # not whatever a client sends: each name is kept for ever
        self.counts.requests.labels(str(status), of).inc()
        self.counts.seconds.labels(of).observe(seconds)
        self.counts.sent.inc(size)
        line: dict[str, Any] = {
            "client": self._client(scope),
            "method": scope["method"],
            "path": scope["path"][:_SHOWN],
            "status": status,
            "bytes": size,
            "seconds": round(seconds, 4),
        }
        if seconds >= SLOW and (query := scope.get("tongbao.query")):
            line["query"] = query[:_SHOWN]
        LOG.info(json.dumps(line, ensure_ascii=False) if self.as_json else _plain(line))

    def _client(self, scope: Scope) -> str:
        """Return who asked, behind a proxy as that says; nothing in it can be taken for another word of the line."""
        forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
        client = client_of((scope.get("client") or [""])[0], [forwarded] if forwarded else [], self.is_behind)
        return re.sub(r"[^0-9A-Za-z.:%-]", "?", client)


_COUNTED = {"sparql", "question", "openapi.json", "reconcile", "health", "metrics"}


def _plain(line: dict[str, Any]) -> str:
    """Write a line for people; nothing that a client sent can begin another line."""
    query = f" {json.dumps(line['query'], ensure_ascii=False)}" if "query" in line else ""
    path = line["path"].encode("unicode_escape").decode()
    return f"{line['client']} {line['method']} {path} {line['status']} {line['bytes']} B {line['seconds']:.3f} s{query}"
