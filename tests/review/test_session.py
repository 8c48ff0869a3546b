"""Every answer is written at once, as the words allow, and can be taken back to the last byte."""

import hashlib
import itertools
import json
from pathlib import Path

import pytest
from tests.review.office import NEW, about, answer_to, facts, office, refusal, settled

from tongbao.load import load
from tongbao.load.gaps import GAP
from tongbao.load.positions import Places, Run, Size, places_file
from tongbao.review.session import Session
from tongbao.review.state import state_of


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return office(tmp_path)


def test_all_that_is_asked_can_be_answered_and_the_notice_builds(session: Session) -> None:
    did = list(settled(session))
    assert len(did) < 20
    assert GAP not in session.file.read_text("utf-8")
    (notice,) = load(session.data).notices
    assert [measure.record.title for measure in notice.measures] == ["推行“码上办税”", "建设渔港数字平台"]
    assert {step["id"]: step["asked"] for step in state_of(session, "zh", "t")["steps"]}["end"] == 0


def test_everything_can_be_taken_back_and_given_again(session: Session) -> None:
    files = (session.file, session.data / "units.yaml")
    before = [file.read_bytes() for file in files]
    answers = len(list(settled(session)))
    after = [file.read_bytes() for file in files]
    for _ in range(answers):
        session.undo()
    assert [file.read_bytes() for file in files] == before
    assert not session.counts.total()
    for _ in range(answers):
        session.redo()
    assert [file.read_bytes() for file in files] == after
    assert refusal_of_redo(session)


def refusal_of_redo(session: Session) -> bool:
    with pytest.raises(Exception, match="nothing to take back"):
        session.redo()
    return True


def test_what_the_words_do_not_say_is_refused(session: Session) -> None:
    figure = next(
        one for one in facts(session, "figure") if "before.number" in {cell["name"] for cell in one["fields"]}
    )
    said = {"action": "set", **about(figure)}
    assert refusal(session, **said, fields={"before.number": "31"}) == {"number-not-printed"}
    assert refusal(session, **said, fields={"before.number": "many"}) == {"answer"}
    assert refusal(session, **said, fields={"no.such": "1"}) == {"answer"}
    assert refusal(session, **said, fields={"quote": "三十分钟"})
    act = facts(session, "act")[0]
    assert "act-contradicted" in refusal(session, action="choose", **about(act), choice="circular-criticism")


def test_judgements_are_not_confirmed_with_others_and_have_no_default(session: Session) -> None:
    for kind in ("column", "name", "act"):
        fact = facts(session, kind)[0]
        assert not fact["bulk"]
        assert not fact["default"]
        assert not any(choice["suggested"] for choice in fact["choices"])
        assert refusal(session, action="confirm", facts=[about(fact)], how="bulk") == {"answer"}


def test_a_body_is_named_once_for_all_its_places(session: Session) -> None:
    (name,) = facts(session, "name")
    assert len(name["words"]) == 2
    session.answer({"action": "choose", **about(name), "choice": "new", "fields": NEW})
    assert not facts(session, "name")
    units = (session.data / "units.yaml").read_text("utf-8")
    assert "# signs most notices" in units
    assert (
        "beiling-blsyyj: {name: {value: 北岭市渔业局, basis: naming-rule}, short: [市渔业局], kind: department,"
        in units
    )
    assert "is not in units.yaml" not in session.file.read_text("utf-8")


def test_a_body_without_its_basis_is_refused(session: Session) -> None:
    (name,) = facts(session, "name")
    said = {"action": "choose", **about(name), "choice": "new"}
    assert refusal(session, **said, fields={"name": "北岭市渔业局"}) == {"answer"}
    assert refusal(session, **said, fields={**NEW, "kind": "nothing"})
    assert refusal(session, **said, fields={**NEW, "basis": "source"}) == {"answer"}, "the notice does not print it"
    assert refusal(session, action="choose", **about(name), choice="same", fields={"unit": "beiling-none"}) == {
        "answer"
    }


