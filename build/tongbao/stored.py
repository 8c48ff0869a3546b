"""Where questions about a build are answered: small graphs in memory, others in a store on disk.

The store is made once, from all parts of the build. After the next build it takes over what is other: with each store
lie the parts that it was filled from, as links, so that the statements to remove and to add can be told. Both happen in a folder
that gets its name when all is done: one that was stopped halfway is never asked.
"""

import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from tongbao.errors import OutputError, Text
from tongbao.export import PATIENCE, WAITING, check, no_build, scratch
from tongbao.progress import Progress
from tongbao.store import DiskStore, MemoryStore, Store
from tongbao.write import MANIFEST, held_output, read_manifest

SMALL = 16_000_000
"""Up to so many bytes, ``graph.nq`` is read into memory for each question: that takes less than opening a store."""
SLOWER = 0.1
"""Where a larger share of the parts has changed, a store is made anew: statements are stored much faster in bulk."""
DATABASE, PARTS = "database", "parts"


def open_store(out: Path, progress: Progress) -> Store:
    """Return where questions about a build are answered.

    Raises OutputError when there is no build, or somebody has changed it.
    """
    graph = out / "graph.nq"
    if any(out.glob("build-*/build.json")):
        raise OutputError(no_build(out))
    if not (out / MANIFEST).exists() or (graph.exists() and graph.stat().st_size <= SMALL):
        return MemoryStore(graph)
    name = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()[:16]
    folder = out / ".cache" / "stores" / name
    if not (folder / DATABASE).is_dir():
        _make(out, folder, progress)
    return DiskStore(folder / DATABASE)


def _make(out: Path, folder: Path, progress: Progress) -> None:
    progress.step(WAITING)
    with held_output(out, wait=PATIENCE):
        if (folder / DATABASE).is_dir():  # whoever held the output has made it
            return
        folder.parent.mkdir(exist_ok=True)
        with scratch(folder.with_name("new")) as new:
            if not _take_over(new, folder.parent, out, progress):
                _fill(new, out, progress)
            shutil.rmtree(folder, ignore_errors=True)
            new.rename(folder)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


# --- anew ---------------------------------------------------------------------------------------


def _fill(new: Path, out: Path, progress: Progress) -> None:
    """Store all parts, and have the engine order them, which makes joins several times faster."""
    parts = read_manifest(out / MANIFEST)
    progress.step(Text("Storing the graph (once)", "正在存入数据库（仅此一次）"), len(parts))
    shutil.rmtree(new / DATABASE, ignore_errors=True)
    try:
        store = ox.Store(str(new / DATABASE))
        stream = io.BufferedReader(_Chain([out / path for path in parts], progress.done), 1 << 20)
        store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS)
        progress.step(Text("Optimising it", "正在优化数据库"))
        store.optimize()
        store.flush()
    except (SyntaxError, OSError):
        check(out)  # tells which part is at fault, if one is
        raise
    _keep(new, out, parts)


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
    before = next((store for store in stores.iterdir() if store != new and (store / PARTS / MANIFEST).is_file()), None)
    if before is None:
        return False
    was, now = read_manifest(before / PARTS / MANIFEST), read_manifest(out / MANIFEST)
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
    _keep(new, out, now)
    return True


def _differences(
    before: Path, out: Path, was: Mapping[str, str], now: Mapping[str, str], changed: Sequence[str]
) -> tuple[list[str], list[str]] | None:
    """Return the lines that are gone and those that are new; None where a part is not what its digest says.

    Every statement stands in one part, so that what a part no longer says is said by none, but for parts that have changed too.
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
