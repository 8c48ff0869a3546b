"""The lines of a draft, and the same lines with what is proposed in them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tongbao.intake.proposals.unit import ANNEX, FACTS, MEASURE, NOTICE, Unit
from tongbao.intake.quoting import block, inline
from tongbao.load.gaps import GAP
from tongbao.load.reader import Path_, parse_yaml
from tongbao.load.source import SourceText, squeeze

_POSITION = re.compile(r"( *)position: [0-9]+(.*)")
_LIST = re.compile("( {0,4})measures:(?: #.*)?")
_SHOWN = 300


@dataclass(slots=True)
class Filled:
    """The lines of a draft with proposals in them, and the proposal that each line is of."""

    lines: list[str] = field(default_factory=list)
    owners: dict[int, Unit] = field(default_factory=dict)
    """By the numbers of lines, from 1."""

    def add(self, lines: Iterable[str], owner: Unit | None = None) -> None:
        """Add lines, of a proposal if one is given."""
        for line in lines:
            self.lines.append(line)
            if owner:
                self.owners[len(self.lines)] = owner


class Sheet:
    """The lines of a draft, with the place of each of its values."""

    def __init__(self, lines: Sequence[str], file: Path, source: SourceText) -> None:
        self.lines, self.file, self.source = list(lines), file, source
        self.document = parse_yaml(file, "\n".join(lines) + "\n")
        self.starts: list[int] = sorted(start for start in self._starts.values())
        """Where measures begin in the words; those that are proposed are added."""

    def at(self, path: Path_) -> Any:
        """Return the value at a path; None where there is none."""
        value: Any = self.document.value
        for key in path:
            if isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                value = value.get(key) if isinstance(value, dict) else None
        return value

    @cached_property
    def annexes(self) -> list[Path_]:
        """The paths of the annexes."""
        return [("annexes", number) for number in range(len(self.at(("annexes",)) or ()))]

    @cached_property
    def measures(self) -> list[Path_]:
        """The paths of all measures, in order."""
        holders: list[Path_] = [*self.annexes, ()]
        lists = [(*holder, "measures") for holder in holders]
        return [(*path, number) for path in lists for number in range(len(self.at(path) or ()))]

    @cached_property
    def named(self) -> Mapping[tuple[str, str], list[Path_]]:
        """The paths of the measures by their titles, ids and numbers, each with its key."""
        found: dict[tuple[str, str], list[Path_]] = defaultdict(list)
        for path in self.measures:
            for key in ("title", "id", "number"):
                found[key, squeeze(str(self.at((*path, key)) or ""))].append(path)
        return found

    @cached_property
    def _starts(self) -> dict[Path_, int]:
        """Where each measure begins in the words: at its title, else at its text, behind the one before."""
        found, after = {}, 0
        for path in self.measures:
            measure = self.at(path)
            title, text = (squeeze(str(measure.get(key) or "")) for key in ("title", "description"))
            at = self.source.words.find(text, after) if text else -1
            top = self.source.words.find(title, after, at + len(title) if at >= 0 else None) if title else -1
            start = top if top >= 0 else at
            found[path] = start if start >= 0 else after
            after = max(at + len(text), top + len(title), after)
        return found

    def start(self, path: Path_) -> int:
        """Return where a measure of the draft begins in the words."""
        return self._starts[path]

    def region(self, start: int) -> tuple[int, int]:
        """Return the part of the words that the measure which begins at a position takes."""
        behind = bisect_right(self.starts, start)
        return start, self.starts[behind] if behind < len(self.starts) else len(self.source.words)

    def measure_at(self, at: int) -> Path_ | None:
        """Return the measure of the draft in whose part of the words a position is."""
        before = [path for path, start in self._starts.items() if start <= at]
        return max(before, key=self.start, default=None)

    # --- lines ----------------------------------------------------------------------------------------

    def is_in_one_line(self, path: Path_) -> bool:
        """Return whether the list at a path stands behind its key, in brackets."""
        return path in self.document.keys and self.document.keys[path][0] == self.document.values[path][0]

    def extent(self, path: Path_) -> tuple[int, int]:
        """Return the lines that the value at a path takes with its key or its dash: first and end, from 0."""
        by_key = isinstance(path[-1], str)
        line, column = (self.document.keys if by_key else self.document.values)[path]
        least = column if by_key else column - 1
        end = line
        while end < len(self.lines) and _indent(self.lines[end]) >= least:
            end += 1
        return line - 1, end

    def filled(self, units: Sequence[Unit], *, judged: bool = False) -> Filled:
        """Return the lines with proposals in them.

        Where the draft reads the words otherwise, its own lines stay, with what is proposed in the mark; to be ``judged``,
        the proposal stands in their place.
        """
        swapped = {self.extent(unit.replaces)[0]: unit for unit in units if unit.replaces}
        added = self._added([unit for unit in units if unit.replaces is None and not isinstance(unit.holder, Unit)])
        inner = defaultdict(list)
        for unit in units:
            if isinstance(unit.holder, Unit):
                inner[unit.holder].append(unit)
        filled, number = Filled(), 0
        while number <= len(self.lines):
            for indent, unit, head in added.get(number, ()):
                filled.add([f"{' ' * (indent - 2)}{unit.key}:"] if head else [])
                _write(filled, unit, indent, inner)
            if number == len(self.lines):
                break
            number = self._next(filled, number, swapped.get(number), judged=judged)
        if any(unit.key in ("measures", "annexes") for unit in units):
            filled.lines = list(_numbered(filled.lines))
        return filled

    def _next(self, filled: Filled, number: int, unit: Unit | None, *, judged: bool) -> int:
        """Write the next line of the draft, or what is proposed in its place; return the number of the one behind."""
        if unit is None or unit.replaces is None:
            filled.add([self.lines[number]])
            return number + 1
        if judged:
            first, *rest = _own_lines(unit, indent := _indent(self.lines[number]))
            dash = self.lines[number].lstrip().startswith("- ") and not unit.is_item
            filled.add([f"{' ' * indent}- {first.lstrip()}" if dash else first, *rest], unit)
            return self.extent(unit.replaces)[1]
        filled.add([_otherwise(self.lines[number], unit)])
        return number + 1

    def _added(self, units: Sequence[Unit]) -> Mapping[int, list[tuple[int, Unit, bool]]]:
        """Return, by the line before which they stand, proposals with their indentation and whether their list begins with them."""
        found: dict[int, list[tuple[int, Unit, bool]]] = defaultdict(list)
        begun: set[tuple[object, str]] = set()
        for unit in sorted(units, key=self._order):
            holder = unit.holder
            assert isinstance(holder, tuple)
            listed = (*holder, unit.key)
            indent = 0 if not holder else self._indent_of(holder)
            if unit.is_item and self.at(listed):
                found[self._among(listed, unit)].append((indent + 2, unit, False))
                continue
            head = unit.is_item and (holder, unit.key) not in begun
            begun.add((holder, unit.key))
            found[self._behind(holder, unit.key)].append((indent + 2 * unit.is_item, unit, head))
        return found

    def _order(self, unit: Unit) -> tuple[int, int]:
        order = MEASURE if unit.key in FACTS else NOTICE if unit.key in NOTICE else MEASURE
        return order.index(unit.key), start_of(unit, self.source)

    def _indent_of(self, holder: Path_) -> int:
        return self.document.values[holder][1] - 1

    def _among(self, listed: Path_, unit: Unit) -> int:
        """Return the line in a list before which an item stands: in the order of the text for measures, else at its end."""
        items = range(len(self.at(listed)))
        if unit.key == "measures":
            start = start_of(unit, self.source)
            behind = next((number for number in items if self.start((*listed, number)) > start), None)
            if behind is not None:
                return self.extent((*listed, behind))[0]
        return self.extent((*listed, items[-1]))[1]

    def _behind(self, holder: Path_, key: str) -> int:
        """Return the line before which a key stands that a mapping of the draft does not have."""
        if holder and (len(holder) > 2 or holder[0] != "annexes"):
            return self.extent(holder)[1]
        order = ANNEX if holder else NOTICE
        before = [each for each in self.at(holder) if each in order and order.index(each) <= order.index(key)]
        return max(self.extent((*holder, each))[1] for each in before)


def start_of(unit: Unit, source: SourceText) -> int:
    """Return where the title of a proposed measure or annex stands in the words; 0 for other proposals."""
    title = unit.value.get("title") if unit.key in ("measures", "annexes") and isinstance(unit.value, dict) else None
    words = squeeze(str(title["text"] if isinstance(title, dict) and "text" in title else title or ""))
    return max(source.words.rfind(words) if unit.key == "annexes" else source.words.find(words), 0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 10**6


def _write(filled: Filled, unit: Unit, indent: int, inner: Mapping[Unit, Sequence[Unit]]) -> None:
    """Write a proposal, and what belongs to it."""
    filled.add(_own_lines(unit, indent), unit)
    head = ""
    for each in sorted(inner.get(unit, ()), key=lambda one: (MEASURE + ANNEX).index(one.key)):
        filled.add([f"{' ' * (indent + 2)}{each.key}:"] if each.is_item and each.key != head else [])
        head = each.key
        _write(filled, each, indent + 2 + 2 * each.is_item, inner)


def _own_lines(unit: Unit, indent: int) -> Iterator[str]:
    """Yield the lines of a proposal, with the mark."""
    space, dash = " " * indent, "- " if unit.is_item else f"{unit.key}: "
    if unit.key == "description" and isinstance(unit.value, str):
        yield f"{space}description: | # {_said(unit)}"
        yield from block("", _text(unit.value), indent)[1:]
        return
    if unit.key not in ("measures", "annexes") or not isinstance(unit.value, dict):
        yield f"{space}{dash}{inline(unit.value)} # {_said(unit)}"
        return
    first = dash
    for key, value in unit.value.items():
        if key == "description" and isinstance(value, str) and first != dash:
            yield from block(key, _text(value), indent + 2)
        else:
            mark = f" # {_said(unit)}" if first == dash or key in _ROLES else ""
            yield f"{space}{first}{key}: {inline(value)}{mark}"
        first = "  "


_ROLES = ("leads", "unit-role")


def _text(value: str) -> list[str]:
    return [line for line in map(str.strip, value.split("\n")) if line] or [""]


def _said(unit: Unit) -> str:
    name = shown_name(unit.origin.file)
    return f"{GAP}: proposed by {name} 由 {name} 提出，请核对"


def _otherwise(line: str, unit: Unit) -> str:
    """Return a line of the draft with what is proposed instead in its mark."""
    name, value = shown_name(unit.origin.file), inline(unit.value).replace(GAP, "")
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    said = f"{name} proposes otherwise 由 {name} 提出不同读法: {shown}"
    return f"{line}; {said}" if GAP in line else f"{line} # {GAP}: {said}"


def shown_name(file: Path) -> str:
    """Return the name of a file as a comment can hold it."""
    return "".join(sign if sign.isprintable() else "?" for sign in file.name.replace(GAP, ""))[:80]


def _numbered(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines in which the positions of each list of measures count from 1."""
    indent, count = -1, 0
    for line in lines:
        if begun := _LIST.fullmatch(line):
            indent, count = len(begun[1]) + 4, 0
        found = _POSITION.fullmatch(line)
        if found and len(found[1]) == indent:
            count += 1
            yield f"{found[1]}position: {count}{found[2]}"
        else:
            yield line
