"""The ontology is complete and agrees with itself, with the records, the code, the prefix map and the context."""

import json
import re
from functools import cache
from typing import Any, get_args

import pytest
from pyld import jsonld
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, XSD, Namespace
from tests.ontology_files import (
    ALIGNMENTS,
    CONTEXT,
    NOTICE,
    TERM_KINDS,
    TURTLE,
    VOCABULARIES,
    declared_prefixes,
    graph,
    own_properties,
    own_terms,
    used_prefixes,
)

from tongbao import model, paths
from tongbao.ask.sparql import PREFIXES as QUERY_PREFIXES
from tongbao.model import codes
from tongbao.model.codes import GENRES, POLARITIES, QUANTITY_KINDS, QuantityKind
from tongbao.populate.authority import NOT_PUBLIC, RESTRUCTURING
from tongbao.populate.measure import giver
from tongbao.rdf.iris import HOME, TERMS, VOCABULARY

TB = Namespace(TERMS)
QUDT = Namespace("http://qudt.org/schema/qudt/")
CV = Namespace("http://data.europa.eu/m8g/")
ONTOLOGY = URIRef(HOME + "ontology")
LANGUAGES = ["en", "zh"]

CODES: dict[str, set[str]] = {
    "act": set(get_args(model.Act)),
    "as-of-basis": set(get_args(model.AsOfBasis)),
    "assertion-basis": set(get_args(model.Basis)),
    "beneficiary-kind": set(get_args(model.BeneficiaryKind)),
    "bound": set(get_args(model.Bound)),
    "certainty": set(get_args(model.Certainty)),
    "change-kind": set(get_args(codes.ChangeKind)),
    "genre": set(get_args(model.Genre)),
    "honour-kind": {*get_args(model.HonourKind), "honour", "report"},
    "instrument-kind": set(get_args(model.InstrumentKind)),
    "level": set(get_args(model.Level)),
    "link-basis": set(get_args(model.LinkBasis)),
    "notice-state": set(get_args(model.State)),
    "openness": set(get_args(model.Openness)),
    "order-basis": set(get_args(model.OrderBasis)),
    "outcome-nature": set(get_args(model.Nature)),
    "outcome-realisation": set(get_args(model.Realisation)),
    "platform-kind": set(get_args(model.PlatformKind)),
    "polarity": {"praise", "criticism"},
    "quantity-kind": set(get_args(QuantityKind)),
    "reading": set(get_args(model.Reading)),
    "reference-kind": set(get_args(model.ReferenceKind)),
    # A participant never writes these: they follow from where a unit stands in the YAML.
    "role": {
        *get_args(model.Role),
        "lead",
        "issuer",
        "joint-issuer",
        *(giver(kind)[0] for kind in get_args(model.HonourKind)),
    },
    "role-basis": set(get_args(model.RoleBasis)),
    "state-basis": set(get_args(model.StateBasis)),
    "unit-kind": set(get_args(model.UnitKind)),
    "special-status": set(get_args(codes.SpecialStatus)),
    # What has no unit in the YAML: `one` counts things, `rank` places in a ranking.
    "unit-of-measure": {*get_args(model.UnitOfMeasure), "one", "rank"},
    "work-kind": set(get_args(model.WorkKind)),
}
"""The codes of each vocabulary, as the records know them."""
GIVEN_UP = ("outcome-status",)
"""Vocabularies that nothing uses any more."""


def concept(scheme: str, code: str) -> URIRef:
    return URIRef(f"{VOCABULARY}{scheme}#{code}")


def vocabulary(scheme: str) -> Graph:
    return graph(paths.ONTOLOGY / "vocab" / f"{scheme}.ttl")


def texts(source: Graph, term: URIRef, prop: URIRef) -> dict[str, str]:
    """Return the texts of a property by language, of which none may have two."""
    found = [text for text in source.objects(term, prop) if isinstance(text, Literal)]
    assert len({text.language for text in found}) == len(found)
    return {text.language or "": str(text) for text in found}


def languages(source: Graph, term: URIRef, prop: URIRef) -> list[str]:
    return sorted(texts(source, term, prop))


