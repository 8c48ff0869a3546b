"""Names: several of one rule in one list, some places set apart, bodies of other places, full names that nobody has verified."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.office import PLACES, UNITS, about, facts, refusal

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load import Authority, read_authority
from tongbao.review.candidates import Candidates
from tongbao.review.edited import Edited
from tongbao.review.session import Session
from tongbao.review.state import state_of

MORE = """
{key}:
  name: {name}
  english: {key}
  level: {level}
  {within}
  basis: source
  certainty: certain
"""
DISTRICTS = "".join(
    MORE.format(key=key, name=name, level="district", within="within: beiling")
    for key, name in (("huwan", "湖湾区"), ("qingbu", "青埠区"), ("shiling", "石岭区"))
)
ELSEWHERE = MORE.format(key="nancheng", name="南城市", level="municipal", within="short: [南城]")
FINANCE = """beiling-finance:
  name: 北岭市财政局
  short: [市财政局]
  kind: department
  place: beiling
  basis: source
  certainty: certain
beiling-fishery:
  name: 北岭市渔业局
  short: [市渔业局]
  kind: department
  place: beiling
  basis: source
  certainty: certain
"""
PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>北岭市</title></head><body>
<p>北政办〔2024〕8号</p>
<h1>北岭市人民政府办公厅关于公布2023年度优秀改革举措的通报</h1>
<p>各县区人民政府，市直各单位：</p>
<p>为表扬先进，市政府决定对湖湾区政府、市税务局予以通报表扬。</p>
<p>附件：北岭市2023年度优秀改革举措</p>
<p>北岭市人民政府办公厅</p><p>2024年3月5日</p>
<p>附件</p><p>北岭市2023年度优秀改革举措</p>
<table><tr><th>序号</th><th>举措</th><th>牵头单位</th><th>做法及成效</th></tr>
<tr><td>1</td><td>推行“码上办税”</td><td>财政局、渔业局</td><td>设3个专窗。</td></tr>
<tr><td>2</td><td>夜间门诊</td><td>湖湾区政府、青埠区政府、石岭区政府</td><td>增设夜间门诊46个。</td></tr>
<tr><td>3</td><td>巡回门诊</td><td>青山县卫健局、海关</td><td>巡回门诊60次。</td></tr>
<tr><td>4</td><td>渔港联办</td><td>海关</td><td>联办20次。</td></tr>
</table></body></html>"""


def drafted(folder: Path) -> Path:
    """Draft the notice in a dataset of its own, ``data``; return its file."""
    data = folder / "data"
    new_dataset(data)
    (data / "units.yaml").write_text(UNITS + FINANCE, "utf-8")
    (data / "places.yaml").write_text(PLACES + DISTRICTS + ELSEWHERE, "utf-8")
    (folder / "notice.html").write_text(PAGE, "utf-8")
    return draft_notice(folder / "notice.html", data, None, None, None).file


@pytest.fixture
def session(tmp_path: Path) -> Session:
    file = drafted(tmp_path)
    return Session(file.parents[2], file)


def named(session: Session, name: str) -> dict[str, Any]:
    (found,) = (fact for fact in facts(session, "name") if fact["id"] == f"name:{name}")
    return found


def units(session: Session) -> dict[str, Any]:
    return dict(Edited((session.data / "units.yaml").read_text("utf-8")).value(()))


def ruled(session: Session, key: str) -> list[dict[str, Any]]:
    return [fact for fact in facts(session, "name") if fact["rule"] and fact["rule"]["key"] == key]


GOVERNMENTS = {"kind": "government", "level": "district", "certainty": "certain", "form": "0"}


def test_names_of_one_rule_are_answered_in_one_list(session: Session) -> None:
    before = session.file.read_bytes(), (session.data / "units.yaml").read_bytes()
    districts = ruled(session, "whole:政府")
    assert [fact["rule"]["names"] for fact in districts] == [
        ["北岭市湖湾区人民政府", "湖湾区人民政府"],
        ["北岭市青埠区人民政府", "青埠区人民政府"],
        ["北岭市石岭区人民政府", "石岭区人民政府"],
    ]
    ticked = [about(fact) for fact in districts[:2]]
    session.answer({"action": "alike", "rule": "whole:政府", "facts": ticked, "fields": GOVERNMENTS})
    made = units(session)
    assert made["huwan-blshwqrmzf"] == {
        "name": {"value": "北岭市湖湾区人民政府", "basis": "naming-rule"},
        "short": ["湖湾区政府"],
        "kind": "government",
        "level": "district",
        "place": "huwan",
        "basis": "source",
        "certainty": "certain",
    }
    assert [fact["id"] for fact in ruled(session, "whole:政府")] == ["name:石岭区政府"], "what is not ticked is asked"
    assert len(session.done) == 1
    session.undo()
    assert (session.file.read_bytes(), (session.data / "units.yaml").read_bytes()) == before


