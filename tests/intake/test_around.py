"""What the text of a notice says beside its measures: other documents, why it was issued, what it asks. All invented."""

from pathlib import Path

import pytest
import yaml
from tests.notices.dataset import NOTICES

from tongbao import paths
from tongbao.intake.draft import draft_notice
from tongbao.intake.recognise.asking import purposes, requirements
from tongbao.intake.recognise.passage import Passage
from tongbao.intake.recognise.references import references
from tongbao.intake.skeleton import new_dataset
from tongbao.load.prints import Prints
from tongbao.load.source import SourceText, squeeze


def passage(words: str) -> Passage:
    source = SourceText.of(words)
    return Passage(Prints(source, 2024), source.words, source.whole)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (
            "根据《江川省关于加快数字政府建设的意见》（江政发〔2022〕5号）要求，开展评选。",
            [("basis", "江川省关于加快数字政府建设的意见", "江政发〔2022〕5号")],
        ),
        ("按照市委部署，结合江政办发〔2023〕12号文件精神，通知如下：", [("basis", "", "江政办发〔2023〕12号")]),
        ("落实《甲条例》《乙条例》有关规定，予以表扬。", [("basis", "甲条例", ""), ("basis", "乙条例", "")]),
        ("现将《城市更新行动方案》印发给你们。", [("issues", "城市更新行动方案", "")]),
        ("《夜间经济意见》已经省政府同意，现转发给你们。", [("forwards", "夜间经济意见", "")]),
        ("《烟花管理办法》（江政发〔2015〕8号）同时废止。", [("repeals", "烟花管理办法", "江政发〔2015〕8号")]),
        (
            "你市《关于申报试点的请示》（江政〔2023〕9号）收悉。",
            [("replies-to", "关于申报试点的请示", "江政〔2023〕9号")],
        ),
        ("对照《督查激励通知》，我市有3项工作受到激励。", [("mentions", "督查激励通知", "")]),
        ("《甲办法》（以下简称《办法》）印发以来，《办法》成效明显。", [("mentions", "甲办法", "")]),
        ("为贯彻《甲规划（2021—2025年）》，现予以公布。", [("basis", "甲规划（2021—2025年）", "")]),
        ("按照市委、市政府部署，通知如下。", []),
    ],
)
def test_references(words: str, named: list[tuple[str, str, str]]) -> None:
    found = list(references(passage(words)))
    assert [(one.kind, one.title, one.number) for one in found] == named
    assert all(one.is_sure == (one.kind != "mentions" and bool(one.title)) for one in found)


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("为总结经验、鼓励先进，现对市水利局予以通报表扬。", ["为总结经验、鼓励先进"]),
        (
            "为深入贯彻党的决策，落实《甲条例》规定，进一步激发活力，经市政府同意，现予公布。",
            ["为深入贯彻党的决策，落实《甲条例》规定，进一步激发活力"],
        ),
        ("为了表彰先进，江川市总工会、江川市水利局决定授予称号。", ["为了表彰先进"]),
        ("为推广有效做法，市数据局会同有关部门开展了征集。", ["为推广有效做法"]),
        ("为期三天的培训由市人社局组织。为此，市政府决定：", []),
        ("各单位要再接再厉，为高质量发展作出更大贡献。", []),
    ],
)
def test_purposes(words: str, stated: list[str]) -> None:
    assert [passage(words).printed(span) for span, _ in purposes(passage(words))] == stated


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (
            "希望受表扬的单位珍惜荣誉，再接再厉。各县（市、区）、各部门要以先进为榜样。要加强宣传，营造氛围。",
            ["希望受表扬的单位珍惜荣誉，再接再厉", "各县（市、区）、各部门要以先进为榜样", "要加强宣传，营造氛围"],
        ),
        ("现印发给你们，请结合实际认真贯彻落实。", ["请结合实际认真贯彻落实"]),
        ("请各单位于3月1日前报送情况。", ["请各单位于3月1日前报送情况"]),
        ("其他单位应当对照先进找差距。", ["其他单位应当对照先进找差距"]),
        ("关于做好工作的请示收悉。特此通知。", []),
        ("评选的主要依据是各单位的要点。", []),
    ],
)
def test_requirements(words: str, asked: list[str]) -> None:
    assert [passage(words).printed(span) for span, _ in requirements(passage(words))] == asked


def test_the_real_notice(tmp_path: Path) -> None:
    """The clauses that people entered are those found, from the same text as paragraphs."""
    notice = yaml.safe_load((paths.DATA / "notices" / "2023" / "xiamen-2023-64.yaml").read_text("utf-8"))
    text = squeeze((paths.DATA / "notices" / "2023" / "xiamen-2023-64.txt").read_text("utf-8"))
    body = passage(text[text.index("为进一步") : text.index("附件：1.")])
    assert [body.printed(span) for span, _ in purposes(body)] == [squeeze(one) for one in notice["purposes"]]
    assert [body.printed(span) for span, _ in requirements(body)] == [squeeze(one) for one in notice["requirements"]]
    assert not list(references(body))


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
@pytest.mark.parametrize(
    ("number", "references_", "purposes_", "asked"),
    [
        ("03", ["issues"], 0, 1),
        ("11", ["replies-to"], 0, None),
        ("13", ["basis"], 1, 1),
        ("01", [], 2, 1),
        ("06", [], 1, 1),
    ],
)
def test_whole_documents(
    number: str, references_: list[str], purposes_: int, asked: int | None, tmp_path: Path
) -> None:
    """Counted in the documents themselves."""
    new_dataset(tmp_path / "office")
    for name in ("units.yaml", "places.yaml"):
        (tmp_path / "office" / name).write_bytes((NOTICES / "made" / name).read_bytes())
    file = next((NOTICES / "made" / "files").glob(f"{number}-*"))
    record = yaml.safe_load(draft_notice(file, tmp_path / "office", None, None, None).file.read_text("utf-8"))
    assert [one["kind"] for one in record.get("references", [])] == references_
    assert len(record.get("purposes", [])) == purposes_
    assert asked is None or len(record.get("requirements", [])) == asked
