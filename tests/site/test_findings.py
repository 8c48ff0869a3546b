"""The findings of the front page: each rule, and each sentence against a query."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from tests.sites import Site

from tongbao.ask.store import Store
from tongbao.ask.stored import open_store
from tongbao.errors import Text
from tongbao.network.model import Code, Edge, Measure, Network, Node, Participation
from tongbao.network.words import number
from tongbao.progress import SILENT
from tongbao.site.entries import Entry
from tongbao.site.findings import Facts, findings

LEAD = Code("lead", Text("Lead", "牵头"))
BASE = "https://example.org/"


def network(*teams: tuple[str, int]) -> Network:
    """Make a network of measures, each with the letters of its units and its year."""
    letters = sorted({letter for team, _ in teams for letter in team})
    led = Counter(letter for team, _ in teams for letter in team)
    nodes = tuple(Node(f"{BASE}id/unit/{x}", Text(x, x), Text(x, x), leads=led[x]) for x in letters)
    measures = {
        f"m{n}": Measure(f"标题{n}", "n", "", year, None, "", english=f"Title m{n}", k=len(team))
        for n, (team, year) in enumerate(teams)
    }
    parts = tuple(
        Participation(f"m{n}", letters.index(x), LEAD, order, x, x, 0, 1)
        for n, (team, _) in enumerate(teams)
        for order, x in enumerate(team, 1)
    )
    met: dict[tuple[int, int], list[str]] = {}
    for n, (team, _) in enumerate(teams):
        for pair in combinations(sorted(map(letters.index, team)), 2):
            met.setdefault(pair, []).append(f"m{n}")
    edges = tuple(Edge(*pair, len(where), tuple(where), len(where)) for pair, where in sorted(met.items()))
    return Network(nodes, edges, measures, parts)


def facts(*teams: tuple[str, int], figures: tuple[int, ...] = ()) -> Facts:
    entries = [Entry("measure", f"<m{n}>", f"m{n}", "t", count=count) for n, count in enumerate(figures)]
    return Facts(network(*teams), (), entries, BASE)


def said(those: Facts) -> dict[str, str]:
    return {finding.rule: finding.sentence.en for finding in findings(those)}


@pytest.mark.parametrize(
    ("teams", "sentence"),
    [
        ([("abcd", 1), ("ae", 1)], "Four units lead one measure together: Title m0. It alone makes 6 of the 7 pairs"),
        ([("abc", 1), ("cd", 1), ("de", 1), ("ef", 1), ("fg", 1), ("gh", 1), ("hi", 1)], "It alone makes 3 of the 9"),
        ([("abc", 1), *[(pair, 1) for pair in ("cd", "de", "ef", "fg", "gh", "hi", "ij")]], None),  # 3 of 10
        ([("ab", 1), ("cd", 1)], None),  # a pair is no team
        ([("abcd", 1)], None),  # all pairs: nothing to compare
        ([("abcd", 1), ("abcd", 1)], None),
        ([], None),
    ],
)
def test_a_large_measure_makes_a_third_of_all_pairs(teams: list[tuple[str, int]], sentence: str | None) -> None:
    found = said(facts(*teams)).get("large-measure")
    assert (sentence in found) if sentence and found else found == sentence


@pytest.mark.parametrize(
    ("teams", "sentence"),
    [
        ([("ab", 1), ("ac", 1), ("a", 1)], "a leads the most measures: three, two of them with others."),
        ([("ab", 1), ("ac", 1)], "a leads the most measures: two, each with others."),
        ([("a", 1), ("a", 1), ("b", 1)], "a leads the most measures: two, each alone."),
        ([("a", 1), ("a", 1), ("b", 1), ("b", 1)], None),  # a tie
        ([("a", 1), ("b", 1)], None),  # one is no news
        ([("a", 1)], None),
    ],
)
def test_one_unit_leads_more_than_any_other(teams: list[tuple[str, int]], sentence: str | None) -> None:
    assert said(facts(*teams)).get("leading-most") == sentence


@pytest.mark.parametrize(
    ("teams", "sentence"),
    [
        ([("ab", 2019), ("ab", 2020), ("ab", 2021)], "a and b have led measures together in three years running, 2019 to 2021."),
        ([("ab", 2019), ("ab", 2020), ("ab", 2022)], None),
        ([(pair, year) for pair in ("ab", "cd") for year in (1, 2, 3)], None),  # two pairs as long
        ([*((pair, year) for pair in ("ab", "cd") for year in (1, 2, 3)), ("cd", 4)], "c and d have led measures together in four years running, 1 to 4."),
    ],
)  # fmt: skip
def test_a_pair_has_led_together_year_after_year(teams: list[tuple[str, int]], sentence: str | None) -> None:
    assert said(facts(*teams)).get("steady-pair") == sentence


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ((0, 2, 1), "One measure of 3 states no figure at all."),
        ((0, 0, 1), "Two measures of 3 state no figure at all."),
        ((0, 0), None),
        ((1, 2), None),
        ((), None),
    ],
)
def test_some_measures_state_no_figure(figures: tuple[int, ...], sentence: str | None) -> None:
    assert said(facts(figures=figures)).get("without-figures") == sentence


def test_a_dataset_without_anything_has_no_finding() -> None:
    assert findings(facts()) == []


# --- the real notice: each sentence against a query ---------------------------------------------------


@pytest.fixture(scope="module")
def store(graph_nq: Path) -> Store:
    return open_store(graph_nq.parent, SILENT)


@pytest.fixture(scope="module")
def sentences(site: Site) -> list[str]:
    shown = re.findall(r"<ol class=\"findings\">(.*?)</ol>", site.read("en/index.html"), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", shown[0], re.DOTALL)]


def test_the_largest_team_is_that_of_a_query(store: Store, sentences: list[str]) -> None:
    largest = store.select(
        "SELECT (COUNT(DISTINCT ?unit) AS ?n) { ?measure tb:hasParticipation [ tb:role role:lead ; tb:participant ?unit ] } "
        "GROUP BY ?measure ORDER BY DESC(?n) LIMIT 1"
    ).rows[0][0]
    pairs = store.select("SELECT (COUNT(*) AS ?n) { ?pair a tb:CoLeadership }").rows[0][0]
    leads = int(largest.value)  # type: ignore[union-attr]
    expected = f"{leads * (leads - 1) // 2} of the {pairs.value} pairs"  # type: ignore[union-attr]
    assert expected in sentences[0]


def test_the_largest_change_is_that_of_a_query(store: Store, sentences: list[str]) -> None:
    row = store.select(
        """SELECT ?before ?after {
             ?outcome tb:realisation realisation:achieved ; tb:before ?b ; tb:after ?a .
             ?b qudt:numericValue ?before ; qudt:hasUnit ?bu . ?a qudt:numericValue ?after ; qudt:hasUnit ?au .
             OPTIONAL { ?bu tb:exactFactor ?bf } OPTIONAL { ?au tb:exactFactor ?af }
             FILTER(?bu = ?au || (BOUND(?bf) && BOUND(?af)))
             BIND(?before * IF(?bu = ?au, 1, ?bf) / (?after * IF(?bu = ?au, 1, ?af)) AS ?ratio)
           } ORDER BY DESC(IF(?ratio < 1, 1 / ?ratio, ?ratio)) LIMIT 1"""
    ).rows[0]
    before, after = (term.value for term in row)  # type: ignore[union-attr]
    assert re.search(rf"from {before} \w+ to {after} \w+\.", sentences[1])


def test_who_leads_most_is_first_in_a_query(store: Store, sentences: list[str]) -> None:
    rows = store.select(
        "SELECT ?unit (COUNT(DISTINCT ?measure) AS ?n) { ?measure tb:hasParticipation [ tb:role role:lead ; tb:participant ?unit ] } "
        "GROUP BY ?unit ORDER BY DESC(?n) LIMIT 2"
    ).rows
    most, next_ = (int(row[1].value) for row in rows)  # type: ignore[union-attr]
    assert most > next_
    assert f"leads the most measures: {number(most).en.lower()}" in sentences[2]
