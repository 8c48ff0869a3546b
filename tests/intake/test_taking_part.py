"""Those who take part in a measure by the words of its text are found with their role; nobody is guessed."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml
from tests.intake.facts import participants, taking_part

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.gaps import GAP


def said(text: str) -> list[tuple[str, str]]:
    found = yaml.safe_load("\n".join(taking_part(text)) or "{}")
    return [(one["role"], one.get("printed", one.get("unit"))) for one in found.get("participants", [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县农业农村局会同县水利局、县林业局印发《导则》。", [("joining", "县水利局"), ("joining", "县林业局")]),
        ("县医院联合县中心血站、青禾航空有限公司开通航线6条。", [("joining", "县中心血站"), ("joining", "青禾航空有限公司")]),
        ("清江海关与县商务局、县口岸办联合推行“秒核”。", [("joining", "县商务局"), ("joining", "县口岸办")]),
        ("清江中院联合县税务局、人民银行清江市分行出台办法。", [("joining", "县税务局"), ("joining", "人民银行清江市分行")]),
        ("由县财政局牵头，县教育局、县科技局等单位配合，兑付资金。", [("supporting", "县教育局"), ("supporting", "县科技局")]),
        ("设立中心，清江仲裁委员会参与，县司法局协助。", [("participant", "清江仲裁委员会"), ("supporting", "县司法局")]),
        ("县住房和城乡建设局携手县发展和改革委员会建设平台。", [("joining", "县发展和改革委员会")]),
        ("县教育局会同縣財政局辦理。", [("joining", "縣財政局")]),
        ("市数据局联合市公安局（交警支队）、市税务局上线系统。", [("joining", "市公安局（交警支队）"), ("joining", "市税务局")]),
        ("按照市委、市政府决策部署，建成中心。", [("superior", "市委"), ("superior", "市政府")]),
        ("将清单报送省市场监管局备案。", [("report-addressee", "省市场监管局")]),
    ],
)  # fmt: skip
def test_who_takes_part(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "县教育局会同有关部门、相关企业开展检查。",
        "设立联合审批中心，开展联合检查。",
        "支持高校联合企业建设协同创新中心。",
        "组建创新联合体，联合国专家到访。",
        "县公安局未会同县司法局开展检查。",
        "推进跨部门联合治理，市、区协同共建园区。",
        "市民与县政府网站互动。",
        "积极配合，主动参与。",
        "与县财政局签订协议。",
    ],
)
def test_words_that_name_nobody_or_do_not_say_that_somebody_takes_part(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市税务局推行“全程网办”，市公安局开展辅导12场。", [("participant", "市公安局")]),
        ("启动以来，市财政局累计兑现奖补900万元。", [("participant", "市财政局")]),
        ("会同县财政局办理，市发改委将做法报送省市场监管局。", [("joining", "县财政局"), ("report-addressee", "省市场监管局"), ("submitter", "市发改委")]),
        ("2024年5月，市发改委、市财政局肯定该做法，并上报省市场监管局。", [("report-addressee", "省市场监管局"), ("submitter", "市发改委"), ("submitter", "市财政局")]),
        ("以青埠高新区为试点，先行开票。", [("pilot-site", "青埠高新区")]),
        ("选取河东街道、青禾机械有限公司等开展数字化试点。", [("pilot-site", "河东街道"), ("pilot-site", "青禾机械有限公司")]),
        ("登录市税务局官网办理。", [("mentioned", "市税务局")]),
        ("各部门集成办理，5家银行推出“茶叶贷”。", [("mentioned", "各部门"), ("mentioned", "5家银行")]),
        ("归集公安、民政、税务等部门数据12亿条。", [("mentioned", "公安、民政、税务等部门")]),
        ("打通公安、医保等系统。", [("mentioned", "公安、医保")]),
        ("水务联合城管、交警等部门及养护企业巡查河道。", [("joining", "城管、交警等部门"), ("joining", "养护企业")]),
        ("推动村级便民服务站、社区服务中心改造。", [("mentioned", "村级便民服务站、社区服务中心")]),
    ],
)  # fmt: skip
def test_who_acts_tries_it_reports_it_or_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(said(text)) == sorted(expected)
    assert not any(GAP in line for line in taking_part(text))


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("巡回法庭审结涉渔案件31件。", "participant", "巡回法庭"),
        ("调解组上门调解纠纷18起。", "participant", "调解组"),
        ("县检察院出具建议书7件。", "participant", "县检察院"),
        ("成立古城更新改造指挥部，倒排工期。", "participant", "古城更新改造指挥部"),
        ("吸引市财政局设立引导资金。", "participant", "市财政局"),
    ],
)
def test_a_body_whose_part_the_words_leave_open_is_asked(text: str, role: str, name: str) -> None:
    assert said(text) == [(role, name)]
    assert all(GAP in line for line in taking_part(text)[1:])


@pytest.mark.parametrize(
    "text",
    [
        "市财政局兑现的奖补惠及千家。",
        "市财政局印发办法，市发改委批准立项。",
        "在全市试点，以点带面，以企业为试点对象。",
        "鼓励金融机构推出新产品。",
        "成立工作专班，召开会议。",
        "跨部门联办，多部门联动。",
        "银行卡、保险费可线上缴纳。",
        "按规定报送，并上报进展。",
        "打通山路、水路等通道。",
        "市财政局网站公示。",
    ],
)
def test_words_by_which_nobody_acts(text: str) -> None:
    assert said(text) == []


def test_who_is_listed_without_a_role_may_be_said_to_be_joined(tmp_path: Path) -> None:
    drafts = {}
    for heading in ("单位名称", "牵头单位"):
        rows = [
            ("序号", "举措", heading, "做法"),
            ("1", "甲办法", "市财政局、市税务局", "市财政局会同市税务局印发办法。"),
        ]
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        office = tmp_path / heading
        new_dataset(office)
        file = tmp_path / f"{len(drafts)}.html"
        file.write_text(
            f"<!doctype html><meta charset=utf-8><p>江川市人民政府关于公布举措的通知</p><p>江政〔2024〕7号</p><table>{cells}</table>",
            "utf-8",
        )
        drafts[heading] = draft_notice(file, office, None, None, None).file.read_text("utf-8")
    assert "role: joining" in drafts["单位名称"]
    assert "role: joining" not in drafts["牵头单位"]


def test_others_are_said_to_be_left_out_and_a_cut_list_is_asked() -> None:
    assert taking_part("县教育局会同县财政局等部门办理。")[0] == "open-roles: [joining]"
    lines = taking_part("县教育局会同县财政局、各学校办理。")
    assert [GAP in line for line in lines] == [False, True]


def test_the_quotation_is_the_clause() -> None:
    (one,) = yaml.safe_load("\n".join(taking_part("2024年，县教育局会同县财政局印发办法，惠及千人。")))["participants"]
    assert one["quote"] == "县教育局会同县财政局印发办法"


def test_those_of_the_real_notice_are_found_and_nearly_all_right() -> None:
    same, entered, found = participants()
    assert same >= found - 2
    assert same >= 30
    assert entered >= same


@pytest.mark.parametrize(
    "words",
    [
        *(
            "会同",
            "会同县财政局、",
            "会同县财政局，",
            "按照市委、市政府",
            "与县财政局联合，",
            "市财政局",
            "部门",
            "公安、",
        ),
        *(
            "打通公安、",
            "在河东街道、",
            "选取",
            "以",
            "组",
            "成立指挥",
            "并上报",
            "街道",
            "各",
            "根据市财政局",
            "联合公安、",
        ),
    ],
)
def test_long_texts_take_little_time(words: str) -> None:
    started = perf_counter()
    taking_part(words * (18_000 // len(words)))
    assert perf_counter() - started < 5
