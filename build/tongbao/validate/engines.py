"""Two SHACL engines, one answer: pySHACL is the reference, the Rust engine ``shacl`` is the fast one.

Both take N-Triples and return the same sorted findings. They write property paths and messages differently, so these
are taken from the broken shape, which both name alike.
"""

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from tongbao.errors import DataError, Place, Problem, Text, UsageError
from tongbao.paths import extra
from tongbao.rdf.turtle import read_text
from tongbao.validate.counts import wrong_counts
from tongbao.validate.mistakes import shape_problems
from tongbao.validate.shapes import HEAD, Severity, catalogue, shape_files, shapes_text

if TYPE_CHECKING:
    import shacl


@dataclass(frozen=True, slots=True)
class Finding:
    """One node that breaks one constraint of one shape."""

    focus: str
    """The IRI of the node; of one that has none, ``_:`` and its name in the file."""
    path: str
    """The path of the shape, as SPARQL writes it; for a closed shape the property that it does not know; else empty."""
    component: str
    """The local name of the constraint component: ``MinCountConstraintComponent``."""
    value: str | None
    """The offending value as an N-Triples term, where the constraint names one."""
    shape: str
    """The IRI of the shape."""
    severity: Severity
    message: Text
    cure: Text
    place: Place | None = None
    """Where in the dataset the node comes from."""

    @property
    def blocks(self) -> bool:
        """Return whether it prevents publication of the graph: only a violation does."""
        return self.severity == "Violation"


Engine = Callable[[str], list[Finding]]
"""Takes N-Triples, returns the findings in order."""


class Result(NamedTuple):
    """A result of an engine."""

    focus: str
    component: str
    value: str | None
    shape: str
    path: str = ""
    """The property that a closed shape does not know, which is no path of the shape; empty for all others."""


def choose_engine(name: str = "auto") -> tuple[Engine, Text | None]:
    """Return the engine named (rust or pyshacl) or the fastest installed; also a message if only the slow one is installed.

    Raise UsageError if the Rust engine is asked for but not installed.
    """
    if name == "pyshacl":
        return check_with_pyshacl, None
    if importlib.util.find_spec("shacl"):
        return check_with_rust, None
    if name == "rust":
        raise UsageError(Problem("engine-missing", _MISSING, _INSTALL))
    return check_with_pyshacl, _SLOW


_MISSING = Text("The Rust SHACL engine is not installed.", "未安装 Rust 版 SHACL 引擎。")
_INSTALL = Text(
    f"Install it with `{extra('fast')}`, or validate with pySHACL.",
    f"请用 `{extra('fast')}` 安装，或改用 pySHACL 校验。",
)
_SLOW = Text(
    "The Rust SHACL engine is not installed: pySHACL is used, with the same result, but more slowly.",
    "未安装 Rust 版 SHACL 引擎：改用 pySHACL 校验，结果相同，速度较慢。",
)


def check_with_rust(triples: str) -> list[Finding]:
    """Validate N-Triples with the Rust engine ``shacl``."""
    report = _rust_shapes().validate_text(triples, format="ntriples")
    found = (
        Result(
            r.focus_node[1:-1],
            r.component,
            _canonical(r.value),
            (r.source_shape or "")[1:-1],
            r.path or "" if r.component == CLOSED else "",
        )
        for r in report.results
    )
    return _findings([*found, *_miscounted(triples)])


def check_with_pyshacl(triples: str) -> list[Finding]:
    """Validate N-Triples with pySHACL."""
    from tongbao.validate.reference import pyshacl_results

    return _findings([*(Result(*found) for found in pyshacl_results(triples)), *_miscounted(triples)])


def _miscounted(triples: str) -> Iterator[Result]:
    return (Result(*wrong) for wrong in wrong_counts(triples))


def _findings(results: Iterable[Result]) -> list[Finding]:
    """Turn results into findings, each once and in order."""
    ordered = sorted(_settled(set(results)), key=lambda r: (r.focus, r.shape, r.component, r.value or "", r.path))
    return [_finding(result) for result in ordered]


def _settled(results: set[Result]) -> Iterator[Result]:
    """Drop results of comparing values of the wrong datatype: they are meaningless, and the engines differ."""
    wrong = {(result.focus, result.shape) for result in results if result.component == f"Datatype{_COMPONENT}"}
    nodes = {focus for focus, _ in wrong}
    for result in results:
        bound = result.component in _BOUNDS and (result.focus, result.shape) in wrong
        if not bound and not (result.component in _COMPARISONS and result.focus in nodes):
            yield result


_COMPONENT = "ConstraintComponent"
_BOUNDS = {f"MinInclusive{_COMPONENT}"}
CLOSED = f"Closed{_COMPONENT}"
_COMPARISONS = {f"LessThan{_COMPONENT}", f"LessThanOrEquals{_COMPONENT}"}


def _finding(found: Result) -> Finding:
    shape = catalogue()[found.shape]
    path = shape.path or found.path
    return Finding(
        found.focus, path, found.component, found.value, found.shape, shape.severity, shape.message, shape.cure
    )


@cache
def _rust_shapes() -> "shacl.Shapes":
    """Compile the shapes; if the engine refuses them, raise DataError with every mistake and its place.

    Looking for mistakes takes three times as long as compiling, so only that case and check_ontology do it.
    """
    import shacl

    try:
        return shacl.Shapes.from_text(shapes_text())
    except ValueError as error:
        raise DataError(*shape_problems(shape_files()) or _refused() or [_refusal(str(error))]) from error


def _refused() -> list[Problem]:
    """Return a problem for each file of shapes that the Rust engine refuses on its own."""
    import shacl

    problems = []
    for file in shape_files():
        try:
            shacl.Shapes.from_text(read_text(file.with_name(HEAD))[0] + read_text(file)[0])
        except ValueError as error:
            problems.append(_refusal(str(error), Place(file)))
    return problems


def _refusal(reason: str, place: Place | None = None) -> Problem:
    what = Text(f"The SHACL engine refuses the shapes: {reason}.", f"SHACL 引擎不接受这些形状：{reason}。")
    cure = Text(
        "Use only what both engines, this one and pySHACL, support.", "请改用两种引擎（含 pySHACL）都支持的写法。"
    )
    return Problem("shape-refused", what, cure, place)


def _canonical(term: str | None) -> str | None:
    """Write an engine's N-Triples term with canonical escapes."""
    if term is None or "\\" not in term:
        return term
    line = f"<urn:s> <urn:p> {term} .".encode()
    return str(next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object)
