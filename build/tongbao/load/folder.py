"""List the files of a dataset's notices, with signatures that show cheaply whether one has changed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import Place, Problem, Text


class Signature(NamedTuple):
    """A file's size in bytes, and the times of the last change of its content and of its status, in nanoseconds."""

    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Signature":
        """Return the signature of a file from its status."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(slots=True)
class Year:
    """One folder below ``notices/``: the signatures of its notices by id, in order, and of its other files by name."""

    folder: str
    notices: dict[str, Signature] = field(default_factory=dict)
    others: dict[str, Signature] = field(default_factory=dict)

    def file(self, notice: str) -> str:
        """Return the path of a notice as text, which is faster than a Path: there may be many."""
        return f"{self.folder}{os.sep}{notice}.yaml"


def scan(data: Path, problems: list[Problem]) -> Iterator[Year]:
    """Yield the folders of ``notices/<year>/<id>.yaml`` in order.

    Add a problem for each file that would be ignored silently, and for each id used in two years.
    """
    seen: dict[str, Year] = {}
    if not (data / "notices").is_dir():
        problems.append(_no_notices(data / "notices"))
    for folder in _folders(data / "notices", problems):
        year = _scan_year(folder, problems)
        for notice in year.notices:
            first = seen.setdefault(notice, year)
            if first is not year:
                problems.append(_same_id(Path(year.file(notice)), Path(first.file(notice))))
        yield year


def notice_files(data: Path) -> list[Path]:
    """List the notices of a dataset, ``notices/<year>/<id>.yaml``, in order."""
    return [Path(year.file(notice)) for year in scan(data, []) for notice in year.notices]


def _folders(notices: Path, problems: list[Problem]) -> list[Path]:
    folders = []
    for entry in _entries(notices, problems):
        if _is_folder(entry):
            folders.append(Path(entry.path))
        elif _is_yaml(entry.name):
            problems.append(_stray(Path(entry.path)))
    return sorted(folders)


def _scan_year(folder: Path, problems: list[Problem]) -> Year:
    year = Year(str(folder))
    for entry in _entries(folder, problems):
        if entry.name.endswith(".yaml"):
            year.notices[entry.name.removesuffix(".yaml")] = _signature(entry)
        elif _is_folder(entry):
            problems.extend(map(_stray, sorted(Path(entry.path).rglob("*.y*ml"))))
        elif _is_yaml(entry.name):
            problems.append(_stray(Path(entry.path)))
        else:
            year.others[entry.name] = _signature(entry)
    return year


def _entries(folder: Path, problems: list[Problem]) -> list["os.DirEntry[str]"]:
    if not folder.is_dir():
        return []
    if os.access(folder, os.R_OK | os.X_OK):
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        problems += [_not_utf8(Path(entry.path)) for entry in found if not _is_utf8(entry.name)]
        return [entry for entry in found if _is_utf8(entry.name)]
    what = Text("This folder cannot be read.", "无法读取此文件夹。")
    cure = Text("Correct its permissions.", "请更正其权限。")
    problems.append(Problem("file-unreadable", what, cure, Place(folder)))
    return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_yaml(name: str) -> bool:
    stem, dot, ending = name.rpartition(".")
    return bool(stem and dot) and ending.startswith("y") and ending.endswith("ml") and len(ending) > 2


def _signature(entry: "os.DirEntry[str]") -> Signature:
    try:
        return Signature.of(entry.stat())
    except OSError:  # a broken link; reading it will report the problem
        return Signature(0, 0, 0)


def _stray(file: Path) -> Problem:
    what = Text("This file would not be read.", "此文件不会被读取。")
    cure = Text("Notices belong in notices/<year>/<id>.yaml.", "公文应存为 notices/<年份>/<标识>.yaml。")
    return Problem("stray-file", what, cure, Place(file))


def _not_utf8(file: Path) -> Problem:
    what = Text("The name of this file is not UTF-8.", "文件名不是 UTF-8 编码。")
    cure = Text(
        "Rename it; archives made on Windows often hold names in GBK.",
        "请改名；Windows 上生成的压缩包多用 GBK 文件名。",
    )
    return Problem("file-name", what, cure, Place(file))


def _no_notices(folder: Path) -> Problem:
    what = Text("The dataset has no folder `notices`.", "数据集中没有 `notices` 文件夹。")
    cure = Text("Create it, or restore its name; it may be empty.", "请新建该文件夹或恢复其名称；文件夹可以为空。")
    return Problem("no-notices", what, cure, Place(folder))


def _same_id(file: Path, first: Path) -> Problem:
    what = Text(f"{first} has the same id.", f"标识与 {first} 相同。")
    return Problem("duplicate-id", what, Text("Rename one of them.", "请为其中之一改名。"), Place(file))
