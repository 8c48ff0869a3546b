"""The files of the dataset: the graph in several formats, or in parts, and the tables."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.files.digest import sha256_of
from tongbao.pipeline.tree import MANIFEST
from tongbao.site.tables.files import TABLES

FILE_TYPES = {
    "nq": "RDF_N_QUADS",
    "trig": "RDF_TRIG",
    "ttl": "RDF_TURTLE",
    "jsonld": "JSON_LD",
    "csv": "CSV",
    "parquet": "PARQUET",
    "sha256": "TXT",
}
"""Codes of the EU's authority table of file types, which DCAT-AP requires."""
GRAPH = "dump/graph.nq"
DUMPS = {
    GRAPH: Text("the whole graph, as separate named graphs (N-Quads)", "整个图谱，保留命名图（N-Quads）"),
    "dump/graph.trig": Text("the same in TriG", "同上，TriG 格式"),
    "dump/graph.ttl": Text("all graphs as one (Turtle)", "各图合并为一（Turtle）"),
    "dump/graph.jsonld": Text("the same in JSON-LD 1.1", "同上，JSON-LD 1.1 格式"),
    f"dump/{MANIFEST}": Text(
        "the list of the parts of the graph (N-Quads); joined in any order, they are the whole graph",
        "图谱各部分（N-Quads）及其校验和的清单；按任意次序拼接即为整个图谱",
    ),
}
"""The graph as files of the site: as a whole, or as the list of its parts."""


class Distribution(NamedTuple):
    """One file of the dataset."""

    name: str
    """Its path below the root of the site."""
    form: str
    about: Text
    size: int
    sha256: str


def distributions(folder: Path, names: Collection[str]) -> Iterator[Distribution]:
    """Yield the files of the dataset that are among the files of a site."""
    tables = {f"dump/{table.name}.{form}": table.about for table in TABLES.values() for form in ("csv", "parquet")}
    for name, about in (DUMPS | tables).items():
        if name in names:
            file = folder / name
            yield Distribution(name, name.rpartition(".")[2], about, file.stat().st_size, sha256_of(file))


def graph_files(names: Collection[str]) -> list[str]:
    """Return the files of a site that hold the graph, as a whole or in parts."""
    whole = [name for name in DUMPS if name in names and not name.endswith(MANIFEST)]
    return whole or [name for name in names if name.startswith("dump/parts/")]
