"""Any RDF is validated by the shapes, and the command says the same."""

import json
from pathlib import Path

import pytest
import rdflib

import tongbao
from tongbao import paths
from tongbao.cli.main import main
from tongbao.library.validation import EngineName
from tongbao.validate import check_with_pyshacl, check_with_rust, write_report

PLACE = """
PREFIX tb: <https://w3id.org/tongbao/ontology#>
<https://example.org/id/place/x> a tb:Place ; tb:within [ a tb:Place ] .
"""
TB = rdflib.Namespace("https://w3id.org/tongbao/ontology#")


@pytest.fixture
def my(tmp_path: Path) -> Path:
    file = tmp_path / "my.ttl"
    file.write_text(PLACE, "utf-8")
    return file


@pytest.mark.parametrize("form", ["nq", "ttl", "trig", "jsonld"])
def test_what_is_built_is_valid(form: str, graph_nq: Path) -> None:
    report = tongbao.validate(graph_nq.with_name(f"graph.{form}"))
    assert report.conforms
    assert report.valid
    assert len(report) == 0
    assert report.things
    assert report.things > 500


def test_codes_of_a_dataset_stand_for_those_above_them(own_codes_built: Path) -> None:
    """The shapes know ours only; the file says which of ours stands above each."""
    report = tongbao.validate(own_codes_built / "graph.nq")
    assert report.valid
    assert {finding.severity for finding in report} <= {"Info"}


def test_a_file_says_what_is_wrong_and_how_to_correct_it(my: Path) -> None:
    report = tongbao.validate(my)
    assert (report.valid, report.conforms, report.things) == (False, False, 2)
    finding = next(one for one in report if one.shape.endswith("#Place-identifier") and one.focus.startswith("https"))
    assert (finding.focus, finding.severity, finding.value) == ("https://example.org/id/place/x", "Violation", None)
    assert finding.place == tongbao.Place(my)
    assert finding.message.zh
    assert finding.cure.en
    assert str(my) in str(report)
    assert report.to_dicts()[0].keys() >= {"severity", "focus", "message", "cure", "file", "line"}
    assert "violations" in repr(report)
    assert report[:1] == report.findings[:1]
    assert "<pre>" in report._repr_html_()
    assert "违规" in str(tongbao.validate(my, language="zh"))


def test_a_node_without_a_name_has_the_one_that_the_report_shows(my: Path) -> None:
    report = tongbao.validate(my)
    assert {finding.focus for finding in report} == {"https://example.org/id/place/x", "_:b1"}
    assert "_:b1" in str(report)


@pytest.mark.parametrize("engine", ["rust", "pyshacl"])
def test_a_property_that_the_ontology_does_not_know_is_named(engine: EngineName, tmp_path: Path) -> None:
    """A misspelt property is seen by its name alone: two of them may have the same value."""
    if engine == "rust":
        pytest.importorskip("shacl", reason="the Rust engine is not installed")
    names = [f"<{TB}dateWriten>", "<urn:example:data>"]
    file = tmp_path / "my.ttl"
    file.write_text(f"<https://example.org/id/notice/x> a <{TB.Notice}> ; {names[0]} 7 ; {names[1]} 7 .", "utf-8")
    report = tongbao.validate(file, engine=engine)
    assert [one.path for one in report if one.component == "ClosedConstraintComponent"] == names
    assert "tb:dateWriten  = " in str(report)
    turtle = rdflib.Graph().parse(data=write_report(report.findings, "turtle", "en"), format="turtle")
    assert {TB.dateWriten, rdflib.URIRef("urn:example:data")} <= set(turtle.objects(None, rdflib.SH.resultPath))


def test_a_node_without_a_name_is_no_iri(tmp_path: Path) -> None:
    """`sh:nodeKind sh:IRI` tells them apart: a blank node may not be taken for a name of ours."""
    said = f"<https://example.org/id/assertion/a> a <{TB.Assertion}> ; <{TB.aboutSubject}> "
    shapes = []
    for value in ("<https://example.org/id/unit/x>", "[]"):
        (tmp_path / "my.ttl").write_text(f"{said}{value} .", "utf-8")
        report = tongbao.validate(tmp_path / "my.ttl")
        shapes.append({one.shape for one in report if one.component == "NodeKindConstraintComponent"})
    assert shapes[0] == set() != shapes[1]


