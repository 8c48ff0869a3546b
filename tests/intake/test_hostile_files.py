"""Files that mean harm end in a draft or in a clear message: within 30 seconds and a gibibyte, without the network, and nothing half written.

Most of their kinds are tried always; the slow ones, and more of the same, with ``--thorough``.
"""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.intake.hostile import Hostile, all_hostile, sound_docx, sound_html, sound_pdf, sound_text
from tests.intake.sandbox import Result, Sandbox

from tongbao import paths
from tongbao.intake.skeleton import new_dataset

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")

SECONDS, MEMORY = 30.0, 2**30
HOSTILE = all_hostile()
CASES = [pytest.param(one, id=one.name, marks=[pytest.mark.thorough] if one.is_slow else []) for one in HOSTILE]
SOUND = {"pdf": sound_pdf, "docx": sound_docx, "html": sound_html, "txt": sound_text}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A worker that drafts into an empty dataset."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    new_dataset(folder)
    made = Sandbox(folder)
    yield made
    made.close()


def check(result: Result, sandbox: Sandbox) -> None:
    """Check what must hold of every file, whatever becomes of it."""
    assert result.code in (0, 2), result.printed
    assert "Traceback" not in result.printed
    assert "root:x:0" not in result.draft + result.printed
    assert result.reached == []
    assert sandbox.calls == 0
    assert result.seconds <= SECONDS
    assert result.memory <= MEMORY
    if result.code:
        _refused(result)
    else:
        _drafted(result)


def _refused(result: Result) -> None:
    assert result.written == {}
    assert result.problems
    for problem in result.problems:
        assert all(problem.values()), problem
        assert f"[{problem['code']}]" in result.printed
        assert any("一" <= sign <= "鿿" for sign in problem["zh"])
        assert any("一" <= sign <= "鿿" for sign in problem["cure_zh"])


def _drafted(result: Result) -> None:
    kinds = {re.sub(".*(-original|-places)[.].*|.*[.]", r"\1", name, flags=re.DOTALL) for name in result.written}
    assert kinds - {"-places"} == {"yaml", "txt", "-original"}
    assert all(result.written.values())
    record = yaml.safe_load(result.draft)
    assert Path(record["source"]["file"]).name == record["source"]["file"]
    assert "\0" not in result.draft


