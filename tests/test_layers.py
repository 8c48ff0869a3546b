"""Data flows one way: a module imports only from layers before its own."""

import ast
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
    {"push", "site", "spark"},
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
