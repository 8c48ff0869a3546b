"""Charts that are drawn when the site is built: tables with bars in SVG, which any screen and any screen reader can show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tongbao.errors import Text

VISIBLE = 1.0
"""The smallest visible difference between two bars, in percent of the longer one."""
SHORTEST = 0.5
"""The smallest length of a bar, in percent, so that it is visible."""


class Bar(NamedTuple):
    """One row: a thing as a term, perhaps with another name, or a text; its value, and its earlier value."""

    label: tuple[str, str | Text] | str | Text
    value: Decimal | int | None
    """None where before and after cannot be compared."""
    before: Decimal | None = None
    said: Text | None = None
    """The figure in words, where it is more than the value."""


class Length(NamedTuple):
    """The length of a bar, in percent of the longest, and what it shows: ``is`` or ``was``."""

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
        """Return the bars of a row; none where they would show nothing."""
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
