"""A notice with figures of every kind is built, valid, asked and published: ranges, currencies, multiples, ranks, periods."""

import csv
import html
import io
import re
from pathlib import Path

import pytest
from tests.sites import Site

from tongbao.ask.names import term_for
from tongbao.ask.questions import questions, read_query
from tongbao.ask.store import MemoryStore, Rows

EXPECTED = Path(__file__).parent / "figures"


@pytest.fixture(scope="module")
def store(figures_built: Path) -> MemoryStore:
    return MemoryStore(figures_built / "graph.nq")


def short(rows: Rows) -> list[list[str]]:
    """Return an answer with the last parts of its IRIs."""
    return [
        ["" if term is None else term.value.rpartition("/")[2].rpartition("#")[2] for term in row]  # type: ignore[union-attr]
        for row in rows.rows
    ]


@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.csv")), ids=lambda file: file.stem)
def test_questions_hold_every_kind_of_figure(file: Path, store: MemoryStore) -> None:
    """The rows are written from the source text; a measure stands behind the name of the question."""
    name, _, measure = file.stem.partition(" ")
    query = read_query(questions()[name])
    columns, *expected = csv.reader(io.StringIO(file.read_text("utf-8")))
    terms = {parameter.name: term_for(parameter, measure, store) for parameter in query.parameters}
    found = store.select(query.bind(terms))
    wanted = [list(found.variables).index(column) for column in columns]
    assert [[row[n] for n in wanted] for row in short(found)] == expected


@pytest.mark.parametrize(
    ("measure", "language", "said"),
    [
        ("industry", "zh", ["3—5层", "至多2,000元／户", "25元／平方米", "5万—300万元", "1,850万美元", "自2021年以来 · 累计", "统计期间：2024年1月至2024年6月", "增幅3倍"]),
        ("industry", "en", ["3 to 5", "at most 2,000 yuan per 户", "25 yuan per square metre", "50,000 to 3 million yuan", "18.5 million US dollars", "since 2021 · cumulative", "up by 3 times", "Input"]),
        ("service", "zh", ["增加4.1个百分点", "第2位（共 31 个）", "5倍", "自2024年以来（年份为推定）", "5—8天 → 2天", "2倍"]),
        ("service", "en", ["4.1 percentage points more", "no. 2 of 31", "since 2024 (year implied)", "5 to 8 days → 2 days", "5 times as much", "One of the two is a range"]),
    ],
)  # fmt: skip
def test_the_page_of_a_measure_says_them(measure: str, language: str, said: list[str], figures_site: Path) -> None:
    page = Site(figures_site).read(f"{language}/measure/figures-2024-1/{measure}.html")
    text = re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", page)))
    assert [words for words in said if words not in text] == []


def test_no_currency_is_taken_for_yuan(store: MemoryStore) -> None:
    rows = short(store.select(read_query(questions()["money-figures"]).text))
    units = [row[8] for row in rows]
    assert units == sorted(units, key=lambda unit: unit != "yuan")
    assert {"yuan", "us-dollar", "euro"} == set(units)


def test_the_page_of_a_vocabulary_that_was_given_up_says_what_replaces_it(figures_site: Path) -> None:
    page = Site(figures_site).read("en/vocab/outcome-status.html")
    assert "Deprecated; use" in page
    assert "outcome-realisation.html#promised-standard" in page
