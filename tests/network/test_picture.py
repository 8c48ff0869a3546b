"""Places of a network, its picture, and what pictures as PNG need."""

import importlib.util
import xml.etree.ElementTree as ElementTree
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from tests.network.asked import LANGUAGES, run

from tongbao.errors import Language, Text, UsageError
from tongbao.network import Edge, Network, Node, Whole, placed, write_network
from tongbao.network.formats import png
from tongbao.network.geometry import Box
from tongbao.network.labels import LINES, LONG, broken
from tongbao.network.picture import BROAD
from tongbao.network.place import LARGE
from tongbao.network.style import FONT

SVG = "{http://www.w3.org/2000/svg}"


def test_places_are_apart(network: Network) -> None:
    places = placed(network)
    assert min(abs(x - u) + abs(y - v) for (x, y), (u, v) in combinations(places, 2)) > 0.5


def test_a_large_component_is_placed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    name = Text("x", "x")
    count = LARGE + 50
    nodes = tuple(Node(f"urn:{n:04}", name, name) for n in range(count))
    network = Network(nodes, tuple(Edge(n, n + 1, 1) for n in range(count - 1)))
    for library in ("igraph", "none"):
        if library == "none":
            monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        places = placed(network)
        assert len(set(places)) == count
        assert places == placed(network)


def test_names_are_broken_between_words() -> None:
    assert broken("Xiamen Municipal Bureau of Industry and Information Technology") == (
        "Xiamen Municipal",
        "Bureau of Industry and",
        "Information Technology",
    )
    assert broken("Natural Resources and Planning") == ("Natural Resources", "and Planning")
    assert broken("国家金融监督管理总局厦门监管局") == ("国家金融监督管理", "总局厦门监管局")
    assert broken("") == ("",)
    long = broken("a" * 10_000)
    assert len(long) == LINES
    assert all(len(line) <= LONG for line in long)
    assert long[-1].endswith("…")


def test_a_line_through_a_box_is_seen() -> None:
    box = Box(0, 0, 10, 10)
    assert box.is_crossed((-5, 5), (15, 5))
    assert box.is_crossed((5, -5), (5, 15))
    assert box.is_crossed((5, 5), (50, 50))
    assert not box.is_crossed((-5, 20), (15, 20))
    assert not box.is_crossed((-5, 5), (5, 18))
    assert not box.is_crossed((11, 11), (50, 50))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_well_formed_and_says_what_it_shows(language: Language, network: Network) -> None:
    root = ElementTree.fromstring(write_network(Whole.of(network), "svg", language))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert (any("市税务局" in text for text in texts)) == (language == "zh")
    edges = next(part for part in root.iter(f"{SVG}g") if part.get("class") == "edges")
    assert len(edges) == 36
    assert not [attribute for node in root.iter() for attribute in node.attrib if attribute.startswith(("on", "style"))]
    titles = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert any({"zh": "信易贷", "en": "“Xinyidai” loan data"}[language] in title for title in titles)
    assert root.find(f"{SVG}desc").text in ("31 个节点，36 条边，13 个连通分量", "31 nodes, 36 edges, 13 components")  # type: ignore[union-attr]


@pytest.mark.chinese_font
def test_png_is_the_picture(network: Network) -> None:
    written = write_network(Whole.of(network), "png", "zh")
    assert written.startswith(b"\x89PNG")
    width = int.from_bytes(written[16:20])
    assert width == 2 * BROAD


@pytest.mark.chinese_font
def test_a_font_that_the_picture_does_not_name_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own name, or by that of another font that has no Chinese itself."""
    monkeypatch.setattr(png, "_PROBE", png._PROBE.replace(FONT, "sans-serif"))
    assert png.chinese_family() is not None


def test_what_png_needs_is_told(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as caught:
        write_network(Whole.of(network), "png", "zh")
    assert caught.value.problems[0].code == "png-missing"


def test_a_machine_without_fonts_is_told_what_to_install(
    graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resvg = pytest.importorskip("resvg_py")
    monkeypatch.setattr(resvg, "svg_to_bytes", partial(resvg.svg_to_bytes, skip_system_fonts=True))
    code, _, error = run("--build", str(graph_nq.parent), "--out", str(tmp_path / "a.png"), capsys=capsys)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "[font-missing]" in error
    assert "fonts-noto-cjk" in error
