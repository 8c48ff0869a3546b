"""What the text of a measure states beside its figures: as its words say, in any city, and never more than they say.

The sentences are invented; bodies and places of 江川 stand in no file of units.
"""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.facts import proposed, scores

from tongbao.errors import DataError
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load import load
from tongbao.load.source import squeeze


def found(text: str, key: str, *keys: str) -> list[Any]:
    """Return some keys of the records of one list."""
    records = [one.record for one in proposed(text) if one.key == key]
    return [tuple(record.get(name) for name in keys) if len(keys) > 1 else record.get(keys[0]) for record in records]


# --- the real notice ------------------------------------------------------------------------------------

WANTED = {
    "honours": (0.9, 0.9),
    "works": (0.8, 0.9),
    "platforms": (0.8, 0.9),
    "claims": (0.95, 0.95),
    "events": (0.9, 0.9),
    "beneficiaries": (0.9, 0.9),
    "instruments": (0.9, 0.9),
}
"""How much of what people entered is to be found, and how much of what is proposed is to be right: near what was reached."""


def test_the_facts_of_the_real_notice() -> None:
    reached = {key: (same / entered, same / listed) for key, (same, entered, listed) in scores().items()}
    short = {key: both for key, both in reached.items() if both[0] < WANTED[key][0] or both[1] < WANTED[key][1]}
    assert not short


# --- recognitions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "name", "by"),
    [
        ("2024年3月，该做法获评全国政务服务创新典型案例。", "model-case", "全国政务服务创新典型案例", None),
        ("被江川省发展改革委评为优化营商环境优秀案例。", "model-case", "优化营商环境优秀案例", ["江川省发展改革委"]),
        ("2023年11月，被列为全国首批数字化转型试点城市。", "model-case", "全国首批数字化转型试点城市", None),
        ("荣膺“中国快递示范城市”称号。", "model-case", "“中国快递示范城市”称号", None),
        (
            "入选江川省第二批自贸试验区“最佳实践案例”。",
            "model-case",
            "江川省第二批自贸试验区“最佳实践案例”",
            None,
        ),
        ("获省科技进步二等奖1项。", "contest-prize", "省科技进步二等奖", None),
        ("获国务院办公厅通报表扬。", "affirmation", "通报表扬", ["国务院办公厅"]),
        ("工作成效得到分管副省长批示肯定。", "affirmation", "分管副省长批示肯定", None),
        ("获国家药监局批复同意开展试点。", "affirmation", "国家药监局批复同意开展试点", None),
        ("相关建议被省人大常委会采纳。", "wider-adoption", "相关建议被省人大常委会采纳", ["省人大常委会"]),
        ("成效明显，该模式在全省复制推广。", "wider-adoption", "该模式在全省复制推广", None),
        (
            "做法先后被省委改革办、省发改委转发推广。",
            "wider-adoption",
            "做法先后被省委改革办、省发改委转发推广",
            ["省委改革办", "省发改委"],
        ),
        ("目前正在申报国家级服务业标准化试点。", "pending-nomination", "国家级服务业标准化试点", None),
        ("在全省现场推进会上作经验交流发言。", "showcase", "在全省现场推进会上作经验交流发言", None),
        ("获人民日报、新华社等媒体报道。", "media-report", "人民日报、新华社等媒体报道", None),
    ],
)
def test_a_recognition(text: str, kind: str, name: str, by: list[str] | None) -> None:
    assert found(text, "honours", "kind", "name", "conferred-by") == [(kind, name, by)]


def test_each_of_several_prizes() -> None:
    text = "荣获全省机关体制机制创新一等奖、全国数字政府评选案例奖。"
    assert found(text, "honours", "name", "rank") == [
        ("全省机关体制机制创新一等奖", "一等奖"),
        ("全国数字政府评选案例奖", None),
    ]


def test_an_honour_and_its_adoption_in_one_clause() -> None:
    text = "相关做法获评江川省“十佳”改革案例并在全省复制推广。"
    assert found(text, "honours", "kind", "name") == [
        ("model-case", "江川省“十佳”改革案例"),
        ("wider-adoption", "在全省复制推广"),
    ]


