"""The work on each notice: from its file to validated statements, which are kept as a part.

Notices come in batches, because it is cheaper to hand over and validate several at a time. The result for one notice never
depends on the others in its batch.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from tongbao.errors import Problem
from tongbao.files.digest import sha256_of
from tongbao.load import Authority, Content, NoticeFacts, read_content, read_notice
from tongbao.load.beside import names_beside
from tongbao.load.gaps import GAP
from tongbao.pipeline.locate import Locator
from tongbao.pipeline.lookup import Lookup
from tongbao.pipeline.objects import Object, Objects
from tongbao.populate import co_lead_pairs, derived_statements, notice_statements
from tongbao.rdf.iris import Iris, term
from tongbao.rdf.nquads import bare_lines, with_graph
from tongbao.validate import Engine, Finding, check_notices, engine_for, located
from tongbao.validate.across import marks_of

BATCH = 10
"""How many notices are handed to a worker at once."""

Pair = tuple[str, str, str]
"""Two units, the lower id first, and a measure that they lead together, as an N-Triples term."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the work on every notice needs: the same for all, and small enough to send to every worker."""

    data: Path
    base: str
    authority: Authority
    units: Path | bytes
    """The part with the statements about units and places."""
    engine: Engine
    objects: Path | None
    """Where parts are kept; None where they are not needed."""
    drafts: bool = False
    """Whether notices with open points are read as far as they stand up."""
    load_only: bool = False
    """Whether something that all notices depend on has problems: then notices are only read to find theirs."""

    @property
    def iris(self) -> Iris:
        """Return what makes the IRIs of the dataset."""
        return Iris(self.base, self.authority.vocabulary.above)


class Task(NamedTuple):
    """One notice to make: its file and, where it was made before, the digest of its content and the files beside it."""

    file: str
    content: str = ""
    beside: str = ""
    """The names of these files, each on a line."""


@dataclass(slots=True)
class Made:
    """The result for one notice."""

    file: str
    """Its path, as in its task."""
    content: str = ""
    """A digest of the YAML and the files beside it."""
    unchanged: bool = False
    """Whether the content is unchanged: then nothing else was done."""
    beside: str = ""
    """The names of its source text, its original and the places in that, as far as it has them, each on a line."""
    object: Object | None = None
    """Its part: its own statements and those derived only from it; None where it is not valid."""
    statements: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """What its result depends on: the names looked up, and the IRIs of units and places."""
    pairs: list[Pair] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    """What no other notice may share, by the check across notices that looks at it."""
    successor: str | None = None
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    departures: int = 0
    """How many parts of its records differ from the print on purpose."""
    is_draft: bool = False
    """Whether it has open points, and such notices are asked for."""

    @property
    def valid(self) -> bool:
        """Return whether it can be published."""
        return not self.problems and not any(finding.blocks for finding in self.findings)


class NoticeIds:
    """The ids of all notices of a dataset, looked up in its folder."""

    def __init__(self, data: Path) -> None:
        self._notices = data / "notices"

    def __contains__(self, name: object) -> bool:
        with os.scandir(self._notices) as years:
            return any(os.path.exists(os.path.join(year.path, f"{name}.yaml")) for year in years)  # noqa: PTH110, PTH118


