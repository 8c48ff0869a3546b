"""Read YAML 1.2 (core schema) from PyYAML's event stream: safely, strictly, and with every line and column.

Why not a loader: PyYAML's loaders keep the last of two equal keys, read ``no`` as False and ``12:30`` as
750, and the C one crashes the process on deep nesting. Events have none of these faults.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tongbao.errors import Place, Problem, Text
from tongbao.files.text import FORBIDDEN, character_problem, decoded, forbidden, read_bytes
from tongbao.load.characters import INVISIBLE, seen, wide_sign
from tongbao.printed.patterns import regex

MAX_DEPTH = 24
MAX_NUMBER = 24  # characters; longer ones are never meant as numbers, and decimal arithmetic would round them

Path_ = tuple[str | int, ...]
Mark = tuple[int, int]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = regex("\r\n|[\n\r\x85\u2028\u2029]")
_INT = regex(r"[-+]?[0-9]+")
_FLOAT = regex(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")
_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}


@dataclass(slots=True)
class Document:
    """A YAML file as plain values, with the place of each value and key by its path."""

    file: Path
    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    faults: list[Path_] = field(default_factory=list)
    """The paths of the broken values that its problems are about, not of values that only refer to them."""
    values: dict[Path_, Mark] = field(default_factory=dict)
    keys: dict[Path_, Mark] = field(default_factory=dict)

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Return the place of the value (or its key) at a path, or of the nearest thing around it."""
        table = self.keys if key else self.values
        for end in range(len(path), -1, -1):
            mark = table.get(path[:end]) or self.values.get(path[:end])
            if mark:
                return Place(self.file, *mark)
        return Place(self.file)

    def note(self, code: str, what: Text, cure: Text | None, path: Path_, *, place: Place | None = None) -> None:
        """Add a problem with the value at a path; the place is that of the value, unless another is given."""
        self.problems.append(Problem(code, seen(what), cure and seen(cure), place or self.place(path)))
        self.faults.append(path)


class _Stop(Exception):
    """The file cannot be read further."""


class _LookedTooFar(Exception):
    """The C parser gave up before the limit on nested brackets was reached; the Python parser does not."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a file, read once: its bytes and its text, or the problems that kept it from being read."""

    file: Path
    data: bytes = b""
    text: str = ""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, file: Path, data: bytes) -> "Content":
        """Decode bytes, without a byte order mark at the beginning."""
        text, problems = decoded(file, data)
        text = text.removeprefix("\ufeff")
        return cls(file, data, text, tuple(problems))

    def document(self) -> Document:
        """Return the text as YAML; problems are listed in the document, never raised.

        An invisible character is a problem: it could make two different names look the same.
        """
        problems, unseen = [*self.problems], INVISIBLE.search(self.text)
        if unseen and not problems:
            problems = [forbidden(self.file, self.text, unseen.start())]
        return Document(self.file, problems=problems) if problems else parse_yaml(self.file, self.text)


def read_content(file: Path, folder: Path | None = None) -> Content:
    """Read a file, which must lie in the data folder if one is given; problems are listed, never raised."""
    if folder and not is_inside(file, folder):
        return Content(file, problems=(Problem("path-outside", *_OUTSIDE, Place(file)),))
    data, problems = read_bytes(file)
    return Content(file, problems=tuple(problems)) if problems else Content.of(file, data)


