"""Kinds of words that invented notices showed: each is read in other words than theirs, and its like is not."""

import pytest
from tests.intake.test_acts import known, read
from tests.intake.test_head import NOTICE, changed, head, stored
from tests.intake.test_recipient_lists import lists, said

from tongbao.intake.recognise.acts import PAYS, may_appraise
from tongbao.intake.recognise.bound import bind
from tongbao.intake.recognise.whom import read_whom


@pytest.mark.parametrize(
    ("sentence", "act", "title", "names"),
    [
        ("决定命名北川县桃花村等12个村为第五批全市文明村。", "award", "第五批全市文明村", ["北川县桃花村"]),
        ("命名市水文站、河东区文化馆为全省科普教育基地。", "award", "全省科普教育基地", ["市水文站", "河东区文化馆"]),
        ("给市公安局、市税务局嘉奖一次。", "commendation", "", ["市公安局", "市税务局"]),
        ("白水县、红岭区进度滞后，在全市点名批评。", "circular-criticism", "", ["白水县", "红岭区"]),
        ("青石镇、大坪乡措施得力，市教育局保障有力，特予通报表扬。", "circular-commendation", "", ["青石镇", "大坪乡", "市教育局"]),
        ("市公安局虚报数据，给予全省通报批评，并扣减补助资金5万元。", "circular-criticism", "", ["市公安局"]),
        ("授予市第三人民医院、东山纸业有限公司第二届东山市质量奖提名奖。", "award", "第二届东山市质量奖", ["市第三人民医院", "东山纸业有限公司"]),
        ("授予江川大学裴行之教授“育才楷模”称号。", "award", "育才楷模", ["裴行之"]),
    ],
    ids=str,
)  # fmt: skip
def test_an_act(sentence: str, act: str, title: str, names: list[str]) -> None:
    (found,) = read(sentence)
    assert (found.act, found.title, [one.name for one in found.recipients]) == (act, title, names)


@pytest.mark.parametrize(
    "sentence",
    [
        "命名该道路为人民路。",
        "决定命名新建大桥为长虹桥。",
        "统筹城乡发展成效明显，予以通报表扬。",
        "全县上下齐心协力，辖区企业复工有序，予以通报表扬。",
        "开发区企业用工不足，各乡镇重视不够，予以通报批评。",
        "嘉奖名单",
        "认定市水文站为全省高新技术示范企业。",
    ],
)
def test_no_names_of_an_act(sentence: str) -> None:
    assert not [one for act in read(sentence) for one in act.recipients]


@pytest.mark.parametrize(
    "sentence",
    [
        "对排名末位的白水县给予黄牌警示。",
        "责令市教育局向市政府作出书面检查。",
        "市教育局原科长王某受到党内警告处分。",
        "以上单位每家奖励工作经费3万元。",
    ],
)
def test_what_no_code_is_for_is_asked(sentence: str) -> None:
    assert list(may_appraise(stored([sentence]).lines, read(sentence)))
    assert not read(sentence)


def test_money_for_each_of_a_list_is_asked_as_such() -> None:
    assert PAYS.search("一等奖各奖励10万元")
    assert not PAYS.search("各县区要落实奖励资金管理办法")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            ["附件", "先进个人名单", "市第二医院", "张　敏　　李　强（男）", "河东区", "王立（市公安局民警）"],
            ["张敏 市第二医院", "李强 市第二医院", "王立 市公安局 民警 河东区"],
        ),
        (
            ["附件", "先进单位名单", "小学：市第一小学、市第二小学", "高校：江川师范学院"],
            ["市第一小学 小学", "市第二小学 小学", "江川师范学院 高校"],
        ),
        (
            ["附件", "获奖学校名单", "初中组", "一等奖：城北中学　城南中学", "二等奖：城东中学", "小学组", "一等奖：市第一小学"],
            ["城北中学 一等奖 初中组", "城南中学 一等奖 初中组", "城东中学 二等奖 初中组", "市第一小学 一等奖 小学组"],
        ),
        (
            ["现对下列单位予以表彰：", "一、综合奖", "一等奖：市公安局", "二等奖：市教育局", "二等奖奖金另行发放。", "二、企业奖：江川纸业有限公司（奖励30万元）"],
            ["市公安局 一等奖 综合奖", "市教育局 二等奖 综合奖", "江川纸业有限公司 企业奖 30万元"],
        ),
        (
            ["附件", "先进个人名单", "武警部队", "马 强　某支队班长", "省直单位", "李 平　青山水库管理处工程师"],
            ["马强 某支队 班长 武警部队", "李平 青山水库管理处 工程师 省直单位"],
        ),
        (["附件", "优秀组织奖名单", [["市公安局", "江川大学"], ["市教育局", ""]]], ["市公安局 优秀组织奖", "江川大学 优秀组织奖", "市教育局 优秀组织奖"]),
    ],
    ids=lambda value: value[1] if isinstance(value, list) and isinstance(value[1], str) else "",
)  # fmt: skip
def test_a_list(given: list[str], found: list[str]) -> None:
    assert [said(one) for each in lists(given)[0] for one in each.recipients] == found


