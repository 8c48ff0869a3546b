"""The codes of a vocabulary as a query writes them: by prefix."""

from functools import cache
from typing import NamedTuple

from tongbao import paths
from tongbao.rdf.iris import HOME, NAMESPACES
from tongbao.rdf.turtle import statements

SHOWN = 8
"""How many codes a table shows; the page of the vocabulary has all."""


class Codes(NamedTuple):
    """The codes of a vocabulary."""

    prefix: str
    codes: tuple[str, ...]

    @property
    def first(self) -> str:
        """Return the first codes in a line, the first of them with the prefix."""
        more = " …" if len(self.codes) > SHOWN else ""
        return f"{self.prefix}:{', '.join(self.codes[:SHOWN])}{more}"


@cache
def codes_of(scheme: str) -> Codes:
    """Return the codes of a vocabulary, in the order of its file.

    >>> codes_of("outcome-nature").first
    'nature:outcome, scope, design, context, input'
    """
    namespace = f"{HOME}vocab/{scheme}#"
    prefix = next(name for name, known in NAMESPACES.items() if known == namespace)
    found = statements(paths.ONTOLOGY / "vocab" / f"{scheme}.ttl")
    notations = [quad.object.value for quad in found if quad.predicate.value.endswith("core#notation")]  # type: ignore[union-attr]
    return Codes(prefix, tuple(notations))
