"""The ontology passes the public quality rules: ROBOT's report, OOPS! and FOOPS!.

Each rule that a machine can check is a query in ``queries/checks/``, named after it; no row means that all is well.
Each query has a smallest graph in ``tests/ontology_checks/`` that it must find fault with, so that none passes in
silence. Not checked by machine:

- OOPS! P01 (polysemous elements): whether a word is used in two senses is for a reader to judge.
- OOPS! P37 (not available on the Web) and FOOPS! CN1, DOC1, FIND2, FIND3, FIND3_BIS: they ask servers and registries.
"""

from pathlib import Path

import pytest
import yaml
from pyoxigraph import QuerySolutions
from tests.ontology_files import ALIGNMENTS, NOTICE, TURTLE, VOCABULARIES, graph, store

from tongbao import paths

FIXTURES = Path(__file__).parent / "ontology_checks"
RULES = ("robot-", "oops-", "foops-")
CHECKS = {file.stem: file for file in sorted((paths.QUERIES / "checks").glob("*.rq")) if file.stem.startswith(RULES)}

ROBOT_ERRORS = [
    "deprecated_boolean_datatype",
    "deprecated_class_reference",
    "deprecated_property_reference",
    "duplicate_definition",
    "duplicate_label",
    "illegal_use_of_built_in_vocabulary",
    "label_formatting",
    "label_whitespace",
    "missing_label",
    "missing_ontology_description",
    "missing_ontology_license",
    "missing_ontology_title",
    "misused_obsolete_label",
    "misused_replaced_by",
    "multiple_definitions",
    "multiple_equivalent_class_definitions",
    "multiple_labels",
]
OOPS_CRITICAL = {f"P{number:02}" for number in (1, 3, 5, 6, 14, 15, 16, 19, 27, 28, 29, 31, 37, 39, 40)}
OOPS_IMPORTANT = {f"P{number}" for number in (10, 11, 12, 17, 18, 23, 24, 25, 26, 30, 34, 35, 38, 41)}
OOPS_NOT_BY_MACHINE = {"P01", "P37"}
FOOPS = {
    *("PURL1", "URI1", "URI2", "VER1", "VER2", "HTTP1", "CN1", "RDF1", "DOC1"),
    *("FIND1", "FIND2", "FIND3", "FIND3_BIS"),
    *("OM1", "OM2", "OM3", "OM4_1", "OM4_2", "OM5_1", "OM5_2"),
    *("VOC1", "VOC2", "VOC3", "VOC4"),
}
FOOPS_ON_THE_NETWORK = {"CN1", "DOC1", "FIND2", "FIND3", "FIND3_BIS"}

# Without data no class has an instance.
NEEDS_DATA = {"oops-p17-overspecialised-hierarchy"}


def header(name: str) -> dict[str, object]:
    lines = CHECKS[name].read_text(encoding="utf-8").splitlines()
    read: dict[str, object] = yaml.safe_load("\n".join(line[3:] for line in lines if line.startswith("#+ ")))
    return read


def rows(name: str, *files: Path) -> list[str]:
    """Run a check over files, and write its rows."""
    answer = store(*files).query(CHECKS[name].read_text(encoding="utf-8"))
    assert isinstance(answer, QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["entity", "property", "value"]
    return [" ".join(str(term) for term in row) for row in answer]


def expected_rows(fixture: Path) -> int:
    return int(fixture.read_text(encoding="utf-8").splitlines()[0].removeprefix("# rows: "))


# --- the rules are all there --------------------------------------------------------------------


def test_every_error_of_robots_report_has_a_check() -> None:
    checks = {name.removeprefix("robot-") for name in CHECKS if name.startswith("robot-")}
    assert checks == {name.replace("_", "-") for name in ROBOT_ERRORS}
    assert len(ROBOT_ERRORS) == 17


def test_every_critical_or_important_pitfall_has_a_check() -> None:
    checks = {name.split("-")[1].upper() for name in CHECKS if name.startswith("oops-")}
    assert checks == (OOPS_CRITICAL | OOPS_IMPORTANT) - OOPS_NOT_BY_MACHINE
    assert (len(OOPS_CRITICAL), len(OOPS_IMPORTANT)) == (15, 14)
    for name in (name for name in CHECKS if name.startswith("oops-")):
        level = "critical" if name.split("-")[1].upper() in OOPS_CRITICAL else "important"
        assert f"({level})" in str(header(name)["rule"])


def test_every_foops_check_off_the_network_has_a_check() -> None:
    checks = {str(header(name)["rule"]).split()[1].rstrip(",") for name in CHECKS if name.startswith("foops-")}
    assert checks | {"RDF1"} == FOOPS - FOOPS_ON_THE_NETWORK
    assert len(FOOPS) == 24


@pytest.mark.parametrize("name", CHECKS)
def test_the_header_says_what_is_wrong_and_what_to_do(name: str) -> None:
    read = header(name)
    assert list(read) == ["summary", "problem", "solution", "rule"]
    for key in ("summary", "problem", "solution"):
        text = read[key]
        assert isinstance(text, dict)
        assert list(text) == ["en", "zh"]
        assert all(text.values())
    assert str(read["rule"]).startswith(("ROBOT report, ", "OOPS! P", "FOOPS! "))


# --- every check finds its fault ----------------------------------------------------------------


def test_every_check_has_a_fixture() -> None:
    assert [file.stem for file in sorted(FIXTURES.glob("*.ttl"))] == list(CHECKS)
    assert CHECKS


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_finds_its_fault(name: str) -> None:
    fixture = FIXTURES / f"{name}.ttl"
    found = rows(name, fixture)
    assert expected_rows(fixture) > 0
    assert len(found) == expected_rows(fixture), found


# --- the ontology passes ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in CHECKS if name not in NEEDS_DATA])
def test_the_ontology_passes(name: str) -> None:
    assert rows(name, NOTICE, ALIGNMENTS, *VOCABULARIES) == []


@pytest.mark.parametrize("file", TURTLE, ids=lambda file: file.stem)
def test_foops_rdf1_every_file_is_rdf(file: Path) -> None:
    assert len(graph(file)) > 0


@pytest.mark.parametrize("name", ["oops-p17-overspecialised-hierarchy", "oops-p18-overspecialised-domain-or-range"])
def test_the_graph_uses_every_class_and_keeps_to_domains_and_ranges(
    name: str, graph_nq: Path, genre_built: Path
) -> None:
    assert rows(name, NOTICE, ALIGNMENTS, graph_nq, genre_built / "graph.nq") == []
