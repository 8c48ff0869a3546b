"""Servers that the tests of this folder share: over the project's build, the W3C's data, and a graph for hostile queries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.few import Once
from tests.serve.serving import Running, serving

from tongbao import paths

W3C = paths.ROOT.parent / "shared" / "w3c-sparql-protocol"
SECONDS = 2
"""How long a hostile query may run."""
ROWS, BYTES = 1000, 1 << 18
"""How many rows and bytes a short answer may have."""


IMPATIENT = """
limits.SERVED_HEAD_SECONDS = 0.5
limits.SERVED_SEND_SECONDS = 0.5
limits.SERVED_CONNECTIONS = 40
limits.SERVED_WAITING = 3
limits.SERVED_WAIT_SECONDS = 0.5
limits.SERVED_WORK_SECONDS = 1.0
limits.SERVED_AT_ONCE = 2
"""
"""The limits of a server with little patience."""


@pytest.fixture(scope="session")
def served(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The project's own build, served by the plain command."""
    with serving(graph_nq.parent, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The W3C's data, each file as the graph by whose name the requests call it."""
    if not W3C.exists():
        pytest.skip("the W3C's tests are not beside this project (../shared)")
    folder = tmp_path_factory.mktemp("w3c")
    named = [(f"http://kasei.us/2009/09/sparql/data/data{n}.rdf", W3C / f"data{n}.nt") for n in (1, 2, 3)]
    file = folder / "data.trig"
    file.write_text("".join(f"<{name}> {{ {part.read_text('utf-8')} }}\n" for name, part in named), "utf-8")
    with serving(file, folder) as running:
        yield running


@pytest.fixture(scope="session")
def many_nt(once: Once) -> Path:
    """Some thousand statements whose products are beyond all bounds."""

    def make(folder: Path) -> None:
        lines = (f'<https://x.example/s{n}> <https://x.example/p{n % 7}> "{n}" .\n' for n in range(3000))
        links = (f"<https://x.example/s{n}> <https://x.example/next> <https://x.example/s{(n * 7 + 1) % 3000}> .\n" for n in range(3000))  # fmt: skip
        (folder / "many.nt").write_text("".join((*lines, *links)), "utf-8")

    return once("many-statements", make) / "many.nt"


@pytest.fixture(scope="session")
def hostile(many_nt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server for hostile queries: a short time for each, little memory, and many at once."""
    low = "limits.SERVED_MEMORY = 160 * limits.MIB"
    options = ("--seconds", str(SECONDS), "--workers", "8")
    with serving(many_nt, tmp_path_factory.mktemp("hostile"), *options, before=low) as running:
        yield running


@pytest.fixture(scope="session")
def short(many_nt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over the same graph that gives queries all the time they need, and short answers."""
    low = f"limits.SERVED_ROWS = {ROWS}\nlimits.SERVED_BYTES = {BYTES}"
    with serving(
        many_nt, tmp_path_factory.mktemp("short"), "--seconds", "300", "--workers", "2", before=low
    ) as running:
        yield running


@pytest.fixture(scope="session")
def rude(many_nt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with short patience."""
    with serving(many_nt, tmp_path_factory.mktemp("rude"), "--workers", "2", before=IMPATIENT) as running:
        yield running


@pytest.fixture(scope="session")
def public(many_nt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same, as behind a proxy."""
    options = ("--workers", "2", "--public", "--seconds", "3")
    with serving(many_nt, tmp_path_factory.mktemp("public"), *options, before=IMPATIENT) as running:
        yield running
