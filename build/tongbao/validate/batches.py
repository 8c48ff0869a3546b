"""Validate notices some at a time: a batch is a few notices, the units they mention, and those units' parents.

Nothing of one notice needs another, so batches can run anywhere and in any order. What crosses notices, and
the units and places themselves, is validated once, whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from tongbao.iris import term
from tongbao.validate.engines import Engine, Finding

Part = Iterable[str]
"""The lines of one notice, N-Triples or N-Quads: its own statements, and what is derived from it alone."""

Lookup = Callable[[set[str]], Iterable[str]]
"""Takes the IRIs (``<…>``) that a batch mentions, gives the N-Triples lines of those it knows."""

BATCH = 5
"""How many notices make a batch: up to five cost the same each, fifty at once cost twice as much each."""


def check_notices(parts: Iterable[Part], lookup: Lookup, engine: Engine, size: int = BATCH) -> Iterator[Finding]:
    """Validate notices, some at a time; yield the findings of one batch after the other."""
    remaining = iter(parts)
    while batch := list(islice(remaining, size)):
        yield from check_batch(batch, lookup, engine)


def check_batch(parts: Sequence[Part], lookup: Lookup, engine: Engine) -> list[Finding]:
    """Validate a few notices with the units and places they mention, and report on the notices alone."""
    lines = [line for part in parts for line in triple_lines(part)]
    subjects = {line.partition(" ")[0] for line in lines}
    mentioned = {line[:-3].rpartition(" ")[2] for line in lines if line.endswith("> .\n")} | subjects
    found = engine("".join([*lines, *lookup(mentioned)]))
    return [finding for finding in found if f"<{finding.focus}>" in subjects]


def check_shared(lines: Iterable[str], engine: Engine) -> list[Finding]:
    """Validate what notices share, whole: units, places, and what is derived across notices."""
    return engine("".join(triple_lines(lines)))


class AuthorityIndex:
    """Looks up the statements about units and places, and about their parents and places, in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = {}
        for line in triple_lines(lines):
            self._lines.setdefault(line.partition(" ")[0], []).append(line)
        # Assertions are the larger half, and nothing mentions them.
        typed = f" {term('rdf:type')} {term('tb:Assertion')} .\n"
        for subject in [subject for subject, found in self._lines.items() if f"{subject}{typed}" in found]:
            del self._lines[subject]

    def __call__(self, mentioned: set[str]) -> Iterator[str]:
        """Yield the lines of the units and places mentioned, and of all that those lead up to."""
        seen: set[str] = set()
        pending = sorted(mentioned & self._lines.keys())
        while pending:
            subject = pending.pop()
            if subject in seen:
                continue
            seen.add(subject)
            for line in self._lines[subject]:
                yield line
                value = line[:-3].rpartition(" ")[2]
                if value in self._lines:
                    pending.append(value)


# --- lines --------------------------------------------------------------------------------------

_QUAD = re.compile(r"""^\S+\ \S+\ (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@\S+|\^\^<[^>]*>)?)\ <[^>]*>\ \.$""", re.VERBOSE)


def triple_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield N-Triples lines; of N-Quads, where every line has a graph name, the name is dropped."""
    remaining = iter(lines)
    for first in remaining:
        strip = _triple if _QUAD.match(first.rstrip()) else _line
        yield strip(first)
        yield from map(strip, remaining)


def _triple(line: str) -> str:
    return f"{line[: line.rindex(' <')]} .\n"


def _line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n"
