"""A mistake in a file of the ontology is told with its place, in both languages, and is never a traceback."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, XSD, DefinedNamespace
from tests.ontology_files import graph, own_terms

from tongbao import paths
from tongbao.errors import DataError
from tongbao.populate import vocabulary_statements
from tongbao.rdf.iris import HOME, TERMS, Prefixes
from tongbao.rdf.jsonld import read_context
from tongbao.validate import check_ontology, engines, reference, shapes
from tongbao.validate.mistakes import shape_problems

RUST = importlib.util.find_spec("shacl") is not None


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology, to break."""
    return Path(shutil.copytree(paths.ONTOLOGY, tmp_path / "ontology"))


def change(file: Path, old: str, new: str, *, encoding: str = "utf-8") -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding=encoding)


def place_of(file: Path, words: str) -> str:
    """Return ``line:column`` of some words."""
    text = file.read_text(encoding="utf-8")
    return place_at(text, len(text.partition(words)[0]))


def place_at(text: str, at: int) -> str:
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def told(error: pytest.ExceptionInfo[DataError]) -> list[tuple[str, str, str]]:
    """Return file, place and code of each problem, which must be told in both languages, with a cure."""
    for problem in error.value.problems:
        assert problem.cure is not None
        assert problem.place is not None
        for text in (problem.what, problem.cure):
            assert re.search("[一-鿿]", text.zh)
            assert not re.search("[一-鿿]", text.en)
    return [
        (p.place.file.name, f"{p.place.line}:{p.place.column}", p.code)
        for p in error.value.problems
        if p.place is not None
    ]


# --- Turtle and JSON ----------------------------------------------------------------------------


def test_the_ontology_has_no_mistakes() -> None:
    check_ontology()


def test_the_mistakes_of_all_files_are_told_together(ontology: Path) -> None:
    change(ontology / "notice.ttl", "@prefix tb:", "@prefix tb")
    change(ontology / "prefixes.ttl", "sh:declare", "shh:declare")
    change(ontology / "context.jsonld", ",\n", "\n")
    change(ontology / "shapes" / "project.ttl", "sh:minCount 1 ;", "sh:minCount 1 ]")
    change(ontology / "shapes" / "unit.ttl", "a sh:NodeShape", "a foo:NodeShape")
    change(ontology / "vocab" / "level.ttl", "skos:notation ", "skoss:notation ")
    change(ontology / "vocab" / "genre.ttl", "", "# 报\n", encoding="gbk")
    with pytest.raises(DataError) as error:
        check_ontology(ontology)
    found = told(error)
    assert {(file, code) for file, _, code in found} == {
        ("notice.ttl", "turtle-syntax"),
        ("prefixes.ttl", "turtle-prefix"),
        ("context.jsonld", "json-syntax"),
        ("project.ttl", "turtle-syntax"),
        ("unit.ttl", "turtle-prefix"),
        ("level.ttl", "turtle-prefix"),
        ("genre.ttl", "not-utf-8"),
    }
    places = {file: place for file, place, _ in found}
    assert places["level.ttl"] == place_of(ontology / "vocab" / "level.ttl", "skoss:")
    assert places["unit.ttl"] == place_of(ontology / "shapes" / "unit.ttl", "foo:")
    assert places["genre.ttl"] == "1:3"
    assert error.value.exit_code == 3


def test_columns_count_code_points(ontology: Path) -> None:
    file = ontology / "vocab" / "level.ttl"
    change(file, '"国家级"@zh', '"国家级"@zh , foo:bar')
    with pytest.raises(DataError) as error:
        list(vocabulary_statements(file))
    assert told(error) == [("level.ttl", place_of(file, "foo:bar"), "turtle-prefix")]


def test_a_byte_order_mark_is_no_mistake(ontology: Path) -> None:
    for file in (ontology / "vocab" / "level.ttl", ontology / "shapes" / "unit.ttl", ontology / "context.jsonld"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    check_ontology(ontology)


@pytest.mark.parametrize("text", ["[]", '{"@context": []}', '{"@context": {"title": 5}}', '{"@context": {"a": {}}}'])
def test_a_context_that_is_none_is_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "context.jsonld"
    file.write_text(text, encoding="utf-8")
    assert [problem.code for problem in read_context(file)[1]] == ["context-entry"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('sh:namespace "https://w3id.org/tongbao/ontology#"', 'sh:namespce "https://w3id.org/tongbao/ontology#"'),
        ('sh:namespace "https://w3id.org/tongbao/ontology#"', 'sh:namespace "https://w3id.org/tong bao#"'),
    ],
)
def test_a_declaration_that_declares_nothing_is_told(old: str, new: str, ontology: Path) -> None:
    change(ontology / "prefixes.ttl", old, new)
    with pytest.raises(DataError) as error:
        Prefixes(ontology / "prefixes.ttl")
    assert told(error) == [("prefixes.ttl", "0:0", "prefix-incomplete")]


