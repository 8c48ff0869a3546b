"""Read the ontology's files; report problems in a text or in its Turtle with their place."""

import re
from pathlib import Path

import pyoxigraph as ox

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files import text as textfile
from tongbao.files.escape import one_line


def read_text(file: Path) -> tuple[str, list[Problem]]:
    """Return a file's text without a byte order mark, or the problems that prevent reading it."""
    text, problems = textfile.read_text(file)
    return text.removeprefix("\ufeff"), problems


def read_turtle(file: Path) -> tuple[list[ox.Quad], list[Problem]]:
    """Return the statements of a Turtle file, or a problem with the place where it is not Turtle."""
    text, problems = read_text(file)
    if problems:
        return [], problems
    try:
        return list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)), []
    except SyntaxError as error:
        return [], [syntax_problem(file, error)]


def statements(file: Path) -> list[ox.Quad]:
    """Return the statements of a Turtle file; raise DataError if it is not Turtle."""
    quads, problems = read_turtle(file)
    if problems:
        raise DataError(*problems)
    return quads


def syntax_problem(file: Path, error: SyntaxError, language: str = "Turtle") -> Problem:
    """Return the problem of a file that is not in the language that it should be in: Turtle, N-Quads, JSON-LD."""
    place = Place(file, error.lineno or 0, error.offset or 0)
    message = one_line(error.msg.partition(": ")[2] or error.msg)[:_SHOWN]
    if missing := re.fullmatch(r"The prefix (\S*) has not been declared", message):
        what = Text(f"The prefix {missing[1]} is not declared.", f"前缀 {missing[1]} 未声明。")
        cure = Text(
            f"Put `@prefix {missing[1]} <…> .` first; prefixes.ttl has the project's prefixes.",
            f"请在开头写上 `@prefix {missing[1]} <…> .`；本项目的前缀见 prefixes.ttl。",
        )
        return Problem("turtle-prefix", what, cure, place)
    what = Text(f"This is not {language}: {message}.", f"不是合法的 {language}：{message}。")
    return Problem("turtle-syntax" if language == "Turtle" else "rdf-syntax", what, _LOOK, place)


_SHOWN = 200
"""How many characters of a parser's message are shown: it may repeat the file."""
_LOOK = Text(
    "Look just before this place for a missing dot, semicolon, bracket or quotation mark.",
    "请检查此处之前是否缺少句点、分号、括号或引号。",
)
