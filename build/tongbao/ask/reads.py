"""Which statements a query may read: so that it is asked again only if these have changed.

Of the stored questions it is written down in ``queries/reads.json`` (`make generated`): parsing them takes seconds.
"""

import hashlib
from functools import cache

import msgspec

from tongbao import paths
from tongbao.ask.sparql import EVERYTHING, PREFIXES

FILE = paths.QUERIES / "reads.json"
"""By the SHA-256 of a query what it may read, as prefixed names."""


@cache
def statements_read(query: str) -> frozenset[str]:
    """Return the properties of the statements that a query may read, as N-Triples terms, and for ``rdf:type`` the classes.

    >>> sorted(statements_read("SELECT * { ?measure a tb:Measure ; tb:inAnnex/tb:number ?number }"))[1:]
    ['<https://w3id.org/tongbao/ontology#inAnnex>', '<https://w3id.org/tongbao/ontology#number>']
    >>> statements_read("SELECT * { ?thing ?property 1 }")
    frozenset({'*'})
    """
    if said := _written_down().get(digest_of_query(query)):
        return frozenset(" ".join(map(_whole, one.split(" "))) for one in said)
    from tongbao.ask.grammar import named_in  # rdflib's grammar is loaded only where it is needed

    found = named_in(query)
    return frozenset({EVERYTHING}) if EVERYTHING in found else found


def digest_of_query(query: str) -> str:
    """Return by what a query is found in the file."""
    return hashlib.sha256(query.encode()).hexdigest()


@cache
def _written_down() -> dict[str, list[str]]:
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, list[str]]) if FILE.exists() else {}


def _whole(name: str) -> str:
    """Return a prefixed name as an N-Triples term."""
    prefix, colon, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>" if colon else name
