"""Questions about what the project's own notice does not hold: asked of invented notices of other layouts.

``data/genre/`` has the notices; ``questions/`` there the rows of each question, written from their texts.
"""

import csv
import re
from pathlib import Path

import pytest
from tests.places import TESTS

from tongbao.ask.names import term_for
from tongbao.ask.questions import questions, read_query
from tongbao.ask.store import MemoryStore

UNIT = "市数据局"
"""Of whom questions about one unit are asked."""
GOLDEN = {file.stem: file for file in sorted((TESTS / "data" / "genre" / "questions").glob("*.csv"))}


@pytest.fixture(scope="module")
def store(genre_built: Path) -> MemoryStore:
    return MemoryStore(genre_built / "graph.nq")


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_rows(name: str, store: MemoryStore) -> None:
    with GOLDEN[name].open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    query = read_query(questions()[name])
    assert header == list(query.columns)
    terms = {each.name: term_for(each, UNIT, store) for each in query.parameters}
    found = [
        [
            "" if term is None else re.split("[/#]", term.value)[-1] if term.value.startswith("http") else term.value
            for term in row
        ]  # type: ignore[union-attr]
        for row in store.select(query.bind(terms)).rows
    ]
    assert found == expected


def test_what_is_responsible_does_not_lead(store: MemoryStore) -> None:
    assert not store.ask("ASK { ?notice dcterms:identifier 'tasks' ; tb:hasMeasure/^tb:leads ?unit }")
    assert not store.ask("ASK { ?one tb:coLeads ?other }")


def test_each_signs_and_gives_where_several_issue(store: MemoryStore) -> None:
    for way in ("tb:issuedBy", "tb:hasCommendation/tb:givenBy"):
        rows = store.select(f"SELECT DISTINCT ?unit {{ ?notice dcterms:identifier 'joint-awards' ; {way} ?unit }}")
        assert len(list(rows)) == 3
