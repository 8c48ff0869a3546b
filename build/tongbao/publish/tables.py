"""Tables for people who do not use RDF: one row for each notice, measure, unit, commendation and honour; CSV and Parquet."""

import csv
import importlib.util
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.publish.entries import Entry
from tongbao.publish.labels import Labels
from tongbao.tables import csv_text

KINDS = {
    "notice": Text("notices, a row each", "通报，每份一行"),
    "measure": Text("measures, a row each, with their leads", "举措，每项一行，含牵头单位"),
    "unit": Text("units, a row each", "单位，每个一行"),
    "place": Text("places, a row each", "地区，每个一行"),
    "commendation": Text("commendations, a row each", "表扬，每次一行"),
    "honour": Text("honours, a row each", "荣誉，每项一行"),
}


class Row(NamedTuple):
    """One row of a table; its fields are the columns."""

    iri: str
    title: str
    english: str
    number: str
    year: str
    position: int | None
    kind: str
    kind_zh: str
    units: str
    unit_names: str
    words: str
    counted: int


class Table(NamedTuple):
    """One table as a file."""

    name: str
    """Its path below the root of the site."""
    form: str
    content: bytes
    about: Text


def tables(by_kind: Mapping[str, Sequence[Entry]], labels: Labels) -> Iterator[Table]:
    """Yield each table as CSV, and as Parquet where pyarrow is installed."""
    parquet = has_parquet()
    for kind, about in KINDS.items():
        rows = [_row(entry, labels) for entry in sorted(by_kind.get(kind, ()), key=lambda e: e.iri)]
        yield Table(f"dump/{kind}s.csv", "csv", _csv(rows), about)
        if parquet:
            yield Table(f"dump/{kind}s.parquet", "parquet", _parquet(rows), about)


def has_parquet() -> bool:
    """Tell whether Parquet can be written."""
    return importlib.util.find_spec("pyarrow") is not None


def _row(entry: Entry, labels: Labels) -> Row:
    code = labels.of(entry.code) if entry.code else Text("", "")
    units = [unit for unit in entry.units if unit]
    return Row(
        iri=entry.iri[1:-1],
        title=entry.title,
        english=entry.english,
        number=entry.number,
        year=entry.year,
        position=entry.position or None,
        kind=code.en,
        kind_zh=code.zh,
        units=" ".join(unit[1:-1] for unit in units),
        unit_names="；".join(labels.of(unit).zh for unit in units),
        words=entry.words,
        counted=entry.count,
    )


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Row._fields)
    for row in rows:
        writer.writerow([csv_text(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode()


def _parquet(rows: Sequence[Row]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    kinds = {"position": pyarrow.int32(), "counted": pyarrow.int32()}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in Row._fields])
    columns = [pyarrow.array([row[n] for row in rows], kind) for n, kind in enumerate(schema.types)]
    table = pyarrow.Table.from_arrays(columns, schema=schema)
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()
