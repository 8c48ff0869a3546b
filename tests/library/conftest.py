"""A graph of the project's own data, opened once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import tongbao


@pytest.fixture(scope="package")
def kg(graph_nq: Path) -> Iterator[tongbao.KnowledgeGraph]:
    with tongbao.open(graph_nq.parent) as opened:
        yield opened
