"""The same statements by maplib: a stOTTR template for each table, over polars data frames in memory, to N-Triples.

    python with_maplib.py FOLDER OUT.nt indexed|bare

FOLDER holds what tables.py made. Reading the tables is not counted; mapping and writing are. Prints one JSON object.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
from maplib import IndexingOptions, Model

LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PREFIXES = "@prefix ottr: <http://ns.ottr.xyz/0.4/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
STRING = "http://www.w3.org/2001/XMLSchema#string"


def template(table: dict[str, Any]) -> str:
    """Write the template of a table."""
    columns = table["columns"]
    parameters = ["ottr:IRI ?s", *(f"? {typed(column['kind'])} ?{column['name']}" for column in columns)]
    triples = [f"ottr:Triple(?s, rdf:type, <{name}>)" for name in table["classes"]]
    triples += [f"ottr:Triple(?s, <{column['property']}>, ?{column['name']})" for column in columns]
    return f"{PREFIXES}<urn:{table['name']}> [{', '.join(parameters)}] :: {{ {', '.join(triples)} }} ."


def typed(kind: str) -> str:
    """Return the type of a parameter."""
    if kind == "iri":
        return "ottr:IRI"
    if kind.startswith("@"):
        return f"<{LANG_STRING}>"
    return kind.removeprefix("^^") or f"<{STRING}>"


def main(folder: Path, out: Path, *, indexed: bool) -> None:
    """Map all tables."""
    tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
    frames = [pl.read_parquet(folder / f"{table['name']}.typed.parquet") for table in tables]
    start = time.perf_counter()
    options = IndexingOptions(object_sort_all=False, subject_object_index=indexed)
    model = Model(indexing_options=options)
    for table, frame in zip(tables, frames, strict=True):
        model.add_template(template(table))
        model.map(f"urn:{table['name']}", frame, validate_iris=False)
    model.write(str(out), format="ntriples")
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), indexed=sys.argv[3] == "indexed")
