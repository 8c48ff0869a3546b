"""Write JSON-LD 1.1, compacted with ``ontology/context.jsonld``, streaming from sorted N-Quads parts.

The context gives one rule for each property: a node, a code of a vocabulary, a text by language, or a value of one
datatype. A value that does not fit its property's rule is written in full, under the property's prefixed name.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from tongbao import paths
from tongbao.errors import DataError, Place, Problem, Text
from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.literals import read_literal
from tongbao.rdf.turtle import read_text

_QUAD = re.compile(r"<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n")
_TRIPLE = re.compile(r"<([^>]*)> <([^>]*)> (.*) \.\n")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def write_jsonld(file: Path, graphs: Iterable[tuple[str, Iterable[str]]], base: str) -> None:
    """Write graphs, each its IRI and its sorted N-Quads lines, as the named graphs of one JSON-LD document."""
    context = {"@base": base, **_context()}
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [\n')
        for number, (graph, lines) in enumerate(graphs):
            out.write(",\n" if number else "")
            out.write(f'{{"id": {json.dumps(_short(graph, base))}, "@graph": [\n')
            for index, node in enumerate(_nodes(_quads(lines), base)):
                out.write((",\n" if index else "") + json.dumps(node, ensure_ascii=False))
            out.write("\n]}")
        out.write("\n]}\n")


def compacted(lines: Iterable[str], base: str) -> list[dict[str, Any]]:
    """Return the nodes that sorted N-Triples lines describe, compacted with our context."""
    return list(_nodes((match.groups() for line in lines if (match := _TRIPLE.fullmatch(line))), base))


@cache
def _context() -> dict[str, Any]:
    context, problems = read_context(paths.ONTOLOGY / "context.jsonld")
    if problems:
        raise DataError(*problems)
    return context


def read_context(file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the entries of a JSON-LD context, or what is wrong with its file."""
    text, problems = read_text(file)
    if problems:
        return {}, problems
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        what = Text(f"This is not JSON: {error.msg}.", f"不是合法的 JSON：{error.msg}。")
        return {}, [Problem("json-syntax", what, _LOOK, Place(file, error.lineno, error.colno))]
    context = value.get("@context") if isinstance(value, dict) else None
    if not isinstance(context, dict):
        return {}, [Problem("context-entry", *_NO_CONTEXT, Place(file))]
    return context, [_not_an_entry(name, file) for name, entry in context.items() if not _is_entry(name, entry)]


def _is_entry(name: str, entry: Any) -> bool:
    definition = entry if isinstance(entry, dict) else {"@id": entry}
    scope = definition.get("@context", {})
    return name.startswith("@") or (
        isinstance(definition.get("@id"), str)
        and isinstance(definition.get("@type", ""), str)
        and isinstance(scope, dict)
        and isinstance(scope.get("@vocab", ""), str)
    )


def _not_an_entry(name: str, file: Path) -> Problem:
    what = Text(f"The entry {name!r} does not name a term.", f"条目 {name!r} 没有对应的术语名称。")
    cure = Text('Write `"…"` or `{"@id": "…"}`.', '请写成 `"…"` 或 `{"@id": "…"}`。')
    return Problem("context-entry", what, cure, Place(file))


_NO_CONTEXT = (
    Text("The file has no context.", "文件中没有上下文。"),
    Text('Write `{"@context": {…}}`.', '请写成 `{"@context": {…}}`。'),
)
_LOOK = Text(
    "Look just before this place for a missing comma, bracket or quotation mark.",
    "请检查此处之前是否缺少逗号、括号或引号。",
)


@cache
def _rules() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the term and its rule for each property and class, by IRI."""
    rules = {}
    for name, rule in _context().items():
        definition = rule if isinstance(rule, dict) else {"@id": rule}
        iri = definition.get("@id", "") if not name.startswith("@") else ""
        if not iri.startswith("@") and not iri.endswith(("#", "/")):
            rules[_expand(iri)] = (name, definition)
    return rules


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local if prefix in NAMESPACES else name


def _quads(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return (match.groups() for line in lines if (match := _QUAD.fullmatch(line)))


def _nodes(quads: Iterator[tuple[str, ...]], base: str) -> Iterator[dict[str, Any]]:
    for subject, group in groupby(quads, key=lambda quad: quad[0]):
        node: dict[str, Any] = {"id": _short(subject, base)}
        for _, predicate, term, *_ in group:
            _add(node, predicate, term, base)
        yield node


def _add(node: dict[str, Any], predicate: str, term: str, base: str) -> None:
    """Add one value to a node, by the rule of its property."""
    if predicate == _TYPE:
        cls = term[1:-1]
        _append(node, "type", _rules()[cls][0] if cls in _rules() else cls)
        return
    name, rule = _rules().get(predicate, (predicate, {}))
    value, language = _value(term, rule, base)
    if language is not None:
        _append(node.setdefault(name, {}), language, value)
    elif "@container" in rule:
        _append(node, predicate, value)
    else:
        _append(node, name, value)


def _append(holder: dict[str, Any], name: str, value: Any) -> None:
    if name not in holder:
        holder[name] = value
    elif isinstance(holder[name], list):
        holder[name].append(value)
    else:
        holder[name] = [holder[name], value]


def _value(term: str, rule: dict[str, Any], base: str) -> tuple[Any, str | None]:
    """Return a term as JSON under a rule, and its language if the rule groups values by language."""
    kind = rule.get("@type")
    if term.startswith("<"):
        iri = term[1:-1]
        vocabulary = rule.get("@context", {}).get("@vocab")
        if kind == "@vocab" and vocabulary and iri.startswith(vocabulary):
            return iri.removeprefix(vocabulary), None
        return (_short(iri, base) if kind == "@id" else {"id": _short(iri, base)}), None
    text, language, datatype = read_literal(term)  # our own writer made it
    if language:
        return (
            (text, language)
            if rule.get("@container") == "@language"
            else ({"@value": text, "@language": language}, None)
        )
    if datatype is None:
        return (text if kind is None and "@container" not in rule else {"@value": text}), None
    if kind and _expand(kind) == datatype:
        return _native(text, datatype), None
    return {"@value": text, "@type": datatype}, None


def _native(text: str, datatype: str) -> Any:
    if datatype == f"{_XSD}integer" and re.fullmatch(r"-?(0|[1-9]\d{0,14})", text):
        return int(text)
    if datatype == f"{_XSD}boolean" and text in ("true", "false"):
        return text == "true"
    return text


@lru_cache(10_000)
def _short(iri: str, base: str) -> str:
    """Write an IRI relative to the base if it lies below it."""
    rest = iri.removeprefix(base)
    return rest if rest != iri and re.match(r"[\w-]+/", rest) else iri
