"""Numbers and dates are read in a text as it is laid out: lines, pages and cells part them, or only seem to."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import codes

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
        ("惠及群众56\n\n— 6 —\n\n78户。", ["5678"]),
        ("惠及群众56\n－6－\n78户。", ["5678"]),
        ("惠及群众56\n\n第 6 页 共 12 页\n\n78户。", ["5678"]),
        ("惠及群众56\n\n6\n\f78户。", ["5678"]),
        ("惠及群众56\n\f6\n78户。", ["5678"]),
        ("投资3.\n— 6 —\n5亿元", ["3.5"]),
        ("惠及56\n— 6 —\n2\n推行就近办", ["56", "2"]),
        ("惠及56户\n— 6 —\n帮扶78户", ["56", "78"]),
        ("投入320\n\f4\n推行就近办", ["320", "4"]),
        ("完成整改3—5处。", ["3"]),
        ("增速\n\n－5%\n", ["-5"]),
        ("增速为 −5%。", ["-5"]),
        ("建成：\n- 5家站点\n－ 7处驿站\n", ["5", "7"]),
        ("建成3家\n- 5家获评\n", ["3", "5"]),
        ("建成下列站点：\n－5家站点；\n－7处驿站。\n", ["5", "7"]),
        ("目标 - 5年", ["5"]),
        ("材料3 － 5份", ["3"]),
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
        ("于2023年\n\n— 3 —\n\n11月建成", (2023, 11)),
        ("于2023年1\n— 3 —\n1月建成", (2023, 11)),
    ],
)
def test_dates_of_a_layout(text: str, parts: tuple[int, ...]) -> None:
    assert read(text).all_dates[0].parts == parts


def test_places_are_those_of_the_words() -> None:
    prints = read("完成整改\n\n— 6 —\n\n420处，惠及群众56\n\n78户。建成站点7 0个。")
    words = prints.source.words
    amounts = prints.amounts(prints.source.whole)
    assert [words[amount.at : amount.end] for amount in amounts] == ["420处", "5678户", "70个"]


@pytest.mark.parametrize(
    "sign",
    [
        "3 ",
        "—1—\n",
        "1\n\n",
        "一",
        "每年3个",
        "半年",
        "1、",
        "3+",
        "2022年7月",
        "单位：户\n3\n",
        "附件1\n\n",
        "量（件）\n",
    ],
)
def test_a_long_text_takes_time_in_proportion(sign: str) -> None:
    text = "完成\n" + sign * (5_000 // len(sign)) + "处"
    prints = read(text)
    assert len([*chain(prints.amounts(prints.source.whole), prints.all_dates)]) <= len(text)


@pytest.mark.parametrize(
    ("value", "quote", "found"),
    [
        ({"number": 5678, "classifier": "户"}, "惠及群众56— 6 —78户", []),
        ({"number": 78, "classifier": "户"}, "78户", ["number-not-printed"]),
        ({"number": 56}, "惠及群众56", ["number-not-printed"]),
    ],
)
def test_a_number_goes_on_behind_the_mark_of_a_page(
    value: dict[str, Any], quote: str, found: list[str], tmp_path: Path
) -> None:
    fact = {"id": "f", "counts": "某事", "reading": "amount", "realisation": "achieved", "value": value, "quote": quote}
    text = "推行一次办\n\n惠及群众56\n\n— 6 —\n\n78户。"
    measure = {"id": "m", "title": "推行一次办", "description": "惠及群众56—6—78户。", "outcomes": [fact]}
    assert codes(tmp_path, text, measures=[measure]) == found


def table(head: str, *rows: str) -> str:
    body = "\n\n".join(f"{number}\n\n推行一次办\n\n{row}" for number, row in enumerate(rows, 1))
    return f"附件 1\n\n各项举措\n\n{head}\n\n{body}\n\n附件 2\n\n其他\n\n88\n\n完"


@pytest.mark.parametrize(
    ("text", "number", "read_as"),
    [
        (table("单位：万元\n\n序号 举措 投入", "320", "45"), "320", ["320万元"]),
        (table("（单位：户）\n\n序号 举措 惠及", "1,320", "45"), "1320", ["1320户"]),
        (table("单位：人民币亿元\n序号\t举措\t投入", "3.2\t45"), "3.2", ["3.2亿元"]),
        (table("金额单位：万元\n\n序号 举措 投入", "320"), "320", ["320", "320万元"]),
        (table("单位：万元\n\n序号 举措 投入", "320万"), "320", ["320万"]),
        (table("单位：元\n\n序号 举措 投入", "320万"), "320", ["320万元"]),
        (table("单位：万元\n\n序号 举措 投入", "320\n\n个体户一次办"), "320", ["320个", "320万元"]),
        (table("序号 举措 投入（万元） 惠及（户）", "320\n\n45", "7\n\n9"), "45", ["45户"]),
        (table("序号 举措 投入（万元） 惠及（户）", "320\n\n45", "7\n\n9"), "7", ["7万元"]),
        (table("序号 举措 投入（万元） 惠及", "320\n\n45", "7\n\n9"), "320", ["320"]),
        (table("单位：万元、户\n\n序号 举措 投入", "320"), "320", ["320"]),
        (table("责任单位：万元\n\n序号 举措 投入", "320"), "320", ["320"]),
        (table("单位：市公安局\n\n序号 举措 投入", "320"), "320", ["320"]),
        (table("单位：万元\n\n序号 举措 投入", "320"), "1", ["1"]),
        (table("单位：万元\n\n序号 举措 投入", "320"), "88", ["88"]),
        (table("单位：万元\n\n序号 举措 做法", "涉及5大领域。"), "5", ["5"]),
        (table("单位：万元\n\n序号 举措 做法", "涉及 35 个领域。"), "35", ["35个"]),
        (table("金额单位：万元\n\n序号 举措 做法", "减免金额150，得分98。"), "150", ["150", "150万元"]),
        (table("金额单位：万元\n\n序号 举措 做法", "减免金额150，得分98。"), "98", ["98"]),
        (table("单位：万元/户\n\n序号 举措 投入", "320"), "320", ["320万元"]),
        (table("规模为3台（套）\n\n序号 举措 投入", "320"), "320", ["320"]),
    ],
)
def test_a_heading_gives_the_cells_below_it_their_unit(text: str, number: str, read_as: list[str]) -> None:
    prints = read(text)
    found = next(one for one in prints.amounts(prints.source.whole) if f"{one.number:f}" == number)
    assert [f"{one.number:f}{one.scale}{one.words}" for one in prints.readings(found)] == read_as


@pytest.mark.parametrize(
    ("quantity", "found"),
    [
        ({"number": 320, "scale": "万", "unit": "yuan"}, []),
        ({"number": 320}, ["scale-not-printed", "unit-not-printed"]),
        ({"number": 320, "unit": "yuan"}, ["scale-not-printed"]),
        ({"number": 320, "classifier": "户"}, ["scale-not-printed", "unit-not-printed"]),
    ],
)
def test_a_quantity_repeats_the_unit_of_its_heading(quantity: dict[str, Any], found: list[str], tmp_path: Path) -> None:
    fact = {
        "id": "f",
        "counts": "投入",
        "reading": "amount",
        "realisation": "achieved",
        "value": quantity,
        "quote": "320",
    }
    measure = {"id": "m", "title": "推行一次办", "description": "320", "outcomes": [fact]}
    annex = {"number": 1, "title": "各项举措", "order": {"basis": "as-given"}, "measures": [measure]}
    text = table("单位：万元\n\n序号 举措 投入", "320")
    assert codes(tmp_path, "现予公布。", tail=text, annexes=[annex]) == found


@pytest.mark.parametrize(("classifier", "right"), [("户", True), ("个", False)])
def test_cells_on_one_line_are_known_by_those_around_them(classifier: str, right: bool, tmp_path: Path) -> None:
    value = {"number": 320, "classifier": classifier}
    fact = {"id": "f", "counts": "惠及", "reading": "amount", "realisation": "achieved", "value": value, "quote": "320"}
    cells = {"title": "推行一次办", "lead-cell": "市公安局", "leads": ["市公安局"], "description": "服务群众。"}
    measure = {"id": "m", "position": 1, **cells, "other-cells": ["320"], "outcomes": [fact]}
    leads = {"basis": "column-heading", "quote": "牵头单位"}
    annex = {"number": 1, "title": "各项举措", "order": {"basis": "as-given"}, "leads": leads, "measures": [measure]}
    text = "附件 1\n\n各项举措\n\n单位：户\n\n序号 举措 牵头单位 惠及 做法\n\n1 推行一次办 市公安局 320 服务群众。"
    assert codes(tmp_path, "现予公布。", tail=text, annexes=[annex]) == ([] if right else ["classifier-not-printed"])
