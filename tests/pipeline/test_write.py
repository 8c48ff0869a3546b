"""Writing: sorted, the same to the byte, all at once or not at all."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.kills import ENVIRONMENT, killer
from tests.places import TESTS

import tongbao
from tongbao import paths
from tongbao.errors import DataError, OutputError
from tongbao.pipeline import output as folder
from tongbao.pipeline.build import build
from tongbao.pipeline.output import new_output
from tongbao.rdf import nquads as parts
from tongbao.rdf.nquads import merged, quad_lines, write_part
from tongbao.validate import choose_engine

DEMO = TESTS / "data" / "demo"


def content(out: Path) -> dict[str, str]:
    """Read what a person finds in an output folder: the cache aside, links that lead nowhere aside."""
    files = [file for file in out.rglob("*") if file.relative_to(out).parts[0] != folder.CACHE]
    # Path.rglob does not follow links to folders, so look through them.
    files += [below for link in files if link.is_symlink() and link.is_dir() for below in link.rglob("*")]
    return {
        str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


def write(out: Path, **files: str) -> None:
    with new_output(out) as staging:
        for name, text in files.items():
            write_part(staging / name.replace("__", "/"), [text])


def refused(out: Path) -> str:
    with pytest.raises(OutputError) as caught:
        write(out, graph="new\n")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.cure is not None
    return problem.code


# --- lines and parts --------------------------------------------------------------------------------


def test_lines_are_sorted_by_code_point_and_stand_once() -> None:
    statements = [("<b>", "<p>", '"乙"'), ("<a>", "<p>", '"𠀀"'), ("<a>", "<p>", '"\uffef"'), ("<b>", "<p>", '"乙"')]
    lines = quad_lines(statements, "<g>")
    assert lines == ['<a> <p> "\uffef" <g> .\n', '<a> <p> "𠀀" <g> .\n', '<b> <p> "乙" <g> .\n']
    assert [line.encode() for line in lines] == sorted(line.encode() for line in lines)


def test_parts_merge_into_one_sorted_run(tmp_path: Path) -> None:
    lists = [["a\n", "c\n", "e\n"], ["b\n", "c\n"], [], ["a\n", "\u2028\n"]]
    files = [tmp_path / "x" / str(number) for number in range(len(lists))]
    for file, lines in zip(files, lists, strict=True):
        write_part(file, lines)
    assert list(merged(files)) == sorted({line for lines in lists for line in lines})


def test_the_graph_is_the_sorted_merge_of_its_parts(graph_nq: Path) -> None:
    lines = graph_nq.read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    parts = [line for part in (graph_nq.parent / "parts").rglob("*.nq") for line in part.read_bytes().splitlines(True)]
    assert set(parts) == set(lines)
    assert b"\r" not in graph_nq.read_bytes()


# --- the same to the byte -----------------------------------------------------------------------------


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(DEMO, tmp_path / name, choose_engine()[0])
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert {"graph.nq", "graph.ttl", "graph.trig", "graph.jsonld"} <= content(tmp_path / "one").keys()


@pytest.mark.parametrize("seed", ["4242", *(pytest.param(seed, marks=pytest.mark.thorough) for seed in ("0", "1"))])
def test_the_order_of_dictionaries_makes_no_difference(tmp_path: Path, graph_nq: Path, seed: str) -> None:
    code = (
        "import sys, pathlib; from tongbao.pipeline.build import build\n"
        "build(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), lambda text: [])"
    )
    command = [sys.executable, "-c", code, str(paths.DATA), str(tmp_path / "out")]
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    assert content(tmp_path / "out") == content(graph_nq.parent)


def test_nothing_in_the_output_tells_of_the_machine(graph_nq: Path) -> None:
    words = [str(Path(tongbao.__file__).parents[1]), str(graph_nq.parent), time.strftime("%Y-%m-%dT")]
    for file in graph_nq.parent.iterdir():
        if file.is_file():
            text = file.read_text("utf-8")
            assert not [word for word in words if word in text], file


# --- all or nothing -------------------------------------------------------------------------------------


def test_a_build_that_fails_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "out", graph="old\n", parts__a="old\n")
    before = content(tmp_path / "out")

    def fail() -> None:
        with new_output(tmp_path / "out") as staging:
            (staging / "graph").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert content(tmp_path / "out") == before
    assert [entry.name for entry in (tmp_path / "out" / ".cache" / "builds").iterdir()] == [
        (tmp_path / "out" / ".cache" / "current").readlink().name
    ]


def test_wrong_data_leave_the_output_as_it_was(tmp_path: Path, demo: Path) -> None:
    build(demo, tmp_path / "out", choose_engine()[0])
    before = content(tmp_path / "out")
    units = demo / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("kind: department", "kind: bureau"), "utf-8")
    with pytest.raises(DataError):
        build(demo, tmp_path / "out", choose_engine()[0])
    assert content(tmp_path / "out") == before


def test_what_the_new_build_lacks_is_gone_and_only_one_build_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, graph="1\n", graph_ttl="1\n", parts__a="1\n", parts__b="1\n")
    write(out, graph="2\n", parts__b="2\n")
    assert content(out).keys() == {"graph", "parts/b"}
    assert {entry.name for entry in out.iterdir()} == {".cache", "graph", "parts"}
    assert len(list((out / ".cache" / "builds").iterdir())) == 1
    write(out, graph="2\n", parts__b="2\n")
    assert len(list((out / ".cache" / "builds").iterdir())) == 1


def test_output_that_somebody_has_changed_is_mended(tmp_path: Path) -> None:
    write(tmp_path, graph="right\n")
    for _ in range(3):
        (tmp_path / "graph").write_text("wrong\n")
        write(tmp_path, graph="right\n")
        assert (tmp_path / "graph").read_text() == "right\n"


WRITER = """
import pathlib
from tongbao.rdf.nquads import merged, write_part
from tongbao.pipeline.output import new_output

