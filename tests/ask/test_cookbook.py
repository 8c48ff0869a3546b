"""The queries of the cookbook run as they stand, in both languages, and give what the source says."""

import re
from pathlib import Path

import pytest

from tongbao import paths
from tongbao.ask.store import MemoryStore, Rows

TEXT = (paths.QUERIES / "COOKBOOK.md").read_text("utf-8")
ENGLISH, CHINESE = TEXT.split("\n## 中文\n")
RECIPES = dict(re.findall(r"### (.*?)\n.*?```sparql\n(.*?)```", ENGLISH, re.DOTALL))


@pytest.fixture(scope="module")
def store(graph_nq: Path) -> MemoryStore:
    return MemoryStore(graph_nq)


def answer(start: str, store: MemoryStore) -> Rows:
    (query,) = (text for title, text in RECIPES.items() if title.startswith(start))
    return store.select(query)


def column(rows: Rows, name: str) -> list[str]:
    return [getattr(row[name], "value", "") if name in row else "" for row in rows]


def test_both_languages_have_the_same_queries() -> None:
    assert re.findall(r"```sparql\n(.*?)```", CHINESE, re.DOTALL) == [*RECIPES.values()]
    assert len(RECIPES) == 5


@pytest.mark.parametrize("title", RECIPES)
def test_each_query_gives_as_many_rows_as_it_says(title: str, store: MemoryStore) -> None:
    said = re.match(r"# (\d+) rows\n", RECIPES[title])
    assert said
    assert len(store.select(RECIPES[title]).rows) == int(said[1])


def test_names_of_platforms(store: MemoryStore) -> None:
    assert {"城市大脑", "数字口岸平台", "闽政通APP"} < {*column(answer("Labels", store), "name")}


def test_dates_from_june_2023(store: MemoryStore) -> None:
    rows = answer("Dates", store)
    assert column(rows, "date") == ["2023", "2023-06", "2023-07", "2023-08", "2023-08-30", "2023-09", "2023-10"]
    assert column(rows, "sure") == ["false", *["true"] * 6]


def test_groups_without_a_unit_take_part(store: MemoryStore) -> None:
    rows = answer("Who takes part", store)
    assert {*column(rows, "printed")} == {"市税务局", "火炬管委会", "火炬高新区", "6大银行", "保险", "政府部门"}
    assert column(rows, "unit").count("") == 4


def test_figures_alone_and_of_changes(store: MemoryStore) -> None:
    rows = answer("Every figure", store)
    assert [column(rows, "which").count(which) for which in ("value", "before", "after")] == [69, 4, 4]
    found = {(row["outcome"].value.rpartition("id/")[2], row["which"].value): row for row in rows}  # type: ignore[union-attr]
    water = found["outcome/xiamen-2023-64/district-08/wastewater", "value"]
    assert [str(water[name]).rpartition("#")[2] for name in ("unit", "per")] == ["tonne>", "year>"]
    months = found["outcome/xiamen-2023-64/district-09/duration", "before"]
    assert [str(months[name]).rpartition("#")[2] for name in ("unit", "bound")] == ["month>", "over>"]


def test_each_sum_stands_once(store: MemoryStore) -> None:
    rows = answer("Money", store)
    assert column(rows, "yuan") == [
        str(yuan * 10_000) for yuan in (193_200, 96_100, 60_000, 50_000, 30_000, 15_000, 8_000, 5_000, 1_885)
    ]
    assert [len(leads.split()) for leads in column(rows, "leads")] == [1, 1, 2, 1, 2, 2, 2, 1, 2]
