"""What is generated is what the ontology and the records say, and the code names no term that the ontology does not know."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from tests.generated import CODE, ONLY_IN_CODE, made

from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.terms import Term

NAME = re.compile(rf"(?:{'|'.join(NAMESPACES)}):[A-Za-z][\w-]*")
MADE = made()
SOURCES = sorted(file for file in CODE.rglob("*.py") if file not in MADE)
TEMPLATES = sorted((CODE / "site" / "templates").glob("*"))
MISTAKEN = {"dcterms:name", "schema:name", "schema:title", "tb:label", "tb:name", "tb:title"}
"""What people write in a query where they mean a name: an answer without rows says so."""


@pytest.mark.parametrize(("file", "text"), MADE.items(), ids=[file.name for file in MADE])
def test_a_generated_file_is_as_the_ontology_has_it(file: Path, text: str) -> None:
    assert file.read_text("utf-8") == text, "run `make generated`"


def strings(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def named(file: Path) -> set[str]:
    """Return the prefixed names in a file: whole strings of code, strings in what a template computes."""
    if file.suffix == ".py":
        return {text for text in strings(file) if NAME.fullmatch(text)}
    parts = re.findall(r"\{[{%].*?[%}]\}", file.read_text("utf-8"), re.DOTALL)
    found = {text for part in parts for _, text in re.findall(r"""(["'])(.*?)\1""", part)}
    return {text for text in found if NAME.fullmatch(text)}


@pytest.mark.parametrize("file", [*SOURCES, *TEMPLATES], ids=lambda file: str(file.relative_to(CODE)))
def test_a_name_in_code_or_template_is_known(file: Path) -> None:
    assert not named(file) - {*get_args(Term), *MISTAKEN}


def test_names_are_found_where_they_are() -> None:
    for files in (SOURCES, TEMPLATES):
        assert len(set().union(*map(named, files))) > 35


def test_only_what_the_code_names_is_declared_apart() -> None:
    used = set().union(*map(named, SOURCES))
    for file in SOURCES:
        for prefix, local in re.findall(r"\b([A-Z]+)\.(\w+)", file.read_text("utf-8")):
            used.add(f"{prefix.lower()}:{local}")
    assert used >= ONLY_IN_CODE
