"""Tables that a plain text prints cell after cell are read where each row can be told; else nothing is guessed."""

import pytest
from tests.intake.test_head import stored

from tongbao.intake.recognise.flat import read_flat
from tongbao.intake.recognise.table import Listed

ROWS = [
    ["1", "企业开办“零跑动”", "市市场监管局、市税务局", "累计办理业务3.2万件，时限压缩至3个工作日。"],
    ["2", "仓储共享", "市商务局", "建成共享仓储12处。"],
]
HEADING = ["序号", "案例名称", "责任单位", "做法及成效"]
TAIL = ["甲市人民政府办公室", "2024年12月3日"]


def read(lines: list[str]) -> Listed | None:
    return next(iter(read_flat(stored(lines).lines)), None)


def cells(listed: Listed | None) -> list[tuple[str, str, list[str]]]:
    assert listed
    return [
        (row.title.value, row.text.value if row.text else "", [one.value for _, one in row.units])
        for row in listed.rows
    ]


EXPECTED = [(row[1], row[3], [row[2]]) for row in ROWS]


@pytest.mark.parametrize("tail", [[], TAIL, ["特此公告。", *TAIL]])
@pytest.mark.parametrize("heading", [HEADING, [" ".join(HEADING)]])
def test_a_cell_on_each_line(heading: list[str], tail: list[str]) -> None:
    listed = read(["现公布如下：", *heading, *ROWS[0], *ROWS[1], *tail])
    assert cells(listed) == EXPECTED
    assert [row.number and row.number.value for row in listed.rows] == ["1", "2"]  # type: ignore[union-attr]


def test_traditional_script_and_chinese_numbers() -> None:
    lines = ["序號", "實事項目", "責任單位", "完成情況"]
    lines += ["一", "新建公路", "市交通運輸局", "新建公路３公里。", "二", "增加學位", "各縣區政府", "新增學位９個。"]
    assert [title for title, _, _ in cells(read(lines))] == ["新建公路", "增加學位"]


def test_cells_over_several_lines_are_parted_by_the_units() -> None:
    broken = ["1", "企业开办", "“零跑动”", "市市场监管局、", "市税务局", ROWS[0][3]]
    found = cells(read([*HEADING, *broken, *ROWS[1], "特此通报。"]))
    assert [(title, text) for title, text, _ in found] == [("企业开办\n“零跑动”", ROWS[0][3]), EXPECTED[1][:2]]
    assert found[0][2] == ["市市场监管局、\n市税务局"]


@pytest.mark.parametrize(
    "lines",
    [
        [*HEADING, *ROWS[0]],  # one row shows nothing
        [*HEADING, *ROWS[0][:3], *ROWS[1]],  # a cell is missing
        ["序号", "地区", "得分", "1", "甲县", "98", "2", "乙县", "97"],
        ["今天天气很好。"],
        [],
    ],
)
def test_nothing_is_guessed(lines: list[str]) -> None:
    assert read(lines) is None


def test_several_tables() -> None:
    second = [["1", "甲县直播间", "甲县政府", "组织直播15场。"], ["2", "赶集日", "乙县政府", "发放资料3份。"]]
    lines = ["附件1", *HEADING, *ROWS[0], *ROWS[1], "附件2", "县区案例", *HEADING, *second[0], *second[1], *TAIL]
    found = read_flat(stored(lines).lines)
    assert [cells(one) for one in found] == [EXPECTED, [(row[1], row[3], [row[2]]) for row in second]]
    assert found[0].end < found[1].start


def test_headings_without_rows_are_no_table() -> None:
    assert read_flat(stored([*HEADING, "以下无正文。"]).lines) == []
