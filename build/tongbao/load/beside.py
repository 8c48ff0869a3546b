"""Read the files beside a notice: its source text, the original that this was read from, and where its words stand there."""

import os
from dataclasses import dataclass
from pathlib import Path

from tongbao import limits, model
from tongbao.errors import DataError, Problem, Text, system_reason
from tongbao.files.digest import sha256_of
from tongbao.files.text import read_text
from tongbao.load.corrected import following
from tongbao.load.notes import Notes
from tongbao.load.positions import Places, places_file, read_places
from tongbao.load.reader import Path_, is_inside
from tongbao.load.source import SourceText


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a notice."""

    source: SourceText
    places: Places | None = None
    """Where the words of the source text stand in the original; None where that is not known."""


def read_beside(notes: Notes, record: model.SourceFile, data: Path) -> Beside | None:
    """Return what stands beside a notice, and note what is wrong with it; None where the source text cannot be read."""
    source = _read_source(notes, record, data)
    if record.original is None:
        return Beside(source) if source else None
    _check_original(notes, record.original, data)
    return Beside(source, _read_places(notes, record, source)) if source else None


def names_beside(record: model.SourceFile) -> list[str]:
    """Return the names of the files beside a notice that its facts are made from."""
    names = [record.file]
    return [*names, record.original.file, places_file(Path(record.file)).name] if record.original else names


def _read_source(notes: Notes, record: model.SourceFile, data: Path) -> SourceText | None:
    path = ("source", "file")
    file = _inside(notes, record.file, data, path, _BESIDE)
    if file and not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises where a name is too long
        notes.note("source-missing", _none(record.file), _BESIDE, path)
        file = None
    if file is None:
        return None
    text, problems = read_text(file)
    if problems:
        notes.problems.extend(problems)
        return None
    source = SourceText.of(text)
    if source.sha256 != record.sha256:
        what = Text("The source text has changed: its SHA-256 differs.", "原文文本已变动：校验和不符。")
        cure = Text(
            f"Restore the text, or check it and write {source.sha256}.", f"请恢复原文，或核对后改为 {source.sha256}。"
        )
        notes.note("checksum", what, cure, ("source", "sha256"))
    return source


def _inside(notes: Notes, name: str, data: Path, path: Path_, cure: Text) -> Path | None:
    """Return the path of a file beside a notice; note where it leads out of the data."""
    file = notes.document.file.parent / name
    if is_inside(file, data):
        return file
    what = Text(f"{name[:80]!r} leaves the data folder.", f"{name[:80]!r} 超出数据文件夹。")
    notes.note("path-outside", what, cure, path)
    return None


def _none(name: str) -> Text:
    return Text(f"There is no file {name[:80]!r} here.", f"此处没有文件 {name[:80]!r}。")


def _check_original(notes: Notes, record: model.OriginalFile, data: Path) -> None:
    """Note where an original is not the file that the text was read from."""
    path = ("source", "original", "file")
    file = _inside(notes, record.file, data, path, _PUT_BACK)
    if file is None:
        return
    if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises where a name is too long
        notes.note("original-missing", _none(record.file), _PUT_BACK, path)
        return
    try:
        if file.stat().st_size > limits.ORIGINAL_BYTES:
            most = limits.size(limits.ORIGINAL_BYTES)
            what = Text(f"The original has more than {most}.", f"原件超过 {most}。")
            notes.note("file-too-large", what, _PUT_BACK, path)
            return
        found = sha256_of(file)
    except OSError as error:
        reason = system_reason(error)
        what = Text(f"The original cannot be read: {reason.en}.", f"无法读取原件：{reason.zh}。")
        notes.note("file-unreadable", what, _PUT_BACK, path)
        return
    if found != record.sha256:
        notes.note("original-changed", _CHANGED, _RESTORE, ("source", "original", "sha256"))


def _read_places(notes: Notes, record: model.SourceFile, source: SourceText) -> Places | None:
    """Return the places of the words of a text; None where there is no file of them, or it is of another text."""
    file = places_file(notes.document.file.parent / record.file)
    if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises where a name is too long
        return None
    try:
        places = read_places(file)
    except DataError as error:
        notes.problems.extend(error.problems)
        return None
    if places.text != source.sha256 and (corrected := following(places, source.text)):
        return corrected
    if places.text != source.sha256:
        notes.problems.append(Problem("places-of-another", _OF_ANOTHER, _DELETE, notes.document.place(("source",))))
        return None
    return places


_BESIDE = Text("Put the source text beside this file.", "请将原文文本放在本文件旁边。")
_PUT_BACK = Text(
    "Put the file that the office published beside this one; where there is none, delete `original`.",
    "请将机关发布的原件放在本文件旁边；没有原件的，删去 `original`。",
)
_CHANGED = Text(
    "The original is not the file that the source text was read from: its SHA-256 differs.",
    "原件已不是生成原文文本时的文件：校验和不符。",
)
_RESTORE = Text(
    "Restore the file; where the office has published another, draft that file again: what was entered is kept.",
    "请恢复该文件；机关已另行发布的，请由新文件重新生成草稿，已录入的内容会保留。",
)
_OF_ANOTHER = Text(
    "The file that says where the words stand in the original belongs to another text.",
    "原件位置文件属于另一份文本。",
)
_DELETE = Text(
    "Where the text was mended by hand, delete that file: the pages are then not shown.",
    "原文文本经人工改动的，请删去该位置文件；届时不再显示页码。",
)
