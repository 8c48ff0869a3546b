"""The wheel, installed where no checkout is, gives the same tool."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tongbao import paths


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, without its dependencies, over an environment that has them."""
    if not paths.WEB.is_dir():
        pytest.skip("the scripts of the pages were not bundled here, and a wheel is not made without them: make web")
    folder = tmp_path_factory.mktemp("wheel with space")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    built = run(sys.executable, "-c", build, folder, cwd=paths.ROOT)
    assert built.returncode == 0, built.stderr
    environment = folder / "environment"
    venv.create(environment, system_site_packages=False, with_pip=False, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = next(Path(entry) for entry in sys.path if entry.endswith("site-packages"))
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    Path(site, "dependencies.pth").write_text(f"{packages}\n", encoding="utf-8")
    wheel = folder / built.stdout.strip().splitlines()[-1]
    pip = (sys.executable, "-m", "pip", "--python", python)  # its own pip would take seconds to unpack
    done = run(*pip, "install", "--no-deps", "--no-index", "--force-reinstall", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return python


def test_it_builds_and_answers_from_what_is_inside(installed: Path, tmp_path: Path) -> None:
    built = run(installed, "-m", "tongbao", "--lang", "en", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "out" / "graph.nq").is_file()
    code = "import tongbao; print(tongbao.__file__)"
    assert "site-packages" in run(installed, "-c", code, cwd=tmp_path).stdout
    answer = run(
        installed, "-m", "tongbao", "query", "co-lead-pairs", "--build", "out", "--format", "csv", cwd=tmp_path
    )
    assert len(answer.stdout.splitlines()) == 37
    code = "import tongbao; kg = tongbao.open('out'); print(len(kg.ask('co-lead-pairs')), kg.holds('ASK { ?a a tb:Unit }'))"
    assert run(installed, "-c", code, cwd=tmp_path).stdout == "36 True\n"


def test_it_says_that_it_has_types_and_brings_the_notebooks(installed: Path, tmp_path: Path) -> None:
    code = "from tongbao import paths; print((paths.PACKAGE / 'py.typed').exists(), len([*paths.DOCS.glob('*.ipynb')]))"
    assert run(installed, "-c", code, cwd=tmp_path).stdout.split() == ["True", "2"]


@pytest.mark.parametrize("options", [[], ["--demo"]], ids=["empty", "demo"])
def test_it_starts_a_dataset_elsewhere(installed: Path, tmp_path: Path, options: list[str]) -> None:
    assert run(installed, "-m", "tongbao", "init", "mine", *options, cwd=tmp_path).returncode == 0
    built = run(installed, "-m", "tongbao", "build", "--data", "mine", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "mine" / "out" / "graph.nq").is_file()


def test_it_holds_ontology_queries_the_notice_and_the_scripts_of_pages(installed: Path, tmp_path: Path) -> None:
    code = "from tongbao import paths; print(*sorted(p.name for p in {}.iterdir()))".format
    assert run(installed, "-c", code("paths.SHIPPED"), cwd=tmp_path).stdout.split() == [
        "data",
        "docs",
        "ontology",
        "queries",
        "web",
    ]
    scripts = run(installed, "-c", code("paths.WEB"), cwd=tmp_path).stdout.split()
    assert {"editor.js", "network.js", "search.js", "store.worker.js", "web_bg.wasm", "LICENSES.txt"} <= set(scripts)
    code_of_package = "from tongbao import paths; print((paths.PACKAGE / 'browser').exists())"
    assert run(installed, "-c", code_of_package, cwd=tmp_path).stdout.strip() == "False"
