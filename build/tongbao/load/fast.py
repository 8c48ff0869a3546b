"""Read YAML into records with yaml-rs, a parser in Rust, if it is installed and certain to agree with ``reader.py``.

It gives no lines and columns, so only a document without any problem is taken from it. The reader reads the text again
if yaml-rs refuses it, if the two may read it differently, or if the document has a problem. So the reader stays the
reference: results and errors are its own in every case.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from tongbao.errors import Place
from tongbao.load.characters import INVISIBLE
from tongbao.load.decode import converted, corrected
from tongbao.load.reader import MAX_NUMBER, Content, Document, Path_
from tongbao.model.vocabulary import OURS, Vocabulary
from tongbao.printed.patterns import regex

try:
    import yaml_rs
except ImportError:  # the extra `fast` is not installed
    yaml_rs = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")

# Each pattern begins with a literal character: Python searches for it ten times faster than for one of a set.
_BEGINS = r"(?<=[\s\[\]{},:-].)"  # the character before lets a node begin here
# Tabs, escapes, form feeds, byte order marks, and line breaks of YAML 1.1 that YAML 1.2 dropped.
_SIGNS = ("\t", "\\", "\f", "\r", "\ufeff", "\x85", "\u2028", "\u2029")
_DOUBTFUL = [
    regex(pattern)
    for pattern in (
        # Directives, document markers, and nesting that could exhaust the stack of a recursive parser: in a block
        # each level stands further right than the one around it, by indentation or by `- - -`; it counts brackets itself.
        r"\n(?:%|---|\.\.\.| {40}| *+(?:[-:] ++){4})",
        # Anchors, aliases, tags, keys marked with `?` and empty ones.
        *(sign + _BEGINS for sign in ("&", r"\*", "!", r"\?", ":")),
        # YAML 1.2 allows more before a bracket or comma after a colon than 1.1 does.
        r":[\[\]{},]",
    )
]
# Where a word may be a number that is not written in decimal digits alone.
_UNUSUAL = [
    regex(pattern)
    for pattern in (
        *(r"\.(?<=[0-9].)", r"\.(?=[0-9iInN])", "_"),
        *(r"e(?<=[0-9.].)", r"E(?<=[0-9.].)", r"0[xXoObB]"),
    )
]
_BREAK = regex(r"[\s,\[\]{}:]")
_NUMBER = regex(r"[-+]?(?:0[xXoObB].*|\.[iInN].*|[0-9._]+(?:[eE][-+]?[0-9._]*)?)")
# A decimal that both read alike: a float keeps 15 digits, but drops final zeros, except in `12.0`.
_DECIMAL = regex(r"-?(?:0|[1-9][0-9]{0,10})\.(?:[0-9]{0,3}[1-9]|0)")
_WORD = 48  # characters; only part of a longer word is checked, which can only raise more doubts
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
# `|` and `>` where a node may begin, and the text behind the sign of an ordinary block: an indented line, not blank.
_BLOCKS = [regex(sign + _BEGINS) for sign in (r"\|", ">")]
_CONTENT = regex(r"[|>][-+]?\n( +)[^ \n]")


class _Doubt(Exception):
    """A document without lines and columns has a problem."""


class _Unmarked(Document):
    """A document as yaml-rs reads it; given up at the first problem, because it cannot locate one."""

    def place(self, path: Path_, *, key: bool = False) -> Place:
        raise _Doubt


def read_record(
    content: Content, kind: type[T], use: Callable[[Document, T | None], R], vocabulary: Vocabulary = OURS
) -> R:
    """Return the result of a pure function, called with a YAML file's document and the record that ``corrected`` reads there.

    It may be called twice, the second time with a document that has lines and columns.
    """
    text = content.text.replace("\r\n", "\n")  # as both read it
    if yaml_rs and not content.problems and not _is_doubtful(text):
        try:
            value = _parse(text)
            return use(_Unmarked(content.file, value), converted(value, kind, vocabulary))
        except (_Doubt, msgspec.ValidationError, yaml_rs.YAMLDecodeError):
            pass
    document = content.document()
    return use(document, corrected(document, kind, vocabulary))


def _parse(text: str) -> Any:
    return yaml_rs.loads(text, parse_datetime=False, duplicate_key_policy=yaml_rs.DuplicateKeyPolicy.Error)


def _is_doubtful(text: str) -> bool:
    """Return whether yaml-rs may read a text differently from the reader, or may crash on it."""
    lines = "\n" + text
    return (
        any(sign in text for sign in _SIGNS)
        or INVISIBLE.search(text) is not None
        or any(pattern.search(lines) for pattern in _DOUBTFUL)
        or b"0" * MAX_NUMBER in text.encode().translate(_DIGITS)
        or any(_is_unsure(lines, found.start()) for pattern in _UNUSUAL for found in pattern.finditer(lines))
        or not all(_begins_block(lines, found.start()) for pattern in _BLOCKS for found in pattern.finditer(lines))
    )


def _is_unsure(lines: str, at: int) -> bool:
    """Return whether a word may be a whole scalar, and is a number that yaml-rs reads differently or shortens."""
    before = lines[max(0, at - _WORD) : at]
    head, tail = _BREAK.split(before)[-1], _BREAK.split(lines[at : at + _WORD], maxsplit=1)[0]
    if not _NUMBER.fullmatch(head + tail) or _DECIMAL.fullmatch(head + tail):
        return False
    before = before.removesuffix(head).rstrip(" ")
    return before == "" or before[-1] in ":-[{,\n"


def _begins_block(lines: str, at: int) -> bool:
    """Return whether a sign certainly begins a block of text. Within brackets yaml-rs takes it for a word."""
    start = lines.rindex("\n", 0, at) + 1
    line = lines[start:at]
    before = lines[lines.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].rstrip(" ")
    content = _CONTENT.match(lines, at)
    return (
        content is not None
        and len(content[1]) > len(line) - len(line.lstrip(" -"))
        and line.endswith((": ", "- "))
        and not any(sign in line for sign in "[]{},#\"'")
        and before != ""
        and not before.endswith((",", "[", "{"))
        and "#" not in before
        and lines.endswith("\n")  # yaml-rs adds the last one
    )
