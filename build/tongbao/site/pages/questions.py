"""The pages of the questions: the text, SPARQL and current answer of each, and the questions for the editor."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from tongbao.ask.answers import answer_to
from tongbao.ask.labels import find_labels
from tongbao.ask.programs import write_csv
from tongbao.ask.questions import Parameter, Query, grouped, headings, questions, read_query, without_header
from tongbao.ask.shown import Words, shown_for, words_shown
from tongbao.ask.store import Rows, Store, Term
from tongbao.ask.terms import plain
from tongbao.ask.workbook import write_xlsx
from tongbao.errors import Text, UsageError
from tongbao.network.model import Network
from tongbao.site.data import write_json
from tongbao.site.labels import Labels
from tongbao.site.pages.exhibits import taken_along
from tongbao.site.pages.page import Page
from tongbao.site.pages.pictured import Bars, bars_exhibit, bars_of, network_part, pairs_exhibit, pairs_of
from tongbao.site.pages.render import LANGUAGES, Site
from tongbao.site.quantities import quantity_said
from tongbao.site.step import Document, Output
from tongbao.site.tables.files import MARK
from tongbao.site.tables.table import SEPARATOR

IDENTIFIERS = {"measures": "measure", "units": "unit"}
"""The kind of thing that a column's identifiers name, as in the IRIs."""
A_PAGE = 500
"""How many rows of an answer are on a page."""
A_SHEET = 5_000
"""How many rows of an answer are also written as a workbook, which takes about half a second for so many."""


class Asked(NamedTuple):
    """A stored question that was asked with the defaults of its parameters."""

    query: Query
    terms: Mapping[str, str] | None = None
    """The default values of its parameters, as N-Triples terms; None where they are not in the data."""
    total: int = 0
    """How many rows the answer has."""
    remark: Text | None = None
    """A remark on the answer."""

    @property
    def text(self) -> str:
        """Return its SPARQL as it was asked, with terms instead of the parameters."""
        return self.query.text if self.terms is None else self.query.bind(self.terms)

    @property
    def lists(self) -> dict[str, str]:
        """Return the columns that hold identifiers, and the kind of thing that these name."""
        return _lists(self.query)

    @property
    def words(self) -> Words:
        """Return the words that are shown for codes, by column."""
        return words_shown(self.query)


class Answered(NamedTuple):
    """A stored question with its answer."""

    asked: Asked
    rows: Rows
    """The first rows, as many as a page shows."""
    csv: str
    """All rows."""
    names: Mapping[str, Text]
    """The names of all things in it, as far as they have one; by their IRIs, as terms."""
    workbook: bytes = b""
    """All rows, for spreadsheets; nothing where they are too many."""
    bars: Bars | None = None
    """The answer as bars, where these say something."""

    @property
    def query(self) -> Query:
        """Return the question."""
        return self.asked.query


Known = dict[str, dict[str, str]]
"""Names of things by language and IRI, empty where there is none."""


def answered(query: Query, store: Store, base: str, known: Known) -> Answered | None:
    """Return the answer to a stored question; None where the defaults of its parameters are not in the data.

    Names that were read for another question are in ``known``, and kept there.
    """
    try:
        answer, asked, _ = answer_to(query.name, store, {})
    except UsageError:
        return None
    assert isinstance(answer, Rows)
    if not answer.rows and any(parameter.type == "string" for parameter in query.parameters):
        return None  # the defaults belong to another dataset
    terms = dict(zip(asked.of.variables, map(str, asked.of.rows[0]), strict=True))
    names = _names(query, answer, base, store, known)
    return Answered(
        Asked(query, terms, len(answer.rows), asked.remark),
        Rows(answer.variables, answer.rows[:A_PAGE]),
        write_csv(answer, query.columns, names),
        {f"<{iri}>": Text(names["en"][iri], name) for iri, name in names["zh"].items()},
        write_xlsx(answer, query.columns, names, asked) if len(answer.rows) <= A_SHEET else b"",
        bars_of(query, answer, names, headings(query)),
    )


