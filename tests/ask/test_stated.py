"""Leads by a reading of the editors are kept apart: they can be left out of answers and networks."""

from pathlib import Path

import pytest

from tongbao.ask.answers import ask
from tongbao.ask.stated import without_readings
from tongbao.ask.store import MemoryStore
from tongbao.cli.main import main
from tongbao.errors import OutputError, UsageError
from tongbao.network import Filters
from tongbao.network.read import read_network
from tongbao.pipeline.tree import MANIFEST


def test_what_is_only_read_into_the_words_is_left_out(graph_nq: Path, tmp_path: Path) -> None:
    """The project's notice heads its column of units 单位名称: all its leads are a reading."""
    stated, count = without_readings(graph_nq, tmp_path)
    assert count == 38
    assert not stated.ask(
        "ASK { { ?unit tb:leads ?measure } UNION { ?one tb:coLeads ?other } UNION { ?e a tb:CoLeadership } }"
    )
    assert stated.ask("ASK { ?notice tb:commendsUnit ?unit }")
    left = [len(stated.select(f"SELECT * {{ ?part tb:role role:{role} }}").rows) for role in ("lead", "conferrer")]
    assert left == [0, 3]


def test_what_the_source_states_stays_as_it_is(appraisals_built: Path, tmp_path: Path) -> None:
    graph = appraisals_built / "graph.nq"
    whole, (stated, count) = MemoryStore(graph), without_readings(graph, tmp_path)
    assert count == 0
    assert set(map(str, stated.engine)) == set(map(str, whole.engine))
    for name in ("leads-by-unit", "co-lead-pairs"):
        assert ask(name, stated, {}, "csv", "en") == ask(name, whole, {}, "csv", "en")


def test_a_network_leaves_them_out(graph_nq: Path, appraisals_built: Path) -> None:
    assert not read_network(MemoryStore(graph_nq), Filters(stated=True)).nodes
    named = {"lead", "mentioned"}
    both = read_network(MemoryStore(graph_nq), Filters(stated=True, roles=frozenset(named)))
    assert {part.role.code for part in both.participations} == {"mentioned"}
    store = MemoryStore(appraisals_built / "graph.nq")
    assert read_network(store, Filters(stated=True)).nodes == read_network(store, Filters()).nodes != ()


def test_the_command(graph_nq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "co-lead-pairs", "--stated", "--build", str(graph_nq.parent), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("one,other,times,measures\r\n", "Leads left out as readings: 38.\n")
    assert main(["query", "co-lead-pairs", "--stated", "--endpoint", "http://127.0.0.1:9/"]) == 2
    assert "--endpoint" in capsys.readouterr().err


def test_a_build_in_parts_alone_is_refused_and_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        without_readings(tmp_path / "graph.nq", tmp_path)
    (tmp_path / MANIFEST).write_text("")
    with pytest.raises(UsageError, match="too large"):
        without_readings(tmp_path / "graph.nq", tmp_path)