@pytest.mark.parametrize("hostile", CASES)
def test_a_hostile_file_is_drafted_or_refused(hostile: Hostile, sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / hostile.name
    file.write_bytes(hostile.make(sandbox.address))
    check(sandbox.draft(str(file), language="zh" if len(hostile.name) % 2 else "en"), sandbox)


def test_there_are_hundreds_of_them() -> None:
    names = [one.name for one in HOSTILE]
    assert len(set(names)) == len(names) >= 200
    assert sum(not one.is_slow for one in HOSTILE) >= 200


@pytest.mark.parametrize("ending", SOUND)
def test_the_sound_files_are_drafted(ending: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """What the damage is done to is no refusal by itself."""
    file = tmp_path / f"sound.{ending}"
    file.write_bytes(SOUND[ending]())
    result = sandbox.draft(str(file))
    check(result, sandbox)
    assert result.code == 0
    assert "关于表扬先进单位的通报" in result.draft


# --- what is no file, or has a strange name --------------------------------------------------------


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.pdf")
    return folder / "pipe.pdf"


def _link(folder: Path, target: str) -> Path:
    (folder / "link.txt").symlink_to(target)
    return folder / "link.txt"


def _folder(folder: Path, *inside: str) -> Path:
    (folder / "x.pdf").mkdir()
    for name in inside:
        (folder / "x.pdf" / name).write_bytes(sound_text())
    return folder / "x.pdf"


def _named(folder: Path, name: str) -> Path:
    try:
        (folder / name).write_bytes(sound_text())
    except (OSError, UnicodeError):
        pytest.skip("the file system has no such name")
    return folder / name


STRANGE: dict[str, Any] = {
    "a pipe": (_fifo, 2),
    "a device that ends": (lambda _: Path("/dev/null"), 2),
    "a device without end": (lambda _: Path("/dev/zero"), 2),
    "a terminal": (lambda _: Path("/dev/tty"), 2),
    "a process's memory": (lambda _: Path("/proc/self/mem"), 2),
    "a link that leads nowhere": (lambda folder: _link(folder, "nowhere"), 2),
    "a link to itself": (lambda folder: _link(folder, "link.txt"), 2),
    "a link to a device": (lambda folder: _link(folder, "/dev/zero"), 2),
    "a link into a folder": (lambda folder: _link(folder, "/"), None),
    "nothing": (lambda folder: folder / "none.pdf", 2),
    "an empty folder": (_folder, 0),
    "a folder of a file": (lambda folder: _folder(folder, "a.txt"), 0),
    "a name of lines": (lambda folder: _named(folder, "a\nb\r\n.txt"), 0),
    "a name that turns": (lambda folder: _named(folder, "\u202etxt.\u2066通报.txt"), 0),
    "a name with signs of YAML": (lambda folder: _named(folder, "\"}]{: # &a *b !c | > %d @e `f'\\.txt"), 0),
    "a name like an option": (lambda folder: _named(folder, "--data=x.txt"), 0),
    "a name with escapes": (lambda folder: _named(folder, "\x1b[2J\x07.txt"), 0),
    "a name that is no UTF-8": (lambda folder: _named(folder, "\udcff\udc80.txt"), 0),
    "a long name": (lambda folder: _named(folder, "a" * 251 + ".txt"), 0),
    "a name of an ending": (lambda folder: _named(folder, ".txt"), 0),
    "an ending of another kind": (lambda folder: _named(folder, "a.pdf"), 0),
    "an ending with a slash in mind": (lambda folder: _named(folder, "a.txt\\..\\b"), 0),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_no_file_or_has_a_strange_name_ends_soon(strange: str, sandbox: Sandbox, tmp_path: Path) -> None:
    make, code = STRANGE[strange]
    file = make(tmp_path)
    if str(file).startswith(("/dev", "/proc")) and not file.exists():
        pytest.skip("this system has none")
    if code is None:  # a folder of the system, whatever is in it
        assert stat.S_ISDIR(file.stat().st_mode)
        return
    result = sandbox.draft(str(file))
    assert (result.code, result.reached) == (code, []), result.printed
    assert "Traceback" not in result.printed
    if code:
        assert result.problems[0]["place"] == str(file)
        assert result.written == {}


def test_a_link_to_a_file_of_the_system_is_text_like_any_other(sandbox: Sandbox, tmp_path: Path) -> None:
    """Whoever names it may read it; nothing of it is taken for more than words, and nothing else is followed."""
    result = sandbox.draft(str(_link(tmp_path, "/etc/passwd")))
    assert result.code in (0, 2)
    assert "Traceback" not in result.printed
    assert not any(Path(name).is_absolute() or ".." in name for name in result.written)


def test_the_good_among_the_bad_are_drafted(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(sound_text())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "worse.docx").write_bytes(b"PK\3\4")
    result = sandbox.draft(str(tmp_path))
    assert result.code == 2
    assert {problem["place"] for problem in result.problems} == {
        str(tmp_path / "bad.pdf"),
        str(tmp_path / "worse.docx"),
    }
    assert "关于表扬先进单位的通报" in result.draft


# --- the command itself ----------------------------------------------------------------------------

CHOSEN = (
    "laughs.docx",
    "remote-pictures.html",
    "entity-of-the-network.docx",
    "pages-to-itself.pdf",
    "entries-encrypted.docx",
)


def _command(data: Path, file: Path, *before: str) -> subprocess.CompletedProcess[str]:
    command = [
        *before,
        sys.executable,
        "-m",
        "tongbao",
        "--lang",
        "en",
        "draft",
        "--data",
        str(data),
        "--year",
        "2024",
        str(file),
    ]
    path = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)}
    return subprocess.run(command, capture_output=True, text=True, env=path, timeout=120, check=False)


@pytest.mark.parametrize("name", CHOSEN)
def test_the_command_does_as_the_sandbox_tells(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    [hostile] = [one for one in HOSTILE if one.name == name]
    file, data = tmp_path / name, tmp_path / "data"
    file.write_bytes(hostile.make(sandbox.address))
    new_dataset(data)
    told, done = sandbox.draft(str(file)), _command(data, file)
    assert done.returncode == told.code
    assert "Traceback" not in done.stderr
    assert [line for line in told.printed.splitlines() if "[" in line and "]" in line] == done.stderr.splitlines()[
        : len(told.problems)
    ]
    for record in data.rglob("notices/*/*.yaml"):
        text = record.with_suffix(".txt").read_bytes()
        assert hashlib.sha256(text).hexdigest() in record.read_text("utf-8")
    assert sandbox.calls == 0


@pytest.mark.parametrize("name", ["remote-pictures.html", "entity-of-the-network.docx", "action-address.pdf"])
def test_without_a_network_the_same_is_drafted(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """In a network namespace of its own a process reaches nobody."""
    alone = ("unshare", "--map-root-user", "--net")
    if not shutil.which(alone[0]) or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system permits no network namespace")
    [hostile] = [one for one in HOSTILE if one.name == name]
    file = tmp_path / name
    file.write_bytes(hostile.make(sandbox.address))
    drafts = []
    for folder, before in (("with", ()), ("without", alone)):
        new_dataset(tmp_path / folder)
        assert _command(tmp_path / folder, file, *before).returncode == 0
        [record] = (tmp_path / folder).rglob("notices/*/*.yaml")
        drafts.append(record.read_bytes())
    assert drafts[0] == drafts[1]
