"""Sentences that praise or criticise are found with whom they name; those that only might are not."""

from time import perf_counter

import pytest
from tests.intake.test_head import stored

from tongbao.intake.recognise.acts import may_appraise, read_acts
from tongbao.intake.recognise.appraised import Appraised
from tongbao.intake.recognise.recipient import Recipient
from tongbao.load.source import squeeze

UNITS = {"市公安局", "市税务局", "市发展和改革委员会", "市教育局", "河东区政府", "市水文站"}
PLACES = {"河东区": "hedong", "北山县": "beishan"}


def known(name: str) -> Recipient | None:
    if name in UNITS:
        return Recipient(name)
    return Recipient(name, "place", place=PLACES[name]) if name in PLACES else None


def read(*lines: str) -> list[Appraised]:
    return list(read_acts(stored(lines).lines, known))


@pytest.mark.parametrize(
    ("sentence", "act", "names"),
    [
        ("现对市公安局、市税务局予以通报表扬。", "circular-commendation", ["市公安局", "市税务局"]),
        ("决定对优秀举措的实施单位市公安局、市发展和改革委员会和河东区政府给予通报表扬。", "circular-commendation", ["市公安局", "市发展和改革委员会", "河东区政府"]),
        ("对工作成效明显的河东区、北山县予以通报表扬，各安排资金800万元。", "circular-commendation", ["河东区", "北山县"]),
        ("河东区和市公安局、市税务局统筹有力、推进迅速，予以通报表扬。", "circular-commendation", ["河东区", "市公安局", "市税务局"]),
        ("为表彰先进，市政府决定，授予市水文站“先进集体”称号。", "award", ["市水文站"]),
        ("对整改不力的市教育局予以通报批评。", "circular-criticism", ["市教育局"]),
        ("市公安局投资完成率偏低，市教育局负责的项目至今未开工，予以通报批评。", "circular-criticism", ["市公安局", "市教育局"]),
        ("市公安局、市教育局等企业违章作业，对上述企业给予通报批评。", "circular-criticism", ["市公安局", "市教育局"]),
        ("二、对作风漂浮、两次排名末位的北山县龙渠街道办事处给予全县通报批评。", "circular-criticism", ["北山县龙渠街道办事处"]),
        ("一、河东区住房和城乡建设局推诿43天，市教育局逾期12件，现予通报批评。", "circular-criticism", ["河东区住房和城乡建设局", "市教育局"]),
        ("（三）北山县行政审批服务局推行帮办代办，受到企业好评，特予表扬。", "circular-commendation", ["北山县行政审批服务局"]),
        ("北山县统筹有力，市水文站积极配合市公安局，予以通报表扬。", "circular-commendation", ["北山县", "市水文站"]),
        ("对市公安局运输科科长魏长林、办事员臧小满点名批评。", "circular-criticism", ["魏长林", "臧小满"]),
        ("约谈北山县农业农村局局长费长房、北山县财政局副局长苻坚白。", "circular-criticism", ["费长房", "苻坚白"]),
        ("对清江大桥工程（清江路桥公司承建）、数字档案项目（完成单位：市水文站、市教育局）予以表扬。", "circular-commendation", ["清江大桥工程", "数字档案项目"]),
        ("对案例单位县民政局、县交通局提出表扬。", "circular-commendation", ["县民政局", "县交通局"]),
    ],
)  # fmt: skip
def test_who_is_named(sentence: str, act: str, names: list[str]) -> None:
    (found,) = read(sentence)
    assert (found.act, [one.name for one in found.recipients]) == (act, names)


@pytest.mark.parametrize(
    "sentence",
    [
        "对成效明显的市公安局视情予以通报表扬。",
        "拟授予市水文站“先进集体”称号。",
        "不对市公安局予以通报表扬。",
        "对工作滞后的单位将予以通报批评。",
        "对表现突出的地方予以通报表扬。",
        "市公安局要认真落实。",
    ],
)
def test_what_is_not_done_or_names_nobody(sentence: str) -> None:
    assert [act.recipients for act in read(sentence) if act.recipients or act.refers] == []


@pytest.mark.parametrize(
    ("sentence", "is_open", "stated"),
    [
        ("对市公安局、市税务局予以通报表扬。", False, None),
        ("对市公安局、市税务局等予以通报表扬。", True, None),
        ("授予市水文站等6个单位“先进集体”称号。", True, 6),
    ],
)
def test_lists_that_are_left_open(sentence: str, is_open: bool, stated: int | None) -> None:
    (found,) = read(sentence)
    assert (found.is_open, found.stated) == (is_open, stated)


