"""Write one file whole or not at all, to what its name means."""

import errno
import os
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile

from tongbao.errors import OutputError, Place, Problem, Text, system_reason


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside its place and put it there in one step; raise OutputError where that fails.

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


_CURE = Text("Give another with --out, or fix the permissions.", "请用 --out 另选文件，或修正权限。")
_FOLDER = Text("This is a folder: name a file in it.", "这是文件夹：请给出其中的文件名。")


def _is_stream(file: Path) -> bool:
    """Return whether what a name means cannot be replaced: a device, a pipe, or what this process has open."""
    try:
        mode = file.stat().st_mode
    except OSError:  # there is nothing, or writing will tell
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or file.absolute().parts[1:2] in (("dev",), ("proc",))


def replace(file: Path, content: bytes) -> None:
    """Write a file in one step, a new one or one that takes the place of what was there."""
    name = ""
    try:
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o666 & ~_umask()
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name[:50]}-", delete=False) as new:
            name = new.name
            new.write(content)
        Path(name).chmod(mode)  # temporary files are for their owner alone
        Path(name).replace(file)
    except BaseException:
        if name:
            Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
