"""Whatever holds a graph can be opened, and answers the same."""

import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.few import MANY
from tests.servers import oxigraph

import tongbao
from tongbao.library import opening

COUNT = "SELECT (COUNT(DISTINCT ?measure) AS ?n) { ?measure a tb:Measure }"


def partners(kg: tongbao.KnowledgeGraph) -> list[tuple[object, ...]]:
    return [tuple(row) for row in kg.ask("partners-of-unit", unit="市税务局")]


@pytest.fixture(scope="module")
def formats(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph in every format that is read."""
    folder = tmp_path_factory.mktemp("formats")
    for name in ("graph.nq", "graph.ttl", "graph.trig", "graph.jsonld"):
        shutil.copy(graph_nq.with_name(name), folder)
    triples = sorted({str(quad.triple) for quad in ox.parse(path=graph_nq)})
    (folder / "graph.nt").write_text("".join(f"{triple} .\n" for triple in triples), "utf-8")
    said = [quad.triple for quad in ox.parse(path=folder / "graph.nt")]
    ox.serialize(said, folder / "graph.rdf", ox.RdfFormat.RDF_XML)
    shutil.copy(folder / "graph.rdf", folder / "graph.OWL")
    return folder


@pytest.mark.parametrize("form", ["nq", "ttl", "trig", "jsonld", "nt", "rdf", "OWL"])
def test_a_file_answers_as_the_build_does(form: str, formats: Path, kg: tongbao.KnowledgeGraph) -> None:
    with tongbao.open(formats / f"graph.{form}") as opened:
        assert partners(opened) == partners(kg)
        assert opened.select(COUNT)[0].n == 20
        assert opened.unit("市税务局") == kg.unit("市税务局")
        if form in ("nq", "trig", "jsonld"):
            graphs = "SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g"
            assert opened.select(graphs) == kg.select(graphs)


def test_a_dataset_is_built_and_answers_as_its_build_does(demo_built: Path) -> None:
    data = demo_built / "data"
    before = sorted(data.rglob("*"))
    with tongbao.open(str(data)) as opened, tongbao.open(demo_built / "out") as built:
        assert opened.ask("measures") == built.ask("measures")
        assert len(opened.ask("measures")) > 0
    assert sorted(data.rglob("*")) == before


def test_a_large_build_is_answered_from_its_store(
    many_built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tongbao.ask.stored.SMALL", 1)
    out = shutil.copytree(many_built / "out", tmp_path / "out", symlinks=True)
    with tongbao.open(out) as opened:
        assert (out / ".cache").exists()
        assert len(opened.ask("notices")) == opened.select(COUNT.replace("Measure", "Notice"))[0].n == MANY


def test_a_large_file_is_answered_from_a_store(
    graph_nq: Path, monkeypatch: pytest.MonkeyPatch, kg: tongbao.KnowledgeGraph
) -> None:
    monkeypatch.setattr(opening, "SMALL", 1)
    with tongbao.open(graph_nq) as opened:
        assert partners(opened) == partners(kg)
        assert opened.select(COUNT)[0].n == 20


def test_an_endpoint_answers_as_the_build_does(graph_nq: Path, tmp_path: Path, kg: tongbao.KnowledgeGraph) -> None:
    with oxigraph(tmp_path) as server:
        server.update(f"INSERT DATA {{ {as_update(graph_nq)} }}")
        with tongbao.open(server.target.endpoint) as opened:
            assert partners(opened) == partners(kg)
            assert opened.select(COUNT)[0].n == 20
            assert opened.unit("市税务局") == kg.unit("市税务局")
            assert opened.notice("64号") == kg.notice("64号")
            assert opened.holds("ASK { ?unit a tb:Unit }")
            leads = "CONSTRUCT { ?a tb:leads ?b } { ?a tb:leads ?b }"
            assert set(opened.construct(leads)) == set(kg.construct(leads))
            assert opened.network().edges == kg.network().edges
            assert len(list(opened.dataset().quads())) == len(list(kg.dataset().quads()))


def as_update(file: Path) -> str:
    graphs: dict[str, list[str]] = {}
    for quad in ox.parse(path=file):
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in graphs.items())


def test_a_graph_stays_as_it_was_opened(graph_nq: Path, tmp_path: Path) -> None:
    """In this process and in that of a user's query, whatever happens to the file."""
    file = Path(shutil.copy(graph_nq, tmp_path / "graph.nq"))
    for source in (tmp_path, file):
        shutil.copy(graph_nq, file)
        with tongbao.open(source) as kg:
            file.write_text("", "utf-8")
            assert kg.select(COUNT)[0].n == 20
            assert len(kg.notice("64号").measures) == 20


def test_what_it_keeps_on_disk_is_removed(graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    closed, forgotten = tongbao.open(graph_nq), tongbao.open(graph_nq.parent)
    assert len([*tmp_path.iterdir()]) == 2
    closed.close()
    del forgotten
    assert not [*tmp_path.iterdir()]
    with pytest.raises(tongbao.UsageError, match="was closed"):
        closed.ask("measures")
    assert "closed" in repr(closed)
    with pytest.raises(tongbao.DataError):
        tongbao.open(broken(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["broken.ttl"]


def broken(folder: Path) -> Path:
    file = folder / "broken.ttl"
    file.write_text("@prefix a: <x:> .\na:b a:c\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda folder: folder / "nowhere", tongbao.UsageError, "no such file or folder"),
        (lambda folder: folder, tongbao.DataError, "no dataset in this folder"),
        (lambda folder: broken(folder), tongbao.DataError, r"broken\.ttl:3:1: This is not Turtle"),
        (
            lambda folder: Path(shutil.copy(broken(folder), folder / "a.csv")),
            tongbao.UsageError,
            "does not show a format",
        ),
        (lambda _: "http://127.0.0.1:1/", tongbao.OutputError, "cannot be reached"),
        (lambda _: "http://", tongbao.UsageError, "address"),
    ],
)
def test_what_cannot_be_opened_is_told(make, error, said, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=said):
        tongbao.open(make(tmp_path))


def test_what_cannot_be_opened_keeps_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor as long as somebody keeps the error, as a notebook does."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (broken := tmp_path / "broken.ttl").write_text("<x:a> <x:b> .", "utf-8")
    with pytest.raises(tongbao.DataError) as kept:
        tongbao.open(broken)
    assert kept.value.problems
    assert [*tmp_path.iterdir()] == [broken]


def test_a_dataset_with_mistakes_is_not_opened(demo: Path) -> None:
    file = demo / "units.yaml"
    file.write_text(file.read_text("utf-8").replace("level: municipal", "level: municipial", 1), "utf-8")
    with pytest.raises(tongbao.DataError, match=r"units\.yaml:\d+:\d+: ") as caught:
        tongbao.open(demo)
    assert "municipal" in str(caught.value)


def test_a_login_in_an_address_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "tongbao"), pytest.raises(tongbao.OutputError) as caught:
        tongbao.open("http://someone:secret@127.0.0.1:1/")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    with pytest.raises(tongbao.DataError, match="not a file"):
        tongbao.open(tmp_path / "pipe.ttl")