def classes_of(source: Graph, node: Any) -> list[Any]:
    """Return the class, or the classes of the owl:unionOf, that a domain or range names."""
    union = source.value(node, OWL.unionOf)
    return list(Collection(source, union)) if union else [node]


# --- terms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", own_terms(*TERM_KINDS), ids=lambda term: term.removeprefix(TERMS))
def test_every_term_is_named_defined_and_placed(term: URIRef) -> None:
    notice = graph(NOTICE)
    assert languages(notice, term, RDFS.label) == LANGUAGES
    assert languages(notice, term, SKOS.definition) == LANGUAGES
    assert languages(notice, term, SKOS.scopeNote) in ([], LANGUAGES)
    assert list(notice.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
    assert sum((term, RDF.type, kind) in notice for kind in TERM_KINDS) == 1
    assert (term, OWL.versionInfo, None) not in notice, "a version belongs to the whole"
    assert not list(notice.objects(term, RDFS.comment)), "definitions are skos:definition"


@pytest.mark.parametrize("prop", own_properties(), ids=lambda term: term.removeprefix(TERMS))
def test_every_property_has_one_domain_and_one_range(prop: URIRef) -> None:
    notice = graph(NOTICE)
    (domain,), (range_,) = list(notice.objects(prop, RDFS.domain)), list(notice.objects(prop, RDFS.range))
    literal = (prop, RDF.type, OWL.DatatypeProperty) in notice
    datatypes = [str(XSD), RDFS.Literal, RDF.langString]
    assert all(isinstance(cls, URIRef) for cls in classes_of(notice, domain))
    assert all(any(cls.startswith(each) for each in datatypes) == literal for cls in classes_of(notice, range_))


@pytest.mark.parametrize("term", own_terms(*TERM_KINDS), ids=lambda term: term.removeprefix(TERMS))
def test_names_and_definitions_keep_the_style(term: URIRef) -> None:
    name = term.removeprefix(TERMS)
    definitions = texts(graph(NOTICE), term, SKOS.definition)
    assert name[0].isupper() == ((term, RDF.type, OWL.Class) in graph(NOTICE))
    assert re.fullmatch(r"[A-Za-z]+", name)
    assert definitions["en"].endswith(".")
    assert definitions["zh"].endswith(("。", "？"))
    assert not re.match(r"(Not|No|Neither|Anything but)\b", definitions["en"]), "say what it is"
    assert not re.search(rf"\b{re.escape(name)}\b", definitions["en"], re.IGNORECASE), "circular"


def test_symmetric_and_functional_properties_are_those_that_are_true() -> None:
    assert own_terms(OWL.SymmetricProperty) == [TB.coLeads, TB.statedWith]
    assert own_terms(OWL.FunctionalProperty) == [
        TB[name]
        for name in (
            "after",
            "before",
            "exactFactor",
            "extensible",
            "levelRank",
            "participant",
            "recipient",
            "value",
            "weight",
        )
    ]


def test_every_term_that_shapes_queries_and_code_use_is_declared() -> None:
    declared = {str(term).removeprefix(TERMS) for term in own_terms(*TERM_KINDS)}
    used = set()
    for file in [*TURTLE, *(paths.ONTOLOGY / "shapes").glob("*.ttl"), *paths.QUERIES.rglob("*.rq")]:
        used |= set(re.findall(r"(?<![\w:])tb:([A-Za-z]\w*)", file.read_text(encoding="utf-8")))
    for file in paths.PACKAGE.rglob("*.py"):
        used |= set(re.findall(r"\bTB\.(\w+)", file.read_text(encoding="utf-8")))
    assert used <= declared
    assert len(used) > 100, "the search must find something"


OF_VOCABULARIES = (SKOS.Concept, SKOS.ConceptScheme)
"""What the shapes say nothing of: the checks of the ontology do."""


def test_every_property_has_a_shape() -> None:
    """A property that the shapes do not know is refused in every graph that has it, for the classes are closed."""
    shapes, notice = graph(*(paths.ONTOLOGY / "shapes").glob("*.ttl")), graph(NOTICE)
    in_use = [prop for prop in own_properties() if (prop, OWL.deprecated, None) not in notice]
    of_graphs = [prop for prop in in_use if notice.value(prop, RDFS.domain) not in OF_VOCABULARIES]
    assert not [prop for prop in of_graphs if (None, None, prop) not in shapes]


def test_alignments_describe_our_own_terms_alone() -> None:
    for subject, prop, _ in graph(ALIGNMENTS):
        assert prop == RDF.type or str(subject).startswith(HOME), subject
    assert (URIRef(HOME + "alignments"), OWL.imports, None) not in graph(ALIGNMENTS)


# --- vocabularies -------------------------------------------------------------------------------


def test_there_is_one_file_for_each_vocabulary() -> None:
    assert sorted(file.stem for file in VOCABULARIES) == sorted([*CODES, *GIVEN_UP])


@pytest.mark.parametrize("scheme", GIVEN_UP)
def test_a_vocabulary_that_was_given_up_says_what_replaces_it(scheme: str) -> None:
    source = vocabulary(scheme)
    for term in {URIRef(f"{VOCABULARY}{scheme}"), *source.subjects(RDF.type, SKOS.Concept)}:
        assert source.value(term, OWL.deprecated) == Literal(True)
        assert all(
            str(now).partition("#")[0].rpartition("/")[2] in CODES for now in source.objects(term, DCTERMS.isReplacedBy)
        )
        assert (term, DCTERMS.isReplacedBy, None) in source


def test_nothing_uses_what_was_given_up() -> None:
    """The prefix of a vocabulary that was given up stays; shapes, queries and code use neither its codes nor the property."""
    folders = (paths.ONTOLOGY / "shapes", paths.QUERIES, paths.ROOT / "build" / "tongbao")
    files = [
        file for folder in folders for file in folder.rglob("*.*") if file.suffix in (".ttl", ".rq", ".py", ".html")
    ]
    given_up = [
        str(name).rpartition("#")[2] for name in own_properties() if (name, OWL.deprecated, None) in graph(NOTICE)
    ]
    words = re.compile(
        "|".join([*(rf"\btb:{name}\b|\bTB\.{name}\b" for name in given_up), *(f"{one}#" for one in GIVEN_UP)])
    )
    generated = {"terms.py", "namespaces.py"}
    found = [file.name for file in files if file.name not in generated and words.search(file.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("scheme", CODES)
def test_a_vocabulary_holds_the_codes_of_the_records(scheme: str) -> None:
    source = vocabulary(scheme)
    assert {str(code) for code in source.objects(None, SKOS.notation)} == CODES[scheme]
    assert set(source.subjects(RDF.type, SKOS.Concept)) == {concept(scheme, code) for code in CODES[scheme]}


@pytest.mark.parametrize("scheme", CODES)
def test_a_vocabulary_is_described_in_both_languages(scheme: str) -> None:
    source, iri = vocabulary(scheme), URIRef(VOCABULARY + scheme)
    prefix = {namespace: prefix for prefix, namespace in declared_prefixes().items()}[f"{iri}#"]
    assert list(source.subjects(RDF.type, SKOS.ConceptScheme)) == [iri]
    assert languages(source, iri, DCTERMS.title) == languages(source, iri, DCTERMS.description) == LANGUAGES
    assert languages(source, iri, SKOS.prefLabel) == LANGUAGES
    vann = Namespace("http://purl.org/vocab/vann/")
    assert source.value(iri, vann.preferredNamespacePrefix) == Literal(prefix)
    assert source.value(iri, vann.preferredNamespaceUri) == Literal(f"{iri}#")
    assert not [node for triple in source for node in triple if not isinstance(node, URIRef | Literal)]


@pytest.mark.parametrize("scheme", CODES)
def test_a_concept_has_code_names_definitions_and_place(scheme: str) -> None:
    source, iri = vocabulary(scheme), URIRef(VOCABULARY + scheme)
    for code in CODES[scheme]:
        each = concept(scheme, code)
        assert list(source.objects(each, SKOS.notation)) == [Literal(code)]
        assert languages(source, each, SKOS.prefLabel) == languages(source, each, SKOS.definition) == LANGUAGES
        assert (each, SKOS.inScheme, iri) in source
        assert (each, SKOS.topConceptOf, iri) in source or (each, SKOS.broader, None) in source
    assert set(source.objects(iri, SKOS.hasTopConcept)) == set(source.subjects(SKOS.topConceptOf, iri))


def test_every_act_praises_or_criticises_as_the_code_says() -> None:
    for code in CODES["act"]:
        polarity = POLARITIES[code]
        assert list(vocabulary("act").objects(concept("act", code), TB.polarity)) == [concept("polarity", polarity)]


def test_the_kinds_of_units_and_changes_imply_what_is_stated() -> None:
    assert {"company", "social-organisation"} == NOT_PUBLIC
    public = set(vocabulary("unit-kind").subjects(TB.impliesClass, CV.PublicOrganisation))
    assert public == {concept("unit-kind", code) for code in CODES["unit-kind"] - NOT_PUBLIC}
    restructuring = set(vocabulary("change-kind").subjects(TB.impliesClass, ORG.ChangeEvent))
    assert restructuring == {concept("change-kind", code) for code in RESTRUCTURING}


def test_levels_are_ranked_from_the_top() -> None:
    ranks = {each: int(str(rank)) for each, rank in vocabulary("level").subject_objects(TB.levelRank)}
    assert ranks == {concept("level", code): rank for rank, code in enumerate(get_args(model.Level), 1)}


def test_every_unit_of_measure_has_the_kind_that_the_code_says_and_a_symbol() -> None:
    source = vocabulary("unit-of-measure")
    kinds = {each: list(source.objects(each, QUDT.hasQuantityKind)) for each in source.subjects(RDF.type, QUDT.Unit)}
    assert kinds == {
        concept("unit-of-measure", unit): [concept("quantity-kind", kind)] for unit, kind in QUANTITY_KINDS.items()
    }
    assert all(len(list(source.objects(unit, QUDT.symbol))) == 1 for unit in kinds)


def test_genres_have_the_names_that_titles_end_in() -> None:
    genres = vocabulary("genre")
    codes = {str(genre): str(code) for genre, code in genres[: SKOS.notation]}
    words = [(str(genre), word) for way in (SKOS.prefLabel, SKOS.altLabel) for genre, word in genres[:way]]
    assert {str(w): codes[of] for of, w in words if of in codes and w.language == "zh"} == GENRES  # type: ignore[union-attr]
    assert len(codes) == 16


def test_only_units_of_exact_length_or_size_have_a_factor() -> None:
    factors = {str(unit).rsplit("#")[1]: str(value) for unit, value in vocabulary("unit-of-measure")[: TB.exactFactor]}
    larger = {"minute": "60", "hour": "3600", "day": "86400", "week": "604800", "kilometre": "1000", "megawatt": "1000"}
    larger |= {"hectare": "10000", "square-kilometre": "1000000", "tenth": "10"}
    smaller = {"litre": "0.001", "kilogram": "0.001", "gram": "0.000001"}
    bases = (
        "yuan",
        "percent",
        "tonne",
        "kva",
        "kv",
        "one",
        "second",
        "metre",
        "square-metre",
        "cubic-metre",
        "kilowatt",
    )
    assert factors == larger | smaller | dict.fromkeys((*bases, "kilowatt-hour"), "1")


# --- prefixes -----------------------------------------------------------------------------------


def test_every_vocabulary_has_its_prefix() -> None:
    namespaces = declared_prefixes().values()
    assert len(set(namespaces)) == len(namespaces), "one prefix for each namespace"
    assert {f"{VOCABULARY}{scheme}#" for scheme in CODES} <= set(namespaces)


def test_every_prefix_used_is_that_of_the_prefix_map() -> None:
    files = [*paths.ONTOLOGY.rglob("*.ttl"), *paths.QUERIES.rglob("*.rq")]
    assert used_prefixes(files) <= set(declared_prefixes().items())


def test_queries_without_prefixes_mean_the_same_ones() -> None:
    assert declared_prefixes() == QUERY_PREFIXES


# --- JSON-LD context ----------------------------------------------------------------------------


@cache
def context() -> dict[str, Any]:
    entries: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return entries


def expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return declared_prefixes()[prefix] + local


@cache
def definitions() -> dict[str, dict[str, Any]]:
    """Return the definition of each property, by its IRI."""
    return {expand(entry["@id"]): entry for entry in context().values() if isinstance(entry, dict)}


def rule(prop: URIRef) -> dict[str, str]:
    """Derive the rule of a property in JSON-LD from its kind, its range and the vocabulary it takes values from."""
    notice = graph(NOTICE)
    range_, scheme = str(notice.value(prop, RDFS.range)), notice.value(prop, RDFS.seeAlso)
    if (prop, RDF.type, OWL.DatatypeProperty) not in notice:
        return {"@type": "@vocab", "@vocab": f"{scheme}#"} if scheme else {"@type": "@id"}
    if range_ == str(RDF.langString):
        return {"@container": "@language"}
    if range_.startswith(str(XSD)) and range_ != str(XSD.string):
        return {"@type": "xsd:" + range_.removeprefix(str(XSD))}
    return {}


def test_the_context_has_our_prefixes_and_a_scope_for_each_vocabulary() -> None:
    """Properties and vocabularies share names (`level`), so a vocabulary is the scope of its properties instead."""
    plain = {name: iri for name, iri in context().items() if name in declared_prefixes() and isinstance(iri, str)}
    assert plain == {name: iri for name, iri in declared_prefixes().items() if not iri.startswith(VOCABULARY)}
    scopes = {entry["@context"]["@vocab"] for entry in definitions().values() if "@context" in entry}
    assert scopes == {f"{VOCABULARY}{scheme}#" for scheme in CODES}


def test_the_context_has_every_class() -> None:
    classes = {expand(iri) for iri in context().values() if isinstance(iri, str) and not iri.startswith(("@", "http"))}
    assert {str(term) for term in own_terms(OWL.Class)} <= classes


@pytest.mark.parametrize("prop", own_properties(), ids=lambda term: term.removeprefix(TERMS))
def test_the_context_has_the_rule_of_every_property(prop: URIRef) -> None:
    entry = definitions()[str(prop)]
    scope = entry.get("@context", {})
    found = {key: value for key, value in entry.items() if key not in ("@id", "@context")}
    assert found | ({"@vocab": scope["@vocab"]} if scope else {}) == rule(prop)


def test_a_code_that_is_also_a_term_keeps_its_meaning() -> None:
    """`exact` is a bound and a property of the Web Annotation ontology: the scope must name the code."""
    for entry in definitions().values():
        scope = entry.get("@context")
        if scope:
            codes = CODES[scope["@vocab"].removeprefix(VOCABULARY).rstrip("#")]
            named = {code: scope["@vocab"] + code for code in codes & context().keys()}
            assert scope == {"@vocab": scope["@vocab"], **named}


def sample() -> Graph:
    """Return all vocabularies, and one statement for each of our properties."""
    whole = Graph()
    for triple in graph(*VOCABULARIES):
        whole.add(triple)
    for prop in own_properties():
        how = rule(prop)
        kind = how.get("@type", "")
        value: URIRef | Literal = Literal("文字", lang="zh") if how.get("@container") else Literal("文字")
        if kind.startswith("@"):
            value = URIRef(how.get("@vocab", "https://example.org/") + "exact")
        elif kind:
            value = Literal({"xsd:boolean": "true", "xsd:date": "2023-10-29"}.get(kind, "2023"), datatype=expand(kind))
        whole.add((URIRef("https://example.org/thing"), prop, value))
    whole.add((URIRef("https://example.org/thing"), TB.date, Literal("2023-09", datatype=XSD.gYearMonth)))
    return whole


def test_the_context_round_trips_in_an_independent_processor() -> None:
    lines = sample().serialize(format="nt")
    compact = jsonld.compact(jsonld.from_rdf(lines, {"useNativeTypes": False}), context())
    keys = {key for node in compact["@graph"] for key in node}
    back = Graph().parse(data=jsonld.to_rdf(compact, {"format": "application/n-quads"}), format="nt")
    assert not [key for key in keys if ":" in key], "every property has a short name"
    assert set(back) == set(Graph().parse(data=lines, format="nt"))
