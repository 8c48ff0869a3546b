"""Hostile queries among good ones for some time: no good one may be lost, and the memory of the server may not grow.

``python -m tests.serve.soak --minutes 10`` serves a graph of its own, asks it, and says what it saw.
"""

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.serve.serving import Running, kill, memory, serving

GOOD = 4
"""So many clients ask good queries."""
FEW = 400
LOW = """
limits.SERVED_MEMORY = 160 * limits.MIB
limits.SERVED_HEAD_SECONDS = 1.0
limits.SERVED_SEND_SECONDS = 1.0
limits.SERVED_WAIT_SECONDS = 60.0
limits.SERVED_KEPT_BYTES = 4 * limits.MIB
"""
SECONDS = 1
GROWTH = 1.3
"""By so much the memory may be larger at the end than after the first quarter: workers come and go."""
SLACK = 60 << 20

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
HOSTILE = [
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    f"SELECT * {{ {CROSS} }} ORDER BY ?a ?d ?g",
    f"SELECT DISTINCT * {{ {CROSS} }}",
    f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}",
    'SELECT (STRLEN(?x40) AS ?n) { BIND("aaaaaaaa" AS ?x0) '
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40)) + "}",
    "SELECT * { ?s (<x:a>|!<x:b>)*/(<x:c>|!<x:d>)* ?o . ?t ?u ?v }",
    "SELECT * { " + "{ ?s ?p ?o } UNION " * 5000 + "{} }",
    "SELECT (" + "!" * 50_000 + "true AS ?x) {}",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "DROP ALL",
    "ASK {",
    "ASK { ?s ?p " + '\\"' * 100_000,
    "SELECT",
]  # fmt: skip


@dataclass
class Seen:
    """What the clients of a soak have seen."""

    good: int = 0
    lost: list[str] = field(default_factory=list)
    hostile: Counter[int] = field(default_factory=Counter)
    sizes: list[int] = field(default_factory=list)


def graph(folder: Path) -> Path:
    file = folder / "soak.nt"
    file.write_text("".join(f'<x:s{n}> <x:p{n % 5}> "{n}" .\n' for n in range(FEW)), "utf-8")
    return file


def soak(seconds: float, folder: Path) -> Seen:
    seen, over = Seen(), threading.Event()
    with serving(graph(folder), folder / "run", "--seconds", str(SECONDS), "--workers", "3", before=LOW) as running:
        clients = [threading.Thread(target=_good, args=(running, seen, over, n)) for n in range(GOOD)]
        clients += [
            threading.Thread(target=work, args=(running, seen, over)) for work in (_hostile, _hostile, _rude, _deadly)
        ]
        for client in clients:
            client.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(1.0, seconds / 20))
            seen.sizes.append(memory(running.tree()))
        over.set()
        for client in clients:
            client.join()
    return seen


def _good(running: Running, seen: Seen, over: threading.Event, number: int) -> None:
    for n in itertools.count():
        if over.is_set():
            return
        value = n % FEW
        query = f"SELECT ?s {{ ?s ?p '{value}' }} # {number} {n if n % 3 else ''}"
        reply = running.ask(query)
        if reply.status == 200 and reply.json["results"]["bindings"] == [
            {"s": {"type": "uri", "value": f"x:s{value}"}}
        ]:
            seen.good += 1
        else:
            seen.lost.append(f"{query}: {reply.status} {reply.body[:200]!r}")


def _hostile(running: Running, seen: Seen, over: threading.Event) -> None:
    for query in itertools.cycle(reversed(HOSTILE)):  # the quick ones first, so that a short soak has them, too
        if over.is_set():
            return
        seen.hostile[running.ask(query).status] += 1


def _rude(running: Running, seen: Seen, over: threading.Event) -> None:
    """Connect, begin, and go, or stay without a word."""
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: "
    body = HOSTILE[0].encode()
    while not over.is_set():
        for sent in (
            b"",
            head,
            head + b"10\r\n\r\nASK",
            head + b"%d\r\n\r\n%b" % (len(body), body),
            b"\x16\x03\x01" * 50,
        ):
            with suppress(OSError), running.connect() as connection:
                connection.sendall(sent)
                over.wait(0.1)


def _deadly(running: Running, seen: Seen, over: threading.Event) -> None:
    """Kill what forks the workers, now and then: no query is lost by that."""
    while not over.wait(5.0):
        kill(running.nursery)


def growth(sizes: list[int]) -> tuple[int, int]:
    """Return the memory early, after the first quarter, and late, in bytes: the median of five looks."""
    early = sorted(sizes[len(sizes) // 4 :][:5])
    late = sorted(sizes[-5:])
    return early[len(early) // 2], late[len(late) // 2]


def is_steady(sizes: list[int]) -> bool:
    early, late = growth(sizes)
    return late <= early * GROWTH + SLACK


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    with tempfile.TemporaryDirectory() as folder:
        seen = soak(parser.parse_args().minutes * 60, Path(folder))
    early, late = growth(seen.sizes)
    print(f"good: {seen.good:,}; lost: {len(seen.lost)}; hostile, by status: {dict(sorted(seen.hostile.items()))}")
    print(
        f"memory of all processes: {early / 2**20:.0f} MiB early, {late / 2**20:.0f} MiB late, {max(seen.sizes) / 2**20:.0f} MiB at most"
    )
    print(*seen.lost[:5], sep="\n")
    return 1 if seen.lost or not is_steady(seen.sizes) else 0


if __name__ == "__main__":
    sys.exit(main())
