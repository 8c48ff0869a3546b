"""The network of the project's own notice."""

from pathlib import Path

import pytest

from tongbao.ask.store import MemoryStore
from tongbao.network import Filters, Network
from tongbao.network.read import read_network


@pytest.fixture(scope="session")
def store(graph_nq: Path) -> MemoryStore:
    return MemoryStore(graph_nq)


@pytest.fixture(scope="session")
def network(store: MemoryStore) -> Network:
    return read_network(store, Filters())