def test_another_name_of_a_known_body_is_added_to_it(session: Session) -> None:
    (name,) = facts(session, "name")
    session.answer({"action": "choose", **about(name), "choice": "same", "fields": {"unit": "beiling-office"}})
    assert "short: [市政府办公厅, 市渔业局]" in (session.data / "units.yaml").read_text("utf-8")
    assert not facts(session, "name")


def test_the_quotation_can_be_moved_but_not_away_from_its_value(session: Session) -> None:
    figure = next(one for one in facts(session, "figure") if "1.2" in json.dumps(one["fields"]))
    (words,) = figure["words"]
    said = {"action": "quote", **about(figure)}
    assert refusal(session, **said, start=words["start"], end=words["start"] + 2)
    assert refusal(session, **said, start=words["end"], end=words["start"]) == {"answer"}
    session.answer({**said, "start": words["start"] + 2, "end": words["end"]})
    text = state_of(session, "zh", "t")["text"]
    assert text[words["start"] + 2 : words["end"]] in session.file.read_text("utf-8")


def test_a_fact_can_be_rejected_and_its_words_stay(session: Session) -> None:
    figure = next(one for one in facts(session, "figure") if "专窗" in json.dumps(one, ensure_ascii=False))
    session.answer({"action": "reject", **about(figure)})
    (out,) = facts(session, "rejected")
    assert out["words"] == figure["words"]
    assert out["step"] == "figures"
    session.answer({"action": "restore", **about(out)})
    assert [one["state"] for one in facts(session, "figure") if one["id"] == figure["id"]] == ["asked"]


def test_words_can_be_marked_for_a_new_fact(session: Session) -> None:
    text = state_of(session, "zh", "t")["text"]
    start = text.index("设3个专窗")
    figure = next(one for one in facts(session, "figure") if "专窗" in json.dumps(one, ensure_ascii=False))
    session.answer({"action": "reject", **about(figure)})
    said = {"action": "add", "kind": "figure", "start": start, "end": start + 5}
    session.answer({**said, "fields": {"counts": "专窗", "reading": "amount", "realisation": "achieved"}})
    (new,) = facts(session, state="added")
    assert new["kind"] == "figure"
    assert [one["value"] for one in new["fields"] if one["name"] == "value.number"] == ["3"]
    assert refusal(session, **{**said, "fields": {"value.number": "4"}}) == {"number-not-printed"}
    assert refusal(session, **{**said, "start": 0, "end": 3}) == {"answer"}
    assert refusal(session, **{**said, "kind": "anything"}) == {"answer"}


def test_what_is_put_off_is_asked_last(session: Session) -> None:
    first = facts(session, state="asked")[0]
    session.answer({"action": "later", **about(first)})
    assert [one["id"] for one in facts(session, state="later")] == [first["id"]]
    assert [one["id"] for one in facts(Session(session.data, session.file), state="later")] == [first["id"]]
    session.answer({"action": "restore", **about(facts(session, state="later")[0])})
    assert not facts(session, state="later")


def test_a_change_elsewhere_is_kept_and_only_the_same_fact_conflicts(session: Session) -> None:
    one, other = facts(session, "figure")[:2]
    text = session.file.read_text("utf-8")
    line = text.splitlines()[one["line"] - 1]
    session.file.write_text(text.replace(line, line.replace("realisation: ", "realisation:  ")), "utf-8")
    assert refusal(session, action="confirm", facts=[about(one)], how="single") == {"conflict"}
    session.answer({"action": "reject", **about(other)})
    session.file.write_text(
        session.file.read_text("utf-8").replace("id: beiling", "# by hand\nid: beiling", 1), "utf-8"
    )
    session.undo()
    after = session.file.read_text("utf-8")
    assert "# by hand" in after
    assert "realisation:  " in after
    assert "REJECTED" not in after


