"""Numbered paragraphs are measures where brackets with units, or the title of the notice, show it."""

from time import perf_counter

import pytest
import yaml
from tests.intake.expected import files
from tests.intake.test_head import stored
from tests.notices.dataset import NOTICES

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original.read import read_original
from tongbao.intake.recognise.brackets import parts_of_bracket
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import read_head
from tongbao.intake.recognise.items import Item, left_out, read_items
from tongbao.intake.recognise.said import acting_in
from tongbao.intake.stored import Stored
from tongbao.load.source import squeeze

TEXTS = (
    "对连续两年亩均税收偏低的园区实行提级改造，鼓励建设高标准厂房。",
    "对入驻企业前三年租金给予阶梯补助，并减免物业费用和水电费用。",
)


def items(lines: list[str], title: str = "") -> list[Item]:
    return read_items(stored(lines).lines, title)


@pytest.mark.parametrize(
    "numbers", [("1.", "2."), ("1．", "2．"), ("（一）", "（二）"), ("一、", "二、"), ("1、", "2、")]
)
@pytest.mark.parametrize(
    "bracket",
    [
        "（责任单位：市住建局）",
        "（市住建局牵头，市工信局配合）",
        "责任单位：市住建局、市工信局。",
        "(市住建局、市工信局)",
        "（市住建局负责",
        "[市住建局、市工信局]",
        "【牵头单位：市住建局】",
    ],
)
def test_paragraphs_with_brackets(numbers: tuple[str, str], bracket: str) -> None:
    found = items([f"{number}甲事。{text}{bracket}" for number, text in zip(numbers, TEXTS, strict=True)])
    assert [item.title and item.title.value for item in found] == ["甲事", "甲事"]
    assert [item.text.value for item in found] == [*TEXTS]
    assert {item.bracket and item.bracket.value for item in found} == {bracket.rstrip("。")}


def test_headings_stand_above_and_are_no_measures() -> None:
    lines = ["一、强化保障", f"1.甲事。{TEXTS[0]}（市住建局）", "二、强化支持", f"2.乙事。{TEXTS[1]}（市工信局）"]
    assert [item.heading and item.heading.value for item in items(lines)] == ["一、强化保障", "二、强化支持"]


def test_a_measure_of_several_paragraphs() -> None:
    more = "同时对园区内企业开展“一对一”帮扶，帮助其解决融资和用工困难。（责任单位：市工信局）"
    found = items([f"1.甲事。{TEXTS[0]}", more, f"2.乙事。{TEXTS[1]}（市住建局）"])
    assert [squeeze(item.text.value)[-10:] for item in found] == ["其解决融资和用工困难。"[-10:], TEXTS[1][-10:]]
    assert found[0].bracket
    assert found[0].bracket.value == "（责任单位：市工信局）"


@pytest.mark.parametrize(
    ("title", "count"), [("关于印发若干措施的通知", 2), ("关于工作情况的通报", 0)], ids=["措施", "情况"]
)
def test_the_title_may_say_that_they_are_measures(title: str, count: int) -> None:
    assert len(items([f"{n}.甲事。{text}" for n, text in enumerate(TEXTS, 1)], title)) == count


def test_problems_are_no_measures() -> None:
    lines = ["一、存在的突出问题", *(f"（{n}）甲事。{text}" for n, text in zip("一二", TEXTS, strict=True))]
    assert items(lines, "关于印发方案的通知") == []