def _names(query: Query, answer: Rows, base: str, store: Store, known: Known) -> Known:
    """Return the names of the cells of an answer, by language; names already read are kept in ``known``."""
    lists = {n: kind for n, name in enumerate(answer.variables) if (kind := _lists(query).get(name))}
    listed = {
        term.value: [_named(identifier, kind, base)[1:-1] for identifier in term.value.split()]
        for row in answer.rows
        for n, kind in lists.items()
        if isinstance(term := row[n], ox.Literal)
    }
    terms = {term.value for row in answer.rows for term in row if isinstance(term, ox.NamedNode)}
    terms.update(iri for iris in listed.values() for iri in iris)
    new = Rows(("thing",), [(ox.NamedNode(iri),) for iri in sorted(terms - known["zh"].keys())])
    for language in LANGUAGES:
        known[language] |= dict.fromkeys((iri for iri in terms if iri not in known[language]), "")
        known[language] |= find_labels(new, language, store)
    return {
        language: {iri: names[iri] for iri in terms if names[iri]}
        | {cell: SEPARATOR.join(names[iri].replace(SEPARATOR, "；") for iri in iris) for cell, iris in listed.items()}
        for language, names in known.items()
    }


def _lists(query: Query) -> dict[str, str]:
    return {name: IDENTIFIERS[name] for name, kind in query.columns.items() if kind == "identifiers"}


def question_list(asked: Sequence[Asked], queries: Sequence[Path]) -> Iterator[Output]:
    """Make the list of the questions, and what the editor knows of them; yield the derivations as they are."""
    yield Document(list_page(asked))
    yield {"data/questions.json": questions_for_editor(asked)}
    yield {
        f"data/derive/{file.name}": file.read_bytes()
        for file in queries
        if "derive" in file.parts and file.suffix == ".rq"
    }


def written_question(
    asked: Asked, found: Answered | None, site: Site, network: Network | None, others: Collection[str]
) -> Iterator[Output]:
    """Make the page of a question with its picture, the question as it is, and the answer as CSV and as a workbook.

    ``others`` are the names of the questions that its description may lead to.
    """
    name = asked.query.name
    yield {f"data/question/{name}.rq": asked.query.text.encode()}
    names = found.names if found else {}
    labels = site.labels.and_({thing: name for thing, name in names.items() if thing not in site.labels})
    page = question_page(asked, found, site.base, labels, others)
    if found:
        yield {f"data/question/{name}.csv": (MARK + found.csv).encode()}
        if found.workbook:
            yield {f"data/question/{name}.xlsx": found.workbook}
        is_whole = asked.total == len(found.rows.rows)
        if part := pairs_of(asked.query, found.rows, network) if network and is_whole else None:
            page.content.update(exhibit=pairs_exhibit(asked.query, part), net=network_part(part, page, site))
        elif found.bars:
            page.content.update(exhibit=bars_exhibit(asked.query, found.bars))
        if exhibit := page.content["exhibit"]:
            yield from taken_along(exhibit, site)
    yield Document(page, labels=labels)


def list_page(answers: Sequence[Asked]) -> Page:
    """Make the list of the questions, in groups by what one wants to know."""
    found = {answer.query.name: answer for answer in answers}
    groups = [(title, [found[name] for name in names if name in found]) for title, names in grouped().items()]
    content = {"groups": [group for group in groups if group[1]], "count": len(answers)}
    return Page("questions", "questions.html", Text("Questions and their answers", "问题与答案"), content, data=False)


def question_page(asked: Asked, found: Answered | None, base: str, labels: Labels, others: Collection[str]) -> Page:
    """Make the page of a question, and of its answer where there is one."""
    query, figures = asked.query, _figures(asked.query)
    apart = {name for parts in figures.values() for name in parts}
    rows = [_cells(row, found, figures, apart, base, labels) for row in found.rows.rows] if found else []
    titles = [(name, title) for name, title in headings(query).items() if name not in apart]
    empty = {n for n in range(len(titles)) if rows and not any(row[n] for row in rows)}
    content: dict[str, Any] = {
        "query": query,
        "described": [
            {lang: _linked(said.to(lang), others) for lang in LANGUAGES} for said in _sentences(query.description)
        ],
        "columns": {name: title for n, (name, title) in enumerate(titles) if n not in empty},
        "numbers": {name for name, kind in query.columns.items() if kind in _NUMBERS and name not in figures},
        "empty": [title for n, (_, title) in enumerate(titles) if n in empty],
        "rows": [[cell for n, cell in enumerate(row) if n not in empty] for row in rows] if found else None,
        "is_sheet": bool(found and found.workbook),
        "exhibit": None,
        "net": None,
        "bars": found and found.bars,
        "total": asked.total,
        "remark": asked.remark,
        "text": without_header(asked.text),
    }
    about = {"@type": "Question", "name": query.summary.zh, "text": query.description.zh}
    document = f"question/{query.name}"
    return Page(document, "question.html", query.summary, content, summary=query.description, about=about, data=False)


