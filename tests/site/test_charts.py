"""Bars are as long as what they show, beside the longest of their chart."""

from decimal import Decimal

import pytest

from tongbao.errors import Text
from tongbao.site.pages.charts import Bar, Chart, Length

TITLE = Text("Days", "天数")
FEW, MANY = Bar("few", 5), Bar("many", 20)
CHANGED = Bar("changed", Decimal(10), before=Decimal(40))


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ([FEW, MANY], [[("is", "25.00")], [("is", "100.00")]]),
        ([FEW, CHANGED], [[("is", "12.50")], [("was", "100.00"), ("is", "25.00")]]),
        ([Bar("none", None), FEW], [[], [("is", "100.00")]]),
        ([Bar("nothing", 0), FEW], [[("is", "0.50")], [("is", "100.00")]]),
    ],
)
def test_bars_of_a_chart_share_the_scale_of_its_longest(bars: list[Bar], expected: list[list[Length]]) -> None:
    chart = Chart(TITLE, bars)
    assert [chart.lengths(bar) for bar in bars] == expected


def test_rows_of_different_units_have_a_scale_each() -> None:
    chart = Chart(TITLE, [FEW, CHANGED], apart=True)
    assert [chart.lengths(bar) for bar in chart.bars] == [[("is", "100.00")], [("was", "100.00"), ("is", "25.00")]]


def test_a_change_too_small_to_be_seen_has_no_bars() -> None:
    bar = Bar("hardly", Decimal(100), before=Decimal("100.5"))
    assert Chart(TITLE, [bar]).lengths(bar) == []
