"""The rows of a table are recorded all, whole and each as its own, however its columns stand and its pages break."""

from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import table_codes

ONE, TWO, THREE = ("推行一次办", "市公安局"), ("推行掌上办", "市税务局"), ("推行联合查", "市交通局")
ALL = (ONE, TWO, THREE)


def measures(*rows: tuple[str, str], **more: list[Any]) -> list[dict[str, Any]]:
    """Return the records of rows, each with its part of what else is recorded."""
    listed = [
        {"id": f"m-{n}", "title": title, "lead-cell": cell, "leads": [cell]} for n, (title, cell) in enumerate(rows)
    ]
    for key, values in more.items():
        for record, value in zip(listed, values, strict=True):
            record |= {key.replace("_", "-"): value} if value else {}
    return listed


def printed(*rows: tuple[str, ...], apart: str = "\n\n") -> str:
    return "".join(apart.join(row) + "\n\n" for row in rows)


NUMBERED = printed(*((str(n), *row) for n, row in enumerate(ALL, 1)))
PLAIN = printed(*ALL)
TEXT = "服务群众。"
DESCRIBED = printed(*((*row, TEXT) for row in ALL))


@pytest.mark.parametrize(
    ("heads", "rows", "recorded", "found"),
    [
        ("序号 举措 牵头单位", NUMBERED, ALL, []),
        ("序号 举措 牵头单位", NUMBERED, ALL[1:], ["row-left-out"]),
        ("序号 举措 牵头单位", NUMBERED, ALL[2:], ["row-left-out"]),
        ("序号 举措 牵头单位", NUMBERED, ALL[:2], ["row-left-out"]),
        ("举措 牵头单位", PLAIN, ALL, []),
        ("举措 牵头单位", PLAIN, ALL[1:], ["row-left-out"]),
        ("举措 牵头单位", PLAIN, ALL[:2], ["row-left-out"]),
        ("举措 牵头单位", PLAIN, (ONE, THREE), ["cell-not-whole"]),
        ("举措 牵头单位", printed(*ALL, apart=" "), ALL, []),
        ("举措 牵头单位", printed(*ALL, apart=" "), ALL[1:], ["row-left-out"]),
        ("举措 牵头单位", printed(*ALL, apart=" "), ALL[:2], ["row-left-out"]),
        ("举措 牵头单位 做法", DESCRIBED, ALL, []),
        ("举措 牵头单位 做法", DESCRIBED, ALL[1:], ["row-left-out"]),
        ("举措 牵头单位 做法", DESCRIBED, ALL[:2], ["row-left-out"]),
        ("举措 牵头单位 做法", DESCRIBED, (ONE, THREE), ["row-left-out"]),
        ("序号 举措 牵头单位", NUMBERED.replace("1\n", "4\n").replace("2\n", "5\n").replace("3\n", "6\n"), ALL, []),
    ],
)
def test_no_row_is_left_out(
    heads: str, rows: str, recorded: tuple[tuple[str, str], ...], found: list[str], tmp_path: Path
) -> None:
    described = {"description": [TEXT] * len(recorded)} if "做法" in heads else {}
    below = "有关单位：市税务局。\n\n抄送：市公安局。"
    assert table_codes(tmp_path, heads, rows, measures(*recorded, **described), below=below) == found


@pytest.mark.parametrize(
    "below",
    [
        "注：\n1. 各区参照执行。\n2. 各单位抓紧落实。\n3. 各单位及时报送。",
        "联系人：张三\n\n4 月 10 日",
        "— 4 —\n\f有关单位：市税务局。",
        "上述举措由 市税务局 汇总。",
    ],
)
def test_what_stands_below_a_table_is_no_row(below: str, tmp_path: Path) -> None:
    rows = printed(*((str(n), *row) for n, row in enumerate(ALL[:2], 1)))
    assert table_codes(tmp_path, "序号 举措 牵头单位", rows, measures(*ALL[:2]), below=below) == []
    assert table_codes(tmp_path, "序号 举措 牵头单位", NUMBERED, measures(*ALL), below=below) == []
    assert table_codes(tmp_path, "举措 牵头单位", PLAIN, measures(*ALL), below=below) == []


TASKS = [["优化审批"], None, ["优化监管"]]


