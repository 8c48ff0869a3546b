"""Checks across notices: what is wrong only when all of them are looked at together.

No two notices may bear the same mark: their number, say. A notice's marks are remembered when it is made (``pipeline/state.py``;
``spark/work.py`` on many machines), for a notice that has not changed is not read again. A check is its entry in ``CHECKS``;
nothing else names it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from tongbao.errors import Text
from tongbao.load import NoticeFacts
from tongbao.load.reader import Path_
from tongbao.load.source import squeeze
from tongbao.model import QuoteAt


class Check(NamedTuple):
    """One check: the mark that no two notices may share, and what is said where they do."""

    mark: Callable[[NoticeFacts], str | None]
    """Give the mark of a notice; None where it has none."""
    path: Path_
    """The key of the YAML that says so."""
    what: Callable[[str, str], Text]
    """Say what is wrong, given the file of the earlier notice and the mark."""
    cure: Text


class Remembered(Protocol):
    """What is remembered of all notices."""

    def same(self, check: str) -> Iterator[tuple[str, str, str]]:
        """Yield each notice, as folder and id, that bears the mark of an earlier one, that one, and the mark."""


class Fault(NamedTuple):
    """What is wrong with one notice beside the others."""

    notice: str
    """Its folder and id: ``2023/xiamen-2023-64``."""
    path: Path_
    code: str
    what: Text
    cure: Text


def _number(facts: NoticeFacts) -> str | None:
    number = facts.record.number
    if number is None:
        return None
    return squeeze(number.text if isinstance(number, QuoteAt) else number)


CHECKS: Mapping[str, Check] = {
    "number-twice": Check(  # most likely one notice was entered twice
        _number,
        ("number",),
        lambda first, mark: Text(f"{first} bears the number {mark}, too.", f"{first} 的发文字号也是 {mark}。"),
        Text(
            "Remove one of them, correct the number, or say which replaces the other.",
            "请删去其一、改正发文字号，或注明替代关系。",
        ),
    ),
}
"""By the code of the problem."""


def marks_of(facts: NoticeFacts) -> dict[str, str]:
    """Return the marks of a notice by check; one that was replaced has none, for it may share those of its successor."""
    if facts.record.state and facts.record.state.replaced_by:
        return {}
    return {code: mark for code, check in CHECKS.items() if (mark := check.mark(facts))}


def faults_across(remembered: Remembered) -> list[Fault]:
    """Return what all checks find."""
    return [
        Fault(late, check.path, code, check.what(f"notices/{first}.yaml", mark), check.cure)
        for code, check in CHECKS.items()
        for late, first, mark in remembered.same(code)
    ]
