"""The review page of an invented draft, in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import Once
from tests.review.desk import Desk, desk_of, office

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def desk(once: Once, tmp_path: Path, browser: "Browser") -> Iterator[Desk]:
    drafted = once("review-draft", lambda folder: office(folder))
    shutil.copytree(drafted / "office", tmp_path / "office")
    with desk_of(tmp_path / "office", browser) as desk:
        yield desk
