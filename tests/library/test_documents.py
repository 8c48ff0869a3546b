"""What the documents of the library show is what happens: docstrings, guides, the READMEs and the notebooks."""

import doctest
import json
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import tongbao
from tongbao import library, paths

MODULES = sorted(file.stem for file in Path(library.__file__).parent.glob("*.py") if file.stem != "__init__")
GUIDES = sorted(paths.DOCS.glob("python-*.md"))
NOTEBOOKS = sorted(paths.DOCS.glob("*.ipynb"))
READMES = [paths.ROOT / "README.md", paths.ROOT / "README.zh-CN.md"]


@pytest.fixture
def here(graph_nq: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the dataset and its build, as the documents have them, is the current one."""
    shutil.copytree(graph_nq.parent, tmp_path / "out", symlinks=True)
    shutil.copytree(paths.DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["tongbao", *(f"tongbao.library.{name}" for name in MODULES)])
def test_docstrings_show_what_happens(name: str, here: Path, kg: tongbao.KnowledgeGraph) -> None:
    module = import_module(name)
    tried = doctest.testmod(module, extraglobs={"tongbao": tongbao, "kg": kg})
    assert not tried.failed


def test_the_ways_to_ask_show_an_example() -> None:
    for name in ("ask", "select", "construct", "holds", "network", "unit", "notice", "measure"):
        assert ">>>" in (getattr(tongbao.KnowledgeGraph, name).__doc__ or ""), name
    for function in (library.open, library.load, library.validate, library.questions):
        assert ">>>" in (function.__doc__ or "")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_guides_show_what_happens(guide: Path, here: Path) -> None:
    pytest.importorskip("pandas")
    examples = doctest.DocTestParser().get_doctest(guide.read_text("utf-8").replace("```", ""), {}, guide.name, None, 0)
    assert len(examples.examples) > 10
    assert not doctest.DocTestRunner().run(examples).failed


def code_of(guide: Path) -> list[str]:
    return re.findall(r"```pycon\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("guide", [file for file in GUIDES if ".zh-CN" not in file.name], ids=lambda file: file.name)
def test_guides_show_the_same_in_both_languages(guide: Path) -> None:
    assert code_of(guide) == code_of(guide.with_name(f"{guide.stem}.zh-CN.md")) != []
    assert (paths.DOCS / f"{guide.stem}.ipynb").exists()


def test_the_errors_are_those_that_there_are() -> None:
    for guide in (paths.DOCS / "python-questions.md", paths.DOCS / "python-questions.zh-CN.md"):
        tree = re.findall(r"^[│├└─ ]*(\w+Error) ", guide.read_text("utf-8"), re.MULTILINE)
        assert {*tree} == {name for name in tongbao.__all__ if name.endswith("Error")}


@pytest.mark.parametrize("readme", READMES, ids=lambda file: file.name)
def test_a_readme_shows_what_happens(readme: Path, here: Path) -> None:
    (block,) = re.findall(r"```pycon\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)
    examples = doctest.DocTestParser().get_doctest(block, {}, readme.name, None, 0)
    assert len(examples.examples) >= 4
    assert not doctest.DocTestRunner().run(examples).failed


# --- notebooks ------------------------------------------------------------------------------------


def cells(notebook: Path) -> list[dict[str, Any]]:
    return list(json.loads(notebook.read_text("utf-8"))["cells"])


def test_there_is_a_notebook_for_each_guide() -> None:
    assert {file.stem for file in NOTEBOOKS} == {file.stem for file in GUIDES if ".zh-CN" not in file.name}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.name)
def test_a_notebook_keeps_no_outputs(notebook: Path) -> None:
    for cell in cells(notebook):
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
        else:
            text = "".join(cell["source"])
            assert re.search(r"[A-Za-z]{3}", text)
            assert re.search(r"[\u4e00-\u9fff]", text)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.name)
@pytest.mark.filterwarnings("default")  # of the notebooks' own machinery
def test_a_notebook_runs(notebook: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("pandas")
    monkeypatch.setenv("PYTHONPATH", str(paths.PACKAGE.parent))
    document = nbformat.read(notebook, as_version=4)
    nbformat.validate(document)
    nbclient.NotebookClient(
        document, timeout=300, kernel_name="python3", resources={"metadata": {"path": here}}
    ).execute()
    shown = [output for cell in document.cells for output in cell.get("outputs", ())]
    assert not [output for output in shown if output["output_type"] == "error" or output.get("name") == "stderr"]
    html = [output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {})]
    assert any("<table" in text for text in html)
