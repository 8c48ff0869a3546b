"""Reports for machines: JSON, SARIF 2.1.0 and the SHACL report in Turtle; each the same for the same findings."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tongbao import __version__
from tongbao.errors import Language, Place, Text
from tongbao.terms import text
from tongbao.validate.engines import Finding
from tongbao.validate.report import to_text
from tongbao.validate.shapes import SH, Severity, catalogue

HERE = Path()
"""The current folder."""


def write_report(findings: Sequence[Finding], form: str, language: Language, root: Path = HERE) -> str:
    """Write a report as text, json, sarif or turtle, without a last line break; SARIF names files from ``root``."""
    match form:
        case "json":
            return to_json(findings)
        case "sarif":
            return to_sarif(findings, language, root)
        case "turtle":
            return to_turtle(findings)
        case _:
            return to_text(findings, language)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


# --- JSON ---------------------------------------------------------------------------------------


def to_json(findings: Sequence[Finding]) -> str:
    """Write the findings as a JSON list, with their words in both languages."""
    return _dumped([_record(finding) for finding in findings])


def _record(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "focus": finding.focus,
        "path": finding.path or None,
        "component": finding.component,
        "value": finding.value,
        "shape": finding.shape,
        "severity": finding.severity,
        "message": finding.message._asdict(),
        "cure": finding.cure._asdict(),
        "place": place and {"file": place.file.as_posix(), "line": place.line, "column": place.column},
    }


# --- SARIF (OASIS Standard 2.1.0) ---------------------------------------------------------------

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"Violation": "error", "Warning": "warning", "Info": "note"}


def to_sarif(findings: Sequence[Finding], language: Language, root: Path) -> str:
    """Write the findings as SARIF, which code hosts and editors show beside the YAML."""
    broken = sorted({finding.shape for finding in findings})
    rules = {shape: index for index, shape in enumerate(broken)}
    driver = {
        "name": "tongbao",
        "semanticVersion": __version__,
        "language": _LANGUAGES[language],
        "rules": [_rule(shape, findings, language) for shape in broken],
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[language],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules[finding.shape], language, root) for finding in findings],
    }
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


def _physical(place: Place, root: Path) -> dict[str, Any]:
    relative = Path(os.path.relpath(place.file, root)).as_posix()
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(relative)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return physical


# --- the SHACL report (SHACL 3.6) ---------------------------------------------------------------


def to_turtle(findings: Sequence[Finding]) -> str:
    """Write the findings as a SHACL validation report; any result, be it a warning, means it does not conform."""
    conforms = "false" if findings else "true"
    results = "".join(f" ;\n    sh:result {_turtle_result(finding)}" for finding in findings)
    return f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{results} ."


def _turtle_result(finding: Finding) -> str:
    facts = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{finding.severity}",
        f"sh:focusNode <{finding.focus}>",
        f"sh:sourceShape <{finding.shape}>",
        f"sh:sourceConstraintComponent sh:{finding.component}",
        f"sh:resultMessage {_messages(finding.message)}",
    ]
    if finding.path:
        facts.append(f"sh:resultPath {catalogue()[finding.shape].path_turtle}")
    if finding.value is not None:
        facts.append(f"sh:value {finding.value}")
    return "[\n        " + " ;\n        ".join(facts) + "\n    ]"


def _messages(message: Text) -> str:
    return f"{text(message.en, 'en')}, {text(message.zh, 'zh')}"
