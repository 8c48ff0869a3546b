"""Charts that are drawn when the site is built: bars in SVG, and the same numbers as a table beside them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from tongbao.errors import Text
from tongbao.network.labels import width
from tongbao.publish.render import View

BAR, GAP, LONG = 18, 8, 360
"""Pixels: how high a bar is, the gap below it, and how long the longest is."""
WIDER = 1.3
"""Letters and digits are wider in some fonts than the width that is reckoned with."""
LONGEST = 44
"""Columns of a label; a longer one is cut, the table has it whole."""


class Bar(NamedTuple):
    """One bar: a thing as a term, with its name if that is not its own, or a text; its value, and what it was before."""

    label: tuple[str, str | Text] | str | Text
    value: Decimal | int
    before: Decimal | None = None
    unit: Text | None = None
    """The unit of measure."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, in their order."""

    title: Text
    bars: list[Bar]
    hint: Text | None = None
    apart: bool = False
    """Whether each bar has a scale of its own, for bars of different units."""

    def svg(self, view: View) -> Markup:
        """Draw the chart; colours come from the style sheet."""
        names = [_cut(self._name(bar, view)) for bar in self.bars]
        left = WIDER * max(map(width, names), default=0.0) + 12
        most = max((max(bar.value, bar.before or 0) for bar in self.bars), default=1) or 1
        rows = [
            self._row(bar, name, n, left, most, view)
            for n, (bar, name) in enumerate(zip(self.bars, names, strict=True))
        ]
        right = WIDER * max((width(self._said(bar, view)) for bar in self.bars), default=0.0) + 12
        high, wide = len(rows) * (BAR + GAP), left + LONG + right
        head = Markup(
            '<svg class="chart" role="group" aria-label="{}" viewBox="0 0 {:.0f} {}" width="{:.0f}" height="{}">'
        )
        return head.format(view.say(self.title), wide, high, wide, high) + Markup("").join(rows) + Markup("</svg>")

    @staticmethod
    def _name(bar: Bar, view: View) -> str:
        if isinstance(bar.label, Text):
            return view.say(bar.label)
        if isinstance(bar.label, tuple):
            thing, name = bar.label
            return (view.say(name) if isinstance(name, Text) else name) or view.name(thing)
        return bar.label

    @staticmethod
    def _said(bar: Bar, view: View) -> str:
        number = f"{bar.before} → {bar.value}" if bar.before is not None else f"{bar.value:,}"
        return f"{number} {view.say(bar.unit)}".strip() if bar.unit else number

    def _row(self, bar: Bar, name: str, n: int, left: float, most: Decimal | int, view: View) -> Markup:
        top = n * (BAR + GAP)
        scale = max(bar.value, bar.before or 0) if self.apart else most
        text = Markup('<text x="{:.1f}" y="{}" text-anchor="end">{}</text>').format(left - 8, top + 14, name)
        if isinstance(bar.label, tuple) and not isinstance(bar.label, Text) and (way := view.to(bar.label[0])):
            text = Markup('<a href="{}">{}</a>').format(way, text)
        row = text
        for value, cls in ((bar.before, "was"), (bar.value, "is")):
            if value is not None:
                long = float(LONG * value / (scale or 1))
                thin = bar.before is not None
                y = top + (BAR // 2 if thin and cls == "is" else 0)
                shape = '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
                row += Markup(shape).format(cls, left, y, max(long, 1.0), BAR // 2 - 1 if thin else BAR)
        longest = max(float(LONG * value / (scale or 1)) for value in (bar.value, bar.before or 0))
        return row + Markup('<text x="{:.1f}" y="{}">{}</text>').format(
            left + longest + 6, top + 14, self._said(bar, view)
        )


def _cut(name: str) -> str:
    while width(name) > width("x" * LONGEST):
        name = f"{name[: len(name) * 9 // 10 - 1]}…"
    return name
