"""Checks across notices: what is wrong only when all of them are looked at together.

What a check needs of a notice is remembered when the notice is made (``pipeline/state.py``; ``spark/tables.py`` on many machines), for a notice that
has not changed is not read again. A check is a function here and its name in ``CHECKS``.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from tongbao.errors import Text
from tongbao.load.reader import Path_


class Remembered(Protocol):
    """What is remembered of all notices."""

    def same_numbers(self) -> Iterator[tuple[str, str, str]]:
        """Yield each notice, as folder and id, that bears the document number of an earlier one, that one, and the number."""


class Fault(NamedTuple):
    """What is wrong with one notice beside the others."""

    notice: str
    """Its folder and id: ``2023/xiamen-2023-64``."""
    path: Path_
    """The key of its YAML that says so."""
    code: str
    what: Text
    cure: Text


def one_number_one_notice(remembered: Remembered) -> Iterator[Fault]:
    """Find notices that bear the document number of another: most likely one was entered twice."""
    cure = Text(
        "Remove one of them, correct the number, or say which replaces the other.",
        "请删去其一、改正发文字号，或注明替代关系。",
    )
    for late, first, number in remembered.same_numbers():
        what = Text(
            f"notices/{first}.yaml bears the number {number}, too.", f"notices/{first}.yaml 的发文字号也是 {number}。"
        )
        yield Fault(late, ("number",), "number-twice", what, cure)


CHECKS: tuple[Callable[[Remembered], Iterator[Fault]], ...] = (one_number_one_notice,)


def faults_across(remembered: Remembered) -> list[Fault]:
    """Return what all checks find."""
    return [fault for check in CHECKS for fault in check(remembered)]
