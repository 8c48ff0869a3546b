"""The files the ontology is made of, and what they hold when read."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SH

from tongbao import paths
from tongbao.rdf.iris import HOME, TERMS

NOTICE = paths.ONTOLOGY / "notice.ttl"
ALIGNMENTS = paths.ONTOLOGY / "alignments.ttl"
PREFIXES = paths.ONTOLOGY / "prefixes.ttl"
CONTEXT = paths.ONTOLOGY / "context.jsonld"
VOCABULARIES = sorted((paths.ONTOLOGY / "vocab").glob("*.ttl"))
TURTLE = [NOTICE, ALIGNMENTS, PREFIXES, *VOCABULARIES]

TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_DECLARATION = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)


@cache
def graph(*files: Path) -> Graph:
    """Read Turtle files into one graph. It is kept: copy it before changing it."""
    whole = Graph()
    for file in files:
        whole.parse(file, format="turtle")
    return whole


@cache
def store(*files: Path) -> ox.Store:
    """Load files into the default graph of a store; N-Quads lose their graph names. It is kept: only read it."""
    loaded = ox.Store()
    for file in files:
        quads = ox.parse(path=str(file))
        loaded.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return loaded


def own_terms(*kinds: URIRef) -> list[URIRef]:
    """List our own terms of some kinds, in order."""
    notice = graph(NOTICE)
    found = {term for kind in kinds for term in notice.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(TERMS))


def own_properties() -> list[URIRef]:
    """List our own properties, in order."""
    return own_terms(*TERM_KINDS[1:])


@cache
def declared_prefixes() -> dict[str, str]:
    """Return the prefix map of prefixes.ttl, read with rdflib."""
    declared = graph(PREFIXES)
    nodes = declared.objects(URIRef(HOME + "prefixes"), SH.declare)
    return {str(declared.value(node, SH.prefix)): str(declared.value(node, SH.namespace)) for node in nodes}


def used_prefixes(files: Iterable[Path]) -> set[tuple[str, str]]:
    """Collect the prefixes that Turtle and SPARQL files declare for themselves."""
    return {found for file in files for found in _DECLARATION.findall(file.read_text(encoding="utf-8"))}
