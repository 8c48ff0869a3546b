"""Write rows for people (table, Markdown) and for programs (the W3C's result formats; triples in those of RDF).

What programs read holds the terms alone. What people read has a label beside each IRI, in the chosen language
where there is one, and IRIs shortened: ``unit/xm-tax`` for data, ``tb:leads`` for terms. A code of a vocabulary is
shown by its label alone, numbers have separators, and columns of a stored question without any value are left out.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pyoxigraph as ox

from tongbao.ask.questions import Query, headings
from tongbao.ask.shown import in_words
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Answer, Graph, Rows, Store, Term, base_of
from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.files.escape import csv_text, markdown_escaped, one_line, unfit_for_xml
from tongbao.rdf.iris import HOME

RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""The formats of triples, by name."""
FOR_PEOPLE = ("table", "md")
RESULTS = ("csv", "tsv", "json", "xml")
FORMATS = (*FOR_PEOPLE, *RESULTS, *RDF)
"""The names of the formats."""

NUMERIC = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "double", "float")}
_PLAIN_NUMBER = re.compile(r"([+-]?)(\d+)((?:\.\d+)?)")
YES = {True: Text("yes", "是"), False: Text("no", "否")}
_BATCH = 500
_GAP = "  "

_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")

Labels = Mapping[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands around the rows for a person: the question, what it was asked of, and a remark on the answer.

    ``of`` is one row, of a term for each parameter.
    """

    query: Query | None = None
    of: Rows = field(default_factory=lambda: Rows((), [()]))
    remark: Text | None = None


NOTHING = Asked()


def write_answer(answer: Answer, form: str | None, language: Language, store: Store, asked: Asked = NOTHING) -> str:
    """Write an answer in one of the formats; what was asked stands around its table.

    Without a format, triples are written as Turtle and anything else as a table. Raises UsageError where the format
    cannot hold the answer.
    """
    form = form or ("ttl" if isinstance(answer, Graph) else "table")
    if form not in FORMATS:
        raise UsageError(_unknown_format(form))
    if form in (RESULTS if isinstance(answer, Graph) else RDF):
        raise UsageError(_unfit_format(form, isinstance(answer, Graph)))
    if isinstance(answer, bool):
        return _write_boolean(answer, form, language)
    if form in RDF:
        return write_rdf(answer, RDF[form])
    if form in ("table", "md"):
        labels = find_labels(answer, language, store) | find_labels(asked.of, language, store)
        write = write_table if form == "table" else write_markdown
        return write(answer, labels, language, asked, base_of(store) or "")
    return {"csv": write_csv, "tsv": write_tsv, "json": write_json, "xml": write_xml}[form](answer)


def _write_boolean(answer: bool, form: str, language: Language) -> str:
    if form in ("table", "md"):
        return YES[answer].to(language) + "\n"
    text = json.dumps({"head": {}, "boolean": answer})
    if form == "xml":
        return _convert(text, ox.QueryResultsFormat.XML)
    return text + "\n" if form == "json" else f"{str(answer).lower()}\n"


# --- for programs ---------------------------------------------------------------------------------


def write_csv(rows: Rows, kinds: Mapping[str, str] | None = None, names: Mapping[str, Labels] | None = None) -> str:
    """Write the W3C's CSV, made safe for spreadsheets.

    With ``names``, what cells are called by language, each column that names things has such columns beside it, by its
    kind: ``unit_zh`` and ``unit_en`` beside ``unit``. A text that a spreadsheet would run as a formula (it starts with = + - @, a tab or a return) gets a ' in
    front. Numbers keep their minus sign and IRIs cannot start so; TSV and JSON hold every text untouched.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    beside = [(names or {}) if (kinds or {}).get(name) in NAMING else {} for name in rows.variables]
    titles = zip(rows.variables, beside, strict=True)
    writer.writerow([title for name, more in titles for title in (name, *(f"{name}_{language}" for language in more))])
    for row in rows.rows:
        cells = zip(row, beside, strict=True)
        writer.writerow([cell for term, more in cells for cell in _with_names(term, more.values())])
    return out.getvalue()


NAMING = {"iri", "any", "identifiers"}
"""The kinds of columns that name things."""


def _with_names(term: Term | None, labels: Iterable[Labels]) -> list[str]:
    return [_csv_cell(term), *(csv_text(each.get(_plain(term), "")) for each in labels)]


def _csv_cell(term: Term | None) -> str:
    text = _plain(term)
    is_text = isinstance(term, ox.Literal) and term.datatype.value not in NUMERIC
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
    return _convert(write_json(rows), ox.QueryResultsFormat.TSV)


def write_xml(rows: Rows) -> str:
    """Write SPARQL results in XML; refuse a text that no XML can hold."""
    _check_xml(rows)
    return _convert(write_json(rows), ox.QueryResultsFormat.XML)


def write_rdf(triples: Rows, form: ox.RdfFormat) -> str:
    """Write triples in a format of RDF, with those of the project's prefixes that they use."""
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
        for found in filter(None, (unfit_for_xml(_plain(term)) for term in row)):
            raise UsageError(_not_xml(found, "ttl" if isinstance(rows, Graph) else "json or tsv"))
        if isinstance(rows, Graph) and not _XML_NAME.search(_plain(row[1])):
            what = Text(f"RDF/XML has no name for the property {row[1]}.", f"RDF/XML 无法为属性 {row[1]} 命名。")
            raise UsageError(Problem("unfit-format", what, Text("Use --format ttl.", "请使用 --format ttl。")))


def _convert(text: str, form: ox.QueryResultsFormat) -> str:
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return _ended((answer.serialize(format=form) or b"").decode())


def _ended(text: str) -> str:
    """Return a text whose last line ends."""
    return text if not text or text.endswith("\n") else f"{text}\n"


# --- for people -----------------------------------------------------------------------------------


def find_labels(rows: Rows, language: Language, store: Store) -> dict[str, str]:
    """Return a label for each IRI of the rows that has one, in the chosen language before any other."""
    iris = sorted({term.value for row in rows.rows for term in row if isinstance(term, ox.NamedNode)})
    labels: dict[str, tuple[int, str]] = {}
    for start in range(0, len(iris), _BATCH):
        for row in store.select(_label_query(iris[start : start + _BATCH])):
            label, thing = row["label"], row["thing"]
            assert isinstance(label, ox.Literal)
            assert isinstance(thing, ox.NamedNode)
            rank = (_rank(label, language), label.value)
            labels[thing.value] = min(rank, labels.get(thing.value, rank))
    return {iri: one_line(label) for iri, (_, label) in labels.items()}


def _label_query(iris: Iterable[str]) -> str:
    values = " ".join(f"<{iri}>" for iri in iris)
    return (
        f"SELECT ?thing ?label {{ VALUES ?thing {{ {values} }} ?thing ?property ?label "  # a path of choices is slow
        "FILTER(?property IN (tb:documentNumber, skos:prefLabel, dcterms:title, rdfs:label, tb:counts)) }"
    )


def _rank(label: ox.Literal, language: Language) -> int:
    """Rank a label, the best lowest; a document number, the only one in no language, names a notice shortest."""
    return [None, language].index(label.language) if label.language in (None, language) else 2


def write_table(rows: Rows, labels: Labels, language: Language, asked: Asked = NOTHING, base: str = HOME) -> str:
    """Write a table for a terminal, aligned by the width that characters have there."""
    from wcwidth import wcswidth  # slow to import, and only tables need it

    rows, left_out = _filled(in_words(rows, asked.query, language), asked)
    columns = asked.query.columns if asked.query else {}
    listing = {n for n, name in enumerate(rows.variables) if columns.get(name) == "identifiers"}
    body = [
        [
            _some(cell) if n in listing else cell
            for n, cell in enumerate(_shown(term, labels, base, language) for term in row)
        ]
        for row in rows.rows
    ]
    lines = [_headings(rows, asked, language), *body]
    widths = [max(max(wcswidth(line[n]), 0) for line in lines) for n in range(len(rows.variables))]
    right = _numeric_columns(rows)

    def line(cells: list[str]) -> str:
        parts = [
            " " * (widths[n] - wcswidth(cell)) + cell if n in right else cell + " " * (widths[n] - wcswidth(cell))
            for n, cell in enumerate(cells)
        ]
        return _GAP.join(parts).rstrip()

    rule = _GAP.join("-" * width for width in widths)
    head = [asked.query.summary.to(language), *_taken(asked, labels, base), ""] if asked.query else []
    return (
        "\n".join([*head, line(lines[0]), rule, *map(line, body), "", *_foot(rows, left_out, asked, language)]) + "\n"
    )


def _headings(rows: Rows, asked: Asked, language: Language) -> list[str]:
    """Return what people read above each column; the variable's name where nobody has named it."""
    named = headings(asked.query) if asked.query else {}
    return [named[name].to(language) if name in named else name for name in rows.variables]


MANY = 160
"""Columns of a terminal that a list of identifiers may take; the other formats have all of it."""


def _some(listed: str) -> str:
    """Cut a list of identifiers after so many that fit, and tell how many are left."""
    if len(listed) <= MANY:
        return listed
    names = listed.split(" ")
    shown = listed[:MANY].split(" ")[:-1]
    return f"{' '.join(shown)} … +{len(names) - len(shown)}"


def write_markdown(rows: Rows, labels: Labels, language: Language, asked: Asked = NOTHING, base: str = HOME) -> str:
    """Write a Markdown table; what Markdown or HTML would act upon is escaped."""
    rows, left_out = _filled(in_words(rows, asked.query, language), asked)
    right = _numeric_columns(rows)
    rule = ["---:" if n in right else "---" for n in range(len(rows.variables))]
    table = [_headings(rows, asked, language), rule]
    table += [[markdown_escaped(_shown(term, labels, base, language)) for term in row] for row in rows.rows]
    taken = [markdown_escaped(line) for line in _taken(asked, labels, base)]
    head = [f"**{markdown_escaped(asked.query.summary.to(language))}**", *taken] if asked.query else []
    foot = [markdown_escaped(line) for line in _foot(rows, left_out, asked, language)]
    paragraphs = [*head, "\n".join(f"| {' | '.join(cells)} |" for cells in table), *foot]
    return "\n\n".join(paragraphs) + "\n"


def _taken(asked: Asked, labels: Labels, base: str) -> list[str]:
    """Say which thing each parameter was taken for."""
    return [f"--{name}: {_cell(term, labels, base)}" for row in asked.of for name, term in row.items()]


def _filled(rows: Rows, asked: Asked) -> tuple[Rows, list[str]]:
    """Return the columns of a stored question's answer that hold a value, and the names of the others."""
    filled = {n for n in range(len(rows.variables)) if any(row[n] is not None for row in rows.rows)}
    if not asked.query or not rows.rows:
        return rows, []
    kept = Rows(_those(rows.variables, filled), [_those(row, filled) for row in rows.rows])
    return kept, [name for n, name in enumerate(rows.variables) if n not in filled]


def _those(row: tuple[_T, ...], columns: set[int]) -> tuple[_T, ...]:
    return tuple(cell for n, cell in enumerate(row) if n in columns)


def _foot(rows: Rows, left_out: list[str], asked: Asked, language: Language) -> list[str]:
    foot = [_count(rows, language)]
    if asked.query and left_out:
        named = [headings(asked.query)[name] for name in left_out]
        en, zh = "; ".join(name.en for name in named), "、".join(name.zh for name in named)
        foot.append(Text(f"Columns without a value: {en}", f"没有值的列：{zh}").to(language))
    said = [asked.query.description if asked.query else None, asked.remark]  # which may be the same
    return [*foot, *(text.to(language) for text in dict.fromkeys(said) if text)]


def _count(rows: Rows, language: Language) -> str:
    count = len(rows.rows)
    return Text(f"{count} row{'' if count == 1 else 's'}", f"共 {count} 行").to(language)


def _numeric_columns(rows: Rows) -> set[int]:
    columns = range(len(rows.variables))
    return {n for n in columns if any(row[n] for row in rows.rows) and all(_is_number(row[n]) for row in rows.rows)}


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, ox.Literal) and term.datatype.value in NUMERIC)


