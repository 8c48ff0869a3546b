"""Where questions about a build are answered: small graphs in memory, others in a store on disk.

The store is made once, from all parts of the build. After the next build it takes over what is other: with each store
lie the parts that it was filled from, as links, so that the statements to remove and to add are known. Both happen in a folder
that gets its name when all is done: one that was stopped halfway is never asked.
"""

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from tongbao.ask.store import Answer, DiskStore, MemoryStore, Rows, Store
from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.pipeline.export import PATIENCE, WAITING, check, no_build, scratch
from tongbao.pipeline.output import held_output
from tongbao.pipeline.seal import CACHE, SEAL, Entry, Seal, check_sealed, distrust
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.progress import Progress

SMALL = 16_000_000
"""Up to so many bytes, ``graph.nq`` is read into memory for each question: that takes less than opening a store."""
SLOWER = 0.1
"""Where a larger share of the parts has changed, a store is rebuilt: statements are stored much faster in bulk."""
DATABASE, PARTS = "database", "parts"


def open_store(out: Path, progress: Progress) -> Store:
    """Return where questions about a build are answered.

    Raises OutputError when there is no build, or somebody has changed it.
    """
    graph = out / "graph.nq"
    if any(out.glob("build-*/build.json")):
        raise OutputError(no_build(out))
    if not (out / MANIFEST).exists() or (graph.exists() and graph.stat().st_size <= SMALL):
        if graph.exists():
            check_sealed(graph)
        return MemoryStore(graph)
    name = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()[:16]
    folder = out / CACHE / "stores" / name
    if not _is_sound(folder):
        try:
            _make(out, folder, progress)
        except OutputError as error:
            if getattr(error.__cause__, "errno", None) not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            return _BesideStore(out, progress)
    return _KeptStore(folder / DATABASE)


class _KeptStore(DiskStore):
    """A store that was made before: the engine finds in the midst of a question that its files were changed."""

    def select(self, query: str) -> Rows:
        with self._told():
            return super().select(query)

    def construct(self, query: str) -> list[ox.Triple]:
        with self._told():
            return super().construct(query)

    def ask(self, query: str) -> bool:
        with self._told():
            return super().ask(query)

    def answer_user(self, query: str, file: Path) -> Answer:
        with self._told():
            return super().answer_user(query, file)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            assert self.folder
            distrust(self.folder / "CURRENT")
            raise OutputError(Problem("store-broken", *_BROKEN, Place(self.folder.parent))) from error


class _BesideStore(_KeptStore):
    """A store for one run, where nothing may be kept beside the build."""

    def __init__(self, out: Path, progress: Progress) -> None:
        self._kept = TemporaryDirectory(prefix="tongbao-", ignore_cleanup_errors=True)
        _fill(Path(self._kept.name), out, progress)
        super().__init__(Path(self._kept.name, DATABASE))


_BROKEN = (
    Text("The files of this store were changed.", "此存储的文件被改动。"),
    Text(
        "Ask again: it is made again. If that does not help, delete it.",
        "请重新提问，存储会重新生成；如仍不行，请将其删除。",
    ),
)


# --- whether it is as it was made -----------------------------------------------------------------------


READ = 100_000_000
"""Up to so many bytes of a store are read to see whether they are as they were written; of others the engine reads, and tells."""


def _is_sound(folder: Path) -> bool:
    """Tell whether a store was made to its end, and nobody has changed its files since."""
    seal = Seal.read(folder / SEAL)
    try:
        if seal is None or not seal.fits(files := _files(folder / DATABASE)):
            return False
        return sum(entry.size for entry in seal.entries) > READ or all(map(seal.holds, files))
    except OSError:
        return False


def _files(database: Path) -> list[Path]:
    """Return the files of a store that matter; the engine may write to others even when it only reads."""
    return [file for file in sorted(database.iterdir()) if not file.name.startswith("LO")]  # LOCK, LOG, LOG.old


def _make(out: Path, folder: Path, progress: Progress) -> None:
    progress.step(WAITING)
    with held_output(out, wait=PATIENCE):
        if _is_sound(folder):  # whoever held the output has made it
            return
        folder.parent.mkdir(exist_ok=True)
        with scratch(folder.with_name("new")) as new:
            if not _take_over(new, folder.parent, out, progress):
                _fill(new, out, progress)
            _keep(new, out, read_manifest(out / MANIFEST))
            Seal("", tuple(map(Entry.of, _files(new / DATABASE)))).write(new / SEAL)
            shutil.rmtree(folder, ignore_errors=True)
            new.rename(folder)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


