"""What changed between two versions is told as people understand it, whatever way they are stored."""

import hashlib
import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tongbao.cli.commands.diff import FORMATS
from tongbao.cli.main import main
from tongbao.errors import DataError, Text, TongbaoError, UsageError
from tongbao.pipeline.build import build
from tongbao.site.changes import Changes, compare
from tongbao.site.changes.facts import differing, facts, said_of
from tongbao.site.changes.model import Fact, NameChange, NoticeChange
from tongbao.site.changes.sides import piece_of
from tongbao.site.changes.written import WRITERS
from tongbao.site.documents import bare, read_lines
from tongbao.site.labels import Labels
from tongbao.validate import choose_engine

ENGINE, _ = choose_engine()
comparing = importlib.import_module("tongbao.site.changes.compare")
"""The module; the package offers its function by the same name."""
FORMS = ("graph.nq", "graph.ttl", "graph.trig", "graph.jsonld")
Edit = Callable[[str, str], None]


@pytest.fixture
def newer(demo: Path, tmp_path: Path) -> Callable[..., Path]:
    """Build the small dataset again, with some words of its files replaced."""

    def make(*edits: tuple[str, str, str]) -> Path:
        for name, old, new in edits:
            (file,) = demo.rglob(name)
            text = file.read_text("utf-8")
            assert old in text
            file.write_text(text.replace(old, new, 1), "utf-8")
        outcome = build(demo, tmp_path / "newer", ENGINE, jobs=1).outcome
        assert not outcome.findings
        return tmp_path / "newer"

    return make


def the_notice(changes: Changes) -> NoticeChange:
    (notice,) = changes.notices
    return notice


@pytest.mark.parametrize("form", FORMS)
def test_a_version_is_the_same_in_every_form(form: str, demo_built: Path) -> None:
    assert not compare(demo_built / "out", demo_built / "out" / form)
    assert not compare(demo_built / "out" / form, demo_built / "out" / "graph.nq")


def test_a_figure_is_corrected_in_words_with_the_measure(demo_built: Path, newer: Callable[..., Path]) -> None:
    name = "demo-2023-8.yaml"
    built = newer((name, "counts: 夜间市集,", "counts: 市集,"), (name, "counts: 公交末班车的延长", "counts: 延长"))
    changes = compare(demo_built / "out", built)
    notice = the_notice(changes)
    assert (notice.how, notice.id, notice.date) == ("changed", "demo-2023-8", "2023-05-04")
    other, fact = notice.facts
    assert fact.said == Text("Outcome · 市集 · counts: 夜间市集 → 市集", "成效 · 市集 · 计量对象：夜间市集 → 市集")
    assert fact.words == ("全市开设夜间市集30多处",)
    assert (fact.measure.zh, other.measure.zh) == ("开设夜间市集", "延长公交运营")
    assert changes.summary == Text("1 notice changed, 2 facts corrected.", "变动公文 1 份，更正事实 2 处。")
    assert compare(demo_built / "out" / "graph.ttl", built / "graph.nq") == changes


def test_a_quantity_is_told_as_it_is_read(demo_built: Path, newer: Callable[..., Path]) -> None:
    text = demo_built / "data" / "notices" / "2023" / "demo-2023-8.txt"
    old = text.read_bytes()
    new = old.replace("30多处".encode(), "50多处".encode())
    digests = [hashlib.sha256(content).hexdigest() for content in (old, new)]
    name = "demo-2023-8.yaml"
    quoted = [(name, "市集30多处", "市集50多处")] * 2
    edits = [("demo-2023-8.txt", "30多处", "50多处"), (name, *digests), (name, "number: 30", "number: 50"), *quoted]
    notice = the_notice(compare(demo_built / "out", newer(*edits)))
    (value,) = [fact for fact in notice.facts if fact.predicate.endswith("#value")]
    assert (value.before, value.after) == (Text("over 30", "超过30处"), Text("over 50", "超过50处"))
    assert (value.words_before, value.words) == (("全市开设夜间市集30多处",), ("全市开设夜间市集50多处",))
    assert {fact.kind for fact in notice.facts} == {"Outcome", "Measure", "SourceText"}


def test_a_lead_that_comes_first_is_one_change(demo_built: Path) -> None:
    """The first of two leads is left out: the other one, which has its number now, is no change."""
    part = demo_built / "out" / "parts" / "notice" / "demo-2023-8.nq"
    lines = [bare(line) for line in read_lines(part)]
    first, second = (f"/id/participation/demo-2023-8/markets/lead-{n}>" for n in (1, 2))
    without = [line.replace(second, first) for line in lines if first not in line]
    two, one = (said_of(those, Labels({})) for those in (lines, without))
    (fact,) = facts(two, one)
    assert (fact.how, fact.thing[-14:], fact.name.zh) == ("withdrawn", "markets/lead-1", "unit/demo-police")
    assert [fact.how for fact in facts(one, two)] == ["added"]


