"""A draft that was written, read back: its measures, which keys of them are marked, and words that its source lacks."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from tests.intake.gold import Figure, Measure, figure_of, squeeze
from tests.notices.dataset import NOTICES

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.gaps import GAP

_WORDED = (
    "title",
    "number",
    "lead-cell",
    "description",
    "printed",
    "text",
    "quote",
    "name",
    "adoption-scope",
    "counts",
)
"""Keys whose values repeat the words of the source."""


class Draft:
    """The draft of a document in a dataset of its own in a folder, with the units and places of the invented notices."""

    def __init__(self, file: Path, folder: Path) -> None:
        new_dataset(folder)
        for name in ("units.yaml", "places.yaml"):
            shutil.copy(NOTICES / "made" / name, folder / name)
        made = file.parent.parent.name == "made"
        self._read(draft_notice(file, folder, None, None, None if made else "lanze").file)

    def _read(self, written: Path) -> None:
        self.lines = written.read_text("utf-8").splitlines()
        self.source = squeeze(written.with_suffix(".txt").read_text("utf-8"))
        self.record: dict[str, Any] = yaml.safe_load("\n".join(self.lines))
        self.marked: dict[int, tuple[str, ...]] = {}
        self._mark(yaml.compose("\n".join(self.lines)), self.record)

    def _mark(self, node: Any, value: Any) -> None:
        """Note for each mapping which of its keys its line has marked."""
        if isinstance(value, dict):
            line = self.lines[node.start_mark.line]
            found = re.search(f"{GAP}: ([a-z., -]+):", line)
            self.marked[id(value)] = tuple(found[1].split(", ")) if found else ("?",) if GAP in line else ()
            for key, each in node.value:
                self._mark(each, value[yaml.safe_load(key.value)])
        elif isinstance(value, list):
            for each, one in zip(node.value, value, strict=True):
                self._mark(each, one)

    def measures(self) -> list[Measure]:
        """Return the measures as the draft states them."""
        listed: list[Measure] = []
        for of in (self.record, *self.record.get("annexes", [])):
            for one in of.get("measures") or []:
                shares = listed and one.get("title-from") == "merged-cell"
                number = listed[-1].number if shares else squeeze(one.get("number", one["position"]))
                listed.append(self._measure(one, of.get("leads", {}))._replace(number=number))
        return listed

    def _measure(self, one: dict[str, Any], of: dict[str, Any]) -> Measure:
        said = one.get("unit-role", of)
        role = said.get("role", "lead") if said else ""
        units = [(_name(each), role) for each in one.get("leads", [])]
        units += [(_name(each), each["role"]) for each in one.get("participants", [])]
        figures = tuple(self._figure(each) for each in one.get("outcomes", []))
        title = "" if one.get("title-from") == "text" else squeeze(one["title"])
        return Measure("", title, squeeze(one.get("description")), tuple(units), figures)

    def _figure(self, record: dict[str, Any]) -> Figure:
        quote = record["quote"] if isinstance(record["quote"], str) else record["quote"]["text"]
        return figure_of({**record, "quote": quote}, self.marked[id(record)])

    def invented(self) -> list[str]:
        """Return the words that the draft says to be in the source, and that are not there."""
        return [words for words in _words(self.record, "") if squeeze(words) not in self.source]


def read_back(written: Path) -> Draft:
    """Return the draft that a file holds."""
    draft = Draft.__new__(Draft)
    draft._read(written)
    return draft


def _name(entry: Any) -> str:
    return squeeze(entry if isinstance(entry, str) else entry.get("printed") or entry["unit"])


def _words(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name != "name" or "printed" not in value:  # a name in words of ours has the printed ones beside it
                yield from _words(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each, key)
    elif isinstance(value, str) and key in _WORDED:
        yield value
