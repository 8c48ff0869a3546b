"""The formats of answers, and which kinds of answers each can hold."""

import json

import pyoxigraph as ox

from tongbao.ask.forms import FOR_PEOPLE, FORMATS, RESULTS, TRIPLES
from tongbao.ask.labels import find_labels
from tongbao.ask.people import NOTHING, YES, Asked, write_markdown, write_table
from tongbao.ask.programs import convert, write_csv, write_json, write_rdf, write_tsv, write_xml
from tongbao.ask.store import Answer, Graph, Rows, Store, base_of
from tongbao.errors import Language, Problem, Text, UsageError

_RDF = (
    ox.RdfFormat.TURTLE,
    ox.RdfFormat.N_TRIPLES,
    ox.RdfFormat.N_QUADS,
    ox.RdfFormat.TRIG,
    ox.RdfFormat.JSON_LD,
    ox.RdfFormat.RDF_XML,
)
RDF = dict(zip(TRIPLES, _RDF, strict=True))
"""The formats of triples, by name."""


def write_answer(
    answer: Answer, form: str | None, language: Language, store: Store, asked: Asked = NOTHING
) -> str | bytes:
    """Write an answer in one of the formats; a table also shows what was asked.

    Without a format, triples are written as Turtle and anything else as a table. Raises UsageError where the format
    cannot hold the answer. A workbook (``xlsx``) is bytes; all others are text.
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
    if form == "xlsx":
        return _write_workbook(answer, store, asked)
    return {"csv": write_csv, "tsv": write_tsv, "json": write_json, "xml": write_xml}[form](answer)


def _write_workbook(answer: Rows, store: Store, asked: Asked) -> bytes:
    from tongbao.ask.workbook import write_xlsx  # slow to import, and only workbooks need it

    things = {name for name, term in (pair for row in answer for pair in row.items()) if isinstance(term, ox.NamedNode)}
    names = {"zh": find_labels(answer, "zh", store), "en": find_labels(answer, "en", store)}
    return write_xlsx(answer, dict.fromkeys(things, "iri"), names, asked)


def _write_boolean(answer: bool, form: str, language: Language) -> str | bytes:
    if form in ("table", "md"):
        return YES[answer].to(language) + "\n"
    if form == "xlsx":
        from tongbao.ask.workbook import write_xlsx

        return write_xlsx(Rows(("boolean",), [(ox.Literal(answer),)]), {}, {}, NOTHING)
    text = json.dumps({"head": {}, "boolean": answer})
    if form == "xml":
        return convert(text, ox.QueryResultsFormat.XML)
    return text + "\n" if form == "json" else f"{str(answer).lower()}\n"


def _unknown_format(form: str) -> Problem:
    return Problem(
        "unknown-format",
        Text(f"There is no format {form!r}.", f"没有格式 {form!r}。"),
        Text(f"Use one of: {', '.join(FORMATS)}.", f"可用格式：{'、'.join(FORMATS)}。"),
    )


def _unfit_format(form: str, triples: bool) -> Problem:
    if triples:
        what = Text(
            f"This query returns triples, which {form} cannot hold.", f"该查询的结果是三元组，{form} 格式无法表示。"
        )
        fit = (*RDF, *FOR_PEOPLE)
    else:
        what = Text(
            f"This query returns rows, or yes or no; {form} needs triples.",
            f"该查询的结果是表格行或是/否，而 {form} 格式只能表示三元组。",
        )
        fit = (*FOR_PEOPLE, *RESULTS)
    cure = Text(f"Use --format {', '.join(fit[:-1])} or {fit[-1]}.", f"请使用 --format {'、'.join(fit)} 之一。")
    return Problem("unfit-format", what, cure)
