"""The folder of a site: every file is written as a whole, only if it has changed, and removed when nothing makes it any more."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text, system_reason
from tongbao.files.digest import sha256_of

HIDDEN = ".tongbao"
"""Where the folder keeps the record of what was made; hosts do not serve it."""


def claim(out: Path) -> Path:
    """Make the folder ours, or refuse one that holds other files; return the folder for the record of what was made."""
    hidden = out / HIDDEN
    try:
        if out.exists() and not hidden.exists() and (not out.is_dir() or any(out.iterdir())):
            raise OutputError(Problem("foreign-output", *_FOREIGN, Place(out)))
        hidden.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unwritable(out, error)) from error
    return hidden


def unwritable(out: Path, error: OSError) -> Problem:
    """Return the problem of a site that cannot be written, with the system's reason."""
    reason = system_reason(error)
    what = Text(f"The site cannot be written: {reason.en}.", f"无法写入网站：{reason.zh}。")
    cure = Text(
        "Correct this and run the command again: what was made is kept.", "请排除问题后重新运行：已生成的内容会保留。"
    )
    name = error.filename2 or error.filename  # for a renaming, the new name
    return Problem("output-unwritable", what, cure, Place(Path(name) if isinstance(name, str) else out))


_FOREIGN = (
    Text(
        "This folder is not empty, and was not made by `tongbao publish`.",
        "此文件夹非空，且不是由 `tongbao publish` 生成的。",
    ),
    Text("Give another folder with --out, or empty this one.", "请用 --out 另选文件夹，或先清空此处。"),
)


def put(out: Path, files: Mapping[str, bytes]) -> dict[str, bool]:
    """Write files, given by their paths below the folder; return whether each has changed."""
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
    """Put a file of the build into the folder, as a link where that is possible; return whether it has changed."""
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
    """Note that the folder is being written; where that was noted already, remove files that a killed run left incomplete."""
    marker = out / HIDDEN / "at-work"
    if marker.exists():
        for file in out.rglob(".*.new"):
            file.unlink()
    marker.touch()
    yield
    marker.unlink()


def untouched(out: Path) -> set[str]:
    """Return the files of a site that were not written to since it was finished."""
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
    """Note that the site is complete."""
    (out / HIDDEN / "finished").touch()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Yield a temporary path to write a file to; the file is then put in its place in one step, or removed if the block fails."""
    _make_folder(file.parent)
    new = file.with_name(f".{os.getpid()}.new")
    try:
        yield new
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents; a file where a folder must be is replaced, as files of a site are."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)  # another process may make it at the same time
    except (FileExistsError, NotADirectoryError):
        for one in (folder, *folder.parents):
            if one.is_dir():
                break
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):  # so may it here
                one.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def remove(out: Path, names: Iterable[str]) -> int:
    """Remove files, and the folders that become empty; return how many files there were."""
    count = 0
    for name in names:
        file = out / name
        if not file.is_dir():  # a folder with its name is not ours
            count += file.exists()
            with suppress(FileNotFoundError, NotADirectoryError):  # a file has replaced its folder: it is gone
                file.unlink()
        for folder in file.parents:
            if folder == out:
                break
            try:
                folder.rmdir()
            except (
                FileNotFoundError,
                NotADirectoryError,
            ):  # a killed run has removed it, or a file has replaced it
                continue
            except OSError:  # it is not empty
                break
    return count