@pytest.mark.parametrize(
    ("bracket", "parts", "deadline"),
    [
        ("（市住建局、各县区政府）", [("", "市住建局、各县区政府")], ""),
        ("（责任单位：市住建局；完成时限：2025年6月底）", [("responsible", "市住建局")], "2025年6月底"),
        ("责任单位：市住建局。完成时限：2026年12月", [("responsible", "市住建局")], "2026年12月"),
        ("（市财政局会同市工信局负责）", [("responsible", "市财政局"), ("joining", "市工信局")], ""),
        ("（由市财政局、市工信局按职责分工负责）", [("responsible", "市财政局、市工信局")], ""),
        (
            "（市应急局牵头，市住建局、市农业农村局配合）",
            [("lead", "市应急局"), ("supporting", "市住建局、市农业农村局")],
            "",
        ),
        ("市水利局（牵头）、市财政局", [("lead", "市水利局"), ("", "市财政局")], ""),
        ("市水利局（主办），市财政局（协办单位）", [("lead", "市水利局"), ("supporting", "市财政局")], ""),
        ("（市工信局、市财政局组织实施）", [("responsible", "市工信局、市财政局")], ""),
        ("（市工信局、市民政局等部门分工负责）", [("responsible", "市工信局、市民政局等部门")], ""),
        ("（市卫健委，市医保局配合）", [("", "市卫健委"), ("supporting", "市医保局")], ""),
        ("牵头单位：市卫健委，市医保局配合", [("lead", "市卫健委"), ("supporting", "市医保局")], ""),
        ("（责任单位：市教育局（牵头）、市财政局）", [("lead", "市教育局"), ("responsible", "市财政局")], ""),
        ("（责任单位：市教育局；市财政局）", [("responsible", "市教育局；市财政局")], ""),
        ("（市教育局牵头，市财政局会同）", [("lead", "市教育局"), ("joining", "市财政局")], ""),
        ("（市教育局牵头，市财政局、市人社局）", [("lead", "市教育局"), ("", "市财政局、市人社局")], ""),
        ("（市教育局牵头，市财政局协同）", [("lead", "市教育局"), ("supporting", "市财政局")], ""),
        ("（市教育局、市财政局协同负责）", [("responsible", "市教育局、市财政局")], ""),
        ("（市公安局负责指导，各区政府实施）", [("responsible", "市公安局"), ("responsible", "各区政府")], ""),
        ("（市教育局为主，市财政局配合）", [("", "市教育局"), ("supporting", "市财政局")], ""),
        ("责任单位：市支持中小企业发展中心", [("responsible", "市支持中小企业发展中心")], ""),
        ("（牵头单位：市工信局；配合单位：市大数据局等）", [("lead", "市工信局"), ("supporting", "市大数据局等")], ""),
    ],
)
def test_a_bracket(bracket: str, parts: list[tuple[str, str]], deadline: str) -> None:
    found, until = parts_of_bracket(bracket)
    assert ([(part.role, part.names) for part in found], until) == (parts, deadline)


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
@pytest.mark.parametrize("document", ["made/04", "made/07", "made/08", "made/12", "real/11", "real/13", "real/17"])
def test_the_documents_of_offices(document: str) -> None:
    kind, number = document.split("/")
    file = next(file for file in files() if file.parent.parent.name == kind and file.name.startswith(number))
    try:
        lines = Stored.of(read_original(file)).lines
    except UsageError:
        pytest.skip("needs LibreOffice")
    head = read_head(lines)
    found = read_items([line for line in lines if line.start >= head.body], head.title.value if head.title else "")
    expected = yaml.safe_load((NOTICES / kind / "expected" / f"{number}.yaml").read_text("utf-8"))["measures"]["items"]
    assert [item.title and item.title.value for item in found] == [squeeze(one["title"]) for one in expected]
    texts = [
        (squeeze(one["text"]), squeeze(item.text.value))
        for one, item in zip(expected, found, strict=True)
        if "text" in one
    ]
    assert [text for text, _ in texts] == [text for _, text in texts]


@pytest.mark.parametrize(
    "numbers",
    [("第一条", "第二条"), ("案例一：", "案例二："), ("举措1.", "举措2."), ("（一）", "（二）"), ("1.", "2.")],
)
def test_titles_on_lines_of_their_own(numbers: tuple[str, str]) -> None:
    lines = [line for n, text in zip(numbers, TEXTS, strict=True) for line in (f"{n} 甲事", text, "责任单位：市住建局")]
    found = items(lines)
    assert [item.title and item.title.value for item in found] == ["甲事", "甲事"]
    assert [squeeze(item.text.value) for item in found] == [*TEXTS]
    assert [item.bracket and item.bracket.value for item in found] == ["责任单位：市住建局"] * 2


def test_cases_are_measures_by_their_title() -> None:
    lines = ["案例一：甲事", TEXTS[0], "案例二：乙事", TEXTS[1]]
    assert [item.number.value for item in items(lines, "关于公布优秀案例的通报")] == ["案例一", "案例二"]


def test_more_paragraphs_than_any_notice_has_are_no_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{n}.甲事。{TEXTS[n % 2]}（责任单位：市住建局）" for n in range(1, 5)]
    monkeypatch.setattr(limits, "DRAFTED_PARAGRAPHS", 4)
    assert len(items(lines)) == 4
    monkeypatch.setattr(limits, "DRAFTED_PARAGRAPHS", 3)
    assert items(lines) == []
    assert len([*left_out(stored(lines).lines, [])]) == 4


def test_what_a_notice_announces() -> None:
    lines = ["现批复如下：", "一、原则同意你市方案，请认真组织实施，确保各项工作落实到位。"]
    lines += [f"{n}、{text}" for n, text in zip("二三", TEXTS, strict=True)]
    assert [item.number.value for item in items(lines, "关于甲市试点的批复")] == ["二", "三"]


