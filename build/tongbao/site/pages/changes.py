"""Figures that are given before and after: which, how large each change is, and a picture of it that does not mislead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import pyoxigraph as ox

from tongbao.ask.labels import find_labels
from tongbao.ask.store import Rows, Store
from tongbao.errors import Text
from tongbao.rdf.concepts import MEASUREUNIT, REALISATION
from tongbao.site.headline import Figure, standing_of
from tongbao.site.labels import Labels
from tongbao.site.pages.render import LANGUAGES
from tongbao.site.quantities import Quantity, quantity_said
from tongbao.site.things import Things

NOTHING = Text("", "")


class Measured(NamedTuple):
    """A figure with its unit of measure, and how many of the base unit one of that is; 0 where it is none exactly."""

    number: Decimal
    unit: str
    factor: Decimal
    said: Text
    is_range: bool = False
    kind: str = ""
    """What it measures."""


class Change(NamedTuple):
    """A figure before and after, as an outcome of a measure states it."""

    measure: str
    outcome: str
    counts: Text
    """What is counted."""
    standing: str
    before: Measured
    after: Measured
    is_comparable: bool
    """Whether both can be drawn on one scale: the same period, and units that are exact multiples of one."""

    @property
    def is_achieved(self) -> bool:
        """Tell whether it has happened: plans and promises are another thing."""
        return self.standing == REALISATION.achieved

    @property
    def scaled(self) -> tuple[Decimal, Decimal]:
        """Return both numbers in one unit."""
        if self.before.unit == self.after.unit:
            return self.before.number, self.after.number
        return self.before.number * self.before.factor, self.after.number * self.after.factor

    @property
    def ratio(self) -> Decimal:
        """Return how many times the larger is the smaller; 0 where that cannot be said."""
        low, high = sorted(self.scaled)
        return high / low if self.is_comparable and low > 0 else Decimal(0)


def changes(rows: Rows, vocabulary: Things, labels: Labels) -> Iterator[Change]:
    """Yield the changes that the question ``before-and-after`` finds, in its order; what they count has no name yet."""
    for row in rows:
        values = {name: str(getattr(term, "value", "")) for name, term in row.items()}
        before, after = (_measured(values, when, vocabulary, labels) for when in ("before", "after"))
        same_period = values.get("beforePer") == values.get("afterPer")
        ranges = before.is_range or after.is_range
        yield Change(
            f"<{values['measure']}>",
            f"<{values['outcome']}>",
            NOTHING,
            standing_of(*(f"<{values.get(name, '')}>" for name in ("realisation", "nature"))),
            before,
            after,
            bool(same_period and not ranges and (before.unit == after.unit or (before.factor and after.factor))),
        )


def change_of(figure: Figure, measure: str, before: Quantity, after: Quantity) -> Change:
    """Return a figure of a measure as a change, to be drawn; ``before`` and ``after`` are its quantities."""
    was, now = (
        Measured(one.number, one.unit, one.factor, one.said, one.high is not None, one.kind) for one in (before, after)
    )
    is_comparable = before.beside(after) is not None
    return Change(measure, figure.outcome, figure.counts, figure.standing, was, now, is_comparable)


def named(found: Sequence[Change], store: Store) -> list[Change]:
    """Return changes with the names of what they count."""
    rows = Rows(("outcome",), [(ox.NamedNode(change.outcome[1:-1]),) for change in found])
    chinese, english = (find_labels(rows, language, store) for language in LANGUAGES)
    return [
        change._replace(counts=Text(*(names.get(change.outcome[1:-1], "") for names in (english, chinese))))
        for change in found
    ]


def _measured(values: Mapping[str, str], when: str, vocabulary: Things, labels: Labels) -> Measured:
    number, unit = Decimal(values[when]), f"<{values[f'{when}Unit']}>"
    factor = Decimal(vocabulary.text(unit, "tb:exactFactor") or 0)
    bound, per = (values.get(f"{when}{what}", "") for what in ("Bound", "Per"))
    classifier = values.get(f"{when}Classifier", "")
    high = Decimal(values[f"{when}To"]) if values.get(f"{when}To") else None
    each = f"<{per}>" if per.startswith("http") else per
    said = quantity_said(number, unit, bound and f"<{bound}>", each, classifier, labels, high)
    return Measured(number, unit, factor, said, high is not None, vocabulary.one(unit, "qudt:hasQuantityKind"))


def largest_first(found: Iterable[Change]) -> list[Change]:
    """Return what has been achieved, the largest change first; changes that cannot be compared come last."""
    return sorted((change for change in found if change.is_achieved), key=lambda c: (-c.ratio, c.outcome))


# --- pictures -------------------------------------------------------------------------------------

WIDE, HIGH = 256, 14
"""The width of a picture and the height of its bars."""
THINNEST = 2.0
COUNTABLE = 8
"""Up to so many things are drawn one by one."""


class Block(NamedTuple):
    """A bar or a part of one: where it begins and ends, in the picture's own units, and whether it is ``was`` or ``is``."""

    shows: str
    left: float
    width: float


