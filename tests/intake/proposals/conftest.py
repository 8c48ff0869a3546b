"""The dataset of an invented city, and drafts of its notice."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.intake.proposals.proposing import MADE, TEXT, Draft, bare, new_office, weighed_of

from tongbao.intake.draft import Drafted, draft_notice


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The dataset of an invented city."""
    return new_office(tmp_path)


@pytest.fixture
def draft(office: Path, tmp_path: Path) -> Draft:
    """Draft a text with proposals."""

    def of(proposed: Any, text: str = TEXT, ending: str = ".txt") -> Drafted:
        source, file = tmp_path / f"notice{ending}", tmp_path / "p.json"
        source.write_text(text, "utf-8")
        file.write_text(proposed if isinstance(proposed, str) else json.dumps(proposed), "utf-8")
        shutil.rmtree(office / "notices" / "2024", ignore_errors=True)
        drafted = draft_notice(source, office, None, None, None)
        weighed = weighed_of(file, office, drafted, bare(drafted))
        drafted.file.write_text("\n".join(weighed.lines), "utf-8")
        return Drafted(drafted.file, (), weighed)

    return of


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Drafted]:
    """A draft without proposals, and its dataset."""
    data = new_office(tmp_path_factory.mktemp("prepared"))
    return data, draft_notice(MADE / "notice.txt", data, None, None, None)
