"""Tables that list measures are told from others, by the words of their headings, whatever the order of the columns."""

from importlib import resources

import pytest
import yaml

from tongbao.intake.original import Block, Cell, Original, Piece, Table
from tongbao.intake.recognise.table import Listed, column_of, is_left_open, names_in, read_table
from tongbao.intake.stored import Stored
from tongbao.load.leads import heads_column

SEED = [
    ["序号", "创新举措", "单位名称", "具体做法及成效"],
    ["1", "一件事", "市公安局，税务局", "办理135件。"],
    ["2", "一窗办", "市民政局等", "服务3家。"],
]


def table(rows: list[list[str | None]]) -> Table:
    """Make a table; None stands for the cell above it, over several rows."""
    made: list[tuple[Cell, ...]] = []
    for row in rows:
        cells = [made[-1][n] if text is None else Cell((Piece(text),)) for n, text in enumerate(row)]
        whole = len(row) > 1 and all(text == "=" for text in row[1:])
        made.append(tuple([cells[0]] * len(row)) if whole else tuple(cells))
    return Table(tuple(made))


def read(rows: list[list[str | None]]) -> Listed | None:
    blocks: tuple[Block, ...] = (table(rows),)
    return read_table(blocks[0], Stored.of(Original(blocks, "text", "")).lines)  # type: ignore[arg-type]


def turned(*order: int) -> list[list[str | None]]:
    return [[row[n] for n in order] for row in SEED]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2), (1, 2, 3)])
def test_columns_in_any_order(order: tuple[int, ...]) -> None:
    listed = read(turned(*order))
    assert listed
    assert [(row.title.value, row.text and row.text.value) for row in listed.rows] == [
        ("一件事", "办理135件。"),
        ("一窗办", "服务3家。"),
    ]
    assert [[words.value for _, words in row.units] for row in listed.rows] == [["市公安局，税务局"], ["市民政局等"]]
    assert [row.number and row.number.value for row in listed.rows] == (["1", "2"] if 0 in order else [None, None])


def test_roles_stand_in_the_headings() -> None:
    listed = read(
        [["序号", "改革举措", "牵头单位", "配合单位", "完成时限"], ["1", "甲", "市公安局", "市民政局", "2024年6月底"]]
    )
    assert listed
    assert [column.role for column in listed.columns if column.holds == "units"] == ["lead", "supporting"]
    assert listed.rows[0].deadline
    assert [one.value for one in listed.rows[0].others] == ["市公安局", "市民政局", "2024年6月底"]


def test_rows_across_the_table_are_headings() -> None:
    rows: list[list[str | None]] = [
        *SEED[:1],
        ["一、知识产权方面（共1项）", "=", "=", "="],
        *SEED[1:2],
        ["（备注：排名不分先后）", "=", "=", "="],
    ]
    listed = read(rows)
    assert listed
    assert [row.section and row.section.value for row in listed.rows] == ["一、知识产权方面（共1项）"]


def test_a_title_over_two_rows() -> None:
    listed = read([*SEED[:2], [None, None, "市民政局", "又办2件。"]])
    assert listed
    assert [(row.title.value, row.shares_title) for row in listed.rows] == [("一件事", False), ("一件事", True)]


@pytest.mark.parametrize(
    "headings",
    [
        ["序号", "项目名称", "完成单位", "奖金"],
        ["序号", "姓名", "单位", "职务"],
        ["名次", "县区", "投资完成率", "得分"],
        ["地区", "初中", "高中", "合计"],
        ["一级指标", "二级指标", "指标性质", "指标来源"],
    ],
)
def test_other_tables_list_no_measures(headings: list[str]) -> None:
    assert read([list(headings), ["1", "甲", "乙", "3"]]) is None


def test_each_word_of_a_heading_leads_to_its_column() -> None:
    text = resources.files("tongbao.intake.recognise").joinpath("columns.yaml").read_text("utf-8")
    for line in yaml.safe_load(text):
        for word in line["words"]:
            assert column_of(f" {word[0]}　{word[1:]} ") == (line["column"], line.get("role", "")), word


@pytest.mark.parametrize(
    ("cell", "names", "is_open"),
    [
        ("市公安局、税务局", ["市公安局", "税务局"], False),
        ("市工信局（大数据局，知识产权局），市民政局", ["市工信局（大数据局，知识产权局）", "市民政局"], False),
        ("市公安局\n市民政局", ["市公安局", "市民政局"], False),
        ("市公安局 等", ["市公安局"], True),
        ("市公安局等部门", ["市公安局"], True),
        ("市公安局；各区政府。", ["市公安局", "各区政府"], False),
        ("市公安局，各区、县（市）政府", ["市公安局", "各区、县（市）政府"], False),
        ("各乡、镇，市民政局", ["各乡、镇", "市民政局"], False),
        ("各县、市教育局", ["各县", "市教育局"], False),
        ("县供销社 县财政局", ["县供销社", "县财政局"], False),
        ("市 财 政 局", ["市财政局"], False),
        ("市残联及各县区政府", ["市残联", "各县区政府"], False),
        ("市财政局和市妇联", ["市财政局", "市妇联"], False),
        ("市文化和旅游局", ["市文化和旅游局"], False),
        ("省住房和城乡建设厅", ["省住房和城乡建设厅"], False),
        ("市城管局、市住建局等部门，市城投公司", ["市城管局", "市住建局", "市城投公司"], True),
        ("市教育局等，各区政府", ["市教育局", "各区政府"], True),
        ("市教育局、市财政局等5部门", ["市教育局", "市财政局"], True),
        ("市财政局等部门和各区政府", ["市财政局", "各区政府"], True),
    ],
)
def test_names_in_a_cell(cell: str, names: list[str], is_open: bool) -> None:
    found, more = names_in(cell)
    assert ([one.words for one in found], more) == (names, is_open)
    assert [one.words for one in found if one.is_group] == [name for name in names if name.startswith("各")]


