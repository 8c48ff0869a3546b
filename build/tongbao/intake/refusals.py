"""What ``tongbao init``, ``new`` and ``draft`` refuse, before a file is written."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tongbao import model
from tongbao.errors import OutputError, Place, Problem, Text, UsageError, system_reason
from tongbao.load import Authority

LONGEST_ID = 80


def check_id(name: str) -> None:
    """Raise UsageError where a name cannot be the id of a notice, and so the name of its files."""
    if not re.search(model.ID_FORM, name) or len(name) > LONGEST_ID:
        what = Text(f"{name[:60]!r} cannot be the id of a notice.", f"{name[:60]!r} 不能作为公文的标识。")
        cure = Text(
            "Give an id with --id: a-z, 0-9 and hyphens, such as xiamen-2023-64.",
            "请用 --id 指定：小写字母、数字、连字符，如 xiamen-2023-64。",
        )
        raise UsageError(Problem("bad-id", what, cure))


def checked_year(year: int | None, source: Path | None = None) -> int:
    """Return the year of a notice; raise UsageError where it is not known or cannot be."""
    if year is None or not 1900 <= year <= 2199:
        what = Text("The year of the notice is not known.", "无法确定公文的年份。")
        cure = Text("Give it with --year.", "请用 --year 指定。")
        raise UsageError(Problem("no-year", what, cure, Place(source) if source else None))
    return year


def check_place(place: str, authority: Authority, data: Path) -> None:
    """Raise UsageError where a dataset has no such place."""
    if place not in authority.places:
        what = Text(f"There is no place {place[:80]!r}.", f"没有名为 {place[:80]!r} 的地区。")
        cure = Text("Add it to places.yaml, or use an existing place.", "请将其加入 places.yaml，或改用已有的地区。")
        raise UsageError(Problem("unknown-place", what, cure, Place(data / "places.yaml")))


def check_free(file: Path, beside: Mapping[Path, bytes]) -> None:
    """Raise UsageError where a file is there already, or one ``beside`` it with other content.

    A run that was stopped may have left those beside it; writing the same again loses nothing.
    """
    taken = (
        [file] if file.exists() else [one for one, new in beside.items() if one.exists() and one.read_bytes() != new]
    )
    if taken:
        raise UsageError(exists(taken[0]))


def exists(path: Path) -> Problem:
    """Return the problem of a file or a folder that would be written over."""
    what = Text("This already exists; nothing was changed.", "已经存在，未作任何改动。")
    cure = Text("Choose another name, or remove it first.", "请另取名称，或先将其移走。")
    return Problem("exists", what, cure, Place(path))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says against writing into OutputError."""
    try:
        yield
    except OSError as error:
        reason = system_reason(error)
        what = Text(f"It cannot be written: {reason.en}.", f"无法写入：{reason.zh}。")
        cure = Text("Free some space or correct the permissions.", "请释放空间或更正权限。")
        raise OutputError(Problem("output-unwritable", what, cure, Place(path))) from error
