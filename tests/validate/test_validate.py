"""Engines are chosen and fall back, batches find what the whole finds, and reports say it in every form."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.paths import PACKAGE
from tongbao.pipeline.build import build as build_dataset
from tongbao.pipeline.build import validate as validate_dataset
from tongbao.validate import (
    AuthorityIndex,
    Engine,
    Finding,
    blocking,
    check_across,
    check_notices,
    check_shared,
    check_units,
    check_with_pyshacl,
    check_with_rust,
    choose_engine,
    located,
    summary,
    write_problems,
    write_report,
)
from tongbao.validate.batches import triple_lines, triples

RUST = importlib.util.find_spec("shacl") is not None
SLOW = [pytest.mark.thorough] if RUST else []  # of faults, test_shapes.py gives one of each kind to both
NO_RUST = pytest.mark.skipif(not RUST, reason="the Rust engine is not installed")
ENGINES = [
    pytest.param(check_with_pyshacl, id="pyshacl", marks=SLOW),
    pytest.param(check_with_rust, id="rust", marks=NO_RUST),
]
BOTH = pytest.mark.parametrize("engine", ENGINES)

ID = "https://w3id.org/tongbao/id/"
TB = "https://w3id.org/tongbao/ontology#"
SHAPES = "https://w3id.org/tongbao/shapes#"
BASE = [
    f"{quad.subject} {quad.predicate} {quad.object} .\n"
    for quad in parse(path=str(Path(__file__).parent / "shapes" / "base.ttl"), format=RdfFormat.TURTLE)
]
SHARED = ("unit/", "place/", "assertion/unit/", "co-leadership/")


def is_shared(line: str) -> bool:
    return line.removeprefix(f"<{ID}").startswith(SHARED)


AUTHORITY = [line for line in BASE if is_shared(line)]
OWN = [line for line in BASE if not is_shared(line)]


def notice(name: str, *changes: tuple[str, str]) -> list[str]:
    """Return the lines of the base's notice under another name, some words of theirs changed."""
    lines = [line.replace("/n1", f"/{name}") for line in OWN]
    for old, new in changes:
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    return lines


def quads(lines: Iterable[str], graph: str) -> list[str]:
    return [f"{line[:-2]}<{graph}> .\n" for line in lines]


# --- engines ------------------------------------------------------------------------------------


@NO_RUST
def test_the_fast_engine_is_taken_where_it_is_installed() -> None:
    assert choose_engine() == (check_with_rust, None)
    assert choose_engine("rust") == (check_with_rust, None)
    assert choose_engine("pyshacl") == (check_with_pyshacl, None)


def test_without_the_fast_engine_the_reference_runs_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    engine, remark = choose_engine()
    assert engine is check_with_pyshacl
    assert remark is not None
    assert "pySHACL" in remark.en
    assert "pySHACL" in remark.zh
    with pytest.raises(UsageError) as error:
        choose_engine("rust")
    assert error.value.problems[0].code == "engine-missing"
    assert error.value.problems[0].cure is not None


def test_engines_are_imported_only_when_they_run() -> None:
    heavy = "{'pyshacl', 'rdflib', 'shacl'}"
    code = f"import sys, tongbao.validate; sys.exit(bool({heavy} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(PACKAGE.parent)})


@NO_RUST
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{TB}serial> ", '"64"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (f"{TB}datePrinted> ", '"2023-10-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (f"{TB}dateWritten> ", '"2023-10-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        '"other"',
        '"a \\"b\\"\\nc"@zh',  # no backslash: pySHACL takes it for one of a pattern
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"ten"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"2023-13-45"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"2023"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        "<urn:example:other>",
    ],
)
@pytest.mark.filterwarnings("ignore")  # rdflib warns of literals that are ill-formed, as these are
def test_engines_agree_on_values_of_a_wrong_kind(old: str, new: str, value: str) -> None:
    own = [line for line in BASE if re.match(f"<{ID}(assertion/)?notice/n1[>/]", line)]  # pySHACL looks at all, slowly
    data = "".join(line.replace(f"{old}{new}", f"{old}{value}") for line in own)
    assert value in data
    assert check_with_rust(data) == check_with_pyshacl(data)


