"""What goes wrong while the command builds: kills, ctrl-C, lost workers, full and read-only disks, files that change."""

import hashlib
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

import pytest
from tests.few import MANY, synthesise_few
from tests.kills import ENVIRONMENT, killer
from tests.patience import PATIENCE, wait_for, worked

from tongbao.cli.main import main
from tongbao.errors import DataError
from tongbao.load import notice_files
from tongbao.model import Vocabulary
from tongbao.pipeline import foundation
from tongbao.pipeline.build import build
from tongbao.pipeline.export import export
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.progress import SILENT
from tongbao.validate import choose_engine

ENGINE, _ = choose_engine()
MORE = pytest.mark.disturbed  # more of the same

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not list processes as files")

WAITING = """
import sys, time
from pathlib import Path
from tongbao.__main__ import run
from tongbao.pipeline import plan, runners

runners.BATCH, runners.ALONE = 1, 0
keep, kept, held = plan.Keeper.keep, [], Path(sys.argv.pop(1))

def keep_and_wait(self, made):
    kept.append(made)
    sound = keep(self, made)
    if len(kept) == 12:
        self._state.commit()
        held.write_text("waiting")
        while held.exists():
            time.sleep(0.01)
    return sound

plan.Keeper.keep = keep_and_wait
sys.exit(run())
"""
"""The command, which waits when it has made twelve notices, as long as there is a file."""