def test_words_between_names_are_said_of_the_one_before() -> None:
    (found,) = read("市公安局完成率偏低，市教育局至今未开工，予以通报批评。")
    assert [one.row and one.row.value for one in found.recipients] == ["市公安局完成率偏低", "市教育局至今未开工"]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("对市公安局予以表扬，对市教育局予以通报批评。", [("circular-commendation", "", "市公安局"), ("circular-criticism", "", "市教育局")]),
        ("授予市水文站“先进集体”称号、王小明“先进个人”称号。", [("award", "先进集体", "市水文站"), ("award", "先进个人", "王小明")]),
        ("授予港口岸电技术等3个项目科技进步奖二等奖，每项奖金10万元。", [("award", "二等奖", "港口岸电技术")]),
        ("给予沙千里（市公安局支队长）记个人一等功，颁发奖金5万元。", [("commendation", "个人一等功", "沙千里")]),
        ("对在抢险中牺牲的王大壮同志追授“优秀党员”称号。", [("award", "", "王大壮")]),
        ("授予市水文站“节水改革先进集体”一等奖，各奖励15万元。", [("award", "一等奖", "市水文站")]),
        ("给予市公安局、青江机动中队集体嘉奖，颁发奖金各20万元。", [("commendation", "集体嘉奖", "市公安局 青江机动中队")]),
        ("给予石敬山（青江救援队队员）个人嘉奖。", [("commendation", "个人嘉奖", "石敬山")]),
        ("命名河东区、北山县为“全省文明县区”。", [("award", "文明县区", "河东区 北山县")]),
        ("决定表彰以下单位：市公安局、市税务局。", [("commendation", "", "市公安局 市税务局")]),
        ("授予清江茶业有限公司第三届县长质量奖提名奖。", [("award", "提名奖", "清江茶业有限公司")]),
        ("并由县安委会约谈吕遇安（市税务局科长）。", [("circular-criticism", "", "吕遇安")]),
        ("縣政府決定對市公安局予以通報表揚，並授予陳國樑同志「防疫模範」稱號。", [("circular-commendation", "", "市公安局"), ("award", "", "陳國樑")]),
    ],
)  # fmt: skip
def test_several_acts_and_what_is_given(sentence: str, acts: list[tuple[str, str, str]]) -> None:
    found = [(one.act, one.grade, " ".join(each.name for each in one.recipients)) for one in read(sentence)]
    assert found == acts


@pytest.mark.parametrize(
    "sentence",
    [
        "市教育局对全市学校开展检查，对存在问题的学校予以通报批评。",
        "市公安局、市税务局要对照检查，凡工作不力的予以通报批评。",
        "要加大对市公安局、市税务局等单位的表扬力度。",
        "受到市政府表彰的市公安局、市税务局要珍惜荣誉。",
        "市公安局查处的李某某案件予以通报批评。",
        "对市公安局、市税务局有关责任人予以通报批评。",
        "约谈市公安局主要负责人。",
        "取消河东区、北山县评优资格，予以通报批评。",
        "对符合条件的国家级企业技术中心给予奖励100万元。",
        "市公安局受到省政府通报表扬。",
        "四、市公安局整改较为迅速，不再列入本次通报批评名单。",
        "市公安局曾在全市通报批评。",
        "如市公安局未完成任务，对市公安局予以通报批评。",
    ],
)
def test_nobody_is_praised_or_blamed_by_the_way(sentence: str) -> None:
    assert [one.recipients for one in read(sentence) if one.recipients] == []


def test_what_a_second_part_of_a_sentence_praises_is_asked_where_it_is_not_read() -> None:
    lines = ["对市公安局予以通报表扬，对清源桥建设者群体予以表扬。"]
    assert [*may_appraise(stored(lines).lines, read(*lines))] == ["对清源桥建设者群体予以表扬"]
    lines = ["授予“航道监测技术”等2项成果科技进步奖，授予沈星河市科技合作奖。"]
    assert [*may_appraise(stored(lines).lines, read(*lines))] == ["授予沈星河市科技合作奖"]


def test_makers_in_brackets_are_no_recipients() -> None:
    (found,) = read("对数字档案项目（完成单位：市水文站、市教育局）予以表扬。")
    assert [(one.name, one.makers) for one in found.recipients] == [("数字档案项目", ("市水文站", "市教育局"))]


