"""What a review remembers beside the data: who has looked at what, and what was put off. It is no part of the data."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tongbao.files.whole import replace

HOW = ("single", "bulk", "corrected", "added")


@dataclass
class Kept:
    """The file ``.tongbao/review/NOTICE.json`` of a dataset; where it is lost, every fact is just to be looked at again."""

    file: Path
    seen: dict[str, list[str]] = field(default_factory=dict)
    """How a fact was settled, and its content then, by its id."""
    later: list[str] = field(default_factory=list)
    saved: int = 0
    """How often it was written."""

    @classmethod
    def of(cls, data: Path, notice: str) -> "Kept":
        """Read what is kept; what is not in its form is left out."""
        file = data / ".tongbao" / "review" / f"{notice}.json"
        try:
            said: Any = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls(file)
        if not isinstance(said, dict) or not isinstance(said.get("seen"), dict):
            return cls(file)
        seen = {key: [str(part) for part in each] for key, each in said["seen"].items() if _is_seen(each)}
        later = said.get("later", [])
        return cls(file, seen, [str(each) for each in later] if isinstance(later, list) else [])

    def state(self, fact: str, digest: str) -> str:
        """Return whether a fact is sure, settled or added, as long as it is what it was then."""
        how, then = self.seen.get(fact, ["", ""])
        if then != digest:
            return "sure"
        return "added" if how == "added" else "settled" if how else "sure"

    def how(self, fact: str, digest: str) -> str | None:
        """Return how a fact was settled."""
        how, then = self.seen.get(fact, ["", ""])
        return how if how and then == digest else None

    def save(self) -> None:
        """Write the file."""
        self.saved += 1
        self.file.parent.mkdir(parents=True, exist_ok=True)
        replace(self.file, json.dumps({"seen": self.seen, "later": self.later}, ensure_ascii=False).encode())


def _is_seen(each: object) -> bool:
    return isinstance(each, list) and len(each) == 2 and each[0] in HOW
