"""The acts in a draft: they load once their bodies are entered, hold what the words say, and nothing else."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.intake.expected import files
from tests.intake.recipients import compared
from tests.intake.test_draft import problems_of
from tests.notices.dataset import NOTICES, write

from tongbao import limits
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset

PRIZES = """关于2023年度质量奖的决定
青政发〔2024〕5号
各县区人民政府：
市政府决定，授予青石重机有限公司、青石市第一医院“青石市质量奖”，各奖励100万元；授予青石市供水公司等2家单位“青石市质量奖提名奖”，每家奖励30万元；授予林晓东等2名同志“质量工匠”称号。
附件：质量奖名单
青石市人民政府
2024年4月2日
附件
质量奖名单
一、质量奖（2家）
青石重机有限公司
青石市第一医院
二、质量奖提名奖（2家）
青石市供水公司
青石市实验小学
三、质量工匠（2名）
林晓东　青石重机有限公司高级技师
何　静　青石市第一医院检验科主管技师
"""
GRADED = """关于2022年度考核结果的通报
青数办〔2023〕8号
各县区人民政府：
现将2022年度考核结果通报如下：
一、县（市、区）
优秀等次（2个）：白石市、清泉市
良好等次（1个）：云溪县
二、市直单位
优秀等次（2个）：市公安局、市税务局
对获得优秀等次的单位予以通报表扬。
青石市“数字政府”建设领导小组办公室
二〇二三年二月十五日
"""
BLAMED = """关于督查情况的通报
安委〔2024〕11号
各县区：
河西区应急局台账不清，宁化化工有限公司未按期整改，对以上2家单位予以通报批评。
对行动迅速的南塘区应急局提出表扬，对落实不力的北塘区住建局进行通报批评；约谈河西区应急局副局长周大鹏。
对整改不到位的，将予以通报批评。
宁化市安全生产委员会
2024年7月1日
"""
PLACES = """关于对成效明显地方予以激励的通报
东政发〔2024〕6号
各市：
经研究，对下列成效明显的地方予以表扬：
一、投资工作成效明显的地方
白石市、清泉市
2024年优先安排资金。
二、就业工作成效明显的地方
临山县、无名县
东陵省人民政府
2024年5月1日
"""


def drafted(text: str, folder: Path, *, entered: bool = True) -> tuple[dict[str, Any], str, Path]:
    """Return the record drafted from a text, the draft, and the dataset; ``entered`` adds the bodies that it asks for."""
    office = folder / "office"
    new_dataset(office)
    file = folder / "notice.txt"
    file.write_text(text.replace("\n", "\n\n"), "utf-8")
    names = ("白石市", "清泉市", "临山县")
    places = "".join(_entry(f"p{n}", name, "level: district, within: cn, english: X") for n, name in enumerate(names))
    (office / "places.yaml").write_text((office / "places.yaml").read_text("utf-8") + places, "utf-8")
    draft = draft_notice(file, office, None, None, None).file
    if entered:
        asked = dict.fromkeys(re.findall(r"new-unit-\d+: \{name: ([^,]+),", draft.read_text("utf-8")))
        units = "".join(
            _entry(f"u{n}", name, "level: municipal, kind: department, place: cn") for n, name in enumerate(asked)
        )
        (office / "units.yaml").write_text((office / "units.yaml").read_text("utf-8") + units, "utf-8")
        shutil.rmtree(draft.parent)
        draft = draft_notice(file, office, None, None, None).file
    words = draft.read_text("utf-8")
    return yaml.safe_load(words), words, office


def _entry(id_: str, name: str, more: str) -> str:
    return f"{id_}: {{name: {name}, {more}, basis: source, certainty: certain}}\n"


def test_prizes_with_a_list_in_an_annex(tmp_path: Path) -> None:
    record, _, office = drafted(PRIZES, tmp_path)
    assert problems_of(office) <= {"gap"}
    first, second, third = record["commendations"]
    assert [one["unit"] for one in first["recipients"]] == ["青石重机有限公司", "青石市第一医院"]
    assert (first["title"], first["payment"]) == ("青石市质量奖", {"number": 100, "scale": "万", "unit": "yuan"})
    assert (second["count"], second["grade"], second["payment"]["per"]) == (2, "提名奖", "家")
    assert [one["unit"] for one in second["recipients"]] == ["青石市供水公司", "青石市实验小学"]
    assert [(one["person"], one["of"]["printed"], one["post"]) for one in third["recipients"]] == [
        ("林晓东", "青石重机有限公司", "高级技师"),
        ("何静", "青石市第一医院", "检验科主管技师"),
    ]
    assert not any("open" in act for act in record["commendations"])


def test_those_of_the_grade_that_a_later_sentence_praises(tmp_path: Path) -> None:
    record, words, office = drafted(GRADED, tmp_path)
    assert problems_of(office) <= {"gap"}
    (act,) = record["commendations"]
    assert [_name(one) for one in act["recipients"]] == ["白石市", "清泉市", "市公安局", "市税务局"]
    assert {one["grade"] for one in act["recipients"]} == {"优秀等次"}
    assert words.count("良好等次”") == 1


def test_more_acts_than_any_notice_has_are_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DRAFTED_ACTS", 4)
    assert len(drafted(BLAMED, tmp_path / "four")[0]["commendations"]) == 4
    monkeypatch.setattr(limits, "DRAFTED_ACTS", 3)
    record, words, office = drafted(BLAMED, tmp_path / "three")
    assert "commendations" not in record
    assert "对以上2家单位予以通报批评” whether this praises or criticises somebody" in words
    assert problems_of(office) <= {"gap"}


def test_praise_and_blame_in_one_paragraph(tmp_path: Path) -> None:
    record, words, office = drafted(BLAMED, tmp_path)
    assert problems_of(office) <= {"gap"}
    acts = [(act["act"], [_name(one) for one in act["recipients"]]) for act in record["commendations"]]
    assert acts == [
        ("circular-criticism", ["河西区应急局", "宁化化工有限公司"]),
        ("circular-commendation", ["南塘区应急局"]),
        ("circular-criticism", ["北塘区住建局"]),
        ("circular-criticism", ["周大鹏"]),
    ]
    faults = [one.get("fault") for act in record["commendations"][::2] for one in act["recipients"]]
    assert faults == ["台账不清", "未按期整改", "落实不力"]
    assert "“对整改不到位的，将予以通报批评”" in words


RESULTS = """关于2023年度考核结果的通报
各单位：
经市政府同意，现将结果通报如下，并对一等奖、二等奖单位予以通报表扬。
一等奖（1个）：市财政局，奖励20万元
二等奖（2个）：市审计局、市统计局，各奖励10万元
合格单位：市林业局
清江市考核委员会
2024年1月25日
"""
NAMED_BELOW = """关于通报表扬“两优一先”的决定
各单位：
经研究，决定授予王海波等2名同志“优秀党员”称号，授予市财政局机关党委等2个组织“先进党组织”称号。
具体名单如下：
一、优秀党员（2名）
王海波、赵 强
二、先进党组织（2个）
市财政局机关党委　市水利局党支部
清江市直机关工委
2024年6月28日
"""


def test_only_the_grades_that_the_sentence_names_are_praised(tmp_path: Path) -> None:
    record, words, office = drafted(RESULTS, tmp_path)
    assert problems_of(office) <= {"gap"}
    (act,) = record["commendations"]
    assert [(one["unit"], one["grade"], one["payment"]["number"]) for one in act["recipients"]] == [
        ("市财政局", "一等奖", 20),
        ("市审计局", "二等奖", 10),
        ("市统计局", "二等奖", 10),
    ]
    assert "whom this list praises" in words


def test_lists_below_a_line_of_their_own(tmp_path: Path) -> None:
    record, _, office = drafted(NAMED_BELOW, tmp_path)
    assert problems_of(office) <= {"gap"}
    named = [[_name(one) for one in act["recipients"]] for act in record["commendations"]]
    assert named == [["王海波", "赵强"], ["市财政局机关党委", "市水利局党支部"]]


@pytest.mark.parametrize(
    ("who", "by"), [("国务院决定", "国务院"), ("办公室决定", None), ("经国务院同意，我办决定", None)]
)
def test_who_decides_where_another_signs(who: str, by: str | None, tmp_path: Path) -> None:
    text = f"关于表扬先进的通报\n各县区：\n{who}，对市教育局予以表扬。\n东陵省人民政府办公室\n2024年5月1日\n"
    record, _, office = drafted(text, tmp_path)
    assert problems_of(office) <= {"gap"}
    assert record["commendations"][0].get("by") == by


def _name(one: Any) -> str:
    return one if isinstance(one, str) else str(one.get("person") or one.get("printed") or one["unit"])


def test_places_that_are_not_entered_are_asked(tmp_path: Path) -> None:
    record, words, office = drafted(PLACES, tmp_path, entered=False)
    assert problems_of(office) <= {"gap", "unknown-unit", "no-commender"}
    (act,) = record["commendations"]
    assert [one.get("place") for one in act["recipients"]] == ["p0", "p1", "p2", None]
    assert {one["group"] for one in act["recipients"]} == {"投资工作成效明显的地方", "就业工作成效明显的地方"}
    assert re.search("unit: 无名县.*# FILL IN 待填", words)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于拟表彰单位名单的公示", "拟授予市公安局等2个单位“先进集体”称号，现予公示。\n1.市公安局\n2.市税务局"),
        ("关于2023年度考核结果的通报", "现将考核结果通报如下：\n一、优秀等次（2个）\n市财政局、市教育局\n二、良好等次（1个）\n市水利局"),
        ("关于印发若干措施的通知", "一、完善机制。各县区要对先进单位给予表扬，对推进不力的予以通报批评。\n附件：重点任务责任单位名单\n附件\n重点任务责任单位名单\n市财政局\n市教育局"),
    ],
)  # fmt: skip
def test_ranks_proposals_and_rules_are_no_acts(title: str, body: str, tmp_path: Path) -> None:
    record, words, _ = drafted(f"{title}\n临江市人民政府\n2024年3月1日\n{body}\n", tmp_path)
    assert "commendations" not in record
    assert "commendations: who" in words


NEEDS = pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")


@NEEDS
@pytest.mark.parametrize("file", files() if NOTICES.is_dir() else [], ids=lambda file: file.name[:12])
def test_recipients_of_the_documents(file: Path) -> None:
    found = compared(file)
    assert (found.counts["invented"], found.counts["acts"]) == (0, found.counts["acts right"])
    assert (found.counts["right"], found.counts["too many"]) == (found.counts["expected"], 0), found.wrong


@NEEDS
@pytest.mark.parametrize("number", ["05", "06", "07", "08", "13", "14"])
def test_a_draft_loads_where_all_bodies_are_entered(number: str, tmp_path: Path) -> None:
    write("made", number, tmp_path)
    shutil.rmtree(tmp_path / "notices")
    (tmp_path / "notices").mkdir()
    draft_notice(next((NOTICES / "made" / "files").glob(f"{number}-*")), tmp_path, None, None, None)
    assert problems_of(tmp_path) <= {"gap"}
