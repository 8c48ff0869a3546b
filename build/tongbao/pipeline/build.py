"""The main job: make what has changed, validate it, and change the output folder all at once."""

import hashlib
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tongbao.errors import DataError, OutputError, Place, Problem, Text, TongbaoError
from tongbao.files.digest import sha256_of
from tongbao.load import check_folder
from tongbao.pipeline.across import make_across
from tongbao.pipeline.foundation import lay
from tongbao.pipeline.notice import Made, Shared
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.output import Output, held_output
from tongbao.pipeline.plan import Keeper, plan, problems_across
from tongbao.pipeline.runners import default_jobs, make_all
from tongbao.pipeline.seal import distrust
from tongbao.pipeline.state import State
from tongbao.pipeline.tree import MANIFEST, is_laid_out, lay_out, manifest
from tongbao.progress import SILENT, Progress
from tongbao.rdf.formats import FORMATS, write_format
from tongbao.rdf.iris import term
from tongbao.rdf.nquads import write_part
from tongbao.validate import Engine, Finding

MAX_NOTICES_IN_ALL_FORMATS = 20
"""Up to so many notices, the whole graph is written in all formats beside its parts; that takes longer than these."""


class InvalidError(TongbaoError):
    """The graph breaks a shape; nothing was written."""

    exit_code = 1

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(*(Problem(f.shape.rpartition("#")[2], f.message, f.cure, f.place) for f in findings))
        self.findings = findings


@dataclass(slots=True)
class Outcome:
    """What came of making a dataset's parts."""

    base: str = ""
    """The base IRI of the dataset."""
    notices: int = 0
    """How many there are in the dataset."""
    made: int = 0
    """How many of them were made anew; the others are as before."""
    units: int = 0
    places: int = 0
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with files that all notices rest on."""
    findings: list[Finding] = field(default_factory=list)
    """What is to be said of notices that can be published, and of what they share."""
    departures: int = 0
    """How many parts of the records that were made depart from the print on purpose."""
    bad: list[Made] = field(default_factory=list)
    """The notices that cannot be published."""

    def all_problems(self) -> list[Problem]:
        """Return the problems of all files, in order."""
        return [*self.problems, *(problem for made in self.bad for problem in made.problems)]

    def all_findings(self) -> list[Finding]:
        """Return what is to be said of everything that could be loaded."""
        return list(dict.fromkeys([*self.findings, *(finding for made in self.bad for finding in made.findings)]))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made, counted for people."""

    outcome: Outcome
    statements: int
    graphs: int
    classes: Counter[str]
    gone: tuple[str, ...] = ()
    """Files that were exported of the build before, and are not those of this one."""


def build(
    data: Path,
    out: Path,
    engine: Engine,
    *,
    jobs: int | None = None,
    keep_going: bool = False,
    progress: Progress = SILENT,
) -> Built:
    """Build a dataset's graph into a folder; what has not changed since the last build is not made again.

    Raises DataError or InvalidError and leaves the folder's content as it was; with ``keep_going``, notices
    that are wrong are left out instead.
    """
    check_folder(data)  # before the output, which may lie in it, makes it
    with held_output(out) as output, State.at(output.cache / "state.sqlite", data) as state:
        objects = Objects(output.cache / "objects")
        start = time.time_ns()
        outcome = _make(data, state, objects, engine, jobs or default_jobs(), progress, keep_going=keep_going)
        state.commit()
        raise_unless_sound(outcome, keep_going=keep_going)
        progress.step(Text("Writing", "正在写出"))
        built = _write(output, outcome, state, objects)
        for sha256 in state.stale():
            objects.drop(sha256)
        if state.broken_off:
            objects.sweep(state.kept())
        output.mark_built(start)
    return built


def validate(data: Path, engine: Engine, *, jobs: int | None = None, progress: Progress = SILENT) -> Outcome:
    """Make and check everything and write nothing; return what came of it, or raise DataError."""
    with TemporaryDirectory() as folder, State.at(Path(folder, "state.sqlite"), data) as state:
        outcome = _make(data, state, Objects(None), engine, jobs or default_jobs(), progress)
    if problems := outcome.all_problems():
        raise DataError(*problems)
    return outcome


