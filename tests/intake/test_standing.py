"""How far figures have been reached, in sentences of invented places: unmarked only where the words say it."""

from importlib import resources
from time import perf_counter

import pytest
import yaml
from tests.intake.test_head import stored

from tongbao.intake.recognise.figures import About, Figures, Proposal
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.standing import Setting, setting_of, words_of
from tongbao.printed.units import OURS

ABOUT = About(2024, "关于公布优秀案例的通报", "2024-12-03")


def proposals(text: str, setting: Setting = "results") -> list[Proposal]:
    """Return the figures of one paragraph of a notice of 2024."""
    paper = stored([text])
    return [*Figures(paper, ABOUT, OURS).of(Found(text, 0, len(text)), setting)]


def said(text: str, setting: Setting = "results") -> list[str]:
    """Return what is said of each figure: its nature or realisation, with a question mark where it is asked."""
    found = []
    for one in proposals(text, setting):
        standing = one.standing
        known = standing.realisation if standing.nature == "outcome" else standing.nature
        found.append(f"{known}{'?' if {'realisation', 'nature'} & {*one.asked} else ''}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上线以来累计办件3.2万件，惠及群众1.5万人。", ["achieved", "achieved"]),
        ("审批时限由20个工作日压减至3个工作日。", ["achieved"]),
        ("归集电子证照240万条，满意率达98.5%。", ["achieved", "achieved"]),
        ("投诉量同比下降三成，企业平均用时不超过2天。", ["achieved", "achieved"]),
        ("为独居老人820名提供助餐服务，为3家企业节省成本60万元。", ["achieved", "achieved", "achieved"]),
        ("新建公寓50套、停车位30个，食堂2处。", ["achieved", "achieved", "achieved"]),
        ("75家企业达成融资6亿元、2家达成股权融资意向。", ["achieved", "achieved", "intended"]),
        ("对材料齐全的，承诺1个工作日内发证。", ["promised-standard"]),
        ("受理后24小时内响应、15日内办结。", ["promised-standard", "promised-standard"]),
        ("预计每年减少支出900万元。", ["projected"]),
        ("力争2025年建成示范点12个。", ["target"]),
    ],
)
def test_what_words_say_is_taken(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对5万元以下的小额纠纷实行速裁。", ["scope?"]),
        ("待遇认定时间由30天缩短为即时。", ["context?"]),
        ("把1200公里公路纳入管护。", ["achieved?"]),
        ("推出融合登记、许可、备案等领域64个事项的清单。", ["achieved?"]),
        ("建立包括86个指标的评价体系。", ["achieved?"]),
        ("用4年时间培养技师500名。", ["achieved?", "achieved?"]),
        ("改造10千伏线路，工期120天。", ["achieved?", "achieved?"]),
        ("约定认购金额12亿元。", ["achieved?"]),
        ("补偿比例最高40%。", ["achieved?"]),
        ("截至目前3款产品已提供担保5亿元。", ["achieved?", "achieved"]),
        ("少跑路约3万公里。", ["achieved?"]),
        ("可分3期缴纳。", ["achieved?"]),
        ("项目总投资12亿元，建成后带动就业2000人。", ["achieved?", "achieved?"]),
        ("亩均税收标准不低于25万元。", ["achieved?"]),
        ("对年销售额2000万元以上的企业实行“一企一策”。", ["scope?"]),
    ],
)
def test_what_words_leave_open_is_asked(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建公寓5000套，充电桩1200根。", ["target", "target"]),
        ("对新认定的企业奖励20万元，最高不超过80万元。", ["promised-standard", "promised-standard"]),
        ("贷款年利率不高于4%，单户授信5万—300万元。", ["promised-standard", "promised-standard"]),
        ("覆盖率由38%提升到55%。", ["target"]),
        ("年底前为所有48座泵站配齐仪器。", ["target"]),
        ("2023年接待游客120万人次，旅游收入87亿元。", ["achieved", "achieved"]),
        ("已有812家企业上云，较上年增加240家。", ["achieved", "achieved"]),
        ("对滞后的23个项目实行周调度。", ["target?"]),
        ("鼓励建设3—5层厂房。", ["target?"]),
        ("累计投入5.3亿元。", ["achieved?"]),
        ("所需资金约260万元由财政统筹。", ["target?"]),
        ("通达率保持100%，失业率控制在5.5%以内。", ["target?", "target?"]),
        ("2024年完成投资120亿元，2025年力争突破150亿元。", ["target?", "target"]),
        ("近三年累计减免租金2.3亿元，2025年再减免5000万元。", ["achieved", "promised-standard"]),
        ("组建10人以上专班。", ["target?"]),
    ],
)
def test_the_same_words_in_a_list_of_tasks(text: str, expected: list[str]) -> None:
    assert said(text, "plans") == expected


