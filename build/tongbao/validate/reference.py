"""The reference engine: pySHACL on rdflib. It is imported only when it runs, because loading takes half a second."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from tongbao.errors import DataError
from tongbao.validate.mistakes import shape_problems
from tongbao.validate.shapes import SH, shape_files, shapes_text

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def pyshacl_results(triples: str) -> Iterator[tuple[str, str, str | None, str, str]]:
    """Validate N-Triples; yield focus, component, value, shape and, of a closed shape, the property of each result."""
    report = _report(_data(triples))
    sh = rdflib.Namespace(SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        component = str(report.value(result, sh.sourceConstraintComponent)).removeprefix(SH)
        focus = (_ntriples(report.value(result, sh.focusNode)) or "").strip("<>")
        shape = str(report.value(result, sh.sourceShape))
        path = _ntriples(report.value(result, sh.resultPath)) if component == "ClosedConstraintComponent" else None
        yield focus, component, _ntriples(report.value(result, sh.value)), shape, path or ""


def _report(data: rdflib.Graph) -> rdflib.Graph:
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=_shapes())
    except TypeError:
        # pySHACL stops when it compares an invalid date such as 2023-13-45; the wrong datatype is reported separately.
        _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(comparing=False))
    assert isinstance(report, rdflib.Graph)
    return report


@cache
def _shapes(*, comparing: bool = True) -> rdflib.Graph:
    if problems := shape_problems(shape_files()):
        raise DataError(*problems)
    graph = rdflib.Graph().parse(data=shapes_text(), format="turtle")
    if not comparing:
        for name in ("lessThan", "lessThanOrEquals"):
            graph.remove((None, rdflib.URIRef(SH + name), None))
    return graph


_Node = rdflib.URIRef | rdflib.BNode


# --- data ---------------------------------------------------------------------------------------


class _Data(rdflib.Graph):
    """A graph that parses each query of the shapes once, not once for every node, which would take half the time."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> rdflib.query.Result:
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


@cache
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def _data(triples: str) -> rdflib.Graph:
    """Read N-Triples unchanged; rdflib's own parser would rewrite numbers such as 01."""
    graph = _Data()
    graph.addN((*_terms(quad), graph) for quad in parse(triples.encode(), format=RdfFormat.N_TRIPLES))
    return graph


def _terms(quad: Quad) -> tuple[_Node, rdflib.URIRef, _Node | rdflib.Literal]:
    subject, value = quad.subject, quad.object
    assert isinstance(subject, NamedNode | BlankNode)
    assert isinstance(value, NamedNode | BlankNode | Literal)
    term = _literal(value) if isinstance(value, Literal) else _node(value)
    return _node(subject), rdflib.URIRef(quad.predicate.value), term


def _node(node: NamedNode | BlankNode) -> _Node:
    return rdflib.URIRef(node.value) if isinstance(node, NamedNode) else rdflib.BNode(node.value)


def _literal(words: Literal) -> rdflib.Literal:
    if words.language:
        return rdflib.Literal(words.value, lang=words.language)
    datatype = words.datatype.value
    plain = None if datatype == _STRING else rdflib.URIRef(datatype)
    return rdflib.Literal(words.value, datatype=plain, normalize=False)


def _ntriples(term: rdflib.term.Node | None) -> str | None:
    """Write an rdflib term as N-Triples."""
    if term is None:
        return None
    if not isinstance(term, rdflib.Literal):
        return f"_:{term}" if isinstance(term, rdflib.BNode) else str(NamedNode(str(term)))
    if term.language:
        return str(Literal(str(term), language=term.language))
    return str(Literal(str(term), datatype=NamedNode(str(term.datatype or _STRING))))
