"""The tables of a build on Spark: paths, rows, lines; and the files written from them.

Rows are written once, by writers that commit either all files of a task or none. Everything else is made from these files. So
a lost machine costs the tasks that it was working on, never a statement, and no notice is made again for the later steps.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from tongbao.pipeline.notice import BATCH, Made
from tongbao.spark.builds import Builds
from tongbao.spark.session import run
from tongbao.spark.work import ROWS, Sent, joining, making, read_trouble

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast
    from pyspark.sql import Column, DataFrame, SparkSession

A_TASK = 100
"""How many notices are in a task, where there are many: some seconds of work, which is lost with a machine."""
MAX_TASKS = 20_000
"""The largest number of tasks: more would slow down Spark's own bookkeeping."""
CHUNK = 10_000
"""How many lines of the shared parts go into one row."""

_FEW_ROWS = {
    "parquet.block.size": 16 << 20,
    "parquet.block.size.row.check.min": 8,
    "parquet.page.size.row.check.min": 1,
}
"""How rows are written: the text of a notice is long, and by default Parquet checks its memory only after a hundred rows."""

Done = Callable[[float], None]
"""Receives the finished share of a step, 0 to 1."""
Result = TypeVar("Result")


class Totals(NamedTuple):
    """The counts over all rows."""

    notices: int
    statements: int
    classes: Counter[str]


class Tables:
    """The tables of one build."""

    def __init__(self, spark: "SparkSession", builds: Builds, build: str, sent: "Broadcast[Sent]") -> None:
        self._spark, self._builds, self._build, self._sent = spark, builds, build, sent
        self._schema = from_arrow_schema(ROWS)
        self._left_out: list[str] = []

    def make(self, files: Sequence[str], done: Done) -> None:
        """Make all notices, given by their paths."""
        context = self._spark.sparkContext
        tasks = _tasks(len(files), context.defaultParallelism)
        self._spark.conf.set("spark.sql.shuffle.partitions", tasks)
        paths = self._spark.createDataFrame(context.parallelize([(file,) for file in files], tasks), "file string")
        rows = paths.mapInArrow(making(self._sent), self._schema)
        self._run(lambda: rows.write.options(**_FEW_ROWS).parquet(self._uri("rows")), done)

    def troubled(self, data: Path) -> list[Made]:
        """Return the notices with findings or problems, in order of their ids."""
        return self._troubled("rows", data)

    def same(self, check: str) -> Iterator[tuple[str, str, str]]:
        """Yield the notices that bear the mark of one with a lower id, as the state of a local build does."""
        marked = self._valid().select("notice", "file", f.col("marks")[check].alias("mark")).filter("mark IS NOT NULL")
        bearers = f.sort_array(f.collect_list(f.struct("notice", "file"))).alias("bearers")
        found = marked.groupBy("mark").agg(bearers).filter(f.size("bearers") > 1)
        twice = [(late, row.bearers[0], row.mark) for row in self._run(found.collect) for late in row.bearers[1:]]
        for late, first, mark in sorted(twice, key=lambda each: each[0].notice):
            yield _named(late.file), _named(first.file), mark

    def leave_out(self, notices: Iterable[str]) -> None:
        """Leave notices out of everything that is made from now on."""
        self._left_out += notices

    def join(self, data: Path) -> list[Made]:
        """Make the statements about who leads together; return those with findings."""
        pairs = self._valid().select(f.explode("pairs").alias("pair")).select("pair.*")
        measures = f.collect_set("measure").alias("measures")
        edges = pairs.groupBy("low", "high").agg(measures).mapInArrow(joining(self._sent), self._schema)
        self._run(lambda: edges.write.options(**_FEW_ROWS).parquet(self._uri("edges")))
        return self._troubled("edges", data)

    def totals(self) -> Totals:
        """Count notices, statements, and nodes by class."""
        everything = self._everything()
        counts = self._run(everything.agg(f.count("notice"), f.sum("statements")).collect)[0]
        classes = everything.select(f.explode("classes").alias("name", "times")).groupBy("name").agg(f.sum("times"))
        return Totals(counts[0], counts[1] or 0, Counter(dict(map(tuple, self._run(classes.collect)))))

    def write(self, shared: Iterable[str], done: Done) -> None:
        """Write N-Quads and Parquet, with the lines that notices share; each partition is sorted."""
        texts = self._everything().select("notice", "text")
        foundation = self._spark.createDataFrame(
            [(None, text) for text in _chunks(shared)], "notice string, text string"
        )
        lines = texts.union(foundation.coalesce(1)).select("notice", f.explode(f.split("text", "\n")).alias("line"))
        ordered = lines.sortWithinPartitions("line")
        self._run(lambda: ordered.select("line").write.text(self._uri("nquads")), lambda share: done(share / 2))
        quads = ordered.select(*_terms(), "notice")
        self._run(lambda: quads.write.parquet(self._uri("parquet")), lambda share: done(0.5 + share / 2))
        for name in ("rows", "edges"):
            self._builds.drop(self._build, name)

    def _valid(self) -> "DataFrame":
        rows = self._read("rows").filter("text IS NOT NULL")
        if not self._left_out:
            return rows
        left_out = self._spark.createDataFrame([(name,) for name in self._left_out], "notice string")
        return rows.join(f.broadcast(left_out), "notice", "left_anti").select(*self._schema.names)

    def _everything(self) -> "DataFrame":
        return self._valid().union(self._read("edges"))

    def _troubled(self, name: str, data: Path) -> list[Made]:
        troubled = self._read(name).filter("trouble IS NOT NULL").select("notice", "trouble")
        found = sorted(self._run(troubled.collect), key=lambda row: row.notice or "")
        return [read_trouble(row.trouble, data) for row in found]

    def _read(self, name: str) -> "DataFrame":
        return self._spark.read.schema(self._schema).parquet(self._uri(name))

    def _uri(self, name: str) -> str:
        return self._builds.uri(self._build, name)

    def _run(self, job: Callable[[], Result], done: Done = lambda share: None) -> Result:
        return run(self._spark, job, done)


def _tasks(notices: int, cores: int) -> int:
    wanted = max(-(-notices // A_TASK), 4 * cores)
    return max(1, min(wanted, -(-notices // BATCH), MAX_TASKS))


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line.rstrip("\n"))
        if len(chunk) == CHUNK:
            yield "\n".join(chunk)
            chunk = []
    if chunk:
        yield "\n".join(chunk)


def _terms() -> list["Column"]:
    """Return the terms of an N-Quads line, ``s p o g .``, as columns; only an object can contain spaces."""
    parts = f.split("line", " ", 3)
    rest = parts[2]
    end = f.substring_index(rest, " ", -2)
    return [
        parts[0].alias("subject"),
        parts[1].alias("predicate"),
        rest.substr(f.lit(1), f.length(rest) - f.length(end) - 1).alias("object"),
        f.substring_index(end, " ", 1).alias("graph"),
    ]


def _named(file: str) -> str:
    """Return the folder and the id of a notice from its file: ``2023/xiamen-2023-64``."""
    return file.removeprefix("notices/").removesuffix(".yaml")
