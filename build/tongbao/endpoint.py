"""A SPARQL 1.1 endpoint as a store: queries go over HTTP, answers are read with the engine's own parsers.

The questions are written for the union of all graphs as default graph, and the protocol has no word for that: the
endpoint must be set so (`oxigraph serve --union-default-graph`; Virtuoso, GraphDB, QLever and Neptune are by default).
"""

import re
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from tongbao.errors import OutputError, Place, Problem, Text, UsageError
from tongbao.sparql import PREFIXES, TOKEN, check_user_query, syntax_problem, without_service
from tongbao.store import SECONDS, Answer, Rows, Term
from tongbao.web import Address, Reply, TooSlowError

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
_ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.8"
_FORM = "application/x-www-form-urlencoded"
_CUT_SHORT = "x-sparql-maxrows"
"""Virtuoso's way to say that there are more rows than it is set to give."""

_TRIPLE = ("subject", "predicate", "object")


class EndpointStore:
    """A SPARQL 1.1 endpoint.

    Raises OutputError where the server cannot be reached or answers with an error, UsageError where a user's query
    is wrong or takes too long.
    """

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self.address = Address(url)
        self.seconds = seconds

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""
        answer = self._results(self._ask_server(query, _ACCEPT_RESULTS))
        if not isinstance(answer, Rows):
            raise OutputError(self._not_sparql("boolean"))
        return answer

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""
        return self._triples(self._ask_server(query, _ACCEPT_TRIPLES))

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""
        answer = self._results(self._ask_server(query, _ACCEPT_RESULTS))
        if isinstance(answer, Rows):
            raise OutputError(self._not_sparql("rows"))
        return answer

    def answer_user(self, query: str, file: Path, seconds: float = SECONDS) -> Answer:
        """Answer a user's query; it is read here first, so that its mistakes are told with their places."""
        check_user_query(query, file)
        graph = _gives_triples(query, file)
        reply = self._send(without_service(query), _ACCEPT_TRIPLES if graph else _ACCEPT_RESULTS, seconds, file)
        if reply.status in (400, 500):  # it is SPARQL, but this server cannot answer it
            what = Text(
                f"The server cannot answer this query: {reply.first_line}", f"服务器无法回答该查询：{reply.first_line}"
            )
            raise UsageError(Problem("query-failed", what, None, Place(file)))
        self._check(reply)
        if not graph:
            return self._results(reply)
        rows: list[tuple[Term | None, ...]] = [(t.subject, t.predicate, t.object) for t in self._triples(reply)]
        return Rows(_TRIPLE, sorted(set(rows), key=str))

    def require_union(self) -> None:
        """Raise OutputError where the graphs are there and the default graph is empty: no question would find anything."""
        if not self.ask("ASK { ?s ?p ?o }") and self.ask("ASK { GRAPH ?g { ?s ?p ?o } }"):
            what = Text(
                f"{self.address.shown} has an empty default graph; the questions are about all graphs together.",
                f"{self.address.shown} 的默认图为空；问题针对的是全部图的并集。",
            )
            cure = Text(
                "Set the store so that its default graph is the union of all: see the table in the README.",
                "请把存储设为以全部图的并集为默认图：见 README 中的表。",
            )
            raise OutputError(Problem("endpoint-no-union", what, cure))

    # --- requests ---------------------------------------------------------------------------------

    def _ask_server(self, query: str, accept: str) -> Reply:
        reply = self._send(query, accept, self.seconds)
        self._check(reply)
        return reply

    def _send(self, query: str, accept: str, seconds: float, file: Path | None = None) -> Reply:
        body = urlencode({"query": with_prefixes(query)}).encode()
        try:
            return self.address.send("POST", None, body, {"Accept": accept, "Content-Type": _FORM}, seconds)
        except TooSlowError as error:
            problem = self.address.too_slow(seconds)
            if file is None:
                raise OutputError(problem) from error
            raise UsageError(Problem("time-limit", problem.what, problem.cure, Place(file))) from error

    def _check(self, reply: Reply) -> None:
        if not 200 <= reply.status < 300:
            raise OutputError(self.address.refused(reply))
        if limit := reply.headers.get(_CUT_SHORT):
            raise OutputError(Problem("endpoint-cut-short", *_cut_short(self.address.shown, limit)))

    # --- answers ----------------------------------------------------------------------------------

    def _results(self, reply: Reply) -> Answer:
        form = _RESULTS.get(reply.media_type)
        if form is None:
            raise OutputError(self._not_sparql(reply.media_type))
        try:
            answer = ox.parse_query_results(reply.body, format=form)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            variables = tuple(variable.value for variable in answer.variables)
            return Rows(variables, [tuple(_canonical(term) for term in solution) for solution in answer])
        except (SyntaxError, ValueError) as error:
            raise OutputError(self._not_sparql(str(error))) from error

    def _triples(self, reply: Reply) -> list[ox.Triple]:
        form = _TRIPLES.get(reply.media_type)
        if form is None:
            raise OutputError(self._not_sparql(reply.media_type))
        try:
            return [quad.triple for quad in ox.parse(reply.body, format=form)]
        except (SyntaxError, ValueError) as error:
            raise OutputError(self._not_sparql(str(error))) from error

    def _not_sparql(self, found: str) -> Problem:
        shown = self.address.shown
        what = Text(
            f"{shown} does not answer as a SPARQL endpoint does: {found}.",
            f"{shown} 的应答不符合 SPARQL 协议：{found}。",
        )
        cure = Text("Give the address that answers queries.", "请给出回答查询的地址。")
        return Problem("endpoint-answer", what, cure)


def _canonical(term: Term | None) -> Term | None:
    """Write a boolean as true or false: Virtuoso's JSON has 1 and 0, which are the same values."""
    if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN and term.value in _BOOLEANS:
        return ox.Literal(_BOOLEANS[term.value], datatype=_BOOLEAN)
    return term


_BOOLEAN = ox.NamedNode(f"{PREFIXES['xsd']}boolean")
_BOOLEANS = {"0": "false", "1": "true"}


def with_prefixes(query: str) -> str:
    """Return a query with the project's prefixes declared, those that it uses and does not declare itself.

    The declarations stand on the first line, so that a server's line numbers stay right.
    """
    code = TOKEN.sub(" ", query)
    used = [name for name in PREFIXES if re.search(rf"(?<![\w.-]){re.escape(name)}:", code)]
    missing = [name for name in used if not re.search(rf"(?i)\bPREFIX\s+{re.escape(name)}\s*:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + query


def _gives_triples(query: str, file: Path) -> bool:
    """Read a user's query and tell whether it gives triples; raise UsageError where it is no SPARQL."""
    try:
        answer = ox.Store().query(without_service(query), prefixes=PREFIXES)
    except SyntaxError as error:
        raise UsageError(syntax_problem(str(error), query, file, "query-syntax", PREFIXES)) from error
    return isinstance(answer, ox.QueryTriples)


def _cut_short(shown: str, limit: str) -> tuple[Text, Text]:
    return (
        Text(
            f"{shown} gives {limit} rows at most; the answer has more.", f"{shown} 至多返回 {limit} 行，答案不止于此。"
        ),
        Text(
            "Raise ResultSetMaxRows in virtuoso.ini, or add LIMIT.",
            "请调大 virtuoso.ini 的 ResultSetMaxRows，或加 LIMIT。",
        ),
    )
