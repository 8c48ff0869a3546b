"""Answer a question: a stored one by its name, a query file, or a query as text."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from tongbao.ask.formats import write_answer
from tongbao.ask.names import term_for
from tongbao.ask.people import Asked
from tongbao.ask.questions import Parameter, Query, find_question, read_users_query
from tongbao.ask.sparql import PREFIXES, graphs_in, properties_in, terms_in
from tongbao.ask.store import QUERY, Answer, Rows, Store, Term
from tongbao.ask.within import too_large
from tongbao.errors import AmbiguousNameError, Language, Problem, Text, UsageError
from tongbao.load.reader import read_content
from tongbao.rdf.iris import concept
from tongbao.rdf.literals import numbered
from tongbao.rdf.states import IN_FORCE

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DESCRIBE = re.compile(r"(?i)\s*describe\s+[<\w]+:")  # the one query that needs no braces


def ask(question: str, store: Store, params: Mapping[str, str], form: str | None, language: Language) -> str | bytes:
    """Answer a stored question by its name, a query file by its path, or a query as text; write the answer."""
    answer, asked, _ = answer_to(question, store, params)
    return write_answer(answer, form, language, store, asked)


def answer_to(question: str, store: Store, params: Mapping[str, str]) -> tuple[Answer, Asked, Path]:
    """Answer a stored question, a query file, or a query as text; return the answer, what was asked, and the query's file.

    Queries of users are read and run in processes of their own, within limits.
    """
    if _NAME.fullmatch(question):
        query = find_question(question)
        terms = _terms(query, params, store)
        found = _in_order(store.select(query.bind(terms)), query)
        of_words = any(parameter.type == "string" for parameter in query.parameters)
        # The description explains how the words must be written.
        remark = query.description if of_words and not found.rows else _counts_ended(query, found, store)
        return found, Asked(query, _of(terms), remark), query.file
    file, text = _users_text(question)
    own = read_users_query(file, text) if text.startswith("#+") else None
    if own is None and params:
        raise UsageError(_no_parameters(next(iter(params)), ()))
    terms = _terms(own, params, store) if own else {}
    answer = store.answer_user(own.bind(terms) if own else text, file)
    remark = _no_graph(text, store) or (_why_nothing(text, store) if not getattr(answer, "rows", True) else None)
    return answer, Asked(own, _of(terms), remark), file


def _in_order(found: Rows, query: Query) -> Rows:
    """Order the identifiers within a cell as people do, 2 before 10; SPARQL can only order them as text."""
    listing = {n for n, name in enumerate(found.variables) if query.columns.get(name) == "identifiers"}
    if not listing:
        return found

    def ordered(term: Term | None) -> Term | None:
        return ox.Literal(" ".join(sorted(term.value.split(), key=numbered))) if isinstance(term, ox.Literal) else term

    rows = [tuple(ordered(term) if n in listing else term for n, term in enumerate(row)) for row in found.rows]
    return Rows(found.variables, rows)


def _counts_ended(query: Query, found: Rows, store: Store) -> Text | None:
    """Return a remark on how many of the answer's notices are no longer in force; rows that name no notice may draw on all.

    No remark is needed where the question shows the state of each notice, or is about units only.
    """
    if not found.rows or "tb:state" in query.text or set(query.tags) == {"unit"}:
        return None
    ended = {_text(row["notice"]).rpartition("/")[2] for row in store.select(_ENDED)}
    named = {match[1] for row in found.rows for match in map(_OF_NOTICE.search, map(_text, row)) if match}
    count = len(ended & named if named else ended)
    if not count:
        return None
    return Text(
        f"{count:,} of the notices are no longer in force; they are included in the answer."
        if count > 1
        else "1 of the notices is no longer in force; it is included in the answer.",
        f"其中 {count:,} 份公文已不再有效，仍计算在内。",
    )


def _text(term: Term | None) -> str:
    return getattr(term, "value", "")


def _users_text(question: str) -> tuple[Path, str]:
    if "{" in question or not question.strip() or not question.isprintable() or _DESCRIBE.match(question):
        # no file has such a name
        return QUERY, question
    file = Path(question)
    content = read_content(file)
    if any(problem.code == "file-too-large" for problem in content.problems):
        raise UsageError(too_large(file))
    if problems := content.problems:
        raise UsageError(*(p._replace(cure=_NO_FILE) if p.code == "file-unreadable" else p for p in problems))
    return file, content.text


def _terms(query: Query, params: Mapping[str, str], store: Store) -> dict[str, str]:
    """Return the N-Triples term of each parameter of a question."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params.keys() - known.keys():
        raise UsageError(_no_parameters(name, tuple(known)))
    return {name: _term(parameter, params.get(name), store) for name, parameter in known.items()}


def _of(terms: Mapping[str, str]) -> Rows:
    statements = (ox.parse(f"<x:x> <x:x> {term} .", format=ox.RdfFormat.N_TRIPLES) for term in terms.values())
    row: list[Term | None] = [quad.object for quads in statements for quad in quads]
    return Rows(tuple(terms), [tuple(row)])


