"""Keep parts under the digest of their content, each written whole or not at all."""

import hashlib
import os
from collections.abc import Set
from pathlib import Path
from typing import NamedTuple


class Object(NamedTuple):
    """A part that is kept: the SHA-256 of its content, and the size and time of its file."""

    sha256: str
    size: int
    modified: int


class Objects:
    """A folder of parts by digest: ``<two digits>/<the rest>``; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def put(self, content: bytes) -> Object:
        """Keep a part, and return its digest, size and time."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self.folder is None:
            return Object(sha256, len(content), 0)
        file = self.file(sha256)
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"new-{os.getpid()}")
        try:
            new.write_bytes(content)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
        return Object(sha256, len(content), file.stat().st_mtime_ns)

    def take(self, file: Path) -> Object:
        """Keep a part that was written to a file on the same disk; the file is moved, if there is a folder."""
        with file.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        if self.folder is None:
            return Object(sha256, file.stat().st_size, 0)
        kept = self.file(sha256)
        kept.parent.mkdir(parents=True, exist_ok=True)
        file.replace(kept)
        status = kept.stat()
        return Object(sha256, status.st_size, status.st_mtime_ns)

    def path(self, sha256: str) -> str:
        """Return where a part is kept, as text: there may be too many for path objects."""
        return f"{self.folder}{os.sep}{sha256[:2]}{os.sep}{sha256[2:]}"

    def file(self, sha256: str) -> Path:
        """Return where a part is kept."""
        return Path(self.path(sha256))

    def holds(self, part: Object) -> bool:
        """Return whether a part is still there, unchanged."""
        if self.folder is None:
            return False
        try:
            status = os.stat(self.path(part.sha256))  # noqa: PTH116 - making so many path objects takes long
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (part.size, part.modified)

    def read(self, part: Object) -> bytes:
        """Return the content of a part."""
        return self.file(part.sha256).read_bytes()

    def drop(self, sha256: str) -> None:
        """Remove a part."""
        self.file(sha256).unlink(missing_ok=True)

    def sweep(self, kept: Set[str]) -> None:
        """Remove all parts except these: a killed build may have made others without recording them."""
        for file in self.folder.glob("??/*") if self.folder else ():
            if f"{file.parent.name}{file.name}" not in kept:
                file.unlink()
