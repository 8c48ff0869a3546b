"""Make two rows of one that a reader has taken for a single measure: what stands behind the second title goes with it."""

import re
from collections.abc import Iterator
from typing import Any

from tongbao.errors import UsageError
from tongbao.intake.quoting import block, inline, quotation
from tongbao.load.reader import Path_
from tongbao.load.source import Span, squeeze
from tongbao.review.edited import MARK, Edited
from tongbao.review.placed import Placed, measure_paths, quote_of
from tongbao.review.refusals import not_taken

CELLS = ("title", "lead-cell", "leads", "description")
_STAYING = ("id", "position", "number", "group", "level", "english", "unit-role", "open-roles", "title-from", *CELLS)
"""Keys that are no facts with words of their own: they stay, or are divided cell by cell."""
_SERIAL = re.compile(r"(?:^|\n|(?<=[。；;]))\s*[（(]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)．.、]?\s*$")
_BEHIND_TITLE = "：:。 　\n"


def parted(notice: Edited, placed: Placed, path: Path_, title: Span) -> tuple[Edited, Path_]:
    """Return the notice with two measures for one, and the path of the second.

    ``title`` is where the words of the second title stand in the stored text, within the text of the row. What stands before
    stays; what stands behind goes with the second, questions and all. The measures behind move down. Raises UsageError where the words do not stand there.
    """
    if notice.node(path).flow_style:
        raise UsageError(_BY_HAND)
    row = _Row(notice, placed, path, title)
    text, cells = row.cells()
    lines = row.head(_free(notice, path), cells) + row.behind()
    notice = notice.put((*path, "description"), text)
    for each in reversed(row.moved):
        notice = notice.without(each)
    last = notice.span(path)[1]
    notice = notice.inserted(last + 1, lines)
    second = (*path[:-1], int(path[-1]) + 1)
    return _counted(_quoted_anew(notice, placed, second, title.start), second), second


class _Row:
    """A row that is being divided: what it holds, and where that stands."""

    def __init__(self, notice: Edited, placed: Placed, path: Path_, title: Span) -> None:
        self.notice, self.placed, self.path, self.title = notice, placed, path, title
        self.value = notice.value(path)
        self.region = placed.region(path)
        self.moved = [each for each in self._below() if self._is_behind(each)]
        """The paths of what goes with the second row."""

    def cells(self) -> tuple[str, dict[str, str]]:
        """Return the text that is left in the first row, and the cells of the second: its number, title and text."""
        found = self._cell("description")
        if not (found and found.start <= self.title.start and self.title.end <= found.end):
            raise UsageError(_NOT_IN_ROW)
        before, words, after = self._cut(found)
        serial = _SERIAL.search(before)
        first = before[: serial.start()].rstrip() if serial else before
        number = {"number": serial[1]} if serial else {}
        if not first:
            raise UsageError(_NOTHING_BEFORE)
        return first, {**number, "title": words, "description": after.lstrip(_BEHIND_TITLE)}

    def head(self, name: str, cells: dict[str, str]) -> list[str]:
        """Return the lines of the second row up to its facts."""
        position = str(self.value.get("position", ""))
        said: dict[str, Any] = {"id": name} | ({"position": int(position) + 1} if position.isdecimal() else {})
        said |= {"number": cells["number"]} if "number" in cells else {}
        said |= {"group": self.value["group"]} if "group" in self.value else {}
        said["title"] = cells["title"]
        space = " " * self._indent
        lines = [f"{space}{key}: {inline(value)}" for key, value in said.items()]
        lines[0] = f"{space[:-2]}- {lines[0].lstrip()}"
        if cells["description"]:
            lines += block("description", cells["description"].splitlines(), self._indent)
        if self.value.get("leads"):  # the cell may speak of both
            lines.append(f"{space}{MARK}{_WHOSE}")
        return lines

    def behind(self) -> list[str]:
        """Return the lines of what goes with the second row."""
        lines: list[str] = []
        space, key = " " * self._indent, None
        for path in self.moved:
            inside = len(path) > len(self.path) + 1
            if inside and path[-2] != key:
                key = path[-2]
                lines.append(f"{space}{key}:")
            lines += self._item(path) if inside else self._own(path)
        return lines

    @property
    def _indent(self) -> int:
        return int(self.notice.node(self.path).start_mark.column)

    def _own(self, path: Path_) -> list[str]:
        first, last = self.notice.span(path)
        return self.notice.lines[first : last + 1]

    def _item(self, path: Path_) -> list[str]:
        if not self.notice.node(path[:-1]).flow_style:
            return self._own(path)
        node = self.notice.node(path)
        words = self.notice.text[node.start_mark.index : node.end_mark.index]
        return [f"{' ' * self._indent}  - {' '.join(words.split())}"]

    def _cell(self, cell: str) -> Span | None:
        return self.placed.span(self.value[cell], self.region) if self.value.get(cell) else None

    def _cut(self, found: Span) -> tuple[str, str, str]:
        """Return what the text of the row holds before the title, the title, and what it holds behind."""
        text = self.placed.source.text
        before = len(squeeze(text[found.start : self.title.start]))
        end = before + len(squeeze(text[self.title.start : self.title.end]))
        said = str(self.value["description"])
        places = [at for at, sign in enumerate(said) if not sign.isspace()]
        start, stop = places[before], places[end - 1] + 1
        return said[:start].rstrip(), self.placed.source.exact(self.title), said[stop:].strip()

    def _below(self) -> Iterator[Path_]:
        """Yield the paths of what the row states beside its cells, each entry of a list by itself."""
        for path in self.notice.children(self.path):
            if path[-1] in ("lead-cell", "leads") and self.value.get("lead-cell"):
                yield path
            elif path[-1] == "leads" or path[-1] not in _STAYING:
                yield from self.notice.children(path) if isinstance(self.notice.value(path), list) else (path,)

    def _is_behind(self, path: Path_) -> bool:
        """Return whether something stands behind the second title; the units of a cell stand where the cell does."""
        if path[-1] in ("lead-cell", "leads"):
            found = self._cell("lead-cell")
        else:
            value = self.notice.value(path)
            name = value if isinstance(value, str) else quote_of(value)
            name = name or value.get("printed") or value.get("unit")
            quotes = name if isinstance(name, list) else [name]
            found = next((span for one in quotes if one and (span := self.placed.span(one, self.region))), None)
        return found is not None and found.start >= self.title.start


