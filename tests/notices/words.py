"""The words of a text without white space, and quotations of them that say which place they mean."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

Quote = str | dict[str, Any]


class Cells(NamedTuple):
    """The stretch of one row, its unit cell, and the cells that no other key holds."""

    start: int
    end: int
    lead: str | None
    others: list[str]


def squeeze(text: str) -> str:
    """Remove all white space."""
    return "".join(text.split())


class Words:
    """A text, or a part of it in which quotations are looked for."""

    def __init__(self, text: str, sha256: str = "") -> None:
        self.squeezed = squeeze(text)
        lengths = [len(squeeze(line)) for line in text.splitlines()]
        self._lines = {0, *accumulate(lengths)}
        self.sha256 = sha256 or hashlib.sha256(text.encode()).hexdigest()

    def part(self, start: int, end: int) -> "Words":
        """Return a part of the text."""
        return Words(self.squeezed[start:end], self.sha256)

    def body(self) -> tuple[int, int]:
        """Return the whole stretch."""
        return 0, len(self.squeezed)

    def quote(self, said: str, *, first: bool = False, last: bool = False) -> Quote:
        """Return a quotation of words, by its number where they stand more than once."""
        count = self.squeezed.count(squeeze(said))
        if not count:
            raise LookupError(said)
        return said if count == 1 else {"text": said, "nth": count if last else 1}

    def quote_at(self, said: str, at: int) -> Quote:
        """Return a quotation of words at a position."""
        needle = squeeze(said)
        if self.squeezed.count(needle) == 1:
            return said
        return {"text": said, "nth": self.squeezed[:at].count(needle) + 1}

    def quote_in(self, said: str, region: tuple[int, int]) -> Quote:
        """Return a quotation of words at their first place in a region, which is looked in first."""
        own = self.part(*region)
        return own.quote(said, first=True)

    def next_quote(self, said: str, start: int) -> tuple[Quote, int]:
        """Return a quotation of words at their first place from a position, and where they end."""
        needle = squeeze(said)
        at = self.squeezed.find(needle, start)
        if at < 0:
            raise LookupError(said)
        return self.quote_at(said, at), at + len(needle)

    def last(self, said: str) -> int:
        """Return where words begin at their last place."""
        return self.squeezed.rindex(squeeze(said))

    def before(self, at: int) -> str:
        """Return the words of the clause before a position."""
        return re.split("[，。；、,.;]", self.squeezed[:at])[-1]

    def first_clause(self, text: str) -> str:
        """Return the first clause of a text."""
        return re.split("[，。；,]", text)[0]

    def title(self, title: str) -> Quote:
        """Return a quotation of a document's title where it stands in the document: not in the head of a page."""
        return self.quote_at(title, self.title_at(title))

    def title_at(self, title: str) -> int:
        """Return where a title fills its lines, at the last such place."""
        needle = squeeze(title)
        places = [found.start() for found in re.finditer(re.escape(needle), self.squeezed)]
        own = [at for at in places if {at, at + len(needle)} <= self._lines]
        return (own or places)[-1]

    def signature(self, issuers: Sequence[str], gold: Mapping[str, Any]) -> Quote:
        """Return the words with the names and the date."""
        pattern = f"{re.escape(''.join(issuers))}[^一-鿿]{{0,8}}{re.escape(squeeze(gold['date_as_printed']))}"
        found = re.search(pattern, self.squeezed)
        if not found:
            raise LookupError(pattern)
        return self.quote(found[0], first=True)

    def row_of(self, one: Mapping[str, Any], sentence: str, *, is_open: bool) -> Quote | None:
        """Return the row of a recipient that its sentence does not name, or names only as an example."""
        name = squeeze(one["name"])
        if one["kind"] == "project":
            row = name + "、".join(one["units"])
        elif one["kind"] == "person" and (name not in squeeze(sentence) or f"{name}等" in squeeze(sentence)):
            row = f"{name}{one.get('unit', '')}{one.get('post', '')}"
        elif one["kind"] == "person" and f"{name}（" in squeeze(sentence):
            row = f"{name}（{one['unit']}{one['post']}）"
        elif name not in squeeze(sentence) or (f"{name}等" in squeeze(sentence) and not is_open):
            row = name
        elif clause := re.search(f"{re.escape(name)}(?:对|整改率|至今|投资|负责的)[^，、]*", squeeze(sentence)):
            row = clause[0]  # each of them has words of its own
        else:
            return None
        if row not in self.squeezed:
            return None
        return self.quote_at(row, self.last(row))

    def with_name(
        self, unit: Mapping[str, Any], row: Mapping[str, Any], columns: Sequence[str] | None
    ) -> dict[str, Quote]:
        """Return the words that name a unit and its part: a cell, a bracket, or the sentence."""
        cells = row.get("unit_cells") or {}
        said = row.get("bracket") or cells.get(unit["role"])
        if not said:
            sentence = next(part for part in re.split("(?<=[。；])", row["text"]) if unit["name"] in part)
            said = sentence.rstrip("。；")
        heading = {"heading": unit["role"]} if columns and unit["role"] in columns else {}
        return {**heading, "quote": self.quote(said, last=True)}

    def cells(self, row: Mapping[str, Any], region: tuple[int, int], columns: Sequence[str] | None) -> Cells:
        """Return where a row stands, behind a position."""
        text = squeeze(row.get("text") or "")
        at = self.squeezed.find(text, *region)
        if at < 0:
            raise LookupError(text)
        title = squeeze(row["title"] or "") if "title-from" not in row else ""
        start = self.squeezed.rfind(title, region[0], at) if title else at
        end = at + len(text)
        lead = row.get("bracket")
        others: list[str] = []
        if columns:
            cells = row["unit_cells"]
            main = next(one for one in columns if one in ("牵头单位", "责任单位", "單位名稱", "单位名称", "責任單位"))
            lead = cells.get(main) or cells.get("责任单位")
            if "配合单位" in columns:
                others.append(cells.get("配合单位", "/"))
            others += [row[key] for key in ("deadline", "scope") if row.get(key)]
            start = min(start, self.squeezed.rfind(squeeze(lead), region[0], at) if columns.index(main) < 2 else start)
        for cell in [lead or "", *others]:
            found = self.squeezed.find(squeeze(cell), end)
            if cell and found >= 0 and found - end < 3:
                end = found + len(squeeze(cell))
        return Cells(start, end, lead, others)
