"""Older YAML is brought up to date where it stands, whole or not at all; what a person decides is told."""

import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.places import TESTS

from tongbao import model
from tongbao.cli.main import main
from tongbao.errors import DataError, OutputError
from tongbao.intake.migrate import migrate
from tongbao.load import load
from tongbao.model.former import FORMER

V0 = Path(__file__).parent / "v0"
NOW = (V0 / "now.yaml").read_bytes()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The dataset of the tests with a notice as it was written for version 0."""
    folder = tmp_path / "old"
    (folder / "notices" / "2024").mkdir(parents=True)
    for name in ("dataset", "places", "units"):
        shutil.copyfile(TESTS / "data" / "demo" / f"{name}.yaml", folder / f"{name}.yaml")
    for name in ("old-2024-1.yaml", "old-2024-1.txt"):
        shutil.copyfile(V0 / name, folder / "notices" / "2024" / name)
    return folder


def notice(data: Path) -> Path:
    return data / "notices" / "2024" / "old-2024-1.yaml"


def test_only_what_has_another_name_is_written_anew(old: Path) -> None:
    others = {file: file.read_bytes() for file in old.glob("*.yaml")}
    with pytest.raises(DataError) as caught:
        load(old)
    assert all("`tongbao migrate`" in problem.to(to) for problem in caught.value.problems for to in ("en", "zh"))
    migrate(old, write=True)
    assert notice(old).read_bytes() == NOW
    assert load(old).notices
    again = migrate(old, write=True)
    assert [change for each in again for change in each.changes] == []
    assert {problem.what.en[:20] for each in again for problem in each.decisions} == {"`per` may now hold wh"[:20]}
    assert notice(old).read_bytes() == NOW
    assert {file: file.read_bytes() for file in others} == others


def test_line_ends_and_a_mark_at_the_beginning_stay(old: Path) -> None:
    file = notice(old)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    migrate(old, write=True)
    assert file.read_bytes() == b"\xef\xbb\xbf" + NOW.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(("language", "said"), [("en", "For you to decide"), ("zh", "请您决定")])
def test_what_changed_and_what_is_left_is_told(
    language: str, said: str, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notice(old).read_bytes()
    assert main(["--lang", language, "migrate", str(old), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert notice(old).read_bytes() == before
    assert '\n-        status: "scope" # 加引号' in shown
    assert '\n+        nature: "scope" # 加引号' in shown
    assert main(["--lang", language, "migrate", str(old)]) == 0
    shown = capsys.readouterr().out
    assert f"{notice(old)}:28:51: status: standard → realisation: promised-standard" in shown
    assert said in shown
    assert f"\n  {notice(old)}:25:9\n" in shown
    assert main(["--lang", language, "migrate", str(old)]) == 0
    assert "→" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("find", "replace", "told"),
    [
        ("status: achieved,\n", "status: achieved, realisation: target,\n", "realisation"),
        ("status: achieved,\n", "status: finished,\n", "in-progress"),
        ("status: achieved,\n", "status: {a: b},\n", "in-progress"),
    ],
)
def test_what_no_line_tells_is_left_to_a_person(find: str, replace: str, told: str, old: Path) -> None:
    file = notice(old)
    file.write_text(file.read_text("utf-8").replace(find, replace), "utf-8")
    (made,) = migrate(old, write=True)
    assert told in made.decisions[0].what.en
    assert made.decisions[0].place
    assert made.decisions[0].place.line == 20
    assert replace in file.read_text("utf-8")
    assert 'nature: "scope"' in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id: &a x\nplace: *a\n", "alias"),
        (b"id: !!python/object:os.system x\n", "tag"),
        (b"id: [\n", "yaml-syntax"),
        (b"id: x\nid: y\n", "duplicate-key"),
        (b"[" * 5000, "too-deep"),
        (b"\xff\xfe", "not-utf-8"),
        (b"id: x\n---\nid: y\n", "several-documents"),
    ],
)
def test_hostile_files_are_refused_and_nothing_is_written(content: bytes, code: str, old: Path) -> None:
    before = notice(old).read_bytes()
    (old / "notices" / "2024" / "worse-2024-2.yaml").write_bytes(content)
    with pytest.raises(DataError) as caught:
        migrate(old, write=True)
    assert code in [problem.code for problem in caught.value.problems]
    assert all(problem.place for problem in caught.value.problems)
    assert notice(old).read_bytes() == before


def test_a_file_is_written_whole_or_not_at_all(old: Path) -> None:
    before = notice(old).read_bytes()
    with patch.object(Path, "replace", side_effect=OSError(28, "No space left on device")), pytest.raises(OutputError):
        migrate(old, write=True)
    assert notice(old).read_bytes() == before
    assert len([*notice(old).parent.iterdir()]) == 2


def test_a_dataset_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        migrate(tmp_path / "nowhere", write=True)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("leads: {basis: column-heading, quote: 单位名称}", "leads: {basis: reading, quote: 单位名称}"),
        (
            "leads: {basis: column-heading, quote: {text: 责任单位, nth: 1}}",
            "leads: {basis: reading, quote: {text: 责任单位, nth: 1}}",
        ),
        ("leads: {basis: column-heading, quote: 牵头单位}", ""),
        ("leads: {basis: stated-lead, quote: 由市公安局负责}", "leads: {basis: reading, quote: 由市公安局负责}"),
        ("leads: {basis: first-place-rule, quote: 排在首位}", ""),
    ],
)
def test_leads_that_the_words_do_not_state_become_a_reading(now: str, told: str, old: Path) -> None:
    file = notice(old)
    file.write_bytes(
        file.read_bytes().replace("leads: {basis: stated-lead, quote: 由市公安局牵头}".encode(), now.encode())
    )
    made = migrate(old, write=True)
    assert (told or now) in file.read_text("utf-8")
    assert any("role: responsible" in problem.what.en for each in made for problem in each.decisions) == bool(told)
    assert [change for each in migrate(old, write=True) for change in each.changes] == []


def test_every_line_leads_to_what_there_is_now() -> None:
    for line in FORMER:
        record = getattr(model, line.record)
        keys = record.__struct_encode_fields__
        assert (line.new_key or line.key) in keys
        assert line.key not in keys or not line.new_key or line.code, (
            "a key that is still used is rewritten by its code"
        )