# --- batches ------------------------------------------------------------------------------------

PRINTED_EARLY = ('"2023-10-30"', '"2023-10-01"')
UNKNOWN_UNIT = ("unit/office>", "unit/nobody>")
PARTS = {
    "n1": notice("n1"),
    "n2": notice("n2", PRINTED_EARLY),
    "n3": notice("n3"),
    "n4": notice("n4", UNKNOWN_UNIT),
    "n5": notice("n5", ("measure/n5/m2> <https://w3id.org/tongbao/ontology#position> ", "measure/n5/m2> <urn:p> ")),
}


@BOTH
@pytest.mark.parametrize("size", [1, 2, 10])
def test_batches_find_what_the_whole_finds(engine: Engine, size: int) -> None:
    whole = engine("".join([*AUTHORITY, *(line for part in PARTS.values() for line in part)]))
    assert {"notice/n2", "notice/n4", "commendation/n4/1-1"} <= {f.focus.removeprefix(ID) for f in whole}
    found = list(check_notices(PARTS.values(), AuthorityIndex(AUTHORITY), engine, size))
    assert sorted(found, key=repr) == sorted(whole, key=repr)


@BOTH
def test_a_batch_reports_on_its_notices_alone(engine: Engine) -> None:
    names = f"<{ID}unit/tax> <http://www.w3.org/2004/02/skos/core#prefLabel>"
    nameless = [line for line in AUTHORITY if not line.startswith(names)]
    assert list(check_notices([PARTS["n1"]], AuthorityIndex(nameless), engine)) == []
    assert {finding.shape for finding in check_shared(nameless, engine)} == {
        f"{SHAPES}Assertion-of-a-statement",  # of names that it no longer has
        f"{SHAPES}Unit-english-name",
        f"{SHAPES}Unit-full-name",
    }


@BOTH
def test_graph_names_do_not_matter(engine: Engine) -> None:
    parts = [quads(part, f"https://w3id.org/tongbao/graph/notice/{name}") for name, part in PARTS.items()]
    index = AuthorityIndex(quads(AUTHORITY, "https://w3id.org/tongbao/graph/authority"))
    plain = list(check_notices(PARTS.values(), AuthorityIndex(AUTHORITY), engine))
    assert list(check_notices(parts, index, engine)) == plain
    assert list(check_notices(map("".join, parts), index, engine)) == plain


# --- units, and what crosses notices ------------------------------------------------------------


def copied(line: str, number: int) -> str:
    """Return a line about units, places or pairs of them for others, whose names and codes differ."""
    line = re.sub("(/id/(?:assertion/)?(?:unit|place|co-leadership)/[^>]*)>", rf"\1-{number}>", line)
    if re.search("identifier> |prefLabel> ", line):
        return re.sub('"(@| )', rf"-{number}\g<0>", line)
    return re.sub('(placeCode> ")35', rf"\g<1>{number}0", line)


