"""The folder of a site: every file is written whole, only if it differs from before, and removed when nobody makes it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text, system_reason
from tongbao.files.digest import sha256_of

HIDDEN = ".tongbao"
"""Where the folder remembers what was made; hosts do not show it."""


def claim(out: Path) -> Path:
    """Make the folder ours, or refuse one that holds what is not; return where it remembers what was made."""
    hidden = out / HIDDEN
    try:
        if out.exists() and not hidden.exists() and (not out.is_dir() or any(out.iterdir())):
            raise OutputError(Problem("foreign-output", *_FOREIGN, Place(out)))
        hidden.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unwritable(out, error)) from error
    return hidden


def unwritable(out: Path, error: OSError) -> Problem:
    """Say why the site cannot be written."""
    reason = system_reason(error)
    what = Text(f"The site cannot be written: {reason.en}.", f"无法写入网站：{reason.zh}。")
    cure = Text("Put that right and run again: what was made is kept.", "请排除问题后重新运行：已生成的内容会保留。")
    name = error.filename2 or error.filename  # of a renaming, what it was to become
    return Problem("output-unwritable", what, cure, Place(Path(name) if isinstance(name, str) else out))


_FOREIGN = (
    Text(
        "This is no empty folder, and was not made by `tongbao publish`.",
        "此处不是空文件夹，且不是由 `tongbao publish` 生成的。",
    ),
    Text("Give another with --out, or empty this one.", "请用 --out 另选文件夹，或先清空此处。"),
)


def put(out: Path, files: Mapping[str, bytes]) -> dict[str, bool]:
    """Write files, given by their paths below the folder; tell which differ from before."""
    changed = {}
    for name, content in files.items():
        file = out / name
        changed[name] = not _holds(file, content)
        if changed[name]:
            with _beside(file) as new:
                new.write_bytes(content)
    return changed


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def link(out: Path, name: str, source: Path) -> bool:
    """Put a file of the build into the folder, linked where that is possible; tell whether it differs from before."""
    file = out / name
    if file.exists() and (file.samefile(source) or sha256_of(file) == sha256_of(source)):
        return False
    with _beside(file) as new:
        new.unlink(missing_ok=True)
        try:
            os.link(os.path.realpath(source), new)
        except OSError:
            new.write_bytes(source.read_bytes())
    return True


@contextmanager
def at_work(out: Path) -> Iterator[None]:
    """Note that the folder is being written; where that was noted before, remove what a killed run left half written."""
    marker = out / HIDDEN / "at-work"
    if marker.exists():
        for file in out.rglob(".*.new"):
            file.unlink()
    marker.touch()
    yield
    marker.unlink()


def untouched(out: Path) -> set[str]:
    """Return the files of a site that nobody has written since it was finished."""
    marker = out / HIDDEN / "finished"
    if not marker.exists():
        return set()
    since, found, folders = marker.stat().st_mtime_ns, set[str](), [""]
    while folders:
        below = folders.pop()
        with os.scandir(out / below) as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{name}/")
                elif entry.stat(follow_symlinks=False).st_mtime_ns <= since:
                    found.add(name)
    return found


def finish(out: Path) -> None:
    """Note that the site is as it should be."""
    (out / HIDDEN / "finished").touch()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Give a place to write a file at; it is put where it belongs in one step, or removed where the block fails."""
    _make_folder(file.parent)
    new = file.with_name(f".{os.getpid()}.new")
    try:
        yield new
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    """Make a folder and those it is in; what stands in the place of one and is none gives way, as files of a site do."""
    for one in (folder, *folder.parents):
        if one.is_dir():
            break
        if os.path.lexists(one):
            one.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def remove(out: Path, names: Iterable[str]) -> int:
    """Remove files, and the folders that become empty by it; return how many there were."""
    count = 0
    for name in names:
        file = out / name
        if not file.is_dir():  # a folder in its place is not ours
            count += file.exists()
            with suppress(FileNotFoundError, NotADirectoryError):  # a file in the place of its folder: it is gone
                file.unlink()
        for folder in file.parents:
            if folder == out:
                break
            try:
                folder.rmdir()
            except (
                FileNotFoundError,
                NotADirectoryError,
            ):  # a run that was killed has removed it, or a file replaced it
                continue
            except OSError:  # it holds something
                break
    return count
