"""Reports say what was found in every form."""

import json
from pathlib import Path

import rdflib
from tests.validate.example import ID, SHAPES, TB
from tests.validate.findings import FILE, FINDINGS, PROBLEMS, finding

from tongbao.errors import Place, Text
from tongbao.validate import blocking, located, summary, write_problems, write_report

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
