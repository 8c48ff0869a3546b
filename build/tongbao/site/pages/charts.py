"""Charts that are drawn when the site is built: a table whose bars are SVG, so that it is read on any screen, and aloud."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tongbao.errors import Text

VISIBLE = 1.0
"""Percent of the longer bar by which two must differ for their difference to be seen."""
SHORTEST = 0.5
"""Percent that a bar has at least, so that it is seen."""


class Bar(NamedTuple):
    """One row: a thing as a term, with its name if that is not its own, or a text; its value, and what it was before."""

    label: tuple[str, str | Text] | str | Text
    value: Decimal | int | None
    """None where before and after cannot be compared."""
    before: Decimal | None = None
    said: Text | None = None
    """The figure in words, where it is not the value alone."""


class Length(NamedTuple):
    """How long a bar is, in percent of the longest, and what it shows: ``is`` or ``was``."""

    shows: str
    percent: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, in their order."""

    title: Text
    bars: list[Bar]
    hint: Text | None = None
    apart: bool = False
    """Whether each row has a scale of its own, for rows of different units."""

    def lengths(self, bar: Bar) -> list[Length]:
        """Return the bars of a row; none where nothing could be seen in them."""
        if bar.value is None:
            return []
        pairs = [("was", bar.before), ("is", bar.value)]
        most = max(self._largest(bar) if self.apart else max(map(self._largest, self.bars)), 1)
        lengths = [(shows, float(100 * value / most)) for shows, value in pairs if value is not None]
        if bar.before is not None and abs(lengths[0][1] - lengths[1][1]) < VISIBLE:
            return []
        return [Length(shows, f"{max(length, SHORTEST):.2f}") for shows, length in lengths]

    @staticmethod
    def _largest(bar: Bar) -> Decimal | int:
        return max(bar.value or 0, bar.before or 0)
