"""Answers and graphs as rdflib has them, and its terms as N-Triples."""

from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Rows, Store, Term
from tongbao.errors import DataError, Problem, Text

Node = rdflib.URIRef | rdflib.BNode | rdflib.Literal
_GRAPHS = "SELECT ?graph ?s ?p ?o { GRAPH ?graph { ?s ?p ?o } }"
_UNNAMED = "SELECT ?s ?p ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?graph { ?s ?p ?o } } }"
_STRING = f"{PREFIXES['xsd']}string"
_Graph = TypeVar("_Graph", bound=rdflib.Graph)


def graph_of(triples: Rows) -> rdflib.Graph:
    """Return triples as a graph that knows the project's prefixes."""
    graph = _with_prefixes(rdflib.Graph())
    _fill(graph, triples.rows)
    return graph


def dataset_of(store: Store) -> rdflib.Dataset:
    """Return everything in a store as a dataset whose default graph is the union of all graphs."""
    dataset = _with_prefixes(rdflib.Dataset(default_union=True))
    rows = sorted(store.select(_GRAPHS).rows, key=lambda row: str(row[0]))
    for name, of_graph in groupby(rows, key=itemgetter(0)):
        _fill(dataset.graph(_node(name)), (row[1:] for row in of_graph))
    _fill(dataset.graph(DATASET_DEFAULT_GRAPH_ID), store.select(_UNNAMED).rows)
    return dataset


def _fill(graph: rdflib.Graph, rows: Any) -> None:
    graph.addN((*map(_node, row), graph) for row in rows)


def _with_prefixes(graph: _Graph) -> _Graph:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _node(term: Term | None) -> Any:
    """Return a term unchanged: rdflib would otherwise write numbers such as 01 in its own way."""
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal():
            datatype = term.datatype.value
            plain = None if datatype == _STRING else rdflib.URIRef(datatype)
            return rdflib.Literal(term.value, datatype=plain, normalize=False)
    raise DataError(_foreign(term))


def line_of(subject: object, predicate: object, value: object) -> str:
    """Return a statement of rdflib as a line of N-Triples; raise DataError where RDF 1.1 has no such statement."""
    try:
        return f"{_term(subject)} {_term(predicate)} {_term(value)} .\n"
    except ValueError as error:
        what = Text(f"The graph has a term that is not RDF: {error}.", f"图中有不合 RDF 的项：{error}。")
        raise DataError(Problem("not-rdf", what)) from error


def _term(node: object) -> Term:
    match node:
        case rdflib.URIRef():
            return ox.NamedNode(str(node))
        case rdflib.BNode():
            return ox.BlankNode(str(node))
        case rdflib.Literal() if node.language:
            return ox.Literal(str(node), language=node.language)
        case rdflib.Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    raise DataError(_foreign(node))


def _foreign(term: object) -> Problem:
    kind = type(term).__name__
    what = Text(f"The graph has a term that RDF 1.1 does not know: {kind}.", f"图中有 RDF 1.1 没有的项：{kind}。")
    return Problem("not-rdf", what)