def _shown(term: Term | None, labels: Labels, base: str, language: Language) -> str:
    """Return what stands in a cell that a person reads."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(f"{HOME}vocab/") and term.value in labels:
        return labels[term.value]
    if isinstance(term, ox.Literal) and term.datatype.value == f"{PREFIXES['xsd']}boolean":
        return YES[term.value in ("true", "1")].to(language)
    return grouped(_plain(term)) if term is not None and _is_number(term) else _cell(term, labels, base)


def grouped(number: str) -> str:
    """Write a number with separators; one of four digits without, as in GB/T 15835, for it may be a year."""
    found = _PLAIN_NUMBER.fullmatch(number)
    return f"{found[1]}{int(found[2]):,}{found[3]}" if found and len(found[2]) > 4 else number


def _cell(term: Term | None, labels: Labels, base: str) -> str:
    if not isinstance(term, ox.NamedNode):
        return one_line(_plain(term))
    short = shorten(term.value, base)
    return f"{labels[term.value]} {short}" if term.value in labels else short


def shorten(iri: str, base: str = HOME) -> str:
    """Shorten an IRI for reading: a term by its prefix, data by its path below the dataset's base."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}"
    path = iri.removeprefix(f"{base}id/")
    return path if base and path != iri else f"<{iri}>"


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return str(term)
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _unknown_format(form: str) -> Problem:
    return Problem(
        "unknown-format",
        Text(f"There is no format {form!r}.", f"没有格式 {form!r}。"),
        Text(f"Use one of: {', '.join(FORMATS)}.", f"可用格式：{'、'.join(FORMATS)}。"),
    )


def _unfit_format(form: str, triples: bool) -> Problem:
    if triples:
        what = Text(
            f"This query gives triples, which {form} cannot hold.", f"该查询的结果是三元组，{form} 格式无法表示。"
        )
        fit = (*RDF, *FOR_PEOPLE)
    else:
        what = Text(
            f"This query gives rows or yes and no, and no triples for {form}.",
            f"该查询的结果是行或是非，没有可写成 {form} 的三元组。",
        )
        fit = (*FOR_PEOPLE, *RESULTS)
    cure = Text(f"Use --format {', '.join(fit[:-1])} or {fit[-1]}.", f"请使用 --format {'、'.join(fit)} 之一。")
    return Problem("unfit-format", what, cure)


def _not_xml(character: str, fit: str) -> Problem:
    name = f"U+{ord(character):04X}"
    return Problem(
        "not-xml",
        Text(f"The answer holds the character {name}, which XML cannot.", f"答案中有 XML 不能包含的字符 {name}。"),
        Text(f"Use --format {fit}.", f"请使用 --format {fit.replace(' or ', ' 或 ')}。"),
    )
