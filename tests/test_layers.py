"""Data flows one way: a module imports only from layers before its own."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import tongbao

PACKAGE = Path(tongbao.__file__).parent
LAYERS = [
    {"errors", "limits", "paths"},
    {"progress"},
    {"files"},
    {"rdf"},
    {"model", "printed"},
    {"load"},
    {"intake"},
    {"populate"},
    {"validate"},
    {"pipeline"},
    {"web"},
    {"ask"},
    {"network"},
    {"push", "review", "site", "spark", "library"},
    {"serve"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py")


def layer(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    parts = (name.split(".") for name in names)
    return {part[1] for part in parts if part[0] == "tongbao" and part[1:] and part[1] in RANK}


def test_every_module_has_a_layer_and_every_layer_a_module() -> None:
    assert {layer(file) for file in FILES} == RANK.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_backwards(file: Path) -> None:
    own = layer(file)
    forward = {name for name in imported_layers(file) - {own} if RANK[name] >= RANK[own]}
    assert not forward


def imports(file: Path) -> set[str]:
    """Return the modules of ours that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                name if (name := f"{node.module}.{alias.name}") in MODULES else node.module for alias in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & MODULES.keys()


def module(file: Path) -> str:
    return ".".join(("tongbao", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module(file): file for file in FILES}


def test_no_two_modules_need_each_other() -> None:
    """A package's own module that only offers what others define is left out: it comes after all of them."""
    needs = {name: imports(file) for name, file in MODULES.items() if file.name != "__init__.py"}
    order = TopologicalSorter({name: others & needs.keys() for name, others in needs.items()})
    order.prepare()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_private_name_stays_in_its_module(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not {name for name in imported if name.startswith("_") and not name.startswith("__")}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and not is_own(node.value)}
    private = {name for name in used if name.startswith("_") and not name.startswith("__")} - OFFERED
    assert {name for name in private if not re.search(rf"(def |self\.|^ +){name}\b", text, re.MULTILINE)} == set()


def is_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


OFFERED = {"_replace", "_asdict", "_make", "_fields", "_exit", "_gateway", "_jvm", "_jsc"}
"""Names of named tuples, of the system and of Spark that begin with an underscore and are for everybody."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_modules_and_functions_are_short(file: Path) -> None:
    """A module has up to 400 lines, a function up to 60 and seven arguments."""
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400 or "``make generated``" in text[:1000], "generated lists may be longer"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name
            arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            assert len([name for name in arguments if name not in ("self", "cls")]) <= 7, node.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_group_is_repeated_without_giving_back(file: Path) -> None:
    """Python takes such patterns wrongly until 3.11.4, which Debian 12 has not yet; those for Apache and nginx are no Python."""
    patterns = re.search(r"[^\\(]\)[*+?]\+", file.read_text(encoding="utf-8"))
    assert not patterns or file.name in ("negotiation.py", "resolved.py")
