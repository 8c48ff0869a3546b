"""Whole invented notices: what stands around their text, whom they praise and blame, and who of them is a person of which body."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.source import squeeze

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("unseen_acts.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["number"] or case["date"]))
def test_a_notice_that_no_rule_was_written_for(case: dict[str, Any], tmp_path: Path) -> None:
    record = _drafted(case["lines"], tmp_path)
    issued = record["issued"]["by"]
    assert [_name(one) for one in (issued if isinstance(issued, list) else [issued])] == case["issuers"]
    assert str(record["issued"]["date"]) == case["date"]
    assert squeeze(_name(record.get("number"))) == squeeze(case["number"] or "")
    assert record.get("addressees", {}).get("quote") == case["addressee"]
    assert squeeze(_name(record["title"])).endswith(squeeze(case["title"]))
    acts = [
        {
            "act": "criticism" if act["act"] == "circular-criticism" else "praise",
            "recipients": [_said(one) for one in act["recipients"]],
        }
        for act in record["commendations"]
    ]
    assert acts == case["acts"]


def _drafted(lines: list[str], folder: Path) -> dict[str, Any]:
    new_dataset(folder / "office")
    file = folder / "notice.txt"
    file.write_text("\n\n".join(lines) + "\n", "utf-8")
    record: dict[str, Any] = yaml.safe_load(
        draft_notice(file, folder / "office", None, None, None).file.read_text("utf-8")
    )
    return record


def _said(one: Any) -> str:
    given = {"unit": one} if isinstance(one, str) else one
    kind = next(key for key in ("person", "project", "unit") if key in given)
    words = (kind, given.get("printed") or given[kind], _name(given.get("of")), given.get("post"))
    return " | ".join(squeeze(str(word)) for word in words if word)


def _name(one: Any) -> str:
    """Return the words of a name or of a quotation that stands several times."""
    return str(one.get("printed") or one.get("text")) if isinstance(one, dict) else str(one or "")