WORLD = sorted(copied(line, number) for number in (1, 2, 3, 4) for line in AUTHORITY if "#leads>" not in line)
UNIT = f"<{ID}unit/"
FAULTS = [
    ("甲市税务局-1", "甲市税务局-3"),  # a name of two units
    ('"200200"', '"400200"'),  # a code of two places
    (f"{UNIT}data-2> <{TB}coLeads> {UNIT}tax-2>", f"{UNIT}data-2> <{TB}coLeads> {UNIT}office-2>"),
    (f"{UNIT}tax-3> <{TB}coLeads> {UNIT}data-3>", f"{UNIT}tax-3> <{TB}coLeads> {UNIT}tax-3>"),
    (f"{UNIT}tax-4> <{TB}coLeads> {UNIT}data-4>", f"{UNIT}tax-4> <{TB}coLeads> <urn:example:other>"),
    (f"<{TB}coLeader> {UNIT}tax-1>", f"<{TB}coLeader> <urn:example:other>"),
    (f"co-leadership/data/tax-2> <{TB}weight>", "co-leadership/data/tax-2> <urn:example:other>"),
    (f"<{TB}locatedIn> <{ID}place/city-4>", f"<http://www.w3.org/ns/org#subOrganizationOf> {UNIT}tax-4>"),
    (f"{UNIT}office-2> <http://www.w3.org/2004/02/skos/core#prefLabel>", f"{UNIT}office-2> <urn:example:other>"),
    (f"place/province-3> <{TB}level>", "place/province-3> <urn:example:other>"),
    (f"assertion/unit/tax/name-1> <{TB}basis>", "assertion/unit/tax/name-1> <urn:example:other>"),
]
ALL_FOUND = {
    "Assertion-basis",
    "CoLeadership-coLeader",
    "CoLeadership-weight",
    "CoLeading-coLeads",
    "CoLeading-mutual",
    "CoLeading-not-with-itself",
    "Place-code-of-one",
    "Place-level",
    "Unit-full-name",
    "Unit-full-name-of-one",
    "Unit-not-its-own-parent",
}


def broken(lines: list[str]) -> list[str]:
    for old, new in FAULTS:
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    return sorted(set(lines))


def is_across(line: str) -> bool:
    return f"<{TB}coLeads>" in line or line.startswith(f"<{ID}co-leadership/")


@BOTH
@pytest.mark.parametrize("size", [1, 20, 10_000])
def test_batches_of_units_and_pairs_find_what_the_whole_finds(engine: Engine, size: int) -> None:
    lines = broken(WORLD)
    units, across = [line for line in lines if not is_across(line)], [line for line in lines if is_across(line)]
    whole = engine("".join(lines))
    assert {finding.shape.removeprefix(SHAPES) for finding in whole} >= ALL_FOUND
    of_units = list(check_units(units, AuthorityIndex(units), engine, size))
    of_pairs = list(check_across(across, AuthorityIndex(units), engine, size))
    assert sorted([*of_units, *of_pairs], key=repr) == sorted(whole, key=repr)
    graph = f"{ID}graph"
    assert list(check_units(quads(units, graph), AuthorityIndex(units), engine, size)) == of_units
    assert list(check_across(quads(across, graph), AuthorityIndex(units), engine, size)) == of_pairs


def with_faults_everywhere(text: str) -> list[Finding]:
    """Find fault, as an engine does, with every subject, and with whom each leads together."""
    subjects = sorted({line.partition(" ")[0][1:-1] for line in text.splitlines()})
    return [finding(shape, focus=subject) for subject in subjects for shape in ("Unit-full-name", "CoLeading-mutual")]


def test_what_a_batch_only_mentions_is_not_reported_on() -> None:
    lookup = AuthorityIndex(AUTHORITY)
    tax = [line for line in AUTHORITY if line.startswith(f"{UNIT}tax> ") and not is_across(line)]
    found = list(check_units(tax, lookup, with_faults_everywhere))
    assert [one.focus for one in found] == [f"{ID}unit/tax"] * 2
    found = list(check_notices([f"<{ID}notice/n1> <{TB}issuedBy> {UNIT}tax> .\n"], lookup, with_faults_everywhere))
    assert [one.focus for one in found] == [f"{ID}notice/n1"] * 2


@pytest.mark.parametrize("fault", FAULTS[:2])
def test_two_in_batches_of_their_own_that_share_a_name_or_code_are_found(fault: tuple[str, str]) -> None:
    old, new = fault
    lines = [line.replace(old, new) for line in WORLD if not is_across(line)]
    assert [line for line in lines if line not in WORLD]
    engine, _ = choose_engine()
    found = [one.shape for one in check_units(lines, AuthorityIndex(lines), engine, size=1)]
    assert len([shape for shape in found if shape.endswith("-of-one")]) == 2