def test_undo_is_refused_where_the_same_lines_were_changed_elsewhere(session: Session) -> None:
    figure = facts(session, "figure", "asked")[0]
    session.answer({"action": "confirm", "facts": [about(figure)], "how": "single"})
    text = session.file.read_text("utf-8")
    line = text.splitlines()[figure["line"] - 1]
    session.file.write_text(text.replace(line, f"{line} # changed"), "utf-8")
    with pytest.raises(Exception, match="changed elsewhere"):
        session.undo()
    assert f"{line} # changed" in session.file.read_text("utf-8")


@pytest.mark.parametrize("broken", ["id: [", "\t- 甲", "id: 甲\nid: 乙"])
def test_a_file_that_does_not_load_is_shown_with_its_error_and_nothing_is_written(
    session: Session, broken: str
) -> None:
    session.file.write_text(session.file.read_text("utf-8") + broken, "utf-8")
    told = state_of(session, "zh", "t")
    assert told["broken"]["line"] > 1
    assert not told["may_write"]
    before = session.file.read_bytes()
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the parser says
        session.answer({"action": "later", "id": "title", "hash": ""})
    assert session.file.read_bytes() == before


def test_a_file_that_is_mended_to_what_it_was_is_read_again(session: Session) -> None:
    asked = [fact["id"] for fact in facts(session, state="asked")]
    whole = session.file.read_text("utf-8")
    session.file.write_text(whole.replace("genre: ", "genre: [", 1), "utf-8")
    assert session.seen() is None
    session.file.write_text(whole, "utf-8")
    assert [fact["id"] for fact in facts(session, state="asked")] == asked


def test_a_place_that_is_added_meanwhile_is_known(session: Session) -> None:
    file = session.data / "places.yaml"
    added = (
        file.read_text("utf-8")
        .replace("beiling:", "huwan:")
        .replace("北岭市", "湖湾区")
        .replace("municipal", "district")
    )
    assert session.seen()
    file.write_text(file.read_text("utf-8") + added, "utf-8")
    seen = session.seen()
    assert seen
    assert "huwan" in seen.authority.places


