"""Numbers and dates are read in a text as it is laid out: lines, pages and cells part them, or only seem to."""

from itertools import chain

import pytest

from tongbao.load.prints import Prints
from tongbao.load.source import SourceText


def read(text: str) -> Prints:
    return Prints(SourceText.of(text), 2024)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("惠及群众56\n78户。", ["5678"]),
        ("惠及群众56\n\n78户。", ["5678"]),
        ("惠及群众56\r\n\r\n78户。", ["5678"]),
        ("惠及群众56\n\n\n78户。", ["56", "78"]),
        ("建成站点7 0个。", ["70"]),
        ("建成站点１ ２ ５个。", ["125"]),
        ("建成站点5 678个。", ["5678"]),
        ("环节\n\n7\n\n150\n\n4 家。", ["7", "150", "4"]),
        ("办结量\n\n7\n\n150件。", ["7", "150"]),
        ("完成整改\n\n— 6 —\n\n420处。", ["420"]),
        ("完成整改\n- 12 -\n420处，其中30处", ["420", "30"]),
        ("完成整改3—5处。", ["3"]),
        ("时限压缩至\n\n6\n\n下一项推行容缺受理", ["6"]),
    ],
)
def test_numbers_of_a_layout(text: str, numbers: list[str]) -> None:
    prints = read(text)
    assert [f"{amount.number:f}" for amount in prints.amounts(prints.source.whole)] == numbers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("于2023 年1 1 月建成", (2023, 11)),
        ("于2023年1\n1月建成", (2023, 11)),
        ("于2023年\n\n— 3 —\n\n11月建成", (2023,)),
    ],
)
def test_dates_of_a_layout(text: str, parts: tuple[int, ...]) -> None:
    assert read(text).all_dates[0].parts == parts


def test_places_are_those_of_the_words() -> None:
    prints = read("完成整改\n\n— 6 —\n\n420处，惠及群众56\n\n78户。建成站点7 0个。")
    words = prints.source.words
    amounts = prints.amounts(prints.source.whole)
    assert [words[amount.at : amount.end] for amount in amounts] == ["420处", "5678户", "70个"]


@pytest.mark.parametrize("sign", ["3 ", "—1—\n", "1\n\n", "一", "每年3个", "半年", "1、", "3+", "2022年7月"])
def test_a_long_text_takes_time_in_proportion(sign: str) -> None:
    text = "完成\n" + sign * (5_000 // len(sign)) + "处"
    prints = read(text)
    assert len([*chain(prints.amounts(prints.source.whole), prints.all_dates)]) <= len(text)