@BOTH
def test_a_batch_says_of_a_unit_what_it_says_itself(engine: Engine) -> None:
    index = AuthorityIndex([*AUTHORITY, *broken(WORLD)])
    nameless = f"{UNIT}office-2> <{TB}leads> <{ID}measure/n1/m1> .\n"
    with_itself = f"{UNIT}office-2> <{TB}coLeads> {UNIT}office-2> .\n"
    found = list(check_notices([[*PARTS["n1"], nameless, with_itself]], index, engine))
    assert {finding.shape for finding in found} == {
        f"{SHAPES}CoLeading-not-with-itself",
        f"{SHAPES}Measure-led-by-its-leads",  # the lead without a part in it
        f"{SHAPES}Notice-leads-of-its-measures",
    }


# --- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    ["<urn:o>", '"a <b>"', '"a"@zh', '"a \\" <b> ."', '"1"^^<urn:t>', '"<x>"^^<urn:t>', '"\\\\"'],
)
def test_quads_become_triples(value: str) -> None:
    triple = f"<urn:s> <urn:p> {value} .\n"
    assert list(triple_lines([triple, triple])) == [triple, triple]
    assert list(triple_lines([triple.rstrip()])) == [triple]
    assert list(triple_lines(quads([triple, triple], "urn:g"))) == [triple, triple]
    assert list(triple_lines([])) == []
    other = f"<urn:a> <urn:b> {value} .\n"
    mixed = [*quads([triple, other], "urn:g"), *quads([other], "urn:h"), *quads([triple], "urn:g")]
    for part in (mixed, "".join(mixed), mixed[::-1], [triple, other, other, triple]):
        assert sorted(triples(part).splitlines(keepends=True)) == sorted([triple, other, other, triple])
    assert triples([]) == triples("") == ""


def test_the_index_knows_parents_and_places_and_no_assertions() -> None:
    lines = set(AuthorityIndex(AUTHORITY)({f"<{ID}unit/tax>", "<urn:example:other>"}))
    subjects = {line.partition(" ")[0].removeprefix(f"<{ID}") for line in lines}
    assert {"unit/tax>", "unit/office>", "place/city>", "place/province>"} <= subjects
    assert not any(subject.startswith("assertion") for subject in subjects)
    assert not lines - set(AUTHORITY)


# --- reports ------------------------------------------------------------------------------------

FILE = Path("data/notices/2023/n 1.yaml")


def finding(name: str, severity: Any = "Violation", **facts: Any) -> Finding:
    return Finding(
        **{
            "focus": f"{ID}measure/n1/m1",
            "path": f"<{TB}position>",
            "component": "MaxCountConstraintComponent",
            "value": None,
            "shape": SHAPES + name,
            "severity": severity,
            "message": Text("A measure has “one” position.", "每项举措有一个序号。"),
            "cure": Text("Write it once.", "请只写一次。"),
            "place": Place(FILE, 12, 7),
        }
        | facts
    )


FINDINGS = [
    finding("Measure-position"),
    finding("Measure-position", focus=f"{ID}measure/n1/m2", place=Place(FILE, 3, 5)),
    finding("Unit-not-its-own-parent", path="(x)", value='"a\\n\\"b\\""', place=None),
    finding("Unit-other-names", "Warning", value='"甲"@zh', place=Place(FILE)),
    finding("Notice-position", "Info", path="", value=f"<{ID}annex/n1/1>", focus=f"{ID}notice/n1"),
]

TEXT = """\
(from no file of the dataset)
  Violation: A measure has “one” position. [Unit-not-its-own-parent]
    measure/n1/m1  (x)  = "a\\n\\"b\\""
    → Write it once.

data/notices/2023/n 1.yaml
  Violation: A measure has “one” position. [Measure-position]
    data/notices/2023/n 1.yaml:3:5:  measure/n1/m2  tb:position
    data/notices/2023/n 1.yaml:12:7:  measure/n1/m1  tb:position
    → Write it once.
  Information: A measure has “one” position. [Notice-position]
    data/notices/2023/n 1.yaml:12:7:  notice/n1  = annex/n1/1
    → Write it once.
  Warning: A measure has “one” position. [Unit-other-names]
    data/notices/2023/n 1.yaml:  measure/n1/m1  tb:position  = "甲"@zh
    → Write it once.

Not valid: 3 violations, 1 warning, 1 informational, in 1 file."""