class Picture(NamedTuple):
    """A change as it is drawn: blocks, or two points on an axis that does not begin at zero; and what is to be said of it."""

    blocks: Sequence[Block] = ()
    points: Sequence[Block] = ()
    ends: tuple[str, str] = ("", "")
    """What stands at the ends of the axis."""
    note: Text | None = None


def pictured(change: Change, labels: Labels) -> Picture:
    """Draw a change so that no length misleads."""
    if not change.is_comparable:
        return Picture(note=_not_comparable(change, labels))
    was, now = change.scaled
    most = max(was, now)
    if most <= 0:
        return Picture()
    if _is_countable(change):
        return Picture([*_one_by_one("was", int(was)), *_one_by_one("is", int(now))])
    if abs(was - now) / most < Decimal("0.01"):
        return _on_axis(change)
    widths = [float(WIDE * number / most) for number in (was, now)]
    blocks = [
        Block(shows, 0, max(round(width, 1), THINNEST if width else 0))
        for shows, width in zip(("was", "is"), widths, strict=True)
    ]
    thin = min(widths) < THINNEST and min(was, now) > 0
    return Picture(blocks, note=_too_thin(change) if thin else None)


def _is_countable(change: Change) -> bool:
    numbers = [side.number for side in (change.before, change.after)]
    is_count = change.before.unit == change.after.unit == MEASUREUNIT.one
    return is_count and all(number == int(number) and 0 <= number <= COUNTABLE for number in numbers)


def _one_by_one(shows: str, count: int) -> Iterator[Block]:
    width = (WIDE - 6 * COUNTABLE) / COUNTABLE
    for n in range(count):
        yield Block(shows, round(n * (width + 6), 1), width)


def _on_axis(change: Change) -> Picture:
    """Put two points that lie close together on a stretch of the axis."""
    was, now = change.scaled
    is_share = change.before.unit == MEASUREUNIT.percent
    gap = abs(was - now) or Decimal(1)
    start, end = min(was, now) - gap, max(was, now) + gap
    if is_share and end > 100 - 2 * gap:
        end = Decimal(100)
    sign = "%" if is_share else ""
    points = [
        Block(shows, round(float(8 + (WIDE - 16) * (number - start) / (end - start)), 1), 0)
        for shows, number in (("was", was), ("is", now))
    ]
    note = Text("The axis does not begin at zero.", "坐标轴不从零开始。")
    return Picture(points=points, ends=(f"{start.normalize():f}{sign}", f"{end.normalize():f}{sign}"), note=note)


def _not_comparable(change: Change, labels: Labels) -> Text:
    one, other = (labels.of(side.unit) for side in (change.before, change.after))
    if change.before.is_range or change.after.is_range:
        return Text("One of the two is a range, so no bars are drawn.", "其中一个数字是范围，因此不画长短。")
    if one == other:
        return Text(
            "The two figures are of different periods, so no bars are drawn.", "两个数字的周期不同，因此不画长短。"
        )
    return Text(
        f"{one.en}s and {other.en.lower()}s cannot be converted exactly, so no bars are drawn.",
        f"{one.zh}与{other.zh}无法精确换算，因此不画长短。",
    )


def _too_thin(change: Change) -> Text:
    was, now = change.scaled
    colour, thin, thick = (
        (Text("grey", "灰条"), change.before, change.after)
        if was < now
        else (Text("blue", "蓝条"), change.after, change.before)
    )
    percent = f"{min(was, now) / max(was, now) * 100:.1g}"
    return Text(
        f"The {colour.en} bar is drawn thicker than it is: {thin.said.en} {'is' if thin.number == 1 else 'are'} "
        f"{Decimal(percent):f}% of {thick.said.en}.",
        f"{colour.zh}画得比实际粗：{thin.said.zh}是{thick.said.zh}的 {Decimal(percent):f}%。",
    )
