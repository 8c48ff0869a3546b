"""What is made of a build's parts when it is asked for: the whole graph in one file, and a store on disk."""

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.progress import Progress
from tongbao.store import DiskStore, MemoryStore, Store
from tongbao.write import FORMATS, MANIFEST, held_output, read_manifest, write_format

SMALL = 16_000_000
"""Up to so many bytes, ``graph.nq`` is read into memory for each question: that takes less than opening a store."""


def export(out: Path, forms: Sequence[str], progress: Progress) -> list[Path]:
    """Write the whole graph of a build in some formats beside its parts; return the files.

    Raises OutputError when there is no build, or somebody has changed it.
    """
    _parts(out)
    forms = list(dict.fromkeys(forms))
    progress.step(_WAITING)
    with held_output(out, wait=PATIENCE) as output, _scratch(output.cache / "export") as scratch:
        if not output.shows(output.name):
            raise OutputError(Problem("output-changed", *_CHANGED, Place(out)))
        parts = _parts(out)
        _check(out)
        for form in FORMATS:
            if form in forms or form == "nq":  # the others are made from it
                progress.step(Text(f"Writing graph.{form}", f"正在写出 graph.{form}"))
                write_format(form, scratch, parts, _base(out))
        for form in forms:
            output.add(scratch / f"graph.{form}")
    return [out / f"graph.{form}" for form in forms]


PATIENCE = 3600.0
"""Seconds to wait for a build, or for another command that makes the same."""
_WAITING = Text("Waiting for the output folder", "正在等待输出文件夹")


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Give an empty folder for a block; what a run that was killed has left there is removed, too."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(out: Path) -> None:
    """Raise OutputError where a part is not what the list says: gone, cut short, or changed."""
    for path, sha256 in read_manifest(out / MANIFEST).items():
        try:
            with (out / path).open("rb") as part:
                found = hashlib.file_digest(part, "sha256").hexdigest()
        except OSError as error:
            raise OutputError(Problem("part-unreadable", *_CHANGED, Place(out / path))) from error
        if found != sha256:
            raise OutputError(Problem("part-differs", *_CHANGED, Place(out / path)))


def _parts(out: Path) -> list[Path]:
    if not (out / MANIFEST).exists():
        raise OutputError(Problem("no-build", *no_build(out), Place(out)))
    return [out / path for path in read_manifest(out / MANIFEST)]


def _base(out: Path) -> str:
    """Return the base IRI of a build: what stands before the name of a graph."""
    with (out / "parts" / "vocabulary.nq").open(encoding="utf-8") as lines:
        return next(lines).rpartition("<")[2].partition("graph/vocabulary/")[0]


# --- a store on disk ----------------------------------------------------------------------------


def open_store(out: Path, progress: Progress) -> Store:
    """Return where questions about a build are answered: small graphs in memory, others on disk, stored once."""
    graph = out / "graph.nq"
    if any(out.glob("build-*/build.json")):
        raise OutputError(Problem("no-build", *no_build(out), Place(out)))
    if not (out / MANIFEST).exists() or (graph.exists() and graph.stat().st_size <= SMALL):
        return MemoryStore(graph)
    name = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()[:16]
    folder = out / ".cache" / "stores" / name
    if not folder.is_dir():
        _make_store(out, folder, progress)
    return DiskStore(folder)


def _make_store(out: Path, folder: Path, progress: Progress) -> None:
    """Store all parts, and have the engine order them, which makes joins several times faster."""
    progress.step(_WAITING)
    with held_output(out, wait=PATIENCE):
        if folder.is_dir():  # whoever held the output has made it
            return
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.parent.mkdir()
        with _scratch(folder.with_name("new")) as new:
            _fill(new, out, progress)
            new.rename(folder)


def _fill(new: Path, out: Path, progress: Progress) -> None:
    parts = _parts(out)
    progress.step(Text("Storing the graph (once)", "正在存入数据库（仅此一次）"), len(parts))
    try:
        store = ox.Store(str(new))
        store.bulk_load(input=io.BufferedReader(_Chain(parts, progress.done), 1 << 20), format=ox.RdfFormat.N_QUADS)
        progress.step(Text("Optimising it", "正在优化数据库"))
        store.optimize()
        store.flush()
    except (SyntaxError, OSError):
        _check(out)  # tells which part is at fault, if one is
        raise


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


def no_build(out: Path) -> tuple[Text, Text]:
    """Say that a folder holds no build; or one of Spark's, which is read in another way."""
    if any(out.glob("build-*/build.json")):
        return (
            Text("This is the output of a build on Spark.", "这是 Spark 构建的输出。"),
            Text(
                "Load its nquads/ into a store or read its parquet/; for questions here, build without Spark elsewhere.",
                "请将其 nquads/ 载入存储或读取其 parquet/；如需在此提问，请另行以非 Spark 方式构建。",
            ),
        )
    return (
        Text("There is no build here.", "此处没有构建结果。"),
        Text("Build the graph first: `tongbao build`.", "请先构建：`tongbao build`。"),
    )


_CHANGED = (
    Text("The files of this build were changed or cut short.", "此构建的文件被改动或不完整。"),
    Text("Build it again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)
