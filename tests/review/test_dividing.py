"""A row that a draft took for one measure is made two: what stands behind the second title goes with it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.review.office import PLACES, UNITS, about, facts, refusal

from tongbao.errors import UsageError
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load import load
from tongbao.load.gaps import GAP
from tongbao.review.edited import Edited
from tongbao.review.session import Session

PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>北岭市</title></head><body>
<p>北政办〔2024〕8号</p>
<h1>北岭市人民政府办公厅关于公布2023年度优秀改革举措的通报</h1>
<p>各县区人民政府，市直各单位：</p>
<p>为表扬先进，市政府决定对市税务局予以通报表扬。</p>
<p>附件：北岭市2023年度优秀改革举措</p>
<p>北岭市人民政府办公厅</p><p>2024年3月5日</p>
<p>附件</p><p>北岭市2023年度优秀改革举措</p>
<table><tr><th>序号</th><th>举措</th><th>单位名称</th><th>做法及成效</th></tr>
<tr><td>1</td><td>推行“码上办税”</td><td>市税务局</td><td><p>办理时间由30分钟压缩到5分钟。设3个专窗。</p><p>建设渔港数字平台</p>
<p>平台覆盖渔船860余艘。设3个专窗，另在渔港设3个专窗。累计服务企业500户次。</p></td></tr>
<tr><td>2</td><td>夜间门诊</td><td>市税务局</td><td>增设夜间门诊46个。</td></tr>
</table></body></html>"""
TITLE = "建设渔港数字平台"


def made(folder: Path) -> Session:
    data = folder / "data"
    new_dataset(data)
    (data / "units.yaml").write_text(UNITS, "utf-8")
    (data / "places.yaml").write_text(PLACES, "utf-8")
    (folder / "notice.html").write_text(PAGE, "utf-8")
    return Session(data, draft_notice(folder / "notice.html", data, None, None, None).file)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return made(tmp_path)


def divide(session: Session, words: str, row: int = 0) -> str:
    seen = session.seen()
    assert seen
    start = session.source.text.index(words)
    said = {"action": "split", **about(facts(session, "measure")[row]), "start": start, "end": start + len(words)}
    return session.answer(said)[1]


def test_what_stands_behind_the_second_title_goes_with_it(session: Session) -> None:
    before = session.file.read_bytes()
    questions = session.file.read_text("utf-8").count(GAP)
    assert divide(session, TITLE) == "annexes.0.measures.m-01-b"
    first, second, third = Edited(session.file.read_text("utf-8")).value(("annexes", 0, "measures"))
    assert (first["title"], second["title"], third["title"]) == ("推行“码上办税”", TITLE, "夜间门诊")
    assert first["description"].split() == ["办理时间由30分钟压缩到5分钟。设3个专窗。"]
    assert second["description"].split() == ["平台覆盖渔船860余艘。设3个专窗，另在渔港设3个专窗。累计服务企业500户次。"]
    assert (first["leads"], second.get("leads"), third["leads"]) == (["市税务局"], None, ["市税务局"])
    assert [each.get("number") for each in (first, second, third)] == ["1", None, "2"]
    assert [each["position"] for each in (first, second, third)] == ["1", "2", "3"]
    counted = [[figure["counts"] for figure in each["outcomes"]] for each in (first, second, third)]
    assert [len(each) for each in counted] == [2, 4, 1]
    assert session.file.read_text("utf-8").count(GAP) == questions + 1, "who leads the second is asked"
    session.undo()
    assert session.file.read_bytes() == before
    session.redo()
    assert len(facts(session, "measure")) == 3


def test_quotations_say_at_which_place_of_their_own_row_they_stand(session: Session) -> None:
    divide(session, TITLE)
    text = session.source.text
    windows = [one for one in facts(session, "figure") if any("专窗" in str(cell["value"]) for cell in one["fields"])]
    starts = sorted(one["words"][0]["start"] for one in windows)
    assert starts == sorted({text.index("设3个专窗"), text.index("设3个专窗，另"), text.index("另在渔港")})


def test_the_second_row_asks_who_leads_it_and_the_answer_is_kept(session: Session) -> None:
    divide(session, TITLE)
    (asked,) = [one for one in facts(session, "open") if "Which units lead this one" in one["label"]["en"]]
    assert asked["group"]["id"] == "annexes.0.measures.1"
    assert "核对" in asked["question"]["zh"]
    session.answer({"action": "choose", **about(asked), "choice": "none"})
    assert "which units lead" not in session.file.read_text("utf-8")


@pytest.mark.parametrize("words", ["办理时间由30", "夜间门诊", "推行“码上办税”", "市税务局予以", "附件"])
def test_words_elsewhere_divide_nothing(session: Session, words: str) -> None:
    assert session.seen()
    start = session.source.text.index(words)
    said = {"action": "split", **about(facts(session, "measure")[0]), "start": start, "end": start + len(words)}
    assert refusal(session, **said) == {"answer"}


def test_only_rows_are_divided_and_only_by_words(session: Session) -> None:
    figure, row = facts(session, "figure")[0], facts(session, "measure")[0]
    assert refusal(session, action="split", **about(figure), start=1, end=5) == {"answer"}
    assert refusal(session, action="split", **about(row), start=5, end=5) == {"answer"}
    assert refusal(session, action="split", **about(row), start="1", end=5) == {"answer"}


def test_a_row_on_one_line_is_left_to_the_hand(session: Session) -> None:
    text = session.file.read_text("utf-8")
    at = text.index("      - id: m-01")
    line = f"      - {{id: m-01, title: 推行“码上办税”, lead-cell: 市税务局, leads: [市税务局], description: 办理时间由30分钟压缩到5分钟。设3个专窗。{TITLE}平台覆盖渔船860余艘。设3个专窗，另在渔港设3个专窗。累计服务企业500户次。}}\n"
    session.file.write_text(text[:at] + line + text[text.index("      - id: m-02") :], "utf-8")
    with pytest.raises(UsageError, match="one line"):
        divide(session, TITLE)


def test_divided_rows_build(session: Session) -> None:
    divide(session, TITLE)
    text = session.file.read_text("utf-8")
    session.file.write_text(
        "\n".join(line.partition(f" # {GAP}")[0] for line in text.split("\n") if not line.lstrip().startswith("#")),
        "utf-8",
    )
    (notice,) = load(session.data).notices
    assert [len(measure.outcomes) for measure in notice.measures] == [2, 4, 1]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return made(tmp_path_factory.mktemp("divided"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.integers(0, 130), length=st.integers(1, 20))
def test_no_fact_is_lost_wherever_a_row_is_divided(shared: Session, start: int, length: int) -> None:
    assert shared.seen()
    before, row = shared.file.read_bytes(), facts(shared, "measure")[0]
    count = len(facts(shared, "figure"))
    at = shared.source.text.index("推行“码上办税”") + start
    try:
        shared.answer({"action": "split", **about(row), "start": at, "end": at + length})
    except UsageError:
        assert shared.file.read_bytes() == before
        return
    assert len(facts(shared, "figure")) == count
    assert len(facts(shared, "measure")) == 3
    shared.undo()
    assert shared.file.read_bytes() == before