# --- from nothing ---------------------------------------------------------------------------------


def _fill(new: Path, out: Path, progress: Progress) -> None:
    """Store all parts, and have the engine order them, which makes joins several times faster."""
    check(out)
    parts = read_manifest(out / MANIFEST)
    progress.step(Text("Storing the graph (once)", "正在存入数据库（仅此一次）"), len(parts))
    shutil.rmtree(new / DATABASE, ignore_errors=True)
    store = ox.Store(str(new / DATABASE))
    stream = io.BufferedReader(_Chain([out / path for path in parts], progress.done), 1 << 20)
    store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS)
    progress.step(Text("Optimising it", "正在优化数据库"))
    store.optimize()
    store.flush()


class _Chain(io.RawIOBase):
    """Reads files one after the other, as if they were one."""

    def __init__(self, files: Sequence[Path], done: Callable[[], None]) -> None:
        super().__init__()
        self._streams = self._opened(files, done)
        self._stream = next(self._streams, None)

    @staticmethod
    def _opened(files: Sequence[Path], done: Callable[[], None]) -> Iterator[io.FileIO]:
        for file in files:
            with io.FileIO(file) as stream:
                yield stream
            done()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        while self._stream is not None:
            if count := self._stream.readinto(buffer):
                return count
            self._stream = next(self._streams, None)
        return 0


# --- from the store of the build before ---------------------------------------------------------------


def _take_over(new: Path, stores: Path, out: Path, progress: Progress) -> bool:
    """Make the store of a former build that of this one; tell whether that could be done."""
    before = next((store for store in stores.iterdir() if store != new and _is_sound(store)), None)
    if before is None:
        return False
    try:
        was, now = read_manifest(before / PARTS / MANIFEST), read_manifest(out / MANIFEST)
    except (OSError, OutputError):  # no parts were kept, or somebody has changed their list
        return False
    changed = sorted(path for path in was.keys() | now.keys() if was.get(path) != now.get(path))
    if len(changed) > max(1, SLOWER * len(now)):
        return False
    lines = _differences(before, out, was, now, changed)
    if lines is None:
        return False
    progress.step(Text("Storing what has changed", "正在存入有变化的部分"))
    for name in (DATABASE, PARTS):
        (before / name).rename(new / name)
    removed, added = (list(ox.parse("".join(some).encode(), format=ox.RdfFormat.N_QUADS)) for some in lines)
    store = ox.Store(str(new / DATABASE))
    for quad in removed:
        store.remove(quad)
    store.extend(added)
    store.flush()
    return True


def _differences(
    before: Path, out: Path, was: Mapping[str, str], now: Mapping[str, str], changed: Sequence[str]
) -> tuple[list[str], list[str]] | None:
    """Return the lines that are gone and those that are new; None where a part is not what its digest says.

    Every statement stands in one part, so that what a part no longer says is said by none, except by parts that have changed too.
    """
    gone: set[str] = set()
    new: set[str] = set()
    for path in changed:
        for lines, file, digest in (
            (gone, before / PARTS / was.get(path, ""), was.get(path)),
            (new, out / path, now.get(path)),
        ):
            if digest is not None:
                content = _read(file, digest)
                if content is None:
                    return None
                lines.update(f"{line}\n" for line in content.split("\n") if line)  # literals may hold U+2028
    return sorted(gone - new), sorted(new - gone)


def _read(file: Path, digest: str) -> str | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content.decode() if hashlib.sha256(content).hexdigest() == digest else None


def _keep(new: Path, out: Path, parts: Mapping[str, str]) -> None:
    """Keep the parts that a store holds, under their digests; links cost no room. Where there are no links, none is kept."""
    kept = new / PARTS
    kept.mkdir(exist_ok=True)
    with suppress(OSError):
        for path, digest in parts.items():
            if not (kept / digest).exists():
                os.link((out / path).resolve(), kept / digest)
        digests = {*parts.values(), MANIFEST}
        for file in list(kept.iterdir()):
            if file.name not in digests:
                file.unlink()
        shutil.copyfile(out / MANIFEST, kept / MANIFEST)
