"""What the tests share: the graph, built once, and a small dataset to break."""

import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests.few import MANY, Once, few_questions, synthesise_few
from tests.pages import ARGUMENTS, served
from tests.patience import wait_for
from tests.sites import Site

from tongbao import paths
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.validate import choose_engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEMO = Path(__file__).parent / "data" / "demo"
APPRAISALS = Path(__file__).parent / "data" / "appraisals"
GENRE = Path(__file__).parent / "data" / "genre"
OWN_CODES = Path(__file__).parent / "data" / "own"
FIGURES = Path(__file__).parent / "data" / "figures"

# The same examples every time, and no deadline: a busy machine is no fault of the code.
# TONGBAO_MUTATIONS=10000 tries so many new ones instead.
MUTATIONS = int(os.environ.get("TONGBAO_MUTATIONS", "0"))
settings.register_profile("tongbao", derandomize=not MUTATIONS, deadline=None, database=None)
settings.load_profile("tongbao")


@dataclass(frozen=True)
class Need:
    """What tests with a marker need beyond Python: the option that runs them, the program, and what it is called."""

    option: str
    program: str | None  # None: a package of Python's brings it
    name: str


NEEDS = {
    "java": Need("--with-java", "java", "a Java runtime"),
    "node": Need("--with-node", None, "the npm registry"),
    "virtuoso": Need("--with-servers", "virtuoso-t", "the server Virtuoso"),
    "nginx": Need("--with-servers", "nginx", "the server nginx"),
    "apache": Need("--with-servers", "apache2", "the server Apache"),
    "thorough": Need("--thorough", None, "a minute more"),
    "browser": Need("--with-browser", "chromium", "the browser Chromium"),
    "disturbed": Need("--with-disturbances", None, "minutes of time"),
    "validators": Need("--with-servers", None, "half a minute for a validator"),
}


def pytest_configure(config: pytest.Config) -> None:
    for marker, need in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: needs {need.name}; skipped without {need.option}")
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # a shell that runs tests in the background; ours hear ctrl-C
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "chinese_font: needs a Chinese font on this machine; skipped without")


def pytest_addoption(parser: pytest.Parser) -> None:
    for option in dict.fromkeys(need.option for need in NEEDS.values()):
        names = " and ".join(need.name for need in NEEDS.values() if need.option == option)
        parser.addoption(option, action="store_true", help=f"run the tests that need {names} too")
    parser.addoption("--beyond-python", action="store_true", help="run only what a bare machine may have skipped")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--beyond-python"):
        markers = (*NEEDS, "chinese_font", "skipif")
        known = [item for item in items if not any(item.get_closest_marker(marker) for marker in markers)]
        config.hook.pytest_deselected(items=known)
        items[:] = [item for item in items if item not in set(known)]
    for marker, need in NEEDS.items():
        reason = ""
        if not config.getoption(need.option):
            reason = f"needs {need.name}; runs with {need.option} (make test-all)"
        elif need.program and shutil.which(need.program) is None:
            reason = f"needs {need.name}, and there is no `{need.program}` on PATH"
        for item in items:
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
    pictured = [item for item in items if item.get_closest_marker("chinese_font")]
    if pictured and not _draws_chinese():
        for item in pictured:
            item.add_marker(pytest.mark.skip(reason="needs a Chinese font on this machine; CI installs one"))


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests that stay: no search for garbage looks through them again
    gc.set_threshold(50_000)  # and less often through what a test made: as workers do


def _draws_chinese() -> bool:
    from tongbao.network.formats.png import chinese_family

    return find_spec("resvg_py") is not None and chinese_family() is not None


@pytest.fixture(scope="session")
def home(published: Path) -> Iterator[str]:
    """The address of the site."""
    assert not (published / "remarks").read_text("utf-8"), "the bundles for the browser are missing: pip install -e ."
    with served(published / "site") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=120_000)  # of what never comes; what comes is not waited for longer
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(published: Path) -> Site:
    """The site of the project's own data; never changed."""
    return Site(published / "site")


@pytest.fixture(scope="session")
def published(graph_nq: Path, once: Once) -> Path:
    """The folder of that site, and what was remarked when it was published."""

    def make(folder: Path) -> None:
        remarks = publish(graph_nq.parent, paths.DATA, folder / "site").remarks
        (folder / "remarks").write_text("".join(remark.en for remark in remarks), "utf-8")

    return once("project-site", make)


@pytest.fixture(scope="session")
def appraisals_built(once: Once) -> Path:
    """A build of notices that praise and criticise, made up; never changed."""

    def make(folder: Path) -> None:
        assert not build(APPRAISALS, folder / "out", choose_engine()[0], jobs=1).outcome.findings

    return once("appraisals", make) / "out"


