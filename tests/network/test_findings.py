"""What a network shows in sentences: true of the data, and silent where there is nothing to say."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.network.made import made

from tongbao.ask.questions import find_question
from tongbao.ask.store import MemoryStore
from tongbao.network import Filters, Network, two_mode
from tongbao.network.findings import Finding, findings
from tongbao.network.read import read_network


def found(network: Network) -> dict[str, Finding]:
    return {finding.kind: finding for finding in findings(network)}


def test_the_notice_says_what_it_says(graph_nq: Path) -> None:
    """Beside the answers of the stored questions: 36 pairs, of which one measure makes 21; the tax service leads three."""
    store = MemoryStore(graph_nq)
    said = found(read_network(store, Filters()))
    assert said.keys() == {"large-measure", "groups", "leading-most"}
    rows = store.select(find_question("co-lead-pairs").bind({}))
    measures = [str(row["measures"].value) for row in rows]  # type: ignore[union-attr]
    busiest = max(set(measures), key=measures.count)
    large = said["large-measure"]
    assert large.measure.endswith(busiest)
    assert large.numbers == {"pairs": measures.count(busiest), "of": len(measures), "k": 7}
    assert large.text.en == (
        f"Seven units lead one measure together: {large.link.en}. "
        "It alone makes 21 of the 36 pairs of units that lead together."
    )
    assert large.figure.zh == "36 对中的 21 对"
    assert said["groups"].text == ("Ten measures join 25 units into seven groups", "十项举措，把 25 个单位连成七组")
    assert said["leading-most"].text.zh == "市税务局牵头的举措最多：三项，每项都与其他单位共同牵头。"
    assert said["leading-most"].numbers == {"measures": 3, "together": 3, "partners": 5}


@pytest.mark.parametrize(
    ("measures", "kinds"),
    [
        ([], set()),
        ([[0]], set()),
        ([[0], [1], [2]], set()),
        ([[0, 1]], {"groups"}),
        ([[0, 1], [0, 1]], {"groups", "strongest-pair"}),
        ([[0, 1], [0, 1], [2, 3], [2, 3]], {"groups"}),
        ([[0, 1, 2]], {"groups", "large-measure"}),
        ([[0], [0], [1]], {"leading-most"}),
        ([[0, 1], [0, 2]], {"groups", "leading-most"}),
    ],
)
def test_a_rule_is_silent_where_it_does_not_hold(measures: list[list[int]], kinds: set[str]) -> None:
    assert found(made(measures)).keys() == kinds


def test_one_measure_may_make_all_pairs() -> None:
    assert found(made([[0, 1, 2, 3]]))["large-measure"].text.en.endswith("It alone makes all the 6 pairs of units that lead together.")  # fmt: skip
    assert "large-measure" not in found(made([[0, 1, 2], *[[n, n + 1] for n in range(3, 20, 2)]]))


def test_a_unit_that_leads_most_may_lead_alone() -> None:
    assert found(made([[0], [0], [1]]))["leading-most"].text.en.endswith("two, each alone.")
    assert "one of them with others" in found(made([[0], [0, 1]]))["leading-most"].text.en


def test_pairs_that_lead_year_by_year() -> None:
    network = made([[0, 1], [0, 1], [0, 1], [2, 3]])
    years = dict(zip(network.measures, (2020, 2021, 2022, 2023), strict=True))
    for iri, year in years.items():
        network.measures[iri] = network.measures[iri]._replace(year=year)
    assert found(network)["steady-pair"].numbers == {"years": 3, "first": 2020, "last": 2022}
    network.measures[next(iter(years))] = network.measures[next(iter(years))]._replace(year=2018)
    assert "steady-pair" not in found(network)


def test_pairs_of_different_places_are_counted() -> None:
    apart = found(made([[0, 1], [2, 3]], homes=[0, 0, 1, 1]))["places"]
    assert apart.numbers == {"crossing": 0, "pairs": 2}
    across = found(made([[0, 1], [1, 2]], homes=[0, 0, 1]))["places"]
    assert across.text.en == "1 of the 2 pairs joins units of different places."
    assert "places" not in found(made([[0, 1]], homes=[0, 0]))


def test_nothing_is_said_of_networks_of_another_make() -> None:
    assert findings(two_mode(made([[0, 1, 2]]))) == ()


@settings(max_examples=100, deadline=None)
@given(some.lists(some.lists(some.integers(0, 8), min_size=1, max_size=6, unique=True), max_size=8))
def test_the_words_that_link_stand_in_the_sentence(measures: list[list[int]]) -> None:
    for finding in findings(made(measures)):
        for text, link in zip(finding.text, finding.link, strict=True):
            assert link in text
            assert text
        assert all(node >= 0 for node in finding.nodes)
