"""Make a folder that appears whole, by one rename."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.lock import locked

MARK = "made-by-tongbao"
"""A file of this name says that a folder is ours."""


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside the one asked for, which takes its place in the end, and is gone if anything goes wrong.

    What a run that was killed has left there is removed first. Raises OutputError where another run is at work there,
    or it is somebody's own.
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
    """Remove all but the mark: as long as anything else is there, it says whose it is."""
    for entry in making.iterdir():
        if entry.name != MARK:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()


_FOREIGN = (
    Text("The folder would be made here first, and here is another's.", "文件夹须先在此生成，而此处已有他人的内容。"),
    Text("Remove it, or give another with --out.", "请将其移走，或用 --out 另选文件夹。"),
)
_BUSY = (
    Text("Another run is making the same folder.", "另一个命令正在生成同一文件夹。"),
    Text("Wait for it, or give another with --out.", "请等待其完成，或用 --out 另选文件夹。"),
)
