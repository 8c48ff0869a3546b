"""One term as plain text, for people and programs."""

import pyoxigraph as ox

from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Term

NUMERIC = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "double", "float")}
"""The datatypes of numbers."""


def plain(term: Term | None) -> str:
    """Return a term as plain text; an empty text for none."""
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return str(term)
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value
