"""Whole invented notices about acts, as text, web pages and Word files: what a draft says of them, and what it leaves to a person."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.intake import said

from tongbao.load.gaps import GAP

CASES: list[dict[str, Any]] = [
    case
    for name in ("unseen_more", "unseen_last", "unseen_third", "unseen_fourth")
    for case in yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_notice_that_no_rule_was_written_for(case: dict[str, Any], tmp_path: Path) -> None:
    record, text = said.drafted(case, tmp_path)
    asked = [line for line in text.splitlines() if GAP in line]
    left = case.get("asked", [])
    assert [words for words in left if not any(words in line for line in asked)] == []
    assert said.head(record) == said.expected_head(case)
    assert said.acts(record) == said.expected_acts(case)
    assert [one["title"] for one in record.get("measures", [])] == case.get("measures", [])
    assert "annexes" not in record