def test_a_sign_that_a_list_prints_once_is_a_rule(session: Session) -> None:
    restored = ruled(session, "sign:市")
    assert [fact["rule"]["names"] for fact in restored] == [["北岭市财政局"], ["北岭市渔业局"]]
    assert restored[0]["rule"]["fields"] == []
    session.answer({"action": "alike", "rule": "sign:市", "facts": [about(one) for one in restored], "fields": {}})
    text = session.file.read_text("utf-8")
    assert "{unit: beiling-finance, printed: 财政局}, {unit: beiling-fishery, printed: 渔业局}" in text
    assert not ruled(session, "sign:市")


def test_a_list_chooses_nothing_by_itself(session: Session) -> None:
    districts = [about(fact) for fact in ruled(session, "whole:政府")]
    said = {"action": "alike", "rule": "whole:政府", "facts": districts}
    cells = ruled(session, "whole:政府")[0]["rule"]["fields"]
    assert {cell["name"]: (cell["value"], cell["asked"]) for cell in cells} == {
        "form": (None, True),
        "kind": (None, True),
        "level": (None, False),
        "certainty": (None, True),
    }
    for lacking in ("form", "kind", "certainty"):
        fields = {key: value for key, value in GOVERNMENTS.items() if key != lacking}
        assert refusal(session, **said, fields=fields) == {"answer"}
    assert refusal(session, **said, fields={**GOVERNMENTS, "form": "2"}) == {"answer"}
    assert refusal(session, **{**said, "rule": "sign:市"}, fields=GOVERNMENTS) == {"answer"}
    assert refusal(session, **{**said, "facts": []}, fields=GOVERNMENTS) == {"answer"}
    other = [*districts, about(named(session, "海关"))]
    assert refusal(session, **{**said, "facts": other}, fields=GOVERNMENTS) == {"answer"}
    stale = [{**districts[0], "hash": "0"}]
    assert refusal(session, **{**said, "facts": stale}, fields=GOVERNMENTS) == {"conflict"}


CUSTOMS = {"name": "南城海关", "kind": "vertical-agency", "basis": "naming-rule", "certainty": "probable"}


def test_a_body_of_another_place_is_named_by_its_id(session: Session) -> None:
    name = named(session, "海关")
    fields = {**CUSTOMS, "place": "nancheng"}
    session.answer({"action": "choose", **about(name), "choice": "new", "fields": fields})
    assert units(session)["nancheng-nchg"]["place"] == "nancheng"
    assert session.file.read_text("utf-8").count("{unit: nancheng-nchg, printed: 海关}") == 2
    assert "name:海关" not in {fact["id"] for fact in facts(session, "name")}


def test_a_known_body_of_another_place_is_named_by_its_id(session: Session) -> None:
    file = session.data / "units.yaml"
    tax = "nancheng-customs: {name: 南城海关, kind: vertical-agency, place: nancheng, basis: source, certainty: certain}\n"
    file.write_text(file.read_text("utf-8") + tax, "utf-8")
    name = named(session, "海关")
    session.answer({"action": "choose", **about(name), "choice": "same", "fields": {"unit": "nancheng-customs"}})
    assert session.file.read_text("utf-8").count("{unit: nancheng-customs, printed: 海关}") == 2
    assert "name:海关" not in {fact["id"] for fact in facts(session, "name")}


def test_one_place_of_a_name_is_set_apart(session: Session) -> None:
    name = named(session, "海关")
    assert [spot["label"]["zh"] for spot in name["spots"]] == ["第3项　巡回门诊·单位", "第4项　渔港联办·单位"]
    here = [name["spots"][1]["id"]]
    fields = {**CUSTOMS, "place": "nancheng", "places": here}
    session.answer({"action": "choose", **about(name), "choice": "new", "fields": fields})
    assert "short" not in units(session)["nancheng-nchg"], "elsewhere the name means another"
    left = named(session, "海关")
    assert [spot["id"] for spot in left["spots"]] == [name["spots"][0]["id"]]
    session.answer({"action": "choose", **about(left), "choice": "none"})
    leads = [each["leads"] for each in Edited(session.file.read_text("utf-8")).value(("annexes", 0, "measures"))[2:]]
    assert leads == [["青山县卫健局", {"printed": "海关"}], [{"unit": "nancheng-nchg", "printed": "海关"}]]


