"""What a sentence does to those whom it names is read from the verb that governs them."""

import pytest

from tongbao.load.acts import act_fault

PRAISED, COMMENDED, TITLED, BLAMED = "circular-commendation", "commendation", "award", "circular-criticism"
ALL = (PRAISED, COMMENDED, TITLED, BLAMED)
PRAISE = {PRAISED, COMMENDED, TITLED}
NEUTRAL = "关于年度工作情况的通报。"

SAID: list[tuple[str, str, set[str]]] = [
    # the verb behind the names
    ("对【市水利局、北山区】予以通报表扬。", "", {PRAISED}),
    ("对【市水利局】予以通报表彰。", "", {COMMENDED}),
    ("【市水利局】按期完成任务，予以表扬。", "", {PRAISED}),
    ("对【市水利局】在全市范围内给予通报批评。", "", {BLAMED}),
    ("给予【市水利局】通报批评。", "", {BLAMED}),
    ("给【市水利局】记集体一等功。", "", {COMMENDED}),
    ("将【市水利局】命名为“节水单位”。", "", {TITLED}),
    ("追授【赵川】“抢险模范”称号。", "", {TITLED}),
    # two verbs, each with its own names
    ("对【市水利局】予以通报表扬，对北山区予以通报批评。", "", {PRAISED}),
    ("对市水利局予以通报表扬，对【北山区】予以通报批评。", "", {BLAMED}),
    ("对市水利局予以通报批评；同时对【北山区】给予通报表扬。", "", {PRAISED}),
    ("表彰【市水利局】，对北山区提出批评。", "", {COMMENDED}),
    ("对【市水利局】予以通报表扬，授予“节水先进”称号。", "", {PRAISED, TITLED}),
    ("对【北山区】予以通报批评，取消其评先资格。", "", {BLAMED}),
    # what describes the names does not count
    ("对曾获表彰的【市水利局】虚报数据予以通报批评。", "", {BLAMED}),
    ("对审计批评事项整改到位的【市水利局】予以通报表扬。", "", {PRAISED}),
    ("对从未受过处分、问责的【赵川】给予表扬。", "", {PRAISED}),
    ("对【北山区】免予处分并予以表扬。", "", {PRAISED}),
    ("授予【市水利局】“批评与自我批评先进单位”称号。", "", {TITLED}),
    # blame in other words
    *[
        (f"对【北山区】{verb}。", "", {BLAMED})
        for verb in (
            *(
                "撤销表彰",
                "取消“先进集体”称号",
                "收回奖励资金",
                "扣减激励资金",
                "责令作出书面检查",
                "公开曝光",
                "进行约谈",
            ),
            *("给予警告", "亮黄牌", "挂红牌警示", "全市通报，责令整改", "取消年度评优资格", "诫勉谈话", "启动问责"),
        )
    ],
    ("取消【北山区】“先进集体”称号。", "", {BLAMED}),
    ("撤销授予【北山区】的“先进集体”称号。", "", {BLAMED}),
    # praise in other words
    *[
        (f"对【市水利局】{verb}。", "", PRAISE)
        for verb in ("予以肯定", "予以嘉勉", "给予鼓励", "颁发奖牌", "评定为优秀等次", "奖励资金20万元")
    ],
    # no act, or not yet
    *[
        (sentence, "", set())
        for sentence in (
            *(
                "对【北山区】不予表扬。",
                "不对【北山区】予以通报表扬。",
                "拟对【市水利局】予以通报表扬。",
                "【市水利局】拟予以表彰。",
            ),
            *(
                "建议对【北山区】给予通报批评。",
                "如【北山区】仍未整改，予以通报批评。",
                "凡【北山区】再次迟报的，给予通报批评。",
            ),
            *("【北山区】如期整改的，将予以表扬。", "对【北山区】未予批评。"),
        )
    ],
    # the verb above a list, or in the title
    ("现对下列单位予以通报批评：【市水利局、北山区】。", "", {BLAMED}),
    ("通报表扬名单【市水利局、北山区】", "", {PRAISED}),
    ("现将【市水利局、北山区】予以通报。", "关于表扬节水先进单位的通报。", {PRAISED}),
    ("现将【市水利局、北山区】予以通报。", "关于批评虚报数据单位的通报。", {BLAMED}),
    ("现将【市水利局、北山区】予以通报。", "", set(ALL)),  # neither: nothing tells against a record
]


@pytest.mark.parametrize(("sentence", "title", "fitting"), SAID, ids=[said[0] for said in SAID])
def test_an_act_is_that_of_the_verb_which_governs_the_names(sentence: str, title: str, fitting: set[str]) -> None:
    start = len(title or NEUTRAL) + sentence.index("【")
    end = len(title or NEUTRAL) + sentence.index("】") - 1
    words = (title or NEUTRAL) + sentence.replace("【", "").replace("】", "")
    assert {act for act in ALL if act_fault(act, words, start, end) is None} == fitting  # type: ignore[arg-type]


def test_each_fault_has_its_code() -> None:
    words = "对市水利局予以通报表扬。"
    for act, code in ((BLAMED, "act-contradicted"), (TITLED, "act-of-another-kind"), (PRAISED, None)):
        fault = act_fault(act, words, 1, 5)  # type: ignore[arg-type]
        assert (fault.code if fault else None) == code
    fault = act_fault(PRAISED, "对市水利局不予表扬。", 1, 5)
    assert fault is not None
    assert fault.code == "act-not-done"
