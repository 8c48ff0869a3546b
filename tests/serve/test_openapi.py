"""The description of the server is valid OpenAPI 3.1, says what the headers of the questions say, and the server keeps to it."""

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.kills import ENVIRONMENT
from tests.serve.serving import Running, serving

from tongbao import paths
from tongbao.ask.questions import Query, questions, read_query
from tongbao.serve.openapi import document

ONE_OF_EACH = ["partners-of-unit", "units-of-place", "leads-of-measure", "evidence-of", "notice-by-number", "full-name-of", "notices"]  # fmt: skip
"""A question for each type of parameters, and one without any."""


@pytest.fixture(scope="module")
def server(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(graph_nq.parent, tmp_path_factory.mktemp("openapi")) as running:
        yield running


@pytest.fixture(scope="module")
def described(server: Running) -> Any:
    return server.get("/openapi.json").json


def operations(described: Any) -> dict[str, Any]:
    return {each["operationId"]: each for path in described["paths"].values() for each in path.values()}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_description_is_valid(language: Any) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator is not installed")
    assert not [*validator.OpenAPIV31SpecValidator(document("https://kg.example", language)).iter_errors()]


def test_each_question_is_described_by_its_header(described: Any) -> None:
    known = operations(described)
    assert len(known) == sum(len(path) for path in described["paths"].values())  # no id twice
    for name, file in questions().items():
        query, said = read_query(file), known[name]
        assert (said["summary"], said["description"]) == (query.summary.en, query.description.en)
        assert [each["name"] for each in said["parameters"] if "name" in each] == [*(each.name for each in query.parameters), "format"]  # fmt: skip
        for parameter, told in zip(query.parameters, said["parameters"], strict=False):
            assert told["required"] is (parameter.default is None)
            assert told["schema"]["default"] == told["example"] == parameter.default
            assert told["description"] == parameter.about.en
        rows = said["responses"]["200"]["content"]["application/sparql-results+json"]["schema"]["properties"]["results"]
        assert [*rows["properties"]["bindings"]["items"]["properties"]] == [*query.columns]


def test_all_that_a_client_may_meet_is_described(described: Any) -> None:
    problem = {"application/problem+json"}
    statuses = {"200", "300", "304", "400", "404", "406", "429", "500", "503", "504", "507"}
    said = operations(described)["partners-of-unit"]["responses"]
    assert said.keys() == statuses
    assert "300" not in operations(described)["notices"]["responses"]
    for status in statuses - {"200", "304"}:
        response = described["components"]["responses"][said[status]["$ref"].rpartition("/")[2]]
        assert response["content"].keys() == problem
    for path in ("/sparql", "/health", "/metrics", "/reconcile", "/question", "/openapi.json"):
        assert path in described["paths"]


def test_it_is_in_the_language_asked_for(server: Running) -> None:
    by_field = server.get("/openapi.json", lang="zh")
    by_header = server.request("GET", "/openapi.json", headers={"Accept-Language": "zh-CN, en;q=0.5"})
    assert by_field.json == by_header.json
    assert operations(by_field.json)["partners-of-unit"]["summary"] == "某单位与哪些单位共同牵头？"
    assert by_field.json["servers"] == [{"url": f"http://127.0.0.1:{server.port}"}]
    assert server.get("/openapi.json", lang="fr").status == 400
    assert server.request("HEAD", "/openapi.json?lang=zh").headers["etag"] == by_field.headers["etag"]


@pytest.mark.parametrize("query", [read_query(file) for file in questions().values()], ids=lambda each: each.name)
def test_the_answer_to_each_question_is_as_described(server: Running, described: Any, query: Query) -> None:
    content = operations(described)[query.name]["responses"]["200"]["content"]
    schema = content["application/sparql-results+json"]["schema"]
    reply = server.get(f"/question/{query.name}", format="json")
    assert reply.status == 200, reply.body
    Draft202012Validator({**schema, "components": described["components"]}).validate(reply.json)


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml", "xlsx", "table", "md"])
def test_each_format_has_the_media_type_described(server: Running, described: Any, form: str) -> None:
    content = operations(described)["notices"]["responses"]["200"]["content"]
    assert server.get("/question/notices", format=form).headers["content-type"].partition(";")[0] in content


# --- tried with whatever the description allows, and does not ----------------------------------------


def _program() -> str | None:
    return shutil.which("schemathesis", path=sysconfig.get_path("scripts")) if find_spec("schemathesis") else None


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(ONE_OF_EACH, id="one of each"),
        pytest.param(sorted(questions().keys() - {*ONE_OF_EACH}), id="the others", marks=pytest.mark.thorough),
    ],
)
def test_the_server_keeps_to_its_description(server: Running, described: Any, names: list[str], tmp_path: Path) -> None:
    program = _program()
    if program is None:
        pytest.skip("schemathesis is not installed")
    beside = [] if names != ONE_OF_EACH else [name for name in operations(described) if name not in questions()]
    # What a text may hold is said in words alone (a query, a document number): the server refuses most of them, rightly.
    options = ["--max-examples", "5", "--generation-deterministic", "--exclude-checks", "positive_data_acceptance"]
    options += ["--suppress-health-check", "all", "--max-redirects", "0", "--continue-on-failure", "--no-color"]
    chosen = [word for name in (*names, *beside) for word in ("--include-operation-id", name)]
    path = os.pathsep.join((ENVIRONMENT["PYTHONPATH"], str(paths.ROOT)))
    run = subprocess.run(
        [program, "run", f"http://127.0.0.1:{server.port}/openapi.json", *options, *chosen],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "SCHEMATHESIS_HOOKS": "tests.serve.serializers"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Tested: {len(names) + len(beside)}" in run.stdout
    assert server.answers()
