"""The report for people: findings by file and shape, each with its place, the requirement, and the cure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from tongbao.errors import Language, Place, Text
from tongbao.rdf.iris import prefixed
from tongbao.validate.engines import Finding

SHOWN = 20
"""How many findings of one shape in one file are shown; a shape that always fails would hide the rest."""


PlaceOf = Callable[[str, str], Place | None]
"""Takes the IRI of a node and a property path, returns their place in the dataset."""


def located(findings: Iterable[Finding], place_of: PlaceOf) -> list[Finding]:
    """Add to each finding its place in the dataset.

    A query's finding is placed at the value it names: at the measure whose leads are misnumbered, not at the whole notice.
    """
    return [replace(finding, place=_place(finding, place_of)) for finding in findings]


def _place(finding: Finding, place_of: PlaceOf) -> Place | None:
    named = finding.value if finding.component == "SPARQLConstraintComponent" else None
    value = place_of(named[1:-1], "") if named and named.startswith("<") else None
    return value or place_of(finding.focus, finding.path)


def blocking(findings: Iterable[Finding]) -> bool:
    """Return whether any finding prevents publication of the graph."""
    return any(finding.blocks for finding in findings)


def departures(count: int) -> Text:
    """Return a message with the number of record parts that depart from the print on purpose."""
    parts = "1 part of the records departs" if count == 1 else f"{count} parts of the records depart"
    return Text(
        f"{parts} from the print on purpose (`printed`, `departs`).",
        f"记录中有 {count} 处有意不同于原文（`printed`、`departs`）。",
    )


def to_text(findings: Sequence[Finding], language: Language) -> str:
    """Write the findings for a person, by file and then by shape, with a summary line."""
    ordered = sorted(findings, key=_file_shape_line)
    lines = []
    for file, of_file in groupby(ordered, key=_file):
        lines.append(file or _NO_FILE.to(language))
        for _, of_shape in groupby(of_file, key=lambda finding: finding.shape):
            lines.extend(_shape_lines(list(of_shape), language))
        lines.append("")
    return "\n".join([*lines, summary(findings).to(language)])


_NO_FILE = Text("(from no file of the dataset)", "（不来自数据集的文件）")


def _file(finding: Finding) -> str:
    return str(finding.place.file) if finding.place else ""


def _file_shape_line(finding: Finding) -> tuple[str, bool, str, int, str, str]:
    line = finding.place.line if finding.place else 0
    return _file(finding), not finding.blocks, finding.shape, line, finding.focus, finding.value or ""


def _shape_lines(findings: list[Finding], language: Language) -> list[str]:
    first = findings[0]
    severity = SEVERITIES[first.severity].to(language)
    lines = [f"  {severity}{first.message.to(language)} [{first.shape.rpartition('#')[2]}]"]
    lines += [f"    {_where(finding)}" for finding in findings[:SHOWN]]
    if len(findings) > SHOWN:
        more = len(findings) - SHOWN
        lines.append(f"    {Text(f'… and {more} more', f'……另有 {more} 项').to(language)}")
    return [*lines, f"    → {first.cure.to(language)}"]


SEVERITIES = {
    "Violation": Text("Violation: ", "违规："),
    "Warning": Text("Warning: ", "警告："),
    "Info": Text("Information: ", "提示："),
}


def _where(finding: Finding) -> str:
    """Write one finding on one line: its place, its node, and the path and value if it has them."""
    words = [f"{finding.place}:" if finding.place else "", _short_node(finding.focus), shortened(finding.path)]
    words.append(f"= {shortened(finding.value)}" if finding.value else "")
    return "  ".join(word for word in words if word)


def _short_node(iri: str) -> str:
    """Shorten the IRI of a node to its distinctive part: ``measure/xiamen-2023-64/city-01``."""
    return iri if iri.startswith("_:") else iri.partition("/id/")[2] or shortened(f"<{iri}>")


def shortened(text: str) -> str:
    """Write the IRIs of a term or a path as prefixed names."""
    return re.sub("<([^<> ]*)>", lambda match: _prefixed(match[1]), text)


def _prefixed(iri: str) -> str:
    return prefixed(iri) or iri.partition("/id/")[2] or iri.partition("/vocab/")[2].replace("#", ":") or f"<{iri}>"


def summary(findings: Sequence[Finding]) -> Text:
    """Return one line with the number of findings, and whether they block publication."""
    if not findings:
        return Text("Valid: no findings.", "有效：没有发现问题。")
    count = Counter(finding.severity for finding in findings)
    files = len({_file(finding) for finding in findings} - {""})
    numbers = Text(
        f"{_many(count['Violation'], 'violation')}, {_many(count['Warning'], 'warning')}, {count['Info']} informational"
        f", in {_many(files, 'file')}.",
        f"{files} 个文件中有 {count['Violation']} 项违规、{count['Warning']} 项警告、{count['Info']} 项提示。",
    )
    if blocking(findings):
        return Text(f"Not valid: {numbers.en}", f"无效：{numbers.zh}")
    return Text(f"Valid: {numbers.en}", f"有效：{numbers.zh}")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
