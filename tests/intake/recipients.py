"""How many of the recipients of each document a draft holds, and what it says of them; nothing may be invented."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from tests.notices.dataset import NOTICES
from tests.notices.texts import text_of

from tongbao.errors import UsageError
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.source import squeeze

_KEYS = ("grade", "post", "unit", "money", "makers", "resolved")
_MADE = NOTICES / "made"


class Compared(NamedTuple):
    """What is expected of the acts of a document beside what its draft holds."""

    document: str
    counts: Counter[str]
    wrong: tuple[str, ...]
    """What differs, in words."""


def drafted(file: Path) -> tuple[dict[str, Any], str]:
    """Return the record that is drafted from a document, and the stored text."""
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        new_dataset(office)
        for name in ("units.yaml", "places.yaml"):
            if (file.parent.parent / name).is_file():
                shutil.copy(file.parent.parent / name, office / name)
        try:
            made = draft_notice(file, office, None, None, None)
        except UsageError:  # a DOC where LibreOffice is not installed
            text = Path(folder) / f"{file.stem}.txt"
            text.write_text(text_of(file), "utf-8")
            made = draft_notice(text, office, None, None, None)
        return yaml.safe_load(made.file.read_text("utf-8")), made.file.with_suffix(".txt").read_text("utf-8")


def compared(file: Path) -> Compared:
    """Compare the recipients of a document with those of its draft."""
    gold = yaml.safe_load((file.parent.parent / "expected" / f"{file.name[:2]}.yaml").read_text("utf-8"))
    known = yaml.safe_load((_MADE / "units.yaml").read_text("utf-8")).keys()
    record, text = drafted(file)
    found = list(_found(record))
    expected = [_expected(one, known) for one in gold.get("recipients") or [] if one.get("status") != "proposed"]
    counts = Counter(expected=len(expected), found=len(found))
    counts["invented"] = sum(squeeze(word) not in squeeze(text) for one in found for word in _words(one))
    wrong = list(_compare(expected, found, counts))
    for act in gold.get("acts") or []:
        counts["acts"] += 1
        counts["acts right"] += _act_right(act, [one for one in expected if one["act"] == act["id"]], found)
    return Compared(f"{file.parent.parent.name}/{file.name[:2]}", counts, tuple(wrong))


def _compare(expected: list[dict[str, Any]], found: list[dict[str, Any]], counts: Counter[str]) -> Iterator[str]:
    left = list(found)
    for one in expected:
        match = next((each for each in left if each["name"] == one["name"] and each["kind"] == one["kind"]), None)
        counts.update(f"{key} expected" for key in _KEYS if one[key])
        if match is None:
            yield f"{one['name']}: not found"
            continue
        left.remove(match)
        differ = [key for key in _KEYS if one[key] != match[key] and not (key == "grade" and not one[key])]
        counts.update(f"{key} right" for key in _KEYS if one[key] and key not in differ)
        counts["right"] += not differ
        yield from (f"{one['name']}: {key} {one[key]!r}, found {match[key]!r}" for key in differ)
    counts["too many"] += len(left)
    yield from (f"{one['name']}: not expected" for one in left)


def _expected(one: dict[str, Any], known: Any) -> dict[str, Any]:
    money = re.search(r"([\d.]+)(万|亿)?元", str(one.get("money", "")))
    resolved = one.get("resolved") if one["kind"] == "place" else None
    return {
        "act": one["act"],
        "kind": one["kind"],
        "name": squeeze(one["name"]),
        "grade": one.get("grade"),
        "post": one.get("post"),
        "unit": one.get("unit"),
        "money": (Decimal(money[1]), money[2]) if money else None,
        "makers": one.get("units"),
        "resolved": resolved,
    }


def _found(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for act in record.get("commendations") or []:
        for given in act["recipients"]:
            one = {"unit": given} if isinstance(given, str) else given
            kind = next(key for key in ("place", "person", "project", "unit") if key in one)
            money = one.get("payment") or act.get("payment")
            yield {
                "blames": act["act"] == "circular-criticism",
                "open": bool(act.get("open")),
                "kind": kind,
                "name": squeeze(one.get("printed") or one[kind]),
                "grade": one.get("grade") or act.get("grade"),
                "post": one.get("post"),
                "unit": _printed(one.get("of")),
                "money": (Decimal(str(money["number"])), money.get("scale")) if money else None,
                "makers": [_printed(name) for name in one["by"]] if one.get("by") else None,
                "resolved": one["place"] if kind == "place" else None,
                "fault": one.get("fault"),
            }


def _printed(name: Any) -> Any:
    return name.get("printed") if isinstance(name, dict) else name


def _words(one: dict[str, Any]) -> list[str]:
    said = [one[key] for key in ("name", "grade", "post", "unit", "fault") if one[key]]
    return [*said, *(one["makers"] or [])]


def _act_right(act: dict[str, Any], expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> bool:
    own = [one for one in found if one["name"] in {each["name"] for each in expected}]
    blames = act["act"] == "criticism"
    return (
        len(own) >= len(expected)
        and all(one["blames"] == blames for one in own)
        and any(one["open"] for one in own) == bool(act.get("open"))
    )


def show(files: list[Path]) -> None:
    """Print a table by document, and what differs."""
    names = ["expected", "found", "right", "too many", "invented", "acts", "acts right"]
    names += [f"{key} {what}" for key in _KEYS for what in ("expected", "right")]
    print("recipients", *names, sep="\t")
    total: Counter[str] = Counter()
    for one in map(compared, files):
        total.update(one.counts)
        if any(one.counts.values()):
            print(one.document, *(one.counts[name] for name in names), sep="\t")
        for line in one.wrong:
            print("", line, sep="\t")
    print("all", *(total[name] for name in names), sep="\t")
