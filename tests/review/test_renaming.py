"""The id of a draft follows the place that a person has answered."""

import hashlib
from pathlib import Path

import pytest
from tests.review.office import PLACES, UNITS, about, facts
from tests.review.test_words import PAGE

from tongbao.errors import UsageError
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load import read_authority, read_notice
from tongbao.review.renaming import rename
from tongbao.review.session import Session
from tongbao.review.state import state_of


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A notice drafted before its place was known, and the place added since."""
    data = tmp_path / "data"
    new_dataset(data)
    (tmp_path / "notice.html").write_text(PAGE, "utf-8")
    file = draft_notice(tmp_path / "notice.html", data, None, None, None).file
    (data / "units.yaml").write_text(UNITS, "utf-8")
    places = (data / "places.yaml").read_text("utf-8")
    (data / "places.yaml").write_text(f"{places}\n{PLACES}", "utf-8")
    return Session(data, file)


def answer_place(session: Session) -> None:
    (place,) = (fact for fact in facts(session) if fact["id"] == "place")
    session.answer({"action": "set", **about(place), "fields": {"": "beiling"}})


def names(session: Session) -> list[str]:
    return sorted(file.name for file in session.file.parent.iterdir())


def test_the_id_follows_the_place_with_all_files(session: Session) -> None:
    assert session.file.stem == "cn-2024-9"
    assert state_of(session, "zh", "t")["notice"]["fits"] is None, "the place is not answered"
    answer_place(session)
    assert state_of(session, "zh", "t")["notice"]["fits"] == "beiling-2024-9"
    figure = facts(session, "figure", "asked")[0]
    session.answer({"action": "later", **about(figure)})
    digests = {hashlib.sha256(file.read_bytes()).digest() for file in session.file.parent.glob("*.[th]*")}
    assert rename(session) == "beiling-2024-9"
    assert names(session) == ["beiling-2024-9-original.html", "beiling-2024-9.txt", "beiling-2024-9.yaml"]
    assert {hashlib.sha256(file.read_bytes()).digest() for file in session.file.parent.glob("*.[th]*")} == digests
    text = session.file.read_text("utf-8")
    assert "id: beiling-2024-9\n" in text
    assert "file: beiling-2024-9.txt" in text
    assert "file: beiling-2024-9-original.html" in text
    assert [fact["id"] for fact in facts(session, state="later")] == [figure["id"]]
    assert state_of(session, "zh", "t")["notice"]["fits"] is None
    authority = read_authority(session.data)[0]
    problems = read_notice(session.file, session.data, authority, {session.file.stem})[1]
    assert {problem.code for problem in problems} <= {"gap", "unknown-unit"}
    with pytest.raises(UsageError, match="fits the place already"):
        rename(session)


def test_nothing_is_overwritten(session: Session) -> None:
    answer_place(session)
    other = session.file.with_name("beiling-2024-9.txt")
    other.write_text("甲", "utf-8")
    before = names(session)
    with pytest.raises(UsageError, match="already"):
        rename(session)
    assert names(session) == before
    assert other.read_text("utf-8") == "甲"


def test_a_notice_that_another_names_keeps_its_id(session: Session) -> None:
    answer_place(session)
    other = session.file.with_name("beiling-2024-3.yaml")
    other.write_text("references: [{notice: cn-2024-90}, {notice: cn-2024-9}]\n", "utf-8")
    with pytest.raises(UsageError, match=r"beiling-2024-3\.yaml"):
        rename(session)
    assert session.file.exists()
    other.write_text("references: [{notice: cn-2024-90}]\n", "utf-8")
    assert rename(session) == "beiling-2024-9"


def test_an_id_that_begins_with_no_place_is_left_alone(session: Session) -> None:
    answer_place(session)
    text = session.file.read_text("utf-8").replace("id: cn-2024-9", "id: first", 1)
    own = session.file.with_name("first.yaml")
    session.file.rename(own)
    own.write_text(text, "utf-8")
    assert state_of(Session(session.data, own), "zh", "t")["notice"]["fits"] is None
