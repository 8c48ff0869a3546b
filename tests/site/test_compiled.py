"""Compiled templates are kept where Python keeps its own, and never believed where they are not what was compiled."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from tongbao.site.pages import render
from tongbao.site.pages.compiled import Compiled


def shown(folder: Path, text: str, *, trim: bool = True) -> str:
    options = {"trim_blocks": trim}
    kept = Compiled(folder, options)
    made = Environment(loader=DictLoader({"page": text}), bytecode_cache=kept, autoescape=True, trim_blocks=trim)
    return made.get_template("page").render(word="<a>")


@pytest.fixture(autouse=True)
def _writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(tmp_path / "kept", "{{ word }}") == "&lt;a&gt;"
    monkeypatch.setattr(Environment, "compile", None)
    assert shown(tmp_path / "kept", "{{ word }}") == "&lt;a&gt;"


def test_what_was_compiled_from_something_else_is_compiled_again(tmp_path: Path) -> None:
    """The file of each has the same name."""
    assert shown(tmp_path, "{% if 1 %}\n{{ word }}{% endif %}") == "&lt;a&gt;"
    assert shown(tmp_path, "{% if 1 %}\n{{ word }}{% endif %}", trim=False) == "\n&lt;a&gt;"
    assert shown(tmp_path, "{{ word }}!") == "&lt;a&gt;!"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("length", [0, 30, 60, 90])
def test_what_was_cut_is_compiled_again(length: int, tmp_path: Path) -> None:
    shown(tmp_path, "{{ word }}")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    assert len(whole) > 90
    file.write_bytes(whole[:length])
    assert shown(tmp_path, "{{ word }}") == "&lt;a&gt;"
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_templates_are_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert shown(tmp_path / "file", "{{ word }}") == "&lt;a&gt;"
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert shown(tmp_path / "kept", "{{ word }}") == "&lt;a&gt;"
    assert not (tmp_path / "kept").exists()


def test_they_are_kept_beside_compiled_modules_as_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.pycache_prefix", None)
    folder = Path(Compiled.beside(render.__file__, {}).directory)
    assert folder == Path(render.__file__).parent / "__pycache__" / "templates"
    monkeypatch.setattr("sys.pycache_prefix", str(Path("elsewhere").resolve()))
    assert "elsewhere" in Path(Compiled.beside(render.__file__, {}).directory).parts
