"""The work of an executor: make notices from their paths, and statements across notices from pairs of units."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from tongbao.pipeline.foundation import digest_of_environment
from tongbao.pipeline.lookup import Lookup
from tongbao.pipeline.notice import BATCH, Made, Maker, Shared, Task
from tongbao.populate import co_leadership_statements
from tongbao.rdf.iris import term
from tongbao.rdf.nquads import quad_lines
from tongbao.spark.errors import UNLIKE, UNSEEN
from tongbao.validate import Finding, check_across

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast

EDGES = 100
"""How many co-leaderships are validated at once."""

ROWS = pa.schema(
    [
        ("notice", pa.string()),
        ("file", pa.string()),
        ("text", pa.string()),
        ("statements", pa.int32()),
        ("classes", pa.map_(pa.string(), pa.int32())),
        ("pairs", pa.list_(pa.struct([("low", pa.string()), ("high", pa.string()), ("measure", pa.string())]))),
        ("marks", pa.map_(pa.string(), pa.string())),
        ("trouble", pa.string()),
    ]
)
"""A row for each notice, and for each pair of units that lead together. It holds sorted N-Quads without the last line break,
or nothing where they are not valid; and a `Made` as JSON where there are findings or problems."""

Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Sent:
    """The data sent to every executor."""

    shared: Shared
    environment: bytes
    """The digest of what the driver makes parts with; an executor with a different one would make different parts."""


def making(sent: "Broadcast[Sent]") -> Callable[[Batches], Batches]:
    """Return a function that makes notices: from batches of their paths (``file``) to batches of rows."""

    def make(batches: Batches) -> Batches:
        maker = _maker(sent.value)
        paths = (path.as_py() for batch in batches for path in batch.column("file"))
        while tasks := [Task(path) for path in islice(paths, BATCH)]:
            yield _batch(_notice_row(made, part, maker.shared.data) for made, part in maker.make(tasks))

    return make


def joining(sent: "Broadcast[Sent]") -> Callable[[Batches], Batches]:
    """Return a function that states who leads together: from rows ``low, high, measures`` to batches of rows."""

    def join(batches: Batches) -> Batches:
        maker = _maker(sent.value)
        shared = maker.shared
        iris, lookup = shared.iris, Lookup(shared.units, shared.base)
        pairs = (row for batch in batches for row in batch.to_pylist())
        while some := list(islice(pairs, EDGES)):
            edges = [quad_lines(co_leadership_statements(**pair, iris=iris), iris.graph("derived")) for pair in some]
            found = list(check_across([line for lines in edges for line in lines], lookup, shared.engine))
            yield _batch(_edge_row(lines, found, shared.data) for lines in edges)

    return join


_made_for: tuple[Sent, Maker] | None = None


def _maker(sent: Sent) -> Maker:
    """Return the maker of notices; a process creates it once, because it reads the shapes."""
    global _made_for
    if _made_for is None or _made_for[0] is not sent:
        shared = sent.shared
        if digest_of_environment(shared.base, shared.engine, shared.authority.vocabulary) != sent.environment:
            raise RuntimeError(UNLIKE)
        if not shared.data.is_dir():
            raise RuntimeError(UNSEEN)
        _made_for = sent, Maker(shared)
    return _made_for[1]


def _batch(rows: Iterable[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=ROWS)


def _notice_row(made: Made, part: str, data: Path) -> dict[str, Any]:
    row = {"notice": Path(made.file).stem, "file": _below(data, made.file), "trouble": _trouble(made, data)}
    if not part:
        return row
    pairs = [dict(zip(("low", "high", "measure"), pair, strict=True)) for pair in made.pairs]
    return row | {
        "text": part[:-1],
        "statements": made.statements,
        "classes": list(made.classes.items()),
        "pairs": pairs,
        "marks": list(made.marks.items()),
    }


def _edge_row(lines: list[str], found: list[Finding], data: Path) -> dict[str, Any]:
    subjects = {line.partition(" ")[0] for line in lines}
    findings = [finding for finding in found if f"<{finding.focus}>" in subjects]
    classes = Counter(line.split(" ", 3)[2] for line in lines if _TYPE in line)
    return {
        "text": "".join(lines)[:-1],
        "statements": len(lines),
        "classes": list(classes.items()),
        "trouble": _trouble(Made("", findings=findings), data),
    }


_TYPE = f" {term('rdf:type')} "


# --- findings and problems ----------------------------------------------------------------------


def _trouble(made: Made, data: Path) -> str | None:
    """Return the findings and problems of a notice as JSON, with files relative to the dataset's folder."""
    if not (made.findings or made.problems):
        return None
    told = Made(_below(data, made.file), findings=made.findings, problems=made.problems)
    return msgspec.json.encode(told, enc_hook=lambda path: _below(data, path)).decode()


def read_trouble(trouble: str, data: Path) -> Made:
    """Read the findings and problems of a notice; files are below the dataset's folder as the user names it."""
    made = msgspec.json.decode(trouble, type=Made, dec_hook=lambda _, name: data / name)
    made.file = str(data / made.file)
    return made


def _below(data: Path, file: str | Path) -> str:
    path = Path(file)
    return path.relative_to(data).as_posix() if path.is_relative_to(data) else str(path)