@pytest.mark.parametrize("apart", ["\n\n", " "])
@pytest.mark.parametrize(
    ("rows", "recorded", "more", "found"),
    [
        ((("1", *ONE), TWO, ("2", *THREE)), ALL, {"position": [1, None, 2]}, []),
        ((("1", "优化审批", *ONE), TWO, ("2", "优化监管", *THREE)), ALL, {"other_cells": TASKS}, []),
        ((("1", *ONE), TWO, ("2", *THREE)), ALL, {"position": [1, 2, 2]}, []),
        ((("1", *ONE), TWO, ("2", *THREE)), ALL, {"position": [1, None, 3]}, ["position-not-printed"]),
        ((("1", *ONE), TWO, ("2", *THREE)), (ONE, THREE), {}, ["cell-not-whole"]),
        (
            (("1", "优化审批", *ONE), TWO, ("2", "优化监管", *THREE)),
            ALL,
            {"other_cells": [["优化"], None, ["优化监管"]]},
            ["title-not-whole", "cell-not-printed"],
        ),
    ],
)
def test_rows_share_the_number_of_a_merged_cell(
    rows: tuple[tuple[str, ...], ...],
    recorded: tuple[tuple[str, str], ...],
    more: dict[str, Any],
    found: list[str],
    apart: str,
    tmp_path: Path,
) -> None:
    assert (
        table_codes(tmp_path, "序号 举措 牵头单位", printed(*rows, apart=apart), measures(*recorded, **more)) == found
    )


@pytest.mark.parametrize("apart", ["\n\n", " "])
@pytest.mark.parametrize("left", [None, 0, 1, 2])
def test_a_task_and_its_rows_have_cells_on_all_sides(apart: str, left: int | None, tmp_path: Path) -> None:
    rows = (
        ("1", "优化审批", *ONE, "市税务局", "2025年10月底"),
        (*TWO, "市交通局等", "长期"),
        ("2", "优化监管", *THREE, "市公安局", "2025年6月底"),
    )
    others = [["优化审批", "市税务局", "2025年10月底"], ["市交通局等", "长期"], ["优化监管", "市公安局", "2025年6月底"]]
    records = measures(*ALL, other_cells=others)
    kept = [record for number, record in enumerate(records) if number != left]
    found = table_codes(tmp_path, "序号 任务 举措 牵头单位 配合单位 时限", printed(*rows, apart=apart), kept)
    assert (found == []) is (left is None), found


@pytest.mark.parametrize(("title", "right"), [("推行掌上办", True), ("掌上办", False)])
def test_a_title_in_a_merged_row_is_whole(title: str, right: bool, tmp_path: Path) -> None:
    rows = printed(("1", *ONE), ("推行\n掌上办", TWO[1]), ("2", *THREE))
    found = table_codes(tmp_path, "序号 举措 牵头单位", rows, measures(ONE, (title, TWO[1]), THREE))
    assert found == ([] if right else ["cell-not-whole", "title-not-whole"])


LEADS_FIRST = printed(*((str(n), cell, title, TEXT) for n, (title, cell) in enumerate(ALL, 1)))
SAME = [(title, "市公安局") for title, _ in ALL]


@pytest.mark.parametrize(
    ("heads", "rows", "recorded", "found"),
    [
        ("序号 牵头单位 举措 做法", LEADS_FIRST, ALL, []),
        ("序号 牵头单位 举措 做法", LEADS_FIRST, ALL[1:], ["row-left-out"]),
        ("序号 牵头单位 举措 做法", LEADS_FIRST, (("推行一次", ONE[1]), TWO, THREE), ["cell-not-whole"]),
        ("序号 牵头单位 举措 做法", LEADS_FIRST, (("一次办", ONE[1]), TWO, THREE), ["cell-not-whole"]),
        ("牵头单位 举措", printed(*((cell, title) for title, cell in ALL)), ALL, []),
        ("牵头单位 举措", printed(*((cell, title) for title, cell in SAME)), SAME, []),
        ("牵头单位 举措", printed(*((cell, title) for title, cell in SAME)), (SAME[0], SAME[2]), ["cell-not-whole"]),
        ("牵头单位 举措", printed(*((cell, title) for title, cell in ALL)), (*ALL[:2], ("推行联合", THREE[1])), ["cell-not-whole"]),
        ("举措 牵头单位", printed(*SAME), SAME, []),
    ],
)  # fmt: skip
def test_those_who_lead_may_stand_before_the_title(
    heads: str, rows: str, recorded: tuple[tuple[str, str], ...], found: list[str], tmp_path: Path
) -> None:
    described = {"description": [TEXT] * len(recorded)} if "做法" in heads else {}
    assert table_codes(tmp_path, heads, rows, measures(*recorded, **described)) == found


