"""Progress on a terminal; where standard error is not a terminal, nothing is shown."""

import sys
from typing import TYPE_CHECKING, Never, Self

from tongbao.errors import Language, Text
from tongbao.progress import Progress

if TYPE_CHECKING:
    from tqdm import tqdm


class Bars(Progress):
    """Shows each step on one line: its name and, where the total is known, a bar, the rate and the time left."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._bar: tqdm[Never] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def step(self, what: Text, total: int = 0) -> None:
        """Begin a step, on a line that replaces the line of the step before."""
        self._close()
        if not sys.stderr.isatty():
            return
        from tqdm import tqdm  # imported only where somebody sees it

        tqdm.monitor_interval = 0  # no monitor thread: our slow steps report often enough
        form = (_COUNTED if total > 1 else _PLAIN).to(self._language)
        name = what.to(self._language)
        self._bar = tqdm(
            total=total, desc=name, bar_format=form, leave=False, file=sys.stderr, unit="", dynamic_ncols=True
        )

    def done(self, count: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(count)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


_PLAIN = Text("{desc} …", "{desc} ……")
_COUNTED = Text(
    "{desc}  {percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}, {rate_noinv_fmt}, {remaining} left",
    "{desc}  {percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}，{rate_noinv_fmt}，剩余 {remaining}",
)
