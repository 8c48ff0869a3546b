"""Draft a notice again: an untouched draft is made anew; in one that a person has edited, only the original is replaced.

A line near the top of a draft has a checksum of what follows: where it fits, nobody has changed the draft. Where the office
has published another file, the text and the original are exchanged, and each quotation is looked for in the new text. Where one
is not there any more, or a value does not fit the words any more, its line is marked for a person. All else stays as it is.
"""

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongbao.errors import Problem, UsageError
from tongbao.files.text import read_bytes, read_text
from tongbao.intake.compared import COMPARE, questions
from tongbao.intake.kept import Kept
from tongbao.intake.places import places_file
from tongbao.intake.quoting import inline
from tongbao.intake.refusals import exists
from tongbao.load import Content
from tongbao.load.gaps import GAP
from tongbao.load.reader import Document, Mark, Path_
from tongbao.load.source import SourceText, squeeze

_STAMP = "# sha256 of what follows, as drafted 其后内容生成时的校验和: "
_MOST_LINES = 4000
"""Of how many lines two texts may be to be compared line by line: the time grows with the product."""
_ORIGINAL = ("source", "original")
_WORDS = 300
"""How many characters a mark has at most."""

Judge = Callable[[Content, SourceText], Iterable[Problem]]
"""Returns what is wrong with a notice's YAML beside a source text."""


def stamped(lines: Sequence[str], above: int = 2) -> list[str]:
    """Return the lines of a draft with a checksum of those below the first ones.

    >>> is_untouched("\\n".join(stamped(["# a", "# b", "id: c"])) + "\\n")
    True
    """
    return [*lines[:above], _STAMP + _digest("\n".join(lines[above:]) + "\n"), *lines[above:]]


def is_untouched(text: str) -> bool:
    """Tell whether a draft is as it was written."""
    found = re.search(f"^{re.escape(_STAMP)}([0-9a-f]{{64}})\n", text, re.MULTILINE)
    return found is not None and found[1] == _digest(text[found.end() :])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Before:
    """A notice that is there already, and the text that it quotes."""

    content: Content
    document: Document
    text: str

    @classmethod
    def of(cls, kept: Kept, names: Sequence[str]) -> "Before":
        """Read it; raise UsageError where it is no draft of this document: it does not have one of its ``names``, or no original."""
        content = Content.of(kept.file, _bytes(kept.file))
        document = content.document()
        value = {} if document.problems else document.value
        source = value.get("source") if isinstance(value, dict) else None
        original = source.get("original") if isinstance(source, dict) else None
        is_ours = source and isinstance(original, dict) and source.get("file") == kept.text_file.name
        if not is_ours or not any(squeeze(name) in squeeze(content.text) for name in names):
            raise UsageError(exists(kept.file))
        text, problems = read_text(kept.text_file)
        return cls(content, document, "" if problems else text)

    @property
    def original(self) -> str:
        """Return the checksum of the original that it was drafted from."""
        return str(self.document.value["source"]["original"].get("sha256"))

    def difference(self, new: str) -> list[str]:
        """Return the lines of the text that are gone (-) or new (+), in order."""
        old, lines = ([line for line in text.splitlines() if line.strip()] for text in (self.text, new))
        if max(len(old), len(lines)) > _MOST_LINES:
            gone, come = set(lines), set(old)
            return [f"- {line}" for line in old if line not in gone] + [
                f"+ {line}" for line in lines if line not in come
            ]
        told = difflib.unified_diff(old, lines, n=0, lineterm="")
        return [f"{line[0]} {line[1:]}" for line in told if line[0] in "-+" and line[:3] not in ("---", "+++")]

    def stale(self, kept: Kept) -> list[Path]:
        """Return the files of the original before that nothing replaces: a copy of another kind, and its places."""
        name = str(self.document.value["source"]["original"].get("file"))
        beside = [kept.file.with_name(Path(name).name), places_file(kept.text_file)]
        return [file for file in beside if file not in kept.files and file.name.startswith(f"{kept.file.stem}-")]


def _bytes(file: Path) -> bytes:
    data, problems = read_bytes(file)
    if problems:
        raise UsageError(*problems)
    return data


def placed_again(before: Before, kept: Kept, judge: Judge) -> bytes:
    """Return the YAML of a notice with another original: its lines that do not fit the new text are marked."""
    text = _with_source(before, kept)
    content = Content.of(kept.file, text.encode())
    old, new = SourceText.of(before.text), SourceText.of(kept.stored.text)
    shift = text.count("\n") - before.content.text.count("\n")
    known = {(line + shift, words) for line, words in _told(judge(before.content, old))}
    fresh = dict(_gone(content.document(), old.words, new.words))
    for line, words in _told(judge(content, new)):
        if (line, words) not in known:
            fresh.setdefault(line, words)
    if kept.original.is_recognised:
        fresh[content.document().place((*_ORIGINAL, "ocr")).line] = COMPARE
    asked = "".join(f"{line}\n" for line in questions(kept.original))
    return (asked + _marked(text, sorted(fresh.items()))).encode()