def test_the_report_for_people() -> None:
    assert write_report(FINDINGS, "text", "en") == TEXT
    assert write_report(FINDINGS[::-1], "text", "en") == TEXT
    chinese = write_report(FINDINGS, "text", "zh")
    assert "违规：每项举措有一个序号。" in chinese
    assert chinese.endswith("无效：1 个文件中有 3 项违规、1 项警告、1 项提示。")
    assert "（不来自数据集的文件）" in chinese


def test_a_shape_that_always_fails_does_not_drown_the_rest() -> None:
    many = [finding("Measure-position", focus=f"{ID}measure/n1/m{i:02}") for i in range(25)]
    report = write_report(many, "text", "en")
    assert report.count("measure/n1/m") == 20
    assert "… and 5 more" in report


def test_only_violations_block() -> None:
    assert blocking(FINDINGS)
    assert not blocking(FINDINGS[3:])
    assert summary(FINDINGS[3:]).en.startswith("Valid: 0 violations, 1 warning")
    assert summary([]) == Text("Valid: no findings.", "有效：没有发现问题。")
    assert write_report([], "text", "zh") == "有效：没有发现问题。"


def test_a_finding_is_placed_by_its_node_and_that_of_a_query_by_its_value() -> None:
    places = {f"{ID}measure/n1/m1": Place(FILE, 1, 1), f"{ID}annex/n1/1": Place(FILE, 2, 2)}
    query = finding("Notice-position", component="SPARQLConstraintComponent", value=f"<{ID}annex/n1/1>")
    lost = finding("Notice-position", focus=f"{ID}notice/n9")
    found = located([finding("Measure-position"), query, lost], lambda node, path: places.get(node))
    assert [f.place for f in found] == [Place(FILE, 1, 1), Place(FILE, 2, 2), None]


def test_the_json_report() -> None:
    records = json.loads(write_report(FINDINGS, "json", "en"))
    assert records[0] == {
        "focus": f"{ID}measure/n1/m1",
        "path": f"<{TB}position>",
        "component": "MaxCountConstraintComponent",
        "value": None,
        "shape": f"{SHAPES}Measure-position",
        "severity": "Violation",
        "message": {"en": "A measure has “one” position.", "zh": "每项举措有一个序号。"},
        "cure": {"en": "Write it once.", "zh": "请只写一次。"},
        "place": {"file": "data/notices/2023/n 1.yaml", "line": 12, "column": 7},
    }
    assert len(records) == len(FINDINGS)
    assert records[2]["place"] is None
    assert json.loads(write_report([], "json", "en")) == []


