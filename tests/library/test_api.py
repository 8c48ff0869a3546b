"""The public API: its names, what they are, and what happens to packages of the same name."""

import importlib
import inspect
import logging
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tongbao
from tongbao import paths


@pytest.mark.parametrize("name", tongbao.__all__)
def test_every_name_is_there_and_explained(name: str) -> None:
    value = getattr(tongbao, name)
    assert inspect.getdoc(value)
    assert name in dir(tongbao)


def test_other_names_are_no_part_of_it() -> None:
    assert not hasattr(tongbao, "opne")
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = tongbao.opne  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["load", "validate"])
@pytest.mark.parametrize(
    "before", ["", "import tongbao.{0}; ", "from tongbao.{0} import *; ", "import tongbao.cli.main; "]
)
def test_a_package_of_the_same_name_does_not_hide_a_function(name: str, before: str, tmp_path: Path) -> None:
    """Importing a package makes it an attribute of its parent, whatever stood there."""
    code = f"import tongbao, inspect; {before.format(name)}tongbao.{name}; import tongbao.{name}; "
    code += f"print(*inspect.signature(tongbao.{name}).parameters); tongbao.{name}('nowhere')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(paths.PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split()[0] in ("data", "source"), done.stderr
    assert "Error: nowhere: " in done.stderr


def test_parts_of_these_packages_are_still_found() -> None:
    assert importlib.import_module("tongbao.load.loaded") is tongbao.load.loaded  # type: ignore[attr-defined]


def errors() -> list[type[tongbao.TongbaoError]]:
    values = (getattr(tongbao, name) for name in tongbao.__all__ if name.endswith("Error"))
    return [value for value in values if inspect.isclass(value)]


def test_errors_are_of_one_tree() -> None:
    assert all(issubclass(error, tongbao.TongbaoError) for error in errors())
    assert issubclass(tongbao.AmbiguousNameError, tongbao.UsageError)
    assert issubclass(tongbao.UnknownNameError, tongbao.UsageError)
    assert issubclass(tongbao.MissingExtraError, ImportError)


def test_an_error_passes_between_processes_whole() -> None:
    problem = tongbao.Problem("x", tongbao.Text("a", "甲"), None, tongbao.Place(Path("file"), 1, 2))
    candidate = tongbao.Candidate("https://example.org/", "名", "")
    for error in (tongbao.DataError(problem, problem), tongbao.AmbiguousNameError(problem, [candidate])):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_what_it_does_is_logged(graph_nq: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "tongbao"), tongbao.open(graph_nq) as kg:
        kg.holds("ASK { ?measure a tb:Measure }")
    assert [record.levelname for record in caplog.records] == ["INFO", "DEBUG"]
    assert str(graph_nq) in caplog.text
    assert "ASK { ?measure a tb:Measure }" in caplog.text


def test_nothing_is_printed_where_nobody_logs(graph_nq: Path) -> None:
    code = "import sys, logging, tongbao; tongbao.open(sys.argv[1]).ask('measures'); "
    code += "print([type(handler).__name__ for handler in logging.getLogger('tongbao').handlers])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(graph_nq)],
        env={"PYTHONPATH": str(paths.PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("['NullHandler']\n", "")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda file: tongbao.open(file, language="zh-CN"), "language cannot be 'zh-CN'. [usage]\n    Use one of: 'en', 'zh'."),
        (lambda file: tongbao.validate(file, language="de"), "language cannot be 'de'. [usage]\n    Use one of: 'en', 'zh'."),
        (lambda file: tongbao.validate(file, engine="jena"), "engine cannot be 'jena'. [usage]\n    Use one of: 'auto', 'rust', 'pyshacl'."),
    ],
)  # fmt: skip
def test_a_value_that_a_parameter_does_not_take_is_refused(
    call: Callable[[Path], object], said: str, graph_nq: Path
) -> None:
    with pytest.raises(tongbao.UsageError) as caught:
        call(graph_nq)
    assert said in str(caught.value)
