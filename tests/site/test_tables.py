"""The tables: which columns each has, in which order, and what stands in them, held to rows written down beside this."""

import csv
from pathlib import Path

import pytest
from tests.generated import codes
from tests.sites import Site

from tongbao import paths
from tongbao.load.source import SourceText
from tongbao.rdf.iris import concept, term
from tongbao.site.labels import Labels
from tongbao.site.notice import Notice
from tongbao.site.pages.terms import turtle_lines
from tongbao.site.recognition import COUNTED as GROUPS
from tongbao.site.recognition import group_of
from tongbao.site.tables.files import TABLES
from tongbao.site.tables.stated import MEASURES
from tongbao.site.tables.things import Stated
from tongbao.site.things import Things

FILES = Path(__file__).parent / "tables"
RECOGNITIONS = Labels.knowing(Things(turtle_lines(paths.ONTOLOGY / "vocab" / "honour-kind.ttl")))
"""For each table a file with a line for each of its columns: the name, and what it holds in some rows."""


def expected(table: str) -> list[list[str]]:
    with (FILES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def rows_of(table: str, folder: Path) -> list[list[str]]:
    with (folder / "dump" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", TABLES)
def test_each_column_holds_what_its_name_says(name: str, site: Site, appraisals_site: Path, figures_site: Path) -> None:
    header, *wanted = (list(row) for row in zip(*expected(name), strict=True))
    of_sites = [rows_of(name, folder) for folder in (site.folder, appraisals_site, figures_site)]
    assert [rows[0] for rows in of_sites] == [header] * 3
    for row in wanted:
        assert any(row in rows for rows in of_sites)


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_written_down_tell_the_columns_apart(name: str) -> None:
    cells = [tuple(cells) for column, *cells in expected(name) if column not in COUNTED]
    assert len(set(cells)) == len(cells), "two columns that were swapped would not be noticed"


COUNTED = {
    "honours": ["contest-prize"],
    "affirmations": ["affirmation"] * 2,
    "adoptions": ["wider-adoption"] * 3,
    "reports": ["media-report"] * 4,
    "applications": ["pending-nomination"] * 5,
}
"""Columns of numbers that are alike in the rows above, with kinds that each counts."""


def test_each_kind_of_recognition_is_counted_in_its_column() -> None:
    measure, kinds = "<https://example.org/m>", [kind for kinds in COUNTED.values() for kind in kinds]
    lines = [
        f"{subject} {property_} {value} .\n"
        for n, kind in enumerate(kinds)
        for subject, property_, value in (
            (measure, term("tb:hasHonour"), f"<https://example.org/h{n}>"),
            (f"<https://example.org/h{n}>", term("tb:honourKind"), concept("honour-kind", kind)),
        )
    ]
    notice = Notice(
        "n", "<https://example.org/n>", "https://example.org/", Things(lines), RECOGNITIONS, SourceText.of("")
    )
    row = Stated.of(notice, measure, measure)
    read = {column.name: column.read(row) for column in MEASURES.columns if column.name in COUNTED}
    assert read == {name: len(kinds) for name, kinds in COUNTED.items()}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_declared_soundly(table) -> None:  # type: ignore[no-untyped-def]
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert table.keys()
    assert {column.refers for column in table.columns} - {""} <= TABLES.keys()


def test_there_are_no_rows_of_other_tables() -> None:
    assert {file.stem for file in FILES.iterdir()} == TABLES.keys()


def test_the_groups_of_recognitions_are_those_of_the_vocabulary() -> None:
    kinds = codes("honour-kind")
    assert set(GROUPS) == {kind for kind in kinds if group_of(concept("honour-kind", kind), RECOGNITIONS) == kind}
