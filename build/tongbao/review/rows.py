"""Join two rows that a reader has taken for two measures: one that a page cuts, mostly."""

import re

from tongbao.load.reader import Path_
from tongbao.load.source import squeeze
from tongbao.review.edited import Edited

_OWN = ("id", "position", "number", "group", "title", "title-from", "lead-cell", "leads", "description")
_ID = re.compile(r"\bid: ([a-z0-9-]+)")


def joined(notice: Edited, first: Path_, second: Path_) -> Edited:
    """Return the notice with one measure for two that follow one another: the second goes on with the first, cell for cell.

    Questions stay on their lines. The measures behind it move up.
    """
    for key in ("title", "lead-cell"):
        notice = _lengthened(notice, first, second, key, "")
    notice = _lengthened(notice, first, second, "description", "\n")
    for name in list(notice.value((*second, "leads")) or []):
        count = len(notice.value((*first, "leads")) or [])
        notice = notice.put((*first, "leads", count), name)
    for path in [path for path in notice.children(second) if path[-1] not in _OWN]:
        notice = _moved(notice, first, second, str(path[-1]))
    notice = notice.without(second)
    return _renumbered(notice, second)


def _lengthened(notice: Edited, first: Path_, second: Path_, key: str, sign: str) -> Edited:
    """Write the words of both cells into the first."""
    one, more = (str(notice.value((*path, key)) or "").strip() for path in (first, second))
    if not more:
        return notice
    words = f"{one}{sign}{more}" if sign and one else squeeze(one + more)
    return notice.put((*first, key), words)


def _moved(notice: Edited, first: Path_, second: Path_, key: str) -> Edited:
    """Move the entries under a key to the end of those of the first; ids that are taken there get a letter."""
    if not notice.has((*first, key)):  # the whole key, as it stands
        start, last = notice.span((*second, key))
        lines = notice.lines[start : last + 1]
        end = max(notice.span(path)[1] for path in notice.children(first))
        return notice.inserted(end + 1, lines)
    if not isinstance(notice.value((*first, key)), list):
        return notice  # a deadline, a scope: that of the first counts
    taken = {str(each.get("id")) for each in notice.value((*first, key)) if isinstance(each, dict)}
    lines = []
    for item in notice.children((*second, key)):
        start, last = notice.span(item)
        own = notice.lines[start : last + 1]
        found = _ID.search(own[0])
        if found and found[1] in taken:
            own[0] = own[0].replace(found[0], f"id: {found[1]}-b", 1)
        lines += own
    last = max(notice.span(path)[1] for path in notice.children((*first, key)))
    return notice.inserted(last + 1, lines)


def _renumbered(notice: Edited, gone: Path_) -> Edited:
    """Count the positions of the measures behind one that is gone."""
    for path in notice.children(gone[:-1]) if notice.has(gone[:-1]) else ():
        position = notice.value((*path, "position"))
        if position is not None and int(path[-1]) >= int(gone[-1]) and str(position).isdecimal():
            notice = notice.put((*path, "position"), int(position) - 1)
    return notice
