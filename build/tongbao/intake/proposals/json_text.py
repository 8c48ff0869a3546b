"""Read JSON strictly, with the line and column of each value: proposals come from anywhere.

Python's reader keeps the last of two equal keys, takes NaN for a number and gives no places; the limits here are lower, too.
A file may hold several values, one after the other (JSON Lines).
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.load.reader import MAX_NUMBER, Document, Mark, Path_, read_content
from tongbao.printed.patterns import regex

MAX_DEPTH = 16
"""No record of a notice is nested so deeply."""
MAX_VALUES = 200_000

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = regex(r"[A-Za-z_+\-][A-Za-z_]*")
_WORDS = {"true": True, "false": False, "null": None}
_STRING = json.JSONDecoder()


def read_values(file: Path) -> list[Document]:
    """Return the JSON values of a file, each with its places; raise UsageError with the first thing that is wrong."""
    content = read_content(file)
    if content.problems:
        raise UsageError(*content.problems)
    return list(_Reader(file, content.text).documents())


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, file: Path, text: str) -> None:
        self.file, self.text, self.at, self.count = file, text, 0, 0
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.document = Document(file)

    def documents(self) -> Iterator[Document]:
        """Yield the values that follow one another."""
        self._space()
        if self.at == len(self.text):
            self._stop(*_EMPTY)
        while self.at < len(self.text):
            self.document = Document(self.file)
            self.document.value = self._value(())
            yield self.document
            self._space()

    def _value(self, path: Path_) -> Any:
        self.count += 1
        if len(path) > MAX_DEPTH:
            self._stop(*_TOO_DEEP)
        if self.count > MAX_VALUES:
            self._stop(*_TOO_MANY)
        self.document.values[path] = self._mark()
        sign = self.text[self.at : self.at + 1]
        if sign == "{":
            return self._object(path)
        if sign == "[":
            return self._array(path)
        return self._string() if sign == '"' else self._scalar()

    def _object(self, path: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        self._take("{")
        while not self._closes("}", first=not entries):
            if self.text[self.at : self.at + 1] != '"':
                self._stop(*_KEY)
            mark, start = self._mark(), self.at
            key = self._string()
            if key in entries:
                self.at = start
                self._stop(*_duplicate(key, self.document.keys[(*path, key)][0]))
            self.document.keys[(*path, key)] = mark
            self._space()
            self._take(":")
            self._space()
            entries[key] = self._value((*path, key))
        return entries

    def _array(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        self._take("[")
        while not self._closes("]", first=not items):
            items.append(self._value((*path, len(items))))
        return items

    def _closes(self, bracket: str, *, first: bool) -> bool:
        """Return whether a bracket closes here; if not, go behind the comma that another value needs."""
        self._space()
        if self.text.startswith(bracket, self.at):
            self.at += 1
            return True
        if not first:
            self._take(",", bracket)
            self._space()
        return False

    def _string(self) -> str:
        try:
            value, self.at = _STRING.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self._stop(*_STRING_BROKEN)
        return str(value)

    def _scalar(self) -> Any:
        number, word = _NUMBER.match(self.text, self.at), _WORD.match(self.text, self.at)
        if number:
            if number[2] or len(number[0]) > MAX_NUMBER:
                self._stop(*_LONG)
            self.at = number.end()
            return Decimal(number[0]) if number[1] else int(number[0])
        if word and word[0] in _WORDS:
            self.at = word.end()
            return _WORDS[word[0]]
        self._stop(*_NO_VALUE)
        return None

    def _space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, sign: str, other: str = "") -> None:
        if not self.text.startswith(sign, self.at):
            signs = " or ".join(filter(None, (sign, other)))
            zh = " 或 ".join(filter(None, (sign, other)))
            self._stop(Text(f"This is not JSON: expected {signs} here.", f"不是合法的 JSON：此处应为 {zh}。"), _CURE)
        self.at += 1

    def _mark(self) -> Mark:
        line = bisect_right(self.starts, self.at)
        return line, self.at - self.starts[line - 1] + 1

    def _stop(self, what: Text, cure: Text) -> None:
        raise UsageError(Problem("proposals-json", what, cure, Place(self.file, *self._mark())))


def _duplicate(key: str, line: int) -> tuple[Text, Text]:
    shown = repr(key[:60])
    return (
        Text(f"The key {shown} is used twice; first on line {line}.", f"键 {shown} 重复，首次出现在第 {line} 行。"),
        Text("Keep one of them.", "请只保留其中一个。"),
    )


_CURE = Text(
    "Write JSON (RFC 8259): one value, or one on each line; a program that writes JSON does so by itself.",
    "请写成 JSON（RFC 8259）：一个值，或每行一个值；能导出 JSON 的程序会自行写好。",
)
_EMPTY = (Text("The file is empty.", "文件为空。"), _CURE)
_KEY = (Text('This is not JSON: a key in "…" is expected here.', '不是合法的 JSON：此处应为 "…" 中的键。'), _CURE)
_NO_VALUE = (
    Text("This is not JSON: a value is expected here.", "不是合法的 JSON：此处应为一个值。"),
    Text(
        'Write text in "…", a number, true, false or null; NaN is none.',
        '请写 "…" 中的文字、数字、true、false 或 null；NaN 不是值。',
    ),
)
_STRING_BROKEN = (
    Text('This is not JSON: the text in "…" is broken here.', '不是合法的 JSON："…" 中的文字在此处有误。'),
    Text(
        "Close the quotation mark; write line breaks and control characters as \\n and \\u….",
        "请补上引号；换行和控制字符写成 \\n 和 \\u…。",
    ),
)
_TOO_DEEP = (
    Text(f"This is nested more than {MAX_DEPTH} levels deep.", f"嵌套超过 {MAX_DEPTH} 层。"),
    Text("No record needs so many; look for unclosed brackets.", "任何记录都不需要这么深；请检查未闭合的括号。"),
)
_TOO_MANY = (
    Text(f"The file holds more than {MAX_VALUES:,} values.", f"文件中的值超过 {MAX_VALUES:,} 个。"),
    Text(
        "Propose what one notice states; split the file if it holds several.", "请只写一份公文的内容；含多份的请拆分。"
    ),
)
_LONG = (
    Text(
        f"This number has an exponent, or more than {MAX_NUMBER} characters.",
        f"数字带指数，或超过 {MAX_NUMBER} 个字符。",
    ),
    Text("Write the digits as printed.", "请照录原文数字。"),
)