def test_a_graph_is_validated_as_the_file_is(my: Path) -> None:
    graph = rdflib.Graph().parse(my)
    of_graph, of_file = tongbao.validate(graph), tongbao.validate(my)
    assert {(one.shape, one.component) for one in of_graph} == {(one.shape, one.component) for one in of_file}
    assert len(of_graph) == len(of_file)
    assert all(one.place is None for one in of_graph)
    dataset = rdflib.Dataset()
    inside = dataset.graph(rdflib.URIRef("x:g"))
    inside += graph
    assert len(tongbao.validate(dataset)) == len(of_file)


def test_a_graph_that_is_no_rdf_is_refused() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("not an IRI"), rdflib.RDF.type, TB.Place))
    with pytest.raises(tongbao.DataError, match="not RDF"):
        tongbao.validate(graph)
    formula = rdflib.Graph()
    formula.add((rdflib.Variable("x"), rdflib.RDF.type, TB.Place))
    with pytest.raises(tongbao.DataError, match="Variable"):
        tongbao.validate(formula)


def test_both_engines_find_the_same(graph_nq: Path, tmp_path: Path) -> None:
    """Every fifth statement of the graph is gone, so that much is missing."""
    lines = graph_nq.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "part.nq").write_text("".join(line for n, line in enumerate(lines) if n % 5), "utf-8")
    rust, pyshacl = (tongbao.validate(tmp_path / "part.nq", engine=engine) for engine in ("rust", "pyshacl"))  # type: ignore[arg-type]
    assert len(rust) > 100
    assert rust == pyshacl


@pytest.mark.parametrize("check", [check_with_pyshacl])
def test_blank_nodes_are_named_as_in_the_data(check) -> None:  # type: ignore[no-untyped-def]
    found = check(f"_:b7 <{rdflib.RDF.type}> <{TB.Place}> .\n_:b7 <{TB.within}> _:b8 .\n")
    assert {one.focus for one in found} == {"_:b7"}
    assert "_:b8" in {one.value for one in found}
    assert check_with_rust(f"<x:a> <{rdflib.RDF.type}> <{TB.Place}> .\n")


def test_a_dataset_is_validated_with_its_places(demo: Path) -> None:
    report = tongbao.validate(demo)
    assert report.valid
    assert report.things is None
    file = demo / "places.yaml"
    file.write_text(file.read_text("utf-8").replace("level: municipal", "level: town", 1), "utf-8")
    with pytest.raises(tongbao.DataError, match=r"places\.yaml:\d+:\d+"):
        tongbao.validate(demo)


# --- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "sarif", "turtle"])
def test_the_command_reports_in_every_form(form: str, my: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "validate", str(my), "--format", form]) == 1
    out = capsys.readouterr().out
    report = tongbao.validate(my)
    if form == "text":
        assert out.rstrip() == str(report).rstrip()
    elif form == "json":
        assert [one["focus"] for one in json.loads(out)] == [one.focus for one in report]
    elif form == "sarif":
        (run,) = json.loads(out)["runs"]
        assert len(run["results"]) == len(report)
    else:
        graph = rdflib.Graph().parse(data=out, format="turtle")
        focus = rdflib.URIRef("http://www.w3.org/ns/shacl#focusNode")
        assert len([*graph.subject_objects(focus)]) == len(report)


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("bad.ttl", "<x:a> <x:b> .", 3, "bad.ttl:1:13: This is not Turtle"),
        ("table.csv", "a,b", 2, "does not show a format"),
        ("nothing.ttl", "<x:a> <x:b> <x:c> .", 0, "there was nothing to check"),
    ],
)
def test_the_command_tells_mistakes(
    name: str, text: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert main(["--lang", "en", "validate", str(tmp_path / name)]) == code
    assert said in capsys.readouterr().err


def test_the_command_tells_mistakes_to_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.ttl").write_text("<x:a> <x:b> .", "utf-8")
    assert main(["validate", str(tmp_path / "bad.ttl"), "--format", "json"]) == 3
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["place"] == {"file": str(tmp_path / "bad.ttl"), "line": 1, "column": 13}


@pytest.mark.parametrize("more", [["--data", "data"], ["--jobs", "2"]])
def test_the_command_takes_a_file_or_a_dataset(more: list[str], my: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "validate", str(my), *more]) == 2
    assert f"{more[0]} cannot be used with a file" in capsys.readouterr().err


def test_the_command_says_how_a_folder_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "validate", str(paths.DATA)]) == 2
    assert "--data" in capsys.readouterr().err
