"""The pages of the questions: answers with pictures where these say something, in files for spreadsheets, in words where empty."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from lxml import html
from tests.few import synthesise_few
from tests.sites import Site

from tongbao import paths
from tongbao.ask.questions import derivations, headings, questions, read_query
from tongbao.ask.store import Rows
from tongbao.pipeline.build import build
from tongbao.rdf.iris import HOME, NAMESPACES
from tongbao.site import sample as sample_module
from tongbao.site.entries import Entry
from tongbao.site.pages.pictured import bars_of, pictures
from tongbao.site.sample import sample_of
from tongbao.validate import choose_engine

INTEGER = ox.NamedNode(f"{NAMESPACES['xsd']}integer")
SYNTHETIC = "https://example.org/synth/"
KIND = "leads-by-kind"


def parts_of(out: Path) -> dict[str, Path]:
    return {file.relative_to(out / "parts").as_posix()[:-3]: file for file in out.glob("parts/**/*.nq")}


def notice(name: str, day: str) -> Entry:
    return Entry("notice", f"<x:{name}>", f"notice/{name}", "", words=day)


def test_the_sample_of_one_notice_is_the_whole_graph(graph_nq: Path) -> None:
    sample = sample_of([notice("xiamen-2023-64", "2023-10-29")], parts_of(graph_nq.parent), HOME)
    assert sample.lines == graph_nq.read_text("utf-8").splitlines(keepends=True)


def test_a_sample_holds_the_newest_and_counts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthesise_few(tmp_path / "data", 6, seed=2)
    build(tmp_path / "data", tmp_path / "out", choose_engine()[0], jobs=1)
    parts = parts_of(tmp_path / "out")
    names = sorted(name.partition("/")[2] for name in parts if name.startswith("notice/"))
    monkeypatch.setattr(sample_module, "NOTICES", 3)
    sample = sample_of([notice(name, f"2024-01-0{n}") for n, name in enumerate(names, 1)], parts, SYNTHETIC)
    text = "".join(sample.lines)
    assert sample.notices == 3
    assert [f"/graph/notice/{name}>" in text for name in names] == [False] * 3 + [True] * 3
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.N_QUADS)
    query = (
        derivations(paths.QUERIES / "derive" / "across")["co-leadership"]
        .read_text("utf-8")
        .replace("?_base_iri", f"<{SYNTHETIC}>")
    )
    made = store.query(query, use_default_graph_as_union=True)
    graph = ox.NamedNode(f"{SYNTHETIC}graph/derived")
    edges = {
        str(quad.triple)
        for quad in store.quads_for_pattern(None, None, None, graph)
        if "/co-leadership/" in str(quad.subject)
    }
    assert edges == {str(triple) for triple in made}
    assert edges
    assert f"<{SYNTHETIC}graph/authority>" in text


def test_workbooks_hold_what_csv_holds(site: Site) -> None:
    names = [name for name in questions() if (site.folder / f"data/question/{name}.xlsx").exists()]
    assert len(names) > 40
    for name in ("leads-by-unit", "time-saved", "evidence-of"):
        written = list(csv.reader(io.StringIO(site.read(f"data/question/{name}.csv").removeprefix("\ufeff"))))
        book = openpyxl.load_workbook(site.folder / f"data/question/{name}.xlsx")
        lines = [["" if cell is None else cell for cell in line] for line in book.worksheets[0].values]
        assert [[str(cell) for cell in line] for line in lines] == written, name
        about = [line[1] for line in book.worksheets[1].values]
        assert read_query(questions()[name]).summary.en in about


def test_an_empty_answer_says_so_in_words(site: Site) -> None:
    for language, said in (("en", "None. The notices state nothing"), ("zh", "没有。公文中没有")):
        page = html.document_fromstring(site.read(f"{language}/question/criticised-units.html"))
        assert said in page.get_element_by_id("answered").text_content()
        assert page.find(".//table") is None


def test_the_bars_of_a_page_are_those_of_its_rows(site: Site) -> None:
    page = html.document_fromstring(site.read("en/question/leads-by-kind.html"))
    bars = [[cell.text_content().strip() for cell in row] for row in page.iterfind(".//table[@class='chart']//tr")]
    rows = [[cell.text_content().strip() for cell in row] for row in page.iterfind(".//table[@class='rows']/tbody/tr")]
    assert [(bar[0], bar[-1]) for bar in bars] == [(row[0], row[1]) for row in rows]
    assert (
        page.find(".//figure//h3").text_content()
        == "12 of the 31 units that lead measures are of one kind: Department of a government"
    )


def bars(name: str, *values: int) -> list[Decimal] | None:
    query = read_query(questions()[name])
    rows = [(ox.NamedNode(f"x:{n}"), ox.Literal(str(value), datatype=INTEGER), None) for n, value in enumerate(values)]
    found = bars_of(query, Rows(tuple(query.columns), rows), {"en": {}, "zh": {}}, headings(query))
    return found and [bar.value for bar in found.bars]


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ((3, 2, 1), [3, 2, 1]),
        ((1, 2, 3), [3, 2, 1]),
        ((1, 1, 1), None),  # all alike
        ((9, 1), None),  # two need no picture
        ((5, 4, 3, *[1] * 20), [5, 4, 3]),  # what is alike is not parted
        (tuple(range(20, 0, -1)), list(range(20, 5, -1))),
        ((2, *[1] * 20), None),
    ],
)
def test_bars_are_drawn_where_they_say_something(values: tuple[int, ...], drawn: list[int] | None) -> None:
    assert bars(KIND, *values) == drawn


def test_pictures_are_made_from_columns_that_are_there() -> None:
    for name, spec in pictures().items():
        query = read_query(questions()[name])
        for key in ("of", "bars", "years"):
            assert spec.get(key, next(iter(query.columns))) in query.columns, name
        assert set(spec.get("pairs", [])) <= query.columns.keys()
        assert "pairs" in spec or spec["finding"].keys() == {"en", "zh"}
