"""Answers for people: a table for a terminal, and Markdown.

Each IRI has its label beside it, in the chosen language where there is one. IRIs are shortened: ``unit/xm-tax`` for data,
``tb:leads`` for terms. A code of a vocabulary is shown by its label alone. Numbers have separators. Columns of a stored question
that have no value are left out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TypeVar

import pyoxigraph as ox

from tongbao.ask.questions import Query, headings
from tongbao.ask.shown import in_words
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Rows, Term
from tongbao.ask.terms import NUMERIC, plain
from tongbao.errors import Language, Text
from tongbao.files.escape import markdown_escaped, one_line
from tongbao.rdf.iris import HOME, prefixed, scheme_of

_PLAIN_NUMBER = re.compile(r"([+-]?)(\d+)((?:\.\d+)?)")
YES = {True: Text("yes", "是"), False: Text("no", "否")}
_GAP = "  "

Labels = Mapping[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What people see around the rows: the question, the values of its parameters, and a remark on the answer.

    ``of`` is one row, with a term for each parameter.
    """

    query: Query | None = None
    of: Rows = field(default_factory=lambda: Rows((), [()]))
    remark: Text | None = None


NOTHING = Asked()


def write_table(
    rows: Rows,
    labels: Labels,
    language: Language,
    asked: Asked = NOTHING,
    base: str = HOME,
    most: int | None = None,
) -> str:
    """Write a table for a terminal, aligned by the width of the characters there; ``most`` rows of it, if that is given."""
    from wcwidth import wcswidth  # slow to import, and only tables need it

    rows, left_out = _filled(in_words(rows, asked.query, language), asked)
    columns = asked.query.columns if asked.query else {}
    listing = {n for n, name in enumerate(rows.variables) if columns.get(name) == "identifiers"}
    body = [
        [
            _some(cell) if n in listing else cell
            for n, cell in enumerate(_shown(term, labels, base, language) for term in row)
        ]
        for row in rows.rows[:most]
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
        "\n".join([*head, line(lines[0]), rule, *map(line, body), "", *_foot(rows, left_out, asked, language, most)])
        + "\n"
    )


def _headings(rows: Rows, asked: Asked, language: Language) -> list[str]:
    """Return the heading of each column; the variable's name where it has no heading."""
    named = headings(asked.query) if asked.query else {}
    return [named[name].to(language) if name in named else name for name in rows.variables]


MANY = 160
"""Columns of a terminal that a list of identifiers may take; the other formats show the whole list."""


def _some(listed: str) -> str:
    """Cut a list of identifiers after the last that fits, and add how many are left."""
    if len(listed) <= MANY:
        return listed
    names = listed.split(" ")
    shown = listed[:MANY].split(" ")[:-1]
    return f"{' '.join(shown)} … +{len(names) - len(shown)}"


def write_markdown(rows: Rows, labels: Labels, language: Language, asked: Asked = NOTHING, base: str = HOME) -> str:
    """Write a Markdown table; characters that have a meaning in Markdown or HTML are escaped."""
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


def write_html(
    rows: Rows,
    labels: Labels,
    language: Language,
    asked: Asked = NOTHING,
    base: str = HOME,
    most: int | None = None,
) -> str:
    """Write an HTML table, for a notebook; ``most`` rows of it, if that is given."""
    rows, left_out = _filled(in_words(rows, asked.query, language), asked)
    right = _numeric_columns(rows)

    def line(tag: str, cells: Iterable[str]) -> str:
        sides = ("right" if n in right else "left" for n in range(len(rows.variables)))
        styled = (
            f'<{tag} style="text-align: {side}">{escape(cell)}</{tag}>' for side, cell in zip(sides, cells, strict=True)
        )
        return f"<tr>{''.join(styled)}</tr>"

    body = [line("td", (_shown(term, labels, base, language) for term in row)) for row in rows.rows[:most]]
    taken = (text.removeprefix("--") for text in _taken(asked, labels, base))
    head = [asked.query.summary.to(language), *taken] if asked.query else []
    table = (
        f"<table><thead>{line('th', _headings(rows, asked, language))}</thead><tbody>{''.join(body)}</tbody></table>"
    )
    said = [f"<p>{escape(text)}</p>" for text in _foot(rows, left_out, asked, language, most)]
    return "\n".join([*(f"<p><strong>{escape(text)}</strong></p>" for text in head), table, *said])


def _taken(asked: Asked, labels: Labels, base: str) -> list[str]:
    """Return lines that show which thing each parameter stands for."""
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


def _foot(rows: Rows, left_out: list[str], asked: Asked, language: Language, most: int | None = None) -> list[str]:
    foot = [_count(rows, language)]
    if most is not None and len(rows.rows) > most:
        foot[0] += Text(f", of which the first {most} are shown", f"，仅显示前 {most} 行").to(language)
    if asked.query and left_out:
        named = [headings(asked.query)[name] for name in left_out]
        en, zh = "; ".join(name.en for name in named), "、".join(name.zh for name in named)
        foot.append(Text(f"Columns without a value: {en}", f"没有值的列：{zh}").to(language))
    said = [asked.query.description if asked.query else None, asked.remark]  # the two may be the same
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
    """Return the text of a cell, for people."""
    if isinstance(term, ox.NamedNode) and scheme_of(term.value) and term.value in labels:
        return labels[term.value]
    if isinstance(term, ox.Literal) and term.datatype.value == f"{PREFIXES['xsd']}boolean":
        return YES[term.value in ("true", "1")].to(language)
    return grouped(plain(term)) if term is not None and _is_number(term) else _cell(term, labels, base)


def grouped(number: str) -> str:
    """Write a number with separators; a number of four digits has none (GB/T 15835), because it may be a year."""
    found = _PLAIN_NUMBER.fullmatch(number)
    return f"{found[1]}{int(found[2]):,}{found[3]}" if found and len(found[2]) > 4 else number


def _cell(term: Term | None, labels: Labels, base: str) -> str:
    if not isinstance(term, ox.NamedNode):
        return one_line(plain(term))
    short = shorten(term.value, base)
    return f"{labels[term.value]} {short}" if term.value in labels else short


def shorten(iri: str, base: str = HOME) -> str:
    """Shorten an IRI for reading: a term by its prefix, data by its path below the dataset's base."""
    if name := prefixed(iri):
        return name
    path = iri.removeprefix(f"{base}id/")
    return path if base and path != iri else f"<{iri}>"
