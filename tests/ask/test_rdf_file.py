"""Files of RDF that anybody wrote: every format, every mistake with its place, and nothing that takes the machine."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongbao import limits
from tongbao.ask.rdf_file import FORMATS, write_statements
from tongbao.errors import DataError, TongbaoError, UsageError

ROOT = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="x:"'
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]>'
    f'<rdf:RDF {ROOT}><rdf:Description rdf:about="x:a"><x:b>&a11;</x:b></rdf:Description></rdf:RDF>'
)


def statements(file: Path, out: Path) -> list[str]:
    write_statements(file, out)
    return out.read_text("utf-8").splitlines()


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read(ending: str, tmp_path: Path) -> None:
    quads = [ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("http://example.org/b"), ox.Literal("通\n报", language="zh"))]
    ox.serialize([quad.triple for quad in quads], tmp_path / f"mine{ending}", FORMATS[ending])
    assert statements(tmp_path / f"mine{ending}", tmp_path / "out") == ['<x:a> <http://example.org/b> "通\\n报"@zh .']


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_graphs_are_kept(ending: str, tmp_path: Path) -> None:
    quad = ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c"), ox.NamedNode("x:g"))
    ox.serialize([quad], tmp_path / f"mine{ending}", FORMATS[ending])
    assert statements(tmp_path / f"mine{ending}", tmp_path / "out") == ["<x:a> <x:b> <x:c> <x:g> ."]
    write_statements(tmp_path / f"mine{ending}", tmp_path / "out", graphs=False)
    assert (tmp_path / "out").read_text("utf-8") == "<x:a> <x:b> <x:c> .\n"


def test_short_iris_and_nodes_without_a_name_are_named(tmp_path: Path) -> None:
    file = written(tmp_path, "mine.ttl", "\ufeff<#a> <b> [ <c> [] ] , [] .")
    base = file.as_uri().rpartition("/")[0]
    assert statements(file, tmp_path / "out") == [
        f"_:b1 <{base}/c> _:b2 .",
        f"<{file.as_uri()}#a> <{base}/b> _:b1 .",
        f"<{file.as_uri()}#a> <{base}/b> _:b3 .",
    ]


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("a.ttl", "<x:a> <x:b> <x:c>\n<x:d> <x:e> .", "2:1", "not Turtle"),
        ("a.ttl", "@prefix x: <x:> .\nx:a y:b x:c .", "2:5", "prefix y: is not declared"),
        ("a.nt", "<x:a> <x:b> <x:c> .\n<x:a> <x:b> .", "2:13", "not N-Triples"),
        ("a.nq", "<x:a> <x:b> <x:c> <x:g>\n", "2:1", "not N-Quads"),
        ("a.trig", "<x:g> { <x:a> <x:b> }", "1:21", "not TriG"),
        ("a.jsonld", '{"@id": "x:a",\n "x:b": 1,}', "2:11", "not JSON-LD"),
        ("a.rdf", f"<rdf:RDF {ROOT}>\n<x:a>\n</x:b></rdf:RDF>", "3:3", "not RDF/XML"),
        ("a.rdf", "<rdf:RDF", "1:1", "not RDF/XML"),
        ("a.xml", "<a/>", "", "not RDF/XML"),
        ("a.jsonld", '{"@context": "https://example.org/c.jsonld", "a": "b"}', "", "nothing is fetched"),
        ("a.ttl", "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .", "", "statement about a statement"),
        ("a.nq", "\0\1\x1b[31m", "1:1", "not N-Quads"),
    ],
)
def test_a_mistake_is_told_with_its_place(name: str, text: str, place: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, name, text)
    with pytest.raises(DataError, match=said) as caught:
        write_statements(file, tmp_path / "out")
    (problem,) = caught.value.problems
    assert str(problem.place) == f"{file}:{place}".removesuffix(":")
    assert problem.what.zh
    assert problem.what.en.isprintable()


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda folder: folder / "nowhere.ttl", DataError, "No such file"),
        (lambda folder: folder, UsageError, "does not show a format"),
        (lambda folder: written(folder, "table.csv", ""), UsageError, r"\.ttl, \.nt"),
        (lambda folder: written(folder, "noending", ""), UsageError, "does not show a format"),
    ],
)
def test_what_is_no_file_of_rdf_is_refused(
    make: Callable[[Path], Path], error: type[TongbaoError], said: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=said):
        write_statements(make(tmp_path), tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("laughs.rdf", LAUGHS),
        ("deep.rdf", f"<rdf:RDF {ROOT}>" + "<x:a><x:b>" * 300_000),
        ("deep.jsonld", '{"@graph":' * 100_000),
        ("deep.ttl", "<x:a> <x:b> " + "[ <x:b> " * 500_000),
        ("list.ttl", "<x:a> <x:b> " + "( " * 500_000),
        ("terms.ttl", "<x:a> <x:b> " + "<<( <x:a> <x:b> " * 100_000),
        ("word.nt", "<x:a> <x:b> " + "x" * 5_000_000),
    ],
)
def test_nothing_takes_the_machine(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUERY_SECONDS", 2)
    monkeypatch.setattr(limits, "QUERY_MEMORY", 1024 * limits.MIB)
    with pytest.raises(DataError) as caught:
        write_statements(written(tmp_path, name, text), tmp_path / "out")
    assert len(str(caught.value)) < 1000


def test_statements_have_a_bound(tmp_path: Path) -> None:
    file = written(tmp_path, "mine.nt", "<x:a> <x:b> <x:c> .\n" * 100)
    write_statements(file, tmp_path / "out", most=2000)
    with pytest.raises(DataError, match="has more than"):
        write_statements(file, tmp_path / "out", most=1999)


LITERALS = st.builds(ox.Literal, st.text(st.characters(exclude_categories=["Cs"])))
NODES = st.sampled_from([ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.BlankNode("a"), ox.BlankNode("b")])
QUADS = st.builds(
    ox.Quad, NODES, st.just(ox.NamedNode("x:p")), NODES | LITERALS, st.sampled_from([ox.NamedNode("x:g")])
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=st.lists(QUADS, max_size=8), ending=st.sampled_from([".nq", ".trig", ".jsonld"]))
def test_what_is_written_is_what_the_file_says(quads: list[ox.Quad], ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"mine{ending}"
    ox.serialize(quads, file, FORMATS[ending])
    write_statements(file, tmp_path / "out")
    found, wanted = ox.Dataset(ox.parse(path=tmp_path / "out", format=ox.RdfFormat.N_QUADS)), ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    wanted.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == wanted