def test_journals_that_carry_it_as_the_subject() -> None:
    text = "成效明显，《南岭内参》《南岭信息》先后刊发我市做法。"
    assert found(text, "honours", "kind", "name") == [
        ("bulletin", "《南岭内参》刊发"),
        ("bulletin", "《南岭信息》刊发"),
    ]


def test_a_report_stands_in_the_work_that_carries_it() -> None:
    text = "相关经验获《江川日报》《改革内参》等刊载。"
    assert found(text, "works", "id", "title", "kind") == [
        ("newspaper", "江川日报", "newspaper"),
        ("bulletin", "改革内参", "bulletin"),
    ]
    assert found(text, "honours", "name", "in-work") == [
        ("《江川日报》刊载", "newspaper"),
        ("《改革内参》刊载", "bulletin"),
    ]


def test_the_date_of_a_recognition_is_that_of_its_own_clause() -> None:
    text = "2022年9月启动建设，获评全省优秀案例，2023年5月入选全国试点名单。"
    assert found(text, "honours", "name", "date") == [("全省优秀案例", None), ("全国试点名单", "2023-05")]


@pytest.mark.parametrize(
    "text",
    [
        "未获评优秀案例。",
        "对获评国家级绿色工厂的企业给予50万元奖励。",
        "获得企业群众一致好评。",
        "获得发明专利12项，取得明显成效。",
        "获省级财政奖补资金500万元。",
        "将好经验好做法逐步在全省推广。",
        "推广智能水表4.1万只。",
    ],
)
def test_no_recognition(text: str) -> None:
    assert not found(text, "honours", "name")


# --- claims ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wording", "level", "place"),
    [
        ("全国首个“碳效码”平台于2022年6月上线。", "全国首个", "national", "cn"),
        ("率先在全省推行“拿地即开工”改革。", "率先在全省", "provincial", "fujian"),
        ("在全国率先建立信用修复“一口办”机制。", "在全国率先", "national", "cn"),
        ("首创“交地即交证”。", "首创", None, None),
        ("建成江川省首条智能公交线路。", "江川省首条", None, None),
        ("该做法属国内首例。", "国内首例", "national", "cn"),
        ("设立厦门首家知识产权公证中心。", "厦门首家", "municipal", "xiamen"),
        ("开创了知识产权质押融资先河。", "开创了知识产权质押融资先河", None, None),
        ("全市首創一站式服務。", "全市首創", "municipal", "xiamen"),
        ("我县在全市首个建成标准化体系。", "全市首个", "municipal", "xiamen"),
    ],
)
def test_a_claim_with_its_scope(text: str, wording: str, level: str | None, place: str | None) -> None:
    assert found(text, "claims", "wording", "level", "place") == [(wording, level, place)]


@pytest.mark.parametrize(
    "text",
    [
        "并非全国首创，但做法扎实。",
        "力争在全省率先建成数字孪生流域。",
        "第一时间响应，首问负责，首席服务员到位。",
        "首批入驻企业32家，首期投入5亿元。",
        "先行先试，率先垂范，弘扬首创精神。",
        "被列为全国首批数字化转型试点城市。",
    ],
)
def test_no_claim(text: str) -> None:
    assert not found(text, "claims", "wording")


@pytest.mark.parametrize(
    "text", ["全国首创某某机制。", "获评全国典型案例。", "相关经验在全市推广。", "得到省委主要领导批示肯定。"]
)
def test_recognitions_and_claims_are_never_sure(text: str) -> None:
    facts = [one for one in proposed(text) if one.key in ("honours", "claims")]
    assert facts
    assert all(one.asked for one in facts)


