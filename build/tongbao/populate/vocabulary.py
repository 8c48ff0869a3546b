"""Statements of the vocabularies and the ontology, read unchanged from their Turtle files, and of the codes that a dataset adds."""

from collections.abc import Iterator
from pathlib import Path

from tongbao import paths
from tongbao.errors import Text
from tongbao.model import Dataset, OwnCode, Vocabulary
from tongbao.populate.dataset import graph_statements
from tongbao.populate.evidence import A
from tongbao.rdf.iris import TERMS, VOCABULARY, Iris, concept, term
from tongbao.rdf.literals import Statement, decimal, integer, string, text
from tongbao.rdf.namespaces import DCTERMS, QUDT, RDFS, SKOS, TB
from tongbao.rdf.terms import Scheme
from tongbao.rdf.turtle import statements


def vocabulary_statements(file: Path) -> Iterator[Statement]:
    """State one SKOS scheme from its Turtle file; raise DataError where it is not Turtle."""
    for quad in statements(file):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


_SAID = {
    term(name)
    for name in (
        "rdf:type",
        "rdfs:label",
        "rdfs:isDefinedBy",
        "skos:definition",
        "skos:scopeNote",
        "dcterms:title",
        "dcterms:description",
        "dcterms:license",
        "owl:versionInfo",
    )
}


def ontology_statements(file: Path) -> Iterator[Statement]:
    """State the names and meanings of the ontology and its terms: what a reader of the data needs, without axioms."""
    for quad in statements(file):
        subject, predicate = str(quad.subject), str(quad.predicate)
        if subject.startswith(f"<{TERMS[:-1]}") and predicate in _SAID:
            yield subject, predicate, str(quad.object)


# --- what a dataset adds --------------------------------------------------------------------------


def own_vocabulary_statements(
    scheme: Scheme, vocabulary: Vocabulary, dataset: Dataset, iris: Iris
) -> Iterator[Statement]:
    """State the scheme of the codes that a dataset adds to one of the vocabularies, and its graph."""
    iri, ours = iris.scheme(scheme), _title(scheme)
    title = Text(f"{ours.en}: added by this dataset", f"{ours.zh}（本数据集增补）")
    yield iri, A, SKOS.ConceptScheme
    yield from _in_both(iri, DCTERMS.title, title)
    yield from _in_both(iri, SKOS.prefLabel, title)
    yield from _in_both(iri, DCTERMS.description, _ABOUT)
    yield iri, DCTERMS.license, f"<{dataset.license}>"
    yield iri, RDFS.seeAlso, f"<{VOCABULARY}{scheme}>"
    for code, record in vocabulary.own[scheme].items():
        yield from _concept(scheme, code, record, vocabulary, iris)
    yield from graph_statements(iris.own_graph(scheme), title, iris)


_ABOUT = Text(
    "Codes that this dataset uses beside those of the vocabulary; each stands below one of these.",
    "本数据集在该词表之外所用的代码，各有一个该词表中的上位代码。",
)


def _title(scheme: str) -> Text:
    """Return what one of our vocabularies is called."""
    said = statements(paths.ONTOLOGY / "vocab" / f"{scheme}.ttl")
    names = {
        getattr(quad.object, "language", ""): getattr(quad.object, "value", "")
        for quad in said
        if quad.subject.value == f"{VOCABULARY}{scheme}" and str(quad.predicate) == SKOS.prefLabel  # type: ignore[union-attr]
    }
    return Text(names["en"], names["zh"])


def _in_both(iri: str, predicate: str, words: Text) -> Iterator[Statement]:
    yield iri, predicate, text(words.en, "en")
    yield iri, predicate, text(words.zh, "zh")


def _concept(scheme: Scheme, code: str, record: OwnCode, vocabulary: Vocabulary, iris: Iris) -> Iterator[Statement]:
    iri = iris.concept(scheme, code)
    yield iri, A, SKOS.Concept
    yield iri, SKOS.notation, string(code)
    yield from _in_both(iri, SKOS.prefLabel, Text(record.english, record.name))
    yield from _in_both(iri, SKOS.definition, Text(record.definition_english, record.definition))
    yield iri, SKOS.inScheme, iris.scheme(scheme)
    for word in record.printed:
        yield iri, SKOS.hiddenLabel, text(word, "zh")
    if record.broader:
        yield iri, SKOS.broader, iris.concept(scheme, record.broader)
    if scheme == "level":
        yield iri, TB.levelRank, integer(vocabulary.rank(code))
    if scheme == "unit-of-measure":
        yield iri, A, QUDT.Unit
        yield iri, QUDT.hasQuantityKind, concept("quantity-kind", vocabulary.kind_of_quantity(code))
        for symbol in record.printed[:1]:
            yield iri, QUDT.symbol, string(symbol)
        if factor := vocabulary.factor(code):
            yield iri, TB.exactFactor, decimal(factor)
