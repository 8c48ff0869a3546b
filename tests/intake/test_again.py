"""A second draft loses nothing that a person has entered, and what does not fit a new original is asked."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.original.pdfs import pdf, text

from tongbao.cli.main import main
from tongbao.errors import OutputError, UsageError
from tongbao.intake.again import is_untouched, stamped
from tongbao.intake.draft import Drafted, draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load import read_authority, read_notice, read_vocabulary
from tongbao.load.gaps import GAP
from tongbao.load.positions import places_file

WORDS = """云溪市人民政府办公室文件

云政办〔2024〕9号

云溪市人民政府办公室关于推行一窗通办的通知

各县区人民政府：

市数据局推行一窗通办，办理时限由15日缩短至4日。市财政局推行一单到底。

云溪市人民政府办公室

2024年5月6日
"""
CHANGED = WORDS.replace("缩短至4日", "缩短至3日").replace("一单到底", "一单通达")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    new_dataset(tmp_path / "office")
    return tmp_path / "office"


def draft(office: Path, words: str, name: str = "notice.txt") -> Drafted:
    file = office.parent / name
    file.write_text(words, "utf-8")
    return draft_notice(file, office, "yunxi-2024-9", None, None)


def files(office: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (office / "notices").rglob("*") if file.is_file()}


def worked_on(drafted: Drafted) -> str:
    """Enter a measure and a comment, as a person does."""
    text = drafted.file.read_text("utf-8") + (
        "# 局里核对过 checked\nmeasures:\n  - id: window\n    title: 一窗通办\n    leads: []\n"
        "    outcomes:\n"
        "      - {id: days, kind: time, quote: 办理时限由15日缩短至4日}  # 两个数\n"
        "  - id: sheet\n    title: {text: 推行, nth: 2}\n"
        "requirements: [市财政局推行一单到底]\n"
    )
    drafted.file.write_text(text, "utf-8")
    return text


def test_an_untouched_draft_is_made_anew(office: Path) -> None:
    first = draft(office, WORDS)
    before = files(office)
    assert draft(office, WORDS).difference == ()
    assert files(office) == before
    again = draft(office, CHANGED)
    assert again.difference
    assert is_untouched(again.file.read_text("utf-8"))
    assert again.file == first.file
    assert "缩短至3日" in again.file.with_suffix(".txt").read_text("utf-8")


def test_what_a_person_has_changed_is_not_drafted_over(office: Path) -> None:
    worked_on(draft(office, WORDS))
    before = files(office)
    with pytest.raises(UsageError) as caught:
        draft(office, WORDS)
    assert [problem.code for problem in caught.value.problems] == ["exists"]
    assert files(office) == before


def test_another_original_is_exchanged_and_only_what_does_not_fit_is_marked(office: Path) -> None:
    drafted = draft(office, WORDS)
    mine = worked_on(drafted)
    again = draft(office, CHANGED)
    now = drafted.file.read_text("utf-8")
    assert [line[0] for line in again.difference] == ["-", "+"]
    marked = [line for line in now.split("\n") if GAP in line and line not in mine.split("\n")]
    assert all("办理时限由15日缩短至4日" in line or "一单到底" in line for line in marked)
    assert len(marked) == 2
    assert mine.count("\n") == now.count("\n")
    source = [number for number, line in enumerate(mine.split("\n")) if line.strip().startswith("sha256:")]
    for number, (old, new) in enumerate(zip(mine.split("\n"), now.split("\n"), strict=True)):
        assert new == old or number in source or new.startswith(f"{old} # {GAP}: "), old
    text = drafted.file.with_suffix(".txt").read_text("utf-8")
    assert "缩短至3日" in text
    loaded = problems_of(drafted.file, office)
    assert not loaded & {"checksum", "original-changed", "original-missing", "yaml-syntax"}


def problems_of(file: Path, office: Path) -> set[str]:
    vocabulary, _ = read_vocabulary(office)
    assert vocabulary
    authority, _ = read_authority(office, vocabulary)
    return {problem.code for problem in read_notice(file, office, authority, {file.stem})[1]}


def test_words_that_stand_more_often_now_are_asked(office: Path) -> None:
    drafted = draft(office, WORDS)
    worked_on(drafted)
    draft(office, WORDS.replace("市数据局推行", "为推行改革，市数据局推行"))
    marked = [line for line in drafted.file.read_text("utf-8").split("\n") if "nth: 2" in line]
    assert "stood" in marked[0]
    assert GAP in marked[0]


def test_an_original_of_another_kind_takes_the_place_of_the_first(office: Path) -> None:
    content = b"".join(text(line, 90, 80 + 40 * at) for at, line in enumerate(filter(None, WORDS.split("\n"))))
    file = office.parent / "notice.pdf"
    file.write_bytes(pdf(content))
    drafted = draft_notice(file, office, "yunxi-2024-9", None, None)
    assert places_file(drafted.file.with_suffix(".txt")).exists()
    worked_on(drafted)
    draft(office, CHANGED)
    record = yaml.safe_load(drafted.file.read_text("utf-8"))
    assert record["source"]["original"]["media-type"] == "text/plain"
    assert not places_file(drafted.file.with_suffix(".txt")).exists()
    assert not drafted.file.with_name("yunxi-2024-9-original.pdf").exists()
    assert not problems_of(drafted.file, office) & {"checksum", "original-changed", "places-of-another"}


def test_a_document_of_another_number_is_no_new_original(office: Path) -> None:
    worked_on(draft(office, WORDS))
    before = files(office)
    with pytest.raises(UsageError) as caught:
        draft(office, CHANGED.replace("9号", "10号"))
    assert [problem.code for problem in caught.value.problems] == ["exists"]
    assert files(office) == before


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_all_files_are_exchanged_or_none(turn: int, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_on(draft(office, WORDS))
    before, moved, turns = files(office), Path.replace, [0]

    def fails(self: Path, target: Path) -> Path:
        turns[0] += 1
        if turns[0] == turn:
            raise OSError(28, os.strerror(28))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutputError):
        draft(office, CHANGED)
    assert files(office) == before


def test_the_command_shows_what_has_changed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worked_on(draft(office, WORDS))
    file = office.parent / "notice.txt"
    file.write_text(CHANGED, "utf-8")
    assert main(["--lang", "en", "draft", str(file), "--data", str(office), "--id", "yunxi-2024-9"]) == 0
    out = capsys.readouterr().out
    assert "the text was exchanged" in out
    assert "+ 市数据局推行一窗通办，办理时限由15日缩短至3日" in out


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=20),
        min_size=3,
        max_size=9,
    ),
    st.data(),
)
def test_any_change_shows(lines: list[str], data: st.DataObject) -> None:
    drafted = "\n".join(stamped(lines)) + "\n"
    assert is_untouched(drafted)
    at = data.draw(st.integers(len("\n".join(stamped(lines)[:3])) + 1, len(drafted)))
    assert not is_untouched(f"{drafted[:at]}#{drafted[at:]}")
