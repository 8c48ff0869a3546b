"""Read a dataset: its YAML and source texts become facts, or one list of everything that is wrong."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.load.authority import Authority, plain, read_authority
from tongbao.load.decode import decode
from tongbao.load.facts import NoticeFacts
from tongbao.load.notice import read_notice
from tongbao.load.reader import read_yaml
from tongbao.model import Dataset

__all__ = ["Authority", "Loaded", "NoticeFacts", "load", "notice_files", "plain", "read_authority", "read_notice"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset in memory: what it says of itself, its units and places, and its notices in order of id."""

    dataset: Dataset
    authority: Authority
    notices: tuple[NoticeFacts, ...]


def load(data: Path) -> Loaded:
    """Read a whole dataset; raise DataError with every problem of every file."""
    if not data.is_dir():
        raise DataError(_no_folder(data))
    document = read_yaml(data / "dataset.yaml", data)
    dataset = decode(document, Dataset)
    authority, problems = read_authority(data)
    files = notice_files(data)
    ids = {file.stem for file in files}
    read = [read_notice(file, data, authority, ids) for file in files]
    problems = [*document.problems, *problems, *_layout(data, files)]
    problems.extend(problem for _, found in read for problem in found)
    if problems or dataset is None:
        raise DataError(*problems)
    notices = sorted((facts for facts, _ in read if facts), key=lambda facts: facts.record.id)
    return Loaded(dataset, authority, tuple(notices))


def notice_files(data: Path) -> list[Path]:
    """List the notices of a dataset, ``notices/<year>/<id>.yaml``, in order."""
    return sorted((data / "notices").glob("*/*.yaml"))


def _no_folder(data: Path) -> Problem:
    return Problem(
        "no-data",
        Text("There is no such data folder.", "没有这个数据文件夹。"),
        Text(
            "Give one with --data, or start one with `tongbao init DIR`.",
            "请用 --data 指定，或用 `tongbao init DIR` 新建。",
        ),
        Place(data),
    )


def _layout(data: Path, files: list[Path]) -> Iterator[Problem]:
    """Find notices that would be passed over in silence, and ids used in two years."""
    for folder in [data / "notices", *sorted((data / "notices").glob("*"))]:
        if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
            what = Text("This folder cannot be read.", "无法读取此文件夹。")
            yield Problem("file-unreadable", what, Text("Mend its permissions.", "请修正其权限。"), Place(folder))
    for file in sorted((data / "notices").rglob("*.y*ml")):
        if file not in files:
            what = Text("This file would not be read.", "此文件不会被读取。")
            cure = Text("A notice is notices/<year>/<id>.yaml.", "通报应放在 notices/<年份>/<标识>.yaml。")
            yield Problem("stray-file", what, cure, Place(file))
    first: dict[str, Path] = {}
    for file in files:
        if file.stem in first:
            what = Text(f"{first[file.stem]} has the same id.", f"{first[file.stem]} 的标识与此相同。")
            yield Problem("duplicate-id", what, Text("Rename one of them.", "请为其中之一改名。"), Place(file))
        first.setdefault(file.stem, file)
