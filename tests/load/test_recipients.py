"""Those whom an act names are those of its sentence: all of them, whole, and each what it is."""

from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import codes, problems

PRAISED, BLAMED = "circular-commendation", "circular-criticism"
WANG = {"person": "王小明", "printed": "市公安局民警王小明"}

TRUE: list[tuple[str, str, list[Any], dict[str, Any]]] = [
    ("对市公安局、市税务局和河西区政府予以通报表扬。", PRAISED, ["市公安局", "市税务局", "河西区政府"], {}),
    ("对市公安局、市税务局等2个单位予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}),
    ("对市公安局、税务局予以通报表扬。", PRAISED, ["市公安局", {"unit": "市税务局", "printed": "税务局"}], {}),
    ("对省政府办公厅、税务局予以通报表扬。", PRAISED, ["省政府办公厅", {"unit": "省税务局", "printed": "税务局"}], {}),
    ("对工作拖沓的市税务局、市交通局予以通报批评。", BLAMED, ["市税务局", "市交通局"], {}),
    ("对市公安局民警王小明、李雷同志予以通报表扬。", PRAISED, [WANG, {"person": "李雷", "printed": "李雷同志"}], {}),
    (
        "对河东、河西两区予以通报表扬。",
        PRAISED,
        [{"place": "east-district", "printed": "河东"}, {"place": "west-district", "printed": "河西"}],
        {},
    ),
    ("对市公安局牵头的海绵城市项目予以通报表扬。", PRAISED, [{"project": "海绵城市项目"}], {}),
    ("对获得“文明单位”称号的市公安局予以通报表扬。", PRAISED, ["市公安局"], {}),
    ("市政府决定，对市公安局予以通报表扬。", PRAISED, ["市公安局"], {"by": "市政府"}),
    ("市公安局受到省政府办公厅通报表扬。", PRAISED, ["市公安局"], {"by": "省政府办公厅"}),
    ("鉴于市公安局成绩突出，市政府办公厅予以通报表扬。", PRAISED, ["市公安局"], {}),
    ("对市公安局予以通报表扬。", "commendation", ["市公安局"], {"departs": ["act"]}),
    ("对市公安局予以通报表扬，市政府要求各单位学习。", PRAISED, ["市公安局"], {}),
    ("表扬名单如下：\n市公安局\n市税务局", PRAISED, ["市公安局", "市税务局"], {"quote": "市公安局市税务局"}),
    (
        "对市公安局等3个单位、王小明等5名同志予以通报表扬。",
        PRAISED,
        ["市公安局", {"person": "王小明"}],
        {"open": True},
    ),
    (
        "授予市公安局“先进集体”称号、王小明“先进个人”称号。",
        "award",
        [{"person": "王小明"}],
        {"quote": "王小明“先进个人”称号"},
    ),
    ("对市公安局、市税务局在内的9个单位予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {"open": True}),
    ("对市公安局*、市税务局[1]、市交通局予以通报表扬。", PRAISED, ["市公安局", "市税务局", "市交通局"], {}),
    ("对市公安局（第一名）、市税务局（得分98.5分）予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}),
    ("对市公安局①、市税务局②予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}),
    ("对李雷、王芳（女）、赵川予以通报表扬。", PRAISED, [{"person": name} for name in ("李雷", "王芳", "赵川")], {}),
    (
        "对李雷、王芳（女，回族）、赵川予以通报表扬。",
        PRAISED,
        [{"person": name} for name in ("李雷", "王芳", "赵川")],
        {},
    ),
    ("对“一窗项目”“一码项目”予以通报表扬。", PRAISED, [{"project": "一窗项目"}, {"project": "一码项目"}], {}),
]
FALSE: list[tuple[str, str, list[Any], dict[str, Any], str]] = [
    # cut by the quotation, at either end
    ("对市公安局、市税务局予以通报表扬。", PRAISED, ["市公安局"], {"quote": "对市公安局"}, "names-missing"),
    ("对市公安局、市税务局予以通报表扬。", PRAISED, ["市税务局"], {"quote": "市税务局予以通报表扬"}, "names-missing"),
    ("对市公安局*、市税务局予以通报表扬。", PRAISED, ["市公安局"], {"quote": "对市公安局"}, "names-missing"),
    ("对市公安局（第一名）、市税务局予以通报表扬。", PRAISED, ["市税务局"], {}, "names-missing"),
    ("对市公安局（市交通局）、市税务局予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}, "words-between-names"),
    ("对市公安局、市税务局*等单位予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}, "list-left-open"),
    ("对拖沓的市税务局、市交通局予以通报批评。", BLAMED, ["市交通局"], {}, "names-missing"),
    ("授予市税务局、市公安局“先进”称号。", "award", ["市公安局"], {}, "names-missing"),
    (
        "表扬名单：\n市公安局\n市税务局\n市交通局",
        PRAISED,
        ["市公安局", "市税务局"],
        {"quote": "市公安局市税务局"},
        "names-missing",
    ),
    (
        "对市公安局等3个单位、王小明等5名同志予以通报表扬。",
        PRAISED,
        ["市公安局", {"person": "王小明"}],
        {},
        "list-left-open",
    ),
    ("对市公安局和李雷同志予以通报表扬。", PRAISED, ["市公安局"], {}, "names-missing"),
    ("对示范市（河东区、河西区）予以通报表扬。", PRAISED, [{"place": "demo-city"}], {}, "names-missing"),
    (
        "对李雷、王芳（女）、赵川予以通报表扬。",
        PRAISED,
        [{"person": "李雷"}, {"person": "赵川"}],
        {},
        "words-between-names",
    ),
    # what is said of whom
    (
        "对市公安局予以通报表扬，对市税务局予以通报批评。",
        PRAISED,
        ["市税务局"],
        {"quote": "对市税务局"},
        "act-contradicted",
    ),
    ("对市公安局予以通报批评。", PRAISED, ["市公安局"], {"quote": "市公安局"}, "act-contradicted"),
    ("对市公安局予以通报表扬。", "award", ["市公安局"], {}, "act-of-another-kind"),
    ("对市公安局不予表扬。", PRAISED, ["市公安局"], {}, "act-not-done"),
    ("对市公安局予以通报表扬。", PRAISED, ["市公安局"], {"departs": ["act"]}, "departs-in-vain"),
    # not meant
    ("对除市税务局外的市公安局予以通报表扬。", PRAISED, ["市税务局"], {}, "recipient-excepted"),
    ("对市公安局（市税务局除外）予以通报表扬。", PRAISED, ["市公安局", "市税务局"], {}, "recipient-excepted"),
    ("对市公安局推荐的市税务局予以通报表扬。", PRAISED, ["市公安局"], {}, "not-a-recipient"),
    ("对通过市税务局推进的项目予以通报表扬。", PRAISED, ["市税务局"], {}, "not-a-recipient"),
    # another than is printed
    (
        "对市公安局、税务局予以通报表扬。",
        PRAISED,
        ["市公安局", {"unit": "省税务局", "printed": "税务局"}],
        {},
        "printed-for-another",
    ),
    (
        "对市公安局、税务局予以通报表扬。",
        PRAISED,
        ["市公安局", {"unit": "市交通局", "printed": "税务局"}],
        {},
        "printed-for-another",
    ),
    ("对市公安局交警支队予以通报表扬。", PRAISED, ["市公安局"], {}, "name-not-whole"),
    (
        "对市公安局交警支队予以通报表扬。",
        PRAISED,
        [{"unit": "市公安局", "printed": "市公安局交警支队"}],
        {},
        "printed-for-another",
    ),
    ("对市政府办公厅予以通报表扬。", PRAISED, ["市政府"], {}, "name-not-whole"),
    ("对河西区政府予以通报表扬。", PRAISED, [{"place": "west-district"}], {}, "name-not-whole"),
    ("对河西区予以通报表扬。", PRAISED, [{"place": "demo-city", "printed": "河西区"}], {}, "printed-for-another"),
    ("对河西区予以通报表扬。", PRAISED, [{"unit": "河西区政府", "printed": "河西区"}], {}, "recipient"),
    ("对河西区政府予以通报表扬。", PRAISED, [{"person": "河西区政府"}], {}, "recipient"),
    ("对河西区政府予以通报表扬。", PRAISED, [{"project": "河西区政府"}], {}, "recipient"),
    ("对市公安局民警王小明予以通报表扬。", PRAISED, [{**WANG, "person": "王小"}], {}, "printed-for-another"),
    ("对市公安局民警王小明予以通报表扬。", PRAISED, [{**WANG, "person": "赵川"}], {}, "printed-for-another"),
    ("对市公安局民警王小明予以通报表扬。", PRAISED, [{"person": "小明"}], {}, "name-not-whole"),
    ("对海绵城市项目予以通报表扬。", PRAISED, [{"project": "海绵城市"}], {}, "name-not-whole"),
    ("对海绵城市项目予以通报表扬。", PRAISED, [{"project": "城市项目"}], {}, "name-not-whole"),
    (
        "对海绵城市项目予以通报表扬。",
        PRAISED,
        [{"project": "智慧水闸项目", "printed": "海绵城市项目"}],
        {},
        "printed-for-another",
    ),
    # by whom
    ("对市公安局予以通报表扬。", PRAISED, ["市公安局"], {"by": "河东区政府"}, "commender-not-printed"),
    ("市公安局受到省政府办公厅通报表扬。", PRAISED, ["市公安局"], {}, "another-commender"),
]

UNIT_LINES = "表扬名单如下：\n1.市公安局*\n2.市税务局（第二名）\n3.市交通局"
PERSON_LINES = "表扬名单如下：\n王小明\n李小红\n张三"


def commendation(body: str, act: str, recipients: list[Any], more: dict[str, Any]) -> dict[str, Any]:
    return {"act": act, "quote": body.rstrip("。"), "recipients": recipients, **more}


@pytest.mark.parametrize(("body", "act", "recipients", "more"), TRUE, ids=[case[0] for case in TRUE])
def test_what_a_sentence_says_is_accepted(
    body: str, act: str, recipients: list[Any], more: dict[str, Any], tmp_path: Path
) -> None:
    assert codes(tmp_path, body, commendations=[commendation(body, act, recipients, more)]) == []


@pytest.mark.parametrize(
    ("body", "act", "recipients", "more", "code"), FALSE, ids=[f"{case[4]}: {case[2]}" for case in FALSE]
)
def test_what_it_does_not_say_is_refused(
    body: str, act: str, recipients: list[Any], more: dict[str, Any], code: str, tmp_path: Path
) -> None:
    found = codes(tmp_path, body, commendations=[commendation(body, act, recipients, more)])
    assert set(found) == {code}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (
            {"issued": {"by": "示范市人民政府", "date": "2023-01-10", "quote": "示范市人民政府办公厅2023年1月10日"}},
            "name-not-whole",
        ),
        ({"place": "demo-province"}, "place-of-another"),
        ({"state": {"value": "withdrawn", "basis": "nothing-known"}}, "state-without-basis"),
        (
            {"tail": "（此件删减后公开）", "openness": {"level": "public", "quote": "（此件删减后公开）"}},
            "openness-contradicted",
        ),
        (
            {"tail": "分送：市税务局、市公安局。", "distribution": {"quote": "分送：市税务局", "units": ["市税务局"]}},
            "names-missing",
        ),
        (
            {
                "tail": "经市发改委组织专家评选、群众投票。",
                "selection": {
                    "organised-by": ["市发改委"],
                    "methods": ["群众投票"],
                    "quote": "经市发改委组织专家评选、群众投票",
                },
            },
            "names-missing",
        ),
        (
            {
                "line": "各区人民政府，市直各单位：",
                "addressees": {
                    "quote": "各区人民政府",
                    "groups": [{"name": "各区人民政府", "covers": "distribution-list"}],
                },
            },
            "names-missing",
        ),
        (
            {
                "line": "各区人民政府：",
                "addressees": {"quote": "各区人民", "groups": [{"name": "各区人民", "covers": "distribution-list"}]},
            },
            "names-missing",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_notice_tells_its_issuer_place_and_lists_whole(more: dict[str, Any], code: str, tmp_path: Path) -> None:
    assert code in codes(tmp_path, "现予公布。", **more)


@pytest.mark.parametrize("names", [["市公安局"], ["市税务局"], ["市交通局"], ["市公安局", "市税务局"]], ids="-".join)
def test_a_list_of_units_in_lines_is_recorded_whole(names: list[str], tmp_path: Path) -> None:
    quote = {"市公安局市税务局": "市公安局*2.市税务局"}.get("".join(names), "".join(names))
    act = {"act": PRAISED, "quote": quote, "recipients": names}
    assert set(codes(tmp_path, UNIT_LINES, commendations=[act])) == {"names-missing"}


@pytest.mark.parametrize(("sign", "right"), [("\n", True), (" ", True), ("、", True), ("", False)])
def test_a_name_ends_where_white_space_parts_it_from_the_next(sign: str, right: bool, tmp_path: Path) -> None:
    """A 交警支队 right behind 市公安局 would make it another name."""
    words = f"市公安局{sign}交警支队便民服务项目"
    act = {"act": PRAISED, "quote": words, "recipients": ["市公安局", {"project": "交警支队便民服务项目"}]}
    found = codes(tmp_path, f"表扬名单如下：\n{words}\n", commendations=[act])
    assert (found == []) is right, found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["王小明", "李小红", "张三"], []),
        (["王小明"], ["names-missing"]),
        (["李小红"], ["names-missing"]),
        (["张三"], ["names-missing"]),
        (["王小明", "李小红"], ["names-missing"]),
    ],
    ids=lambda value: "-".join(value),
)
def test_a_list_of_persons_in_lines_is_recorded_whole(names: list[str], found: list[str], tmp_path: Path) -> None:
    act = {"act": PRAISED, "quote": "".join(names), "recipients": [{"person": name} for name in names]}
    assert codes(tmp_path, PERSON_LINES, commendations=[act]) == found


POSTS = [
    "王芳 市税务局综合科科长\n李强 市公安局民警\n赵川 市交通局副局长",
    "王芳　市税务局党支部书记、科长\n李强　市公安局高级工程师（正高级）\n赵川　示范市交通局",
    "王芳\t市税务局\t综合科\t科长\n\n李强\t市公安局\t民警\n\n赵川\t市交通局\t副局长\n",
    "王芳，市税务局综合科科长；\n李强，市公安局民警；\n赵川，市交通局副局长。",
    "王芳（女） 市税务局综合科科长\n李强（满族） 市公安局民警\n赵川：市交通局副局长",
    "王芳（市税务局综合科科长）\n李强（市公安局民警）\n赵川（市交通局副局长）",
    "1.王芳 市税务局综合科科长\n2.李强 市公安局民警\n3.赵川 市交通局副局长",
    "1 王芳 市税务局 科长\n2 李强 市公安局 民警\n3 赵川 市交通局 副局长",
    "李强 市公安局民警\n王芳（女）\n赵川",
]
NAMES = ("王芳", "李强", "赵川")


def posted(folder: Path, lines: str, names: tuple[str, ...]) -> list[str]:
    """Return what is wrong where some of those are recorded whom lines name, from the first of them to the last."""
    words = "".join(lines.split())
    first, last = min(map(words.index, names)), max(words.index(name) + len(name) for name in names)
    listed = sorted(names, key=words.index)
    act = {"act": PRAISED, "quote": words[first:last], "recipients": [{"person": name} for name in listed]}
    return codes(folder, f"表扬名单如下：\n{lines}", commendations=[act])


@pytest.mark.parametrize("lines", POSTS)
def test_a_post_stands_behind_a_person_in_a_line_of_its_own(lines: str, tmp_path: Path) -> None:
    assert posted(tmp_path, lines, NAMES) == []


@pytest.mark.parametrize("lines", POSTS[:-1])
@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("王芳", "赵川"), "words-between-names"),
        (("王芳", "李强"), "names-missing"),
        (("李强", "赵川"), "names-missing"),
    ],
)
def test_a_list_of_persons_with_posts_is_recorded_whole(
    lines: str, names: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    assert posted(tmp_path, lines, names) == [code]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("王芳 李强\n赵川 市公安局民警", "words-between-names"),
        ("王芳 李强 市税务局科长\n赵川 市公安局民警", "words-between-names"),
        ("王芳 市税务局科长、李强\n赵川 市公安局民警", "words-between-names"),
        ("王芳 市税务局科长\n市公安局\n赵川 市交通局副局长", "words-between-names"),
        ("王芳芳 市税务局科长\n赵川 市公安局民警", "words-between-names"),
        ("王芳 市税务局科长\n赵川川 市公安局民警", "name-not-whole"),
        ("王芳 市税务局科长 予以问责\n赵川 市公安局民警", "words-between-names"),
        ("对王芳 市税务局科长\n赵川 市公安局民警", "words-between-names"),
    ],
)
def test_what_is_no_post_is_none(lines: str, code: str, tmp_path: Path) -> None:
    assert posted(tmp_path, lines, ("王芳", "赵川")) == [code]


