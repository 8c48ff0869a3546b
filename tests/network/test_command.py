"""The command writes a network, and tells what keeps it from that."""

from pathlib import Path

import pytest
from tests.network.asked import run


def test_the_files_name_tells_the_format(tmp_path: Path, graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, start in (("a.gexf", "<?xml"), ("a.nodes.csv", "id,label"), ("a.csv", "source,target"), ("a", "# ")):
        code, out, _ = run("--build", str(graph_nq.parent), "--out", str(tmp_path / name), capsys=capsys)
        assert (code, out.strip()) == (0, str(tmp_path / name))
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert {file.name for file in tmp_path.iterdir()} == {"a.gexf", "a.nodes.csv", "a.csv", "a"}


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, graph_nq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = run("--build", str(graph_nq.parent), "--out", str(tmp_path / "none" / "a.svg"), capsys=capsys)
    assert code == 4
    assert "[file-unwritable]" in error


def test_a_network_before_the_first_build_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run("--build", str(tmp_path), capsys=capsys)
    assert code == 4
    assert "tongbao build" in error
