"""What the tests share: the graph, built once, and a small dataset to break."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pages import ARGUMENTS, served
from sites import Site
from tongbao import paths
from tongbao.build import build
from tongbao.publish import publish
from tongbao.validate import choose_engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEMO = Path(__file__).parent / "data" / "demo"
PATIENCE = 300  # seconds that one worker waits for another to build the graph

# The same examples every time, and no deadline: a busy machine is no fault of the code.
# TONGBAO_MUTATIONS=10000 tries so many new ones instead.
MUTATIONS = int(os.environ.get("TONGBAO_MUTATIONS", "0"))
settings.register_profile("tongbao", derandomize=not MUTATIONS, deadline=None, database=None)
settings.load_profile("tongbao")


@dataclass(frozen=True)
class Need:
    """What tests with a marker need beyond Python: the option that runs them, the program, and what it is called."""

    option: str
    program: str
    name: str


NEEDS = {
    "java": Need("--with-java", "java", "a Java runtime"),
    "virtuoso": Need("--with-servers", "virtuoso-t", "the server Virtuoso"),
    "nginx": Need("--with-servers", "nginx", "the server nginx"),
    "apache": Need("--with-servers", "apache2", "the server Apache"),
    "browser": Need("--with-browser", "chromium", "the browser Chromium"),
    "validators": Need("--with-servers", sys.executable, "half a minute for a validator"),
}


def pytest_configure(config: pytest.Config) -> None:
    for marker, need in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: needs {need.name}; skipped without {need.option}")


def pytest_addoption(parser: pytest.Parser) -> None:
    for option in dict.fromkeys(need.option for need in NEEDS.values()):
        names = " and ".join(need.name for need in NEEDS.values() if need.option == option)
        parser.addoption(option, action="store_true", help=f"run the tests that need {names} too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for marker, need in NEEDS.items():
        reason = ""
        if not config.getoption(need.option):
            reason = f"needs {need.name}; runs with {need.option} (make test-all)"
        elif shutil.which(need.program) is None:
            reason = f"needs {need.name}, and there is no `{need.program}` on PATH"
        for item in items:
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="module")
def home(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site."""
    folder = tmp_path_factory.mktemp("site") / "site"
    published = publish(graph_nq.parent, paths.DATA, folder)
    assert not published.remarks, "the bundles for the browser are missing: pip install -e ."
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the project's own data; never changed."""
    folder = tmp_path_factory.mktemp("site") / "site"
    publish(graph_nq.parent, paths.DATA, folder)
    return Site(folder)


@pytest.fixture(scope="session")
def graph_nq(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own data as ``graph.nq``, built once in a session, whatever the number of workers."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "project-graph"
    try:
        shared.mkdir()
    except FileExistsError:
        return _built_elsewhere(shared)
    try:
        build(paths.DATA, shared / "out", choose_engine()[0])
        (shared / "done").touch()
    finally:
        (shared / "over").touch()
    return shared / "out" / "graph.nq"


def _built_elsewhere(shared: Path) -> Path:
    end = time.monotonic() + PATIENCE
    while not (shared / "over").exists():
        assert time.monotonic() < end, f"another worker has been building the graph for {PATIENCE} seconds"
        time.sleep(0.1)
    assert (shared / "done").exists(), "the graph did not build: see the first test that asked for it"
    return shared / "out" / "graph.nq"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the small dataset, to read or to break."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))
