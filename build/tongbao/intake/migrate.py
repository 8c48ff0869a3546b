"""Bring the YAML of an older dataset up to today's keys and codes, by the table in ``model/former.py``.

Only these words are rewritten: comments, order and layout stay as they are. All
files are read and worked out before the first is written, each whole or not at all.
"""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec import inspect

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.whole import write_whole
from tongbao.load import check_folder
from tongbao.load.decode import members
from tongbao.load.folder import notice_files
from tongbao.load.reader import Content, read_content
from tongbao.model.former import FORMER, Former
from tongbao.model.schema import KINDS


class Change(NamedTuple):
    """One place that is written otherwise now: ``status: scope`` as ``nature: scope``."""

    place: Place
    before: str
    after: str


@dataclass(slots=True)
class Migrated:
    """A file: its text before and after, what was changed, and what is left to a person."""

    file: Path
    before: str
    after: str = ""
    changes: list[Change] = field(default_factory=list)
    decisions: list[Problem] = field(default_factory=list)


def migrate(data: Path, *, write: bool) -> list[Migrated]:
    """Bring all files of a dataset up to date; return those with a change, or with something to decide.

    Raise DataError, before anything is written, where one of them cannot be read.
    """
    check_folder(data)
    kinds = {data / f"{kind}.yaml": kind for kind in ("dataset", "places", "units")}
    kinds = {file: kind for file, kind in kinds.items() if file.exists()}
    kinds |= dict.fromkeys(notice_files(data), "notice")
    problems: list[Problem] = []
    found: list[tuple[Content, Migrated]] = []
    for file, kind in kinds.items():
        content = read_content(file, data)
        wrong = content.document().problems
        problems += wrong
        if not wrong:
            found.append((content, _migrated(content, kind)))
    if problems:
        raise DataError(*problems)
    for content, each in found:
        if write and each.changes:
            mark = codecs.BOM_UTF8 if content.data.startswith(codecs.BOM_UTF8) else b""
            write_whole(each.file, mark + each.after.encode())
    return [each for _, each in found if each.changes or each.decisions]


def _migrated(content: Content, kind: str) -> Migrated:
    made = Migrated(content.file, content.text)
    edits: list[tuple[int, int, str]] = []
    root = yaml.compose(content.text, Loader=yaml.SafeLoader)  # that in Python counts characters, not bytes
    _Walk(made, edits).value(root, inspect.type_info(KINDS[kind]))
    text = content.text
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    made.after = text
    return made


class _Walk:
    """Goes through the nodes of a file beside the types of its records, and notes what has another name now."""

    def __init__(self, made: Migrated, edits: list[tuple[int, int, str]]) -> None:
        self.made, self.edits = made, edits

    def value(self, node: Any, kind: inspect.Type) -> None:
        for each in members(kind):
            match node, each:
                case yaml.MappingNode(), inspect.StructType():
                    return self._record(node, each)
                case yaml.MappingNode(), inspect.DictType():
                    for _, item in node.value:
                        self.value(item, each.value_type)
                    return None
                case yaml.SequenceNode(), inspect.ListType():
                    for item in node.value:
                        self.value(item, each.item_type)
                    return None
        return None

    def _record(self, node: Any, kind: inspect.StructType) -> None:
        there = {key.value for key, _ in node.value}
        types = {field.encode_name: field.type for field in kind.fields}
        for key, value in node.value:
            lines = [line for line in FORMER if (line.record, line.key) == (kind.cls.__name__, key.value)]
            lines = [line for line in lines if not _excepted(line, node)]
            name = self._entry(key, value, lines, there, stays=key.value in types) if lines else key.value
            if name in types:
                self.value(value, types[name])

    def _entry(self, key: Any, value: Any, lines: list[Former], there: set[str], *, stays: bool) -> str:
        """Rewrite one key with its value, or the items of its list; return what the key is called now.

        A key that ``stays`` is still in use: only its former values are rewritten.
        """
        if isinstance(value, yaml.SequenceNode):
            for item in value.value:
                line = next((line for line in lines if line.code == item.value), None)
                if line:
                    self._rewrite(key, item, line)
            return str(key.value)
        code = value.value if isinstance(value, yaml.ScalarNode) else None
        line = next((line for line in lines if line.code in ("", code)), None)
        name = line.new_key or line.key if line else str(key.value)
        if line and name != key.value and name in there:
            self._decide(key, _both(key.value, name))
        elif line:
            self._rewrite(key, value, line)
        elif not stays:
            self._decide(key, _no_code(key.value, lines))
        return name

    def _rewrite(self, key: Any, value: Any, line: Former) -> None:
        before, after = [line.key], [line.new_key or line.key]
        if line.new_key:
            self.edits.append((key.start_mark.index, key.end_mark.index, line.new_key))
        if line.code:
            before.append(line.code)
            after.append(line.new_code or line.code)
        if line.new_code:
            self.edits.append((value.start_mark.index, value.end_mark.index, line.new_code))
        if before != after:
            self.made.changes.append(Change(self._place(key), ": ".join(before), ": ".join(after)))
        if line.decide:
            self._decide(key, line.decide)

    def _decide(self, key: Any, what: Text) -> None:
        self.made.decisions.append(Problem("to-decide", what, place=self._place(key)))

    def _place(self, node: Any) -> Place:
        return Place(self.made.file, node.start_mark.line + 1, node.start_mark.column + 1)


def _excepted(line: Former, record: Any) -> bool:
    """Return whether another key of a record shows that a line does not hold for it."""
    key, pattern = line.unless
    beside = next((value for name, value in record.value if name.value == key), None) if key else None
    if isinstance(beside, yaml.MappingNode):  # a quotation with its place
        beside = next((value for name, value in beside.value if name.value == "text"), None)
    return isinstance(beside, yaml.ScalarNode) and bool(re.search(pattern, "".join(beside.value.split())))


def _both(former: str, now: str) -> Text:
    return Text(
        f"Both {former!r} and {now!r}, which it is called now, stand here: keep one.",
        f"此处兼有 {former!r} 与现名 {now!r}：请保留其一。",
    )


def _no_code(key: str, lines: list[Former]) -> Text:
    codes, now = [line.code for line in lines], dict.fromkeys(line.new_key for line in lines)
    return Text(
        f"The value of {key!r} is none of the former codes ({', '.join(codes)}): write {' or '.join(now)} by hand.",
        f"{key!r} 的值不是原有代码（{'、'.join(codes)}）：请手工改写为 {' 或 '.join(now)}。",
    )
