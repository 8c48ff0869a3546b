"""Tables for people who do not use RDF: one row for each notice, measure, unit, commendation and honour, as CSV."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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


def tables(by_kind: Mapping[str, Sequence[Entry]], labels: Labels) -> Iterator[tuple[str, bytes, Text]]:
    """Yield each table: its path, its content, and what it is."""
    for kind, about in KINDS.items():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for entry in sorted(by_kind.get(kind, ()), key=lambda e: e.iri):
            writer.writerow([csv_text(cell) if isinstance(cell, str) else cell for cell in _row(entry, labels)])
        yield f"dump/{kind}s.csv", out.getvalue().encode(), about


_COLUMNS = (
    "iri",
    "title",
    "english",
    "number",
    "year",
    "position",
    "kind",
    "kind_zh",
    "units",
    "unit_names",
    "words",
    "count",
)


def _row(entry: Entry, labels: Labels) -> list[Any]:
    code = labels.of(entry.code) if entry.code else Text("", "")
    units = [unit for unit in entry.units if unit]
    return [
        *(entry.iri[1:-1], entry.title, entry.english, entry.number, entry.year, entry.position or ""),
        *(code.en, code.zh, " ".join(unit[1:-1] for unit in units), "；".join(labels.of(unit).zh for unit in units)),
        *(entry.words, entry.count),
    ]
