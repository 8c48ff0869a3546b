"""Who leads is read from the words of a cell: 牵头 and 负责 lead, 配合 supports."""

from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import AUTHORITY, codes

from tongbao.load.known import Known
from tongbao.load.leads import basis_fault, lead_parts, part_of
from tongbao.load.source import Span
from tongbao.model import Leads

A, B, C = "市市场监管局", "市税务局", "市公安局"
CELLS = [
    (f"{A}牵头，{B}、{C}配合", [A]),
    (f"由{A}牵头负责，{B}、{C}按职责分工负责", [A]),
    (f"牵头单位：{A}；配合单位：{B}、{C}", [A]),
    (f"责任单位：{A}、{B}；协办单位：{C}", [A, B]),
    (f"{A}会同{B}、{C}", [A]),
    (f"{A}会同{B}、{C}", [A, B, C]),
    (f"{A}会同{B}负责", [A]),
    (f"{A}\n{B}\n{C}", [A, B, C]),
    (f"{A}/{B}／{C}", [A, B, C]),
    (f"{A} {B} {C}", [A, B, C]),
    (f"{A}·{B}．{C}", [A, B, C]),
    (f"{A}、{B}以及{C}", [A, B, C]),
    (f"{A}、{B}、{C}。", [A, B, C]),
    (f"{A}、{B}、{C}按职责分工负责", [A, B, C]),
    (f"1.{A} 2.{B} 3.{C}", [A, B, C]),
    (f"（1）{A}（2）{B}", [A, B]),
    (f"{A}、{B}、{C}等3个单位", [A, B, C]),
    (f"{A}、{B}等两家单位", [A, B]),
    (f"{A}（牵头）、{B}、{C}", [A]),
    (f"{A}〔牵头〕\n{B}（配合）", [A]),
    (f"{A}、{B}（按职责分别牵头）", [A, B]),
    (f"{A}（{B}配合）", [A]),
    (f"{A}（配合单位：{B}、{C}）", [A]),
    (f"{A}；配合单位：{B}、{C}", [A]),
    (f"{A}统筹，{B}、{C}参与", [A]),
    (f"{A}联合{B}", [A]),
    (f"{A}（联合{B}）", [A]),
    (f"（{A}、{B}）", [A, B]),
    (f"{A}+{B}＋{C}", [A, B, C]),
    (f"[{A}、{B}]", [A, B]),
    (f"【责任单位：{A}、{B}】", [A, B]),
    (f"（{A}牵头，{B}、{C}配合）", [A]),
    (f"牵头单位：{A} 责任人：张三", [A]),
    (f"{A}\n责任人：张三", [A]),
    (f"{A}、{B}（联系人及电话：张三 1234567）", [A, B]),
    (f"牵头领导：李四 牵头单位：{A} 责任单位：{B} 责任人：张三", [A]),
    (f"牵头单位：{A} 责任人：张三 配合单位：{B}", [A]),
    (f"{A}牵头，{B}配合，责任人：张三", [A]),
    (f"{A}*、{B}", [A, B]),
    (f"★{A}\n★{B}", [A, B]),
    (f"{A}①、{B}②", [A, B]),
    (f"{A}[1]、{B}¹", [A, B]),
    (f"{A}*、{B}（牵头）", [A, B]),
    (f"{A}*、{B}（牵头）", [B]),
    (f"{A}、{B}（牵头单位）、{C}", [B]),
    (f"{A}（主办）、{B}（协办）、{C}（协办）", [A]),
    (f"{A}（3项）、{B}（2项）", [A, B]),
    (f"{A}（原市工商局）、{B}（排名不分先后）", [A, B]),
    (f"{A}、{B}（配合）", [A]),
    (f"{A}、{B}（配合）、{C}", [A, C]),
    (f"{A}（{B}配合）、{C}", [A, C]),
    (f"{A}（张三）、{B}（李四）", [A, B]),
    (f"{A}（张三、王小明）\n{B}（李四 5051234）", [A, B]),
    (f"{A}（张三）", [A]),
    (f"{A}（张三）牵头，{B}（李四）配合", [A]),
]
WRONG = [
    (f"{A}牵头，{B}、{C}配合", [B], "name-not-printed"),
    (f"{A}牵头，{B}、{C}配合", [A, B, C], "name-not-printed"),
    (f"{A}、{B}牵头，{C}配合", [A], "names-missing"),
    (f"牵头单位：{A}；配合单位：{B}、{C}", [B, C], "name-not-printed"),
    (f"{A}会同{B}负责", [B], "words-between-names"),
    (f"{A}、{B}、{C}等5个单位", [A, B, C], "names-missing"),
    (f"{A}、{B}", [A], "names-missing"),
    (f"{A}（牵头）、{B}", [A, B], "name-not-printed"),
    (f"{A}（{B}配合）", [B], "name-not-printed"),
    (f"（{A}、{B}）", [A], "names-missing"),
    (f"{A}、{B}联合", [A], "names-missing"),
    (f"{A}；配合单位：{B}", [A, B], "name-not-printed"),
    (f"牵头单位：{A}、{B} 责任人：张三", [A], "names-missing"),
    (f"牵头单位：{A} 责任人：张三 配合单位：{B}", [A, B], "name-not-printed"),
    (f"{A}*、{B}", [A], "names-missing"),
    (f"{A}*、{B}", [B], "words-between-names"),
    (f"{A}、{B}（牵头）、{C}", [A], "names-missing"),
    (f"{A}、{B}（配合）", [A, B], "name-not-printed"),
    (f"{A}（第一名）、{B}（{C}）", [A, B], "names-missing"),
    (f"{A}（张三）、{B}（李四）", [A], "names-missing"),
    (f"{A}（{C}）、{B}（李四）", [A, B], "words-between-names"),
    (f"{A}（张三）、{B}（信访）", [A, B], "words-between-names"),
    (f"{A}（张三局）、{B}（李四）", [A, B], "words-between-names"),
]