@pytest.mark.parametrize("places", [[], ["no.such"], "annexes", [None], {}], ids=str)
def test_places_that_are_not_there_are_refused(session: Session, places: Any) -> None:
    said = {"action": "choose", **about(named(session, "海关")), "choice": "none"}
    assert refusal(session, **said, fields={"places": places}) == {"answer"}


def test_a_name_as_full_name_cannot_be_set_apart(session: Session) -> None:
    name = named(session, "海关")
    fields = {**CUSTOMS, "name": "海关", "places": [name["spots"][0]["id"]]}
    assert refusal(session, action="choose", **about(name), choice="new", fields=fields) == {"answer"}


def test_no_place_is_proposed_for_a_body_of_a_county_that_is_not_there(session: Session) -> None:
    name = named(session, "青山县卫健局")
    (new,) = (choice for choice in name["choices"] if choice["key"] == "new")
    (place,) = (cell for cell in new["fields"] if cell["name"] == "place")
    assert place["value"] is None
    assert "青山县" in place["note"]["en"]
    fields = {
        "name": "青山县卫生健康局",
        "kind": "department",
        "basis": "naming-rule",
        "certainty": "probable",
        "place": None,
    }
    session.answer({"action": "choose", **about(name), "choice": "new", "fields": fields})
    (made,) = (unit for unit in units(session).values() if "青山县" in str(unit["name"]))
    assert "place" not in made
    assert "name:青山县卫健局" not in {fact["id"] for fact in facts(session, "name")}
    assert state_of(session, "zh", "t")["facts"]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A new city: its places are known, and no body yet."""
    folder = tmp_path_factory.mktemp("city")
    (folder / "units.yaml").write_text("{}\n", "utf-8")
    (folder / "places.yaml").write_text(PLACES + DISTRICTS, "utf-8")
    return read_authority(folder)[0]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("市税务局", ["国家税务总局北岭市税务局"]),
        ("市发改委", ["北岭市发展和改革委员会"]),
        ("市人社局", ["北岭市人力资源和社会保障局"]),
        ("市政府办", ["北岭市人民政府办公室", "北岭市人民政府办公厅"]),
        ("市园林局", ["北岭市园林局"]),
        ("市政府", ["北岭市人民政府"]),
        ("税务局", ["国家税务总局北岭市税务局"]),
        ("湖湾区政府", ["北岭市湖湾区人民政府", "湖湾区人民政府"]),
        ("湖湾区卫健局", ["北岭市湖湾区卫生健康局", "湖湾区卫生健康局"]),
        ("开发区管委会", ["开发区管理委员会"]),
        ("有关部门", []),
        ("省财政厅", []),
        ("青山县卫健局", []),
        ("某某公司", []),
    ],
)
def test_a_new_city_is_offered_full_names_by_rule(city: Authority, name: str, full: list[str]) -> None:
    assert Candidates(city, "beiling").full(name) == full


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("市税务局", "beiling"),
        ("湖湾区政府", "huwan"),
        ("北岭市湖湾区政府", "beiling"),
        ("青山县政府", None),
        ("南城市税务局", None),
        ("白马镇政府", None),
        ("城市管理局", "beiling"),
        ("社区服务中心", "beiling"),
        ("城乡建设局", "beiling"),
        ("园区办", "beiling"),
        ("税务局", "beiling"),
    ],
)
def test_a_body_is_placed_only_where_its_name_says(city: Authority, name: str, home: str | None) -> None:
    assert Candidates(city, "beiling").home(name) == home


@given(name=st.text("市区县省税务局政府办公室人民湖湾北岭青埠委员会法院镇乡", max_size=12))
def test_candidates_end_whatever_the_name(city: Authority, name: str) -> None:
    candidates = Candidates(city, "beiling")
    assert all(full and len(full) < 60 for full in candidates.full(name))
    assert len(candidates.full(name)) <= 4
    candidates.home(name)
    rule = candidates.rule(name)
    assert rule is None or (bool(rule.unit) != bool(rule.forms))
