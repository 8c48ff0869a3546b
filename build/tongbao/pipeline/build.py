"""The main job: make the parts that have changed, validate them, and change the output folder in one step."""

import hashlib
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

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
"""Up to this number of notices, the whole graph is also written in all formats, which takes longer than the parts."""


class InvalidError(TongbaoError):
    """The graph breaks a shape; nothing was written."""

    exit_code = 1

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(*(Problem(f.shape.rpartition("#")[2], f.message, f.cure, f.place) for f in findings))
        self.findings = findings


@dataclass(slots=True)
class Outcome:
    """The result of making a dataset's parts."""

    base: str = ""
    """The base IRI of the dataset."""
    notices: int = 0
    """How many notices there are in the dataset."""
    made: int = 0
    """How many of them were made in this run; the others are unchanged."""
    units: int = 0
    places: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The problems of files on which all notices depend."""
    findings: list[Finding] = field(default_factory=list)
    """The findings about notices that can be published, and about the data that they share."""
    departures: int = 0
    """How many parts of the records that were made differ from the print on purpose."""
    bad: list[Made] = field(default_factory=list)
    """The notices that cannot be published."""
    not_yet: list[Made] = field(default_factory=list)
    """Drafts of which nothing stands up yet: left out of a graph that was made to look at drafts."""

    def all_problems(self) -> list[Problem]:
        """Return the problems of all files, in order."""
        return [*self.problems, *(problem for made in self.bad for problem in made.problems)]

    def all_findings(self) -> list[Finding]:
        """Return the findings about everything that could be loaded."""
        return list(dict.fromkeys([*self.findings, *(finding for made in self.bad for finding in made.findings)]))


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build, with counts for people."""

    outcome: Outcome
    statements: int
    graphs: int
    classes: Counter[str]
    gone: tuple[str, ...] = ()
    """Files that were exported from the previous build and do not belong to this one."""


def build(
    data: Path,
    out: Path,
    engine: Engine,
    *,
    jobs: int | None = None,
    keep_going: bool = False,
    drafts: bool = False,
    progress: Progress = SILENT,
) -> Built:
    """Build a dataset's graph into a folder; parts that have not changed since the last build are not made again.

    Raises DataError or InvalidError, and then leaves the folder's content as it was. With ``keep_going``, notices that have
    errors are left out instead. With ``drafts``, notices with open points are in it as far as they stand up, and the graph says so.
    """
    check_folder(data)  # before the output is created, which may be inside it
    with held_output(out) as output, State.at(output.cache / "state.sqlite", data) as state:
        objects = Objects(output.cache / "objects")
        start = time.time_ns()
        outcome = _make(data, state, objects, engine, jobs or default_jobs(), progress, Lenient(keep_going, drafts))
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
    """Make and check everything, and write nothing; return the result, or raise DataError."""
    with TemporaryDirectory() as folder, State.at(Path(folder, "state.sqlite"), data) as state:
        outcome = _make(data, state, Objects(None), engine, jobs or default_jobs(), progress, Lenient())
    if problems := outcome.all_problems():
        raise DataError(*problems)
    return outcome


def raise_unless_sound(outcome: Outcome, *, keep_going: bool) -> None:
    """Raise the problems or findings that block the output; those of a notice only where none may be left out."""
    if problems := outcome.problems if keep_going else outcome.all_problems():
        raise DataError(*problems)
    findings = outcome.findings if keep_going else outcome.all_findings()
    if any(finding.blocks for finding in findings):
        raise InvalidError(findings)


class Lenient(NamedTuple):
    """What a build lets pass: notices with errors, which are left out, and notices with open points."""

    keep_going: bool = False
    drafts: bool = False


def _make(
    data: Path,
    state: State,
    objects: Objects,
    engine: Engine,
    jobs: int,
    progress: Progress,
    lenient: Lenient,
) -> Outcome:
    """Make all parts that have changed, and record them in the state."""
    progress.step(Text("Reading", "正在读取"))
    foundation = lay(data, state, objects, engine, drafts=lenient.drafts)
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
        lenient.drafts,
        not foundation.sound,
    )
    progress.step(Text("Populating and validating", "正在生成并校验"), len(planned.tasks))
    keeper = Keeper(state, foundation, planned)
    with closing(make_all(planned.tasks, shared, jobs)) as results:
        for made in results:
            if not keeper.keep(made):
                (outcome.not_yet if made.is_draft else outcome.bad).append(made)
            outcome.made += not made.unchanged
            outcome.departures += made.departures
            progress.done()
    for made in [] if outcome.problems else problems_across(state, data):
        state.drop(Path(made.file).stem)
        outcome.bad.append(made)
    outcome.bad.sort(key=lambda made: made.file)
    if lenient.keep_going or not outcome.all_problems():
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
    )  # units and places; derived statements; the terms; the dataset
    return Built(outcome, state.statements(), graphs, classes, tuple(sorted(gone)))


def _check(parts: list[tuple[str, str]], objects: Objects) -> None:
    """Raise OutputError where a part that is about to be read has changed since it was kept; the next build makes it again."""
    for _, sha256 in parts if objects.folder else ():
        if sha256_of(file := objects.file(sha256)) != sha256:
            distrust(file)
            raise OutputError(Problem("part-differs", *_DIFFERS, Place(file)))


_DIFFERS = (
    Text("A file kept from an earlier build was changed.", "先前构建所保留的文件已被改动。"),
    Text("Build again: the file is then rebuilt.", "请再次构建，届时将重新生成该文件。"),
)
