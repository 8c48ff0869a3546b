"""Rows: values of Python with named columns, and the same as tables of pandas, of polars, and in a notebook."""

import builtins
import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import html5lib
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tongbao
from tongbao import IRI
from tongbao.library.rows import Row
from tongbao.library.tables import uniform
from tongbao.library.values import value_of

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = """SELECT ?iri ?text ?whole ?decimal ?double ?truth ?day ?time ?month ?none { VALUES (?iri ?text ?whole ?decimal ?double ?truth ?day ?time ?month ?none) {
  (<x:a> "甲"@zh 1 99.983 1.5e0 true "2023-10-29"^^xsd:date "2023-10-29T08:00:00Z"^^xsd:dateTime "2023-10"^^xsd:gYearMonth UNDEF)
  (<x:b> "<b>" UNDEF 2.0 UNDEF UNDEF UNDEF "2023-10-30T08:00:00Z"^^xsd:dateTime UNDEF UNDEF) } }"""


@pytest.fixture(scope="module")
def values(kg: tongbao.KnowledgeGraph) -> tongbao.Rows:
    return kg.select(VALUES)


def test_values_are_those_of_python(values: tongbao.Rows) -> None:
    first, second = values
    assert first == (
        IRI("x:a"), "甲", 1, Decimal("99.983"), 1.5, True, date(2023, 10, 29), datetime(2023, 10, 29, 8, tzinfo=UTC), "2023-10", None,
    )  # fmt: skip
    assert isinstance(first.iri, IRI)
    assert not isinstance(first.text, IRI)
    assert type(first.truth) is bool
    assert second.get("whole", 7) == 7
    assert second.whole is None


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("1", "integer", 1),
        ("-01", "integer", -1),
        ("９" * 3, "integer", "９９９"),
        ("1_000", "integer", "1_000"),
        ("+7", "nonNegativeInteger", 7),
        ("sNaN", "decimal", "sNaN"),
        ("1e5", "decimal", "1e5"),
        ("infinity", "double", "infinity"),
        ("-INF", "double", float("-inf")),
        ("20231029", "date", "20231029"),
        ("2023-10-29", "dateTime", "2023-10-29"),
        ("2023-10-29T25:00:00", "dateTime", "2023-10-29T25:00:00"),
        ("1" * 4001, "integer", "1" * 4001),
        ("x", "integer", "x"),
        ("1e400", "double", float("inf")),
        ("1.50", "decimal", Decimal("1.50")),
        ("--", "decimal", "--"),
        ("0", "boolean", False),
        ("no", "boolean", "no"),
        ("2023-02-30", "date", "2023-02-30"),
        ("2023-10-29Z", "date", "2023-10-29Z"),
        ("2023", "gYear", "2023"),
        ("-0044-03-15T00:00:00", "dateTime", "-0044-03-15T00:00:00"),
    ],
)
def test_what_a_datatype_does_not_allow_stays_text(lexical: str, datatype: str, value: object) -> None:
    found = value_of(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))
    assert (found, type(found)) == (value, type(value))


@given(
    st.text() | st.text("0123456789-+.:TZeEINFa_", max_size=30),
    st.sampled_from(["integer", "decimal", "double", "boolean", "date", "dateTime", "string"]),
)
def test_no_literal_is_an_error(lexical: str, datatype: str) -> None:
    value_of(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))


def test_a_row_is_a_tuple_with_names(kg: tongbao.KnowledgeGraph) -> None:
    row = kg.ask("partners-of-unit", unit="市税务局")[0]
    partner, times, measures = row
    assert (row.partner, row["times"], row[2]) == (partner, times, measures)
    assert row[:2] == (partner, times)
    assert dict(row) == row.asdict() == {"partner": partner, "times": times, "measures": measures}
    assert row.get("nothing", 3) == 3
    assert repr(row).startswith("Row(partner='https://w3id.org/tongbao/id/unit/")
    with pytest.raises(KeyError, match="count"):
        row["count"]
    with pytest.raises(AttributeError, match="no column 'unit'; it has partner, times, measures"):
        _ = row.unit


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda row: pickle.loads(pickle.dumps(row))])
def test_a_row_can_be_copied_and_pickled(again: Callable[[Row], Row], values: tongbao.Rows) -> None:
    row = again(values[0])
    assert (row, row.columns, row.text) == (values[0], values.columns, "甲")


def test_rows_are_a_sequence(kg: tongbao.KnowledgeGraph) -> None:
    rows = kg.ask("leads-by-unit")
    assert len(rows) == len([*rows]) == len(rows.to_dicts()) > 20
    assert rows[-1] == [*rows][-1]
    assert rows[:2] == [rows[0], rows[1]]
    assert rows == kg.ask("leads-by-unit") != kg.ask("measures")


def test_lists_in_a_cell_are_tuples(kg: tongbao.KnowledgeGraph) -> None:
    """The notice prints 市税务局 in three cells; the second is shared with 火炬管委会, the first with two others."""
    rows = kg.ask("partners-of-unit", unit="市税务局")
    assert sorted(row.measures for row in rows) == sorted(
        [(f"xiamen-2023-64/city-{n}",) for n in ("01", "01", "04", "05", "05")]
    )


