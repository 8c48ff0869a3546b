"""What is kept beside an output can be deleted, copied in other ways, or changed: it is made again or reported."""

import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.few import MANY, synthesise_few
from tests.pipeline.test_faults import content

from tongbao import paths
from tongbao.cli.main import main
from tongbao.errors import OutputError
from tongbao.files.whole import write_whole
from tongbao.pipeline.build import build
from tongbao.pipeline.tree import MANIFEST
from tongbao.site.folder import remove
from tongbao.site.memory import Memory
from tongbao.validate import choose_engine

ENGINE, _ = choose_engine()


@pytest.fixture
def out(own_build: Path) -> Path:
    """An output with an exported file and a disk store beside it."""
    return own_build


def again(demo: Path, out: Path) -> dict[str, str]:
    """Build once more, twice where the first run reports what it found; return what is shown."""
    try:
        build(demo, out, ENGINE, jobs=1)
    except OutputError:
        build(demo, out, ENGINE, jobs=1)
    return content(out)


def entries(cache: Path) -> list[str]:
    """Name the entries of a cache, and those of its folders; of many alike, one."""
    names = [entry.name for entry in cache.iterdir()]
    below = [next(folder.iterdir()) for folder in cache.iterdir() if folder.is_dir() and not folder.is_symlink()]
    return sorted([*names, *(entry.relative_to(cache).as_posix() for entry in below)])


def test_everything_that_is_kept_can_be_deleted(demo: Path, out: Path) -> None:
    before = content(out)
    deleted = 0
    for name in [*entries(out / ".cache"), "."]:
        entry = out / ".cache" / name
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)  # a store or build of before has another name now
        assert again(demo, out) == before, name
        deleted += 1
    assert deleted > 8


def test_a_folder_in_the_place_of_each_thing_that_is_kept_is_no_trouble(demo: Path, out: Path) -> None:
    before = content(out)
    for name in [entry.name for entry in (out / ".cache").iterdir()]:
        entry = out / ".cache" / name
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
            entry.write_bytes(b"a file")
        else:
            entry.unlink()
            (entry / "below").mkdir(parents=True)
        assert again(demo, out) == before, name


@pytest.mark.parametrize("keep_times", [False, True])
def test_a_copy_whose_links_were_followed_can_be_built_again(
    demo: Path, out: Path, tmp_path: Path, *, keep_times: bool
) -> None:
    copy = shutil.copytree(out, tmp_path / "copy", copy_function=shutil.copy2 if keep_times else shutil.copyfile)
    assert again(demo, copy) == content(out)
    assert (copy / MANIFEST).is_symlink() == (out / MANIFEST).is_symlink()


def test_a_cache_that_leads_elsewhere_is_not_followed(demo: Path, out: Path, tmp_path: Path) -> None:
    before = content(out)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    for name in ("objects", "current", "stores"):
        entry = out / ".cache" / name
        shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink(missing_ok=True)
        entry.symlink_to(elsewhere)
        assert again(demo, out) == before, name
        assert [file.name for file in elsewhere.iterdir()] == ["mine.txt"], name


def test_the_folder_of_somebody_else_is_refused_though_it_has_a_cache(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".cache" / "browser").mkdir(parents=True)
    with pytest.raises(OutputError, match="foreign-output"):
        build(demo, tmp_path / "home", ENGINE, jobs=1)


# --- changed bytes --------------------------------------------------------------------------------------


def test_changed_bytes_of_what_is_remembered_are_no_trouble(demo: Path, out: Path) -> None:
    before, moments = content(out), random.Random(7)
    for file in [out / ".cache" / name for name in ("state.sqlite", "state.sha256", "seal")]:
        text = bytearray(file.read_bytes())
        text[moments.randrange(len(text))] ^= 1 << moments.randrange(8)
        file.write_bytes(text)
        build(demo, out, ENGINE, jobs=1)
        assert content(out) == before


def test_a_memory_that_was_changed_is_made_again(tmp_path: Path) -> None:
    moments = random.Random(8)
    for _ in range(20):
        with Memory.at(tmp_path) as memory:
            memory.keep("site/all", b"key")
        text = bytearray((tmp_path / "memory.sqlite").read_bytes())
        text[moments.randrange(len(text))] ^= 1 << moments.randrange(8)
        (tmp_path / "memory.sqlite").write_bytes(text)
        with Memory.at(tmp_path) as memory:
            assert memory.key("site/all") == b""


