"""Lists of recipients, in lines and tables: under which grade and heading each stands, with body, post, makers and money."""

from collections.abc import Sequence

import pytest
from tests.intake.test_acts import known
from tests.intake.test_table import table

from tongbao.intake.original import Block, Original, Paragraph, Piece
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head
from tongbao.intake.recognise.recipient import Recipient
from tongbao.intake.recognise.recipient_lists import RecipientList, read_lists
from tongbao.intake.stored import Stored
from tongbao.load.source import squeeze

Given = Sequence[str | list[list[str | None]]]


def lists(given: Given) -> tuple[list[RecipientList], str]:
    blocks: tuple[Block, ...] = tuple(Paragraph(Piece(one)) if isinstance(one, str) else table(one) for one in given)
    stored = Stored.of(Original(blocks, "text", ""))
    return read_lists(stored.lines, blocks, Head(), known), stored.text


def test_a_list_may_stand_between_the_line_of_the_annex_and_the_signature() -> None:
    words = [
        "附：“清江工匠”名单",
        "罗铁生　清江机械厂班组长",
        "宁　远　清江公交集团有限公司驾驶员",
        "清江市总工会",
        "2024年4月28日",
    ]
    stored = Stored.of(Original(tuple(Paragraph(Piece(one)) for one in words), "text", ""))
    at = [Found(squeeze(line.text), line.start, line.end) for line in stored.lines]
    head = Head(annexes=(at[0],), signature=Found("", at[3].start, at[4].end))
    (found,) = read_lists(stored.lines, [], head, known)
    assert [said(one) for one in found.recipients] == ["罗铁生 清江机械厂 班组长", "宁远 清江公交集团有限公司 驾驶员"]


def said(one: Recipient) -> str:
    words = [one.name, one.of, one.post, *one.makers, one.grade, one.group, one.money, one.fault]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            ["附件1", "全市先进集体名单", "（共3个）", "一、市直单位（2个）", "市公安局　市税务局", "二、县区（1个）", "1.河东区"],
            ["市公安局 市直单位", "市税务局 市直单位", "河东区 县区"],
        ),
        (
            ["附件：", "先进个人名单", "一等奖（1名）", "张三　市公安局民警", "二等奖", "石 砚  市教育局办公室主任"],
            ["张三 市公安局 民警 一等奖", "石砚 市教育局 办公室主任 二等奖"],
        ),
        (
            ["先进个人名单", "市税务局（2人）：李 四、王五", "陈 晨，市第一中学教师", "陈大文（市中医院护士长）", "次仁（女）　县林草局干部"],
            ["李四 市税务局", "王五 市税务局", "陈晨 市第一中学 教师", "陈大文 市中医院 护士长", "次仁 县林草局 干部"],
        ),
        (
            ["现对获奖单位予以通报表扬，名单如下：", "金奖：市公安局、市教育局", "优秀组织奖：市税务局。", "希望各单位学习借鉴。"],
            ["市公安局 金奖", "市教育局 金奖", "市税务局 优秀组织奖"],
        ),
        (
            ["决定对下列企业予以表彰：", "（一）纳税大户：湖湾钢铁有限公司、湖湾石化有限公司，各奖励50万元。", "（二）创新奖：湖湾芯片有限公司，奖励30万元。"],
            ["湖湾钢铁有限公司 纳税大户 50万元", "湖湾石化有限公司 纳税大户 50万元", "湖湾芯片有限公司 创新奖 30万元"],
        ),
        (
            ["附件", "优秀成果获奖名单", "一等奖（2篇）", "1.城中村改造调研（区住建局）", "2.“小饭桌”治理研究（区教育局、区市场监管局）"],
            ["城中村改造调研 区住建局 一等奖", "“小饭桌”治理研究 区教育局 区市场监管局 一等奖"],
        ),
        (
            ["一、下列单位予以通报批评：", "1.市教育局：项目推进缓慢；", "2.市税务局：台账不清。", "二、下步要求", "市公安局"],
            ["市教育局 项目推进缓慢", "市税务局 台账不清"],
        ),
    ],
)  # fmt: skip
def test_lists_in_lines(given: Given, found: list[str]) -> None:
    read, text = lists(given)
    recipients = [one for each in read for one in each.recipients]
    assert [said(one) for one in recipients] == found
    assert all(one.row and squeeze(one.name) in squeeze(text[one.row.start : one.row.end]) for one in recipients)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["序号", "姓名", "单位及职务"], ["1", "褚望川", "清江市水利局防御科科长"]], ["褚望川 清江市水利局 防御科科长"]),
        ([["姓名", "性别", "工作单位", "职务"], ["石 砚", "男", "市水文站", "站长"]], ["石砚 市水文站 站长"]),
        ([["序号", "项目名称", "主要完成单位", "奖金"], ["1", "岸电技术", "清江港务集团、市水文站", "10万元"]], ["岸电技术 清江港务集团 市水文站 10万元"]),
        ([["项目名称", "完成单位", "奖项", "奖金（万元）"], ["岸电技术", "市水文站", "科技进步一等奖", "10"]], ["岸电技术 市水文站 一等奖 10|万元"]),
        ([["类别", "企业名称", "奖励金额"], ["专精特新", "清江光学有限公司", "20万元"], [None, "清江电机有限公司", "15万元"]], ["清江光学有限公司 专精特新 20万元", "清江电机有限公司 专精特新 15万元"]),
        ([["序号", "单位", "存在问题"], ["1", "市教育局", "台账不清"]], ["市教育局 台账不清"]),
        ([["序号", "单位", "序号", "单位"], ["1", "市教育局", "2", "市税务局"]], ["市教育局", "市税务局"]),
        ([["一等奖（1个）", "=", "="], ["序号", "单位", "备注"], ["1", "市教育局", "/"]], ["市教育局 一等奖"]),
        ([["序号", "单位", "备注"], ["一等奖（1个）", "=", "="], ["1", "市教育局", "/"]], ["市教育局 一等奖"]),
        ([["市教育局", "市税务局"], ["市公安局", "河东区"]], ["市教育局", "市税务局", "市公安局", "河东区"]),
        ([["名次", "县区", "得分"], ["1", "河东区", "98.2"]], []),
        ([["指标", "单位", "数量"], ["投资", "万元", "3"]], []),
    ],
)  # fmt: skip
def test_lists_in_tables(rows: list[list[str | None]], found: list[str]) -> None:
    read, _ = lists(["附件", "表扬名单", rows])
    assert [said(one) for each in read for one in each.recipients] == found


def test_a_line_that_is_not_understood_is_kept_to_be_asked() -> None:
    read, _ = lists(["附件", "先进个人名单", "张三　市公安局民警", "第三小组全体"])
    assert [each.unread for each in read] == [["第三小组全体"]]


def test_a_table_in_the_text_is_read_only_where_a_line_announces_it() -> None:
    rows: list[list[str | None]] = [["序号", "单位", "等次"], ["1", "市教育局", "优秀"]]
    assert lists(["各单位完成情况见下表。", rows])[0] == []