class Maker:
    """Makes notices of one dataset."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self._iris = shared.iris
        self._engine = engine_for(shared.engine, self._iris)
        self._lookup = Lookup(shared.units, shared.base)
        self._objects = Objects(shared.objects)
        self._ids = NoticeIds(shared.data)

    def __call__(self, tasks: Sequence[Task]) -> list[Made]:
        """Make some notices and keep the parts of the valid ones."""
        results = self.make(tasks)
        for made, part in results:
            if part:
                made.object = self._objects.put(part.encode())
        return [made for made, _ in results]

    def make(self, tasks: Sequence[Task]) -> list[tuple[Made, str]]:
        """Make some notices; return the result for each, and its part: sorted N-Quads, empty where it is not valid.

        Pure: all problems of a notice are in its result, and nothing is written.
        """
        made = [Made(task.file) for task in tasks]
        parts: dict[int, _Part] = {}
        for number, task in enumerate(tasks):
            facts = self._read(task, made[number])
            if facts and not self.shared.load_only:
                parts[number] = self._populate(facts, made[number])
        self._validate(made, parts)
        return [(one, parts[number].quads if number in parts and one.valid else "") for number, one in enumerate(made)]

    def _read(self, task: Task, made: Made) -> NoticeFacts | None:
        file, data = Path(task.file), self.shared.data
        content = read_content(file, data)
        if task.content and _digest(content, _now(file, task.beside)) == task.content:
            made.content, made.beside, made.unchanged = task.content, task.beside, True
            return None
        shared = self.shared
        made.is_draft = shared.drafts and GAP in content.text
        facts, made.problems = read_notice(file, data, shared.authority, self._ids, content, drafts=shared.drafts)
        if facts:
            made.beside = "\n".join(names_beside(facts.record.source))
            made.departures = facts.departures
            made.content = _digest(content, _read_from(facts))
        return facts

    def _populate(self, facts: NoticeFacts, made: Made) -> "_Part":
        own = notice_statements(facts, self._iris)
        lines, derived = bare_lines(own), bare_lines(derived_statements(facts, self._iris))
        made.statements = len(lines) + len(derived)
        made.classes = dict(Counter(cls for _, cls in {(s, o) for s, p, o in own if p == A}))
        mentioned = {o for o in set(map(itemgetter(2), own)) if o.startswith(self._lookup.prefixes)}
        around = self._lookup.closure(mentioned | {self._iris.place(facts.record.place)})
        made.names = sorted({*facts.names, *around})
        made.pairs = [
            (low, high, self._iris.measure(facts.record.id, measure)) for low, high, measure in co_lead_pairs(facts)
        ]
        made.marks = marks_of(facts)
        made.successor = facts.record.state.replaced_by if facts.record.state else None
        graphs = ((self._iris.notice_graph(facts.record.id), lines), (self._iris.graph("derived"), derived))
        quads = [line for graph, lines in graphs for line in with_graph(lines, graph)]
        return _Part(" .\n".join([*lines, *derived, ""]), "".join(sorted(quads)), set(around))

    def _validate(self, made: list[Made], parts: "dict[int, _Part]") -> None:
        triples, around = [part.triples for part in parts.values()], [part.around for part in parts.values()]
        found = list(check_notices(triples, self._lookup, self._engine, mentioned=around))
        if found:
            locator = Locator(self.shared.data, self.shared.base)
            for number, part in parts.items():
                own = [finding for finding in found if f"\n<{finding.focus}> " in f"\n{part.triples}"]
                made[number].findings = located(own, locator.place)


class _Part(NamedTuple):
    """The statements of one notice: as N-Triples for validation, and as sorted N-Quads."""

    triples: str
    quads: str
    around: set[str]
    """The units and places that it mentions, and everything above them."""


A = term("rdf:type")


def _digest(content: Content, beside: Iterable[str]) -> str:
    """Return a digest of a notice's file and of the digests of the files beside it."""
    return hashlib.sha256(b"\n".join([content.data, *map(str.encode, beside)])).hexdigest()


def _now(file: Path, names: str) -> Iterator[str]:
    """Yield the digests of the files beside a notice as they are now; an empty one where one cannot be read."""
    for name in names.split("\n"):
        try:
            yield sha256_of(file.parent / name)
        except (OSError, ValueError):
            yield ""


def _read_from(facts: NoticeFacts) -> Iterator[str]:
    """Yield the digests of the files beside a notice as its facts were made from them, in the same order."""
    yield facts.source.sha256
    if original := facts.record.source.original:
        yield original.sha256
        yield hashlib.sha256(facts.places.dump()).hexdigest() if facts.places else ""
