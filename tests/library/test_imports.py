"""What is imported when: nothing before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tongbao import paths

HEAVY = {
    *("httpx2", "igraph", "logging", "msgspec", "networkx", "numpy", "pandas", "polars", "pyoxigraph", "pyshacl"),
    *("rdflib", "shacl", "sqlite3", "xlsxwriter", "yaml", "yaml_rs"),
}


def imported(code: str, *arguments: str) -> set[str]:
    """Return the modules that a fresh Python has imported after it has run some code, and not before."""
    script = f"import sys; before = set(sys.modules)\n{code}\nprint(*sys.modules.keys() - before)"
    command = [sys.executable, "-c", script, *arguments]
    environment = {"PYTHONPATH": str(paths.PACKAGE.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {*done.stdout.split()}


def test_importing_it_imports_nothing_else() -> None:
    found = imported("import tongbao")
    assert found == {"tongbao"}


def test_naming_an_error_imports_no_library() -> None:
    found = imported("import tongbao; tongbao.TongbaoError; tongbao.Text")
    assert {name for name in found if name.startswith("tongbao")} == {"tongbao", "tongbao.errors"}
    assert not found & HEAVY


@pytest.mark.parametrize(
    ("call", "needed"),
    [
        ("kg.ask('partners-of-unit')", set()),
        ("kg.select('SELECT * { ?measure a tb:Measure }').to_dicts()", set()),
        ("kg.notice('64号'); kg.unit('市税务局')", set()),
        ("kg.network()", {"networkx"}),
        ("kg.construct('CONSTRUCT { ?a tb:leads ?b } { ?a tb:leads ?b }')", {"rdflib"}),
        ("kg.select('SELECT * { ?measure a tb:Measure }').to_pandas()", {"pandas", "numpy"}),
        ("tongbao.validate(sys.argv[1] + '/graph.nq')", {"shacl"}),
    ],
)
def test_each_call_imports_what_it_needs(call: str, needed: set[str], graph_nq: Path) -> None:
    found = imported(f"import tongbao; kg = tongbao.open(sys.argv[1]); {call}", str(graph_nq.parent))
    never = {"networkx", "numpy", "pandas", "polars", "pyshacl", "rdflib", "httpx2", "shacl"}
    assert found & never <= needed
    assert not needed - found - {"numpy", "shacl"}
