"""Write a file whole or not at all, following links."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from tongbao.errors import OutputError, Place, Problem, Text, system_reason


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside its place and move it there in one step; raise OutputError if that fails.

    A device or pipe is written to. The target of a link is replaced, and the link is kept. A file that was there
    keeps its permissions.
    """
    try:
        if _is_stream(file):
            with file.open("wb") as stream:
                stream.write(content)
        else:
            target = Path(os.path.realpath(file))
            if target.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
            replace(target, content)
    except OSError as error:
        reason = system_reason(error)
        what = Text(f"The file cannot be written: {reason.en}.", f"无法写入文件：{reason.zh}。")
        raise OutputError(Problem("file-unwritable", what, _FOLDER if file.is_dir() else _CURE, Place(file))) from error


_CURE = Text("Choose another file with --out, or correct the permissions.", "请用 --out 另选文件，或更正权限。")
_FOLDER = Text("This is a folder: give the name of a file in it.", "这是文件夹：请给出其中的文件名。")


def _is_stream(file: Path) -> bool:
    """Return whether a file cannot be replaced: a device, a pipe, or an open file of this process."""
    try:
        mode = file.stat().st_mode
    except OSError:  # there is no file, or writing will report the problem
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or file.absolute().parts[1:2] in (("dev",), ("proc",))


def replace(file: Path, content: bytes) -> None:
    """Write a new file, or replace an existing one, in one step."""
    replace_all({file: content})


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Write some files, or none of them.

    All are written beside their places first, so that a full disk changes nothing, then moved there in order; where one
    cannot be moved, those before it are put back.
    """
    new: dict[Path, Path] = {}
    done: dict[Path, bytes | None] = {}
    try:
        for file, content in contents.items():
            new[file] = _beside(file, content)
        for file, moved in new.items():
            before = file.read_bytes() if len(new) > 1 and file.exists() else None
            moved.replace(file)
            done[file] = before
    except BaseException:
        for file, before in done.items():
            _put_back(file, before)
        for left in new.values():
            left.unlink(missing_ok=True)
        raise


def _put_back(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        _beside(file, content).replace(file)


def _beside(file: Path, content: bytes) -> Path:
    """Write a file under a passing name in its folder, with the permissions of the one that it will replace."""
    name = ""
    try:
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o666 & ~_umask()
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name[:50]}-", delete=False) as new:
            name = new.name
            new.write(content)
        Path(name).chmod(mode)  # temporary files are readable only by their owner
    except BaseException:
        if name:
            Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