# --- documents, platforms, events -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "kind", "by"),
    [
        (
            "市财政局、市税务局联合印发《老旧小区改造资金管理办法（试行）》。",
            "老旧小区改造资金管理办法（试行）",
            "policy",
            ["市财政局", "市税务局"],
        ),
        ("县应急局出台《社区食堂服务规范》。", "社区食堂服务规范", "management-standard", ["县应急局"]),
        ("与市税务局联合出台《关于推行税易办的通知》。", "关于推行税易办的通知", "policy", None),
        ("公布《证明事项目录》。", "证明事项目录", "list", None),
        ("编印《办事指南》120份。", "办事指南", "guideline", None),
        ("研究制定“码上办”事项清单。", "“码上办”事项清单", "list", None),
    ],
)
def test_a_document(text: str, title: str, kind: str, by: list[str] | None) -> None:
    assert found(text, "works", "title", "kind", "issued-by") == [(title, kind, by)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("开发“江e办”APP和“惠企通”小程序。", ["“江e办”APP", "“惠企通”小程序"]),
        ("上线“云上窗口”，建成“城市大脑”。", ["云上窗口", "城市大脑"]),
        ("依托省一体化审批平台、中介服务系统办理。", ["省一体化审批平台", "中介服务系统"]),
        ("利用大数据平台、业务系统开展分析，优化系统。", []),
        ("推动工程建设项目审批系统性改革。", []),
    ],
)
def test_platforms(text: str, names: list[str]) -> None:
    assert found(text, "platforms", "name") == names


def test_what_a_platform_is_said_to_consist_of_are_its_parts() -> None:
    text = "搭建智慧水务平台。平台建设内容包括水质监测系统、闸门控制系统，巡河调度系统等，并接入县防汛指挥系统。"
    listed = [one for one in proposed(text) if one.key == "platforms"]
    assert [(one.record["name"], one.record["kind"], bool(one.asked)) for one in listed] == [
        ("智慧水务平台", "system", True),
        ("水质监测系统", "subsystem", False),
        ("闸门控制系统", "subsystem", False),
        ("巡河调度系统", "subsystem", False),
        ("县防汛指挥系统", "system", True),
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("2023年5月18日，跨境电商服务中心正式挂牌成立。", [("2023-05-18", "跨境电商服务中心正式挂牌成立")]),
        (
            "平台自2022年9月启动建设以来，于2024年1月1日全面运行。",
            [("2022-09", "平台启动建设"), ("2024-01-01", "全面运行")],
        ),
        ("该系统于2023年3月1日起试运行，6月30日正式上线。", [("2023-03-01", "该系统试运行"), ("2023-06-30", "上线")]),
        ("2025年底前完成系统上线。", []),
        ("截至2024年6月底，累计办件5万件；2023年1—9月，新增贷款12亿元。", []),
        ("2021年建成园区3个。", []),
        ("推行带押过户，2023年2月13日办结全省首笔业务。", [("2023-02-13", "办结全省首笔业务")]),
    ],
)
def test_events(text: str, events: list[tuple[str, str]]) -> None:
    assert found(text, "events", "date", "what") == events


# --- whom it serves -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("为残疾人家庭免费安装无障碍设施，惠及老年人2.3万人。", ["残疾人家庭", "老年人"]),
        ("帮助836家外贸企业解决融资难题。", ["外贸企业"]),
        ("服务企业群众办事“最多跑一次”。", ["企业", "群众"]),
        ("为全区2.6万名学生提供午餐。", ["学生"]),
        ("惠及市民和游客120万人次。", ["市民", "游客"]),
        ("支持企业做大做强，为主动适应新形势。", []),
        ("成为企业办事首选，使用企业数据提供画像，提升政务服务企业满意度。", []),
        ("给予科技型企业免费检测。", ["科技型企业"]),
        ("出台《关于服务企业的若干措施》。", []),
        ("渔民群众可在码头一站式办理，居民可根据需要自主选择窗口。", ["渔民群众", "居民"]),
        ("小微企业通过“茶乡通”申报。", ["小微企业"]),
        ("提高村民办事效率，鼓励退役军人创业。", ["村民", "退役军人"]),
        ("奖励“山海杯”获奖师生。", ["获奖师生"]),
        ("鼓励企业创新，支持企业升级，提升企业效率。", []),
        ("对上述企业给予通报批评，对违规企业给予处罚。", []),
    ],
)
def test_beneficiaries(text: str, names: list[str]) -> None:
    assert found(text, "beneficiaries", "name") == names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("对首次上市的企业，给予100万元补助。", "首次上市的企业", "businesses"),
        ("对守信的机构和人员，开通绿色通道。", "守信的机构和人员", "organisations"),
        ("经县里认定的乡村人才，由县政府颁发证书。", "乡村人才", "people"),
        ("针对多数“链主企业”反映的难题，逐项解决。", "链主企业", "businesses"),
        ("与3万户个体工商户保持联系。", "个体工商户", "businesses"),
    ],
)
def test_a_beneficiary_that_the_words_leave_open_is_asked(text: str, name: str, kind: str) -> None:
    assert found(text, "beneficiaries", "name", "kind") == [(name, kind)]
    assert all(one.asked for one in proposed(text) if one.key == "beneficiaries")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("推出“助农贷”“果蔬收购保”等产品。", [("助农贷", "loan"), ("果蔬收购保", "insurance")]),
        ("设立10亿元科创母基金，发放安家补贴1200万元。", [("科创母基金", "fund"), ("安家补贴", "grant")]),
        ("做到“应贷尽贷”“应保尽保”“零风险”，让银行“敢贷、能贷”。", []),
    ],
)
def test_instruments(text: str, named: list[tuple[str, str]]) -> None:
    assert found(text, "instruments", "name", "kind") == named


