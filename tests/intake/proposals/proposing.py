"""What tests of proposals share: an invented notice, what is proposed for it, and what became of that."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from tests.places import TESTS

from tongbao.intake.draft import Drafted, draft_notice
from tongbao.intake.names import Names
from tongbao.intake.proposals.weigh import Weighed, weigh
from tongbao.intake.skeleton import new_dataset
from tongbao.load import read_authority
from tongbao.load.source import SourceText
from tongbao.model.vocabulary import OURS

MADE = TESTS / "data" / "proposals"
TEXT = (MADE / "notice.txt").read_text("utf-8")
MARK = "proposed by p.json 由 p.json 提出，请核对"
SERVED = {"counts": "企业", "reading": "amount", "realisation": "achieved"}

Draft = Callable[..., Drafted]


def new_office(folder: Path) -> Path:
    """Make the dataset of the invented city."""
    new_dataset(folder / "office")
    for name in ("units.yaml", "places.yaml"):
        shutil.copy(MADE / name, folder / "office" / name)
    return folder / "office"


def draft_with(proposed: str, office: Path, folder: Path) -> Drafted:
    """Draft a text with proposals, as the command does."""
    (folder / "notice.txt").write_text(TEXT, "utf-8")
    (folder / "p.json").write_text(proposed, "utf-8")
    return draft_notice(folder / "notice.txt", office, None, None, None, folder / "p.json")


def bare(drafted: Drafted) -> list[str]:
    """Return the lines of a draft without what other tests are about: so that these know what it does not have."""
    lines, skipped = [], -1
    for line in drafted.file.read_text("utf-8").splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if skipped >= 0 and indent > skipped:
            continue
        skipped = indent if line.strip() in LEFT_OUT else -1
        lines += [] if skipped >= 0 else [line]
    return lines


LEFT_OUT = ("purposes:", "requirements:", "honours:", "platforms:", "events:", "instruments:", "beneficiaries:")


def record(drafted: Drafted) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(drafted.file.read_text("utf-8"))
    return read


def codes(drafted: Drafted) -> list[str]:
    assert drafted.weighed
    return [problem.code for problem in drafted.weighed.refused]


def lines_with(drafted: Drafted, words: str) -> list[str]:
    return [line for line in drafted.file.read_text("utf-8").splitlines() if words in line]


def outcome(number: object, quote: str = "已服务企业3200户", **more: object) -> dict[str, Any]:
    return SERVED | {"value": {"number": number, "classifier": "户"}, "quote": quote} | more


def weighed_of(proposed: Any, data: Path, drafted: Drafted, lines: Sequence[str] = ()) -> Weighed:
    """Weigh what is proposed for a draft that was made without."""
    file = proposed if isinstance(proposed, Path) else data / "p.json"
    if file is not proposed:
        file.write_text(json.dumps(proposed), "utf-8")
    authority, _ = read_authority(data, OURS)
    source = SourceText.of(drafted.file.with_suffix(".txt").read_text("utf-8"))
    lines = lines or bare(drafted)
    return weigh(file, lines, drafted.file, source, data, Names(authority, "chenghu", 2024))


def quotations(value: Any) -> list[str]:
    """Return all quotations in a record."""
    if isinstance(value, list):
        return [quote for each in value for quote in quotations(each)]
    if not isinstance(value, dict):
        return []
    quote = value.get("quote")
    own = [quote["text"] if isinstance(quote, dict) else quote] if quote else []
    return own + [each for inner in value.values() for each in quotations(inner)]