def _free(notice: Edited, path: Path_) -> str:
    """Return an id for the second row: that of the first with a letter behind it."""
    taken = {str(notice.value((*each, "id"))) for each in measure_paths(notice)}
    own = str(notice.value((*path, "id")))
    return next(name for sign in "bcdefghijklmnopqrstuvwxyz" if (name := f"{own}-{sign}") not in taken)


def _quoted_anew(notice: Edited, placed: Placed, second: Path_, start: int) -> Edited:
    """Count the places of quotations anew that say at which of their places they stand: the row has become shorter."""
    region = placed.region((*second[:-1], int(second[-1]) - 1))
    end = placed.source.stored(region).end
    for path in [each for each in notice.entries if each[: len(second)] == second]:
        value = notice.value(path)
        if isinstance(value, dict) and set(value) == {"text", "nth"} and (span := placed.span(value, region)):
            notice = notice.put(path, quotation(value["text"], span.start, placed.source.text, (start, end)))
    return notice


def _counted(notice: Edited, second: Path_) -> Edited:
    """Count the positions of the measures behind the second row."""
    for path in list(notice.children(second[:-1])):
        position = notice.value((*path, "position"))
        if position is not None and int(path[-1]) > int(second[-1]) and str(position).isdecimal():
            notice = notice.put((*path, "position"), int(position) + 1)
    return notice


_WHOSE = (
    "which units lead this one: the cell of units is kept with one of the two rows "
    "拆开后单位栏只留在其中一项，请核对本项由哪些单位承担"
)
_NOT_IN_ROW = not_taken(
    "The second title does not stand in the text of this row.",
    "所选文字不在这一项的正文中。",
    (
        "Choose the words of the second title within the text of the row.",
        "请在这一项的正文中选取第二项的标题。",
    ),
)
_NOTHING_BEFORE = not_taken(
    "Nothing would be left of the first row.",
    "所选文字之前没有正文，第一项将无内容。",
    ("Choose words further down.", "请选取更靠后的文字。"),
)
_BY_HAND = not_taken(
    "This row is written on one line of the file.",
    "这一项在文件中写成一行。",
    ("Divide it there.", "请在文件中拆开。"),
)
