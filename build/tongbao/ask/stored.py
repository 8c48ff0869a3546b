"""Where questions about a build are answered: small graphs in memory, others in a store on disk.

The store is made once, from all parts of the build. After the next build, only the differences are applied to it. Each store
keeps links to the parts that it was filled from, so that the statements to remove and to add are known. Both happen in a folder
that gets its final name when everything is done, so that a store that was stopped halfway is never used.
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
"""Up to this size in bytes, ``graph.nq`` is read into memory for each question: that takes less time than opening a store."""
SLOWER = 0.1
"""The share of changed parts above which a store is rebuilt: statements are stored much faster in bulk."""
DATABASE, PARTS = "database", "parts"


def open_store(out: Path, progress: Progress) -> Store:
    """Return the store in which questions about a build are answered.

    Raises OutputError when there is no build, or when its files were changed.
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
    """A store that was made before: while it answers, the engine may find that its files were changed."""

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
    """A store for one run, for when nothing can be written beside the build."""

    def __init__(self, out: Path, progress: Progress) -> None:
        self._kept = TemporaryDirectory(prefix="tongbao-", ignore_cleanup_errors=True)
        _fill(Path(self._kept.name), out, progress)
        super().__init__(Path(self._kept.name, DATABASE))


_BROKEN = (
    Text("The files of this store were changed.", "此存储的文件已被改动。"),
    Text(
        "Ask again: the store is then rebuilt. If that does not help, delete it.",
        "请重新查询，存储会自动重建；如仍不行，请将其删除。",
    ),
)


# --- whether a store is unchanged -----------------------------------------------------------------------


READ = 100_000_000
"""Up to this size in bytes, a store's files are read to check that they are unchanged; in larger stores, the engine finds changes."""


def _is_sound(folder: Path) -> bool:
    """Return whether a store was completed, and its files have not changed since."""
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
        if _is_sound(folder):  # another process made it while we waited
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
    """Store all parts, and have the engine compact them, which makes joins several times faster."""
    check(out)
    parts = read_manifest(out / MANIFEST)
    progress.step(Text("Storing the graph (only once)", "正在存入数据库（仅需一次）"), len(parts))
    shutil.rmtree(new / DATABASE, ignore_errors=True)
    store = ox.Store(str(new / DATABASE))
    for batch in _batches([out / path for path in parts]):
        stream = io.BufferedReader(_Chain(batch, progress.done), 1 << 20)
        store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS)
    progress.step(Text("Optimising the store", "正在优化数据库"))
    store.optimize()
    store.flush()


BATCH = 32_000_000
"""About so many bytes are loaded at once: the engine holds what it loads, which for 300 MB would take 1.5 GB of memory."""


def _batches(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield files in runs of a size that memory holds."""
    batch, size = list[Path](), 0
    for file in files:
        batch.append(file)
        size += file.stat().st_size
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    yield batch


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


# --- from the store of the previous build -------------------------------------------------------------


def _take_over(new: Path, stores: Path, out: Path, progress: Progress) -> bool:
    """Turn the store of an earlier build into the store of this one; return whether that was possible."""
    before = next((store for store in stores.iterdir() if store != new and _is_sound(store)), None)
    if before is None:
        return False
    try:
        was, now = read_manifest(before / PARTS / MANIFEST), read_manifest(out / MANIFEST)
    except (OSError, OutputError):  # no parts were kept, or their list was changed
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
    """Return the lines that are gone and the lines that are new; None where a part does not match its digest.

    Every statement is in one part only: a statement that a part has lost is gone, unless another changed part now has it.
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
    """Keep links, which take no space, to the parts that a store holds, named by their digests; where links are impossible, keep none."""
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