def test_the_sarif_report() -> None:
    log = json.loads(write_report(FINDINGS, "sarif", "zh", Path("data")))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == sorted({f.shape.rpartition("#")[2] for f in FINDINGS})
    assert run["columnKind"] == "unicodeCodePoints"
    for result, source in zip(run["results"], FINDINGS, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == {"Violation": "error", "Warning": "warning", "Info": "note"}[source.severity]
        assert source.message.zh in result["message"]["text"]
        assert ("physicalLocation" in result["locations"][0]) == (source.place is not None)
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "notices/2023/n%201.yaml"
    assert physical["region"] == {"startLine": 12, "startColumn": 7}
    assert "region" not in run["results"][3]["locations"][0]["physicalLocation"]
    for text in [rule[key]["text"] for rule in rules for key in ("shortDescription", "help")]:
        assert text.endswith("。")


def test_the_sarif_report_of_nothing_is_still_one_run() -> None:
    (run,) = json.loads(write_report([], "sarif", "en"))["runs"]
    assert run["results"] == run["tool"]["driver"]["rules"] == []


SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def test_the_turtle_report_says_what_was_found() -> None:
    text = write_report(FINDINGS, "turtle", "en")
    assert text == write_report(FINDINGS, "turtle", "zh")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    report = graph.value(predicate=rdflib.RDF.type, object=SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(FINDINGS)
    read = {
        (
            str(graph.value(result, SH.focusNode)),
            str(graph.value(result, SH.sourceShape)),
            str(graph.value(result, SH.sourceConstraintComponent)).removeprefix(SH),
            str(graph.value(result, SH.resultSeverity)).removeprefix(SH),
            frozenset((m.value, m.language) for m in graph.objects(result, SH.resultMessage)),  # type: ignore[attr-defined]
        )
        for result in results
    }
    assert read == {
        (f.focus, f.shape, f.component, f.severity, frozenset({(f.message.en, "en"), (f.message.zh, "zh")}))
        for f in FINDINGS
    }
    values = {str(value) for value in graph.objects(None, SH.value)}
    assert values == {'a\n"b"', "甲", f"{ID}annex/n1/1"}


def test_the_turtle_report_writes_paths_as_the_shapes_do() -> None:
    graph = rdflib.Graph().parse(data=write_report(FINDINGS[:3], "turtle", "en"), format="turtle")
    paths = {
        str(f): graph.value(predicate=SH.sourceShape, object=rdflib.URIRef(f)) for f in {f.shape for f in FINDINGS[:3]}
    }
    simple = graph.value(paths[f"{SHAPES}Measure-position"], SH.resultPath)
    assert simple == rdflib.URIRef(f"{TB}position")
    first, second = graph.items(graph.value(paths[f"{SHAPES}Unit-not-its-own-parent"], SH.resultPath))  # type: ignore[arg-type]
    assert graph.value(first, SH.oneOrMorePath) == rdflib.ORG.subOrganizationOf
    assert second == rdflib.DCTERMS.identifier


def test_the_turtle_report_of_nothing_conforms() -> None:
    graph = rdflib.Graph().parse(data=write_report([], "turtle", "en"), format="turtle")
    assert list(graph.objects(None, SH.conforms)) == [rdflib.Literal(True)]


# --- what keeps a dataset from being loaded -----------------------------------------------------

PROBLEMS = [
    Problem(
        "not-utf-8", Text('Byte 0xce is "bad".', "字节 0xce 有误。"), Text("Save it.", "请另存。"), Place(FILE, 3, 5)
    ),
    Problem("unknown-unit", Text("No such unit.", "没有该单位。"), None, Place(FILE)),
    Problem("not-utf-8", Text("Nowhere.", "无处。")),
]


def test_problems_as_json_have_code_languages_and_place() -> None:
    records = json.loads(write_problems(PROBLEMS, "json", "en"))
    assert records[0] == {
        "code": "not-utf-8",
        "severity": "Violation",
        "message": {"en": 'Byte 0xce is "bad".', "zh": "字节 0xce 有误。"},
        "cure": {"en": "Save it.", "zh": "请另存。"},
        "place": {"file": "data/notices/2023/n 1.yaml", "line": 3, "column": 5},
    }
    assert [(record["cure"], record["place"] is None) for record in records[1:]] == [(None, False), (None, True)]


def test_problems_as_sarif_are_errors_in_their_places() -> None:
    (run,) = json.loads(write_problems(PROBLEMS, "sarif", "zh", Path("data")))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["not-utf-8", "unknown-unit"]
    assert [(result["ruleId"], result["ruleIndex"], result["level"]) for result in run["results"]] == [
        ("not-utf-8", 0, "error"),
        ("unknown-unit", 1, "error"),
        ("not-utf-8", 0, "error"),
    ]
    assert run["results"][0]["message"]["text"] == "字节 0xce 有误。请另存。"
    (first,), (second,), nowhere = (result["locations"] for result in run["results"])
    assert first["physicalLocation"] == {
        "artifactLocation": {"uri": "notices/2023/n%201.yaml"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert "region" not in second["physicalLocation"]
    assert nowhere == []


def test_problems_as_turtle_are_a_shacl_report() -> None:
    text = write_problems(PROBLEMS, "turtle", "en")
    assert text == write_problems(PROBLEMS, "turtle", "zh")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    report = graph.value(predicate=rdflib.RDF.type, object=SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(PROBLEMS)
    for name in (SH.focusNode, SH.sourceConstraintComponent, SH.resultSeverity):
        assert all(len(list(graph.objects(result, name))) == 1 for result in results)
    (first,) = graph.subjects(SH.focusNode, rdflib.Literal(str(PROBLEMS[0].place)))
    assert str(graph.value(first, SH.sourceConstraintComponent)).endswith("problem#not-utf-8")
    assert set(graph.objects(first, SH.resultMessage)) == {
        rdflib.Literal('Byte 0xce is "bad". Save it.', lang="en"),
        rdflib.Literal("字节 0xce 有误。请另存。", lang="zh"),
    }


def test_problems_as_text_are_those_that_the_screen_shows() -> None:
    assert write_problems(PROBLEMS, "text", "zh") == "\n".join(problem.to("zh") for problem in PROBLEMS)


# --- a notice may commend some of its leads ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipients", "because", "blocks"),
    [
        (["市市场监管局", "市税务局", "市数据集团"], "for-measures: measures-led\n    ", True),
        (["{unit: 市市场监管局, for-measures: [city-01]}"], "", False),
        (["市市场监管局", "市税务局"], "", False),
    ],
)
def test_a_lead_that_is_not_commended_is_an_error_only_where_the_notice_commends_its_leads(
    recipients: list[str], because: str, blocks: bool, demo: Path
) -> None:
    file = demo / "notices" / "2023" / "demo-2023-12.yaml"
    text = file.read_text("utf-8")
    quote = "quote: 对创新举措的相关单位市市场监管局、市税务局、市数据集团、河东区政府予以通报表扬"
    before = (
        f"for-measures: measures-led\n    {quote}\n    recipients: [市市场监管局, 市税务局, 市数据集团, 河东区政府]"
    )
    assert before in text
    names = [re.findall("[一-鿿]+", name)[0] for name in recipients]
    sentence = f"对创新举措的相关单位{'、'.join(names)}予以通报表扬"
    text = text.replace(before, f"{because}quote: {sentence}\n    recipients: [{', '.join(recipients)}]")
    source = file.with_suffix(".txt")
    printed = re.sub("对创新举措的相关单位.*?予以通报表扬", sentence, source.read_text("utf-8"), flags=re.DOTALL)
    source.write_text(printed, "utf-8", newline="\n")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    file.write_text(re.sub("sha256: .*", f"sha256: {sha256}", text), "utf-8")
    found = validate_dataset(demo, choose_engine()[0], jobs=1).all_findings()
    assert any(finding.shape.endswith("#ClosedNotice-leads-are-commended") for finding in found) == blocks
    assert any(finding.blocks for finding in found) == blocks


def test_what_is_wrong_with_a_unit_has_its_line(demo: Path) -> None:
    file = demo / "units.yaml"
    lines = file.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "managed-by:" in line)
    assert lines[at].strip().startswith("managed-by:")
    start = max(n for n in range(at) if re.match(r"[a-z]", lines[n]))
    file.write_text("\n".join([*lines[:at], *lines[at + 1 :]]) + "\n", "utf-8")
    for _ in range(2):  # found, and remembered
        build_dataset(demo, demo.parent / "out", choose_engine()[0], jobs=1)
    found = build_dataset(demo, demo.parent / "out", choose_engine()[0], jobs=1).outcome.findings
    assert [(f.shape.rpartition("#")[2], f.place and (f.place.file.name, f.place.line)) for f in found] == [
        ("Unit-vertical-agency", ("units.yaml", start + 2))
    ]
