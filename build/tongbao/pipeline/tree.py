"""Lay out the parts of a graph as files, and list them with their digests."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.pipeline.seal import distrust

MANIFEST = "parts.sha256"
"""The list of all parts, one ``<sha256>  parts/<name>.nq`` on each line, as ``sha256sum --check`` reads it."""


def manifest(parts: Iterable[tuple[str, str]]) -> str:
    """Return the text of the list of parts; ``parts`` are names with digests, in any order."""
    return "".join(f"{sha256}  parts/{name}.nq\n" for name, sha256 in sorted(parts))


def read_manifest(file: Path) -> dict[str, str]:
    """Return the digest of each part by its path, ``parts/authority.nq``; raise OutputError where the file is not such a list."""
    parts = {}
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
        sha256, _, path = line.partition("  ")
        if len(sha256) != 64 or not path.startswith("parts/") or ".." in path.split("/"):
            distrust(file)
            raise OutputError(Problem("parts-broken", *_BROKEN, Place(file, number, 1)))
        parts[path] = sha256
    return parts


_BROKEN = (
    Text("This is not a list of parts as a build writes it.", "该文件不是构建写出的分片清单。"),
    Text("Build again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)


def lay_out(folder: Path, parts: Iterable[tuple[str, str]]) -> None:
    """Put parts, given as names with files, into a folder: as links, or as copies where links fail."""
    made: set[str] = set()
    for name, file in parts:
        target = f"{folder}/parts/{name}.nq"
        parent = os.path.dirname(target)  # noqa: PTH120 - making a path object for each of many files takes long
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            made.add(parent)
        _link(file, target)


def _link(file: str, target: str) -> None:
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def is_laid_out(folder: Path, parts: Iterable[tuple[str, str]]) -> bool:
    """Return whether a folder still holds exactly the parts that were put there."""
    try:
        expected = {f"{name}.nq": os.stat(file).st_ino for name, file in parts}  # noqa: PTH116 - as above
        return _inodes(f"{folder}/parts") == expected
    except OSError:
        return False


def _inodes(folder: str, below: str = "") -> dict[str, int]:
    found: dict[str, int] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found |= _inodes(entry.path, f"{below}{entry.name}/")
            else:
                found[f"{below}{entry.name}"] = entry.stat(follow_symlinks=False).st_ino
    return found
