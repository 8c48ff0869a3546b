"""The figures of a measure as people read them, and which of them stands for it wherever there is room for one.

The order: what is achieved before all else; among that a change whose two values can be compared, then time, then money,
then the largest number. The status of a figure goes wherever the figure goes: what is intended is never taken for a result.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from tongbao.errors import Text
from tongbao.rdf.concepts import QUANTITYKIND, READING, STATUS
from tongbao.site.labels import Labels
from tongbao.site.quantities import Quantity, read_quantity
from tongbao.site.things import Things

SHOWN = 3
"""How many figures of a measure a page about something else shows."""
NOTHING = Text("", "")


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One figure: what it counts, and how much, in words; for a change, what was before and what is now."""

    outcome: str
    """As an N-Triples term."""
    counts: Text
    said: Text
    status: str
    """As a term."""
    rank: int = 0
    """Which sort it is, the best first: the place of the sort in ``SORTS``."""
    size: Decimal = Decimal(0)
    """By how much it comes before others of its sort."""
    before: Text = NOTHING
    after: Text = NOTHING

    @property
    def is_achieved(self) -> bool:
        """Tell whether it has been reached."""
        return self.status == STATUS.achieved

    @property
    def is_change(self) -> bool:
        """Tell whether it says what was before."""
        return self.before != NOTHING


STATUSES = (
    *(STATUS.achieved, STATUS.in_progress, STATUS.projected, STATUS.intended, STATUS.target),
    *(STATUS.standard, STATUS.scope, STATUS.design, STATUS.context),
)
SORTS = ("change", "time", "money", "number")


def read_figure(things: Things, outcome: str, labels: Labels) -> Figure:
    """Return the figure that an outcome states."""
    name, status = labels.of(outcome), things.one(outcome, "tb:status")
    if value := things.one(outcome, "tb:value"):
        found = read_quantity(things, value, labels)
        rank, size = _sort(found)
        return Figure(outcome, name, _as_read(found.said, things.one(outcome, "tb:reading")), status, rank, size)
    before, after = quantities(things, outcome, labels)
    said = Text(f"{before.said.en} → {after.said.en}", f"{before.said.zh} → {after.said.zh}")
    rank, size = _change(before, after)
    return Figure(outcome, name, said, status, rank, size, before.said, after.said)


def quantities(things: Things, outcome: str, labels: Labels) -> tuple[Quantity, Quantity]:
    """Return what was before a change, and what came after."""
    before, after = (things.one(outcome, name) for name in ("tb:before", "tb:after"))  # type: ignore[arg-type]
    return read_quantity(things, before, labels), read_quantity(things, after, labels)


