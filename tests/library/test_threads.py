"""A graph is asked by many threads at once; an answer is read in another thread than the one that asked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

import tongbao
from tongbao.library import opening

THREADS = 8
CALLS: dict[str, Callable[[tongbao.KnowledgeGraph], Any]] = {
    "ask": lambda kg: kg.ask("leads-by-unit"),
    "select": lambda kg: kg.select("SELECT ?a ?b { ?a tb:leads ?b } ORDER BY ?a ?b"),
    "construct": lambda kg: sorted(kg.construct("CONSTRUCT { ?a tb:leads ?b } { ?a tb:leads ?b }")),
    "unit": lambda kg: kg.unit("市税务局"),
    "notice": lambda kg: kg.notice("64号"),
    "network": lambda kg: sorted(kg.network().edges),
    "dataset": lambda kg: len([*kg.dataset().quads()]),
}


@pytest.fixture(params=["memory", "disk"])
def opened(request: pytest.FixtureRequest, graph_nq: Path, monkeypatch: pytest.MonkeyPatch) -> tongbao.KnowledgeGraph:
    """A graph that nobody has asked yet, so that the threads also open its store at once."""
    if request.param == "disk":
        monkeypatch.setattr(opening, "SMALL", 1)
    return tongbao.open(graph_nq)


def test_threads_get_the_answers_that_one_gets(opened: tongbao.KnowledgeGraph, kg: tongbao.KnowledgeGraph) -> None:
    together = Barrier(THREADS)

    def asked(number: int) -> list[Any]:
        together.wait()
        names = [*CALLS][number % len(CALLS) :] + [*CALLS][: number % len(CALLS)]
        return [(name, CALLS[name](opened)) for name in names]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [*pool.map(asked, range(THREADS))]
    expected = {name: call(kg) for name, call in CALLS.items()}
    for answer in answers:
        assert dict(answer) == expected


def test_an_answer_is_read_in_another_thread(opened: tongbao.KnowledgeGraph) -> None:
    with ThreadPoolExecutor(1) as pool:
        rows = pool.submit(opened.ask, "leads-by-unit").result()
        graph = pool.submit(opened.construct, "CONSTRUCT { ?a tb:leads ?b } { ?a tb:leads ?b }").result()
    assert len(rows.to_dicts()) == len(rows)
    assert "leads" in rows._repr_html_().lower()
    assert len([*graph]) == 38
    with ThreadPoolExecutor(1) as pool:  # and the last reference to it goes in a third
        del rows
        assert pool.submit(lambda: len(opened.ask("measures"))).result() == 20
