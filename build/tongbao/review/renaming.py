"""Let the id of a draft follow its place, once that is answered: its files, and what it says of them, are renamed."""

import re
from collections.abc import Iterator
from pathlib import Path

from tongbao.errors import Problem, Text, UsageError
from tongbao.files.whole import replace_all
from tongbao.intake.places import places_file
from tongbao.intake.refusals import check_id, writing
from tongbao.load.folder import notice_files
from tongbao.review.edited import Edited
from tongbao.review.log import log_file
from tongbao.review.session import Seen, Session


def fitting(notice: str, seen: Seen) -> str | None:
    """Return the id that a notice would have by its place; None where its id begins with no other place.

    A draft is named after the place that is proposed: cn-2024-18, when the dataset does not have its own.
    """
    known = [place for place in seen.authority.places if notice.startswith(f"{place}-")]
    before = max(known, key=len, default="")
    if not before or seen.place not in seen.authority.places or before == seen.place:
        return None
    return f"{seen.place}{notice.removeprefix(before)}"


def rename(session: Session) -> str:
    """Give a draft the id that fits its place; return it. The files are all renamed, or none of them.

    Raises UsageError where another notice has that id, or one speaks of this by the old.
    """
    with session.lock:
        seen = session.seen()
        name = fitting(session.file.stem, seen) if seen else None
        if seen is None or name is None:
            raise UsageError(_NOTHING)
        check_id(name)
        old, new = session.file, session.file.with_name(f"{name}.yaml")
        beside = dict(_beside(old, new, seen.notice))
        _check(session, [new, *beside.values()])
        contents = {target: file.read_bytes() for file, target in beside.items()}
        contents[new] = _named_anew(seen.notice, name, beside).text.encode()
        with writing(new):
            replace_all(contents)
        for file in (old, *beside):
            file.unlink(missing_ok=True)
        session.moved(new)
        return name


def _beside(old: Path, new: Path, notice: Edited) -> Iterator[tuple[Path, Path]]:
    """Yield the files of a notice, each with what it is to be called; those that are named after others stay."""
    text, own = old.with_suffix(".txt"), new.with_suffix(".txt")
    original = notice.value(("source", "original", "file"))
    named = [(text, own), (places_file(text), places_file(own)), (log_file(old), log_file(new))]
    if isinstance(original, str) and original.startswith(f"{old.stem}-"):
        named.append((old.with_name(original), new.with_name(new.stem + original.removeprefix(old.stem))))
    yield from ((file, target) for file, target in named if file.is_file())


def _named_anew(notice: Edited, name: str, beside: dict[Path, Path]) -> Edited:
    names = {file.name: target.name for file, target in beside.items()}
    notice = notice.put(("id",), name)
    for path in (("source", "file"), ("source", "original", "file")):
        if (value := notice.value(path)) in names:
            notice = notice.put(path, names[value])
    return notice


def _check(session: Session, targets: list[Path]) -> None:
    """Raise UsageError where a file would be overwritten, or another notice names this one."""
    files = notice_files(session.data)
    if any(target.exists() for target in targets) or any(file.stem == targets[0].stem for file in files):
        raise UsageError(_taken(targets[0].stem))
    own = session.file.stem
    said = re.compile(rf"(?<![a-z0-9-]){re.escape(own)}(?![a-z0-9-])")
    others = (file for file in files if file != session.file)
    if named := next((file for file in others if said.search(file.read_text("utf-8", "replace"))), None):
        raise UsageError(_named(own, named.name))


def _taken(name: str) -> Problem:
    return Problem(
        "answer",
        Text(f"There is a notice or a file {name} already.", f"已有公文或文件 {name}。"),
        Text("It may be the same notice, drafted twice.", "可能是同一公文起草了两次，请核对。"),
    )


def _named(name: str, file: str) -> Problem:
    return Problem(
        "answer",
        Text(f"{file} speaks of {name}.", f"{file} 中引用了 {name}。"),
        Text("Correct the id there first.", "请先更正该处的标识。"),
    )


_NOTHING = Problem(
    "answer",
    Text("The id fits the place already.", "标识已与地区相符。"),
    Text("Load the page again.", "请重新载入本页。"),
)
