"""Keep the lines of a part, and count its statements."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tongbao.pipeline.objects import Objects
from tongbao.pipeline.state import Part
from tongbao.rdf.iris import term

_TYPE = f" {term('rdf:type')} "


def counted(name: str, lines: Iterable[str], objects: Objects) -> Part:
    """Keep a part's sorted lines; return it with the number of statements and of nodes by class."""
    lines = list(lines)
    count, classes = _count(lines)
    return Part(name, objects.put("".join(lines).encode()), count, classes)


def counted_file(name: str, file: Path, objects: Objects) -> Part:
    """Keep a part that was written to a file on the same disk; the file is moved, and may be larger than memory."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        count, classes = _count(lines)
    return Part(name, objects.take(file), count, classes)


def _count(lines: Iterable[str]) -> tuple[int, dict[str, int]]:
    count, classes = 0, Counter[str]()
    for count, line in enumerate(lines, 1):  # noqa: B007 - the last one is the total
        if _TYPE in line:
            classes[line.split(" ", 3)[2]] += 1
    return count, dict(classes)
