"""The figures of a measure as people read them, and which of them stands for it wherever there is room for one.

The order: what is achieved before all else; among that a change whose two values can be compared, then time, then money,
then the largest number. The standing of a figure goes wherever the figure goes: what is intended is never taken for a result.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from tongbao.errors import Text
from tongbao.rdf.concepts import MEASUREUNIT, NATURE, QUANTITYKIND, READING, REALISATION
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
    standing: str
    """How it stands to its measure, as a term: see ``standing_of``."""
    rank: int = 0
    """Which sort it is, the best first: the place of the sort in ``SORTS``."""
    size: Decimal = Decimal(0)
    """By how much it comes before others of its sort."""
    before: Text = NOTHING
    after: Text = NOTHING

    @property
    def is_achieved(self) -> bool:
        """Tell whether it has been reached."""
        return self.standing == REALISATION.achieved

    @property
    def is_change(self) -> bool:
        """Tell whether it says what was before."""
        return self.before != NOTHING


STANDINGS = (
    *(REALISATION.achieved, REALISATION.in_progress, REALISATION.projected, REALISATION.intended, REALISATION.target),
    *(REALISATION.promised_standard, NATURE.input, NATURE.scope, NATURE.design, NATURE.context),
)
SORTS = ("change", "time", "money", "number")


def standing_of(realisation: str, nature: str) -> str:
    """Return how far an outcome has been reached, as a term; of a figure that is none, what it is instead.

    So the size of what a measure covers is never counted among its results, whether it has been reached or not.
    """
    return realisation if nature == NATURE.outcome else nature


def read_standing(things: Things, outcome: str) -> str:
    """Return the standing of a figure."""
    return standing_of(things.one(outcome, "tb:realisation"), things.one(outcome, "tb:nature"))


def read_figure(things: Things, outcome: str, labels: Labels) -> Figure:
    """Return the figure that an outcome states."""
    name, standing = labels.of(outcome), read_standing(things, outcome)
    if value := things.one(outcome, "tb:value"):
        found = read_quantity(things, value, labels)
        rank, size = _sort(found)
        return Figure(
            outcome,
            name,
            _as_read(
                _among(found.said, things, outcome),
                things.one(outcome, "tb:reading"),
                is_count=found.unit == MEASUREUNIT.one,
            ),
            standing,
            rank,
            size,
        )
    before, after = quantities(things, outcome, labels)
    said = _among(Text(f"{before.said.en} → {after.said.en}", f"{before.said.zh} → {after.said.zh}"), things, outcome)
    rank, size = _change(before, after)
    return Figure(outcome, name, said, standing, rank, size, before.said, after.said)


def quantities(things: Things, outcome: str, labels: Labels) -> tuple[Quantity, Quantity]:
    """Return what was before a change, and what came after."""
    before, after = (things.one(outcome, name) for name in ("tb:before", "tb:after"))
    return read_quantity(things, before, labels), read_quantity(things, after, labels)


def ranked(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that may stand for a measure, the best first; equal ones stay in their order.

    How a measure is built and what is around it stand for nothing that it does.
    """
    those = (figure for figure in figures if figure.standing not in (NATURE.design, NATURE.context))
    return sorted(those, key=lambda figure: (not figure.is_achieved, figure.rank, -figure.size))


def place_of(figure: Figure) -> int:
    """Return the place of a figure by its standing: what has been reached first, what merely surrounds a measure last."""
    return STANDINGS.index(figure.standing) if figure.standing in STANDINGS else len(STANDINGS)


def in_words(figure: Figure, labels: Labels) -> Text:
    """Say a figure where there is room for a line only: how much, of what, and its standing unless it has been reached."""
    name = labels.of(figure.standing)
    en, zh = ("", "") if figure.is_achieved else (f" ({name.en.lower()})", f"（{name.zh}）")
    return Text(f"{figure.counts.en}: {figure.said.en}{en}", f"{figure.counts.zh}：{figure.said.zh}{zh}")