def cell_codes(folder: Path, cell: str, leads: list[str], **more: Any) -> list[str]:
    annex, heading = "示范市便民举措", more.pop("heading", "单位名称")
    measure = {
        "id": "m",
        "position": 1,
        "title": "推行一次办",
        "lead-cell": cell,
        "leads": leads,
        "description": "服务群众。",
    }
    measure |= {key.replace("_", "-"): value for key, value in more.items() if key != "basis"}
    measure = {key: value for key, value in measure.items() if value is not None}
    tail = f"附件 1\n\n{annex}\n\n序号 举措 {heading} 做法\n\n1\n\n推行一次办\n\n{cell}\n\n服务群众。"
    basis = {"basis": more.get("basis", "reading"), "quote": heading}
    table = {"number": 1, "title": annex, "order": {"basis": "as-given"}, "leads": basis, "measures": [measure]}
    return codes(folder, "现予公布。", tail=tail, annexes=[table])


@pytest.mark.parametrize(("cell", "leads"), CELLS, ids=[f"{cell} {len(leads)}" for cell, leads in CELLS])
def test_the_leads_of_a_cell_are_accepted(cell: str, leads: list[str], tmp_path: Path) -> None:
    assert cell_codes(tmp_path, cell, leads) == []


@pytest.mark.parametrize(("cell", "leads", "code"), WRONG, ids=[f"{cell} {len(leads)}" for cell, leads, _ in WRONG])
def test_other_leads_are_refused(cell: str, leads: list[str], code: str, tmp_path: Path) -> None:
    assert cell_codes(tmp_path, cell, leads) == [code]


@pytest.mark.parametrize("cell", [f"{A}牵头，{B}、{C}配合", f"牵头单位：{A}；配合单位：{B}、{C}"])
@pytest.mark.parametrize("lead", [A, B, C])
def test_a_supporter_does_not_lead_where_the_cell_is_another_cell(cell: str, lead: str, tmp_path: Path) -> None:
    found = cell_codes(tmp_path, cell, [lead], lead_cell=None, other_cells=[cell])
    assert bool(found) == (lead != A)