def _no_graph(text: str, store: Store) -> Text | None:
    """Return which graphs that a query names are not there, with the nearest names: it is answered as if they were empty."""
    missing = [iri for iri in graphs_in(text) if not store.ask(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")]
    if not missing:
        return None
    rows = store.select("SELECT DISTINCT ?graph { GRAPH ?graph {} }")
    known = [getattr(row.get("graph"), "value", "") for row in rows]
    nears = {iri: difflib.get_close_matches(iri, known, n=1) for iri in missing}
    en = ", ".join(f"<{iri}>" + "".join(f" (nearest: <{near}>)" for near in those) for iri, those in nears.items())
    zh = "、".join(f"<{iri}>" + "".join(f"（相近：<{near}>）" for near in those) for iri, those in nears.items())
    return Text(f"There is no graph {en}.", f"没有图 {zh}。")


def _why_nothing(text: str, store: Store) -> Text | None:
    """Return what may be wrong with a query that finds nothing: terms that are never used, labels in another property."""
    found = [hint for hint in (_never_used(text, store), _labels_elsewhere(text, store)) if hint]
    return Text(" ".join(hint.en for hint in found), "".join(hint.zh for hint in found)) if found else None


def _labels_elsewhere(text: str, store: Store) -> Text | None:
    """Return which properties hold the labels of the classes in a query that asks for labels; of all classes if it names none."""
    asked = properties_in(text)
    if not asked & {*LABELS, *_NO_LABELS}:
        return None
    classes = [name for name in terms_in(text) if name[0].isupper()][: len(_NAMED)] or _NAMED
    held = {name: [p for p in LABELS if store.ask(f"ASK {{ ?thing a tb:{name} ; {p} ?label }}")] for name in classes}
    listed = {f"tb:{name}": ", ".join(properties) for name, properties in held.items() if properties}
    if not listed:
        return None
    en = "; ".join(f"{name} has {properties}" for name, properties in listed.items())
    zh = "；".join(f"{name} 为 {properties}" for name, properties in listed.items())
    return Text(
        f'Labels: {en}. Most have a language tag: write "…"@zh, or compare STR(?label).',
        f'名称所在属性：{zh}。名称大多带有语言标记：请写作 "…"@zh，或比较 STR(?label)。',
    )


LABELS = ("skos:prefLabel", "skos:altLabel", "dcterms:title", "rdfs:label", "tb:counts", "tb:printedName")
"""The properties that hold the names of things."""
_NO_LABELS = (
    "dc:title",
    "foaf:name",
    "schema:name",
    "schema:title",
    "vcard:fn",
    "dcterms:name",
    "tb:name",
    "tb:title",
    "tb:label",
)
"""The properties that people try instead."""
_NAMED = [
    "Unit",
    "Place",
    "Notice",
    "Measure",
    "Outcome",
    "Honour",
    "CitedWork",
    "Platform",
    "PrecedenceClaim",
    "DatedEvent",
]
"""The classes whose labels people ask for."""


def _never_used(text: str, store: Store) -> Text | None:
    """Return which of the project's terms in a query are never used, as a property or as a class."""
    namespace, asked = PREFIXES["tb"], terms_in(text)
    if not asked:
        return None
    rows = store.select(f"{_USED} FILTER(STRSTARTS(STR(?term), '{namespace}')) }}")
    used = [getattr(row["term"], "value", "").removeprefix(namespace) for row in rows]
    missing = [(name, *difflib.get_close_matches(name, used, n=1)) for name in asked if name not in used]
    if not missing:
        return None
    en = ", ".join(f"tb:{name}" + "".join(f" (nearest: tb:{near})" for near in nears) for name, *nears in missing)
    zh = "、".join(f"tb:{name}" + "".join(f"（相近：tb:{near}）" for near in nears) for name, *nears in missing)
    return Text(f"The graph never uses {en}.", f"图中从未使用 {zh}。")


_OF_NOTICE = re.compile(r"/id/(?:assertion/)?(?!unit/|place/|co-leadership/|assertion/)[a-z-]+/([^/#]+)")
"""The id of the notice in the IRI of a thing that it states."""
_ENDED = f"""SELECT ?notice {{
  ?notice <{PREFIXES["tb"]}state> ?state
  FILTER(?state NOT IN ({", ".join(concept("notice-state", state) for state in IN_FORCE)}))
}}"""
_USED = "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term }"
_NO_FILE = Text(
    "This was read as a file name. A query has braces: 'SELECT * { … }'; `--list` shows the stored questions.",
    "该参数已按文件名处理。查询语句须有花括号：'SELECT * { … }'；预存问题见 `--list`。",
)


def _term(parameter: Parameter, typed: str | None, store: Store) -> str:
    try:
        return _given(parameter, typed, store)
    except AmbiguousNameError as error:
        error.parameter = parameter.name
        raise


def _given(parameter: Parameter, typed: str | None, store: Store) -> str:
    if typed is not None:
        return term_for(parameter, typed, store)
    if parameter.default is None:
        raise UsageError(_needed(parameter, None))
    try:
        return term_for(parameter, parameter.default, store)
    except AmbiguousNameError:
        raise
    except UsageError as error:
        raise UsageError(_needed(parameter, parameter.default)) from error


def _no_parameters(name: str, known: tuple[str, ...]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    listed = ", ".join(near or known)
    cure = Text("It takes none.", "该问题不接受参数。")
    if known:
        cure = Text(f"It takes: {listed}.", f"可用的参数：{listed}。")
    what = Text(f"This question has no parameter {name!r}.", f"该问题没有参数 {name!r}。")
    return Problem("unknown-parameter", what, cure)


def _needed(parameter: Parameter, default: str | None) -> Problem:
    about = parameter.about
    what = Text(f"The question needs --{parameter.name}: {about.en}", f"该问题需要 --{parameter.name}：{about.zh}")
    if default is not None:
        en, zh = f" (the default, {default}, is not in this dataset)", f"（默认值 {default} 不在本数据集中）"
        what = Text(what.en + en, what.zh + zh)
    name = parameter.name.upper()
    cure = Text(
        f"Add --{parameter.name} {name}; in Python, {parameter.name}=….",
        f"请加上 --{parameter.name} {name}；在 Python 中写 {parameter.name}=…。",
    )
    return Problem("parameter-needed", what, cure)
