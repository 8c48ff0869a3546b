"""Change an output folder all at once: a kill at any moment leaves the old files or the new ones, whole.

A build is written to ``.cache/builds/<name>/`` and shown by one atomic rename of the symbolic link
``.cache/current``; the files at the top are links through it. Where links are not permitted (Windows
without developer mode) files are replaced one by one, each atomically.
"""

import errno
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tongbao.errors import OutputError, Place, Problem, Text, system_reason

CACHE = ".cache"
MARK = "made-by-tongbao"
BUILT = "built"
"""An empty file in the cache, as old as the data that the output was made from: the start of the last good build."""


class Output:
    """An output folder that is ours, and that no other build can write to for now."""

    def __init__(self, out: Path) -> None:
        self.out, self.cache = out, out / CACHE

    @property
    def folder(self) -> Path:
        """Return the folder that holds the files themselves: the output's, or where links are used, that of the build."""
        current = self.cache / "current"
        return self.cache / current.readlink() if current.is_symlink() else self.out

    @property
    def name(self) -> str:
        """Return the name of the build that the output shows; an empty string where it shows none."""
        seal = self.cache / "seal"
        return seal.read_text("utf-8").partition("\n")[0] if seal.exists() else ""

    def mark_built(self, start: int) -> None:
        """Note that the output is what the data were at a time, in nanoseconds."""
        marker = self.cache / BUILT
        marker.touch()
        os.utime(marker, ns=(start, start))

    def add(self, file: Path) -> None:
        """Show one more file beside the parts of the build, taking it from where it is."""
        name = self.name
        file.replace(self.folder / file.name)
        if self.folder != self.out:
            _link(self.out, file.name, Path(CACHE, "current", file.name))
        self.seal(name)

    def shows(self, name: str) -> bool:
        """Tell whether the output shows the build of this name, and nobody has changed the files beside its parts."""
        seal = self.cache / "seal"
        return seal.exists() and seal.read_text("utf-8") == self._seal(name)

    def seal(self, name: str) -> None:
        """Remember what the output shows, so that a change of it is seen."""
        (self.cache / "seal").write_text(self._seal(name), encoding="utf-8", newline="\n")

    def _seal(self, name: str) -> str:
        """Describe the files beside the parts, in lines: the name of the build, then name, size and time of each."""
        files = (entry for entry in sorted(self.folder.iterdir()) if entry.is_file())
        stats = ((file.name, file.stat()) for file in files)
        return "\n".join([name, *(f"{file} {status.st_size} {status.st_mtime_ns}" for file, status in stats)])

    @contextmanager
    def staged(self, name: str = "") -> Iterator[Path]:
        """Give an empty folder to write to; when the block ends well, it becomes what the output shows.

        A name is given where it is known to tell the content; otherwise all is read again to make one.
        """
        builds = self.cache / "builds"
        builds.mkdir(exist_ok=True)
        _sweep(self.out)
        staging = builds / "new"  # the lock keeps others out, and the sweep has removed what was there
        staging.mkdir()
        try:
            yield staging
            _show(self.out, staging, name or _digest(staging), trusted=bool(name))
            self.seal(name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        _sweep(self.out)


def built_at(out: Path) -> int:
    """Return the time of the data that an output was made from, in nanoseconds; 0 where nothing tells it."""
    marker = out / CACHE / BUILT
    return marker.stat().st_mtime_ns if marker.exists() else 0


@contextmanager
def held_output(out: Path, *, wait: float = 0.0) -> Iterator[Output]:
    """Hold an output folder; where another command does, wait for it so many seconds.

    Raises OutputError when ``out`` is not ours, cannot be written, or is still held by another command.
    """
    try:
        _claim(out)
        with _lock(out, wait):
            yield Output(out)
    except OSError as error:
        raise OutputError(_unwritable(out, error)) from error


@contextmanager
def new_output(out: Path) -> Iterator[Path]:
    """Give an empty folder to write to; when the block ends well, it becomes the content of ``out``."""
    with held_output(out) as output, output.staged() as staging:
        yield staging


def _claim(out: Path) -> None:
    """Make the folder ours, or refuse one that holds what is not, or leads elsewhere."""
    cache = out / CACHE
    if os.path.lexists(out) and not out.is_dir():
        what = Text("The output is not a folder.", "输出位置不是文件夹。")
        raise OutputError(Problem("output-not-folder", what, _ANOTHER, Place(out)))
    if cache.is_symlink() or (cache / "builds").is_symlink():
        what = Text("The output folder's cache leads elsewhere.", "输出文件夹的缓存指向别处。")
        raise OutputError(Problem("foreign-output", what, _ANOTHER, Place(cache)))
    if out.is_dir() and not (cache / MARK).exists() and _holds_anything(out):
        what = Text(
            "The output folder is not empty and was not made by tongbao.", "输出文件夹非空，且不是由 tongbao 生成的。"
        )
        raise OutputError(Problem("foreign-output", what, _ANOTHER, Place(out)))
    cache.mkdir(parents=True, exist_ok=True)
    (out / CACHE / MARK).touch()


def _holds_anything(out: Path) -> bool:
    """Tell whether a folder holds more than the empty cache that a first build leaves when it is killed at once."""
    return any(entry.name != CACHE for entry in out.iterdir()) or any((out / CACHE).glob("*"))


_ANOTHER = Text("Give another folder with --out, or empty this one.", "请用 --out 另选文件夹，或先清空此处。")


@contextmanager
def _lock(out: Path, wait: float) -> Iterator[None]:
    end = time.monotonic() + wait
    with (out / CACHE / "lock").open("a+b") as handle:
        while True:
            try:
                _acquire(handle)
                break
            except OSError as error:
                if time.monotonic() >= end:
                    raise OutputError(Problem("output-busy", *_BUSY, Place(out))) from error
                time.sleep(0.1)
        yield  # the system releases the lock when the file is closed, or the process is killed


_BUSY = (
    Text(
        "Another build, export or first question is at work in this folder.",
        "另一个构建、导出或首次提问正在使用此文件夹。",
    ),
    Text("Wait for it, or give another folder with --out.", "请等待其完成，或用 --out 另选文件夹。"),
)


if sys.platform == "win32":
    import msvcrt

    def _acquire(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _acquire(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _show(out: Path, staging: Path, name: str, *, trusted: bool) -> None:
    """Make the staged files the content of the folder."""
    build = staging.with_name(name)
    if build.exists() and (trusted or _digest(build) != name):  # somebody has changed the files of the build before
        build = build.with_name(f"{name}-anew")
    if not build.exists():
        staging.rename(build)
    names = [entry.name for entry in build.iterdir()]
    try:
        # First the links at the top, through what is current; then what is current, in one step.
        for entry in names:
            _link(out, entry, Path(CACHE, "current", entry))
        _link(out, f"{CACHE}/current", Path("builds", build.name))
    except NotImplementedError:
        _replace_each(out, build, names)
    for other in out.iterdir():
        if other.name not in {CACHE, *names} and other.is_symlink():
            other.unlink()


def _link(out: Path, name: str, target: Path) -> None:
    at, new = out / name, out / CACHE / "link"
    if at.is_symlink() and at.readlink() == target:
        return
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(target)
    except OSError as error:
        if sys.platform != "win32" and error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        raise NotImplementedError("no symbolic links here") from error
    if at.is_dir() and not at.is_symlink():  # left by a build that could not link; a link cannot replace a folder
        at.rename(out / CACHE / "builds" / f"old-{name}")
    new.replace(at)


def _replace_each(out: Path, build: Path, names: list[str]) -> None:
    for name in names:
        new, at = build / name, out / name
        if new.is_dir():
            old = out / CACHE / "builds" / f"old-{name}"
            if at.exists():
                at.rename(old)
            new.rename(at)
        else:
            new.replace(at)
    (out / CACHE / "current").unlink(missing_ok=True)


def _sweep(out: Path) -> None:
    """Remove what earlier builds, finished or killed, have left behind."""
    current = out / CACHE / "current"
    keep = current.readlink().name if current.is_symlink() else ""
    for build in (out / CACHE / "builds").iterdir():
        if build.is_symlink():
            build.unlink()
        elif build.name != keep:
            shutil.rmtree(build, ignore_errors=True)


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        with file.open("rb") as handle:
            total.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.file_digest(handle, "sha256").digest())
    return total.hexdigest()[:16]


def _unwritable(out: Path, error: OSError) -> Problem:
    reason = system_reason(error)
    return Problem(
        "output-unwritable",
        Text(f"The output cannot be written: {reason.en}.", f"无法写入输出：{reason.zh}。"),
        Text(
            "Free some space or mend the permissions; the output of before is untouched.",
            "请释放空间或修正权限；原有输出未受影响。",
        ),
        Place(Path(error.filename) if isinstance(error.filename, str) else out),
    )