@pytest.mark.parametrize(
    ("second", "says"), [({"person": "李雷"}, "{person: …, printed: "), ("市交通局", "missing unit")]
)
def test_a_post_before_a_name_belongs_to_what_is_printed(second: Any, says: str, tmp_path: Path) -> None:
    body = f"对市公安局、市税务局科长{'李雷' if isinstance(second, dict) else second}予以通报表扬。"
    act = commendation(body, PRAISED, ["市公安局", second], {})
    assert [problem.code for problem in problems(tmp_path, body, commendations=[act])] == ["words-between-names"]
    assert says in problems(tmp_path, body, commendations=[act])[0].cure.en


@pytest.mark.parametrize("name", ["市公安局", "市税务局", "市交通局", "市发改委"])
def test_a_list_in_lines_of_several_names_is_recorded_whole(name: str, tmp_path: Path) -> None:
    body = "表扬名单如下：\n市公安局  市税务局\n市交通局  市发改委"
    act = {"act": PRAISED, "quote": name, "recipients": [name]}
    assert codes(tmp_path, body, commendations=[act]) == ["names-missing"]


@pytest.mark.parametrize("names", ["王小明 李小红 张三", "1.王小明\n2.李小红"])
def test_white_space_alone_parts_persons(names: str, tmp_path: Path) -> None:
    persons = [{"person": name} for name in ("王小明", "李小红", "张三") if name in names]
    act = {"act": PRAISED, "quote": names.removeprefix("1."), "recipients": persons}
    assert codes(tmp_path, f"表扬名单如下：\n{names}", commendations=[act]) == []


