"""The build on Spark: the driver lists the notices and judges the results; the executors make them. A build is shown only when it is complete."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import msgspec

from tongbao.errors import Text
from tongbao.load import check_folder, scan
from tongbao.pipeline.build import Built, Outcome, raise_unless_sound
from tongbao.pipeline.foundation import Foundation, lay
from tongbao.pipeline.notice import Shared
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.output import held_output
from tongbao.pipeline.plan import problems_across
from tongbao.pipeline.state import State
from tongbao.progress import Progress
from tongbao.rdf.iris import term
from tongbao.spark.errors import refuse_foreign
from tongbao.spark.session import check, session
from tongbao.validate import Engine

if TYPE_CHECKING:
    from tongbao.spark.tables import Tables


def build_with_spark(
    data: Path,
    out: str,
    master: str,
    engine: Engine,
    *,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> tuple[Built, str]:
    """Build a dataset's graph on a cluster; return what was made, and the URI of the folder that holds it.

    ``out`` is a URI that all machines can write to, or a path. ``master`` is Spark's master: ``local[*]``,
    ``spark://host:7077``, ``yarn``, ``k8s://…``. Raises DataError or InvalidError, and then shows nothing new; with
    ``keep_going``, notices that have errors are left out instead. Raises UsageError where Java or pyspark is missing, and
    OutputError where the master does not answer, Spark fails or the output cannot be written.
    """
    check(master)
    if (local := local_path(out)) and local.is_dir():
        refuse_foreign(out, (entry.name for entry in local.iterdir()))
    check_folder(data)  # before the output is created, which may be inside it
    progress = progress or Progress()
    with _held(out), TemporaryDirectory() as folder, State.at(Path(folder, "state.sqlite"), data) as state:
        objects = Objects(Path(folder, "objects"))
        progress.step(Text("Reading", "正在读取"))
        foundation = lay(data, state, objects, engine)
        return _Build(data, out, state, objects, foundation, engine, progress, keep_going).run(master)


def _held(out: str) -> AbstractContextManager[object]:
    """Hold an output on this machine; on other file systems there is no lock that a killed driver would release."""
    local = local_path(out)
    return held_output(local) if local else nullcontext()


def local_path(out: str) -> Path | None:
    """Return the output as a path, if it is one: without a scheme, or with ``file:``; None for other URIs."""
    parts = urlsplit(out)
    if parts.scheme == "file":
        return Path(url2pathname(parts.path))
    return Path(out) if len(parts.scheme) <= 1 else None  # a single letter is a drive


@dataclass
class _Build:
    _data: Path
    _named: str
    _state: State
    _objects: Objects
    _foundation: Foundation
    _engine: Engine
    _progress: Progress
    _keep_going: bool

    def __post_init__(self) -> None:
        local = local_path(self._named)
        self._alone = local is not None
        self._out = local.absolute().as_uri() if local else self._named
        self._outcome = Outcome(
            base=self._foundation.base,
            units=len(self._foundation.authority.units),
            places=len(self._foundation.authority.places),
            problems=list(self._foundation.problems),
            findings=list(self._foundation.findings),
        )

    def run(self, master: str) -> tuple[Built, str]:
        """Run the whole build in one session."""
        from tongbao.spark.builds import Builds
        from tongbao.spark.tables import Tables
        from tongbao.spark.work import Sent

        years = scan(self._data, self._outcome.problems)
        # Executors work in folders of their own, so the paths sent to them are absolute.
        files = [str(Path(year.file(notice)).absolute()) for year in years for notice in year.notices]
        self._outcome.notices = self._outcome.made = len(files)
        self._progress.step(Text("Starting Spark", "正在启动 Spark"))
        with session(master) as spark:
            builds = Builds(spark, self._out)
            build = builds.begin()
            builds.sweep(alone=self._alone)
            sent = spark.sparkContext.broadcast(Sent(self._shared(), self._state.environment))
            tables = Tables(spark, builds, build, sent)
            try:
                self._make(tables, files)
                built = self._write(tables)
                builds.publish(build, _about(built))
            except BaseException:
                with suppress(Exception):  # Spark itself may be gone; the next build removes what is left
                    builds.drop(build)
                raise
            builds.sweep(alone=self._alone)
        return built, builds.uri(build)

    def _shared(self) -> Shared:
        foundation = self._foundation
        units = foundation.units.read_bytes() if isinstance(foundation.units, Path) else foundation.units
        data = self._data.absolute()
        return Shared(
            data, foundation.base, foundation.authority.slim(), units, self._engine, None, not foundation.sound
        )

    def _make(self, tables: "Tables", files: list[str]) -> None:
        outcome = self._outcome
        self._progress.step(Text("Populating and validating", "正在生成并校验"), len(files))
        tables.make(files, _Share(self._progress, len(files)))
        troubled = tables.troubled(self._data)
        outcome.bad = [made for made in troubled if not made.valid]
        if not outcome.problems:
            across = problems_across(tables, self._data)
            tables.leave_out(Path(made.file).stem for made in across)
            outcome.bad += across
        outcome.bad.sort(key=lambda made: made.file)
        if self._keep_going or not outcome.all_problems():
            outcome.findings += [finding for made in troubled if made.valid for finding in made.findings]
            if self._foundation.sound:
                self._progress.step(Text("Joining", "正在汇总"))
                outcome.findings += [finding for made in tables.join(self._data) for finding in made.findings]
        raise_unless_sound(outcome, keep_going=self._keep_going)

    def _write(self, tables: "Tables") -> Built:
        totals = tables.totals()
        self._progress.step(Text("Writing", "正在写出"), 100)
        tables.write(self._lines(), _Share(self._progress, 100))
        parts = list(self._state.parts())
        classes = totals.classes
        for part in parts:
            classes.update(part.classes)
        graphs = (
            totals.notices + classes[term("skos:ConceptScheme")] + 4
        )  # units and places; derived statements; the terms; the dataset
        return Built(self._outcome, totals.statements + sum(part.statements for part in parts), graphs, classes)

    def _lines(self) -> Iterator[str]:
        """Yield the lines that notices share: vocabularies, units and places."""
        for part in self._state.parts():
            with self._objects.file(part.object.sha256).open(encoding="utf-8", newline="\n") as lines:
                yield from lines


def _about(built: Built) -> bytes:
    outcome = built.outcome
    about = {
        "base": outcome.base,
        "notices": outcome.notices - len(outcome.bad),
        "left_out": [Path(made.file).stem for made in outcome.bad],
        "statements": built.statements,
        "graphs": built.graphs,
    }
    return msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n"


class _Share:
    """Converts the finished share of a step into a number of things."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._before = progress, total, 0

    def __call__(self, share: float) -> None:
        now = int(share * self._total)
        if now > self._before:
            self._progress.done(now - self._before)
            self._before = now