def finding(figure: Figure) -> Text:
    """Say a figure that has been reached as a heading does; nothing in English where what it counts has no English name."""
    if figure.is_change:
        english = f"{_begun(figure.before.en)} became {figure.after.en}"
        if figure.before.en.replace(",", "").isdecimal():  # 3 of what?
            named = figure.counts.en != figure.counts.zh
            english = f"{_begun(figure.counts.en)}: from {figure.before.en} to {figure.after.en}" if named else ""
        return Text(
            english,
            f"{figure.counts.zh}由{figure.before.zh}变为{figure.after.zh}",
        )
    counts, said = figure.counts, figure.said
    en = "" if counts.en == counts.zh else f"{_begun(counts.en)}: {said.en}"
    return Text(en, f"{counts.zh}{'' if said.zh.startswith('减少') else '：'}{said.zh}")


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def tally(figures: Sequence[Figure], labels: Labels) -> Text:
    """Say how many figures there are, and how they stand: ``3 figures, all achieved``; nothing where there are none."""
    count = len(figures)
    if not count:
        return NOTHING
    counts = Counter(figure.standing for figure in sorted(figures, key=place_of))
    en = f"{count:,} figure{'s' if count > 1 else ''}"
    zh = f"{count:,} 项数据"
    (first, _), *others = counts.items()
    if not others and first == REALISATION.achieved:
        return Text(f"{en}, {'all ' if count > 1 else ''}achieved", f"{zh}，{'均' if count > 1 else ''}已实现")
    names = {standing: labels.of(standing) for standing in counts}
    if count == 1:
        return Text(f"{en}: {names[first].en.lower()}", f"{zh}：{names[first].zh}")
    return Text(
        f"{en}: " + ", ".join(f"{n:,} {names[standing].en.lower()}" for standing, n in counts.items()),
        f"{zh}：" + "，".join(f"{names[standing].zh} {n:,} 项" for standing, n in counts.items()),
    )


def _sort(quantity: Quantity) -> tuple[int, Decimal]:
    """Return the sort of a figure, and its size among its like: that of time and money in the base unit, where that is exact.

    A sum in another currency than yuan has none, for it is not compared; nor has a rank, of which the least is the best.
    """
    if quantity.kind == QUANTITYKIND.time:
        return 1, quantity.number * quantity.factor
    if quantity.kind == QUANTITYKIND.money:
        return 2, quantity.number * quantity.factor
    return 3, Decimal(0) if quantity.kind == QUANTITYKIND.rank else quantity.number


def _change(before: Quantity, after: Quantity) -> tuple[int, Decimal]:
    """Return the sort of a change: one that cannot be compared is what its later value is."""
    pair = before.beside(after)
    if pair is None:
        return _sort(after)
    return 0, abs(pair[0] - pair[1]) / (max(map(abs, pair)) or 1)


def _among(said: Text, things: Things, outcome: str) -> Text:
    """Return a rank with the number of those ranked, where the source gives it."""
    of = things.number(outcome, "tb:outOf")
    return Text(f"{said.en} of {of:,}", f"{said.zh}（共 {of:,} 个）") if of else said


def _as_read(said: Text, reading: str, *, is_count: bool) -> Text:
    """Return a quantity as its reading has it: by so much less, or by so much of what it was."""
    if reading == READING.reduction_by:
        return Text(f"{said.en} {'fewer' if is_count else 'less'}", f"减少{said.zh}")
    if reading == READING.multiple:
        return Text(f"{said.en} as much", said.zh)
    if reading == READING.increase_by:
        return Text(f"{said.en} more", f"增加{said.zh}")
    if reading == READING.relative_increase:
        return Text(f"up by {said.en}", f"增幅{said.zh}")
    if reading == READING.relative_decrease:
        return Text(f"down by {said.en}", f"降幅{said.zh}")
    if reading == READING.relative_change:  # which way is not recorded
        return Text(f"{said.en} change", f"变化{said.zh}")
    return said