def test_headings_over_two_rows() -> None:
    """None in the second row stands for the cell above; 有关单位 is parted into two columns."""
    rows: list[list[str | None]] = [
        ["序号", "案例名称", "有关单位", "有关单位", "做法及成效"],
        [None, None, "牵头单位", "配合单位", None],
        ["1", "一件事", "市公安局", "市民政局", "办理3件。"],
    ]
    listed = read(rows)
    assert listed
    assert [column.role for column in listed.columns if column.holds == "units"] == ["lead", "supporting"]
    assert [row.title.value for row in listed.rows] == ["一件事"]


def test_headings_that_a_page_repeats_are_no_row() -> None:
    listed = read([*SEED[:2], [*SEED[0]], SEED[2]])
    assert listed
    assert [row.title.value for row in listed.rows] == ["一件事", "一窗办"]


def test_groups_in_a_column() -> None:
    rows: list[list[str | None]] = [
        ["类别", *SEED[0]],
        ["服务", *SEED[1]],
        [None, *SEED[2]],
        ["产业", "3", "一张网", "市数据局", "建成。"],
    ]
    listed = read(rows)
    assert listed
    assert [row.section and row.section.value for row in listed.rows] == ["服务", "服务", "产业"]
    assert [one.value for one in listed.sections] == ["服务", "产业"]
    assert [one.value for one in listed.rows[0].others] == ["市公安局，税务局"]


def test_a_table_without_titles() -> None:
    listed = read([["序号", "单位", "工作任务及内容"], ["1", "市公安局", "推行一窗通办，办理3件。"]])
    assert listed
    assert [(row.title.value, row.untitled) for row in listed.rows] == [("推行一窗通办", True)]


def test_the_loader_takes_each_heading_for_what_it_says() -> None:
    text = resources.files("tongbao.intake.recognise").joinpath("columns.yaml").read_text("utf-8")
    for line in yaml.safe_load(text):
        if line.get("role"):
            for word in line["words"]:
                assert heads_column(line["role"], f"{word}单位"), word


@pytest.mark.parametrize(
    ("cell", "is_open"), [("市公安局等有关部门", True), ("有关县区", True), ("市公安局、/", False), ("无", False)]
)
def test_a_cell_may_leave_its_list_open(cell: str, *, is_open: bool) -> None:
    assert is_left_open(cell) == is_open
    assert all(name.words not in ("/", "无") for name in names_in(cell)[0])


@pytest.mark.parametrize(
    ("headings", "text"),
    [
        (["序号", "重点任务", "工作举措", "牵头单位"], "建成3座。"),
        (["序号", "案例", "创新做法", "成效", "单位"], "建成3座。\n惠及5人。"),
    ],
)
def test_what_was_done_beside_a_title_is_text(headings: list[str], text: str) -> None:
    cells: list[str | None] = ["1", "甲事", "建成3座。", *(["惠及5人。"] if "成效" in headings else []), "市民政局"]
    listed = read([[*headings], cells])
    assert listed
    assert [(row.title.value, row.text and row.text.value) for row in listed.rows] == [("甲事", text)]


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("1.建设粮仓", "1", "建设粮仓"),
        ("（二）建设粮仓", "（二）", "建设粮仓"),
        ("三、建设粮仓", "三", "建设粮仓"),
        ("2.5万亩良田", None, "2.5万亩良田"),
        ("一件事", None, "一件事"),
    ],
)
def test_a_number_in_the_cell_of_the_title(title: str, number: str | None, rest: str) -> None:
    listed = read([["重点任务", "牵头单位", "目标"], [title, "市粮食局", "建成3座。"]])
    assert listed
    row = listed.rows[0]
    assert (row.number and row.number.value, row.title.value) == (number, rest)
    assert row.title.end - row.title.start == len(rest)


def test_a_number_of_its_own_column_leaves_the_title_as_it_is() -> None:
    listed = read([["序号", "任务", "单位"], ["1", "1.建设粮仓", "市粮食局"]])
    assert listed
    assert listed.rows[0].title.value == "1.建设粮仓"


def test_cells_ahead_of_the_numbers_part_a_list() -> None:
    rows: list[list[str | None]] = [
        ["县区", "序号", "案例名称", "主要做法", "报送单位"],
        ["甲县", "1", "一件事", "办理3件。", "甲县民政局"],
        [None, "2", "一窗办", "服务4家。", "甲县数据局"],
        ["乙县", "3", "一网管", "接入5个。", "乙县城管局"],
    ]
    listed = read(rows)
    assert listed
    assert [one.value for one in listed.sections] == ["甲县", "乙县"]
    assert [row.section and row.section.value for row in listed.rows] == ["甲县", "甲县", "乙县"]
    assert [[words.value for words in row.others] for row in listed.rows] == [
        ["甲县民政局"],
        ["甲县数据局"],
        ["乙县城管局"],
    ]


def test_units_ahead_of_the_numbers_stay_units() -> None:
    rows: list[list[str | None]] = [
        ["报送单位", "序号", "案例名称", "主要做法"],
        ["甲县民政局", "1", "一件事", "办理3件。"],
        [None, "2", "一窗办", "服务4家。"],
    ]
    listed = read(rows)
    assert listed
    assert [[words.value for _, words in row.units] for row in listed.rows] == [["甲县民政局"]] * 2
