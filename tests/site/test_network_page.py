"""The page of the network: the same numbers as in the files and in the answers to questions; bounds on its size; one look for each kind."""

import csv
import json
import re
from collections import Counter
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.site.networks import SITE, invented, write_pages
from tests.sites import Site

from tongbao import paths
from tongbao.errors import Text
from tongbao.network import Measure, Network, Participation, measured
from tongbao.network.first_view import MOST_PLACES
from tongbao.network.model import Code
from tongbao.network.style import KINDS
from tongbao.site.pages.network.known import Known, cell_of
from tongbao.site.pages.network.said import heading
from tongbao.site.pages.network.tables import A_PAGE, weight_said
from tongbao.site.pages.shapes import shape_of

LIMIT = 500_000
"""Bytes of a page, before it is compressed."""


def rows(site: Site, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(site.read(name).removeprefix("\ufeff").splitlines()))


def page_rows(text: str, table: str) -> list[list[str]]:
    found = html.document_fromstring(text).get_element_by_id(table)
    return [[" ".join(cell.text_content().split()) for cell in row.iter("td")] for row in found.iterfind(".//tbody/tr")]


# --- the same numbers everywhere ---------------------------------------------------------------------------


def test_pairs_are_the_same_on_the_page_in_the_files_and_in_the_question(site: Site) -> None:
    text = site.read("en/network.html")
    shown = Counter((row.get("data-of"), row[2].text_content(), row[3].text_content()) for row in html.document_fromstring(text).iterfind(".//div[@id='table-pairs']//tbody/tr"))  # fmt: skip
    filed = Counter(
        (f"p-{'--'.join(sorted(end.rpartition('/')[2] for end in (row['source'], row['target'])))}", row["times"], weight_said(float(row["shared"])))
        for row in rows(site, "network/network-en.csv")
    )  # fmt: skip
    assert shown == filed
    asked = rows(site, "data/question/co-lead-pairs.csv")
    pairs = {(f"p-{'--'.join(sorted(row[end].rpartition('/')[2] for end in ('one', 'other')))}", row["times"]) for row in asked}  # fmt: skip
    assert {(anchor, times) for anchor, times, _ in shown} == pairs


def test_units_are_the_same_on_the_page_in_the_files_and_in_the_question(site: Site) -> None:
    found = html.document_fromstring(site.read("en/network.html"))
    shown = {row.get("data-of"): [cell.text_content() for cell in row[2:6]] for row in found.iterfind(".//div[@id='table-units']//tbody/tr")}  # fmt: skip
    filed = {
        f"u-{row['id'].rpartition('/')[2]}": [row["measures"], row["degree"], f"{float(row['shared']):.0f}", f"{float(row['betweenness']):.3f}"]
        for row in rows(site, "network/network-en.nodes.csv")
    }  # fmt: skip
    assert shown == filed
    asked = {f"u-{row['unit'].rpartition('/')[2]}": row["count"] for row in rows(site, "data/question/leads-by-unit.csv")}  # fmt: skip
    assert {anchor: cells[0] for anchor, cells in shown.items()} == asked


def test_the_groups_of_the_heading_are_those_of_the_question(site: Site) -> None:
    groups = rows(site, "data/question/co-lead-components.csv")
    joining = {measure for row in rows(site, "data/question/co-lead-pairs.csv") for measure in row["measures"].split()}
    said = re.search(r"<h1>(.*?)</h1>", site.read("en/network.html"))
    assert said
    assert (len(joining), sum(int(row["size"]) for row in groups), len(groups)) == (10, 25, 7)
    assert said[1] == "Ten measures join 25 units into seven groups"


def test_the_two_modes_of_the_files_state_the_same_facts(site: Site) -> None:
    facts = {(row["source"], row["target"]) for row in rows(site, "network/network-measures-en.csv")}
    pairs = {frozenset((row["source"], row["target"])) for row in rows(site, "network/network-en.csv")}
    teams: dict[str, set[str]] = {}
    for unit, measure in facts:
        teams.setdefault(measure, set()).add(unit)
    assert pairs == {frozenset(pair) for team in teams.values() for pair in combinations(team, 2)}


def test_the_pieces_make_the_pairs_and_their_weights() -> None:
    """As the script does: from the measures of all places, each once."""
    from tongbao.site.pages.network.pieces import pieces

    network = invented(60, 400, 4)
    files = {name: json.loads(content) for part in pieces(_known(network), "x") for name, content in part.items()}
    units = [row[0] for row in files.pop("x/units.json")["units"]]
    measures = {row[0]: row for rows in files.values() for row in rows}
    times: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], Fraction] = {}
    for row in measures.values():
        team = sorted({units[part[0]] for part in row[10]})
        for pair in combinations(team, 2):
            times[pair] += 1
            shared[pair] = shared.get(pair, Fraction(0)) + Fraction(1, len(team) - 1)
    ends = {edge: tuple(sorted(network.nodes[n].iri.rpartition("/")[2] for n in edge[:2])) for edge in network.edges}
    assert {ends[edge]: (edge.times, edge.shared) for edge in network.edges} == {pair: (n, round(float(shared[pair]), 6)) for pair, n in times.items()}  # fmt: skip


