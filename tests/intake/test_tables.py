"""Tables of measures without headings, in several parts, and several of them in one place."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.drafted import Draft, read_back

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.gaps import GAP

ONE = "新建公园12个，绿化覆盖率达到45%，惠及群众2000人以上。"
TWO = "改造管网30公里，漏损率降至9%以下，投资1.2亿元以内。"
HEADINGS = ["序号", "重点任务", "主要举措", "责任单位"]
Rows = list[list[str]]


def draft(folder: Path, *parts: str | Rows, title: str = "关于印发2025年重点任务的通知") -> Draft:
    """Return the draft of a web page that holds lines and tables; a row of one cell is as wide as its table."""
    new_dataset(folder / "office")
    lines = [f"<p>甲市人民政府{title}</p>", "<p>各区人民政府：</p>", "<p>甲市人民政府</p>", "<p>2025年3月1日</p>"]
    lines += [f"<p>{part}</p>" if isinstance(part, str) else _table(part) for part in parts]
    (folder / "notice.html").write_text("\n".join(lines), "utf-8")
    return read_back(draft_notice(folder / "notice.html", folder / "office", "notice", None, None).file)


def _table(rows: Rows) -> str:
    width = max(map(len, rows))
    made = ["".join(f"<td{'' if len(row) > 1 else f' colspan={width}'}>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in made)}</table>"


def listed(of: Draft) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(one.number, one.title, [*one.units]) for one in of.measures()]


def asks_for_columns(of: Draft) -> bool:
    return any(line.strip().startswith("measures:") and GAP in line for line in of.lines)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["1", "甲事", ONE, "市教育局牵头，市财政局配合"], ["2", "乙事", TWO, "市住建局"]],
            [
                ("1", "甲事", [("市教育局", "lead"), ("市财政局", "supporting")]),
                ("2", "乙事", [("市住建局", "listed")]),
            ],
        ),
        (
            [["一", "甲事", ONE, "市教育局", "6月底前"], ["二", "乙事", TWO, "市住建局、各区政府", "长期坚持"]],
            [
                ("一", "甲事", [("市教育局", "listed")]),
                ("二", "乙事", [("市住建局", "listed"), ("各区政府", "listed")]),
            ],
        ),
        (
            [["一、民生"], ["1", "甲事", ONE, "市教育局"], ["二、管网"], ["2", "乙事", TWO, "市住建局"]],
            [("1", "甲事", [("市教育局", "listed")]), ("2", "乙事", [("市住建局", "listed")])],
        ),
        (
            [["1", ONE, "市教育局"], ["2", TWO, "市住建局"]],
            [("1", "", [("市教育局", "listed")]), ("2", "", [("市住建局", "listed")])],
        ),
        (
            [["序号", "改什么", "怎么改", "谁来改"], ["1", "甲事", ONE, "市教育局"], ["2", "乙事", TWO, "市住建局"]],
            [("1", "甲事", [("市教育局", "listed")]), ("2", "乙事", [("市住建局", "listed")])],
        ),
    ],
    ids=["verbs", "deadlines", "sections", "no titles", "unknown headings"],
)
def test_cells_tell_what_columns_hold(tmp_path: Path, rows: Rows, expected: list[Any]) -> None:
    made = draft(tmp_path, rows)
    assert listed(made) == expected
    assert asks_for_columns(made)
    assert made.invented() == []


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([["1", "张三", "市教育局", ONE], ["2", "李四", "市财政局", TWO]], "关于表扬改革先进个人的通报"),
        ([["1", "市教育局", ONE], ["2", "市财政局", TWO]], "关于表扬改革先进集体的通报"),
        ([["1", "市教育局", "张三", "5550101"], ["2", "市财政局", "李四", "5550102"]], "关于重点任务联络员的通知"),
        ([["1", "甲路段", ONE, "市城管局"], ["2", "乙小区", TWO, "市住建局"]], "关于问题整改情况的通报"),
        ([["1", "甲事", ONE, "市教育局"], ["4", "乙事", TWO, "市住建局"]], "关于印发重点任务的通知"),
    ],
    ids=["persons", "bodies", "telephones", "problems", "numbers"],
)
def test_other_tables_without_headings_are_no_measures(tmp_path: Path, rows: Rows, title: str) -> None:
    assert listed(draft(tmp_path, rows, title=title)) == []


@pytest.mark.parametrize("again", [[], [HEADINGS]], ids=["no headings", "headings again"])
def test_a_table_in_two_parts_is_one(tmp_path: Path, again: Rows) -> None:
    made = draft(tmp_path, [HEADINGS, ["1", "甲事", ONE, "市教育局"]], [*again, ["2", "乙事", TWO, "市住建局"]])
    expected = [("1", "甲事", [("市教育局", "responsible")]), ("2", "乙事", [("市住建局", "responsible")])]
    assert listed(made) == expected
    assert [one["leads"] for one in made.record["measures"]] == [["市教育局"], ["市住建局"]]
    assert "annexes" not in made.record
    assert not asks_for_columns(made)


def test_tables_of_one_kind_are_groups_of_one_list(tmp_path: Path) -> None:
    first, second = ([HEADINGS, ["1", title, text, "市教育局"]] for title, text in (("甲事", ONE), ("乙事", TWO)))
    made = draft(tmp_path, "附件", "任务表", first, "二、支撑任务", second)
    [annex] = made.record["annexes"]
    assert [group["title"] for group in annex["groups"]] == ["支撑任务"]
    assert [one.get("group") for one in annex["measures"]] == [None, "m-g-1"]


@pytest.mark.parametrize(
    ("caption", "title"), [("二、支撑任务", "二、支撑任务"), ("", "甲市人民政府关于印发2025年重点任务的通知")]
)
def test_tables_of_two_kinds_stand_apart(tmp_path: Path, caption: str, title: str) -> None:
    other = [["序号", "工作事项", "牵头单位", "配合单位"], ["1", "乙事", "市住建局", "市城管局"]]
    made = draft(tmp_path, [HEADINGS, ["1", "甲事", ONE, "市教育局"]], *([caption] if caption else []), other)
    assert listed(made) == [
        ("1", "甲事", [("市教育局", "responsible")]),
        ("1", "乙事", [("市住建局", "lead"), ("市城管局", "supporting")]),
    ]
    assert [annex["title"] for annex in made.record["annexes"]] == [title]
    assert any(f"title: {title} # {GAP}" in line for line in made.lines)
    assert not any("used twice" in line for line in made.lines)


def _form(title: str, unit: str, text: str) -> Rows:
    return [["案例名称", title], ["报送单位", unit], ["主要做法", text], ["取得成效", "惠及企业320家。"]]


def test_a_form_tells_of_one_measure(tmp_path: Path) -> None:
    forms = ("案例一", _form("甲事", "市教育局、市财政局", ONE), "案例二", _form("乙事", "市住建局", TWO))
    made = draft(tmp_path, *forms, title="关于发布优秀案例的通报")
    assert listed(made) == [
        ("1", "甲事", [("市教育局", "submitter"), ("市财政局", "submitter")]),
        ("2", "乙事", [("市住建局", "submitter")]),
    ]
    texts = [str(one["description"]).strip().split("\n") for one in made.record["measures"]]
    assert texts == [[ONE, "取得成效", "惠及企业320家。"], [TWO, "取得成效", "惠及企业320家。"]]
    assert all(one.figures[-1].quote == "惠及企业320家" for one in made.measures())
    assert made.invented() == []


def test_a_form_of_two_pairs_in_a_row(tmp_path: Path) -> None:
    rows = [["案例名称", "甲事", "报送单位", "市教育局"], ["主要做法", ONE, "取得成效", TWO]]
    assert listed(draft(tmp_path, rows, title="关于发布优秀案例的通报")) == [("1", "甲事", [("市教育局", "submitter")])]


def test_a_table_of_one_row_is_no_form(tmp_path: Path) -> None:
    rows = [["案例名称", "报送单位", "主要做法", "取得成效"], ["甲事", "市教育局", "新建2所。", "惠及3人。"]]
    assert listed(draft(tmp_path, rows, title="关于发布优秀案例的通报")) == [("1", "甲事", [("市教育局", "submitter")])]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "张三"], ["单位名称", "市教育局"], ["主要事迹", ONE]],
        [["联系单位", "市教育局"], ["联系人", "张三"], ["电话", "5550101"]],
        [["案例名称", "报送单位"], ["甲事", "市教育局"]],
    ],
    ids=["person", "contact", "table"],
)
def test_other_forms_are_no_measures(tmp_path: Path, rows: Rows) -> None:
    found = draft(tmp_path, rows, title="关于优秀案例的通报").measures()
    assert not any(one.title in ("张三", "市教育局", "报送单位") for one in found)