def test_a_prefix_that_code_needs_and_nobody_declares_is_told(ontology: Path) -> None:
    change(ontology / "prefixes.ttl", '[ sh:prefix "tb" ', '[ sh:prefix "tbb" ')
    with pytest.raises(DataError) as error:
        Prefixes(ontology / "prefixes.ttl")["tb"]
    assert told(error) == [("prefixes.ttl", "0:0", "prefix-missing")]


# --- shapes -------------------------------------------------------------------------------------

COUNT, LANG, PATH = "sh:minCount 1", "sh:uniqueLang true", "sh:path rdfs:label"
DATATYPE, SEVERITY = "sh:datatype rdf:langString", "sh:severity sh:Violation"
WRONG = [
    *((COUNT, f"sh:minCount {value}") for value in ('"one"', "-1", "<urn:x>", "1.5", '"1"', "1, 2")),
    *((LANG, f"sh:uniqueLang {value}") for value in ('"yes"', "1")),
    *((LANG, f"sh:nodeKind {value}") for value in ("sh:Iri", '"IRI"')),
    *((LANG, f"sh:pattern {value}") for value in ('"("', "5", "<urn:x>")),
    *((LANG, f"sh:{name} <urn:x>") for name in ("in", "or", "not", "node", "sparql", "minInclusive", "flags")),
    *((LANG, f"sh:or ( {value} )") for value in ("<urn:x>", '"x"', "")),
    *(
        (LANG, f'sh:{name} "x"')
        for name in ("class", "equals", "lessThan", "languageIn", "minLength", "closed", "deactivated")
    ),
    *((PATH, f"sh:path {value}") for value in ('"x"', "( )", "( rdfs:label )", "rdfs:label, skos:note")),
    (PATH, 'sh:path [ sh:inversePath "x" ]'),
    (PATH, "sh:path [ sh:alternativePath rdfs:label ]"),
    (PATH, "sh:path [ rdfs:seeAlso rdfs:label ]"),
    (DATATYPE, 'sh:datatype "x"'),
    (DATATYPE, f"{DATATYPE}, skos:note"),
    (SEVERITY, "sh:severity sh:Violaton"),
    (SEVERITY, 'sh:severity "Violation"'),
]
QUERIES = ["SELEC", "SELECT ?x WHERE { ?x ?y ?z }", "ASK { $this ?y ?z }", "SELECT $this WHERE { $this foo:x ?z }"]
WRONG += [(LANG, f'sh:sparql [ sh:prefixes <{HOME}prefixes> ; sh:select "{query}" ]') for query in QUERIES]


def broken(ontology: Path, old: str, new: str) -> Path:
    file = ontology / "shapes" / "project.ttl"
    change(file, old, new)
    return file


@pytest.mark.parametrize(("old", "new"), WRONG, ids=[new for _, new in WRONG])
def test_a_wrong_value_is_told_with_file_shape_and_line(old: str, new: str, ontology: Path) -> None:
    file = broken(ontology, old, new)
    with pytest.raises(DataError) as error:
        check_ontology(ontology)
    term = "sh:select" if "sh:select" in new else new.partition(" ")[0]
    written = file.read_text("utf-8")
    places = {place_at(written, found.start()) for found in re.finditer(re.escape(term), written)}
    assert any(("project.ttl", place, "shape-value") in told(error) for place in places)
    assert "Project" in error.value.problems[0].what.en
    assert "Project" in error.value.problems[0].what.zh


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        (COUNT, "sh:minCuont 1", "sh:minCount"),
        ("sh:message ", "sh:mesage ", "sh:message"),
        ("a sh:PropertyShape", "a sh:PropertyShap", "sh:PropertyShape"),
        ("sh:targetClass", "sh:targetclass", "sh:targetClass"),
    ],
)
def test_a_misspelt_term_is_told_with_what_was_meant(old: str, new: str, meant: str, ontology: Path) -> None:
    file = broken(ontology, old, new)
    (problem, *_) = (each for each in shape_problems([file]) if each.code == "shape-term")
    assert problem.cure is not None
    assert meant in problem.cure.en
    assert str(problem.place).endswith(f"project.ttl:{place_of(file, new.removeprefix('a ').split()[0])}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{SEVERITY} ;", ""),
        ('"@zh ;\n    skos:note', '"@en ;\n    skos:note'),
        ("skos:note ", "skos:nte "),
        ("        tbsh:Project-label ;", f"        [ {PATH} ; {COUNT} ] ;"),
    ],
)
def test_a_shape_that_findings_could_not_speak_of_is_told(old: str, new: str, ontology: Path) -> None:
    assert {problem.code for problem in shape_problems([broken(ontology, old, new)])} == {"shape-incomplete"}


def test_a_shape_that_is_not_there_is_told(ontology: Path) -> None:
    (problem,) = shape_problems([broken(ontology, "tbsh:Project-label ;", "tbsh:Project-labl ;")])
    assert "shapes#Project-labl>" in problem.what.en