def test_without_a_setting_only_the_sentence_counts() -> None:
    assert said("新建公寓50套。累计办件3件。", "") == ["achieved?", "achieved"]


@pytest.mark.parametrize(
    ("title", "headings", "setting"),
    [
        ("关于公布优秀案例的通报", [], "results"),
        ("关于印发若干措施的通知", ["完成情况"], "results"),
        ("关于公布优秀案例的通报", ["序号", "重点任务"], "plans"),
        ("關於印發行動方案的通知", [], "plans"),
        ("关于调整名称的函", ["单位"], ""),
    ],
)
def test_what_a_list_tells_of(title: str, headings: list[str], setting: str) -> None:
    assert setting_of(title, *headings) == setting


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("打造“123”工程，组建“1个团队+5个基地”体系。", []),
        ("开通电话12345，接入12345热线。", []),
        ("1—9月办理退税23.7亿元。", ["23.7"]),
        ("“千件”难题一次办，办件12件。", ["12"]),
        ("开展“一老一小”服务，惠及三成家庭。", ["3"]),
    ],
)
def test_names_slogans_and_periods_are_no_figures(text: str, numbers: list[str]) -> None:
    assert [str(one.quantities["value"]["number"]) for one in proposals(text)] == numbers


def test_a_verb_governs_the_whole_list() -> None:
    found = proposals("该举措减少材料5份、环节3个，服务企业9家。")
    assert [one.reading for one in found] == ["reduction-by", "reduction-by", "amount"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("申请材料由21份减至4份。", ["申请材料"]),
        ("2024年全市接待游客120万人次。", ["全市接待游客"]),
        ("组建8支专家服务队。", ["专家服务队"]),
        ("现场踏勘压缩至1次。", ["现场踏勘"]),
        ("所有泵站48座，雏鸡、蜂4.5万群。", ["所有泵站", "蜂4.5万群"]),
        ("累计发放补助12人次、即不少于30个。", ["发放补助", "即不少于30个"]),
        ("年均开闸次数由620次提高到1150次。", ["年均开闸次数"]),
        ("办结渔船登记237件，同比增长14.2%。", ["办结渔船登记", "办结渔船登记"]),
        ("培训船员1300人，预计到2025年达到3000人。", ["培训船员", "培训船员"]),
        ("发放贷款3亿元，户均9万元。", ["发放贷款", "户均9万元"]),
        ("运行以来调解成功68件，该机制共计精简材料9份。", ["调解成功", "精简材料"]),
        ("巡回法庭共审结60件涉渔案件。", ["涉渔案件"]),
        ("4家渔业公司完成改造，9大领域上线。", ["渔业公司", "领域"]),
        ("包括15项航海类和41项机械类。", ["航海类", "机械类"]),
        ("通过“一港一策”推进47个渔港改造。", ["渔港改造"]),
        ("原需3个多月的各项验收缩短至7个工作日。", ["各项验收"]),
        ("给予一次性补助5万元。", ["给予一次性补助"]),
    ],
)
def test_what_is_counted_stands_in_the_words(text: str, counts: list[str]) -> None:
    found = [one.counts for one in proposals(text)]
    assert found == counts
    assert all(words in text for words in found)


@pytest.mark.parametrize(
    ("text", "number", "departs"),
    [
        ("用时下降三分之一。", "33.3", ["number", "unit", "bound"]),
        ("四分之三的渔船入港。", "75", ["number", "unit"]),
        ("合格率提高1/8。", "12.5", ["number", "unit"]),
        ("投诉下降两成。", "2", None),
    ],
)
def test_a_fraction_is_a_share_that_a_person_checks(text: str, number: str, departs: list[str] | None) -> None:
    (one,) = proposals(text)
    value = one.quantities["value"]
    assert (str(value["number"]), value.get("departs")) == (number, departs)
    assert ("value.number" in one.asked) == bool(departs)


@pytest.mark.parametrize("text", ["提供24/7服务。", "于9/30截止。", "二分之三的说法。", "由四分之一提高到三分之一。"])
def test_fractions_that_are_not_proposed(text: str) -> None:
    assert not proposals(text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2024年3月上线以来，累计办件3件。", {"period": {"since": "2024-03", "cumulative": True}}),
        ("2024年上半年发放补贴3亿元。", {"period": {"from": "2024-01", "to": "2024-06"}}),
        ("1—9月办理退税3亿元。", {"period": {"from": "2024-01", "to": "2024-09", "basis": "implied"}}),
        ("截至2024年9月底，惠及企业3家。", {"as-of": {"date": "2024-09", "basis": "stated"}}),
        ("截至目前，惠及企业3家。", {"as-of": {"date": "2024-12-03", "basis": "implied"}}),
        ("归集公共数据3亿条。", {}),
        ("力争2025年培训3人次。", {}),
    ],
)
def test_times_of_figures(text: str, times: dict[str, object]) -> None:
    assert [one.times for one in proposals(text)] == [times]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("运行以来，调解纠纷8件，涉及渔民62人，成效明显，县法院出具意见书7件。", [True, True, True]),
        ("目前建成泊位9个，车流更加顺畅，惠及居民6.9万人。", [True, True]),
        ("目前建成泊位9个，预计明年惠及居民6万人。", [True, False]),
        ("目前建成泊位9个，办件同比增长3%。", [True, False]),
        ("改革以来办件9件。发放补贴5亿元。", [True, False]),
    ],
)
def test_what_a_clause_says_of_now_holds_to_the_end_of_its_sentence(text: str, days: list[bool]) -> None:
    assert ["as-of" in one.times for one in proposals(text)] == days


