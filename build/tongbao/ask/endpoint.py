"""A SPARQL 1.1 endpoint as a store: queries go over HTTP, answers are read with the engine's own parsers.

The questions expect the union of all graphs as the default graph. The protocol cannot ask for that, so the endpoint must
be configured that way (`oxigraph serve --union-default-graph`). Virtuoso, GraphDB, QLever and Neptune do so by default.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask.sparql import PREFIXES, TOKEN, check_user_query, without_service
from tongbao.ask.store import Answer, Graph, Rows, Term
from tongbao.ask.within import gives_triples
from tongbao.errors import OutputError, Place, Problem, Text, UsageError
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
_CUT = "tongbao-cut"
"""How `tongbao serve` reports that it left out rows."""
_CUT_SHORT = "x-sparql-maxrows"
"""How Virtuoso reports that there are more rows than it is configured to return."""

_VARIABLE = re.compile(r"\w+")
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]*")
_TRIPLE_TERM = re.compile(  # the names may have escapes in JSON, and a prefix in XML
    rb"""<<|<(?:[\w.-]+:)?triple[\s/>]|"(?:t|\\u0074)(?:r|\\u0072)(?:i|\\u0069)(?:p|\\u0070)(?:l|\\u006[cC])(?:e|\\u0065)\""""
)


class EndpointStore:
    """A SPARQL 1.1 endpoint.

    Raises OutputError where the server cannot be reached or answers with an error, UsageError where a user's query
    is wrong or takes too long.
    """

    def __init__(self, url: str, seconds: float | None = None) -> None:
        self.address = Address(url)
        self.seconds = limits.QUERY_SECONDS if seconds is None else seconds

    def select(self, query: str) -> Rows:
        """Answer a SELECT of ours."""
        answer = self._results(self._ask_server(query, _ACCEPT_RESULTS))
        if not isinstance(answer, Rows):
            raise OutputError(self._not_sparql("yes or no, and no rows"))
        asked = [variable.value for variable in getattr(ox.Store().query(with_prefixes(query)), "variables", ())]
        if missing := [name for name in asked if name not in answer.variables]:
            raise OutputError(self._not_sparql(f"no column {missing[0]!r}"))
        return answer

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT of ours."""
        return self._triples(self._ask_server(query, _ACCEPT_TRIPLES))

    def ask(self, query: str) -> bool:
        """Answer an ASK of ours."""
        answer = self._results(self._ask_server(query, _ACCEPT_RESULTS))
        if isinstance(answer, Rows):
            raise OutputError(self._not_sparql("rows, and not yes or no"))
        return answer

    def answer_user(self, query: str, file: Path) -> Answer:
        """Answer a user's query; it is parsed here first, so that mistakes are reported with their places."""
        check_user_query(query, file)
        graph = gives_triples(query, file)
        reply = self._send(without_service(query), _ACCEPT_TRIPLES if graph else _ACCEPT_RESULTS, file)
        if reply.status in (400, 500):  # it is valid SPARQL, but this server cannot answer it
            said = self.address.said(reply.body)
            what = Text(f"The server cannot answer this query: {said.en}", f"服务器无法回答该查询：{said.zh}")
            raise UsageError(Problem("query-failed", what, None, Place(file)))
        self._check(reply)
        return Graph.of(self._triples(reply)) if graph else self._results(reply)

    def require_union(self) -> None:
        """Raise OutputError where there are graphs but the default graph is empty: no question would find anything."""
        if not self.ask("ASK { ?s ?p ?o }") and self.ask("ASK { GRAPH ?g { ?s ?p ?o } }"):
            what = Text(
                f"{self.address.shown} has an empty default graph; the questions need all graphs together.",
                f"{self.address.shown} 的默认图为空；各问题须查询全部图的并集。",
            )
            cure = Text(
                "Configure the store so that its default graph is the union of all graphs: see docs/stores.md.",
                "请将存储配置为以全部图的并集为默认图：见 docs/stores.zh-CN.md。",
            )
            raise OutputError(Problem("endpoint-no-union", what, cure))

    # --- requests ---------------------------------------------------------------------------------

    def _ask_server(self, query: str, accept: str) -> Reply:
        reply = self._send(query, accept)
        self._check(reply)
        return reply

    def _send(self, query: str, accept: str, file: Path | None = None) -> Reply:
        body = urlencode({"query": with_prefixes(query)}).encode()
        try:
            return self.address.send("POST", None, body, {"Accept": accept, "Content-Type": _FORM}, self.seconds)
        except TooSlowError as error:
            problem = self.address.too_slow(self.seconds)
            if file is None:
                raise OutputError(problem) from error
            raise UsageError(Problem("time-limit", problem.what, problem.cure, Place(file))) from error

    def _check(self, reply: Reply) -> None:
        if not 200 <= reply.status < 300:
            raise OutputError(self.address.refused(reply))
        if reply.headers.get(_CUT):
            raise OutputError(Problem("endpoint-cut-short", *_cut(self.address.shown)))
        if limit := reply.headers.get(_CUT_SHORT):
            raise OutputError(Problem("endpoint-cut-short", *_cut_short(self.address.shown, self.address.said(limit))))

    # --- answers ----------------------------------------------------------------------------------

    def _results(self, reply: Reply) -> Answer:
        body, form = self._body(reply), _RESULTS.get(reply.media_type)
        if form is None:
            raise OutputError(self._not_sparql(reply.media_type))
        try:
            answer = ox.parse_query_results(body, format=form)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            variables = tuple(variable.value for variable in answer.variables)
            rows = Rows(variables, [tuple(_canonical(term) for term in solution) for solution in answer])
        except (SyntaxError, ValueError) as error:
            raise OutputError(self._not_sparql(str(error))) from error
        self._check_rows(rows)
        return rows

    def _triples(self, reply: Reply) -> list[ox.Triple]:
        body, form = self._body(reply), _TRIPLES.get(reply.media_type)
        if form is None:
            raise OutputError(self._not_sparql(reply.media_type))
        try:
            return [quad.triple for quad in ox.parse(body, format=form)]
        except (SyntaxError, ValueError) as error:
            raise OutputError(self._not_sparql(str(error))) from error

    def _body(self, reply: Reply) -> bytes:
        """Return the body of an answer; refuse one whose triple terms could be nested so deep that reading it crashes the process."""
        for number, _ in enumerate(_TRIPLE_TERM.finditer(reply.body), 1):
            if number > limits.ANSWER_TRIPLE_TERMS:
                raise OutputError(self._not_sparql(f"more than {limits.ANSWER_TRIPLE_TERMS} triple terms"))
        return reply.body

    def _check_rows(self, rows: Rows) -> None:
        """Refuse names and IRIs that SPARQL does not allow: they could end the text that they are put into."""
        if len({*rows.variables}) < len(rows.variables):
            raise OutputError(self._not_sparql("two columns of one name"))
        if wrong := next((name for name in rows.variables if not _VARIABLE.fullmatch(name)), None):
            raise OutputError(self._not_sparql(f"the column {wrong!r}"))
        iris = (term.value for row in rows.rows for term in row if isinstance(term, ox.NamedNode))
        if wrong := next((iri for iri in iris if not _IRI.fullmatch(iri)), None):
            raise OutputError(self._not_sparql(f"the IRI {wrong!r}"))

    def _not_sparql(self, found: str) -> Problem:
        return not_sparql(self.address, found)