def test_groups_of_tasks_go_before_others() -> None:
    lines = ["一、工作基础", f"（一）甲事。{TEXTS[0]}", f"（二）乙事。{TEXTS[1]}"]
    lines += ["二、重点任务", f"（一）丙事。{TEXTS[0]}", f"（二）丁事。{TEXTS[1]}"]
    found = items(lines, "关于印发方案的通知")
    assert [item.title and item.title.value for item in found] == ["丙事", "丁事"]
    assert [*left_out(stored(lines).lines, found)] == [f"（一）甲事。{TEXTS[0]}"[:24], f"（二）乙事。{TEXTS[1]}"[:24]]


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("由市数据局具体承担试点任务，甲县政府配合。", [("responsible", "市数据局"), ("supporting", "甲县政府")]),
        (
            "由市财政局会同市工信局制定管理办法；所需资金由市财政局统筹。",
            [("participant", "市财政局"), ("joining", "市工信局"), ("participant", "市财政局")],
        ),
        ("由市住建局、市城管局负责。", [("responsible", "市住建局、市城管局")]),
        ("市发改委牵头，市统计局配合。", [("lead", "市发改委"), ("supporting", "市统计局")]),
        ("鼓励企业负责人参加培训，对市场监督管理局进行考核。", []),
    ],
)
def test_units_in_running_text(text: str, acting: list[tuple[str, str]]) -> None:
    found = [*acting_in(Found(text, 0, len(text)))]
    assert [(one.part.role, one.part.names) for one in found] == acting
    assert all(text[one.quote.start : one.quote.end] == one.quote.value for one in found)


def test_a_comma_ends_those_who_join() -> None:
    found, _ = parts_of_bracket("（市发改委会同市交通局、市水利局，甲市供电公司实施）")
    assert [(part.role, part.names) for part in found] == [
        ("responsible", "市发改委"),
        ("joining", "市交通局、市水利局"),
        ("responsible", "甲市供电公司"),
    ]


def test_names_that_hold_verbs() -> None:
    found, _ = parts_of_bracket("（市质量监督管理局、市残疾人教育指导中心分别负责）")
    assert [(part.role, part.names) for part in found] == [("responsible", "市质量监督管理局、市残疾人教育指导中心")]


def test_many_items_take_little_time() -> None:
    """Twice the paragraphs take twice the time: what stands around an item is not looked for anew."""
    lines = stored([f"{n}.甲事。{TEXTS[n % 2]}" for n in range(1, 1000)]).lines
    began = perf_counter()
    assert len(read_items(lines, "关于印发若干措施的通知")) == 999
    assert perf_counter() - began < 5


def test_units_between_title_and_text() -> None:
    lines = [f"{n}、甲事。责任单位：市住建局。{text}" for n, text in zip("一二", TEXTS, strict=True)]
    found = items(lines)
    assert [(item.bracket and item.bracket.value, item.text.value) for item in found] == [
        ("责任单位：市住建局", text) for text in TEXTS
    ]
    assert [item.end for item in found] == [item.text.end for item in found]


@pytest.mark.parametrize(
    "closing",
    [
        "各县区要加强组织领导，细化工作举措，确保各项任务落到实处见到成效。",
        "希望受到表扬的单位珍惜荣誉，再接再厉，取得新的更大成绩和更好的成效。",
    ],
)
def test_what_closes_the_list_is_not_of_the_last_item(closing: str) -> None:
    lines = [f"{n}、甲事。{text}（市住建局负责）" for n, text in zip("一二", TEXTS, strict=True)]
    found = items([*lines, closing])
    assert [item.text.value for item in found] == [*TEXTS]
    assert [item.bracket and item.bracket.value for item in found] == ["（市住建局负责）"] * 2


@pytest.mark.parametrize("closing", ["希望受到通报的地方再接再厉，为全市发展作出新的更大贡献，取得更好成绩。"])
def test_a_closing_wish_ends_a_list_without_units(closing: str) -> None:
    lines = [f"{n}、甲事。{text}" for n, text in zip("一二", TEXTS, strict=True)]
    assert [item.text.value for item in items([*lines, closing], "关于优秀案例的通报")] == [*TEXTS]


def test_lines_that_say_what_they_hold() -> None:
    lines = []
    for n, text in zip("12", TEXTS, strict=True):
        lines += [
            f"案例{n}：甲事",
            "报送单位：市民政局",
            "参与单位：市残联",
            f"主要做法：{text}",
            "取得成效：惠及3人。",
        ]
    found = items(lines, "关于公布典型案例的通知")
    assert [item.text.value for item in found] == [f"主要做法：{text}\n取得成效：惠及3人。" for text in TEXTS]
    assert [(part.role, part.names) for part in found[0].parts] == [
        ("submitter", "市民政局"),
        ("participant", "市残联"),
    ]