def quietly(file: Path) -> None:
    """Change a byte of a file in place, and none of what the system says of it."""
    status, text = file.stat(), bytearray(file.read_bytes())
    text[len(text) // 2] ^= 1
    with file.open("r+b") as same:
        same.write(text)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("name", ["parts/authority.nq", "graph.nq", MANIFEST])
@pytest.mark.parametrize("command", ["publish", "export", "query", "load"])
def test_what_was_changed_quietly_is_not_passed_on(
    name: str, command: str, demo: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is reported, and the next build makes it again."""
    before = content(out)
    quietly(out / name)
    given = ["--data", str(demo), "--build", str(out)]
    words = {
        "publish": ["publish", *given, "--out", str(tmp_path / "site")],
        "export": ["export", "trig", *given],
        "query": ["query", "measures", *given],
        "load": ["load", "--endpoint", "http://127.0.0.1:9/none", *given],
    }[command]
    reads = {"publish": True, "export": True, "query": name == "graph.nq", "load": name == MANIFEST}
    if not reads[command]:
        pytest.skip("the command does not read this file")
    assert main(words) == 4
    said = capsys.readouterr().err
    assert Path(name).name in said
    assert not list((tmp_path / "site").glob("*.html"))
    assert again(demo, out) == before


def test_a_question_is_not_answered_from_a_part_that_was_changed_quietly(many_built: Path, tmp_path: Path) -> None:
    """Of a dataset so large that its store is made of its parts; a store that was changed is made again."""
    shutil.copytree(many_built, tmp_path, symlinks=True, dirs_exist_ok=True)
    given = ["--data", str(tmp_path / "data"), "--build", str(tmp_path / "out")]
    part = next((tmp_path / "out" / "parts" / "notice").iterdir())
    quietly(part)
    assert main(["query", "notices", *given]) == 4
    build(tmp_path / "data", tmp_path / "out", ENGINE, jobs=1)
    assert main(["query", "notices", *given]) == 0
    store = next((tmp_path / "out" / ".cache" / "stores").iterdir())
    quietly(max((store / "database").iterdir(), key=lambda file: file.stat().st_size))
    assert main(["query", "notices", *given]) == 0


# --- where nothing may be written -----------------------------------------------------------------------


def test_a_build_that_may_only_be_read_is_asked(many_built: Path, tmp_path: Path) -> None:
    shutil.copytree(many_built / "data", tmp_path / "data")
    shutil.copytree(many_built / "out", tmp_path / "data" / "out", symlinks=True)
    words: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere")
        words = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    folders = [tmp_path / "data", *(folder for folder in (tmp_path / "data").rglob("*") if folder.is_dir())]
    modes = {file: stat.S_IMODE(file.stat().st_mode) for file in [*folders, *(tmp_path / "data").rglob("lock")]}
    try:
        for file, mode in modes.items():
            file.chmod(mode & 0o555)
        command = [*words, sys.executable, "-m", "tongbao", "query", "notices", "--format", "csv"]
        environment = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent), "TMPDIR": str(tmp_path)}
        asked = subprocess.run([*command, "--data", tmp_path / "data"], env=environment, capture_output=True, text=True)
    finally:
        for file, mode in modes.items():
            file.chmod(mode)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert len(asked.stdout.splitlines()) == 1 + MANY
    assert not list(tmp_path.glob("tongbao-*"))


# --- what a killed run has left -------------------------------------------------------------------------


def test_files_that_a_killed_run_has_removed_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "data" / "notice").mkdir(parents=True)
    (tmp_path / "data" / "notice" / "b.nt").write_text("b")
    assert remove(tmp_path, ["data/commendation/a/1.nt", "data/commendation/a/1.ttl"]) == 0
    assert remove(tmp_path, ["data/notice/b.nt", "data/notice/c.nt"]) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_synthesis_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    made = tmp_path / ".data.new"
    made.mkdir()
    synthesise_few(tmp_path / "data", 1, seed=1)
    made.mkdir()
    (made / "made-by-tongbao").touch()
    (made / "notices").mkdir()
    synthesise_few(tmp_path / "data2", 1, seed=1)
    shutil.rmtree(tmp_path / "data")
    synthesise_few(tmp_path / "data", 1, seed=1)
    assert content(tmp_path / "data") == content(tmp_path / "data2")
    assert not made.exists()
    (tmp_path / ".own.new").mkdir()
    (tmp_path / ".own.new" / "mine.txt").touch()
    with pytest.raises(OutputError, match="foreign-output"):
        synthesise_few(tmp_path / "own", 1, seed=1)


# --- one file, to what its name means -------------------------------------------------------------------

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs devices, pipes and links")


@POSIX
def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    device = Path("/dev/full")
    with pytest.raises(OutputError, match="No space left"):
        write_whole(device, b"x")
    assert stat.S_ISCHR(device.stat().st_mode)
    (tmp_path / "link").symlink_to("/dev/null")
    write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@POSIX
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        write_whole(tmp_path / "pipe", b"network")
        assert reader.communicate()[0] == b"network"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@POSIX
@pytest.mark.parametrize("exists", [True, False])
def test_the_target_of_a_link_is_written_and_the_link_kept(tmp_path: Path, *, exists: bool) -> None:
    (tmp_path / "below").mkdir()
    if exists:
        (tmp_path / "below" / "target").write_bytes(b"old")
        (tmp_path / "below" / "target").chmod(0o640)
    (tmp_path / "link").symlink_to("below/target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").readlink() == Path("below/target")
    assert (tmp_path / "below" / "target").read_bytes() == b"new"
    assert not exists or stat.S_IMODE((tmp_path / "below" / "target").stat().st_mode) == 0o640
    assert [file.name for file in (tmp_path / "below").iterdir()] == ["target"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path)], ids=["folder", "loop"])
def test_a_name_that_cannot_be_written_is_told(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "name")
    with pytest.raises(OutputError, match="file-unwritable"):
        write_whole(tmp_path / "name", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["name"]
