"""Automatic numbers of a DOCX: Word does not store them, it counts them when it shows the text (ECMA-376, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tongbao.intake.original.counting import FORMATS
from tongbao.intake.original.wordml import Element, child, children, number, value

_LEVELS = 9


@dataclass(slots=True)
class _Level:
    """How a level of a list counts and writes: ``text`` has %1 to %9 for the numbers of the levels."""

    format: str
    text: str
    start: int
    is_legal: bool
    restarts: bool
    style: str


@dataclass(slots=True)
class _List:
    """A list of the document: lists with the same ``key`` go on counting from each other."""

    key: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Where this list sets a level back the first time that it is used."""


class Numbering:
    """Counts the numbered paragraphs of a document; ask for each of them in order."""

    def __init__(self, root: Element | None) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def level_of_style(self, number_id: str, style: str) -> int:
        """Return the level of a list that belongs to a paragraph style; 0 where none does."""
        listed = self._lists.get(number_id)
        levels = listed.levels if listed else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, number_id: str, at: int) -> str:
        """Count a paragraph at a level of a list, and return its number as it is printed; nothing for a bullet.

        It ends with a space where Word would set the words apart and the number is not Chinese.
        """
        listed = self._lists.get(number_id)
        if not listed or at not in listed.levels:
            return ""
        counts = self._counts.setdefault(listed.key, {})
        self._count(listed, number_id, counts, at)
        for deeper in [level for level in counts if level > at and _restarts(listed, level)]:
            del counts[deeper]
        return _written(listed, counts, at)

    def _count(self, listed: _List, number_id: str, counts: dict[int, int], at: int) -> None:
        if at in listed.starts and (number_id, at) not in self._used:
            counts[at] = listed.starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else listed.levels[at].start
        self._used.add((number_id, at))


def _restarts(listed: _List, at: int) -> bool:
    return at not in listed.levels or listed.levels[at].restarts


def _written(listed: _List, counts: Mapping[int, int], at: int) -> str:
    level = listed.levels[at]

    def sign(found: re.Match[str]) -> str:
        wanted = int(found[1]) - 1
        own = listed.levels.get(wanted)
        count = counts.get(wanted, own.start if own else 1)
        form = "decimal" if level.is_legal or not own else own.format
        return FORMATS[form](count) if form in FORMATS else ""

    if level.format == "bullet":
        return ""
    said = re.sub("%([1-9])", sign, level.text)
    return f"{said} " if re.search(r"[0-9A-Za-z.)]$", said) else said


def _lists(root: Element) -> dict[str, _List]:
    abstract = {value(one, "abstractNumId"): one for one in children(root, "abstractNum")}
    by_link = {value(link): key for key, one in abstract.items() if (link := child(one, "styleLink")) is not None}
    lists = {}
    for one in children(root, "num"):
        key = value(child(one, "abstractNumId"))
        if key not in abstract:
            continue
        link = child(abstract[key], "numStyleLink")
        key = by_link.get(value(link), key) if link is not None else key
        lists[value(one, "numId")] = _list(one, key, abstract[key])
    return lists


def _list(one: Element, key: str, abstract: Element) -> _List:
    listed = _List(key, {})
    for level in children(abstract, "lvl"):
        listed.levels[number(level, "ilvl")] = _level(level)
    for override in children(one, "lvlOverride"):
        at = number(override, "ilvl")
        if (level := child(override, "lvl")) is not None:
            listed.levels[at] = _level(level)
            listed.key = f"{key}/{value(one, 'numId')}"  # it counts in its own way, so for itself
        if (start := child(override, "startOverride")) is not None:
            listed.starts[at] = number(start, "val")
    listed.levels = {at: level for at, level in listed.levels.items() if at < _LEVELS}
    return listed


def _level(level: Element) -> _Level:
    restart = child(level, "lvlRestart")
    return _Level(
        format=value(child(level, "numFmt")) or "decimal",
        text=value(child(level, "lvlText")),
        start=number(child(level, "start"), "val"),
        is_legal=child(level, "isLgl") is not None,
        restarts=restart is None or number(restart, "val") != 0,
        style=value(child(level, "pStyle")),
    )
