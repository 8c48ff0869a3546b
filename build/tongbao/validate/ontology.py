"""Check the ontology's own files before they are used, so that one run reports every mistake."""

from pathlib import Path

from tongbao import paths
from tongbao.errors import DataError
from tongbao.rdf.jsonld import read_context
from tongbao.rdf.turtle import read_turtle
from tongbao.validate.mistakes import shape_problems


def check_ontology(folder: Path = paths.ONTOLOGY) -> None:
    """Read every file of the ontology; raise one DataError with the problems of all of them."""
    problems = [problem for file in sorted(folder.glob("*.ttl")) for problem in read_turtle(file)[1]]
    problems += read_context(folder / "context.jsonld")[1]
    problems += shape_problems(sorted((folder / "shapes").glob("*.ttl")))
    problems += [problem for file in sorted((folder / "vocab").glob("*.ttl")) for problem in read_turtle(file)[1]]
    if problems:
        raise DataError(*problems)
