"""What a worker does with a request: it asks the engine, and writes the answer in the form that is wanted.

Everything here runs in a process that may be killed at any moment, and that can reach no other machine.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask.formats import write_answer
from tongbao.ask.forms import RESULTS, TRIPLES
from tongbao.ask.people import NOTHING, Asked
from tongbao.ask.sparql import (
    PREFIXES,
    TOKEN,
    check_user_query,
    first_word,
    names_dataset,
    syntax_problem,
    without_service,
)
from tongbao.ask.store import QUERY, Answer, Graph, LocalStore, Rows
from tongbao.ask.within import check_size
from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.serve.cut import Cut, with_note
from tongbao.serve.kept import is_steady
from tongbao.serve.straight import by_engine

_T = TypeVar("_T")
DOCUMENT, PAGE = "document", "page"
"""The forms of what is no answer to a query: JSON, and HTML."""


_SPACE = r"(?:\s++|\#[^\n]*+\n)*"
_FROM = re.compile(
    rf"""(?i:FROM{_SPACE}(?:NAMED{_SPACE})?)(?P<name><[^<>"{{}}|^`\s]*+>|[^\s{{}}()<>"'?$#]*:[^\s{{}}()<>"'?$#]*)|{TOKEN.pattern.replace("<name>", "<variable>")}""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes of a request: the bytes of an answer and their format, or what is wrong."""

    body: bytes = b""
    form: str = ""
    cut: str = ""
    """What was cut off: ``rows`` or ``bytes``; empty where all is there."""
    problems: tuple[Problem, ...] = field(default=())
    steady: bool = True
    """Whether the same request has the same answer as long as the graph does."""


def query(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Answer a user's query over the graphs that it or the request names."""
    straight, taken = _evaluated(store.engine, asked, lambda found: _at_once(found, asked["forms"]))
    if straight:
        reply = Reply(*straight)
    else:
        answer, more = taken or _evaluated(store.engine, asked, _taken)
        reply = written(store, answer, more, NOTHING, asked)
    return replace(reply, steady=is_steady(asked["query"]))


def _at_once(found: Any, forms: list[str]) -> tuple[tuple[bytes, str] | None, tuple[Answer, bool] | None]:
    """Return an answer as the engine writes it, or as far as it may be long; neither where the query has to be asked again."""
    if isinstance(found, ox.QuerySolutions):
        return by_engine(found, forms), None
    return None, _taken(found)


def _evaluated(engine: ox.Store, asked: Mapping[str, Any], read: Callable[[Any], _T]) -> _T:
    """Return what is read of the answer to a user's query."""
    query, base = asked["query"], asked.get("base")
    default, named = asked.get("default", []), asked.get("named", [])
    check_size(query, QUERY)
    check_user_query(query, QUERY)
    of_request = bool(default or named)
    if not of_request:
        _check_graphs(engine, query, base)
    try:
        found = engine.query(
            without_service(query),
            base_iri=base,
            prefixes=PREFIXES,
            use_default_graph_as_union=not of_request and not names_dataset(query),
            default_graph=list(map(_graph, default)) if of_request else None,
            named_graphs=list(map(_graph, named)) if of_request else None,
        )
        return read(found)
    except SyntaxError as error:
        raise UsageError(syntax_problem(str(error), query, QUERY, "query-syntax", PREFIXES)) from error
    except OSError as error:  # its message would name a file of this machine
        raise UsageError(Problem("graph-unreadable", *_UNREADABLE)) from error
    except (ValueError, RuntimeError) as error:
        raise UsageError(Problem("query-failed", *_failed(str(error)), Place(QUERY))) from error


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        what = Text(f"{iri[:200]!r} is not the IRI of a graph.", f"{iri[:200]!r} 不是图的 IRI。")
        raise UsageError(
            Problem("not-an-iri", what, Text("Write it whole: https://…", "请写完整：https://…"))
        ) from error


def _check_graphs(engine: ox.Store, query: str, base: str | None) -> None:
    """Refuse a graph after FROM that is not here: nothing is fetched from elsewhere."""
    if not names_dataset(query):
        return
    for iri in _named_by(query, base):
        if not engine.contains_named_graph(ox.NamedNode(iri)):
            what = Text(f"There is no graph <{iri[:200]}> here.", f"此处没有图 <{iri[:200]}>。")
            cure = Text(
                "Only graphs of this dataset can be queried; none is fetched. `SELECT DISTINCT ?g { GRAPH ?g { } }` lists them.",
                "只能查询本数据集中的图，不会从别处读取。列出全部图：`SELECT DISTINCT ?g { GRAPH ?g { } }`。",
            )
            raise UsageError(Problem("unknown-graph", what, cure, Place(QUERY)))


def _named_by(query: str, base: str | None) -> Iterator[str]:
    """Yield the IRIs of the graphs that a query names after FROM; the engine resolves what is relative or has a prefix."""
    prologue = query[: first_word(query)[0]]
    for name in dict.fromkeys(found["name"] for found in _FROM.finditer(query) if found["name"]):
        try:
            asked = f"{without_service(prologue)} SELECT ({without_service(name)} AS ?graph) {{}}"
            rows: Any = ox.Store().query(asked, base_iri=base, prefixes=PREFIXES)
            yield next(iter(rows))[0].value
        except SyntaxError:  # so is the query, as the engine will say
            continue


def _taken(found: Any) -> tuple[Answer, bool]:
    """Read an answer of the engine up to the most rows that it may have."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found), False
    taken = list(islice(_read(found), limits.SERVED_ROWS + 1))
    more = len(taken) > limits.SERVED_ROWS
    del taken[limits.SERVED_ROWS :]
    if isinstance(found, ox.QueryTriples):
        return Graph.of(taken), more
    return Rows(tuple(variable.value for variable in found.variables), taken), more


def _read(found: Any) -> Iterable[Any]:
    return found if isinstance(found, ox.QueryTriples) else map(tuple, found)


# --- the form of an answer --------------------------------------------------------------------------


def written(store: LocalStore, answer: Answer, more: bool, of: Asked, asked: Mapping[str, Any]) -> Reply:
    """Write an answer in the first form wanted that can hold it, cut to the bytes that it may have."""
    form = _form(answer, asked["forms"])

    def written_as(some: Answer) -> bytes:
        text = write_answer(some, form, asked.get("language", "en"), store, of)
        return text if isinstance(text, bytes) else text.encode()

    body, cut = _fitting(answer, written_as, "rows" if more else "")
    if cut and not isinstance(answer, bool):
        body = with_note(body, form, Cut(cut, asked.get("language", "en")))
    return Reply(body, form, cut)


def _fitting(answer: Answer, written: Callable[[Answer], bytes], cut: str) -> tuple[bytes, str]:
    """Write as many of the rows as fit into the bytes that an answer may have."""
    if not isinstance(answer, bool) and cut:
        answer = type(answer)(answer.variables, answer.rows[: limits.SERVED_ROWS])
    body = written(answer)
    while len(body) > limits.SERVED_BYTES and not isinstance(answer, bool) and answer.rows:
        count = int(len(answer.rows) * limits.SERVED_BYTES / len(body) * 0.9)
        answer, cut = type(answer)(answer.variables, answer.rows[:count]), "bytes"
        body = written(answer)
    return body, cut


def _form(answer: Answer, forms: list[str]) -> str:
    """Return the first form wanted that can hold an answer; the usual one where none can."""
    unfit = RESULTS if isinstance(answer, Graph) else TRIPLES
    usual = "ttl" if isinstance(answer, Graph) else "json"
    return next((form for form in forms if form not in unfit), usual)


def _failed(message: str) -> tuple[Text, Text]:
    shown = re.sub(r"\s+", " ", message)[:300]
    return (
        Text(f"The query could not be answered: {shown}.", f"无法回答该查询：{shown}。"),
        Text("Check the functions and values that it uses.", "请检查所用的函数与取值。"),
    )


_UNREADABLE = (
    Text("The graph cannot be read at the moment.", "暂时无法读取图谱。"),
    Text("Ask again later; whoever runs this server has to look.", "请稍后重试；须由管理员检查。"),
)


def too_deep() -> Problem:
    """Return the problem of what is nested too deep."""
    return Problem(
        "query-too-deep",
        Text("The query is nested too deep.", "查询嵌套过深。"),
        Text("Remove brackets that are not needed.", "请去掉不必要的括号。"),
    )
