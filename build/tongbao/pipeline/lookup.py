"""Look units and places up in the sorted part that describes them, without holding it in memory."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from tongbao.validate.batches import triple_lines

KEPT = 2_000
"""How many units and places are kept after a look-up: some megabytes in each process."""


class Entry(NamedTuple):
    """The N-Triples lines of one unit or place, and the IRIs that they name."""

    lines: tuple[str, ...]
    mentioned: tuple[str, ...]


class Lookup:
    """Finds the lines of units and places in sorted N-Quads: a file mapped into memory, or bytes."""

    def __init__(self, part: Path | bytes, base: str) -> None:
        self.prefixes = (f"<{base}id/unit/", f"<{base}id/place/")
        """How the IRIs of units and places begin."""
        self._text = part if isinstance(part, bytes) else _mapped(part)
        self._entry = lru_cache(maxsize=KEPT)(self._find)

    def __call__(self, mentioned: Collection[str]) -> Iterator[str]:
        """Yield the lines of the units and places mentioned (``<…>``), and of everything above them."""
        for subject in self.closure(mentioned):
            yield from self._entry(subject).lines

    def close(self) -> None:
        """Release the file, if it is one: some systems cannot move a mapped file."""
        if isinstance(self._text, mmap):
            self._text.close()

    def closure(self, mentioned: Collection[str]) -> list[str]:
        """Return the mentioned units and places that exist, and everything above them, in order."""
        seen: set[str] = set()
        pending = [iri for iri in mentioned if iri.startswith(self.prefixes)]
        while pending:
            subject = pending.pop()
            if subject not in seen and (entry := self._entry(subject)).lines:
                seen.add(subject)
                pending += entry.mentioned
        return sorted(seen)

    def _find(self, subject: str) -> Entry:
        text, key = self._text, f"{subject} ".encode()
        low, high = 0, len(text)
        while low < high:  # low and high are starts of lines; the first line that is not before the key is between them
            middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = text.find(b"\n", middle) + 1 or len(text)
            if text[middle:end] < key:
                low = end
            else:
                high = middle
        lines = []
        while text[low : low + len(key)] == key:
            end = text.find(b"\n", low) + 1 or len(text)
            lines.append(text[low:end].decode())
            low = end
        triples = tuple(triple_lines(lines))
        values = (line[:-3].rpartition(" ")[2] for line in triples)
        return Entry(triples, tuple(value for value in values if value.startswith(self.prefixes)))


def _mapped(part: Path) -> mmap | bytes:
    with part.open("rb") as file:
        # An empty file cannot be mapped.
        return mmap(file.fileno(), 0, access=ACCESS_READ) if part.stat().st_size else b""
