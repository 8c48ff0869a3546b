"""Write statements as sorted N-Quads parts, and merge parts into one graph."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import compress, groupby, islice
from operator import itemgetter, ne
from pathlib import Path
from tempfile import TemporaryDirectory

from tongbao.rdf.literals import Statement

MAX_OPEN = 200
"""How many parts are read at once: systems let a process open 256 files or more."""
RUN = 100_000
"""How many statements are sorted in memory at once: some 50 megabytes."""


def quad_lines(statements: Iterable[Statement], graph: str) -> list[str]:
    """Return the statements of one graph as N-Quads lines, sorted by code point, each once."""
    return with_graph(bare_lines(statements), graph)


def bare_lines(statements: Iterable[Statement]) -> list[str]:
    """Return statements as lines without graph and end, sorted by code point, each once.

    They keep this order with any end that begins with a space: no term continues another with a smaller character.
    """
    # Statements come in long sorted runs, which are quick to sort; a set would mix them.
    lines = sorted([f"{s} {p} {o}" for s, p, o in statements])
    unlike_the_one_before = map(ne, lines, ["", *lines])
    return list(compress(lines, unlike_the_one_before))


def with_graph(lines: Iterable[str], graph: str) -> list[str]:
    """Return bare lines as N-Quads of a graph."""
    end = f" {graph} .\n"
    return [line + end for line in lines]


def write_part(file: Path, lines: Iterable[str]) -> None:
    """Write one part; create its folder if necessary."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def write_sorted(file: Path, statements: Iterable[Statement], graph: str) -> None:
    """Write any number of statements of one graph as a part, in constant memory."""
    remaining = iter(statements)
    with TemporaryDirectory() as folder:
        runs: list[Path] = []
        while some := list(islice(remaining, RUN)):
            runs.append(Path(folder, f"{len(runs)}.nq"))
            write_part(runs[-1], quad_lines(some, graph))
        write_part(file, merged(runs))


def merged(parts: Iterable[Path]) -> Iterator[str]:
    """Yield the lines of sorted parts in order, each line once, in constant memory."""
    parts = list(parts)
    if len(parts) <= MAX_OPEN:
        yield from _merged(parts)
        return
    with TemporaryDirectory() as folder:
        runs = []
        for start in range(0, len(parts), MAX_OPEN):
            runs.append(Path(folder, f"{start}.nq"))
            write_part(runs[-1], _merged(parts[start : start + MAX_OPEN]))
        yield from merged(runs)


def _merged(parts: Sequence[Path]) -> Iterator[str]:
    with ExitStack() as stack:
        files = [stack.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        yield from map(itemgetter(0), groupby(heapq.merge(*files)))