def test_notices_come_and_go_with_what_they_hold(demo_built: Path, demo: Path, newer: Callable[..., Path]) -> None:
    for file in demo.rglob("demo-2023-8.*"):
        file.unlink()
    built = newer()
    gone = the_notice(compare(demo_built / "out", built))
    assert (gone.how, gone.holds["Measure"], gone.holds["Outcome"], gone.facts) == ("withdrawn", 2, 2, ())
    changes = compare(built / "graph.trig", demo_built / "out")
    assert the_notice(changes).how == "added"
    assert changes.new.notices == changes.old.notices + 1 == 7


def test_a_measure_comes_with_all_that_belongs_to_it(demo_built: Path, newer: Callable[..., Path]) -> None:
    file = demo_built / "data" / "notices" / "2023" / "demo-2023-8.yaml"
    text = file.read_text("utf-8")
    built = newer(
        (file.name, text[text.index("  - id: buses") :], ""),
        (file.name, "{unit: 市交通局, for-measures: [buses]}", "市交通局"),
    )
    facts = the_notice(compare(built, demo_built / "out")).facts
    assert [(fact.how, fact.kind) for fact in facts if fact.how != "changed"] == [("added", "Measure")]
    assert {fact.kind for fact in facts if fact.how == "changed"} <= {"Commendation"}


def test_a_unit_is_renamed_and_the_version_is_another(demo_built: Path, newer: Callable[..., Path]) -> None:
    built = newer(
        ("units.yaml", "Demo City Development and Reform Commission", "Demo City Reform Commission"),
        ("dataset.yaml", "version: 1.2.0", "version: 1.3.0"),
    )
    changes = compare(demo_built / "out", built)
    (renamed,) = changes.names
    assert (renamed.kind, renamed.was.en) == ("unit", "Demo City Development and Reform Commission")
    assert (changes.old.version, changes.new.version, changes.vocabulary) == ("1.2.0", "1.3.0", (1, 1))
    assert changes.counts == {"unit renamed": 1}
    assert not changes.notices


