"""Change single values of a YAML file; everything else stays as it is, comments and layout included.

Positions come from PyYAML's nodes: it counts code points. A library that writes the whole file anew would
lay out hundreds of lines differently for one answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from tongbao.intake.quoting import Value, block, inline
from tongbao.load.gaps import GAP
from tongbao.load.reader import Path_

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MARK = f"# {GAP}: "
"""What begins a question in the file."""
OUT = "# REJECTED 剔除: "
"""What a line begins with that a person has rejected: it is kept with its words, so that nobody proposes it again."""


class MissingError(LookupError):
    """There is nothing at a path."""


@dataclass(frozen=True)
class Edited:
    """The text of a YAML file without problems. Each change returns another; paths are those of the keys and indexes."""

    text: str

    @cached_property
    def root(self) -> Any:
        """The node of the whole document."""
        return yaml.compose(self.text, Loader=_LOADER)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    # --- what is there --------------------------------------------------------------------------------

    @cached_property
    def entries(self) -> dict[Path_, tuple[Any, Any]]:
        """The key, if there is one, and the value of each entry, by its path."""
        found: dict[Path_, tuple[Any, Any]] = {(): (None, self.root)}
        left: list[Path_] = [()]
        while left:
            path = left.pop()
            below = {(*path, step): entry for step, entry in _children(found[path][1])}
            found |= below
            left += below
        return found

    def node(self, path: Path_) -> Any:
        """Return the node at a path; raise MissingError where there is none."""
        return self._entry(path)[1]

    def _entry(self, path: Path_) -> tuple[Any, Any]:
        if path not in self.entries:
            raise MissingError(path)
        return self.entries[path]

    def has(self, path: Path_) -> bool:
        """Return whether there is something at a path."""
        return path in self.entries

    def value(self, path: Path_) -> Any:
        """Return the plain value at a path: numbers as they are written, texts, lists and mappings; None where there is none."""
        return plain(self.node(path)) if self.has(path) else None

    def span(self, path: Path_) -> tuple[int, int]:
        """Return the first and the last line of an entry with its key, counted from 0."""
        key, node = self._entry(path)
        return (key or node).start_mark.line, _last_line(node)

    def children(self, path: Path_) -> Iterator[Path_]:
        """Yield the paths of the entries of a mapping or a list."""
        yield from ((*path, step) for step, _ in _children(self.node(path)))

    def marks(self, path: Path_) -> list[int]:
        """Return the lines of an entry that hold a question."""
        first, last = self.span(path)
        return [number for number in range(first, last + 1) if GAP in self.lines[number]]

    # --- changes --------------------------------------------------------------------------------------

    def put(self, path: Path_, value: Value) -> "Edited":
        """Write a value at a path: in the place of what is there, else as the last entry of what is around it."""
        if not self.has(path):
            return self._add(path, value)
        node = self.node(path)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return self._blocked(path, str(value))
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return self.without(path)._add(path, value)
        return self._replaced(node.start_mark.index, node.end_mark.index, inline(value))

    def without(self, path: Path_) -> "Edited":
        """Remove an entry, and the key of a list that has no other."""
        parent = self.node(path[:-1])
        if len(parent.value) == 1 and len(path) > 1:
            return self.without(path[:-1])
        if parent.flow_style:
            return self._unlisted(parent, path[-1])
        first, last = self.span(path)
        return self._lines(first, last + 1, [])

    def settled(self, path: Path_) -> "Edited":
        """Remove the questions on the lines of an entry."""
        text = self
        for number in self.marks(path):
            text = text.without_mark(number)
        return text

    def without_mark(self, number: int) -> "Edited":
        """Remove the question on a line; a line that holds nothing else goes with it."""
        bare = self.lines[number].partition(MARK)[0].rstrip()
        return self._lines(number, number + 1, [bare] if bare else [])

    def rejected(self, path: Path_) -> "Edited":
        """Turn an entry into a comment; and the key of a list that has no other, for it may not stand alone."""
        parent, end = self.node(path[:-1]), len(path)
        if parent.flow_style:
            return self.without(path)
        while len(self.node(path[: end - 1]).value) == 1 and end > 1:
            end -= 1
        first, last = self.span(path[:end])
        return self._lines(first, last + 1, [_out(line) for line in self.lines[first : last + 1]])

    def restored(self, number: int, question: str) -> "Edited":
        """Turn the comment on a line, and those that go with it, back into entries, with a question about the first."""
        first = last = number
        while first > 0 and OUT in self.lines[first - 1] and _deeper(self.lines[first - 1], self.lines[first]):
            first -= 1
        while last + 1 < len(self.lines) and _deeper(self.lines[number], self.lines[last + 1]):
            last += 1
        lines = [_in(line) for line in self.lines[first : last + 1]]
        lines[number - first] += f" {MARK}{question}"
        return self._lines(first, last + 1, lines)

    def inserted(self, number: int, lines: Sequence[str]) -> "Edited":
        """Insert lines before another."""
        return self._lines(number, number, lines)

    # --- how ------------------------------------------------------------------------------------------

    def _replaced(self, start: int, end: int, words: str) -> "Edited":
        return Edited(self.text[:start] + words + self.text[end:])

    def _lines(self, first: int, end: int, lines: Sequence[str]) -> "Edited":
        return Edited("\n".join([*self.lines[:first], *lines, *self.lines[end:]]))

    def _blocked(self, path: Path_, value: str) -> "Edited":
        first, last = self.span(path)
        indent = len(self.lines[first]) - len(self.lines[first].lstrip(" -"))
        key = block(str(path[-1]), value.splitlines(), indent)
        start = self.lines[first][:indent] + key[0].lstrip()
        return self._lines(first, last + 1, [start, *key[1:]])

    def _add(self, path: Path_, value: Value) -> "Edited":
        """Add the last entry of a mapping or list, which is made where it is missing."""
        if len(path) > 1 and not self.has(path[:-1]):
            return self._add(path[:-1], [value] if isinstance(path[-1], int) else {path[-1]: value})
        parent = self.node(path[:-1])
        words = inline(value) if isinstance(path[-1], int) else f"{path[-1]}: {inline(value)}"
        if parent.flow_style:
            end = parent.end_mark.index - 1
            return self._replaced(end, end, f"{', ' if parent.value else ''}{words}")
        line = " " * _indent(parent) + ("- " if isinstance(path[-1], int) else "")
        if isinstance(value, list) and value and path and not isinstance(path[-1], int):
            below = [f"{line}{path[-1]}:", *(f"{line}  - {inline(each)}" for each in value)]
        else:
            below = [f"{line}{words}"]
        last = _last_line(parent)
        return self._lines(last + 1, last + 1, below)

    def _unlisted(self, parent: Any, step: str | int) -> "Edited":
        children = [pair if isinstance(pair, tuple) else (pair, pair) for pair in parent.value]
        at = next(i for i, (key, _) in enumerate(children) if step in (i, key.value))
        if at:
            return self._replaced(children[at - 1][1].end_mark.index, children[at][1].end_mark.index, "")
        return self._replaced(children[0][0].start_mark.index, children[1][0].start_mark.index, "")


def plain(node: Any) -> Any:
    """Return the value of a node; numbers stay as they are written."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in ("true", "yes", "on")
    return node.value


def _children(node: Any) -> Iterator[tuple[str | int, tuple[Any, Any]]]:
    """Yield the key or index of each entry of a node, with the node of its key, if there is one, and of its value."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, (key, value)) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, (None, value)) for index, value in enumerate(node.value))


def _last_line(node: Any) -> int:
    """Return the last line of a node: the marks of blocks end where the next begins, behind comments and empty lines."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.start_mark.line) + len(node.value.rstrip("\n").split("\n"))
    return int(node.end_mark.line)


def _indent(node: Any) -> int:
    """Return how far the entries of a block are indented."""
    return int(node.value[0][0].start_mark.column if isinstance(node, yaml.MappingNode) else node.start_mark.column)


def _out(line: str) -> str:
    words = line.lstrip()
    return f"{line[: len(line) - len(words)]}{OUT}{words.partition(MARK)[0].rstrip()}"


def _in(line: str) -> str:
    return line.replace(OUT, "", 1)


def _deeper(line: str, below: str) -> bool:
    """Return whether a rejected line belongs to the one above it, by its indentation."""
    return OUT in line and OUT in below and below.index("#") > line.index("#")
