"""The words that people see instead of codes in the answers of stored questions; programs get the codes."""

from collections.abc import Mapping

import pyoxigraph as ox

from tongbao.ask.questions import Query, columns_named
from tongbao.ask.store import Rows, Term
from tongbao.errors import Language, Text
from tongbao.rdf.iris import HOME

Words = Mapping[str, Mapping[str, Text]]
"""The words for a code, by column and code."""


def words_shown(query: Query) -> Words:
    """Return the words for the codes in the columns of a stored question; an empty text shows nothing."""
    known = columns_named()["values"]
    return {name: {code: Text(**text) for code, text in known[name].items()} for name in query.columns if name in known}


def shown_for(term: Term | None, column: str, words: Words) -> Text | None:
    """Return the words for a term in a column; None where the term itself is shown."""
    code = term.value.removeprefix(f"{HOME}vocab/") if isinstance(term, ox.NamedNode | ox.Literal) else ""
    return words.get(column, {}).get(code)


def in_words(rows: Rows, query: Query | None, language: Language) -> Rows:
    """Return an answer as people see it: words instead of codes, and an empty cell where the words are empty."""
    words = words_shown(query) if query else {}
    if not words.keys() & set(rows.variables):
        return rows
    return Rows(
        rows.variables,
        [
            tuple(_word(term, name, words, language) for name, term in zip(rows.variables, row, strict=True))
            for row in rows.rows
        ],
    )


def _word(term: Term | None, column: str, words: Words, language: Language) -> Term | None:
    text = shown_for(term, column, words)
    return term if text is None else ox.Literal(text.to(language)) if text.en else None
