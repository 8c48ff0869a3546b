"""Columns of values as tables of pandas and of polars, which are optional."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from tongbao.errors import MissingExtraError, Problem, Text
from tongbao.paths import extra

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Columns = Mapping[str, Sequence[Any]]
Kind = Literal["whole", "number", "truth", "day", "time", "instant", "list", "text", "empty"]
"""Of a column; a time has no zone, an instant has one."""
_MOST = 2**63
"""Whole numbers from here on have no place in a column of either."""


def as_pandas(columns: Columns) -> "pd.DataFrame":
    """Return columns as a DataFrame of pandas; raise MissingExtraError where it is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError(_missing("pandas")) from error
    made = {}
    for name, values in columns.items():
        kind, plain = uniform(values)
        missing = None in plain
        types = {
            "whole": "Int64" if missing else "int64",
            "number": "float64",
            "truth": "boolean" if missing else "bool",
            "day": "datetime64[s]",
        }
        made[name] = pandas.Series(plain, dtype=types.get(kind, "object" if kind in ("list", "empty") else None))
    return pandas.DataFrame(made, columns=[*columns])


def as_polars(columns: Columns) -> "pl.DataFrame":
    """Return columns as a DataFrame of polars; raise MissingExtraError where it is not installed."""
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError(_missing("polars")) from error
    types = {"whole": polars.Int64, "number": polars.Float64, "truth": polars.Boolean, "day": polars.Date}
    types |= {"list": polars.List(polars.String), "text": polars.String, "empty": polars.String}
    made = []
    for name, values in columns.items():
        kind, plain = uniform(values)
        made.append(polars.Series(name, plain, dtype=types.get(kind)))
    return polars.DataFrame(made)


def uniform(values: Sequence[Any]) -> tuple[Kind, list[Any]]:
    """Return the values of a column as values of one kind, and the kind; None stays None. Values of several kinds become texts.

    >>> uniform([1, None, Decimal("2.5")])
    ('number', [1.0, None, 2.5])
    >>> uniform(["2023-09", date(2023, 9, 1)])
    ('text', ['2023-09', '2023-09-01'])
    """
    kinds = {_kind(value) for value in values if value is not None}
    kind: Kind = next(iter(kinds)) if len(kinds) == 1 else "text" if kinds else "empty"
    if kinds == {"whole", "number"}:
        kind = "number"
    convert = _CONVERTED.get(kind, lambda value: value)
    return kind, [None if value is None else convert(value) for value in values]


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


_CONVERTED: Mapping[Kind, Callable[[Any], Any]] = {"number": float, "text": str, "list": list, "instant": _in_utc}


def _kind(value: Any) -> Kind:
    match value:
        case bool():
            return "truth"
        case int() if abs(value) < _MOST:
            return "whole"
        case float() | Decimal():
            return "number"
        case datetime():
            return "instant" if value.tzinfo else "time"
        case date():
            return "day"
        case tuple():
            return "list"
    return "text"


def _missing(package: str) -> Problem:
    what = Text(f"{package} is not installed.", f"未安装 {package}。")
    return Problem(
        "extra-missing", what, Text(f"Install it with `{extra(package)}`.", f"请用 `{extra(package)}` 安装。")
    )