def is_inside(file: Path, data: Path) -> bool:
    """Return whether a file, after following links, lies in the data folder."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(data))  # Path.resolve raises where links loop


def read_yaml(file: Path, data: Path | None = None) -> Document:
    """Read a YAML file, which must lie in the data folder if one is given; problems are listed in the document, never raised."""
    return read_content(file, data).document()


def parse_yaml(file: Path, text: str) -> Document:
    """Read the YAML text of a file; problems are listed in the document, never raised."""
    try:
        return _Builder(file, _LOADER).build(text)
    except _LookedTooFar:
        return _Builder(file, yaml.SafeLoader).build(text)


class _Builder:
    """Turns events into plain values, noting places and problems."""

    def __init__(self, file: Path, loader: Any) -> None:
        self.document, self.loader = Document(file), loader
        self.events: Iterator[Any] = iter(())
        self.lines: list[str] = []
        self.end: Mark = (1, 1)

    def build(self, text: str) -> Document:
        self._build(text)
        return self.document

    def _build(self, text: str) -> None:
        self.lines = _LINE_END.split(text)
        self.end = len(self.lines), len(self.lines[-1]) + 1
        try:
            self.events = yaml.parse(text, Loader=self.loader)
            event = next(self.events)
            while not isinstance(event, yaml.NodeEvent):
                if isinstance(event, yaml.StreamEndEvent):
                    self.document.note("empty-file", *_EMPTY, (), place=Place(self.document.file, 1, 1))
                    return
                event = next(self.events)
            self.document.value = self._node(event, ())
            self._expect_end()
        except yaml.MarkedYAMLError as error:
            if self.loader is not yaml.SafeLoader and "nesting depth" in (error.problem or ""):  # of libyaml 0.2.6
                raise _LookedTooFar from error
            self._syntax(error.problem_mark or error.context_mark, error.problem or "")
        except yaml.reader.ReaderError:  # only a form feed gets this far
            found = FORBIDDEN.search(text)
            self.document.problems.append(forbidden(self.document.file, text, found.start() if found else 0))
            self.document.faults.append(())
        except ValueError:  # the Python parser, used where the C one is not built, lets chr() raise
            mark = max([(1, 1), *self.document.keys.values()])
            what = Text(
                "Behind this place there is an escape (\\U…) beyond Unicode.", "此处之后有超出 Unicode 的转义（\\U…）。"
            )
            self.document.note("yaml-syntax", what, _SYNTAX_CURE, (), place=Place(self.document.file, *mark))
        except _Stop:
            pass

    def _expect_end(self) -> None:
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._note("several-documents", event, *_SEVERAL, ())

    def _node(self, event: Any, path: Path_) -> Any:
        if len(path) > MAX_DEPTH:
            self._note("too-deep", event, *_TOO_DEEP, path)
            raise _Stop
        self.document.values[path] = self._mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._note("alias", event, *_ALIAS, path)
            raise _Stop  # an alias may multiply the rest of the file; nothing behind it is trusted
        self._untagged(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                self._note("key-not-text", event, *_KEY, path)
                raise _Stop
            self._untagged(event, (*path, event.value))
            key = self._text(event, (*path, event.value))
            if key in entries:
                first = self.document.keys[(*path, key)]
                self._note("duplicate-key", event, *_duplicate(key, first[0]), (*path, key))
            else:
                self.document.keys[(*path, key)] = self._mark(event.start_mark)
            entries[key] = self._node(next(self.events), (*path, key))
        return entries

    def _untagged(self, event: Any, path: Path_) -> None:
        if event.tag is not None:
            self._note("tag", event, *_TAG, path)

    def _text(self, event: Any, path: Path_) -> str:
        text: str = event.value
        found = FORBIDDEN.search(text) or INVISIBLE.search(text)
        if found:
            self._note("bad-character", event, *character_problem(text[found.start()]), path)
        return text

    def _scalar(self, event: Any, path: Path_) -> Any:
        text = self._text(event, path)
        if not event.implicit[0] or event.style:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text) or _FLOAT.fullmatch(text):
            if len(text) > MAX_NUMBER:
                self._note("number-too-long", event, *_NUMBER, path)
                return None
            return int(text) if _INT.fullmatch(text) else Decimal(text)
        return text

    def _mark(self, mark: Any) -> Mark:
        return min((mark.line + 1, mark.column + 1), self.end)  # the parser ends the last line itself

    def _note(self, code: str, event: Any, what: Text, cure: Text, path: Path_) -> None:
        self.document.note(code, what, cure, path, place=Place(self.document.file, *self._mark(event.start_mark)))

    def _syntax(self, mark: Any, problem: str) -> None:
        place = Place(self.document.file, *(self._mark(mark) if mark else self.end))
        what = Text(f"This is not YAML: {problem}.", f"不是合法的 YAML：{problem}。")
        wide = wide_sign(self.lines, place.line)
        if wide:
            line, column, what, cure = wide
            self.document.note("yaml-syntax", what, cure, (), place=Place(self.document.file, line, column))
            return
        tab = self.lines[place.line - 1][place.column - 1 :].startswith("\t")
        self.document.note("yaml-syntax", *(_TAB if tab else (what, _SYNTAX_CURE)), (), place=place)


def _duplicate(key: str, line: int) -> tuple[Text, Text]:
    return (
        Text(f"The key {key!r} is used twice; first on line {line}.", f"键 {key!r} 重复，首次出现在第 {line} 行。"),
        Text("Keep one of them.", "请只保留其中一个。"),
    )


_OUTSIDE = (
    Text("This link leaves the data folder.", "此链接超出数据文件夹。"),
    Text("Put the file itself here.", "请将文件本身放在此处。"),
)
_EMPTY = (
    Text("The file is empty.", "文件为空。"),
    Text("KEYS.md in the data folder describes its content.", "内容格式见数据文件夹中的 KEYS.md。"),
)
_SEVERAL = (
    Text("A second YAML document starts here.", "此处开始了第二个 YAML 文档。"),
    Text("Remove the line `---`; one file holds one document.", "请删除 `---` 行；一个文件只含一个文档。"),
)
_TOO_DEEP = (
    Text(f"This is nested more than {MAX_DEPTH} levels deep.", f"嵌套超过 {MAX_DEPTH} 层。"),
    Text("No record needs so many; look for unclosed brackets.", "任何记录都不需要这么深；请检查未闭合的括号。"),
)
_ALIAS = (
    Text("Anchors and aliases (& and *) are not accepted.", "不接受锚点与别名（& 和 *）。"),
    Text(
        "Write the value in full; put text that starts with & or * in quotes.",
        "请写出完整内容；以 & 或 * 开头的文字请加引号。",
    ),
)
_TAG = (
    Text("Tags (!…) are not accepted.", "不接受标签（!…）。"),
    Text("Put text that starts with ! in quotes.", "以 ! 开头的文字请加引号。"),
)
_KEY = (
    Text("A key must be plain text.", "键必须是普通文字。"),
    Text("Write `key: value`.", "请写成 `键: 值`。"),
)
_NUMBER = (
    Text(f"This number has more than {MAX_NUMBER} characters.", f"数字超过 {MAX_NUMBER} 个字符。"),
    Text("Put it in quotes if it is text.", "若为文字，请加引号。"),
)
_TAB = (
    Text("There is a tab here, but YAML accepts only spaces.", "此处是制表符，而 YAML 在此只接受空格。"),
    Text("Use spaces instead; most editors can convert tabs automatically.", "请改用空格；多数编辑器可自动转换。"),
)
_SYNTAX_CURE = Text(
    "Check indentation, brackets and quotation marks just before this place.",
    "请检查此处之前的缩进、括号和引号。",
)
