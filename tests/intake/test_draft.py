"""A draft loads, says nothing that the words do not say, and marks everything that a person has to settle."""

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml
from tests.notices.dataset import NOTICES

from tongbao.cli.main import main
from tongbao.errors import DataError, OutputError, UsageError
from tongbao.files.digest import sha256_of
from tongbao.intake.draft import draft_notice
from tongbao.intake.places import places_file
from tongbao.intake.quoting import quotation
from tongbao.intake.skeleton import new_dataset
from tongbao.load import load
from tongbao.load.gaps import GAP
from tongbao.load.source import squeeze

MADE = NOTICES / "made"
NEEDS = pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
TABLES = ("01", "02", "03", "14")
"""Documents whose measures stand in tables."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The dataset of an office with the units and places of the invented notices."""
    new_dataset(tmp_path / "office")
    for name in ("units.yaml", "places.yaml"):
        shutil.copy(MADE / name, tmp_path / "office" / name)
    return tmp_path / "office"


def document(number: str) -> Path:
    return next((MADE / "files").glob(f"{number}-*"))


def problems_of(data: Path) -> set[str]:
    try:
        load(data)
    except DataError as error:
        return {problem.code for problem in error.problems}
    return set()


@NEEDS
@pytest.mark.parametrize("number", [f"{n:02}" for n in range(1, 15) if n != 9])
def test_a_draft_loads_but_for_what_is_asked(number: str, office: Path) -> None:
    """What remains are the marks, and bodies that units.yaml lacks, which the draft gathers at its end."""
    drafted = draft_notice(document(number), office, None, None, None)
    assert drafted.open
    assert problems_of(office) <= {"gap", "unknown-unit"}
    text = drafted.file.read_text("utf-8")
    assert [n for n, line in enumerate(text.splitlines(), 1) if GAP in line] == list(drafted.open)


@NEEDS
@pytest.mark.parametrize("number", TABLES)
def test_measures_of_tables(number: str, office: Path) -> None:
    drafted = draft_notice(document(number), office, None, None, None)
    record = yaml.safe_load(drafted.file.read_text("utf-8"))
    expected = yaml.safe_load((MADE / "expected" / f"{number}.yaml").read_text("utf-8"))["measures"]["items"]
    rows = [row for item in expected for row in item.get("rows") or [item]]
    listed = [one for annex in record.get("annexes", [record]) for one in annex.get("measures", [])]
    titles = [squeeze(item["title"]) for item in expected for _ in item.get("rows") or [item]]
    assert [squeeze(one["title"]) for one in listed] == titles
    assert [squeeze(one.get("description", "")) for one in listed] == [squeeze(row.get("text") or "") for row in rows]


@NEEDS
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("../elsewhere", None, None), "bad-id"),
        (("Ü", None, None), "bad-id"),
        ((None, 99999, None), "no-year"),
        ((None, None, "nowhere"), "unknown-place"),
    ],
)
def test_what_is_asked_is_checked_before_a_file_is_written(
    asked: tuple[str | None, int | None, str | None], code: str, office: Path
) -> None:
    before = sorted(office.parent.rglob("*"))
    with pytest.raises(UsageError) as caught:
        draft_notice(document("01"), office, *asked)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert sorted(office.parent.rglob("*")) == before


@NEEDS
def test_a_folder_that_takes_no_files_is_told(office: Path) -> None:
    (office / "notices").rmdir()
    (office / "notices").write_text("not a folder", "utf-8")
    with pytest.raises(OutputError) as caught:
        draft_notice(document("01"), office, None, None, None)
    assert [problem.code for problem in caught.value.problems] == ["output-unwritable"]


@NEEDS
def test_a_second_draft_overwrites_nothing(office: Path) -> None:
    drafted = draft_notice(document("01"), office, None, None, None)
    mine = "id: mine\nnumber: 澜政办〔2024〕37号\n"
    drafted.file.write_text(mine, "utf-8")
    with pytest.raises(UsageError) as caught:
        draft_notice(document("01"), office, None, None, None)
    assert [problem.code for problem in caught.value.problems] == ["exists"]
    assert drafted.file.read_text("utf-8") == mine


@NEEDS
def test_the_original_is_kept_beside_the_text(office: Path) -> None:
    drafted = draft_notice(document("01"), office, None, None, None)
    kept = drafted.file.with_name("lanze-2024-37-original.docx")
    assert kept.read_bytes() == document("01").read_bytes()
    assert drafted.file.with_suffix(".txt").is_file()


@NEEDS
@pytest.mark.parametrize(("number", "media"), [("02", "application/pdf"), ("06", "text/html"), ("10", "text/plain")])
def test_the_draft_says_from_what_it_was_read_and_how(number: str, media: str, office: Path) -> None:
    file = draft_notice(document(number), office, None, None, None).file
    record = yaml.safe_load(file.read_text("utf-8"))["source"]["original"]
    kept = file.with_name(record["file"])
    assert record["sha256"] == hashlib.sha256(document(number).read_bytes()).hexdigest() == sha256_of(kept)
    assert record["media-type"] == media
    assert record["read-by"][-1].isdigit()
    assert "ocr" not in record
    assert places_file(file.with_suffix(".txt")).exists() == (media == "application/pdf")


@NEEDS
def test_the_command_keeps_what_worked_and_lists_the_rest(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    shutil.copy(document("03"), files / "a.docx")
    (files / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["draft", str(files), "--data", str(office)]) == 2
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == str(office / "notices" / "2025" / "wuling-2025-8.yaml")
    assert "b.png" in err


def test_a_text_without_anything_known(tmp_path: Path) -> None:
    new_dataset(tmp_path / "own")
    file = tmp_path / "words.txt"
    file.write_text("今天天气很好。\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        draft_notice(file, tmp_path / "own", None, None, None)
    assert caught.value.problems[0].code == "no-year"
    drafted = draft_notice(file, tmp_path / "own", None, 2024, None)
    assert problems_of(tmp_path / "own") <= {"gap", "words-missing", "quote-not-found", "too-short", "wrong-form"}
    assert drafted.file.name == "words.yaml"


@pytest.mark.parametrize(
    ("words", "start", "text", "quoted"),
    [
        ("甲", 0, "甲乙", "甲"),
        ("甲", 2, "甲乙甲", {"text": "甲", "nth": 2}),
        ("甲 乙", 3, "甲乙 甲 乙", {"text": "甲乙", "nth": 2}),
        ("甲甲", 1, "甲甲甲", {"text": "甲甲", "nth": 2}),
    ],
)
def test_a_quotation_is_found_where_it_was_read(words: str, start: int, text: str, quoted: object) -> None:
    assert quotation(words, start, text) == quoted