def start(data: Path, out: Path, held: Path) -> "subprocess.Popen[str]":
    """Build with two workers, in a session of its own, so that all its processes can be found."""
    return subprocess.Popen(
        [sys.executable, "-c", WAITING, held, "--lang", "en", "build", "--data", data, "--out", out, "--jobs", "2"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def finished(data: Path, out: Path) -> int:
    """Build to the end, in this process; return how many notices were made."""
    return build(data, out, ENGINE, jobs=1).outcome.made


def refused(data: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command says, in this process, of a build that it cannot write."""
    assert main(["--lang", "en", "build", "--data", str(data), "--out", str(out)]) == 4
    return capsys.readouterr().err


def failed(process: "subprocess.Popen[str]", code: int) -> str:
    """Return what a build says that ends with this exit code, in plain words."""
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    return errors


def content(out: Path) -> dict[str, str]:
    """Every file that the output shows, by name, as a digest."""
    files = [file for entry in out.glob("[!.]*") for file in ([entry] if entry.is_file() else sorted(entry.rglob("*")))]
    return {
        str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


def members(session: int) -> dict[int, int]:
    """Return the processes of a session that run, each with its parent."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(words[3]) == session and words[0] != "Z":
            found[int(file.parent.name)] = int(words[1])
    return found


def remembered(out: Path) -> int:
    """Return how many notices the next run need not make."""
    try:
        with closing(sqlite3.connect(f"file:{out / '.cache' / 'state.sqlite'}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT COUNT(*) FROM notice").fetchone()[0])
    except sqlite3.OperationalError:  # it is not there yet
        return 0


@pytest.fixture
def many(many_built: Path) -> Path:
    """A dataset for two workers; never changed."""
    return many_built / "data"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A file that keeps builds in their middle as long as it is there, and says when one has come to it."""
    (tmp_path / "held").touch()
    return tmp_path / "held"


# --- kills ------------------------------------------------------------------------------------------------

BUILD = """
from pathlib import Path
from tongbao.pipeline import build as job
from tongbao.validate import choose_engine

job.MAX_NOTICES_IN_ALL_FORMATS = 0
engine, _ = choose_engine()

def run(data, out):
    job.build(Path(data), Path(out), engine, jobs=1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
@pytest.mark.parametrize("kills", [10, pytest.param(50, marks=MORE)])
def test_a_build_that_is_killed_leaves_the_old_output_or_the_new(kills: int, demo: Path, tmp_path: Path) -> None:
    """So many kills at least, until moments of all kinds were met; half of them are early: what the runs before have left
    makes the way shorter. The next run finishes, and nothing is left of what those before had made."""
    demo.rename(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    file = tmp_path / "b" / "dataset.yaml"
    file.write_text(file.read_text("utf-8").replace("example.org/demo/", "example.org/other/"), "utf-8")
    whole, seen, out, next_, moments = {}, set(), tmp_path / "out", "b", random.Random(50)
    with killer(BUILD) as builds:
        for name in ("a", "b"):
            steps = builds.changes(tmp_path / name, tmp_path / f"whole-{name}")
            whole[name] = content(tmp_path / f"whole-{name}")
        builds.changes(tmp_path / "a", out)
        for kill in takewhile(lambda kill: kill < kills or len(seen) < 4, range(200)):
            builds.kill(1 + int(steps * moments.random() ** (1, 3)[kill % 2]), tmp_path / next_, out)
            shown = content(out)
            assert shown in whole.values()
            seen.add((next_, shown == whole[next_]))
            next_ = {"a": "b", "b": "a"}[next_] if shown == whole[next_] else next_
        assert seen == {("a", True), ("a", False), ("b", True), ("b", False)}, "the kills met all kinds of moments"
        builds.changes(tmp_path / next_, out)
    assert content(out) == whole[next_]
    kept = {f"{file.parent.name}{file.name}" for file in (out / ".cache" / "objects").rglob("*") if file.is_file()}
    assert kept == set(read_manifest(out / MANIFEST).values())


@LINUX
def test_workers_end_with_a_build_that_is_killed(many: Path, tmp_path: Path, held: Path) -> None:
    process = start(many, tmp_path / "out", held)
    wait_for(held.read_text)
    assert len(members(process.pid)) > 2
    process.kill()
    process.communicate()
    wait_for(lambda: not members(process.pid))
    assert content(tmp_path / "out") == {}
    assert finished(many, tmp_path / "out")


@LINUX
def test_a_lost_worker_is_told(many: Path, tmp_path: Path, held: Path) -> None:
    process = start(many, tmp_path / "out", held)
    wait_for(held.read_text)
    workers = [pid for pid, parent in members(process.pid).items() if parent == process.pid]
    os.kill(max(workers), signal.SIGKILL)
    held.unlink()
    assert "[worker-lost]" in failed(process, 4)
    assert content(tmp_path / "out") == {}
    wait_for(lambda: not members(process.pid))
    finished(many, tmp_path / "out")


@LINUX
def test_after_ctrl_c_the_next_run_goes_on(many: Path, tmp_path: Path, held: Path) -> None:
    out = tmp_path / "out"
    process = start(many, out, held)
    wait_for(held.read_text)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    assert failed(process, 130) == STOPPED
    assert content(out) == {}
    wait_for(lambda: not members(process.pid))
    before = remembered(out)
    assert 0 < before < MANY
    assert 0 < MANY - finished(many, out) <= before  # those whose successor was not made yet are made again


STOPPED = (
    "Stopped; the output is the previous one, or the new one if it was complete. The next run continues from here.\n"
)


@LINUX
@pytest.mark.parametrize("work", [0, 30, *(pytest.param(work, marks=MORE) for work in (5, 15, 60))])
def test_ctrl_c_while_workers_start_is_told_in_one_line(work: int, many: Path, tmp_path: Path, held: Path) -> None:
    """When the first worker is born, and when workers have worked for some hundredths of a second of the processor's."""
    process = start(many, tmp_path / "out", held)
    wait_for(lambda: len(members(process.pid)) > 1)
    wait_for(lambda: sum(map(worked, members(process.pid).keys() - {process.pid})) >= work or held.read_text())
    os.killpg(process.pid, signal.SIGINT)
    assert failed(process, 130) == STOPPED
    wait_for(lambda: not members(process.pid))


@LINUX
def test_ctrl_c_is_told_though_a_worker_hears_nothing(many: Path, tmp_path: Path, held: Path) -> None:
    process = start(many, tmp_path / "out", held)
    wait_for(held.read_text)
    os.kill(max(pid for pid, parent in members(process.pid).items() if parent == process.pid), signal.SIGSTOP)
    os.killpg(process.pid, signal.SIGINT)
    assert failed(process, 130) == STOPPED
    wait_for(lambda: not members(process.pid))


@LINUX
def test_whoever_ends_a_service_is_answered_as_ctrl_c_is(many: Path, tmp_path: Path, held: Path) -> None:
    process = start(many, tmp_path / "out", held)
    wait_for(held.read_text)
    process.terminate()
    assert failed(process, 143) == STOPPED
    wait_for(lambda: not members(process.pid))


def test_two_builds_at_once_are_one_too_many(
    many: Path, tmp_path: Path, held: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = start(many, tmp_path / "out", held)
    wait_for(held.read_text)
    assert "[output-busy]" in refused(many, tmp_path / "out", capsys)
    held.unlink()
    first.communicate(timeout=PATIENCE)
    assert first.returncode == 0


# --- disks ------------------------------------------------------------------------------------------------


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a disk of some size, or mount it again with other options."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> Path:
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("only root, on Linux, can make a small disk")
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("this system does not let even root make a small disk")
        return disk

    yield mount
    subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)


@pytest.mark.parametrize("kilobytes", [8, 400, *(pytest.param(size, marks=MORE) for size in (100, 8_000))])
def test_a_full_disk_is_told(
    kilobytes: int, tmp_path: Path, mount: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the space ends: at the state, the parts, or the whole graph."""
    disk = mount(f"size={kilobytes}k")
    synthesise_few(tmp_path / "data", 8, seed=2)
    errors = refused(tmp_path / "data", disk / "out", capsys)
    assert "[output-unwritable]" in errors or "[state-unusable]" in errors
    assert content(disk / "out") == {}
    mount("remount,size=200m")
    finished(tmp_path / "data", disk / "out")  # it makes none where the space ended behind the last part
    finished(tmp_path / "data", tmp_path / "undisturbed")
    assert content(disk / "out") == content(tmp_path / "undisturbed")


def test_a_disk_that_may_only_be_read_is_told(
    demo: Path, mount: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out = mount("size=50m") / "out"
    finished(demo, out)
    before = content(out)
    mount("remount,ro")
    (demo / "dataset.yaml").write_text((demo / "dataset.yaml").read_text("utf-8") + "\n", "utf-8")
    assert "[output-unwritable]" in refused(demo, out, capsys)
    assert content(out) == before
    mount("remount,rw")
    finished(demo, out)


def test_a_state_that_somebody_has_changed_is_made_again(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    finished(demo, out)
    before = content(out)
    with closing(sqlite3.connect(out / ".cache" / "state.sqlite")) as database:
        database.execute("DROP TABLE stale")
        database.commit()
    finished(demo, out)
    assert content(out) == before


# --- outputs that somebody has changed ----------------------------------------------------------------------


@pytest.fixture
def large(many_built: Path, tmp_path: Path) -> Path:
    """A build so large that questions make themselves a store, to spoil, with the links of a build."""
    for name in ("data", "out"):
        shutil.copytree(many_built / name, tmp_path / name, symlinks=True)
    assert build(tmp_path / "data", tmp_path / "out", ENGINE, jobs=1).outcome.made == 0
    return tmp_path / "out"


def spoil(out: Path, how: str) -> str:
    """Change an output in some way; return the name of the file that is to be told of."""
    part = sorted((out / "parts" / "notice").iterdir())[3]
    if how == "list":
        (out / MANIFEST).resolve().write_text("x\n")
        return f"{MANIFEST}:1:1"
    real = part.resolve()
    text = real.read_bytes()
    real.unlink()  # it is a link to what the next build starts from
    if how != "gone":
        real.write_bytes(text + b"junk\n" if how == "junk" else text[:-10])
    return part.name


@pytest.mark.parametrize("how", ["list", "junk", "cut", "gone"])
@pytest.mark.parametrize("command", ["query measures", "export nq"])
def test_a_changed_output_is_told(how: str, command: str, large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = spoil(large, how)
    words = command.split()
    assert main([*words, "--data", str(large.parent / "data"), "--build", str(large)]) == 4
    told = capsys.readouterr().err
    assert name in told
    assert "Traceback" not in told
    assert f"`tongbao build --data {large.parent / 'data'} --out {large}`" in told
    assert not [file for file in (large / ".cache").glob("*") if file.name in ("export", "new")]
    assert not list((large / ".cache" / "stores").glob("new"))


def test_what_a_killed_export_left_is_removed_by_the_next(large: Path) -> None:
    (large / ".cache" / "export").mkdir()
    (large / ".cache" / "export" / "graph.nq").write_text("half")
    assert export(large, ["ttl", "ttl"], SILENT) == [large / "graph.ttl"]
    assert not (large / ".cache" / "export").exists()


def test_a_build_tells_which_exported_files_are_gone(large: Path) -> None:
    export(large, ["nq", "ttl"], SILENT)
    data = large.parent / "data"
    assert build(data, large, ENGINE, jobs=1).gone == ()
    units = data / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("english: ", "english: New ", 1), "utf-8")
    assert build(data, large, ENGINE, jobs=1).gone == ("graph.nq", "graph.ttl")
    assert not (large / "graph.nq").exists()


def test_the_command_that_exports_them_again_can_be_pasted(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(large, ["nq", "ttl"], SILENT)
    units = large.parent / "data" / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("english: ", "english: New ", 1), "utf-8")
    given = ["--data", str(units.parent)]
    assert main(["--lang", "en", "build", *given, "--out", str(large), "--jobs", "1"]) == 0
    suggested = capsys.readouterr().out.partition("to export them again: ")[2].partition("\n")[0]
    assert shlex.split(suggested)[1:] == ["export", "nq", "ttl", *given, "--build", str(large)]


def test_first_questions_wait_for_each_other(large: Path) -> None:
    command = [sys.executable, "-m", "tongbao", "query", "notices", "--format", "csv", "--build", str(large)]
    asking = [subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) for _ in range(3)]
    answers = {process.communicate(timeout=PATIENCE)[0] for process in asking}
    assert [process.returncode for process in asking] == [0, 0, 0]
    assert len(answers) == 1


# --- files that change while they are read ------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["yaml", "txt"])
def test_a_notice_that_changes_while_it_is_read_is_told(
    ending: str, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(demo, tmp_path / "out", ENGINE, jobs=1)
    before = content(tmp_path / "out")
    file = notice_files(demo)[0].with_suffix(f".{ending}")
    file.write_bytes(file.read_bytes() + b"\n")  # so that it is read
    opened = Path.open

    class Growing:
        """A file to which somebody adds a line once it is open."""

        def __init__(self, handle: IO[bytes]) -> None:
            self.handle = handle

        def __enter__(self) -> "Growing":
            return self

        def __exit__(self, *_: object) -> None:
            self.handle.close()

        def fileno(self) -> int:
            return self.handle.fileno()

        def read(self) -> bytes:
            data = self.handle.read()
            with opened(file, "ab") as more:
                more.write(b"\n")
            return data

    def open_(path: Path, mode: str = "r", *words: Any, **named: Any) -> Any:
        handle = opened(path, mode, *words, **named)
        return Growing(handle) if path == file and mode == "rb" else handle

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_)
        with pytest.raises(DataError) as caught:
            build(demo, tmp_path / "out", ENGINE, jobs=1)
    assert [(problem.code, problem.place and problem.place.file) for problem in caught.value.problems] == [
        ("file-changed", file)
    ]
    assert content(tmp_path / "out") == before


def test_units_that_change_while_they_are_read_are_told(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = foundation.read_authority

    def changing(data: Path, vocabulary: Vocabulary) -> Any:
        authority = read(data, vocabulary)
        (data / "units.yaml").write_bytes((data / "units.yaml").read_bytes() + b"\n")
        return authority

    with monkeypatch.context() as patch:
        patch.setattr(foundation, "read_authority", changing)
        with pytest.raises(DataError) as caught:
            build(demo, tmp_path / "out", ENGINE, jobs=1)
    assert [problem.code for problem in caught.value.problems] == ["file-changed"]
    assert content(tmp_path / "out") == {}
    build(demo, tmp_path / "out", ENGINE, jobs=1)
