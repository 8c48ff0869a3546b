"""The names of honours, works, platforms and units are whole, affirmed, and of their kind; a claim is one."""

from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import codes, measure_codes

from tongbao.load.cells import fragment_of_title, not_whole
from tongbao.load.characters import seen
from tongbao.load.source import Scopes, SourceText

HONOUR, WORK, PLATFORM, CLAIM, PART = "honours", "works", "platforms", "claims", "participants"


def honour(name: str, kind: str = "model-case", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, **more}


def work(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "kind": "policy", **more}


def platform(name: str) -> dict[str, Any]:
    return {"name": name, "kind": "system"}


def claim(wording: str, **more: Any) -> dict[str, Any]:
    return {"what": "某事", "wording": wording, **more}


TRUE: list[tuple[str, str, dict[str, Any]]] = [
    ("获评省政府办公厅优秀改革案例。", HONOUR, honour("优秀改革案例", **{"conferred-by": ["省政府办公厅"]})),
    ("获第二届全国数字治理大赛银奖。", HONOUR, honour("全国数字治理大赛", "contest-prize", rank="银奖")),
    ("获最佳创意奖、优秀组织奖。", HONOUR, honour("优秀组织奖")),
    ("获国务院办公厅督查激励。", HONOUR, honour("督查激励", "affirmation")),
    ("获国务院第九次大督查通报表扬。", HONOUR, honour("通报表扬", "affirmation")),
    ("争取申报国家级试点。", HONOUR, honour("国家级试点", "pending-nomination")),
    ("成功申报并入选全省改革试点。", HONOUR, honour("全省改革试点")),
    ("相关做法被《示范日报》报道。", HONOUR, honour("《示范日报》报道", "media-report")),
    ("经验做法在全省推广。", HONOUR, honour("经验做法在全省推广", "wider-adoption")),
    (
        "市公安局、市税务局联合印发《通办办法》《通办指南》。",
        WORK,
        work("通办指南", **{"issued-by": ["市公安局", "市税务局"]}),
    ),
    ("市公安局会同市税务局印发《通办办法》。", WORK, work("通办办法", **{"issued-by": ["市公安局"]})),
    ("制定政务服务管理规范。", WORK, work("政务服务管理规范")),
    ("搭建“一码通”综合平台，接入省政务系统。", PLATFORM, platform("“一码通”综合平台")),
    ("搭建“一码通”综合平台，接入省政务系统。", PLATFORM, platform("省政务系统")),
    ("在全国率先推行一码通。", CLAIM, claim("在全国率先", level="national", place="demo-nation")),
    ("率先在全省推行一码通。", CLAIM, claim("率先在全省", level="provincial", place="demo-province")),
    ("建成世界首个一码通大厅。", CLAIM, claim("世界首个")),
    ("填补了国内空白。", CLAIM, claim("填补了国内空白", level="national")),
    ("该做法属全国首创。", CLAIM, claim("全国首创", level="national")),
    ("该做法属全国首创。", CLAIM, claim("属全国首创", level="national")),
    ("系福建省首例，全国率先。", CLAIM, claim("福建省首例")),
    ("在全国税务系统率先上线一码通。", CLAIM, claim("在全国税务系统率先", level="national")),
    ("率先在全省范围内推行一码通。", CLAIM, claim("率先在全省范围内", level="provincial")),
    ("建成示范市首个一码通大厅。", CLAIM, claim("示范市首个", place="demo-city")),
    ("在示范市率先推行一码通。", CLAIM, claim("在示范市率先推行", place="demo-city")),
    ("示范市率先推行一码通。", CLAIM, claim("率先")),
    ("市公安局首创一码通。", CLAIM, claim("首创")),
    ("做法在全省推广，首创一码通。", CLAIM, claim("首创")),
    ("入选全国试点并率先推行一码通。", CLAIM, claim("率先")),
    ("率先行动，打造健全市场首个平台。", CLAIM, claim("率先")),
    ("发布全国第一个一码通。", CLAIM, claim("全国第一个", level="national")),
    ("首创一码通，全国首创一码办。", CLAIM, claim("首创")),
    ("市税务局、市交通局予以配合。", PART, {"unit": "市税务局", "role": "supporting"}),
    ("由市税务局负责实施。", PART, {"unit": "市税务局", "role": "responsible"}),
    ("责任单位：市税务局。", PART, {"unit": "市税务局", "role": "responsible"}),
    ("由市交通局实施，市税务局指导。", PART, {"unit": "市税务局", "role": "guiding"}),
    ("在市税务局指导下开展试点。", PART, {"unit": "市税务局", "role": "guiding"}),
    ("由市税务局监督落实。", PART, {"unit": "市税务局", "role": "supervising"}),
    ("市税务局定期开展检查。", PART, {"unit": "市税务局", "role": "supervising"}),
    ("市税务局联合企业参与推广。", PART, {"unit": "市税务局", "role": "participant"}),
    ("获全市创新大赛一等奖。", HONOUR, honour("全市创新大赛一等奖", "contest-prize")),
    ("获全市创新案例评选一等奖。", HONOUR, honour("全市创新案例评选一等奖")),
    ("拟申报全市创新大赛一等奖。", HONOUR, honour("全市创新大赛一等奖", "pending-nomination")),
    ("由市税务局为企业提供数据支持。", PART, {"unit": "市税务局", "role": "supporting"}),
    ("走访市税务局。", PART, {"unit": "市税务局", "role": "mentioned"}),
    ("落实市政府部署要求。", PART, {"unit": "市政府", "role": "superior"}),
]
FALSE: list[tuple[str, str, dict[str, Any], str]] = [
    ("获最佳创意奖、优秀组织奖。", HONOUR, honour("佳创意奖"), "name-not-whole"),
    ("获最佳创意奖、优秀组织奖。", HONOUR, honour("创意奖、优秀组织奖"), "name-not-whole"),
    ("获第二届全国数字治理大赛银奖。", HONOUR, honour("国数字治理大", "contest-prize"), "name-not-whole"),
    ("获评省政府办公厅优秀改革案例。", HONOUR, honour("省政府办公厅"), "name-not-whole"),
    ("获评省政府办公厅优秀改革案例。", HONOUR, honour("获评"), "name-not-whole"),
    ("获评优秀改革案例。", HONOUR, honour("最美街区", printed="优秀改革案例"), "printed-for-another"),
    ("未获评全省改革案例。", HONOUR, honour("全省改革案例"), "denied"),
    ("拟申报国家级试点。", HONOUR, honour("国家级试点"), "kind-contradicted"),
    ("荣获全省改革案例。", HONOUR, honour("全省改革案例", "pending-nomination"), "kind-contradicted"),
    ("荣获全省改革案例。", HONOUR, honour("全省改革案例", "media-report"), "kind-contradicted"),
    ("做法被《示范日报》头版报道。", HONOUR, honour("示范日报"), "kind-contradicted"),
    (
        "经市公安局推荐，获评省政府办公厅改革案例。",
        HONOUR,
        honour("改革案例", **{"conferred-by": ["市公安局"]}),
        "not-the-issuer",
    ),
    (
        "获评市公安局、市税务局、市交通局改革案例。",
        HONOUR,
        honour("改革案例", **{"conferred-by": ["市税务局"]}),
        "names-missing",
    ),
    (
        "获评市公安局、市税务局、市交通局改革案例。",
        HONOUR,
        honour("改革案例", **{"conferred-by": ["市公安局", "市税务局"]}),
        "names-missing",
    ),
    ("获评省、市税务局改革案例。", HONOUR, honour("改革案例", **{"conferred-by": ["市税务局"]}), "names-missing"),
    ("获评市政府办公厅改革案例。", HONOUR, honour("改革案例", **{"conferred-by": ["市政府"]}), "name-not-whole"),
    ("荣获全市创新大赛一等奖。", HONOUR, honour("全市创新大赛一等奖"), "kind-contradicted"),
    ("荣获全市创新大赛一等奖。", HONOUR, honour("全市创新大赛", rank="一等奖"), "kind-contradicted"),
    ("荣获全市创新大赛金奖，并推广。", HONOUR, honour("全市创新大赛金奖", "wider-adoption"), "kind-contradicted"),
    ("获国务院办公厅督查激励。", HONOUR, honour("督查激励"), "kind-contradicted"),
    ("获国务院第九次大督查通报表扬。", HONOUR, honour("通报表扬", "showcase"), "kind-contradicted"),
    ("市公安局按照市税务局部署印发《办法》。", WORK, work("办法", **{"issued-by": ["市税务局"]}), "not-the-issuer"),
    ("新示范市公安局印发《办法》。", WORK, work("办法", **{"issued-by": ["市公安局"]}), "name-not-whole"),
    ("市公安局印发《通办办法》《通办指南》。", WORK, work("通办办法》《通办指南"), "name-not-whole"),
    ("市公安局印发《通办办法》。", WORK, work("印发"), "name-not-whole"),
    ("未制定政务服务管理规范。", WORK, work("政务服务管理规范"), "denied"),
    ("搭建“一码通”综合平台。", PLATFORM, platform("合平"), "name-not-whole"),
    ("搭建“一码通”综合平台。", PLATFORM, platform("综合平台"), "name-not-whole"),
    ("尚未建设统一支付系统。", PLATFORM, platform("统一支付系统"), "denied"),
    ("在全国率先推行一码通。", CLAIM, claim("在全国率先", level="national", place="demo-city"), "level-contradicted"),
    ("在全国率先推行，居全省前列。", CLAIM, claim("在全国率先", level="provincial"), "level-contradicted"),
    ("该做法属全国首创。", CLAIM, claim("首创"), "name-not-whole"),
    ("该做法属全国首创。", CLAIM, claim("国首创"), "name-not-whole"),
    ("该做法属国内首创。", CLAIM, claim("内首创"), "name-not-whole"),
    ("该做法属国内首创。", CLAIM, claim("首创"), "name-not-whole"),
    ("建成全国首个大厅。", CLAIM, claim("全国首", level="national"), "name-not-whole"),
    ("发布全国第一个一码通。", CLAIM, claim("全国第一", level="national"), "name-not-whole"),
    ("在全省率先推行一码通。", CLAIM, claim("省率先", level="provincial"), "name-not-whole"),
    ("在全省率先推行一码通。", CLAIM, claim("在全省率先推", level="provincial"), "name-not-whole"),
    ("率先在全省推行一码通。", CLAIM, claim("率先"), "name-not-whole"),
    ("率先在全省推行一码通。", CLAIM, claim("率先在全"), "name-not-whole"),
    ("率先首创一码通。", CLAIM, claim("首创"), "name-not-whole"),
    ("在国际上首次应用一码通。", CLAIM, claim("首次"), "name-not-whole"),
    ("在全国、全省率先推行一码通。", CLAIM, claim("全省率先", level="provincial"), "name-not-whole"),
    ("在全国税务系统率先上线一码通。", CLAIM, claim("率先"), "name-not-whole"),
    ("在全国税务系统率先上线一码通。", CLAIM, claim("系统率先"), "name-not-whole"),
    ("建成世界首个大厅。", CLAIM, claim("首个"), "name-not-whole"),
    ("建成示范市首个大厅。", CLAIM, claim("首个"), "name-not-whole"),
    ("建成示范市首个大厅。", CLAIM, claim("范市首个"), "name-not-whole"),
    ("在示范市率先推行一码通。", CLAIM, claim("率先"), "name-not-whole"),
    ("系龙岩市首例。", CLAIM, claim("首例"), "name-not-whole"),
    ("系龙岩市首例。", CLAIM, claim("岩市首例"), "name-not-whole"),
    ("建成世界首个大厅。", CLAIM, claim("世界首个", level="national"), "level-contradicted"),
    ("建成全省第二家大厅。", CLAIM, claim("全省第二家", level="provincial"), "not-a-first"),
    ("在全国率先推行一码通。", CLAIM, claim("先推行", level="national"), "not-a-first"),
    ("市税务局、市交通局予以配合。", PART, {"unit": "市税务局", "role": "superior"}, "role-contradicted"),
    ("由市税务局牵头推广。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("由市税务局牵头指导推广。", PART, {"unit": "市税务局", "role": "guiding"}, "role-contradicted"),
    ("市税务局予以配合，开展检查。", PART, {"unit": "市税务局", "role": "responsible"}, "role-contradicted"),
    ("由市税务局负责实施。", PART, {"unit": "市税务局", "role": "guiding"}, "role-contradicted"),
    ("由市税务局负责实施。", PART, {"unit": "市税务局", "role": "supervising"}, "role-contradicted"),
    ("市税务局开展业务指导。", PART, {"unit": "市税务局", "role": "supervising"}, "role-contradicted"),
    ("由市税务局牵头实施。", PART, {"unit": "市税务局", "role": "responsible"}, "role-contradicted"),
    ("指导市税务局开展试点。", PART, {"unit": "市税务局", "role": "guiding"}, "role-contradicted"),
    ("加强对市税务局的监督检查。", PART, {"unit": "市税务局", "role": "supervising"}, "role-contradicted"),
    ("市税务局予以配合，市交通局指导。", PART, {"unit": "市税务局", "role": "guiding"}, "role-contradicted"),
    ("由市税务局监督落实。", PART, {"unit": "市税务局", "role": "responsible"}, "role-contradicted"),
    ("指导单位：市税务局。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("市税务局不负责实施。", PART, {"unit": "市税务局", "role": "responsible"}, "denied"),
    ("市税务局不再监督。", PART, {"unit": "市税务局", "role": "supervising"}, "denied"),
    ("上报省政府办公厅。", PART, {"unit": "省政府办公厅", "role": "supporting"}, "role-contradicted"),
    ("市税务局参与推广。", PART, {"unit": "市税务局", "role": "report-addressee"}, "role-contradicted"),
    ("市税务局未参与。", PART, {"unit": "市税务局", "role": "participant"}, "denied"),
    ("走访市税务局，提供服务。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("为市税务局提供数据支持。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("登录市税务局微信公众号，提供服务。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("走访市税务局。", PART, {"unit": "市税务局", "role": "participant"}, "role-contradicted"),
    ("群众在市税务局门前排队。", PART, {"unit": "市税务局", "role": "supporting"}, "role-contradicted"),
    ("由市税务局第一分局配合。", PART, {"unit": "市税务局", "role": "supporting"}, "name-not-whole"),
    ("全市税务局系统参与推广。", PART, {"unit": "市税务局", "role": "participant"}, "name-not-whole"),
    ("市交通局原局长参与推广。", PART, {"unit": "市交通局", "role": "participant"}, "name-not-whole"),
    ("市税务局参与推广。", PART, {"printed": "市税务局", "role": "mentioned"}, "participant"),
]


@pytest.mark.parametrize(("sentence", "key", "record"), TRUE, ids=[f"{case[0]} {n}" for n, case in enumerate(TRUE)])
def test_what_a_sentence_tells_is_accepted(sentence: str, key: str, record: dict[str, Any], tmp_path: Path) -> None:
    assert measure_codes(tmp_path, sentence, {key: [record]}) == []


@pytest.mark.parametrize(
    ("sentence", "key", "record", "code"), FALSE, ids=[f"{case[0]} {n}" for n, case in enumerate(FALSE)]
)
def test_what_it_does_not_tell_is_refused(
    sentence: str, key: str, record: dict[str, Any], code: str, tmp_path: Path
) -> None:
    assert set(measure_codes(tmp_path, sentence, {key: [record]})) == {code}


def row(number: int, title: str) -> dict[str, Any]:
    return {
        "id": f"m-{number}",
        "title": title,
        "lead-cell": "市公安局",
        "leads": ["市公安局"],
        "description": "服务群众。",
    }


@pytest.mark.parametrize(
    ("recorded", "found"), [((1, 2, 3), []), ((1, 2), ["row-left-out"]), ((1, 3), ["row-left-out"])]
)
def test_every_row_of_a_numbered_table_is_recorded(recorded: tuple[int, ...], found: list[str], tmp_path: Path) -> None:
    titles = {1: "推行一次办", 2: "推行掌上办", 3: "推行就近办"}
    rows = "".join(f"{n}\n\n{title}\n\n市公安局\n\n服务群众。\n\n" for n, title in titles.items())
    tail = f"附件 1\n\n示范市便民举措\n\n序号 举措 单位名称 做法\n\n{rows}"
    leads = {"basis": "reading", "quote": "单位名称"}
    measures = [row(n, titles[n]) for n in recorded]
    annex = {
        "number": 1,
        "title": "示范市便民举措",
        "order": {"basis": "as-given"},
        "leads": leads,
        "measures": measures,
    }
    assert codes(tmp_path, "现予公布。", tail=tail, annexes=[annex]) == found


def test_a_description_does_not_end_before_its_line(tmp_path: Path) -> None:
    tail = (
        "附件 1\n\n示范市便民举措\n\n序号 举措 单位名称 做法\n\n1\n\n推行一次办\n\n市公安局\n\n服务群众。惠及企业。\n"
    )
    leads = {"basis": "reading", "quote": "单位名称"}
    annex = {
        "number": 1,
        "title": "示范市便民举措",
        "order": {"basis": "as-given"},
        "leads": leads,
        "measures": [row(1, "推行一次办")],
    }
    assert codes(tmp_path, "现予公布。", tail=tail, annexes=[annex]) == ["cell-not-whole"]


@pytest.mark.parametrize(
    ("before", "title", "behind", "cut"),
    [
        ("# ", "示范市人民政府关于印发《行动方案》的通知", "\n\n**发布日期**：2023-01-10\n", False),
        ("**", "示范市人民政府关于印发《行动方案》的通知", "**\n", False),
        ("示范市安委办\n\n", "关于暗访情况的通报", "\n各县区：\n", False),
        ("示范市人民政府办公厅\n", "关于暗访情况的通报", "\n各县区：\n", True),
        ("示府〔2023〕1号\n\n示范市人民政府办公厅\n\n", "关于暗访情况的通报", "\n各县区：\n", True),
        ("# 示范市", "人民政府关于印发《行动方案》的通知", "\n", True),
    ],
)
def test_a_title_is_whole_below_the_head_of_its_sheet_and_within_marks(
    before: str, title: str, behind: str, cut: bool
) -> None:
    source = SourceText.of(before + title + behind)
    assert fragment_of_title(source, source.find(title, Scopes([source.whole]))) is cut


@pytest.mark.parametrize(
    ("printed", "number", "found"),
    [
        ("示府办（2023）７７号", "示府办（2023）７７号", []),
        ("示府办〔２０２３〕７７號", "示府办〔２０２３〕７７號", []),
        ("示府办［2023］77号", "示府办〔2023〕77号", []),
        ("示府办【2023】第77号", "示府办〔2023〕77号", []),
        ("示府办〔2023〕77号", "示府办（2023）77号", ["quote-not-found"]),
        ("示府办（2023）１77号", "示府办〔2023〕77号", ["quote-not-found"]),
        ("示府办（2023）７７号", "示府办〔2023〕7号", ["quote-not-found"]),
        ("示府办（2023）７７号", "府办〔2023〕77号", ["document-number"]),
    ],
)
def test_a_number_is_given_as_printed_or_in_the_proper_form(
    printed: str, number: str, found: list[str], tmp_path: Path
) -> None:
    assert codes(tmp_path, "现予公布。", line=f"{printed}\n\n各区人民政府：", number=number) == found


@pytest.mark.parametrize(
    ("heads", "left", "row_left", "found"),
    [
        ("序号 举措 牵头单位 做法", (), 1, []),
        ("序号 举措 牵头单位 做法", ("description",), 1, ["cell-not-whole"]),
        ("序号 举措 牵头单位 做法", ("description",), 3, ["cell-not-whole"]),
        ("序号 举措 牵头单位 做法", ("lead-cell", "leads"), 1, ["cell-not-whole"]),
        ("序号 举措 牵头单位 做法", ("lead-cell", "leads", "description"), 2, ["cell-not-whole"]),
        ("举措 牵头单位 做法", ("lead-cell", "leads"), 3, ["cell-not-whole"]),
        ("举措 牵头单位 做法", ("description",), 2, ["cell-not-whole"]),
        ("序号 举措 牵头单位", ("lead-cell", "leads"), 3, ["cell-not-whole"]),
        ("序号 举措 牵头单位", (), 3, []),
    ],
)
def test_a_row_of_a_table_is_recorded_with_all_its_cells(
    heads: str, left: tuple[str, ...], row_left: int, found: list[str], tmp_path: Path
) -> None:
    titles = {1: "推行一次办", 2: "推行掌上办", 3: "推行就近办"}
    cells = {"lead-cell": "市公安局", "description": "服务群众。"}
    if "做法" not in heads:
        del cells["description"]
    measures: list[dict[str, Any]] = [
        {"id": f"m-{n}", "title": title, "leads": ["市公安局"], **cells} for n, title in titles.items()
    ]
    for key in left:
        del measures[row_left - 1][key]
    serial = "序号" in heads
    rows = "".join("\n\n".join([*[str(n)] * serial, title, *cells.values(), ""]) for n, title in titles.items())
    annex = {
        "number": 1,
        "title": "示范市便民举措",
        "order": {"basis": "as-given"},
        "leads": {"basis": "column-heading", "quote": "牵头单位"},
        "measures": measures,
    }
    below = "有关单位：市税务局。"
    tail = f"附件 1\n\n示范市便民举措\n\n{heads}\n\n{rows}{below}"
    assert codes(tmp_path, "现予公布。", tail=tail, annexes=[annex]) == found


ANNEX = "示范市2023年度市级便民举措"
LISTED = f"附件：1.{ANNEX}\n2.示范市2023年度区级便民举措"


def annex_codes(folder: Path, listed: str, head: str, title: str, nth: int, **more: Any) -> list[str]:
    annex = {
        "number": 1,
        "title": {"text": title, "nth": nth},
        "order": {"basis": "as-given"},
        "leads": {"basis": "column-heading", "quote": "牵头单位"},
        "measures": [row(1, "推行一次办")],
        **more,
    }
    tail = f"{head}\n\n序号 举措 牵头单位 做法\n\n1\n\n推行一次办\n\n市公安局\n\n服务群众。"
    return codes(folder, f"现予公布。\n\n{listed}", tail=tail, annexes=[annex])


@pytest.mark.parametrize(
    ("listed", "head", "title", "nth", "found"),
    [
        ("", f"附件 1\n\n{ANNEX}", ANNEX, 1, []),
        (LISTED, "附件 1\n\n示范市2023年度\n市级便民举措", ANNEX, 2, []),
        (f"附件：{ANNEX}", "附件\n\n示范市2023年度\n\n市级便民举措", ANNEX, 2, []),
        (f"附件：\n1.{ANNEX}\n2.其他", f"附件\n\n{ANNEX}", ANNEX, 2, []),
        (f"现将{ANNEX}予以公布，请各区将{ANNEX}予以推广。", f"附件 1\n\n{ANNEX}", ANNEX, 3, []),
        ("", f"附件 1\n\n{ANNEX}（排名不分先后）", ANNEX, 1, []),
        ("", f"附件 1\n\n{ANNEX}（第一批）", ANNEX, 1, ["title-not-whole"]),
        ("", f"附件 1\n\n{ANNEX}", ANNEX[:-2], 1, ["title-not-whole"]),
        (LISTED, "附件 1\n\n示范市2023年度\n市级便民举措", "示范市2023年度", 3, ["title-not-whole"]),
        (LISTED, "附件 1\n\n示范市2023年度\n市级便民举措", "市级便民举措", 2, ["title-not-whole"]),
        (f"附件：\n1.其他\n2.{ANNEX}", f"附件\n\n{ANNEX}", ANNEX, 2, ["position-not-printed"]),
    ],
)
def test_the_title_of_an_annex_is_whole(
    listed: str, head: str, title: str, nth: int, found: list[str], tmp_path: Path
) -> None:
    assert annex_codes(tmp_path, listed, head, title, nth) == found


@pytest.mark.parametrize(
    ("printed", "recorded", "what", "cure"),
    [
        (
            f"{ANNEX}\n序号 举措 牵头单位",
            f"{ANNEX}序号",
            "序号 举措 牵头单位",
            f"End it with “{ANNEX[-12:]}”, without “序号”.",
        ),
        ("示范市2023年度\n市级便民举措", "示范市2023年度市级便民", "市级便民举措", "with the whole of “市级便民举措”"),
        (f"{ANNEX}\n", ANNEX[:-2], f"附件{ANNEX}", "Write the whole title"),
        (f"{ANNEX}\u200b\n", ANNEX, "U+200B", "Delete it from the source"),
        (f"\ue000{ANNEX}\n", ANNEX, "U+E000", "Delete it from the source"),
        (f"{ANNEX}的\u200b\n", ANNEX, f"{ANNEX}的[U+200B]", "Write the whole title"),
    ],
)
def test_a_title_that_is_not_whole_is_shown_with_its_cure(printed: str, recorded: str, what: str, cure: str) -> None:
    source = SourceText.of(f"附件\n\n{printed}\n")
    said = not_whole(source, source.find(recorded, Scopes([source.whole])))
    assert what in seen(said[0]).en
    assert cure in said[1].en
    assert "\u200b" not in seen(said[0]).zh


@pytest.mark.parametrize(
    ("title", "level", "right"),
    [
        (ANNEX, "municipal", True),
        (ANNEX, "district", False),
        ("示范市区级便民举措", "municipal", False),
        ("示范市区级便民举措", "district", True),
        ("示范市市区两级便民举措", "district", True),
        ("示范市社区级便民举措", "municipal", True),
        ("入选国家级试点的便民举措", "municipal", True),
        ("拟推荐省级优秀便民举措", "municipal", True),
    ],
)
def test_the_level_of_an_annex_is_that_of_its_title(title: str, level: str, right: bool, tmp_path: Path) -> None:
    found = annex_codes(tmp_path, "", f"附件 1\n\n{title}", title, 1, level=level)
    assert found == ([] if right else ["level-contradicted"])


@pytest.mark.parametrize(
    ("note", "basis", "quote", "right"),
    [
        ("（备注：按综合得分由高到低排序）", "merit", True, True),
        ("（备注：按综合得分由高到低排序）", "indicator-system", True, False),
        ("（备注：按综合得分由高到低排序）", "as-given", False, False),
        ("（说明：按营商指标体系排列）", "indicator-system", True, True),
        ("（说明：按营商指标体系排列）", "as-given", True, False),
        ("（备注：按星级排序）", "merit", True, True),
        ("（备注：按星级排序）", "as-given", True, True),
        ("（排名不分先后）", "as-given", False, True),
        ("（排名不分先后）", "merit", True, False),
        ("", "merit", False, False),
        ("", "as-given", False, True),
    ],
)
def test_the_order_of_an_annex_is_the_one_its_words_give(
    note: str, basis: str, quote: bool, right: bool, tmp_path: Path
) -> None:
    order = {"basis": basis, **({"quote": note} if quote else {})}
    found = annex_codes(tmp_path, "", f"附件 1\n\n{ANNEX}\n\n{note}", ANNEX, 1, order=order)
    assert found == ([] if right else ["order-contradicted"])
