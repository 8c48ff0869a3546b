"""Pictures of figures before and after: no length misleads."""

from decimal import Decimal

import pytest

from tongbao.errors import Text
from tongbao.rdf.concepts import MEASUREUNIT, REALISATION
from tongbao.site.labels import Labels
from tongbao.site.pages.changes import WIDE, Change, Measured, largest_first, pictured

MINUTE, DAY = Decimal(1), Decimal(1440)
LABELS = Labels({MEASUREUNIT.month: Text("Month", "月"), MEASUREUNIT.working_day: Text("Working day", "工作日")})


def change(
    before: str,
    after: str,
    unit: str = MEASUREUNIT.one,
    *,
    other: str = "",
    factors: tuple[Decimal, Decimal] = (MINUTE, MINUTE),
    standing: str = REALISATION.achieved,
) -> Change:
    sides = [
        Measured(Decimal(number), of, factor, Text(number, number))
        for number, of, factor in ((before, unit, factors[0]), (after, other or unit, factors[1]))
    ]
    return Change("<m>", f"<o{before}>", Text(before, before), standing, *sides, not other or all(factors))


def lengths(made: Change) -> list[tuple[str, float]]:
    return [(block.shows, block.width) for block in pictured(made, LABELS).blocks]


def test_bars_are_as_long_as_their_figures() -> None:
    assert lengths(change("100", "25")) == [("was", WIDE), ("is", WIDE / 4)]
    assert lengths(change("25", "100")) == [("was", WIDE / 4), ("is", WIDE)]
    assert pictured(change("100", "25"), LABELS).note is None


def test_units_are_converted() -> None:
    made = change("2", "720", MEASUREUNIT.day, other=MEASUREUNIT.minute, factors=(DAY, MINUTE))
    assert lengths(made) == [("was", WIDE), ("is", WIDE / 4)]
    assert made.ratio == 4


def test_a_bar_too_thin_to_be_seen_says_so() -> None:
    made = change("60", "5", MEASUREUNIT.day, other=MEASUREUNIT.minute, factors=(DAY, MINUTE))
    assert lengths(made)[1][1] > WIDE * 5 / (60 * 1440)
    note = pictured(made, LABELS).note
    assert note
    assert note.en == "The blue bar is drawn thicker than it is: 5 are 0.006% of 60."


def test_few_things_are_drawn_one_by_one() -> None:
    assert [shows for shows, _ in lengths(change("3", "1"))] == ["was"] * 3 + ["is"]
    assert lengths(change("3", "0"))[-1][0] == "was"


@pytest.mark.parametrize(("before", "after"), [("99.983", "99.992"), ("50", "50.2"), ("100", "99.9"), ("99.9", "100")])
def test_what_lies_close_together_is_put_on_an_axis_that_does_not_begin_at_zero(before: str, after: str) -> None:
    made = pictured(change(before, after, MEASUREUNIT.percent), LABELS)
    assert made.note
    was, now = (point.left for point in made.points)
    assert 0 < was < WIDE
    assert 0 < now < WIDE
    assert (was < now) == (float(before) < float(after))
    assert float(made.ends[1].rstrip("%")) <= 100


def test_what_cannot_be_converted_is_not_drawn() -> None:
    made = pictured(
        change("3", "7", MEASUREUNIT.month, other=MEASUREUNIT.working_day, factors=(Decimal(0), Decimal(0))), LABELS
    )
    assert (made.blocks, made.points) == ((), ())
    assert made.note == Text(
        "Months and working days cannot be converted exactly, so no bars are drawn.",
        "月与工作日无法精确换算，因此不画长短。",
    )


def test_the_largest_change_comes_first_and_plans_are_left_out() -> None:
    made = [change("10", "9"), change("100", "1"), change("1000", "1", standing=REALISATION.target), change("5", "0")]
    assert [one.before.number for one in largest_first(made)] == [100, 10, 5]
