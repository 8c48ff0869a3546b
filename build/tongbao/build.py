"""The main job: load, populate, derive, validate, and change the output folder all at once."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tongbao import paths
from tongbao.derive import Deriver
from tongbao.errors import Problem, Text, TongbaoError
from tongbao.iris import Iris, term
from tongbao.load import Loaded, load
from tongbao.locate import Locator
from tongbao.populate import authority_statements, notice_statements, vocabulary_statements
from tongbao.validate import AuthorityIndex, Engine, Finding, check_notices, check_ontology, check_shared, located
from tongbao.write import merged, new_output, quad_lines, write_formats, write_part

MAX_NOTICES_IN_ALL_FORMATS = 1_000
"""Up to so many notices, Turtle, TriG and JSON-LD are written beside the N-Quads."""

Progress = Callable[[Text], None]


class InvalidError(TongbaoError):
    """The graph breaks a shape; nothing was written."""

    exit_code = 1

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(*(Problem(f.shape.rpartition("#")[2], f.message, f.cure, f.place) for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made: counts for people, and findings that do not block."""

    loaded: Loaded
    statements: int
    graphs: int
    classes: Counter[str]
    findings: list[Finding]


@dataclass(slots=True)
class Lines:
    """The N-Quads lines of a graph, part by part, each part sorted."""

    vocabularies: list[list[str]] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    notices: dict[str, list[str]] = field(default_factory=dict)
    derived: dict[str, list[str]] = field(default_factory=dict)
    across: list[str] = field(default_factory=list)


def build(data: Path, out: Path, engine: Engine, progress: Progress = lambda step: None) -> Built:
    """Build a dataset's graph into a folder; raise DataError or InvalidError and leave the folder as it was."""
    loaded, lines = populate(data, progress)
    progress(Text("Validating", "正在校验"))
    findings = check(data, loaded, lines, engine)
    if any(finding.blocks for finding in findings):
        raise InvalidError(findings)
    with new_output(out) as folder:
        progress(Text("Writing", "正在写出"))
        statements, classes = _write(folder, loaded, lines)
    graphs = len(lines.notices) + len(lines.vocabularies) + 2  # units and places; what is derived
    return Built(loaded, statements, graphs, classes, findings)


def populate(data: Path, progress: Progress = lambda step: None) -> tuple[Loaded, Lines]:
    """Load a dataset and make all its statements, those derived included."""
    progress(Text("Loading", "正在读取"))
    check_ontology()
    loaded = load(data)
    iris = Iris(loaded.dataset.base)
    deriver = Deriver(loaded.dataset.base)
    lines = Lines()
    progress(Text(f"Populating {len(loaded.notices)} notices", f"正在生成 {len(loaded.notices)} 份通报的陈述"))
    for file in sorted((paths.ONTOLOGY / "vocab").glob("*.ttl")):
        lines.vocabularies.append(quad_lines(vocabulary_statements(file), iris.graph(f"vocabulary/{file.stem}")))
    lines.authority = quad_lines(authority_statements(loaded.authority, iris), iris.graph("authority"))
    for facts in loaded.notices:
        name = facts.record.id
        own = quad_lines(notice_statements(facts, iris), iris.notice_graph(name))
        lines.notices[name] = own
        lines.derived[name] = quad_lines(deriver.within(own), iris.graph("derived"))
    everything = chain(lines.authority, *lines.notices.values(), *lines.derived.values())
    lines.across = quad_lines(deriver.across(everything), iris.graph("derived"))
    return loaded, lines


def check(data: Path, loaded: Loaded, lines: Lines, engine: Engine) -> list[Finding]:
    """Validate all statements, and say where in the YAML each finding comes from."""
    parts = ([*own, *lines.derived[name]] for name, own in lines.notices.items())
    found = check_shared([*lines.authority, *lines.across], engine)
    found += check_notices(parts, AuthorityIndex(lines.authority), engine)
    locator = Locator(data, loaded.dataset.base)
    return located(dict.fromkeys(found), locator.place)


def _write(folder: Path, loaded: Loaded, lines: Lines) -> tuple[int, Counter[str]]:
    parts = list(_write_parts(folder / "parts", lines))
    count, classes = 0, Counter[str]()
    with (folder / "graph.nq").open("w", encoding="utf-8", newline="\n") as out:
        for line in merged(parts):
            out.write(line)
            count += 1
            if _TYPE in line:
                classes[line.split(" ", 3)[2]] += 1
    if len(lines.notices) <= MAX_NOTICES_IN_ALL_FORMATS:
        write_formats(folder, parts, loaded.dataset.base)
    return count, classes


_TYPE = f" {term('rdf:type')} "


def _write_parts(folder: Path, lines: Lines) -> Iterator[Path]:
    derived = sorted({*lines.across, *chain.from_iterable(lines.derived.values())})
    named = [("authority", lines.authority), ("derived", derived)]
    named += [(f"notice/{name}", own) for name, own in lines.notices.items()]
    named += [("vocabulary", sorted(chain.from_iterable(lines.vocabularies)))]
    for name, content in named:
        file = folder / f"{name}.nq"
        write_part(file, content)
        yield file
