"""The names of IRIs for people."""

import pytest

from tongbao.rdf.iris import NAMESPACES, prefixed


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (NAMESPACES["tb"] + "Measure", "tb:Measure"),
        (NAMESPACES["tb"], ""),
        (NAMESPACES["tb"] + "a/b", ""),
        ("https://example.org/x", ""),
    ],
)
def test_an_iri_of_a_known_namespace_has_a_prefixed_name(iri: str, name: str) -> None:
    assert prefixed(iri) == name
