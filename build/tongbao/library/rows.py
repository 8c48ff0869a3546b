"""The rows of an answer: values of Python with the names of their columns, and the same as tables of others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, overload

from tongbao.ask import store as engine
from tongbao.ask.labels import find_labels
from tongbao.ask.people import NOTHING, Asked, write_html, write_table
from tongbao.ask.store import base_of
from tongbao.errors import Language, TongbaoError
from tongbao.library.tables import as_pandas, as_polars
from tongbao.library.values import value_of
from tongbao.rdf.iris import HOME

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_SHOWN = 20
"""How many rows are shown where an answer is only looked at."""


class Row(tuple[Any, ...]):
    """One row: a tuple whose values also have the names of their columns, ``row["unit"]`` and ``row.unit``.

    Where a column is called like a method (``count``), only the brackets give it.
    """

    columns: tuple[str, ...] = ()
    """The names of the columns, in order."""

    def __new__(cls, values: Iterable[Any], columns: tuple[str, ...] = ()) -> "Row":
        """Make a row of the values of some columns."""
        row = super().__new__(cls, values)
        row.columns = columns
        return row

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return super().__getitem__(key)
        if key not in self.columns:
            raise KeyError(key)
        return super().__getitem__(self.columns.index(key))

    def __getattr__(self, name: str) -> Any:
        if name in self.columns:
            return self[name]
        raise AttributeError(f"the row has no column {name!r}; it has {', '.join(self.columns)}")

    def keys(self) -> tuple[str, ...]:
        """Return the names of the columns, so that ``dict(row)`` works."""
        return self.columns

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value in a column; the default where there is none."""
        value = self[name] if name in self.columns else None
        return default if value is None else value

    def asdict(self) -> dict[str, Any]:
        """Return the row as a dictionary."""
        return dict(zip(self.columns, self, strict=True))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.asdict().items())})"


class Rows(Sequence[Row]):
    """The answer to a question or to a SELECT: rows in order, each with named columns.

    A notebook shows it as a table in which things have their names. An IRI is an ``IRI`` (a ``str``); numbers, days and
    truth values are those of Python, ``None`` is no value; a cell that lists several things is a tuple of their names.
    """

    def __init__(
        self,
        answer: engine.Rows,
        store: Callable[[], engine.Store],
        asked: Asked = NOTHING,
        language: Language = "en",
    ) -> None:
        self._answer, self._store, self._asked, self._language = answer, store, asked, language
        kinds = asked.query.columns if asked.query else {}
        lists = [kinds.get(name) == "identifiers" for name in answer.variables]
        self.columns: tuple[str, ...] = answer.variables
        """The names of the columns, in order."""
        self._rows = [
            Row((_cell(term, several) for term, several in zip(row, lists, strict=True)), self.columns)
            for row in answer.rows
        ]

    @property
    def question(self) -> str | None:
        """The question in words; None for a query of one's own."""
        return self._asked.query.summary.to(self._language) if self._asked.query else None

    @property
    def note(self) -> str | None:
        """What has to be known to read the answer: what is counted, or why nothing was found; None where nothing has."""
        query, remark = self._asked.query, self._asked.remark
        said = dict.fromkeys(text for text in (query.description if query else None, remark) if text)
        return " ".join(text.to(self._language) for text in said) or None

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.columns, self._rows) == (other.columns, other._rows)

    __hash__ = None  # type: ignore[assignment]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary for each row."""
        return [row.asdict() for row in self._rows]

    def labels(self) -> dict[str, str]:
        """Return the name of each thing in the rows that has one, by IRI, in the language of the graph."""
        return find_labels(self._answer, self._language, self._store())

    def to_pandas(self) -> "pd.DataFrame":
        """Return a ``pandas.DataFrame``. Decimals become floating-point numbers, days become times (``datetime64``).

        Whole numbers stay so also where some are missing (``Int64``). Raises MissingExtraError without pandas.
        """
        return as_pandas({name: self._column(n) for n, name in enumerate(self.columns)})

    def to_polars(self) -> "pl.DataFrame":
        """Return a ``polars.DataFrame``. Decimals become floating-point numbers, lists of names ``List(String)``.

        Raises MissingExtraError without polars.
        """
        return as_polars({name: self._column(n) for n, name in enumerate(self.columns)})

    def _column(self, number: int) -> list[Any]:
        return [tuple.__getitem__(row, number) for row in self._rows]

    def __repr__(self) -> str:
        return self._written(write_table)

    def _repr_html_(self) -> str:
        return self._written(write_html)

    def _written(self, write: Callable[..., str]) -> str:
        """Write the first rows for people, each thing with its name where the graph can still be asked."""
        first = engine.Rows(self.columns, self._answer.rows[:_SHOWN])
        labels, base = dict[str, str](), HOME
        with suppress(TongbaoError):  # the graph was closed, or its server is gone
            store = self._store()
            base = base_of(store) or ""
            labels = find_labels(first, self._language, store) | find_labels(self._asked.of, self._language, store)
        return write(self._answer, labels, self._language, self._asked, base, most=_SHOWN).rstrip("\n")


def _cell(term: engine.Term | None, several: bool) -> Any:
    value = value_of(term)
    return tuple(value.split()) if several and isinstance(value, str) else value
