"""Pictures hold every fact once, and nothing in them covers anything else."""

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.network.made import made
from tests.places import TESTS

from tongbao.errors import Language
from tongbao.network import Network, two_mode
from tongbao.network.drawing import drawn
from tongbao.network.formats.svg import Hooks, as_file, as_part, icon
from tongbao.network.geometry import Box, distance, length
from tongbao.network.picture import BROAD, NARROW, Picture, as_json

LANGUAGES: list[Language] = ["zh", "en"]
NOTICE = [
    [0, 1, 2, 3, 4, 5, 6],
    [6, 7, 8],
    [9, 10, 11],
    [9, 12, 13],
    [9, 14],
    [15, 16],
    [15],
    [17, 18],
    [19],
    [20],
    [20],
]
"""Measures like those of the real notice: of seven, three, two units and one."""

measures = some.lists(some.lists(some.integers(0, 11), min_size=1, max_size=7, unique=True), min_size=1, max_size=9)


def check_nothing_covers_anything(picture: Picture) -> None:
    marks = {mark.node: mark for mark in picture.marks}
    labels = [mark.label for mark in picture.marks if mark.label]
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box), (one.lines, other.lines)
    for label in labels:
        assert label.box.left >= 0
        assert label.box.right <= picture.width
        assert 0 <= label.box.top <= label.box.bottom <= picture.height
        for mark in picture.marks:
            assert not label.box.meets(Box.around((mark.x, mark.y), mark.radius - 0.2)), (label.lines, mark.title)
        for line in picture.lines:
            inner = Box(label.box.left + 0.2, label.box.top + 0.2, label.box.right - 0.2, label.box.bottom - 0.2)
            assert not inner.is_crossed(*line.ends), label.lines
    for caption in picture.captions:
        box = Box(caption.x, caption.y - 9, caption.x + 40, caption.y + 2)
        assert not any(box.meets(Box.around((mark.x, mark.y), mark.radius)) for mark in marks.values())


def check_each_unit_has_its_name(picture: Picture) -> None:
    assert [mark.title for mark in picture.marks if mark.look.shape != "ring" and not mark.label] == []


def check_every_fact_is_drawn_once(picture: Picture, network: Network) -> None:
    assert sorted(mark.node for mark in picture.marks) == list(range(len(network.nodes)))
    found = Counter((line.one, line.other) for line in picture.lines)
    assert found == Counter((edge.one, edge.other) for edge in network.edges)
    at = {mark.node: (mark.x, mark.y) for mark in picture.marks}
    assert all(line.ends == (at[line.one], at[line.other]) for line in picture.lines)


@settings(max_examples=60, deadline=None)
@given(measures, some.sampled_from([BROAD, NARROW]), some.sampled_from(LANGUAGES), some.booleans())
def test_nothing_covers_anything_whatever_the_measures(
    found: list[list[int]], wide: float, language: Language, with_measures: bool
) -> None:
    network = two_mode(made(found)) if with_measures else made(found)
    picture = drawn(network, language, wide)
    check_every_fact_is_drawn_once(picture, network)
    check_nothing_covers_anything(picture)
    check_each_unit_has_its_name(picture)


@pytest.mark.parametrize("wide", [BROAD, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_is_drawn_as_people_would(language: Language, wide: float) -> None:
    """Each unit has its label, no line runs under a unit that is not its end, no hull holds a stranger."""
    network = two_mode(made(NOTICE))
    picture = drawn(network, language, wide)
    units = [mark for mark in picture.marks if mark.look.shape != "ring"]
    assert all(mark.label and not mark.label.leader for mark in units)
    for mark in picture.marks:
        for line in picture.lines:
            assert mark.node in (line.one, line.other) or distance((mark.x, mark.y), line.ends) > mark.radius + 2
    assert len(picture.hulls) == 4
    assert Counter(mark.number for mark in picture.marks if mark.look.shape == "ring") == {"": 7, "3": 3, "7": 1}
    check_nothing_covers_anything(picture)


def test_units_are_a_regular_polygon_around_their_measure() -> None:
    picture = drawn(two_mode(made([[0, 1, 2, 3, 4]])), "en")
    (ring,) = (mark for mark in picture.marks if mark.number)
    far = [length((mark.x - ring.x, mark.y - ring.y)) for mark in picture.marks if mark is not ring]
    assert max(far) - min(far) < 0.3


def test_captions_say_what_groups_are() -> None:
    network = made(NOTICE)
    for language, said in {
        "en": {"Nine units, two measures", "Six units, three measures", "Two pairs, one shared measure each", "Two units that lead alone"},
        "zh": {"九个单位，两项举措", "六个单位，三项举措", "两对单位，各共有一项举措", "两个单位，独自牵头"},
    }.items():  # fmt: skip
        picture = drawn(two_mode(network), language)  # type: ignore[arg-type]
        assert {caption.text for caption in picture.captions} == said
    assert "Nine units, 24 pairs" in {caption.text for caption in drawn(network, "en").captions}


def test_the_legend_lists_what_is_there() -> None:
    assert [key.text for key in drawn(two_mode(made([[0]])), "en").legend] == ["department", "A measure"]
    texts = [key.text for key in drawn(made([[0, 1], [0, 1], [0, 2]]), "en").legend]
    assert texts == ["department", "government", "vertical-agency", "Larger: leads more measures, 1 to 3", "Thicker: more together, 1 to 2"]  # fmt: skip


@pytest.mark.parametrize("with_measures", [True, False])
def test_nothing_is_drawn_of_nothing(with_measures: bool) -> None:
    network = two_mode(made([])) if with_measures else made([])
    picture = drawn(network, "zh")
    assert not picture.marks
    ElementTree.fromstring(as_file(picture, "无", "无", "zh").encode())


def test_a_page_styles_its_part_by_classes_and_finds_marks_by_attributes() -> None:
    network = two_mode(made([[0, 1, 2], [2, 3]]))
    picture = drawn(network, "en")
    hooks = Hooks(
        address=lambda mark: f"#{mark.node}",
        of_mark=lambda mark: {"data-m" if mark.look.shape == "ring" else "data-u": str(mark.node)},
        of_line=lambda line: {"data-u": str(line.one), "data-m": str(line.other)},
        of_hull=lambda node: {"data-m": str(node)},
    )
    root = ElementTree.fromstring(as_part(picture, 'Units & "measures"', hooks, classes="net broad"))
    assert root.get("aria-label") == 'Units & "measures"'
    attributes = {attribute for element in root.iter() for attribute in element.attrib}
    assert not attributes & {"style", "fill", "stroke"}
    assert [a.get("href") for a in root.iter("a")] == [f"#{mark.node}" for mark in picture.marks]
    assert len(root.findall("path[@class='hull'][@data-m='4']")) == 1
    assert len(root.findall(".//line[@class='spoke']")) == 5
    assert {part.get("class") for part in root.iter("circle")} >= {"hub", "halo", "shape dep"}
    assert [icon(key).count("<svg") for key in picture.legend] == [1, 1, 1, 1, 1, 0]


def test_the_same_picture_is_drawn_on_every_machine() -> None:
    """Written down to a tenth of a pixel; to see a picture that was meant to change, write it down again."""
    picture = as_json(drawn(two_mode(made(NOTICE)), "en", NARROW))
    assert json.loads((TESTS / "network" / "picture.json").read_text("utf-8")) == picture
