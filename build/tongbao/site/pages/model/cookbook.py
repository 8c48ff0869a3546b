"""The cookbook: each query in the language of the reader, with the trap that it avoids and what it gives for a real notice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tongbao import paths
from tongbao.ask.questions import Query, read_query, recipes, without_header
from tongbao.errors import Language
from tongbao.load.reader import parse_yaml

ANSWERS = paths.QUERIES / "cookbook" / "answers.yaml"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A query of the cookbook, with what it gives for the project's own notice."""

    query: Query
    rows: int
    """How many rows the answer has."""
    first: Sequence[Sequence[str]]
    """The first of them, IRIs shortened."""

    @property
    def name(self) -> str:
        """Return the name of its file, which is its anchor, too."""
        return self.query.name

    def text(self, language: Language) -> str:
        """Return the SPARQL with the comments in one language.

        >>> read = {recipe.name: recipe for recipe in cookbook()}["since-a-day"]
        >>> "Another day." in read.text("en"), "Another day." in read.text("zh")
        (True, False)
        """
        other = "zh" if language == "en" else "en"
        text = re.sub(rf"(?m)^ *# {other}: .*\n", "", without_header(self.query.text))
        return re.sub(rf"(?m)^( *# ){language}: ", r"\1", text)


@cache
def cookbook() -> list[Recipe]:
    """Return the queries of the cookbook, in order."""
    document = parse_yaml(ANSWERS, ANSWERS.read_text("utf-8"))
    assert not document.problems, document.problems
    known: Mapping[str, Any] = document.value
    return [Recipe(read_query(file), known[name]["rows"], known[name]["first"]) for name, file in recipes().items()]
