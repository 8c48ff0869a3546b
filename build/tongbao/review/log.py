"""The log of a review, where the dataset wants one: who settled what and when, a line each, beside the notice."""

import getpass
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tongbao.intake.refusals import writing


def log_file(notice: Path) -> Path:
    """Return the file of the log of a notice.

    >>> log_file(Path("xiamen-2023-64.yaml")).name
    'xiamen-2023-64-review.jsonl'
    """
    return notice.with_name(f"{notice.stem}-review.jsonl")


def write_log(notice: Path, did: str, how: str, facts: Sequence[str]) -> None:
    """Add a line of JSON: the time (UTC), the account on this machine, what was done and how, and the ids of the facts.

    Raises OutputError where the file cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": now, "by": _account(), "did": did, "how": how, "facts": list(facts)}, ensure_ascii=False)
    file = log_file(notice)
    with writing(file), file.open("ab") as handle:
        handle.write(f"{line}\n".encode())
        handle.flush()
        os.fsync(handle.fileno())


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""