def raise_unless_sound(outcome: Outcome, *, keep_going: bool) -> None:
    """Raise what keeps the output from being changed: what is wrong with a notice only where none may be left out."""
    if problems := outcome.problems if keep_going else outcome.all_problems():
        raise DataError(*problems)
    findings = outcome.findings if keep_going else outcome.all_findings()
    if any(finding.blocks for finding in findings):
        raise InvalidError(findings)


def _make(
    data: Path,
    state: State,
    objects: Objects,
    engine: Engine,
    jobs: int,
    progress: Progress,
    *,
    keep_going: bool = False,
) -> Outcome:
    """Make all parts that have changed, and remember them in the state."""
    progress.step(Text("Reading", "正在读取"))
    foundation = lay(data, state, objects, engine)
    planned = plan(data, state, objects, foundation)
    outcome = Outcome(
        base=foundation.base,
        notices=planned.notices,
        units=len(foundation.authority.units),
        places=len(foundation.authority.places),
        problems=[*foundation.problems, *planned.problems],
        findings=foundation.findings,
    )
    shared = Shared(
        data,
        foundation.base,
        foundation.authority.slim(),
        foundation.units,
        engine,
        objects.folder,
        not foundation.sound,
    )
    progress.step(Text("Populating and validating", "正在生成并校验"), len(planned.tasks))
    keeper = Keeper(state, foundation, planned)
    with closing(make_all(planned.tasks, shared, jobs)) as results:
        for made in results:
            outcome.bad += [] if keeper.keep(made) else [made]
            outcome.made += not made.unchanged
            outcome.departures += made.departures
            progress.done()
    for made in [] if outcome.problems else problems_across(state, data):
        state.drop(Path(made.file).stem)
        outcome.bad.append(made)
    outcome.bad.sort(key=lambda made: made.file)
    if keep_going or not outcome.all_problems():
        progress.step(Text("Joining", "正在汇总"))
        outcome.findings += state.findings()
        outcome.findings += make_across(state, objects, foundation, engine) if foundation.sound else []
    return outcome


# --- writing ------------------------------------------------------------------------------------


def _write(output: Output, outcome: Outcome, state: State, objects: Objects) -> Built:
    parts = state.digests()
    files = [(name, objects.path(sha256)) for name, sha256 in parts]
    notices = sum(name.startswith("notice/") for name, _ in parts)
    forms = FORMATS if notices <= MAX_NOTICES_IN_ALL_FORMATS else ()
    listed = manifest(parts)
    name = hashlib.sha256(b"\0".join([state.environment, " ".join(forms).encode(), listed.encode()])).hexdigest()[:16]
    gone: set[str] = set()
    if not (output.shows(name) and is_laid_out(output.folder, files)):
        gone = {f"graph.{form}" for form in FORMATS if (output.folder / f"graph.{form}").exists()}
        gone -= {f"graph.{form}" for form in forms}
        with output.staged(name) as folder:
            _check(parts, objects if forms else Objects(None))
            lay_out(folder, files)
            write_part(folder / MANIFEST, [listed])
            for form in forms:
                write_format(form, folder, [Path(file) for _, file in files], outcome.base)
    classes = +state.classes
    graphs = (
        notices + classes[term("skos:ConceptScheme")] + 4
    )  # units and places; what is derived; the terms; the dataset
    return Built(outcome, state.statements(), graphs, classes, tuple(sorted(gone)))


def _check(parts: list[tuple[str, str]], objects: Objects) -> None:
    """Raise OutputError where a part that is about to be read was changed since it was kept; the next build makes it again."""
    for _, sha256 in parts if objects.folder else ():
        if sha256_of(file := objects.file(sha256)) != sha256:
            distrust(file)
            raise OutputError(Problem("part-differs", *_DIFFERS, Place(file)))


_DIFFERS = (
    Text("What was kept of an earlier build was changed.", "先前构建保留的内容被改动。"),
    Text("Build again: it is made again then.", "请再次构建，届时将重新生成。"),
)