@pytest.mark.parametrize(
    ("line", "act", "names", "title"),
    [
        ("（一）河东区、北山县。予以通报表扬，各安排资金500万元。", "circular-commendation", ["河东区", "北山县"], ""),
        ("（二）河东区、北山县等2个县（区）。授予“节水先进县区”称号。", "award", ["河东区", "北山县"], "节水先进县区"),
        ("市教育局窗口人员空岗，市税务局违规要求重复提交材料。对以上2家单位予以通报批评。", "circular-criticism", ["市教育局", "市税务局"], ""),
    ],
)  # fmt: skip
def test_a_sentence_speaks_of_those_of_the_one_before(line: str, act: str, names: list[str], title: str) -> None:
    (found,) = read(line)
    assert (found.act, [one.name for one in found.recipients], found.title) == (act, names, title)
    assert squeeze(stored([line]).text).count(found.quote.value) == 1


@pytest.mark.parametrize(
    "line",
    [
        "市教育局、市税务局窗口空岗。对以上3家单位予以通报批评。",
        "河东区、北山县等地工作扎实。予以通报表扬。",
        "市教育局推进有力。授予“先进集体”称号的办法另行制定。",
        "河东区、北山县。视情予以通报表扬。",
        "市公安局、市税务局等。予以通报表扬。",
    ],
)
def test_nobody_is_taken_over_from_a_sentence_that_does_not_name_them_all(line: str) -> None:
    assert [one.recipients for one in read(line) if one.recipients] == []


@pytest.mark.parametrize(
    ("sentence", "act", "given"),
    [
        (
            "决定对市公安局、市税务局分别记集体一等功、集体二等功。",
            "commendation",
            [("市公安局", "集体一等功"), ("市税务局", "集体二等功")],
        ),
        (
            "决定分别授予市公安局、市税务局“改革先进集体”“节水模范单位”称号。",
            "award",
            [("市公安局", "改革先进集体"), ("市税务局", "节水模范单位")],
        ),
        (
            "对市公安局、河东区和市教育局分别记集体二等功、集体三等功和集体嘉奖。",
            "commendation",
            [("市公安局", "集体二等功"), ("河东区", "集体三等功"), ("市教育局", "集体嘉奖")],
        ),
    ],
)
def test_each_of_several_is_given_its_own(sentence: str, act: str, given: list[tuple[str, str]]) -> None:
    (found,) = read(sentence)
    assert (found.act, [(one.name, one.grade) for one in found.recipients]) == (act, given)


def test_each_of_several_gets_its_own_money() -> None:
    (found,) = read("对市公安局、市税务局分别给予20万元、15万元奖励。")
    assert found.act == "circular-commendation"
    assert [(one.name, one.money) for one in found.recipients] == [("市公安局", "20万元"), ("市税务局", "15万元")]


@pytest.mark.parametrize(
    "sentence",
    [
        "对市公安局、市税务局、市教育局分别记集体一等功、集体二等功。",
        "对河东区、北山县分别予以通报表扬、通报批评。",
        "对市公安局、市税务局等单位分别记集体一等功、集体二等功。",
        "对市公安局、市税务局分别给予20万元、15万元补助。",
        "对市公安局、市税务局、市教育局分别给予20万元、15万元奖励。",
        "市应急局对青江化工有限公司处以罚款4.5万元。",
        "青江化工有限公司未按规定培训，被罚款3万元。",
        "市应急局对青江化工有限公司作出罚款5万元的行政处罚。",
        "案例二：青江化工有限公司瞒报事故案。",
    ],
)
def test_what_is_not_plain_is_asked_with_its_words(sentence: str) -> None:
    assert read(sentence) == []
    assert [*may_appraise(stored([sentence]).lines, [])] == [sentence.rstrip("。")]


def test_a_fine_beside_criticism_is_asked_of_nobody_else() -> None:
    sentence = "对北山县青江化工有限公司予以通报批评，并处罚款3万元。"
    (found,) = read(sentence)
    assert [one.name for one in found.recipients] == ["北山县青江化工有限公司"]
    assert [*may_appraise(stored([sentence]).lines, [found])] == []


@pytest.mark.parametrize("words", ["对市公安局、", "分别授予市公安局“甲”", "分别", "“甲”“乙”"])
def test_sentences_of_many_recipients_take_little_time(words: str) -> None:
    started = perf_counter()
    read(words * (5_000 // len(words)))
    assert perf_counter() - started < 5
