"""The table of features in ontology/README.md is true: its keys, terms, questions and pages are there and used."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from tongbao import model, paths
from tongbao.ask.questions import questions, read_query
from tongbao.model import base
from tongbao.rdf.iris import NAMESPACES
from tongbao.site.urls import place_of

TABLE = (paths.ONTOLOGY / "README.md").read_text("utf-8").partition("## What a notice can say")[2].partition("\n## ")[0]
KEYS = {
    key
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, base.Record)
    for key in kind.__struct_encode_fields__
}


class Feature(NamedTuple):
    """A row of the table."""

    name: str
    keys: list[str]
    terms: list[str]
    questions: list[str]
    pages: list[str]


def named(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


FEATURES = [
    Feature(name, named(keys), named(terms), named(asked), page.split(", "))
    for name, keys, terms, asked, page in (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\|.*\|$", TABLE, re.MULTILINE)[2:]
    )
]


@pytest.fixture(scope="module")
def used(
    graph_nq: Path, genre_built: Path, figures_built: Path, appraisals_built: Path, own_codes_built: Path
) -> Mapping[str, set[str]]:
    """By property, the kinds of pages on which its subjects stand, over all datasets of the tests."""
    found: dict[str, set[str]] = defaultdict(set)
    others = (built / "graph.nq" for built in (genre_built, figures_built, appraisals_built, own_codes_built))
    for file in (graph_nq, *others):
        quads = list(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))
        authority = next(q.graph_name.value for q in quads if str(q.graph_name).endswith("graph/authority>"))  # type: ignore[union-attr]
        origin = authority.removesuffix("graph/authority")
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and (place := place_of(quad.subject.value, origin)):
                found[quad.predicate.value].add(place.document.partition("/")[0])
    return found


def test_the_table_is_read() -> None:
    assert len(FEATURES) > 45
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name[:40])
def test_a_feature_is_where_the_table_says(feature: Feature, used: Mapping[str, set[str]]) -> None:
    assert [key for key in feature.keys if not key.endswith(".yaml") and not KEYS.issuperset(key.split("."))] == []
    for term in feature.terms:
        prefix, _, local = term.partition(":")
        there = used.get(f"{NAMESPACES[prefix]}{local}", set())
        assert there, f"no dataset of the tests uses {term}"
        assert there & set(feature.pages) or prefix != "tb", f"{term} stands on {there}"
    for name in feature.questions:
        text = read_query(questions()[name]).text
        assert any(re.search(rf"{term}\b", text) for term in feature.terms), f"{name} asks for none of {feature.terms}"


def test_the_changes_name_terms_that_there_are_and_all_that_were_given_up() -> None:
    text = (paths.ONTOLOGY / "CHANGES.md").read_text("utf-8")
    named_there = set(re.findall(r"`(tb:\w+)`", text))
    ontology = (paths.ONTOLOGY / "notice.ttl").read_text("utf-8")
    declared = set(re.findall(r"^(tb:\w+) a ", ontology, re.MULTILINE))
    given_up = {
        block.split(" ", 1)[0] for block in re.split(r"\n(?=tb:\w+ a )", ontology) if "owl:deprecated   true" in block
    }
    assert named_there <= declared
    assert given_up <= named_there
    assert re.search('owl:versionInfo +"([^"]+)"', ontology)[1] in text  # type: ignore[index]
