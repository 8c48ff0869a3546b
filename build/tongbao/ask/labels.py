"""The labels of the things in an answer, read from the store itself."""

from collections.abc import Iterable

import pyoxigraph as ox

from tongbao.ask.store import Rows, Store
from tongbao.errors import Language
from tongbao.files.escape import one_line
from tongbao.rdf.terms import Term

LABELS: tuple[Term, ...] = ("tb:documentNumber", "skos:prefLabel", "dcterms:title", "rdfs:label", "tb:counts")
"""The properties that are read as labels."""
_BATCH = 500
"""How many things one query asks about."""


def find_labels(rows: Rows, language: Language, store: Store) -> dict[str, str]:
    """Return a label for each IRI in the rows that has one, preferably in the chosen language."""
    iris = sorted({term.value for row in rows.rows for term in row if isinstance(term, ox.NamedNode)})
    labels: dict[str, tuple[int, str]] = {}
    for start in range(0, len(iris), _BATCH):
        for row in store.select(_label_query(iris[start : start + _BATCH])):
            label, thing = row["label"], row["thing"]
            if isinstance(label, ox.Literal) and isinstance(thing, ox.NamedNode):  # some data have things as labels
                rank = (_rank(label, language), label.value)
                labels[thing.value] = min(rank, labels.get(thing.value, rank))
    return {iri: one_line(label) for iri, (_, label) in labels.items()}


def _label_query(iris: Iterable[str]) -> str:
    values = " ".join(f"<{iri}>" for iri in iris)
    return (
        f"SELECT ?thing ?label {{ VALUES ?thing {{ {values} }} ?thing ?property ?label "  # a path of alternatives is slow
        f"FILTER(?property IN ({', '.join(LABELS)})) }}"
    )


def _rank(label: ox.Literal, language: Language) -> int:
    """Return the rank of a label, the best lowest; a document number, the only label without a language, is a notice's shortest name."""
    return [None, language].index(label.language) if label.language in (None, language) else 2
