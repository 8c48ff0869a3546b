"""Each document of ``../shared/notices/`` can be entered without saying anything else than it says, and its graph holds all its facts.

``shortcomings.yaml`` names those that it does not hold, with the cause. ``python -m tests.notices`` shows a table.
"""

from pathlib import Path

import pytest
from tests.notices.asked import ask
from tests.notices.dataset import NOTICES, documents

pytestmark = pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")


@pytest.mark.parametrize("document", documents() if NOTICES.is_dir() else [], ids="-".join)
def test_a_document_is_entered_whole(document: tuple[str, str], tmp_path: Path) -> None:
    asked = ask(*document, tmp_path)
    assert asked.missing == asked.excused
    assert not asked.made_up
