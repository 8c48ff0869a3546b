"""The real notice, drafted from the files of an office and reviewed by a script, says what was entered by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.intake import reviewer, seed
from tests.intake.test_draft import problems_of

from tongbao.intake.draft import draft_notice
from tongbao.paths import DATA

KNOWN = yaml.safe_load(Path(__file__).with_name("reviewed.yaml").read_text("utf-8"))
"""How many answers it may take, and what differs afterwards, with the reason."""


@pytest.mark.thorough
@pytest.mark.parametrize("write", [seed.write_docx, seed.write_html], ids=["docx", "html"])
def test_a_review_by_the_record_made_by_hand_ends_with_the_same_facts(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    for name in ("dataset", "units", "places"):
        shutil.copy(DATA / f"{name}.yaml", tmp_path)
    (tmp_path / "notices").mkdir()
    hand = seed.record()
    drafted = draft_notice(write(tmp_path / f"seed.{write.__name__[6:]}"), tmp_path, None, None, None)
    done = reviewer.reviewed(tmp_path, drafted.file, hand)
    assert sum(done.answers.values()) <= KNOWN["answers"]
    left = {" ".join(difference.split(" ")[:2]).rstrip(":") for difference in reviewer.left(hand, done.draft())}
    assert left <= set(KNOWN["left"])
    assert problems_of(tmp_path) <= {"unknown-unit", "gap"}
