"""Change an output folder in one step: a kill at any moment leaves either the old files or the new ones, complete.

A build is written to ``.cache/builds/<name>/`` and shown by one atomic rename of the symbolic link
``.cache/current``; the files at the top are links through it. Where links are not permitted (Windows
without developer mode) files are replaced one by one, each atomically.
"""

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text, system_reason
from tongbao.files.appearing import MARK
from tongbao.files.lock import locked
from tongbao.pipeline.seal import CACHE, SEAL, Entry, Seal
from tongbao.pipeline.tree import MANIFEST
from tongbao.rdf.formats import FORMATS

LOCK = "lock"
BUILT = "built"
"""An empty file in the cache whose time is that of the data behind the output: the start of the last good build."""


class Output:
    """An output folder that is ours, and that no other build can write to while we hold it."""

    def __init__(self, out: Path) -> None:
        self.out, self.cache = out, out / CACHE

    @property
    def folder(self) -> Path:
        """Return the folder that holds the files themselves: the output folder or, where links are used, the build's."""
        current = self.cache / "current"
        return self.cache / current.readlink() if current.is_symlink() else self.out

    def mark_built(self, start: int) -> None:
        """Record the time, in nanoseconds, of the data that the output was made from."""
        marker = self.cache / BUILT
        marker.touch()
        os.utime(marker, ns=(start, start))

    def add(self, file: Path) -> None:
        """Move a file into the build and show it beside the parts."""
        seal = Seal.read(self.cache / SEAL)
        assert seal
        others = tuple(entry for entry in seal.entries if entry.name != file.name)
        added = Seal(seal.build, (*others, Entry.of(file)))
        added.write(self.cache / SEAL)
        file.replace(self.folder / file.name)
        if self.folder != self.out:
            _link(self.out, file.name, Path(CACHE, "current", file.name))

    def shows(self, name: str) -> bool:
        """Return whether the output shows the build of this name, and the files beside its parts are unchanged."""
        seal = Seal.read(self.cache / SEAL)
        return seal is not None and seal.build == name and self.folder.is_dir() and seal.fits(self._files())

    def seal(self, name: str) -> None:
        """Record what the output shows, so that changes to it are noticed."""
        Seal(name, tuple(map(Entry.of, self._files()))).write(self.cache / SEAL)

    def _files(self) -> list[Path]:
        """Return the files of the build beside its parts."""
        return [file for file in sorted(self.folder.iterdir()) if file.is_file()]

    @contextmanager
    def staged(self, name: str = "") -> Iterator[Path]:
        """Yield an empty folder to write to; when the block succeeds, the output shows it.

        ``name`` is given where it is known to identify the content; otherwise all files are read again to make one.
        """
        builds = self.cache / "builds"
        builds.mkdir(exist_ok=True)
        _sweep(self.out)
        staging = builds / "new"  # the lock keeps other processes out, and the sweep has removed an older one
        staging.mkdir()
        try:
            yield staging
            _show(self.out, staging, name or _digest(staging), trusted=bool(name))
            self.seal(name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        _sweep(self.out)


def built_at(out: Path) -> int:
    """Return the time of the data that an output was made from, in nanoseconds; 0 where it is unknown."""
    marker = out / CACHE / BUILT
    return marker.stat().st_mtime_ns if marker.exists() else 0


@contextmanager
def held_output(out: Path, *, wait: float = 0.0) -> Iterator[Output]:
    """Hold an output folder; where another command holds it, wait up to ``wait`` seconds.

    Raises OutputError when ``out`` is not ours, cannot be written, or is still held by another command.
    """
    try:
        _claim(out)
        with locked(out / CACHE / LOCK, wait, Problem("output-busy", *_BUSY, Place(out))):
            _tidy(out / CACHE)
            yield Output(out)
    except OSError as error:
        raise OutputError(_unwritable(out, error)) from error


@contextmanager
def new_output(out: Path) -> Iterator[Path]:
    """Yield an empty folder to write to; when the block succeeds, it becomes the content of ``out``."""
    with held_output(out) as output, output.staged() as staging:
        yield staging


def _claim(out: Path) -> None:
    """Make the folder ours; refuse one that holds other files, or leads elsewhere."""
    cache = out / CACHE
    if os.path.lexists(out) and not out.is_dir():
        what = Text("The output is not a folder.", "输出位置不是文件夹。")
        raise OutputError(Problem("output-not-folder", what, _ANOTHER, Place(out)))
    if cache.is_symlink() or (cache / "builds").is_symlink():
        what = Text("The output folder's cache leads elsewhere.", "输出文件夹的缓存指向别处。")
        raise OutputError(Problem("foreign-output", what, _ANOTHER, Place(cache)))
    if out.is_dir() and not _is_ours(out):
        what = Text(
            "The output folder is not empty and was not made by tongbao.", "输出文件夹非空，且不是由 tongbao 生成的。"
        )
        raise OutputError(Problem("foreign-output", what, _ANOTHER, Place(out)))
    cache.mkdir(parents=True, exist_ok=True)
    for name in (MARK, LOCK):
        _remove_unless(Path.is_file, cache / name)
        (cache / name).touch()


def _is_ours(out: Path) -> bool:
    """Return whether a folder is empty, or holds only files that a build writes, perhaps incompletely."""
    shown, kept = ({entry.name for entry in folder.glob("*")} for folder in (out, out / CACHE))
    shown.discard(CACHE)
    return MARK in kept or (kept <= KEPT.keys() and shown <= SHOWN and (not shown or MANIFEST in shown))


SHOWN = {MANIFEST, "parts", *(f"graph.{form}" for form in FORMATS)}
"""The files that a build shows."""
KEPT = {
    **dict.fromkeys(("builds", "objects", "stores", "loaded", "export"), Path.is_dir),
    **dict.fromkeys((MARK, LOCK, SEAL, BUILT, "state.sqlite", "state.sqlite-wal", "state.sqlite-shm"), Path.is_file),
    **dict.fromkeys(("state.sha256", f"{SEAL}.new"), Path.is_file),
    **dict.fromkeys(("current", "link"), Path.is_symlink),
}
"""What is kept in the cache, and the kind of each. All of it can be deleted at any time."""


def _tidy(cache: Path) -> None:
    """Remove everything in the cache that is not of the kind expected under its name.

    Where a copy followed the links, a folder has replaced a link; a link may lead anywhere.
    """
    for name, kind in KEPT.items():
        _remove_unless(kind, cache / name)
    current = cache / "current"
    if current.is_symlink() and (current.readlink().parent != Path("builds") or not current.is_dir()):
        current.unlink()


def _remove_unless(kind: Callable[[Path], bool], file: Path) -> None:
    if not os.path.lexists(file) or (kind(file) and file.is_symlink() == (kind is Path.is_symlink)):
        return
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink()


_ANOTHER = Text("Give another folder with --out, or empty this one.", "请用 --out 另选文件夹，或先清空此处。")


_BUSY = (
    Text(
        "Another build, export or first query is using this folder.",
        "另一个构建、导出或首次查询正在使用此文件夹。",
    ),
    Text("Wait for it, or give another folder with --out.", "请等待其完成，或用 --out 另选文件夹。"),
)


def _show(out: Path, staging: Path, name: str, *, trusted: bool) -> None:
    """Make the staged files the content of the folder."""
    build = staging.with_name(name)
    if build.exists() and (trusted or _digest(build) != name):  # the files of the earlier build were changed
        build = build.with_name(f"{name}-anew")
    if not build.exists():
        staging.rename(build)
    names = [entry.name for entry in build.iterdir()]
    try:
        # First the links at the top, which go through ``current``; then ``current`` itself, in one step.
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
    if (
        at.is_dir() and not at.is_symlink()
    ):  # left from where links are impossible or were followed; no link can replace a folder
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
    """Remove what earlier builds, finished or killed, left behind."""
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
            "Free some space or correct the permissions; the previous output is unchanged.",
            "请释放空间或修正权限；原有输出未受影响。",
        ),
        Place(Path(error.filename) if isinstance(error.filename, str) else out),
    )
