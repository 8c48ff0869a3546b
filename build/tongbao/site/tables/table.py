"""Tables: columns, each declared once, with its name, its description in both languages, and how it is read from a thing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tongbao.errors import Text

SEPARATOR = ";"
"""The separator between several things in one cell."""

Cell = str | int | None
Rows = dict[str, list[tuple[Cell, ...]]]
"""Rows by table."""
T = TypeVar("T", contravariant=True)


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a table whose rows are read from things of one kind."""

    name: str
    about: Text
    read: Callable[[T], Cell]
    datatype: str = "string"
    """A name of CSV on the Web."""
    many: bool = False
    """Whether a cell may hold several, with a semicolon between them."""
    key: bool = False
    """Whether it identifies a row, alone or with others."""
    refers: str = ""
    """The table to whose rows it refers; never empty, because validators differ on whether such a column may be."""


@dataclass(frozen=True)
class Table(Generic[T]):
    """A table: its name, what its rows are, and its columns in their order."""

    name: str
    about: Text
    columns: Sequence[Column[T]]

    def rows(self, things: Iterable[T]) -> Rows:
        """Return the rows of some things."""
        return {self.name: [tuple(column.read(thing) for column in self.columns) for thing in things]}

    def keys(self) -> list[str]:
        """Return the names of the columns that tell its rows apart."""
        return [column.name for column in self.columns if column.key]


# One line declares a column. Its type must fit what it is read from: a text is not a number, and a code has a name in each language.


def iri(name: str, en: str, zh: str, read: Callable[[T], str], *, key: bool = False, refers: str = "") -> Column[T]:
    """Declare a column of IRIs, one in a cell, read as N-Triples terms."""
    return Column(name, Text(en, zh), lambda thing: read(thing)[1:-1], "anyURI", key=key, refers=refers)


def iris(name: str, en: str, zh: str, read: Callable[[T], Iterable[str]]) -> Column[T]:
    """Declare a column of IRIs, several in a cell, read as N-Triples terms."""
    return Column(name, Text(en, zh), lambda thing: SEPARATOR.join(one[1:-1] for one in read(thing)), "anyURI", True)


def text(
    name: str, en: str, zh: str, read: Callable[[T], str], datatype: str = "string", *, key: bool = False
) -> Column[T]:
    """Declare a column of texts, or of values written as text: a day, a decimal number."""
    return Column(name, Text(en, zh), read, datatype, key=key)


def texts(name: str, en: str, zh: str, read: Callable[[T], Iterable[str]]) -> Column[T]:
    """Declare a column of texts, several in a cell; a semicolon within one is written as a full-width one."""
    return Column(
        name,
        Text(en, zh),
        lambda thing: SEPARATOR.join(one.replace(SEPARATOR, "；") for one in read(thing)),
        many=True,
    )


def number(name: str, en: str, zh: str, read: Callable[[T], int | None], *, key: bool = False) -> Column[T]:
    """Declare a column of whole numbers."""
    return Column(name, Text(en, zh), read, "integer", key=key)
