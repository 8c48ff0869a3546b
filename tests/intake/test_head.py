"""The parts around the text of a notice are found by their form: each in another way of printing it."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor
from tests.intake.expected import Field, fields, files
from tests.notices.dataset import NOTICES

from tongbao.intake.original import Original, Paragraph, Piece
from tongbao.intake.original.read import read_original
from tongbao.intake.recognise.addressees import groups_in
from tongbao.intake.recognise.head import Head, first_words, read_head
from tongbao.intake.stored import Stored
from tongbao.load.source import squeeze

NOTICE = [
    "甲市人民政府文件",
    "甲政发〔2024〕3号",
    "甲市人民政府关于表扬",
    "2023年度先进单位的通报",
    "各县（区）人民政府，市政府各部门：",
    "现对市公安局予以通报表扬。",
    "附件：1.先进单位名单",
    "2.先进举措",
    "甲市人民政府",
    "2024年3月5日",
    "（此件公开发布）",
    "附件1",
    "先进单位名单",
    "抄送：市委各部门，市人大常委会办公室。",
    "甲市人民政府办公室 2024年3月6日印发",
]


def stored(lines: Sequence[str], index: dict[str, str] | None = None) -> Stored:
    return Stored.of(Original(tuple(Paragraph(Piece(line)) for line in lines), "text", "", index=index or {}))


def head(lines: Sequence[str], index: dict[str, str] | None = None) -> Head:
    return read_head(stored(lines, index).lines)


def changed(old: str, *new: str) -> list[str]:
    assert old in NOTICE
    return [each for line in NOTICE for each in (new if line == old else (line,))]


def test_a_whole_notice() -> None:
    found, text = head(NOTICE), stored(NOTICE).text
    values = {name: getattr(found, name) for name in Head.__dataclass_fields__}
    assert {name: one.value for name, one in values.items() if hasattr(one, "value")} == {
        "number": "甲政发〔2024〕3号",
        "title": "甲市人民政府关于表扬2023年度先进单位的通报",
        "signature": "甲市人民政府2024年3月5日",
        "date": "2024-03-05",
        "addressees": "各县（区）人民政府，市政府各部门",
        "openness": "（此件公开发布）",
        "copies": "市委各部门，市人大常委会办公室。",
        "printed_by": "甲市人民政府办公室",
        "printed_on": "2024-03-06",
    }
    assert found.genre == "circular"
    assert [one.value for one in found.issuers] == ["甲市人民政府"]
    assert [one.value for one in found.annexes] == ["先进单位名单", "先进举措"]
    assert text[found.body :].startswith("现对市公安局")
    for name in ("number", "addressees", "openness", "copies", "printed_by"):
        assert "".join(text[values[name].start : values[name].end].split()) == values[name].value


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        (changed("甲政发〔2024〕3号", "甲政发 [2024] 3 号"), "number", "甲政发[2024]3号"),
        (changed("甲政发〔2024〕3号", "第 12 期"), "number", "第12期"),
        (changed("甲政发〔2024〕3号"), "number", None),
        (changed("2023年度先进单位的通报", "2023 年度先进 单位的通报"), "title", "甲市人民政府关于表扬2023年度先进单位的通报"),
        (changed("甲市人民政府文件", "督 查 通 报"), "title", "甲市人民政府关于表扬2023年度先进单位的通报"),
        (changed("甲市人民政府关于表扬", "甲市人民政府", "關於表揚"), "title", "甲市人民政府關於表揚2023年度先进单位的通报"),
        (changed("各县（区）人民政府，市政府各部门：", "各县（区）人民政府，", "市政府各部门："), "addressees", "各县（区）人民政府，市政府各部门"),
        (changed("各县（区）人民政府，市政府各部门："), "addressees", None),
        (changed("2024年3月5日", "二〇二四年三月五日"), "date", "2024-03-05"),
        (changed("2024年3月5日", "２０２４年３月５日"), "date", "2024-03-05"),
        (changed("2024年3月5日"), "date", None),
        (changed("（此件公开发布）", "（主动公开）"), "openness", "（主动公开）"),
        (changed("（此件公开发布）"), "openness", None),
        (changed("抄送：市委各部门，市人大常委会办公室。", "送：市委办公室。 发：各县区。"), "copies", "市委办公室"),
    ],
)  # fmt: skip
def test_one_part_is_printed_otherwise(lines: list[str], name: str, value: str | None) -> None:
    found = getattr(head(lines), name)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("signed", "issuers"),
    [
        (["甲市公安局", "甲市民政局", "2024年3月5日"], ["甲市公安局", "甲市民政局"]),
        (["甲市公安局　　甲市民政局", "2024年3月5日"], ["甲市公安局", "甲市民政局"]),
        (["甲市人民政府 2024年3月5日"], ["甲市人民政府"]),
        (["甲市“数字政府”建设领导小组办公室", "2024年3月5日"], ["甲市“数字政府”建设领导小组办公室"]),
        ([], ["甲市人民政府"]),
        (["附：“最美河湖卫士”名单", "白露　甲市水文站站长", "甲市公安局", "2024年3月5日"], ["甲市公安局"]),
        (["附件：典型做法", "甲市公安局", "甲市民政局", "2024年3月5日"], ["甲市公安局", "甲市民政局"]),
        (["联系人：方小满", "甲市公安局", "甲市人民政府", "2024年3月5日"], ["甲市人民政府"]),
        (["贾向阳　甲机床厂车工", "甲市总工会", "2024年3月5日"], ["甲市总工会"]),
        (["先进集体名单", "甲市水文站", "甲市总工会", "甲市人民政府", "2024年3月5日"], ["甲市人民政府"]),
    ],
)
def test_who_signs(signed: list[str], issuers: list[str]) -> None:
    lines = changed("甲市人民政府", *signed)
    lines = [line for line in lines if line != "2024年3月5日" or line in signed]
    assert [one.value for one in head(lines).issuers] == issuers


def test_joint_issuers_below_a_list_are_those_that_the_top_names() -> None:
    lines = ["甲市总工会　甲市人力资源和社会保障局", "关于授予称号的决定", "各县区总工会：", "决定如下。", "附：名单"]
    signed = ["白露　甲市水文站", "乙县林场", "甲市总工会", "甲市人力资源和社会保障局", "2024年5月1日"]
    assert [one.value for one in head([*lines, *signed]).issuers] == ["甲市总工会", "甲市人力资源和社会保障局"]


def test_a_bulletin_names_its_issuer_and_date_above_its_title() -> None:
    lines = ["督 查 专 报", "（第7期）", "甲市政府督查室　　2024年11月5日", "关于重点项目进展的通报", "总体良好。"]
    found, text = head(lines), stored(lines).text
    assert found.number
    assert found.title
    assert found.date
    assert found.signature
    assert (found.number.value, found.date.value) == ("第7期", "2024-11-05")
    assert (found.title.value, found.title.is_sure) == ("关于重点项目进展的通报", True)
    assert [one.value for one in found.issuers] == ["甲市政府督查室"]
    assert text[found.signature.start : found.signature.end] == "甲市政府督查室　　2024年11月5日"


@pytest.mark.parametrize(
    ("index", "issuers", "date", "number"),
    [
        ({"发文机关": "甲州人民政府办公室", "成文日期": "2023-11-30", "发文字号": "甲政办〔2023〕9号"}, ["甲州人民政府办公室"], "2023-11-30", "甲政办〔2023〕9号"),
        ({"发布机构": "甲州人民政府办公室", "成文日期": "2023年11月30日", "文号": "无"}, ["甲州人民政府办公室"], "2023-11-30", None),
        ({"发布机构": "甲州人民政府办公室", "发布日期": "2023-11-30"}, [], None, None),
    ],
)  # fmt: skip
def test_what_only_a_web_page_states_is_asked(
    index: dict[str, str], issuers: list[str], date: str | None, number: str | None
) -> None:
    found = head(["关于表扬援建工作队的函", "乙市人民政府：", "现予表扬。", "特此函达。"], index)
    assert [one.value for one in found.issuers] == issuers
    assert (found.date and found.date.value, found.number and found.number.value) == (date, number)
    assert found.signature is None or not found.signature.is_sure


def test_the_heading_of_a_page_is_not_the_title_below_the_number() -> None:
    lines = [
        "2023年度授奖项目公告",
        "甲市人民政府公告",
        "（2023年第6号）",
        "关于2023年度科学技术奖的公告",
        "现予公布。",
    ]
    found = head(lines)
    assert found.title
    assert found.number
    assert (found.title.value, found.number.value) == ("关于2023年度科学技术奖的公告", "2023年第6号")


def test_the_note_below_a_title_is_no_addressee() -> None:
    lines = ["中共甲市委", "关于表彰先进的决定", "（2024年4月26日）", "各县区委，市委各部委：", "决定如下。"]
    found = head(lines)
    assert found.addressees
    assert found.date
    assert (found.addressees.value, found.date.value) == ("各县区委，市委各部委", "2024-04-26")


def test_the_issuers_of_a_title_and_the_date_below_it_are_asked_where_nobody_signs() -> None:
    found = head(["中共甲市委　甲市人民政府", "关于表彰先进的决定", "（2024年4月26日）", "各县区委：", "决定如下。"])
    assert found.signature
    assert not found.signature.is_sure
    assert [one.value for one in found.issuers] == ["中共甲市委", "甲市人民政府"]


def test_two_issuers_side_by_side_above_the_subject() -> None:
    lines = ["中共甲市委办公室　甲市人民政府办公室", "关于表扬先进单位的通报", "各县区：", "现予表扬。"]
    assert [one.value for one in head(lines).issuers] == ["中共甲市委办公室", "甲市人民政府办公室"]


def test_a_number_in_chinese_numerals_stands_between_letterhead_and_title() -> None:
    found = head(["甲市人民政府公告", "甲政告〔二〇二一〕十一號", "關於命名無廢鄉鎮的公告", "特此公告。"])
    assert found.number
    assert found.title
    assert (found.number.value, found.title.value) == ("甲政告〔二〇二一〕十一號", "關於命名無廢鄉鎮的公告")


def test_a_person_signs_an_order() -> None:
    found = head(
        ["甲省人民政府令", "第7号", "关于给予有关单位嘉奖的命令", "现予嘉奖。", "省长 谢望舒", "2024年5月20日"]
    )
    assert found.signed_by
    assert found.named_in
    assert (found.signed_by.value, found.named_in.value) == ("省长谢望舒", "甲省人民政府令")
    assert [one.value for one in found.issuers] == ["甲省人民政府"]


def test_what_a_web_page_says_of_the_document_can_be_quoted() -> None:
    index = {
        "索引号": "JA001/2024-1",
        "主题分类": "综合政务",
        "标题": "甲市人民政府关于表扬先进单位的通报",
        "公开方式": "主动公开",
    }
    lines = changed("（此件公开发布）")
    found, text = head(lines, index), stored(lines, index).text
    assert found.index_number
    assert found.topics
    assert found.openness
    assert [one.value for one in (found.index_number, found.topics, found.openness)] == [
        "JA001/2024-1",
        "综合政务",
        "主动公开",
    ]
    assert text[found.index_number.start : found.index_number.end] == "JA001/2024-1"
    assert found.title
    assert found.title.value == "甲市人民政府关于表扬2023年度先进单位的通报"


def test_the_name_of_a_body_alone_at_the_top_is_asked() -> None:
    found = head(["甲市安全生产委员会办公室", "关于检查情况的通报", "各县区：", "情况如下。"])
    assert found.title
    assert not found.title.is_sure


@pytest.mark.parametrize(
    ("colours", "title"),
    [
        (("C00000", None), "关于渔港检查情况的通报"),
        (("FF0000", "FF0000"), "青埠市渔业局关于渔港检查情况的通报"),
        ((None, None), "青埠市渔业局关于渔港检查情况的通报"),
    ],
)
def test_a_red_line_above_a_title_in_black_is_the_letterhead(
    colours: tuple[str | None, str | None], title: str, tmp_path: Path
) -> None:
    made = docx.Document()
    for words, colour in zip(("青埠市渔业局", "关于渔港检查情况的通报"), colours, strict=True):
        paragraph = made.add_paragraph()
        paragraph.alignment = 1
        run = paragraph.add_run(words)
        run.font.color.rgb = RGBColor.from_string(colour) if colour else None
    made.add_paragraph("各县区：")
    made.add_paragraph("情况如下。")
    made.save(str(tmp_path / "notice.docx"))
    found = read_head(Stored.of(read_original(tmp_path / "notice.docx")).lines)
    assert found.title
    assert found.title.value == title
    assert found.title.is_sure == (colours[0] != colours[1])
    assert [one.value for one in found.issuers] == ["青埠市渔业局"]


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
def test_the_documents_of_offices() -> None:
    found = [field for file in files() for field in fields(file)]
    wrong = [field for field in found if not field.is_right and not _is_unread(field)]
    assert [(field.document, field.name) for field in wrong] == []


def _is_unread(field: Field) -> bool:
    """Tell whether the document is a DOC, and LibreOffice is not installed."""
    return field.document == "made/09"


@pytest.mark.parametrize("genre", ["公告", "公　告", "通 告"])
def test_a_title_of_two_lines_without_a_subject(genre: str) -> None:
    found = head(["甲市人民政府", genre, "一、自即日起对城区道路实行限行。", "甲市人民政府", "2024年3月5日"])
    assert found.title
    assert (found.title.value, found.title.is_sure) == (f"甲市人民政府{squeeze(genre)}", False)


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["索引号：12", "甲政发〔2024〕3号", "今天天气很好。"], "今天天气很好。"),
        (["很" * 90], "很" * 60),
        ([], None),
    ],
)
def test_some_words_stand_for_a_title_that_nothing_shows(lines: list[str], first: str | None) -> None:
    found = first_words(stored(lines).lines)
    assert (found and found.value) == first
    assert found is None or not found.is_sure


@pytest.mark.parametrize(
    ("whom", "groups"),
    [
        ("各县、区人民政府，市政府各部门、各直属机构", ["各县、区人民政府", "市政府各部门", "各直属机构"]),
        ("各区政府、市直各单位、各高校", ["各区政府", "市直各单位", "各高校"]),
        ("甲县人民政府、乙区管委会", ["甲县人民政府、乙区管委会"]),
        ("市直各委、办、局", ["市直各委、办、局"]),
    ],
)
def test_groups_of_addressees(whom: str, groups: list[str]) -> None:
    assert groups_in(whom) == groups