@pytest.mark.parametrize(
    ("units", "found"),
    [
        (["市税务局", "市公安局", "市交通局"], []),
        (["市税务局"], ["names-missing"]),
        (["市公安局"], ["names-missing"]),
        (["市交通局"], ["names-missing"]),
        (["市税务局", "市公安局"], ["names-missing"]),
    ],
    ids=lambda value: "-".join(value),
)
def test_a_distribution_list_in_lines_is_recorded_whole(units: list[str], found: list[str], tmp_path: Path) -> None:
    distribution = {"quote": "".join(units), "units": units}
    tail = "有关单位：市税务局\n市公安局\n市交通局"
    assert codes(tmp_path, "现予公布。", tail=tail, distribution=distribution) == found


def test_lists_under_two_headings_are_two(tmp_path: Path) -> None:
    body = "一、表扬单位\n市公安局\n二、表扬个人\n王小明"
    acts: list[dict[str, Any]] = [{"act": PRAISED, "quote": "市公安局", "recipients": ["市公安局"]}]
    acts.append({"act": PRAISED, "quote": "王小明", "recipients": [{"person": "王小明"}]})
    assert codes(tmp_path, body, commendations=acts) == []


def covers(level: str, *kinds: str) -> dict[str, Any]:
    return {"kinds": list(kinds), "level": level}