def test_units_on_lines_below_the_text() -> None:
    lines = []
    for n, text in zip("一二", TEXTS, strict=True):
        lines += [f"第{n}条 甲事。{text}", "牵头单位：市商务局", "配合单位：市财政局", "完成时限：2025年6月底"]
    found = items(lines, "关于印发若干政策的通知")
    assert [item.text.value for item in found] == [*TEXTS]
    assert [[part.role for part in item.parts] for item in found] == [["lead", "supporting"]] * 2
    assert {item.deadline for item in found} == {"2025年6月底"}


@pytest.mark.parametrize("alone", [True, False])
def test_units_behind_the_title(alone: bool) -> None:
    between = ["\n"] if alone else [""]
    lines = [
        line
        for n, text in zip("一二", TEXTS, strict=True)
        for line in (f"{n}、推行“一窗办”（市民政局、市残联）{'' if alone else '。'}{between[0]}{text}").split("\n")
    ]
    found = items(lines, "关于公布典型案例的通知")
    assert [item.title and item.title.value for item in found] == ["推行“一窗办”"] * 2
    assert [item.bracket and item.bracket.value for item in found] == ["（市民政局、市残联）"] * 2
    assert [item.text.value for item in found] == [*TEXTS]


@pytest.mark.parametrize("numbers", [("①", "②"), ("1）", "2）"), ("（1）", "（2）"), ("一是", "二是")])
@pytest.mark.parametrize("units", ["（市住建局）", "\n责任单位：市住建局"])
def test_deeper_numbers_are_those_of_measures_where_each_has_units(numbers: tuple[str, str], units: str) -> None:
    lines = [
        "一、城市更新",
        *"\n".join(f"{n}甲事。{text}{units}" for n, text in zip(numbers, TEXTS, strict=True)).split("\n"),
    ]
    found = items(lines)
    assert [(item.number.value, item.text.value) for item in found] == [*zip(numbers, TEXTS, strict=True)]
    assert {item.heading and item.heading.value for item in found} == {"一、城市更新"}


@pytest.mark.parametrize("numbers", [("①", "②"), ("1）", "2）"), ("（1）", "（2）"), ("一是", "二是")])
@pytest.mark.parametrize("above", [True, False])
def test_deeper_numbers_part_a_measure_whose_units_stand_once(numbers: tuple[str, str], above: bool) -> None:
    within = [f"{n}{text}" for n, text in zip(numbers, TEXTS, strict=True)]
    lines = [
        line
        for n in "一二"
        for line in ([f"{n}、甲事。（市住建局）", *within] if above else [f"{n}、甲事", *within, "责任单位：市住建局"])
    ]
    found = items(lines)
    assert [(item.title and item.title.value, item.text.value) for item in found] == [("甲事", "\n".join(within))] * 2
    assert all(item.bracket for item in found)


def test_one_sentence_may_be_a_whole_measure() -> None:
    closing = "各部门要高度重视，加强组织领导，确保各项任务落到实处见到成效。"
    found = items(["1.开展燃气安全整治。（市住建局）", "2.新建充电桩1200个。（责任单位：市发改委）", closing])
    assert [(item.title, item.text.value) for item in found] == [
        (None, "开展燃气安全整治。"),
        (None, "新建充电桩1200个。"),
    ]


def test_labelled_units_behind_a_title_on_its_own_line() -> None:
    lines = [
        line for n, text in zip("一二", TEXTS, strict=True) for line in (f"{n}、推行一窗办（牵头单位：市民政局）", text)
    ]
    found = items(lines, "关于印发任务的通知")
    assert [(item.title and item.title.value, item.text.value) for item in found] == [
        ("推行一窗办", text) for text in TEXTS
    ]
    assert [item.parts[0].role for item in found] == ["lead"] * 2


def test_a_title_may_say_first_whose_the_measure_is() -> None:
    lines = [
        line
        for n, text in zip("一二", TEXTS, strict=True)
        for line in (f"{n}、甲县：推行积分制", text, "责任单位：甲县民政局")
    ]
    assert [item.title and item.title.value for item in items(lines)] == ["甲县：推行积分制"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市教育局牵头、市财政局会同，新建3所。", [("lead", "市教育局"), ("joining", "市财政局")]),
        (
            "由市教育局牵头，市级各部门、各区人民政府配合。",
            [("lead", "市教育局"), ("supporting", "市级各部门、各区人民政府")],
        ),
        ("各部门密切配合，形成合力。", []),
    ],
)
def test_those_beside_one_who_leads(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.part.role, one.part.names) for one in acting_in(Found(text, 0, len(text)))] == expected