@pytest.mark.parametrize(
    ("cell", "leads", "found"),
    [
        (f"{A}、各区（县）政府", [A], []),
        (f"各区政府、{A}", [A], []),
        (f"{A}，各区（县）政府，{B}", [A, B], []),
        (f"{A}、有关镇街、{B}等单位", [A, B], []),
        ("各区（县）政府", [], []),
        (f"{A}、各区政府、{B}", [A], ["names-missing"]),
        (f"{A}、各区政府、{C}、{B}", [A, B], ["words-between-names"]),
        (f"{A}、{C}、各区政府", [A], ["names-missing"]),
    ],
)
def test_a_cell_that_names_a_group_is_left_open(cell: str, leads: list[str], found: list[str], tmp_path: Path) -> None:
    assert cell_codes(tmp_path, cell, leads, leads_open=True) == found


def test_the_rest_of_a_lead_cell_is_no_other_cell(tmp_path: Path) -> None:
    more = {"lead_cell": A, "other_cells": [f"、{B}"]}
    assert cell_codes(tmp_path, f"{A}、{B}", [A], **more) == ["cell-not-whole"]


LISTS = ("单位名称", "申报地区", "被考核单位")
LEADING = ("牵头单位", "牵头及配合单位", "牵头（指导）单位", "主办单位")
ANSWERING = ("责任单位", "实施单位", "承办部门")
OVERSEEING = (
    "监督责任单位",
    "指导实施单位",
    "负责监督单位",
    "落实情况督办单位",
    "业务指导部门",
    "督办单位",
    "考核部门",
)
NEITHER = (
    "配合单位",
    "协办单位",
    "联系人",
    "序号",
    "具体做法",
    "完成时限",
    "试点单位",
    "抄送单位",
    "共建单位",
    "受益单位",
)


@pytest.mark.parametrize(
    ("role", "basis", "words", "code"),
    [
        *[("lead", "column-heading", words, None) for words in LEADING],
        *[("lead", "column-heading", words, "lead-not-stated") for words in (*LISTS, *ANSWERING)],
        *[("lead", "column-heading", words, "not-of-leads") for words in (*OVERSEEING, *NEITHER)],
        *[("lead", "reading", words, None) for words in (*LISTS, *ANSWERING, "牵头单位")],
        *[("lead", "reading", words, "not-of-leads") for words in (*OVERSEEING, *NEITHER)],
        *[("responsible", "column-heading", words, None) for words in ANSWERING],
        *[("responsible", "column-heading", words, "not-of-leads") for words in (*LISTS, *OVERSEEING[:4], *NEITHER)],
        ("responsible", "stated-action", "由市水利局负责", None),
        ("responsible", "stated-lead", "由市水利局负责", "not-of-leads"),
        ("guiding", "column-heading", "指导部门", None),
        ("guiding", "column-heading", "责任单位", "not-of-leads"),
        ("supporting", "column-heading", "配合单位", None),
        ("supervising", "column-heading", "监督部门", None),
        ("listed", "column-heading", "单位名称", None),
        ("lead", "stated-lead", "由市水利局牵头", None),
        ("lead", "stated-lead", "由市水利局负责", "lead-not-stated"),
        ("lead", "stated-lead", "创新举措", "not-of-leads"),
        ("lead", "stated-lead", "由市水利局负责监督", "not-of-leads"),
        ("lead", "first-place-rule", "排在首位的为牵头单位", None),
        ("lead", "first-place-rule", "单位名称", "not-of-leads"),
        ("lead", "stated-action", "市水利局推行水闸联动", None),
        ("lead", "stated-action", "单位名称", "not-of-leads"),
    ],
)
def test_the_words_of_a_basis_tell_the_role_of_units(role: Any, basis: Any, words: str, code: str | None) -> None:
    fault = basis_fault(Leads(role=role, basis=basis, quote=words), words)
    assert (fault and fault.code) == code