def _sentences(text: Text) -> tuple[Text, Text]:
    """Return the first sentence of a text, and the others."""
    en, zh = (re.match(r"(.*?(?:。|[.!?](?= )|$))\s*(.*)", said, re.DOTALL) for said in text)
    assert en
    assert zh
    return Text(en[1], zh[1]), Text(en[2], zh[2])


def cut_at_questions(text: str) -> list[tuple[str, Text | None]]:
    """Cut a text at the names of stored questions; each of these with what it asks."""
    return _linked(text, questions())


def _linked(text: str, others: Collection[str]) -> list[tuple[str, Text | None]]:
    """Cut a text at the names of questions; each of these with what it asks."""
    known = questions()
    pieces = re.split(r"\b([a-z]+(?:-[a-z]+)+)\b", text, flags=re.ASCII)
    return [(piece, read_query(known[piece]).summary if piece in others else None) for piece in pieces if piece]


_NUMBERS = ("integer", "decimal")
_PARTS = ("Bound", "Unit", "Classifier", "Per", "To")


def _figures(query: Query) -> dict[str, list[str]]:
    """Return the columns for the bound, unit, classifier, period and upper end of each figure, by the column of the figure.

    They stand in its cell: 超3个月. Files and SPARQL have them apart; not every question has all five.
    """
    found = {}
    for name, kind in query.columns.items():
        parts = [part.lower() if name == "number" else f"{name}{part}" for part in _PARTS]
        if kind == "decimal" and parts[1] in query.columns:
            found[name] = parts
    return found


def _cells(
    row: Sequence[Term | None],
    found: Answered,
    figures: Mapping[str, Sequence[str]],
    apart: set[str],
    base: str,
    labels: Labels,
) -> list[list[str | Text]]:
    """Return the cells of a row as its page shows them: each figure together with its bound, unit, classifier, period and upper end."""
    at = dict(zip(found.rows.variables, row, strict=True))
    return [
        _figure(term, [at.get(part) for part in figures[name]], labels)
        if name in figures
        else _cell(term, found, n, base)
        for n, (name, term) in enumerate(at.items())
        if name not in apart
    ]


def _figure(number: Term | None, parts: Sequence[Term | None], labels: Labels) -> list[str | Text]:
    if number is None:
        return []
    bound, unit, classifier, per, to = parts
    terms = [_term(term) for term in (unit, bound, per)]
    high = None if to is None else Decimal(plain(to))
    counted = classifier.value if isinstance(classifier, ox.Literal) else ""
    return [quantity_said(Decimal(plain(number)), terms[0], terms[1], terms[2], counted, labels, high)]


def _term(term: Term | None) -> str:
    """Return a term as it stands in N-Triples, a text as itself."""
    return term.value if isinstance(term, ox.Literal) else "" if term is None else str(term)


def _cell(term: Term | None, found: Answered, column: int, base: str) -> list[str | Text]:
    """Return the content of a cell, as N-Triples terms: one term, a thing for each identifier, or the words for a code."""
    name, lists = found.rows.variables[column], found.asked.lists
    if said := shown_for(term, name, found.asked.words):
        return [said] if said.en else []
    if isinstance(term, ox.Literal) and name in lists:
        return [_named(identifier, lists[name], base) for identifier in term.value.split()]
    return [] if term is None else [str(term)]


def _named(identifier: str, kind: str, base: str) -> str:
    return f"<{base}id/{kind}/{identifier}>"


def questions_for_editor(asked: Iterable[Asked]) -> bytes:
    """Return the questions as JSON: their texts, their stored SPARQL, parameters and columns."""
    listed = [
        {
            "name": found.query.name,
            "zh": found.query.summary.zh,
            "en": found.query.summary.en,
            "tags": found.query.tags,
            "stored": without_header(found.query.text),
            "params": [_parameter(parameter, found) for parameter in found.query.parameters],
            "columns": {name: text._asdict() for name, text in headings(found.query).items()},
            "lists": found.lists,
            "words": {
                name: {code: text._asdict() for code, text in words.items()} for name, words in found.words.items()
            },
            "remark": found.remark._asdict() if found.remark and found.remark != found.query.description else None,
        }
        for found in asked
    ]
    return write_json(listed)


def _parameter(parameter: Parameter, found: Asked) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "variable": parameter.variable,
        "default": parameter.default,
        "term": (found.terms or {}).get(parameter.name),
        **parameter.about._asdict(),
    }
