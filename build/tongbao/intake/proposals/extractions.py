"""Read what LangExtract writes (JSON Lines: documents with extractions) as proposals in the form of a notice.

An extraction is a class, the words that it extracts, their place and flat attributes. The class is a key of the notice; the
words are the quotation; an attribute is a key of the record, ``value.number`` one in a record within it.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from tongbao.errors import Problem, Text
from tongbao.intake.original.fold import fold
from tongbao.intake.proposals.sheet import Sheet
from tongbao.intake.proposals.unit import FACTS
from tongbao.intake.quoting import Value, quotation
from tongbao.load.reader import Document, Path_
from tongbao.load.source import squeeze

_QUOTED = (
    "number",
    "index-number",
    "urgency",
    "purposes",
    "requirements",
    "topics",
    "signed-by",
    "other-numbers",
    "adoption-scope",
)
"""Keys whose value is the quotation itself."""
_LISTS = ("purposes", "requirements", "topics", "signed-by", "other-numbers", "references", "commendations", "measures")
_OWNERS = ("measure", "annex")


def is_extracted(document: Document) -> bool:
    """Return whether a value is a document with extractions."""
    return isinstance(document.value, dict) and "extractions" in document.value


class Extractions:
    """The extractions of one document, in the form of a notice; those that cannot be are refused."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document, self.sheet = document, sheet
        self.refused: list[Problem] = []
        text = document.value.get("text")
        self.text = fold(text) if isinstance(text, str) else ""
        self.is_ours = squeeze(self.text) == sheet.source.words
        """Whether the text is the stored one, so that places in it are places here."""

    def parts(self) -> Iterator[tuple[Document, Any]]:
        """Yield each extraction as a part of a notice, with the places of its values."""
        listed = self.document.value["extractions"]
        for number, each in enumerate(listed if isinstance(listed, list) else [listed] if listed is not None else []):
            path = ("extractions", number) if isinstance(listed, list) else ("extractions",)
            key, words = self._read(each, path)
            if key:
                yield self._part(each, key, words, path)

    def _read(self, extraction: Any, path: Path_) -> tuple[str, str]:
        """Return the key of an extraction and its words; nothing where it is refused."""
        if not isinstance(extraction, dict):
            return self._refuse(path, "wrong-type", *_NO_EXTRACTION)
        name, words = extraction.get("extraction_class"), extraction.get("extraction_text")
        attributes = extraction.get("attributes")
        if not isinstance(name, str) or not isinstance(words, str) or not isinstance(attributes, dict | None):
            return self._refuse(path, "wrong-type", *_NO_EXTRACTION)
        key = classes().get(_plain(name))
        return (
            (key, fold(words)) if key else self._refuse((*path, "extraction_class"), "unknown-class", *_no_class(name))
        )

    def _refuse(self, path: Path_, code: str, what: Text, cure: Text) -> tuple[str, str]:
        self.refused.append(Problem(code, what, cure, self.document.place(path)))
        return "", ""

    def _part(self, extraction: dict[str, Any], key: str, words: str, path: Path_) -> tuple[Document, Any]:
        """Return an extraction as a part of a notice."""
        made = Document(self.document.file)
        made.values[()] = self.document.values[path]
        record, owner = self._record(extraction.get("attributes") or {}, made, path)
        at = self._position(extraction, words)
        quote: Value = quotation(words, at, self.sheet.source.text, self._region(at)) if at is not None else words
        value: Any = record
        if key in _QUOTED and not record:
            value = quote
        elif key == "measures":
            value = {"title": words, **record}
        else:
            value = {**record, "quote": quote}
        made.values[(*self._path(key), "quote")] = self.document.place((*path, "extraction_text"))[1:]
        if at is not None and not owner:
            owner = self._owner(at)
        listed = [value] if key in (*FACTS, *_LISTS) else value
        return made, {key: listed, **owner}

    @staticmethod
    def _path(key: str) -> Path_:
        return (key, 0) if key in (*FACTS, *_LISTS) else (key,)

    def _record(self, attributes: dict[str, Any], made: Document, path: Path_) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the attributes as a record, dotted names as records within it; and those that say whose it is."""
        record: dict[str, Any] = {}
        owner: dict[str, Any] = {}
        for name, value in attributes.items():
            first, *rest = name.strip().replace("_", "-").split(".")[:8]
            if value is None or value == "":
                continue
            if first in _OWNERS and not rest:
                owner[first] = value
                continue
            inner = record
            for each in [first, *rest][:-1]:
                if not isinstance(inner.get(each), dict):
                    inner[each] = {}
                inner = inner[each]
            inner[[first, *rest][-1]] = value
        return record, owner

    def _position(self, extraction: dict[str, Any], words: str) -> int | None:
        """Return where the words of an extraction begin in the stored text; None where its place does not tell."""
        interval = extraction.get("char_interval")
        start = interval.get("start_pos") if isinstance(interval, dict) else None
        if not self.is_ours or not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < len(self.text):
            return None
        source, own = self.sheet.source, squeeze(words)
        at = len(squeeze(self.text[:start]))
        return source.positions[at] if own and source.words.startswith(own, at) else None

    def _region(self, at: int) -> tuple[int, int] | None:
        path = self._measure(at)
        if path is None:
            return None
        low, high = self.sheet.region(self.sheet.start(path))
        return self.sheet.source.positions[low], self.sheet.source.positions[high - 1] + 1

    def _owner(self, at: int) -> dict[str, Any]:
        path = self._measure(at)
        return {"measure": self.sheet.at((*path, "id"))} if path else {}

    def _measure(self, at: int) -> Path_ | None:
        return self.sheet.measure_at(len(squeeze(self.sheet.source.text[:at])))


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Return the keys of a notice by the names that extractions may have: itself, its singular, and those of classes.yaml."""
    text = resources.files("tongbao.intake.proposals").joinpath("classes.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    keys = dict.fromkeys([*FACTS, *_LISTS, *_QUOTED, *listed])
    names = {_plain(name): key for key, each in listed.items() for name in each}
    return names | {key.removesuffix("s"): key for key in keys if key in (*FACTS, *_LISTS)} | {key: key for key in keys}


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")


_NO_EXTRACTION = (
    Text("This is not an extraction.", "这不是提取结果。"),
    Text(
        "Its keys: extraction_class and extraction_text, both texts; attributes, a mapping.",
        "其键有：extraction_class、extraction_text（均为文字），attributes（映射）。",
    ),
)


def _no_class(name: str) -> tuple[Text, Text]:
    known = ", ".join(sorted({*classes().values()}))
    shown = repr(name[:60])
    return (
        Text(f"The class {shown} is no key of a notice or a measure.", f"类别 {shown} 不是公文或举措的键。"),
        Text(f"One of: {known}.", f"可用的有：{known}。"),
    )
