"""Checks across notices: for problems that appear only when all notices are compared.

The data that a check needs of a notice are remembered when the notice is made, because an unchanged notice is not read
again (``pipeline/state.py``; ``spark/tables.py`` on many machines). A check is a function here, with its name in ``CHECKS``.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from tongbao.errors import Text
from tongbao.load.reader import Path_


class Remembered(Protocol):
    """The remembered data of all notices."""

    def same_numbers(self) -> Iterator[tuple[str, str, str]]:
        """Yield each notice with the document number of an earlier one: the notice, the earlier one (folder/id), the number."""


class Fault(NamedTuple):
    """What is wrong with one notice when compared with others."""

    notice: str
    """Its folder and id: ``2023/xiamen-2023-64``."""
    path: Path_
    """The key in its YAML that is at fault."""
    code: str
    what: Text
    cure: Text


def one_number_one_notice(remembered: Remembered) -> Iterator[Fault]:
    """Report notices with the document number of another: most likely one was entered twice."""
    cure = Text(
        "Remove one of them, correct the number, or say which replaces the other.",
        "请删去其中一份、改正发文字号，或注明替代关系。",
    )
    for late, first, number in remembered.same_numbers():
        what = Text(
            f"notices/{first}.yaml also has the number {number}.", f"notices/{first}.yaml 的发文字号也是 {number}。"
        )
        yield Fault(late, ("number",), "number-twice", what, cure)


CHECKS: tuple[Callable[[Remembered], Iterator[Fault]], ...] = (one_number_one_notice,)


def faults_across(remembered: Remembered) -> list[Fault]:
    """Return the faults that all checks find."""
    return [fault for check in CHECKS for fault in check(remembered)]
