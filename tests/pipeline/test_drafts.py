"""Drafts can be looked at before they are settled: what stands up is shown, nothing is made up, and nobody can take it for the real graph."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import TESTS

from tongbao.cli.main import main
from tongbao.errors import DataError, OutputError
from tongbao.load import load, read_authority, read_content, read_notice, read_vocabulary
from tongbao.load.gaps import GAP
from tongbao.pipeline.build import build
from tongbao.pipeline.export import holds_drafts
from tongbao.push import Target, upload
from tongbao.validate import choose_engine

GENRE = TESTS / "data" / "genre"
NOTICE = Path("notices", "2022", "one-net.yaml")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A dataset of one notice in which two points are open: the genre, and who supports the measure."""
    folder = tmp_path / "data"
    shutil.copytree(GENRE, folder, ignore=lambda _, names: [name for name in names if name in ("2024", "2025")])
    edit(folder, "genre: notice", f"genre: notice # {GAP}: the genre")
    edit(folder, "unit: 市科技局", "unit: 市某局")
    edit(folder, "title: 一网通办\n", f"title: 一网通办 # {GAP}: the title\n")
    return folder


def edit(data: Path, old: str, new: str) -> None:
    text = (data / NOTICE).read_text("utf-8")
    assert old in text
    (data / NOTICE).write_text(text.replace(old, new), "utf-8")


def graph(data: Path, **how: bool) -> str:
    out = data.parent / "out"
    outcome = build(data, out, choose_engine()[0], jobs=1, **how).outcome
    assert not outcome.bad
    return (out / "graph.nq").read_text("utf-8")


def test_a_draft_is_shown_without_what_does_not_stand_up(data: Path) -> None:
    found = graph(data, drafts=True)
    assert '/one-net> <https://w3id.org/tongbao/ontology#openPoints> "2"' in found
    assert '/dataset> <https://w3id.org/tongbao/ontology#holdsDrafts> "true"' in found
    assert "id/measure/one-net/one-net>" in found
    assert "participation/one-net/one-net/" in found
    assert '#printedName> "市某局"' not in found  # the quotation does not have this name
    assert 'oa#exact> "市科技局配合"' not in found
    assert holds_drafts(data.parent / "out")


def test_without_the_option_the_same_notice_is_refused_and_the_output_stays(data: Path) -> None:
    with pytest.raises(DataError) as caught:
        graph(data)
    assert {problem.code for problem in caught.value.problems} >= {"gap", "unknown-unit"}


def test_a_draft_of_which_nothing_stands_up_is_left_out(data: Path) -> None:
    edit(data, "title: 澄江市人民政府办公室关于推行一网通办的通知", f'title: "" # {GAP}: the title')
    out = data.parent / "out"
    outcome = build(data, out, choose_engine()[0], jobs=1, drafts=True).outcome
    assert [Path(made.file).name for made in outcome.not_yet] == ["one-net.yaml"]
    assert "id/notice/one-net>" not in (out / "graph.nq").read_text("utf-8")


def test_a_notice_without_open_points_is_held_to_all_checks_beside_drafts(data: Path) -> None:
    text = (data / NOTICE).read_text("utf-8").replace(f"# {GAP}", "#")
    (data / NOTICE).write_text(text, "utf-8")
    with pytest.raises(DataError, match="市某局"):
        build(data, data.parent / "out", choose_engine()[0], jobs=1, drafts=True)


def test_a_build_with_drafts_is_not_loaded(data: Path) -> None:
    graph(data, drafts=True)
    with pytest.raises(OutputError) as caught:
        upload(data.parent / "out", Target("http://127.0.0.1:9/"))
    assert [problem.code for problem in caught.value.problems] == ["holds-drafts"]


def test_the_commands_keep_drafts_apart(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "build", "--data", str(data), "--jobs", "1"]) == 3
    told = capsys.readouterr().err
    assert "2 points are open" in told
    assert told.count("[gap]") == 1
    assert "tongbao review one-net" in told
    assert main(["--lang", "en", "build", "--drafts", "--data", str(data), "--jobs", "1"]) == 0
    told = capsys.readouterr()
    assert "1 draft(s) with 2 open points" in told.err
    assert f"--build {data / 'out-drafts'}" in told.out
    assert not (data / "out" / "graph.nq").exists()
    assert holds_drafts(data / "out-drafts")
    assert main(["publish", "--data", str(data), "--build", str(data / "out-drafts")]) == 2
    assert "holds-drafts" in capsys.readouterr().err
    assert main(["publish", "--drafts", "--data", str(data), "--jobs", "1"]) == 0
    pages = list((data / "out-drafts" / "site").rglob("*.html"))
    texts = {page: page.read_text("utf-8") for page in pages}
    assert len(texts) > 20
    assert not [page for page, text in texts.items() if 'content="noindex"' not in text]
    assert not [
        page for page, text in texts.items() if "草稿，请勿使用" not in text and "Drafts: not for use" not in text
    ]


def test_a_build_without_drafts_does_not_take_over_what_they_left(data: Path) -> None:
    graph(data, drafts=True)
    text = (GENRE / NOTICE).read_text("utf-8")
    (data / NOTICE).write_text(text, "utf-8")
    assert '#openPoints> "' not in graph(data)
    assert not holds_drafts(data.parent / "out")


VOCABULARY, _ = read_vocabulary(GENRE)
assert VOCABULARY
AUTHORITY, _ = read_authority(GENRE, VOCABULARY)
WHOLE = {facts.record.id: facts for facts in load(GENRE).notices}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(GENRE.glob("notices/*/*.yaml"))), st.data())
def test_whatever_is_broken_the_rest_says_no_more_than_the_whole(file: Path, data: st.DataObject) -> None:
    """Lines are lost or spoilt: what is read says nothing that the sound notice does not say."""
    lines = file.read_text("utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(3, len(lines) - 1))
        kept = data.draw(
            st.sampled_from(["", "    x: 1", lines[at].replace("市", "省", 1), lines[at].replace("unit", "place", 1)])
        )
        lines[at] = kept
    content = read_content(file, GENRE)
    text = "\n".join([*lines, f"# {GAP}: all"])
    content = type(content).of(file, text.encode())
    facts, problems = read_notice(file, GENRE, AUTHORITY, WHOLE, content, drafts=True)
    assert facts or problems
    if facts:
        sound = WHOLE[file.stem]
        assert facts.open_points == 1
        assert {measure.record.id for measure in facts.measures} <= {one.record.id for one in sound.measures}
        spans = {mention.span for measure in facts.measures for mention in measure.units}
        assert spans <= {mention.span for measure in sound.measures for mention in measure.units}