@pytest.mark.parametrize(
    "cell",
    [
        f"{A}（指导单位：{B}）",
        f"责任单位：{A}；业务指导单位：{B}",
        f"{A}牵头，{B}指导",
        f"{A}牵头，{B}监督。",
        f"{A}、{B}（指导）",
        f"{A}、{B}（监督指导）",
        f"牵头单位：{A}；监督检查单位：{B}",
        f"{A}负责，{B}负责监督",
        f"责任单位：{A}；技术支持单位：{B}",
        f"责任单位：{A}；业务主管单位：{B}",
    ],
)
def test_who_guides_or_supervises_does_not_lead(cell: str, tmp_path: Path) -> None:
    assert cell_codes(tmp_path, cell, [A]) == []
    assert cell_codes(tmp_path, cell, [A, B]) != []


def test_a_heading_of_supporters_is_refused_in_a_notice(tmp_path: Path) -> None:
    assert cell_codes(tmp_path, A, [A], heading="配合单位") == ["not-of-leads"]


def test_the_first_of_a_cell_leads_where_a_rule_says_so(tmp_path: Path) -> None:
    assert cell_codes(tmp_path, f"{A}、{B}", [A], heading="首位为牵头", basis="first-place-rule") == []
    assert cell_codes(tmp_path, f"{A}、{B}", [B], heading="首位为牵头", basis="first-place-rule") != []


@pytest.mark.parametrize(
    ("basis", "leads", "found"),
    [
        ("first-place-rule", [A], []),
        ("first-place-rule", [B], ["names-missing"]),
        ("first-place-rule", [A, B], ["names-missing"]),
        ("column-heading", [A], ["names-missing"]),
        ("column-heading", [A, B, C], []),
    ],
)
def test_the_first_in_running_text_leads_where_a_rule_says_so(
    basis: str, leads: list[str], found: list[str], tmp_path: Path
) -> None:
    heading, text = "责任单位排在首位的为牵头单位", f"服务群众。（责任单位：{A}、{B}、{C}）"
    measure = {"id": "m", "position": 1, "title": "推行一次办", "leads": leads, "description": text}
    told = {"basis": basis, "quote": heading if basis == "first-place-rule" else "责任单位"}
    tail = f"各项举措的{heading}。\n1.推行一次办。{text}"
    got = codes(tmp_path, "现予公布。", tail=tail, leads=told, measures=[measure])
    assert [code for code in got if code != "quote-ambiguous"] == found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"由{A}牵头，走访企业。", True),
        (f"{A}推行一码通，为企业提供数据。", True),
        (f"牵头单位为{A}。", True),
        (f"走访{A}，服务群众。", False),
        (f"企业为{A}提供数据。", False),
        (f"登录{A}微信公众号办理。", False),
    ],
)
def test_a_unit_that_is_only_named_does_not_lead(text: str, right: bool, tmp_path: Path) -> None:
    measure = {"id": "m", "position": 1, "title": "推行一次办", "leads": [A], "description": text}
    told = {"basis": "stated-lead", "quote": "由所列单位牵头"}
    found = codes(tmp_path, f"各项举措由所列单位牵头。\n1.推行一次办。{text}", leads=told, measures=[measure])
    assert found == ([] if right else ["only-named"])


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (f"由{A}牵头推进", "lead"),
        (f"{A}、{B}予以配合", "support"),
        (f"{A}等单位积极参与", "support"),
        (f"配合单位：{A}", "support"),
        (f"{A}推动企业参与", None),
        (f"{A}支持政策", None),
        (f"{A}*、{B}*配合", "support"),
        (f"{A}（牵头）、{B}（配合）", "lead"),
        (f"责任单位：{A}（配合）", "support"),
        (f"负责人：{A}", None),
    ],
)
def test_the_part_of_a_unit_is_that_of_the_words_around_it(words: str, part: str | None) -> None:
    known = Known(AUTHORITY, "demo-city", 2023)
    at = words.index(A)
    assert part_of(words, Span(at, at + len(A)), known.meaning) == part


def test_a_cell_that_tells_nobodys_part_is_one_list() -> None:
    cell = f"{A}、{B}"
    assert [cell[part.start : part.end] for part in lead_parts(cell)] == [cell]
