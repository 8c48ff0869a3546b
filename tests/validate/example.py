"""The lines of a small sound graph, and the engines that look at it."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tongbao.validate import check_with_pyshacl, check_with_rust

RUST = importlib.util.find_spec("shacl") is not None
SLOW = [pytest.mark.thorough] if RUST else []  # of faults, test_shapes.py gives one of each kind to both
NO_RUST = pytest.mark.skipif(not RUST, reason="the Rust engine is not installed")
ENGINES = [
    pytest.param(check_with_pyshacl, id="pyshacl", marks=SLOW),
    pytest.param(check_with_rust, id="rust", marks=NO_RUST),
]
BOTH = pytest.mark.parametrize("engine", ENGINES)

ID = "https://w3id.org/tongbao/id/"
TB = "https://w3id.org/tongbao/ontology#"
SHAPES = "https://w3id.org/tongbao/shapes#"
BASE = [
    f"{quad.subject} {quad.predicate} {quad.object} .\n"
    for quad in parse(path=str(Path(__file__).parent / "shapes" / "base.ttl"), format=RdfFormat.TURTLE)
]
SHARED = ("unit/", "place/", "assertion/unit/", "co-leadership/")


def is_shared(line: str) -> bool:
    return line.removeprefix(f"<{ID}").startswith(SHARED)


AUTHORITY = [line for line in BASE if is_shared(line)]
OWN = [line for line in BASE if not is_shared(line)]


def notice(name: str, *changes: tuple[str, str]) -> list[str]:
    """Return the lines of the base's notice under another name, some words of theirs changed."""
    lines = [line.replace("/n1", f"/{name}") for line in OWN]
    for old, new in changes:
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    return lines


def quads(lines: Iterable[str], graph: str) -> list[str]:
    return [f"{line[:-2]}<{graph}> .\n" for line in lines]