def questioned(lines: Sequence[str], file: Path, source: SourceText, judge: Judge) -> list[str]:
    """Return the lines of a draft in which all that would be refused is asked: bodies that nobody has entered are asked at its end."""
    marks: dict[int, str] = {}
    for problem in judge(Content.of(file, "\n".join(lines).encode()), source):
        line = problem.place.line if problem.place else 0
        if 0 < line <= len(lines) and problem.code not in _ASKED and GAP not in lines[line - 1]:
            marks.setdefault(line, " ".join(problem.what))
    return _marked("\n".join(lines), sorted(marks.items())).split("\n") if marks else list(lines)


_ASKED = ("gap", "unknown-unit", "ambiguous-unit")


def _told(problems: Iterable[Problem]) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each problem but the open points."""
    for problem in problems:
        if problem.code != "gap" and problem.place:
            yield problem.place.line, " ".join(problem.what)


def _gone(document: Document, old: str, new: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with words of the old text that the new one does not have, or at more or fewer places where one is meant."""
    for path, value in _walk(document.value, ()):
        if isinstance(value, str) and len(words := squeeze(value)) > 1 and words in old and words not in new:
            yield document.place(path).line, f"“{words[:80]}” is not in the new text 新文本中没有这段文字"
        elif isinstance(value, dict) and "nth" in value and isinstance(value.get("text"), str):
            words = squeeze(value["text"])
            was, now = (len(re.findall(f"(?={re.escape(words)})", text)) for text in (old, new))
            if was != now and words:
                said = f"stood {was} times in the text, now {now}: which is meant? 原文中原有 {was} 处，现有 {now} 处，指哪一处？"
                yield document.place(path).line, f"“{words[:80]}” {said}"


def _walk(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from _walk(each, (*path, step))


def _marked(text: str, marks: Sequence[tuple[int, str]]) -> str:
    """Return a YAML with marks behind its lines or, where that would change a value, above all of them."""
    lines = text.split("\n")
    for number, words in marks:
        line = lines[number - 1]
        end = "\r" if line.endswith("\r") else ""
        lines[number - 1] = f"{line.removesuffix(end) if end else line} # {GAP}: {_plain(words)}{end}"
    marked = "\n".join(lines)
    if _value(marked) == _value(text):
        return marked
    return "".join(f"# {GAP}: line {number} 第 {number} 行: {_plain(words)}\n" for number, words in marks) + text


def _plain(words: str) -> str:
    return "".join(sign for sign in " ".join(words.split()) if sign.isprintable())[:_WORDS]


def _value(text: str) -> Any:
    document = Content.of(Path(), text.encode()).document()
    return None if document.problems else document.value


# --- the block of the source ----------------------------------------------------------------------


def _with_source(before: Before, kept: Kept) -> str:
    """Return the YAML with the checksum of the new text, and what is to be said of the new original."""
    said = Content.of(kept.file, ("\n".join(kept.lines()) + "\n").encode()).document().value["source"]
    values = {("source", "sha256"): said["sha256"]} | {
        (*_ORIGINAL, key): value for key, value in said["original"].items()
    }
    for key in ("folded", "ocr"):
        if key in before.document.value["source"]["original"]:
            values.setdefault((*_ORIGINAL, key), False)
    lines = before.content.text.split("\n")
    places = {path: before.document.values.get(path) for path in values}
    for path, place in sorted(places.items(), key=lambda one: one[1] or (0, 0), reverse=True):
        if place:
            _put(lines, place, _at(before.document.value, path), values[path], kept.file)
    for path in (path for path, place in places.items() if not place):
        line, column = before.document.keys[(*_ORIGINAL, "file")]
        lines[line - 1] = (
            f"{lines[line - 1][: column - 1]}{path[-1]}: {inline(values[path])}{_next(lines[line - 1], column)}"
        )
    return "\n".join(lines)


def _next(line: str, column: int) -> str:
    """Return what leads from one key to the next, and the rest of a line: a line of its own, or a comma between brackets."""
    rest = line[column - 1 :]
    return f"\n{' ' * (column - 1)}{rest}" if not line[: column - 1].strip() else f", {rest}"


def _at(value: Any, path: Path_) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(lines: list[str], place: Mark, old: Any, new: Any, file: Path) -> None:
    """Exchange a value in its line; raise UsageError where it is written in an unusual way."""
    line, column = place
    before, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    for form in (inline(old), str(old), f'"{old}"', f"'{old}'"):
        if rest.startswith(form):
            lines[line - 1] = before + inline(new) + rest.removeprefix(form)
            return
    raise UsageError(exists(file))