@pytest.mark.parametrize(
    ("words", "right"),
    [
        *[(mark, True) for mark in ("— 3 —", "－3－", "- 3 -", "第3页", "第 3 页", "第3页共9页", "第 3 页，共 9 页")],
        *[(mark, False) for mark in ("见第3页", "第3项", "共9页")],
    ],
)
def test_the_number_of_a_page_is_no_cell(words: str, right: bool, tmp_path: Path) -> None:
    rows = printed(ONE) + f"{words}\n\f" + printed(TWO)
    found = table_codes(tmp_path, "举措 牵头单位", rows, measures(ONE, TWO))
    assert found == ([] if right else ["cell-not-whole"])


@pytest.mark.parametrize(
    ("between", "right"),
    [
        ("— 3 —\n\f序号 举措 牵头单位\n", True),
        ("\f序号\n\n举措\n\n牵头单位\n\n", True),
        ("第3页共9页\n序号 举措 牵头单位\n", True),
        ("序号 举措 牵头单位\n", False),
        ("\f序号 任务 牵头单位\n", False),
    ],
)
def test_headings_may_be_printed_again_on_each_page(between: str, right: bool, tmp_path: Path) -> None:
    rows = printed(("1", *ONE)) + between + printed(("2", *TWO))
    found = table_codes(tmp_path, "序号 举措 牵头单位", rows, measures(ONE, TWO))
    assert (found == []) is right
    assert right or "quote-ambiguous" in found


def invested(words: str, unit: str = "yuan", scale: str | None = "万") -> list[dict[str, Any]]:
    value = {"number": float(words), "unit": unit, **({"scale": scale} if scale else {})}
    return [
        {"id": "o", "counts": "投入", "reading": "amount", "realisation": "achieved", "quote": words, "value": value}
    ]


@pytest.mark.parametrize(
    ("heads", "rows", "others", "figures", "found"),
    [
        ("举措 牵头单位 投入（万元）", (("推行一次办", "市公安局", "320"), ("推行掌上办", "市税务局", "415")), [["320"], ["415"]],
         [invested("320"), invested("415")], []),
        ("序号 举措 牵头单位 投入（万元）", (("1", *ONE, "320"), ("2", *TWO, "415")), [["320"], ["415"]],
         [invested("320"), invested("415")], []),
        ("序号 举措 投入（万元） 牵头单位", (("1", ONE[0], "320", ONE[1]), ("2", TWO[0], "415", TWO[1])), [["320"], ["415"]],
         [invested("320"), invested("415")], []),
        ("序号 举措 投入（万元） 产值（亿元） 牵头单位", (("1", ONE[0], "320", "4.5", ONE[1]), ("2", TWO[0], "415", "600", TWO[1])),
         [["320", "4.5"], ["415", "600"]], [invested("4.5", scale="亿"), invested("600", scale="亿")], []),
        ("序号 举措 牵头单位 投入（万元）", (("1", *ONE, "320"), ("2", *TWO, "415")), [["320"], ["415"]],
         [invested("320", scale=None), invested("415")], ["scale-not-printed"]),
        ("序号 举措 牵头单位 投入（万元）", (("1", *ONE, "320"), ("2", *TWO, "415")), [["320"], ["41"]],
         [invested("320"), None], ["cell-not-whole"]),
    ],
)  # fmt: skip
def test_the_other_cells_of_a_row_end_where_one_space_parts_them(
    heads: str,
    rows: tuple[tuple[str, ...], ...],
    others: list[Any],
    figures: list[Any],
    found: list[str],
    tmp_path: Path,
) -> None:
    records = measures(ONE, TWO, other_cells=others, outcomes=figures)
    assert table_codes(tmp_path, heads, printed(*rows, apart=" "), records) == found


@pytest.mark.parametrize(("cell", "right"), [("2023年", True), ("2024年", False)])
def test_a_cell_may_stand_behind_the_description(cell: str, right: bool, tmp_path: Path) -> None:
    rows = printed(*((*row, TEXT, "2023年") for row in (ONE, TWO)))
    records = measures(ONE, TWO, description=[TEXT, TEXT], other_cells=[[cell], ["2023年"]])
    found = table_codes(tmp_path, "举措 牵头单位 做法 时限", rows, records)
    assert found == ([] if right else ["cell-not-printed"])


@pytest.mark.parametrize(("heading", "right"), [("責任單位", True), ("牽頭單位", True), ("配合單位", False)])
def test_a_heading_may_be_in_traditional_script(heading: str, right: bool, tmp_path: Path) -> None:
    found = table_codes(tmp_path, f"舉措 {heading}", PLAIN, measures(*ALL), heading)
    assert found == ([] if right else ["not-of-leads"])
