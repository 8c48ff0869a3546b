"""Write statements as sorted N-Quads parts, and merge parts into one graph."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from tongbao.terms import Statement


def quad_lines(statements: Iterable[Statement], graph: str) -> list[str]:
    """Return the statements of one graph as N-Quads lines, sorted by code point, each once."""
    return sorted({f"{s} {p} {o} {graph} .\n" for s, p, o in statements})


def write_part(file: Path, lines: Iterable[str]) -> None:
    """Write one part; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def merged(parts: Iterable[Path]) -> Iterator[str]:
    """Yield the lines of sorted parts as one sorted run, each line once."""
    with ExitStack() as stack:
        runs = [stack.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        yield from map(itemgetter(0), groupby(heapq.merge(*runs)))
