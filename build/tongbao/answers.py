"""Answer a question: a stored one by its name, a query file, or a query as text."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.load.reader import read_text
from tongbao.names import term_for
from tongbao.queries import Parameter, Query, find_question, parse_query
from tongbao.store import STANDARD_INPUT, Answer, Store
from tongbao.tables import write_answer

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def ask(question: str, store: Store, params: Mapping[str, str], form: str, language: Language) -> str:
    """Answer a stored question by its name, a query file by its path, or a query as text; write the answer.

    Queries that are not ours run guarded, in a process of their own, and within a time limit.
    """
    if _NAME.fullmatch(question):
        query = find_question(question)
        return write_answer(store.select(_bound(query, params, store)), form, language, store, query)
    file, text = _users_text(question)
    asked = parse_query(file, text) if text.startswith("#+") else None
    answer = answer_text(asked, file, text, params, store)
    return write_answer(answer, form, language, store, asked)


def answer_text(query: Query | None, file: Path, text: str, params: Mapping[str, str], store: Store) -> Answer:
    """Answer a user's query; with a header, its parameters are bound first."""
    if query is None and params:
        raise UsageError(_no_parameters(next(iter(params)), ()))
    return store.answer_user(_bound(query, params, store) if query else text, file)


def _users_text(question: str) -> tuple[Path, str]:
    if "{" in question or "\n" in question:
        return STANDARD_INPUT, question
    file = Path(question)
    text, problems = read_text(file)
    if problems:
        raise UsageError(*problems)
    return file, text


def _bound(query: Query, params: Mapping[str, str], store: Store) -> str:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params.keys() - known.keys():
        raise UsageError(_no_parameters(name, tuple(known)))
    return query.bind({name: _term(parameter, params.get(name), store) for name, parameter in known.items()})


def _term(parameter: Parameter, typed: str | None, store: Store) -> str:
    if typed is not None:
        return term_for(parameter, typed, store)
    if parameter.default is None:
        raise UsageError(_needed(parameter, None))
    try:
        return term_for(parameter, parameter.default, store)
    except UsageError as error:
        raise UsageError(_needed(parameter, parameter.default)) from error


def _no_parameters(name: str, known: tuple[str, ...]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    listed = ", ".join(f"--{other}" for other in near or known)
    cure = Text("It takes none.", "它没有参数。")
    if known:
        cure = Text(f"It takes: {listed}.", f"可用的参数：{listed}。")
    what = Text(f"This question has no parameter --{name}.", f"该问题没有参数 --{name}。")
    return Problem("unknown-parameter", what, cure)


def _needed(parameter: Parameter, default: str | None) -> Problem:
    about = parameter.about
    what = Text(f"The question needs --{parameter.name}: {about.en}", f"该问题需要 --{parameter.name}：{about.zh}")
    if default is not None:
        en, zh = f" (its default, {default}, is not in this dataset)", f"（默认值 {default} 不在本数据集中）"
        what = Text(what.en + en, what.zh + zh)
    name = parameter.name.upper()
    return Problem(
        "parameter-needed", what, Text(f"Give --{parameter.name} {name}.", f"请给出 --{parameter.name} {name}。")
    )
