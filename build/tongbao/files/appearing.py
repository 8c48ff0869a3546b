"""Make a folder that appears complete, by one rename."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.lock import locked

MARK = "made-by-tongbao"
"""A file of this name marks a folder as made by this program."""


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``folder``. It takes that place at the end, or is removed if anything goes wrong.

    Remains of a killed run are removed first. Raise OutputError if another run is working there, or if the folder was not
    made by this program.
    """
    folder = folder.resolve()
    making = folder.with_name(f".{folder.name}.new")
    mark = making / MARK
    making.mkdir(parents=True, exist_ok=True)
    if not mark.exists() and any(making.iterdir()):
        raise OutputError(Problem("foreign-output", *_FOREIGN, Place(making)))
    mark.touch()
    with locked(mark, 0, Problem("output-busy", *_BUSY, Place(making))):
        _empty(making)
        try:
            yield making
        except BaseException:
            _empty(making)
            mark.unlink()
            making.rmdir()
            raise
    if folder.is_dir():
        folder.rmdir()
    making.rename(folder)
    (folder / MARK).unlink()


def _empty(making: Path) -> None:
    """Remove everything except the mark, which must show the folder's origin as long as anything else is in it."""
    for entry in making.iterdir():
        if entry.name != MARK:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()


_FOREIGN = (
    Text(
        "The folder must first be made here, but this folder has other content.",
        "文件夹须先在此生成，而此处已有其他内容。",
    ),
    Text("Remove that content, or choose another folder with --out.", "请将其移走，或用 --out 另选文件夹。"),
)
_BUSY = (
    Text("Another command is making the same folder.", "另一个命令正在生成同一文件夹。"),
    Text("Wait until it ends, or choose another folder with --out.", "请等待其完成，或用 --out 另选文件夹。"),
)
