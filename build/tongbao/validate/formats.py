"""Reports for machines: JSON, SARIF 2.1.0 and the SHACL report in Turtle; each the same for the same findings.

Problems that prevent a dataset from being loaded are reported in the same formats.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tongbao import __version__
from tongbao.errors import Language, Place, Problem, Text
from tongbao.rdf.iris import HOME, PROBLEMS
from tongbao.rdf.literals import string, text
from tongbao.validate.engines import Finding
from tongbao.validate.report import to_text
from tongbao.validate.shapes import SH, Severity, catalogue

HERE = Path()
"""The current folder."""


def write_report(findings: Sequence[Finding], form: str, language: Language, root: Path = HERE) -> str:
    """Write a report as text, json, sarif or turtle, without a final line break; SARIF names files relative to ``root``."""
    match form:
        case "json":
            return to_json(findings)
        case "sarif":
            return to_sarif(findings, language, root)
        case "turtle":
            return to_turtle(findings)
        case _:
            return to_text(findings, language)


def write_problems(problems: Sequence[Problem], form: str, language: Language, root: Path = HERE) -> str:
    """Write load problems in the formats of a report; SARIF names files relative to ``root``."""
    match form:
        case "json":
            return _dumped([_problem_record(problem) for problem in problems])
        case "sarif":
            return _problems_sarif(problems, language, root)
        case "turtle":
            return _report_turtle([_problem_turtle(problem) for problem in problems])
        case _:
            return "\n".join(problem.to(language) for problem in problems)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


# --- JSON ---------------------------------------------------------------------------------------


def to_json(findings: Sequence[Finding]) -> str:
    """Write the findings as a JSON list, with messages in both languages."""
    return _dumped([_record(finding) for finding in findings])


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "focus": finding.focus,
        "path": finding.path or None,
        "component": finding.component,
        "value": finding.value,
        "shape": finding.shape,
        "severity": finding.severity,
        "message": finding.message._asdict(),
        "cure": finding.cure._asdict(),
        "place": _place(finding.place),
    }


def _problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": "Violation",
        "message": problem.what._asdict(),
        "cure": problem.cure and problem.cure._asdict(),
        "place": _place(problem.place),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file.as_posix(), "line": place.line, "column": place.column} if place else None


# --- SARIF (OASIS Standard 2.1.0) ---------------------------------------------------------------

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"Violation": "error", "Warning": "warning", "Info": "note"}


def to_sarif(findings: Sequence[Finding], language: Language, root: Path) -> str:
    """Write the findings as SARIF, which code hosts and editors show beside the YAML."""
    broken = sorted({finding.shape for finding in findings})
    rules = {shape: index for index, shape in enumerate(broken)}
    return _log(
        [_rule(shape, findings, language) for shape in broken],
        [_result(finding, rules[finding.shape], language, root) for finding in findings],
        language,
    )


def _problems_sarif(problems: Sequence[Problem], language: Language, root: Path) -> str:
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": code}} for code in codes]
    results = [_problem_result(problem, codes.index(problem.code), language, root) for problem in problems]
    return _log(rules, results, language)


def _log(rules: list[dict[str, Any]], results: list[dict[str, Any]], language: Language) -> str:
    spoken = _LANGUAGES[language]
    driver = {
        "name": "tongbao",
        "informationUri": HOME,
        "semanticVersion": __version__,
        "language": spoken,
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "language": spoken, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


_LANGUAGES: dict[Language, str] = {"en": "en", "zh": "zh-CN"}


def _name(shape: str) -> str:
    return shape.rpartition("#")[2]


def _rule(shape: str, findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    finding = next(finding for finding in findings if finding.shape == shape)
    return {
        "id": _name(shape),
        "shortDescription": {"text": finding.message.to(language)},
        "help": {"text": finding.cure.to(language)},
        "helpUri": shape,
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding, index: int, language: Language, root: Path) -> dict[str, Any]:
    node = {"fullyQualifiedName": finding.focus, "kind": "resource"}
    location: dict[str, Any] = {"logicalLocations": [node]}
    if finding.place:
        location["physicalLocation"] = _physical(finding.place, root)
    return {
        "ruleId": _name(finding.shape),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message.to(language)} {finding.cure.to(language)}"},
        "locations": [location],
        "properties": {"path": finding.path, "component": finding.component, "value": finding.value},
    }


def _problem_result(problem: Problem, index: int, language: Language, root: Path) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": _whole(problem).to(language)},
        "locations": [{"physicalLocation": _physical(problem.place, root)}] if problem.place else [],
    }


def _whole(problem: Problem) -> Text:
    """Return the message and the cure of a problem as one text."""
    cure = problem.cure or Text("", "")
    return Text(f"{problem.what.en} {cure.en}".rstrip(), f"{problem.what.zh}{cure.zh}")


def _physical(place: Place, root: Path) -> dict[str, Any]:
    relative = Path(os.path.relpath(place.file, root)).as_posix()
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(relative)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return physical


# --- the SHACL report (SHACL 3.6) ---------------------------------------------------------------


def to_turtle(findings: Sequence[Finding]) -> str:
    """Write the findings as a SHACL validation report; any result, even a warning, means that the data do not conform."""
    return _report_turtle([_turtle_result(finding) for finding in findings])


def _report_turtle(results: Sequence[str]) -> str:
    conforms = "false" if results else "true"
    listed = "".join(f" ;\n    sh:result {result}" for result in results)
    return f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{listed} ."


def _turtle_result(finding: Finding) -> str:
    facts = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{finding.severity}",
        f"sh:focusNode {finding.focus if finding.focus.startswith('_:') else f'<{finding.focus}>'}",
        f"sh:sourceShape <{finding.shape}>",
        f"sh:sourceConstraintComponent sh:{finding.component}",
        f"sh:resultMessage {_messages(finding.message)}",
    ]
    if finding.path:
        facts.append(f"sh:resultPath {catalogue()[finding.shape].path_turtle or finding.path}")
    if finding.value is not None:
        facts.append(f"sh:value {finding.value}")
    return _node(facts)


def _problem_turtle(problem: Problem) -> str:
    """Write a problem as a result: its focus is the place in the file, its component the problem code."""
    place = str(problem.place or "")
    return _node(
        [
            "a sh:ValidationResult",
            "sh:resultSeverity sh:Violation",
            f"sh:focusNode {string(place)}",
            f"sh:sourceConstraintComponent <{PROBLEMS}{problem.code}>",
            f"sh:resultMessage {_messages(_whole(problem))}",
        ]
    )


def _node(facts: list[str]) -> str:
    return "[\n        " + " ;\n        ".join(facts) + "\n    ]"


def _messages(message: Text) -> str:
    return f"{text(message.en, 'en')}, {text(message.zh, 'zh')}"
