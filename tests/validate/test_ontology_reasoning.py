"""HermiT finds the ontology consistent, alone and with the populated graph, and every class can have instances.

HermiT knows neither xsd:date, xsd:gYear and xsd:gYearMonth nor rdf:langString: it runs with unsupported datatypes
ignored, so dates and languages are checked by the shapes alone. It comes with owlready2; Java comes from the system.
"""

from pathlib import Path

import owlready2
import pytest
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import Graph
from tests.ontology_files import ALIGNMENTS, NOTICE, VOCABULARIES, graph, store

pytestmark = pytest.mark.java

PREFIXES = """
    @prefix owl:  <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix tb:   <https://w3id.org/tongbao/ontology#> .
    @prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
    @prefix :     <https://example.org/> .
"""


def unsatisfiable(statements: str, folder: Path) -> list[str]:
    """Let HermiT reason over N-Triples, and list the classes that cannot have an instance."""
    file = folder / "statements.nt"
    file.write_text(statements, encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    assert len(list(world.classes())) > 20, "the ontology must have been read"
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return [cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing]


def ontology_and(extra: str = "") -> str:
    """Write the ontology, its alignments and vocabularies, and some Turtle, as N-Triples."""
    more = Graph().parse(data=PREFIXES + extra, format="turtle")
    whole: str = graph(NOTICE, ALIGNMENTS, *VOCABULARIES).serialize(format="nt") + more.serialize(format="nt")
    return whole


def test_the_ontology_is_consistent(tmp_path: Path) -> None:
    assert unsatisfiable(ontology_and(), tmp_path) == []


def test_a_small_notice_is_consistent(tmp_path: Path) -> None:
    notice = """
        :n a tb:Notice ; tb:issuedBy :u ; tb:place :p ; tb:dateWritten "2023-10-29"^^xsd:date ;
            tb:hasMeasure :m ; tb:hasCommendation :c ; tb:hasCriticism :d ; tb:commendedOpen false ; tb:serial 64 .
        :m a tb:Measure ; tb:publishedIn :n ; tb:hasParticipation :x ; tb:statedIn :s ; tb:position 1 .
        :x a tb:Participation ; tb:participant :u ; tb:order 1 ; tb:printedName "公安局" .
        :c a tb:Appraisal , tb:Commendation ; tb:recipient :p ; tb:givenBy :u ; tb:announcedIn :n .
        :d a tb:Appraisal , tb:Criticism ; tb:recipient :p ; tb:givenBy :u ; tb:announcedIn :n .
        :a a tb:Assertion ; tb:aboutSubject :u ; tb:aboutProperty tb:level ; tb:note "说明"@zh ; tb:since "2019"^^xsd:gYear .
        :e a tb:DatedEvent ; tb:date "2023-09"^^xsd:gYearMonth .
        :u a tb:Unit . :p a tb:Place . :s a tb:TextSpan .
    """
    assert unsatisfiable(ontology_and(notice), tmp_path) == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(":x a tb:Unit , tb:Measure .", id="a unit that is a measure"),
        pytest.param(":x tb:participant :m . :m a tb:Measure .", id="a measure that takes part"),
        pytest.param(":x a tb:Place ; tb:hasMeasure :m .", id="a place that publishes a measure"),
        pytest.param(":c tb:recipient :u , :p . :u a tb:Unit . :p a tb:Place .", id="two recipients"),
        pytest.param(':x a tb:Participation ; tb:order "first" .', id="an order that is no number"),
        pytest.param(":c a tb:Commendation , tb:Criticism .", id="praise that is blame"),
        pytest.param(":n tb:hasCommendation :c . :c a tb:Criticism .", id="blame announced as praise"),
        pytest.param(":u tb:coLeads :u .", id="a unit that co-leads with itself"),
    ],
)
def test_an_inconsistent_copy_is_found(fault: str, tmp_path: Path) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(ontology_and(fault), tmp_path)


def test_a_class_that_can_have_no_instance_is_found(tmp_path: Path) -> None:
    fault = "tb:LeadingPlace a owl:Class ; rdfs:subClassOf tb:Unit , tb:Place ."
    assert unsatisfiable(ontology_and(fault), tmp_path) == ["https://w3id.org/tongbao/ontology#LeadingPlace"]


def test_the_populated_graph_is_consistent(graph_nq: Path, tmp_path: Path) -> None:
    statements = store(NOTICE, ALIGNMENTS, graph_nq).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert statements
    assert unsatisfiable(statements.decode("utf-8"), tmp_path) == []
