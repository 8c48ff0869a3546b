"""Answers for programs: the W3C's result formats, and triples in the formats of RDF. They hold only the terms."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Graph, Rows, Term
from tongbao.ask.terms import NUMERIC, plain
from tongbao.errors import Problem, Text, UsageError
from tongbao.files.escape import csv_text, unfit_for_xml

Labels = Mapping[str, str]
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")


def write_csv(rows: Rows, kinds: Mapping[str, str] | None = None, names: Mapping[str, Labels] | None = None) -> str:
    """Write the W3C's CSV, made safe for spreadsheets.

    ``names`` gives the labels of things by language. With it, each column whose kind (``kinds``) names things has a column for
    each language beside it: ``unit_zh`` and ``unit_en`` beside ``unit``.

    A text that a spreadsheet would run as a formula (it starts with = + - @, a tab or a return) gets a ' in front. Numbers keep
    their minus sign, and IRIs cannot start like that. TSV and JSON hold every text unchanged.
    """
    titles, lines = with_names(rows, kinds or {}, names or {})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_csv_cell(cell) for cell in line] for line in lines)
    return out.getvalue()


Cell = Term | str | None
"""A term of an answer, or the name of one."""
NAMING = {"iri", "any", "identifiers"}
"""The kinds of columns that name things."""


def with_names(
    rows: Rows, kinds: Mapping[str, str], names: Mapping[str, Labels]
) -> tuple[list[str], Iterator[list[Cell]]]:
    """Return the titles of the columns and the lines of a table, with the names of things beside them."""
    beside = [names if kinds.get(name) in NAMING else {} for name in rows.variables]
    titles = zip(rows.variables, beside, strict=True)
    lines = (
        [
            cell
            for term, more in zip(row, beside, strict=True)
            for cell in (term, *(each.get(plain(term), "") for each in more.values()))
        ]
        for row in rows.rows
    )
    return [title for name, more in titles for title in (name, *(f"{name}_{language}" for language in more))], lines


def _csv_cell(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else plain(cell)
    is_text = isinstance(cell, str) or (isinstance(cell, ox.Literal) and cell.datatype.value not in NUMERIC)
    return csv_text(text) if is_text else text


def write_json(rows: Rows) -> str:
    """Write SPARQL 1.1 results in JSON."""
    bindings = [{name: _json_term(term) for name, term in row.items()} for row in rows]
    document = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == f"{PREFIXES['xsd']}string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def write_tsv(rows: Rows) -> str:
    """Write the W3C's TSV: every term whole, as in Turtle."""
    return convert(write_json(rows), ox.QueryResultsFormat.TSV)


def write_xml(rows: Rows) -> str:
    """Write SPARQL results in XML; raise UsageError for a text that XML cannot hold."""
    _check_xml(rows)
    return convert(write_json(rows), ox.QueryResultsFormat.XML)


def write_rdf(triples: Rows, form: ox.RdfFormat) -> str:
    """Write triples in a format of RDF, with the project's prefixes that they use."""
    said = [ox.Triple(*row) for row in triples.rows]  # type: ignore[arg-type]
    terms = {term for row in triples.rows for term in row}
    names = [
        *(t for t in terms if isinstance(t, ox.NamedNode)),
        *(t.datatype for t in terms if isinstance(t, ox.Literal)),
    ]
    used = {name: space for name, space in PREFIXES.items() if any(iri.value.startswith(space) for iri in names)}
    if form == ox.RdfFormat.RDF_XML:
        _check_xml(triples)
    return _ended((ox.serialize(said, format=form, prefixes=used) or b"").decode())


def _check_xml(rows: Rows) -> None:
    """Raise UsageError where XML cannot hold a text, or has no name for a property of triples."""
    for row in rows.rows:
        for found in filter(None, (unfit_for_xml(plain(term)) for term in row)):
            raise UsageError(_not_xml(found, "ttl" if isinstance(rows, Graph) else "json or tsv"))
        if isinstance(rows, Graph) and not _XML_NAME.search(plain(row[1])):
            what = Text(f"RDF/XML has no name for the property {row[1]}.", f"RDF/XML 无法为属性 {row[1]} 命名。")
            raise UsageError(Problem("unfit-format", what, Text("Use --format ttl.", "请使用 --format ttl。")))


def convert(text: str, form: ox.QueryResultsFormat) -> str:
    """Convert results from JSON to another of the W3C's formats."""
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return _ended((answer.serialize(format=form) or b"").decode())


def _ended(text: str) -> str:
    """Return a text with a line break at its end, unless it is empty."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def _not_xml(character: str, fit: str) -> Problem:
    name = f"U+{ord(character):04X}"
    return Problem(
        "not-xml",
        Text(
            f"The answer contains the character {name}, which XML cannot hold.", f"答案中含有 XML 不允许的字符 {name}。"
        ),
        Text(f"Use --format {fit}.", f"请使用 --format {fit.replace(' or ', ' 或 ')}。"),
    )