def _known(network: Network) -> Known:
    return Known.of(network, measured(network), SITE.base)


# --- panels ------------------------------------------------------------------------------------------------


def test_a_panel_shows_the_cell_with_the_words_that_were_chosen(site: Site) -> None:
    found = html.document_fromstring(site.read("en/network.html")).get_element_by_id("p-xm-finance--xm-tax")
    assert [mark.text for mark in found.iter("mark")] == ["财政局", "市税务局"]
    words = " ".join(found.text_content().split())
    assert words.startswith("Close × Pair of unitsFinance Bureau and Tax Service Lead one measure together")
    order = (
        "深化登记",
        "单位名称市资源规划局、财政局,市税务局",
        "Second and third of 3",
        "厦府办〔2023〕64号, annex 1, no. 5",
        "is not printed",
    )
    assert all(said in words for said in order), words


def part(node: int, words: str, start: int, role: str = "lead") -> Participation:
    return Participation("", node, Code(role, Text("", "")), node, words, words, start, start + len(words))


@pytest.mark.parametrize(
    ("cell", "parts", "pieces"),
    [
        ("市税务局、税务局", [part(0, "市税务局", 5), part(1, "税务局", 10)], [("市税务局", (0,)), ("、", ()), ("税务局", (1,))]),
        ("税务局等", [part(1, "税务局", 3), part(0, "市财政局", 90, "mentioned")], [("税务局", (1,)), ("等", ())]),
        ("甲、乙", [part(1, "乙", 8), part(0, "甲", 6)], [("甲", (0,)), ("、", ()), ("乙", (1,))]),
        ("甲", [part(0, "甲", 6), part(1, "甲", 6)], [("甲", (0, 1))]),
        ("甲", [part(0, "别处", 6)], [("甲", ())]),
    ],
)  # fmt: skip
def test_a_cell_is_cut_at_the_names_of_its_leads(cell: str, parts: list[Participation], pieces: list[Any]) -> None:
    measure = Measure("", "", "", None, None, cell)
    assert [(piece.text, piece.nodes) for piece in cell_of(measure, parts)] == pieces


def test_every_place_that_the_page_leads_to_is_there(site: Site) -> None:
    for language in ("zh", "en"):
        for name in ("network", "network-roles"):
            page = site.page(f"{language}/{name}.html")
            assert {way[1:] for way in page.ways if way.startswith("#")} <= set(page.anchors)


# --- size --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["network", "network-roles"])
def test_the_page_of_one_notice_is_light(name: str, site: Site) -> None:
    for language in ("zh", "en"):
        assert len(site.read(f"{language}/{name}.html").encode()) < LIMIT


def test_a_network_of_three_hundred_units_and_five_thousand_pairs_is_light(tmp_path: Path) -> None:
    network = invented(300, 4_000, 7)
    assert len(network.edges) > 5_000
    written = Site(write_pages(network, tmp_path))
    text = written.read("en/network.html")
    assert len(text.encode()) < LIMIT
    assert text.count('class="multiple') == 1 + 7
    assert "Shown: the 30 strongest pairs of each place, 220 of" in text
    assert len(page_rows(text, "table-pairs")) == 10
    pages = [name for name in written.files if name.startswith("en/network/pairs")]
    assert len(pages) == -(-len(network.edges) // A_PAGE)
    assert not [way for way in written.page("en/network.html").ways if way.startswith(("#u-", "#p-", "#m-"))]


def test_a_network_of_very_many_places_begins_with_these(tmp_path: Path) -> None:
    network = invented(2_000, 6_000, MOST_PLACES + 60)
    text = Site(write_pages(network, tmp_path)).read("zh/network.html")
    assert len(text.encode()) < LIMIT
    assert len(set(re.findall(r'data-place="(p\d+)"', text))) == MOST_PLACES + 60
    assert "选择一个地区可查看其单位" in text


def test_an_empty_network_has_a_page(tmp_path: Path) -> None:
    text = Site(write_pages(Network((), ()), tmp_path)).read("en/network.html")
    assert "<h1>Who leads measures together</h1>" in text


def test_places_that_keep_to_themselves_are_said_so() -> None:
    assert "own place" not in heading(_known(invented(200, 900, 4))).en  # some measures cross
    apart = invented(40, 300, 1)
    assert heading(_known(apart)).en.endswith("group")


# --- one look for each kind --------------------------------------------------------------------------------


def test_the_style_sheet_colours_kinds_as_the_pictures_do(site: Site) -> None:
    sheet = site.read("assets/site.css")
    dark = sheet[sheet.index("@media screen and (prefers-color-scheme: dark)") :]
    for look in KINDS.values():
        assert f"--k-{look.mark}: {look.colour};" in sheet
        assert f"--k-{look.mark}: {look.dark};" in dark
        assert f".{look.mark} {{ fill: var(--k-{look.mark}); }}" in sheet
    assert "--k-" not in (paths.PACKAGE / "site/assets/site.css").read_text("utf-8")


def test_each_kind_has_a_mark_of_its_own() -> None:
    marks = [shape_of(f"<vocab/unit-kind#{kind}>") for kind in KINDS]
    assert len(set(marks)) == len(KINDS)
    assert shape_of("") == ""
