"""The review page of an invented draft, in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
import pytest
from tests.few import Once
from tests.notices.dataset import NOTICES
from tests.review.desk import Desk, office, press, question, reviewed, saved
from tongbao.intake.draft import draft_notice
from tongbao.load.gaps import GAP
from tests.review.desk import FIRST, WORDS, SCREENS, Desk, office, press, question, reviewed, saved, entry, entries, select

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page




@pytest.fixture
def desk(once: Once, tmp_path: Path, browser: "Browser") -> Iterator[Desk]:
    drafted = once("review-draft", lambda folder: office(folder))
    shutil.copytree(drafted / "office", tmp_path / "office")
    notice = next((tmp_path / "office" / "notices").glob("*/*.yaml")).stem
    with reviewed(tmp_path / "office") as home:
        yield Desk(tmp_path / "office", notice, home, browser)
