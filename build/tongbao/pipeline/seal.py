"""Recognise the files of a build: a file that was changed since is not published, queried or loaded."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.digest import sha256_of

CACHE = ".cache"
"""The folder in an output for what is kept between runs."""
SEAL = "seal"


def distrust(file: Path) -> None:
    """Have the next build make a wrong file again: builds trust a file whose time is unchanged."""
    with suppress(OSError):  # then nobody can build here anyway
        os.utime(file)


class Entry(NamedTuple):
    """A file as it was sealed."""

    name: str
    size: int
    modified: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> "Entry":
        """Return the entry of a file; the whole file is read."""
        status = file.stat()
        return cls(file.name, status.st_size, status.st_mtime_ns, sha256_of(file))


class Seal(NamedTuple):
    """What a folder showed when it was sealed: the name of the build, and the files beside its parts."""

    build: str
    entries: tuple[Entry, ...]

    @classmethod
    def read(cls, file: Path) -> "Seal | None":
        """Read a seal; return None where there is none, or it was changed."""
        with suppress(OSError, ValueError):
            text = file.read_text("utf-8")
            body, _, sha256 = text.rpartition("\n")
            if hashlib.sha256(body.encode()).hexdigest() == sha256:
                build, *lines = body.split("\n")
                split = (line.split(" ", 3) for line in lines)
                return cls(build, tuple(Entry(name, int(size), int(time), sum_) for sum_, size, time, name in split))
        return None

    def write(self, file: Path) -> None:
        """Write the seal in one step, so that a kill leaves either this one or the previous one."""
        body = "\n".join([self.build, *(f"{e.sha256} {e.size} {e.modified} {e.name}" for e in self.entries)])
        new = file.with_name(f"{file.name}.new")
        new.write_text(f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}", encoding="utf-8", newline="\n")
        new.replace(file)

    def fits(self, files: Iterable[Path]) -> bool:
        """Return whether these are the files that were sealed, judged by name, size and time without reading them."""
        found = {(file.name, status.st_size, status.st_mtime_ns) for file in files for status in [file.stat()]}
        return found == {entry[:3] for entry in self.entries}

    def holds(self, file: Path) -> bool:
        """Return whether a file is one that was sealed; the whole file is read."""
        known = {entry.sha256 for entry in self.entries if entry.name == file.name}
        return sha256_of(file) in known


def check_sealed(file: Path) -> None:
    """Raise OutputError where a file beside the parts was changed; where there is no seal, the file is accepted as it is."""
    at = file.parent / CACHE / SEAL
    if at.exists() and not ((seal := Seal.read(at)) and seal.holds(file)):
        distrust(file)
        raise OutputError(Problem("output-changed", *CHANGED, Place(file)))


CHANGED = (
    Text("The files of this build were changed or cut short.", "此构建的文件已被改动或不完整。"),
    Text("Build it again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)
