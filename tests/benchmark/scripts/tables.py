"""Turn statements into the tables that mapping engines read: the work that a mapping cannot do is done here, before.

    python tables.py STATEMENTS.nq FOLDER

Things of the same classes share a table: a column for each property that has one value at most, typed; properties
with several values get a table each, of two columns. IRIs are whole, so that no engine must build or encode them.
Writes FOLDER/tables.json, which says what each column means, and for each table typed and plain Parquet.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import polars as pl

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
LANGUAGE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
NATIVE = {f"{XSD}integer": pl.Int64, f"{XSD}decimal": pl.Decimal(38, 12)}
"""How maplib wants the columns of these datatypes; of others, text."""


def statements(file: Path) -> pl.DataFrame:
    """Read N-Quads of our own writing as triples, each once, the objects parted into kind and value."""
    lines = pl.read_csv(file, has_header=False, separator="\x01", quote_char=None, new_columns=["line"])
    pattern = r"^(?<s>\S+) (?<p>\S+) (?<o>.+) <[^>]*> \.$"
    triples = lines.select(pl.col("line").str.extract_groups(pattern)).unnest("line").unique()
    kind = (
        pl.when(pl.col("o").str.starts_with("<")).then(pl.lit("iri")).otherwise(pl.col("o").str.extract(r'"([^"]*)$'))
    )
    value = (
        pl.when(pl.col("o").str.starts_with("<")).then(pl.col("o")).otherwise(pl.col("o").str.extract(r'(?s)^(".*")'))
    )
    return triples.with_columns(kind=kind, value=value.str.slice(1).str.head(-1)).with_columns(_unescaped())


def _unescaped() -> pl.Expr:
    escaped = pl.col("value").str.contains("\\", literal=True)
    unescape = pl.col("value").map_elements(lambda text: json.loads(f'"{text}"'), return_dtype=pl.String)
    return pl.when(escaped).then(unescape).otherwise(pl.col("value")).alias("value")


def main(file: Path, folder: Path) -> None:
    """Make all tables."""
    triples = statements(file)
    typed = triples.filter(pl.col("p") == TYPE)
    classes = typed.group_by("s").agg(pl.col("value").sort().alias("classes"))
    rest = triples.filter(pl.col("p") != TYPE).join(classes, on="s", how="left")
    described: list[dict[str, Any]] = []

    def write(table: pl.DataFrame, columns: list[dict[str, str]], types: list[str]) -> None:
        name = f"t{len(described):03}"
        table.fill_null("").write_parquet(folder / f"{name}.plain.parquet")
        table.with_columns(_native(column) for column in columns).write_parquet(folder / f"{name}.typed.parquet")
        described.append({"name": name, "classes": types, "columns": columns})

    for (types,), members in classes.group_by("classes", maintain_order=True):
        things = members.select("s")
        own = rest.join(things, on="s", how="semi")
        columns: list[dict[str, str]] = []
        for (p, kind), pairs in own.group_by("p", "kind", maintain_order=True):
            column = {"property": p[1:-1], "kind": kind}
            if pairs["s"].is_duplicated().any():
                write(_bare(pairs.select("s", c0="value")), [{"name": "c0", **column}], [])
            else:
                columns.append({"name": f"c{len(columns)}", **column})
                things = things.join(pairs.select("s", pl.col("value").alias(columns[-1]["name"])), on="s", how="left")
        write(_bare(things), columns, types)
    for (p, kind), pairs in rest.filter(pl.col("classes").is_null()).group_by("p", "kind"):
        write(_bare(pairs.select("s", c0="value")), [{"name": "c0", "property": p[1:-1], "kind": kind}], [])
    (folder / "tables.json").write_text(json.dumps(described, indent=1), encoding="utf-8")
    print(json.dumps({"tables": len(described), "statements": len(triples)}))


def _bare(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table whose subjects are IRIs without brackets."""
    return table.with_columns(pl.col("s").str.slice(1).str.head(-1))


def _native(column: dict[str, str]) -> pl.Expr:
    """Return a column as maplib wants it."""
    value, kind = pl.col(column["name"]), column["kind"]
    if kind.startswith("@"):
        both = pl.struct(value.alias(LANGUAGE), pl.lit(kind[1:]).alias("l"))
        return pl.when(value.is_not_null()).then(both).alias(column["name"])
    datatype = re.sub(r"^\^\^<|>$", "", kind)
    if datatype == f"{XSD}date":
        return value.str.to_date()
    if datatype == f"{XSD}boolean":
        return value == "true"
    return value.cast(NATIVE[datatype]) if datatype in NATIVE else value


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
