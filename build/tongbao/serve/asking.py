"""Stored questions over HTTP: what each asks for, its answer, and the things that an ambiguous name may mean."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask.answers import answer_to
from tongbao.ask.forms import FOR_PEOPLE, RESULTS, TRIPLES
from tongbao.ask.labels import find_labels
from tongbao.ask.questions import Parameter, Query, grouped, headings, questions, read_query
from tongbao.ask.store import LocalStore, Rows, base_of
from tongbao.errors import AmbiguousNameError, Candidate, Language, Problem, Text, UsageError
from tongbao.serve.work import DOCUMENT, Reply, written

OPTIONS = ("format", "lang")
"""The fields of a question's address that are no parameters of the question."""


def answer(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Answer a stored question; the body of a reply that a name is ambiguous holds what it may mean."""
    query, params, language = _question(asked["name"]), asked["params"], asked["language"]
    _check(query, params)
    if not {*asked["forms"]} & {*forms_of(query)}:
        raise UsageError(_unfit(query))
    try:
        found, of, _ = answer_to(query.name, store, params)
    except AmbiguousNameError as error:
        return Reply(_candidates(error, store, language), DOCUMENT, problems=(_several(error),))
    except UsageError as error:
        raise UsageError(*(_worded(problem, query, params) for problem in error.problems)) from error
    more = not isinstance(found, bool) and len(found.rows) > limits.SERVED_ROWS
    return written(store, found, more, of, asked)


def _question(name: str) -> Query:
    known = questions()
    if name not in known:
        raise UsageError(_unknown_question(name))
    return read_query(known[name])


def _check(query: Query, params: Mapping[str, str]) -> None:
    """Refuse parameters that a question does not have, values that are too long, and what is missing."""
    known = [parameter.name for parameter in query.parameters]
    for name, value in params.items():
        if name not in known:
            raise UsageError(_unknown_parameter(name, known))
        if len(value) > limits.SERVED_VALUE:
            raise UsageError(_too_long(name))
    for parameter in query.parameters:
        if parameter.default is None and parameter.name not in params:
            raise UsageError(_needed(parameter))


def _worded(problem: Problem, query: Query, params: Mapping[str, str]) -> Problem:
    """Say for an address what is worded for a command."""
    for parameter in query.parameters:
        if problem.code == "parameter-needed" and parameter.name not in params:
            return _needed(parameter)
        if problem.code == "not-an-integer":
            return problem._replace(cure=Text(f"Write {parameter.name}=3.", f"请写成 {parameter.name}=3。"))
    return problem


# --- an ambiguous name ------------------------------------------------------------------------------


def _candidates(error: AmbiguousNameError, store: LocalStore, language: Language) -> bytes:
    """Return the first of the things that a name may mean, with their labels, as JSON."""
    shown = error.candidates[: limits.SERVED_CANDIDATES]
    iris = [ox.NamedNode(iri) for named in shown for iri in (named.iri, named.home) if iri]
    labels = find_labels(Rows(("thing",), [(iri,) for iri in iris]), language, store)
    data = f"{base_of(store) or ''}id/"
    found = [_candidate(named, data, labels) for named in shown]
    said = {"parameter": error.parameter, "count": len(error.candidates), "candidates": found}
    return json.dumps(said, ensure_ascii=False).encode()


def _candidate(named: Candidate, data: str, labels: Mapping[str, str]) -> dict[str, str]:
    place = labels.get(named.home, named.place)
    said = {"id": named.iri.removeprefix(data), "iri": named.iri, "name": labels.get(named.iri, named.name)}
    return {**said, "place": place} if place else said


def _several(error: AmbiguousNameError) -> Problem:
    """Return the problem without the list that people read in a terminal: the candidates stand beside it."""
    name = error.parameter
    cure = Text(f"Ask again with {name} as one of the candidates.", f"请将 {name} 改为下列候选之一，重新查询。")
    return error.problems[0]._replace(cure=cure)


# --- the list ---------------------------------------------------------------------------------------


def listed(_: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return all questions as JSON, in both languages."""
    home = asked["home"]
    links = {"self": f"{home}/question", "openapi": f"{home}/openapi.json"}
    document = {"questions": [_described(query, home) for query in every()], "links": links}
    return Reply(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n", DOCUMENT)


@cache
def every() -> tuple[Query, ...]:
    """Return all stored questions, in the order in which they are shown."""
    order = [name for names in grouped().values() for name in names]
    known = questions()
    return tuple(read_query(known[name]) for name in (*order, *sorted(known.keys() - set(order))))


def forms_of(query: Query) -> tuple[str, ...]:
    """Return the formats in which a question can be answered; the usual one is the first."""
    return ("json", *(form for form in RESULTS if form != "json"), *FOR_PEOPLE) if query.form == "select" else (*TRIPLES, *FOR_PEOPLE)  # fmt: skip


def _described(query: Query, home: str) -> dict[str, Any]:
    named = headings(query)
    return {
        "name": query.name,
        "url": f"{home}/question/{query.name}",
        "summary": said(query.summary),
        "description": said(query.description),
        "group": next((said(group) for group, names in grouped().items() if query.name in names), None),
        "tags": list(query.tags),
        "parameters": [_parameter(parameter) for parameter in query.parameters],
        "columns": [{"name": n, "kind": kind, "heading": said(named[n])} for n, kind in query.columns.items()],
        "formats": list(forms_of(query)),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    known = {"name": parameter.name, "type": parameter.type, "required": parameter.default is None}
    default = {} if parameter.default is None else {"default": parameter.default}
    return {**known, **default, "about": said(parameter.about)}


def said(text: Text) -> dict[str, str]:
    """Return a text in both languages as JSON has it."""
    return {"en": text.en, "zh": text.zh}


# --- problems ---------------------------------------------------------------------------------------


def did_you_mean(near: list[str]) -> Text | None:
    """Return the nearest names as a question; None where there are none."""
    return Text(f"Did you mean {', '.join(near)}?", f"是否指 {'、'.join(near)}？") if near else None


def _unknown_question(name: str) -> Problem:
    what = Text(f"There is no question {name[:80]!r}.", f"没有问题 {name[:80]!r}。")
    near = get_close_matches(name[:80], questions(), 3)
    return Problem("unknown-question", what, did_you_mean(near) or _LISTED)


def _unknown_parameter(name: str, known: list[str]) -> Problem:
    what = Text(f"This question has no parameter {name[:80]!r}.", f"该问题没有参数 {name[:80]!r}。")
    cure = Text(f"It takes: {', '.join(known)}.", f"可用的参数：{'、'.join(known)}。") if known else _NO_PARAMETERS
    return Problem("unknown-parameter", what, did_you_mean(get_close_matches(name[:80], known, 1)) or cure)


def _needed(parameter: Parameter) -> Problem:
    name, about = parameter.name, parameter.about
    what = Text(f"The question needs {name}: {about.en}", f"该问题需要 {name}：{about.zh}")
    if parameter.default is not None:
        en = f" (the default, {parameter.default}, is not in this dataset)"
        what = Text(what.en + en, f"{what.zh}（默认值 {parameter.default} 不在本数据集中）")
    return Problem("parameter-needed", what, Text(f"Add ?{name}=…", f"请加上 ?{name}=…"))


def _too_long(name: str) -> Problem:
    most = limits.SERVED_VALUE
    what = Text(f"The value of {name} is longer than {most} characters.", f"{name} 的值超过 {most} 个字符。")
    return Problem(
        "value-too-long", what, Text("Give a shorter name, an id or an IRI.", "请改用较短的名称、标识或 IRI。")
    )


def _unfit(query: Query) -> Problem:
    listed = forms_of(query)
    cure = Text(f"Ask for one of: {', '.join(listed)}.", f"请改用其中之一：{'、'.join(listed)}。")
    return Problem("unfit-format", _NOT_HELD, cure)


_NOT_HELD = Text("No format that you accept can hold the answer.", "所接受的格式都无法表示该答案。")
_LISTED = Text("/question lists them.", "全部问题见 /question。")
_NO_PARAMETERS = Text("It takes none.", "该问题不接受参数。")