def test_what_is_said_to_be_in_all_holds_for_the_figures_behind_it() -> None:
    assert ["period" in one.times for one in proposals("共计精简材料9份，减少环节3个，办件同比增长3%。")] == [
        True,
        True,
        False,
    ]
    assert ["period" in one.times for one in proposals("调解室共调解纠纷9件，挽回损失3万元。")] == [False, False]


def test_all_words_are_expressions() -> None:
    text = resources.files("tongbao.intake.recognise").joinpath("standing.yaml").read_text("utf-8")
    for name, listed in yaml.safe_load(text).items():
        for part in listed if isinstance(listed, dict) else [""]:
            assert words_of(name, part).search("") is None, (name, part)


def test_a_sentence_without_an_end_takes_time_in_proportion() -> None:
    spent = []
    for many in (400, 1600):
        text = "减少环节3个、2024年3月办理5件，" * (many // 2)
        began = perf_counter()
        assert len(proposals(text)) == many
        spent.append(perf_counter() - began)
    assert spent[1] < 16 * spent[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在政务大厅设立反映窗口12个。", ["achieved"]),
        ("依托银行网点布设终端205台。", ["achieved"]),
        ("在12个园区设立审判点。", ["achieved?"]),
        ("上门评残740人次，在线观看超90万人次。", ["achieved", "achieved"]),
        ("进口整体通关时间21小时。", ["achieved"]),
        ("建成县级共配中心6个、村级站点1852个。", ["achieved", "achieved"]),
        ("完成二级以下企业混改21户。", ["achieved"]),
        ("推出信用承诺事项215项。", ["achieved?"]),
        ("投诉量降至9起，网办率升至97.5%。", ["achieved", "achieved"]),
        ("水体优良比例达100%，千人口托位数达到4.6个。", ["achieved", "achieved"]),
        ("计划2025年再建30个。", ["target?"]),
        ("更换使用超过15年的电梯30部。", ["scope?", "achieved"]),
        ("对投资5000万元的，优先供地。", ["scope?"]),
    ],
)
def test_sentences_of_more_kinds_of_results(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按实际投入的30%给予补助，单个企业年度累计不超过300万元。", ["promised-standard", "promised-standard"]),
        ("公共预算收入增长5%，规模以上工业增加值增长8%以上。", ["target", "target"]),
        ("接待游客超过80万人次，检查企业不少于3轮次。", ["target", "target"]),
        ("建设高标准厂房，层高6米以上。", ["target?"]),
        ("设立老年医学科的比例达到70%。", ["target"]),
        ("用水量较2020年下降18%。", ["target?"]),
        ("通关时间稳定在20小时以内。", ["target?"]),
        ("投入超过50万元的，按费用的40%给予补贴。", ["scope?", "promised-standard"]),
        ("新增“信易贷”授信300亿元，发放稳岗补贴3亿元。", ["target", "target"]),
        ("全年开展补贴性培训4.5万人次。", ["target"]),
        ("为2000名老人发放补贴。", ["target?"]),
        ("企业新增贷款给予贴息50万元，全年每户补贴2万元。", ["promised-standard", "promised-standard"]),
        ("给予最高1亿元支持，收费降至5元以下。", ["promised-standard", "promised-standard"]),
        ("检查量较2024年下降三成，覆盖率达到100%。", ["target?", "target"]),
        ("检查量比2023年下降三成，全年检查2次。", ["target?", "target"]),
    ],
)
def test_sentences_of_more_kinds_of_tasks(text: str, expected: list[str]) -> None:
    assert said(text, "plans") == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [("给予不超过总投资15%的补助。", True), ("补助不超过15%。", False), ("最低生活保障标准提高5%。", False)],
)
def test_a_bound_parted_from_its_figure_is_asked(text: str, *, asked: bool) -> None:
    assert [("value.bound" in one.asked) for one in proposals(text, "plans")] == [asked]


@pytest.mark.parametrize(
    ("title", "setting"),
    [("关于对真抓实干成效明显地方予以激励的通报", ""), ("关于印发工作成效清单的通知", "results")],
)
def test_places_with_plain_success_are_no_results(title: str, setting: Setting) -> None:
    assert setting_of(title) == setting