def test_a_page_that_is_silent_loses_its_lease(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert session.lease("one")
    assert not session.lease("two")
    assert session.lease("two", take=True)
    assert not session.lease("one")
    monkeypatch.setattr("tongbao.review.session.LEASE", -1.0)
    assert session.lease("one")


def test_what_was_looked_at_is_remembered_until_it_changes(session: Session) -> None:
    sure = facts(session, "measure", "sure")
    session.answer({"action": "confirm", "facts": [about(one) for one in sure], "how": "bulk"})
    again = Session(session.data, session.file)
    assert {one["seen"] for one in facts(again, "measure")} == {"bulk"}
    kept = session.data / ".tongbao" / "review" / f"{session.file.stem}.json"
    for nonsense in ("", "[]", '{"seen": 3}', '{"seen": {"id": "title"}}', "[" * 100_000):
        kept.write_text(nonsense, "utf-8")
        assert {one["seen"] for one in facts(Session(session.data, session.file), "measure")} == {None}


def test_figures_found_twice_are_made_one(session: Session) -> None:
    figures = [one for one in facts(session, "figure") if one["group"] == facts(session, "figure")[0]["group"]][:2]
    said = {"action": "merge", "ids": [one["id"] for one in figures], "hashes": [one["hash"] for one in figures]}
    try:
        session.answer(said)
    except Exception:  # the words of both may say more than one of them does
        assert GAP in session.file.read_text("utf-8")
    else:
        assert len(facts(session, "rejected")) == 1
    assert refusal(session, action="merge", ids=[figures[0]["id"]], hashes=[facts(session, "figure")[0]["hash"]])


def test_two_rows_are_joined_with_all_that_is_in_them(session: Session) -> None:
    """As where a page cuts a row: the draft then has two measures, the second without a number."""
    text = session.file.read_text("utf-8")
    whole = "办理时间由30分钟压缩到5分钟。累计服务企业1.2万户次。设3个专窗。"
    cut = text.index("      - id: m-02")
    assert whole in text
    rest = "\n".join(line for line in text[:cut].splitlines() if "专窗" in line and "quote" in line)
    second = [
        "      - id: m-01b",
        "        position: 2",
        "        title: 税”",
        "        description: |",
        "          设3个专窗。",
    ]
    second += ["        outcomes:", rest]
    head = (
        text[:cut]
        .replace("设3个专窗。\n", "\n")
        .replace(f"{rest}\n", "")
        .replace("title: 推行“码上办税”", "title: 推行“码上办")
    )
    tail = text[cut:].replace("position: 2", "position: 3")
    session.file.write_text(head + "\n".join(second) + "\n" + tail, "utf-8")
    one, two = facts(session, "measure")[:2]
    session.answer({"action": "merge", "ids": [two["id"], one["id"]], "hashes": [two["hash"], one["hash"]]})
    titles = [
        next(cell["value"] for cell in each["fields"] if cell["name"] == "title") for each in facts(session, "measure")
    ]
    assert titles == ["推行“码上办税”", "建设渔港数字平台"]
    assert {
        one["group"]["id"] for one in facts(session, "figure") if "专窗" in json.dumps(one, ensure_ascii=False)
    } == {"annexes.0.measures.0"}
    assert [line.strip() for line in session.file.read_text("utf-8").splitlines() if "position:" in line] == [
        "position: 1",
        "position: 2",
    ]
    session.undo()
    assert len(facts(session, "measure")) == 3


def test_marks_on_pages_follow_a_text_that_was_corrected(session: Session) -> None:
    """As after a scan was read: the file of places holds the text that they are of."""
    assert session.seen()
    file, said = session.file.with_suffix(".txt"), session.source.text
    digest = hashlib.sha256(said.encode()).hexdigest()
    starts = [
        (at, line)
        for at, line in zip(
            itertools.accumulate((len(line) + 1 for line in said.split("\n")), initial=0),
            said.split("\n"),
            strict=False,
        )
        if line
    ]
    runs = tuple(
        Run(at, at + len(line), 1, 9 * n, 9 * n + 8, (0, 5 * len(line))) for n, (at, line) in enumerate(starts)
    )
    places_file(file).write_bytes(Places(digest, (Size(595, 842),), runs, said).dump())
    corrected = said.replace("各县区人民政府", "各县（区）人民政府", 1)
    file.write_text(corrected, "utf-8")
    changed = session.file.read_text("utf-8").replace(digest, hashlib.sha256(corrected.encode()).hexdigest())
    session.file.write_text(changed.replace("各县区人民政府", "各县（区）人民政府"), "utf-8")
    (fact,) = [one for one in facts(session) if one["id"].endswith("m-02.outcomes.q-01")]
    (words,) = fact["words"]
    (was,) = Places(digest, (), runs, said).boxes(
        said.index("平台覆盖渔船860余艘"), said.index("平台覆盖渔船860余艘") + 11
    )
    assert words["boxes"] == [list(was)]


def test_answers_of_another_form_are_refused(session: Session) -> None:
    fact = facts(session, "figure")[0]
    for said in (
        {},
        {"action": "set"},
        {"action": "nothing", **about(fact)},
        {"action": "set", **about(fact), "fields": ["counts"]},
        {"action": "quote", **about(fact), "start": "1", "end": True},
        {"action": "confirm", "facts": []},
        {"action": "confirm", "facts": ["title"]},
        {"action": "set", **about(fact), "fields": {"counts": "甲" * 30_000}},
        {"action": "set", **about(fact), "fields": {"counts": "甲\u202e乙"}},
    ):
        assert refusal(session, **said)
    assert answer_to(fact)
