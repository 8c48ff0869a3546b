"""What is asked is shown beside its own words, at the place that the graph gives them, and asked for what it is."""

from typing import Any

import pytest
from tests.review.office import PLACES, UNITS, facts

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.review.session import Session

HUWAN = """huwan:
  name: 湖湾区
  short: [湖湾, 北岭市湖湾区]
  english: Huwan District
  level: district
  within: beiling
  basis: source
  certainty: certain
"""
PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>北岭市</title></head><body>
<p>北政办〔2024〕9号</p>
<h1>北岭市人民政府办公厅关于公布首批便民举措的通报</h1>
<p>各县区人民政府，市直各单位：</p>
<p>为方便群众就近办事，全市推出便民举措。现将首批便民举措予以公布。</p>
<p>对牵头单位市税务局、湖湾区政府予以通报表扬。</p>
<p>附件：首批便民举措</p>
<p>北岭市人民政府办公厅</p><p>2024年4月8日</p>
<p>附件</p><p>首批便民举措</p>
<table><tr><th>序号</th><th>举措</th><th>牵头单位</th><th>做法及成效</th></tr>
<tr><td>1</td><td>办税进社区</td><td>市税务局</td><td>设立服务点46个，来电后20分钟内由专人逐户确认。</td></tr>
<tr><td>2</td><td>夜间门诊</td><td>湖湾区政府</td><td>增设夜间门诊。</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("words")
    data = folder / "data"
    new_dataset(data)
    (data / "units.yaml").write_text(UNITS, "utf-8")
    (data / "places.yaml").write_text(PLACES + HUWAN, "utf-8")
    (folder / "notice.html").write_text(PAGE, "utf-8")
    return Session(data, draft_notice(folder / "notice.html", data, None, None, None).file)


def one(session: Session, end: str) -> dict[str, Any]:
    (found,) = (fact for fact in facts(session) if fact["id"].endswith(end))
    return found


def before(session: Session, fact: dict[str, Any]) -> list[str]:
    """Return what stands before each place of a fact's words, without white space."""
    text = session.source.text
    return ["".join(text[: span["start"]].split())[-4:] for span in fact["words"]]


def test_an_annex_is_shown_where_it_begins_and_its_column_at_its_heading(session: Session) -> None:
    assert before(session, one(session, "annexes.0.title")) == ["8日附件"]
    assert before(session, one(session, "annexes.0.leads")) == ["序号举措"]


def test_words_that_are_a_value_themselves_are_shown(session: Session) -> None:
    purpose = one(session, "purposes")
    text = session.source.text
    assert [text[span["start"] : span["end"]] for span in purpose["words"]] == ["为方便群众就近办事"]


def test_a_printed_role_is_not_called_missing(session: Session) -> None:
    column = one(session, "annexes.0.leads")
    assert column["why"] is None
    assert column["shown"]["zh"] == "牵头单位　栏目名称"


def test_a_body_is_placed_where_its_name_begins_however_many_names_that_place_has(session: Session) -> None:
    (name,) = facts(session, "name")
    (new,) = (choice for choice in name["choices"] if choice["key"] == "new")
    assert {cell["name"]: cell["value"] for cell in new["fields"]}["place"] == "huwan"


def test_no_question_asks_whether_an_empty_cell_is_right(session: Session) -> None:
    asked = [
        fact for fact in facts(session, "figure", "asked") if any(c["asked"] and not c["value"] for c in fact["fields"])
    ]
    assert asked
    assert all(fact["question"]["en"].partition(": ")[2].startswith("how do you read its ") for fact in asked)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The same notice in a dataset that does not have its place."""
    folder = tmp_path_factory.mktemp("elsewhere")
    new_dataset(folder / "data")
    (folder / "notice.html").write_text(PAGE, "utf-8")
    return Session(folder / "data", draft_notice(folder / "notice.html", folder / "data", None, None, None).file)


def test_no_place_is_chosen_beforehand_and_those_of_the_dataset_are_offered(elsewhere: Session) -> None:
    place = one(elsewhere, "place")
    assert place["state"] == "asked"
    assert not place["default"]
    assert place["question"]["zh"] == "这份公文属于哪个地区？"
    assert [(cell["kind"], cell["codes"]) for cell in place["fields"]] == [("code", "places")]