def ranked(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that may stand for a measure, the best first; equal ones stay in their order.

    How a measure is built and what is around it stand for nothing that it does.
    """
    those = (figure for figure in figures if figure.status not in (STATUS.design, STATUS.context))
    return sorted(those, key=lambda figure: (not figure.is_achieved, figure.rank, -figure.size))


def standing(figure: Figure) -> int:
    """Return the place of a figure by its status: what has been reached first, what merely surrounds a measure last."""
    return STATUSES.index(figure.status) if figure.status in STATUSES else len(STATUSES)


def in_words(figure: Figure, labels: Labels) -> Text:
    """Say a figure where there is room for a line only: how much, of what, and its status unless it has been reached."""
    name = labels.of(figure.status)
    en, zh = ("", "") if figure.is_achieved else (f" ({name.en.lower()})", f"（{name.zh}）")
    return Text(f"{figure.said.en} {figure.counts.en}{en}", f"{figure.said.zh} {figure.counts.zh}{zh}")


def finding(figure: Figure) -> Text:
    """Say a figure that has been reached as a heading does; nothing in English where what it counts has no English name."""
    if figure.is_change:
        return Text(
            f"{_begun(figure.before.en)} became {figure.after.en}",
            f"{figure.counts.zh}由{figure.before.zh}变为{figure.after.zh}",
        )
    counts, said = figure.counts, figure.said
    en = "" if counts.en == counts.zh else f"{_begun(counts.en)}: {said.en}"
    return Text(en, f"{counts.zh}{'' if said.zh.startswith('减少') else '：'}{said.zh}")


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def tally(figures: Sequence[Figure], labels: Labels) -> Text:
    """Say how many figures there are, and of which status: ``3 figures, all achieved``; nothing where there are none."""
    count = len(figures)
    if not count:
        return NOTHING
    counts = Counter(figure.status for figure in sorted(figures, key=standing))
    en = f"{count:,} figure{'s' if count > 1 else ''}"
    zh = f"{count:,} 项数据"
    (first, _), *others = counts.items()
    if not others and first == STATUS.achieved:
        return Text(f"{en}, {'all ' if count > 1 else ''}achieved", f"{zh}，{'均' if count > 1 else ''}已实现")
    names = {status: labels.of(status) for status in counts}
    if count == 1:
        return Text(f"{en}: {names[first].en.lower()}", f"{zh}：{names[first].zh}")
    return Text(
        f"{en}: " + ", ".join(f"{n:,} {names[status].en.lower()}" for status, n in counts.items()),
        f"{zh}：" + "，".join(f"{names[status].zh} {n:,} 项" for status, n in counts.items()),
    )


def _sort(quantity: Quantity) -> tuple[int, Decimal]:
    """Return the sort of a figure, and its size among its like: that of time in the base unit, where that is exact."""
    if quantity.kind == QUANTITYKIND.time:
        return 1, quantity.number * quantity.factor
    return (2 if quantity.kind == QUANTITYKIND.money else 3), quantity.number


def _change(before: Quantity, after: Quantity) -> tuple[int, Decimal]:
    """Return the sort of a change: one that cannot be compared is what its later value is."""
    pair = before.beside(after)
    if pair is None:
        return _sort(after)
    return 0, abs(pair[0] - pair[1]) / (max(map(abs, pair)) or 1)


def _as_read(said: Text, reading: str) -> Text:
    """Return a quantity as its reading has it: by so much less."""
    return Text(f"{said.en} less", f"减少{said.zh}") if reading == READING.reduction_by else said


class Drawn(NamedTuple):
    """How a change is drawn: two bars in percent of the longer, or two points on a scale that does not begin at zero."""

    before: str = ""
    after: str = ""
    """Empty where there are no bars."""
    points: tuple[str, str] = ("", "")
    """Where the points lie on the scale, in percent."""
    note: Text = NOTHING
    """What a reader has to know of the drawing."""


VISIBLE = Decimal(1)
"""Percent of the longer bar by which two must differ for their difference to be seen."""
SHORTEST = Decimal("0.5")
"""Percent that a bar has at least, so that it is seen."""


def drawn(before: Quantity, after: Quantity, labels: Labels) -> Drawn:
    """Tell how to draw a change, and what to say of it."""
    pair = before.beside(after)
    if pair is None:
        return Drawn(note=_incomparable(before, after, labels))
    most = max(pair)
    if min(pair) < 0 or not most or pair[0] == pair[1]:
        return Drawn()
    shares = [100 * number / most for number in pair]
    if abs(shares[0] - shares[1]) < VISIBLE:
        points = ("25", "75") if pair[0] < pair[1] else ("75", "25")
        return Drawn(points=points, note=_NOT_FROM_ZERO)
    lengths = [f"{max(share, SHORTEST):.2f}".rstrip("0").rstrip(".") for share in shares]
    return Drawn(lengths[0], lengths[1], note=_thicker(before, after, shares))


def _thicker(before: Quantity, after: Quantity, shares: Sequence[Decimal]) -> Text:
    """Say of a bar that is too thin to be seen how thin it would be."""
    if min(shares) >= SHORTEST:
        return NOTHING
    is_after = shares[1] < shares[0]
    thin, thick = (after, before) if is_after else (before, after)
    share = f"{Decimal(f'{min(shares):.1g}'):f}"
    be = "is" if thin.number == 1 else "are"
    return Text(
        f"The {'blue' if is_after else 'grey'} bar is drawn thicker than it is: "
        f"{thin.said.en} {be} about {share}% of {thick.said.en}.",
        f"{'蓝' if is_after else '灰'}条画得比实际粗：{thin.said.zh}约为{thick.said.zh}的 {share}%。",
    )


def _incomparable(before: Quantity, after: Quantity, labels: Labels) -> Text:
    if before.per != after.per:
        return _OTHER_PERIODS
    one, other = labels.of(before.unit), labels.of(after.unit)
    return Text(
        f"A {one.en.lower()} is no exact number of {other.en.lower()}s, so there are no bars."
        if before.kind == after.kind
        else "The two are not of one kind, so there are no bars.",
        f"“{one.zh}”与“{other.zh}”无法精确换算，故不画条形。",
    )


_NOT_FROM_ZERO = Text(
    "The scale does not begin at zero: in bars, no difference would be seen.", "标度不从零开始：若画成条形，看不出差别。"
)
_OTHER_PERIODS = Text("The two are of different periods, so there are no bars.", "两个数值所指时段不同，故不画条形。")