def not_sparql(address: Address, found: str) -> Problem:
    """Return the problem of a server whose answer no SPARQL endpoint would give."""
    said = address.said(found)
    what = Text(
        f"{address.shown} does not answer as a SPARQL endpoint does: {said.en}.",
        f"{address.shown} 的应答不符合 SPARQL 协议：{said.zh}。",
    )
    return Problem("endpoint-answer", what, Text("Give the address that answers queries.", "请提供可执行查询的地址。"))


def _canonical(term: Term | None) -> Term | None:
    """Return a boolean written as true or false: Virtuoso's JSON has 1 and 0, which are the same values."""
    if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN and term.value in _BOOLEANS:
        return ox.Literal(_BOOLEANS[term.value], datatype=_BOOLEAN)
    return term


_BOOLEAN = ox.NamedNode(f"{PREFIXES['xsd']}boolean")
_BOOLEANS = {"0": "false", "1": "true"}


def with_prefixes(query: str) -> str:
    """Return a query with declarations of the project's prefixes that it uses but does not declare itself.

    The declarations go on the first line, so that a server's line numbers stay right.
    """
    code = TOKEN.sub(" ", query)
    used = [name for name in PREFIXES if re.search(rf"(?<![\w.-]){re.escape(name)}:", code)]
    missing = [name for name in used if not re.search(rf"(?i)\bPREFIX\s+{re.escape(name)}\s*:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + query


def _cut(shown: str) -> tuple[Text, Text]:
    return (
        Text(f"{shown} has cut the answer off, which is too long for it.", f"{shown} 因答案过长而将其截断。"),
        Text("Add conditions or LIMIT, or ask a build on this machine.", "请增加条件或 LIMIT，或查询本机的构建结果。"),
    )


def _cut_short(shown: str, limit: Text) -> tuple[Text, Text]:
    return (
        Text(
            f"{shown} returns {limit.en} rows at most; the answer has more.",
            f"{shown} 最多返回 {limit.zh} 行，结果超出此数。",
        ),
        Text(
            "Raise ResultSetMaxRows in virtuoso.ini, or add LIMIT.",
            "请调大 virtuoso.ini 中的 ResultSetMaxRows，或加上 LIMIT。",
        ),
    )
