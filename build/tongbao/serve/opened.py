"""What is served: a build, of which a copy is taken so that the next build may replace it, or a file of RDF."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from tongbao.ask.store import DiskStore
from tongbao.ask.stored import open_store
from tongbao.errors import OutputError, Place, Problem, Text, UsageError
from tongbao.files.digest import sha256_of
from tongbao.files.lock import locked
from tongbao.pipeline.seal import CACHE
from tongbao.pipeline.tree import MANIFEST
from tongbao.progress import SILENT, Progress
from tongbao.serve.worker import FORMATS, Graphs

_NAME = "served-"
_TIMES = 20
"""How often a build is opened anew that was replaced meanwhile."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The statements that are served, the version of the dataset, which entity tags name, and how its files looked."""

    graphs: Graphs
    version: str
    look: str = ""
    """What `look_at` said just before they were read."""
    copy: ExitStack | None = None
    """What removes the copy."""

    def close(self) -> None:
        """Remove the copy."""
        if self.copy:
            self.copy.close()


def open_file(file: Path) -> Opened:
    """Return a file of RDF as it is to be served."""
    if file.suffix not in FORMATS:
        what = Text(
            f"{file.suffix or file.name!r} is not a format that is served.",
            f"不提供 {file.suffix or file.name!r} 格式。",
        )
        listed = sorted(FORMATS)
        cure = Text(f"Give a build, or a file that ends in {', '.join(listed)}.", f"请给出构建结果，或扩展名为 {'、'.join(listed)} 的文件。")  # fmt: skip
        raise UsageError(Problem("unknown-format", what, cure, Place(file)))
    look = look_at(file)  # before it is read: what changes meanwhile is seen as another
    return Opened(Graphs((str(file.resolve()),), ""), sha256_of(file), look)


def open_build(out: Path, progress: Progress = SILENT) -> Opened:
    """Return a copy of a build's graph; its files are linked where the system can, which takes no space.

    Raises OutputError when there is no build, when its files were changed, or when builds replace each other too fast.
    """
    for _ in range(_TIMES):
        version = version_of(out)
        try:
            opened = _open_build(out, progress)
        except (OSError, OutputError):
            if version == version_of(out):
                raise
            continue
        if version == version_of(out):  # else a part of it may be of the next build
            return replace(opened, version=version, look=version)
        opened.close()
    raise OutputError(Problem("build-changes", *_CHANGES, Place(out)))


def _open_build(out: Path, progress: Progress) -> Opened:
    store = open_store(out, progress)
    with ExitStack() as copy:
        folder = _beside(out, copy)
        if isinstance(store, DiskStore):
            assert store.folder
            _copy(store.folder, folder / "database")
            return Opened(Graphs((), str(folder / "database")), "", copy=copy.pop_all())
        shutil.copyfile(out / "graph.nq", folder / "graph.nq")
        return Opened(Graphs((str(folder / "graph.nq"),), ""), "", copy=copy.pop_all())


def version_of(out: Path) -> str:
    """Return the version of a build: the digest of its list of parts."""
    try:
        return hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def look_at(what: Path) -> str:
    """Return a word that changes with what is served: a build, or a file; empty where there is nothing whole to read."""
    try:
        known = what.stat()
    except OSError:
        return ""
    return f"{known.st_ino}-{known.st_size}-{known.st_mtime_ns}" if what.is_file() else version_of(what)


def _beside(out: Path, copy: ExitStack) -> Path:
    """Make a folder for the copy, beside the build where that is allowed; what a killed server left there goes."""
    for parent in (out / CACHE, Path(tempfile.gettempdir())):
        with suppress(OSError):
            _remove_left(parent)
            return copy.enter_context(_fresh(parent))
    raise OutputError(_NO_FOLDER)


@contextmanager
def _fresh(parent: Path) -> Iterator[Path]:
    """Make a folder that goes in the end; it has a lock before it is there, by which others see that it is in use.

    The number of a process would not do: in containers that share a build, several have the same.
    """
    folder = parent / f"{_NAME}{token_hex(8)}"
    lock = folder.with_name(f".{folder.name}")
    with ExitStack() as end:
        end.callback(_unlink, lock)
        end.enter_context(locked(lock, 0, _NO_FOLDER))
        folder.mkdir(0o700)
        end.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _remove_left(parent: Path) -> None:
    """Remove the folders of servers that are no more: the system has released their locks."""
    for lock in parent.glob(f".{_NAME}*"):
        with suppress(OSError, OutputError):
            with locked(lock, 0, _NO_FOLDER):
                shutil.rmtree(parent / lock.name.removeprefix("."), ignore_errors=True)
            _unlink(lock)


def _unlink(lock: Path) -> None:
    with suppress(OSError):
        lock.unlink()


def _copy(database: Path, to: Path) -> None:
    to.mkdir()
    for file in database.iterdir():
        if file.suffix == ".sst":  # never changed once written
            try:
                os.link(file, to / file.name)
                continue
            except OSError:
                pass
        shutil.copyfile(file, to / file.name)


_CHANGES = (
    Text("The build was replaced each time it was opened.", "每次打开时构建结果都在更换。"),
    Text("Wait for the other program that builds.", "请等待正在构建的其他程序结束。"),
)
_NO_FOLDER = Problem(
    "no-temporary-folder",
    Text("No folder for temporary files can be made.", "无法创建临时文件夹。"),
    Text("Set TMPDIR to a folder that can be written.", "请将 TMPDIR 设为可写的文件夹。"),
)