def run(out, build, extra):
    with new_output(pathlib.Path(out)) as staging:
        for file in sorted(pathlib.Path(build).rglob("*.nq")):
            write_part(staging / "parts" / file.name, [file.read_text("utf-8")])
        write_part(staging / "graph.nq", merged(staging.glob("parts/*.nq")))
        if extra:
            write_part(staging / "only-in-one.txt", ["word\\n"] * 50_000)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
@pytest.mark.parametrize(("before", "after"), [("none", "few"), ("few", "many"), ("many", "few")])
def test_a_kill_at_any_moment_leaves_one_whole_build(before: str, after: str, tmp_path: Path, graph_nq: Path) -> None:
    """Before each change of a file, one after the other; the next build comes to its end, whatever was left."""
    found = sorted(graph_nq.parent.glob("parts/**/*.nq"))[:5]
    whole: dict[str, dict[str, str]] = {"none": {}}
    for name, files in (("few", found[:2]), ("many", found)):
        for file in files:
            write_part(tmp_path / f"parts-{name}" / file.name, file.read_text("utf-8").splitlines(keepends=True)[:50])
        whole[name] = expected(tmp_path / name, tmp_path / f"parts-{name}", extra=name == "many")
    out, seen, killed, step = tmp_path / "out", set(), True, 0
    words = (out, tmp_path / f"parts-{after}", "extra" * (after == "many"))
    with killer(WRITER) as build_:
        while killed:
            shutil.rmtree(out, ignore_errors=True)
            if before != "none":
                shutil.copytree(tmp_path / before, out, symlinks=True)
            killed = build_.kill(step := step + 1, *words)
            shown = content(out)
            assert shown in (whole[before], whole[after]), step
            seen.add(shown == whole[after])
            build_.changes(*words)
            assert content(out) == whole[after]
            assert {entry.name for entry in out.iterdir()} == {".cache", *(name.split("/")[0] for name in whole[after])}
    assert step > 10
    assert seen == {False, True}


def expected(out: Path, parts: Path, *, extra: bool) -> dict[str, str]:
    """Write once, undisturbed, what the writer that is killed writes."""
    with new_output(out) as staging:
        for file in parts.rglob("*.nq"):
            write_part(staging / "parts" / file.name, [file.read_text("utf-8")])
        write_part(staging / "graph.nq", merged(staging.glob("parts/*.nq")))
        if extra:
            write_part(staging / "only-in-one.txt", ["word\n"] * 50_000)
    return content(out)


# --- who may write, and where -----------------------------------------------------------------------------


