"""What goes wrong while the command builds: kills, ctrl-C, lost workers, full and read-only disks, files that change."""

import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pytest

from tongbao import paths
from tongbao.build import build
from tongbao.cli import main
from tongbao.errors import DataError
from tongbao.export import export
from tongbao.load import notice_files
from tongbao.pipeline import foundation
from tongbao.progress import SILENT
from tongbao.synth import synthesise
from tongbao.validate import choose_engine
from tongbao.write import MANIFEST, read_manifest

ENGINE, _ = choose_engine()
KILLS = 50
PATIENCE = 60  # seconds that anything may take
LONG = 400  # notices: some seconds of work, so that there is a middle of it

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not list processes as files")


def start(data: Path, out: Path) -> "subprocess.Popen[str]":
    """Build with two workers, in a session of its own, so that all its processes can be found."""
    return subprocess.Popen(
        [sys.executable, "-m", "tongbao", "--lang", "en", "build", "--data", data, "--out", out, "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def finished(data: Path, out: Path) -> str:
    """Build to the end and return what is shown; neither an error nor a warning is."""
    shown, errors = (process := start(data, out)).communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    return shown


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


def wait_for(happened: Callable[[], object]) -> None:
    limit = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < limit
        time.sleep(0.01)


def remembered(out: Path) -> int:
    """Return how many notices the next run need not make."""
    try:
        with closing(sqlite3.connect(f"file:{out / '.cache' / 'state.sqlite'}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT COUNT(*) FROM notice").fetchone()[0])
    except sqlite3.OperationalError:  # it is not there yet
        return 0


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that takes some seconds; never changed."""
    folder = tmp_path_factory.mktemp("long") / "data"
    synthesise(folder, LONG, seed=5)
    return folder


# --- kills ------------------------------------------------------------------------------------------------


@LINUX
def test_a_build_that_is_killed_leaves_the_old_output_or_the_new(tmp_path: Path) -> None:
    """Fifty times; workers end too, the next run finishes, and nothing is left of what those before had made."""
    synthesise(tmp_path / "a", 30, seed=11)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    file = tmp_path / "b" / "dataset.yaml"
    file.write_text(file.read_text("utf-8").replace("example.org/synth/", "example.org/other/"), "utf-8")
    whole = {}
    for name in ("a", "b"):
        build(tmp_path / name, tmp_path / f"whole-{name}", ENGINE, jobs=1)
        whole[name] = content(tmp_path / f"whole-{name}")
    out, begin = tmp_path / "out", time.monotonic()
    finished(tmp_path / "a", out)
    taken, moments, next_, seen = time.monotonic() - begin, random.Random(50), "b", set()
    for _ in range(KILLS):
        process = start(tmp_path / next_, out)
        time.sleep(moments.uniform(0, 1.2 * taken))
        process.kill()
        process.communicate()
        wait_for(lambda session=process.pid: not members(session))
        shown = content(out)
        assert shown in whole.values()
        seen.add((next_, shown == whole[next_]))
        next_ = {"a": "b", "b": "a"}[next_] if shown == whole[next_] else next_
    assert seen == {("a", True), ("a", False), ("b", True), ("b", False)}, "the kills met all kinds of moments"
    finished(tmp_path / next_, out)
    assert content(out) == whole[next_]
    kept = {f"{file.parent.name}{file.name}" for file in (out / ".cache" / "objects").rglob("*") if file.is_file()}
    assert kept == set(read_manifest(out / MANIFEST).values())


@LINUX
def test_a_lost_worker_is_told(long: Path, tmp_path: Path) -> None:
    process = start(long, tmp_path / "out")
    wait_for(lambda: remembered(tmp_path / "out"))
    workers = [pid for pid, parent in members(process.pid).items() if parent == process.pid]
    os.kill(max(workers), signal.SIGKILL)
    assert "[worker-lost]" in failed(process, 4)
    assert content(tmp_path / "out") == {}
    wait_for(lambda: not members(process.pid))
    finished(long, tmp_path / "out")


@LINUX
def test_after_ctrl_c_the_next_run_goes_on(long: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(long, out)
    wait_for(lambda: remembered(out))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    assert failed(process, 130) == STOPPED
    assert content(out) == {}
    wait_for(lambda: not members(process.pid))
    before = remembered(out)
    assert 0 < before < LONG
    again = re.search(r"(\d+) as before", finished(long, out))
    assert again
    assert 0 < int(again[1]) <= before  # those whose successor was not made yet are made again


STOPPED = "Stopped; the output is that of before, or the new one if it was done. The next run goes on from here.\n"


@LINUX
def test_ctrl_c_while_workers_start_is_told_in_one_line(long: Path, tmp_path: Path) -> None:
    moments = random.Random(10)
    for number in range(8):
        process = start(long, tmp_path / str(number))
        wait_for(lambda session=process.pid: len(members(session)) > 1)  # the first worker is born
        time.sleep(moments.uniform(0, 0.5))
        os.killpg(process.pid, signal.SIGINT)
        assert failed(process, 130) == STOPPED
        wait_for(lambda session=process.pid: not members(session))


@LINUX
def test_sigterm_is_answered_as_ctrl_c_is_with_its_own_exit_code(long: Path, tmp_path: Path) -> None:
    process = start(long, tmp_path / "out")
    wait_for(lambda: remembered(tmp_path / "out"))
    process.terminate()
    assert failed(process, 143) == STOPPED
    wait_for(lambda: not members(process.pid))


def test_two_builds_at_once_are_one_too_many(long: Path, tmp_path: Path) -> None:
    first = start(long, tmp_path / "out")
    wait_for(lambda: any((tmp_path / "out" / ".cache" / "objects").rglob("*")))
    assert "[output-busy]" in failed(start(long, tmp_path / "out"), 4)
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


@pytest.mark.parametrize("kilobytes", [8, 100, 400, 8_000])
def test_a_full_disk_is_told(kilobytes: int, demo: Path, mount: Callable[[str], Path]) -> None:
    """Wherever the space ends: at the state, the parts, or the whole graph."""
    disk = mount(f"size={kilobytes}k")
    synthesise(demo.parent / "data", 15, seed=2)
    for _ in range(2):
        errors = failed(start(demo.parent / "data", disk / "out"), 4)
        assert "[output-unwritable]" in errors or "[state-unusable]" in errors
        assert content(disk / "out") == {}
    mount("remount,size=200m")
    finished(demo.parent / "data", disk / "out")


def test_a_disk_that_may_only_be_read_is_told(demo: Path, mount: Callable[[str], Path]) -> None:
    out = mount("size=50m") / "out"
    finished(demo, out)
    before = content(out)
    mount("remount,ro")
    (demo / "dataset.yaml").write_text((demo / "dataset.yaml").read_text("utf-8") + "\n", "utf-8")
    assert "[output-unwritable]" in failed(start(demo, out), 4)
    assert content(out) == before
    mount("remount,rw")
    finished(demo, out)


def test_a_state_that_breaks_meanwhile_is_told(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    finished(demo, out)
    before = content(out)
    file = out / ".cache" / "state.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE stale")
        database.commit()
    assert f"{file}: " in (told := failed(start(demo, out), 4))
    assert "[state-unusable]" in told
    assert content(out) == before
    file.unlink()
    finished(demo, out)


# --- outputs that somebody has changed ----------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """The output of a dataset so large that questions make themselves a store."""
    synthesise(tmp_path / "data", 24, seed=2)
    build(tmp_path / "data", tmp_path / "out", ENGINE, jobs=1)
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
def test_a_changed_output_is_told(how: str, command: str, many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = spoil(many, how)
    words = command.split()
    assert main([*words, "--data", str(many.parent / "data"), "--out", str(many)]) == 4
    told = capsys.readouterr().err
    assert name in told
    assert "Traceback" not in told
    assert f"`tongbao build --data {many.parent / 'data'} --out {many}`" in told
    assert not [file for file in (many / ".cache").glob("*") if file.name in ("export", "new")]
    assert not list((many / ".cache" / "stores").glob("new"))


def test_what_a_killed_export_left_is_removed_by_the_next(many: Path) -> None:
    (many / ".cache" / "export").mkdir()
    (many / ".cache" / "export" / "graph.nq").write_text("half")
    assert export(many, ["ttl", "ttl"], SILENT) == [many / "graph.ttl"]
    assert not (many / ".cache" / "export").exists()


def test_a_build_tells_which_exported_files_are_gone(many: Path) -> None:
    export(many, ["nq", "ttl"], SILENT)
    data = many.parent / "data"
    assert build(data, many, ENGINE, jobs=1).gone == ()
    units = data / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("english: ", "english: New ", 1), "utf-8")
    assert build(data, many, ENGINE, jobs=1).gone == ("graph.nq", "graph.ttl")
    assert not (many / "graph.nq").exists()


def test_first_questions_wait_for_each_other(many: Path) -> None:
    command = [sys.executable, "-m", "tongbao", "query", "notices", "--format", "csv", "--out", str(many)]
    environment = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)}
    asking = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(3)]
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

    def changing(data: Path) -> Any:
        authority = read(data)
        (data / "units.yaml").write_bytes((data / "units.yaml").read_bytes() + b"\n")
        return authority

    with monkeypatch.context() as patch:
        patch.setattr(foundation, "read_authority", changing)
        with pytest.raises(DataError) as caught:
            build(demo, tmp_path / "out", ENGINE, jobs=1)
    assert [problem.code for problem in caught.value.problems] == ["file-changed"]
    assert content(tmp_path / "out") == {}
    build(demo, tmp_path / "out", ENGINE, jobs=1)
