"""Names in words of praise or blame are told apart: bodies, places, persons with body and post, projects; nobody is guessed."""

import pytest
from tests.intake.test_acts import known

from tongbao.intake.recognise.persons import body_and_post, is_name
from tongbao.intake.recognise.whom import read_whom
from tongbao.intake.recognise.whom_words import grade_in, kind_titled


@pytest.mark.parametrize(
    ("words", "names", "is_open", "stated"),
    [
        ("优秀举措的实施单位市公安局、市发展和改革委员会和河东区", ["unit 市公安局", "unit 市发展和改革委员会", "place 河东区"], False, None),
        ("工作拖沓、推进不力的市税务局", ["unit 市税务局"], False, None),
        ("市公安局、市税务局办理的海绵城市项目", ["project 海绵城市项目"], False, None),
        ("市水文站等6个单位", ["unit 市水文站"], True, 6),
        ("褚望川、何静两名同志", ["person 褚望川", "person 何静"], False, 2),
        ("市公安局等3个单位、王小明等5名同志", ["unit 市公安局", "person 王小明"], True, None),
        ("深海网箱装备、耐盐水稻选育与示范2个项目", ["project 深海网箱装备", "project 耐盐水稻选育与示范"], False, 2),
        ("“一窗项目”“一码项目”", ["project 一窗项目", "project 一码项目"], False, None),
        ("邵知行（河东区住建局副局长）、卫东临（县城管局科长）", ["person 邵知行", "person 卫东临"], False, None),
        ("李雷、王芳（女）、赵川", ["person 李雷", "person 王芳", "person 赵川"], False, None),
        ("甲江铁建有限公司（省应急抢险中心）、省地质调查院", ["unit 甲江铁建有限公司（省应急抢险中心）", "unit 省地质调查院"], False, None),
        ("县自然资源和规划局、青山镇", ["unit 县自然资源和规划局", "place 青山镇"], False, None),
        ("市公安局等责任部门", ["unit 市公安局"], True, None),
    ],
)  # fmt: skip
def test_who_is_named(words: str, names: list[str], is_open: bool, stated: int | None) -> None:
    found = read_whom(words, known)
    assert [f"{one.kind} {one.name}" for one in found.recipients] == names
    assert (found.is_open, found.stated) == (is_open, stated)
    assert all(
        words[low:high].find(one.name) >= 0 for one, (low, high) in zip(found.recipients, found.spans, strict=True)
    )


@pytest.mark.parametrize(
    "words",
    [
        "推进不力的",
        "推进不力的单位",
        "上述企业",
        "各县区、有关部门",
        "50个先进集体",
        "学校",
        "市公安局、市税务局有关责任人",
        "市公安局、市税务局等单位的",
        "张三、李四",
        "高新、经开",
    ],
)
def test_who_is_not_named_or_cannot_be_told(words: str) -> None:
    assert read_whom(words, known).recipients == ()


@pytest.mark.parametrize(
    ("words", "body", "post"),
    [
        ("清江市水利局防御科科长", "清江市水利局", "防御科科长"),
        ("河东区白石街道办事处主任", "河东区白石街道办事处", "主任"),
        ("国家税务总局清江市税务局办公室主任", "国家税务总局清江市税务局", "办公室主任"),
        ("省消防总队水域救援支队支队长", "省消防总队水域救援支队", "支队长"),
        ("市第一人民医院护士长", "市第一人民医院", "护士长"),
        ("女，柳湖区文体局副局长", "柳湖区文体局", "副局长"),
        ("清江机床厂车工、高级技师", "清江机床厂", "车工、高级技师"),
        ("县水库管理所闸门运行工（女）", "县水库管理所", "闸门运行工（女）"),
        ("白溪县农业农村局党组成员、副局长", "白溪县农业农村局", "党组成员、副局长"),
        ("白溪县青石镇党委副书记", "白溪县青石镇党委", "副书记"),
        ("白溪县竹村驻村第一书记", "白溪县竹村", "驻村第一书记"),
        ("生前系白溪县青石镇河湾村党支部书记", "白溪县青石镇河湾村党支部", "书记"),
        ("男，中共党员，时任白溪县水利局局长", "白溪县水利局", "局长"),
        ("清江市公共交通集团有限公司驾驶员", "清江市公共交通集团有限公司", "驾驶员"),
        ("清江农村商业银行股份有限公司行长", "清江农村商业银行股份有限公司", "行长"),
        ("清江医科大学附属第一医院护士长", "清江医科大学附属第一医院", "护士长"),
        ("人民银行清江市分行科员", "人民银行清江市分行", "科员"),
        ("市蓝天救援队队员", "市蓝天救援队", "队员"),
        ("市公安局", "市公安局", ""),
        ("教授", "", "教授"),
    ],
)
def test_body_and_post(words: str, body: str, post: str) -> None:
    assert body_and_post(words, known) == (body, post)


@pytest.mark.parametrize(
    ("words", "surely", "is_one"),
    [
        ("欧阳柏舟", False, True),
        ("买买提·艾力", False, True),
        ("巴图吉日", False, False),
        ("巴图吉日", True, True),
        ("市司法局", True, False),
        ("河东区", True, False),
        ("综合科", False, False),
    ],
)
def test_the_form_of_a_name(words: str, surely: bool, is_one: bool) -> None:
    assert is_name(words, surely=surely) is is_one


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("科技进步奖一等奖", "一等奖"),
        ("全市抗旱工作先进集体", "先进集体"),
        ("科技重大贡献奖", "科技重大贡献奖"),
        ("“金杯”", ""),
        ("获得优秀等次", "优秀等次"),
        ("不合格等次", "不合格等次"),
        ("基本合格等次", "基本合格等次"),
        ("集体三等功", "集体三等功"),
        ("全市先进个人荣誉称号", "先进个人"),
        ("名单", ""),
    ],
)
def test_grades(words: str, grade: str) -> None:
    assert grade_in(words) == grade


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("优秀组织单位", "unit"),
        ("全市先进个人名单", "person"),
        ("最佳组织者", "person"),
        ("优秀案例", "project"),
        ("一等奖", None),
    ],
)
def test_what_a_title_is_for(words: str, kind: str | None) -> None:
    assert kind_titled(words) == kind
