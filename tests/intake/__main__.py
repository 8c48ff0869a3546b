"""Show how much of each document a draft finds, by field: ``python -m tests.intake [--all] [--left-out]``.

``--left-out`` drafts each document without the words that no other document attests.
"""

import sys
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tests.intake import facts, recipients
from tests.intake.drafted import Draft
from tests.intake.expected import fields, files
from tests.intake.gold import expected
from tests.intake.left_out import texts, without
from tests.intake.score import KEYS, Score, score

from tongbao.errors import UsageError


def main() -> int:
    """Print what was found otherwise than expected, or everything; then how much of each field is right. Fail on an invented word."""
    counts = Counter[str]()
    known = texts() if "--left-out" in sys.argv else {}
    print("document field expected found", sep="\t")
    for file in files():
        _show_head(file, counts)
        try:
            with tempfile.TemporaryDirectory() as folder, without(file, known) if file in known else nullcontext():
                draft = Draft(file, Path(folder) / "office")
        except UsageError as error:  # a DOC where LibreOffice is not installed
            print(file.name, "not read", error.problems[0].code, sep="\t")
            continue
        _show(_name(file), score(expected(file), draft.measures()), draft.invented(), counts)
    _totals(counts)
    recipients.show(files())
    facts.show()
    return 1 if counts["invented"] else 0


def _name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.name[:2]}"


def _show_head(file: Path, counts: Counter[str]) -> None:
    for field in fields(file):
        counts[f"{field.name} expected"] += 1
        counts[f"{field.name} right"] += field.is_right
        if "--all" in sys.argv or not field.is_right:
            print(*field, sep="\t")


def _show(name: str, result: Score, invented: list[str], counts: Counter[str]) -> None:
    for each in result.differences:
        print(f"{name} {each.measure}", each.what, each.expected, each.found, sep="\t")
    for words in invented:
        print(name, "INVENTED", "", words, sep="\t")
    counts.update(result.counts)
    counts["invented"] += len(invented)


def _totals(counts: Counter[str]) -> None:
    heads = [name.removesuffix(" expected") for name in counts if name.endswith(" expected")]
    for name in heads:
        right = counts[f"{name} same"] or counts[f"{name} right"]
        _line(name, right, counts[f"{name} expected"])
        if f"{name} found" in counts:
            _line(f"{name} (precision)", right, counts[f"{name} found"])
    for key in KEYS:
        _line(f"figures: {key}", counts[f"{key} right"], counts["figures same"])
    _line("figures asked", counts["figures asked"], counts["figures found"])
    _line("figures unmarked, right", counts["figures unmarked right"], counts["figures unmarked"])
    print("all", "invented", counts["invented"], sep="\t")


def _line(name: str, part: int, whole: int) -> None:
    print("all", name, f"{part}/{whole}", f"{part / whole:.3f}" if whole else "", sep="\t")


if __name__ == "__main__":
    sys.exit(main())
