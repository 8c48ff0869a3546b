"""Answers that are kept in memory, to be sent again without asking, and their compressed forms."""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from tongbao import __version__, limits
from tongbao.ask.sparql import TOKEN

# The engine's grammar has no word boundaries: 5NOW() asks for the time.
_CHANGING = re.compile(r"(?i)(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(")
_MAY_CHANGE = re.compile("(?i)NOW|RAND|UUID|BNODE")
"""A query without these letters is steady; most are, and are not looked through."""
_SMALL = 1024
"""Up to this size in bytes, compressing gains nothing."""


@dataclass(slots=True)
class Answer:
    """An answer as it is sent."""

    body: bytes
    media_type: str
    cut: str = ""
    steady: bool = True
    """Whether the same request will be answered alike."""
    tag: str = ""
    """Its entity tag; empty where it has none, as it is not steady."""
    packed: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + sum(map(len, self.packed.values())) + _SMALL


def tag_of(version: str, *parts: object) -> str:
    """Return the entity tag of an answer: of the dataset's version, ours, and of everything on which the answer depends."""
    asked = hashlib.sha256("\0".join(map(repr, (__version__, *parts))).encode(errors="surrogatepass")).hexdigest()
    return f'W/"{version[:12]}-{asked[:16]}"'


def is_steady(query: str) -> bool:
    """Return whether a query has the same answer each time: it asks neither for the time nor for chance."""
    return not (_MAY_CHANGE.search(query) and _CHANGING.search(TOKEN.sub(" ", query)))


class Kept:
    """The answers that were asked for last, up to a number of bytes."""

    def __init__(self, most: int = limits.SERVED_KEPT_BYTES) -> None:
        self.most, self.size = most, 0
        self._answers: OrderedDict[str, tuple[Answer, int]] = OrderedDict()

    def get(self, tag: str) -> Answer | None:
        """Return a kept answer."""
        if tag not in self._answers:
            return None
        self._answers.move_to_end(tag)
        return self._answers[tag][0]

    def keep(self, answer: Answer) -> None:
        """Keep an answer, or note that it has grown; the oldest make room."""
        self._drop(answer.tag)
        if not answer.tag or answer.size > self.most / 4:
            return
        self._answers[answer.tag] = (answer, answer.size)
        self.size += answer.size
        while self.size > self.most:
            self._drop(next(iter(self._answers)))

    def _drop(self, tag: str) -> None:
        if tag in self._answers:
            self.size -= self._answers.pop(tag)[1]

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self.size = 0


def encoding(accepted: str, size: int) -> str:
    """Return how an answer is compressed for a client that accepts some ways: ``br``, ``gzip`` or not at all."""
    if size <= _SMALL:
        return ""
    names = {part.partition(";")[0].strip().lower() for part in accepted.split(",") if not _REFUSED.search(part)}
    return next((name for name in PACKERS if name in names), "")


_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*$")


def _brotli(body: bytes) -> bytes:
    import brotli

    return bytes(brotli.compress(body, quality=5))


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


PACKERS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}
"""The ways of compressing, the best first."""