def test_a_list_without_end_is_told(ontology: Path) -> None:
    tail = "sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l . tbsh:Project-label sh:deactivated false"
    assert [problem.code for problem in shape_problems([broken(ontology, LANG, tail)])] == ["shape-value"]


@pytest.mark.skipif(not RUST, reason="the Rust engine is not installed")
def test_what_one_engine_alone_refuses_is_told_with_its_file(ontology: Path, fresh_shapes: None) -> None:
    broken(ontology, LANG, 'sh:pattern "(?=a)"')
    with pytest.raises(DataError) as error:
        engines.check_with_rust("")
    assert told(error) == [("project.ttl", "0:0", "shape-refused")]


@pytest.fixture
def fresh_shapes(ontology: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the engines read the copy of the ontology, and forget it afterwards."""

    def forget() -> None:
        for cached in (shapes.shapes_text, shapes.catalogue, engines._rust_shapes, reference._shapes):
            cached.cache_clear()

    monkeypatch.setattr(shapes, "ONTOLOGY", ontology)
    forget()
    yield
    forget()


def test_engines_never_see_shapes_with_mistakes(ontology: Path, fresh_shapes: None) -> None:
    broken(ontology, COUNT, 'sh:minCount "one"')
    checks = [engines.check_with_pyshacl, *([engines.check_with_rust] if RUST else [])]
    for check in checks:
        with pytest.raises(DataError) as error:
            check("")
        assert {code for _, _, code in told(error)} == {"shape-value"}


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of code, compiled where it was, and ontology that runs by itself."""
    shutil.copytree(paths.PACKAGE, tmp_path / "build" / "tongbao", ignore=shutil.ignore_patterns("_shipped"))
    for folder in (paths.ONTOLOGY, paths.QUERIES, paths.DATA):
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path


BROKEN = [
    ("prefixes.ttl", "sh:declare", "shh:declare", "turtle-prefix"),
    ("prefixes.ttl", '[ sh:prefix "tb" ', '[ sh:prefix "tbb" ', "prefix-missing"),
    ("shapes/project.ttl", "sh:minCount 1 ;", "sh:minCount 1 ]", "turtle-syntax"),
    ("shapes/project.ttl", "sh:minCount 1 ;", 'sh:minCount "one" ;', "shape-value"),
    ("vocab/level.ttl", "skos:notation ", "skoss:notation ", "turtle-prefix"),
    ("context.jsonld", ",\n", "\n", "json-syntax"),
]


@pytest.mark.parametrize(("name", "old", "new", "code"), BROKEN, ids=[f"{row[0]}-{row[3]}" for row in BROKEN])
def test_the_command_tells_a_broken_file_with_exit_code_3(
    name: str, old: str, new: str, code: str, checkout: Path
) -> None:
    change(checkout / "ontology" / name, old, new)
    environment = {**os.environ, "PYTHONPATH": str(checkout / "build"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tongbao", "build", "--lang", "zh", "--out", str(checkout / "out")]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == 3, done.stderr
    assert re.match(rf"{re.escape(str(checkout / 'ontology' / name))}\S*: .*[一-鿿].*\[{code}\]\n", done.stderr)
    assert not (checkout / "out" / "graph.nq").exists()


# --- terms --------------------------------------------------------------------------------------

PUBLISHED: list[type[DefinedNamespace]] = [DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, XSD]
FILES = sorted(paths.ONTOLOGY.rglob("*.ttl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(paths.ONTOLOGY)))
def test_every_term_of_a_file_is_one_that_its_ontology_has(file: Path) -> None:
    assert misspelt(file) == set()


def misspelt(file: Path) -> set[str]:
    """Return the IRIs of a file that their namespace does not have, where it is ours or one that rdflib knows."""
    ours = {
        str(term) for term in own_terms(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    }
    nodes = {node for triple in graph(file) for node in triple if isinstance(node, URIRef)}
    nodes |= {URIRef(text.datatype) for _, _, text in graph(file) if getattr(text, "datatype", None)}
    return {str(node) for node in nodes if str(node) not in ours and not _known(node)}


def _known(node: URIRef) -> bool:
    if node.startswith(TERMS):
        return node == URIRef(TERMS)
    spaces = [space for space in PUBLISHED if node.startswith(str(space))]
    return all(node == URIRef(str(space)) or node in space for space in spaces)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("shapes/project.ttl", COUNT, "sh:minCuont 1"),
        ("vocab/level.ttl", "skos:notation ", "skos:notatoin "),
        ("vocab/level.ttl", "tb:levelRank ", "tb:levelRnak "),
        ("vocab/level.ttl", "dcterms:title ", "dcterms:titel "),
        ("vocab/level.ttl", "^^xsd:date", "^^xsd:dat"),
        ("notice.ttl", "rdfs:label ", "rdfs:lable "),
    ],
)
def test_a_misspelt_term_is_found(name: str, old: str, new: str, ontology: Path) -> None:
    change(ontology / name, old, new)
    assert len(misspelt(ontology / name)) == 1
