"""The tables for people who do not use RDF: CSV and Parquet, and descriptions of their columns (CSV on the Web)."""

import csv
import importlib.util
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tongbao.errors import Text
from tongbao.files.escape import csv_text
from tongbao.site.tables.authority import PLACES, UNITS
from tongbao.site.tables.stated import (
    COMMENDATIONS,
    CRITICISMS,
    HONOURS,
    MEASURES,
    NOTICES,
    OUTCOMES,
    PARTICIPATIONS,
)
from tongbao.site.tables.table import SEPARATOR, Cell, Column, Rows, Table

TABLES: Mapping[str, Table[Any]] = {
    table.name: table
    for table in (
        NOTICES,
        MEASURES,
        PARTICIPATIONS,
        OUTCOMES,
        HONOURS,
        COMMENDATIONS,
        CRITICISMS,
        UNITS,
        PLACES,
    )
}
"""The tables in the order in which they are listed."""

MARK = "\ufeff"
"""Without a byte-order mark, Excel reads UTF-8 as the local code page."""


def tables(rows: Iterable[Rows]) -> Iterator[dict[str, bytes]]:
    """Yield each table as CSV, and as Parquet where pyarrow is installed; ``rows`` come one part at a time."""
    yield {"dump/csv-metadata.json": described_tables()}
    found: Rows = {name: [] for name in TABLES}
    for part in rows:
        for name, those in part.items():
            found[name] += those
    parquet = has_parquet()
    for name, table in TABLES.items():
        yield {f"dump/{name}.csv": _csv(table, found[name])}
        if parquet:
            yield {f"dump/{name}.parquet": _parquet(table, found[name])}


def has_parquet() -> bool:
    """Return whether Parquet can be written."""
    return importlib.util.find_spec("pyarrow") is not None


def _csv(table: Table[Any], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    numeric = [column.datatype == "decimal" for column in table.columns]
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow([_cell(cell, number) for cell, number in zip(row, numeric, strict=True)])
    return (MARK + out.getvalue()).encode()


def _cell(cell: Cell, is_number: bool) -> Cell:
    return csv_text(cell) if isinstance(cell, str) and not is_number else cell


def _parquet(table: Table[Any], rows: Sequence[Sequence[Cell]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    types = {"integer": pyarrow.int64(), "decimal": pyarrow.float64()}
    schema = pyarrow.schema([(column.name, types.get(column.datatype, pyarrow.string())) for column in table.columns])
    arrays = []
    for n, column in enumerate(table.columns):
        cells: list[Any] = [row[n] for row in rows]
        if column.datatype == "decimal":
            cells = [float(Decimal(cell)) if cell else None for cell in cells]
        arrays.append(pyarrow.array(cells, schema.types[n]))
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def described_tables() -> bytes:
    """Return the descriptions of the columns, as metadata of CSV on the Web (W3C Recommendation, 2015)."""
    listed = [
        {"url": f"{name}.csv", "dc:title": _in_both(table.about), "tableSchema": _schema(table)}
        for name, table in TABLES.items()
    ]
    document = {"@context": "http://www.w3.org/ns/csvw", "dialect": {"encoding": "utf-8"}, "tables": listed}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _schema(table: Table[Any]) -> dict[str, Any]:
    references = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.refers}.csv", "columnReference": TABLES[column.refers].keys()[0]},
        }
        for column in table.columns
        if column.refers
    ]
    key = table.keys()
    return {
        "columns": [_described(column) for column in table.columns],
        "primaryKey": key if len(key) > 1 else key[0],
        "foreignKeys": references,
    }


def _described(column: Column[Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _in_both(column.about),
        "datatype": column.datatype,
    }
    described |= {"separator": SEPARATOR} if column.many else {}
    return described | ({"required": True} if column.key else {})


def _in_both(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.zh, "@language": "zh"}, {"@value": text.en, "@language": "en"}]