@pytest.mark.parametrize(
    ("name", "meant", "right"),
    [
        ("各区人民政府", covers("district", "government"), True),
        ("各区人民政府", covers("municipal", "government"), False),
        ("各区人民政府", covers("district", "department"), False),
        ("各区人民政府", covers("district", "government", "court"), False),
        ("各区人民政府", "distribution-list", False),
        ("各县（市、区）人民政府", covers("district", "government"), True),
        ("各市、县（区）人民政府", covers("municipal", "government"), True),
        ("市直各委、办、局", covers("municipal", "department"), True),
        ("市直各委、办、局", covers("district", "department"), False),
        ("市直各委、办、局", covers("municipal", "company"), False),
        ("各开发区管委会", covers("municipal", "zone-committee"), True),
        ("各开发区管委会", covers("municipal", "government"), False),
        ("各镇人民政府、街道办事处", covers("subdistrict", "government"), True),
        ("市住房城乡建设局", covers("municipal", "department"), True),
        ("国家税务总局示范市税务局", covers("municipal", "vertical-agency"), True),
        ("市属各国有企业", covers("municipal", "company"), True),
        ("中央、省属驻示有关单位", covers("municipal", "vertical-agency", "company"), True),
        ("各有关单位", covers("municipal", "department", "company"), True),
        ("各有关单位", "distribution-list", True),
    ],
)
def test_a_group_of_addressees_covers_what_its_name_says(name: str, meant: Any, right: bool, tmp_path: Path) -> None:
    addressees = {"quote": name, "groups": [{"name": name, "covers": meant}]}
    found = codes(tmp_path, "现予公布。", line=f"{name}：", addressees=addressees, tail="有关单位：市税务局。")
    assert found == ([] if right else ["coverage-contradicted"])


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("主送：各区人民政府", True),
        ("主送机关：各区人民政府：", True),
        ("抄送：各区人民政府", False),
        ("主送：市公安局、各区人民政府", False),
        ("请主送：各区人民政府", False),
    ],
)
def test_a_label_may_stand_before_the_addressees(line: str, right: bool, tmp_path: Path) -> None:
    addressees = {
        "quote": "各区人民政府",
        "groups": [{"name": "各区人民政府", "covers": covers("district", "government")}],
    }
    found = codes(tmp_path, "现予公布。", line=line, addressees=addressees)
    assert found == ([] if right else ["names-missing"])


def test_a_list_of_addressees_is_printed(tmp_path: Path) -> None:
    addressees = {"quote": "各有关单位", "groups": [{"name": "各有关单位", "covers": "distribution-list"}]}
    assert codes(tmp_path, "现予公布。", line="各有关单位：", addressees=addressees) == ["coverage-contradicted"]


@pytest.mark.parametrize(
    ("tail", "right"),
    [
        ("有关单位：市税务局。", True),
        ("分送：市税务局。", True),
        ("抄送：市公安局。\n有关单位：市税务局。", True),
        ("抄送：市税务局。", False),
        ("抄报：省税务局，送：市税务局。", False),
        ("有关单位：市公安局。\n抄送：市税务局。", False),
    ],
)
def test_those_to_whom_a_notice_is_copied_are_no_addressees(tail: str, right: bool, tmp_path: Path) -> None:
    distribution: dict[str, Any] = {"quote": "市税务局", "units": ["市税务局"]}
    if "省税务局" in tail:
        distribution["quote"] = {"text": "市税务局", "after": "，送："}
    found = codes(tmp_path, "现予公布。", tail=tail, distribution=distribution)
    assert found == ([] if right else ["not-of-addressees"])