# --- all of them ----------------------------------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from(
            [
                *"，。；、：“”《》（）的了年月日12",
                "2024年3月",
                "获评",
                "典型案例",
                "全国首创",
                "《办法》",
                "“一码通”平台",
                "惠及",
                "企业",
                "被市财政局",
                "在全市推广",
                "上线",
                "贷",
                "「",
                "首個",
            ]
        ),
        max_size=40,
    )
)
def test_every_quotation_stands_in_the_text(parts: list[str]) -> None:
    text = squeeze("".join(parts)) or "甲"
    for one in proposed(text):
        quote: Any = one.record["quote"]
        assert (quote if isinstance(quote, str) else quote["text"]) in text
        assert one.record["id"]


def test_a_long_text_without_a_stop_is_read_in_bounded_time() -> None:
    proposed("获全国首创“平台《" * 20_000)


STATED = (
    "2024年3月，该做法被江川省发展改革委评为优秀案例，获《江川日报》报道，相关经验在全市推广。",
    "全国首创“一码通”平台，2023年5月上线，惠及企业1200余家，推出“园区贷”。",
    "市财政局印发《专项资金管理办法》，在全省率先建立直达机制，获国务院办公厅通报表扬。",
)


def test_a_draft_with_all_of_them_loads_but_for_what_is_asked(tmp_path: Path) -> None:
    document = Document()
    for words in ("江川市人民政府办公室关于公布改革举措的通知", "江政办〔2024〕7号", "各区人民政府："):
        document.add_paragraph(words)
    document.add_paragraph("为总结经验，根据《江川市改革促进条例》，现将有关举措予以公布。希望各单位再接再厉。")
    document.add_paragraph("江川市人民政府办公室")
    document.add_paragraph("2024年10月29日")
    table = document.add_table(rows=1, cols=4)
    rows = [("序号", "改革举措", "牵头单位", "主要做法")]
    rows += [
        (str(number), f"改革举措之{'甲乙丙'[number - 1]}", "市财政局", text) for number, text in enumerate(STATED, 1)
    ]
    for row, cells in zip([table.rows[0], *(table.add_row() for _ in STATED)], rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    file = tmp_path / "notice.docx"
    document.save(str(file))
    new_dataset(tmp_path / "office")
    drafted = draft_notice(file, tmp_path / "office", None, None, None)
    with pytest.raises(DataError) as caught:
        load(tmp_path / "office")
    assert {problem.code for problem in caught.value.problems} <= {"gap", "unknown-unit"}
    text = drafted.file.read_text("utf-8")
    for words in ("honours:", "works:", "platforms:", "claims:", "events:", "beneficiaries:", "instruments:"):
        assert words in text
    for words in ("references:", "purposes:", "requirements:", "“江川省发展改革委”不在 units.yaml 中"):
        assert words in text
