"""Read the parts of a build for a store, one graph at a time; keep what was loaded, so that later changes can be found."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.pipeline.seal import check_sealed, distrust

INDEX = "parts.sha256"
AUTHORITY = "parts/authority.nq"
VOCABULARY = "parts/vocabulary.nq"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ENTRY = re.compile(rf"({_DIGEST.pattern})  (parts/\S.*\.nq)")
_NOTICE = "parts/notice/"
_CACHE = ".cache"
_LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one build: the folder, the dataset's base IRI, and each part's path with its SHA-256."""

    folder: Path
    base: str
    digests: dict[str, str]

    @property
    def graphs(self) -> str:
        """Return what the IRI of every graph starts with."""
        return f"{self.base}graph/"

    @property
    def derived(self) -> str:
        """Return the IRI of the graph that many parts share."""
        return f"{self.graphs}derived"

    def own_graphs(self, part: str) -> list[str]:
        """Return the IRIs of the graphs that only this part holds; for the vocabularies they are read from the part."""
        if part == AUTHORITY:
            return [f"{self.graphs}authority"]
        if part == VOCABULARY:
            return sorted({_graph_of(line) for line in self._read(part)})
        if part.startswith(_NOTICE):
            return [f"{self.graphs}notice/{part.removeprefix(_NOTICE).removesuffix('.nq')}"]
        return []

    def shares(self, part: str) -> bool:
        """Return whether a part may hold lines of the shared graph."""
        return part not in (AUTHORITY, VOCABULARY)

    def size(self, part: str) -> int:
        """Return the size of a part in bytes; 0 where it cannot be read: reading it will report the error."""
        try:
            return (self.folder / part).stat().st_size
        except OSError:
            return 0

    def triples(self, part: str, graph: str) -> Iterator[str]:
        """Yield the lines of one graph in a part as N-Triples; raise OutputError where the part does not match its digest.

        The digest is compared at the end, so nothing counts as sent before the last line.
        """
        graphs = {*self.own_graphs(part), self.derived} if part != VOCABULARY else None
        return _triples(self._checked(part, graphs), graph)

    def _checked(self, part: str, graphs: set[str] | None) -> Iterator[str]:
        """Yield the lines of a part; raise OutputError at a line of a graph that does not belong to this part."""
        for number, line in enumerate(self._read(part), 1):
            if graphs and _graph_of(line) not in graphs:
                raise OutputError(Problem("part-differs", *_DIFFERS, Place(self.folder / part, number, 1)))
            yield line

    def _read(self, part: str) -> Iterator[str]:
        file, total = self.folder / part, hashlib.sha256()
        try:
            with file.open("rb") as lines:
                for line in lines:
                    total.update(line)
                    yield line.decode()
        except OSError as error:
            raise OutputError(Problem("part-unreadable", *_UNREADABLE, Place(file))) from error
        if total.hexdigest() != self.digests[part]:
            distrust(file)
            raise OutputError(Problem("part-differs", *_DIFFERS, Place(file)))

    # --- what was loaded, by digest -----------------------------------------------------------------

    def keep(self, part: str) -> None:
        """Keep a part under its digest, where the output can be written; it is a link, and takes almost no space."""
        folder = self.folder / _CACHE / _LOADED
        kept = folder / self.digests[part]
        if not (self.folder / _CACHE).is_dir() or kept.exists():
            return
        with suppress(OSError):  # without it, the whole shared graph is sent: slower, but just as correct
            folder.mkdir(exist_ok=True)
            new = kept.with_suffix(".new")
            new.unlink(missing_ok=True)
            try:
                os.link((self.folder / part).resolve(), new)
            except OSError:
                shutil.copyfile(self.folder / part, new)
            new.replace(kept)

    def kept(self, digest: str) -> Path | None:
        """Return the file of the part with this digest, or None where it was not kept, or was changed since."""
        if not is_digest(digest):  # it comes from a server, which may send a path instead
            return None
        file = self.folder / _CACHE / _LOADED / digest
        try:
            with file.open("rb") as lines:
                return file if hashlib.file_digest(lines, "sha256").hexdigest() == digest else None
        except OSError:
            return None

    def forget_others(self) -> None:
        """Remove what was kept of parts that no longer exist."""
        with suppress(OSError):
            for file in (self.folder / _CACHE / _LOADED).iterdir():
                if file.name not in self.digests.values():
                    file.unlink()


def is_digest(text: str) -> bool:
    """Return whether a text is a SHA-256 in hexadecimal."""
    return _DIGEST.fullmatch(text) is not None


def read_parts(out: Path) -> Parts:
    """Read the list of parts of a build; raise OutputError where there is none, or it is broken."""
    file = out / INDEX
    try:
        check_sealed(file)
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(Problem("parts-unreadable", *_NO_PARTS, Place(file))) from error
    digests: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        entry = _ENTRY.fullmatch(line)
        if entry is None or ".." in PurePosixPath(entry[2]).parts:
            raise OutputError(Problem("parts-broken", *_BROKEN, Place(file, number, 1)))
        digests[entry[2]] = entry[1]
    if AUTHORITY not in digests:
        raise OutputError(Problem("parts-broken", *_BROKEN, Place(file)))
    return Parts(out, _base(out / AUTHORITY), digests)


def _base(authority: Path) -> str:
    """Return the dataset's base IRI, taken from the name of a graph that every dataset has."""
    try:
        with authority.open(encoding="utf-8") as lines:
            graph = _graph_of(next(lines, ""))
    except OSError as error:
        raise OutputError(Problem("part-unreadable", *_UNREADABLE, Place(authority))) from error
    base, found, _ = graph.rpartition("graph/authority")
    if not found:
        raise OutputError(Problem("part-differs", *_DIFFERS, Place(authority, 1, 1)))
    return base


def _graph_of(line: str) -> str:
    """Return the IRI of the graph of an N-Quads line, as the builder writes it: ``… <graph> .``."""
    return line[line.rfind("<") + 1 : line.rfind(">")]


def triples_in(file: Path, graph: str) -> list[str]:
    """Return the lines of one graph in a part that was kept, as N-Triples."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        return list(_triples(lines, graph))


def _triples(lines: Iterable[str], graph: str) -> Iterator[str]:
    end = f" <{graph}> .\n"
    return (f"{line.removesuffix(end)} .\n" for line in lines if line.endswith(end))


def changes(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the lines to remove and the lines to add, so that old becomes new."""
    before, after = set(old), set(new)
    return sorted(before - after), sorted(after - before)


_NO_PARTS = (
    Text("There is no list of parts here.", "此处没有分片清单。"),
    Text("Build first: `tongbao build`.", "请先构建：`tongbao build`。"),
)
_BROKEN = (
    Text("This is not a list of parts as a build writes it.", "该文件不是构建写出的分片清单。"),
    Text("Build again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)
_UNREADABLE = (
    Text("This part cannot be read.", "无法读取此分片。"),
    Text("If a build has just finished, load again; else build again.", "若刚完成构建，请重新载入；否则请重新构建。"),
)
_DIFFERS = (
    Text("This part does not match the list of parts.", "此分片与清单不符。"),
    Text("If a build has just finished, load again; else build again.", "若刚完成构建，请重新载入；否则请重新构建。"),
)