def test_the_digests_of_a_build_say_what_need_not_be_read(
    demo_built: Path, newer: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = newer(("demo-2023-8.yaml", "counts: 夜间市集,", "counts: 市集,"))
    read: list[str] = []
    monkeypatch.setattr(comparing._Comparison, "_notice", lambda _, name, *rest: read.append(name))
    compare(demo_built / "out", built)
    assert read == ["demo-2023-8"]


def test_more_facts_than_are_listed_are_counted(
    demo_built: Path, newer: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "demo-2023-8.yaml"
    built = newer((name, "counts: 夜间市集,", "counts: 市集,"), (name, "counts: 公交末班车的延长", "counts: 延长"))
    monkeypatch.setattr(comparing, "MOST", 1)
    notice = the_notice(compare(demo_built / "out", built))
    assert (len(notice.facts), notice.more) == (1, 1)


def test_long_values_are_shown_where_they_differ() -> None:
    one, other = "甲" * 300 + "三" + "乙" * 300, "甲" * 300 + "四" + "乙" * 300
    before, after = differing(Text(one, one), Text(other, other))
    assert before.zh == f"…{'甲' * 24}三{'乙' * 24}…"
    assert after.zh == f"…{'甲' * 24}四{'乙' * 24}…"
    assert differing(Text("a", "a"), Text("", "")) == (Text("a", "a"), Text("", ""))


@pytest.mark.parametrize(
    ("subject", "piece"),
    [
        ("https://e.org/id/unit/a", "1 authority"),
        ("https://e.org/id/assertion/place/a/level", "1 authority"),
        ("https://e.org/id/assertion/notice/n-1/title", "2 notice/n-1"),
        ("https://e.org/id/span/n-1/3-9#quote", "2 notice/n-1"),
        ("https://e.org/graph/notice/n-1", "2 notice/n-1"),
        ("https://e.org/id/co-leadership/a/b", ""),
        ("https://e.org/dataset", "0 vocabulary"),
    ],
)
def test_a_statement_belongs_to_a_piece(subject: str, piece: str) -> None:
    assert piece_of(f"<{subject}> <p> <o> .\n") == piece


# --- the command ----------------------------------------------------------------------------------------------


def test_the_exit_code_tells_whether_anything_changed(
    demo_built: Path, newer: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = ["diff", str(demo_built / "out"), str(demo_built / "out" / "graph.nq")]
    assert main(same) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"
    built = newer(("demo-2023-8.yaml", "counts: 夜间市集,", "counts: 市集,"))
    assert main(["--lang", "zh", "diff", str(demo_built / "out"), str(built), "--out", str(tmp_path / "told")]) == 1
    assert "成效 · 市集 · 计量对象：夜间市集 → 市集" in (tmp_path / "told").read_text("utf-8")


def test_each_format_that_the_command_offers_can_be_written() -> None:
    assert list(FORMATS) == list(WRITERS)


def test_json_holds_all_and_html_stands_alone(demo_built: Path, newer: Callable[..., Path]) -> None:
    changes = compare(demo_built / "out", newer(("demo-2023-8.yaml", "counts: 夜间市集,", "counts: <b>市集,")))
    written = WRITERS["json"](changes, "en")
    assert msgspec.json.decode(written, type=Changes) == changes
    page = WRITERS["html"](changes, "en").decode()
    assert "&lt;b&gt;市集" in page
    assert not {"<b>", "<link", "<script", "src="} & {
        mark for mark in ("<b>", "<link", "<script", "src=") if mark in page
    }


def test_every_key_of_the_json_is_in_the_guide() -> None:
    from tongbao import paths

    for guide in ("what-changed.md", "what-changed.zh-CN.md"):
        text = (paths.DOCS / guide).read_text("utf-8")
        for record in (Changes, NoticeChange, NameChange, Fact):
            for key in record.__struct_fields__:
                assert f"`{key}`" in text, (guide, key)


# --- what is no version -----------------------------------------------------------------------------------------


def broken(made: Callable[[Path], object], kind: type[TongbaoError], folder: Path, demo_built: Path) -> str:
    made(folder)
    for sides in ((folder, demo_built / "out"), (demo_built / "out", folder)):
        with pytest.raises(kind) as caught:
            compare(*sides)
        (problem,) = caught.value.problems
        assert problem.place
        assert problem.cure
        assert str(problem.place).startswith(str(folder))
    return problem.code


def copied(demo_built: Path, name: str, content: bytes) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        shutil.copytree(demo_built / "out", folder)
        (folder / name).write_bytes(content)

    return make


def test_what_is_no_version_is_refused(demo_built: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    assert broken(lambda folder: None, UsageError, given, demo_built) == "no-version"
    assert broken(lambda folder: folder.mkdir(), UsageError, given, demo_built) == "no-build"
    assert (
        broken(copied(demo_built, "parts/authority.nq", b"x"), DataError, tmp_path / "a", demo_built) == "part-differs"
    )
    words = f"{hashlib.sha256(b'x').hexdigest()}  parts/notice/x.nq\n".encode()
    lying = copied(demo_built, "parts.sha256", (demo_built / "out" / "parts.sha256").read_bytes() + words)

    def make(folder: Path) -> None:
        lying(folder)
        (folder / "parts" / "notice" / "x.nq").write_bytes(b"x")

    assert broken(make, DataError, tmp_path / "b", demo_built) == "graph-broken"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("g.nq", b"<a", "graph-broken"),
        ("g.ttl", b"\xff\xfe", "graph-broken"),
        ("g.jsonld", b"[" * 100_000, "graph-broken"),
        ("g.nq", b"_:x <https://e.org/p> <https://e.org/o> .\n", "not-tongbao"),
        ("g.nt", b"", "no-version"),
        ("g.nt", b"<https://e.org/id/notice/n> <https://e.org/p> <https://e.org/o> .\n", "no-version"),
        ("g.csv", b"a,b\n", "unknown-format"),
    ],
)
def test_a_broken_file_is_named(name: str, content: bytes, code: str, demo_built: Path, tmp_path: Path) -> None:
    kind = DataError if code in ("graph-broken", "not-tongbao") else UsageError
    assert broken(lambda file: file.write_bytes(content), kind, tmp_path / name, demo_built) == code


def test_another_dataset_is_no_version_of_this(demo_built: Path, graph_nq: Path) -> None:
    with pytest.raises(UsageError) as caught:
        compare(demo_built / "out", graph_nq)
    assert caught.value.problems[0].code == "another-dataset"


def test_a_pipe_is_not_read(demo_built: Path, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.nq")
    with pytest.raises(UsageError):
        compare(demo_built / "out", tmp_path / "pipe.nq")


def test_the_command_leaves_no_trace_of_python(demo_built: Path) -> None:
    command = [sys.executable, "-m", "tongbao", "diff", str(demo_built / "out"), str(demo_built / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
