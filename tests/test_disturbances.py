"""A short trial of what ``tests/disturbances.py`` tries at length."""

import random
from collections.abc import Iterator

import pytest
from tests.disturbances import COMMANDS, Ground, change, kept_by_builds, kept_by_sites, kill
from tests.servers import oxigraph

pytestmark = pytest.mark.disturbed


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    home = tmp_path_factory.mktemp("ground")
    (home / "server").mkdir()
    with oxigraph(home / "server") as server:
        yield Ground(home, 22, server, random.Random(5))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    home = tmp_path_factory.mktemp("small")
    (home / "server").mkdir()
    with oxigraph(home / "server") as server:
        yield Ground(home, 3, server, random.Random(6))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_was_killed_is_finished_by_the_next(command: str, ground: Ground, small: Ground) -> None:
    kill(*((small, command, 1) if command == "publish" else (ground, command, 2)))


def test_changed_bytes_are_cured_or_reported(ground: Ground, small: Ground) -> None:
    change(ground, 4, ("build", "export", "query", "load"), kept_by_builds(ground))
    change(small, 1, ("publish",), kept_by_sites(small))
    change(small, 1, ("publish",), kept_by_builds(small))
