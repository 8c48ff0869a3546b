"""The first view of a large network: the strongest ties of each place, on one scale, and what is left out."""

import random
import time
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.network.made import made
from tests.network.test_drawing import check_nothing_covers_anything

from tongbao.errors import Language, Text
from tongbao.network import Edge, Network, Node, Whole, write_network
from tongbao.network.first_view import MOST_PLACES, STRONGEST, chosen, composed, first_view, without_place
from tongbao.network.model import Code
from tongbao.network.picture import BROAD, NARROW

LANGUAGES: list[Language] = ["zh", "en"]


def city(units: int, ties: int, places: int, seed: int = 1) -> Network:
    """Return an invented network: most ties within a place, some across."""
    chance = random.Random(seed)
    homes = [chance.randrange(places) for _ in range(units)]
    of: dict[int, list[int]] = {}
    for unit, home in enumerate(homes):
        of.setdefault(home, []).append(unit)
    weights: dict[tuple[int, int], int] = {}
    for _ in range(ties):
        one = int(units * chance.random() ** 2)
        other = chance.choice(of[homes[one]]) if chance.random() < 0.95 else chance.randrange(units)
        if one != other:
            weights[min(one, other), max(one, other)] = chance.randint(1, 30)
    codes = [Code(f"p-{n}", Text(f"Place {n}", f"地方{n}市")) for n in range(places)]
    nodes = tuple(
        Node(
            f"urn:{n:05}",
            *[Text(f"Bureau {n} of Place {home}", f"地方{home}市第{n}局")] * 2,
            Code("department", Text("Department", "部门")),
            None,
            1 + n % 40,
            codes[home],
            codes[home],
        )
        for n, home in enumerate(homes)
    )
    return Network(nodes, tuple(Edge(*pair, weight, (), weight / 2) for pair, weight in sorted(weights.items())))


@pytest.fixture(scope="module")
def large() -> Network:
    return city(300, 3_000, 7)


def test_each_place_shows_its_strongest_ties(large: Network) -> None:
    shown = chosen(large)
    assert len(shown.parts) == 7
    for part in shown.parts:
        inside = [n for n, edge in enumerate(large.edges) if large.nodes[edge.one].home == large.nodes[edge.other].home == part.place]  # fmt: skip
        assert part.pairs == len(inside)
        assert len(part.edges) == STRONGEST
        least = min(large.edges[n].weight for n in part.edges)
        assert all(large.edges[n].weight <= least for n in set(inside) - set(part.edges))
    assert sum(part.pairs for part in shown.parts) + (shown.between.pairs if shown.between else 0) == len(large.edges)


def test_the_words_say_what_is_left_out(large: Network) -> None:
    shown = chosen(large)
    numbers = [n for part in (*shown.parts, shown.between) if part for n in part.edges]
    total, drawn = sum(edge.weight for edge in large.edges), sum(large.edges[n].weight for n in numbers)
    ends = {end for n in numbers for end in (large.edges[n].one, large.edges[n].other)}
    assert shown.said.en == f"Shown: the 30 strongest pairs of each place, {len(numbers):,} of {len(large.edges):,}."
    assert f"{100 * drawn / total:.0f}%" in shown.rest.en
    assert f"{300 - len(ends)} units with weaker ties or none" in shown.rest.en
    assert str(len(numbers)) in shown.said.zh


def test_where_nothing_is_left_out_that_is_said() -> None:
    shown = chosen(made([[0, 1], [2, 3]], homes=[0, 0, 1, 1]))
    assert (shown.said.en, shown.rest.en) == ("All 2 pairs are shown.", "")


@pytest.mark.parametrize("wide", [BROAD, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_small_pictures_have_few_labels_over_nothing(large: Network, language: Language, wide: float) -> None:
    view = first_view(large, language, wide)
    sizes = {mark.radius: large.nodes[mark.node].leads for one in view.places for mark in one.picture.marks}
    assert sorted(sizes) == sorted(sizes, key=lambda radius: sizes[radius]), "one scale in all"
    for one in view.places:
        labels = [mark for mark in one.picture.marks if mark.label]
        assert len(labels) <= 6
        check_nothing_covers_anything(one.picture)
        assert {line.edge for line in one.picture.lines} == set(one.part.edges)
    everything = composed(view, language, wide)
    assert len(everything.marks) == sum(len(one.picture.marks) for one in view.places) + len(view.between.marks)  # type: ignore[union-attr]
    assert all(0 <= mark.x <= wide and 0 <= mark.y <= everything.height for mark in everything.marks)


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 1000), some.integers(2, 60), some.integers(0, 200), some.integers(1, 4))
def test_nothing_covers_anything_whatever_the_ties(seed: int, units: int, ties: int, places: int) -> None:
    view = first_view(city(units, ties, places, seed), "zh")
    for one in view.places:
        check_nothing_covers_anything(one.picture)


def test_the_name_of_the_place_is_not_said_again() -> None:
    place = Code("lanting", Text("Lanting", "澜汀市"))
    names = [
        Text("Lanting Finance Bureau", "澜汀市财政局"),
        Text("Langyan District of Lanting: People's Government", "澜汀市琅堰区人民政府"),
        Text("Lanting", "市政府"),
    ]
    nodes = [(n, Node("urn:x", name, name)) for n, name in enumerate(names)]
    assert list(without_place(nodes, place, "zh").values()) == ["财政局", "琅堰区人民政府", "市政府"]
    assert list(without_place(nodes, place, "en").values()) == [
        "Finance Bureau",
        "Langyan District People's Government",
        "Lanting",
    ]


def test_many_places_are_nodes_themselves() -> None:
    network = city(2_000, 6_000, MOST_PLACES + 60)
    view = first_view(network, "en")
    assert view.overview is not None
    assert not view.places
    assert len(view.overview.marks) == 100
    assert "joined with none" not in " ".join(caption.text for caption in view.overview.captions)
    assert view.shown.said.en == "Shown: 100 places, and the strongest ties between them."


def test_ten_thousand_units_are_seen_in_seconds() -> None:
    network = city(10_000, 25_000, 12)
    start = time.process_time()
    composed(first_view(network, "zh"), "zh")
    assert time.process_time() - start < 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_a_large_network_shows_the_strongest_and_says_so(large: Network, language: Language) -> None:
    root = ElementTree.fromstring(write_network(Whole.of(large), "svg", language))
    said = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert ("30 strongest pairs" if language == "en" else "最强的 30 对") in said
