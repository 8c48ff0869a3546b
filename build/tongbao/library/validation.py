"""Validate any RDF by the shapes: a file, a graph in memory, or a dataset whose YAML is checked on the way."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from tongbao import limits
from tongbao.ask.rdf_file import write_statements
from tongbao.errors import Language, Place
from tongbao.library.choices import LANGUAGES, one_of
from tongbao.rdf.iris import TERMS, term
from tongbao.validate import Engine, Finding, blocking, choose_engine, summary, write_report
from tongbao.validate.engines import check_with_pyshacl
from tongbao.validate.ours import engine_for_graph

if TYPE_CHECKING:
    import rdflib

EngineName = Literal["auto", "rust", "pyshacl"]


@dataclass(frozen=True)
class Report(Sequence[Finding]):
    """What a validation found, in order: a sequence of findings, which is empty where there are none."""

    findings: tuple[Finding, ...]
    things: int | None = None
    """How many things are of a class of the ontology: where there are none, nothing was checked. None for a dataset."""
    language: Language = "en"

    @property
    def conforms(self) -> bool:
        """Tell what SHACL calls so: nothing was found, not even a warning."""
        return not self.findings

    @property
    def valid(self) -> bool:
        """Tell whether nothing prevents publication: only violations do."""
        return not blocking(self.findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self.findings[index]

    def __len__(self) -> int:
        return len(self.findings)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary for each finding: plain texts, numbers and None."""
        return [_as_dict(finding, self.language) for finding in self.findings]

    def __str__(self) -> str:
        """Write the report for a person."""
        return write_report(self.findings, "text", self.language)

    def __repr__(self) -> str:
        return f"<Report: {summary(self.findings).en}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def _as_dict(finding: Finding, language: Language) -> dict[str, Any]:
    place = finding.place
    return {
        "severity": finding.severity,
        "focus": finding.focus,
        "path": finding.path or None,
        "value": finding.value,
        "message": finding.message.to(language),
        "cure": finding.cure.to(language),
        "shape": finding.shape,
        "component": finding.component,
        "file": str(place.file) if place else None,
        "line": place.line or None if place else None,
    }


def validate(
    source: "str | os.PathLike[str] | rdflib.Graph", *, engine: EngineName = "auto", language: Language = "en"
) -> Report:
    """Validate RDF by the shapes of the ontology.

    ``source`` is the path of a file (``.ttl``, ``.nt``, ``.nq``, ``.trig``, ``.jsonld``, ``.rdf``), the folder of a
    dataset, or an ``rdflib.Graph``. The graphs of a file are checked together, as one. ``engine`` chooses between the
    fast one and pySHACL, which give the same findings; data with blank nodes are checked by pySHACL, as the other
    renames them. Raises DataError, with every problem and its place, where the source cannot be read at all, and
    UsageError where there is no such engine or language.

    >>> import rdflib, tongbao
    >>> turtle = "<https://example.org/id/place/x> a <https://w3id.org/tongbao/ontology#Place> ."
    >>> report = tongbao.validate(rdflib.Graph().parse(format="turtle", data=turtle))
    >>> report.valid
    False
    >>> sorted(finding.shape.rpartition("#")[2] for finding in report if finding.blocks)[:2]
    ['Place-feature', 'Place-full-name']
    """
    one_of("engine", engine, get_args(EngineName))
    one_of("language", language, LANGUAGES)
    if not isinstance(source, str | os.PathLike):
        return _checked(triples_of(source), engine, language)
    path = Path(source)
    if path.is_dir():
        return Report(tuple(_of_dataset(path, engine)), language=language)
    report = _checked(_statements(path), engine, language)
    return replace(report, findings=tuple(replace(finding, place=Place(path)) for finding in report))


def _statements(file: Path) -> set[str]:
    with TemporaryDirectory(prefix="tongbao-") as folder:
        out = Path(folder, "statements.nt")
        write_statements(file, out, most=limits.CHECKED_BYTES, graphs=False)
        with out.open(encoding="utf-8", newline="\n") as lines:
            statements = set(lines)
    return statements


def _of_dataset(folder: Path, engine: EngineName) -> list[Finding]:
    from tongbao.pipeline.build import validate

    return validate(folder, choose_engine(engine)[0], jobs=1).all_findings()


def _checked(lines: Iterable[str], engine: EngineName, language: Language) -> Report:
    """Check lines of N-Triples, whatever their order."""
    triples = "".join(sorted(set(lines)))
    chosen: Engine = check_with_pyshacl if _BLANK.search(triples) else choose_engine(engine)[0]
    things = {line.partition(" ")[0] for line in triples.split("\n") if _OF_A_CLASS in line}
    return Report(tuple(engine_for_graph(chosen, triples)(triples)), len(things), language)


_OF_A_CLASS = f" {term('rdf:type')} <{TERMS}"
_BLANK = re.compile(r"^_:| _:\w+ \.$", re.MULTILINE)


def triples_of(graph: "rdflib.Graph") -> list[str]:
    """Return the statements of a graph of rdflib as lines of N-Triples; of a dataset, those of all its graphs."""
    from tongbao.library.as_rdflib import line_of

    given: Any = graph.quads() if hasattr(graph, "quads") else graph
    return [line_of(subject, predicate, value) for subject, predicate, value, *_ in given]