def test_two_builds_at_once_are_one_too_many(tmp_path: Path) -> None:
    with new_output(tmp_path / "out") as staging:
        (staging / "graph").write_text("first\n")
        assert refused(tmp_path / "out") == "output-busy"
    assert (tmp_path / "out" / "graph").read_text() == "first\n"
    write(tmp_path / "out", graph="second\n")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert refused(tmp_path) == "foreign-output"
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_will_do_and_one_in_the_depth_too(tmp_path: Path) -> None:
    write(tmp_path, graph="x\n")
    write(tmp_path / "a b" / "深" / "处", graph="x\n")
    assert content(tmp_path / "a b" / "深" / "处").keys() == {"graph"}


def test_a_file_in_the_way_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    assert refused(tmp_path / "out") == "output-not-folder"
    assert refused(tmp_path / "out" / "below") == "output-unwritable"
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no permissions of the kind")
def test_a_folder_that_may_not_be_written_is_one_clear_error() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        Path(name).chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            assert refused(Path(name) / "out") == "output-unwritable"
        finally:
            if root:
                os.seteuid(0)
            Path(name).chmod(0o755)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    mount = shutil.which("mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can make a small disk to fill")
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this system does not let even root make a small disk to fill")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_leaves_the_output_as_it_was(small_disk: Path) -> None:
    write(small_disk / "out", graph="old\n", parts__a="old\n")
    before = content(small_disk / "out")
    with pytest.raises(OutputError) as caught:
        write(small_disk / "out", graph="new\n", parts__a="x" * 2_000_000)
    assert caught.value.problems[0].code == "output-unwritable"
    assert "space" in caught.value.problems[0].what.en
    assert content(small_disk / "out") == before
    write(small_disk / "out", graph="new\n")


# --- without symbolic links --------------------------------------------------------------------------------


def no_links(self: Path, target: object, target_is_directory: bool = False) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(self))


def test_where_links_are_not_permitted_files_are_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "symlink_to", no_links)
    for text in ("one\n", "two\n", "two\n", "three\n"):
        write(tmp_path, graph=text, parts__a=text, parts__notice__b=text)
        assert (tmp_path / "graph").read_text() == text
        assert content(tmp_path).keys() == {"graph", "parts/a", "parts/notice/b"}
        assert {(tmp_path / name).read_text() for name in content(tmp_path)} == {text}
        assert not any(entry.is_symlink() for entry in tmp_path.rglob("*"))


def test_links_may_come_to_be_permitted_and_cease_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        with monkeypatch.context() as patch:
            if number % 2:
                patch.setattr(Path, "symlink_to", no_links)
            write(tmp_path, graph=f"{number}\n", parts__a=f"{number}\n")
        assert {(tmp_path / name).read_text() for name in content(tmp_path)} == {f"{number}\n"}
        assert content(tmp_path).keys() == {"graph", "parts/a"}


def test_other_failures_to_link_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: object, target_is_directory: bool = False) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    write(tmp_path, graph="old\n")
    monkeypatch.setattr(Path, "symlink_to", full)
    assert refused(tmp_path) == "output-unwritable"
    assert (tmp_path / "graph").read_text() == "old\n"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
@pytest.mark.parametrize("link", [".cache", ".cache/builds"])
def test_an_output_whose_cache_leads_elsewhere_is_refused(link: str, tmp_path: Path) -> None:
    victim, out = tmp_path / "victim", tmp_path / "out"
    (victim / "builds" / "docs").mkdir(parents=True)
    (victim / folder.MARK).touch()
    (out / link).parent.mkdir(parents=True)
    if link != ".cache":
        (out / ".cache" / folder.MARK).touch()
    (out / link).symlink_to(victim if link == ".cache" else victim / "builds")
    with pytest.raises(OutputError, match="foreign-output"), new_output(out):
        pass
    assert (victim / "builds" / "docs").is_dir()


def test_a_first_build_that_was_killed_at_once_does_not_lock_itself_out(tmp_path: Path) -> None:
    (tmp_path / "out" / ".cache").mkdir(parents=True)
    with new_output(tmp_path / "out") as staging:
        write_part(staging / "graph.nq", [])
    assert (tmp_path / "out" / "graph.nq").is_file()


def test_more_parts_than_a_process_may_open_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_OPEN", 3)
    lists = [sorted({f"{(number * step) % 50}\n" for step in range(9)}) for number in range(20)]
    files = [tmp_path / f"{number}.nq" for number in range(20)]
    for file, lines in zip(files, lists, strict=True):
        write_part(file, lines)
    assert list(merged(files)) == sorted({line for lines in lists for line in lines})
