"""The original of a notice and the places in it: they reach the graph, and a change of either is noticed by the next build."""

import re
import shutil
from pathlib import Path

import pytest
from tests.places import TESTS

from tongbao.errors import DataError
from tongbao.load.positions import places_file
from tongbao.pipeline.build import build
from tongbao.validate import choose_engine

GENRE = TESTS / "data" / "genre"
NOTICE = Path("notices", "2022", "one-net.yaml")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The invented notice that has an original, alone."""
    folder = tmp_path / "data"
    shutil.copytree(GENRE, folder, ignore=lambda _, names: [name for name in names if name in ("2024", "2025")])
    return folder


def graph(data: Path) -> str:
    out = data.parent / "out"
    build(data, out, choose_engine()[0], jobs=1)
    return (out / "graph.nq").read_text("utf-8")


def test_spans_say_where_they_stand_in_the_original(data: Path) -> None:
    found = graph(data)
    spans = re.findall("id/span/one-net/[0-9]+-[0-9]+> <[^>]*type> <[^>]*#TextSpan>", found)
    assert len(spans) == found.count('#inOriginal> "page=') > 5
    assert '"page=1&viewrect=240,100,136,16"' in found
    assert "id/source/one-net> <http://www.w3.org/ns/prov#wasDerivedFrom>" in found


def test_without_the_places_there_are_no_pages(data: Path) -> None:
    graph(data)
    places_file((data / NOTICE).with_suffix(".txt")).unlink()
    assert '#inOriginal> "page=' not in graph(data)


def test_a_changed_original_is_noticed_though_the_notice_was_built(data: Path) -> None:
    graph(data)
    (data / NOTICE).with_name("one-net-original.pdf").write_bytes(b"%PDF-1.7 another")
    with pytest.raises(DataError) as caught:
        graph(data)
    (problem,) = caught.value.problems
    assert problem.code == "original-changed"
    assert str(problem.place).endswith("one-net.yaml:9:13")
