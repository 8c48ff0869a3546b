"""Write one file whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from tongbao.errors import OutputError, Place, Problem, Text, system_reason


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside its place and put it there in one step; raise OutputError where that fails."""
    name = ""
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name[:50]}-", delete=False) as new:
            name = new.name
            new.write(content)
        Path(name).chmod(0o666 & ~_umask())  # temporary files are for their owner alone
        Path(name).replace(file)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        reason = system_reason(error)
        what = Text(f"The file cannot be written: {reason.en}.", f"无法写入文件：{reason.zh}。")
        cure = Text("Give another with --out, or mend the permissions.", "请用 --out 另选文件，或修正权限。")
        raise OutputError(Problem("file-unwritable", what, cure, Place(file))) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
