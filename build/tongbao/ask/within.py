"""The limits of a user's query: how long its text may be, and what it may take."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask import bounded
from tongbao.ask.sparql import BRACKETS, PREFIXES, TOKEN, first_word, place_in, syntax_problem, without_service
from tongbao.errors import Place, Problem, Text, UsageError

_BRACKET = re.compile(TOKEN.pattern + r"|(?P<bracket>[{}()\[\]])", re.DOTALL)


def run_query(work: str, query: str, file: Path, more: Mapping[str, Any], seconds: float | None = None) -> bytes:
    """Process a user's query in a bounded child, and return its answer; raise UsageError where it reaches a limit."""
    check_size(query, file)
    within = limits.QUERY_SECONDS if seconds is None else seconds
    try:
        return bounded.run(work, {**more, "query": query, "file": str(file)}, within)
    except bounded.StoppedError as error:
        raise UsageError(_stopped(error.reason, within, query, file)) from error


def check_size(query: str, file: Path) -> None:
    """Raise UsageError where a query is too long, or its brackets are nested too deep."""
    if len(query.encode(errors="replace")) > limits.QUERY_BYTES:
        raise UsageError(too_large(file))
    depth, position = _deepest(query, limits.QUERY_DEPTH)
    if depth > limits.QUERY_DEPTH:
        raise UsageError(Problem("query-too-deep", *_too_deep(), place_in(query, position, file)))


def _deepest(query: str, enough: int | None = None) -> tuple[int, int]:
    """Return how deep the brackets of a query are nested, and where; stop counting at ``enough``."""
    depth, deepest, where = 0, 0, 0
    for found in _BRACKET.finditer(query):
        if (bracket := found["bracket"]) is None:
            continue
        depth = depth + 1 if bracket in BRACKETS else max(0, depth - 1)
        if depth > deepest:
            deepest, where = depth, found.start("bracket")
            if enough is not None and deepest > enough:
                break
    return deepest, where


def _stopped(reason: bounded.Reason, seconds: float, query: str, file: Path) -> Problem:
    start = place_in(query, first_word(query)[0], file)
    match reason:
        case "time" | "memory":
            return stopped(reason, seconds, limits.QUERY_MEMORY)._replace(place=start)
        case "size":
            return Problem("answer-too-large", *_too_large_an_answer(), start)
        case "stack":
            depth, position = _deepest(query)
            return Problem("query-too-deep", *_TOO_INVOLVED, place_in(query, position, file) if depth > 1 else start)
    return Problem("query-stopped", *_STOPPED, start)


def stopped(reason: str, seconds: float, memory: int) -> Problem:
    """Return the problem of a query that was stopped at a limit, wherever its text is."""
    match reason:
        case "time":
            return Problem("time-limit", *_too_slow(seconds))
        case "memory":
            return Problem("memory-limit", *_too_much_memory(memory))
        case "stack":
            return Problem("query-too-deep", *_TOO_INVOLVED)
    return Problem("query-stopped", *_STOPPED)


def gives_triples(query: str, file: Path) -> bool:
    """Return whether a user's query returns triples; raise UsageError where it is not SPARQL."""
    return run_query("tongbao.ask.within:serve_form", query, file, {}) == b"triples"


def serve_form(request: Mapping[str, Any], start: Callable[[], None], out: BinaryIO) -> None:
    """Write which form a query has; this runs in the child process."""
    query = request["query"]
    start()
    try:
        answer = ox.Store().query(without_service(query), prefixes=PREFIXES)  # the engine evaluates while it parses
    except SyntaxError as error:
        raise UsageError(syntax_problem(str(error), query, Path(request["file"]), "query-syntax", PREFIXES)) from error
    out.write(b"triples" if isinstance(answer, ox.QueryTriples) else b"rows")


def too_large(file: Path) -> Problem:
    """Return the problem of a query whose text is too large."""
    most = limits.size(limits.QUERY_BYTES)
    what = Text(f"The query is larger than {most}.", f"查询超过 {most}。")
    cure = Text(
        "Split it into several queries, or use a pattern instead of a list of values.",
        "请拆分为几个查询，或用图模式代替取值列表。",
    )
    return Problem("query-too-large", what, cure, Place(file))


def _too_deep() -> tuple[Text, Text]:
    most = limits.QUERY_DEPTH
    return (
        Text(f"Brackets are nested more than {most} deep here.", f"此处括号嵌套超过 {most} 层。"),
        Text("Remove brackets that are not needed.", "请去掉不必要的括号。"),
    )


def _too_slow(seconds: float) -> tuple[Text, Text]:
    return (
        Text(
            f"The query was stopped at its time limit of {seconds:g} seconds.",
            f"查询超过 {seconds:g} 秒的时间限制，已终止。",
        ),
        Text(
            "Look for patterns that share no variable, or for long paths; LIMIT alone rarely helps.",
            "请检查是否有互不关联的图模式或过长的路径；仅加 LIMIT 通常无效。",
        ),
    )


def _too_much_memory(memory: int) -> tuple[Text, Text]:
    most = limits.size(memory)
    return (
        Text(f"The query was stopped at its memory limit of {most}.", f"查询超过 {most} 的内存限制，已终止。"),
        Text(
            "Ask for less: add conditions, remove ORDER BY and DISTINCT, or count instead of listing.",
            "请缩小范围：增加条件，去掉 ORDER BY 与 DISTINCT，或以计数代替列举。",
        ),
    )


def _too_large_an_answer() -> tuple[Text, Text]:
    most = limits.size(limits.ANSWER_BYTES)
    return (
        Text(f"The answer is larger than {most}.", f"答案超过 {most}。"),
        Text(
            "Add conditions or LIMIT; `tongbao export` writes the whole graph.",
            "请增加条件或 LIMIT；如需整个图谱，请用 `tongbao export` 导出。",
        ),
    )


_TOO_INVOLVED = (
    Text("The query is too complex for the engine's stack.", "查询过于复杂，超出查询引擎的栈空间。"),
    Text(
        "Make it simpler: fewer nested brackets, shorter chains of operators, paths and UNION.",
        "请简化查询：减少括号嵌套，缩短连续的运算、路径与 UNION。",
    ),
)
_STOPPED = (
    Text("The query ended without an answer.", "查询未给出答案即终止。"),
    Text("Make it simpler, or ask for less: add conditions, or LIMIT.", "请简化查询或缩小范围：增加条件或 LIMIT。"),
)
