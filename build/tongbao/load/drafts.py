"""Read a notice that still has open points, to look at it: what does not stand up yet is left out, nothing is made up.

What has a problem is taken out of the record, and the rest is read again, until it is sound. Where a notice as a whole
does not stand up (no title, no source), nothing is left of it.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tongbao import model
from tongbao.errors import Problem
from tongbao.load.decode import corrected
from tongbao.load.facts import NoticeFacts
from tongbao.load.gaps import count_gaps
from tongbao.load.reader import Content, Document, Path_
from tongbao.model.vocabulary import Vocabulary

_ROUNDS = 40
_PATIENT = 8
"""After so many rounds the thing around a problem goes, too: a long list would lose one name a round."""


_BEARABLE = ("row-left-out",)
"""What is missing makes nothing wrong that is there."""
_NAMES = ("unknown-unit", "ambiguous-unit")


class Read(NamedTuple):
    """What reading a notice gave: its facts, or its problems."""

    facts: NoticeFacts | None
    problems: list[Problem]
    faults: Sequence[tuple[str, Path_]] = ()
    """The code of each problem with the record, and where in it that stands; a broken form has no code."""
    in_spite: NoticeFacts | None = None
    """The facts in spite of the problems: some of them may be wrong."""


def read_draft(content: Content, read: Callable[[Document, model.Notice | None], Read], known: Vocabulary) -> Read:
    """Return the facts of a notice as far as they stand up; its problems where nothing of it does."""
    document = content.document()
    if document.problems:
        return Read(None, document.problems)
    value = copy.deepcopy(document.value)
    first = None
    for number in range(_ROUNDS):
        trial = Document(content.file, copy.deepcopy(value), values=document.values if not number else {})
        found = read(trial, corrected(trial, model.Notice, known))
        first = first or found
        faults = [fault for fault in found.faults if fault[0] not in _BEARABLE]
        if found.in_spite and not faults and len(found.faults) == len(found.problems):
            return Read(replace(found.in_spite, open_points=count_gaps(content.text)), [])
        if not _take_out(value, faults, widely=number > _PATIENT):
            break
    assert first
    return first


def _take_out(value: Any, faults: Iterable[tuple[str, Path_]], *, widely: bool) -> bool:
    """Remove what stands at each path or, where nothing does, what is around it; return whether anything was there.

    A name that no unit bears stays, as a printed name.
    """
    named = {path for code, path in faults if code in _NAMES and not widely and _printed(value, path)}
    paths = {path[:-1] if widely else path for _, path in faults if path not in named}
    places = {path[: _reach(value, path)] for path in paths} - {()}
    for path in sorted(places, key=_order, reverse=True):  # the last of a list first: the others keep their places
        del _at(value, path[:-1])[path[-1]]
    return bool(named or places)


def _printed(value: Any, path: Path_) -> bool:
    """Make the name of a unit at a path one that is only printed; return whether there was one that can be."""
    if _reach(value, path) < len(path):
        return False
    holder, name = _at(value, path[:-1]), _at(value, path)
    if isinstance(name, str) and isinstance(holder, list):
        holder[int(path[-1])] = {"printed": name}
        return True
    entry = holder if path[-1] == "unit" else name
    if not (isinstance(entry, dict) and isinstance(entry.get("unit"), str)):
        return False
    entry.setdefault("printed", entry.pop("unit"))
    return True


def _at(value: Any, path: Path_) -> Any:
    for step in path:
        value = value[step]
    return value


def _order(path: Path_) -> list[tuple[bool, int, str]]:
    return [(isinstance(step, str), step if isinstance(step, int) else 0, str(step)) for step in path]


def _reach(value: Any, path: Path_) -> int:
    """Return how many steps of a path lead to something in a value."""
    for number, step in enumerate(path):
        is_there = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if not is_there:
            return number
        value = value[step]
    return len(path)