@pytest.fixture(scope="session")
def genre_built(once: Once) -> Path:
    """A build of invented notices that hold what the project's own does not; never changed."""

    def make(folder: Path) -> None:
        assert not build(GENRE, folder / "out", choose_engine()[0], jobs=1).outcome.findings

    return once("genre", make) / "out"


@pytest.fixture(scope="session")
def genre_site(genre_built: Path, once: Once) -> Path:
    """The site of that build; never changed."""
    return once("genre-site", lambda folder: publish(genre_built, GENRE, folder / "site", jobs=1)) / "site"


@pytest.fixture(scope="session")
def appraisals_site(appraisals_built: Path, once: Once) -> Path:
    """The site of that build; never changed."""
    return (
        once("appraisals-site", lambda folder: publish(appraisals_built, APPRAISALS, folder / "site", jobs=1)) / "site"
    )


@pytest.fixture(scope="session")
def own_codes_built(once: Once) -> Path:
    """A build of a dataset with codes of its own, made up; never changed."""

    def make(folder: Path) -> None:
        built = build(OWN_CODES, folder / "out", choose_engine()[0], jobs=1)
        assert not any(finding.severity != "Info" for finding in built.outcome.findings)

    return once("own-codes", make) / "out"


@pytest.fixture(scope="session")
def own_codes_site(own_codes_built: Path, once: Once) -> Site:
    """The site of that build; never changed."""
    folder = once("own-codes-site", lambda made: publish(own_codes_built, OWN_CODES, made / "site", jobs=1))
    return Site(folder / "site", "/own/")


@pytest.fixture(scope="session")
def figures_built(once: Once) -> Path:
    """The output of the dataset with figures of every kind; never changed."""

    def make(folder: Path) -> None:
        build(FIGURES, folder / "out", choose_engine()[0], jobs=1)

    return once("figures", make) / "out"


@pytest.fixture(scope="session")
def figures_site(figures_built: Path, once: Once) -> Path:
    """The site of that build; never changed."""
    return once("figures-site", lambda folder: publish(figures_built, FIGURES, folder / "site", jobs=1)) / "site"


@pytest.fixture(scope="session")
def graph_nq(once: Once) -> Path:
    """The project's own data as ``graph.nq``."""
    return once("project-graph", lambda folder: build(paths.DATA, folder / "out", choose_engine()[0])) / "out/graph.nq"


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Gives a folder that is filled once in a session, whatever the number of workers, and that no test changes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        try:
            folder.mkdir()
        except FileExistsError:
            wait_for((folder / "over").exists)
            assert (folder / "done").exists(), f"{name} was not made: see the first test that asked for it"
            return folder
        try:
            make(folder)
            (folder / "done").touch()
        finally:
            (folder / "over").touch()
        return folder

    return once


@pytest.fixture(scope="session")
def demo_built(once: Once) -> Path:
    """The small dataset as ``data``, and its build as ``out``; never changed."""

    def make(folder: Path) -> None:
        shutil.copytree(DEMO, folder / "data")
        build(folder / "data", folder / "out", choose_engine()[0], jobs=1)

    return once("demo-build", make)


@pytest.fixture(scope="session")
def many_built(once: Once) -> Path:
    """As ``data`` so many notices that workers make them and a store answers, and as ``out`` their build; never changed."""

    def make(folder: Path) -> None:
        synthesise_few(folder / "data", MANY, seed=5, cities=1)
        build(folder / "data", folder / "out", choose_engine()[0], jobs=1)

    return once("many-build", make)


@pytest.fixture
def own_build(demo_built: Path, demo: Path, tmp_path: Path) -> Path:
    """A copy of this build, of the copy of the dataset, to change and to build again."""
    return Path(shutil.copytree(demo_built / "out", tmp_path / "out", symlinks=True))


@pytest.fixture(scope="session")
def demo_published(demo_built: Path, once: Once) -> Path:
    """The small dataset as ``data``, its build as ``out``, and as ``site`` its site with few questions; never changed."""

    def make(folder: Path) -> None:
        shutil.copytree(
            demo_built, folder, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("done", "over")
        )
        with few_questions():
            publish(folder / "out", folder / "data", folder / "site")

    return once("demo-site", make)


@pytest.fixture(scope="session")
def many_site(many_built: Path, once: Once) -> Site:
    """The site of many notices, with few questions; never changed."""

    def make(folder: Path) -> None:
        for name in ("data", "out"):  # publishing keeps a store in the build
            shutil.copytree(many_built / name, folder / name, symlinks=True)
        with few_questions():
            publish(folder / "out", folder / "data", folder / "site", jobs=1)

    return Site(once("many-site", make) / "site", "/synth/")


@pytest.fixture
def own_demo(demo_published: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of these three, to change and to publish again."""
    with few_questions():
        yield Path(shutil.copytree(demo_published, tmp_path / "published", symlinks=True))


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the small dataset, to read or to break."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))
