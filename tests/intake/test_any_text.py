"""Whatever a text holds, reading it ends, and what is found stands in it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.test_acts import known
from tests.intake.test_head import stored

from tongbao.intake.recognise.acts import read_acts
from tongbao.intake.recognise.bound import bind
from tongbao.intake.recognise.figures import About, Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head, read_head
from tongbao.intake.recognise.items import read_items
from tongbao.intake.recognise.payments import shared_payment, with_own_money
from tongbao.intake.recognise.recipient_lists import read_lists
from tongbao.load.source import squeeze
from tongbao.printed.units import OURS

_WORDS = st.sampled_from(
    [
        "市公安局",
        "关于",
        "通报",
        "通知",
        "对",
        "予以通报表扬",
        "授予",
        "附件",
        "（",
        "）",
        "：",
        "。",
        "、",
        "，",
        "“",
        "”",
        "1.",
        "一、",
        "（一）",
        "2024年3月5日",
        "二〇二四年",
        "由15天压缩至3天",
        "增长5%",
        "责任单位",
        "牵头",
        "等",
        "各区",
        "抄送",
        "印发",
        "甲",
        "号",
        "〔2024〕3",
        "3",
        "\u3000",
    ]
)
LINES = st.lists(st.lists(_WORDS, max_size=14).map("".join), max_size=12)


@given(LINES)
@settings(max_examples=200)
def test_what_is_found_stands_in_the_text(lines: list[str]) -> None:
    text = stored(lines)
    head = read_head(text.lines)
    values = [getattr(head, name) for name in Head.__dataclass_fields__]
    dated = (head.date, head.printed_on)
    single = [one for one in values if isinstance(one, Found) and one not in dated]
    listed = [one for value in values if isinstance(value, tuple) and not isinstance(value, Found) for one in value]
    for one in [*single, *listed]:
        assert squeeze(one.value) in squeeze(text.text[one.start : one.end])
    for item in read_items(text.lines, "若干措施"):
        assert squeeze(item.text.value) == squeeze(text.text[item.text.start : item.text.end])
    for act in read_acts(text.lines, known):
        assert squeeze(text.text[act.quote.start : act.quote.end]) == act.quote.value
        assert all(one.name in act.quote.value for one in act.recipients)


@given(LINES)
@settings(max_examples=100)
def test_figures_quote_the_text(lines: list[str]) -> None:
    text = stored(lines)
    figures = Figures(text, About(2024), OURS)
    for proposal in figures.of(Found(text.text, 0, len(text.text))):
        assert squeeze(text.text[proposal.quote.start : proposal.quote.end]) == proposal.quote.value
        assert proposal.counts


_NAMED = st.sampled_from(
    [
        *("名单", "一等奖（2个）", "先进个人", "王小明", "王 芳", "市公安局", "市税务局", "河东区", "青山镇", "民警", "科长", "等2名同志"),
        *("“先进集体”称号", "授予", "对", "予以表扬", "通报批评", "如下：", "各奖励5万元", "分别", "、", "，", "。", "：", "（", "）", " ", "一、", "1."),
        *("附件1", "甲乙丙", "的", "为", "和", "记个人三等功", "项目", "第二届质量奖"),
    ]
)  # fmt: skip


@given(st.lists(st.lists(_NAMED, max_size=12).map("".join), max_size=14))
@settings(max_examples=300)
def test_recipients_stand_in_the_text(lines: list[str]) -> None:
    text = stored(lines)
    acts = list(read_acts(text.lines, known))
    bound, left = bind(acts, read_lists(text.lines, (), Head(), known))
    for one in (one for each in bound for one in each.recipients):
        said = [one.name, one.of, one.post, one.grade, one.group, one.money, one.fault, *one.makers]
        assert all(squeeze(words) in squeeze(text.text) for words in said)
        assert not one.row or squeeze(one.name) in squeeze(text.text[one.row.start : one.row.end])
    for each in bound:
        with_own_money(each.act.behind, each.recipients)
        shared_payment(each.act.behind, len(each.recipients))
    assert all(each.recipients for each in left)