@pytest.mark.parametrize(
    ("given", "unread"),
    [
        (["附件", "先进个人名单", "市公安局"], ["市公安局"]),
        (["附件", "先进集体名单", "河东区（1个）", "市公安局", "市教育局"], ["市教育局"]),
        (["附件", "先进单位名单", [["市公安局", "详见说明"]]], ["市公安局详见说明"]),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) and isinstance(value[-1], str) else "",
)
def test_what_a_list_leaves_in_doubt_is_kept_to_be_asked(given: list[str], unread: list[str]) -> None:
    assert [words for each in lists(given)[0] for words in each.unread] == unread


def test_who_passed_and_who_failed_is_no_list_of_those_praised() -> None:
    rows = [["序号", "企业名称", "抽查结果"], ["1", "江川纸业有限公司", "合格"], ["2", "大明食品厂", "不合格"]]
    assert not [one for each in lists(["附件", "抽查企业名单", rows])[0] for one in each.recipients]  # type: ignore[list-item]


def test_a_college_is_no_person() -> None:
    assert [one.kind for one in read_whom("江川师范学院、东山医师学院", known).recipients] == ["unit", "unit"]


@pytest.mark.parametrize("line", ["特急", "紧急程度：特急", "机密★1年　　特急", "特急·明电"])
def test_urgency_is_no_part_of_the_title(line: str) -> None:
    found = head(changed("甲市人民政府文件", "000128", line, "★"))
    assert found.urgency
    assert found.urgency.value == "特急"
    assert found.title
    assert found.title.value == "甲市人民政府关于表扬2023年度先进单位的通报"


@pytest.mark.parametrize("line", ["等级：加急　　　甲政发〔2024〕3号", "甲政发〔2024〕3号　　　签发人：张三"])
def test_a_number_with_other_words_on_its_line(line: str) -> None:
    found = head(changed("甲政发〔2024〕3号", line))
    assert found.number
    assert found.number.value == "甲政发〔2024〕3号"


def test_a_seal_signs_an_old_notice() -> None:
    lines = [line for line in NOTICE if line != "甲市人民政府"]
    found = head(lines)
    assert [one.value for one in found.issuers] == ["甲市人民政府"]
    assert found.date
    assert found.date.value == "2024-03-05"
    assert found.signature
    assert not found.signature.is_sure
    assert found.named_in
    assert found.named_in.value.startswith("甲市人民政府关于")
    assert head([*lines[:5], "附件", "2024年3月5日"]).signature is None


def test_what_stands_in_the_imprint() -> None:
    copies = "抄送：市委各部门，市人大常委会办公室。"
    found = head(changed(copies, "主题词：人事　表彰　通报", "抄报：省政府。", copies))
    assert found.topics
    assert found.topics.value == "人事　表彰　通报"
    assert found.copies
    assert found.copies.value.startswith("市委各部门")
    assert [one.value for one in found.other_copies] == ["省政府。"]
    sent = head([*changed("各县（区）人民政府，市政府各部门：", "现通报如下。"), "主送：各县（区）人民政府"])
    assert sent.addressees
    assert sent.addressees.value == "各县（区）人民政府"


@pytest.mark.parametrize(
    ("stated", "found"),
    [(3, ["河东区", "市公安局", "市教育局"]), (2, ["市公安局 河东区", "市教育局 河东区"])],
)
def test_a_place_heads_those_below_it_only_where_the_number_says_so(stated: int, found: list[str]) -> None:
    acts = read(f"授予市公安局等{stated}个单位“全市先进集体”称号。")
    given = lists(["附件", "全市先进集体名单", "河东区", "市公安局", "市教育局"])[0]
    assert [said(one) for one in bind(acts, given)[0][0].recipients] == found
