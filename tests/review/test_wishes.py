"""What a dataset demands of a review: that all is looked at, and a log of who settled what and when."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.review.office import about, facts, office, settled

from tongbao.errors import OutputError
from tongbao.load import read_dataset
from tongbao.review.session import Session
from tongbao.review.state import state_of


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return office(tmp_path)


def wish(session: Session, wishes: str) -> None:
    file = session.data / "dataset.yaml"
    file.write_text(f"{file.read_text('utf-8')}review: {wishes}\n", "utf-8")


def ready(session: Session) -> list[bool]:
    return [command["ready"] for command in state_of(session, "zh", "t")["end"]["commands"]]


def look_at_all(session: Session) -> None:
    while sure := facts(session, state="sure"):
        session.answer({"action": "confirm", "facts": [about(sure[0])], "how": "single"})


def test_a_dataset_may_demand_that_all_is_looked_at(session: Session) -> None:
    list(settled(session))
    assert facts(session, state="sure")
    assert ready(session) == [True, True, True]
    wish(session, "{everything: true}")
    assert ready(session) == [True, False, False]
    end = state_of(session, "zh", "t")["end"]
    assert end["everything"]
    unseen = len(facts(session, state="sure"))
    assert {"en": f"All has to be looked at; not looked at: {unseen}", "zh": f"须全部过目；未过目 {unseen} 处"} in [
        check["what"] for check in end["checks"] if not check["ok"]
    ]
    look_at_all(session)
    assert ready(session) == [True, True, True]
    assert all(check["ok"] for check in state_of(session, "zh", "t")["end"]["checks"])


def test_what_has_changed_has_to_be_looked_at_again(session: Session) -> None:
    list(settled(session))
    wish(session, "{everything: true}")
    look_at_all(session)
    text = session.file.read_text("utf-8")
    assert "counts: 服务企业" in text
    session.file.write_text(text.replace("counts: 服务企业", "counts: 服务的企业"), "utf-8")
    assert ready(session) == [True, False, False]


def lines(session: Session) -> list[dict[str, object]]:
    file = session.file.with_name(f"{session.file.stem}-review.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_log_says_who_settled_what_and_when(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wang")
    wish(session, "{log: true}")
    before = datetime.now(UTC).replace(microsecond=0)
    one, other = facts(session, "figure", "asked")[:2]
    session.answer({"action": "confirm", "facts": [about(one), about(other)], "how": "single"})
    session.answer({"action": "later", **about(facts(session, "column")[0])})
    session.undo()
    session.redo()
    said = lines(session)
    assert [(line["by"], line["did"], line["how"], line["facts"]) for line in said] == [
        ("wang", "confirm", "single", [one["id"], other["id"]]),
        ("wang", "later", "", ["annexes.0.leads"]),
        ("wang", "undo", "", ["annexes.0.leads"]),
        ("wang", "redo", "", ["annexes.0.leads"]),
    ]
    assert all(before <= datetime.fromisoformat(str(line["at"])) <= datetime.now(UTC) for line in said)
    files = [file["file"] for file in state_of(session, "zh", "t")["end"]["files"]]
    assert f"{session.file.stem}-review.jsonl" in files


def test_nothing_is_logged_unasked_or_for_what_is_refused(session: Session) -> None:
    figure = facts(session, "figure", "asked")[0]
    session.answer({"action": "confirm", "facts": [about(figure)], "how": "single"})
    wish(session, "{log: true}")
    with pytest.raises(Exception, match="no such cell"):
        session.answer({"action": "set", **about(facts(session, "figure")[0]), "fields": {"no.such": "1"}})
    assert not session.file.with_name(f"{session.file.stem}-review.jsonl").exists()


def test_a_log_that_cannot_be_written_is_told(session: Session) -> None:
    wish(session, "{log: true}")
    session.file.with_name(f"{session.file.stem}-review.jsonl").mkdir()
    figure = facts(session, "figure", "asked")[0]
    with pytest.raises(OutputError):
        session.answer({"action": "confirm", "facts": [about(figure)], "how": "single"})


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ("{everything: all}", "wrong-type"),
        ("{logs: true}", "unknown-key"),
        ("everything", "wrong-type"),
        ("{everything: 1}", "wrong-type"),
    ],
)
def test_a_wish_of_another_form_is_told_with_its_line(session: Session, wishes: str, code: str) -> None:
    wish(session, wishes)
    dataset, (problem,) = read_dataset(session.data)
    assert dataset is None
    assert problem.code == code
    assert problem.place
    line = (session.data / "dataset.yaml").read_text("utf-8").splitlines()[problem.place.line - 1]
    assert line.startswith("review:")
    assert facts(session), "the notice can be looked at nevertheless"