def test_rows_say_what_was_asked(kg: tongbao.KnowledgeGraph, graph_nq: Any) -> None:
    rows = kg.ask("partners-of-unit", unit="市税务局")
    assert rows.question == "With which units does a given unit lead?"
    assert rows.note
    assert rows.note.startswith("A row is a partner")
    with tongbao.open(graph_nq, language="zh") as chinese:
        assert chinese.ask("partners-of-unit").question == "某单位与哪些单位共同牵头？"
    own = kg.select("SELECT ?a { ?a tb:leadCel ?b }")
    assert own.question is None
    assert own.note
    assert "tb:leadCel (nearest: tb:leadCell)" in own.note


def test_things_have_their_names_where_people_look(kg: tongbao.KnowledgeGraph) -> None:
    rows = kg.ask("leads-by-unit")
    shown = repr(rows)
    assert "Xiamen Municipal Tax Service" in shown or "tax" in " ".join(rows.labels().values()).lower()
    assert f"{len(rows)} rows, of which the first 20 are shown" in shown
    assert rows.labels()[rows[0].unit]


def test_rows_keep_their_graph_to_ask_it_for_names(graph_nq: Path) -> None:
    """``tongbao.open(…).select(…)`` alone, as people write it in a notebook."""
    rows = tongbao.open(graph_nq).select("SELECT ?unit { ?unit dcterms:identifier 'xm-tax' }")
    assert "Xiamen Municipal Tax Service" in repr(rows)
    assert rows.labels()


def test_rows_can_still_be_looked_at_when_their_graph_was_closed(graph_nq: Path) -> None:
    with tongbao.open(graph_nq) as opened:
        rows = opened.select("SELECT ?unit { ?unit dcterms:identifier 'xm-tax' }")
    assert "unit/xm-tax" in repr(rows)
    assert "unit/xm-tax" in rows._repr_html_()
    assert rows.to_dicts() == [{"unit": "https://w3id.org/tongbao/id/unit/xm-tax"}]
    with pytest.raises(tongbao.UsageError, match="closed"):
        rows.labels()


def test_a_notebook_shows_a_table(kg: tongbao.KnowledgeGraph, values: tongbao.Rows) -> None:
    for rows in (kg.ask("leads-by-unit"), values, kg.select("SELECT ?a { ?a a tb:None }")):
        document = html5lib.HTMLParser(strict=True).parseFragment(rows._repr_html_())
        lines = document.findall(".//{*}tbody/{*}tr")
        assert len(lines) == min(len(rows), 20)
        assert {len(line) for line in lines} <= {len(document.findall(".//{*}thead/{*}tr/{*}th"))}
    assert "<b>" not in values._repr_html_()
    assert "&lt;b&gt;" in values._repr_html_()


def test_pandas_has_columns_of_one_type(values: tongbao.Rows, kg: tongbao.KnowledgeGraph) -> None:
    pandas = pytest.importorskip("pandas")
    frame = values.to_pandas()
    types = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert [*frame.columns] == [*values.columns]
    assert (types["whole"], types["decimal"], types["double"]) == ("Int64", "float64", "float64")
    assert (types["truth"], types["day"]) == ("boolean", "datetime64[s]")
    assert types["time"].startswith("datetime64")
    assert "UTC" in types["time"]
    assert frame["decimal"].sum() == pytest.approx(101.983)
    assert [*frame["iri"]] == ["x:a", "x:b"]
    assert frame["day"].dt.year[0] == 2023
    assert pandas.isna(frame["whole"][1])
    partners = kg.ask("partners-of-unit", unit="市税务局").to_pandas()
    assert str(partners["times"].dtype) == "int64"
    assert len(partners.explode("measures")) == 5
    nothing = kg.select("SELECT ?a ?b { ?a a tb:None ; ?b ?a }").to_pandas()
    assert ([*nothing.columns], len(nothing)) == (["a", "b"], 0)


def test_polars_has_columns_of_one_type(values: tongbao.Rows, kg: tongbao.KnowledgeGraph) -> None:
    polars = pytest.importorskip("polars")
    frame = values.to_polars()
    assert frame.schema["whole"] == polars.Int64
    assert frame.schema["decimal"] == frame.schema["double"] == polars.Float64
    assert frame.schema["day"] == polars.Date
    assert frame.schema["iri"] == frame.schema["month"] == frame.schema["none"] == polars.String
    assert frame["iri"].to_list() == ["x:a", "x:b"]
    partners = kg.ask("partners-of-unit", unit="市税务局").to_polars()
    assert partners.schema["measures"] == polars.List(polars.String)
    nothing = kg.select("SELECT ?a ?b { ?a a tb:None ; ?b ?a }").to_polars()
    assert (nothing.columns, nothing.height) == (["a", "b"], 0)


CELLS = (
    st.none()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.booleans()
    | st.dates()
)


@given(st.lists(CELLS, max_size=6))
def test_any_column_becomes_one_of_a_table(cells: list[Any]) -> None:
    from tongbao.library.tables import as_pandas, as_polars

    _, plain = uniform(cells)
    assert len({type(value) for value in plain if value is not None}) <= 1
    assert [value is None for value in plain] == [value is None for value in cells]
    for package, convert in (("pandas", as_pandas), ("polars", as_polars)):
        pytest.importorskip(package)
        assert convert({"a": cells}).shape == (len(cells), 1)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_says_what_to_install(
    package: str, values: tongbao.Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(tongbao.MissingExtraError, match=rf"pip install .*\[{package}\]"):
        getattr(values, f"to_{package}")()
    with pytest.raises(ImportError):
        getattr(values, f"to_{package}")()
